// Short forms that a text defines: "overall survival (OS)", "OS (overall survival)", "(overall survival, OS)".
// After Schwartz and Hearst (Pac Symp Biocomput 2003;8:451), with a score for how well the letters of the short form
// fall on the words of the long form in place of the first alignment from the right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/model/document.h"

namespace warrant {

struct Abbreviation {
  std::string short_form;  // as printed: "OS"
  std::string long_form;   // as printed: "overall survival"
  ByteSpan short_span;     // in the text
  ByteSpan long_span;
};

// The definitions in `text` (UTF-8), in order of the brackets they stand in. Linear time.
std::vector<Abbreviation> abbreviations(std::string_view text);

// The definitions in a document's passages, the reference list and page furniture left out; spans are places in its
// text. A short form defined more than once keeps its first long form.
std::vector<Abbreviation> abbreviations(const Document& document);

}  // namespace warrant
