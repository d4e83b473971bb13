// What the pieces of evidence say together: a summary of computed parts, and where they disagree.
#pragma once

#include "src/model/answer.h"

namespace warrant {

// Values of one measure from different documents that cannot both describe one truth: intervals that do not meet, or,
// without intervals, values that differ by more than a fifth; and opposite directions. Never averaged.
std::vector<Conflict> conflicts_in(const Answer& answer);

// "3 documents report median survival: 3.5 months, 7.1 months and 16.83 months."
std::string summary_of(const Answer& answer);

}  // namespace warrant
