// test-statistic: a printed test statistic against the p value printed beside it.
//
// p is recomputed from the statistic and its degrees of freedom for every value that rounds to what is printed
// (statcheck: Nuijten et al. 2016, Behav Res Methods 48:1205). Two-sided; a one-sided p (half) is accepted for t and z.
// Chi-square without degrees of freedom: one degree gives the smallest p there is, so only a printed p below it is
// wrong.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"

namespace warrant {
namespace {

struct Range {
  double low, high;
};

Range around(const std::string& printed, double& value, int& decimals) {
  std::string digits;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    if (printed[i] == '\xC2' || printed[i] == '\xB7') {
      if (printed[i] == '\xB7') digits += '.';
    } else if (printed[i] != ',') {
      digits += printed[i];
    }
  }
  value = std::strtod(digits.c_str(), nullptr);
  const std::size_t point = digits.find('.');
  decimals = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
  const RoundingInterval interval = rounding_interval(value, decimals);
  return {std::max(0.0, interval.low), interval.high};
}

enum class Test { kChiSquare, kT, kF, kZ };

struct Printed {
  Test test;
  std::string statistic, df1, df2, op, p;
  ByteSpan span;
};

double p_of(const Printed& printed, double statistic, double df1, double df2) {
  switch (printed.test) {
    case Test::kChiSquare:
      return p_of_chi_square(statistic, df1);
    case Test::kT:
      return p_of_t(statistic, df1);
    case Test::kF:
      return p_of_f(statistic, df1, df2);
    case Test::kZ:
      return p_of_z(statistic);
  }
  return std::nan("");
}

// Is there a p in `recomputed` that prints as `op p`?
bool agrees(Range recomputed, const std::string& op, Range p, double p_value) {
  if (op == "<" || op == "≤") return recomputed.low < p_value * 1.0001;
  if (op == ">" || op == "≥") return recomputed.high > p_value * 0.9999;
  return recomputed.low <= p.high && p.low <= recomputed.high;
}

void judge(const AuditSubject& subject, const Printed& printed, std::vector<Finding>& findings) {
  double value = 0, p_value = 0;
  int decimals = 0, p_decimals = 0;
  const Range statistic = around(printed.statistic, value, decimals);
  const Range p = around(printed.p, p_value, p_decimals);
  const bool df_known = !printed.df1.empty() || printed.test == Test::kZ;
  const double df1 = printed.df1.empty() ? 1 : std::strtod(printed.df1.c_str(), nullptr);
  const double df2 = printed.df2.empty() ? 0 : std::strtod(printed.df2.c_str(), nullptr);
  if (p_value > 1 || (p_value == 0 && printed.op != "=")) return;
  Range recomputed{p_of(printed, statistic.high, df1, df2), p_of(printed, statistic.low, df1, df2)};
  if (std::isnan(recomputed.low) || std::isnan(recomputed.high)) return;
  ++subject.checked;
  if (!df_known) recomputed.high = 1;  // more degrees of freedom raise p
  const Range one_sided{recomputed.low / 2, recomputed.high / 2};
  if (agrees(recomputed, printed.op, p, p_value)) return;
  if ((printed.test == Test::kT || printed.test == Test::kZ) && agrees(one_sided, printed.op, p, p_value)) return;
  if (p_value == 0) return;  // p-zero speaks of it
  // A p cut off instead of rounded: 0.0997 printed 0.09.
  const Range cut{p_value, p_value + std::pow(10.0, -p_decimals)};
  const bool sided = printed.test == Test::kT || printed.test == Test::kZ;
  if (printed.op == "=" &&
      (agrees(recomputed, printed.op, cut, p_value) || (sided && agrees(one_sided, printed.op, cut, p_value))))
    return;
  const double shown = p_of(printed, value, df1, df2);
  // "p = 0.0001" of less: the sign left out, as statistics programs print it.
  const bool sign = printed.op == "=" && p_value <= 0.0011 && shown < p_value &&
                    std::fabs(p_value - std::pow(10.0, -p_decimals)) < 1e-9;
  // An error changes the verdict at 0.05; a mere discrepancy is a warning (other corrections, other tests).
  const bool printed_significant = printed.op == "<" ? p_value <= 0.05 : printed.op == ">" ? false : p_value < 0.05;
  // Repeated measures: a p corrected for sphericity lies between that of the printed degrees of freedom and that of the
  // lower bound, 1 and df2 / df1 (Greenhouse & Geisser 1959, Psychometrika 24:95).
  bool corrected = false;
  if (printed.test == Test::kF && df1 > 1) {
    Range bound{p_of_f(statistic.high, 1, df2 / df1), p_of_f(statistic.low, 1, df2 / df1)};
    // A document that names the correction may print the subjects' degrees of freedom for the error's.
    static const RE2* named = new RE2("(?i)greenhouse|huynh|sphericity");
    if (matches(subject.document.document.text, *named)) {
      bound.low = std::min(bound.low, p_of_f(statistic.high, 1, df2));
      bound.high = std::max(bound.high, p_of_f(statistic.low, 1, df2));
    }
    corrected =
        agrees({std::min(recomputed.low, bound.low), std::max(recomputed.high, bound.high)}, printed.op, p, p_value);
  }
  // A p corrected for multiple testing is larger than that of its t or z.
  static const RE2* multiple = new RE2(
      R"((?i)bonferroni|tukey|\bholm\b|scheff|sidak|šidák|hochberg|dunnett|newman.keuls|post.?hoc|multiple (?:comparison|testing))");
  const bool raised = (printed.test == Test::kT || printed.test == Test::kZ) && p_value > shown &&
                      matches(subject.document.document.text, *multiple);
  const bool verdict =
      df_known && printed_significant != (shown < 0.05) && (!sided || printed_significant != (shown / 2 < 0.05));
  const char* names[] = {"chi-square", "t", "F", "z"};
  const std::string df = printed.df2.empty() ? printed.df1 : printed.df1 + ", " + printed.df2;
  // F(48, 1) for F(1, 48): the degrees of freedom in the wrong order.
  if (printed.test == Test::kF && df1 > df2 &&
      agrees({p_of_f(statistic.high, df2, df1), p_of_f(statistic.low, df2, df1)}, printed.op, p, p_value)) {
    report(findings, Severity::kNote, printed.span, "the degrees of freedom of F seem exchanged",
           fmt::format("F({}, {})", printed.df1, printed.df2), fmt::format("F({}, {})", printed.df2, printed.df1),
           fmt::format("p of F = {} with df {}, {} = {:.3g}", printed.statistic, printed.df2, printed.df1,
                       p_of_f(value, df2, df1)));
    return;
  }
  // Small distances come from rounded statistics, exact tests and corrections: worth a look, no more.
  const auto z = [](double q) { return q >= 1 ? 0.0 : z_of_p(std::max(q, 1e-12)); };
  const auto gap_to = [&](const Range& range) {
    return std::min(std::fabs(z(p_value) - z(range.low)), std::fabs(z(p_value) - z(range.high)));
  };
  const double gap = sided ? std::min(gap_to(recomputed), gap_to(one_sided)) : gap_to(recomputed);
  // "p < 0.024" of 0.0243: the value itself behind the wrong sign, for it is none of the usual limits.
  const bool limit = p_value == 0.05 || p_value == 0.01 || p_value == 0.001 || p_value == 0.1 || p_value == 0.0001;
  const bool small = printed.op == "=" ? gap < (printed.test == Test::kChiSquare ? 0.25 : 0.12)
                                       : printed.op == "<" && !limit && agrees(recomputed, "=", p, p_value);
  report(
      findings,
      small || raised || corrected || sign ? Severity::kNote
      : verdict                            ? Severity::kError
                                           : Severity::kWarning,
      printed.span,
      fmt::format("{}{} = {} does not give p {} {}", names[static_cast<int>(printed.test)],
                  df.empty() ? "" : "(" + df + ")", printed.statistic, printed.op, printed.p),
      fmt::format("p {} {}", printed.op, printed.p), fmt::format("p {} {:.3g}", df_known ? "=" : ">=", shown),
      fmt::format("p of {} = {}{} lies in [{:.3g}, {:.3g}]", names[static_cast<int>(printed.test)], printed.statistic,
                  df.empty() ? (df_known ? "" : " with 1 or more degrees of freedom") : " with df " + df,
                  recomputed.low, recomputed.high));
}

#define NUMBER R"((?:-|−|–)?\d{1,6}(?:(?:\.|·)\d{1,5})?)"
#define P_PART \
  R"([;,]?\s*(?:and\s+|with\s+)?(?:a\s+)?[Pp](?:[- ]?value)?\s*(?:of|was)?\s*([=<>≤≥])\s*([01]?(?:\.|·)\d{1,7}))"

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* any = new RE2(R"([Pp](?:[- ]?value)?\s*(?:of|was)?\s*[=<>≤≥]\s*[01]?(?:\.|·)\d)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    const re2::StringPiece input(text.data(), text.size());
    if (!RE2::PartialMatch(input, *any)) continue;
    struct Pattern {
      RE2 re;
      Test test;
      int statistic, df1, df2, op, p;
    };
    static const auto* patterns = new std::vector<const Pattern*>{
        new Pattern{
            RE2(R"((?:χ2|χ²|χ\s2|[Cc]hi[- ][Ss]quared?|X2|X²)(?:\s?test)?\s*(?:[(\[]\s?(?:df\s?=\s?)?(\d{1,3})(?:,\s?[Nn]\s?=\s?\d+)?\s?[)\]])?\s*=\s*()" NUMBER
                R"()(?:[;,]\s*df\s?=\s?(\d{1,3}))?)" P_PART),
            Test::kChiSquare, 2, 1, 3, 4, 5},
        new Pattern{
            RE2(R"((?:^|[^A-Za-z])t\s*[(\[]\s?(?:df\s?=\s?)?(\d{1,5}(?:\.\d+)?)\s?[)\]]\s*=\s*()" NUMBER ")" P_PART),
            Test::kT, 2, 1, 0, 3, 4},
        new Pattern{
            RE2(R"((?:^|[^A-Za-z])F\s*[(\[]\s?(\d{1,4}(?:\.\d+)?)\s?[,;]\s?(\d{1,6}(?:\.\d+)?)\s?[)\]]\s*=\s*()" NUMBER
                ")" P_PART),
            Test::kF, 3, 1, 2, 4, 5},
        new Pattern{RE2(R"((?:^|[^A-Za-z-])[Zz]\s*=\s*()" NUMBER ")" P_PART), Test::kZ, 1, 0, 0, 2, 3},
    };
    for (const Pattern* pattern : *patterns) {
      re2::StringPiece group[6];
      std::size_t at = 0;
      while (at < text.size() && pattern->re.Match(input, at, text.size(), RE2::UNANCHORED, group, 6)) {
        auto start = static_cast<std::uint32_t>(group[0].data() - text.data());
        at = start + group[0].size();
        while (text[start] == ' ' || text[start] == '(') ++start;  // what the pattern needs before a lone letter
        Printed printed;
        printed.test = pattern->test;
        printed.statistic = std::string(group[pattern->statistic]);
        if (pattern->df1 != 0) printed.df1 = std::string(group[pattern->df1]);
        if (pattern->df2 != 0) printed.df2 = std::string(group[pattern->df2]);
        if (pattern->test == Test::kChiSquare) {  // df before or after the value
          if (printed.df1.empty()) printed.df1 = printed.df2;
          printed.df2.clear();
        }
        // "x=26, y=-6, z=-4, P=0.005": a place in the brain.
        static const RE2* place = new RE2(R"((?i)\by\s?=\s?(?:-|−|–)?\d{1,3}\s?(?:,|;|and)?\s?(?:and )?$)");
        if (pattern->test == Test::kZ && matches(text.substr(0, start), *place)) continue;
        printed.op = std::string(group[pattern->op]);
        printed.p = std::string(group[pattern->p]);
        for (std::string_view sign : {"-", "−", "–"})
          if (printed.statistic.rfind(sign, 0) == 0) printed.statistic.erase(0, sign.size());
        printed.span = {sentence.span.start + start, sentence.span.start + static_cast<std::uint32_t>(at)};
        judge(subject, printed, findings);
      }
    }
  }
}

#undef NUMBER
#undef P_PART

}  // namespace

extern const Check test_statistic_check;
const Check test_statistic_check = {
    "test-statistic", Severity::kError, "a chi-square, t, F or z that does not give the p value beside it",
    "Recomputes p from the statistic and its degrees of freedom for every value that rounds to the digits printed "
    "(Nuijten et al. 2016). A one-sided p is accepted for t and z. Chi-square without degrees of freedom is judged "
    "with "
    "one degree, which gives the smallest p possible. An error changes the verdict at 0.05; other discrepancies are "
    "warnings, since corrected tests print corrected p values; a larger p of t or z in a document that names such a "
    "correction, and a p of F within the bounds of a correction for sphericity (Greenhouse & Geisser 1959), is a note.",
    run};

}  // namespace warrant
