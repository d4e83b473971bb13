// percent-of-count: a percentage against the count and group it belongs to.
//
// A percent p printed with d decimals is right for a count n of N when 100 n / N rounds (half up or down) or truncates
// to p, that is |100 n / N - p| < 10^-d. Where N is not printed beside it, any whole number N >= n may be meant:
// N lies in (100 n / (p + 10^-d), 100 n / (p - 10^-d)). If no whole number lies there, nothing can be meant (the idea
// of GRIM, Brown & Heathers 2017, applied to percentages).
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/audit/share_arithmetic.h"

namespace warrant {
namespace {

// Percentages that are not crude shares: Kaplan–Meier estimates, weighted or adjusted rates.
bool speaks_of_estimates(std::string_view text) {
  static const RE2* re = new RE2(
      "(?i)kaplan|actuarial|cumulative|weighted|adjusted|estimated|imputed|standardi[sz]ed|life.?table|probability|"
      "per 100|change|increase|decrease|reduction|coefficient|recovery|variance|relative");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

// The same where the group is printed beside the count: only what is no crude share by its very words.
bool speaks_of_models(std::string_view text) {
  static const RE2* re = new RE2(
      "(?i)kaplan|actuarial|cumulative|weighted|age.adjusted|imputed|standardi[sz]ed|life.?table|per 100|relative risk "
      "reduction");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

// "20/2,000 vision (41%)": Snellen's fraction is no part of a group.
bool speaks_of_sight(std::string_view text, double count) {
  static const RE2* re = new RE2("(?i)vision|visual acuity|snellen|sighted");
  return (count == 20 || count == 6) && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
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
    const auto numbers = whole_numbers(text);
    for (std::size_t i = first; i < last; ++i) {
      const PrintedShare& share = shares[i].share;
      const std::string_view sentence =
          slice(d.text, subject.document.sentences[static_cast<std::size_t>(shares[i].sentence)].span);
      const double count = share.count->value;
      if (share.percent.value > 100) continue;  // impossible-percent speaks of it
      if (!share.total && is_amount(d.text, share)) continue;
      // "Table 2 shows that thirteen (93%) …": the number of a table.
      static const RE2* table_before = new RE2(R"((?i)\b(?:tables?|fig(?:ures?|\.)|box|appendix) ?$)");
      // "grade 1 or 2 out of 158": the second of two labels.
      static const RE2* range_before = new RE2(
          R"((?i)\b(?:grades?|stages?|types?|class(?:es)?|levels?|scores?|weeks?|days?) \d{1,2} ?(?:or|and|to|-|–) ?$)");
      const std::string_view ahead = slice(d.text, {passage.span.start, share.count->span.start});
      if (matches(ahead, *table_before) || matches(ahead, *range_before)) continue;
      if (share.total) {
        ++subject.checked;
        if (count > share.total->value || fits(count, share.total->value, share.percent)) continue;
        if (speaks_of_models(sentence) || speaks_of_sight(sentence, count)) continue;
        // "39/1000 live births, 94% of babies": a rate, not a share.
        static const RE2* dose = new RE2(R"(^[ -]?(?:mg|µg|μg|mcg|g|kg|ml|mL|IU|U|mm ?Hg|mmol|mM|Gy|min|h|ng)\b)");
        if (matches(slice(d.text, {share.total->span.end, passage.span.end}), *dose)) continue;  // "53% (20/30 mg)"
        if (const double n = share.total->value; n == 1000 || n == 10000 || n == 100000) continue;
        // "17 of the 36 patients (59% of the treated ones)": a share of another group.
        const std::string_view after = slice(d.text, {share.span.end, passage.span.end});
        if (after.starts_with(" of ") && slice(d.text, share.span).find(')') == std::string_view::npos &&
            after.find(')') < after.find('('))
          continue;
        // "at least 15 of the 22 sessions (70%)": a rule, rounded to whole sessions.
        static const RE2* rule = new RE2(R"((?i)(?:at least|minimum of|no fewer than|≥) ?$)");
        const bool wanted = matches(slice(d.text, {passage.span.start, share.span.start}), *rule);
        const bool short_of = padded(count, share.total->value, share.percent);
        // Rates beside a hazard ratio are often Kaplan–Meier's, whatever is printed in the brackets.
        static const RE2* hazard = new RE2(R"(\bHRs?\b|(?i)hazard)");
        report(findings, wanted || short_of || matches(sentence, *hazard) ? Severity::kNote : Severity::kError,
               share.span,
               fmt::format("{} of {} is not {}{}", count, share.total->value, show(share.percent),
                           short_of ? ", it is computed with fewer decimals" : ""),
               show(share.percent), show_percent(count, share.total->value, share.percent.decimals),
               fmt::format("100 x {} / {} = {:.4g}", count, share.total->value, 100 * count / share.total->value));
        continue;
      }
      // "14 (23%) of 62 patients": the group stands behind the share.
      static const RE2* behind =
          new RE2(R"(^[\])]?\s(?:of|out of)(?: the| all)? (\d{1,3}(?:,\d{3})+|\d{1,6})(?: [a-z]|[);:,] |\.?$))");
      re2::StringPiece total_behind;
      const std::string_view rest = slice(d.text, {share.span.end, passage.span.end});
      if (RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), *behind, &total_behind)) {
        const double total = plain_number({total_behind.data(), total_behind.size()}).value_or(PrintedNumber{}).value;
        if (total >= count && total > 1) {
          ++subject.checked;
          if (!fits(count, total, share.percent) && !speaks_of_models(sentence))
            report(findings, padded(count, total, share.percent) ? Severity::kNote : Severity::kWarning,
                   cover(share.span, {share.span.end, static_cast<std::uint32_t>(total_behind.data() - d.text.data() +
                                                                                 total_behind.size())}),
                   fmt::format("{} of {} is not {}", count, total, show(share.percent)), show(share.percent),
                   show_percent(count, total, share.percent.decimals),
                   fmt::format("100 x {} / {} = {:.4g}", count, total, 100 * count / total));
          continue;
        }
      }
      if (speaks_of_estimates(sentence) || count == 0) continue;
      // "Of the 40 participants, 4 (1%) …": the group is named.
      double named = 0;
      static const RE2* of_group = new RE2(
          R"(^(?:Of|Among|Out of|In) (?:the|these|those|all|our|all the|a total of)? ?(\d{1,3}(?:,\d{3})+|\d{1,6}) [a-z])");
      re2::StringPiece of;
      if (RE2::PartialMatch(re2::StringPiece(sentence.data(), sentence.size()), *of_group, &of) &&
          of.data() != d.text.data() + share.count->span.start)  // "In 235 cases (81.6%)": the count itself
        named = plain_number({of.data(), of.size()}).value_or(PrintedNumber{}).value;
      // The group that most shares beside it fit, and the best of those that this one fits: a group named anywhere by
      // its size, or any number printed before the share, for counts may be nested.
      const std::uint32_t at = share.span.start - passage.span.start;
      const std::uint32_t sentence_start =
          subject.document.sentences[static_cast<std::size_t>(shares[i].sentence)].span.start;
      double group = 0;
      int support = 0, own = fits(count, count, share.percent) ? 0 : -1;
      bool here = own == 0;  // some number of the passage makes it right
      std::set<double> candidates = known;
      if (named > 0) candidates.insert(named);
      const auto is_known = [&](double total) { return total == named || known.contains(total); };
      for (const auto& n : numbers) candidates.insert(n.first);
      for (double total : candidates) {
        if (total == count) continue;
        int n = 0;
        for (std::size_t j = first; j < last; ++j)
          n += j != i && fits(shares[j].share.count->value, total, shares[j].share.percent);
        if (total > count && n > support) {
          support = n;
          group = total;
        }
        if (!fits(count, total, share.percent)) continue;
        if (is_known(total) || n >= 3) own = std::max(own, n);
        // "Of 94 women, 82 (88%) …": a size printed in another passage is not that of a sentence that names its group.
        here = here || total == count || n >= 3 ||
               std::any_of(numbers.begin(), numbers.end(), [&](const auto& number) { return number.first == total; });
        // A number before it in the passage; in its own sentence, a group that it is part of.
        for (const auto& [number, place] : numbers)
          if (number == total && place < at)
            own = std::max(own, place + passage.span.start >= sentence_start ? std::max(n, 1) : n);
      }
      // One that fits a number by chance alone, beside several of a known group, is looked at.
      const bool chance = own == 0 && support >= 2 && is_known(group);
      const bool not_named = named > 0 && count <= named && !here && !fits(count, named, share.percent);
      if (own >= 0 && !chance && !not_named) {
        ++subject.checked;
        continue;
      }
      const double possible = possible_total(count, share.percent, group > 0 ? group : count);
      // It would need a larger group, or is the first share of the sentence.
      const bool leads = i == first || shares[i - 1].sentence != shares[i].sentence;
      if ((!chance || not_named) && named > 0 && count <= named && !fits(count, named, share.percent) &&
          (leads || possible_total(count, share.percent, named) > named * 1.05 + 1)) {
        ++subject.checked;
        // The other shares of the sentence are shares of the group named.
        int beside = 0, of_named = 0;
        for (std::size_t j = first; j < last; ++j)
          if (j != i && shares[j].sentence == shares[i].sentence && !shares[j].share.total) {
            ++beside;
            of_named += fits(shares[j].share.count->value, named, shares[j].share.percent);
          }
        const bool sure = not_named && beside > 0 && of_named == beside && !padded(count, named, share.percent);
        report(findings, sure ? Severity::kWarning : Severity::kNote, share.span,
               fmt::format("{} is not {} of the {} named", count, show(share.percent), named), show(share.percent),
               show_percent(count, named, share.percent.decimals),
               fmt::format("100 x {} / {} = {:.4g}", count, named, 100 * count / named));
        continue;
      }
      if (own >= 0 && !chance) {
        ++subject.checked;
        continue;
      }
      // "six of 22 (27.3%)": the number is the group, its part is written in words or stands elsewhere.
      static const RE2* group_before = new RE2(R"((?i)(?:\bof|\bfrom|\bamong|/)(?: the| these| all)?\s?$)");
      const std::string_view lead = slice(d.text, {passage.span.start, share.span.start});
      const std::string_view near = lead.substr(lead.size() > 16 ? lead.size() - 16 : 0);
      if (RE2::PartialMatch(re2::StringPiece(near.data(), near.size()), *group_before)) continue;
      // "site 1 (83.8%)": a label, no count.
      static const RE2* label_before = new RE2(
          R"((?i)(?:under|over|aged?|than|below|above|sites?|stages?|grades?|levels?|types?|groups?|days?|weeks?|visits?|phases?|steps?|class|questions?|items?|scores?|points?|tables?|model|cycle|arm|period|quartile|category|step|round|zone|lead) (?:of |was |is )?$)");
      if (RE2::PartialMatch(re2::StringPiece(near.data(), near.size()), *label_before)) continue;
      // Shares of one sentence whose counts make up a group that the document prints: each is a share of it.
      double together = 0;
      int shares_here = 0, fitting_here = 0;
      for (std::size_t j = first; j < last; ++j)
        if (shares[j].sentence == shares[i].sentence && !shares[j].share.total) {
          together += shares[j].share.count->value;
          ++shares_here;
        }
      const double whole =
          known.count(together) != 0 || std::any_of(numbers.begin(), numbers.end(),
                                                    [&](const auto& n) { return n.first == together && n.second < at; })
              ? together
          : known.count(group) != 0 ? group
                                    : 0;
      // Another group that all of them fit may be meant.
      bool another = false;
      for (double n = std::ceil(whole * 0.75); whole > 0 && shares_here >= 2 && n <= whole * 1.34 && !another; ++n) {
        another = n != whole;
        for (std::size_t j = first; j < last && another; ++j)
          another = shares[j].sentence != shares[i].sentence || shares[j].share.total ||
                    fits(shares[j].share.count->value, n, shares[j].share.percent);
      }
      for (std::size_t j = first; j < last; ++j)
        fitting_here += whole > 0 && j != i && shares[j].sentence == shares[i].sentence && !shares[j].share.total &&
                        fits(shares[j].share.count->value, whole, shares[j].share.percent);
      if (!chance && whole > count && !another && shares_here >= 2 && fitting_here == shares_here - 1 &&
          (whole == together || fitting_here >= 2)) {
        ++subject.checked;
        report(findings, padded(count, whole, share.percent) ? Severity::kNote : Severity::kWarning, share.span,
               fmt::format("{} is not {} of {}, the group of which the sentence gives the other shares", count,
                           show(share.percent), whole),
               show(share.percent), show_percent(count, whole, share.percent.decimals),
               fmt::format("100 x {} / {} = {:.4g}", count, whole, 100 * count / whole));
        continue;
      }
      const double part = std::round(count * share.percent.value / 100);
      if (share.percent.decimals > 0 && fits(part, count, share.percent)) continue;
      if (!chance && possible == 0 && share.percent.decimals > 0) {
        ++subject.checked;
        report(findings,
               padded(count, 0, share.percent) ? Severity::kNote
               : support >= 2                  ? Severity::kError
                                               : Severity::kWarning,
               share.span, fmt::format("no whole group of people makes {} of them {}", count, show(share.percent)),
               show(share.percent),
               group > 0 ? show_percent(count, group, share.percent.decimals) + fmt::format(" of {}", group) : "",
               group > 0 ? fmt::format("100 x {} / {} = {:.4g}", count, group, 100 * count / group)
                         : fmt::format("{} / {:.{}f}% lies between two whole numbers", count, share.percent.value,
                                       share.percent.decimals));
      } else if ((support >= 3 || (support >= 1 && is_known(group))) && count <= group) {
        ++subject.checked;
        report(findings, Severity::kNote, share.span,
               fmt::format("{} is not {} of {}, the group that {} percentage{} beside it fit{}", count,
                           show(share.percent), group, support, support == 1 ? "" : "s", support == 1 ? "s" : ""),
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

// What a column of "n (p)" cells shows about its group.
struct ShareColumn {
  double group = 0;
  bool says_percent = false;
  int seen = 0, fitting = 0;

  bool proven() const {
    if (fitting < 3) return false;
    return says_percent ? 10 * fitting >= 6 * seen : fitting >= 4 && 10 * fitting >= 7 * seen;
  }
  bool nearly_all() const { return fitting >= 4 && 10 * fitting >= 8 * seen; }
};

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
    fold(subject, findings, same, Severity::kWarning,
         fmt::format("{} percentages of this column are right for a group of {}, its header says {}", same.size(), n,
                     group));
    return;
  }
}

void check_table(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const Table& table = *grid.table;
  std::string caption;
  for (std::int32_t p : table.captions) caption += slice(d.text, d.passages[static_cast<std::size_t>(p)].span);
  if (speaks_of_estimates(caption)) return;
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
        if (const auto sizes = find_group_sizes(cell);
            sizes.size() == 1 && sizes[0].value != columns[static_cast<std::size_t>(c)].group)
          other_panel[static_cast<std::size_t>(c)] = std::min(r, other_panel[static_cast<std::size_t>(c)]);
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
      ++column.seen;
      column.fitting += entry.fits_column;
      shares.push_back(entry);
    }
  }
  std::map<std::int32_t, std::vector<std::pair<std::size_t, PrintedShare>>> of_another;  // by column: finding, share
  for (const TableShare& entry : shares) {
    const ShareColumn& column = columns[static_cast<std::size_t>(entry.column)];
    if (!column.proven()) continue;  // percentages of something else
    ++subject.checked;
    if (entry.fits_column) continue;
    const double count = entry.share.count->value, total = column.group;
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
    if (possible == 0 && entry.share.percent.decimals > 0 && count <= total) {
      const bool short_of = padded(count, total, entry.share.percent);
      report(findings, short_of ? Severity::kNote : Severity::kError, entry.span,
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
      report(findings,
             few_missing || other_group || padded(count, total, entry.share.percent) ? Severity::kNote
                                                                                     : Severity::kWarning,
             entry.span, fmt::format("{} of {} is not {}", count, total, show(entry.share.percent)),
             show(entry.share.percent), expected, arithmetic + fmt::format("; right for a group of {}", possible));
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
    "is given only when no whole number of people can be meant. A share that fits no number at hand, "
    "or one by chance alone, beside shares of a known group is a note; so is a percentage padded with zeros. Three or "
    "more shares of a column that one other group explains are one warning about its header. Kaplan-Meier, weighted "
    "and adjusted percentages are left out. In tables, columns of which most percentages fit another group (missing "
    "data) are left out.",
    run};

}  // namespace warrant
