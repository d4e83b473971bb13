#include "src/language/fold.h"

#include <array>
#include <cstddef>

#include "src/base/text.h"

namespace warrant {
namespace {

// U+00C0 to U+017F without their accents, in lower case; '*' = more than one letter or no letter (see spelling).
constexpr std::string_view kLatin =
    "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnn*nnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin.size() == 0x180 - 0xC0);

bool is_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_ignorable(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
         (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_decimal_dot(char32_t c) { return c == 0xB7 || c == 0x2219 || c == 0x22C5 || c == 0x2027; }

// The plain character of a superscript or subscript, and which of the two it is ('^' or '_'); {0, 0} for all others.
struct Raised {
  char plain, mark;
};

Raised raised(char32_t c) {
  switch (c) {
    case 0xB9:
      return {'1', '^'};
    case 0xB2:
      return {'2', '^'};
    case 0xB3:
      return {'3', '^'};
    default:
      break;
  }
  constexpr std::string_view kSigns = "0123456789+-=()";
  if (c >= 0x2070 && c <= 0x207E && c != 0x2071 && c != 0x2072 && c != 0x2073) return {kSigns[c - 0x2070], '^'};
  if (c >= 0x2080 && c <= 0x208E) return {kSigns[c - 0x2080], '_'};
  return {0, 0};
}

// What stands for a code point above ASCII in folded text, or "" when nothing but its case changes.
std::string_view spelling(char32_t c) {
  if (c >= 0xC0 && c < 0x180 && kLatin[c - 0xC0] != '*') return kLatin.substr(c - 0xC0, 1);
  if (c >= 0xFF01 && c <= 0xFF5E) {
    static constexpr auto kAscii = [] {
      std::array<char, 94> table{};
      for (std::size_t i = 0; i < table.size(); ++i) {
        const char plain = static_cast<char>('!' + i);
        table[i] = plain >= 'A' && plain <= 'Z' ? static_cast<char>(plain + 32) : plain;
      }
      return table;
    }();
    return {&kAscii[c - 0xFF01], 1};
  }
  switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2043:
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0x2796:
      return "-";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0xB4:
    case 0x2B9:
    case 0x2BC:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
      return "\"";
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    case 0xDF:
      return "ss";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0x149:
      return "'n";
    case 0xB5:
      return "\u03BC";
    case 0xD7:
    case 0x2715:
      return "x";
    case 0xFB00:
      return "ff";
    case 0xFB01:
      return "fi";
    case 0xFB02:
      return "fl";
    case 0xFB03:
      return "ffi";
    case 0xFB04:
      return "ffl";
    case 0x2026:
      return "...";
    case 0x2264:
    case 0x2266:
    case 0x2A7D:
      return "<=";
    case 0x2265:
    case 0x2267:
    case 0x2A7E:
      return ">=";
    case 0x223C:
    case 0x2DC:
      return "~";
    case 0x2215:
    case 0x2044:
      return "/";
    default:
      return "";
  }
}

class Folder {
 public:
  explicit Folder(std::string_view source) : source_(source) {
    out_.text.reserve(source.size());
    out_.origin.reserve(source.size());
  }

  Folded run() && {
    while (at_ < source_.size()) {
      const std::size_t start = at_;
      // Most text: a letter or digit with nothing pending.
      if (!space_ && (is_ascii_alpha(source_[at_]) || is_ascii_digit(source_[at_]))) {
        const char c = source_[at_++];
        out_.text.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        out_.origin.push_back(static_cast<std::uint32_t>(start));
        raised_ = 0;
        continue;
      }
      const auto byte = static_cast<unsigned char>(source_[at_]);
      if (byte < 0x80) {
        ++at_;
        ascii(static_cast<char>(byte), start);
      } else {
        other(next_code_point(source_, at_), start);
      }
    }
    return std::move(out_);
  }

 private:
  char last() const { return out_.text.empty() ? '\0' : out_.text.back(); }
  bool next_is_digit() const { return at_ < source_.size() && is_ascii_digit(source_[at_]); }

  // Whether white space between what was written and what comes next says nothing.
  bool space_is_idle(char next) {
    const std::string& text = out_.text;
    if (text.empty()) return true;
    const char before = text.back();
    if (std::string_view("<>=~([").find(before) != std::string_view::npos || text.ends_with("±")) return true;
    if (std::string_view("<>=~)],;").find(next) != std::string_view::npos || next == '\xC2') return true;
    if (next == '%') return is_ascii_digit(before);
    if (next == '.') return !next_is_digit();
    // The dash of "0.6 – 0.9": both its spaces go; "5 −3" keeps its own, as that dash may be a sign.
    const std::size_t n = text.size();
    if (is_ascii_digit(next) && before == '-' && n >= 3 && text[n - 2] == ' ' && is_ascii_digit(text[n - 3])) {
      out_.text.erase(n - 2, 1);
      out_.origin.erase(out_.origin.end() - 2);
      return true;
    }
    return false;
  }

  void write(std::string_view piece, std::size_t start) {
    if (space_) {
      // "±" is the only piece whose first byte 0xC2 reaches this point with a meaning of its own.
      const char next = piece == "±" || static_cast<unsigned char>(piece[0]) < 0x80 ? piece[0] : 'x';
      if (!space_is_idle(next)) {
        out_.text += ' ';
        out_.origin.push_back(static_cast<std::uint32_t>(space_at_));
      }
      space_ = false;
    }
    out_.text += piece;
    out_.origin.insert(out_.origin.end(), piece.size(), static_cast<std::uint32_t>(start));
    raised_ = 0;
  }

  void white_space(std::size_t start) {
    if (!space_) space_at_ = start;
    space_ = true;
  }

  void ascii(char c, std::size_t start) {
    if (c == ' ' || (c >= 9 && c <= 13)) return white_space(start);
    if (c == '`') c = '\'';
    if (c == '+' && plus_minus()) return write("±", start);
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    write({&c, 1}, start);
  }

  // "+/-" (with any dash) as one sign; takes the rest of it.
  bool plus_minus() {
    if (at_ >= source_.size() || source_[at_] != '/') return false;
    std::size_t after = at_ + 1;
    if (after >= source_.size()) return false;
    const char32_t c = next_code_point(source_, after);
    if (c != '-' && (c < 0x80 || spelling(c) != "-")) return false;
    at_ = after;
    return true;
  }

  void other(char32_t c, std::size_t start) {
    if (is_space(c)) return white_space(start);
    if (is_ignorable(c)) return;
    if (is_decimal_dot(c) && next_is_digit() && !is_ascii_alpha(last())) return write(".", start);
    if (const Raised r = raised(c); r.plain != 0) {
      const bool joins = !space_ && (raised_ == r.mark || (is_ascii_digit(last()) && raised_ == 0));
      const bool marked = joins && raised_ != r.mark;
      if (marked) write({&r.mark, 1}, start);
      write({&r.plain, 1}, start);
      if (joins) raised_ = r.mark;
      return;
    }
    if (const std::string_view spelt = spelling(c); !spelt.empty()) return write(spelt, start);
    std::string piece;
    append_utf8(piece, c);
    write(fold_case(piece), start);
  }

  std::string_view source_;
  std::size_t at_ = 0;
  Folded out_;
  bool space_ = false;
  std::size_t space_at_ = 0;
  char raised_ = 0;  // '^' or '_' while inside a raised or lowered run that was marked
};

}  // namespace

Folded fold(std::string_view text) { return Folder(text).run(); }

std::string folded(std::string_view text) { return fold(text).text; }

ByteSpan source_span(const Folded& folded, std::string_view source, ByteSpan piece) {
  std::size_t end = folded.origin[piece.end - 1];
  if (source.substr(end).starts_with("+/")) end += 2;  // a folded "±" comes from three characters
  next_code_point(source, end);
  return {folded.origin[piece.start], static_cast<std::uint32_t>(end)};
}

}  // namespace warrant
