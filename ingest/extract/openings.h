// What the matches of a regular expression begin with: read off the expression itself, so that nothing has to be kept
// in step with it. A match is then tried only where one may begin, which spares the automaton of a search: patterns
// with counted parts ("[^.;]{0,60}") make that so large that it costs more than anything else.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest/extract/byte_scan.h"

namespace warrant {

struct Opening {
  ThreeBytes bytes;       // what its first three bytes may be
  std::size_t known = 0;  // how many of them count: the match may go on with anything, or end
  bool edge = false;      // it begins at \b
  bool begins = false;    // it begins at ^
};

// All openings of `pattern` (RE2's syntax). Empty: not known, since it may begin with anything, has too many, or holds
// something that is not read here. None has `known` 0.
std::vector<Opening> openings_of(std::string_view pattern);

// About how many of a thousand bytes of prose begin one of them.
double per_thousand(const std::vector<Opening>& openings);

}  // namespace warrant
