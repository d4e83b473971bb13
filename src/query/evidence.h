// One sentence of a document as an item of evidence: with its claim, its citations and what is known of the study.
#pragma once

#include <memory>

#include "src/model/answer.h"
#include "src/query/scoring.h"
#include "src/store/store.h"

namespace warrant {

struct ReadDocument {
  DocumentRef ref;
  IndexedDocument indexed;
  std::unique_ptr<QuestionedDocument> sentences;
};

EvidenceItem evidence_of(const ReadDocument& read, const ScoredSentence& scored, double score,
                         const UnderstoodQuestion& question);

// Citations as the store resolved them, for the item's claim and for marks in its sentence.
void add_citations(const Store& store, const IndexedDocument& indexed, EvidenceItem& item);

// The evidence item of the same document that says the same (abstract, body and table of one article repeat a value),
// or null.
EvidenceItem* repeated_by(const EvidenceItem& item, const IndexedDocument& indexed, Answer& answer);

}  // namespace warrant
