// impossible-p: a p value above 1. A probability lies between 0 and 1 (p = 0 is p-zero's).
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(
      R"((?:^|[\s(\[,;])([Pp](?:[- ]?[Vv]alues?)?\s?[=<>]\s?(\d{0,3}[.·]\d{1,6}))(?:[)\];]|[.,](?:\D|$)|\s(?:[(\[]|and |for |in )|\s?$))");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (text.find_first_of("=<>") == std::string_view::npos) continue;
    re2::StringPiece input(text.data(), text.size()), group[3];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 3)) {
      at = static_cast<std::size_t>(group[1].data() - text.data()) + group[1].size();
      const auto p = plain_number(std::string_view(group[2].data(), group[2].size()));
      if (!p) continue;
      ++subject.checked;
      if (p->value <= 1) continue;
      // "-log10 P > 7.3", and the phosphorus of the blood.
      static const RE2* logarithm = new RE2(R"((?i)\b(?:log|ln)\s?(?:10|2)?\s$)");
      static const RE2* phosphorus = new RE2("(?i)phosph");
      const auto place = static_cast<std::size_t>(group[1].data() - text.data());
      if (matches(text.substr(0, place), *logarithm) || matches(text, *phosphorus)) continue;
      const auto start = sentence.span.start + static_cast<std::uint32_t>(place);
      report(findings, Severity::kWarning, {start, start + static_cast<std::uint32_t>(group[1].size())},
             "a p value above 1", std::string(group[2].data(), group[2].size()), "at most 1",
             "a probability lies between 0 and 1");
    }
  }
}

}  // namespace

extern const Check impossible_p_check;
const Check impossible_p_check = {"impossible-p", Severity::kWarning, "a p value above 1",
                                  "A probability lies between 0 and 1. Powers of ten (\"2.1 x 10-5\"), logarithms, "
                                  "numbers with a unit and whole numbers are left out: P may stand for something "
                                  "else.",
                                  run};

}  // namespace warrant
