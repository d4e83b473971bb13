// The reference list of a page and the in-page links that cite it.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/reader/html_main_content.h"
#include "ingest/reader/html_tree.h"

namespace warrant::html {

struct ReferenceList {
  std::vector<std::int32_t> entries;                      // nodes, in document order, none inside another
  std::vector<std::string> numbers;                       // the number a numbered list prints, "" without one
  std::unordered_map<std::int32_t, std::int32_t> citing;  // node of a citing link -> index of its entry
};

// Entries are the targets of citing links with their like in the same list, or the items under a heading that says
// "References" or in an element whose class says so.
ReferenceList find_references(const Page& page, const std::vector<Part>& parts);

// DOI, PMID or PMCID that links inside an entry carry; "" when none.
struct LinkedIds {
  std::string doi, pmid, pmcid;
};
LinkedIds linked_ids(const Page& page, std::int32_t entry);

}  // namespace warrant::html
