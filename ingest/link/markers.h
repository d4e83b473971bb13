// Citation marks as printed: what numbers they name and which references those are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/document.h"

namespace warrant {

// The numbers of a mark without its brackets, ranges expanded: "3, 5–7" -> 3 5 6 7; raised digits count as digits.
// Empty when it is anything else than numbers up to four digits without leading zeros, separated by commas, semicolons
// and rising ranges of at most 200.
std::vector<std::int32_t> expand_numbers(std::string_view text);

// A place that may be a mark, before the document's style is known.
struct Mark {
  ByteSpan span;
  std::vector<std::int32_t> numbers;
};

// Candidates of each way of printing numbers, in order of place. Each leaves out what is no citation by its
// surroundings alone: "n = 5 (3)", list enumerators, exponents, units, intervals after a number, "grade 2".
std::vector<Mark> bracket_marks(const Document& document);      // [3,5–7]
std::vector<Mark> paren_marks(const Document& document);        // (3, 5, 7–10)
std::vector<Mark> superscript_marks(const Document& document);  // as recorded in Document::superscripts
std::vector<Mark> glued_marks(const Document& document);        // patients.12 However; survival3,4
std::vector<Mark> trailing_marks(const Document& document);     // …across all patients. 1, 2

// Marks that name authors and years: "(Smith et al., 2019; Lee 2020)", "Smith et al. (2019)". Only years and names of
// the document's references are found, and what looks like a mark of the same form (reference -1).
std::vector<CitationAnchor> author_year_anchors(const Document& document);

}  // namespace warrant
