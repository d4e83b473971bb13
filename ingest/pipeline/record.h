// Private to the pipeline: what a run counted, as the store remembers it; and what is derived from a stored text.
#pragma once

#include <string_view>

#include "ingest/pipeline/pipeline.h"

namespace warrant {

Run record_of(const IngestReport& report);

// Counted once among what is skipped of a document while its claims are still to be derived.
inline constexpr std::string_view kClaimsToDerive = "claims-to-derive";

// Sentences, claims and their ids, from the text and structure.
void derive_again(IndexedDocument& document, StageSeconds& seconds);

}  // namespace warrant
