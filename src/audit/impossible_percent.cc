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

// "112% of patients": without a count, but of people.
void check_people(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(
      R"((?:^|[\s(])(\d{1,4}(?:[.·]\d{1,3})?)\s?% of (?:the |all |all the |these |those |our )?(?:eligible |enrolled |randomi[sz]ed |included |treated |female |male |older |young |study |trial )?(?:patients|participants|subjects|women|men|children|adults|infants|people|individuals|cases|respondents|volunteers|girls|boys)\b)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    const std::string_view text = slice(d.text, sentence.span);
    if (!is_evidence(passage.place) || text.find("% of ") == std::string_view::npos) continue;
    re2::StringPiece input(text.data(), text.size()), group[2];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
      at = static_cast<std::size_t>(group[1].data() - text.data()) + group[1].size();
      const auto percent = plain_number(std::string_view(group[1].data(), group[1].size()));
      if (!percent) continue;
      ++subject.checked;
      if (percent->value <= 100) continue;
      // "Energy was 112% of the children's", "was 130% of women": of their value. "105% of the patients planned".
      static const RE2* value_of = new RE2(R"(\b(?:was|were|is|are|reached|averaged)(?: about| only| over)?\s?$)");
      static const RE2* planned = new RE2(
          R"((?i)\b(?:planned|needed|required|expected|target|targeted|anticipated|predicted|intended|projected|goal)\b)");
      const auto place = static_cast<std::size_t>(group[1].data() - text.data());
      const std::string_view behind =
          text.substr(static_cast<std::size_t>(group[0].data() - text.data()) + group[0].size());
      if (behind.starts_with("'") || behind.starts_with("’") || matches(text.substr(0, place), *value_of) ||
          matches(text, *planned))
        continue;
      report(findings, Severity::kWarning,
             {sentence.span.start + static_cast<std::uint32_t>(place),
              sentence.span.start + static_cast<std::uint32_t>(text.find('%', at) + 1)},
             "a share of a group above 100%", fmt::format("{}%", std::string(group[1].data(), group[1].size())),
             "at most 100%", "");
    }
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  check_people(subject, findings);
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
