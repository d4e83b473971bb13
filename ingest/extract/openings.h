// What the matches of a regular expression begin with. A match is then tried only where one may begin, which spares the
// automaton of a search: patterns with counted parts ("[^.;]{0,60}") make that so large that it costs more than
// anything else.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest/extract/byte_scan.h"
#include "ingest/extract/expression.h"

namespace warrant {

struct Opening {
  ThreeBytes bytes;       // what its first three bytes may be
  std::size_t known = 0;  // how many of them count: the match may go on with anything, or end
  bool edge = false;      // it begins at \b
  bool begins = false;    // it begins at ^
};

// All openings of `expression`. Empty: not known, since it may begin with anything or has too many. None has `known` 0.
std::vector<Opening> openings_of(const Expression& expression);

// About how many of a thousand bytes of prose begin one of them.
double per_thousand(const std::vector<Opening>& openings);

}  // namespace warrant
