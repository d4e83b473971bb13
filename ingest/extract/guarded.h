// A regular expression behind a cheap look for words that it cannot match without. RE2 itself works out which these
// are, so nothing has to be kept in step with the expression.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <re2/filtered_re2.h>

#include "ingest/extract/literals.h"

namespace warrant {

class Guarded {
 public:
  // Requires: a legal pattern.
  explicit Guarded(std::string_view pattern);
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  // Whether the pattern stands somewhere in `text`.
  bool in(std::string_view text) const { return possible(text) && RE2::PartialMatch(piece(text), pattern()); }
  // Its first place: `groups[0]` is the whole, the others are its groups, as RE2::Match gives them.
  bool find(std::string_view text, re2::StringPiece* groups, int count) const {
    return possible(text) && pattern().Match(piece(text), 0, text.size(), RE2::UNANCHORED, groups, count);
  }
  // False: it cannot match. A look for words alone.
  bool possible(std::string_view text) const;
  const RE2& pattern() const { return filter_->GetRE2(0); }

 private:
  static re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

  struct Look {
    Literals words;
    int first;             // number of its first word
    std::uint64_t enough;  // words each of which alone makes a match possible
  };
  std::unique_ptr<re2::FilteredRE2> filter_;
  std::vector<std::string> words_;
  std::vector<Look> looks_;  // empty: they would tell nothing
};

}  // namespace warrant
