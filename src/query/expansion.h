// More to search with than was typed: other forms of the words, synonyms of concepts and imported vocabularies,
// abbreviations that the store's documents define, and for whole documents the words of the best ones (RM3). All of it
// weighs less than the words typed.
#pragma once

#include <vector>

#include "src/base/result.h"
#include "src/store/store.h"

namespace warrant {

// `terms` and after them those that other forms, synonyms and abbreviations add.
Result<std::vector<QueryTerm>> expanded(const Store& store, const std::vector<QueryTerm>& terms,
                                        const SearchFilter& filter);

// A short query with the words that the best documents found by it have most of; a longer one as it is.
// Pseudo-relevance feedback, RM3 (Abdul-Jaleel et al. 2004).
Result<std::vector<QueryTerm>> with_feedback(const Store& store, const std::vector<QueryTerm>& terms,
                                             const std::vector<SentenceHit>& documents);

}  // namespace warrant
