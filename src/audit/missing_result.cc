// missing-result: a test announced in the methods of which no result is printed.
#include <array>
#include <iterator>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

struct Method {
  const char* name;
  const char* announced;       // in a sentence of the methods
  const char* printed;         // anywhere else
  std::string_view low, high;  // one of these stands in every text that names it
};

constexpr Method kMethods[] = {
    // In running text the name alone announces the test again; a result has a number or a verdict beside it.
    {"log-rank test", R"((?i)\blog[- ]?rank\b)",
     R"((?i)\blog[- ]?rank\b.*(?:\bp\b|signific|differ|\d\.\d|similar|superior|\bbetter\b|\bworse\b)|(?:\bp\b|signific|differ|\d\.\d).*\blog[- ]?rank\b)",
     "ank", "ANK"},
    {"Cox regression", R"((?i)\bcox\b)", R"((?i)\bcox\b|hazard|\ba?HRs?\b)", "ox", "OX"},
    {"Kaplan-Meier", R"((?i)kaplan)", R"((?i)kaplan|surviv|time to|event-free|cumulative|progression)", "aplan",
     "APLAN"},
};

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  if (!d.full_text) return;
  struct Compiled {
    std::once_flag once;
    std::unique_ptr<RE2> announced, printed;
  };
  static auto* compiled = new std::array<Compiled, std::size(kMethods)>;
  for (std::size_t m = 0; m < std::size(kMethods); ++m) {
    const Method& method = kMethods[m];
    if (d.text.find(method.low) == std::string::npos && d.text.find(method.high) == std::string::npos) continue;
    Compiled& res = (*compiled)[m];
    std::call_once(res.once, [&] {
      res.announced = std::make_unique<RE2>(method.announced);
      res.printed = std::make_unique<RE2>(method.printed);
    });
    const RE2 &announced = *res.announced, &printed = *res.printed;
    const Sentence* first = nullptr;
    bool result = false;
    for (const Sentence& sentence : subject.document.sentences) {
      const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
      if (!is_evidence(passage.place)) continue;
      std::string role;
      for (std::int32_t s = passage.section; s >= 0 && role.empty(); s = d.sections[static_cast<std::size_t>(s)].parent)
        role = d.sections[static_cast<std::size_t>(s)].role;
      const std::string_view text = slice(d.text, sentence.span);
      const re2::StringPiece input(text.data(), text.size());
      const bool methods = passage.place == Place::kBody && role == "methods" && passage.table < 0;
      if (methods) {
        if (first == nullptr && RE2::PartialMatch(input, announced)) first = &sentence;
      } else {
        const bool shown = passage.kind == PassageKind::kCaption || passage.table >= 0;
        result = result || RE2::PartialMatch(input, shown ? announced : printed);
      }
    }
    if (first == nullptr) continue;
    ++subject.checked;
    if (!result)
      report(findings, Severity::kNote, first->span,
             fmt::format("{} is announced here, but no result of it is printed", method.name));
  }
}

}  // namespace

extern const Check missing_result_check;
const Check missing_result_check = {"missing-result", Severity::kNote,
                                    "a method announced of which no result is printed",
                                    "Looks in the methods for log-rank tests, Cox regression and Kaplan-Meier "
                                    "estimates, and outside the methods for any "
                                    "word of their results. Needs a section recognised as methods.",
                                    run};

}  // namespace warrant
