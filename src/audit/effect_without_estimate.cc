// effect-without-estimate: an abstract that names independent factors and prints neither a ratio nor an interval for
// them (STROBE for abstracts, item "main results": report estimates of associations with their precision; CONSORT for
// abstracts, Hopewell et al. 2008, PLoS Med 5:e20).
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* factor = new RE2(
      R"((?i)\bindependent(?:ly)?\s(?:\w+\s){0,2}?(?:factors?|predictors?|predict(?:ed|s|ive)|associated|markers?|determinants?)\b)");
  static const RE2* estimate = new RE2(
      R"(\b(?:a?HRs?|a?ORs?|a?RRs?|IRR|SHR)\b|(?i)\b(?:hazards?|odds|risk|rate)[- ]ratios?\b|relative risk|\bβ\b|coefficient|\bexp ?\(b\)|\bAUC\b|\bc-index\b)");
  const Document& d = subject.document.document;
  const Sentence* first = nullptr;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (passage.place != Place::kAbstract) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (matches(text, *estimate)) {
      ++subject.checked;
      return;
    }
    if (first == nullptr && matches(text, *factor) && role_of(d, passage) != "conclusions") first = &sentence;
  }
  if (first == nullptr) return;
  ++subject.checked;
  report(findings, Severity::kNote, first->span,
         "names independent factors, but the abstract prints no estimate and no interval for them", "",
         "a hazard, odds or risk ratio with its interval");
}

}  // namespace

extern const Check effect_without_estimate_check;
const Check effect_without_estimate_check = {
    "effect-without-estimate", Severity::kNote, "an abstract that names independent factors without their estimates",
    "Looks in the abstract for independent factors, predictors or associations, and for any ratio, coefficient or "
    "measure of discrimination beside them (STROBE for abstracts; Hopewell et al. 2008). Whether the estimates stand "
    "in the body is not judged.",
    run};

}  // namespace warrant
