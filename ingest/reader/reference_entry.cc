#include "ingest/reader/reference_entry.h"

#include <unicode/uchar.h>

namespace warrant::reference {
namespace {

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

bool is_letter(char32_t c) {
  return c < 0x80
             ? is_ascii_alpha(static_cast<char>(c))
             : (u_isalpha(static_cast<UChar32>(c)) != 0 || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

}  // namespace

bool Entry::upper_first(std::size_t i) const {
  if (!word(i)) return false;
  std::size_t at = tokens_[i].start;
  return u_isupper(static_cast<UChar32>(next_code_point(text_, at))) != 0;
}

bool Entry::initials(std::size_t i) const {
  if (!word(i)) return false;
  int letters = 0;
  for (std::size_t at = tokens_[i].start; at < tokens_[i].end;) {
    const char32_t c = next_code_point(text_, at);
    if (is_dash(c) || is_apostrophe(c)) continue;
    if (u_isupper(static_cast<UChar32>(c)) == 0) return false;
    ++letters;
  }
  return letters >= 1 && letters <= 4;
}

std::int32_t Entry::year(std::size_t i) const {
  if (!number(i)) return 0;
  const std::string_view t = text(i);
  if (t.size() < 4 || t.size() > 5 || (t.size() == 5 && (t[4] < 'a' || t[4] > 'k'))) return 0;
  std::int32_t value = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    if (!is_ascii_digit(t[k])) return 0;
    value = value * 10 + (t[k] - '0');
  }
  return value >= 1800 && value <= 2039 ? value : 0;
}

void Entry::tokenize() {
  bool space = false;
  for (std::size_t i = 0; i < text_.size();) {
    std::size_t next = i;
    const char32_t c = next_code_point(text_, next);
    Token token;
    token.start = static_cast<std::uint32_t>(i);
    token.space = space;
    space = false;
    if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
      space = true;
      i = next;
      continue;
    }
    const bool digit = c < 0x80 && is_ascii_digit(static_cast<char>(c));
    if (digit || is_letter(c)) {
      bool has_digit = digit;
      std::size_t end = next;
      while (end < text_.size()) {
        std::size_t after = end;
        const char32_t d = next_code_point(text_, after);
        const bool d_digit = d < 0x80 && is_ascii_digit(static_cast<char>(d));
        if (d_digit || is_letter(d)) {
          has_digit = has_digit || d_digit;
          end = after;
          continue;
        }
        if (has_digit || !(is_apostrophe(d) || is_dash(d)) || after >= text_.size()) break;
        std::size_t beyond = after;
        if (d == 0x2013 || d == 0x2014 || !is_letter(next_code_point(text_, beyond))) break;
        end = beyond;
      }
      token.kind = has_digit ? Kind::kNumber : Kind::kWord;
      next = end;
    } else if (is_dash(c)) {
      token.kind = Kind::kDash;
    } else {
      token.punct = c < 0x80                                                 ? static_cast<char>(c)
                    : (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB ? '"'
                                                                             : '?';
      if (c == '?' || (c >= 0x80 && token.punct == '?')) token.punct = c == '?' ? '?' : '~';
    }
    token.end = static_cast<std::uint32_t>(next);
    tokens_.push_back(token);
    i = next;
  }
}

}  // namespace warrant::reference
