// Reference lists of formats without tags: entries in printed order -> numbered references.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader/text_builder.h"
#include "src/model/document.h"

namespace warrant {

// Parses one entry whose passage is `span` of document.text and appends it to document.references. `label` is the
// printed number without its marks ("18"), or "" when none is printed.
void add_reference(Document& document, ByteSpan span, std::string_view label);

// Gives every reference of the document its number: its position. An entry that lost its printed number gets
// `number_inferred` when that is proved by others that kept theirs, each equal to its position.
void number_references(Document& document);

}  // namespace warrant
