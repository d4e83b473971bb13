// strength-above-evidence: a strong recommendation ("mandatory", "must", "standard of care", "contraindicated") in a
// passage whose only evidence, by the document's own words, is case reports or expert opinion.
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* strong = new RE2(
      R"((?i)\b(mandatory|must (?:be|not|have|receive)|is essential|are essential|standard of care|strongly recommended|required in all|always be))");
  static const RE2* weak =
      new RE2(R"((?i)\b(case reports?|case series|anecdotal|expert opinion|single case|isolated cases))");
  const Document& d = subject.document.document;
  const auto& sentences = subject.document.sentences;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentences[i].passage)];
    if (passage.place != Place::kBody && passage.place != Place::kAbstract) continue;
    const std::string_view text = slice(d.text, sentences[i].span);
    re2::StringPiece word;
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *strong, &word)) continue;
    ++subject.checked;
    const std::string_view whole = slice(d.text, passage.span);
    re2::StringPiece basis;
    if (!RE2::PartialMatch(re2::StringPiece(whole.data(), whole.size()), *weak, &basis)) continue;
    report(findings, Severity::kNote, sentences[i].span,
           fmt::format("\"{}\" rests on {}", std::string(word), std::string(basis)), std::string(word),
           "a strength that fits the evidence named (GRADE: low or very low certainty seldom carries a strong "
           "recommendation)");
  }
}

}  // namespace

extern const Check strength_above_evidence_check;
const Check strength_above_evidence_check = {
    "strength-above-evidence", Severity::kNote, "strong wording that rests on case reports",
    "Looks for strong recommendation words in passages that themselves name case reports, case series or expert "
    "opinion "
    "as their evidence (GRADE guidance: Andrews et al. 2013, J Clin Epidemiol 66:719).",
    run};

}  // namespace warrant
