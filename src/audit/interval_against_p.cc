// interval-against-p: a confidence interval against the p value and against the middle of its own estimate.
//
// For ratios the interval is symmetric on the log scale (Altman & Bland 2011, BMJ 343:d2090 and d2304):
//   SE = (ln high - ln low) / (2 z_level),  z = |ln estimate| / SE,  p = 2 (1 - Phi(z)),
// for differences the same without logarithms. Every value that rounds to the printed digits is tried;
// likelihood-ratio, exact and bootstrap intervals differ a little, so only distances well beyond that are reported.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/base/statistics.h"

namespace warrant {
namespace {

bool is_ratio(const std::string& measure) {
  return measure == measure::kHazardRatio || measure == measure::kSubdistributionHazardRatio ||
         measure == measure::kOddsRatio || measure == measure::kRiskRatio || measure == measure::kRateRatio ||
         measure == measure::kIncidenceRateRatio;
}

bool is_difference(const std::string& measure) {
  return measure == measure::kRiskDifference || measure == measure::kMeanDifference ||
         measure == measure::kStandardizedMeanDifference || measure == measure::kRegressionCoefficient;
}

struct Range {
  double low, high;
};

// The values that round to what is printed, on the working scale.
bool printed_range(const AuditSubject& subject, const Claim& claim, double value, bool ratio, Range& range) {
  const auto decimals = printed_decimals(subject.document.document.text, claim.span, value);
  if (!decimals) return false;
  RoundingInterval interval = rounding_interval(value, *decimals);
  if (ratio) {
    if (interval.high <= 0) return false;
    range = {std::log(std::max(interval.low, 1e-6)), std::log(interval.high)};
  } else {
    range = {interval.low, interval.high};
  }
  return true;
}

double gap(Range a, Range b) { return std::max({0.0, a.low - b.high, b.low - a.high}); }

// What a table's rows say together: where many rows disagree with their p value, the p column is that of another model
// or corrected for multiple testing, and says nothing about single rows.
struct TableTally {
  int judged = 0;
  std::vector<std::size_t> mismatches;  // indexes of findings
};

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  std::map<std::int32_t, TableTally> tables;
  const std::string& title = subject.document.document.title;
  const bool margin = title.find("inferior") != std::string::npos || title.find("equivalen") != std::string::npos;
  for (const Claim& claim : subject.document.claims) {
    if (claim.assumption || !claim.value || !claim.ci_low || !claim.ci_high || *claim.ci_low >= *claim.ci_high)
      continue;
    const bool ratio = is_ratio(claim.measure);
    if (!ratio && !is_difference(claim.measure)) continue;
    if (*claim.value < *claim.ci_low || *claim.value > *claim.ci_high)
      continue;  // estimate-outside-interval speaks of it
    Range estimate, low, high;
    if (!printed_range(subject, claim, *claim.value, ratio, estimate) ||
        !printed_range(subject, claim, *claim.ci_low, ratio, low) ||
        !printed_range(subject, claim, *claim.ci_high, ratio, high) || high.low <= low.high)
      continue;
    ++subject.checked;
    const double half_width = (high.low + high.high - low.low - low.high) / 4;
    // The middle of the interval against the estimate, as a part of the half width.
    const Range middle{(low.low + high.low) / 2, (low.high + high.high) / 2};
    const double off = gap(middle, estimate) / half_width;
    const std::string interval = fmt::format("{} ({}, {})", *claim.value, *claim.ci_low, *claim.ci_high);
    // An interval that is even on the log scale is that of a ratio, whatever it was taken for.
    if (!ratio && off > 0.35 && *claim.ci_low > 0 &&
        std::fabs(std::log(*claim.value / std::sqrt(*claim.ci_low * *claim.ci_high))) <
            0.1 * std::log(*claim.ci_high / *claim.ci_low))
      continue;
    if (off > 0.35) {
      report(findings, Severity::kWarning, claim.span,
             fmt::format("the interval is lopsided about its estimate: {}", interval), interval,
             ratio ? fmt::format("an estimate near {:.3g}", std::exp((middle.low + middle.high) / 2))
                   : fmt::format("an estimate near {:.3g}", (middle.low + middle.high) / 2),
             ratio ? fmt::format("sqrt({} x {}) = {:.3g}", *claim.ci_low, *claim.ci_high,
                                 std::sqrt(*claim.ci_low * *claim.ci_high))
                   : fmt::format("({} + {}) / 2 = {:.3g}", *claim.ci_low, *claim.ci_high,
                                 (*claim.ci_low + *claim.ci_high) / 2));
      continue;  // p would be judged with a wrong number
    }
    if (!claim.p_value || *claim.p_value <= 0 || *claim.p_value > 1) continue;
    const double level = claim.ci_level.value_or(95);
    if (level < 50 || level >= 100) continue;
    const double z_level = z_of_p(1 - level / 100);
    // z of the estimate from every printed form.
    const double magnitude_low =
        estimate.low <= 0 && estimate.high >= 0 ? 0 : std::min(std::fabs(estimate.low), std::fabs(estimate.high));
    const double magnitude_high = std::max(std::fabs(estimate.low), std::fabs(estimate.high));
    const double width_low = std::max(1e-9, high.low - low.high), width_high = high.high - low.low;
    const Range z{magnitude_low * 2 * z_level / width_high, magnitude_high * 2 * z_level / width_low};
    const auto p_decimals = printed_decimals(subject.document.document.text, claim.span, *claim.p_value);
    const RoundingInterval p = rounding_interval(*claim.p_value, p_decimals.value_or(3));
    const double z_of_high = p.high >= 1 ? 0 : z_of_p(p.high);
    const double z_of_low = p.low <= 0 ? 40 : z_of_p(p.low);
    Range printed{z_of_high, z_of_low};
    if (claim.p_op == Operator::kLess || claim.p_op == Operator::kLessEqual) printed = {z_of_p(*claim.p_value), 40};
    if (claim.p_op == Operator::kGreater || claim.p_op == Operator::kGreaterEqual)
      printed = {0, z_of_p(*claim.p_value)};
    // The p of a test against a margin is not that of the interval against no effect.
    if (claim.passage >= 0) {
      const Document& d = subject.document.document;
      const std::string_view passage = slice(d.text, d.passages[static_cast<std::size_t>(claim.passage)].span);
      if (margin || passage.find("inferior") != std::string_view::npos) continue;
    }
    // One p value behind two levels of a variable is that of the variable.
    const auto shares_p = [&](const Claim& other) {
      return &other != &claim && other.passage == claim.passage && other.p_value == claim.p_value && other.value &&
             other.value != claim.value && other.measure == claim.measure && *claim.p_value > 0.01 &&
             claim.p_op == Operator::kEqual;
    };
    const auto& claims = subject.document.claims;
    if (claim.place != Place::kTable && std::any_of(claims.begin(), claims.end(), shares_p)) continue;
    // "OR = 2.0 … and p = 0.004, OR = 1.5 …, respectively": whose p it is can be told by order alone.
    if (slice(subject.document.document.text, claim.span).find("respectively") != std::string_view::npos) continue;
    if (claim.table >= 0) ++tables[claim.table].judged;
    // Exact tests of rare events give p values near 1 that no normal approximation gives.
    if (*claim.p_value >= 0.9 && claim.place == Place::kTable &&
        (ratio ? *claim.ci_low <= 1 && *claim.ci_high >= 1 : *claim.ci_low <= 0 && *claim.ci_high >= 0))
      continue;
    const double distance = gap(z, printed);
    const double z_middle = (z.low + z.high) / 2;
    const double tolerance = 0.35 + 0.12 * std::max(z_middle, printed.low);
    if (distance <= tolerance) continue;
    const bool excludes_null =
        ratio ? (*claim.ci_low > 1 || *claim.ci_high < 1) : (*claim.ci_low > 0 || *claim.ci_high < 0);
    const bool p_significant = claim.p_op == Operator::kGreater ? false : *claim.p_value < 0.05 + 1e-12;
    const bool verdict = level == 95 && excludes_null != p_significant;
    // A p value of a table row may belong to all categories of a variable or to another model.
    const bool certain = verdict && claim.place != Place::kTable;
    if (claim.table >= 0) tables[claim.table].mismatches.push_back(findings.size());
    report(findings, certain ? Severity::kError : Severity::kWarning, claim.span,
           verdict ? fmt::format("the interval {} null, the p value says otherwise: {}",
                                 excludes_null ? "excludes the" : "includes the", interval)
                   : fmt::format("the interval and the p value do not fit: {}", interval),
           fmt::format("p {} {}", symbol_of(claim.p_op), *claim.p_value),
           fmt::format("p near {:.2g}", p_of_z(z_middle)),
           fmt::format("{}|{:.4g}| / (({:.4g} - {:.4g}) / {:.3f}) = z {:.2f}", ratio ? "ln: " : "",
                       (estimate.low + estimate.high) / 2, (high.low + high.high) / 2, (low.low + low.high) / 2,
                       2 * z_level, z_middle));
  }
  std::vector<std::size_t> dropped;
  for (const auto& [table, tally] : tables) {
    const auto wrong = static_cast<int>(tally.mismatches.size());
    if (wrong * 4 > tally.judged && tally.judged >= 3) {
      dropped.insert(dropped.end(), tally.mismatches.begin(), tally.mismatches.end());
    } else if (tally.judged < 5 || wrong * 8 > tally.judged) {
      for (std::size_t i : tally.mismatches) findings[i].severity = Severity::kNote;
    }
  }
  std::sort(dropped.rbegin(), dropped.rend());
  for (std::size_t i : dropped) findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(i));
}

}  // namespace

extern const Check interval_against_p_check;
const Check interval_against_p_check = {
    "interval-against-p", Severity::kError, "an interval that fits neither its estimate nor the p value",
    "Altman & Bland 2011 (BMJ 343:d2090, d2304): the interval of a ratio is symmetric on the log scale; its width "
    "gives "
    "the standard error, the estimate over it a z and a p. All values that round to the printed digits are tried. A p "
    "that "
    "contradicts the interval about significance is an error, other distances a warning. Intervals that are exact, "
    "bootstrapped or from another model than the p value differ legitimately by a little; the tolerance covers that.",
    run};

}  // namespace warrant
