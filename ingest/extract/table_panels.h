// Tables whose panels stand side by side: "Gene | HR | P | Gene | HR | P". Each panel has labels of its own, so its
// numbers are none of the row's first label.
#pragma once

#include <optional>

#include "src/model/document.h"

namespace warrant {

// The same cells with the panels one below the other, each under its part of the header; nothing when the table has one
// panel. Panels are told by a header row whose first label stands again over columns of as many others, which hold
// words. Spans stay those of the document's text. Bounded by the cells that are there.
std::optional<Table> stacked_panels(const Document& document, const Table& table);

}  // namespace warrant
