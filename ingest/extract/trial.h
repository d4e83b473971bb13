// An expression tried at one place of a short text, one way after another, as RE2 would decide there (leftmost, the
// first way that fits). For the few places where a match may begin this costs a tenth of RE2's automaton: patterns with
// counted parts give that so many states that most are made, or fetched from memory, for one text alone. A trial that
// takes too long is given up, so that no text costs more than it is worth.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/stringpiece.h>

#include "ingest/extract/expression.h"

namespace warrant {

class Trial {
 public:
  enum class Answer { kNo, kYes, kUnknown };

  // Nothing where the answer could differ from RE2's, or the expression is too large.
  static std::optional<Trial> of(const Expression& expression);

  // Whether it matches from `place` on (`whole`: to the end of the text), and the first `count` groups, as RE2::Match
  // gives them. Takes what it uses from `steps`; kUnknown when they do not suffice. Requires: UTF-8.
  Answer at(std::string_view text, std::size_t place, bool whole, re2::StringPiece* groups, int count,
            int& steps) const;
  // The same for the first place from `from` on where it matches.
  Answer find(std::string_view text, std::size_t from, re2::StringPiece* groups, int count, int& steps) const;

 private:
  friend class TrialWriter;
  friend class TrialRun;

  using Bytes = std::bitset<257>;  // 256: the end of the text

  struct Chars {
    std::array<std::uint64_t, 2> ascii{};
    bool all_beyond = false, none_beyond = true;
    CharSet set;
  };
  struct Choice {
    std::vector<std::uint32_t> ways;            // in order
    std::array<std::uint64_t, 257> possible{};  // by the next byte: bits of `ways`
  };
  struct Step {
    enum class Kind : std::uint8_t { kMatch, kBegin, kEnd, kEdge, kNoEdge, kBytes, kChars, kRepeat, kChoice, kSave };
    Kind kind = Kind::kMatch;
    bool greedy = true;  // kRepeat
    std::uint32_t next = 0;
    std::uint32_t what = 0;            // kBytes, kChars, kRepeat, kChoice: index; kSave: which end of which group
    std::uint32_t size = 0;            // kBytes
    std::int32_t least = 0, most = 0;  // kRepeat of one character
  };

  std::vector<Step> steps_;
  std::uint32_t start_ = 0;
  std::string bytes_, folds_;  // of all kBytes: a byte b fits when (b | fold) is the byte
  std::vector<Chars> chars_;
  std::vector<Choice> choices_;
  std::vector<Bytes> firsts_;  // by step: what may come next from there
  int groups_ = 1;             // the whole included
};

}  // namespace warrant
