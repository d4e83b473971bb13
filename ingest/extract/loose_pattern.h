// A regular expression without its large counts. An automaton that counts characters ("[^.;]{0,60}") is in another
// state at each of them, nearly always one that it never met before and has to make; one that does not count is soon in
// states it knows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace warrant {

// `pattern` matches wherever the counting one does. Its match of `most` bytes or fewer is the match of the counting
// one, groups included: both try the same ways in the same order, and no way through so few bytes goes beyond a count.
struct LoosePattern {
  std::string pattern;
  std::size_t most = 0;
};

// nullopt: there is no large count. Counts of groups stay.
// Requires: a legal pattern of RE2's.
std::optional<LoosePattern> loose_pattern(std::string_view pattern);

}  // namespace warrant
