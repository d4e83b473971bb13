// table-statistic: a column of test statistics (t, z, chi-square, F) against the column of p values beside it.
//
// p is recomputed for every value that rounds to the printed digits (Nuijten et al. 2016, Behav Res Methods 48:1205).
// Tables seldom print degrees of freedom, so the column proves them: the ones with which most rows agree are the
// column's. For chi-square each row may have its own (1 to 9), for it depends on the number of categories.
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

enum class Test { kT, kZ, kChiSquare, kF };
constexpr const char* kNames[] = {"t", "z", "chi-square", "F"};

std::optional<Test> test_of(const TableGrid& grid, std::int32_t column) {
  static const RE2* t = new RE2(R"(^\s?(?:t|T)(?:[- ](?:values?|statistics?|test|score))?\s?[*†‡a-c]?\s?$)");
  static const RE2* z = new RE2(R"(^\s?[zZ](?:[- ](?:values?|statistics?|test|score))?\s?[*†‡a-c]?\s?$)");
  static const RE2* chi =
      new RE2(R"(^\s?(?:χ2|χ²|χ 2|X2|X²|(?i)chi[- ]?squared?)(?:[- ](?:values?|statistics?|test))?\s?[*†‡a-c]?\s?$)");
  static const RE2* f = new RE2(R"(^\s?F(?:[- ](?:values?|statistics?|test|ratio))?\s?[*†‡a-c]?\s?$)");
  for (std::int32_t r = 0; r < std::max(1, grid.table->header_rows) && r < grid.table->rows; ++r) {
    const std::string_view cell = grid.cell(r, column);
    if (cell.empty() || cell.size() > 24) continue;
    if (matches(cell, *t)) return Test::kT;
    if (matches(cell, *z)) return Test::kZ;
    if (matches(cell, *chi)) return Test::kChiSquare;
    if (matches(cell, *f)) return Test::kF;
  }
  return std::nullopt;
}

struct Row {
  std::int32_t row;
  PrintedNumber statistic;
  PrintedP p;
};

PRange recompute(Test test, const PrintedNumber& statistic, double df1, double df2) {
  const double low = std::max(0.0, std::fabs(statistic.value) - half_unit(statistic)),
               high = std::fabs(statistic.value) + half_unit(statistic);
  const auto p = [&](double value) {
    switch (test) {
      case Test::kT:
        return p_of_t(value, df1);
      case Test::kZ:
        return p_of_z(value);
      case Test::kChiSquare:
        return p_of_chi_square(value, df1);
      case Test::kF:
        return p_of_f(value, df1, df2);
    }
    return std::nan("");
  };
  return {p(high), p(low)};
}

double off(Test test, const Row& row, double df1, double df2) {
  const PRange range = recompute(test, row.statistic, df1, df2);
  return std::isnan(range.low) || std::isnan(range.high) ? 100 : distance(row.p, range);
}

struct Degrees {
  double first = 0, second = 0;
  int fitting = 0;
};

constexpr double kFits = 0.06;

// The degrees of freedom that most rows of the column agree with.
Degrees degrees_of(Test test, const std::vector<Row>& rows) {
  std::vector<Degrees> tried;
  constexpr double kSteps[] = {4, 6, 8, 10, 12, 15, 18, 22, 26, 30, 36, 44, 55, 70, 90, 120, 160, 250, 500, 2000};
  if (test == Test::kZ) tried.push_back({});
  if (test == Test::kT)
    for (double df : kSteps) tried.push_back({df, 0, 0});
  if (test == Test::kF)
    for (double df1 : {1.0, 2.0, 3.0, 4.0})
      for (double df : kSteps) tried.push_back({df1, df, 0});
  Degrees best;
  for (Degrees& d : tried) {
    for (const Row& row : rows) d.fitting += off(test, row, d.first, d.second) < kFits;
    if (d.fitting >= best.fitting) best = d;
  }
  return best;
}

void judge(const AuditSubject& subject, const TableGrid& grid, Test test, std::int32_t p_column,
           const std::vector<Row>& rows, std::vector<Finding>& findings) {
  const Degrees all = test == Test::kChiSquare ? Degrees{} : degrees_of(test, rows);
  struct Wrong {
    const Row* row;
    double off;
    PRange range;
  };
  std::vector<Wrong> wrong;
  int fitting = 0, telling = 0;
  for (const Row& row : rows) {
    double best = 100;
    PRange range;
    if (test == Test::kChiSquare) {
      for (double df = 1; df < 10; ++df)
        if (const double o = off(test, row, df, 0); o < best) {
          best = o;
          range = recompute(test, row.statistic, df, 0);
        }
      // Only one degree of freedom says much: nine tries fit many a p value.
      telling += off(test, row, 1, 0) < kFits;
    } else {
      best = off(test, row, all.first, all.second);
      range = recompute(test, row.statistic, all.first, all.second);
    }
    if (best < kFits)
      ++fitting;
    else
      wrong.push_back({&row, best, range});
  }
  if (test == Test::kChiSquare && telling * 2 < fitting) return;
  if (fitting < 3 || fitting * 4 < static_cast<int>(rows.size()) * 3) return;
  subject.checked += static_cast<std::int64_t>(rows.size());
  for (const Wrong& w : wrong) {
    if (w.off < 0.25) continue;
    const bool flips =
        says_significant(w.row->p) != (w.range.low < 0.05) && says_significant(w.row->p) != (w.range.high < 0.05);
    report(findings, flips || w.off > 1 ? Severity::kWarning : Severity::kNote, grid.span(w.row->row, p_column),
           fmt::format("{} = {} does not give this p", kNames[static_cast<int>(test)],
                       fmt::format("{:.{}f}", w.row->statistic.value, w.row->statistic.decimals)),
           fmt::format("p {} {:.{}f}", w.row->p.op, w.row->p.value, w.row->p.decimals),
           fmt::format("p from {:.2g} to {:.2g}", w.range.low, w.range.high),
           fmt::format("p of {} = {:.{}f}{} lies in [{:.2g}, {:.2g}]; {} other rows of the column agree",
                       kNames[static_cast<int>(test)], w.row->statistic.value, w.row->statistic.decimals,
                       test == Test::kT ? fmt::format(" with about {:.0f} degrees of freedom", all.first)
                       : test == Test::kF
                           ? fmt::format(" with {:.0f} and about {:.0f} degrees of freedom", all.first, all.second)
                           : "",
                       w.range.low, w.range.high, fitting));
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  for (const TableGrid& grid : subject.facts.tables) {
    const Table& table = *grid.table;
    for (std::int32_t c = 1; c + 1 < table.columns; ++c) {
      const auto test = test_of(grid, c);
      if (!test) continue;
      // The p column directly behind it, degrees of freedom between them allowed.
      std::int32_t p_column = -1;
      for (std::int32_t next = c + 1; next < table.columns && next <= c + 2 && p_column < 0; ++next)
        if (grid.heads[static_cast<std::size_t>(next)].p) p_column = next;
      if (p_column < 0) continue;
      std::vector<Row> rows;
      for (std::int32_t r = 1; r < table.rows; ++r) {
        const auto& statistic = grid.number(r, c);
        if (!statistic || !grid.starts(r, c) || !grid.starts(r, p_column) || statistic->decimals == 0) continue;
        const auto p = p_of_cell(grid.cell(r, p_column));
        if (!p || p->value > 1 || (p->value == 0 && p->op == "=")) continue;
        rows.push_back({r, *statistic, *p});
        if (p->value <= 0.001 && p->op == "=") rows.back().p.op = "<";  // the sign is often left out
      }
      judge(subject, grid, *test, p_column, rows, findings);
    }
  }
}

}  // namespace

extern const Check table_statistic_check;
const Check table_statistic_check = {
    "table-statistic", Severity::kWarning, "a test statistic in a table that does not give the p value of its row",
    "Columns headed t, z, chi-square or F with a p column beside them: p is recomputed for every value that rounds to "
    "the printed digits (Nuijten et al. 2016). The degrees of freedom are those with which most rows agree; "
    "for chi-square any from 1 to 9. Judged where at least three rows, and three quarters of them, agree. A row that "
    "does not is a warning, a small distance a note. p printed as zero is left to p-zero.",
    run};

}  // namespace warrant
