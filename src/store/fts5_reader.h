// Reads the postings of a term straight from the blocks of an FTS5 index. MATCH with ORDER BY rank costs 1.4 µs a
// matching row (a b-tree look-up of its size, its position list, a sorter); the blocks themselves decode at about 10
// ns.
//
// The format is that of FTS5 version 4, described at the head of SQLite's fts5_index.c: a table of numbered blocks
// (structure record, leaf pages) and a table that names the leaf of a term in each segment. The version number stands
// in the index's configuration; any other is kUnsupported, and callers then ask SQLite itself (posting_source.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/store/fts5_format.h"
#include "src/store/sqlite.h"

namespace warrant {

// Rows that hold a term, in ascending order, with how often.
struct Postings {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint16_t> counts;  // at most 65,535

  void clear() {
    rows.clear();
    counts.clear();
  }
};

// Every place of a term: token `position` of `row`, in ascending order.
struct TermPlace {
  std::uint32_t row = 0;
  std::uint32_t position = 0;

  friend constexpr auto operator<=>(const TermPlace&, const TermPlace&) = default;
};

// The statements of one index, from queries/read.
struct Fts5Tables {
  std::string_view version;  // out: version
  std::string_view block;    // in: id, out: block
  std::string_view leaf;     // in: segment, term, out: page
};

class Fts5Reader {
 public:
  Fts5Reader(Database& database, const Fts5Tables& tables) : database_(database), tables_(tables) {}

  // Reads which segments there are. Requires: a read transaction is open from here to the last read, and nothing is
  // pending in a write transaction of this connection. Errors: kUnsupported, kCorrupt, kStore.
  Result<void> open();

  // Appends to an empty `out`. `term` as the tokenizer gives it.
  Result<void> postings(std::string_view term, Postings& out);
  // `only`: of these rows alone, ascending.
  Result<void> places(std::string_view term, std::vector<TermPlace>& out,
                      const std::vector<std::uint32_t>* only = nullptr);
  // Terms that begin with `prefix`, in ascending order, at most `limit` of a segment; some may have no rows any more.
  Result<std::vector<std::string>> terms(std::string_view prefix, std::size_t limit);

 private:
  template <typename Sink>
  Result<void> read_segment(const Fts5SegmentEntry& segment, std::string_view key, Sink& sink);

  Database& database_;
  Fts5Tables tables_;
  std::vector<Fts5SegmentEntry> segments_;  // oldest first
};

}  // namespace warrant
