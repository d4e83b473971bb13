#include "ingest/extract/misread.h"

#include <algorithm>
#include <string_view>

#include "ingest/extract/guarded.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::uint32_t kNear = 48;  // bytes looked at on either side

std::string_view before(const Document& document, const Claim& claim) {
  const std::uint32_t start = claim.value_span.start;
  const std::uint32_t floor = std::max(claim.span.start, start > kNear ? start - kNear : 0);
  return slice(document.text, {std::min(floor, start), start});
}

std::string_view behind(const Document& document, const Claim& claim) {
  const std::uint32_t end = claim.value_span.end;
  return slice(document.text, {end, std::max(end, std::min(claim.span.end, end + kNear))});
}

}  // namespace

bool is_misread(const Document& document, const Claim& claim) {
  if (claim.value_span.empty()) return false;
  const std::string_view left = before(document, claim), right = behind(document, claim);
  if (left.size() > 1 && left.back() == '.' && is_ascii_digit(left[left.size() - 2]) && !claim.value_text.empty() &&
      is_ascii_digit(claim.value_text[0]))
    return true;
  if (claim.kind != kind::kProportion) return false;
  static const Guarded bound(R"((?i)(\bC\.?I\.?s?|interval|IQR|range|percentile)[^.;a-z]{0,14}$)");
  if (claim.value && *claim.value < 0 && bound.in(left)) return true;
  static const Guarded concentration(R"((?i)^ ?%? ?\(?(w/w|w/v|v/v|wt/wt|wt/vol|vol/vol|RH\b|relative humidity))");
  if (claim.unit == "%" && concentration.in(right)) return true;
  // "80% power", "a 5% α-error", "75% of the maximal work rate": how a study is planned, or how hard people work.
  static const Guarded planned(
      R"((?i)^ ?%? ?((statistical |study )?power\b|probability (of|to|that)\b|((α|alpha|beta|β|type (I|II|1|2))[- ]?(error|level|risk)|significance level|level of significance)|(of )?(the |their |its |an? )?(individual )?((age[- ])?predicted )?(maxim(al|um)|peak|max|VO2|V̇O2|V˙O2|HR ?max|1[- ]?RM\b|one[- ]repetition)))"),
      reached(R"((?i)\b(averaged|averaging|reached|was|were) (approximately |about )?$)");
  if (claim.unit == "%" && planned.in(right) && !reached.in(left)) return true;
  // "an ointment containing 5% of it": a strength.
  static const Guarded contains(R"((?i)\bcontain(ing|s|ed) (about |approximately |up to |at least )?$)"),
      of_people(
          R"((?i)^ ?%? of (the |all |our )?[a-z -]{0,24}(patients|participants|women|men|children|subjects|people|cases|samples|specimens)\b)");
  if (claim.unit == "%" && contains.in(left) && !of_people.in(right)) return true;
  static const Guarded listed(
      R"((?i)\b(days?|weeks?|months?|hours?|years?|visits?|grades?|stages?|phases?|cycles?|rounds?)( \d+,?)+ (and|or) $)");
  return claim.measure == "count" && listed.in(left);
}

void correct_reading(const Document& document, Claim& claim) {
  if (claim.kind == kind::kProportion && claim.value && *claim.value < 0) {
    claim.kind = kind::kMean;
    claim.measure = "change";
    claim.direction = "decreased";
  }
  if (claim.unit.empty() || claim.value_span.empty()) return;
  static const Guarded inverse(R"(^[^A-Za-z]{0,24}(h|min|s|d|day|week|month|year)(−1|-1|⁻¹)(\W|$))");
  re2::StringPiece groups[3];
  if (inverse.find(behind(document, claim), groups, 3) && claim.unit == groups[1].as_string())
    claim.unit = groups[1].as_string() + groups[2].as_string();
}

}  // namespace warrant
