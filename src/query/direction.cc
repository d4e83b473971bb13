#include "src/query/direction.h"

#include <algorithm>
#include <array>

#include "src/base/text.h"

namespace warrant {

std::string direction_of(std::string_view sentence, std::string_view) {
  static constexpr std::array<std::string_view, 20> kSame = {
      "no significant", "not significant",   "no difference", "not differ", "no statistically",
      "similar",        "did not differ",    "no effect",     "comparable", "not statistically",
      "nonsignificant", "non-significant",   "unchanged",     "no change",  "not different",
      "did not change", "did not significa", "not affect",    "equivalent", "not associated"};
  static constexpr std::array<std::string_view, 13> kUp = {"increas", "higher",  "greater",  "longer", "improv",
                                                           "more ",   "rose ",   "elevated", "better", "superior",
                                                           "larger",  "prolong", "gain"};
  static constexpr std::array<std::string_view, 13> kDown = {"decreas",  "lower",    "reduc",  "shorter", "less ",
                                                             "fewer",    "fell ",    "declin", "smaller", "worse",
                                                             "diminish", "inferior", "loss"};
  const std::string lower = ascii_lower(sentence);
  const auto first = [&](const auto& words) {
    std::size_t at = std::string::npos;
    for (std::string_view word : words) at = std::min(at, lower.find(word));
    return at;
  };
  if (first(kSame) != std::string::npos) return "no_difference";
  const std::size_t up = first(kUp), down = first(kDown);
  if (up == down) return "";
  return up < down ? "increased" : "decreased";
}

}  // namespace warrant
