#include "ingest/extract/loose_pattern.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace warrant {
namespace {

constexpr std::size_t kLarge = 15;  // characters: fewer make few states

// Behind the character or the class that begins at `at`.
std::size_t end_of_atom(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '\\') return at + 2;
  if (pattern[at] != '[') return at + 1;
  ++at;
  if (at < pattern.size() && pattern[at] == '^') ++at;
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false)
    at += pattern[at] == '\\' ? 2 : pattern.substr(at).starts_with("[:") ? pattern.find(":]", at) + 2 - at : 1;
  return at + 1;
}

}  // namespace

std::optional<LoosePattern> loose_pattern(std::string_view pattern) {
  LoosePattern loose{"", std::numeric_limits<std::size_t>::max()};
  bool one_character = false;  // what stands before, and may be counted
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '{' && one_character) {
      const std::size_t end = pattern.find('}', at), comma = pattern.find(',', at);
      std::size_t most = 0;
      if (comma < end) std::from_chars(pattern.data() + comma + 1, pattern.data() + end, most);
      if (most >= kLarge) {
        loose.most = std::min(loose.most, most);
        loose.pattern.append(pattern.substr(at, comma + 1 - at)).append("}");
        at = end + 1;
        one_character = false;
        continue;
      }
    }
    // Groups begin with "(?…", and a literal "{" is escaped.
    one_character = pattern[at] != '(' && pattern[at] != ')';
    const std::size_t end = std::min(end_of_atom(pattern, at), pattern.size());
    loose.pattern.append(pattern.substr(at, end - at));
    at = end;
  }
  if (loose.most == std::numeric_limits<std::size_t>::max()) return std::nullopt;
  return loose;
}

}  // namespace warrant
