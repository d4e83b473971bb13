// Concepts of clinical papers (endpoints, outcomes, scales, treatments, diseases, units…) and where a text names them.
// The table is src/language/concepts.tsv, one concept a line, which a clinician can extend.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

struct Concept {
  std::string_view name;  // the short usual name: "OS", "quality of life"
  std::string_view kind;  // endpoint, outcome, scale, score, statistic, design, treatment, drug_class, drug,
                          // comparator, disease, factor, unit
  std::vector<std::string_view> synonyms;  // other words for the same thing
  std::vector<std::string_view> narrower;  // members and special cases of it
  std::string_view definition;
};

// A place that names a concept.
struct Mention {
  ByteSpan span;                   // in the text given
  const Concept* meant = nullptr;  // never null; lives as long as the program
  bool narrower = false;           // by one of Concept::narrower
};

// The table, in the order of the file.
std::span<const Concept> concepts();

// The concepts that `text` (UTF-8) names: from left to right, the longest each, none overlapping. Words match by their
// folded form (src/language/fold.h), with or without plural s; short forms of up to four letters in exact case only
// ("OS", not "os"). Linear time.
std::vector<Mention> mentions(std::string_view text);

// The concept whose name, synonym or narrower term `term` is as a whole, or null. Case does not matter where no concept
// has it in this case.
const Concept* concept_of(std::string_view term);

// Other words for `term` to search with: the concept's name and synonyms, and its narrower terms when `term` is not one
// of those itself. Without `term`; empty when it is in no concept.
std::vector<std::string> expand(std::string_view term);

}  // namespace warrant
