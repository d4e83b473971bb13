// One sentence opened for extraction, and what its words say around a number: endpoint, group, comparator, analysis,
// planning. All places are token indexes; every search looks at a bounded stretch, so a sentence costs linear time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/extractor.h"
#include "src/language/number.h"

namespace warrant {

// Tokens [first, end).
struct TokenRange {
  std::size_t first = 0, end = 0;

  bool empty() const { return end <= first; }
};

// A survival-type endpoint named in a sentence.
struct Endpoint {
  TokenRange range;
  bool time = false;    // a time by itself ("time to progression", "duration of response", "MST", "survival time")
  bool median = false;  // says median by itself (MST, mOS)
  bool shared = false;  // "overall" of "overall and progression-free survival"
};

struct OpenSentence {
  const Document* document = nullptr;
  std::size_t index = 0;  // into the reading's sentences
  Sentence sentence;
  std::vector<Token> tokens;
  std::vector<std::size_t> partner;  // of a bracket: the index of its other half, else npos
  std::vector<std::size_t> open;     // innermost bracket token that holds this token, npos = none
  std::vector<Endpoint> endpoints;   // in order, not overlapping
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  std::string_view text(TokenRange range) const;
  ByteSpan span(TokenRange range) const;
  // The endpoint that starts where `head` starts, as an outcome: "overall survival".
  std::string outcome(TokenRange head) const;
};

// Opens sentence `index` of the reading. Requires: it is in range; `tokens`, if given, are its tokens.
OpenSentence open_sentence(const Reading& reading, std::size_t index);
OpenSentence open_sentence(const Reading& reading, std::size_t index, std::vector<Token> tokens);

// Longer than 8 KiB: no sentence; its claims would cost more time than they can be trusted for.
bool is_overlong(const Sentence& sentence);

// Names survival more often than any sentence of an article: a list of words, no result.
bool names_too_many_endpoints(std::string_view text);

// True for sentences of running text that may carry claims: abstract, body and captions, none overlong.
bool is_prose(const Document& document, const Sentence& sentence);

// Survival-type endpoints of a token stretch, also used for table headers.
std::vector<Endpoint> find_endpoints(const std::vector<Token>& tokens);

// The first phrase that ends in an event ("all-cause mortality", "hospital readmission"), "" = none.
std::string event_in(std::string_view text);

// What the work is about by title and abstract: the first endpoint, else the first event; "" = none.
std::string main_outcome(const Document& document);

// True where no sentence tells of a result of the work itself: in a section that computes the size of the sample, and
// in the methods and the abstract (but for its background) of a trial protocol (Document::study_design) without a
// section of results, unless
// the sentence cites another work.
bool only_plans(const Document& document, const Sentence& sentence);

// True when the sentence plans (sample size, power, stopping rule) rather than reports.
bool is_planning(const OpenSentence& s);

// "univariate", "multivariate", "adjusted", "unadjusted" as the article spells them, "" when nothing near says so.
std::string analysis_of(std::string_view text);

// Labels of a claim whose words are tokens `claim` (from its measure word or value to the last number).
// `follows` is true when labels after the claim win ("10.2 months in group A").
std::string outcome_of(const Reading& reading, const OpenSentence& s, TokenRange claim);
// "Corresponding prevalences of X", "adjusted odds ratio (OR) of X", "relative risk of X" -> "X".
std::string bare_outcome(std::string outcome);
void label_groups(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& claim_out);

// Fills place, section, passage, table, span and hedged from the sentence.
void place_claim(const OpenSentence& s, Claim& claim);

// Sets direction and polarity of ratios and differences from value, interval and p value against 1 or 0; leaves others
// alone.
void judge_direction(Claim& claim);

}  // namespace warrant
