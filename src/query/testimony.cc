#include "src/query/testimony.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/language/stem.h"
#include "src/query/turn.h"

namespace warrant {
namespace {

constexpr double kSameWords = 0.5;       // share of the claim's words that a witness must hold
constexpr double kSameThing = 0.75;      // the same for words alone to be the opposite
constexpr double kRival = 0.95;          // share of the statement that must belong to another number …
constexpr double kRivalGap = 0.3;        // … and how much more of it than to the claim's own, to contradict
constexpr double kSameStatement = 0.65;  // the same for another number to be a contradiction

ByteSpan sentence_span(const IndexedDocument& document, const Claim& claim) {
  for (const Sentence& sentence : document.sentences)
    if (sentence.span.contains(claim.value_span)) return sentence.span;
  return claim.span;
}

// The interval belongs to another result of the source.
bool interval_elsewhere(const Claim& claim, const IndexedDocument& source) {
  if (!claim.ci_low || !claim.ci_high) return false;
  return std::any_of(source.claims.begin(), source.claims.end(), [&](const Claim& other) {
    return other.ci_low && other.ci_high && std::fabs(*other.ci_low - *claim.ci_low) < 1e-9 &&
           std::fabs(*other.ci_high - *claim.ci_high) < 1e-9;
  });
}

// Both print an interval, and it is the same (rounding allowed) or is not.
enum class Intervals { kOneMissing, kSame, kOther };
Intervals compare_intervals(const ReportedNumber& claim, const ReportedNumber& source) {
  if (!claim.low || !claim.high || !source.low || !source.high) return Intervals::kOneMissing;
  const auto near = [](double a, double b) {
    const double step = std::fabs(a) < 10 ? 0.0501 : 0.501;
    return std::fabs(std::fabs(a) - std::fabs(b)) < 1e-9 ||
           (std::fabs(a - std::round(a * 10) / 10) < 1e-9 && std::fabs(std::fabs(a) - std::fabs(b)) < step);
  };
  const bool straight = near(*claim.low, *source.low) && near(*claim.high, *source.high);
  const bool turned = near(*claim.low, *source.high) && near(*claim.high, *source.low);  // "-2.3 to -5.5"
  return straight || turned ? Intervals::kSame : Intervals::kOther;
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
    label(sentence, source.document, source.aliases);
    for (const LabelledNumber& number : sentence.labelled)
      if (compare_intervals(statement.number, number.number) == Intervals::kSame) return true;
  }
  return false;
}

bool holds(const SourceSentence& sentence, double value) {
  return std::any_of(sentence.numbers.begin(), sentence.numbers.end(),
                     [&](const Quantity& q) { return std::fabs(std::fabs(q.value) - std::fabs(value)) < 1e-9; });
}

std::string shown(const ReportedNumber& n) {
  std::string out = fmt::format("{}{}", n.op == Operator::kEqual ? "" : symbol_of(n.op), n.value);
  if (!n.unit.empty()) out += (n.unit == "%" ? "" : " ") + n.unit;
  if (n.low && n.high) out += fmt::format(" ({} to {})", *n.low, *n.high);
  return out;
}

// The words of the source printed between two places, for reasons.
std::string around(const SourceSentence& sentence, const LabelledNumber& number) {
  std::size_t from = number.span.start, to = number.span.end;
  from = from > 40 ? sentence.text.find(' ', from - 40) : 0;
  if (from == std::string::npos || from > number.span.start) from = number.span.start;
  to = std::min(sentence.text.size(), to + 40);
  if (to < sentence.text.size()) to = std::max<std::size_t>(sentence.text.rfind(' ', to), number.span.end);
  return std::string(trim(std::string_view(sentence.text).substr(from, to - from)));
}

// Time points of two sets of words: neither has one, they share one, or they have different ones.
bool other_time(const std::set<std::string>& statement, const std::set<std::string>& there) {
  const auto months = [](const std::string& word) -> double {
    if (word.empty() || !is_ascii_digit(word[0])) return -1;
    const double value = std::strtod(word.c_str(), nullptr);
    if (word.ends_with("mo")) return value;
    if (word.ends_with("wk")) return value / 4.345;
    return word.ends_with("d") && word.find_first_not_of("0123456789.") == word.size() - 1 ? value / 30.44 : -1;
  };
  bool said = false, known = false;
  for (const std::string& a : statement) {
    const double at = months(a);
    if (at < 0) continue;
    said = true;
    for (const std::string& b : there) {
      const double other = months(b);
      if (other < 0) continue;
      known = true;
      if (std::fabs(at - other) <= 0.08 * std::max(at, 1.0)) return false;
    }
  }
  return said && known;
}

// The other end of "from 8.1 to 7.0".
std::optional<double> partner_of(const std::vector<LabelledNumber>& numbers, const LabelledNumber& number) {
  const auto at = static_cast<std::size_t>(&number - numbers.data());
  if (number.number.change_start && at + 1 < numbers.size()) return numbers[at + 1].number.value;
  if (at > 0 && numbers[at - 1].number.change_start) return numbers[at - 1].number.value;
  return std::nullopt;
}

std::set<std::string> time_words(const std::set<std::string>& words) {
  std::set<std::string> out;
  for (const std::string& word : words)
    if (is_ascii_digit(word[0])) out.insert(word);
  return out;
}

// The row itself, or a column's header, names something of the statement.
bool names_row(const CitingStatement& statement, const SourceSentence& sentence) {
  const auto named = [&](const std::set<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return statement.labels.count(word) != 0; });
  };
  if (named(label_words(sentence.text, {}))) return true;
  return std::any_of(sentence.labelled.begin(), sentence.labelled.end(),
                     [&](const LabelledNumber& number) { return named(number.words); });
}

// A number of the source with how much of the statement belongs to it.
struct Owned {
  const SourceSentence* sentence = nullptr;
  const LabelledNumber* number = nullptr;
  double share = -1;
};

// Two numbers of one kind: of one unit; without units of as many decimals and, where it is known, of one measure.
bool same_kind(const Claim& claim, const LabelledNumber& number, const SourceSentence& at, const LabelledNumber& other,
               const SourceSentence& there, const WitnessDocument& source) {
  if (number.number.unit != other.number.unit || number.number.op != other.number.op) return false;
  if (!number.number.unit.empty()) return true;
  if (number.number.decimals != other.number.decimals || number.number.low.has_value() != other.number.low.has_value())
    return false;
  const Claim* a = source.claim_at(at.span.start + number.span.start);
  const Claim* b = source.claim_at(there.span.start + other.span.start);
  if (!claim.measure.empty()) return b != nullptr && same_measure(claim, *b);
  return a == nullptr || b == nullptr || a->measure == b->measure;
}

// The number of the kind of `place` that most of the statement belongs to, and which is not said by it.
Owned best_rival(const Claim& claim, const CitingStatement& statement, const Owned& place, WitnessDocument& source) {
  const Rarity& rarity = source.rarity();
  const std::vector<Quantity> said = quantities_of(statement.text);
  Owned best;
  for (const SourceSentence& sentence : source.sentences) {
    if (sentence.labelled.empty() || !sentence.result || &sentence == place.sentence) continue;
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

// The statement as it stands in the sentence, word for word and number for number, but for what a few words part.
bool is_told_in_order(std::string_view statement, std::string_view sentence) {
  const std::vector<Word> said = words_of(statement), there = words_of(sentence);
  if (said.size() < 4 || said.size() > there.size()) return false;
  for (std::size_t from = 0; from + said.size() <= there.size(); ++from) {
    if (there[from].stem != said[0].stem) continue;
    std::size_t at = from, matched = 0;
    while (matched < said.size() && at < there.size() && at - from <= said.size() + said.size() / 10) {
      matched += there[at].stem == said[matched].stem;
      ++at;
    }
    if (matched == said.size()) return true;
  }
  return false;
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

// Numbers with the words that belong to them: in running text, and in tables by their columns.
void hear_numbers(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  struct Place {
    const SourceSentence* sentence = nullptr;
    const LabelledNumber* number = nullptr;
    const LabelledNumber* rival = nullptr;
    double words = -1;
  };
  Place full, flipped, opposite, interval, p_value, altered, unit, changed;
  const auto keep = [](Place& best, Place place) {
    if (place.words > best.words) best = place;
  };
  const ReportedNumber& own = statement.number;
  const bool has_interval = own.low && own.high;
  // "Without" turns a group into its opposite, which words alone do not tell.
  const std::vector<LabelledNumber> said_numbers = labelled_numbers(statement.text, {});
  const bool without = statement.text.find("without") != std::string::npos;
  Owned owned;
  bool same_turn = false, rounded_full = false, interval_in_full = false, confirmed_full = false;
  for (SourceSentence& sentence : source.sentences) {
    const bool value_here = std::any_of(sentence.numbers.begin(), sentence.numbers.end(), [&](const Quantity& q) {
      return std::fabs(std::fabs(q.value) - std::fabs(own.value)) <= 0.5 * std::pow(10.0, -own.decimals) + 1e-9;
    });
    const bool interval_here = has_interval && holds(sentence, *own.low) && holds(sentence, *own.high);
    if (!value_here && !interval_here) continue;
    label(sentence, source.document, source.aliases);
    const double words = shared_words(statement, sentence.words, source.title);
    Place flipped_here;
    bool full_here = false;
    const bool told = !sentence.table_row && is_told_in_order(statement.text, sentence.text);
    const bool in_order = told || (!sentence.table_row && same_sequence(said_numbers, sentence.labelled));
    // A caption's words alone do not say what a row is about.
    if (sentence.table_row && !names_row(statement, sentence)) continue;
    for (const LabelledNumber& number : sentence.labelled) {
      const SameNumber same = compare_number(statement, number.number, sentence.table_row);
      const Intervals intervals = compare_intervals(own, number.number);
      const Place here{&sentence, &number, nullptr, words};
      if (!same.same) {
        if (same.other_unit)
          keep(unit, here);
        else if (intervals == Intervals::kSame && !rounds_back(own, number.number))
          keep(altered, here);
        continue;
      }
      if (claim.value_high && !holds(sentence, *claim.value_high)) continue;
      if (claim.n && claim.total && !(holds(sentence, *claim.n) && holds(sentence, *claim.total))) continue;
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
      if (other_time(statement.labels, time_words(number.words)) ||
          (time_words(number.words).empty() && other_time(statement.labels, label_words(sentence.text, {})))) {
        testimony.near_miss = "the number stands there for another time";
        testimony.near_span = sentence.span;
        continue;
      }
      // Another number of the place may be the one that the statement speaks of.
      const LabelledNumber* rival = nullptr;
      bool confirmed = false;
      for (const LabelledNumber& other : sentence.labelled) {
        // Numbers of one kind: of one unit, or both with decimals or both without.
        if (other.number.unit != number.number.unit || other.number.op != number.number.op ||
            (number.number.unit.empty() && (other.number.decimals > 0) != (number.number.decimals > 0)) || without ||
            in_order ||
            std::fabs(std::fabs(other.number.value) - std::fabs(number.number.value)) < 1e-9)
          continue;
        const Owner owner = owner_of(statement.labels, number, other, statement.groups);
        confirmed |= owner == Owner::kThis;
        if (owner == Owner::kOther && rival == nullptr) rival = &other;
      }
      if (rival != nullptr) {
        if (!(sentence.table_row && untold_measure)) keep(flipped_here, {&sentence, &number, rival, words});
        continue;
      }
      if (intervals == Intervals::kOther || (has_interval && intervals == Intervals::kOneMissing && !interval_here)) {
        keep(interval, here);
        continue;
      }
      if (own.p && number.number.p) {
        Claim mine, theirs;
        mine.value = theirs.value = 1;
        mine.p_op = own.p_op, mine.p_value = own.p;
        theirs.p_op = number.number.p_op, theirs.p_value = number.number.p;
        if (!compare_numbers(mine, theirs).p) {
          keep(p_value, here);
          continue;
        }
      }
      if (const auto mine = statement.partner, theirs = partner_of(sentence.labelled, number); mine && theirs) {
        const bool same_end =
            std::fabs(std::fabs(*mine) - std::fabs(*theirs)) < 0.5 * std::pow(10.0, -own.decimals) + 1e-9;
        if (!same_end || own.change_start != number.number.change_start) {
          keep(same_end ? opposite : changed, here);
          continue;
        }
      }
      const Turn turn =
          compare_turns_at(statement, sentence, number, !claim.measure.empty() && own.unit.empty());
      if (turn == Turn::kOpposite && !told) {
        keep(opposite, here);
        continue;
      }
      same_turn |= turn == Turn::kSame && words >= 0.4;
      full_here = true;
      if (const double share = belonging(statement.labels, sentence, number, source.rarity()); share > owned.share)
        owned = {&sentence, &number, share};
      const double score = words + (confirmed ? 0.1 : 0);
      if (score > full.words) {
        full = {&sentence, &number, nullptr, score};
        confirmed_full = confirmed;
        rounded_full = same.rounded;
        interval_in_full = intervals == Intervals::kSame || interval_here;
      }
    }
    // The sentence has the number twice, and once it is this one's.
    if (!full_here && flipped_here.words >= (sentence.table_row ? 0.6 : 0)) keep(flipped, flipped_here);
  }
  const auto against = [&](const Place& place, double weight, std::string reason) {
    testimony.against = weight;
    testimony.against_span = place.sentence->span;
    testimony.against_reason = std::move(reason);
  };
  const bool distinctive = std::fabs(own.value) >= 10 ? own.decimals >= 1 : own.decimals >= 2;
  const double needed = has_interval && interval_in_full ? 0.2 : distinctive ? 0.34 : 0.45;
  const bool other_p = own.p && p_value.words >= 0.4 && full.number != nullptr && !full.number->number.p;
  const bool supported = full.sentence != nullptr && full.words >= needed && !other_p;
  // The unit is another where one is printed, and here none is.
  if (supported && !own.unit.empty() && full.number->number.unit.empty() && unit.number != nullptr &&
      unit.words >= std::max(kSameWords, full.words - 0.2)) {
    against(unit, 0.9, fmt::format("the source has {}, not {}", shown(unit.number->number), shown(own)));
    return;
  }
  Owned rival;
  if (supported) rival = best_rival(claim, statement, owned, source);
  // Much more of the statement belongs to another number of the source.
  const bool other_owner = rival.number != nullptr && rival.share >= kRival &&
                           rival.share - owned.share > (has_interval && interval_in_full ? kRivalGap + 0.1 : kRivalGap) &&
                           shared_words(statement, rival.sentence->words, {}) >= std::max(0.8, full.words);
  testimony.owned = owned.share;
  testimony.rival = rival.share;
  if (supported && other_owner) {
    against({rival.sentence, rival.number, rival.number, full.words}, 0.9,
            fmt::format("the source has {} here: \u201C{}\u201D, and {} for something else", shown(rival.number->number),
                        around(*rival.sentence, *rival.number), shown(own)));
    return;
  }
  if (supported &&
      !(flipped.words >= 0.4 && flipped.words > full.words + (confirmed_full             ? 0.15
                                                              : full.sentence->table_row ? -0.45
                                                                                         : -0.3)) &&
      !(has_interval && interval.words > full.words + 0.2) && !(opposite.words >= 0.4 && !same_turn)) {
    testimony.support = std::min(full.words, 1.0);
    testimony.support_span = full.sentence->span;
    testimony.same_interval = has_interval && interval_in_full;
    testimony.support_reason =
        rounded_full ? fmt::format("the source has {}; {} is that rounded", shown(full.number->number), shown(own))
                     : fmt::format("the source has {}", shown(full.number->number));
    return;
  }
  if (flipped.words >= 0.4) {
    against(flipped, 1,
            fmt::format("the source has {} here: \u201C{}\u201D; {} is not this group's, outcome's or time's",
                        shown(flipped.rival->number), around(*flipped.sentence, *flipped.rival), shown(own)));
  } else if (opposite.words >= 0.4) {
    against(opposite, 1, "the numbers stand there, the direction is the opposite");
  } else if (altered.words >= 0.3 && altered.words > interval.words + 0.1) {
    against(altered, 0.95, fmt::format("the source has {}, not {}", shown(altered.number->number), shown(own)));
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
  } else if (own.op == Operator::kEqual && unit.words >= (distinctive || std::fabs(own.value) >= 10 ? kSameWords : kSameThing) &&
             (unit.words >= kSameThing || (unit.number->number.unit != "people" && own.unit != "people"))) {
    against(unit, 0.9, fmt::format("the source has {}, not {}", shown(unit.number->number), shown(own)));
  }
}

// Both print an interval and neither bound is the same: not an altered number but another result.
bool other_result(const Claim& claim, const Claim& other) {
  if (!claim.ci_low || !claim.ci_high || !other.ci_low || !other.ci_high) return false;
  return std::fabs(*claim.ci_low - *other.ci_low) > 1e-9 && std::fabs(*claim.ci_high - *other.ci_high) > 1e-9;
}

// Measures whose value names the whole result; a count or a length of follow-up is one of many.
bool is_result(std::string_view name) {
  return name == measure::kHazardRatio || name == measure::kSubdistributionHazardRatio || name == measure::kOddsRatio ||
         name == measure::kRiskRatio || name == measure::kRateRatio || name == measure::kIncidenceRateRatio ||
         name == measure::kMedianSurvival || name == measure::kMeanSurvival || name == measure::kSurvivalRate;
}

// The source's claims of the same measure.
void hear_claims(const Claim& claim, const CitingStatement& statement, const IndexedDocument& source,
                 Testimony& testimony) {
  struct Witness {
    const Claim* claim;
    double words, group;
    Agreement agreement;
  };
  std::vector<Witness> witnesses;
  for (const Claim& other : source.claims) {
    if (other.assumption || !same_measure(claim, other) || !other.value) continue;
    const Outcome outcome = compare_outcomes(statement, claim, other);
    const bool same_time = !claim.at || !other.at || same_times(*claim.at, *other.at);
    const ByteSpan span = sentence_span(source, other);
    const double words = shared_words(statement, context_words(source, other, span), {});
    const Agreement agreement = compare_numbers(claim, other);
    if (agreement.value && (outcome == Outcome::kOther || !same_time)) {
      testimony.near_miss = outcome == Outcome::kOther
                                ? fmt::format("{} stands there for {}", shown(other), other.outcome)
                                : fmt::format("{} stands there for another time", shown(other));
      testimony.near_span = span;
      continue;
    }
    if (outcome == Outcome::kOther || !same_time) continue;
    witnesses.push_back({&other, words, group_match(claim.subject, other.subject), agreement});
  }
  const Witness* right = nullptr;
  const Witness* wrong = nullptr;
  for (const Witness& witness : witnesses) {
    const auto better = [&](const Witness* than) {
      return than == nullptr || witness.group + witness.words > than->group + than->words;
    };
    if (witness.agreement.value) {
      if (better(right)) right = &witness;
    } else if (better(wrong) && !other_result(claim, *witness.claim) &&
               (claim.unit == witness.claim->unit || std::fabs(*claim.value - *witness.claim->value) < 1e-9)) {
      wrong = &witness;  // another number in another unit is another statement
    }
  }
  // Places with the number were heard before.
  if (right != nullptr || wrong == nullptr) return;
  // Another number for the same thing: the groups must be told to be the same, by the subject or by nearly all words.
  const bool same_group =
      (!claim.subject.empty() && wrong->group >= 0.5 && wrong->words >= 0.4) || wrong->words >= kSameStatement;
  if (!same_group) return;
  const bool other_outcome = !claim.outcome.empty() && !wrong->claim->outcome.empty() &&
                             compare_outcomes(statement, claim, *wrong->claim) != Outcome::kSame;
  if (other_outcome && wrong->words < kSameStatement) return;
  testimony.against = wrong->words;
  testimony.against_span = sentence_span(source, *wrong->claim);
  testimony.against_reason = fmt::format("the source has {}, not {}", shown(*wrong->claim), shown(claim));
}

bool is_tentative(std::string_view text) {
  static const WordSet tentative = {
      "may",      "might",    "could",    "can",        "potential",    "potentially",  "future",       "further",
      "suggest",  "suggests", "whether",  "hypothesis", "hypothesized", "hypothesised", "if",           "aim",
      "aimed",    "possible", "possibly", "evaluate",   "evaluated",    "investigate",  "investigated", "assess",
      "assessed", "planned",  "expected", "would",      "should"};
  const std::vector<Token> tokens = lex(text);
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return one_of(token, tentative); });
}

// Statements without numbers: the same words turned the same way or the other way.
void hear_words(const CitingStatement& statement, const WitnessDocument& source, Testimony& testimony) {
  const Direction said = direction_of(statement.text);
  const bool hedged = is_tentative(statement.text);
  double same = -1, opposite = -1;
  const SourceSentence *same_place = nullptr, *opposite_place = nullptr;
  const std::set<std::string> set_against = comparator_words(statement.text);
  for (const SourceSentence& sentence : source.sentences) {
    double words = shared_words(statement, sentence.words, source.title);
    if (words < kSameWords) continue;
    if (is_told_in_order(statement.text, sentence.text)) {
      same = 1;
      same_place = &sentence;
      break;
    }
    // "In contrast to A, B …" says nothing of A.
    const std::set<std::string> other = comparator_words(sentence.text);
    if (std::any_of(other.begin(), other.end(), [&](const std::string& word) {
          return statement.labels.contains(word) && !set_against.contains(word);
        }))
      words -= 0.15;
    // What may be, or was only looked for, says nothing of what is.
    if (!hedged && is_tentative(sentence.text)) continue;
    if (words < kSameWords || (words <= same && words <= opposite)) continue;
    const Turn turn = compare_turns(statement.text, sentence.text);
    const bool undirected = said == Direction::kNone && turn == Turn::kUnknown && words >= kSameStatement;
    if ((turn == Turn::kSame || undirected) && words > same) {
      same = words;
      same_place = &sentence;
    } else if (turn == Turn::kOpposite && sentence.result && words >= kSameThing && words > opposite) {
      opposite = words;
      opposite_place = &sentence;
    }
  }
  if (same_place != nullptr && same + 0.05 >= opposite) {
    testimony.support = same;
    testimony.support_span = same_place->span;
    testimony.support_reason = "the source says the same in its own words";
  } else if (opposite_place != nullptr) {
    testimony.against = opposite;
    testimony.against_span = opposite_place->span;
    testimony.against_reason = "the source says the opposite";
  }
}

// Written with as many digits, of which one is another or two neighbours are changed about: a slip in copying.
bool is_slip(double a, double b, int decimals) {
  const std::string one = fmt::format("{:.{}f}", std::fabs(a), decimals), two = fmt::format("{:.{}f}", std::fabs(b), decimals);
  if (one.size() != two.size() || one == two || one.size() < 2) return false;
  std::vector<std::size_t> other;
  for (std::size_t i = 0; i < one.size(); ++i)
    if (one[i] != two[i]) other.push_back(i);
  return other.size() == 1 || (other.size() == 2 && one[other[0]] == two[other[1]] && one[other[1]] == two[other[0]]);
}

// The number that the statement belongs to most, where its own stands nowhere: one that a slip in copying made it from,
// or one that nearly all of the statement speaks of.
void hear_altered(const Claim& claim, const CitingStatement& statement, WitnessDocument& source,
                  Testimony& testimony) {
  constexpr double kSlip = 0.5, kAll = 0.85;
  if (statement.number.op != Operator::kEqual) return;
  const Rarity& rarity = source.rarity();
  const std::vector<Quantity> said = quantities_of(statement.text);
  Owned slip, best;
  double second = -1, told = -1;
  LabelledNumber own;
  own.number = statement.number;
  for (const SourceSentence& sentence : source.sentences) {
    if (sentence.labelled.empty()) continue;
    std::optional<bool> elsewhere;
    for (const LabelledNumber& number : sentence.labelled) {
      if (number.number.op != own.number.op || number.number.unit != own.number.unit ||
          number.number.decimals < own.number.decimals || number.number.unit == "people" ||
          (number.number.unit.empty() && own.number.decimals == 0) || !sentence.result)
        continue;
      const Claim* extracted = source.claim_at(sentence.span.start + number.span.start);
      const bool own_number = compare_number(statement, number.number, sentence.table_row).same;
      if (!own_number && !claim.measure.empty() && (extracted == nullptr || !same_measure(claim, *extracted))) continue;
      if (!own_number && std::any_of(said.begin(), said.end(), [&](const Quantity& q) {
            return std::fabs(std::fabs(q.value) - std::fabs(number.number.value)) < 1e-9;
          }))
        continue;
      if (!elsewhere)
        elsewhere = names_other_outcome(statement, sentence) ||
                    (time_words(number.words).empty() && other_time(statement.labels, sentence.own_labels));
      if (*elsewhere || other_time(statement.labels, time_words(number.words))) continue;
      const double share = belonging(statement.labels, sentence, number, rarity);
      if (own_number) {
        told = std::max(told, share);
        continue;
      }
      if (is_slip(statement.number.value, number.number.value, own.number.decimals) && share > slip.share)
        slip = {&sentence, &number, share};
      if (share > best.share) {
        if (best.number == nullptr || std::fabs(best.number->number.value - number.number.value) > 1e-9)
          second = best.share;
        best = {&sentence, &number, share};
      } else if (share > second && std::fabs(best.number->number.value - number.number.value) > 1e-9) {
        second = share;
      }
    }
  }
  for (Owned* place : {&slip, &best})
    if (place->sentence != nullptr && shared_words(statement, place->sentence->words, source.title) < kSameWords)
      place->share = -1;
  const bool short_number = own.number.decimals == 0 && std::fabs(own.number.value) < 100;  // "27", chance is enough
  const bool copied = slip.share >= (short_number ? kSlip + 0.2 : kSlip) && slip.share >= best.share - 0.15;
  if (!copied && !(best.share >= kAll && best.share >= second + 0.1)) return;
  const Owned& place = copied ? slip : best;
  if (told >= place.share - 0.15) return;
  testimony.against = std::min(0.89, place.share);
  testimony.against_span = place.sentence->span;
  testimony.against_reason =
      fmt::format("the source has {} here, not {}", shown(place.number->number), shown(statement.number));
}

// Another number of the same kind where the source speaks of the same thing, and the claim's number nowhere near.
void hear_rivals(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  if (statement.key.size() > 1 && numbers_apart(statement, source.sentences, testimony.stitched_span)) {
    testimony.stitched = true;
    return;
  }
  // What the statement says of another number of its own is no contradiction.
  const std::vector<Quantity> said = quantities_of(statement.text);
  const bool own_interval = statement.number.low && statement.number.high;
  double best = std::max(kSameStatement - 1e-9, testimony.against);
  for (SourceSentence& sentence : source.sentences) {
    const double words = shared_words(statement, sentence.words, {});
    const NumbersFound found = find_numbers(statement, sentence);
    if (found.any && words >= 0.3) return;
    if (words <= best || sentence.numbers.empty() || sentence.table_row) continue;
    label(sentence, source.document, source.aliases);
    const LabelledNumber* rival = nullptr;
    std::size_t rivals = 0;
    for (const LabelledNumber& number : sentence.labelled) {
      if (number.number.unit != statement.number.unit || number.number.op != statement.number.op ||
          number.number.unit == "people" || rounds_back(statement.number, number.number) ||
          (own_interval && number.number.low && *number.number.low != *statement.number.low &&
           *number.number.high != *statement.number.high) ||
          std::any_of(said.begin(), said.end(), [&](const Quantity& q) {
            return std::fabs(std::fabs(q.value) - std::fabs(number.number.value)) < 1e-9;
          }))
        continue;
      if (number.number.unit.empty()) {
        // Ratios and scores: only what is known to be the same measure.
        const Claim* extracted = source.claim_at(sentence.span.start + number.span.start);
        const bool measured = !claim.measure.empty() && extracted != nullptr && same_measure(claim, *extracted);
        const bool scored = claim.measure.empty() && words >= kSameThing && number.number.decimals > 0 &&
                            number.number.decimals == statement.number.decimals;
        if (!measured && !scored) continue;
      }
      bool told = false, other = false;
      for (const LabelledNumber& neighbour : sentence.labelled) {
        if (&neighbour == &number || neighbour.number.unit != number.number.unit) continue;
        const Owner owner = owner_of(statement.labels, number, neighbour, statement.groups);
        told |= owner == Owner::kThis;
        other |= owner == Owner::kOther;
      }
      const bool alone =
          std::count_if(sentence.labelled.begin(), sentence.labelled.end(),
                        [&](const LabelledNumber& n) { return n.number.unit == number.number.unit; }) == 1;
      if (other || !(told || alone)) continue;
      rival = &number;
      ++rivals;
    }
    if (rivals != 1 || names_other_outcome(statement, sentence)) continue;
    const std::set<std::string> times = time_words(rival->words);
    if (other_time(statement.labels, times.empty() ? label_words(sentence.text, {}) : times)) continue;
    best = words;
    testimony.against = words;
    testimony.against_span = sentence.span;
    testimony.against_reason =
        fmt::format("the source has {} here, not {}", shown(rival->number), shown(statement.number));
  }
}

}  // namespace

std::string shown(const Claim& claim) {
  std::string out =
      claim.value
          ? fmt::format("{}{}", claim.value_op == Operator::kEqual ? "" : symbol_of(claim.value_op), *claim.value)
          : "";
  if (claim.value_high) out += fmt::format("-{}", *claim.value_high);
  if (!claim.unit.empty()) out += (claim.unit == "%" ? "" : " ") + claim.unit;
  if (claim.ci_low && claim.ci_high) out += fmt::format(" ({} to {})", *claim.ci_low, *claim.ci_high);
  return out;
}

WitnessDocument::WitnessDocument(IndexedDocument indexed)
    : document(std::move(indexed)),
      sentences(source_sentences(document)),
      aliases(aliases_of(document.document)),
      title(title_words(document)) {
  for (const Claim& claim : document.claims) claims_.emplace_back(claim.value_span.start, &claim);
  std::stable_sort(claims_.begin(), claims_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  // Short forms count as their words, so that "CRT" is chemoradiotherapy.
  for (SourceSentence& sentence : sentences) {
    std::set<std::string> long_forms;
    for (const std::string& word : sentence.words)
      if (const auto at = aliases.find(word); at != aliases.end())
        long_forms.insert(at->second.begin(), at->second.end());
    sentence.words.merge(long_forms);
  }
}

const Rarity& WitnessDocument::rarity() {
  if (!rarity_) {
    for (SourceSentence& sentence : sentences) label(sentence, document, aliases);
    rarity_.emplace(sentences);
  }
  return *rarity_;
}

const Claim* WitnessDocument::claim_at(std::uint32_t place) const {
  const Claim* found = nullptr;
  for (auto at = std::lower_bound(claims_.begin(), claims_.end(), place,
                                  [](const auto&entry, std::uint32_t start) { return entry.first < start; });
       at != claims_.end() && at->first == place; ++at)
    if (found == nullptr || (found->measure.empty() && !at->second->measure.empty())) found = at->second;
  return found;
}

Testimony hear(const Claim& claim, const CitingStatement& statement, WitnessDocument& source) {
  Testimony testimony;
  if (claim.value) {
    hear_numbers(claim, statement, source, testimony);
    if (is_result(claim.measure) && testimony.support < 0 && testimony.against < 0.9 && !testimony.stitched)
      hear_claims(claim, statement, source.document, testimony);
  }
  if (!claim.value) {
    hear_words(statement, source, testimony);
  } else if (testimony.support < 0 && testimony.against < 0.9 && !testimony.stitched) {
    hear_rivals(claim, statement, source, testimony);
    if (testimony.against < 0 && !testimony.stitched) hear_altered(claim, statement, source, testimony);
  }
  return testimony;
}

}  // namespace warrant
