// table-interval: "1.5 (1.1–2.0)" in a table column where all others hold their estimate and this one does not; and for
// ratios, one whose interval is lopsided on the log scale where all others are not (Altman & Bland 2011, BMJ
// 343:d2090). What the numbers mean need not be known: the column proves its own rule.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"

namespace warrant {
namespace {

struct Entry {
  ByteSpan span;  // of the cell with the interval
  PrintedNumber value, low, high;
};

double half(const PrintedNumber& n) { return 0.5 * std::pow(10.0, -n.decimals); }

bool holds(const Entry& e) {
  return e.low.value <= e.high.value && e.value.value >= e.low.value - half(e.low) - half(e.value) - 1e-9 &&
         e.value.value <= e.high.value + half(e.high) + half(e.value) + 1e-9;
}

// Distance of the estimate from the middle of the interval on the log scale, in half widths, all roundings tried.
std::optional<double> lopsided(const Entry& e) {
  if (e.low.value - half(e.low) <= 0 || e.value.value <= 0 || e.high.value <= e.low.value) return std::nullopt;
  const auto ln = [](double x) { return std::log(std::max(x, 1e-9)); };
  const double middle_low = (ln(e.low.value - half(e.low)) + ln(e.high.value - half(e.high))) / 2;
  const double middle_high = (ln(e.low.value + half(e.low)) + ln(e.high.value + half(e.high))) / 2;
  const double value_low = ln(e.value.value - half(e.value)), value_high = ln(e.value.value + half(e.value));
  const double gap = std::max({0.0, middle_low - value_high, value_low - middle_high});
  const double width = (ln(e.high.value) - ln(e.low.value)) / 2;
  return width <= 0 ? std::nullopt : std::optional(gap / width);
}

#define NUMBER R"(((?:-|−|–)?\d{1,6}(?:(?:\.|·)\d{1,4})?))"
#define SEPARATOR R"(\s?(?:-|–|−|‐|‑|to|,|;)\s?)"

std::optional<PrintedNumber> number(re2::StringPiece part) { return plain_number({part.data(), part.size()}); }

// "1.5 (1.1–2.0)", "1.5 [1.1, 2.0]", "1.5 (95% CI 1.1 to 2.0)".
std::optional<Entry> whole(std::string_view cell) {
  static const RE2* re = new RE2(
      R"(^\s?)" NUMBER R"(\s?[*†‡§a-e]{0,2}\s?[,;]?\s?[(\[{]\s?(?:95\s?%\s?(?:CI)?[:,]?\s?)?)" NUMBER SEPARATOR NUMBER
      R"(\s?[)\]}]\s?[*†‡§a-e]{0,3}\s?$)");
  if (cell.size() > 60) return std::nullopt;
  re2::StringPiece v, l, h;
  if (!RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *re, &v, &l, &h)) return std::nullopt;
  const auto value = number(v), low = number(l), high = number(h);
  if (!value || !low || !high) return std::nullopt;
  // "1.473 (2, 205)": a test statistic with its degrees of freedom. "48 (1,022)": a number of four digits.
  if (value->decimals >= 2 && low->decimals == 0 && high->decimals == 0) return std::nullopt;
  if (plain_number({l.data(), static_cast<std::size_t>(h.data() + h.size() - l.data())})) return std::nullopt;
  return Entry{{}, *value, *low, *high};
}

// "1.1–2.0", "(1.1, 2.0)".
bool bounds(std::string_view cell, PrintedNumber& low, PrintedNumber& high) {
  static const RE2* re = new RE2(R"(^\s?[(\[]?\s?)" NUMBER SEPARATOR NUMBER R"(\s?[)\]]?\s?[*†‡§a-e]{0,2}\s?$)");
  if (cell.size() > 40) return false;
  re2::StringPiece l, h;
  if (!RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *re, &l, &h)) return false;
  const auto a = number(l), b = number(h);
  if (!a || !b) return false;
  low = *a;
  high = *b;
  return true;
}

#undef SEPARATOR
#undef NUMBER

bool spoken_of(const AuditSubject& subject, ByteSpan span) {
  for (const Claim& claim : subject.document.claims)
    if (claim.value && claim.ci_low && claim.ci_high && claim.span.overlaps(span) &&
        (claim.value_span.overlaps(span) || std::fabs(static_cast<double>(claim.value_span.end) - span.start) < 16))
      return true;
  return false;
}

void judge(const AuditSubject& subject, const std::vector<Entry>& entries, bool ratio, std::vector<Finding>& findings) {
  // "0.4 (0.0, 0.0)": quartiles, which need not hold a mean.
  if (std::any_of(entries.begin(), entries.end(),
                  [](const Entry& e) { return e.low.value == e.high.value && e.value.value != e.low.value; }))
    return;
  const auto holding = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), holds));
  if (holding < 3 || (entries.size() - holding) * 5 > entries.size()) return;
  std::size_t even = 0, odd = 0;
  for (const Entry& e : entries)
    if (const auto off = lopsided(e); off && holds(e)) ++(*off < 0.2 ? even : odd);
  const bool symmetric = even >= 3 && odd * 5 <= even;
  for (const Entry& e : entries) {
    ++subject.checked;
    const std::string printed = fmt::format("{:.{}f} ({:.{}f}, {:.{}f})", e.value.value, e.value.decimals, e.low.value,
                                            e.low.decimals, e.high.value, e.high.decimals);
    if (!holds(e)) {
      if (spoken_of(subject, e.span)) continue;
      const bool exchanged = e.low.value > e.high.value;
      const bool between = e.value.value >= e.high.value && e.value.value <= e.low.value;
      // "−17.6 (−16, −19)": ordered by size without the sign.
      const bool by_size =
          exchanged && e.low.value < 0 && e.value.value <= e.low.value && e.value.value >= e.high.value;
      report(findings,
             by_size ? Severity::kNote
             : ratio ? Severity::kError
                     : Severity::kWarning,
             e.span,
             !exchanged ? "the estimate lies outside its own interval"
             : between  ? "the ends of the interval are exchanged"
                        : "the lower end of the interval lies above the upper one",
             printed,
             !exchanged ? fmt::format("a value from {} to {}", e.low.value, e.high.value)
             : between  ? fmt::format("{} to {}", e.high.value, e.low.value)
                        : std::string(),
             exchanged                     ? fmt::format("{} > {}", e.low.value, e.high.value)
             : e.value.value < e.low.value ? fmt::format("{} < {}", e.value.value, e.low.value)
                                           : fmt::format("{} > {}", e.value.value, e.high.value));
    } else if (const auto off = lopsided(e); ratio && symmetric && off && *off > 0.35 && !spoken_of(subject, e.span)) {
      report(findings, Severity::kWarning, e.span,
             fmt::format("the interval is lopsided about its estimate: {}", printed), printed,
             fmt::format("an estimate near {:.3g}", std::sqrt(e.low.value * e.high.value)),
             fmt::format("sqrt({} x {}) = {:.3g}; the {} other intervals of the column are even", e.low.value,
                         e.high.value, std::sqrt(e.low.value * e.high.value), even));
    }
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* counted = new RE2(R"((?i)\bn[,;] ?range)");  // "n, range": a count before its range
  for (const TableGrid& grid : subject.facts.tables) {
    const Table& table = *grid.table;
    for (std::int32_t c = 1; c < table.columns; ++c) {
      const auto head = [&](std::int32_t column) { return grid.heads[static_cast<std::size_t>(column)]; };
      const bool interval = head(c).interval;
      const bool ratio = head(c).ratio || (c > 1 && head(c - 1).ratio);
      std::vector<Entry> together, apart;
      for (std::int32_t r = 1; r < table.rows; ++r) {
        if (!grid.starts(r, c) || matches(grid.cell(r, 0), *counted)) continue;
        const ByteSpan span = table.cells[static_cast<std::size_t>(grid.at(r, c))].span;
        if (auto entry = whole(grid.cell(r, c))) {
          entry->span = span;
          together.push_back(*entry);
        } else if (c > 1 && grid.starts(r, c - 1) && !head(c - 1).p) {
          Entry pair;
          const auto& value = grid.number(r, c - 1);
          if (!interval || !value || !bounds(grid.cell(r, c), pair.low, pair.high)) continue;
          pair.value = *value;
          pair.span = cover(table.cells[static_cast<std::size_t>(grid.at(r, c - 1))].span, span);
          apart.push_back(pair);
        }
      }
      judge(subject, together, ratio, findings);
      judge(subject, apart, ratio, findings);
    }
  }
}

}  // namespace

extern const Check table_interval_check;
const Check table_interval_check = {
    "table-interval", Severity::kError, "an estimate outside its interval, or a lopsided interval, in a table column",
    "Cells of the form \"1.5 (1.1-2.0)\", or an estimate with the interval in the next column. A column is judged when "
    "at least three cells, and four fifths, hold their estimate; what breaks that rule is an error under a header that "
    "names a ratio, else a warning. Under such a header an interval that is lopsided on the log scale (Altman & Bland "
    "2011) is a warning where nearly all others are even. Cells that other checks speak of are left out.",
    run};

}  // namespace warrant
