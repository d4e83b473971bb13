// A citation mark that points to no entry of the reference list.
#include <fmt/format.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& document = subject.document.document;
  for (const CitationAnchor& anchor : document.anchors) {
    std::string dangling;
    for (const CitationAnchor::Target& target : anchor.targets) {
      ++subject.checked;
      if (target.reference < 0) dangling += (dangling.empty() ? "" : ", ") + target.label;
    }
    if (dangling.empty()) continue;
    Finding finding;
    finding.severity = Severity::kError;
    finding.span = anchor.span;
    finding.printed = dangling;
    if (document.references.empty()) {
      finding.message = "the mark points to a reference, but the document has no reference list";
    } else {
      finding.message = fmt::format("the mark points to no reference: the list has {}", document.references.size());
      finding.expected = fmt::format("1 to {}", document.references.size());
    }
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Check dangling_citation_check;
const Check dangling_citation_check = {
    "dangling-citation", Severity::kError, "a citation mark points to no reference",
    "Every number or name of every citation mark is looked up in the document's own reference list; one that is not "
    "there is an error. Marks that a reader did not recognise as citations are not judged.",
    run};

}  // namespace warrant
