// How well each sentence of one document answers a question: features of the sentence (does it hold the outcome, the
// groups, a result; where does it stand) and one weight for each. No length normalisation, since it lets headings win.
// The weights are fitted by tests/bench/ask_weights.cc on questions with marked evidence (ARCHITECTURE.md, Decisions).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/claim.h"
#include "src/query/question.h"

namespace warrant {

// One line a feature: name, weight. WARRANT_FEATURE(name, weight)
enum class Feature : std::size_t {
#define WARRANT_FEATURE(name, weight) k##name,
#include "src/query/features.def"
#undef WARRANT_FEATURE
  kCount
};

inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::kCount);
using Features = std::array<double, kFeatures>;

// The names and weights in order.
const std::array<std::string_view, kFeatures>& feature_names();
const Features& feature_weights();

struct ScoredSentence {
  std::int32_t sentence = -1;  // index into IndexedDocument::sentences
  double score = 0;            // larger is better; comparable between documents for one question
  double coverage = 0;         // share of the question's words, by weight, that it and what it inherits hold
  bool about = true;           // speaks of the one thing whose effect is asked for, or its work's title does
  bool value = true;           // holds a number of the asked type, at the asked time
  std::vector<std::string>
      missing;  // words of the question that are neither in it nor inherited; few questions need it
  Features features{};
};

// A document made ready for questions: the words of its sentences. Not for several threads (it keeps what it found).
class QuestionedDocument {
 public:
  // Lifetime: `document` outlives it.
  explicit QuestionedDocument(const IndexedDocument& document);

  // Every sentence that could be evidence, in reading order.
  std::vector<ScoredSentence> score(const UnderstoodQuestion& question) const;

  const IndexedDocument& indexed() const { return *indexed_; }

 private:
  struct Prepared {
    std::uint32_t first_word = 0, words = 0;  // into stems_
    bool evidence = false;                    // stands where evidence may stand, and is no heading
    bool has_cues = false;
    Features cues{};  // the features that do not depend on the question, if has_cues
  };

  void find_abbreviations();
  std::vector<std::string> written_out_of(std::string_view name) const;
  // Points for doing what is asked for: defining, recommending, relating a factor; 0 = does not.
  bool says_predicate(std::size_t sentence, const UnderstoodQuestion& question, bool joined_before) const;
  double fits_sought(std::size_t sentence, const UnderstoodQuestion& question) const;
  // 0 = holds no number of the asked type, 1 = by its words, 2 = a claim of the asked
  // measure about a cited work, 3 = about its own.
  int holds_value(std::size_t sentence, const UnderstoodQuestion& question) const;
  Features cues_of(std::size_t sentence) const;
  bool is_study_of(std::string_view size) const;
  bool speaks_of_death(std::size_t sentence) const;
  bool names_time(std::size_t sentence, std::string_view at) const;
  bool holds_digit(std::size_t sentence) const;
  bool holds_number_word(std::size_t sentence) const;
  // The claims whose value stands in a sentence that satisfy `test`.
  template <typename Test>
  bool any_claim(std::size_t sentence, const Test& test) const {
    const ByteSpan span = indexed_->sentences[sentence].span;
    const auto first = std::lower_bound(indexed_->claims.begin(), indexed_->claims.end(), span.start,
                                        [](const Claim& c, std::uint32_t start) { return c.value_span.start < start; });
    for (auto claim = first; claim != indexed_->claims.end() && claim->value_span.start < span.end; ++claim)
      if (test(*claim)) return true;
    return false;
  }

  const IndexedDocument* indexed_;
  std::vector<std::string> stems_;  // of all sentences, one after another
  mutable std::vector<Prepared> sentences_;
  std::vector<std::pair<std::string, std::vector<std::string>>>
      abbreviations_;  // stem of the short form, stems of the long
};

}  // namespace warrant
