// Outcome, subject and comparator of a table's values: from row and column labels, headers, caption and the text.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/extract/extractor.h"
#include "ingest/extract/table_columns.h"

namespace warrant {

class TableLabels {
 public:
  // `measure`: what the table's model makes of Exp(B). Lifetime: the reading outlives it.
  TableLabels(const Reading& reading, std::int32_t table, std::string_view measure);

  // Labels the claim of cell (row, column). `senses`: of all columns, as they hold for the row; `cross`: the sense on
  // the other side; `transposed`: the measure stands beside the row; `goes_on`: the row continues the one above.
  void label(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses, const ColumnSense& sense,
             const ColumnSense& cross, bool transposed, bool goes_on, Claim& c) const;

  // The first number of a cell: a bound of an interval in a column of its own.
  std::optional<double> bound_cell(std::int32_t row, std::int32_t column) const;

  bool reference_like(std::int32_t row, std::int32_t column, const ColumnSense& sense) const;

 private:
  struct Comparison {  // "Drug (n = 50) | Placebo (n = 48) | RR"
    std::string subject, comparator;
    bool in_header = false;  // said by one header: "Drug versus placebo"
    std::string outcome;     // "Drug versus placebo" over "Death": the header beside it
  };

  void label_outcome(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                     const ColumnSense& sense, const ColumnSense& cross, bool transposed, const Comparison& groups,
                     bool& label_is_outcome, std::string& group_beside, Claim& c) const;
  const std::string& caption_outcome() const;
  const std::string& counted_above(std::int32_t row) const;
  std::int32_t event_above(std::int32_t row, const std::vector<ColumnSense>& senses) const;
  bool answers(std::int32_t row, std::int32_t column) const;
  bool is_arm(std::string_view label) const;
  std::string subject_column(std::int32_t row, std::int32_t column) const;
  bool parts_columns(std::int32_t row, std::int32_t column, std::string_view words,
                     const std::vector<ColumnSense>& senses) const;
  std::string leaf_outcome(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses) const;
  std::string factor_above(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses) const;
  Comparison compared_groups(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses) const;
  int told_by_shares(std::int32_t column, std::int32_t first, std::int32_t second, std::string_view ratio) const;
  // `compared`: the header says "A versus B", so "Variable" above the rows need not mean factors.
  bool is_subgroup(std::int32_t row, bool compared) const;
  bool label_levels(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses, Claim& c) const;
  // `left_out_too`: a level whose ratio is left out is a reference as well, also among several.
  std::string reference_row(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                            const ColumnSense& sense, bool left_out_too) const;
  std::string only_reference(std::int32_t column, const ColumnSense& sense) const;
  std::string outcome_in_text() const;

  const Reading& reading_;
  const Document& document_;
  const TableModel& model_;
  std::string caption_;
  std::string_view measure_;
  mutable std::optional<std::string> from_caption_, from_text_;
  mutable std::vector<std::shared_ptr<const std::string>> counted_;  // of each row, once asked for
  mutable std::map<std::array<std::int32_t, 3>, int> told_;          // by the columns of the ratio and of both groups
};

}  // namespace warrant
