// Units of incidence and mortality rates: "per 100 person-years", "/1000 PYR", "per 100,000 population".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace warrant {

// The name of the first such unit in `words` ("per 100 person-years"), "" = none; `at`, if given: its first byte.
std::string rate_unit(std::string_view words, std::size_t* at = nullptr);

// Whether some word says that events are counted: "incidence", "deaths", "rate".
bool speaks_of_rate(std::string_view words);

}  // namespace warrant
