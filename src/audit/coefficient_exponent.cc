// coefficient-exponent: a regression coefficient against the Exp(B), hazard or odds ratio beside it in a table, and the
// `±` between two interval bounds.
//
// Exp(B) = e^B; with the printed digits B stands for [B - h, B + h], so Exp(B) for [e^(B-h), e^(B+h)], widened by its
// own rounding (SPSS prints both columns side by side).
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/base/statistics.h"

namespace warrant {
namespace {

bool header_matches(const TableGrid& grid, std::int32_t column, const RE2& re) {
  for (std::int32_t r = 0; r < std::max(1, grid.table->header_rows) && r < grid.table->rows; ++r) {
    const std::string_view cell = grid.cell(r, column);
    if (RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), re)) return true;
  }
  return false;
}

ByteSpan cell_span(const TableGrid& grid, std::int32_t row, std::int32_t column) {
  return grid.table->cells[static_cast<std::size_t>(grid.at(row, column))].span;
}

void check_pair(const AuditSubject& subject, const TableGrid& grid, std::int32_t b_column, std::int32_t exp_column,
                std::vector<Finding>& findings) {
  struct Row {
    std::int32_t row;
    double b, exponent;
    bool fits;
    std::string arithmetic;
  };
  std::vector<Row> rows;
  int right = 0;
  for (std::int32_t r = 1; r < grid.table->rows; ++r) {
    const auto& b = grid.number(r, b_column);
    // "3.538", or "3.538 (1.191-10.516)": the first number of the cell.
    std::string_view cell = grid.cell(r, exp_column);
    cell = cell.substr(0, cell.find_first_of("([ "));
    const auto exponent = plain_number(cell);
    if (!b || !exponent || b->decimals < 2 || exponent->decimals < 1 || exponent->value <= 0) continue;
    const RoundingInterval bs = rounding_interval(b->value, b->decimals);
    const RoundingInterval es = rounding_interval(exponent->value, exponent->decimals);
    const bool fits = std::exp(bs.low) <= es.high * 1.0005 && std::exp(bs.high) >= es.low * 0.9995;
    right += fits;
    rows.push_back({r, b->value, exponent->value, fits,
                    fmt::format("e^{:.{}f} = {:.{}f}", b->value, b->decimals, std::exp(b->value), exponent->decimals)});
  }
  // Unless some rows prove that one column is the exponent of the other, the columns were misunderstood.
  if (right == 0 || right * 2 < static_cast<int>(rows.size())) return;
  for (const Row& row : rows) {
    ++subject.checked;
    if (row.fits) continue;
    report(findings, Severity::kError, cell_span(grid, row.row, exp_column),
           fmt::format("the ratio {} is not the exponent of its coefficient {}", row.exponent, row.b),
           fmt::format("{}", row.exponent), fmt::format("{:.4g}", std::exp(row.b)), row.arithmetic);
  }
}

// "1.191 ± 10.516" under a header that promises an interval.
void check_plus_minus(const AuditSubject& subject, const TableGrid& grid, std::int32_t column,
                      std::vector<Finding>& findings) {
  static const RE2* re = new RE2(R"((\d+(?:\.\d+)?)\s?±\s?(\d+(?:\.\d+)?))");
  for (std::int32_t r = 1; r < grid.table->rows; ++r) {
    if (!grid.starts(r, column)) continue;
    const std::string_view cell = grid.cell(r, column);
    if (cell.empty()) continue;
    ++subject.checked;
    double low = 0, high = 0;
    if (!RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *re, &low, &high) || low >= high) continue;
    report(findings, Severity::kWarning, cell_span(grid, r, column),
           "a plus-minus sign between the two bounds of an interval", std::string(cell),
           fmt::format("{} to {}", low, high),
           fmt::format("read as printed the lower bound would be {:.4g}", low - high));
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* coefficient = new RE2(
      R"(^\s?(?:B|β|b|Beta|beta|Coef(?:f(?:icient)?)?\.?|B coefficient|Regression coefficient|β coefficient)(?:\s?\(.*\))?\s?$)");
  static const RE2* exponent = new RE2(
      R"((?i)exp\s?\(\s?(?:b|β)\s?\)|^\s?(?:a?HR|a?OR|RR|IRR|(?:adjusted )?(?:hazard|odds|risk|rate) ratio)\b)");
  static const RE2* interval = new RE2(R"((?i)\bC\.?I\.?\b|confidence interval|%\s?CI)");
  for (const TableGrid& grid : subject.facts.tables) {
    std::int32_t last_b = -1;
    for (std::int32_t c = 1; c < grid.table->columns; ++c) {
      if (header_matches(grid, c, *coefficient)) last_b = c;
      if (last_b >= 0 && c != last_b && header_matches(grid, c, *exponent)) {
        check_pair(subject, grid, last_b, c, findings);
        last_b = -1;
      }
      if (header_matches(grid, c, *interval)) check_plus_minus(subject, grid, c, findings);
    }
  }
}

}  // namespace

extern const Check coefficient_exponent_check;
const Check coefficient_exponent_check = {
    "coefficient-exponent", Severity::kError, "B against Exp(B), and plus-minus printed for a range",
    "Exp(B) = e^B within the rounding of both. Columns are paired by their headers and only where at least half of the "
    "rows agree. A `±` between two rising numbers under an interval header is reported as a misprinted range.",
    run};

}  // namespace warrant
