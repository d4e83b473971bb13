// pooled-mean: the mean (and SD) of all against the means of the groups that make them up.
//
// M = sum(n_i m_i) / N, and (N - 1) S^2 = sum((n_i - 1) s_i^2 + n_i (m_i - M)^2) (Cochrane Handbook, table 6.5.a).
// Every value that rounds to the printed digits is tried. In tables values may be missing in one group, so only a mean
// outside the range of its groups', or far from the pooled one, is reported.
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

struct Group {
  double n = 0;
  PrintedNumber mean, sd;
};

double half(const PrintedNumber& number) { return 0.5 * std::pow(10.0, -number.decimals); }

double pooled_mean(const std::vector<Group>& groups) {
  double sum = 0, n = 0;
  for (const Group& g : groups) {
    sum += g.n * g.mean.value;
    n += g.n;
  }
  return sum / n;
}

double pooled_sd(const std::vector<Group>& groups) {
  const double mean = pooled_mean(groups);
  double sum = 0, n = 0;
  for (const Group& g : groups) {
    sum += (g.n - 1) * g.sd.value * g.sd.value + g.n * (g.mean.value - mean) * (g.mean.value - mean);
    n += g.n;
  }
  return std::sqrt(sum / (n - 1));
}

double slack(const std::vector<Group>& groups, const PrintedNumber& total) {
  double most = 0;
  for (const Group& g : groups) most = std::max(most, half(g.mean));
  return most + half(total) + 1e-9;
}

std::string arithmetic_of(const std::vector<Group>& groups) {
  std::string sum, n;
  for (const Group& g : groups) {
    sum += fmt::format("{}{:.0f} x {:.{}f}", sum.empty() ? "" : " + ", g.n, g.mean.value, g.mean.decimals);
    n += fmt::format("{}{:.0f}", n.empty() ? "" : " + ", g.n);
  }
  return fmt::format("({}) / ({}) = {:.4g}; pooled SD {:.4g}", sum, n, pooled_mean(groups), pooled_sd(groups));
}

// "The mean age was 57.36 ± 10.38 years, 58.86 ± 10.19 for males and 56.00 ± 10.54 for females", with "29 males" and
// "26 females" in the same passage.
void check_text(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    std::size_t spreads = 0;
    for (std::size_t at = text.find("±"); at != std::string_view::npos; at = text.find("±", at + 1)) ++spreads;
    if (spreads < 3) continue;
#define VALUE R"((\d{1,4}(?:\.\d{1,3})?)\s?±\s?(\d{1,4}(?:\.\d{1,3})?))"
#define UNIT R"((?: [a-zA-Z/%²]+){0,3}?)"
    static const RE2* re =
        new RE2(VALUE UNIT R"([,;:( ]{1,3}(?:and |with )?)" VALUE UNIT
                           R"( (?:for|in|among) (?:the )?([a-z]+)[a-z ]{0,20}?,? (?:and|vs\.?|versus) )" VALUE UNIT
                           R"( (?:for|in|among) (?:the )?([a-z]+))");
#undef UNIT
#undef VALUE
    re2::StringPiece input(text.data(), text.size()), group[9];
    if (!re->Match(input, 0, text.size(), RE2::UNANCHORED, group, 9)) continue;
    const auto number = [&](int i) {
      return plain_number({group[i].data(), group[i].size()}).value_or(PrintedNumber{});
    };
    const std::string_view whole = slice(d.text, passage.span);
    const auto size_of = [&](re2::StringPiece name) {
      const std::string word(
          name.substr(0, name.size() > 3 && name[name.size() - 1] == 's' ? name.size() - 1 : name.size()));
      int n = 0;
      RE2::PartialMatch(re2::StringPiece(whole.data(), whole.size()),
                        R"((?:^|[^\d.])(\d{1,6}) (?:[a-z]+ )?)" + RE2::QuoteMeta(word), &n);
      return static_cast<double>(n);
    };
    std::vector<Group> groups = {{size_of(group[5]), number(3), number(4)}, {size_of(group[8]), number(6), number(7)}};
    const PrintedNumber total = number(1), sd = number(2);
    if (groups[0].n < 2 || groups[1].n < 2) continue;
    ++subject.checked;
    const double off = std::fabs(pooled_mean(groups) - total.value);
    if (off <= slack(groups, total)) continue;
    std::vector<Group> swapped = groups;
    std::swap(swapped[0].n, swapped[1].n);
    const bool exchanged = std::fabs(pooled_mean(swapped) - total.value) <= slack(groups, total);
    const ByteSpan span{
        sentence.span.start + static_cast<std::uint32_t>(group[0].data() - text.data()),
        sentence.span.start + static_cast<std::uint32_t>(group[0].data() - text.data() + group[0].size())};
    report(findings, Severity::kWarning, span,
           fmt::format("the means of the two groups do not pool to the mean of all{}",
                       exchanged ? "; with the group sizes exchanged they do" : ""),
           fmt::format("{:.{}f} ± {:.{}f}", total.value, total.decimals, sd.value, sd.decimals),
           fmt::format("{:.{}f} ± {:.{}f}", pooled_mean(groups), total.decimals, pooled_sd(groups), sd.decimals),
           arithmetic_of(groups) +
               (exchanged ? fmt::format("; exchanged: {:.{}f}", pooled_mean(swapped), total.decimals + 1) : ""));
  }
}

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  static const RE2* mean_word = new RE2(R"((?i)\bmean\b|±|\bSD\b|average)");
  static const RE2* not_mean = new RE2(R"((?i)median|IQR|range|quartile|%|\bno\.|\bCI\b|\bSEM?\b|adjusted|geometric)");
  const Table& table = *grid.table;
  std::vector<std::int32_t> parts;
  double sum = 0, largest = 0;
  std::int32_t total = -1;
  for (std::int32_t c = 1; c < table.columns; ++c)
    if (const double n = grid.heads[static_cast<std::size_t>(c)].group; n > 0) {
      parts.push_back(c);
      sum += n;
      if (n > largest) {
        largest = n;
        total = c;
      }
    }
  if (parts.size() < 3 || parts.size() > 6 || sum != 2 * largest) return;
  // As many controls as all patients together are no total: it must be called one.
  if (!grid.heads[static_cast<std::size_t>(total)].total) return;
  std::erase(parts, total);
  std::string caption;
  for (std::int32_t p : table.captions)
    caption +=
        slice(subject.document.document.text, subject.document.document.passages[static_cast<std::size_t>(p)].span);
  // Harmonic means, as of half-lives, and geometric ones pool otherwise.
  static const RE2* otherwise = new RE2("(?i)harmonic|geometric");
  const bool harmonic = matches(text_of(subject.document.document, table), *otherwise);
  for (std::int32_t r = 1; r < table.rows; ++r) {
    const std::string_view label = grid.cell(r, 0);
    const auto all = mean_of_cell(grid.cell(r, total));
    if (!all || !grid.starts(r, total) || all->mean.decimals == 0 || matches(label, *not_mean)) continue;
    const bool plus_minus = grid.cell(r, total).find("±") != std::string_view::npos;
    if (!plus_minus && !matches(label, *mean_word)) continue;
    std::vector<Group> groups;
    for (std::int32_t c : parts)
      if (const auto mean = mean_of_cell(grid.cell(r, c)))
        groups.push_back({grid.heads[static_cast<std::size_t>(c)].group, mean->mean, mean->sd});
    if (groups.size() != parts.size()) continue;
    if (harmonic) continue;
    ++subject.checked;
    double low = groups[0].mean.value, high = low;
    for (const Group& g : groups) {
      low = std::min(low, g.mean.value);
      high = std::max(high, g.mean.value);
    }
    const double rounding = slack(groups, all->mean);
    const bool outside = all->mean.value < low - rounding || all->mean.value > high + rounding;
    const double off = std::fabs(pooled_mean(groups) - all->mean.value);
    if (!outside && off <= rounding + 0.15 * (high - low)) continue;
    const ByteSpan span = table.cells[static_cast<std::size_t>(grid.at(r, total))].span;
    // "Dose (n = 30)": a part of the groups, whose sizes are not known; only the bounds hold.
    const bool part = !find_group_sizes(label).empty();
    if (part && !outside) continue;
    report(findings, outside ? Severity::kError : Severity::kWarning, span,
           outside ? "the mean of all lies outside the means of its groups"
                   : "the means of the groups do not pool to the mean of all",
           fmt::format("{:.{}f}", all->mean.value, all->mean.decimals),
           part ? fmt::format("a value from {} to {}", low, high)
                : fmt::format("{:.{}f}", pooled_mean(groups), all->mean.decimals),
           part ? fmt::format("{} {}, whatever the sizes of the groups", all->mean.value,
                              all->mean.value < low ? fmt::format("< {}", low) : fmt::format("> {}", high))
                : arithmetic_of(groups));
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  check_text(subject, findings);
  for (const TableGrid& grid : subject.facts.tables) check_table(subject, grid, findings);
}

}  // namespace

extern const Check pooled_mean_check;
const Check pooled_mean_check = {
    "pooled-mean", Severity::kError, "group means that do not pool to the mean of all",
    "M = sum(n m) / N and the pooled SD (Cochrane Handbook, table 6.5.a) with all roundings tried. Sentences that give "
    "the mean of all and of two groups whose sizes stand in the passage; tables with a column called all or total "
    "whose size is "
    "the sum of the others'. In tables only a mean outside its groups' range (error) or far from the pooled one "
    "(warning) is reported, since values may be missing in one group.",
    run};

}  // namespace warrant
