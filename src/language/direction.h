// The direction of a result: what happened to the outcome in the subject against the comparator, from verbs,
// adjectives, comparisons, p values and numbers.
#pragma once

#include <string_view>

namespace warrant {

enum class Direction { kNone, kIncreased, kDecreased, kNoDifference };

// Increased for decreased and the other way about; others stay.
Direction flipped(Direction direction);

// "increased", "decreased", "no_difference" (as in the JSON contract); "" for kNone.
std::string_view name_of(Direction direction);

// What a question or claim is about; any may be empty. Words as printed, also with short forms in brackets.
struct Comparison {
  std::string_view outcome;     // "fasting glucose"
  std::string_view subject;     // "metformin": the direction is that of the outcome here…
  std::string_view comparator;  // "placebo": …against here
};

// What a sentence (or a few) says of the comparison; kNone when it says nothing of the kind. Without hints: of its
// first comparison, as the sentence words it.
Direction direction_of(std::string_view sentence);
Direction direction_of(std::string_view sentence, const Comparison& asked);

// The direction of an effect estimate as such with its interval (of the hazard, odds, risk or difference: a low hazard
// ratio for death means less death, but longer survival): kNoDifference when the interval holds the null value (1 for
// ratios, 0 for differences) inside it, else the side on which `value` lies.
Direction direction_of_interval(double value, double low, double high, double null_value);

}  // namespace warrant
