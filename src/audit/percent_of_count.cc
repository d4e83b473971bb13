// percent-of-count: a percentage against the count and group it belongs to.
//
// A percent p printed with d decimals is right for a count n of N when 100 n / N rounds (half up or down) or truncates
// to p, that is |100 n / N - p| < 10^-d. Where N is not printed beside it, any whole number N >= n may be meant:
// N lies in (100 n / (p + 10^-d), 100 n / (p - 10^-d)). If no whole number lies there, nothing can be meant (the idea
// of GRIM, Brown & Heathers 2017, applied to percentages).
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

double unit_of(const PrintedNumber& number) { return std::pow(10.0, -number.decimals); }

bool fits(double count, double total, const PrintedNumber& percent) {
  return total > 0 && count <= total && std::fabs(100 * count / total - percent.value) < unit_of(percent) * (1 + 1e-9);
}

// A whole number of people for which the percent is right, nearest to `wanted`; 0 when there is none.
double possible_total(double count, const PrintedNumber& percent, double wanted) {
  const double unit = unit_of(percent);
  if (count <= 0) return percent.value < unit ? std::max(wanted, 1.0) : 0;
  const double low = std::max(count, std::floor(100 * count / (percent.value + unit)) + 1);
  const double high = percent.value - unit <= 0 ? 1e9 : std::ceil(100 * count / (percent.value - unit)) - 1;
  if (high < low) {
    // The open interval may hold its exact rounding ends.
    const double exact = std::round(100 * count / std::max(percent.value, 1e-9));
    return exact >= count && fits(count, exact, percent) ? exact : 0;
  }
  return std::clamp(wanted, low, high);
}

// Percentages that are not crude shares: Kaplan–Meier estimates, weighted or adjusted rates.
bool speaks_of_estimates(std::string_view text) {
  static const RE2* re = new RE2(
      "(?i)kaplan|actuarial|cumulative|weighted|adjusted|estimated|imputed|standardi[sz]ed|life.?table|probability|"
      "per 100|change|increase|decrease|reduction|coefficient|recovery|variance|relative");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

std::string show(const PrintedNumber& percent) { return fmt::format("{:.{}f}%", percent.value, percent.decimals); }

std::string show_percent(double count, double total, int decimals) {
  return fmt::format("{:.{}f}%", 100 * count / total, decimals);
}

std::vector<double> whole_numbers(std::string_view text) {
  static const RE2* re = new RE2(R"((?:^|[^\d.,·])(\d{1,3}(?:,\d{3})+|\d{1,6})(?:$|[^\d.,·%]|[.,](?:$|[^\d])))");
  std::vector<double> numbers;
  re2::StringPiece input(text.data(), text.size()), group[2];
  std::size_t at = 0;
  while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
    std::string digits(group[1]);
    std::erase(digits, ',');
    numbers.push_back(std::stod(digits));
    at = static_cast<std::size_t>(group[1].data() - text.data()) + group[1].size();
  }
  return numbers;
}

void check_text(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const auto& shares = subject.facts.shares;
  std::size_t first = 0;
  while (first < shares.size()) {
    // All shares of one passage are judged together: they explain each other's groups.
    const auto passage_of = [&](std::size_t i) {
      return subject.document.sentences[static_cast<std::size_t>(shares[i].sentence)].passage;
    };
    std::size_t last = first;
    while (last < shares.size() && passage_of(last) == passage_of(first)) ++last;
    const Passage& passage = d.passages[static_cast<std::size_t>(passage_of(first))];
    const std::string_view text = slice(d.text, passage.span);
    std::set<double> known;
    for (const PrintedNumber& size : subject.facts.group_sizes) known.insert(size.value);
    for (double number : whole_numbers(text)) known.insert(number);
    for (std::size_t i = first; i < last; ++i) {
      const PrintedShare& share = shares[i].share;
      const std::string_view sentence =
          slice(d.text, subject.document.sentences[static_cast<std::size_t>(shares[i].sentence)].span);
      const double count = share.count->value;
      if (share.percent.value > 100) continue;  // impossible-percent speaks of it
      if (share.total) {
        ++subject.checked;
        if (count > share.total->value || fits(count, share.total->value, share.percent)) continue;
        if (speaks_of_estimates(sentence)) continue;
        report(findings, Severity::kError, share.span,
               fmt::format("{} of {} is not {}", count, share.total->value, show(share.percent)), show(share.percent),
               show_percent(count, share.total->value, share.percent.decimals),
               fmt::format("100 x {} / {} = {:.4g}", count, share.total->value, 100 * count / share.total->value));
        continue;
      }
      if (speaks_of_estimates(sentence) || count == 0) continue;
      if (std::any_of(known.begin(), known.end(),
                      [&](double total) { return total != count && fits(count, total, share.percent); }) ||
          fits(count, count, share.percent)) {
        ++subject.checked;
        continue;
      }
      // The group that most shares beside it fit.
      double group = 0;
      int support = 0;
      for (double total : known) {
        int n = 0;
        for (std::size_t j = first; j < last; ++j)
          n += j != i && fits(shares[j].share.count->value, total, shares[j].share.percent);
        if (n > support) {
          support = n;
          group = total;
        }
      }
      const double possible = possible_total(count, share.percent, group > 0 ? group : count);
      if (possible == 0 && share.percent.decimals > 0) {
        ++subject.checked;
        report(findings, support >= 2 ? Severity::kError : Severity::kWarning, share.span,
               fmt::format("no whole group of people makes {} of them {}", count, show(share.percent)),
               show(share.percent),
               group > 0 ? show_percent(count, group, share.percent.decimals) + fmt::format(" of {}", group) : "",
               group > 0 ? fmt::format("100 x {} / {} = {:.4g}", count, group, 100 * count / group)
                         : fmt::format("{} / {:.{}f}% lies between two whole numbers", count, share.percent.value,
                                       share.percent.decimals));
      } else if (support >= 3 && count <= group) {
        ++subject.checked;
        report(findings, Severity::kWarning, share.span,
               fmt::format("{} is not {} of {}, the group that {} percentages beside it fit", count,
                           show(share.percent), group, support),
               show(share.percent), show_percent(count, group, share.percent.decimals),
               fmt::format("100 x {} / {} = {:.4g}; {} would be right for a group of {}", count, group,
                           100 * count / group, show(share.percent), possible));
      }
    }
    first = last;
  }
}

bool names_a_spread(std::string_view text) {
  static const RE2* re = new RE2("(?i)\\b(?:mean|median|sd|s\\.d\\.|se|sem|iqr|range|average|std)\\b|±");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

bool mentions_percent(std::string_view text) {
  static const RE2* re = new RE2("(?i)%|percent|per cent");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

struct TableShare {
  std::int32_t row, column;
  PrintedShare share;
  ByteSpan span;
  bool fits_column = false;
};

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const Table& table = *grid.table;
  std::string caption;
  for (std::int32_t p : table.captions) caption += slice(d.text, d.passages[static_cast<std::size_t>(p)].span);
  if (speaks_of_estimates(caption)) return;
  // Group sizes in the header above each column; the lowest wins.
  std::vector<double> group(static_cast<std::size_t>(table.columns), 0);
  std::vector<char> column_percent(static_cast<std::size_t>(table.columns), 0);
  for (std::int32_t r = 0; r < std::max(table.header_rows, 1) && r < table.rows; ++r)
    for (std::int32_t c = 0; c < table.columns; ++c) {
      const std::string_view cell = grid.cell(r, c);
      if (const auto sizes = find_group_sizes(cell); sizes.size() == 1)
        group[static_cast<std::size_t>(c)] = sizes[0].value;
      if (mentions_percent(cell)) column_percent[static_cast<std::size_t>(c)] = 1;
    }
  const bool caption_percent = mentions_percent(caption);
  std::vector<TableShare> shares;
  std::vector<int> fitting(static_cast<std::size_t>(table.columns), 0),
      seen(static_cast<std::size_t>(table.columns), 0);
  for (std::int32_t r = 0; r < table.rows; ++r)
    for (std::int32_t c = 1; c < table.columns; ++c) {
      const auto column = static_cast<std::size_t>(c);
      if (group[column] == 0 || !grid.starts(r, c)) continue;
      const std::string_view cell = grid.cell(r, c);
      const auto share = share_of_cell(cell);
      if (!share || share->total || share->percent.value > 100) continue;
      if (cell.find('%') == std::string_view::npos &&
          (share->count->value > group[column] || names_a_spread(grid.cell(r, 0))))
        continue;
      if (cell.find('%') == std::string_view::npos && !column_percent[column] && !caption_percent &&
          !mentions_percent(grid.cell(r, 0)))
        continue;
      TableShare entry{r, c, *share, table.cells[static_cast<std::size_t>(grid.at(r, c))].span, false};
      entry.fits_column = fits(share->count->value, group[column], share->percent);
      ++seen[column];
      fitting[column] += entry.fits_column;
      shares.push_back(entry);
    }
  for (const TableShare& entry : shares) {
    const auto column = static_cast<std::size_t>(entry.column);
    if (fitting[column] < 3 || 10 * fitting[column] < 6 * seen[column]) continue;  // percentages of something else
    ++subject.checked;
    if (entry.fits_column) continue;
    const double count = entry.share.count->value, total = group[column];
    // Row percentages: a share of the row's sum.
    double row_sum = 0;
    int row_shares = 0, row_fitting = 0;
    for (const TableShare& other : shares)
      if (other.row == entry.row) {
        row_sum += other.share.count->value;
        ++row_shares;
        row_fitting += other.fits_column;
      }
    if (row_shares > 1 && fits(count, row_sum, entry.share.percent)) continue;
    const double possible = possible_total(count, entry.share.percent, total);
    const std::string arithmetic = fmt::format("100 x {} / {} = {:.4g}", count, total, 100 * count / total);
    const std::string expected = show_percent(count, total, entry.share.percent.decimals);
    if (possible == 0 && entry.share.percent.decimals > 0 && count <= total) {
      report(
          findings, Severity::kError, entry.span,
          fmt::format("{} of {} is not {}, and no smaller group makes it so", count, total, show(entry.share.percent)),
          show(entry.share.percent), expected, arithmetic);
    } else if ((row_shares > 1 && row_fitting == row_shares - 1) || possible > total || count > total) {
      report(findings, Severity::kWarning, entry.span,
             fmt::format("{} of {} is not {}", count, total, show(entry.share.percent)), show(entry.share.percent),
             expected, arithmetic + fmt::format("; right for a group of {}", possible));
    }
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  check_text(subject, findings);
  for (const TableGrid& grid : subject.facts.tables) check_table(subject, grid, findings);
}

}  // namespace

extern const Check percent_of_count_check;
const Check percent_of_count_check = {
    "percent-of-count", Severity::kError, "a percentage that is not what its count and group make",
    "Recomputes 100 n / N with the printed decimals, rounding and truncation both allowed. Where the group is not "
    "printed beside the count, the groups named in the passage, the table's header and the document are tried; an "
    "error "
    "is given only when no whole number of people can be meant. Kaplan-Meier, weighted and adjusted percentages are "
    "left out. In tables, columns of which most percentages fit another group (missing data) are left out.",
    run};

}  // namespace warrant
