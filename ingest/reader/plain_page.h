// Plain text of a page: lines -> headings (which carry no marks), list items and paragraphs; what the Q&A and the text
// reader share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader/page_titles.h"
#include "src/base/span.h"

namespace warrant {

struct PageLine {
  enum class Kind { kHeading, kItem, kText };
  Kind kind = Kind::kText;
  ByteSpan span;                   // in the source text: without blanks at its ends, without the mark of an item
  std::string mark;                // of an item: "•", "-", "3."
  bool after_blank = false;        // a blank line stands before it
  TitleUse use = TitleUse::kBody;  // of a heading
};

// One line of the page each, blank ones left out. Long hard-wrapped paragraphs (lines of similar length without blank
// lines between) come as one PageLine whose span holds the newlines.
std::vector<PageLine> read_page_lines(std::string_view text);

// The date in "Last updated: February 21, 2026View…", "Nov 25, 2025 · 10 min read", "Updated 3 May 2024", "2024-05-03",
// as printed, or "".
std::string find_date(std::string_view line);

// The year of such a date, or 0.
std::int32_t year_of(std::string_view date);

}  // namespace warrant
