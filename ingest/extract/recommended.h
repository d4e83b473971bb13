// What a prescribing wording prescribes: its subject or object, and whether the sentence prescribes at all.
#pragma once

#include <string_view>

#include "src/base/span.h"

namespace warrant {

// All places are in the sentence given.
struct Recommended {
  ByteSpan what;        // "radiotherapy", "receive radiotherapy"
  ByteSpan who;         // "patients with…" when `people`
  ByteSpan comparator;  // "rather than surgery"
  bool people = false;  // the subject are people, `what` is what they should do or get
  bool pronoun = false;
  bool asked = false;       // "it is important to assess…"
  bool understood = false;  // `what` is a phrase that names something
};

// "Surgery [should]", "it [is recommended] to treat", "patients [should] receive": `left` is the clause before the
// wording, `right` the clause behind it.
Recommended recommended_before(std::string_view text, ByteSpan left, ByteSpan right);

// "we [recommend] early surgery", "guidelines [recommend] that drugs be stopped".
Recommended recommended_after(std::string_view text, ByteSpan right);

// False for sentences that hope, ask, suppose or conclude ("should reduce", "if required", "did not need to").
// Requires: `wording` is the place of the strength word.
bool prescribes(std::string_view text, ByteSpan wording);

// Sentences about the text itself: "it should be noted", "the results should be read".
bool is_remark(std::string_view text);

// Treatments, tests, people cared for, measures of care; studies and research.
bool is_care(std::string_view phrase);
bool is_research(std::string_view phrase);

}  // namespace warrant
