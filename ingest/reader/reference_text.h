// One printed entry of a reference list -> its parts, whatever the style (Vancouver, AMA, APA, Harvard, BMC, Frontiers,
// Nature, Elsevier, MDPI, IEEE, Chicago, or the bare "Title. Journal, 2017" of Q&A pages).
#pragma once

#include <string_view>

#include "src/model/reference.h"

namespace warrant {

// Takes one entry as printed (UTF-8; a leading number "12." or "[12]" and Markdown emphasis are allowed) and returns
// what can be told of label, authors, title, journal, year, volume, pages, doi, pmid and pmcid; what cannot is empty.
// key, number and span are the caller's. A number that is printed always comes out as printed, never guessed.
Reference parse_reference(std::string_view entry);

// The first DOI in `text`, lower case, from "10." on, without closing punctuation; "" when there is none.
std::string find_doi(std::string_view text);

}  // namespace warrant
