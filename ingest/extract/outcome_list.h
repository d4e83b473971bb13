// Lists of results in brackets whose items are outcomes, not factors.
#pragma once

#include "ingest/extract/sentence_context.h"

namespace warrant {

struct OutcomeItem {
  TokenRange outcome;  // empty: the claim stands in no such list
  TokenRange subject;  // in whom; empty: the list does not say
};

// The item that ends at the claim's bracket in "were more likely to own a bicycle (OR …) and be active (OR …)", "no
// reduction in strokes (HR …), falls (HR …) or deaths (HR …)", "falls (HR …) and fractures (HR …) were less frequent in
// the tea group".
OutcomeItem listed_outcome(const OpenSentence& s, TokenRange claim);

}  // namespace warrant
