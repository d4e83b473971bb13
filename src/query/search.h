// A search box's words -> ranked passages. Any text is a legal query: our own parser quotes every term; "…" is a
// phrase, +word is required, -word must not occur, word* stands for every word that begins so. At most 1,024 bytes and
// 32 terms are used; what was cut is said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/base/span.h"
#include "src/store/store.h"

namespace warrant {

struct ParsedQuery {
  std::vector<QueryTerm> terms;
  std::vector<std::string> remarks;  // "only the first 32 terms were used"
};

ParsedQuery parse_query(std::string_view text);

struct SearchOptions {
  SearchFilter filter;
  std::int32_t limit = 10;
  bool literal = false;  // only the words typed: no other forms, synonyms or feedback (src/query/expansion.h)
};

Result<std::vector<PassageHit>> search(const Store& store, const ParsedQuery& query, const SearchOptions& options);

// The same words -> ranked documents.
Result<std::vector<SentenceHit>> find_documents(const Store& store, const ParsedQuery& query,
                                                const SearchOptions& options);

// What passages like this one are found by: a claim ("c:…"), or a passage as search prints it (DOCUMENT:START-END).
// `where` is the place itself, to be left out. Errors: kNotFound, kInvalidArgument.
struct Likeness {
  ParsedQuery query;
  std::string document;
  ByteSpan where;
};
Result<Likeness> like(const Store& store, std::string_view id);

// The query with its words that are nowhere in the store spelt as the store spells them; "" when there is nothing to
// change.
Result<std::string> respelt(const Store& store, std::string_view query);

}  // namespace warrant
