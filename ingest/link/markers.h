// Citation marks as printed: what numbers they name and which references those are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/document.h"

namespace warrant {

// The numbers of a mark without its brackets, ranges expanded: "3, 5–7" -> 3 5 6 7. Empty when it is anything else than
// numbers up to four digits without leading zeros, separated by commas, semicolons and rising ranges.
std::vector<std::string> expand_numbers(std::string_view text);

// Index of the reference with that label, else of the unlabelled one with that number; -1 = none.
std::int32_t reference_with(const Document& document, std::string_view label);

}  // namespace warrant
