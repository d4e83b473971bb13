// What arithmetic tells of table cells that no header names: "23 (3.8)" beside "27 (4.5)" and "555 (91.7)" are counts
// with their shares of one group, and whole numbers under one heading that add up to the group's size are counts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "ingest/extract/table_model.h"
#include "src/language/share.h"

namespace warrant {

class GroupShares {
 public:
  // Lifetime: the model outlives it.
  explicit GroupShares(const TableModel& model) : model_(model) {}

  // Whether `share`, which stands in cell (row, column), is of `people`, or of the one number of people that the cells
  // of its heading, or else of its column, agree on. False: nothing is known.
  bool proven(std::int32_t row, std::int32_t column, const PrintedShare& share, std::optional<double> people) const;

  // Whether the whole numbers under the row's heading in `column` add up to `people`.
  bool add_up(std::int32_t row, std::int32_t column, double people) const;

 private:
  struct Whole {
    double low = 0, high = 0;  // how many people there can be
    bool known = false;
  };
  Whole whole_of(std::int32_t factor, std::int32_t column, std::int32_t from) const;

  const TableModel& model_;
  mutable std::map<std::pair<std::int32_t, std::int32_t>, Whole> wholes_;  // by heading (-1 = all rows) and column
  mutable std::map<std::pair<std::int32_t, std::int32_t>, std::optional<double>> sums_;
};

}  // namespace warrant
