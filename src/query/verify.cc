#include "src/query/verify.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/fold.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

constexpr std::size_t kMaxPlaces = 20;
constexpr std::int32_t kCandidates = 50;
constexpr std::size_t kMaxQuote = 16384;

bool is_minus(std::string_view text, std::size_t end) {
  return (end >= 1 && text[end - 1] == '-') || (end >= 3 && text.substr(end - 3, 3) == "\u2212");
}

bool is_digit_at(std::string_view text, std::size_t at) { return at < text.size() && is_ascii_digit(text[at]); }

bool is_point_at(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '.' || text[at] == ',' || text.substr(at, 2) == "\u00B7");
}

// A quote that begins or ends with a number must not match a part of a longer one ("3.5" in "13.5", "3.55", "-3.5"),
// nor a word a part of a longer word.
bool stands_alone(std::string_view text, std::size_t start, std::size_t end) {
  const auto letter = [](char c) { return is_ascii_alpha(c); };
  if (is_digit_at(text, start) && start > 0) {
    const char before = text[start - 1];
    if (is_ascii_digit(before)) return false;
    if (before == '.' || before == ',') {
      if (start < 2 || is_ascii_digit(text[start - 2]) || text[start - 2] == ' ') return false;
    }
    if (start >= 2 && text.substr(start - 2, 2) == "\u00B7") return false;
    if (is_minus(text, start)) {
      const std::size_t sign = text[start - 1] == '-' ? start - 1 : start - 3;
      const bool range_or_word =
          sign > 0 && (is_ascii_digit(text[sign - 1]) || letter(text[sign - 1]) || text[sign - 1] == '%');
      if (!range_or_word) return false;
    }
  } else if (letter(text[start]) && start > 0 && letter(text[start - 1])) {
    return false;
  }
  const char last = text[end - 1];
  if (is_ascii_digit(last)) {
    if (is_digit_at(text, end)) return false;
    if (is_point_at(text, end) && is_digit_at(text, end + (text[end] == '.' || text[end] == ',' ? 1 : 2))) return false;
  } else if (letter(last) && end < text.size() && letter(text[end])) {
    return false;
  }
  return true;
}

std::vector<ByteSpan> occurrences(std::string_view text, std::string_view piece, std::size_t limit) {
  std::vector<ByteSpan> found;
  for (std::size_t at = text.find(piece); at != std::string_view::npos && found.size() < limit;
       at = text.find(piece, at + 1))
    if (stands_alone(text, at, at + piece.size()))
      found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + piece.size())});
  return found;
}

// Documents worth reading: all of a small store, else the best matches of the quote's words and of its sentences.
Result<std::vector<std::string>> candidates(const Store& store, std::string_view quote) {
  WARRANT_TRY(ids, store.document_ids());
  if (ids.size() <= static_cast<std::size_t>(kCandidates)) return ids;
  std::vector<QueryTerm> terms;
  std::set<std::string> seen;
  for (const Word& word : words_of(quote)) {
    const std::string printed(slice(quote, word.span));
    if (terms.size() >= 32 || is_stop_word(printed) || !seen.insert(word.stem).second) continue;
    QueryTerm term;
    term.text = printed;
    term.phrase = word.number;
    terms.push_back(std::move(term));
  }
  std::vector<std::string> best;
  if (terms.empty()) return best;
  seen.clear();
  for (const bool whole : {false, true}) {
    RetrievalOptions options;
    options.limit = kCandidates;
    options.whole_documents = whole;
    SearchFilter everywhere;
    for (int place = 0; place <= static_cast<int>(Place::kBoilerplate); ++place)
      everywhere.places.push_back(static_cast<Place>(place));
    WARRANT_TRY(hits, store.retrieval().top(terms, everywhere, options));
    for (const SentenceHit& hit : hits)
      if (seen.insert(hit.document).second) best.push_back(hit.document);
  }
  return best;
}

const Passage* passage_at(const Document& document, std::uint32_t offset) {
  const auto after = std::upper_bound(document.passages.begin(), document.passages.end(), offset,
                                      [](std::uint32_t at, const Passage& p) { return at < p.span.start; });
  return after == document.passages.begin() ? nullptr : &*(after - 1);
}

Result<void> add_places(const Store& store, const std::string& id, const std::vector<ByteSpan>& spans,
                        std::string_view match, QuoteVerdict& verdict) {
  WARRANT_TRY(record, store.document(id));
  WARRANT_TRY(loaded, store.load(id));
  for (ByteSpan span : spans) {
    if (verdict.places.size() >= kMaxPlaces) break;
    verdict.places.push_back(location_of(loaded.document, record.ref, span));
    verdict.places.back().match = match;
  }
  return {};
}

struct Text {
  std::string id, text;
  Folded folded;
};

// Parts of the quote as they stand in one text, longest first from the left; each part is at least four words, or all
// that is left. Empty when they do not cover the quote.
std::vector<ByteSpan> parts_in(const Text& text, std::string_view quote) {
  constexpr std::size_t kLeastWords = 4, kMostParts = 4;
  std::vector<ByteSpan> words;
  for (const Word& word : words_of(quote)) words.push_back(word.span);
  std::vector<ByteSpan> parts;
  for (std::size_t first = 0; first < words.size();) {
    if (parts.size() == kMostParts) return {};
    // The longest run of words that stands there: standing is monotone in its length, so halve the interval.
    std::size_t low = 0, high = words.size() - first;
    ByteSpan best;
    while (low < high) {
      const std::size_t middle = (low + high + 1) / 2;
      const ByteSpan piece = {words[first].start, words[first + middle - 1].end};
      const auto found = occurrences(text.folded.text, slice(quote, piece), 1);
      if (found.empty()) {
        high = middle - 1;
      } else {
        low = middle;
        best = found.front();
      }
    }
    if (low < std::min(kLeastWords, words.size() - first) || (low < kLeastWords && parts.empty())) return {};
    parts.push_back(source_span(text.folded, text.text, best));
    first += low;
  }
  return parts.size() > 1 ? parts : std::vector<ByteSpan>();
}

}  // namespace

QuoteVerdict::Location location_of(const Document& document, DocumentRef ref, ByteSpan span) {
  QuoteVerdict::Location place;
  place.document = std::move(ref);
  place.span = span;
  place.quote = slice(document.text, span);
  if (const Passage* passage = passage_at(document, span.start); passage != nullptr) {
    place.place = passage->place;
    place.section = section_path(document, passage->section);
  }
  return place;
}

Result<QuoteVerdict> verify_quote(const Store& store, std::string_view given) {
  const std::string_view quote = trim(given);
  if (quote.empty()) return fail(ErrorCode::kInvalidArgument, "nothing to verify");
  if (quote.size() > kMaxQuote)
    return fail(ErrorCode::kLimit,
                fmt::format("a quote of {} bytes; at most {} are compared", quote.size(), kMaxQuote));
  if (!is_utf8(quote)) return fail(ErrorCode::kInvalidArgument, "the quote is not UTF-8");
  QuoteVerdict verdict;
  verdict.quote = given;
  const std::string folded_quote = folded(quote);
  WARRANT_TRY(ids, candidates(store, quote));
  std::vector<Text> texts;
  for (const std::string& id : ids) {
    WARRANT_TRY(text, store.text(id));
    const auto exact = occurrences(text, quote, kMaxPlaces);
    if (!exact.empty()) WARRANT_CHECK(add_places(store, id, exact, "verbatim", verdict));
    texts.push_back({id, std::move(text), {}});
  }
  if (verdict.places.empty() && !folded_quote.empty()) {
    for (Text& text : texts) {
      text.folded = fold(text.text);
      std::vector<ByteSpan> spans;
      for (ByteSpan piece : occurrences(text.folded.text, folded_quote, kMaxPlaces)) {
        const ByteSpan span = source_span(text.folded, text.text, piece);
        // Words of two paragraphs that meet are no quote.
        if (slice(text.text, span).find('\n') == std::string_view::npos || quote.find('\n') != std::string_view::npos)
          spans.push_back(span);
      }
      if (!spans.empty()) WARRANT_CHECK(add_places(store, text.id, spans, "folded", verdict));
    }
  }
  if (!verdict.places.empty()) {
    const bool evidence = std::any_of(verdict.places.begin(), verdict.places.end(),
                                      [](const auto& place) { return is_evidence(place.place); });
    verdict.verdict = "supported";
    verdict.reason = verdict.places.front().match == "verbatim"
                         ? "stands there word for word"
                         : "stands there but for dashes, spaces, case or accents";
    if (!evidence) verdict.reason += ", but only outside the work's own text (title, references, page furniture)";
    return verdict;
  }
  std::size_t fewest = 0;
  for (const Text& text : texts) {
    const auto parts = parts_in(text, folded_quote);
    if (parts.empty() || (fewest > 0 && parts.size() >= fewest)) continue;
    fewest = parts.size();
    verdict.places.clear();
    WARRANT_CHECK(add_places(store, text.id, parts, "part", verdict));
  }
  verdict.verdict = fewest > 0 ? "stitched" : "absent";
  verdict.reason = fewest > 0 ? fmt::format("its {} parts stand in different places of one document", fewest)
                              : fmt::format("not in the {} documents that could hold it", texts.size());
  return verdict;
}

}  // namespace warrant
