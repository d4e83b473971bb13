// What a table prints beside a value: its interval and its p value, in columns and rows of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/extract/table_labels.h"
#include "src/language/number.h"

namespace warrant {

class BesideValue {
 public:
  // `model`: what Exp(B) is in the table. Lifetime: all three outlive it.
  BesideValue(const TableModel& table, const TableLabels& labels, std::string_view model)
      : model_(table), labels_(labels), exp_(model) {}

  // The interval that a cell holds.
  std::optional<Interval> interval_cell(std::int32_t row, std::int32_t column) const;

  // The interval in one column of its own, or in two.
  void read_interval(std::int32_t row, const ColumnSense& sense, const std::vector<ColumnSense>& senses,
                     Claim& c) const;

  // "Death | 0.69" above " | [0.35–1.39]": the row below holds nothing but intervals; and, when the row below that
  // continues the same label, the p value there.
  std::optional<PValue> read_below(std::int32_t row, std::int32_t column, Claim& c) const;

  // Whether the cell continues the label of a row above and stands below the interval of that row's value.
  bool under_interval(std::int32_t row, std::int32_t column) const;

  // "95% CI | p value (two columns)" above "0.32 | 0.91 | 0.02": the header stands one column to the left of its
  // values.
  std::optional<PValue> shifted_bounds(std::int32_t row, const ColumnSense& sense,
                                       const std::vector<ColumnSense>& senses, Claim& c) const;

  // The p value in the column of p values, unless it is of several levels together: printed across them, or once in the
  // first row of them.
  std::optional<PValue> p_of(std::int32_t row, std::int32_t column, const ColumnSense& sense) const;

  // "p value | 0.07" in the row below, when the factor has no other level that it could test.
  std::optional<PValue> p_row_below(std::int32_t row, std::int32_t column, const ColumnSense& sense) const;

 private:
  bool holds_ratio(std::int32_t row, std::int32_t column, const ColumnSense& sense) const;
  bool continues_label(std::int32_t row) const;

  const TableModel& model_;
  const TableLabels& labels_;
  std::string_view exp_;
};

}  // namespace warrant
