// Which kind of number a question asks for, and which of its words only say so.
#pragma once

#include <string>
#include <string_view>

#include "src/query/question.h"

namespace warrant {

struct AskedValue {
  std::string_view measure;  // as in claims; "" = none that has a name
  ValueType value = ValueType::kNone;
};

// The number that a question asks for. `effect`: it asks what one thing does to another; then only a ratio is wanted as
// a number.
AskedValue asked_value(std::string_view question, bool effect);

// What a number must look like for a measure that the user names.
ValueType value_of_measure(std::string_view measure);

// "5 year" of "five-year survival" or "after 5 years"; "" when no time is named.
std::string time_point_of(std::string_view question);

// The question without its time points: "mortality after hip fracture [at one year]".
std::string without_time(std::string_view question);

// Words that only say what kind of number is asked for: a number of that kind says them. Beside a ratio
// "survival" is the outcome.
bool names_value(std::string_view stem, const UnderstoodQuestion& understood);

}  // namespace warrant
