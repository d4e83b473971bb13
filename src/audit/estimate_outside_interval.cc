// An estimate that does not lie in its own confidence interval, or an interval whose ends are exchanged.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

// Half a unit of the last printed digit: what rounding alone can move a number by.
double rounding(std::string_view text, ByteSpan span, double value) {
  const auto decimals = printed_decimals(text, span, value);
  return decimals ? 0.5 * std::pow(10.0, -*decimals) : 0.0;
}

// "45.2% (95% CI 40.1–50.3)", "−1.2 (95% CI −2.0 to −0.4)": any number in running text directly before its interval,
// whatever it measures. The same unit is asked for: a percent needs no percent signs in the interval, but bounds with
// them need a percent.
void check_text(const AuditSubject& subject, std::vector<Finding>& findings) {
#define NUMBER R"(((?:-|−|–)?\d{1,4}(?:(?:\.|·)\d{1,3})?))"
  static const RE2* re = new RE2(
      R"((?:^|[\s(=:]))" NUMBER
      R"((\s?%)?[,;]?(?:((?: [a-z]+){0,2}\s?[(\[])\s?(?:9[059]\s?%\s?)?|\s?9[059]\s?%\s?)(?:C\.?I\.?|[Cc]onfidence [Ii]nterval(?: \[CI\]| \(CI\))?)\s?[,:;=]?\s?[(\[]?\s?)" NUMBER
      R"((\s?%)?\s?(?:-|–|−|‐|‑|to|,|;)\s?)" NUMBER R"((\s?%)?(?:[^\d.·/,]|[.,]\D|[.,]?$))");
#undef NUMBER
  static const RE2* no_estimate = new RE2(
      R"((?i)(?:\bp[- ]?(?:values?)?\s?(?:[=<>≤]|of|was)?\s?|\bIQR\s?[=:]?\s?|\bn\s?=\s?|[/×^±]\s?|year |\bSDs?\s?[=:,]?\s?|\bSEM?\s?[=:,]?\s?|\b[tFdz]\s?[=:]\s?|[-−–‐‑]\s?|\(\s?p\s?)$)");
  const Document& d = subject.document.document;
  std::vector<std::size_t> turned;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (text.find("CI") == std::string_view::npos && text.find("C.I") == std::string_view::npos &&
        text.find("onfidence") == std::string_view::npos)
      continue;
    re2::StringPiece input(text.data(), text.size()), group[8];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 8)) {
      const auto start = static_cast<std::size_t>(group[1].data() - text.data());
      at = start + group[1].size() + 1;
      const auto number = [](re2::StringPiece part) { return plain_number({part.data(), part.size()}); };
      const auto value = number(group[1]), low = number(group[4]), high = number(group[6]);
      if (!value || !low || !high) continue;
      if (RE2::PartialMatch(input.substr(0, start), *no_estimate)) continue;
      static const RE2* year = new RE2(R"((?i)\bin $)");
      if (value->decimals == 0 && group[2].empty() && RE2::PartialMatch(input.substr(0, start), *year)) continue;
      const bool percent = !group[2].empty(), percent_bounds = !group[5].empty() || !group[7].empty();
      if (percent_bounds && !percent) continue;
      // "-0.2%, CI -0.003 to -0.001": the interval is printed as a fraction.
      if (percent && !percent_bounds && value->value / 100 >= low->value && value->value / 100 <= high->value) continue;
      if (value->decimals == 0 && !percent) continue;  // a count before the interval of its share
      // "(0.5-0.9)" may hold a dash that belongs to no sign: minus signs must be meant.
      if (high->value < 0 && low->value > 0) continue;
      ++subject.checked;
      const ByteSpan span{
          sentence.span.start + static_cast<std::uint32_t>(start),
          sentence.span.start + static_cast<std::uint32_t>(group[6].data() - text.data() + group[6].size())};
      const bool known = std::any_of(findings.begin(), findings.end(),
                                     [&](const Finding& f) { return f.check.empty() && f.span.overlaps(span); });
      const double slack =
          0.5 * std::pow(10, -std::min(value->decimals, std::min(low->decimals, high->decimals))) * 2 + 1e-9;
      const bool exchanged = low->value > high->value && low->value >= 0 && high->value >= 0;
      if (known || (!exchanged && (low->value > high->value ||
                                   (value->value >= low->value - slack && value->value <= high->value + slack))))
        continue;
      const std::string printed = fmt::format("{} ({} to {})", value->value, low->value, high->value);
      const bool between = value->value >= high->value - slack && value->value <= low->value + slack;
      if (exchanged) turned.push_back(findings.size());
      // A minus sign lost in conversion, or printed on one side only.
      const bool sign = !exchanged && -value->value >= low->value - slack && -value->value <= high->value + slack;
      // "from 4.7% to 0.7% (95% CI 3.4 to 4.6)": an interval of the change, or of what the shares are of.
      static const RE2* change = new RE2(R"((?i)\b(?:from|of|than|vs\.?|versus)\b[^.;]{0,12}\d[^;]{0,60}\bto $)");
      const bool of_change = !exchanged && RE2::PartialMatch(input.substr(0, start), *change);
      const bool apart = group[3].size() > 2;  // "2.1 points (95% CI": perhaps another number's interval
      if (apart && sign) continue;             // "a reduction of 3.9 days (95% CI -5.5 to -2.3)"
      report(findings, sign || of_change || (apart && !exchanged) ? Severity::kNote : Severity::kWarning, span,
             !exchanged ? "the number before the interval lies outside it"
             : between  ? "the ends of the interval are exchanged"
                        : "the lower end of the interval lies above the upper one",
             printed,
             !exchanged ? fmt::format("a value from {} to {}", low->value, high->value)
             : between  ? fmt::format("{} to {}", high->value, low->value)
                        : std::string(),
             exchanged                   ? fmt::format("{} > {}", low->value, high->value)
             : value->value < low->value ? fmt::format("{} < {}", value->value, low->value)
                                         : fmt::format("{} > {}", value->value, high->value));
    }
  }
  if (turned.size() >= 3)
    fold(subject, findings, turned, Severity::kWarning,
         fmt::format("{} intervals of this document are printed with the upper end first", turned.size()));
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const std::string_view text = subject.document.document.text;
  std::vector<std::size_t> exchanged;
  for (const Claim& claim : subject.document.claims) {
    if (!claim.value || !claim.ci_low || !claim.ci_high || claim.assumption) continue;
    // "10.7 vs 7.9 months, 0.69 (0.55 to 0.87)": the interval is that of the comparison.
    const std::string_view after = text.substr(claim.value_span.end, 5);
    if (after.starts_with(" vs") || after.starts_with(" v ") || after.starts_with(" vers") ||
        after.starts_with(" and ") || after.starts_with("/"))
      continue;
    ++subject.checked;
    const double low = *claim.ci_low, high = *claim.ci_high, value = *claim.value;
    const double slack =
        rounding(text, claim.span, value) + rounding(text, claim.span, low < value ? high : low) + 1e-9;
    Finding finding;
    finding.severity = Severity::kError;
    finding.claim = claim.id;
    finding.span = claim.span;
    if (low > high && value >= high - slack && value <= low + slack) {
      finding.message = "the ends of the interval are exchanged";
      finding.printed = fmt::format("{} to {}", low, high);
      finding.expected = fmt::format("{} to {}", high, low);
      finding.arithmetic = fmt::format("{} > {}", low, high);
    } else if (low > high) {
      finding.message = "the lower end of the interval lies above the upper one";
      finding.printed = fmt::format("{} ({} to {})", value, low, high);
      finding.arithmetic = fmt::format("{} > {}", low, high);
    } else if (value < low - slack || value > high + slack) {
      finding.message = "the estimate lies outside its own confidence interval";
      finding.printed = fmt::format("{} ({} to {})", value, low, high);
      finding.expected = fmt::format("a value from {} to {}", low, high);
      finding.arithmetic = value < low ? fmt::format("{} < {}", value, low) : fmt::format("{} > {}", value, high);
    } else {
      continue;
    }
    // "71.4% (95% CI 0.52 to 0.91)": the interval is printed as a fraction.
    const std::string_view unit = text.substr(std::min<std::size_t>(claim.value_span.end, text.size()), 4);
    if (unit.substr(0, std::min<std::size_t>(2, unit.size())).find('%') != std::string_view::npos && high <= 1 &&
        value / 100 >= low - slack && value / 100 <= high + slack)
      continue;
    // A minus sign that was read as a dash.
    if (low > 0 && may_be_less(text, claim.span, low, false)) continue;
    if (low > high) exchanged.push_back(findings.size());
    findings.push_back(std::move(finding));
  }
  // A document that always prints the upper end first means it: said once.
  if (exchanged.size() >= 3)
    fold(subject, findings, exchanged, Severity::kWarning,
         fmt::format("{} intervals of this document are printed with the upper end first", exchanged.size()));
  check_text(subject, findings);
}

}  // namespace

extern const Check estimate_outside_interval_check;
const Check estimate_outside_interval_check = {
    "estimate-outside-interval", Severity::kError, "an estimate lies outside its own interval",
    "Value, lower and upper end of every claim with an interval: low <= value <= high must hold up to half a unit of "
    "each last printed digit. Three or more intervals with the upper end first are one warning. In running text any "
    "number directly before its interval is judged too, as a warning.",
    run};

}  // namespace warrant
