// Phrases of an opened sentence, by the words that bound them: what labels of claims are made of. Every search looks at
// a bounded stretch of tokens.
#pragma once

#include <string>

#include "ingest/extract/sentence_context.h"

namespace warrant {

const WordSet& event_nouns();   // "death", "relapse", "admissions": what happens to people
const WordSet& conditions();    // of those, what is a risk factor as often as an outcome: "diabetes"
const WordSet& people_words();  // whose event it is: "patients"
const WordSet& articles();
const WordSet& lead_ins();
// Degrees of something that is named beside them: "weak", "high", "positive".
const WordSet& level_words();   // prepositions that lead to a group: "in", "among"
const WordSet& finite_verbs();  // verbs that follow the thing a result is about
const WordSet& phrase_stops();  // words that end a noun phrase

// The noun phrase that ends before token `end`, not before `floor`, at most `limit` tokens; asides in brackets between
// it and `end` are skipped.
TokenRange phrase_before(const OpenSentence& s, std::size_t end, std::size_t floor, std::size_t limit);
// The noun phrase that starts at token `first`, at most `limit` tokens.
TokenRange phrase_after(const OpenSentence& s, std::size_t first, std::size_t limit);

// A name of three capitals or more: "HAS" for hyperdense artery sign is no verb.
bool in_capitals(const Token& token);
bool mentions_endpoint(const OpenSentence& s, TokenRange r);
bool ends_in_event(const OpenSentence& s, TokenRange r);
bool has_word(const OpenSentence& s, TokenRange r);
// As a label: no verb or preposition at its end.
std::string words(const OpenSentence& s, TokenRange r);
// The first token from `i` on that closes no bracket.
std::size_t after_brackets(const OpenSentence& s, std::size_t i);
// The same, and behind one bracket that opens there: "60% | (12 of 20) | in the first arm".
std::size_t after_aside(const OpenSentence& s, std::size_t i);

// What a bracket of results reports on, when the words before it say so: "54% reduction in the composite outcome (OR
// …", "lower odds of relapse (OR …". Empty: they name a factor or group.
TokenRange measured_before(const OpenSentence& s, std::size_t bracket);
// In a list of results in brackets ("A (OR …), B at 1 month (OR …) and C (OR …)"): the words of the item that ends at
// `bracket`; empty when the sentence has fewer than three.
TokenRange list_item_before(const OpenSentence& s, std::size_t bracket);

}  // namespace warrant
