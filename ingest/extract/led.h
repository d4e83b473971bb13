// A regular expression whose every match begins with one of a few words, tried only where one of them stands: the same
// first match as a search through all of the text, without the automaton of that search, which patterns with counted
// parts ("[^.;]{0,60}") make so large that it costs more than anything else.
#pragma once

#include <initializer_list>
#include <string_view>

#include <re2/re2.h>

#include "ingest/extract/literals.h"

namespace warrant {

class Led {
 public:
  // `words`: lower case, 2 bytes or more, static storage. Requires: every match of `pattern` begins with one of them,
  // ASCII case ignored.
  Led(std::string_view pattern, std::initializer_list<std::string_view> words);

  bool in(std::string_view text) const { return find(text, nullptr, 0); }
  // The leftmost match, as RE2::Match gives it.
  bool find(std::string_view text, re2::StringPiece* groups, int count) const;

 private:
  RE2 pattern_;
  Literals words_;
};

}  // namespace warrant
