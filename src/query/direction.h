// What a sentence says happened to an outcome.
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// "increased", "decreased", "no_difference" or "", from the words of the sentence; words near the outcome's decide.
std::string direction_of(std::string_view sentence, std::string_view outcome);

}  // namespace warrant
