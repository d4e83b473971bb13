// The outcome that a sentence tells with its verb: "15/268 in the A arm had pruritus (RR …", "were more likely to
// return to work (OR …", "completed treatment was 70% in A and 68% in B (RR …".
#pragma once

#include <string>

#include "ingest/extract/sentence_context.h"

namespace warrant {

// The verb phrase that starts at token `first`: up to a comparison, bracket, comma or the group it is said of.
TokenRange verb_phrase(const OpenSentence& s, std::size_t first);

// What the shares before the claim count, "" = none stand in its clause or they do not say.
std::string outcome_of_shares(const OpenSentence& s, TokenRange claim);

// "19 out of 70 (27%) patients had fever", "was present in 21 (18%) of 120 patients": what the people that are counted
// before the claim had; empty = none are or they had nothing.
TokenRange outcome_of_count(const OpenSentence& s, TokenRange claim);

// "no difference between the groups for Y (RR …", "trends were seen for Y in the A group (RR …": what is compared;
// empty = not said.
TokenRange outcome_of_difference(const OpenSentence& s, TokenRange claim);

// "likely to …", "odds of returning to …", "effect of … on …" before the claim; empty = not said.
TokenRange outcome_of_chance(const OpenSentence& s, TokenRange claim);

// "a 39% improvement (RR …) in completion rates": what the change before the bracket is in; empty = not said.
TokenRange outcome_of_change(const OpenSentence& s, TokenRange claim);

}  // namespace warrant
