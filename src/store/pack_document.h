// A whole document with everything derived from it as one column: what a work keeps of the sources that do not give its
// text.
#pragma once

#include <string>
#include <string_view>

#include "src/base/result.h"
#include "src/model/claim.h"

namespace warrant {

std::string pack(const IndexedDocument& document);

// Errors: kCorrupt when the bytes are none that pack() wrote.
Result<IndexedDocument> unpack_document(std::string_view bytes);

}  // namespace warrant
