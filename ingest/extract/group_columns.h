// What stands above the columns of a table of groups: whom they name, how many, when, and which part of a summary they
// print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/table_model.h"
#include "src/model/claim.h"

namespace warrant {

// The part of a summary that a header, or the last words of a row label, names alone: "Mean", "SD", "25%", "n".
enum class SummaryPart {
  kWhole,  // none: the cell says it all
  kMean,
  kDeviation,
  kError,
  kMedian,
  kLowQuartile,
  kHighQuartile,
  kQuartiles,
  kRange,
  kMinimum,
  kMaximum,
  kCount,
  kShare,
  kFreedom,  // degrees of freedom
  kStatistic,
};
SummaryPart summary_part(std::string_view words);

// "Baseline", "Week 3", "Post-training", "Change": when, no group.
bool names_time(std::string_view words);

// "n", "Number of patients": a row whose values are the sizes of the groups.
bool names_size(std::string_view words);

// "Control", "Drug group", "Arm A": a group by its kind of name.
bool names_group(std::string_view words);

struct GroupColumn {
  std::vector<std::string> path;  // topmost first; numbers under "Time (months)" with their unit, sizes left out
  std::string all;                // joined
  std::string words;              // whom it names, and when: without forms and sizes
  std::string group;              // the same without times
  std::string leaf;               // its last part
  SummaryPart part = SummaryPart::kWhole;
  std::optional<double> people;  // "n = 55"
  std::optional<TimePoint> at;
  bool timed = false;     // a part of it is a time
  bool interval = false;  // means or shares with their confidence interval
  bool other = false;     // another extractor's: ratios, survival
  bool p = false;
};

// The column as its header rows name it for `row`.
GroupColumn group_column(const TableModel& model, std::int32_t row, std::int32_t column);

// "A: b" of the parts that say something.
std::string joined_labels(const std::vector<std::string>& words);

}  // namespace warrant
