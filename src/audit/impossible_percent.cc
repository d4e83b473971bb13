// impossible-percent: a share or survival rate above 100 % (or a count above its group).
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Other shares of the same sentence, all possible: then this is a share too.
bool beside_others(const AuditSubject& subject, const ShareFact& fact) {
  bool any = false;
  for (const ShareFact& other : subject.facts.shares) {
    if (other.sentence != fact.sentence || other.share.span == fact.share.span) continue;
    if (other.share.percent.value > 100) return false;
    any = true;
  }
  return any;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  for (const ShareFact& fact : subject.facts.shares) {
    ++subject.checked;
    const PrintedShare& share = fact.share;
    // "In 2013/14, 75%": a year. "176/6.670": a thousand.
    const double count = share.count->value;
    const std::string_view text = subject.document.document.text;
    if (share.total && ((count >= 1950 && count <= 2050 && share.total->value == std::fmod(count + 1, 100)) ||
                        (share.total->span.end + 1 < text.size() && text[share.total->span.end] == '.' &&
                         is_ascii_digit(text[share.total->span.end + 1]))))
      continue;
    if (share.total && count > share.total->value)
      report(findings, Severity::kWarning, share.span,
             fmt::format("{} of {}: the part is larger than the whole", share.count->value, share.total->value),
             fmt::format("{}/{}", share.count->value, share.total->value), "", "");
    else if (share.percent.value > 100 && !is_amount(subject.document.document.text, share))
      report(findings, share.total || beside_others(subject, fact) ? Severity::kWarning : Severity::kNote, share.span,
             "a share of a group above 100%", fmt::format("{:.{}f}%", share.percent.value, share.percent.decimals),
             "at most 100%", "");
  }
  for (const Claim& claim : subject.document.claims) {
    if (claim.measure != measure::kSurvivalRate || !claim.value || claim.unit != "%") continue;
    ++subject.checked;
    // Without its sign it may be a year ("from 65% in 1985").
    const std::string_view after = subject.document.document.text;
    if (*claim.value > 100 && after.substr(claim.value_span.end, 2).find('%') != std::string_view::npos)
      report(findings, Severity::kError, claim.span, "a survival rate above 100%", fmt::format("{}%", *claim.value),
             "at most 100%", "");
  }
}

}  // namespace

extern const Check impossible_percent_check;
const Check impossible_percent_check = {"impossible-percent", Severity::kError, "a share or survival rate above 100 %",
                                        "A survival rate above 100 % is an error; a count above its group, or a share "
                                        "above 100 %, a warning (some ratios are "
                                        "printed as percentages).",
                                        run};

}  // namespace warrant
