#include "ingest/segment/segmenter.h"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "src/base/text.h"

namespace warrant {
namespace {

// A break iterator is not thread safe; each thread keeps one, as making it costs more than a passage.
icu::BreakIterator* iterator_of_thread() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createSentenceInstance(icu::Locale::getUS(), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return iterator.get();
}

ByteSpan trimmed(std::string_view text, std::size_t start, std::size_t end) {
  while (start < end && is_ascii_space(text[start])) ++start;
  while (end > start && is_ascii_space(text[end - 1])) --end;
  return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
}

bool is_one_sentence(PassageKind kind) {
  return kind == PassageKind::kTitle || kind == PassageKind::kHeading || kind == PassageKind::kTableRow ||
         kind == PassageKind::kReference;
}

}  // namespace

std::vector<ByteSpan> split_sentences(std::string_view text) {
  std::vector<ByteSpan> sentences;
  const auto add = [&](std::size_t start, std::size_t end) {
    if (const ByteSpan span = trimmed(text, start, end); !span.empty()) sentences.push_back(span);
  };
  icu::BreakIterator* iterator = iterator_of_thread();
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (iterator == nullptr || U_FAILURE(status)) {
    add(0, text.size());
    return sentences;
  }
  iterator->setText(&utext, status);
  std::size_t start = 0;
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next()) {
    add(start, static_cast<std::size_t>(end));
    start = static_cast<std::size_t>(end);
  }
  utext_close(&utext);
  return sentences;
}

std::vector<Sentence> segment(const Document& document) {
  std::vector<Sentence> sentences;
  for (std::size_t i = 0; i < document.passages.size(); ++i) {
    const Passage& passage = document.passages[i];
    const auto index = static_cast<std::int32_t>(i);
    const std::string_view text = slice(document.text, passage.span);
    if (is_one_sentence(passage.kind)) {
      const ByteSpan span = trimmed(text, 0, text.size());
      if (!span.empty()) sentences.push_back({index, {passage.span.start + span.start, passage.span.start + span.end}});
      continue;
    }
    for (const ByteSpan span : split_sentences(text))
      sentences.push_back({index, {passage.span.start + span.start, passage.span.start + span.end}});
  }
  return sentences;
}

}  // namespace warrant
