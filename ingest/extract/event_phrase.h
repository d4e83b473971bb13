// Events and what chances are of, in the words before a number.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest/extract/sentence_phrases.h"

namespace warrant {

// "at enrolment", "during pregnancy", "since admission": the event at token `i` says when.
bool dates_something(const std::vector<Token>& tokens, std::size_t i);

// The event noun phrase nearest before `end`, not before `floor`; empty = none.
TokenRange event_before(const OpenSentence& s, std::size_t end, std::size_t floor);

// What "associated with", "odds of", "risk of", "likelihood of" name before `end`; empty = nothing.
TokenRange cued_outcome(const OpenSentence& s, std::size_t end, std::size_t floor);

}  // namespace warrant
