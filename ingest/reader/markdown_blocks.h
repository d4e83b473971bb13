// The block pass over Markdown: lines -> headings, paragraphs, list items, tables, code. Line based and forgiving,
// since articles converted from PDFs are not clean CommonMark: tables are separated by TABs, lists lose their marks,
// levels lie.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

struct RawCell {
  std::vector<ByteSpan> pieces;  // of the source, in order
  std::int32_t column = 0;
  std::int32_t row_span = 1, column_span = 1;
  bool header = false;
};

// All rows of a table; cells in reading order, columns resolved.
struct RawTable {
  std::vector<std::vector<RawCell>> rows;
  std::int32_t columns = 0;
  std::int32_t header_rows = 0;
};

struct Block {
  enum class Kind { kHeading, kParagraph, kItem, kTable, kCode };
  Kind kind = Kind::kParagraph;
  int level = 0;                 // of a heading: 1-6
  std::string mark;              // of an item: "-", "12.", "[^3]:"
  std::vector<ByteSpan> pieces;  // source text without marks, to be read one after the other
  RawTable table;
};

// Splits Markdown (UTF-8) into blocks. Linear in the input.
std::vector<Block> read_blocks(std::string_view text);

}  // namespace warrant
