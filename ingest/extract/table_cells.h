// A table cell that holds a value of a known role: number, interval, p value, unit and marks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/table_columns.h"
#include "src/language/number.h"

namespace warrant {

// A value cell read: "1.20 (0.57, 2.54)", "<0.001", "12.3 months (95% CI 10–14), p = 0.03".
struct CellValue {
  std::size_t token = 0;
  std::optional<Interval> interval;
  std::optional<double> level;
  std::optional<PValue> p;
  std::optional<double> high;
  std::string unit;
  std::string marks;  // trailing stars and daggers
};

// "1.0 (ref)", "Reference": a row that others are compared with.
bool is_reference_word(std::string_view text);

// The value of a cell under `sense`, or nothing when it holds none of that role. `interval_expected`: its header or row
// speaks of an interval; `range_inside`: the bracket is a range or quartiles.
std::optional<CellValue> read_cell(const std::vector<Token>& tokens, std::string_view text, Role role,
                                   const ColumnSense& sense, bool interval_expected, bool range_inside);

// The p value a mark stands for in the notes: "* p < 0.05", "**P<0.01".
std::optional<PValue> p_of_marks(const std::string& notes, const std::string& marks);

}  // namespace warrant
