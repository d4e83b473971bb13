// The one reading of tables for all extractors: cells -> claims of one family of measures.
#pragma once

#include <vector>

#include "ingest/extract/extractor.h"

namespace warrant {

enum class TableKind { kRatio, kTime, kRate };

// Appends the claims of every table of the document that belong to `kind`: ratios, median times, rates at a time.
void extract_tables(const Reading& reading, TableKind kind, std::vector<Claim>& claims);

}  // namespace warrant
