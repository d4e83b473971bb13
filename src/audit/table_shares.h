// Columns of "n (p)" cells in a table, and which of their rows are the categories of one variable. For
// percent-of-count.
#pragma once

#include <cstdint>
#include <vector>

#include "src/audit/facts.h"
#include "src/base/span.h"
#include "src/language/share.h"

namespace warrant {

struct TableShare {
  std::int32_t row, column;
  PrintedShare share;
  ByteSpan span;
  bool fits_column = false;
};

// What a column of "n (p)" cells shows about its group.
struct ShareColumn {
  double group = 0;
  bool says_percent = false;
  int seen = 0, fitting = 0;
  bool inferred = false;  // the group is not printed above the column: nearly all its percentages fit it
  bool table = false;     // the columns of the table together show it, this one has few shares

  bool proven() const { return (table && fitting >= 1) || shown(); }
  // By its own percentages.
  bool shown() const {
    if (fitting < 3) return false;
    return says_percent ? 10 * fitting >= 6 * seen : fitting >= 4 && 10 * fitting >= 7 * seen;
  }
  bool nearly_all() const { return fitting >= 4 && 10 * fitting >= 8 * seen; }
};

// The rows about a share that are the categories of one variable, all others fitting the group: no value is missing.
enum class Whole {
  kNo,
  kCounts,      // the counts make up the column's group: the percentage is wrong
  kPercentages  // the percentages make up 100, and with the count that this one asks for the counts the group
};

// `columns` by number, `shares` all of the table in order of row and column. Requires: entry.fits_column is false.
Whole completes_group(const TableGrid& grid, const std::vector<ShareColumn>& columns,
                      const std::vector<TableShare>& shares, const TableShare& entry);

}  // namespace warrant
