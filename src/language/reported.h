// The numbers that a sentence reports as results, each with its interval, p value and unit; and the time points it
// names. Years, grades, group sizes' totals, thresholds, citation marks and scale names are none of them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/language/number.h"

namespace warrant {

struct ReportedNumber {
  std::size_t token = 0;  // index of its token
  std::size_t end = 0;    // of the first token behind its unit
  double value = 0;       // with its sign
  int decimals = 0;
  Operator op = Operator::kEqual;
  std::string unit;                        // "%", months, years, weeks, days, hours, min, "mg/dl"…; "" none known
  std::string per;                         // "day" of "3.4 servings a day", "week", "h"…; "" none told
  std::optional<double> low, high, level;  // its interval
  Operator p_op = Operator::kNone;
  std::optional<double> p;
  bool change_start = false;  // the first of "from 8.1 to 7.0"
};

struct TimeMention {
  std::size_t token = 0;  // of the number
  TimePoint time;
};

struct ReportedSentence {
  std::vector<Token> tokens;
  std::vector<bool> companion;  // token by token: of an interval, p value, dispersion or citation mark
  std::vector<ReportedNumber> numbers;
  std::vector<TimeMention> times;
  // What is printed and not reported: sizes of groups ("n = 12", unit "people"), time points and durations. In order.
  std::vector<ReportedNumber> mentioned;
};

// `marks`: citation marks, as spans of `text`, in order. Linear in the text (but for the few numbers of one sentence).
// Lifetime: the tokens view `text`.
ReportedSentence reported_in(std::string_view text, std::span<const ByteSpan> marks = {});

// The unit that the label of a row or column names: "mmhg" of "Systolic pressure (mm Hg)", "min" of "Surgery, min".
std::string unit_of_label(std::string_view label);

// The period that a label tells its numbers for: "day" of "Fruit (servings/day)", "week" of "Sessions per week".
std::string period_of_label(std::string_view label);

// "12mo" of 1 year or 12 months, "28wk", "30d": one word for a time point, for comparing.
std::string time_word(const TimePoint& time);

}  // namespace warrant
