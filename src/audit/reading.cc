#include "src/audit/reading.h"

#include <algorithm>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/store/retrieval.h"
#include "src/store/store.h"

namespace warrant {

using re2::RE2;

std::optional<DocumentRef> brief_of(const Store& store, const std::string& id) {
  SentenceHit title;
  title.document = id;
  title.sentence = -1;
  const auto shown = store.retrieval().show(title, {});
  if (!shown) return std::nullopt;
  return shown->document;
}

bool matches(std::string_view text, const re2::RE2& re) {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), re);
}

bool is_running_text(const Passage& passage) {
  return (passage.place == Place::kBody || passage.place == Place::kAbstract) && passage.table < 0 &&
         passage.kind != PassageKind::kCaption && passage.kind != PassageKind::kHeading;
}

std::string_view role_of(const Document& document, const Passage& passage) {
  for (std::int32_t s = passage.section; s >= 0; s = document.sections[static_cast<std::size_t>(s)].parent)
    if (const std::string& role = document.sections[static_cast<std::size_t>(s)].role; !role.empty()) return role;
  return {};
}

std::span<const CitationAnchor> marks_in(const Document& document, ByteSpan span) {
  const auto& anchors = document.anchors;
  const auto first = std::partition_point(anchors.begin(), anchors.end(),
                                          [&](const CitationAnchor& a) { return a.span.end <= span.start; });
  const auto last =
      std::partition_point(first, anchors.end(), [&](const CitationAnchor& a) { return a.span.start < span.end; });
  return {first, last};
}

std::set<std::string> content_words(std::string_view text) {
  static const std::set<std::string, std::less<>> stop = {
      "the",      "of",   "in",   "on",    "and",   "to",    "for",     "with",    "that", "this", "these", "patients",
      "patient",  "our",  "was",  "were",  "is",    "are",   "has",     "have",    "had",  "by",   "study", "results",
      "also",     "from", "at",   "an",    "or",    "as",    "cases",   "case",    "who",  "all",  "be",    "been",
      "presence", "only", "than", "their", "there", "which", "whether", "receipt", "not",  "but",  "other", "after"};
  std::set<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (text.substr(i, 2) == "\xE2\x80") {  // dashes and quotes
      if (word.size() > 1 && stop.count(word) == 0)
        words.insert(word.size() > 4 && word.back() == 's' ? word.substr(0, word.size() - 1) : word);
      word.clear();
      i += 2;
    } else if (is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    } else if (!word.empty()) {
      if (word.size() > 1 && stop.count(word) == 0)
        words.insert(word.size() > 4 && word.back() == 's' ? word.substr(0, word.size() - 1) : word);
      word.clear();
    }
  }
  return words;
}

std::size_t common_words(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t n = 0;
  for (const std::string& word : a) n += b.count(word);
  return n;
}

bool is_amount(std::string_view text, const PrintedShare& share) {
  static const RE2* unit = new RE2(
      R"((?i)^\s?(?:[mkµμn]?[glm]|mmol|mol|IU|units?|times|fold|points?|years?|months?|weeks?|days?|hours?|hr?s?|min(?:utes)?|s|kcal|kJ|mm ?Hg|cm|USD|€|dollars?|°C?|ml|beats)\b)");
  return share.count && matches(text.substr(share.count->span.end, 12), *unit);
}

std::string text_of(const Document& document, const Table& table) {
  std::string text;
  const auto add = [&](std::int32_t passage) {
    if (passage < 0) return;
    text += slice(document.text, document.passages[static_cast<std::size_t>(passage)].span);
    text += '\n';
  };
  for (std::int32_t p : table.captions) add(p);
  for (std::int32_t p : table.row_passages) add(p);
  for (std::int32_t p : table.notes) add(p);
  return text;
}

}  // namespace warrant
