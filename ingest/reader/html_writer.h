// A page's main content as passages, sections, tables, references and anchors.
#pragma once

#include <string>
#include <string_view>

#include "ingest/reader/html_tree.h"
#include "src/model/document.h"

namespace warrant::html {

// Lower case, letters and digits only, one space between words: for comparing titles.
std::string folded(std::string_view text);

// Fills the document, whose metadata read_metadata() has set. Returns defect_of(document), "" when all is well.
std::string write_page(const Page& page, Document& document);

}  // namespace warrant::html
