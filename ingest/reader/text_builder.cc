#include "ingest/reader/text_builder.h"

#include <cassert>
#include <utility>

#include <unicode/uchar.h>

#include "src/base/text.h"

namespace warrant {
namespace {

enum class Class { kVisible, kSpace, kDropped };

Class class_of(char32_t c) {
  if (c < 0x80) {
    if (is_ascii_space(static_cast<char>(c))) return Class::kSpace;
    return c < 0x20 || c == 0x7F ? Class::kDropped : Class::kVisible;
  }
  if (c == 0x85 || c == 0x2028 || c == 0x2029) return Class::kSpace;
  if (c == 0xFEFF || c == 0xAD) return Class::kDropped;  // byte-order mark, soft hyphen
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_SPACE_SEPARATOR:
      return Class::kSpace;
    case U_CONTROL_CHAR:
      return Class::kDropped;
    default:
      return Class::kVisible;
  }
}

char32_t lowered(char32_t c) { return c >= '0' && c <= '9' ? 0x2080 + (c - '0') : 0; }

}  // namespace

char32_t superscript_form(char32_t c) {
  switch (c) {
    case '0':
      return 0x2070;
    case '1':
      return 0x00B9;
    case '2':
      return 0x00B2;
    case '3':
      return 0x00B3;
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return 0x2070 + (c - '0');
    case '+':
      return 0x207A;
    case '-':
    case 0x2212:
    case 0x2013:
      return 0x207B;
    default:
      return 0;
  }
}

TextBuilder::TextBuilder(Document& document) : document_(document) {}

void TextBuilder::begin(PassageKind kind, Place place, std::int32_t section) {
  assert(!open_);
  passage_ = Passage{};
  passage_.kind = kind;
  passage_.place = place;
  passage_.section = section;
  passage_.span.start = static_cast<std::uint32_t>(document_.text.size());
  open_ = true;
  shift_ = Shift::kNone;
  pending_space_ = false;
}

bool TextBuilder::empty() const { return document_.text.size() == passage_.span.start; }

std::string_view TextBuilder::current() const { return std::string_view(document_.text).substr(passage_.span.start); }

void TextBuilder::append(std::string_view text) { append(text, 0xFFFFFFFFu); }

void TextBuilder::append(std::string_view text, std::uint32_t source_offset) {
  assert(open_);
  if (shift_ != Shift::kNone) {
    append_shifted(text);
    return;
  }
  std::string& out = document_.text;
  const bool mapped = source_offset != 0xFFFFFFFFu;
  const auto note_run = [&](std::size_t from, std::size_t length) {
    if (!mapped || length == 0) return;
    const auto at = static_cast<std::uint32_t>(out.size());
    const auto source = source_offset + static_cast<std::uint32_t>(from);
    auto& runs = document_.source_runs;
    if (!runs.empty() && runs.back().text_start + runs.back().length == at &&
        runs.back().source_start + runs.back().length == source) {
      runs.back().length += static_cast<std::uint32_t>(length);
    } else {
      runs.push_back({at, source, static_cast<std::uint32_t>(length)});
    }
  };
  for (std::size_t i = 0; i < text.size();) {
    // Fast path: visible ASCII with single blanks in it, as most text is.
    const auto visible = [&](std::size_t k) { return k < text.size() && text[k] > ' ' && text[k] < 0x7F; };
    std::size_t j = i;
    while (visible(j) || (j > i && j < text.size() && text[j] == ' ' && visible(j + 1))) ++j;
    std::size_t length = j - i;
    if (length == 0) {
      std::size_t next = i;
      const char32_t c = next_code_point(text, next);
      const Class what = class_of(c);
      if (what != Class::kVisible) {
        if (what == Class::kSpace) {
          pending_space_ = true;
        } else {
          skipped_.add("control-character");
        }
        i = next;
        continue;
      }
      length = next - i;
    }
    if (needs_space()) {
      if (mapped && i > 0 && text[i - 1] == ' ') note_run(i - 1, 1);
      out += ' ';
    }
    pending_space_ = false;
    note_run(i, length);
    out.append(text.substr(i, length));
    i += length;
  }
}

void TextBuilder::append_shifted(std::string_view text) {
  const Shift shift = std::exchange(shift_, Shift::kNone);
  if (text.find_first_of("0123456789") == std::string_view::npos) {  // "CD4+" is lengthened by nothing
    append(text);
    shift_ = shift;
    return;
  }
  std::string shifted;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const char32_t other = shift == Shift::kRaised ? superscript_form(c) : lowered(c);
    append_utf8(shifted, other != 0 ? other : c);
  }
  append(shifted);
  shift_ = shift;
}

void TextBuilder::append_raw(std::string_view text) {
  assert(open_);
  pending_space_ = false;
  document_.text.append(text);
}

void TextBuilder::append_superscript(std::string_view text) {
  begin_superscript();
  append(text);
  end_superscript();
}

void TextBuilder::begin_superscript() {
  superscript_ = mark();
  shift_marks(false, true);
}

void TextBuilder::end_superscript() {
  end_mark();
  // A passage may have ended in between (broken markup): then there is no one place to record.
  if (!open_ || superscript_ < passage_.span.start) return;
  const ByteSpan span = since(superscript_);
  if (!span.empty()) document_.superscripts.push_back(span);
}

void TextBuilder::note_raised(std::uint32_t mark) {
  constexpr std::uint32_t kLongestMark = 4;
  auto& raised = document_.superscripts;
  if (!open_ || mark < passage_.span.start || (!raised.empty() && raised.back().end > mark)) return;
  const ByteSpan span = since(mark);
  if (span.empty() || span.size() > kLongestMark) return;
  if (slice(document_.text, span).find_first_of("0123456789") == std::string_view::npos) raised.push_back(span);
}

void TextBuilder::begin_mark(bool lowered) { shift_marks(lowered, false); }

void TextBuilder::shift_marks(bool lowered, bool after_stop) {
  // Behind "7.1"; and raised behind "week 24." or "24,", where a full stop would become a decimal point.
  const std::string_view text = document_.text;
  const std::size_t before = text.size() - (after_stop && (text.ends_with('.') || text.ends_with(',')) ? 1 : 0);
  const bool after_digit =
      open_ && !pending_space_ && !empty() && before > passage_.span.start && is_ascii_digit(text[before - 1]);
  if (after_digit && shift_ == Shift::kNone) shift_ = lowered ? Shift::kLowered : Shift::kRaised;
}

void TextBuilder::end_mark() { shift_ = Shift::kNone; }

bool TextBuilder::needs_space() const { return pending_space_ && !empty() && document_.text.back() != ' '; }

std::uint32_t TextBuilder::mark() const {
  return static_cast<std::uint32_t>(document_.text.size()) + (needs_space() ? 1 : 0);
}

ByteSpan TextBuilder::since(std::uint32_t mark) const {
  ByteSpan span{mark, static_cast<std::uint32_t>(document_.text.size())};
  if (span.end < span.start) span.end = span.start = static_cast<std::uint32_t>(document_.text.size());
  while (span.start < span.end && document_.text[span.start] == ' ') ++span.start;
  while (span.start < span.end && document_.text[span.end - 1] == ' ') --span.end;
  return span;
}

void TextBuilder::drop() {
  assert(open_);
  open_ = false;
  pending_space_ = false;
  const std::uint32_t start = passage_.span.start;
  document_.text.resize(start);
  while (!document_.superscripts.empty() && document_.superscripts.back().start >= start)
    document_.superscripts.pop_back();
  while (!document_.anchors.empty() && document_.anchors.back().span.start >= start) document_.anchors.pop_back();
  while (!document_.source_runs.empty() && document_.source_runs.back().text_start >= start)
    document_.source_runs.pop_back();
}

std::int32_t TextBuilder::end() {
  assert(open_);
  open_ = false;
  pending_space_ = false;
  std::string& out = document_.text;
  if (empty()) return -1;
  passage_.span.end = static_cast<std::uint32_t>(out.size());
  out += '\n';
  document_.passages.push_back(passage_);
  return static_cast<std::int32_t>(document_.passages.size()) - 1;
}

std::string TextBuilder::finish() {
  assert(!open_);
  for (const SkipCount& skip : document_.skipped) skipped_.add(skip.what, skip.count);
  document_.skipped = skipped_.counts();
  return defect_of(document_);
}

}  // namespace warrant
