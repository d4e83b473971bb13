// Words of prognosis: which outcome is meant, and whether what is said of it is good for the patient.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "src/base/span.h"

namespace warrant {

enum class Sense { kNone, kFavourable, kUnfavourable, kNoEffect, kDisputed };

// "favourable", "unfavourable", "none", "disputed", "" (Claim::polarity).
std::string_view polarity_of(Sense sense);

// An outcome named in a stretch of text. `prognostic`: survival, prognosis, recurrence…; else pain, function,
// fractures…
struct NamedOutcome {
  ByteSpan span;
  bool prognostic = false;
};

// The first outcome in `range` of `text`, prognostic ones first.
std::optional<NamedOutcome> outcome_in(std::string_view text, ByteSpan range);

// The first outcome in `range` of the one kind.
std::optional<NamedOutcome> outcome_in(std::string_view text, ByteSpan range, bool prognostic);

// True when `text` names any outcome: a cheap look before reading a sentence closely.
bool names_outcome(std::string_view text);

// Good or bad for the patient, from the words around an outcome: "shorter survival", "less favorable", "lower risk of".
Sense sense_of(std::string_view words);

// Of a heading that speaks for the list under it: "Poor Prognostic Indicators".
Sense sense_of_heading(std::string_view title);

}  // namespace warrant
