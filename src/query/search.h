// A search box's words -> ranked passages. Any text is a legal query: our own parser quotes every term; "…" is a
// phrase, +word is required. At most 1,024 bytes and 32 terms are used; what was cut is said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/store/store.h"

namespace warrant {

struct ParsedQuery {
  std::vector<QueryTerm> terms;
  std::vector<std::string> remarks;  // "only the first 32 terms were used"
};

ParsedQuery parse_query(std::string_view text);

Result<std::vector<PassageHit>> search(const Store& store, std::string_view query, const SearchFilter& filter,
                                       std::int32_t limit);

// The same words -> ranked documents.
Result<std::vector<DocumentRecord>> search_documents(const Store& store, std::string_view query,
                                                     const SearchFilter& filter, std::int32_t limit);

}  // namespace warrant
