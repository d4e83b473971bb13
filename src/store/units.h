// A query's terms as the index knows them, and where they stand in a text that is shown.
#pragma once

#include <string>
#include <vector>

#include "src/store/retrieval.h"
#include "src/store/tokenizer.h"

namespace warrant {

// Tokens that stand together: one for a plain word, several for a phrase or a number ("0.72").
struct Unit {
  std::vector<std::string> tokens;
  double weight = 1;
  bool required = false;
  bool excluded = false;
  bool prefix = false;      // of one token
  std::uint32_t group = 0;  // as QueryTerm
};

// Words apart become units of their own unless the term is a phrase. The parts of a word as typed ("HER2-positive") are
// units of their own, and one unit more for standing together; a required word's parts must stand together. A unit
// named twice keeps its greater weight. Sorted, so that sums do not depend on the order typed.
std::vector<Unit> units_of(const Tokenizer& tokenizer, const std::vector<QueryTerm>& terms);

// The text with every match between \x02 and \x03.
std::string mark_matches(const Tokenizer& tokenizer, const std::string& text, const std::vector<Unit>& units);

}  // namespace warrant
