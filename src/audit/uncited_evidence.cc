// uncited-evidence: a sentence that appeals to other studies without citing one.
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* appeal = new RE2(
      R"((?i)\b(?:(?:several |many |some |numerous |previous |prior |recent |earlier |other |most |a number of |multiple |various )*)"
      R"((?:studies|trials|reports|investigators|meta-analyses|systematic reviews) (?:have |has )?(?:also |consistently |clearly |recently |previously |repeatedly )*)"
      R"((?:shown|showed|demonstrated|reported|found|suggested|confirmed|indicated|revealed|proved|proven)|)"
      R"((?:has|have) been (?:well |widely |previously |clearly |consistently )*(?:shown|demonstrated|proven|proved|reported) to|)"
      R"(reported in (?:the )?(?:previous|earlier|the) literature|(?:it is|it has been) well[- ](?:known|established|documented)|)"
      R"(according to (?:previous|earlier|recent|several) (?:studies|reports|literature)|evidence (?:suggests|shows|indicates) that))");
  static const RE2* own =
      new RE2(R"((?i)\b(?:our|this|the present|the current) (?:study|trial|results|data|findings|analysis|review))");
  static const RE2* literature =
      new RE2(R"((?i)reported in (?:the )?(?:previous|earlier|prior) (?:literature|studies))");
  // The next sentence names the studies meant, unless it starts with one of its own: "Uei et al. (26) found …".
  static const RE2* own_study =
      new RE2(R"(^(?:[A-Z]|[^\x00-\x7F])(?:[A-Za-z-]|[^\x00-\x7F])+ (?:et al|and (?:[A-Z]|[^\x00-\x7F])))");
  const auto goes_on = [&](std::string_view text) {
    return !RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *own_study);
  };
  const Document& d = subject.document.document;
  // A page of advice without a single citation: said once.
  if (d.anchors.empty() && d.references.empty() && (d.kind == DocumentKind::kQa || d.kind == DocumentKind::kWeb)) {
    std::int64_t statements = 0;
    const Claim* first = nullptr;
    for (const Claim& claim : subject.document.claims) {
      if (claim.place != Place::kBody) continue;
      if (first == nullptr) first = &claim;
      ++statements;
    }
    subject.checked += statements;
    if (statements >= 3)
      report(
          findings, Severity::kNote, first->span,
          fmt::format("nothing in this document is cited: {} statements like this one rest on no source", statements),
          "no citation in the whole document", "references for the evidence used");
  }
  std::size_t anchor = 0;
  const auto& sentences = subject.document.sentences;
  const auto cited = [&](ByteSpan span) {
    while (anchor > 0 && d.anchors[anchor - 1].span.end > span.start) --anchor;
    while (anchor < d.anchors.size() && d.anchors[anchor].span.end <= span.start) ++anchor;
    return anchor < d.anchors.size() && d.anchors[anchor].span.start < span.end;
  };
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentences[i].passage)];
    if (passage.place != Place::kBody || passage.table >= 0 || passage.kind == PassageKind::kCaption) continue;
    const std::string_view text = slice(d.text, sentences[i].span);
    const re2::StringPiece input(text.data(), text.size());
    if (!RE2::PartialMatch(input, *appeal)) continue;
    ++subject.checked;
    const bool compares = RE2::PartialMatch(input, *literature);
    if (cited(sentences[i].span) || (RE2::PartialMatch(input, *own) && !compares)) continue;
    // The mark may come with the next sentence, which goes on about the same studies, or stand in the one before.
    const bool next = i + 1 < sentences.size() && sentences[i + 1].passage == sentences[i].passage &&
                      cited(sentences[i + 1].span) && goes_on(slice(d.text, sentences[i + 1].span));
    const bool before = i > 0 && sentences[i - 1].passage == sentences[i].passage && cited(sentences[i - 1].span);
    if (!compares && (next || before)) continue;
    report(findings, Severity::kNote, sentences[i].span, "appeals to evidence without a citation", "no citation mark",
           "a reference for the studies meant");
  }
}

}  // namespace

extern const Check uncited_evidence_check;
const Check uncited_evidence_check = {
    "uncited-evidence", Severity::kNote, "\"studies have shown\" without a citation",
    "Looks for appeals to other studies in running text whose sentence, and the sentences beside it in the paragraph, "
    "carry no citation mark. Sentences about the document's own results are left out.",
    run};

}  // namespace warrant
