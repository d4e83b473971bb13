// Differences and regression coefficients in tables.
#pragma once

#include <vector>

#include "ingest/extract/extractor.h"

namespace warrant {

// Appends a claim for every cell under "Mean difference (95% CI)", "Risk difference", "SMD", "β", "B"… that has an
// interval, a standard error or a p value with it.
void read_difference_tables(const Reading& reading, std::vector<Claim>& claims);

}  // namespace warrant
