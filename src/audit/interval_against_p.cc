// interval-against-p: a confidence interval against the p value and against the middle of its own estimate.
//
// For ratios the interval is symmetric on the log scale (Altman & Bland 2011, BMJ 343:d2090 and d2304):
//   SE = (ln high - ln low) / (2 z_level),  z = |ln estimate| / SE,  p = 2 (1 - Phi(z)),
// for differences the same without logarithms. Every value that rounds to the printed digits is tried;
// likelihood-ratio, exact and bootstrap intervals differ a little, so only distances well beyond that are reported.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"
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

constexpr std::string_view kLopsided = "the interval is lopsided";

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
  int judged = 0;  // against p
  int intervals = 0;
  std::vector<std::size_t> mismatches;  // indexes of findings
  std::vector<std::size_t> lopsided;    // likewise
};

// Is some number of the row left of the interval its very middle? Then that is the estimate, and another column
// (a standardised coefficient) was taken for it.
bool other_middle(std::string_view row, double low, double high) {
  const auto is_middle = [&](const PrintedNumber& n) {
    return std::fabs(n.value - (low + high) / 2) < 0.5 * std::pow(10.0, -n.decimals) + 0.02 * (high - low);
  };
  while (!row.empty()) {
    const std::size_t bar = std::min(row.find(" | "), row.size());
    if (const auto n = plain_number(row.substr(0, bar)); n && n->decimals > 0 && is_middle(*n)) return true;
    row.remove_prefix(std::min(row.size(), bar + 3));
  }
  return false;
}

// A p value in a cell that spans several rows is that of their variable, not of one row.
bool spans_rows(const AuditSubject& subject, const Claim& claim) {
  if (claim.passage < 0) return false;
  const Document& d = subject.document.document;
  const std::int32_t row = d.passages[static_cast<std::size_t>(claim.passage)].row;
  const Table& table = d.tables[static_cast<std::size_t>(claim.table)];
  return std::any_of(table.cells.begin(), table.cells.end(), [&](const TableCell& cell) {
    return cell.row_span > 1 && cell.row <= row && row < cell.row + cell.row_span &&
           printed_decimals(d.text, cell.span, *claim.p_value).has_value();
  });
}

// Does another p value of the row (crude beside corrected) fit?
bool other_p(std::string_view row, Range z) {
  while (!row.empty()) {
    const std::size_t bar = std::min(row.find(" | "), row.size());
    if (const auto p = p_of_cell(row.substr(0, bar)); p && p->decimals >= 2 && p->value > 0 && p->value < 1) {
      const auto [low, high] = range_of(*p);
      if (gap(z, {z_of_p(std::min(high, 0.9999)), low <= 0 ? 40 : z_of_p(low)}) < 0.35) return true;
    }
    row.remove_prefix(std::min(row.size(), bar + 3));
  }
  return false;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const std::size_t begin = findings.size();
  std::map<std::int32_t, TableTally> tables;
  const std::string_view text = subject.document.document.text;
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
    // Likewise one that is even as it stands, whatever it was taken for: a coefficient under "beta or OR".
    const double plain_middle = (*claim.ci_low + *claim.ci_high) / 2;
    static const RE2* coefficient = new RE2(R"(β|\b[Bb]eta\b|\bB\b|(?i)coefficient|difference|change)");
    if (ratio && off > 0.35 && std::fabs(*claim.value - plain_middle) < 0.05 * (*claim.ci_high - *claim.ci_low) &&
        claim.table >= 0 &&
        matches(
            text_of(subject.document.document, subject.document.document.tables[static_cast<std::size_t>(claim.table)]),
            *coefficient))
      continue;
    static const RE2* below_zero = new RE2(R"([(\[]\s?(?:-|−)\d)");
    // A change in percent ("3.8 to 54.3" beside "-0.8 to 2.3") is even as 1 + p/100.
    if (off > 0.35 && claim.table >= 0 && *claim.ci_low > -100 &&
        std::fabs(std::log1p(*claim.value / 100) -
                  (std::log1p(*claim.ci_low / 100) + std::log1p(*claim.ci_high / 100)) / 2) <
            0.02 * (std::log1p(*claim.ci_high / 100) - std::log1p(*claim.ci_low / 100)) &&
        matches(slice(text, claim.span), *below_zero))
      continue;
    const std::string_view row = slice(text, claim.span);
    if (off > 0.35 && (may_be_less(text, claim.span, *claim.ci_low, false) ||
                       (*claim.ci_high > 0 && may_be_less(text, claim.span, *claim.ci_high, true)) ||
                       (claim.table >= 0 && !ratio && other_middle(row, *claim.ci_low, *claim.ci_high))))
      continue;
    // "F(1, 24) = 20.96 … d = 1.92": degrees of freedom.
    if (printed_decimals(text, claim.span, *claim.ci_low) == 0 &&
        printed_decimals(text, claim.span, *claim.ci_high) == 0 &&
        printed_decimals(text, claim.span, *claim.value).value_or(0) >= 2)
      continue;
    if (claim.table >= 0) ++tables[claim.table].intervals;
    if (off > 0.35) {
      if (claim.table >= 0) tables[claim.table].lopsided.push_back(findings.size());
      report(findings, Severity::kWarning, claim.span, fmt::format("{} about its estimate: {}", kLopsided, interval),
             interval,
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
    // "interaction P = 0.002": that of another comparison.
    static const RE2* other_test = new RE2(
        R"((?i)\b(?:interaction|heterogeneity|trend|homogeneity)[ -]?(?:test)?[,:;]? ?p\b|\bp[- ]?(?:value)?[- ]?(?:for )?\(?(?:the )?(?:interaction|trend|heterogeneity))");
    if (claim.table < 0 && matches(slice(text, claim.span), *other_test)) continue;
    static const RE2* p_trend = new RE2(
        R"((?i)\bp[ -]?(?:value)?s? ?\(?(?:for )?(?:trend|interaction|heterogeneity)|(?:trend|interaction|heterogeneity) p\b)");
    if (claim.table >= 0 && *claim.p_value > 0 &&
        matches(
            text_of(subject.document.document, subject.document.document.tables[static_cast<std::size_t>(claim.table)]),
            *p_trend))
      continue;
    // "OR = 2.0 … and p = 0.004, OR = 1.5 …, respectively": whose p it is can be told by order alone.
    if (slice(subject.document.document.text, claim.span).find("respectively") != std::string_view::npos) continue;
    if (claim.table >= 0) ++tables[claim.table].judged;
    // Exact tests of rare events give p values near 1 that no normal approximation gives.
    if (*claim.p_value >= 0.9 && claim.place == Place::kTable &&
        (ratio ? *claim.ci_low <= 1 && *claim.ci_high >= 1 : *claim.ci_low <= 0 && *claim.ci_high >= 0))
      continue;
    const double distance = gap(z, printed);
    if (claim.table >= 0 && distance > 0 && (other_p(row, z) || spans_rows(subject, claim))) continue;
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
  std::set<std::string> said;
  for (const auto& [table, tally] : tables) {
    const auto wrong = static_cast<int>(tally.mismatches.size());
    for (std::size_t i : tally.mismatches) {
      if (wrong * 4 > tally.judged && tally.judged >= 3)
        drop(findings[i]);
      else if (tally.judged < 5 || wrong * 8 > tally.judged)
        findings[i].severity = Severity::kNote;
    }
    // Many lopsided intervals in a table have one cause (transformed data, percentiles, wrong columns).
    if (tally.lopsided.size() < 3) continue;
    for (std::size_t i : tally.lopsided) said.insert(findings[i].printed);
    const bool rule = static_cast<int>(tally.lopsided.size()) * 2 > tally.intervals;
    fold(subject, findings, tally.lopsided, rule ? Severity::kNote : Severity::kWarning,
         fmt::format("{} of {} intervals of this table are lopsided about their estimates{}, the first: {}",
                     tally.lopsided.size(), tally.intervals, rule ? " (another scale, or percentiles?)" : "",
                     findings[tally.lopsided.front()].printed));
  }
  // The same estimate in running text says nothing more.
  for (std::size_t i = begin; i < findings.size(); ++i)
    if (said.contains(findings[i].printed) && findings[i].message.starts_with(kLopsided)) drop(findings[i]);
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
    "bootstrapped or from another model than the p value differ legitimately by a little; the tolerance covers that. "
    "Three or more lopsided intervals of a table are one finding, a note where they are most of it.",
    run};

}  // namespace warrant
