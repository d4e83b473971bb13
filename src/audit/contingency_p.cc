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
#include "src/base/text.h"

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
  // "Grade 2 | Grade 3" below each arm: parts of one group, whose size stands above both.
  if (columns.groups.size() > 2)
    for (std::size_t g = 1; g < columns.groups.size(); ++g)
      for (std::int32_t r = 0; r < std::max(1, grid.table->header_rows) && r < grid.table->rows; ++r) {
        const std::int32_t cell = grid.at(r, columns.groups[g]);
        if (cell >= 0 && cell == grid.at(r, columns.groups[g - 1]) &&
            find_group_sizes(grid.cell(r, columns.groups[g])).size() == 1)
          columns.p = -1;
      }
  if (p_columns != 1 || columns.groups.size() < 2 || columns.groups.size() > 6) columns.p = -1;
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

// Chi-square of a linear trend of row scores 1, 2… over group scores 1, 2… (Mantel 1963): (N - 1) r^2, one degree of
// freedom.
double p_of_trend(const std::vector<double>& counts, std::size_t groups) {
  double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto x = static_cast<double>(i / groups), y = static_cast<double>(i % groups);
    n += counts[i];
    sx += counts[i] * x;
    sy += counts[i] * y;
    sxx += counts[i] * x * x;
    syy += counts[i] * y * y;
    sxy += counts[i] * x * y;
  }
  const double vx = sxx - sx * sx / n, vy = syy - sy * sy / n, vxy = sxy - sx * sy / n;
  return vx <= 0 || vy <= 0 ? std::nan("") : p_of_chi_square((n - 1) * vxy * vxy / (vx * vy), 1);
}

// More than two categories or groups: Pearson, likelihood ratio and trend. Exact tests come near them where the
// expected counts are not small; where they are, nothing is said.
void judge_larger(const AuditSubject& subject, const TableGrid& grid, std::int32_t row, std::int32_t p_column,
                  const std::vector<double>& counts, std::size_t groups, std::vector<Finding>& findings) {
  const auto printed = p_of_cell(grid.cell(row, p_column));
  if (!printed || printed->value > 1) return;
  const std::size_t rows = counts.size() / groups;
  std::vector<double> of_row(rows), of_group(groups);
  double total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    of_row[i / groups] += counts[i];
    of_group[i % groups] += counts[i];
    total += counts[i];
  }
  double g = 0;
  std::size_t small = 0, empty = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = of_row[i / groups] * of_group[i % groups] / total;
    small += expected < 5;
    empty += expected < 1;
    if (counts[i] > 0) g += 2 * counts[i] * std::log(counts[i] / expected);
  }
  if (empty > 0 || small * 5 > counts.size()) return;  // Cochran's rule
  const auto pearson = chi_square_of(counts, groups);
  if (std::isnan(pearson.p)) return;
  const double ratio = p_of_chi_square(std::max(0.0, g), static_cast<double>((rows - 1) * (groups - 1)));
  const double trend = p_of_trend(counts, groups);
  ++subject.checked;
  const auto z = [](double p) { return p >= 1 ? 0.0 : z_of_p(std::max(p, 1e-12)); };
  double nearest = 40;
  bool significant = false, other = false;
  for (double p : {pearson.p, ratio, trend}) {
    if (std::isnan(p)) continue;
    if (gives(p, *printed)) return;
    nearest = std::min(nearest, std::fabs(z(p) - z(printed->value)));
    (p < 0.05 ? significant : other) = true;
  }
  if (nearest < 0.5) return;
  const bool says = printed->op == "<" ? printed->value <= 0.05 : printed->value < 0.05;
  std::string listed;
  for (std::size_t i = 0; i < counts.size(); ++i)
    listed += fmt::format("{}{}", i == 0 ? "" : i % groups == 0 ? " | " : ", ", counts[i]);
  report(findings, significant != other && says != significant && nearest > 0.8 ? Severity::kWarning : Severity::kNote,
         grid.span(row, p_column), fmt::format("the counts {} do not give this p", listed),
         fmt::format("p {} {}", printed->op, printed->value), fmt::format("p = {:.3g}", pearson.p),
         fmt::format("Pearson {:.3g} (chi-square {:.4g}, df {}), likelihood ratio {:.3g}, linear trend {:.3g}",
                     pearson.p, pearson.statistic, (rows - 1) * (groups - 1), ratio, trend));
}

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  static const RE2* left_out = new RE2(
      R"((?i)paired|mcnemar|match|before and after|repeated|weighted|adjust|propensity|within[- ](?:the )?(?:group|subject|patient|person|arm|each)|change|per cent of|trend|bonferroni|corrected|multiple (?:testing|comparisons))");
  // "Adjusted RR" with an interval has columns of its own.
  static const RE2* estimate = new RE2(
      R"((?i)adjusted (?:[aA]?[OHR]R|odds|risk|hazard|relative|mean|difference|estimate|prevalence)[^.;]*|derived from [^.;]* adjusted for[^.;]*)");
  const Document& d = subject.document.document;
  for (const auto* list : {&grid.table->captions, &grid.table->notes})
    for (std::int32_t p : *list) {
      std::string words(slice(d.text, d.passages[static_cast<std::size_t>(p)].span));
      RE2::GlobalReplace(&words, *estimate, "");
      if (matches(words, *left_out)) return;
    }
  const Columns columns = columns_of(grid);
  if (columns.p < 0) return;
  const std::size_t groups = columns.groups.size();
  for (std::int32_t r = 1; r < grid.table->rows; ++r) {
    if (!grid.starts(r, columns.p) || !p_of_cell(grid.cell(r, columns.p))) continue;
    // The variable: from this row to the next that has a p value or no share.
    std::vector<std::vector<PrintedShare>> rows;
    for (std::int32_t last = r; last < grid.table->rows; ++last) {
      if (last > r && grid.starts(last, columns.p) && !trim(grid.cell(last, columns.p)).empty()) break;
      std::vector<PrintedShare> row;
      for (std::int32_t c : columns.groups)
        if (const auto& share = grid.share(last, c); share && !share->total) row.push_back(*share);
      if (row.size() == groups) {
        rows.push_back(std::move(row));
      } else if (last > r || !row.empty()) {
        break;
      }
    }
    if (rows.empty()) continue;
    bool whole = true, far = true;
    for (std::size_t g = 0; g < groups; ++g) {
      double percent = 0;
      for (const auto& row : rows) percent += row[g].percent.value;
      whole = whole && std::fabs(percent - 100) < 0.9 + 0.1 * static_cast<double>(rows.size());
      far = far && (percent < 80 || percent > 105);
    }
    std::vector<double> counts;  // row by row
    if (rows.size() >= 2 && whole) {
      for (const auto& row : rows)
        for (const PrintedShare& share : row) counts.push_back(share.count->value);
    } else if (rows.size() == 1 || far) {
      // The first alone, against the rest of its group; the percentages must agree with the group sizes, else some
      // values are missing.
      std::vector<double> rest;
      for (std::size_t g = 0; g < groups; ++g) {
        const double count = rows[0][g].count->value, size = columns.sizes[g];
        if (size <= 0 || count > size || std::fabs(100 * count / size - rows[0][g].percent.value) >= 1.0) break;
        counts.push_back(count);
        rest.push_back(size - count);
      }
      if (rest.size() != groups) continue;
      counts.insert(counts.end(), rest.begin(), rest.end());
    }
    if (counts.size() == 4)
      judge(subject, grid, r, columns.p, {counts[0], counts[1], counts[2], counts[3]}, findings);
    else if (!counts.empty())
      judge_larger(subject, grid, r, columns.p, counts, groups, findings);
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
    "Fisher's exact test and the likelihood ratio (Agresti 2013, ch. 3). For more categories or groups: Pearson, "
    "likelihood ratio and linear trend (Mantel 1963), where Cochran's rule on expected counts lets them stand for "
    "exact "
    "tests. A printed p that none of them gives is a note; a warning where it changes the verdict at 0.05. Paired, "
    "matched, weighted and adjusted comparisons are left out.",
    run};

}  // namespace warrant
