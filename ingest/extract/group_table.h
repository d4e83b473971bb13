// Group summaries in tables: counts with percent, means, medians and test statistics, cell by cell.
#pragma once

#include <vector>

#include "ingest/extract/extractor.h"

namespace warrant {

// Appends a claim for every body cell that holds "n (%)", "n/N (%)", "12/45", "mean ± SD", "median (Q1, Q3)" or a named
// statistic: outcome = the row's words, subject = the column's without its size. A p cell that stands behind several
// groups is their comparison: a test without a value, the first group its subject, the others its comparator. Ratios,
// intervals and survival belong to others.
void read_group_tables(const Reading& reading, std::vector<Claim>& claims);

}  // namespace warrant
