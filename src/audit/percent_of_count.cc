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
#include "src/audit/percent_columns.h"
#include "src/audit/reading.h"
#include "src/audit/share_arithmetic.h"

namespace warrant {
namespace {

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

// The sizes that groups of a document may have: every whole number it prints, and sums and differences of the sizes
// that it calls so. Read when first asked for.
class Sizes {
 public:
  explicit Sizes(const AuditSubject& subject) : subject_(subject) {}

  // Is there one of which `count` is `percent`?
  bool holds_group(double count, const PrintedNumber& percent) {
    if (numbers_.empty()) read();
    const double unit = unit_of(percent);
    const double low = 100 * count / (percent.value + unit), high = 100 * count / std::max(percent.value - unit, 1e-9);
    for (auto at = numbers_.lower_bound(std::max(low, count)); at != numbers_.end() && *at <= high; ++at)
      if (fits(count, *at, percent)) return true;
    return false;
  }

 private:
  void read() {
    const Document& d = subject_.document.document;
    for (const Passage& passage : d.passages)
      if (is_evidence(passage.place))
        for (const auto& number : whole_numbers(slice(d.text, passage.span))) numbers_.insert(number.first);
    std::set<double> sizes;
    for (const PrintedNumber& size : subject_.facts.group_sizes) sizes.insert(size.value);
    if (sizes.size() > 40) return;
    for (double a : sizes)
      for (double b : sizes) {
        numbers_.insert(a + b);
        if (a > b) numbers_.insert(a - b);
      }
  }

  const AuditSubject& subject_;
  std::set<double> numbers_;
};

void check_text(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const auto& shares = subject.facts.shares;
  Sizes everywhere(subject);
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
        const bool sure =
            not_named && !padded(count, named, share.percent) &&
            (beside > 0 ? of_named == beside : leads && possible > 0 && !everywhere.holds_group(count, share.percent));
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
      // Three or more that are shares of their own sum are all there are.
      int of_sum = 0;
      for (std::size_t j = first; j < last; ++j)
        of_sum += j != i && shares[j].sentence == shares[i].sentence && !shares[j].share.total &&
                  fits(shares[j].share.count->value, together, shares[j].share.percent);
      const double whole = (of_sum >= 2 && of_sum == shares_here - 1) || known.count(together) != 0 ||
                                   std::any_of(numbers.begin(), numbers.end(),
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
      if (!chance && whole > count && !fits(count, whole, share.percent) && !another && shares_here >= 2 &&
          fitting_here == shares_here - 1 && (whole == together || fitting_here >= 2)) {
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
        // "n = 53 (76.42%), n = 46 (76.77%)": none of the sentence can be a share of people; they are scores.
        int beside = 0;
        bool none = true;
        for (std::size_t j = first; j < last; ++j)
          if (j != i && shares[j].sentence == shares[i].sentence && !shares[j].share.total) {
            ++beside;
            none = none && possible_total(shares[j].share.count->value, shares[j].share.percent, 1) == 0;
          }
        report(findings,
               (beside > 0 && none) || padded(count, 0, share.percent) ? Severity::kNote
               : support >= 2                                          ? Severity::kError
                                                                       : Severity::kWarning,
               share.span, fmt::format("no whole group of people makes {} of them {}", count, show(share.percent)),
               show(share.percent),
               group > 0 ? show_percent(count, group, share.percent.decimals) + fmt::format(" of {}", group) : "",
               group > 0 ? fmt::format("100 x {} / {} = {:.4g}", count, group, 100 * count / group)
                         : fmt::format("{} / {:.{}f}% lies between two whole numbers", count, share.percent.value,
                                       share.percent.decimals));
      } else if ((support >= 3 || (support >= 1 && is_known(group))) && count <= group) {
        ++subject.checked;
        // Another group that the document prints, or that the shares beside it fit as well, may be meant.
        bool other = support < 2 || possible == 0 || everywhere.holds_group(count, share.percent);
        const double unit = unit_of(share.percent);
        const double low = std::ceil(100 * count / (share.percent.value + unit)),
                     high = std::floor(100 * count / std::max(share.percent.value - unit, 1e-9));
        for (double n = std::max(low, count); n <= high && n < low + 200 && !other; ++n) {
          if (!fits(count, n, share.percent)) continue;
          int fitting = 0;
          for (std::size_t j = first; j < last && !other; ++j) {
            if (j == i || !fits(shares[j].share.count->value, n, shares[j].share.percent)) continue;
            ++fitting;
            other = !fits(shares[j].share.count->value, group, shares[j].share.percent);
          }
          other = other || fitting >= support;
        }
        // Beside another that does not fit the group either, both may be of parts that the text does not name.
        for (std::size_t j = first; j < last && !other; ++j)
          other = j != i && shares[j].sentence == shares[i].sentence &&
                  !fits(shares[j].share.count->value, group, shares[j].share.percent);
        // "1 patient (97%)": people, of whom no group can be meant.
        static const RE2* people = new RE2(R"((?i)patient|participant|subject|wom[ae]n|\bm[ae]n\b|child|infant|case)");
        if (possible == 0 && support >= 2 && share.percent.value < 100 && matches(slice(d.text, share.span), *people))
          other = false;
        report(findings, other || padded(count, group, share.percent) ? Severity::kNote : Severity::kWarning,
               share.span,
               fmt::format("{} is not {} of {}, the group that {} percentage{} beside it fit{}", count,
                           show(share.percent), group, support, support == 1 ? "" : "s", support == 1 ? "s" : ""),
               show(share.percent), show_percent(count, group, share.percent.decimals),
               fmt::format("100 x {} / {} = {:.4g}; {}", count, group, 100 * count / group,
                           possible == 0 ? std::string("no whole group makes it right")
                                         : fmt::format("{} would be right for a group of {}{}", show(share.percent),
                                                       possible, other ? "" : ", which the document never names")));
      }
    }
    first = last;
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  check_text(subject, findings);
  for (const TableGrid& grid : subject.facts.tables) check_percent_columns(subject, grid, findings);
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
