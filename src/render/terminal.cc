#include "src/render/terminal.h"

#include <algorithm>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What can move the cursor, change colours or reorder a line: C0, C1, line separators, bidirectional controls.
bool is_unsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F || c == 0x2028 ||
         c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string make_safe(std::string_view text, bool keep_marks) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    if (keep_marks && (c == static_cast<char32_t>(kMarkStart) || c == static_cast<char32_t>(kMarkEnd))) {
      out += static_cast<char>(c);
    } else if (c == U'\t') {
      out += ' ';
    } else if (is_unsafe(c) || (c == 0xFFFD && at - start == 1)) {
      out += kReplacement;
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out;
}

std::string_view code_of(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kRed:
      return "\x1b[1;31m";
    case Style::kYellow:
      return "\x1b[33m";
    case Style::kGreen:
      return "\x1b[32m";
    case Style::kCyan:
      return "\x1b[36m";
  }
  return "";
}

int columns(std::string_view word) {
  const auto marks = std::count_if(word.begin(), word.end(), [](char c) { return c == kMarkStart || c == kMarkEnd; });
  std::string bare(word);
  if (marks > 0)
    bare.erase(std::remove_if(bare.begin(), bare.end(), [](char c) { return c == kMarkStart || c == kMarkEnd; }),
               bare.end());
  return static_cast<int>(display_width(bare));
}

}  // namespace

std::string terminal_safe(std::string_view text) { return make_safe(text, false); }

std::string safe_marked(std::string_view text) { return make_safe(text, true); }

std::string styled(std::string_view text, Style style, const RenderOptions& options) {
  if (!options.color || style == Style::kPlain || text.empty()) return std::string(text);
  return std::string(code_of(style)) + std::string(text) + "\x1b[0m";
}

std::string mark(std::string_view text, ByteSpan span) {
  if (span.empty() || span.end > text.size()) return std::string(text);
  while (span.end > span.start && text[span.end - 1] == ' ') --span.end;  // no blanks at the end of what stands out
  std::string out(text.substr(0, span.start));
  out += kMarkStart;
  out += slice(text, span);
  out += kMarkEnd;
  out += text.substr(span.end);
  return out;
}

std::string paint(std::string_view text, const RenderOptions& options) {
  std::string out;
  for (char c : text) {
    if (c == kMarkStart) {
      out += options.color ? "\x1b[1;33m" : "**";
    } else if (c == kMarkEnd) {
      out += options.color ? "\x1b[0m" : "**";
    } else {
      out += c;
    }
  }
  return out;
}

std::string wrap(std::string_view text, int indent, const RenderOptions& options) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  const int width = std::max(options.width - indent, 20);
  std::string out, current;
  int used = 0;
  bool marked = false;  // a mark that runs over a line break is closed and opened again
  const auto flush = [&] {
    if (current.empty()) return;
    out += margin + current + (marked ? std::string(1, kMarkEnd) : "") + '\n';
    current.clear();
    used = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find_first_not_of(' ', at);
    if (start == std::string_view::npos) break;
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string_view word = text.substr(start, end - start);
    const int size = columns(word);
    if (!current.empty() && used + 1 + size > width) {
      flush();
      if (marked) current += kMarkStart;
    }
    if (used > 0) {
      current += ' ';
      ++used;
    }
    current += word;
    used += size;
    for (char c : word) marked = c == kMarkStart ? true : (c == kMarkEnd ? false : marked);
    at = end;
  }
  marked = false;
  flush();
  return paint(out, options);
}

}  // namespace warrant
