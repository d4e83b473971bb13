#include "ingest/extract/openings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kMost = 400;  // openings of one expression

// An opening that is being read: more may be put behind it.
struct Growing : Opening {
  bool open = true;
};
using Set = std::vector<Growing>;

// One character of an expression: its ASCII members, and what the others may begin with.
struct Members {
  ByteSet ascii, beyond;
};

ByteSet bytes_from(unsigned first, unsigned last) {
  ByteSet out;
  for (unsigned c = first; c <= last; ++c) out.set(c);
  return out;
}
ByteSet beyond_ascii() { return bytes_from(0xC2, 0xF4); }

void add(Members& members, unsigned first, unsigned last, bool fold) {
  for (unsigned c = first; c <= last && c < 0x80; ++c) {
    members.ascii.set(c);
    if (!fold || !is_ascii_alpha(static_cast<char>(c))) continue;
    members.ascii.set(c ^ 32u);
    // The long s (C5 BF) and the Kelvin sign (E2 84 AA) are letters to RE2.
    if ((c | 32u) == 's') members.beyond.set(0xC5);
    if ((c | 32u) == 'k') members.beyond.set(0xE2);
  }
  if (last >= 0x80) members.beyond |= beyond_ascii();
}

// \d, \w, \s and their opposites; false: another letter.
bool add_class(Members& members, char letter, bool fold) {
  Members named;
  const char kind = static_cast<char>(letter | 32);
  if (kind == 'd' || kind == 'w') add(named, '0', '9', fold);
  if (kind == 'w') {
    add(named, 'a', 'z', fold);
    add(named, 'A', 'Z', fold);
    add(named, '_', '_', fold);
  }
  if (kind == 's')
    for (const unsigned char c : {'\t', '\n', '\f', '\r', ' '}) add(named, c, c, fold);
  if (named.ascii.none()) return false;
  if (letter != kind) {
    named.ascii = bytes_from(0, 0x7F) & ~named.ascii;
    named.beyond = beyond_ascii();
  }
  members.ascii |= named.ascii;
  members.beyond |= named.beyond;
  return true;
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : pattern_(pattern) {}

  // Empty: not known.
  Set read() {
    bool fold = false;
    Set all = alternatives(fold);
    if (failed_ || at_ < pattern_.size()) return {};
    return all;
  }

 private:
  bool more() const { return at_ < pattern_.size(); }
  bool take(std::string_view what) {
    if (!pattern_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  Set fail() {
    failed_ = true;
    return {};
  }

  static Growing nothing() { return {}; }

  // `b` behind `a`.
  Set join(const Set& a, const Set& b) {
    Set out;
    for (const Growing& first : a) {
      if (!first.open || first.known == first.bytes.size()) {
        out.push_back(first);
        continue;
      }
      for (const Growing& second : b) {
        Growing both = first;
        if (first.known == 0) {
          both.edge = first.edge || second.edge;
          both.begins = first.begins || second.begins;
        }
        for (std::size_t i = 0; i < second.known && both.known < both.bytes.size(); ++i)
          both.bytes[both.known++] = second.bytes[i];
        both.open = second.open;
        out.push_back(both);
      }
    }
    if (out.size() > kMost) return fail();
    return out;
  }

  // `set` once or more often: what follows stands behind the first, or the second is known and all else is not.
  Set again(const Set& set) {
    constexpr std::size_t kFew = 4;
    Set twice = set.size() <= kFew ? join(set, set) : set;
    for (Growing& opening : twice) opening.open = opening.open && opening.known == 0;
    if (set.size() <= kFew) twice.insert(twice.end(), set.begin(), set.end());
    return twice;
  }

  Set alternatives(bool& fold) {
    Set all = sequence(fold);
    while (!failed_ && take("|")) {
      Set more = sequence(fold);
      all.insert(all.end(), more.begin(), more.end());
    }
    return all.size() > kMost ? fail() : all;
  }

  Set sequence(bool& fold) {
    Set all = {nothing()};
    while (!failed_ && more() && pattern_[at_] != '|' && pattern_[at_] != ')') all = join(all, repeated(fold));
    return all;
  }

  Set repeated(bool& fold) {
    Set set = atom(fold);
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
      take("?");  // the order of trials changes nothing here
      if (most != 1) set = again(set);
      if (least == 0) set.push_back(nothing());
    }
    return set;
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

  Set atom(bool& fold) {
    if (take("(?")) {
      bool inner = fold, on = true;
      for (; more() && pattern_[at_] != ')' && pattern_[at_] != ':'; ++at_) {
        if (pattern_[at_] == '-')
          on = false;
        else if (pattern_[at_] == 'i')
          inner = on;
        else if (pattern_[at_] != 's')
          return fail();
      }
      if (take(")")) {  // from here to the end of the group
        fold = inner;
        return {nothing()};
      }
      return take(":") ? group(inner) : fail();
    }
    if (take("(")) return group(fold);
    if (take("^")) {
      Growing start;
      start.begins = true;
      return {start};
    }
    if (take("$")) return {nothing()};
    if (take(".")) {
      Members any;
      any.ascii = bytes_from(0, 0x7F);
      any.beyond = beyond_ascii();
      return set_of(any);
    }
    if (take("[")) return members_of(fold);
    if (take("\\b")) {
      Growing edge;
      edge.edge = true;
      return {edge};
    }
    if (take("\\B")) return {nothing()};
    if (pattern_.substr(at_).starts_with("\\") && at_ + 1 < pattern_.size()) {
      Members named;
      if (add_class(named, pattern_[at_ + 1], fold)) {
        at_ += 2;
        return set_of(named);
      }
    }
    if (!fold && static_cast<unsigned char>(pattern_[at_]) >= 0x80) {
      Growing one;
      do {
        if (one.known < one.bytes.size()) one.bytes[one.known++].set(static_cast<unsigned char>(pattern_[at_]));
        ++at_;
      } while (more() && (static_cast<unsigned char>(pattern_[at_]) & 0xC0) == 0x80);
      return {one};
    }
    const int c = character();
    if (failed_) return {};
    Members one;
    add(one, static_cast<unsigned>(c), static_cast<unsigned>(c), fold);
    return set_of(one);
  }

  Set group(bool fold) {
    Set set = alternatives(fold);
    return take(")") ? set : fail();
  }

  static Set set_of(const Members& members) {
    Set set;
    if (members.ascii.any()) {
      Growing one;
      one.known = 1;
      one.bytes[0] = members.ascii;
      set.push_back(one);
    }
    if (members.beyond.any()) {
      Growing one;
      one.known = 1;
      one.bytes[0] = members.beyond;
      one.open = false;
      set.push_back(one);
    }
    return set;
  }

  // One character, escaped or not; 0x80 stands for all beyond ASCII.
  int character() {
    if (!more()) return fail(), 0;
    const auto c = static_cast<unsigned char>(pattern_[at_]);
    if (c >= 0x80) {
      ++at_;
      while (more() && (static_cast<unsigned char>(pattern_[at_]) & 0xC0) == 0x80) ++at_;
      return 0x80;
    }
    ++at_;
    if (c != '\\') return c;
    if (!more()) return fail(), 0;
    const char escaped = pattern_[at_++];
    if (escaped == 't') return '\t';
    if (escaped == 'n') return '\n';
    if (escaped == 'x' && take("{")) {
      char* end = nullptr;
      const std::string digits(pattern_.substr(at_, pattern_.find('}', at_) - at_));
      const long code = std::strtol(digits.c_str(), &end, 16);
      at_ += digits.size() + 1;
      return static_cast<int>(std::min(code, 0x80l));
    }
    if (is_ascii_alpha(escaped) || is_ascii_digit(escaped) || static_cast<unsigned char>(escaped) >= 0x80)
      return fail(), 0;
    return escaped;
  }

  // Behind "[".
  Set members_of(bool fold) {
    Members members;
    const bool other = take("^");
    for (bool first = true; more() && (first || pattern_[at_] != ']'); first = false) {
      if (pattern_.substr(at_).starts_with("[:")) return fail();
      if (pattern_[at_] == '\\' && at_ + 1 < pattern_.size() && add_class(members, pattern_[at_ + 1], fold)) {
        at_ += 2;
        continue;
      }
      const int low = character();
      int high = low;
      if (!failed_ && more() && pattern_[at_] == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        high = character();
      }
      if (failed_) return {};
      add(members, static_cast<unsigned>(low), static_cast<unsigned>(high), fold);
    }
    if (!take("]")) return fail();
    if (other) members = {bytes_from(0, 0x7F) & ~members.ascii, beyond_ascii()};
    return set_of(members);
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::vector<Opening> openings_of(std::string_view pattern) {
  const Set read = Parser(pattern).read();
  if (std::any_of(read.begin(), read.end(), [](const Growing& one) { return one.known == 0; })) return {};
  return {read.begin(), read.end()};
}

double per_thousand(const std::vector<Opening>& openings) {
  // Letters of English in a thousand bytes, roughly, a to z; capitals, digits and signs are rare.
  constexpr std::array<double, 26> kLetters = {65, 12, 26, 30, 95, 18, 15, 34, 60, 1,  6, 33, 22,
                                               56, 60, 19, 1,  50, 53, 74, 22, 9,  13, 3, 14, 1};
  const auto share = [&](const ByteSet& bytes) {
    double sum = 0;
    for (unsigned c = 0; c < 0x80; ++c) {
      if (!bytes[c]) continue;
      sum += c >= 'a' && c <= 'z' ? kLetters[c - 'a'] : c == ' ' ? 150 : is_ascii_digit(static_cast<char>(c)) ? 3 : 1;
    }
    return sum / 1000;
  };
  constexpr double kAtEdges = 3;  // a letter that a word begins with is not as rare as its letters
  constexpr double kTwoBlanks = 0.01;
  double sum = 0;
  for (const Opening& opening : openings) {
    double all = opening.edge ? 150 * kAtEdges : 1000;
    for (std::size_t i = 0; i < opening.known; ++i) {
      const bool blanks = i > 0 && opening.bytes[i][' '] && opening.bytes[i] == opening.bytes[i - 1];
      all *= blanks && opening.bytes[i].count() < 8 ? kTwoBlanks : share(opening.bytes[i]);
    }
    sum += opening.begins ? 0 : std::min(all, 150.0);
  }
  return sum;
}

}  // namespace warrant
