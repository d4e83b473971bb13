// Adds a ready segment to an FTS5 index of the store, beside FTS5 and in the same transaction: FTS5's own insertion
// tokenises and hashes every word on the thread that writes, which was half of what storing cost.
//
// FTS5 keeps its structure record and its totals in memory; a savepoint makes it write them down, and rolling an empty
// one back makes it forget them (what every virtual table has to do, sqlite.org/vtab.html 2.16). Afterwards the index
// itself is asked for a term of the segment: an SQLite that does not take segments this way indexes the rows itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/store/fts5_segment.h"
#include "src/store/sqlite.h"

namespace warrant {

// The statements of one index, from queries/.
struct Fts5WriteTables {
  std::string_view version;         // out: version
  std::string_view block;           // in: id, out: block
  std::string_view put_block;       // in: id, block
  std::string_view put_first_term;  // in: segment, term, page
  std::string_view merge;           // in: pages
  std::string_view places;          // in: term, out: row
};

// Requires: an open write transaction, and rows that the index does not have. Returns the number of pages written;
// nothing: this index cannot be added to, and was not changed. Errors: kStore, kCorrupt.
Result<std::optional<std::int64_t>> add_segment(Database& database, const Fts5WriteTables& tables,
                                                const std::vector<SegmentPart>& parts);

}  // namespace warrant
