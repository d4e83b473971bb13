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
#include "src/query/stem_table.h"

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
  bool spoken_of = true;       // the work speaks of what is asked for
  bool on_outcome = true;      // it, the one before, its heading or caption names the outcome whose change is asked for
  bool value = true;           // holds a number of the asked type, at the asked time
  bool result = true;          // tells what the work found: no plan, background, baseline
  bool plan = false;           // tells what was looked for or how
  bool wish = false;           // asks for more studies, or says that nobody looked
  std::vector<std::string>
      missing;  // words of the question that are neither in it nor inherited; few questions need it
};

// A document made ready for questions: the words of its sentences. Not for several threads (it keeps what it found).
class QuestionedDocument {
 public:
  // Lifetime: `document` and `stems`, which takes up its words, outlive it.
  QuestionedDocument(const IndexedDocument& document, StemTable& stems);

  // Every sentence that could be evidence, in reading order; their features, if asked for.
  std::vector<ScoredSentence> score(const UnderstoodQuestion& question,
                                    std::vector<Features>* features = nullptr) const;

  const IndexedDocument& indexed() const { return *indexed_; }

 private:
  friend class AskedOfWork;  // what one question asks of it

  struct Prepared {
    std::uint32_t first_word = 0, words = 0;          // into words_
    std::uint32_t aside = 0, aside_end = 0;           // words of what a result is adjusted for, which it is not about
    bool evidence = false;                            // stands where evidence may stand, and is no heading
    std::int32_t cues = -1;                           // in cues_, -1 = not found yet
    bool result = false, plan = false, wish = false;  // as in ScoredSentence; known with the cues
  };

  std::string_view stem_at(std::size_t word) const { return (*stems_)[words_[word]]; }
  void find_abbreviations();
  void find_covariates();
  std::vector<std::string> written_out_of(std::string_view name) const;
  // Points for doing what is asked for: defining, recommending, relating a factor; 0 = does not.
  bool says_predicate(std::size_t sentence, const UnderstoodQuestion& question, bool joined_before) const;
  bool relates_outcome(std::size_t sentence, const UnderstoodQuestion& question) const;
  double fits_sought(std::size_t sentence, const UnderstoodQuestion& question) const;
  // 0 = holds no number of the asked type, 1 = by its words, 2 = a claim of the asked
  // measure about a cited work, 3 = about its own.
  int holds_value(std::size_t sentence, const UnderstoodQuestion& question) const;
  // Of the ratios whose groups are known one is between what is asked about, or the title speaks of that.
  bool ratio_of_asked(std::size_t sentence, const UnderstoodQuestion& question) const;
  // Title and abstract name it only as what patients had before something else was tried ("dapagliflozin added to
  // metformin", "not controlled with metformin"), or as what was measured ("iron status"). `of_stem`: what each stem
  // says of the question; `naming`: the subject's.
  bool was_not_tried(const std::vector<std::uint64_t>& of_stem, std::uint64_t naming,
                     const UnderstoodQuestion& question) const;
  // `lower`: its text in ASCII lower case.
  Features cues_of(std::size_t sentence, const std::string& lower) const;
  // The same, found when first needed (most sentences share no word with a question), and result, plan, wish with it.
  const Features& known_cues(std::size_t sentence) const;
  bool tells_result(std::size_t sentence, const Features& cues, bool plan, const std::string& lower) const;
  bool tells_background(std::size_t sentence, const Features& cues, const std::string& lower) const;
  static bool tells_wish(const Features& cues, const std::string& lower);  // asks for studies, says that nobody looked
  bool is_header(std::size_t sentence) const;                              // a row that heads a table
  static bool tells_plan(const Features& cues, const std::string& lower);
  bool tells_other_factors(std::size_t sentence, const std::vector<std::string>& outcome) const;
  bool is_study_of(std::string_view size) const;
  bool tells_coming(std::size_t sentence) const;  // of a risk, a rate, new cases
  bool speaks_of_death(std::size_t sentence) const;
  bool names_time(std::size_t sentence, std::string_view at) const;
  bool holds_digit(std::size_t sentence) const;
  bool holds_number_word(std::size_t sentence) const;
  template <typename Test>
  bool any_stem(std::size_t sentence, const Test& test) const {
    for (std::size_t w = sentences_[sentence].first_word, i = 0; i < sentences_[sentence].words; ++i)
      if (test(stem_at(w + i))) return true;
    return false;
  }
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
  const StemTable* stems_;
  std::vector<std::uint32_t> words_;  // numbers of the stems of all sentences, one after another
  mutable std::vector<Prepared> sentences_;
  mutable std::vector<Features> cues_;  // those that do not depend on the question
  std::vector<std::pair<std::string, std::vector<std::string>>>
      abbreviations_;  // stem of the short form, stems of the long
};

}  // namespace warrant
