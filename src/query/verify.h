// Where a sentence or number stands in the store: verbatim here, in folded form, stitched from parts, or absent.
#pragma once

#include <string_view>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/store/store.h"

namespace warrant {

// The words of `span` with their section and place, in a loaded document.
QuoteVerdict::Location location_of(const Document& document, DocumentRef ref, ByteSpan span);

Result<QuoteVerdict> verify_quote(const Store& store, std::string_view quote);

}  // namespace warrant
