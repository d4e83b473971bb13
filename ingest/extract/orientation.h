// Whom a ratio is of, by the numbers beside it.
#pragma once

#include <vector>

#include "src/model/claim.h"

namespace warrant {

// Exchanges subject and comparator of a ratio of running text where the times, rates or shares that the same sentence
// tells of both plainly say that it is the other way round: 60 % with A, 18 % with B and an odds ratio of 0.14 are of B
// to A; a hazard ratio of 0.6 is of those who live longer. Requires: `claims` stand in order of their place.
void orient_ratios(std::vector<Claim>& claims);

}  // namespace warrant
