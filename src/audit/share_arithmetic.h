// Does a count make a printed percentage? For percent-of-count.
#pragma once

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

}  // namespace warrant
