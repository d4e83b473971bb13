// An estimate that does not lie in its own confidence interval, or an interval whose ends are exchanged.
#include <cmath>

#include <fmt/format.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

// Half a unit of the last printed digit: what rounding alone can move a number by.
double rounding(std::string_view text, ByteSpan span, double value) {
  const auto decimals = printed_decimals(text, span, value);
  return decimals ? 0.5 * std::pow(10.0, -*decimals) : 0.0;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const std::string_view text = subject.document.document.text;
  for (const Claim& claim : subject.document.claims) {
    if (!claim.value || !claim.ci_low || !claim.ci_high || claim.assumption) continue;
    ++subject.checked;
    const double low = *claim.ci_low, high = *claim.ci_high, value = *claim.value;
    const double slack =
        rounding(text, claim.span, value) + rounding(text, claim.span, low < value ? high : low) + 1e-9;
    Finding finding;
    finding.severity = Severity::kError;
    finding.claim = claim.id;
    finding.span = claim.span;
    if (low > high) {
      finding.message = "the ends of the interval are exchanged";
      finding.printed = fmt::format("{} to {}", low, high);
      finding.expected = fmt::format("{} to {}", high, low);
      finding.arithmetic = fmt::format("{} > {}", low, high);
    } else if (value < low - slack || value > high + slack) {
      finding.message = "the estimate lies outside its own confidence interval";
      finding.printed = fmt::format("{} ({} to {})", value, low, high);
      finding.expected = fmt::format("a value from {} to {}", low, high);
      finding.arithmetic = value < low ? fmt::format("{} < {}", value, low) : fmt::format("{} > {}", value, high);
    } else {
      continue;
    }
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Check estimate_outside_interval_check;
const Check estimate_outside_interval_check = {
    "estimate-outside-interval", Severity::kError, "an estimate lies outside its own interval",
    "Value, lower and upper end of every claim with an interval: low <= value <= high must hold up to half a unit of "
    "each last printed digit. Nothing is said about claims without an interval.",
    run};

}  // namespace warrant
