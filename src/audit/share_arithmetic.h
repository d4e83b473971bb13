// Does a count make a printed percentage? For percent-of-count.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/language/share.h"

namespace warrant {

// One unit of the last digit printed.
double unit_of(const PrintedNumber& number);

// 100 count / total rounds (half up or down) or truncates to the percentage.
bool fits(double count, double total, const PrintedNumber& percent);

// A whole number of people for which the percent is right, nearest to `wanted`; 0 when there is none.
double possible_total(double count, const PrintedNumber& percent, double wanted);

// "42.0%" of 42.1: computed with fewer decimals than printed, which misleads but is no other number. A total of 0
// stands for any whole number.
bool padded(double count, double total, const PrintedNumber& percent);

// "41.8%" as printed, and what a count of a total makes with as many decimals.
std::string show(const PrintedNumber& percent);
std::string show_percent(double count, double total, int decimals);

// Whole numbers of a passage that may be the size of a group, with the place where they stand.
std::vector<std::pair<double, std::uint32_t>> whole_numbers(std::string_view text);

}  // namespace warrant
