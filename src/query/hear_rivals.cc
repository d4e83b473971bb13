#include "src/query/hearing.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/base/text.h"

namespace warrant {
namespace {

// Both print an interval and neither bound is the same: not an altered number but another result.
bool other_result(const Claim& claim, const Claim& other) {
  if (!claim.ci_low || !claim.ci_high || !other.ci_low || !other.ci_high) return false;
  return std::fabs(*claim.ci_low - *other.ci_low) > 1e-9 && std::fabs(*claim.ci_high - *other.ci_high) > 1e-9;
}

// Written with as many digits, of which one is another or two neighbours are changed about: a slip in copying.
bool is_slip(double a, double b, int decimals) {
  const std::string one = fmt::format("{:.{}f}", std::fabs(a), decimals),
                    two = fmt::format("{:.{}f}", std::fabs(b), decimals);
  if (one.size() != two.size() || one == two || one.size() < 2) return false;
  std::vector<std::size_t> other;
  for (std::size_t i = 0; i < one.size(); ++i)
    if (one[i] != two[i]) other.push_back(i);
  return other.size() == 1 || (other.size() == 2 && one[other[0]] == two[other[1]] && one[other[1]] == two[other[0]]);
}

}  // namespace

bool is_result(std::string_view name) {
  return name == measure::kHazardRatio || name == measure::kSubdistributionHazardRatio || name == measure::kOddsRatio ||
         name == measure::kRiskRatio || name == measure::kRateRatio || name == measure::kIncidenceRateRatio ||
         name == measure::kMedianSurvival || name == measure::kMeanSurvival || name == measure::kSurvivalRate;
}

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

void hear_altered(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  constexpr double kSlip = 0.5, kAll = 0.85;
  if (!same_operator(statement.number.op, Operator::kEqual)) return;
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
      if (!same_operator(number.number.op, own.number.op) || number.number.unit != own.number.unit ||
          number.number.decimals < own.number.decimals)
        continue;
      // A count or bare whole number is one of many: only a slip of one is another's.
      const bool counted = number.number.unit == "people" || (number.number.unit.empty() && own.number.decimals == 0);
      if ((counted && !is_slip(statement.number.value, number.number.value, 0)) || (!counted && !sentence.result))
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
      if (counted || number.number.op == Operator::kApproximately) continue;
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
    if (place->sentence != nullptr && shared_words(statement, *place->sentence, source.title) < kSameWords)
      place->share = -1;
  const bool short_number = own.number.decimals == 0 && std::fabs(own.number.value) < 100;  // "27", chance is enough
  const bool count =
      slip.number != nullptr && own.number.decimals == 0 && (own.number.unit.empty() || own.number.unit == "people");
  // A number that stands nowhere near is likelier a slip.
  const double needed = told < 0 && !short_number && !count ? kSlip - 0.08 : kSlip;
  const bool copied = slip.share >= (short_number ? kSlip + 0.2
                                     : count      ? kSlip + 0.1
                                                  : needed) &&
                      slip.share >= best.share - 0.15;
  // The source must have most of what the statement speaks of.
  std::size_t told_words = 0, known = 0;
  for (const std::string& word : statement.labels) {
    if (weight_of(word) < 1) continue;
    ++told_words;
    known += rarity.of(word) > 0;
  }
  const auto beside =
      best.number == nullptr
          ? 0
          : std::count_if(statement.labels.begin(), statement.labels.end(), [&](const std::string& word) {
              return weight_of(word) == 1 &&
                     (best.number->words.contains(word) || best.sentence->own_labels.contains(word) ||
                      best.sentence->heading.contains(word));
            });
  const bool same_topic = known > 0 && known * 3 >= told_words * 2 && (beside > 1 || told_words == 1);
  if (!copied && !(same_topic && best.share >= kAll && best.share >= second + 0.1)) return;
  const Owned& place = copied ? slip : best;
  if (told >= place.share - 0.15) return;
  testimony.against = std::min(0.89, place.share);
  testimony.against_span = place.sentence->span;
  testimony.against_reason =
      fmt::format("the source has {} here, not {}", shown(place.number->number), shown(statement.number));
}

void hear_rivals(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  if (statement.key.size() > 1 && numbers_apart(statement, source.sentences, testimony.stitched_span)) {
    testimony.stitched = true;
    return;
  }
  if (!same_operator(statement.number.op, Operator::kEqual)) return;
  // What the statement says of another number of its own is no contradiction.
  const std::vector<Quantity> said = quantities_of(statement.text);
  const bool own_interval = statement.number.low && statement.number.high;
  double best = std::max(kSameStatement - 1e-9, testimony.against);
  for (SourceSentence& sentence : source.sentences) {
    const double words = shared_words(statement, sentence, {});
    const NumbersFound found = find_numbers(statement, sentence);
    if (found.any && words >= 0.3) return;
    if (words <= best || sentence.numbers.empty() || sentence.table_row || sentence.cites) continue;
    source.label(sentence);
    const LabelledNumber* rival = nullptr;
    std::size_t rivals = 0;
    for (const LabelledNumber& number : sentence.labelled) {
      if (number.number.unit != statement.number.unit || !same_operator(number.number.op, statement.number.op) ||
          number.number.op == Operator::kApproximately || number.number.unit == "people" ||
          rounds_back(statement.number, number.number) ||
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

}  // namespace warrant
