// The outcome that the words of a caption name: "Odds ratios and 95% CIs for relapse in …", "factors associated with
// death".
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// An endpoint, or the words behind "ratios for", "predictors of", "associated with"…; "" = the caption names none.
std::string outcome_in_caption(const std::string& printed, bool prose = false);

// "Percentage of patients obtaining screening within 90 days": what people are counted by; "" = nothing is counted.
std::string counted_in(std::string_view words);

}  // namespace warrant
