// Small helpers that several checks read a document with.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "src/language/share.h"
#include "src/model/answer.h"
#include "src/model/claim.h"

namespace re2 {
class RE2;
}

namespace warrant {

class Store;

// A stored document by its id, without the counts of Store::document, which cost a scan of all references.
std::optional<DocumentRef> brief_of(const Store& store, const std::string& id);

// True when `re` matches somewhere in `text`.
bool matches(std::string_view text, const re2::RE2& re);

// The document's own running text: abstract and body, no tables, captions and notes of tables.
bool is_running_text(const Passage& passage);

// The role of the innermost section around the passage that has one: "methods", "results"…, or "".
std::string_view role_of(const Document& document, const Passage& passage);

// The citation marks that overlap `span`.
std::span<const CitationAnchor> marks_in(const Document& document, ByteSpan span);

// The words that carry meaning: lower case, without a plural s, stop words and single letters left out.
std::set<std::string> content_words(std::string_view text);

// How many words both have.
std::size_t common_words(const std::set<std::string>& a, const std::set<std::string>& b);

// "1 mg (277%)", "1 h after exercise (15%)": what stands after the count is a unit, so it is no share of a group. The
// spans of `share` point into `text`.
bool is_amount(std::string_view text, const PrintedShare& share);

// Caption, labels, cells and notes of a table as one text.
std::string text_of(const Document& document, const Table& table);

}  // namespace warrant
