#include "src/audit/percent_columns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/share_arithmetic.h"
#include "src/audit/table_shares.h"

namespace warrant {

bool speaks_of_estimates(std::string_view text) {
  static const RE2* re = new RE2(
      "(?i)kaplan|actuarial|cumulative|weighted|adjusted|estimated|imputed|standardi[sz]ed|life.?table|probability|"
      "per 100|change|increase|decrease|reduction|coefficient|recovery|variance|relative");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

namespace {

bool names_a_spread(std::string_view text) {
  static const RE2* re = new RE2("(?i)\\b(?:mean|median|sd|s\\.d\\.|se|sem|iqr|range|average|std)\\b|±");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

bool mentions_percent(std::string_view text) {
  static const RE2* re = new RE2("(?i)%|percent|per cent");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

// Percentages of a part of the group: the count above it that the share is of, if the column prints one.
bool is_nested(const std::vector<TableShare>& shares, const TableShare& entry) {
  return std::any_of(shares.begin(), shares.end(), [&](const TableShare& other) {
    return other.column == entry.column && other.row < entry.row && other.share.count->value > 0 &&
           other.share.count->value != entry.share.count->value &&
           fits(entry.share.count->value, other.share.count->value, entry.share.percent);
  });
}

// Rows beside it in the same column that do not fit either and may have the same group: a variable with missing values.
bool has_company(const std::vector<TableShare>& shares, const TableShare& entry, double group) {
  for (const TableShare& other : shares) {
    if (other.column != entry.column || other.row == entry.row || other.fits_column ||
        std::abs(other.row - entry.row) > 12)
      continue;
    const double implied = 100 * other.share.count->value / std::max(other.share.percent.value, 1e-9);
    if (implied < group) return true;
  }
  return false;
}

// The one group that at least five and four fifths of a column's percentages with decimals fit; 0 = none, or several.
struct InferredGroup {
  double group = 0;
  bool counted = false;  // a cell of the column counts as many
  std::vector<ByteSpan> fitting;
  PrintedShare first;
};

InferredGroup infer_group(const TableGrid& grid, std::int32_t column, const std::vector<PrintedNumber>& sizes) {
  constexpr std::size_t kLeast = 5;
  const Table& table = *grid.table;
  std::vector<std::pair<PrintedShare, ByteSpan>> shares, whole;
  std::set<double> counts;
  for (std::int32_t r = std::max(1, table.header_rows); r < table.rows; ++r) {
    if (!grid.starts(r, column)) continue;
    const auto& share = grid.share(r, column);
    if (!share || share->total || share->percent.value <= 0 || share->percent.value >= 100 || share->count->value < 1)
      continue;
    if (share->percent.decimals == 0 && share->percent.value < 5) continue;  // fits many groups
    (share->percent.decimals > 0 ? shares : whole).emplace_back(*share, grid.span(r, column));
    counts.insert(share->count->value);
  }
  InferredGroup best;
  // Whole percentages fit many a group: one that the document names.
  const bool named = shares.size() < kLeast;
  if (named) shares.insert(shares.end(), whole.begin(), whole.end());
  if (shares.size() < kLeast || counts.size() < 3) return best;
  // The largest counts leave the fewest groups.
  std::vector<std::size_t> order(shares.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return shares[a].first.count->value > shares[b].first.count->value;
  });
  std::set<double> candidates;
  if (named)
    for (const PrintedNumber& size : sizes) candidates.insert(size.value);
  for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()) && !named; ++i) {
    const PrintedShare& share = shares[order[i]].first;
    const double half = 0.5 * std::pow(10, -share.percent.decimals);
    const double low = std::ceil(100 * share.count->value / (share.percent.value + half)),
                 high = std::floor(100 * share.count->value / (share.percent.value - half));
    for (double n = low; n <= high && n < low + 200; ++n) candidates.insert(n);
  }
  std::size_t most = 0;
  std::vector<double> tied;  // that most fit
  for (double n : candidates) {
    const auto fitting = static_cast<std::size_t>(std::count_if(shares.begin(), shares.end(), [&](const auto& share) {
      return fits(share.first.count->value, n, share.first.percent);
    }));
    if (fitting < most || fitting == 0) continue;
    if (fitting > most) tied.clear();
    tied.push_back(n);
    most = fitting;
  }
  // Of several the one that the document names.
  if (tied.size() > 1)
    std::erase_if(tied, [&](double n) {
      return std::none_of(sizes.begin(), sizes.end(), [&](const PrintedNumber& size) { return size.value == n; });
    });
  if (tied.size() == 1) best.group = tied[0];
  if (tied.size() != 1 || most < kLeast || 5 * most < 4 * shares.size()) return {};
  best.first = shares.front().first;
  for (std::int32_t r = 0; r < table.rows; ++r) {
    const auto& share = grid.share(r, column);
    const auto& number = grid.number(r, column);
    best.counted = best.counted || (share && share->count->value == best.group) ||
                   (r >= table.header_rows && number && number->value == best.group);
  }
  for (const auto& [share, span] : shares)
    if (fits(share.count->value, best.group, share.percent)) best.fitting.push_back(span);
  return best;
}

// Three or more shares of a column that one other group explains have one cause: the size in the header.
void fold_column(const AuditSubject& subject, double group,
                 const std::vector<std::pair<std::size_t, PrintedShare>>& entries, std::vector<Finding>& findings) {
  if (entries.size() < 3) return;
  for (double n = std::ceil(group * 0.75); n <= group * 1.34; ++n) {
    if (n == group || !std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
          return fits(entry.second.count->value, n, entry.second.percent);
        }))
      continue;
    std::vector<std::size_t> same;
    for (const auto& entry : entries) same.push_back(entry.first);
    const bool missing = n < group && n >= 0.9 * group;  // values, not people
    fold(subject, findings, same, missing ? Severity::kNote : Severity::kWarning,
         fmt::format("{} percentages of this column are right for a group of {}, its header says {}", same.size(), n,
                     group));
    return;
  }
}

// The size above a column against its percentages; where none is printed, theirs.
void check_headers(const AuditSubject& subject, const TableGrid& grid, std::vector<ShareColumn>& columns,
                   std::vector<Finding>& findings) {
  const Table& table = *grid.table;
  std::vector<std::pair<std::int32_t, InferredGroup>> wrong;
  bool other_right = false;
  for (std::int32_t c = 1; c < table.columns; ++c) {
    ShareColumn& column = columns[static_cast<std::size_t>(c)];
    const InferredGroup inferred = infer_group(grid, c, subject.facts.group_sizes);
    if (inferred.group == 0) continue;
    if (column.group == 0) {
      column.group = inferred.group;
      column.inferred = column.says_percent = true;
    } else if (inferred.group != column.group) {
      // Far from it, or a count of the column: shares of a part of the group.
      if (inferred.group >= 0.75 * column.group && inferred.group <= 1.34 * column.group && !inferred.counted)
        wrong.emplace_back(c, inferred);
    } else {
      other_right = true;
    }
  }
  for (const auto& [c, inferred] : wrong) {
    ShareColumn& column = columns[static_cast<std::size_t>(c)];
    ++subject.checked;
    const bool printed = std::any_of(subject.facts.group_sizes.begin(), subject.facts.group_sizes.end(),
                                     [&](const PrintedNumber& size) { return size.value == inferred.group; });
    const bool missing = inferred.group < column.group && inferred.group >= 0.9 * column.group;  // values, not people
    ByteSpan header = inferred.fitting.front();  // the cell that prints the size
    for (std::int32_t r = 0; r < table.rows && r <= table.header_rows + 1; ++r)
      if (grid.at(r, c) >= 0)
        for (const PrintedNumber& size : find_group_sizes(grid.cell(r, c)))
          if (size.value == column.group) header = grid.span(r, c);
    Finding& finding =
        report(findings, (other_right || printed) && !missing ? Severity::kWarning : Severity::kNote, header,
               fmt::format("{} percentages of this column are right for a group of {}, its header says {}",
                           inferred.fitting.size(), inferred.group, column.group),
               fmt::format("n = {}", column.group), fmt::format("n = {}", inferred.group),
               fmt::format("100 x {} / {} = {:.4g}", inferred.first.count->value, inferred.group,
                           100 * inferred.first.count->value / inferred.group));
    for (std::size_t i = 0; i < inferred.fitting.size(); ++i)
      finding.related.push_back({subject.document.id,
                                 std::string(slice(subject.document.document.text, inferred.fitting[i])),
                                 inferred.fitting[i]});
    column.group = inferred.group;
    column.inferred = true;
  }
}

}  // namespace

void check_percent_columns(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const Table& table = *grid.table;
  std::string caption;
  for (std::int32_t p : table.captions) caption += slice(d.text, d.passages[static_cast<std::size_t>(p)].span);
  static const RE2* p_values = new RE2(R"((?i)\bp[- ]?values?\b[^.;]{0,40}adjusted|adjusted p\b)");
  std::string spoken = caption;
  RE2::GlobalReplace(&spoken, *p_values, "");
  if (speaks_of_estimates(spoken)) return;
  // "n = 50" in a note below: the group of some row.
  std::vector<double> noted;
  for (std::int32_t p : table.notes)
    for (const PrintedNumber& size : find_group_sizes(slice(d.text, d.passages[static_cast<std::size_t>(p)].span)))
      noted.push_back(size.value);
  // Group sizes in the header above each column; the lowest wins.
  std::vector<ShareColumn> columns(static_cast<std::size_t>(table.columns));
  const bool caption_percent = mentions_percent(caption);
  for (std::int32_t c = 0; c < table.columns; ++c) {
    const ColumnHead& head = grid.heads[static_cast<std::size_t>(c)];
    columns[static_cast<std::size_t>(c)].group = head.group;
    columns[static_cast<std::size_t>(c)].says_percent = caption_percent || head.percent;
  }
  // The first row below the header that gives the column another size: there another panel begins.
  std::vector<std::int32_t> other_panel(columns.size(), table.rows);
  for (std::int32_t r = std::max(1, table.header_rows); r < table.rows; ++r)
    for (std::int32_t c = 1; c < table.columns; ++c)
      if (const std::string_view cell = grid.cell(r, c); cell.find('=') != std::string_view::npos)
        if (const auto sizes = find_group_sizes(cell); sizes.size() == 1) {
          double& group = columns[static_cast<std::size_t>(c)].group;
          if (group == 0 && r <= table.header_rows + 1)
            group = sizes[0].value;  // a second row of the header
          else if (sizes[0].value != group)
            other_panel[static_cast<std::size_t>(c)] = std::min(r, other_panel[static_cast<std::size_t>(c)]);
        }
  check_headers(subject, grid, columns, findings);
  std::vector<TableShare> shares;
  for (std::int32_t r = 0; r < table.rows; ++r) {
    const std::string_view label = grid.cell(r, 0);
    bool spread = names_a_spread(label);
    for (std::int32_t c = 1; c < table.columns && c < 3 && !spread; ++c)  // labels may take two columns
      spread = !grid.share(r, c) && names_a_spread(grid.cell(r, c));
    const bool percent_row = mentions_percent(label);
    for (std::int32_t c = 1; c < table.columns; ++c) {
      ShareColumn& column = columns[static_cast<std::size_t>(c)];
      if (column.group == 0 || !grid.starts(r, c) || r >= other_panel[static_cast<std::size_t>(c)]) continue;
      const std::string_view cell = grid.cell(r, c);
      const auto& share = grid.share(r, c);
      if (!share || share->total || share->percent.value > 100) continue;
      const bool sign = cell.find('%') != std::string_view::npos;
      if (!sign && spread) continue;
      TableShare entry{r, c, *share, table.cells[static_cast<std::size_t>(grid.at(r, c))].span, false};
      entry.fits_column = fits(share->count->value, column.group, share->percent);
      if (!sign && !entry.fits_column && !percent_row && !column.says_percent && share->count->value > column.group * 2)
        continue;
      column.says_percent = column.says_percent || sign;
      // "1 (0)" and "2 (2)" of 133: what fits by chance where nothing says percent.
      const bool telling =
          column.says_percent || percent_row || share->percent.decimals > 0 || share->percent.value >= 5;
      ++column.seen;
      column.fitting += entry.fits_column && telling;
      shares.push_back(entry);
    }
  }
  // Few shares in each column, but nearly all of the table's fit.
  int seen = 0, fitting = 0;
  for (const ShareColumn& column : columns)
    if (column.says_percent && !column.inferred) {
      seen += column.seen;
      fitting += column.fitting;
    }
  for (ShareColumn& column : columns)
    column.table = column.says_percent && !column.inferred && fitting >= 4 && 10 * fitting >= 8 * seen;
  std::map<std::int32_t, std::vector<std::pair<std::size_t, PrintedShare>>> of_another;  // by column: finding, share
  for (const TableShare& entry : shares) {
    const ShareColumn& column = columns[static_cast<std::size_t>(entry.column)];
    const double count = entry.share.count->value, total = column.group;
    const Whole whole =
        entry.fits_column || column.inferred ? Whole::kNo : completes_group(grid, columns, shares, entry);
    if (whole != Whole::kNo) {
      ++subject.checked;
      const bool sure = whole == Whole::kCounts && (entry.share.percent.decimals > 0 || total >= 100 ||
                                                    std::fabs(100 * count / total - entry.share.percent.value) >= 2);
      report(findings,
             padded(count, total, entry.share.percent) ? Severity::kNote
             : sure                                    ? Severity::kError
                                                       : Severity::kWarning,
             entry.span,
             fmt::format("{} of {} is not {}; {}", count, total, show(entry.share.percent),
                         whole == Whole::kCounts
                             ? fmt::format("with the rows beside it the counts make up the {}", total)
                             : std::string("with the rows beside it the percentages make up 100, the counts do not")),
             show(entry.share.percent), show_percent(count, total, entry.share.percent.decimals),
             fmt::format("100 x {} / {} = {:.4g}{}", count, total, 100 * count / total,
                         whole == Whole::kCounts ? std::string()
                                                 : fmt::format("; {} of {} would be {}",
                                                               std::round(entry.share.percent.value * total / 100),
                                                               total, show(entry.share.percent))));
      continue;
    }
    if (!column.proven()) continue;  // percentages of something else
    ++subject.checked;
    if (entry.fits_column) continue;
    if (std::any_of(noted.begin(), noted.end(), [&](double n) { return fits(count, n, entry.share.percent); }))
      continue;
    // Row percentages: a share of the row's sum.
    double row_sum = 0;
    int row_shares = 0, row_fitting = 0;
    for (const TableShare& other : shares)
      if (other.row == entry.row && columns[static_cast<std::size_t>(other.column)].proven()) {
        row_sum += other.share.count->value;
        ++row_shares;
        row_fitting += other.fits_column;
      }
    if (row_shares > 1 && fits(count, row_sum, entry.share.percent)) continue;
    const double possible = possible_total(count, entry.share.percent, total);
    const std::string arithmetic = fmt::format("100 x {} / {} = {:.4g}", count, total, 100 * count / total);
    const std::string expected = show_percent(count, total, entry.share.percent.decimals);
    const bool said = caption_percent || grid.heads[static_cast<std::size_t>(entry.column)].percent ||
                      mentions_percent(grid.cell(entry.row, 0)) ||
                      grid.cell(entry.row, entry.column).find('%') != std::string_view::npos;
    const bool others_fit = row_shares > 1 && row_fitting == row_shares - 1;
    const bool alone = !has_company(shares, entry, total);
    const bool sign = grid.cell(entry.row, entry.column).find('%') != std::string_view::npos;
    // A row of which nothing fits prints means, percentiles or shares of other groups.
    if (row_shares > 1 && row_fitting == 0) continue;
    // "MRMI total score | 25 (8.4)": a mean with its SD.
    if (!sign && row_shares == 1 && possible > 1.5 * total && !mentions_percent(grid.cell(entry.row, 0))) continue;
    if (!sign && !others_fit && count > 2 * total) continue;
    double everybody = 0;
    for (const ShareColumn& other : columns) everybody += other.group;
    if (!others_fit && fits(count, everybody, entry.share.percent)) continue;
    // A few values missing explain it.
    const bool few_missing = possible > 0 && possible < total && possible >= 0.9 * total;
    if (possible == 0 && count <= total && (entry.share.percent.decimals > 0 || (said && column.nearly_all()))) {
      const bool short_of = padded(count, total, entry.share.percent);
      report(findings,
             short_of                                             ? Severity::kNote
             : entry.share.percent.decimals > 0 && column.shown() ? Severity::kError
                                                                  : Severity::kWarning,
             entry.span,
             fmt::format("{} of {} is not {}, {}", count, total, show(entry.share.percent),
                         short_of ? "it is computed with fewer decimals" : "and no smaller group makes it so"),
             show(entry.share.percent), expected, arithmetic);
    } else if (possible > total || count > total ||
               (others_fit && (alone || column.nearly_all()) && !is_nested(shares, entry)) ||
               (alone && column.nearly_all() && row_shares == 1 && !is_nested(shares, entry))) {
      // A row with one share alone, or one that fits a much larger group, may be of another group than the column's.
      const bool all_counted = everybody > 0 && std::fabs(possible - total) <= 1 && row_shares > 1 && !others_fit;
      const bool other_group =
          all_counted ||
          (count <= total && ((row_shares == 1 && possible < total) || (possible > 1.5 * total && !others_fit)));
      // Beside a group that nothing prints only a percentage that is alone in not fitting says something.
      const bool unsure = column.inferred && !(said && others_fit && alone && column.seen == column.fitting + 1);
      report(findings,
             few_missing || other_group || unsure || padded(count, total, entry.share.percent) ? Severity::kNote
                                                                                               : Severity::kWarning,
             entry.span,
             count > total ? fmt::format("{} is more than the group of {}", count, total)
                           : fmt::format("{} of {} is not {}", count, total, show(entry.share.percent)),
             count > total ? fmt::format("{}", count) : show(entry.share.percent),
             count > total ? fmt::format("at most {}", total) : expected,
             count > total ? fmt::format("{} > {}; {} is right for a group of {}", count, total,
                                         show(entry.share.percent), possible)
                           : arithmetic + fmt::format("; right for a group of {}", possible));
      if (possible >= count) of_another[entry.column].emplace_back(findings.size() - 1, entry.share);
    } else if (others_fit && !is_nested(shares, entry)) {
      // The row's other shares fit their columns; missing values of this group alone would explain it.
      report(findings, Severity::kNote, entry.span,
             fmt::format("{} of {} is not {}", count, total, show(entry.share.percent)), show(entry.share.percent),
             expected, arithmetic + fmt::format("; right for a group of {}", possible));
    }
  }
  for (const auto& [column, entries] : of_another)
    fold_column(subject, columns[static_cast<std::size_t>(column)].group, entries, findings);
}

}  // namespace warrant
