// Private to the pipeline: what a run counted, as the store remembers it; and what is derived from a stored text.
#pragma once

#include "ingest/pipeline/pipeline.h"

namespace warrant {

Run record_of(const IngestReport& report);

// Sentences, claims and their ids, from the text and structure.
void derive_again(IndexedDocument& document, StageSeconds& seconds);

}  // namespace warrant
