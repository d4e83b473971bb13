// deaths-against-median: a count of deaths without a time, beside a median survival that fewer than half of the
// patients can have reached. With censoring this is possible (Kaplan-Meier), but then the count needs its time point.
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* died =
      new RE2(R"((\d{1,6})(?: patients| cases)? ?\((\d{1,3}(?:\.\d+)?)\s?%\)(?: patients| of them)? (?:had )?died)");
  static const RE2* median =
      new RE2(R"((?i)\bmedian (?:overall )?survival(?: time)?(?: \([A-Z]+\))? (?:of|was) (?:\w+ )?\d)");
  static const RE2* time = new RE2(
      R"((?i)\b(?:within|at|during|after|by) (?:the )?(?:first |a |median |mean )?(?:follow-?up|\d+|one|two|three|five|last)\b)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage) || !marks_in(d, sentence.span).empty()) continue;
    const std::string_view text = slice(d.text, sentence.span);
    double count = 0, percent = 0;
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *died, &count, &percent)) continue;
    if (!matches(text, *median)) continue;
    ++subject.checked;
    if (percent >= 50 || matches(text, *time)) continue;
    report(findings, Severity::kNote, sentence.span,
           fmt::format("{}% died, no time is given for it, and yet the median survival was reached", percent),
           fmt::format("{} ({}%) died", count, percent), "the time point or follow-up of the deaths",
           fmt::format("{} % < 50 %: the median is reached only through censoring", percent));
  }
}

}  // namespace

extern const Check deaths_against_median_check;
const Check deaths_against_median_check = {
    "deaths-against-median", Severity::kNote, "deaths without a time beside a median survival",
    "Sentences that give the share who died (below one half), no time or follow-up, and a median survival. Possible "
    "with censoring, but the reader cannot tell when the deaths were counted.",
    run};

}  // namespace warrant
