// inferred-numbers: a reference list that lost its numbers, so that marks can only be tied to entries by position.
#include <fmt/format.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  // JATS links its marks to entries: no number has to be inferred.
  if (d.anchors.empty() || d.references.empty() || subject.document.media_type == "application/jats+xml") return;
  subject.checked += static_cast<std::int64_t>(d.references.size());
  std::size_t lost = 0;
  const Reference* first = nullptr;
  for (const Reference& reference : d.references) {
    if (!reference.number_inferred) continue;
    if (first == nullptr) first = &reference;
    ++lost;
  }
  // A list without any number may be meant so (author-year, or numbered by the layout).
  if (first == nullptr || lost == d.references.size()) return;
  report(findings, Severity::kNote, first->span,
         fmt::format("{} of {} entries of the reference list are printed without a number: marks are tied to them by "
                     "their position",
                     lost, d.references.size()),
         "no number", fmt::format("{}", first->number),
         fmt::format("{} without + {} with a number = {}", lost, d.references.size() - lost, d.references.size()));
}

}  // namespace

extern const Check inferred_numbers_check;
const Check inferred_numbers_check = {
    "inferred-numbers", Severity::kNote, "a reference list without its numbers",
    "Says once for a document that entries of its numbered reference list are printed without their numbers; their "
    "numbers are then inferred from the order. Lists without any number, and JATS, which links marks to entries, are "
    "left out.",
    run};

}  // namespace warrant
