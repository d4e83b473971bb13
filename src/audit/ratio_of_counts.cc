// ratio-of-counts: a printed odds ratio, risk ratio or risk difference against the counts of the two groups beside it.
//
// For a of n and c of m: OR = (a / (n - a)) / (c / (m - c)), RR = (a / n) / (c / m), RD = a / n - c / m (Cochrane
// Handbook, section 6.4.1). Either group may be the reference, so 1 / OR and 1 / RR count as well. Estimates adjusted
// for anything else are not these; a table column must prove by its other rows that its ratios are crude.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

struct Counts {
  double a, n, c, m;

  double odds() const { return a / (n - a) / (c / (m - c)); }
  double risk() const { return a / n / (c / m); }
  bool sound() const { return a > 0 && c > 0 && a < n && c < m; }
};

// Distance on the log scale beyond rounding, the nearer of both directions.
double off(double crude, const PrintedNumber& printed) {
  const double low = std::log(std::max(1e-6, printed.value - half_unit(printed)));
  const double high = std::log(printed.value + half_unit(printed));
  const auto gap = [&](double x) { return std::max({0.0, low - x, x - high}); };
  return std::min(gap(std::log(crude)), gap(-std::log(crude)));
}

// Counts are exact, but estimates of models without covariates and stratified ones differ a little.
constexpr double kSame = 0.02;

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  static const RE2* first_number = new RE2(R"(^\s?(\d{1,3}(?:(?:\.|·)\d{1,3})?)\s?(?:$|[(\[,;]|\d*[*†‡a-e]$))");
  static const RE2* odds = new RE2(R"(\b[cu]?ORs?\b|(?i)\bodds ratio)");
  static const RE2* risk = new RE2(R"(\b[cu]?RRs?\b|(?i)\brisk ratio|relative risk)");
  const Table& table = *grid.table;
  std::vector<std::int32_t> groups;
  for (std::int32_t c = 1; c < table.columns; ++c) {
    const ColumnHead& head = grid.heads[static_cast<std::size_t>(c)];
    if (head.total || head.ratio) continue;
    int shares = 0;
    for (std::int32_t r = 1; r < table.rows; ++r) shares += grid.share(r, c).has_value();
    if (shares >= 2) groups.push_back(c);
  }
  if (groups.size() != 2) return;
  for (std::int32_t c = groups[1] + 1; c < table.columns; ++c) {
    if (!grid.heads[static_cast<std::size_t>(c)].ratio) continue;
    bool is_odds = false, is_risk = false;
    for (std::int32_t r = 0; r < std::max(1, table.header_rows) && r < table.rows; ++r) {
      is_odds = is_odds || matches(grid.cell(r, c), *odds);
      is_risk = is_risk || matches(grid.cell(r, c), *risk);
    }
    if (is_odds == is_risk) continue;
    struct Row {
      std::int32_t row;
      PrintedNumber printed;
      Counts counts;
      double crude, off;
    };
    std::vector<Row> rows;
    int fitting = 0;
    for (std::int32_t r = 1; r < table.rows; ++r) {
      const auto &a = grid.share(r, groups[0]), &b = grid.share(r, groups[1]);
      const std::string_view cell = grid.cell(r, c);
      re2::StringPiece digits;
      if (!a || !b || !grid.starts(r, c) ||
          !RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *first_number, &digits))
        continue;
      const auto printed = plain_number({digits.data(), digits.size()});
      const auto total = [&](const PrintedShare& share, std::int32_t column) {
        return share.total ? share.total->value : grid.heads[static_cast<std::size_t>(column)].group;
      };
      const Counts counts{a->count->value, total(*a, groups[0]), b->count->value, total(*b, groups[1])};
      if (!printed || printed->value <= 0 || printed->decimals == 0 || !counts.sound()) continue;
      // The shares must be of the groups, else values are missing.
      const auto near = [](const PrintedShare& share, double n) {
        return std::fabs(100 * share.count->value / n - share.percent.value) < 0.6;
      };
      if (!near(*a, counts.n) || !near(*b, counts.m)) continue;
      const double crude = is_odds ? counts.odds() : counts.risk();
      rows.push_back({r, *printed, counts, crude, off(crude, *printed)});
      fitting += rows.back().off < kSame;
    }
    if (fitting < 3 || fitting * 4 < static_cast<int>(rows.size()) * 3) continue;
    subject.checked += static_cast<std::int64_t>(rows.size());
    for (const Row& row : rows) {
      if (row.off < 0.08) continue;
      const Counts& n = row.counts;
      report(findings, Severity::kWarning, grid.span(row.row, c),
             fmt::format("{} of {} against {} of {} do not give this {} ratio", n.a, n.n, n.c, n.m,
                         is_odds ? "odds" : "risk"),
             fmt::format("{:.{}f}", row.printed.value, row.printed.decimals),
             fmt::format("{:.{}f} (or {:.{}f} the other way round)", row.crude, row.printed.decimals, 1 / row.crude,
                         row.printed.decimals),
             is_odds ? fmt::format("({} / {}) / ({} / {}) = {:.3g}; {} other rows are right", n.a, n.n - n.a, n.c,
                                   n.m - n.c, row.crude, fitting)
                     : fmt::format("({} / {}) / ({} / {}) = {:.3g}; {} other rows are right", n.a, n.n, n.c, n.m,
                                   row.crude, fitting));
    }
  }
}

// "12/50 (24%) vs 24/50 (48%); RR 0.50 (95% CI …)": the two shares of a sentence with their groups, and its one ratio.
void check_text(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* adjusted =
      new RE2(R"((?i)adjust|multivari|regression|model|stratif|propensity|weighted|pooled|hazard|interaction|imput)");
  const Document& d = subject.document.document;
  const auto& shares = subject.facts.shares;
  std::size_t first = 0;
  for (const Claim& claim : subject.document.claims) {
    if ((claim.measure != measure::kOddsRatio && claim.measure != measure::kRiskRatio) || !claim.value ||
        claim.table >= 0 || claim.cited || claim.assumption || *claim.value <= 0)
      continue;
    while (first < shares.size() &&
           subject.document.sentences[static_cast<std::size_t>(shares[first].sentence)].span.end <=
               claim.value_span.start)
      ++first;
    if (first == shares.size()) break;
    const Sentence& sentence = subject.document.sentences[static_cast<std::size_t>(shares[first].sentence)];
    if (!sentence.span.contains(claim.value_span)) continue;
    // The two shares before the ratio, with nothing else shared in the sentence.
    std::vector<const PrintedShare*> two;
    for (std::size_t i = first; i < shares.size() && shares[i].sentence == shares[first].sentence; ++i)
      if (shares[i].share.total) two.push_back(&shares[i].share);
    if (two.size() != 2 || two[1]->span.end > claim.value_span.start) continue;
    int ratios = 0;
    for (const Claim& other : subject.document.claims)
      ratios += sentence.span.contains(other.value_span) && other.value && other.measure == claim.measure;
    const std::string_view text = slice(d.text, sentence.span);
    if (ratios != 1 || matches(text, *adjusted) || matches(claim.analysis, *adjusted)) continue;
    const Counts counts{two[0]->count->value, two[0]->total->value, two[1]->count->value, two[1]->total->value};
    if (!counts.sound()) continue;
    const auto decimals = printed_decimals(d.text, claim.span, *claim.value);
    if (!decimals) continue;
    ++subject.checked;
    const PrintedNumber printed{*claim.value, *decimals, claim.value_span};
    const double distance = std::min(off(counts.odds(), printed), off(counts.risk(), printed));
    if (distance < 0.1) continue;
    const bool is_odds = claim.measure == measure::kOddsRatio;
    const double crude = is_odds ? counts.odds() : counts.risk();
    Finding& finding =
        report(findings, distance > 0.3 ? Severity::kWarning : Severity::kNote, cover(two[0]->span, claim.value_span),
               fmt::format("{} of {} against {} of {} give another {} ratio", counts.a, counts.n, counts.c, counts.m,
                           is_odds ? "odds" : "risk"),
               fmt::format("{:.{}f}", printed.value, printed.decimals),
               fmt::format("{:.{}f} (or {:.{}f} the other way round)", crude, *decimals, 1 / crude, *decimals),
               fmt::format("odds ratio {:.3g}, risk ratio {:.3g} by the counts", counts.odds(), counts.risk()));
    finding.claim = claim.id;
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  check_text(subject, findings);
  for (const TableGrid& grid : subject.facts.tables) check_table(subject, grid, findings);
}

}  // namespace

extern const Check ratio_of_counts_check;
const Check ratio_of_counts_check = {
    "ratio-of-counts", Severity::kWarning, "an odds or risk ratio that the counts of its two groups do not give",
    "OR = (a / (n - a)) / (c / (m - c)) and RR = (a / n) / (c / m), or their inverse (Cochrane Handbook, 6.4.1). "
    "In tables of two groups where at least three rows, and three quarters, are crude ratios by their own arithmetic; "
    "in "
    "sentences that print both groups as a of n and one ratio, and name no adjustment or model: there a clear distance "
    "is a warning, a small one a note. Stratified and matched analyses that do not say so differ rightly.",
    run};

}  // namespace warrant
