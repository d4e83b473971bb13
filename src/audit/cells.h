// What one cell of a table prints, beyond the plain numbers and shares that AuditFacts holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "src/language/share.h"

namespace warrant {

// A p value: "0.03", "<0.001", "p = 0.03*".
struct PrintedP {
  std::string op;  // "=" "<" ">" "≤" "≥"
  double value = 0;
  int decimals = 0;
};
std::optional<PrintedP> p_of_cell(std::string_view cell);

// The values that print as this p value, [0, 1] at most.
std::pair<double, double> range_of(const PrintedP& p);

// The lowest and highest p value that some printed statistic allows.
struct PRange {
  double low = 0, high = 1;
};
// Distance between a printed p value and a range of recomputed ones, in standard deviations of the normal
// distribution: 0 where they overlap. A comparison (p < 0.05) only has one side.
double distance(const PrintedP& printed, PRange recomputed);

// Does the printed p value say "significant" at 0.05?
bool says_significant(const PrintedP& p);

// A mean with its standard deviation: "57.4 ± 10.4", "57.4 (10.4)", "57.4 (SD 10.4)".
struct PrintedMean {
  PrintedNumber mean, sd;
  bool plus_minus = false;
};
std::optional<PrintedMean> mean_of_cell(std::string_view cell);

// Half a unit of the last digit printed.
double half_unit(const PrintedNumber& number);

}  // namespace warrant
