// premise-not-in-question: a Q&A answer that states as a fact about the patient what the question does not say.
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  if (d.kind != DocumentKind::kQa) return;
  std::string question = d.title;
  for (const Passage& passage : d.passages)
    if (passage.kind == PassageKind::kQuestion && passage.place != Place::kBoilerplate)
      question += " " + std::string(slice(d.text, passage.span));
  static const RE2* fact = new RE2(
      R"((?i)\b(?:the|this|your) patient (?:has|had|presents|is|was|already)\b|\bin this patient\b|\bfor this patient\b|\bhas (?:already )?been attempted\b|\bhas already failed\b)");
  const std::set<std::string> asked = content_words(question);
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage) || passage.kind == PassageKind::kTitle || passage.kind == PassageKind::kQuestion)
      continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!matches(text, *fact)) continue;
    const auto marks = marks_in(d, sentence.span);
    ++subject.checked;
    const auto words = content_words(text);
    const std::size_t known = common_words(words, asked);
    if (words.size() < 4 || known * 2 > words.size()) continue;
    report(findings, Severity::kNote, sentence.span,
           marks.empty()
               ? "states as a fact about the patient what the question does not say"
               : "states as a fact about the patient what the question does not say, and cites a reference for it");
  }
}

}  // namespace

extern const Check premise_not_in_question_check;
const Check premise_not_in_question_check = {
    "premise-not-in-question", Severity::kNote, "an answer that presupposes what was not asked",
    "Q&A pages: sentences that speak of the patient (\"the patient has\", \"has been attempted and failed\") less than "
    "half of whose content words occur in the question.",
    run};

}  // namespace warrant
