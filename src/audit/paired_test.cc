// paired-test: the same patients before and after in a 2 x 2 table, tested as if they were two groups.
//
// For paired yes/no data only the discordant pairs b and c tell about change: McNemar 1947 (Psychometrika 12:153),
// chi2 = (b - c)^2 / (b + c), exactly binomial(b + c, 1/2). Pearson's chi-square of the same table asks whether before
// and after are associated, which they nearly always are.
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"
#include "src/base/text.h"

namespace warrant {
namespace {

std::optional<double> count_at(const TableGrid& grid, std::int32_t r, std::int32_t c) {
  if (!grid.starts(r, c)) return std::nullopt;
  const auto& number = grid.number(r, c);
  if (!number || number->decimals != 0 || number->value < 0) return std::nullopt;
  return number->value;
}

std::string label_above(const TableGrid& grid, std::int32_t r, std::int32_t c) {
  for (--r; r >= 0; --r) {
    const std::string_view cell = trim(grid.cell(r, c));
    if (!cell.empty() && !grid.number(r, c)) return fold_case(cell);
  }
  return {};
}

std::string label_left(const TableGrid& grid, std::int32_t r, std::int32_t c) {
  for (--c; c >= 0; --c) {
    const std::string_view cell = trim(grid.cell(r, c));
    if (!cell.empty() && !grid.number(r, c)) return fold_case(cell);
  }
  return {};
}

// Is Pearson's statistic printed, in the table or as "χ2 = …" in the text?
bool printed_somewhere(const AuditSubject& subject, const TableGrid& grid, double statistic, ByteSpan& span,
                       std::string& printed) {
  const auto equals = [&](const PrintedNumber& number) {
    return number.decimals > 0 && std::fabs(number.value - statistic) < 1.01 * std::pow(10.0, -number.decimals);
  };
  for (std::size_t i = 0; i < grid.numbers.size(); ++i)
    if (grid.numbers[i] && equals(*grid.numbers[i])) {
      span = grid.table->cells[i].span;
      printed = slice(grid.text, span);
      return true;
    }
  static const RE2* re = new RE2(R"((?:χ2|χ²|(?i)chi-?\s?squared?)\s?=\s?(\d+\.\d+))");
  const Document& d = subject.document.document;
  for (const Passage& passage : d.passages) {
    if (!is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, passage.span);
    re2::StringPiece input(text.data(), text.size()), group[2];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
      const auto start = static_cast<std::uint32_t>(group[0].data() - text.data());
      at = start + group[0].size();
      const auto number = plain_number({group[1].data(), group[1].size()});
      if (!number || !equals(*number)) continue;
      span = {passage.span.start + start, passage.span.start + static_cast<std::uint32_t>(at)};
      printed = std::string(group[0]);
      return true;
    }
  }
  return false;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  for (const TableGrid& grid : subject.facts.tables) {
    const Table& table = *grid.table;
    if (table.rows > 12 || table.columns > 12) continue;
    bool is_pair = false, tested = false;
    for (std::int32_t r = 0; r + 1 < table.rows && !tested; ++r)
      for (std::int32_t c = 1; c + 1 < table.columns && !tested; ++c) {
        const auto a = count_at(grid, r, c), b = count_at(grid, r, c + 1), e = count_at(grid, r + 1, c),
                   f = count_at(grid, r + 1, c + 1);
        if (!a || !b || !e || !f) continue;
        const std::string first = label_left(grid, r, c), second = label_left(grid, r + 1, c);
        if (first.empty() || first == second || label_above(grid, r, c) != first ||
            label_above(grid, r, c + 1) != second)
          continue;
        static const RE2* pair = new RE2(
            R"((?is)\bbefore\b.*\bafter\b|\bafter\b.*\bbefore\b|pre-?(?:operative|treatment|test|intervention|surgery).*post-?(?:operative|treatment|test|intervention|surgery)|\bbaseline\b.*\bfollow-?up\b)");
        if (!is_pair && !matches(text_of(subject.document.document, table), *pair)) return;
        is_pair = true;
        ++subject.checked;
        const double statistic = chi_square_of({*a, *b, *e, *f}, 2).statistic;
        ByteSpan span;
        std::string printed;
        if (std::isnan(statistic) || !printed_somewhere(subject, grid, statistic, span, printed)) continue;
        tested = true;
        const McNemar right = mcnemar(*b, *e);
        report(findings, Severity::kWarning, span,
               "paired data (the same patients before and after) tested by Pearson's chi-square, which tests "
               "association, not change",
               printed, fmt::format("McNemar's test: chi-square {:.2f}, p = {:.3g}", right.statistic, right.p),
               fmt::format("discordant pairs {} and {}: ({} - {})^2 / {} = {:.2f}; exact p = {:.3g}", *b, *e, *b, *e,
                           *b + *e, right.statistic, right.exact_p));
      }
  }
}

}  // namespace

extern const Check paired_test_check;
const Check paired_test_check = {
    "paired-test", Severity::kWarning, "before and after of the same patients, tested as two groups",
    "A 2 x 2 table whose rows and columns carry the same two labels and that speaks of before and after, with the "
    "value of Pearson's chi-square printed in it or in the text. McNemar's test (McNemar 1947) is recomputed from the "
    "discordant pairs. Tables with more than two categories are not judged.",
    run};

}  // namespace warrant
