#include "ingest/extract/expression.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr char32_t kLongS = 0x17F, kKelvin = 0x212A;

// Characters beyond ASCII without folds: "±", "·", general punctuation (dashes, quotes), mathematical operators.
bool has_no_folds(char32_t c) {
  return c == 0xB1 || c == 0xB7 || (c >= 0x2000 && c <= 0x207F) || (c >= 0x2200 && c <= 0x22FF);
}

void add(CharSet& set, char32_t first, char32_t last, bool fold) {
  for (char32_t c = first; c <= last && c < 0x80; ++c) {
    set.ascii.set(c);
    if (!fold || !is_ascii_alpha(static_cast<char>(c))) continue;
    set.ascii.set(c ^ 32u);
    if ((c | 32u) == 's') set.beyond.emplace_back(kLongS, kLongS);
    if ((c | 32u) == 'k') set.beyond.emplace_back(kKelvin, kKelvin);
  }
  if (last < 0x80) return;
  set.beyond.emplace_back(std::max<char32_t>(first, 0x80), last);
  set.unsure |= fold && !(has_no_folds(first) && has_no_folds(last));
}

// \d, \w, \s and their opposites; false: another letter.
bool add_class(CharSet& set, char letter, bool fold) {
  CharSet named;
  const char kind = static_cast<char>(letter | 32);
  if (kind == 'd' || kind == 'w') add(named, '0', '9', fold);
  if (kind == 'w') {
    add(named, 'a', 'z', fold);
    add(named, '_', '_', fold);
    if (!fold) add(named, 'A', 'Z', fold);
  }
  if (kind == 's')
    for (const char c : {'\t', '\n', '\f', '\r', ' '})
      add(named, static_cast<char32_t>(c), static_cast<char32_t>(c), fold);
  if (named.ascii.none()) return false;
  if (letter == kind) {
    set.ascii |= named.ascii;
    set.beyond.insert(set.beyond.end(), named.beyond.begin(), named.beyond.end());
  } else {
    set.ascii |= ~named.ascii;
    char32_t next = 0x80;  // all but the folds
    std::sort(named.beyond.begin(), named.beyond.end());
    for (const auto& [first, last] : named.beyond) {
      set.beyond.emplace_back(next, first - 1);
      next = last + 1;
    }
    set.beyond.emplace_back(next, 0x10FFFF);
  }
  return true;
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : pattern_(pattern) {}

  std::optional<Expression> read() {
    bool fold = false;
    Expression all = alternatives(fold);
    if (failed_ || more()) return std::nullopt;
    return all;
  }

 private:
  using Kind = Expression::Kind;

  bool more() const { return at_ < pattern_.size(); }
  bool take(std::string_view what) {
    if (!pattern_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  Expression fail() {
    failed_ = true;
    return {};
  }
  static Expression of(Kind kind) {
    Expression out;
    out.kind = kind;
    return out;
  }
  static Expression of(CharSet chars) {
    Expression out = of(Kind::kChars);
    out.chars = std::move(chars);
    return out;
  }

  Expression alternatives(bool& fold) {
    Expression first = sequence(fold);
    if (!more() || pattern_[at_] != '|') return first;
    Expression choice = of(Kind::kChoice);
    choice.parts.push_back(std::move(first));
    while (!failed_ && take("|")) choice.parts.push_back(sequence(fold));
    return choice;
  }

  Expression sequence(bool& fold) {
    Expression all;
    while (!failed_ && more() && pattern_[at_] != '|' && pattern_[at_] != ')') all.parts.push_back(repeated(fold));
    return all;
  }

  Expression repeated(bool& fold) {
    Expression part = atom(fold);
    while (!failed_ && more()) {
      int least = 1, most = 1;
      if (take("?")) {
        least = 0;
      } else if (take("*")) {
        least = 0, most = -1;
      } else if (take("+")) {
        most = -1;
      } else if (!counts(least, most)) {
        break;
      }
      Expression repeat = of(Kind::kRepeat);
      repeat.least = least;
      repeat.most = most;
      repeat.greedy = !take("?");
      repeat.parts.push_back(std::move(part));
      part = std::move(repeat);
    }
    return part;
  }

  // "{2}", "{2,}", "{2,5}"
  bool counts(int& least, int& most) {
    const std::string_view rest = pattern_.substr(at_);
    const std::size_t end = rest.find('}');
    if (rest.empty() || rest[0] != '{' || end == std::string_view::npos || end < 2 || !is_ascii_digit(rest[1]))
      return false;
    const std::string numbers(rest.substr(1, end - 1));
    if (numbers.find_first_not_of("0123456789,") != std::string::npos) return false;
    const std::size_t comma = numbers.find(',');
    least = std::atoi(numbers.c_str());
    most = comma == std::string::npos ? least : comma + 1 == numbers.size() ? -1 : std::atoi(&numbers[comma + 1]);
    at_ += end + 1;
    return true;
  }

  Expression atom(bool& fold) {
    if (take("(?")) {
      bool inner = fold, on = true;
      for (; more() && pattern_[at_] != ')' && pattern_[at_] != ':'; ++at_) {
        if (pattern_[at_] == '-')
          on = false;
        else if (pattern_[at_] == 'i')
          inner = on;
        else if (pattern_[at_] == 's')
          all_ = on;
        else
          return fail();
      }
      if (take(")")) {  // from here to the end of the group
        fold = inner;
        return {};
      }
      return take(":") ? group(inner, 0) : fail();
    }
    if (take("(")) return group(fold, ++groups_);
    if (take("^")) return of(Kind::kBegin);
    if (take("$")) return of(Kind::kEnd);
    if (take(".")) {
      CharSet any;
      any.ascii.set();
      any.ascii.set('\n', all_);
      any.others = true;
      return of(std::move(any));
    }
    if (take("[")) return members_of(fold);
    if (take("\\b")) return of(Kind::kEdge);
    if (take("\\B")) return of(Kind::kNoEdge);
    CharSet set;
    if (pattern_[at_] == '\\' && at_ + 1 < pattern_.size() && add_class(set, pattern_[at_ + 1], fold)) {
      at_ += 2;
      return of(std::move(set));
    }
    const char32_t c = character();
    if (failed_) return {};
    add(set, c, c, fold);
    return of(std::move(set));
  }

  Expression group(bool fold, int number) {
    Expression out = of(Kind::kGroup);
    out.group = number;
    out.parts.push_back(alternatives(fold));
    return take(")") ? out : fail();
  }

  // One character, escaped or not.
  char32_t character() {
    if (!more()) return fail(), 0;
    if (static_cast<unsigned char>(pattern_[at_]) >= 0x80) return next_code_point(pattern_, at_);
    const char c = pattern_[at_++];
    if (c != '\\') return static_cast<char32_t>(c);
    if (!more()) return fail(), 0;
    const char escaped = pattern_[at_++];
    if (escaped == 't') return '\t';
    if (escaped == 'n') return '\n';
    if (escaped == 'x' && take("{")) {
      const std::string digits(pattern_.substr(at_, pattern_.find('}', at_) - at_));
      at_ += digits.size() + 1;
      return static_cast<char32_t>(std::strtol(digits.c_str(), nullptr, 16));
    }
    if (is_ascii_alpha(escaped) || is_ascii_digit(escaped) || static_cast<unsigned char>(escaped) >= 0x80)
      return fail(), 0;
    return static_cast<char32_t>(escaped);
  }

  // Behind "[".
  Expression members_of(bool fold) {
    CharSet members;
    const bool other = take("^");
    for (bool first = true; more() && (first || pattern_[at_] != ']'); first = false) {
      if (pattern_.substr(at_).starts_with("[:")) return fail();
      if (pattern_[at_] == '\\' && at_ + 1 < pattern_.size() && add_class(members, pattern_[at_ + 1], fold)) {
        at_ += 2;
        continue;
      }
      const char32_t low = character();
      char32_t high = low;
      if (!failed_ && more() && pattern_[at_] == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        high = character();
      }
      if (failed_) return {};
      add(members, low, high, fold);
    }
    if (!take("]")) return fail();
    if (other) {
      members.ascii.flip();
      members.others = true;
    }
    return of(std::move(members));
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  int groups_ = 0;
  bool all_ = false;  // (?s)
  bool failed_ = false;
};

}  // namespace

bool CharSet::holds(char32_t c) const {
  if (c < 0x80) return ascii[c];
  const bool named = std::any_of(beyond.begin(), beyond.end(),
                                 [&](const auto& range) { return range.first <= c && c <= range.second; });
  return named != others;
}

std::optional<Expression> read_expression(std::string_view pattern) { return Parser(pattern).read(); }

}  // namespace warrant
