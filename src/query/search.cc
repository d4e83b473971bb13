#include "src/query/search.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/query/expansion.h"
#include "src/query/numbers.h"

namespace warrant {
namespace {

constexpr std::size_t kMaxBytes = 1024;
constexpr std::size_t kMaxTerms = 32;

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// How many sentences are looked at for each one wanted, and how many at least, without and with numbers in the query.
constexpr std::int32_t kForEach = 3, kLeast = 30, kLookedThrough = 100;
constexpr std::size_t kMostNumbers = 4;

// What BM25 gives a sentence for being shorter than one that tells something is taken back: headings, cells and lists
// of abbreviations say the words asked for and nothing else. With k1 1.2, b 0.75 and 22 words on average, a word that
// occurs once gains (1.3 + 0.041 * words)^-1.
double told(std::string_view sentence) {
  constexpr double kTelling = 24;  // words
  const auto words = static_cast<double>(words_of(sentence).size());
  return (1.3 + 0.041 * std::min(words, kTelling)) / (1.3 + 0.041 * kTelling);
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
    // "-word"; a minus before a digit belongs to the number.
    if (text[at] == '-' && at + 1 < text.size() && (is_ascii_alpha(text[at + 1]) || text[at + 1] == '"')) {
      term.excluded = true;
      ++at;
    } else if (text[at] == '+' && at + 1 < text.size() && !is_space_at(text, at + 1)) {
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
    if (!term.phrase && term.text.size() > 3 && term.text.back() == '*' &&
        std::all_of(term.text.begin(), term.text.end() - 1,
                    [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c); })) {
      term.text.pop_back();
      term.prefix = true;
    }
    const std::vector<Word> words = words_of(term.text);
    if (words.empty()) continue;  // punctuation alone
    // "p<0.05": the parts must stand together. Those of "HER2-positive" need not, though together they count for more.
    term.phrase = term.phrase || (words.size() > 1 && term.text.find_first_of("<>=~") != std::string::npos);
    if (query.terms.size() + stop_words.size() >= kMaxTerms) {
      ++dropped;
      continue;
    }
    if (!term.required && !term.excluded && !term.prefix && !term.phrase && is_stop_word(term.text)) {
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

Result<std::vector<PassageHit>> search(const Store& store, const ParsedQuery& query, const SearchOptions& asked) {
  std::vector<PassageHit> hits;
  if (query.terms.empty()) return hits;
  std::vector<QueryTerm> terms = query.terms;
  if (!asked.literal) {
    WARRANT_TRY(more, expanded(store, query.terms, asked.filter));
    terms = std::move(more);
  }
  const PrintedNumbers numbers(terms, query.terms.size());
  RetrievalOptions options;
  const std::int32_t wanted =
      std::clamp(asked.limit, 0, std::numeric_limits<std::int32_t>::max() / kForEach) * kForEach;
  options.limit = asked.limit <= 0 ? 0 : std::max(wanted, numbers.empty() ? kLeast : kLookedThrough);
  WARRANT_TRY(found, store.retrieval().top(terms, asked.filter, options));
  for (std::size_t i = 0; i < std::min(kMostNumbers, numbers.decimals().size()); ++i) {
    std::vector<QueryTerm> with_number = terms;
    with_number[numbers.decimals()[i]].required = true;
    WARRANT_TRY(more, store.retrieval().top(with_number, asked.filter, options));
    for (SentenceHit& hit : more)
      if (std::none_of(found.begin(), found.end(), [&](const SentenceHit& known) {
            return known.document == hit.document && known.sentence == hit.sentence;
          }))
        found.push_back(std::move(hit));
  }
  for (const SentenceHit& sentence : found) {
    WARRANT_TRY(hit, store.retrieval().show(sentence, terms));
    hit.score = sentence.score * told(hit.quote) * (numbers.empty() ? 1 : numbers.factor(hit.quote));
    hits.push_back(std::move(hit));
  }
  std::stable_sort(hits.begin(), hits.end(), [](const PassageHit& a, const PassageHit& b) {
    return std::tie(b.score, a.document.id, a.span.start) < std::tie(a.score, b.document.id, b.span.start);
  });
  if (hits.size() > static_cast<std::size_t>(std::max(0, asked.limit)))
    hits.resize(static_cast<std::size_t>(std::max(0, asked.limit)));
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].rank = static_cast<std::int32_t>(i) + 1;
  return hits;
}

Result<std::vector<SentenceHit>> find_documents(const Store& store, const ParsedQuery& query,
                                                const SearchOptions& asked) {
  std::vector<SentenceHit> found;
  if (query.terms.empty()) return found;
  RetrievalOptions options;
  options.limit = asked.limit;
  options.whole_documents = true;
  options.document_features = true;
  if (asked.literal) return store.retrieval().top(query.terms, asked.filter, options);
  WARRANT_TRY(terms, expanded(store, query.terms, asked.filter));
  options.limit = std::max(asked.limit, 10);
  WARRANT_TRY(first, store.retrieval().top(terms, asked.filter, options));
  WARRANT_TRY(more, with_feedback(store, terms, first));
  if (more.size() > terms.size()) {
    WARRANT_TRY(second, store.retrieval().top(more, asked.filter, options));
    first = std::move(second);
  }
  if (first.size() > static_cast<std::size_t>(asked.limit)) first.resize(static_cast<std::size_t>(asked.limit));
  return first;
}

Result<Likeness> like(const Store& store, std::string_view id) {
  Likeness likeness;
  std::string quote;
  if (id.rfind("c:", 0) == 0) {
    WARRANT_TRY(claim, store.claim(id));
    likeness.document = claim.document.id;
    likeness.where = claim.claim.span;
    quote = claim.quote;
  } else {
    const std::size_t colon = id.rfind(':'), dash = id.rfind('-');
    const auto number = [&](std::size_t from, std::size_t to) -> std::optional<std::uint32_t> {
      if (from >= to || to - from > 9) return std::nullopt;
      std::uint32_t value = 0;
      for (std::size_t i = from; i < to; ++i) {
        if (!is_ascii_digit(id[i])) return std::nullopt;
        value = value * 10 + static_cast<std::uint32_t>(id[i] - '0');
      }
      return value;
    };
    const bool shaped = colon != std::string_view::npos && dash != std::string_view::npos && colon < dash;
    const auto start = shaped ? number(colon + 1, dash) : std::nullopt;
    const auto end = shaped ? number(dash + 1, id.size()) : std::nullopt;
    if (!start || !end) return fail(ErrorCode::kInvalidArgument, "no claim or passage is named so", std::string(id));
    WARRANT_TRY(document, store.document(id.substr(0, colon)));
    WARRANT_TRY(text, store.text(document.ref.id));
    if (*start >= *end || *end > text.size())
      return fail(ErrorCode::kNotFound, "no such place in the document", std::string(id));
    likeness.document = document.ref.id;
    likeness.where = {*start, *end};
    quote = text.substr(*start, *end - *start);
  }
  std::set<std::string> seen;
  for (const Word& word : words_of(quote)) {
    const std::string text = quote.substr(word.span.start, word.span.size());
    if (is_stop_word(text) || !seen.insert(word.stem).second) continue;
    if (likeness.query.terms.size() == kMaxTerms) break;
    QueryTerm term;
    term.text = text;
    likeness.query.terms.push_back(std::move(term));
  }
  return likeness;
}

Result<std::string> respelt(const Store& store, std::string_view query) {
  std::string text(cut(query, kMaxBytes));
  const std::vector<Word> words = words_of(text);
  bool changed = false;
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    if (word->number) continue;
    WARRANT_TRY(others, store.retrieval().similar(text.substr(word->span.start, word->span.size()), 1));
    if (others.empty()) continue;
    text.replace(word->span.start, word->span.size(), others.front());
    changed = true;
  }
  return changed ? text : std::string();
}

}  // namespace warrant
