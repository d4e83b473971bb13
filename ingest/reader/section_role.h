// What a section is for, from its title and the source's own mark.
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// Section::role from a JATS sec-type (or "") and the printed title: "introduction", "methods", "results",
// "discussion", "conclusions", "background", "objective", "abstract", "case", "limitations", "funding", "ethics",
// "acknowledgements", "supplementary", "references", "abbreviations", "conflict"; "" when neither says.
// Numbers and punctuation around the title are ignored ("2.1. Methods:").
std::string section_role(std::string_view type, std::string_view title);

}  // namespace warrant
