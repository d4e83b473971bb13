#include "ingest/extract/openings.h"

#include <algorithm>
#include <array>
#include <string>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kMost = 400;  // openings of one expression

// An opening that is being read: more may be put behind it.
struct Growing : Opening {
  bool open = true;
};
using Set = std::vector<Growing>;

ByteSet bytes_from(unsigned first, unsigned last) {
  ByteSet out;
  for (unsigned c = first; c <= last; ++c) out.set(c);
  return out;
}

Growing nothing() { return {}; }

// One byte; `open`: what follows it counts.
Growing byte_of(const ByteSet& bytes, bool open) {
  Growing one;
  one.known = 1;
  one.bytes[0] = bytes;
  one.open = open;
  return one;
}

Set set_of(const CharSet& chars) {
  Set set;
  ByteSet ascii, beyond;
  for (std::size_t c = 0; c < chars.ascii.size(); ++c) ascii.set(c, chars.ascii[c]);
  if (ascii.any()) set.push_back(byte_of(ascii, true));
  const bool one =
      !chars.others && !chars.unsure && chars.beyond.size() == 1 && chars.beyond[0].first == chars.beyond[0].second;
  if (one && ascii.none()) {
    Growing letter;
    std::string bytes;
    append_utf8(bytes, chars.beyond[0].first);
    for (const char c : bytes)
      if (letter.known < letter.bytes.size()) letter.bytes[letter.known++].set(static_cast<unsigned char>(c));
    return {letter};
  }
  if (chars.others || chars.unsure) {
    beyond = bytes_from(0xC2, 0xF4);
  } else {
    for (const auto& [first, last] : chars.beyond) {
      std::string low, high;
      append_utf8(low, first);
      append_utf8(high, last);
      beyond |= bytes_from(static_cast<unsigned char>(low[0]), static_cast<unsigned char>(high[0]));
    }
  }
  if (beyond.any()) set.push_back(byte_of(beyond, false));
  return set;
}

class Reader {
 public:
  // Empty: not known.
  Set read(const Expression& expression) {
    Set all = of(expression);
    return failed_ ? Set() : all;
  }

 private:
  using Kind = Expression::Kind;

  Set of(const Expression& e) {
    if (failed_) return {};
    switch (e.kind) {
      case Kind::kBegin: {
        Growing start;
        start.begins = true;
        return {start};
      }
      case Kind::kEdge: {
        Growing edge;
        edge.edge = true;
        return {edge};
      }
      case Kind::kEnd:
      case Kind::kNoEdge:
        return {nothing()};
      case Kind::kChars:
        return set_of(e.chars);
      case Kind::kGroup:
        return of(e.parts.front());
      case Kind::kSequence: {
        Set all = {nothing()};
        for (const Expression& part : e.parts) all = join(all, of(part));
        return all;
      }
      case Kind::kChoice: {
        Set all;
        for (const Expression& part : e.parts) {
          const Set more = of(part);
          all.insert(all.end(), more.begin(), more.end());
        }
        return all.size() > kMost ? fail() : all;
      }
      case Kind::kRepeat: {
        Set set = of(e.parts.front());
        if (e.most != 1) set = again(set);
        if (e.least == 0) set.push_back(nothing());
        return set;
      }
    }
    return fail();
  }

  Set fail() {
    failed_ = true;
    return {};
  }

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

  bool failed_ = false;
};

}  // namespace

std::vector<Opening> openings_of(const Expression& expression) {
  const Set read = Reader().read(expression);
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
