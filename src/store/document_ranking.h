// Whole documents, the best by a linear model over what the sentence index says of them (BM25F first: Robertson et al.
// 2004; the weights of terms after "regression rank", Lease et al. 2009; the model is fitted by softmax over the best
// hundred of each query).
#pragma once

#include <vector>

#include "src/store/bm25.h"

namespace warrant {

// The best `limit` documents in the allowed ranges, by their first rows, and all that are as good as the last of them;
// no order. A document's size is the sum of its sentences' sizes; words of the title count `title_weight` times.
// `totals` is one of the table's.
std::vector<Scored> best_documents(const SentenceTable& table, const SentenceTable::Totals& totals,
                                   const RetrievalOptions& options, const std::vector<ScoredTerm>& terms,
                                   const Allowed& allowed, std::size_t limit);

}  // namespace warrant
