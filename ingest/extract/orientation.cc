#include "ingest/extract/orientation.h"

#include <algorithm>
#include <cmath>
#include <optional>
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

bool tells_of(const Claim& c, const Claim& ratio, const std::string& who, std::string_view kind) {
  if (c.kind != kind || !c.value || c.not_reached || bare(c.subject) != who) return false;
  if (kind == kind::kProportion) return c.unit == "%";
  return c.outcome.empty() || ratio.outcome.empty() || c.outcome == ratio.outcome;
}

struct Pair {
  double subject, comparator;
};

// The numbers of one kind, unit and time that [first, end) tell of both sides: the last such time, which most of a
// hazard ratio's events came before; nothing when a side has several or none.
std::optional<Pair> told_of_both(const std::vector<Claim>& claims, std::size_t first, std::size_t end,
                                 const Claim& ratio, const std::string& subject, const std::string& comparator,
                                 std::string_view kind) {
  std::optional<Pair> found;
  std::optional<TimePoint> at;
  for (std::size_t i = first; i < end; ++i) {
    const Claim& a = claims[i];
    if (!tells_of(a, ratio, subject, kind)) continue;
    for (std::size_t k = first; k < end; ++k) {
      const Claim& b = claims[k];
      if (!tells_of(b, ratio, comparator, kind) || a.unit != b.unit || a.at != b.at) continue;
      const Pair pair{*a.value, *b.value};
      if (found && at == a.at && (found->subject != pair.subject || found->comparator != pair.comparator))
        return std::nullopt;
      found = pair, at = a.at;
    }
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
      const auto told = told_of_both(claims, first, end, ratio, subject, comparator, kind);
      if (!told || told->subject <= 0 || told->comparator <= 0 ||
          std::fabs(std::log(told->subject / told->comparator)) < kClear)
        continue;
      return (told->subject > told->comparator) != (printed < 0);
    }
    return false;
  }
  const auto told = told_of_both(claims, first, end, ratio, subject, comparator, kind::kProportion);
  if (!told) return false;
  const double a = told->subject, b = told->comparator;
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
