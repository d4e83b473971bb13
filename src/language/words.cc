#include "src/language/words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "data.gen.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Bytes of the letter at `at`, 0 for anything else. Above ASCII, U+0080 to U+00BF and U+2000 to U+2FFF are signs ("±",
// "†"); folding has made plain letters of the few that are not.
std::size_t letter(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return is_ascii_alpha(text[at]) ? 1 : 0;
  if (lead == 0xC2 || lead == 0xE2 || lead < 0xC0) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// The end of the word that goes on at `at`: letters, digits, and apostrophes between letters.
std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (const std::size_t n = letter(text, at); n > 0)
      at += n;
    else if (is_ascii_digit(text[at]) || (text[at] == '\'' && letter(text, at + 1) > 0))
      ++at;
    else
      break;
  }
  return std::min(at, text.size());
}

// The end of the number that starts at `at` with a digit or a point before a digit: digits, inner points, and commas
// before three digits.
std::size_t number_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const bool digit_next = at + 1 < text.size() && is_ascii_digit(text[at + 1]);
    if (is_ascii_digit(text[at]) || (text[at] == '.' && digit_next)) {
      ++at;
    } else if (text[at] == ',' && at + 3 < text.size() && digit_next && is_ascii_digit(text[at + 2]) &&
               is_ascii_digit(text[at + 3]) && (at + 4 == text.size() || !is_ascii_digit(text[at + 4]))) {
      at += 4;
    } else {
      break;
    }
  }
  return at;
}

double number_value(std::string_view digits) {
  std::string plain(digits);
  plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
  double value = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return value;
}

// A minus sign and no dash: nothing, a space or an opening sign before it.
bool is_sign(std::string_view text, std::size_t dash) {
  return dash == 0 || std::string_view(" ([=<>~,;:").find(text[dash - 1]) != std::string_view::npos;
}

std::optional<CueKind> kind_named(std::string_view name) {
  static constexpr std::pair<std::string_view, CueKind> kNames[] = {{"negate", CueKind::kNegate},
                                                                    {"negate_after", CueKind::kNegateAfter},
                                                                    {"no_negation", CueKind::kNoNegation},
                                                                    {"end_negation", CueKind::kEndNegation},
                                                                    {"hedge", CueKind::kHedge},
                                                                    {"up", CueKind::kUp},
                                                                    {"down", CueKind::kDown},
                                                                    {"more", CueKind::kMore},
                                                                    {"less", CueKind::kLess},
                                                                    {"better", CueKind::kBetter},
                                                                    {"worse", CueKind::kWorse},
                                                                    {"faster", CueKind::kFaster},
                                                                    {"slower", CueKind::kSlower},
                                                                    {"same", CueKind::kSame},
                                                                    {"difference", CueKind::kDifference},
                                                                    {"than", CueKind::kThan},
                                                                    {"harm", CueKind::kHarm},
                                                                    {"good", CueKind::kGood}};
  for (const auto& [known, kind] : kNames)
    if (known == name) return kind;
  return std::nullopt;
}

// One line of the table: words, the last letters of each free where it ended in '*'.
struct Pattern {
  struct Part {
    std::string word;
    bool prefix;
  };
  CueKind kind;
  std::vector<Part> parts;
};

class CueTable {
 public:
  CueTable() {
    std::string_view rest = data::cues;
    while (!rest.empty()) {
      const std::size_t eol = std::min(rest.find('\n'), rest.size());
      add(rest.substr(0, eol));
      rest.remove_prefix(std::min(eol + 1, rest.size()));
    }
  }

  // `only`: cues of this kind; none = of all.
  std::vector<CueHit> find(const Words& words, std::optional<CueKind> only) const {
    std::vector<CueHit> hits;
    const std::bitset<kStarts>& starts = only ? starts_of_[static_cast<std::size_t>(*only)] : starts_;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t before = hits.size();
      const std::string_view word = words[i];
      if (!starts[start_of(word)]) continue;
      match_list(whole_, word, words, i, only, hits);
      match_list(prefixes_, word.substr(0, kBucket), words, i, only, hits);
      keep_longest(hits, before);
    }
    return hits;
  }

  bool may_hold(CueKind kind, std::string_view text) const {
    const std::bitset<kStarts>& starts = starts_of_[static_cast<std::size_t>(kind)];
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto lower = [&](std::size_t i) { return byte(i) >= 'A' && byte(i) <= 'Z' ? byte(i) + 32 : byte(i); };
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (i > 0 && is_ascii_alpha(text[i - 1])) continue;
      const unsigned first = lower(i), second = lower(i + 1), third = lower(i + 2);
      // Signs beyond ASCII are no letters; what else stands there may be written otherwise when folded.
      const bool sign = first == 0xC2 || (first == 0xE2 && byte(i + 1) != 0x84);
      if (sign || (first >= 0x80 && first < 0xC0)) continue;
      if (first >= 0x80) return true;
      if (!is_ascii_alpha(static_cast<char>(first))) continue;
      if (second >= 0x80 || third >= 0x80) return true;
      if (starts[start_of(first, second, third)] || starts[start_of(first, second, 0)] || starts[start_of(first, 0, 0)])
        return true;
    }
    return false;
  }

 private:
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  using Index = std::unordered_map<std::string, std::vector<Pattern>, StringHash, std::equal_to<>>;

  void add(std::string_view line) {
    const std::size_t tab = line.find('\t');
    if (line.empty() || line.front() == '#' || tab == std::string_view::npos) return;
    const auto kind = kind_named(line.substr(0, tab));
    if (!kind) return;
    std::string_view phrases = line.substr(tab + 1);
    phrases = phrases.substr(0, phrases.find('\t'));
    while (!phrases.empty()) {
      const std::size_t bar = std::min(phrases.find('|'), phrases.size());
      add_phrase(*kind, phrases.substr(0, bar));
      phrases.remove_prefix(std::min(bar + 1, phrases.size()));
    }
  }

  void add_phrase(CueKind kind, std::string_view phrase) {
    Pattern made{kind, {}};
    while (!phrase.empty()) {
      const std::size_t end = std::min(phrase.find_first_of(" -"), phrase.size());
      std::string_view word = phrase.substr(0, end);
      const bool prefix = word.ends_with('*');
      if (prefix) word.remove_suffix(1);
      made.parts.push_back({std::string(word), prefix});
      phrase.remove_prefix(std::min(end + 1, phrase.size()));
    }
    if (made.parts.empty()) return;
    Index& index = made.parts[0].prefix ? prefixes_ : whole_;
    starts_[start_of(made.parts[0].word)] = true;
    starts_of_[static_cast<std::size_t>(kind)][start_of(made.parts[0].word)] = true;
    const std::string key = made.parts[0].prefix ? made.parts[0].word.substr(0, kBucket) : made.parts[0].word;
    index[key].push_back(std::move(made));
  }

  static void match_list(const Index& index, std::string_view key, const Words& words, std::size_t at,
                         std::optional<CueKind> only, std::vector<CueHit>& hits) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    for (const Pattern& pattern : found->second) {
      if (only && pattern.kind != *only) continue;
      if (pattern.parts[0].prefix && !words[at].starts_with(pattern.parts[0].word)) continue;
      std::size_t n = 1;
      while (n < pattern.parts.size() && at + n < words.size() && words.adjoins(at + n) &&
             (pattern.parts[n].prefix ? words[at + n].starts_with(pattern.parts[n].word)
                                      : words[at + n] == pattern.parts[n].word))
        ++n;
      if (n == pattern.parts.size()) hits.push_back({pattern.kind, at, at + n});
    }
  }

  static void keep_longest(std::vector<CueHit>& hits, std::size_t from) {
    for (std::size_t i = from; i < hits.size(); ++i)
      for (std::size_t j = i + 1; j < hits.size();) {
        if (hits[i].kind != hits[j].kind) {
          ++j;
          continue;
        }
        hits[i].last = std::max(hits[i].last, hits[j].last);
        hits.erase(hits.begin() + static_cast<std::ptrdiff_t>(j));
      }
  }

  // Words that end in '*' are found by their first letters; none in the table is shorter.
  static constexpr std::size_t kBucket = 3;
  // The first letters of every cue: most words are no cue, and this tells without a look-up.
  static std::size_t start_of(std::string_view word) {
    const auto at = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0u; };
    return start_of(at(0), at(1), at(2));
  }
  static std::size_t start_of(unsigned first, unsigned second, unsigned third) {
    return (first * 31 * 31 + second * 31 + third) % kStarts;
  }
  static constexpr std::size_t kStarts = 4096;
  static constexpr std::size_t kKinds = static_cast<std::size_t>(CueKind::kGood) + 1;
  std::bitset<kStarts> starts_;
  std::array<std::bitset<kStarts>, kKinds> starts_of_;  // by kind
  Index whole_, prefixes_;
};

}  // namespace

Words::Words(std::string_view text) : folded_(fold(text)) {
  const std::string_view t = folded_.text;
  const auto add = [&](std::size_t start, std::size_t end, bool is_number) {
    words_.push_back({{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)},
                      is_number ? number_value(t.substr(start, end - start)) : 0,
                      is_number});
  };
  std::size_t at = 0;
  while (at < t.size()) {
    const std::size_t start = at;
    const bool digit_next = at + 1 < t.size() && is_ascii_digit(t[at + 1]);
    const bool point_next = at + 2 < t.size() && t[at + 1] == '.' && is_ascii_digit(t[at + 2]);
    if (is_ascii_digit(t[at]) || (t[at] == '.' && digit_next)) {
      at = number_end(t, at);
    } else if (t[at] == '-' && (digit_next || point_next) && is_sign(t, at)) {
      at = number_end(t, at + 1);
    } else if (letter(t, at) > 0) {
      at = word_end(t, at);
      add(start, at, false);
      continue;
    } else {
      ++at;
      continue;
    }
    // "6MWD": letters that follow at once make it a word.
    if (letter(t, at) > 0 && t[start] != '-') {
      at = word_end(t, at);
      add(start, at, false);
    } else {
      add(start, at, true);
    }
  }
}

std::string_view Words::gap(std::size_t i) const {
  const std::size_t start = i == 0 ? 0 : words_[i - 1].span.end;
  const std::size_t end = i == words_.size() ? folded_.text.size() : words_[i].span.start;
  return std::string_view(folded_.text).substr(start, end - start);
}

bool Words::adjoins(std::size_t i) const { return gap(i).find_first_not_of(" -/") == std::string_view::npos; }

ByteSpan Words::source(std::string_view text, std::size_t first, std::size_t last) const {
  return source_span(folded_, text, {words_[first].span.start, words_[last - 1].span.end});
}

namespace {

const CueTable& cue_table() {
  static const CueTable table;
  return table;
}

}  // namespace

std::vector<CueHit> cues_in(const Words& words) { return cue_table().find(words, std::nullopt); }

std::vector<CueHit> cues_in(const Words& words, CueKind kind) { return cue_table().find(words, kind); }

bool may_hold_cue(CueKind kind, std::string_view text) { return cue_table().may_hold(kind, text); }

}  // namespace warrant
