// retracted-citation: a citation of a work that the store knows to be retracted, under an expression of concern, or
// corrected after it appeared.
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
    if (!cited) continue;
    if (cited->retraction.empty()) {
      const auto work = subject.store.load(record.document);
      if (!work) continue;
      for (const Correction& correction : work->document.corrections) {
        if (correction.kind != "correction") continue;
        const std::string place = !correction.note.empty()   ? correction.note
                                  : !correction.doi.empty()  ? "doi:" + correction.doi
                                  : !correction.pmid.empty() ? "PMID " + correction.pmid
                                                             : correction.pmcid;
        Finding& finding = report(findings, Severity::kNote, record.reference.span,
                                  fmt::format("reference {} was corrected after it appeared{}{}",
                                              record.reference.number, place.empty() ? "" : ": ", place));
        finding.related.push_back({record.document, cited->title, {}});
        break;
      }
      continue;
    }
    Finding& finding = report(findings, Severity::kError, record.reference.span,
                              fmt::format("reference {} is marked: {}", record.reference.number, cited->retraction));
    finding.related.push_back({record.document, cited->title, {}});
  }
}

}  // namespace

extern const Check retracted_citation_check;
const Check retracted_citation_check = {
    "retracted-citation", Severity::kError, "a cited work that is retracted or was corrected",
    "Resolves references to documents in the store and reports those that carry a retraction or an expression of "
    "concern "
    "(JATS related-article, PubMed publication types and CommentsCorrections); a correction published later is a note. "
    "Works that are not in the store are not judged.",
    run};

}  // namespace warrant
