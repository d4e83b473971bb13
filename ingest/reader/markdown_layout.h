// What each block of a Markdown article is: captions and notes of tables, repeated page furniture, and paragraphs that
// page breaks, side columns or tables cut in two.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader/markdown_blocks.h"
#include "ingest/reader/page_titles.h"

namespace warrant {

struct Node {
  enum class Role { kHeading, kParagraph, kItem, kCode, kTable, kCaption, kFigureCaption, kNote, kFurniture };
  Block block;
  std::string plain;  // readable text; "" for tables
  Role role = Role::kParagraph;
  TitleUse use = TitleUse::kBody;    // of a heading
  std::int32_t table = -1;           // captions, notes and the table itself: number of the table in the document
  std::vector<std::size_t> goes_on;  // nodes whose text continues this paragraph, in order
  bool taken = false;                // is the continuation of another
  bool aside = false;                // stood inside a paragraph that was rejoined around it
};

// `title` = index of the block that is the article's title, or -1.
struct Layout {
  std::vector<Node> nodes;
  std::ptrdiff_t title = -1;
  std::int32_t tables = 0;
};

Layout lay_out(std::string_view text, std::vector<Block> blocks);

// "Table 2", "TABLE S1", "Figure 3" at the start of `plain`, or "".
std::string_view caption_label(std::string_view plain, bool table);

}  // namespace warrant
