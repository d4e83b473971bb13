// Claims get ids that outlive a new version of their document.
#pragma once

#include "src/model/claim.h"

namespace warrant {

// Sets the id of every claim: claim_id() with places relative to the quote and the quote's own words in place of where
// it stands in the text. So a claim keeps its id when other parts of the document change or the quote moves. Of claims
// that are equal in all this, the second, third… in order of place are told apart by their number.
void assign_claim_ids(IndexedDocument& document);

}  // namespace warrant
