// one-value-two-sources: one value of one measure, ascribed to different references in different places.
#include <cmath>

#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

bool shares_a_source(const Claim& a, const Claim& b) {
  for (const ClaimCitation& x : a.citations)
    for (const ClaimCitation& y : b.citations)
      if (x.marker == y.marker) return true;
  return false;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  std::vector<const Claim*> claims;
  for (const Claim& claim : subject.document.claims)
    if ((claim.measure == measure::kMedianSurvival || claim.measure == measure::kMeanSurvival) && claim.value &&
        !claim.citations.empty() && claim.place == Place::kBody)
      claims.push_back(&claim);
  for (std::size_t j = 1; j < claims.size(); ++j)
    for (std::size_t i = 0; i < j; ++i) {
      const Claim &a = *claims[i], &b = *claims[j];
      if (a.measure != b.measure || a.unit != b.unit || a.span == b.span) continue;
      double common = 0;
      for (const auto& x : {a.value, a.value_high})
        for (const auto& y : {b.value, b.value_high})
          if (x && y && *x == *y && std::floor(*x) != *x) common = *x;
      if (common == 0) continue;
      ++subject.checked;
      if (shares_a_source(a, b)) continue;
      Finding& finding = report(findings, Severity::kNote, b.span,
                                fmt::format("{} {} is taken from reference {} here, from reference {} there", common,
                                            b.unit, b.citations[0].marker, a.citations[0].marker),
                                fmt::format("{}", common));
      finding.claim = b.id;
      finding.related.push_back({subject.document.id, std::string(slice(d.text, a.span)), a.span});
      break;
    }
}

}  // namespace

extern const Check one_value_two_sources_check;
const Check one_value_two_sources_check = {
    "one-value-two-sources", Severity::kNote, "one survival time ascribed to two references",
    "Compares cited survival times of one document: the same value (not a whole number) with different citation marks. "
    "Either one mark is wrong, or two works agree to the digit.",
    run};

}  // namespace warrant
