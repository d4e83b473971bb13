// What became of every number of a document: held by a claim, or left, and why.
#pragma once

#include <vector>

#include "ingest/extract/extractor.h"

namespace warrant {

// Counts the numbers printed in digits (a run of digits with its points and commas; "CD4" and "IL-6" hold none), each
// once, by what became of it, sorted by reason:
//
//   in_claims          a claim of the sentence or table row holds it
//   citation           inside a citation mark, or printed raised
//   reference_list, boilerplate, front_matter    where it stands
//   date               a year or a calendar date
//   label              of a table, figure, section, list item, group, grade
//   identifier         of a registration, approval, product or gene
//   dose, time         with a unit of amount, or of time and age
//   level              of an interval or significance ("95% CI", "p < 0.05 was considered")
//   methods            told in a methods section and none of the above
//   table_header, table_cell    in a table whose numbers have no known kind
//   not_understood     in running text that may hold results
//
// The last two and methods come with the places of the first few. Requires: `claims` are of this reading.
std::vector<Coverage> coverage_of(const Reading& reading, const std::vector<Claim>& claims);

}  // namespace warrant
