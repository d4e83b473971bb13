#include "ingest/extract/orientation.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include <re2/re2.h>

#include "src/base/text.h"

namespace warrant {
namespace {

// The name by itself: "patients treated with FOLFOX4 (n = 37)" and "FOLFOX4 arm" are "folfox4".
std::string bare(std::string_view label) {
  static const RE2 aside(R"(\s*[(\[][^()\[\]]*[)\]])"),
      lead(
          R"((?i)^(?:the |those |all )*(?:(?:patients|women|men|participants|subjects|children|people|those) )?(?:(?:who )?(?:received|receiving|treated with|given|on|with|in|of|assigned to) )?(?:the )?)"),
      tail(
          R"((?i)(?:[- ](?:groups?|arms?|therapy|treatment|patients|children|participants|treated|alone|monotherapy))+$)");
  std::string out(label);
  RE2::GlobalReplace(&out, aside, "");
  RE2::Replace(&out, lead, "");
  RE2::Replace(&out, tail, "");
  return ascii_lower(trim(out));
}

// The claim whose number [first, end) tell of `who`; null when they tell several numbers or none.
const Claim* told_of(const std::vector<Claim>& claims, std::size_t first, std::size_t end, const Claim& ratio,
                     const std::string& who, std::string_view kind) {
  const Claim* found = nullptr;
  for (std::size_t k = first; k < end; ++k) {
    const Claim& c = claims[k];
    if (c.kind != kind || !c.value || c.not_reached || (kind == kind::kProportion && c.unit != "%")) continue;
    if (bare(c.subject) != who) continue;
    if (kind != kind::kProportion && !c.outcome.empty() && !ratio.outcome.empty() && c.outcome != ratio.outcome)
      continue;
    if (found != nullptr && *found->value != *c.value) {
      // Rates at several times: the first is as good as any.
      if (kind != kind::kSurvivalRate) return nullptr;
      continue;
    }
    found = &c;
  }
  return found;
}

bool turned(const std::vector<Claim>& claims, std::size_t first, std::size_t end, const Claim& ratio) {
  const std::string subject = bare(ratio.subject), comparator = bare(ratio.comparator);
  if (subject.empty() || comparator.empty() || subject == comparator || *ratio.value <= 0) return false;
  const double printed = std::log(*ratio.value);
  const bool hazard = ratio.measure == measure::kHazardRatio || ratio.measure == measure::kSubdistributionHazardRatio;
  // Nearer than this to equal tells nothing.
  constexpr double kClear = 0.03;
  if (std::fabs(printed) < kClear) return false;
  if (hazard) {
    for (const std::string_view kind : {kind::kTimeToEvent, kind::kSurvivalRate}) {
      const Claim *of_subject = told_of(claims, first, end, ratio, subject, kind),
                  *of_other = told_of(claims, first, end, ratio, comparator, kind);
      // Weeks and months, or rates at two times, are not compared.
      if (of_subject == nullptr || of_other == nullptr || of_subject->unit != of_other->unit ||
          of_subject->at != of_other->at)
        continue;
      const double a = *of_subject->value, b = *of_other->value;
      if (a <= 0 || b <= 0 || std::fabs(std::log(a / b)) < kClear) continue;
      return (a > b) != (printed < 0);
    }
    return false;
  }
  const Claim *of_subject = told_of(claims, first, end, ratio, subject, kind::kProportion),
              *of_other = told_of(claims, first, end, ratio, comparator, kind::kProportion);
  if (of_subject == nullptr || of_other == nullptr) return false;
  const double a = *of_subject->value, b = *of_other->value;
  if (a <= 0 || b <= 0 || a >= 100 || b >= 100) return false;
  double here = a / b;
  if (ratio.measure == measure::kOddsRatio) here *= (100 - b) / (100 - a);
  here = std::log(here);
  const double near = std::fabs(printed - here), far = std::fabs(printed + here);
  return std::fabs(here) > kClear && far < near / 2;
}

}  // namespace

void orient_ratios(std::vector<Claim>& claims) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    Claim& c = claims[i];
    if (c.kind != kind::kEffectEstimate || c.place == Place::kTable || !c.value || c.subject.empty() ||
        c.comparator.empty())
      continue;
    constexpr std::size_t kMost = 24;  // claims of a sentence looked at on either side
    std::size_t first = i, end = i + 1;
    while (first > 0 && i - first < kMost && claims[first - 1].span == c.span) --first;
    while (end < claims.size() && end - i < kMost && claims[end].span == c.span) ++end;
    if (turned(claims, first, end, c)) std::swap(c.subject, c.comparator);
  }
}

}  // namespace warrant
