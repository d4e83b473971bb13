// contingency-p: the p value (and chi-square) of a binary variable in a table of two groups, recomputed from the
// counts.
//
// For the 2 x 2 table of counts: Pearson's chi-square with and without Yates' correction, Fisher's exact test and the
// likelihood ratio (Agresti 2013, ch. 3). A printed p that none of them gives is reported. Paired, matched, weighted
// and adjusted comparisons are left out, and so are variables whose categories do not make up the group.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"

namespace warrant {
namespace {

struct Columns {
  std::vector<std::int32_t> groups;
  std::vector<double> sizes;  // of the groups, 0 = not printed
  std::int32_t p = -1;
};

Columns columns_of(const TableGrid& grid) {
  Columns columns;
  int p_columns = 0;
  for (std::int32_t c = 1; c < grid.table->columns; ++c) {
    const ColumnHead& head = grid.heads[static_cast<std::size_t>(c)];
    if (head.p) {
      columns.p = c;
      ++p_columns;
    } else if (!head.total) {
      int shares = 0;
      for (std::int32_t r = 1; r < grid.table->rows; ++r) shares += grid.share(r, c).has_value();
      if (shares >= 2 || (shares == 1 && head.group > 0)) {
        columns.groups.push_back(c);
        columns.sizes.push_back(head.group);
      }
    }
  }
  if (p_columns != 1 || columns.groups.size() != 2) columns.p = -1;
  return columns;
}

// The p values that the usual tests give for a 2 x 2 table.
std::vector<std::pair<const char*, double>> candidates(const std::array<double, 4>& n) {
  const std::vector<double> counts(n.begin(), n.end());
  double g = 0;
  const double total = n[0] + n[1] + n[2] + n[3];
  for (std::size_t i = 0; i < 4; ++i) {
    const double expected = (n[i < 2 ? 0 : 2] + n[i < 2 ? 1 : 3]) * (n[i % 2] + n[i % 2 + 2]) / total;
    if (n[i] > 0) g += 2 * n[i] * std::log(n[i] / expected);
  }
  // The exact test of large tables takes long, and Yates' comes close.
  const double yates = chi_square_of(counts, 2, true).p;
  return {{"Pearson", chi_square_of(counts, 2).p},
          {"Yates", yates},
          {"Fisher", total > 500 ? yates : fisher_exact(n[0], n[1], n[2], n[3])},
          {"likelihood ratio", p_of_chi_square(std::max(0.0, g), 1)}};
}

bool gives(double p, const PrintedP& printed) {
  const double unit = std::pow(10.0, -printed.decimals);
  if (printed.op == "<" || printed.op == "≤") return p < printed.value + unit;
  if (printed.op == ">" || printed.op == "≥") return p > printed.value - unit;
  return std::fabs(p - printed.value) <= unit * 1.01 + 0.02 * printed.value;
}

void judge(const AuditSubject& subject, const TableGrid& grid, std::int32_t row, std::int32_t p_column,
           const std::array<double, 4>& n, std::vector<Finding>& findings) {
  const auto printed = p_of_cell(grid.cell(row, p_column));
  if (!printed || printed->value > 1) return;
  const auto all = candidates(n);
  if (std::isnan(all[0].second)) return;
  ++subject.checked;
  double nearest = 40;
  const double z_printed = printed->value <= 0 ? 4 : printed->value >= 1 ? 0 : z_of_p(printed->value);
  for (const auto& [name, p] : all) {
    if (std::isnan(p)) continue;
    if (gives(p, *printed)) return;
    nearest = std::min(nearest, std::fabs((p >= 1 ? 0 : z_of_p(std::max(p, 1e-12))) - z_printed));
  }
  if (nearest < 0.25) return;  // continuity corrections, missing data, mid-p
  const double pearson = all[0].second, fisher = all[2].second;
  const bool verdict = (printed->op == "<" ? printed->value <= 0.05 : printed->value < 0.05) != (pearson < 0.05) &&
                       (pearson < 0.05) == (fisher < 0.05) && nearest > 0.6;
  // The chi-square printed beside it is that of these counts: the p is corrected for multiple testing.
  const double pearson_statistic = chi_square_of({n[0], n[1], n[2], n[3]}, 2).statistic;
  bool statistic = false;
  for (std::int32_t c = 1; c < grid.table->columns && !statistic; ++c)
    if (const auto& number = grid.number(row, c); number && c != p_column && number->decimals >= 1)
      statistic = std::fabs(number->value - pearson_statistic) < 0.02 * pearson_statistic;
  report(findings, verdict && !statistic ? Severity::kWarning : Severity::kNote,
         grid.table->cells[static_cast<std::size_t>(grid.at(row, p_column))].span,
         fmt::format("the counts {}, {} | {}, {} do not give this p", n[0], n[1], n[2], n[3]),
         fmt::format("p {} {}", printed->op, printed->value), fmt::format("p = {:.3g}", pearson),
         fmt::format("Pearson {:.3g}, Yates {:.3g}, Fisher {:.3g}, likelihood ratio {:.3g}", pearson, all[1].second,
                     fisher, all[3].second));
}

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  static const RE2* left_out = new RE2(
      R"((?i)paired|mcnemar|match|before and after|repeated|weighted|adjust|propensity|within|change|per cent of|trend|bonferroni|corrected|multiple (?:testing|comparisons))");
  const Document& d = subject.document.document;
  for (const auto* list : {&grid.table->captions, &grid.table->notes})
    for (std::int32_t p : *list)
      if (matches(slice(d.text, d.passages[static_cast<std::size_t>(p)].span), *left_out)) return;
  const Columns columns = columns_of(grid);
  if (columns.p < 0) return;
  for (std::int32_t r = 1; r < grid.table->rows; ++r) {
    if (!grid.starts(r, columns.p) || !p_of_cell(grid.cell(r, columns.p))) continue;
    // The variable: from this row to the next that has a p value or no share.
    std::vector<std::array<PrintedShare, 2>> rows;
    std::int32_t last = r;
    bool complete = true;
    for (; last < grid.table->rows && complete; ++last) {
      if (last > r && p_of_cell(grid.cell(last, columns.p)) && grid.starts(last, columns.p)) break;
      const auto& a = grid.share(last, columns.groups[0]);
      const auto& b = grid.share(last, columns.groups[1]);
      if (a && b) {
        rows.push_back({*a, *b});
      } else if (last > r || a || b) {
        break;
      }
    }
    double percent[2] = {0, 0};
    for (const auto& row : rows)
      for (std::size_t g = 0; g < 2; ++g) percent[g] += row[g].percent.value;
    const bool whole = std::fabs(percent[0] - 100) < 1.1 && std::fabs(percent[1] - 100) < 1.1;
    if (rows.size() == 2 && whole) {
      judge(subject, grid, r, columns.p,
            {rows[0][0].count->value, rows[0][1].count->value, rows[1][0].count->value, rows[1][1].count->value},
            findings);
    } else if (rows.size() == 1 && columns.sizes[0] > 0 && columns.sizes[1] > 0) {
      const double a = rows[0][0].count->value, b = rows[0][1].count->value;
      const double n = columns.sizes[0], m = columns.sizes[1];
      // The percentages must agree with the group sizes, else some values are missing.
      const auto near = [](double count, double total, double p) { return std::fabs(100 * count / total - p) < 1.0; };
      if (a <= n && b <= m && near(a, n, rows[0][0].percent.value) && near(b, m, rows[0][1].percent.value))
        judge(subject, grid, r, columns.p, {a, b, n - a, m - b}, findings);
    }
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  for (const TableGrid& grid : subject.facts.tables) {
    const std::size_t first = findings.size();
    const std::int64_t before = subject.checked;
    check_table(subject, grid, findings);
    // Where most rows disagree, the p column is about something else (change within groups, a trend, a model).
    const std::size_t wrong = findings.size() - first;
    if (wrong >= 2 && static_cast<std::int64_t>(wrong) * 2 > subject.checked - before) findings.resize(first);
  }
}

}  // namespace

extern const Check contingency_p_check;
const Check contingency_p_check = {
    "contingency-p", Severity::kWarning, "a p value that the counts of its two groups do not give",
    "For a binary variable in a table of two groups: p by Pearson's chi-square with and without Yates' correction, "
    "Fisher's "
    "exact test and the likelihood ratio (Agresti 2013, ch. 3). A printed p that none of them gives is a note; a "
    "warning "
    "where it changes the verdict at 0.05. Paired, matched, weighted and adjusted comparisons are left out.",
    run};

}  // namespace warrant
