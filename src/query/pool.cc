#include "src/query/pool.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <set>

#include <fmt/format.h>

#include "src/base/meta_analysis.h"
#include "src/base/text.h"
#include "src/language/concepts.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

bool is_ratio(std::string_view name) {
  return name == measure::kHazardRatio || name == measure::kSubdistributionHazardRatio || name == measure::kOddsRatio ||
         name == measure::kRiskRatio || name == measure::kRateRatio || name == measure::kIncidenceRateRatio;
}

bool is_effect(std::string_view name) {
  return is_ratio(name) || name == measure::kRiskDifference || name == measure::kMeanDifference ||
         name == measure::kStandardizedMeanDifference;
}

// Two names of one outcome are one: by concept, else by their words.
std::string outcome_key(std::string_view outcome) {
  if (const Concept* meant = concept_of(trim(outcome)); meant != nullptr) return std::string(meant->name);
  std::set<std::string> stems;
  for (const Word& word : words_of(outcome))
    if (!is_stop_word(slice(outcome, word.span))) stems.insert(word.stem);
  return joined(std::vector<std::string>(stems.begin(), stems.end()), " ");
}

std::set<std::string> stems_of(std::string_view text) {
  std::set<std::string> stems;
  for (const Word& word : words_of(text))
    if (!word.number && !is_stop_word(slice(text, word.span))) stems.insert(word.stem);
  return stems;
}

// How many of the words of `of` are in `in`.
std::size_t shared(const std::set<std::string>& of, const std::set<std::string>& in) {
  return static_cast<std::size_t>(std::count_if(of.begin(), of.end(), [&](const auto& w) { return in.contains(w); }));
}

// Why an estimate compares other groups than the asked ones, or "". Without a subject asked for, `usual` is that of the
// other estimates.
std::string other_comparison(const EvidenceItem& item, const Interpretation& asked, const std::string& usual) {
  const Claim& c = item.claim->claim;
  if (asked.subject.empty()) {
    if (c.subject.empty()) return "its groups are not known";
    return outcome_key(c.subject) == usual ? "" : "another comparison: " + c.subject;
  }
  const auto subject = stems_of(asked.subject), comparator = stems_of(asked.comparator), group = stems_of(c.subject);
  auto about = stems_of(item.quote);
  about.merge(stems_of(item.document.title));
  about.insert(group.begin(), group.end());
  if (2 * shared(subject, about) < subject.size() || subject.empty())
    return c.subject.empty() ? "its groups are not known" : "another comparison: " + c.subject;
  // A title alone does not say whose effect a number is: the sentence names the groups, or it may be a factor's.
  const auto quote = stems_of(item.quote);
  const auto speaks_of = [&](std::initializer_list<std::string_view> stems) {
    return std::any_of(stems.begin(), stems.end(),
                       [&](std::string_view stem) { return quote.contains(std::string(stem)); });
  };
  if (speaks_of({"subgroup", "subtyp", "quartil", "tertil"})) return "of a subgroup";
  if (shared(subject, quote) == 0 && shared(subject, group) == 0 &&
      !speaks_of({"group", "arm", "placebo", "control", "treatment", "versu", "vs", "compar"}))
    return c.subject.empty() ? "it does not say whose effect it is" : "another comparison: " + c.subject;
  // A group of another name may have the treatment asked about in both arms.
  static const std::set<std::string> kAnyGroup = {"activ",  "arm",       "drug",      "experiment",
                                                  "group",  "intervent", "patient",   "particip",
                                                  "receiv", "studi",     "treatment", "treat"};
  if (!group.empty() && shared(subject, group) == 0 && shared(group, kAnyGroup) < group.size())
    return "another comparison: " + c.subject;
  if (!comparator.empty() && shared(comparator, group) > 0 && shared(subject, group) == 0)
    return "the comparison the other way round: " + c.subject;
  return "";
}

std::string most_frequent(const std::vector<std::string>& names) {
  std::map<std::string, int> counts;
  for (const std::string& name : names) ++counts[name];
  std::string best;
  int most = 0;
  for (const std::string& name : names)  // the first of equals
    if (counts[name] > most) {
      most = counts[name];
      best = name;
    }
  return best;
}

std::string label(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

Pooled pool_of(const Answer& answer) {
  Pooled result;
  std::vector<const EvidenceItem*> effects;
  std::vector<std::string> measures;
  for (const EvidenceItem& item : answer.evidence) {
    if (!item.claim || !is_effect(item.claim->claim.measure)) continue;
    effects.push_back(&item);
    measures.push_back(item.claim->claim.measure);
  }
  result.measure = is_effect(answer.interpretation.measure) ? answer.interpretation.measure : most_frequent(measures);
  result.ratio = is_ratio(result.measure);
  std::vector<std::string> outcomes;
  for (const EvidenceItem* item : effects)
    if (item->claim->claim.measure == result.measure) outcomes.push_back(item->claim->claim.outcome);
  result.outcome = answer.interpretation.outcome.empty() ? most_frequent(outcomes) : answer.interpretation.outcome;
  const std::string key = outcome_key(result.outcome);
  std::vector<std::string> subjects;
  for (const EvidenceItem* item : effects)
    if (item->claim->claim.measure == result.measure && outcome_key(item->claim->claim.outcome) == key)
      subjects.push_back(outcome_key(item->claim->claim.subject));
  const std::string usual = most_frequent(subjects);

  std::vector<Estimate> estimates;
  std::map<std::string, std::int32_t> used;
  std::string unit;
  for (const EvidenceItem* item : effects) {
    const Claim& c = item->claim->claim;
    const auto leave_out = [&](std::string why) { result.left_out.push_back({item->rank, std::move(why)}); };
    if (!item->document.retraction.empty()) {
      leave_out("marked as retracted");
    } else if (c.cited) {
      leave_out("a result of another work");
    } else if (c.assumption) {
      leave_out("a planning assumption");
    } else if (c.measure != result.measure) {
      leave_out("another measure: " + label(c.measure));
    } else if (c.outcome.empty()) {
      leave_out("its outcome is not known");
    } else if (outcome_key(c.outcome) != key) {
      leave_out("another outcome: " + c.outcome);
    } else if (std::string other = other_comparison(*item, answer.interpretation, usual); !other.empty()) {
      leave_out(std::move(other));
    } else if (!c.value || !c.ci_low || !c.ci_high || *c.ci_low >= *c.ci_high ||
               (result.ratio && (*c.ci_low <= 0 || *c.value <= 0))) {
      leave_out("no usable interval");
    } else if (const auto known = used.find(item->document.id); known != used.end()) {
      leave_out(fmt::format("of the same document as {}", known->second));
    } else if (!result.ranks.empty() && c.unit != unit) {
      leave_out("another unit: " + (c.unit.empty() ? std::string("none") : c.unit));
    } else {
      const auto scaled = [&](double value) { return result.ratio ? std::log(value) : value; };
      unit = c.unit;
      estimates.push_back(
          {scaled(*c.value), variance_of_interval(scaled(*c.ci_low), scaled(*c.ci_high), c.ci_level.value_or(95))});
      used.emplace(item->document.id, item->rank);
      result.ranks.push_back(item->rank);
    }
  }
  if (estimates.size() < 2) return result;
  const auto add = [&](std::string method, PooledValue value, std::optional<double> tau2) {
    const auto shown = [&](double v) { return result.ratio ? std::exp(v) : v; };
    result.estimates.push_back({std::move(method), shown(value.value), shown(value.low), shown(value.high), tau2});
  };
  const double dl = tau2_dersimonian_laird(estimates), pm = tau2_paule_mandel(estimates);
  add("fixed effect", pooled(estimates, 0), std::nullopt);
  add("random effects, DerSimonian-Laird", pooled(estimates, dl), dl);
  add("random effects, Paule-Mandel", pooled(estimates, pm), pm);
  add("random effects, Paule-Mandel, Hartung-Knapp interval", pooled_hartung_knapp(estimates, pm), pm);
  const Heterogeneity h = heterogeneity_of(estimates);
  result.q = h.q;
  result.df = h.df;
  result.p = h.p;
  result.i2 = h.i2;
  return result;
}

}  // namespace warrant
