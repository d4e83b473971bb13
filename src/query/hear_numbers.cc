#include "src/query/hearing.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/query/sentence_cues.h"
#include "src/query/told_apart.h"
#include "src/query/turn.h"

namespace warrant {
namespace {

constexpr double kRival = 0.95;    // share of the statement that must belong to another number …
constexpr double kRivalGap = 0.3;  // … and how much more of it than to the claim's own, to contradict
constexpr double kRow = 0.55;      // the same for rows of one table
constexpr double kRowGap = 0.25;

// Words that bring in the group whose number is told.
const WordSet kGroupCues = {"with",  "on",    "given",   "receiving", "taking",
                            "using", "under", "treated", "received",  "took"};

// A statement with one of these may speak of the control without naming it.
const WordSet kOtherGroups = {"other",      "both",   "all",          "than",    "without", "no",         "alone",
                              "only",       "non",    "differed",     "differ",  "total",   "overall",    "standard",
                              "comparison", "groups", "arms",         "instead", "neither", "not",        "compared",
                              "others",     "rest",   "conventional", "routine", "between", "difference", "comparator"};

const WordSet kVersus = {"vs", "versus", "v"};
// Of no group that a sentence before may name.
const WordSet kAnyGroup = {"other", "others", "both",   "each",   "neither", "either",
                           "rest",  "latter", "former", "groups", "arms"};

// The interval belongs to another result of the source.
bool interval_elsewhere(const Claim& claim, const IndexedDocument& source) {
  if (!claim.ci_low || !claim.ci_high) return false;
  return std::any_of(source.claims.begin(), source.claims.end(), [&](const Claim& other) {
    return other.ci_low && other.ci_high && std::fabs(*other.ci_low - *claim.ci_low) < 1e-9 &&
           std::fabs(*other.ci_high - *claim.ci_high) < 1e-9;
  });
}

// Some place of the source prints this interval next to a number.
bool interval_printed(const CitingStatement& statement, WitnessDocument& source) {
  for (SourceSentence& sentence : source.sentences) {
    bool low = false, high = false;
    for (const Quantity& q : sentence.numbers) {
      low |= std::fabs(std::fabs(q.value) - std::fabs(*statement.number.low)) < 1e-9;
      high |= std::fabs(std::fabs(q.value) - std::fabs(*statement.number.high)) < 1e-9;
    }
    if (!low || !high) continue;
    source.label(sentence);
    for (const LabelledNumber& number : sentence.labelled)
      if (compare_intervals(statement.number, number.number) == Intervals::kSame) return true;
  }
  return false;
}

// A p value of the statement, no usual bound, that stands in the sentence.
bool p_in_common(const std::vector<double>& said, const SourceSentence& sentence) {
  return std::any_of(said.begin(), said.end(), [&](double p) { return holds(sentence, p); });
}

// The other end of "from 8.1 to 7.0".
std::optional<double> partner_of(const std::vector<LabelledNumber>& numbers, const LabelledNumber& number) {
  const auto at = static_cast<std::size_t>(&number - numbers.data());
  if (number.number.change_start && at + 1 < numbers.size()) return numbers[at + 1].number.value;
  if (at > 0 && numbers[at - 1].number.change_start) return numbers[at - 1].number.value;
  return std::nullopt;
}

// The row itself, or a column's header, names something of the statement.
bool names_row(const CitingStatement& statement, const SourceSentence& sentence) {
  const auto named = [&](const std::set<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return statement.topic.count(word) != 0; });
  };
  if (named(sentence.heading) || named(label_words(sentence.text, {}))) return true;
  return std::any_of(sentence.labelled.begin(), sentence.labelled.end(),
                     [&](const LabelledNumber& number) { return named(number.words); });
}

// How many other numbers of the statement stand in the sentence; those that any sentence may have do not count.
int numbers_in_common(const std::vector<LabelledNumber>& said, double own, const SourceSentence& sentence) {
  int common = 0;
  for (const LabelledNumber& number : said) {
    const double value = std::fabs(number.number.value);
    if (std::fabs(value - std::fabs(own)) < 1e-9 || (value < 10 && number.number.decimals == 0)) continue;
    common += holds(sentence, value);
  }
  return common;
}

// The other end of a range whose end the number is.
std::optional<double> other_end(const SourceSentence& sentence, const LabelledNumber& number) {
  if (sentence.table_row || partner_of(sentence.labelled, number)) return std::nullopt;
  for (std::size_t i = 0; i < sentence.numbers.size(); ++i) {
    if (!sentence.numbers[i].span.overlaps(number.span)) continue;
    if (i > 0 && sentence.numbers[i - 1].unit != sentence.numbers[i].unit) return std::nullopt;
    if (sentence.numbers[i].range_start && i + 1 < sentence.numbers.size()) return sentence.numbers[i + 1].value;
    if (i > 0 && sentence.numbers[i - 1].range_start) return sentence.numbers[i - 1].value;
  }
  return std::nullopt;
}

bool says(const std::vector<LabelledNumber>& said, double value) {
  return std::any_of(said.begin(), said.end(), [&](const LabelledNumber& q) {
    return std::fabs(std::fabs(q.number.value) - std::fabs(value)) < 1e-9;
  });
}

// Two numbers of one kind: of one unit; without units of as many decimals and, where it is known, of one measure.
bool same_kind(const Claim& claim, const LabelledNumber& number, const SourceSentence& at, const LabelledNumber& other,
               const SourceSentence& there, const WitnessDocument& source) {
  if (number.number.unit != other.number.unit || !same_operator(number.number.op, other.number.op) ||
      other.number.op == Operator::kApproximately)
    return false;
  if (!number.number.unit.empty()) return true;
  if (number.number.decimals != other.number.decimals || number.number.low.has_value() != other.number.low.has_value())
    return false;
  const Claim* a = source.claim_at(at.span.start + number.span.start);
  const Claim* b = source.claim_at(there.span.start + other.span.start);
  if (!claim.measure.empty()) return b != nullptr && same_measure(claim, *b);
  return a == nullptr || b == nullptr || a->measure == b->measure;
}

// The number of the kind of `place` that most of the statement belongs to, and which is not said by it.
// `table`: only in this one, -1 = anywhere.
Owned best_rival(const Claim& claim, const CitingStatement& statement, const Owned& place, WitnessDocument& source,
                 std::int32_t table) {
  const Rarity& rarity = source.rarity();
  const std::vector<Quantity> said = quantities_of(statement.text);
  Owned best;
  for (const SourceSentence& sentence : source.sentences) {
    if (sentence.labelled.empty() || !sentence.result || sentence.caption || &sentence == place.sentence) continue;
    if (table >= 0 && table_of(sentence, source) != table) continue;
    std::optional<bool> elsewhere;
    for (const LabelledNumber& number : sentence.labelled) {
      if (!same_kind(claim, *place.number, *place.sentence, number, sentence, source)) continue;
      if (rounds_back(statement.number, number.number) || rounds_back(number.number, statement.number) ||
          std::any_of(said.begin(), said.end(), [&](const Quantity& q) {
            return std::fabs(std::fabs(q.value) - std::fabs(number.number.value)) < 1e-9;
          }))
        continue;
      const double share = belonging(statement.labels, sentence, number, rarity);
      if (share <= best.share) continue;
      if (!elsewhere)
        elsewhere = names_other_outcome(statement, sentence) ||
                    (time_words(number.words).empty() && other_time(statement.labels, sentence.own_labels));
      if (*elsewhere || other_time(statement.labels, time_words(number.words))) continue;
      best = {&sentence, &number, share};
    }
  }
  return best;
}

// Two counts are rivals only where they share out a list, each has its group, or one noun is set against another.
bool count_alike(const LabelledNumber& a, const LabelledNumber& b) {
  const auto is_count = [](const LabelledNumber& number) {
    return number.number.decimals == 0 && (number.number.unit.empty() || number.number.unit == "people");
  };
  if (!is_count(a) || !is_count(b)) return true;
  if (a.pair != 0 && a.pair == b.pair) return true;
  if (!a.groups.empty() || !b.groups.empty()) return true;
  return are_opposed(a.words, b.words);
}

// How many brackets are open before a place.
int depth_at(std::string_view text, std::size_t place) {
  text = text.substr(0, place);
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return c == '(' || c == '['; }) -
                          std::count_if(text.begin(), text.end(), [](char c) { return c == ')' || c == ']'; }));
}

// The statement's interval stands beside another number than `number`: not in the bracket behind it.
bool is_lent(const CitingStatement& statement, const SourceSentence& sentence, const std::vector<LabelledNumber>& pool,
             const LabelledNumber& number) {
  const int depth = depth_at(sentence.text, number.span.start);
  const LabelledNumber* base = nullptr;  // the last one that stands no deeper
  for (const LabelledNumber& other : pool) {
    if (depth_at(sentence.text, other.span.start) <= depth) base = &other;
    if (compare_intervals(statement.number, other.number) == Intervals::kSame) return base != &number;
  }
  return false;
}

// The part of a sentence around a place, between words that set one part against another.
std::string_view clause_at(std::string_view text, ByteSpan place) {
  std::size_t from = 0, to = text.size();
  for (const std::string_view stop : {"; ", ", while ", ", whereas ", " whereas ", ", but ", " while "}) {
    if (const std::size_t at = text.substr(0, place.start).rfind(stop); at != std::string_view::npos)
      from = std::max(from, at + stop.size());
    if (const std::size_t at = text.find(stop, place.end); at != std::string_view::npos) to = std::min(to, at);
  }
  return text.substr(from, to - from);
}

// The arm that the statement names where the number's place names another one; empty = none.
std::set<std::string> other_arm(const CitingStatement& statement, const SourceSentence& sentence,
                                const LabelledNumber& number, WitnessDocument& source) {
  const Contrasts& arms = source.contrasts();
  if (arms.pairs().empty()) return {};
  std::set<std::string> said = statement.labels;
  said.insert(statement.groups.begin(), statement.groups.end());
  // Where its sentence names both, only the group beside it tells.
  std::set<std::string> own = number.groups;  // a group that governs from afar does not outdo a name beside the number
  const bool shared_out = !sentence.table_row && number.pair != 0;
  if (!own.empty() || shared_out) own.insert(number.words.begin(), number.words.end());
  std::vector<const std::set<std::string>*> levels = {&own};
  if (own.empty() && !sentence.table_row && has_any(sentence.text, kVersus)) return {};
  const std::string_view part = clause_at(sentence.text, number.span);
  const bool any_group = !sentence.table_row && number.groups.empty() && has_any(part, kAnyGroup);
  const std::set<std::string> clause =
      sentence.table_row || any_group ? std::set<std::string>() : label_words(part, source.aliases);
  levels.push_back(&clause);
  if (sentence.table_row) {
    levels.push_back(&number.words);
    levels.push_back(&sentence.context_labels);
  }
  if (!any_group) levels.insert(levels.begin() + (sentence.table_row ? 3 : 2), &sentence.own_labels);
  // What the sentences before it in its paragraph speak of.
  constexpr std::ptrdiff_t kFarthest = 3;
  if (!sentence.table_row && !any_group) {
    const std::ptrdiff_t at = &sentence - source.sentences.data();
    for (std::ptrdiff_t back = 1; back <= std::min(kFarthest, at); ++back) {
      SourceSentence& earlier = source.sentences[static_cast<std::size_t>(at - back)];
      if (earlier.passage != sentence.passage) break;
      source.label(earlier);
      levels.push_back(&earlier.own_labels);
    }
  }
  return arms.other_arm(said, levels);
}

double shared_without(const CitingStatement& statement, const std::set<std::string>& arm,
                      const SourceSentence& sentence, const std::set<std::string>& title) {
  CitingStatement rest;
  for (const std::string& word : statement.words)
    if (!arm.contains(word)) rest.words.insert(word);
  return shared_words(rest, sentence, title);
}

// The p values of a place: none, one of them the statement's, or only others.
enum class PValues { kNone, kSame, kOther };
PValues compare_p_values(const ReportedNumber& own, const SourceSentence& sentence) {
  if (sentence.p_values.empty()) return PValues::kNone;
  Claim mine, theirs;
  mine.value = theirs.value = 1;
  mine.p_op = own.p_op, mine.p_value = own.p;
  for (const auto& [op, p] : sentence.p_values) {
    // "p < 0.05" leaves open which one it is.
    const bool open =
        op != Operator::kEqual && (op == Operator::kLess || op == Operator::kLessEqual ? *own.p < p : *own.p > p);
    theirs.p_op = op, theirs.p_value = p;
    if (open || compare_numbers(mine, theirs).p) return PValues::kSame;
  }
  return PValues::kOther;
}

// The word that tells `number` from `other` is a name of an arm, where the statement names one.
bool is_told_by_arm(const CitingStatement& statement, const LabelledNumber& number, const LabelledNumber& other,
                    WitnessDocument& source) {
  const auto& pairs = source.contrasts().pairs();
  const auto is_arm = [&](const std::string& word) {
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first.contains(word); });
  };
  bool names_arm = false;
  for (const std::string& word : statement.labels) {
    if (!is_arm(word)) continue;
    names_arm = true;
    if (number.words.contains(word) && !other.words.contains(word)) return true;
  }
  return !names_arm;
}

bool is_ratio(const Claim& claim, const ReportedNumber& own) {
  return own.unit.empty() && claim.measure.find("ratio") != std::string::npos;
}

// At least three numbers of the statement stand in the sentence, in the same order: so do their groups.
bool same_sequence(const std::vector<LabelledNumber>& said, const std::vector<LabelledNumber>& there) {
  std::vector<std::size_t> places;
  for (const LabelledNumber& q : said)
    for (std::size_t i = 0; i < there.size(); ++i)
      if (std::fabs(std::fabs(q.number.value) - std::fabs(there[i].number.value)) < 1e-9 &&
          q.number.decimals == there[i].number.decimals) {
        places.push_back(i);
        break;
      }
  return places.size() >= 3 && places.size() * 3 >= said.size() * 2 && std::is_sorted(places.begin(), places.end());
}

}  // namespace

void hear_numbers(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  struct Standing {
    const SourceSentence* sentence = nullptr;
    const LabelledNumber* number = nullptr;
    const LabelledNumber* rival = nullptr;
    double words = -1;
  };
  Standing full, flipped, opposite, interval, p_value, altered, unit, changed, turned, foreign, other_arms, elsewhen,
      elsewhen_row, other_people;
  const auto keep = [](Standing& best, Standing place) {
    if (place.words > best.words) best = place;
  };
  const ReportedNumber& own = statement.number;
  const bool has_interval = own.low && own.high;
  const bool counted = own.unit.empty() || own.unit == "people";
  // "Without" turns a group into its opposite, which words alone do not tell.
  const std::vector<LabelledNumber> said_numbers = labelled_numbers(statement.text, {});
  const std::vector<double> said_p_values = p_values_of(statement.text);
  const bool without = statement.text.find("without") != std::string::npos;
  const bool speaks_of_control =
      names_control(statement.words) || names_control(statement.labels) || has_any(statement.text, kOtherGroups);
  const bool names_a_group = !speaks_of_control && (!statement.groups.empty() || has_any(statement.text, kGroupCues));
  Owned owned;
  const bool exact_p = own.p && own.p_op == Operator::kEqual;
  bool p_agrees = false;  // with a place that supports
  bool same_turn = false, rounded_full = false, interval_in_full = false, confirmed_full = false;
  double common_full = 0, common_flipped = 0;
  for (SourceSentence& sentence : source.sentences) {
    const bool value_here = std::any_of(sentence.numbers.begin(), sentence.numbers.end(), [&](const Quantity& q) {
      return std::fabs(std::fabs(q.value) - std::fabs(own.value)) <= 0.5 * std::pow(10.0, -own.decimals) + 1e-9;
    });
    const bool interval_here = has_interval && holds(sentence, *own.low) && holds(sentence, *own.high);
    if (!value_here && !interval_here) continue;
    source.label(sentence);
    const double words = shared_words(statement, sentence, source.title);
    const double common = std::min(
        0.3, 0.15 * (numbers_in_common(said_numbers, own.value, sentence) + p_in_common(said_p_values, sentence)));
    Standing flipped_here;
    bool full_here = false;
    const bool told = !sentence.table_row && is_told_in_order(statement.text, sentence.text);
    const bool in_order = told || (!sentence.table_row && same_sequence(said_numbers, sentence.labelled));
    // A caption's words alone do not say what a row is about.
    if (sentence.table_row && !names_row(statement, sentence)) continue;
    // What is mentioned and not reported (sizes of groups, times) needs more words.
    constexpr double kMentioned = 0.5;
    const std::size_t reported = sentence.labelled.size(),
                      numbers = reported + (words >= kMentioned && !has_interval ? sentence.mentioned.size() : 0);
    for (std::size_t place = 0; place < numbers; ++place) {
      const bool mentioned = place >= reported;
      const std::vector<LabelledNumber>& pool = mentioned ? sentence.mentioned : sentence.labelled;
      const LabelledNumber& number = pool[mentioned ? place - reported : place];
      const SameNumber same = compare_number(statement, number.number, sentence.table_row);
      const Intervals intervals = compare_intervals(own, number.number);
      const Standing here{&sentence, &number, nullptr, words};
      if (!same.same) {
        if (same.other_unit)
          keep(unit, here);
        else if (intervals == Intervals::kSame && !rounds_back(own, number.number))
          keep(altered, here);
        continue;
      }
      // A cell without a unit is not rounded to a number with one.
      if (same.rounded && sentence.table_row && number.number.unit.empty() && !own.unit.empty() && own.decimals == 0 &&
          own.unit != "%")
        continue;
      if (own.unit == "%" && number.number.unit.empty() && own.decimals == 0 && sentence.table_row &&
          !sentence.percents)
        continue;
      if (claim.value_high && !holds(sentence, *claim.value_high)) continue;
      // One end of "2-4 weeks" is not 4 weeks.
      if (const auto end = mentioned ? std::nullopt : other_end(sentence, number);
          end && !claim.value_high && !says(said_numbers, *end))
        continue;
      if (claim.n && claim.total && !is_rough_share(claim) &&
          !(holds(sentence, *claim.n) && holds(sentence, *claim.total)))
        continue;
      const Claim* extracted = source.claim_at(sentence.span.start + number.span.start);
      if (extracted != nullptr && !claim.measure.empty() && !extracted->measure.empty() &&
          !same_measure(claim, *extracted))
        continue;
      // A ratio in a table is known by its column; another number of a row may be anything.
      const bool untold_measure =
          !claim.measure.empty() && own.unit.empty() && (extracted == nullptr || extracted->measure.empty());
      const bool other_outcome = extracted != nullptr && !extracted->outcome.empty()
                                     ? compare_outcomes(statement, claim, *extracted) == Outcome::kOther
                                     : names_other_outcome(statement, sentence);
      if (other_outcome) {
        testimony.near_miss = "the number stands there for another outcome";
        testimony.near_span = sentence.span;
        continue;
      }
      // "From 0.95 to 0.62 at three months": the time is the second one's.
      const bool first_of_change =
          own.change_start && statement.partner &&
          std::any_of(pool.begin(), pool.end(), [&](const LabelledNumber& later) {
            return later.span.start > number.span.start &&
                   std::fabs(std::fabs(later.number.value) - std::fabs(*statement.partner)) < 1e-9;
          });
      if (is_other_time(statement, sentence, number) && !told && !first_of_change) {
        keep(sentence.table_row ? elsewhen_row : elsewhen, here);
        // The statement's time has a number of its own here.
        for (const LabelledNumber& other : sentence.labelled)
          if (other.pair != 0 && other.pair == number.pair && other.number.unit == number.number.unit && !in_order &&
              !time_words(other.words).empty() && !other_time(statement.labels, time_words(other.words)) &&
              std::fabs(std::fabs(other.number.value) - std::fabs(number.number.value)) > 1e-9)
            keep(flipped_here, {&sentence, &number, &other, words});
        testimony.near_miss = "the number stands there for another time";
        testimony.near_span = sentence.span;
        continue;
      }
      if (!told && is_of_other_people(statement, sentence, number)) {
        // Another number of the statement beside it says that this is the place.
        keep(other_people, {&sentence, &number, nullptr, words + common});
        continue;
      }
      // Another number of the place may be the one that the statement speaks of.
      const LabelledNumber* rival = nullptr;
      bool confirmed = false;
      if (!sentence.table_row && !in_order)
        for (const LabelledNumber& other : pool)
          if (rival == nullptr && other.number.unit == number.number.unit &&
              is_of_those_without(statement, sentence, pool, number, other))
            rival = &other;
      for (const LabelledNumber& other : pool) {
        if (mentioned && number.number.unit != "people") break;  // times are everybody's
        // Numbers of one kind: of one unit, or both with decimals or both without.
        if (other.number.unit != number.number.unit || other.number.op == Operator::kApproximately ||
            !same_operator(other.number.op, number.number.op) ||
            (number.number.unit.empty() && (other.number.decimals > 0) != (number.number.decimals > 0)) || without ||
            in_order || std::fabs(std::fabs(other.number.value) - std::fabs(number.number.value)) < 1e-9 ||
            (statement.partner && std::fabs(std::fabs(other.number.value) - std::fabs(*statement.partner)) < 1e-9))
          continue;
        Owner owner = owner_of(statement.labels, number, other, statement.groups);
        if (owner == Owner::kUnknown && !sentence.table_row && !counted && !partner_of(pool, number) &&
            is_nearer_to(statement, number, other, source))
          owner = Owner::kOther;
        const bool alike = !counted || count_alike(number, other);
        if (owner == Owner::kOther && !alike) owner = Owner::kUnknown;
        confirmed |= owner == Owner::kThis && is_told_by_arm(statement, number, other, source);
        // "… after A than after B" beside "… compared with B": what it is set against tells it too.
        const bool compared =
            std::any_of(statement.set_against.begin(), statement.set_against.end(), [&](const auto& word) {
              return number.words.contains(word) && !other.words.contains(word) && !other.near.contains(word);
            });
        if (owner == Owner::kOther && !(compared && number.pair == 0) && rival == nullptr) rival = &other;
        // The statement's control has a number of its own here, and this is the other group's.
        if (owner == Owner::kUnknown && rival == nullptr && names_control(statement.labels) &&
            names_control(other.words) && !names_control(other.inherited) && !names_control(number.words) &&
            !names_control(number.near) && names_active(number.words) && !names_active(statement.labels))
          rival = &other;
        // The placebo's number, and the statement speaks of no control.
        if (owner == Owner::kUnknown && rival == nullptr && names_a_group && words >= kSameWords && alike &&
            names_control(number.words) && !names_control(number.inherited) && !names_control(other.words) &&
            !other.words.empty() &&
            !(extracted != nullptr && extracted->measure.find("difference") != std::string::npos))
          rival = &other;
      }
      if (rival == nullptr && !in_order && !without) {
        std::set<std::string> there = number.words;
        for (const std::string& word : number.near)
          if (!is_ascii_digit(word[0])) there.insert(word);
        if (sentence.table_row) there.insert(sentence.own_labels.begin(), sentence.own_labels.end());
        if (are_opposed(statement.labels, there)) {
          keep(turned, here);
          continue;
        }
      }
      if (rival != nullptr) {
        if (!(sentence.table_row && untold_measure)) keep(flipped_here, {&sentence, &number, rival, words});
        continue;
      }
      // The row of the controls, and the statement speaks of none.
      if (rival == nullptr && sentence.table_row && names_a_group && words >= kSameWords &&
          names_control(label_words(sentence.text, {}))) {
        keep(foreign, here);
        continue;
      }
      // The one group that is named here is not the statement's.
      if (rival == nullptr && !in_order && !confirmed && !statement.groups.empty() && !number.groups.empty()) {
        std::set<std::string> there = number.groups;
        there.insert(number.near.begin(), number.near.end());
        bool near_named = false;
        for (const std::string& word : statement.groups) near_named = near_named || there.contains(word);
        if (!near_named && are_other_groups(statement.groups, number.groups, source.groups())) {
          keep(foreign, here);
          continue;
        }
      }
      // Its place names another arm of the work than the statement does.
      if (!in_order && !without && !has_interval && !number.number.low) {
        const std::set<std::string> arm = other_arm(statement, sentence, number, source);
        if (!arm.empty()) {
          keep(other_arms, {&sentence, &number, nullptr, shared_without(statement, arm, sentence, source.title)});
          continue;
        }
      }
      // "2.25 (1.10-5.19)": the interval stands beside another number of the sentence.
      const bool lent =
          has_interval && intervals == Intervals::kOneMissing && is_lent(statement, sentence, pool, number);
      if (intervals == Intervals::kOther || lent ||
          (has_interval && intervals == Intervals::kOneMissing && !interval_here)) {
        keep(interval, here);
        continue;
      }
      if (own.p && number.number.p) {
        Claim mine, theirs;
        mine.value = theirs.value = 1;
        mine.p_op = own.p_op, mine.p_value = own.p;
        theirs.p_op = number.number.p_op, theirs.p_value = number.number.p;
        // A row may test a change and a difference.
        if (!compare_numbers(mine, theirs).p && !(sentence.table_row && holds(sentence, *own.p))) {
          keep(p_value, here);
          continue;
        }
      }
      if (const auto mine = statement.partner, theirs = mentioned ? std::nullopt : partner_of(pool, number);
          mine && theirs) {
        const bool same_end =
            std::fabs(std::fabs(*mine) - std::fabs(*theirs)) < 0.5 * std::pow(10.0, -own.decimals) + 1e-9;
        if (same_end ? own.change_start != number.number.change_start : !holds(sentence, *mine)) {
          keep(same_end ? opposite : changed, here);
          continue;
        }
      }
      const Turn turn = compare_turns_at(statement, sentence, number, !claim.measure.empty() && own.unit.empty());
      const bool belied = turn != Turn::kSame && ((is_ratio(claim, own) && belies_ratio(statement, number.number)) ||
                                                  belies_itself(statement));
      if ((turn == Turn::kOpposite || belied) && !told) {
        keep(opposite, here);
        continue;
      }
      same_turn |= turn == Turn::kSame && words >= 0.4;
      full_here = true;
      p_agrees |= exact_p && words >= 0.2 && compare_p_values(own, sentence) == PValues::kSame;
      if (const double share = belonging(statement.labels, sentence, number, source.rarity()); share > owned.share)
        owned = {&sentence, &number, share};
      const double score = words + (confirmed ? 0.1 : 0) + common - (mentioned ? 0.05 : 0);
      if (score > full.words) {
        full = {&sentence, &number, nullptr, score};
        confirmed_full = confirmed;
        common_full = common;
        rounded_full = same.rounded;
        interval_in_full = intervals == Intervals::kSame || interval_here;
      }
    }
    // The sentence has the number twice, and once it is this one's.
    if (!full_here && flipped_here.words >= (sentence.table_row ? 0.6 : 0) && flipped_here.words > flipped.words) {
      flipped = flipped_here;
      common_flipped = common;
    }
  }
  const auto against = [&](const Standing& place, double weight, std::string reason) {
    testimony.against = weight;
    testimony.against_span = place.sentence->span;
    testimony.against_reason = std::move(reason);
  };
  const double size = std::fabs(own.value);
  const bool large = own.decimals == 0 && size >= 100 && std::fmod(size, 50) != 0;
  const bool distinctive = large || (size >= 10 ? own.decimals >= 1 : own.decimals >= 2);
  const bool rare = std::floor(size * std::pow(10.0, own.decimals)) >= 100 && own.decimals > 0;  // three digits
  const double needed = (has_interval && interval_in_full) || (large && size >= 1000) ? 0.2 : distinctive ? 0.3 : 0.42;
  const bool other_p = own.p && p_value.words >= 0.4 && full.number != nullptr && !full.number->number.p;
  const bool supported = full.sentence != nullptr && full.words >= needed && !other_p;
  if (other_people.words >= 0.3 && other_people.words >= full.words - 0.1) {
    against(other_people, 0.9,
            fmt::format("{} stands there for others: \u201C{}\u201D", shown(own),
                        around(*other_people.sentence, *other_people.number)));
    return;
  }
  // The unit is another where one is printed, and here none is.
  const bool says_less =
      (!own.unit.empty() && own.unit != "people" && full.number != nullptr && full.number->number.unit.empty()) ||
      (!own.per.empty() && full.number != nullptr && full.number->number.per.empty());
  if (supported && says_less && unit.number != nullptr && unit.words >= std::max(kSameWords, full.words - 0.2)) {
    against(unit, 0.9, fmt::format("the source has {}, not {}", shown(unit.number->number), shown(own)));
    return;
  }
  Owned rival;
  if (supported) {
    rival = best_rival(claim, statement, owned, source, -1);
    // Another row of the same table is the one spoken of.
    if (const std::int32_t table = table_of(*full.sentence, source); table >= 0) {
      const Owned row = best_rival(claim, statement, {full.sentence, full.number, owned.share}, source, table);
      // The statement names what heads the other row, and nothing of what heads this one.
      const auto heads = [&](const SourceSentence& there, const SourceSentence& other) {
        return std::any_of(there.heading.begin(), there.heading.end(), [&](const std::string& word) {
          return statement.labels.contains(word) && !other.heading.contains(word) && !other.own_labels.contains(word);
        });
      };
      const bool same_place =
          full.sentence == owned.sentence ||
          (row.number != nullptr && heads(*row.sentence, *full.sentence) && !heads(*full.sentence, *row.sentence));
      if (row.number != nullptr && same_place && row.share >= kRow && row.share - owned.share > kRowGap) {
        against({row.sentence, row.number, row.number, full.words}, 0.9,
                fmt::format("the source has {} here: \u201C{}\u201D, and {} in another row", shown(row.number->number),
                            around(*row.sentence, *row.number), shown(own)));
        return;
      }
    }
  }
  // The p value that it is told with is another result's.
  if (supported && exact_p && !p_agrees && compare_p_values(own, *full.sentence) == PValues::kOther) {
    bool printed = false, noted = false;  // a note of the table may be of any row
    for (SourceSentence& sentence : source.sentences) {
      source.label(sentence);
      if (compare_p_values(own, sentence) != PValues::kSame || !holds(sentence, *own.p)) continue;
      printed = true;
      noted |= full.sentence->table_row && sentence.caption;
    }
    if (printed && !noted) {
      testimony.stitched = true;
      testimony.stitched_span = full.sentence->span;
    } else if (!printed) {
      against(
          full, 0.9,
          fmt::format("the value is right, the p value is not: \u201C{}\u201D", around(*full.sentence, *full.number)));
    }
    if (!noted) return;
  }
  // Much more of the statement belongs to another number of the source.
  const bool other_owner =
      rival.number != nullptr && rival.share >= kRival &&
      rival.share - owned.share > (has_interval && interval_in_full ? kRivalGap + 0.1 : kRivalGap) &&
      shared_words(statement, *rival.sentence, {}) >= std::max(0.8, full.words);
  testimony.owned = owned.share;
  testimony.rival = rival.share;
  if (supported && other_owner) {
    against({rival.sentence, rival.number, rival.number, full.words}, 0.9,
            fmt::format("the source has {} here: \u201C{}\u201D, and {} for something else",
                        shown(rival.number->number), around(*rival.sentence, *rival.number), shown(own)));
    return;
  }
  // It stands for another arm where much more of the statement is said.
  const bool not_its_arm = other_arms.words >= kSameWords && !confirmed_full && other_arms.words > full.words + 0.1;
  if (supported && !not_its_arm &&
      !(flipped.words >= 0.4 &&
        flipped.words > full.words + (confirmed_full || common_full > common_flipped             ? 0.15
                                      : flipped.sentence->table_row && !full.sentence->table_row ? 0.1
                                      : full.sentence->table_row && !flipped.sentence->table_row ? -0.45
                                                                                                 : -0.3)) &&
      !(has_interval && interval.words > full.words + 0.2) && !(opposite.words >= 0.34 && !same_turn)) {
    testimony.support = std::min(full.words, 1.0);
    testimony.support_span = full.sentence->span;
    testimony.same_interval = has_interval && interval_in_full;
    testimony.support_reason =
        rounded_full ? fmt::format("the source has {}; {} is that rounded", shown(full.number->number), shown(own))
                     : fmt::format("the source has {}", shown(full.number->number));
    return;
  }
  if (const Owned right = elsewhen_row.words >= kSameWords
                              ? at_right_time(statement, {elsewhen_row.sentence, elsewhen_row.number, 0}, source)
                              : Owned();
      right.number != nullptr) {
    against({right.sentence, right.number, right.number, elsewhen_row.words}, 0.9,
            fmt::format("the source has {} at this time: \u201C{}\u201D, and {} at another",
                        shown(right.number->number), around(*right.sentence, *right.number), shown(own)));
  } else if (foreign.words >= kSameStatement && foreign.words > flipped.words) {
    against(foreign, 0.9,
            fmt::format("{} is another group's there: \u201C{}\u201D", shown(own),
                        around(*foreign.sentence, *foreign.number)));
  } else if (other_arms.words >= kSameWords && other_arms.words > flipped.words) {
    against(other_arms, 0.9,
            fmt::format("{} is another group's there: \u201C{}\u201D", shown(own),
                        around(*other_arms.sentence, *other_arms.number)));
  } else if (turned.words >= kSameWords && turned.words > flipped.words) {
    against(turned, 0.9,
            fmt::format("{} stands there for the opposite: \u201C{}\u201D", shown(own),
                        around(*turned.sentence, *turned.number)));
  } else if (flipped.words >= 0.4) {
    against(flipped, 1,
            fmt::format("the source has {} here: \u201C{}\u201D; {} is not this group's, outcome's or time's",
                        shown(flipped.rival->number), around(*flipped.sentence, *flipped.rival), shown(own)));
  } else if (opposite.words >= 0.34) {
    against(opposite, 1, "the numbers stand there, the direction is the opposite");
  } else if (altered.words >= 0.3 && altered.words > interval.words + 0.1) {
    against(altered, 0.95, fmt::format("the source has {}, not {}", shown(altered.number->number), shown(own)));
  } else if (p_value.words >= 0.3 && p_value.words >= interval.words - 0.25 && has_interval) {
    against(p_value, 0.9,
            fmt::format("the value is right, the p value is not: the source has p {} {}",
                        symbol_of(p_value.number->number.p_op), p_value.number->number.p.value_or(0)));
  } else if (interval.words >= 0.3) {
    const bool elsewhere = interval_elsewhere(claim, source.document) || interval_printed(statement, source);
    if (elsewhere) {
      testimony.stitched = true;
      testimony.stitched_span = interval.sentence->span;
    } else if (interval.number->number.low) {
      against(
          interval, 0.95,
          fmt::format("the value is right, the interval is not: the source has {}", shown(interval.number->number)));
    }
  } else if (p_value.words >= 0.3) {
    against(p_value, 0.9,
            fmt::format("the value is right, the p value is not: the source has p {} {}",
                        symbol_of(p_value.number->number.p_op), p_value.number->number.p.value_or(0)));
  } else if (changed.words >= kSameWords) {
    against(
        changed, 0.9,
        fmt::format("the other end of the change is not the source's: {}", around(*changed.sentence, *changed.number)));
  } else if (altered.words >= 0.3) {
    against(altered, 0.95, fmt::format("the source has {}, not {}", shown(altered.number->number), shown(own)));
  } else if (own.op == Operator::kEqual &&
             unit.words >= (rare          ? 0.3
                            : distinctive ? kSameWords
                                          : kSameThing) &&
             (rare || (unit.number->number.unit != "people" && own.unit != "people") ||
              (unit.words >= kSameThing && !(own.unit == "people" && unit.number->number.unit == "%")))) {
    against(unit, 0.9, fmt::format("the source has {}, not {}", shown(unit.number->number), shown(own)));
  }
}

}  // namespace warrant
