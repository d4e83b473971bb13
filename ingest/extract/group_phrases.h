// Phrases of a sentence that name a group or factor: subject of a clause, opening of a list's item, what a phrase lends
// to the next.
#pragma once

#include <string>

#include "ingest/extract/sentence_context.h"

namespace warrant {

// The bracket at token `at` is one of several in its sentence: "diabetes (OR 1.9 …), CABG (OR 2.7 …)".
bool listed(const OpenSentence& s, std::size_t at);

// The phrase can name a group or factor: no share, endpoint, verb or word of statistics.
bool about_something(const OpenSentence& s, TokenRange r);

// The grammatical subject of the clause that holds token `at`: what stands before its verb.
TokenRange clause_subject(const OpenSentence& s, std::size_t at);

// "≤1% median OS 7.8 months; 2–4% median OS 6.7 months", "group A: median OS …": what opens the item of a list.
TokenRange item_label(const OpenSentence& s, std::size_t value);

// Prefix that an earlier phrase lends to a later one: "higher levels of insulin (…) and C-peptide (…)".
std::string lent_prefix(const OpenSentence& s, TokenRange phrase);

// What clause or adjective says of the people: "patients whose tumours had weak expression" -> "weak expression",
// "weak" -> "weak expression" where the sentence says of what.
std::string spelled_level(const OpenSentence& s, const std::string& subject);

// What "associated with" or "risk factor for" before the claim is said of: the factor, when its right side is the
// event.
TokenRange related_factor(const OpenSentence& s, std::size_t claim);

}  // namespace warrant
