// A regular expression taken apart, as far as RE2's syntax is used here: what it may begin with and how it is tried at
// one place are read off this, so that nothing has to be kept in step with the expression itself.
#pragma once

#include <bitset>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace warrant {

// What one character may be. Under (?i) letters have their folds: RE2 takes U+017F and U+212A for s and k.
struct CharSet {
  std::bitset<128> ascii;
  std::vector<std::pair<char32_t, char32_t>> beyond;  // ranges from U+0080 on
  bool others = false;                                // instead: all from U+0080 on but `beyond`
  bool unsure = false;  // (?i) beside a character beyond ASCII that may have folds: `beyond` lacks them

  bool holds(char32_t c) const;
};

struct Expression {
  enum class Kind { kBegin, kEnd, kEdge, kNoEdge, kChars, kGroup, kSequence, kChoice, kRepeat };  // ^ $ \b \B …

  Kind kind = Kind::kSequence;  // of no parts: nothing
  CharSet chars;                // kChars
  std::vector<Expression> parts;
  int group = 0;            // kGroup: its number, 0 = "(?:"
  int least = 1, most = 1;  // kRepeat; most -1: any number
  bool greedy = true;       // kRepeat
};

// Nothing when `pattern` holds something that is not read here.
std::optional<Expression> read_expression(std::string_view pattern);

}  // namespace warrant
