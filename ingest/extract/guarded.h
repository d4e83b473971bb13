// A regular expression behind cheap looks: for words that it cannot match without (RE2 itself works out which these
// are), for the places where a match may begin, the only ones where it is tried, and, where it counts characters, with
// an expression that does not. Its answers are RE2's own.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/filtered_re2.h>

#include "ingest/extract/byte_scan.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/loose_pattern.h"
#include "ingest/extract/openings.h"

namespace warrant {

class Guarded {
 public:
  // Requires: a legal pattern.
  explicit Guarded(std::string_view pattern);
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  // Whether the pattern stands somewhere in `text`.
  bool in(std::string_view text) const { return find(text, nullptr, 0); }
  // Its first place from `from` on: `groups[0]` is the whole, the others are its groups, as RE2::Match gives them.
  bool find(std::string_view text, re2::StringPiece* groups, int count, std::size_t from = 0) const;
  // Whether it is all of `text`.
  bool is(std::string_view text, re2::StringPiece* groups = nullptr, int count = 0) const;
  // Whether it matches from `place` on.
  bool at(std::string_view text, std::size_t place, re2::StringPiece* groups, int count) const;
  // False: a word that it needs is missing.
  bool possible(std::string_view text) const;
  const RE2& pattern() const;

 private:
  struct Look {
    Literals words;
    int first;             // number of its first word
    std::uint64_t enough;  // words each of which alone makes a match possible
  };
  // Where a match may begin; a row that every match begins with.
  struct Places {
    ByteScan scan;
    std::uint64_t edges, begins;  // rows that begin at \b, at ^
    bool at_start;                // only the text's first place
  };
  static bool may_begin(const Places& places, std::uint64_t rows, std::string_view text, std::size_t at);

  void find_places(const std::vector<Opening>& openings);
  void find_words();
  bool match(std::string_view text, std::size_t from, RE2::Anchor anchor, re2::StringPiece* groups, int count) const;

  struct Loose {
    explicit Loose(const LoosePattern& loose) : pattern(loose.pattern), most(loose.most) {}
    RE2 pattern;
    std::size_t most;
  };
  std::string text_;
  std::optional<Loose> loose_;       // none: it has no large counts
  mutable std::once_flag compiled_;  // of what is seldom asked when there is a loose one
  mutable std::unique_ptr<RE2> pattern_;
  std::optional<Places> places_;              // none: the search of RE2 is as good
  std::unique_ptr<re2::FilteredRE2> filter_;  // null: its words would tell less than the places do
  std::vector<std::string> words_;
  std::vector<Look> looks_;  // empty: they would tell nothing
};

}  // namespace warrant
