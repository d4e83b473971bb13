// What an answer's evidence says together: where it disagrees, and a summary made of computed parts.
#pragma once

#include <string>
#include <vector>

#include "src/model/answer.h"

namespace warrant {

// Pairs of different documents whose values of the asked measure are incompatible (intervals that do not overlap;
// values that differ by more than a fifth where one has no interval), or that say opposite directions of the asked
// outcome, with the conditions that differ between them.
std::vector<Conflict> conflicts_in(const Answer& answer);

std::string summary_of(const Answer& answer);

}  // namespace warrant
