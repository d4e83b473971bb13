// Builds a segment of an FTS5 index from the term lists of documents: its leaf pages, byte for byte those that FTS5
// itself would write for the same rows, and the first term of each, in on-disk format version 4 (SQLite's fts5_index.c,
// "SEGMENT LEAF PAGES"). Pure: the pages go to a sink, fts5_writer.h puts them into the store.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/store/term_lists.h"

namespace warrant {

// The lists of a document and the number of its first row (that of relative row 0).
struct SegmentPart {
  std::int64_t first_row = 0;
  const TermLists* lists = nullptr;
};

struct SegmentSink {
  // Leaf pages in order, numbered from 1. Lifetime of the block: until the call returns.
  std::function<Result<void>(std::int64_t page, std::string_view block)> page;
  // For each page on which a term begins: a string above all terms before it and not above its first, "" for page 1.
  std::function<Result<void>(std::string_view separator, std::int64_t page)> first_term;
};

struct SegmentSummary {
  std::int64_t pages = 0;
  // The longest term, for few rows have it, and its first row: to ask the index for it.
  std::string rare_term;
  std::int64_t rare_row = 0;
};

// Requires: the rows of each part lie above those of the part before it, and below 2^56.
Result<SegmentSummary> build_segment(const std::vector<SegmentPart>& parts, const SegmentSink& sink);

}  // namespace warrant
