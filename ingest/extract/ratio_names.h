// Names of ratio measures in tokens: "hazard ratio (HR)", "aOR", "relative risk", "IRR".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "src/language/number.h"
#include "src/model/document.h"

namespace warrant {

// One mention: tokens [first, end).
struct RatioName {
  std::size_t first = 0, end = 0;  // tokens
  std::string_view measure;
  bool spelled = false;  // "hazard ratio", not "HR"
  std::string_view analysis;
};

// What the abbreviations mean in this document: "HR" is a heart rate more often than a hazard ratio.
struct RatioMeaning {
  bool hazard = false, odds = false, risk = false;  // the document spells the ratio out
  bool other_hazard = false;   // "HR" is said to be a heart rate or people at high risk, and no hazard is spoken of
  bool adjusted_risk = false;  // "adjusted risk ratio (ARR)": else it is an absolute risk reduction or a relapse rate
};

// Looks for the spelled-out forms once per document.
RatioMeaning ratio_meaning(const Document& document);

// Every ratio named, in order; "hazard ratio (HR)" is one mention. The word "or" and hours are none. `adjusted_risk`:
// see RatioMeaning.
std::vector<RatioName> find_ratios(const std::vector<Token>& tokens, bool adjusted_risk = false);

}  // namespace warrant
