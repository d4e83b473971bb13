// What stands right beside a claim's number may say that it is none, or another unit, whatever extractor read it.
#pragma once

#include "src/model/claim.h"
#include "src/model/document.h"

namespace warrant {

// The number is the tail of a longer one ("F30.3856"), a bound ("(95% CI: −28% to 19%)"), a concentration ("0.3% w/w",
// "60% RH") or the last of days or grades ("days 7, 14 and 28 but participants"): no claim.
bool is_misread(const Document& document, const Claim& claim);

// "2.62 h−1" is of "h−1", not of hours; a share below nought is a change. Requires: the claim's value lies in the
// document's text.
void correct_reading(const Document& document, Claim& claim);

}  // namespace warrant
