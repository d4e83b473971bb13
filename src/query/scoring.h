// How well each sentence of one document answers a question. Sentences that report a result (p values, intervals,
// comparisons, numbers) win over sentences that only speak of the subject; no length normalisation, since it lets
// headings win (measured, ARCHITECTURE.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/model/claim.h"
#include "src/query/question.h"

namespace warrant {

// Signs that a sentence reports a result.
struct ResultCues {
  bool p_value = false, interval = false, ratio = false, comparison = false, effect = false, digit = false;
};

ResultCues cues_of(std::string_view sentence);

struct ScoredSentence {
  std::int32_t sentence = -1;  // index into IndexedDocument::sentences
  double score = 0;
  double coverage = 0;  // share of the question's words, by weight, that it holds
};

// Every sentence of the evidence places with a score above 0, best first; ties in reading order.
std::vector<ScoredSentence> score_sentences(const IndexedDocument& document, const UnderstoodQuestion& question);

// What happened to the outcome, from the words: "increased", "decreased", "no_difference" or "".
std::string direction_of(std::string_view sentence);

}  // namespace warrant
