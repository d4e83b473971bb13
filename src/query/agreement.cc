#include "src/query/agreement.h"

#include <algorithm>
#include <cmath>

#include "src/base/text.h"
#include "src/language/concepts.h"
#include "src/language/fold.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

bool close(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max({1.0, std::fabs(a), std::fabs(b)}); }

// `source` printed with more digits rounds to `claim`.
bool rounds_to(double source, double claim, int claim_decimals, int source_decimals) {
  if (source_decimals <= claim_decimals) return false;
  return std::fabs(source - claim) <= 0.5 * std::pow(10.0, -claim_decimals) * (1 + 1e-9);
}

int decimals_of(double value) {
  for (int d = 0; d < 6; ++d) {
    const double scaled = value * std::pow(10.0, d);
    if (std::fabs(scaled - std::round(scaled)) < 1e-7 * std::max(1.0, std::fabs(scaled))) return d;
  }
  return 6;
}

Operator plain(Operator op) { return op == Operator::kNone || op == Operator::kApproximately ? Operator::kEqual : op; }

bool same_operator(Operator a, Operator b) {
  const auto kind = [](Operator op) {
    switch (plain(op)) {
      case Operator::kLess:
      case Operator::kLessEqual:
        return -1;
      case Operator::kGreater:
      case Operator::kGreaterEqual:
        return 1;
      default:
        return 0;
    }
  };
  return kind(a) == kind(b);
}

bool is_content(const Word& word, std::string_view lower) {
  return !word.number && word.stem.size() > 1 && !is_stop_word(lower);
}

void add_words(std::set<std::string>& out, std::string_view text) {
  for (const Word& word : words_of(text))
    if (is_content(word, ascii_lower(slice(text, word.span)))) out.insert(word.stem);
}

// The statement without names of studies and citation marks: "Lee et al. (25) found" says nothing that the source says.
std::string without_names(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find("et al"); at != std::string::npos; at = out.find("et al", at)) {
    std::size_t start = at;
    while (start > 0 && out[start - 1] == ' ') --start;
    while (start > 0 && out[start - 1] != ' ' && out[start - 1] != '(') --start;
    out.replace(start, at + 5 - start, " ");
    at = start;
  }
  return out;
}

std::set<std::string> endpoints_of(std::string_view text) {
  std::set<std::string> names;
  for (const Mention& mention : mentions(text))
    if (mention.meant->kind == "endpoint") names.insert(std::string(mention.meant->name));
  if (names.size() > 1) names.erase("survival");
  return names;
}

int sign_of(std::string_view stem_word) {
  static const std::set<std::string, std::less<>> up = {"longer",   "prolong", "extend", "improv", "increas", "higher",
                                                        "more",     "greater", "better", "rise",   "rose",    "gain",
                                                        "superior", "favor",   "favour", "elev",   "larger"};
  static const std::set<std::string, std::less<>> down = {"shorter", "shorten", "reduc",    "decreas", "lower",
                                                          "fewer",   "less",    "wors",     "poorer",  "poor",
                                                          "declin",  "fell",    "inferior", "smaller", "diminish"};
  if (up.count(stem_word) != 0) return 1;
  if (down.count(stem_word) != 0) return -1;
  return 0;
}

struct Direction {
  int up = 0, down = 0;
  bool none = false;
};

Direction direction_in(std::string_view text) {
  Direction direction;
  const std::string lower = folded(text);
  for (const char* phrase : {"no significant", "not significant", "did not differ", "no difference", "not differ",
                             "had no effect", "non-significant", "nonsignificant", "did not improve", "did not reduce",
                             "not associated", "no association", "no effect"})
    direction.none |= lower.find(phrase) != std::string::npos;
  for (const Word& word : words_of(text)) {
    const int sign = sign_of(word.stem);
    direction.up += sign > 0;
    direction.down += sign < 0;
  }
  return direction;
}

}  // namespace

std::vector<Quantity> quantities_of(std::string_view text) {
  std::vector<Quantity> out;
  const std::vector<Token> tokens = lex(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_number()) continue;
    Quantity q;
    q.value = tokens[i].number.value;
    q.decimals = tokens[i].number.decimals;
    q.op = tokens[i].number.op;
    q.span = tokens[i].span;
    std::size_t next = i + 1;
    if (next < tokens.size() && tokens[next].is('%')) ++next;
    if (tokens[i].number.percent) {
      q.unit = "%";
    } else if (next < tokens.size() && tokens[next].is('-') && next + 1 < tokens.size() && tokens[next + 1].is_word()) {
      q.unit = time_unit(tokens[next + 1].text);  // "5-year"
    } else if (next < tokens.size() && tokens[next].is_word()) {
      q.unit = time_unit(tokens[next].text);
    }
    q.range_start =
        next + 1 < tokens.size() && (tokens[next].is('-') || tokens[next].is("to")) && tokens[next + 1].is_number();
    out.push_back(std::move(q));
  }
  for (std::size_t i = out.size(); i-- > 1;)
    if (out[i - 1].range_start && out[i - 1].unit.empty()) out[i - 1].unit = out[i].unit;
  return out;
}

Statement statement_of(const Claim& claim, std::string_view words) {
  Statement statement;
  statement.text = without_names(words);
  statement.outcome = claim.outcome;
  for (const Word& word : words_of(statement.text)) {
    const std::string printed(slice(statement.text, word.span));
    if (!is_content(word, ascii_lower(printed))) continue;
    if (statement.words.insert(word.stem).second) statement.printed.emplace_back(word.stem, printed);
  }
  const auto add = [&](const std::optional<double>& value, Operator op, const std::string& unit) {
    if (!value) return;
    Quantity q;
    q.value = *value;
    q.decimals = decimals_of(*value);
    q.op = op;
    q.unit = unit;
    statement.key.push_back(std::move(q));
  };
  add(claim.value, claim.value_op, claim.unit);
  add(claim.value_high, Operator::kNone, claim.unit);
  if (claim.n && claim.total) {
    add(claim.n, Operator::kNone, "");
    add(claim.total, Operator::kNone, "");
  }
  add(claim.ci_low, Operator::kNone, "");
  add(claim.ci_high, Operator::kNone, "");
  if (claim.p_op != Operator::kNotSignificant) add(claim.p_value, claim.p_op, "");
  return statement;
}

std::vector<SourceSentence> source_sentences(const IndexedDocument& document) {
  const Document& d = document.document;
  std::vector<SourceSentence> out;
  for (const Sentence& sentence : document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kHeading) continue;
    SourceSentence s;
    s.span = sentence.span;
    s.text = slice(d.text, sentence.span);
    s.table_row = passage.kind == PassageKind::kTableRow;
    add_words(s.words, s.text);
    for (const std::string& title : section_path(d, passage.section)) add_words(s.words, title);
    if (s.table_row && passage.table >= 0) {
      const Table& table = d.tables[static_cast<std::size_t>(passage.table)];
      for (std::int32_t caption : table.captions)
        add_words(s.words, slice(d.text, d.passages[static_cast<std::size_t>(caption)].span));
      for (std::int32_t r = 0; r < table.header_rows && r < table.rows; ++r)
        if (const std::int32_t p = table.row_passages[static_cast<std::size_t>(r)]; p >= 0)
          add_words(s.words, slice(d.text, d.passages[static_cast<std::size_t>(p)].span));
    }
    s.numbers = quantities_of(s.text);
    out.push_back(std::move(s));
  }
  return out;
}

std::set<std::string> context_words(const IndexedDocument& document, const Claim& claim, ByteSpan sentence) {
  const Document& d = document.document;
  std::set<std::string> words;
  add_words(words, slice(d.text, sentence));
  for (const std::string* part :
       {&claim.subject, &claim.comparator, &claim.outcome, &claim.population, &claim.analysis})
    add_words(words, *part);
  for (const std::string& title : section_path(d, claim.section)) add_words(words, title);
  if (claim.table >= 0)
    for (std::int32_t caption : d.tables[static_cast<std::size_t>(claim.table)].captions)
      add_words(words, slice(d.text, d.passages[static_cast<std::size_t>(caption)].span));
  add_words(words, d.title);
  return words;
}

double shared_words(const Statement& statement, const std::set<std::string>& other) {
  if (statement.words.empty()) return 0;
  double shared = 0;
  for (const std::string& word : statement.words) shared += other.count(word) != 0;
  return shared / static_cast<double>(statement.words.size());
}

bool same_measure(const Claim& a, const Claim& b) {
  const auto family = [](const std::string& m) -> std::string {
    if (m == measure::kSubdistributionHazardRatio) return std::string(measure::kHazardRatio);
    if (m == measure::kRateRatio || m == measure::kIncidenceRateRatio) return std::string(measure::kRiskRatio);
    return m;
  };
  return a.measure.empty() ? b.measure.empty() && a.kind == b.kind : family(a.measure) == family(b.measure);
}

bool same_times(const TimePoint& a, const TimePoint& b) {
  const auto months = [](const TimePoint& t) {
    if (t.unit == "years") return t.value * 12;
    if (t.unit == "weeks") return t.value / 4.345;
    if (t.unit == "days") return t.value / 30.44;
    return t.value;
  };
  return std::fabs(months(a) - months(b)) < 0.05 * std::max(1.0, months(a));
}

Outcome compare_outcomes(const Statement& statement, const Claim& claim, const Claim& other) {
  std::set<std::string> a = endpoints_of(claim.outcome), b = endpoints_of(other.outcome);
  if (a.empty()) a = endpoints_of(statement.text);
  if (a.empty() || b.empty()) {
    if (claim.outcome.empty() || other.outcome.empty()) return Outcome::kUnknown;
    return group_match(claim.outcome, other.outcome) > 0 ? Outcome::kSame : Outcome::kUnknown;
  }
  for (const std::string& name : a)
    if (b.count(name) != 0) return Outcome::kSame;
  // "survival" alone may mean overall survival, nothing else.
  const auto loose = [](const std::set<std::string>& names) {
    return names.count("survival") != 0 || names.count("OS") != 0;
  };
  return loose(a) && loose(b) ? Outcome::kSame : Outcome::kOther;
}

std::set<std::string> arm_words(std::string_view text) {
  static const std::set<std::string, std::less<>> any_arm = {"arm",   "group",   "cohort",    "patient",
                                                             "women", "subject", "particip",  "receiv",
                                                             "given", "treat",   "treatment", "respond"};
  std::set<std::string> words;
  add_words(words, text);
  for (auto at = words.begin(); at != words.end();) at = any_arm.count(*at) != 0 ? words.erase(at) : std::next(at);
  return words;
}

double group_match(std::string_view a, std::string_view b) {
  const std::set<std::string> wa = arm_words(a), wb = arm_words(b);
  if (wa.empty() || wb.empty()) return 0;
  double shared = 0;
  for (const std::string& word : wa) shared += wb.count(word) != 0;
  return shared / static_cast<double>(std::min(wa.size(), wb.size()));
}

Agreement compare_numbers(const Claim& claim, const Claim& source) {
  Agreement agreement;
  if (!claim.value || !source.value || claim.unit != source.unit || !same_operator(claim.value_op, source.value_op) ||
      claim.value_high.has_value() != source.value_high.has_value())
    return agreement;
  const int claim_decimals = decimals_of(*claim.value), source_decimals = decimals_of(*source.value);
  agreement.value = close(*claim.value, *source.value);
  if (!agreement.value && rounds_to(*source.value, *claim.value, claim_decimals, source_decimals))
    agreement.value = agreement.rounded = true;
  if (claim.value_high && !close(*claim.value_high, *source.value_high)) agreement.value = false;
  const auto agree = [](const std::optional<double>& a, const std::optional<double>& b) {
    return !a || !b || close(*a, *b) || rounds_to(*b, *a, decimals_of(*a), decimals_of(*b));
  };
  agreement.interval = agree(claim.ci_low, source.ci_low) && agree(claim.ci_high, source.ci_high);
  if (claim.p_value && source.p_value) {
    const bool exact = agree(claim.p_value, source.p_value) && same_operator(claim.p_op, source.p_op);
    // "p < 0.05" of "p = 0.023" is said loosely, not wrongly.
    const bool bounded = (claim.p_op == Operator::kLess || claim.p_op == Operator::kLessEqual) &&
                         *source.p_value <= *claim.p_value && source.p_op != Operator::kGreater;
    agreement.p = exact || bounded;
  }
  return agreement;
}

NumbersFound find_numbers(const Statement& statement, const SourceSentence& sentence) {
  NumbersFound found;
  if (statement.key.empty()) return found;
  found.all = true;
  std::vector<bool> used(sentence.numbers.size());  // "2.7 (1.2 to 2.7)" needs two 2.7
  for (std::size_t k = 0; k < statement.key.size(); ++k) {
    const Quantity& key = statement.key[k];
    bool here = false, rounded = false;
    int rivals = 0;
    for (std::size_t i = 0; i < sentence.numbers.size(); ++i) {
      const Quantity& q = sentence.numbers[i];
      if (here || used[i]) continue;
      const bool unit = key.unit == q.unit || (sentence.table_row && q.unit.empty()) ||
                        (key.unit.empty() && k > 0);  // intervals and p values carry no unit
      if (!unit || !same_operator(key.op, q.op)) continue;
      if (close(key.value, q.value)) {
        here = used[i] = true;
      } else if (k == 0 && rounds_to(q.value, key.value, key.decimals, q.decimals)) {
        here = rounded = used[i] = true;
      } else if (k == 0 && key.unit == q.unit) {
        ++rivals;
      }
    }
    if (k == 0) {
      found.any = here;
      found.rival = !here && rivals == 1 && !key.unit.empty();
    }
    found.rounded |= here && rounded;
    found.all &= here;
  }
  return found;
}

bool numbers_apart(const Statement& statement, const std::vector<SourceSentence>& sentences, ByteSpan& first) {
  for (std::size_t k = 0; k < statement.key.size(); ++k) {
    bool here = false;
    for (const SourceSentence& sentence : sentences) {
      for (const Quantity& q : sentence.numbers) {
        if (!close(statement.key[k].value, q.value) || !same_operator(statement.key[k].op, q.op)) continue;
        if (k == 0 && statement.key[k].unit != q.unit && !sentence.table_row) continue;
        if (k == 0 && !here) first = sentence.span;
        here = true;
      }
      if (here) break;
    }
    if (!here) return false;
  }
  return true;
}

bool names_other_outcome(const Statement& statement, const SourceSentence& sentence) {
  std::set<std::string> said = endpoints_of(statement.outcome);
  if (said.empty()) said = endpoints_of(statement.text);
  const std::set<std::string> there = endpoints_of(sentence.text);
  if (said.empty() || there.empty()) return false;
  return std::none_of(said.begin(), said.end(), [&](const std::string& name) {
    return there.count(name) != 0 || (name == "survival" && there.count("OS") != 0) ||
           (name == "OS" && there.count("survival") != 0);
  });
}

Turn compare_directions_at(std::string_view a, std::size_t value_a, std::string_view b, std::size_t value_b) {
  // The word of direction next before the value, in the same sentence: what stands further off may tell another result.
  constexpr std::size_t kNear = 160;
  const auto sign_before = [](std::string_view text, std::size_t value) {
    int sign = 0;
    for (const Word& word : words_of(text)) {
      if (word.span.start >= value) break;
      if (value - word.span.start > kNear) continue;
      if (const int here = sign_of(word.stem); here != 0) sign = here;
    }
    return sign;
  };
  const int one = sign_before(a, value_a), other = sign_before(b, value_b);
  if (one == 0 || other == 0) return Turn::kUnknown;
  return one == other ? Turn::kSame : Turn::kOpposite;
}

Turn compare_directions(const Statement& statement, const SourceSentence& sentence) {
  const Direction a = direction_in(statement.text), b = direction_in(sentence.text);
  const auto one_way = [](const Direction& d) { return (d.up > 0) != (d.down > 0); };
  if (a.none != b.none && (one_way(a) || a.none) && (one_way(b) || b.none)) return Turn::kOpposite;
  if (a.none && b.none) return Turn::kSame;
  if (!one_way(a) || !one_way(b)) return Turn::kUnknown;
  return (a.up > 0) == (b.up > 0) ? Turn::kSame : Turn::kOpposite;
}

}  // namespace warrant
