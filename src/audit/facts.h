// What is printed in a document, gathered once for all audit checks: shares, group sizes, tables as grids.
// All spans point into the document's canonical text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "src/language/share.h"
#include "src/model/claim.h"

namespace warrant {

struct ShareFact {
  PrintedShare share;
  std::int32_t sentence = -1;  // index into IndexedDocument::sentences
};

// What the header rows above a column say of it.
struct ColumnHead {
  double group = 0;  // "n = 55": the size of its group; 0 where none or several are printed; the lowest row wins
  bool percent = false, p = false, total = false, ratio = false, interval = false;
};

// A table with spans resolved: at(row, column) is the index of the cell that covers the place, or -1. What its cells
// print as a whole is read once, for all checks.
struct TableGrid {
  const Table* table = nullptr;
  std::string_view text;  // the document's
  std::vector<std::int32_t> cell_at;
  std::vector<ColumnHead> heads;                      // by column
  std::vector<std::optional<PrintedNumber>> numbers;  // by cell: "41.8"; spans into the cell's text
  std::vector<std::optional<PrintedShare>> shares;    // by cell: "23 (41.8%)"

  // The same by place; nothing where there is no cell.
  const std::optional<PrintedNumber>& number(std::int32_t row, std::int32_t column) const;
  const std::optional<PrintedShare>& share(std::int32_t row, std::int32_t column) const;
  ByteSpan span(std::int32_t row, std::int32_t column) const;  // Requires: at(row, column) >= 0

  std::int32_t at(std::int32_t row, std::int32_t column) const {
    return cell_at[static_cast<std::size_t>(row * table->columns + column)];
  }
  // The cell's text, "" where there is none.
  std::string_view cell(std::int32_t row, std::int32_t column) const;
  // True when the cell at this place starts here (not covered by a span from above or the left).
  bool starts(std::int32_t row, std::int32_t column) const;
};

struct AuditFacts {
  std::vector<ShareFact> shares;           // running text and captions, evidence places only
  std::vector<PrintedNumber> group_sizes;  // "n = 55" anywhere in evidence places, in order
  std::vector<TableGrid> tables;
};

// Lifetime: the facts point into `document`.
AuditFacts gather_facts(const IndexedDocument& document);

// Digits after the point of the first number inside `span` that reads as `value`; nothing when it is not printed there.
std::optional<int> printed_decimals(std::string_view text, ByteSpan span, double value);

// True where the lower (or upper) end `value` of an interval is printed inside `span` behind "<" (">") or a dash that
// may be its minus sign ("CI -0.72"; "-2.91 - -2.21"; "0.003 - >100"): the number read may not be the end.
bool may_be_less(std::string_view text, ByteSpan span, double value, bool upper);

}  // namespace warrant
