#include "src/query/turn.h"

#include <algorithm>
#include <map>
#include <string>

#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/language/fold.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

// Words of direction: more or less of something, and better or worse.
struct Sign {
  int amount = 0, worth = 0;
};

Sign sign_of(std::string_view stem_word) {
  static const std::set<std::string, std::less<>> more = {
      "longer",  "prolong", "extend", "increas",  "higher",   "more",   "greater", "rise",
      "rose",    "elev",    "larger", "lengthen", "rais",     "grew",   "grow",    "doubl",
      "augment", "often",   "gain",   "elevat",   "likelier", "upward", "climb"};
  static const std::set<std::string, std::less<>> less = {
      "shorter", "shorten", "reduc",    "decreas", "lower",  "fewer",  "less",    "declin",
      "fell",    "smaller", "diminish", "halv",    "attenu", "rare",   "rarer",   "inhibit",
      "prevent", "reduct",  "lost",     "drop",    "lose",   "shrank", "diminut", "downward"};
  static const std::set<std::string, std::less<>> better = {"better", "improv", "superior", "favor",
                                                            "favour", "enhanc", "protect",  "benefici"};
  static const std::set<std::string, std::less<>> worse = {"wors",     "worsen", "poorer",   "poor",
                                                           "inferior", "impair", "deterior", "harm"};
  return {(more.count(stem_word) != 0) - (less.count(stem_word) != 0),
          (better.count(stem_word) != 0) - (worse.count(stem_word) != 0)};
}

int one_way(int up, int down) { return (up > 0) == (down > 0) ? 0 : up > 0 ? 1 : -1; }

// "The lower limb" is no less of anything.
bool is_of_body(const std::vector<Word>& words, std::size_t w) {
  static const std::set<std::string, std::less<>> parts = {
      "chest", "limb", "back",    "abdomen", "extrem",         "respiratori", "urinari", "bodi",    "leg",
      "lip",   "jaw",  "esophag", "airwai",  "gastrointestin", "lobe",        "eyelid",  "incisor", "arm"};
  return words[w].stem == "lower" && w + 1 < words.size() && parts.contains(words[w + 1].stem);
}

// The sign of a stretch of words, 0 when it turns both ways or denies it ("did not lower").
Sign sign_of_words(std::string_view part) {
  int more = 0, less = 0, better = 0, worse = 0, since_not = 9;
  std::size_t last_less = static_cast<std::size_t>(-4);
  const std::vector<Word> words = words_of(part);
  for (std::size_t w = 0; w < words.size(); ++w) {
    const Word& word = words[w];
    // "more than 5 kg" is a threshold.
    if (w + 2 < words.size() && slice(part, words[w + 1].span) == "than" && words[w + 2].number) continue;
    const std::string lower = ascii_lower(slice(part, word.span));
    if (lower == "not" || lower == "no" || lower == "without" || lower == "nor") since_not = 0;
    // "Extended-release tablets" are no more of anything.
    const bool named =
        word.span.end + 1 < part.size() && part[word.span.end] == '-' && is_ascii_alpha(part[word.span.end + 1]);
    const Sign sign = is_of_body(words, w) || named ? Sign() : sign_of(word.stem);
    if (++since_not <= 4 && (sign.amount != 0 || sign.worth != 0)) return {};
    // "reducing the decline": less of less.
    if (sign.amount < 0 && last_less + 3 >= w && last_less < w) return {};
    if (sign.amount < 0) last_less = w;
    // "more rapid" is no more of anything.
    static const std::set<std::string, std::less<>> manner = {"rapid",  "rapidli",  "quickli", "slowli",
                                                              "effect", "pronounc", "mark"};
    if ((word.stem == "more" || word.stem == "less") && w + 1 < words.size() && manner.contains(words[w + 1].stem))
      continue;
    // "less often", "more rarely": the first word tells.
    if (word.stem == "often" && w > 0 && sign_of(words[w - 1].stem).amount != 0) continue;
    more += sign.amount > 0;
    less += sign.amount < 0;
    better += sign.worth > 0;
    worse += sign.worth < 0;
  }
  return {one_way(more, less), one_way(better, worse)};
}

struct Trend {
  int up = 0, down = 0;
  bool none = false;
};

Trend trend_in(std::string_view text) {
  Trend direction;
  const std::string lower = folded(text);
  for (const char* phrase : {"no significant", "not significant", "did not differ", "no difference", "not differ",
                             "had no effect", "non-significant", "nonsignificant", "did not improve", "did not reduce",
                             "not associated", "no association", "no effect"})
    direction.none |= lower.find(phrase) != std::string::npos;
  for (const Word& word : words_of(text)) {
    const Sign sign = sign_of(word.stem);
    direction.up += sign.amount > 0 || sign.worth > 0;
    direction.down += sign.amount < 0 || sign.worth < 0;
  }
  return direction;
}

Turn compare_trends(std::string_view statement, std::string_view sentence) {
  const Trend a = trend_in(statement), b = trend_in(sentence);
  const auto clear = [](const Trend& d) { return (d.up > 0) != (d.down > 0); };
  if (a.none != b.none && (clear(a) || a.none) && (clear(b) || b.none)) return Turn::kOpposite;
  if (a.none && b.none) return Turn::kSame;
  if (!clear(a) || !clear(b)) return Turn::kUnknown;
  return (a.up > 0) == (b.up > 0) ? Turn::kSame : Turn::kOpposite;
}

// What a text is about, its words of direction left out.
std::string topic_of(std::string_view text) {
  std::string topic;
  for (const Word& word : words_of(text)) {
    const std::string_view printed = slice(text, word.span);
    const Sign sign = sign_of(word.stem);
    if (word.number || is_stop_word(printed) || sign.amount != 0 || sign.worth != 0 ||
        word.stem.starts_with("signific"))
      continue;
    topic.append(printed) += ' ';
  }
  return topic;
}

// The two sides of a comparison: what is spoken of, and what it is set against ("than …", "versus …").
struct Sides {
  std::set<std::string> main, other;
};

Sides sides_of(std::string_view text) {
  Sides sides{label_words(text, {}), comparator_words(text)};
  for (const std::string& word : sides.other) sides.main.erase(word);
  return sides;
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); });
}

// "A more than B" beside "B … than A".
bool are_swapped(const Sides& a, const Sides& b) {
  return share(a.other, b.main) && share(b.other, a.main) && !share(a.other, b.other);
}

// The statement speaks of what the sentence excepts: "… but not depression".
bool is_excepted(std::string_view statement, std::string_view sentence) {
  for (const std::string_view cue : {" but not ", " but no ", " except ", " nor "}) {
    const std::size_t at = sentence.find(cue);
    if (at == std::string_view::npos || statement.find(cue) != std::string_view::npos) continue;
    const std::set<std::string> before = label_words(sentence.substr(0, at), {}),
                                behind = label_words(sentence.substr(at + cue.size()), {});
    for (const std::string& word : label_words(statement, {}))
      if (behind.contains(word) && !before.contains(word)) return true;
  }
  return false;
}

}  // namespace

bool is_direction_word(std::string_view stem) {
  const Sign sign = sign_of(stem);
  return sign.amount != 0 || sign.worth != 0;
}

int worth_of(std::string_view text) { return sign_of_words(text).worth; }

Turn compare_turns(std::string_view statement, std::string_view sentence) {
  const std::string topic = topic_of(statement);
  const Direction said = direction_of(statement, {topic, {}, {}});
  Direction there = direction_of(sentence, {topic, {}, {}});
  if (is_excepted(statement, sentence)) there = Direction::kNoDifference;
  if (said == Direction::kNone || there == Direction::kNone) return compare_trends(statement, sentence);
  if (there != Direction::kNoDifference && are_swapped(sides_of(statement), sides_of(sentence)))
    there = there == Direction::kIncreased ? Direction::kDecreased : Direction::kIncreased;
  return said == there ? Turn::kSame : Turn::kOpposite;
}

WordTurn turn_of_words(std::string_view statement, std::string_view sentence) {
  // Beside each content word: the way of the word of change before or behind it, 0 = of both ways.
  const auto ways = [](std::string_view text) {
    std::map<std::string, int, std::less<>> beside;
    const std::vector<Word> words = words_of(text);
    for (std::size_t w = 0; w < words.size(); ++w) {
      const int amount = sign_of(words[w].stem).amount;
      if (amount == 0) continue;
      // "Zinc reduced fever": what it is done to, not who does it; "fever fell in".
      const auto is_content = [&](std::size_t k) {
        return k < words.size() && !words[k].number && !is_stop_word(slice(text, words[k].span)) &&
               !words[k].stem.starts_with("signific") && sign_of(words[k].stem).amount == 0;
      };
      const std::size_t k = is_content(w + 1) ? w + 1 : w - 1;  // w - 1 of the first is out of range
      if (!is_content(k)) continue;
      const auto [at, first] = beside.emplace(words[k].stem, amount);
      if (!first && at->second != amount) at->second = 0;
    }
    return beside;
  };
  WordTurn turn;
  const auto there = ways(sentence);
  for (const auto& [word, way] : ways(statement)) {
    const auto same = there.find(word);
    if (way == 0 || same == there.end()) continue;
    turn.same = turn.same || same->second == way;
    turn.opposite = turn.opposite || same->second == -way;
  }
  return turn;
}

bool loses_alone(std::string_view statement, std::string_view sentence) {
  const auto loses = [](std::string_view text) {
    static const std::set<std::string, std::less<>> nouns = {"loss", "lack", "deficit", "absence", "shortage"};
    const std::vector<Word> words = words_of(text);
    return std::any_of(words.begin(), words.end(),
                       [&](const Word& word) { return nouns.contains(ascii_lower(slice(text, word.span))); });
  };
  return loses(statement) != loses(sentence);
}

bool belies_ratio(const CitingStatement& statement, const ReportedNumber& ratio) {
  if (!ratio.low || !ratio.high || (*ratio.low <= 1 && *ratio.high >= 1) || *ratio.low <= 0) return false;
  const int way = *ratio.low > 1 ? 1 : -1;
  // "raised the risk of", "lower odds", "more likely": the word of change stands beside the risk.
  static const std::set<std::string, std::less<>> risks = {"risk", "odd", "hazard", "likelihood", "chanc", "probabl"};
  const std::vector<Word> words = words_of(std::string_view(statement.text).substr(0, statement.number_span.start));
  int said = 0;
  for (std::size_t w = 0; w < words.size(); ++w) {
    const int amount = sign_of(words[w].stem).amount;
    if (amount == 0) continue;
    bool beside = false;
    for (std::size_t k = w > 1 ? w - 2 : 0; k < std::min(w + 4, words.size()); ++k)
      beside = beside || risks.contains(words[k].stem) || (k == w + 1 && words[k].stem == "like");
    if (!beside) continue;
    if (said != 0 && said != amount) return false;
    said = amount;
  }
  return said != 0 && said != way;
}

bool belies_itself(const CitingStatement& statement) {
  const std::string_view text = statement.text;
  if (statement.number_span.empty()) return false;
  const std::vector<LabelledNumber> numbers = labelled_numbers(text, {});
  const auto own = std::find_if(numbers.begin(), numbers.end(),
                                [&](const LabelledNumber& number) { return number.span == statement.number_span; });
  if (own == numbers.end()) return false;
  const auto says_way = [&](const LabelledNumber& first, bool of_degree) {
    std::size_t from = 0;
    for (const LabelledNumber& q : numbers)
      if (q.span.end < first.span.start) from = std::max<std::size_t>(from, q.span.end);
    if (const std::size_t at = text.substr(0, first.span.start).rfind("; "); at != std::string_view::npos)
      from = std::max(from, at);
    std::string_view part = text.substr(from, first.span.start - from);
    // "With an increased dose glucose changed from": what stands before a verb of no direction is not its way.
    if (!of_degree)
      for (const std::string_view verb : {" changed ", " change ", " went ", " moved ", " was ", " were ", " is "})
        if (const std::size_t at = part.rfind(verb); at != std::string_view::npos) part = part.substr(at + 1);
    if (of_degree) {
      static const std::set<std::string, std::less<>> degrees = {"higher", "lower",  "greater", "less",   "more",
                                                                 "fewer",  "longer", "shorter", "larger", "smaller"};
      const std::vector<Word> words = words_of(part);
      bool told = false;
      for (std::size_t w = 0; w < words.size(); ++w)
        told = told || (degrees.contains(words[w].stem) && !is_of_body(words, w));
      if (!told) return 0;
    }
    return sign_of_words(part).amount;
  };
  const auto way = [](double from, double to) { return to > from ? 1 : to < from ? -1 : 0; };
  const auto same_kind = [](const LabelledNumber& a, const LabelledNumber& b) {
    return a.number.unit == b.number.unit && a.number.decimals == b.number.decimals && a.number.value >= 0 &&
           b.number.value >= 0 && !a.number.low == !b.number.low;
  };
  // "from 90 to 45%"
  for (const auto first : {own, own == numbers.begin() ? numbers.end() : own - 1}) {
    if (first == numbers.end() || first + 1 == numbers.end() || !same_kind(*first, *(first + 1))) continue;
    if (first->number.change_start) {
      const int said = says_way(*first, false);
      return said != 0 && said == -way(first->number.value, (first + 1)->number.value);
    }
    // "… (94%) … than … 33%"
    const std::string between(text.substr(first->span.end, (first + 1)->span.start - first->span.end));
    bool set_against = false;
    for (const std::string_view cue : {" than ", " vs", " versus ", "compared with ", "compared to ", " against "})
      set_against = set_against || between.find(cue) != std::string::npos;
    if (!set_against) continue;
    const int said = says_way(*first, true);
    return said != 0 && said == way(first->number.value, (first + 1)->number.value);
  }
  return false;
}

Turn compare_turns_at(const CitingStatement& statement, const SourceSentence& sentence, const LabelledNumber& number,
                      bool ratio) {
  if (sentence.table_row || statement.number_span.empty()) return Turn::kUnknown;
  // "Non-completion was reduced" is "completion was increased".
  if ((statement.text.find("non-") == std::string::npos) != (sentence.text.find("non-") == std::string::npos))
    return Turn::kUnknown;
  // A ratio is told of the whole clause ("lower with A (6.7%) than with B (12.4%), odds ratio 0.52"), other numbers of
  // the words since the last number.
  const auto sign_near = [&](std::string_view text, ByteSpan value, const std::vector<LabelledNumber>& numbers) {
    constexpr std::size_t kBefore = 200, kAfter = 60;
    std::size_t from = value.start > kBefore ? value.start - kBefore : 0;
    std::size_t to = std::min<std::size_t>(text.size(), value.end + kAfter);
    for (const LabelledNumber& q : numbers) {
      if (q.span.end <= value.start && !ratio) from = std::max<std::size_t>(from, q.span.end);
      if (q.span.start >= value.end) to = std::min<std::size_t>(to, q.span.start);
    }
    for (const std::string_view stop : {";", " whereas ", " while ", " but "})
      if (const std::size_t last = text.substr(from, value.start - from).rfind(stop); last != std::string_view::npos)
        from += last;
    if (const std::size_t stop = text.substr(value.end, to - value.end).find_first_of(";,");
        stop != std::string_view::npos)
      to = value.end + stop;
    return sign_of_words(text.substr(from, to - from));
  };
  const Sign one = sign_near(statement.text, statement.number_span, labelled_numbers(statement.text, {}));
  if (one.amount == 0 && one.worth == 0) return Turn::kUnknown;
  Sign other = sign_near(sentence.text, number.span, sentence.labelled);
  // "3.3, 2.3 and 0.3 lower": one word of direction for all.
  const bool far = other.amount == 0 && other.worth == 0;
  if (far) other = sign_of_words(sentence.text);
  const auto turn = [](int a, int b) { return a == 0 || b == 0 ? 0 : a == b ? 1 : -1; };
  const int amount = turn(one.amount, other.amount), worth = turn(one.worth, other.worth);
  if (amount == 0 && worth == 0) return Turn::kUnknown;
  const bool opposite = amount < 0 || worth < 0;
  if (are_swapped(sides_of(statement.text), sides_of(sentence.text))) return opposite ? Turn::kSame : Turn::kUnknown;
  return opposite ? Turn::kOpposite : far ? Turn::kUnknown : Turn::kSame;
}

}  // namespace warrant
