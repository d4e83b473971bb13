// retracted-citation: a citation of a work that the store knows to be retracted or under an expression of concern.
#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const auto references = subject.store.references(subject.document.id);
  if (!references) return;
  for (const ReferenceRecord& record : *references) {
    if (record.document.empty()) continue;
    ++subject.checked;
    const auto cited = brief_of(subject.store, record.document);
    if (!cited || cited->retraction.empty()) continue;
    Finding& finding = report(findings, Severity::kError, record.reference.span,
                              fmt::format("reference {} is marked: {}", record.reference.number, cited->retraction));
    finding.related.push_back({record.document, cited->title, {}});
  }
}

}  // namespace

extern const Check retracted_citation_check;
const Check retracted_citation_check = {
    "retracted-citation", Severity::kError, "a cited work that is retracted",
    "Resolves references to documents in the store and reports those that carry a retraction or an expression of "
    "concern "
    "(JATS related-article, PubMed publication types and CommentsCorrections). Works that are not in the store are not "
    "judged.",
    run};

}  // namespace warrant
