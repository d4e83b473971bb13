// Vocabularies: OBO 1.2/1.4 (terms with their EXACT synonyms, obsolete ones left out), MeSH descriptors in ASCII
// (*NEWRECORD) and MeSH trees ("Name;A05.360"), and tables with TABs between the columns.
#pragma once

#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/vocabulary.h"

namespace warrant {

// The terms of a vocabulary file. Which format it is, its content says:
// - "format-version:" in the first line: OBO
// - "*NEWRECORD" in the first line: MeSH descriptors; "Name;A05…" there: MeSH trees
// - a TAB in the first line: a table. A first row that holds a column "name" (or "term", "mesh_name") names the
// columns:
//   that one, "id" or "code" or "mesh_id", "synonyms" with '|' between them. Without such a row: name, synonyms; or the
//   five columns of src/language/concepts.tsv. Lines that start with '#' are remarks.
// A MeSH heading with one comma is also its words in natural order ("Genitalia, Female" = "Female Genitalia").
// Errors: kUnsupported for anything else, kCorrupt for text that is not UTF-8.
Result<std::vector<VocabularyTerm>> read_vocabulary(std::string_view bytes);

}  // namespace warrant
