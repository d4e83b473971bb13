// What the shares, counts and means of one sentence are about: the thing measured (outcome) and in whom (subject).
//
// Read by position, as a person does: "session attendance was 67.5%", "abdominal pain (2.4% and 2.5%)", "37% of
// patients in A and 26% in B were free of disease", "greater in A (−5.02 ± 3.43 kg) than in B (−4.1 ± 2.6 kg)", "A, B
// and C were 16%, 27% and 31%, respectively". Where the words do not say, the label stays empty.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/extract/sentence_context.h"
#include "src/base/span.h"

namespace warrant {

struct SummaryLabel {
  TokenRange value;  // in: its tokens, with count, unit and spread
  ByteSpan outcome;  // out: spans of the text, empty = not said
  ByteSpan subject;
};

// Labels all values of a sentence. Requires: `tokens` are those of `text` (spans from 0), values stand in order and do
// not overlap. Linear in the tokens.
void label_summaries(std::string_view text, const std::vector<Token>& tokens, std::vector<SummaryLabel>& values);

}  // namespace warrant
