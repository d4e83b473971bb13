// Subject and comparator of a claim by the arms that its sentence, or the heading above it, names.
#pragma once

#include <optional>
#include <string>

#include "ingest/extract/sentence_context.h"

namespace warrant {

struct ArmPair {
  std::string subject, comparator;  // "" = not named
};

// Whom a ratio in tokens `claim` compares with whom: "X was longer than with Y (HR …)", "compared with Y, X …", "in the
// X arm vs the Y arm". Nothing when the sentence tells of a factor instead ("independent predictors were …").
std::optional<ArmPair> arms_compared(const Reading& reading, const OpenSentence& s, TokenRange claim);

// Whose are two values printed side by side ("12.3 v 9.1 months", tokens `values`): the first is of the subject.
std::optional<ArmPair> arms_of_pair(const Reading& reading, const OpenSentence& s, TokenRange values);

// Whom a comparison in `s` that names no arm is about, by the sentences before it and the headings above.
std::optional<ArmPair> arms_from_context(const Reading& reading, const OpenSentence& s);

// True when the bracket that holds token `at` compares two counts or shares before it ("death (12% vs 15%; HR 0.8)"):
// then what stands before the bracket is what was counted, not who.
bool compares_counts(const OpenSentence& s, std::size_t at);

}  // namespace warrant
