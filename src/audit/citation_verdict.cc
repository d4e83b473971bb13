// citation-verdict: cited claims that their source, as far as it is in the store, does not support.
#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/query/verdict.h"

namespace warrant {
namespace {

// What the verdict says of the claim, in a sentence, with its name at the end.
std::string sentence_of(const Judgement& judgement, std::int32_t reference) {
  std::string_view reason = judgement.reason;
  if (const std::size_t end = reason.find("; the cited source does not say it"); end != std::string_view::npos)
    reason = reason.substr(0, end);
  const std::string& verdict = judgement.verdict;
  if (verdict == "absent" && reason == "the source does not say this") reason = {};
  const std::string_view says = verdict == "contradicted"    ? "contradicts this"
                                : verdict == "misattributed" ? "does not say this, another document does"
                                : verdict == "stitched"      ? "says the parts of this in different places"
                                : verdict == "absent"        ? "does not say this"
                                                             : "does not support this";
  return fmt::format("reference {} {}{}{} ({})", reference, says, reason.empty() ? "" : ": ", reason, verdict);
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const IndexedDocument& document = subject.document;
  std::vector<std::string> works;  // of each reference, "" = not in the store
  for (const Reference& reference : document.document.references) {
    const auto work = subject.store.work_of(reference);
    works.push_back(work ? *work : "");
  }
  Judge judge(subject.store);
  for (const Claim& claim : document.claims) {
    for (const ClaimCitation& citation : claim.citations) {
      if (citation.reference < 0) continue;  // dangling-citation speaks of it
      const std::string& work = works[static_cast<std::size_t>(citation.reference)];
      if (work.empty() || work == document.id) continue;
      const auto judgement = judge.judge(claim, slice(document.document.text, claim.span), work, document.id);
      if (!judgement) continue;
      ++subject.checked;
      if (judgement->verdict == "supported") continue;
      const bool alarming = judgement->verdict == "contradicted" || judgement->verdict == "misattributed";
      Finding& finding = report(
          findings, alarming ? Severity::kWarning : Severity::kNote, claim.span,
          sentence_of(*judgement, document.document.references[static_cast<std::size_t>(citation.reference)].number));
      finding.claim = claim.id;
      if (judgement->evidence)
        finding.related.push_back(
            {judgement->evidence->document, judgement->evidence->quote, judgement->evidence->span});
    }
  }
}

}  // namespace

extern const Check citation_verdict_check;
const Check citation_verdict_check = {
    "citation-verdict", Severity::kWarning, "cited claims that their source does not support",
    "Judges every cited claim whose cited work is in the store (src/query/verdict.h): contradicted and misattributed "
    "are "
    "warnings, stitched and absent notes. Works that are not in the store are not judged.",
    run};

}  // namespace warrant
