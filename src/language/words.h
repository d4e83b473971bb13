// A text as a row of folded words and numbers, and the cue words (src/language/cues.tsv) that stand in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/language/fold.h"

namespace warrant {

// The words of a text. A word is letters and digits with inner apostrophes ("didn't"); a number is digits with inner
// points, with its minus sign where that is no dash between numbers or words.
class Words {
 public:
  explicit Words(std::string_view text);  // UTF-8; not kept

  std::size_t size() const { return words_.size(); }
  std::string_view operator[](std::size_t i) const { return slice(folded_.text, words_[i].span); }
  bool is_number(std::size_t i) const { return words_[i].is_number; }
  double value(std::size_t i) const { return words_[i].value; }  // of a number
  // What stands before word i, after the word before it: " ", "-", ", (". gap(size()) is what ends the text.
  std::string_view gap(std::size_t i) const;
  // Whether only a space, dash, slash or nothing stands before word i.
  bool adjoins(std::size_t i) const;
  // Where words [first, last) stand in the source. Requires: first < last <= size(); `text` as given to the
  // constructor.
  ByteSpan source(std::string_view text, std::size_t first, std::size_t last) const;

 private:
  struct Word {
    ByteSpan span;
    double value;
    bool is_number;
  };
  Folded folded_;
  std::vector<Word> words_;
};

// What a line of cues.tsv says about its words; the file explains each.
enum class CueKind {
  kNegate,
  kNegateAfter,
  kNoNegation,
  kEndNegation,
  kHedge,
  kUp,
  kDown,
  kMore,
  kLess,
  kBetter,
  kWorse,
  kFaster,
  kSlower,
  kSame,
  kDifference,
  kThan,
  kHarm,
  kGood,
};

// Cue words found: words [first, last).
struct CueHit {
  CueKind kind;
  std::size_t first, last;
};

// All cues of `words`, in order of their first word; where several of the same kind start at one word, the longest.
std::vector<CueHit> cues_in(const Words& words);
// Those of one kind, found sooner.
std::vector<CueHit> cues_in(const Words& words, CueKind kind);

// False where `text` holds no cue of this kind, by the first letters of its words alone.
bool may_hold_cue(CueKind kind, std::string_view text);

}  // namespace warrant
