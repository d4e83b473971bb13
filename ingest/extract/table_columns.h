// What the words above a table column, or beside a table row, say about the numbers there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/ratio_names.h"
#include "ingest/extract/table_model.h"
#include "src/model/claim.h"

namespace warrant {

enum class Role { kNone, kRatio, kTime, kRate, kInterval, kLow, kHigh, kP, kOther };

struct ColumnSense {
  Role role = Role::kNone;
  std::string_view measure;      // ratios and times
  std::string_view other;        // the second of "HR/OR": the row decides
  std::string unit;              // times: months…
  std::optional<TimePoint> at;   // rates
  bool interval_inside = false;  // "HR (95% CI)"
  bool range_inside = false;     // "median (range)", "(IQR)": the bracket is no interval
  bool percent = false;
  bool p_inside = false;  // "p value, HR (95% CI)": the p value stands before the ratio
  bool mixed = false;     // "OR or mean difference": not every row is a ratio
  bool own_p = false;     // the table has a p column for each ratio
  bool of_set = false;    // "P for trend", "P for interaction": tests levels or subgroups together, no single value
  std::string endpoint;   // as written
  std::string analysis;
  // Columns that belong to this one, -1 = none.
  std::int32_t interval = -1, low = -1, high = -1, p = -1;
};

// What a regression table's Exp(B) is: hazard ratio under Cox, odds ratio under logistic regression.
std::string_view model_measure(std::string_view words);

// The sense of header or label words, nearest first ("p" before "Univariate analysis"). `model` names Exp(B).
ColumnSense sense_of_words(const std::vector<std::string>& nearest_first, std::string_view model);

// The senses of all columns as they hold for `row`, with interval, bound and p columns tied to their value columns.
// `measure`: the ratio that caption or notes name for the whole table, "" = none.
std::vector<ColumnSense> column_senses(const TableModel& table, std::int32_t row, std::string_view model,
                                       std::string_view measure);

// The first endpoint named in the words, as written; "" = none.
std::string endpoint_in(std::string_view words);

}  // namespace warrant
