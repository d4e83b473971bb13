// What makes, copies, moves and destroys the model's records (src/base/record.h).
#include "src/base/record.h"

#include "src/model/answer.h"
#include "src/model/claim.h"
#include "src/model/document.h"
#include "src/model/finding.h"
#include "src/model/reference.h"
#include "src/model/review.h"

namespace warrant {

WARRANT_DEFINE_RECORD(Reference);
WARRANT_DEFINE_RECORD(Document);
WARRANT_DEFINE_RECORD(Claim);
WARRANT_DEFINE_RECORD(IndexedDocument);
WARRANT_DEFINE_RECORD(Review);
WARRANT_DEFINE_RECORD(DocumentRef);
WARRANT_DEFINE_RECORD(DocumentRecord);
WARRANT_DEFINE_RECORD(ReferenceRecord);
WARRANT_DEFINE_RECORD(CitationRecord);
WARRANT_DEFINE_RECORD(ReviewRecord);
WARRANT_DEFINE_RECORD(ClaimRecord);
WARRANT_DEFINE_RECORD(PassageHit);
WARRANT_DEFINE_RECORD(EvidenceItem);
WARRANT_DEFINE_RECORD(Answer);
WARRANT_DEFINE_RECORD(QuoteVerdict);
WARRANT_DEFINE_RECORD(Finding);

}  // namespace warrant
