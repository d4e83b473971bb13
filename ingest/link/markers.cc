#include "ingest/link/markers.h"

#include <algorithm>

#include "ingest/link/linker.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// The bytes of a dash at `i` ('-', U+2010 to U+2015, U+2212), or 0.
std::size_t dash_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return 0;
  if (text[i] == '-') return 1;
  if (text.size() - i < 3) return 0;
  const std::string_view three = text.substr(i, 3);
  if (three == "\xE2\x88\x92") return 3;
  return three.substr(0, 2) == "\xE2\x80" && static_cast<unsigned char>(three[2]) >= 0x90 &&
                 static_cast<unsigned char>(three[2]) <= 0x95
             ? 3
             : 0;
}

}  // namespace

std::vector<std::string> expand_numbers(std::string_view text) {
  std::vector<std::string> labels;
  std::int32_t last = -1;
  bool range = false, needs_separator = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_ascii_digit(c)) {
      std::size_t end = i;
      std::int32_t value = 0;
      while (end < text.size() && is_ascii_digit(text[end]))
        value = value < 100000 ? value * 10 + (text[end] - '0') : value, ++end;
      if (needs_separator || end - i > 4 || (c == '0')) return {};
      if (range) {
        if (last < 0 || value <= last || value - last > 200) return {};
        for (std::int32_t v = last + 1; v < value; ++v) labels.push_back(std::to_string(v));
      }
      labels.push_back(std::to_string(value));
      last = value;
      range = false;
      needs_separator = true;
      i = end;
    } else if (const std::size_t dash = dash_at(text, i); dash > 0) {
      if (range || last < 0) return {};
      range = true;
      needs_separator = false;
      i += dash;
    } else if (c == ',' || c == ';') {
      if (range || last < 0 || !needs_separator) return {};
      needs_separator = false;
      ++i;
    } else if (c == ' ') {
      ++i;
    } else if (text.substr(i).starts_with("\xC2\xA0")) {
      i += 2;
    } else {
      return {};
    }
  }
  if (range || labels.empty() || !needs_separator) return {};
  return labels;
}

void find_anchors(Document& document) {
  if (!document.anchors.empty()) return;
  for (const Passage& passage : document.passages) {
    if (!is_evidence(passage.place)) continue;
    const std::string_view text = slice(document.text, passage.span);
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
      const std::size_t close = text.find(']', open);
      if (close == std::string_view::npos) break;
      const auto labels = expand_numbers(text.substr(open + 1, close - open - 1));
      if (labels.empty()) continue;
      CitationAnchor anchor;
      anchor.span = {passage.span.start + static_cast<std::uint32_t>(open),
                     passage.span.start + static_cast<std::uint32_t>(close + 1)};
      for (const std::string& label : labels) anchor.targets.push_back({label, reference_with(document, label)});
      document.anchors.push_back(std::move(anchor));
    }
  }
}

std::int32_t reference_with(const Document& document, std::string_view label) {
  for (std::size_t i = 0; i < document.references.size(); ++i)
    if (document.references[i].label == label) return static_cast<std::int32_t>(i);
  for (std::size_t i = 0; i < document.references.size(); ++i)
    if (document.references[i].label.empty() && std::to_string(document.references[i].number) == label)
      return static_cast<std::int32_t>(i);
  return -1;
}

}  // namespace warrant
