#include "src/query/search.h"

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

constexpr std::size_t kMaxBytes = 1024;
constexpr std::size_t kMaxTerms = 32;

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

bool is_space_at(std::string_view text, std::size_t at) { return is_ascii_space(text[at]); }

}  // namespace

ParsedQuery parse_query(std::string_view given) {
  ParsedQuery query;
  const std::string_view text = cut(given, kMaxBytes);
  if (text.size() < given.size())
    query.remarks.push_back(fmt::format("only the first {} bytes of the query were used", text.size()));

  std::vector<QueryTerm> stop_words;
  std::size_t dropped = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space_at(text, at)) {
      ++at;
      continue;
    }
    QueryTerm term;
    if (text[at] == '+' && at + 1 < text.size() && !is_space_at(text, at + 1)) {
      term.required = true;
      ++at;
    }
    std::size_t end = at;
    if (text[at] == '"' && text.find('"', at + 1) != std::string_view::npos) {
      end = text.find('"', at + 1);
      term.text = collapse_space(text.substr(at + 1, end - at - 1));
      term.phrase = true;
      ++end;
    } else {
      while (end < text.size() && !is_space_at(text, end) && (end == at || text[end] != '"')) ++end;
      term.text = std::string(text.substr(at, end - at));
    }
    at = end;
    const std::vector<Word> words = words_of(term.text);
    if (words.empty()) continue;  // punctuation alone
    // "p<0.05", "HER2-positive": the parts must stand together.
    term.phrase = term.phrase || words.size() > 1;
    if (query.terms.size() + stop_words.size() >= kMaxTerms) {
      ++dropped;
      continue;
    }
    if (!term.required && !term.phrase && is_stop_word(term.text)) {
      stop_words.push_back(std::move(term));
    } else {
      query.terms.push_back(std::move(term));
    }
  }
  if (query.terms.empty()) query.terms = std::move(stop_words);
  if (dropped > 0)
    query.remarks.push_back(
        fmt::format("only the first {} words of the query were used, {} were not", kMaxTerms, dropped));
  return query;
}

Result<std::vector<PassageHit>> search(const Store& store, std::string_view query, const SearchFilter& filter,
                                       std::int32_t limit) {
  const ParsedQuery parsed = parse_query(query);
  std::vector<PassageHit> hits;
  if (parsed.terms.empty()) return hits;
  RetrievalOptions options;
  options.limit = limit;
  WARRANT_TRY(found, store.retrieval().top(parsed.terms, filter, options));
  for (const SentenceHit& sentence : found) {
    WARRANT_TRY(hit, store.retrieval().show(sentence, parsed.terms));
    hit.rank = static_cast<std::int32_t>(hits.size()) + 1;
    hit.score = sentence.score;
    hits.push_back(std::move(hit));
  }
  return hits;
}

Result<std::vector<DocumentRecord>> search_documents(const Store& store, std::string_view query,
                                                     const SearchFilter& filter, std::int32_t limit) {
  const ParsedQuery parsed = parse_query(query);
  std::vector<DocumentRecord> documents;
  if (parsed.terms.empty()) return documents;
  RetrievalOptions options;
  options.limit = limit;
  options.whole_documents = true;
  WARRANT_TRY(found, store.retrieval().top(parsed.terms, filter, options));
  for (const SentenceHit& hit : found) {
    WARRANT_TRY(document, store.document(hit.document));
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace warrant
