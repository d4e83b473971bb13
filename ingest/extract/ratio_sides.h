// Forms in which a sentence says outright whose ratio it is, and what it is about before it says anything else.
#pragma once

#include "ingest/extract/sentence_context.h"

namespace warrant {

struct RatioSides {
  TokenRange subject, comparator;  // empty: not said
  bool people = false;             // "in A", "among A": the words behind the ratio's name tell no outcome
};

// "The OR in patients with A compared to patients with B was 3.0", "the OR in A was 1.5 compared to B", "OR for A vs
// B"; both empty when no group stands right behind the name of the ratio `claim`.
RatioSides sides_of_ratio(const OpenSentence& s, TokenRange claim);

// "no difference between A and B (OR …", "comparing A with B (OR …": the sides that end at the claim's bracket.
RatioSides sides_before(const OpenSentence& s, std::size_t bracket);

// "a reduction in deaths in the A areas (OR …": in whom something changed, when nobody is said to have changed it.
TokenRange changed_in(const OpenSentence& s, std::size_t bracket);

// "Symptoms were 4.0 in the A group and 5.0 in the B group, with a rate ratio of 0.9".
struct GroupValues {
  TokenRange measured;       // "Symptoms"; empty: no such clause
  TokenRange first, second;  // the groups in the order of their values
};

// The last such clause before token `end`.
GroupValues values_of_groups(const OpenSentence& s, std::size_t end);

// "For relapse, …", "In terms of survival, …": what the sentence is about from its start; empty = not said, or people.
TokenRange topic_of(const OpenSentence& s);

}  // namespace warrant
