// The clause that states a ratio, by the verb that joins whom it is about with what happened to them: "X was associated
// with Y (OR …)", "Y was higher in X than in Z (RR …)", "Predictors of Y were X (OR …)". One look along the sentence.
#pragma once

#include "ingest/extract/sentence_context.h"

namespace warrant {

struct ResultClause {
  TokenRange subject;     // whom or which factor; empty: the clause does not say
  TokenRange outcome;     // without the words of its change ("increased odds of"); empty: the same
  TokenRange population;  // in whom, when a treatment is the subject; empty: the same
  bool listed = false;    // an item of a list
};

// The clause around a ratio whose words are tokens `claim`; all empty when none of the known forms stands there.
ResultClause result_clause(const OpenSentence& s, TokenRange claim);

}  // namespace warrant
