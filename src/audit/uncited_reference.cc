// uncited-reference: an entry of the reference list that no mark in the text points to.
#include <fmt/format.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  if (!d.full_text || d.anchors.empty()) return;
  std::vector<char> cited(d.references.size(), 0);
  for (const CitationAnchor& anchor : d.anchors)
    for (const auto& target : anchor.targets)
      if (target.reference >= 0) cited[static_cast<std::size_t>(target.reference)] = 1;
  std::size_t uncited = 0;
  for (char c : cited) uncited += c == 0;
  // Where much of the list seems uncited, the marks were not understood: that says nothing about the document.
  if (uncited * 5 > cited.size()) return;
  for (std::size_t i = 0; i < cited.size(); ++i) {
    ++subject.checked;
    if (cited[i] == 0)
      report(findings, Severity::kNote, d.references[i].span,
             fmt::format("reference {} is not cited in the text", d.references[i].number));
  }
}

}  // namespace

extern const Check uncited_reference_check;
const Check uncited_reference_check = {
    "uncited-reference", Severity::kNote, "a reference that nothing in the text cites",
    "Compares the reference list with the citation marks found in text, tables and captions. Silent when more than a "
    "fifth of the list seems uncited, since then the marks were not understood.",
    run};

}  // namespace warrant
