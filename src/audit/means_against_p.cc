// means-against-p: the p value beside the means and standard deviations of two groups in a table, recomputed.
//
// t = |m1 - m2| / SE, pooled (Student) and unpooled (Welch 1947, Biometrika 34:28), for every mean and SD that rounds
// to the printed digits; where standard errors may have been printed for SDs, SE = sqrt(e1^2 + e2^2). Three groups and
// more by one-way analysis of variance, F = [sum n (m - M)^2 / (k - 1)] / [sum (n - 1) s^2 / (N - k)]. What else may
// have been done (rank tests, adjustment, pairs) is left out by its words, and a table is judged only where most of its
// rows agree with a t test.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"

namespace warrant {
namespace {

struct Arm {
  double n;
  PrintedMean mean;
};

// The p values of one reading of the spreads, over all roundings.
PRange range_for(const Arm& a, const Arm& b, double difference_low, double difference_high, double spread,
                 bool standard_errors) {
  // `spread` -1: smallest spreads, +1: largest; small spreads give small p values.
  const auto sd = [&](const Arm& arm, double side) {
    return std::max(1e-9, arm.mean.sd.value + side * half_unit(arm.mean.sd));
  };
  const auto p = [&](double difference, double side) {
    double low = 1, high = 0;
    const double sa = sd(a, side), sb = sd(b, side);
    const double va = standard_errors ? sa * sa : sa * sa / a.n, vb = standard_errors ? sb * sb : sb * sb / b.n;
    const double welch = std::sqrt(va + vb);
    const double df = (va + vb) * (va + vb) / (va * va / (a.n - 1) + vb * vb / (b.n - 1));
    for (const double value :
         {p_of_t(difference / welch, df),
          standard_errors ? p_of_t(difference / welch, a.n + b.n - 2)
                          : p_of_t(difference / std::sqrt(((a.n - 1) * sa * sa + (b.n - 1) * sb * sb) /
                                                          (a.n + b.n - 2) * (1 / a.n + 1 / b.n)),
                                   a.n + b.n - 2)}) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
    return PRange{low, high};
  };
  return {p(difference_high, -spread).low, p(difference_low, spread).high};
}

// The same for three groups and more, by analysis of variance. Means are moved half a unit towards or from that of all.
PRange range_for(const std::vector<Arm>& arms, bool standard_errors) {
  const auto p = [&](double side) {
    double n = 0, sum = 0;
    for (const Arm& arm : arms) {
      n += arm.n;
      sum += arm.n * arm.mean.mean.value;
    }
    const double all = sum / n;
    double between = 0, within = 0;
    for (const Arm& arm : arms) {
      const double off = std::max(0.0, std::fabs(arm.mean.mean.value - all) - side * half_unit(arm.mean.mean));
      const double sd = std::max(1e-9, arm.mean.sd.value + side * half_unit(arm.mean.sd));
      between += arm.n * off * off;
      within += (arm.n - 1) * sd * sd * (standard_errors ? arm.n : 1);
    }
    const auto k = static_cast<double>(arms.size());
    return p_of_f(between / (k - 1) / (within / (n - k)), k - 1, n - k);
  };
  return {p(-1), p(1)};
}

struct Row {
  std::int32_t row = 0;
  PrintedP printed;
  std::vector<Arm> arms;
  PRange recomputed;  // by the reading that is nearest
  double off = 0;
  bool standard_errors = false;  // the reading that is nearest takes the spreads for these
};

std::optional<Row> judge(const TableGrid& grid, std::int32_t r, const std::vector<std::int32_t>& columns,
                         std::int32_t p_column, bool says_sd) {
  const auto printed = p_of_cell(grid.cell(r, p_column));
  if (!printed || printed->value > 1 || !grid.starts(r, p_column)) return std::nullopt;
  Row row;
  row.row = r;
  row.printed = *printed;
  if (printed->value <= 0.001 && printed->op == "=") row.printed.op = "<";  // the sign is often left out
  for (std::int32_t c : columns) {
    const auto mean = mean_of_cell(grid.cell(r, c));
    if (!mean || mean->sd.value <= 0) return std::nullopt;
    row.arms.push_back({grid.heads[static_cast<std::size_t>(c)].group, *mean});
  }
  const Arm &a = row.arms[0], &b = row.arms[1];
  const double difference = std::fabs(a.mean.mean.value - b.mean.mean.value),
               half = half_unit(a.mean.mean) + half_unit(b.mean.mean);
  row.off = 100;
  for (bool standard_errors : {false, true}) {
    if (standard_errors && says_sd) break;
    const PRange range = row.arms.size() == 2
                             ? range_for(a, b, std::max(0.0, difference - half), difference + half, 1, standard_errors)
                             : range_for(row.arms, standard_errors);
    if (std::isnan(range.low) || std::isnan(range.high)) return std::nullopt;
    const double off = distance(row.printed, range);
    if (off >= row.off) continue;
    row.off = off;
    row.recomputed = range;
    row.standard_errors = standard_errors;
  }
  return row;
}

// Columns of groups and the p column behind them.
struct Panel {
  std::vector<std::int32_t> groups;
  std::int32_t p = -1;
};

std::vector<Panel> panels_of(const TableGrid& grid) {
  std::vector<Panel> panels;
  Panel panel;
  for (std::int32_t c = 1; c < grid.table->columns; ++c) {
    const ColumnHead& head = grid.heads[static_cast<std::size_t>(c)];
    if (head.p) {
      panel.p = c;
      if (panel.groups.size() >= 2 && panel.groups.size() <= 6) panels.push_back(panel);
      // A second p column right behind is that of another test of the same groups.
      if (panel.groups.empty() && !panels.empty()) panels.pop_back();
      panel = {};
    } else if (head.group >= 3 && !head.total) {
      panel.groups.push_back(c);
    }
  }
  return panels;
}

bool speaks_of_another_test(std::string_view text) {
  static const RE2* other_test = new RE2(
      R"((?i)paired|within|before and after|change|adjust|ANCOVA|covari|Mann|Wilcoxon|Kruskal|rank|non-?parametric|median|mixed|repeated|interaction|geometric|matched|bonferroni|corrected|least.squares|post.?hoc|trend|slope)");
  return matches(text, *other_test);
}

void check_panel(const AuditSubject& subject, const TableGrid& grid, const Panel& panel, bool says_sd,
                 std::vector<Finding>& findings) {
  static const RE2* sd = new RE2(R"(\b(?:SDs?|S\.D\.|[Ss]tandard [Dd]eviations?)(?:$|[^a-z]))");
  static const RE2* label_out = new RE2(R"((?i)median|IQR|range|%|\bno\.|change|difference|\bCI\b|geometric|\bn\b)");
  std::vector<Row> rows;
  int fitting = 0;
  for (std::int32_t r = std::max(1, grid.table->header_rows); r < grid.table->rows; ++r) {
    const std::string_view label = grid.cell(r, 0);
    if (matches(label, *label_out) || speaks_of_another_test(label)) continue;
    if (auto row = judge(grid, r, panel.groups, panel.p, says_sd || matches(label, *sd))) {
      fitting += row->off < 0.15;
      rows.push_back(std::move(*row));
    }
  }
  if (fitting < 3 || fitting * 4 < static_cast<int>(rows.size()) * 3) return;
  subject.checked += static_cast<std::int64_t>(rows.size());
  for (const Row& row : rows) {
    if (row.off < 0.6) continue;
    const bool flips = says_significant(row.printed) != (row.recomputed.low < 0.05) &&
                       says_significant(row.printed) != (row.recomputed.high < 0.05);
    const auto is_skewed = [](const Arm& arm) {
      return arm.mean.mean.value >= 0 && arm.mean.sd.value >= 0.8 * arm.mean.mean.value;
    };
    const bool skewed = std::any_of(row.arms.begin(), row.arms.end(), is_skewed);
    const auto show = [](const Arm& arm) {
      return fmt::format("{:.{}f} ± {:.{}f} (n {:.0f})", arm.mean.mean.value, arm.mean.mean.decimals, arm.mean.sd.value,
                         arm.mean.sd.decimals, arm.n);
    };
    std::string listed;
    for (std::size_t i = 0; i < row.arms.size(); ++i)
      listed += fmt::format("{}{}", i == 0 ? "" : i + 1 == row.arms.size() ? " and " : ", ", show(row.arms[i]));
    report(
        // A spread as large as its mean is skewed: a rank test was probably used, whatever the table says.
        findings,
        flips && !skewed && row.recomputed.high > 1e-12 && row.off > 1 && row.off < 6 ? Severity::kWarning
                                                                                      : Severity::kNote,
        grid.span(row.row, panel.p), fmt::format("the means {} do not give this p", listed),
        fmt::format("p {} {:.{}f}", row.printed.op, row.printed.value, row.printed.decimals),
        fmt::format("p from {:.2g} to {:.2g}", row.recomputed.low, row.recomputed.high),
        fmt::format("{}, all roundings: p in [{:.2g}, {:.2g}]{}; {} other rows of the table agree",
                    row.arms.size() == 2 ? "t test of the two means" : "analysis of variance of the means",
                    row.recomputed.low, row.recomputed.high,
                    row.standard_errors ? " with the spreads read as standard errors, which comes nearest" : "",
                    fitting));
  }
}

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  const Table& table = *grid.table;
  const std::vector<Panel> panels = panels_of(grid);
  if (panels.empty()) return;
  const Document& d = subject.document.document;
  for (const auto* list : {&table.captions, &table.notes})
    for (std::int32_t p : *list)
      if (speaks_of_another_test(slice(d.text, d.passages[static_cast<std::size_t>(p)].span))) return;
  static const RE2* sd = new RE2(R"(\b(?:SDs?|S\.D\.|[Ss]tandard [Dd]eviations?)(?:$|[^a-z]))");
  bool says_sd = false;
  for (std::int32_t p : table.captions)
    says_sd = says_sd || matches(slice(d.text, d.passages[static_cast<std::size_t>(p)].span), *sd);
  for (const Panel& panel : panels)
    for (std::int32_t c : panel.groups)
      for (std::int32_t r = 0; r < table.header_rows; ++r) says_sd = says_sd || matches(grid.cell(r, c), *sd);
  for (const Panel& panel : panels) check_panel(subject, grid, panel, says_sd, findings);
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  for (const TableGrid& grid : subject.facts.tables) check_table(subject, grid, findings);
}

}  // namespace

extern const Check means_against_p_check;
const Check means_against_p_check = {
    "means-against-p", Severity::kWarning, "a p value that the means and SDs beside it do not give",
    "For columns of groups with their sizes, means with SDs and a p column behind them: Student's and Welch's t test "
    "(Welch 1947) of two groups, one-way analysis of variance of more, for every value that rounds to the printed "
    "digits, standard errors allowed where nothing says SD. A p column is "
    "judged where at least three rows, and three quarters, agree with the test; a row far from it is a note, a warning "
    "where the verdict at 0.05 changes. Tables that speak of rank tests, pairs, change or adjustment are left out; "
    "missing values of single rows are not known.",
    run};

}  // namespace warrant
