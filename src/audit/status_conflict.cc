// status-conflict: a page that says both that it was reviewed and that its review is pending.
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* reviewed = new RE2(
      R"((?i)\b(?:all )?(?:articles|content|pages|answers) (?:are|is|were|was|has been|have been) (?:medically )?reviewed\b|\bmedically reviewed by\b)");
  const Document& d = subject.document.document;
  const Passage* first = nullptr;
  for (const Passage& passage : d.passages) {
    const std::string_view text = slice(d.text, passage.span);
    const re2::StringPiece input(text.data(), text.size());
    if (first == nullptr && text.find("eviewed") != std::string_view::npos && RE2::PartialMatch(input, *reviewed))
      first = &passage;
  }
  if (first == nullptr) return;
  static const RE2* pending = new RE2(
      R"((?i)\b(?:content|article|answer|page|this) (?:is |has )?(?:not (?:yet )?(?:been )?reviewed|pending (?:human |medical |expert )?review|awaiting review))");
  ++subject.checked;
  for (const Passage& passage : d.passages) {
    const std::string_view text = slice(d.text, passage.span);
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pending)) continue;
    Finding& finding = report(findings, Severity::kWarning, passage.span,
                              "says that review is pending, and elsewhere that it was reviewed");
    finding.related.push_back({subject.document.id, std::string(slice(d.text, first->span)), first->span});
    return;
  }
}

}  // namespace

extern const Check status_conflict_check;
const Check status_conflict_check = {"status-conflict", Severity::kWarning, "reviewed and pending review on one page",
                                     "Compares the page's statements about its own review.", run};

}  // namespace warrant
