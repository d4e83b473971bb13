#include "src/language/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// next_code_point, without a call for ASCII.
inline char32_t code_point(std::string_view text, std::size_t& at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) return static_cast<unsigned char>(text[at++]);
  return next_code_point(text, at);
}

// Letters as far as words go: ASCII letters and every code point from U+00AA on that is no dash, quote, space,
// operator or super-/subscript. The exceptions are listed because they are few and closed.
bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  if (c < 0xAA || c == 0xAB || c == 0xBB || c == 0xB0 || c == 0xB1 || c == 0xB7 || c == 0xD7 || c == 0xF7) return false;
  if (c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0xAC || c == 0xAD || c == 0xAE || c == 0xAF || c == 0xB4 || c == 0xB6)
    return false;
  return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && c != 0xFEFF && c != 0xFFFD && c < 0xFF00;
}

char symbol_of_code_point(char32_t c) {
  switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case ',':
    case ';':
    case ':':
    case '=':
    case '<':
    case '>':
    case '/':
    case '%':
    case '+':
    case '*':
    case '|':
    case '.':
    case '~':
      return static_cast<char>(c);
    case '{':
    case 0x27E8:
      return '[';
    case '}':
    case 0x27E9:
      return ']';
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xAD:
    case 0xFF0D:
    case 0xFE63:
      return '-';
    case 0x2264:
    case 0x2A7D:
    case 0x2266:
      return 'l';
    case 0x2265:
    case 0x2A7E:
    case 0x2267:
      return 'g';
    case 0x2248:
    case 0x223C:
    case 0x2243:
    case 0x2245:
      return '~';
    case 0xB1:
      return '!';
    case 0xFF05:
      return '%';
    case 0xFF08:
      return '(';
    case 0xFF09:
      return ')';
    case 0xFF0C:
      return ',';
    case 0xFF1B:
      return ';';
    case 0xFF1A:
      return ':';
    case 0xFF1D:
      return '=';
    case 0xFF1C:
      return '<';
    case 0xFF1E:
      return '>';
    default:
      return '?';
  }
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

char32_t peek(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  return code_point(text, at);
}

bool digit_at(std::string_view text, std::size_t at) { return at < text.size() && is_ascii_digit(text[at]); }

// Length of a decimal point at `at` other than the comma, 0 = none. Requires a digit behind it.
std::size_t point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  std::size_t next = at;
  const char32_t c = code_point(text, next);
  if ((c == '.' || c == 0xB7 || c == 0x2219 || c == 0x22C5 || c == 0x2027 || c == 0x30FB) && digit_at(text, next))
    return next - at;
  return 0;
}

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (digit_at(text, at + n)) ++n;
  return n;
}

int superscript_digit(char32_t c) {
  switch (c) {
    case 0x2070:
      return 0;
    case 0xB9:
      return 1;
    case 0xB2:
      return 2;
    case 0xB3:
      return 3;
    default:
      return c >= 0x2074 && c <= 0x2079 ? static_cast<int>(c - 0x2070) : -1;
  }
}

// A signed exponent at `at`: "⁻⁵", "-5", "−5", "^-5", "^{−5}". Plain digits need a sign or '^'.
std::optional<int> read_exponent(std::string_view text, std::size_t& at) {
  std::size_t i = at;
  bool caret = false;
  if (i < text.size() && text[i] == '^') caret = true, ++i;
  if (caret && i < text.size() && (text[i] == '{' || text[i] == '(')) ++i;
  std::size_t next = i;
  char32_t c = peek(text, i);
  bool negative = false, raised_sign = false;
  if (c == '-' || c == 0x2212 || c == 0x2013 || c == 0x2010 || c == 0x2011) {
    negative = true;
    code_point(text, i);
  } else if (c == 0x207B) {
    negative = raised_sign = true;
    code_point(text, i);
  }
  int value = 0, digits = 0;
  next = i;
  while (next < text.size() && digits < 3) {
    std::size_t after = next;
    c = code_point(text, after);
    const int raised = superscript_digit(c);
    if (raised >= 0)
      value = value * 10 + raised;
    else if (!raised_sign && (negative || caret) && c < 0x80 && is_ascii_digit(static_cast<char>(c)))
      value = value * 10 + static_cast<int>(c - '0');
    else
      break;
    ++digits;
    next = after;
  }
  if (digits == 0) return std::nullopt;
  if (caret && next < text.size() && (text[next] == '}' || text[next] == ')')) ++next;
  at = next;
  return negative ? -value : value;
}

// Reads a number made of digits at `at` (a digit, or a '.' or ',' with a digit behind). Moves `at` past it.
Number read_digits(std::string_view text, std::size_t& at) {
  std::string digits;
  Number number;
  bool fraction = false;
  std::size_t n = digits_from(text, at);
  digits.append(text.substr(at, std::min<std::size_t>(n, 64)));
  const bool in_list = at > 0 && text[at - 1] == ',';  // "2,4,6"
  const std::size_t whole = n;
  at += n;
  if (whole > 0 && digit_at(text, at + 1) && text[at] == ',') {
    // "1,234" and "12,345,678" group thousands; "0,81" and "12,5" are decimal commas; "2,4,6" is a list.
    const std::size_t behind = digits_from(text, at + 1);
    const std::size_t after = at + 1 + behind;
    const bool more = after < text.size() && text[after] == ',' && digit_at(text, after + 1);
    if (behind == 3 && whole <= 3 && digits[0] != '0') {
      while (at < text.size() && text[at] == ',' && digits_from(text, at + 1) == 3) {
        digits.append(text.substr(at + 1, 3));
        at += 4;
      }
    } else if (!more && !in_list && point_at(text, after) == 0 && whole <= 3) {
      number.decimals = static_cast<int>(behind);
      digits += '.';
      digits.append(text.substr(at + 1, std::min<std::size_t>(behind, 64)));
      at = after;
      fraction = true;
    }
  } else if (whole > 0 && whole <= 3) {
    // Thousands grouped by a thin or no-break space (an ordinary space separates numbers too often).
    while (true) {
      const char32_t c = peek(text, at);
      if (c != 0x2009 && c != 0x202F && c != 0xA0) break;
      std::size_t behind = at;
      code_point(text, behind);
      if (digits_from(text, behind) != 3 || point_at(text, behind + 3) != 0 || digits[0] == '0') break;
      digits.append(text.substr(behind, 3));
      at = behind + 3;
    }
  }
  const std::size_t comma = whole == 0 && at < text.size() && text[at] == ',' ? 1 : 0;
  if (const std::size_t point = fraction ? 0 : comma + point_at(text, at); point > 0) {
    at += point;
    n = digits_from(text, at);
    number.decimals = static_cast<int>(n);
    digits += '.';
    digits.append(text.substr(at, std::min<std::size_t>(n, 64)));
    at += n;
    fraction = true;
  }
  if (fraction && point_at(text, at) > 0) {  // "43.0.32", dates, versions
    number.malformed = true;
    while (const std::size_t point = point_at(text, at)) {
      at += point;
      at += digits_from(text, at);
    }
  }
  if (digits.empty() || digits[0] == '.') digits.insert(digits.begin(), '0');
  std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  if (number.malformed) return number;
  const auto scale = [&](int exponent) {
    const std::string scientific = digits + "e" + std::to_string(exponent);
    std::from_chars(scientific.data(), scientific.data() + scientific.size(), number.value);
  };

  // "1.2e-5", "1.2E-05": a letter e needs a sign, or it is a word ("3e").
  if (at + 2 < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t e = at + 1;
    const char32_t sign = peek(text, e);
    if (sign == '-' || sign == '+' || sign == 0x2212 || sign == 0x2013) {
      const bool negative = sign != '+';
      code_point(text, e);
      const std::size_t count = digits_from(text, e);
      if (count >= 1 && count <= 3) {
        int exponent = 0;
        std::from_chars(text.data() + e, text.data() + e + count, exponent);
        scale(negative ? -exponent : exponent);
        at = e + count;
        return number;
      }
    }
  }
  // "3×10−5", "3 x 10^-5", "2.1·10⁻³"; "10⁵", "10^5".
  if (number.value == 10 && !fraction) {
    std::size_t e = at;
    const char32_t c = peek(text, e);
    if (c == '^' || superscript_digit(c) >= 0 || c == 0x207B)
      if (const auto exponent = read_exponent(text, e)) {
        digits = "1";
        scale(*exponent);
        at = e;
        return number;
      }
  }
  std::size_t times = at;
  while (times < text.size() && text[times] == ' ') ++times;
  const char32_t sign = peek(text, times);
  if (sign == 0xD7 || sign == 'x' || sign == 'X' || sign == '*' || sign == 0x22C5 || sign == 0xB7 || sign == 0x2A2F) {
    code_point(text, times);
    while (times < text.size() && text[times] == ' ') ++times;
    if (text.substr(times, 2) == "10" && !digit_at(text, times + 2)) {
      times += 2;
      if (const auto exponent = read_exponent(text, times)) {
        scale(*exponent);
        at = times;
      }
    }
  }
  return number;
}

constexpr std::array<std::pair<std::string_view, int>, 28> kNumberWords = {
    {{"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},
     {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},
     {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
     {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},
     {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"zero", 0}}};

std::optional<int> simple_number_word(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return std::nullopt;
  switch (word[0] | 0x20) {  // the first letters of those names
    case 'o':
    case 't':
    case 'f':
    case 's':
    case 'e':
    case 'n':
    case 'z':
      break;
    default:
      return std::nullopt;
  }
  for (const auto& [name, value] : kNumberWords)
    if (name.size() == word.size() && name[1] == (word[1] | 0x20) && equals_folded(word, name)) return value;
  return std::nullopt;
}

bool is_number_word(const Token& token) { return token.kind == TokenKind::kNumber && token.number.word; }

// A number word says thousands of hundreds: "two hundred thousand", "three thousand five hundred and twenty-one". What
// stands behind its last "thousand" or "million" is open to more.
constexpr double kOpen = 1000;

// "Hundred" or another power behind a number word multiplies what is open of it.
bool multiply_number_word(double& value, std::string_view power) {
  const double open = std::fmod(value, kOpen);
  if (equals_folded(power, "hundred")) {
    if (open < 1 || open >= 100) return false;
    value += open * 99;
  } else if (equals_folded(power, "thousand")) {
    if (open < 1 || std::fmod(value, kOpen * kOpen) >= kOpen) return false;
    value += open * (kOpen - 1);
  } else if (equals_folded(power, "million")) {
    if (open < 1 || value >= kOpen) return false;
    value *= kOpen * kOpen;
  } else {
    return false;
  }
  return true;
}

// "Two", "twenty-one", "one-hundred". `hyphen`: where the first one stands in it.
std::optional<double> number_word(std::string_view word, std::size_t hyphen) {
  if (hyphen == std::string_view::npos) return simple_number_word(word);
  const auto tens = simple_number_word(word.substr(0, hyphen));
  const auto ones = simple_number_word(word.substr(hyphen + 1));
  if (tens && ones && *tens >= 20 && *ones >= 1 && *ones <= 9) return *tens + *ones;
  if (double value = tens.value_or(0); tens && multiply_number_word(value, word.substr(hyphen + 1))) return value;
  return std::nullopt;
}

// Adds `value` to the number word before it where both say one number: "one hundred [and] twenty [seven]". `rest`:
// what stands behind: "two hundred and one hundred" are two numbers.
bool joins_number_word(std::vector<Token>& tokens, double value, std::string_view rest) {
  const bool conjoined = tokens.size() > 1 && tokens.back().is("and");
  if (tokens.empty() || (!is_number_word(tokens.back()) && !conjoined)) return false;
  Token& before = tokens[tokens.size() - (conjoined ? 2 : 1)];
  if (!is_number_word(before) || value < 1) return false;
  const double sum = before.number.value, open = std::fmod(sum, kOpen), tens = std::fmod(sum, 100);
  const bool ones = !conjoined && value < 10 && tens >= 20 && std::fmod(sum, 10) == 0;
  const bool hundreds = equals_folded(rest.substr(0, 8), " hundred");
  const bool fits = hundreds ? !conjoined && value < 10 && open == 0 && sum >= kOpen
                             : ones || (value < 100 && sum >= 100 && tens == 0);
  if (!fits) return false;
  before.number.value += value;
  if (conjoined) tokens.pop_back();
  return true;
}

// The last token goes on to `end`.
void extend(std::vector<Token>& tokens, std::string_view text, std::uint32_t base, std::size_t end) {
  Token& last = tokens.back();
  last.span.end = base + static_cast<std::uint32_t>(end);
  last.text = text.substr(last.span.start - base, last.span.end - last.span.start);
}

bool word_is(std::span<const Token> tokens, std::size_t i, std::string_view lower_word) {
  return i < tokens.size() && tokens[i].is(lower_word);
}

bool symbol_is(std::span<const Token> tokens, std::size_t i, char symbol) {
  return i < tokens.size() && tokens[i].is(symbol);
}

// The operator printed before the number tokens[i]: symbols, or words within three tokens.
Operator operator_before(std::span<const Token> tokens, std::size_t i) {
  if (i == 0) return Operator::kNone;
  const Token& t = tokens[i - 1];
  if (t.kind == TokenKind::kSymbol) {
    switch (t.symbol) {
      case '=':
        return i >= 2 && tokens[i - 2].is('<')   ? Operator::kLessEqual
               : i >= 2 && tokens[i - 2].is('>') ? Operator::kGreaterEqual
                                                 : Operator::kEqual;
      case '<':
        return Operator::kLess;
      case '>':
        return Operator::kGreater;
      case 'l':
        return Operator::kLessEqual;
      case 'g':
        return Operator::kGreaterEqual;
      case '~':
        return Operator::kApproximately;
      default:
        return Operator::kNone;
    }
  }
  if (!t.is_word()) return Operator::kNone;
  const auto before = [&](std::string_view a) { return i >= 2 && tokens[i - 2].is(a); };
  if (t.is("than")) {
    const bool no = i >= 3 && (tokens[i - 3].is("no") || tokens[i - 3].is("not"));
    if (before("less") || before("fewer") || before("shorter") || before("lower") || before("smaller"))
      return no ? Operator::kGreaterEqual : Operator::kLess;
    if (before("more") || before("greater") || before("longer") || before("higher") || before("larger"))
      return no ? Operator::kLessEqual : Operator::kGreater;
  }
  if (t.is("to") && before("up")) return Operator::kLessEqual;
  if (t.is("least") && before("at")) return Operator::kGreaterEqual;
  if (t.is("most") && before("at")) return Operator::kLessEqual;
  if (t.is("below") || t.is("under")) return Operator::kLess;
  if (t.is("above") || t.is("over") || t.is("exceeding") || t.is("beyond")) return Operator::kGreater;
  if (t.is("about") || t.is("approximately") || t.is("around") || t.is("nearly") || t.is("almost") || t.is("roughly") ||
      t.is("circa") || t.is("ca") || t.is("approx"))
    return Operator::kApproximately;
  return Operator::kNone;
}

bool is_open_bound(const Token& t) {
  return t.is("ne") || t.is("nr") || t.is("na") || t.is("nc") || t.is("inf") || t.is("infinity") || t.text == "∞" ||
         t.is("undefined") || t.is("-");
}

}  // namespace

bool equals_folded(std::string_view word, std::string_view lower_word) {
  if (word.size() != lower_word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(word[i]) != lower_word[i]) return false;
  return true;
}

WordSet::WordSet(std::initializer_list<std::string_view> words) {
  heads_.fill(-1);
  for (std::string_view word : words) {
    const std::size_t slot = slot_of(word);
    words_.emplace_back(word, heads_[slot]);
    heads_[slot] = static_cast<std::int16_t>(words_.size() - 1);
    lengths_ |= std::uint64_t{1} << std::min<std::size_t>(word.size(), 63);
  }
}

std::size_t WordSet::slot_of(std::string_view word) {
  std::size_t hash = word.size();
  for (char c : word.substr(0, 12)) hash = hash * 31 + static_cast<unsigned char>(lower(c));
  return hash % kSlots;
}

bool WordSet::has(std::string_view word) const {
  if ((lengths_ >> std::min<std::size_t>(word.size(), 63) & 1) == 0) return false;
  for (std::int16_t i = heads_[slot_of(word)]; i >= 0; i = words_[static_cast<std::size_t>(i)].second)
    if (equals_folded(word, words_[static_cast<std::size_t>(i)].first)) return true;
  return false;
}

std::vector<Token> lex(std::string_view text, std::uint32_t base) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 5 + 4);
  std::size_t i = 0;
  bool space = true;
  const auto push = [&](TokenKind kind, std::size_t start, std::size_t end) -> Token& {
    Token& t = tokens.emplace_back();
    t.kind = kind;
    t.space_before = space;
    t.text = text.substr(start, end - start);
    t.span = {base + static_cast<std::uint32_t>(start), base + static_cast<std::uint32_t>(end)};
    space = false;
    return t;
  };
  while (i < text.size()) {
    const std::size_t start = i;
    const char32_t c = code_point(text, i);
    if (is_space(c)) {
      space = true;
      continue;
    }
    const bool after_number = !space && !tokens.empty() && tokens.back().kind == TokenKind::kNumber;
    const bool after_word = !space && !tokens.empty() && tokens.back().is_word();
    // "27.5%.2", "(0.9).4": a full stop with a citation mark.
    const bool after_close =
        !space && !tokens.empty() && (tokens.back().is('%') || tokens.back().is(')') || tokens.back().is(']'));
    // "p = ,03", a cell ",163": a decimal comma, where no list can go on.
    const bool alone = tokens.empty() || tokens.back().is('=') || tokens.back().is('<') || tokens.back().is('>') ||
                       tokens.back().is('l') || tokens.back().is('g') ||
                       (!space && (tokens.back().is('(') || tokens.back().is('[') || tokens.back().is('-')));
    if ((c < 0x80 && is_ascii_digit(static_cast<char>(c))) ||
        (c == '.' && digit_at(text, i) && !after_word && !after_number && !after_close) ||
        (c == ',' && digit_at(text, i) && alone)) {
      i = start;
      Number number = read_digits(text, i);
      // A minus belongs to the number when nothing that could be the left end of a range stands before it.
      bool negative = false;
      if (!space && !tokens.empty() && tokens.back().is('-')) {
        const bool first = tokens.size() == 1;
        const Token* before = first ? nullptr : &tokens[tokens.size() - 2];
        negative = first ||
                   (before->kind == TokenKind::kSymbol && !before->is(')') && !before->is(']') && !before->is('%')) ||
                   (tokens.back().space_before && before->is_word());
        if (before != nullptr && before->is('-')) negative = true;
      }
      if (negative) {
        number.value = -number.value;
        Token& t = tokens.back();
        t.kind = TokenKind::kNumber;
        t.text = text.substr(t.span.start - base, i - (t.span.start - base));
        t.span.end = base + static_cast<std::uint32_t>(i);
        t.number = number;
      } else {
        push(TokenKind::kNumber, start, i).number = number;
      }
      continue;
    }
    if (is_letter(c)) {
      // A word: letters and digits, joined by hyphens and apostrophes to more of them.
      std::size_t end = i;
      bool digits_inside = false;
      while (end < text.size()) {
        if (is_ascii_alpha(text[end])) {
          ++end;
          continue;
        }
        std::size_t next = end;
        const char32_t d = code_point(text, next);
        const bool digit = d < 0x80 && is_ascii_digit(static_cast<char>(d));
        if (is_letter(d) || digit) {
          digits_inside |= digit;
          end = next;
          continue;
        }
        if (d == '-' || d == 0x2010 || d == 0x2011 || d == '\'' || d == 0x2019) {
          const char32_t e = peek(text, next);
          if (is_letter(e)) {
            end = next;
            continue;
          }
          // "CA19-9", "IL-6": a short count after a name; a decimal is a value ("HR-0.8").
          const std::size_t n = digits_from(text, next);
          if (d != '\'' && n >= 1 && n <= 3 && point_at(text, next + n) == 0) {
            end = next;
            continue;
          }
        }
        if (d == 0x2013 && is_letter(peek(text, next)) && end - start <= 24) {
          // "Permanent ventilation– and" keeps its dash apart; "Kaplan–Meier" is one word.
          end = next;
          continue;
        }
        break;
      }
      std::string_view word = text.substr(start, end - start);
      // "AOR10.7": a ratio printed against its value.
      if (digits_inside && point_at(text, end) != 0) {
        const std::size_t digits = word.find_first_of("0123456789");
        static const WordSet glued = {"or", "hr", "rr", "aor", "ahr", "arr", "irr"};
        // "after1.67": a space lost.
        const bool lower = digits >= 4 && std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(digits),
                                                      [](char letter) { return letter >= 'a' && letter <= 'z'; });
        if (word.find_first_not_of("0123456789", digits) == std::string_view::npos &&
            (lower || (digits > 0 && word[digits - 1] == 'R' && glued.has(word.substr(0, digits))))) {
          end = start + digits;
          word = word.substr(0, digits);
        }
      }
      // "two-year", "5-year": the number is a token of its own.
      const std::size_t hyphen = word.find('-');
      if (const auto value = number_word(word, hyphen); value && !digits_inside) {
        i = end;
        if (joins_number_word(tokens, *value, text.substr(end))) {
          extend(tokens, text, base, end);
          continue;
        }
        Number number;
        number.value = *value;
        number.word = true;
        push(TokenKind::kNumber, start, end).number = number;
        continue;
      }
      if (hyphen != std::string_view::npos) {
        const auto value = simple_number_word(word.substr(0, hyphen));
        if (value) {
          i = start + hyphen;
          Number number;
          number.value = *value;
          number.word = true;
          push(TokenKind::kNumber, start, i).number = number;
          continue;
        }
      }
      if (!tokens.empty() && is_number_word(tokens.back()) && multiply_number_word(tokens.back().number.value, word)) {
        extend(tokens, text, base, end);
        i = end;
        continue;
      }
      push(TokenKind::kWord, start, end);
      i = end;
      continue;
    }
    if (c == 0xB0 || c == 0xAE || c == 0x2122 || c == 0xA9 || superscript_digit(c) >= 0 || c == 0x207B || c == 0x200D) {
      // Degree, trademark and raised marks: part of what stands before, no token.
      if (!tokens.empty() && !space) continue;
    }
    Token& t = push(TokenKind::kSymbol, start, i);
    t.symbol = symbol_of_code_point(c);
  }
  for (std::size_t k = 0; k < tokens.size(); ++k) {
    if (tokens[k].kind != TokenKind::kNumber) continue;
    Number& n = tokens[k].number;
    n.op = operator_before(tokens, k);
    n.percent = symbol_is(tokens, k + 1, '%') || word_is(tokens, k + 1, "percent") ||
                (word_is(tokens, k + 1, "per") && word_is(tokens, k + 2, "cent"));
  }
  return tokens;
}

std::optional<Interval> read_interval(std::span<const Token> tokens, std::size_t at, bool label) {
  std::size_t i = at;
  int open = 0;
  while (i < tokens.size() && open < 3 && (tokens[i].is('(') || tokens[i].is('['))) ++i, ++open;
  if (word_is(tokens, i, "from") || word_is(tokens, i, "between")) ++i;
  if (i >= tokens.size()) return std::nullopt;
  Interval interval;
  const auto bound = [&](std::optional<double>& out) {
    while (i < tokens.size() && (tokens[i].is('=') || tokens[i].is('<') || tokens[i].is('>')) && label) ++i;
    if (i >= tokens.size()) return false;
    if (tokens[i].kind == TokenKind::kNumber) {
      if (!tokens[i].number.malformed) out = tokens[i].number.value;
      ++i;
      if (symbol_is(tokens, i, '%')) ++i;
      return true;
    }
    if (is_open_bound(tokens[i])) {
      ++i;
      return true;
    }
    if (word_is(tokens, i, "not") && i + 1 < tokens.size() && tokens[i + 1].is_word()) {
      i += 2;
      // "not estimable [NE]"
      if (i + 2 < tokens.size() && (tokens[i].is('[') || tokens[i].is('(')) && is_open_bound(tokens[i + 1])) i += 3;
      return true;
    }
    return false;
  };
  const std::size_t first = i;
  if (!bound(interval.low)) return std::nullopt;
  if (!interval.low && tokens[first].kind != TokenKind::kNumber && !label) return std::nullopt;
  // A unit after the first bound: "1.4 months to 2.6 months".
  if (i < tokens.size() && tokens[i].is_word() && !time_unit(tokens[i].text).empty() && i + 1 < tokens.size() &&
      (tokens[i + 1].is('-') || tokens[i + 1].is("to") || tokens[i + 1].is(',') || tokens[i + 1].is(';')))
    ++i;
  if (i >= tokens.size()) return std::nullopt;
  const Token& separator = tokens[i];
  // "0.60-.80" and "1.2--0.3": a minus glued to the second number is the dash of the range.
  if (separator.kind == TokenKind::kNumber && separator.number.value < 0 && !separator.number.malformed &&
      !separator.space_before && interval.low) {
    interval.high = -separator.number.value;
    ++i;
  } else {
    const bool plain = separator.is('-') || separator.is("to") || separator.is(',') || separator.is(';') ||
                       separator.is(':') || separator.is('~') || separator.is("through") || separator.is("–");
    const bool loose = label && (separator.is("and") || separator.is('!') || separator.is('/') || separator.is('|') ||
                                 separator.is("vs") || separator.is("upper"));
    if (!plain && !(label && loose) && !(open > 0 && separator.is("and"))) return std::nullopt;
    const bool dash = separator.is('-');
    ++i;
    if (dash && symbol_is(tokens, i, '-')) ++i;
    if (separator.is(';') && symbol_is(tokens, i, ';')) ++i;
    if (separator.is(',') && (word_is(tokens, i, "to") || word_is(tokens, i, "and"))) ++i;
    if (!bound(interval.high)) return std::nullopt;
  }
  if (!interval.low && !interval.high) return std::nullopt;
  if (symbol_is(tokens, i, '+')) ++i;
  if (i < tokens.size() && tokens[i].is_word() && !time_unit(tokens[i].text).empty()) ++i;
  for (int k = 0; k < open; ++k) {
    if (i < tokens.size() && (tokens[i].is(')') || tokens[i].is(']')))
      ++i;
    else
      break;
  }
  interval.end = i;
  return interval;
}

std::optional<IntervalLabel> read_interval_label(std::span<const Token> tokens, std::size_t at) {
  IntervalLabel label;
  std::size_t i = at;
  while (i < tokens.size() && i < at + 2 && (tokens[i].is('(') || tokens[i].is('['))) ++i;
  const auto level = [&](std::size_t k) {
    return k < tokens.size() && tokens[k].is_number() && tokens[k].number.value >= 50 && tokens[k].number.value < 100;
  };
  if (word_is(tokens, i, "with") || word_is(tokens, i, "the") || word_is(tokens, i, "a")) ++i;
  if (level(i)) {
    label.level = tokens[i].number.value;
    ++i;
    if (symbol_is(tokens, i, '%')) ++i;
    if (symbol_is(tokens, i, '-')) ++i;
  }
  if (word_is(tokens, i, "two-sided") || word_is(tokens, i, "one-sided") || word_is(tokens, i, "exact") ||
      word_is(tokens, i, "bootstrap") || word_is(tokens, i, "bayesian") || word_is(tokens, i, "nominal") ||
      word_is(tokens, i, "asymptotic") || word_is(tokens, i, "adjusted") || word_is(tokens, i, "bootstrapped") ||
      word_is(tokens, i, "profile") || word_is(tokens, i, "bayes"))
    ++i;
  if (i >= tokens.size() || !tokens[i].is_word()) return std::nullopt;
  const Token& t = tokens[i];
  bool abbreviated = false;
  if (t.is("ci") || t.is("cis") || t.is("cri") || t.is("ic") || t.is("cl") || t.is("bci") || t.is("confint")) {
    abbreviated = true;
    ++i;
  } else if (t.text.size() >= 4 && equals_folded(t.text.substr(0, 2), "ci") && is_ascii_digit(t.text[2])) {
    double value = 0;
    std::from_chars(t.text.data() + 2, t.text.data() + t.text.size(), value);
    if (value < 50 || value >= 100) return std::nullopt;
    label.level = value;
    abbreviated = true;
    ++i;
  } else if ((t.is("confidence") || t.is("credible") || t.is("conf") || t.is("credibility") || t.is("confidential")) &&
             i + 1 < tokens.size()) {
    ++i;
    if (symbol_is(tokens, i, '.')) ++i;
    if (word_is(tokens, i, "interval") || word_is(tokens, i, "intervals") || word_is(tokens, i, "limits") ||
        word_is(tokens, i, "limit") || word_is(tokens, i, "int") || word_is(tokens, i, "internal") ||
        word_is(tokens, i, "region"))
      ++i;
    else
      return std::nullopt;
  } else if (t.is("c") && symbol_is(tokens, i + 1, '.') && word_is(tokens, i + 2, "i")) {
    i += 3;
    abbreviated = true;
    if (symbol_is(tokens, i, '.')) ++i;
  } else {
    return std::nullopt;
  }
  if (!abbreviated) {
    // "confidence interval [CI]", "confidence interval (95% CI)".
    std::size_t k = i;
    if (k < tokens.size() && (tokens[k].is('(') || tokens[k].is('['))) {
      ++k;
      if (level(k)) {
        ++k;
        if (symbol_is(tokens, k, '%')) ++k;
      }
      if (word_is(tokens, k, "ci") || word_is(tokens, k, "cis") || word_is(tokens, k, "cri")) {
        if (!label.level && tokens[k - 1].is('%')) label.level = tokens[k - 2].number.value;
        ++k;
        if (k < tokens.size() && (tokens[k].is(')') || tokens[k].is(']'))) i = k + 1;
      }
    } else if (k < tokens.size() && tokens[k].is(',') &&
               (word_is(tokens, k + 1, "ci") || word_is(tokens, k + 1, "cis"))) {
      i = k + 2;
    } else if (word_is(tokens, k, "ci")) {
      i = k + 1;  // "95% confidence interval CI = 1.2–2.7"
    }
  }
  // "CI 95%:" and "CI95%".
  if (symbol_is(tokens, i, '%')) ++i;
  if (!label.level && level(i) && symbol_is(tokens, i + 1, '%')) {
    label.level = tokens[i].number.value;
    i += 2;
  } else if (!label.level && i + 2 < tokens.size() && (tokens[i].is('(') || tokens[i].is('[')) && level(i + 1) &&
             tokens[i + 2].is('%')) {
    label.level = tokens[i + 1].number.value;
    i += 3;
    if (i < tokens.size() && (tokens[i].is(')') || tokens[i].is(']'))) ++i;
  } else if (label.level && level(i) && symbol_is(tokens, i + 1, '%') && tokens[i].number.value == *label.level) {
    i += 2;  // "95% CI 95%"
  }
  if (word_is(tokens, i, "range") || word_is(tokens, i, "ranging") || word_is(tokens, i, "ranged")) ++i;
  label.end = i;
  return label;
}

std::optional<PValue> read_p_value(std::span<const Token> tokens, std::size_t at) {
  if (at >= tokens.size() || !tokens[at].is_word()) return std::nullopt;
  const Token& first = tokens[at];
  std::size_t i = at + 1;
  if (first.is("p")) {
    if (symbol_is(tokens, i, '-')) ++i;
    if (word_is(tokens, i, "value") || word_is(tokens, i, "values")) ++i;
  } else if (!first.is("p-value") && !first.is("p-values") && !first.is("pvalue") && !first.is("p-trend") &&
             !first.is("ptrend") && !first.is("plog-rank") && !first.is("plogrank") && !first.is("pinteraction") &&
             !first.is("p-interaction")) {
    return std::nullopt;
  }
  // "P for trend = 0.02", "p (log-rank) = 0.02", "P value (two-sided) 0.03", "p value was 0.02".
  bool glue = false, other = false;
  for (int k = 0; k < 7 && i < tokens.size(); ++k, ++i) {
    const Token& t = tokens[i];
    if (t.kind == TokenKind::kNumber) break;
    if (t.is("ns") || t.is("n.s") || (t.is("not") && word_is(tokens, i + 1, "significant"))) {
      PValue p;
      p.op = Operator::kNotSignificant;
      p.end = i + (t.is("not") ? 2 : 1);
      return p;
    }
    if (t.is("n") && symbol_is(tokens, i + 1, '.') && word_is(tokens, i + 2, "s")) {
      PValue p;
      p.op = Operator::kNotSignificant;
      p.end = i + 3;
      return p;
    }
    if (t.kind == TokenKind::kSymbol) {
      if (t.is('=') || t.is('<') || t.is('>') || t.is('l') || t.is('g') || t.is('~'))
        glue = true;
      else if (t.is(']') && k > 0 && i >= 2 && symbol_is(tokens, i - 2, '[') && !glue)
        continue;  // "p [adjusted] = 0.6"
      else if (t.is(';') || t.is(']') || t.is('|') || t.is('.'))
        return std::nullopt;
    } else if (t.is("of") || t.is("was") || t.is("is") || t.is("at")) {
      glue = true;
    } else if (t.is("p") || t.is("vs") || t.is("versus") || t.is("and")) {
      return std::nullopt;
    } else {
      other = true;
    }
  }
  if (i >= tokens.size() || tokens[i].kind != TokenKind::kNumber || tokens[i].number.malformed) return std::nullopt;
  if (other && !glue) return std::nullopt;
  const Number& n = tokens[i].number;
  double value = n.value;
  if (value < 0 && tokens[i].text.size() > 1) value = -value;  // "P-0.03": a dash for "="
  if (value > 1 || n.percent) return std::nullopt;
  PValue p;
  p.value = value;
  p.op = n.op == Operator::kNone || n.op == Operator::kApproximately ? Operator::kEqual : n.op;
  p.end = i + 1;
  return p;
}

std::optional<PValue> read_p_cell(std::span<const Token> tokens) {
  std::size_t i = 0;
  if (tokens.empty()) return std::nullopt;
  if (auto p = read_p_value(tokens, 0)) return p;
  if (tokens[0].is("ns") || tokens[0].is("n.s") ||
      (tokens[0].is("n") && symbol_is(tokens, 1, '.') && word_is(tokens, 2, "s"))) {
    PValue p;
    p.op = Operator::kNotSignificant;
    p.end = tokens.size();
    return p;
  }
  while (i < tokens.size() && tokens[i].kind == TokenKind::kSymbol && !tokens[i].is('-')) ++i;
  if (i >= tokens.size() || !tokens[i].is_number()) return std::nullopt;
  const Number& n = tokens[i].number;
  if (n.value < 0 || n.value > 1 || n.percent) return std::nullopt;
  for (std::size_t k = i + 1; k < tokens.size(); ++k)
    if (tokens[k].kind == TokenKind::kNumber && !(k >= 1 && (tokens[k - 1].is('(') || tokens[k - 1].is('['))))
      return std::nullopt;
  PValue p;
  p.value = n.value;
  p.op = n.op == Operator::kNone || n.op == Operator::kApproximately ? Operator::kEqual : n.op;
  p.end = i + 1;
  return p;
}

std::string_view time_unit(std::string_view word) {
  const auto any = [&](auto... names) { return (equals_folded(word, names) || ...); };
  if (any("months", "month", "mo", "mos", "mth", "mths", "m", "mon", "mons", "month's", "months'", "monts"))
    return "months";
  if (any("years", "year", "yr", "yrs", "y", "year's", "years'")) return "years";
  if (any("weeks", "week", "wk", "wks", "w")) return "weeks";
  if (any("days", "day", "d")) return "days";
  return "";
}

}  // namespace warrant
