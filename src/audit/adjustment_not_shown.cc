// adjustment-not-shown: "adjusted for age, sex, stage …" where the tables of the model show none of it (STROBE item
// 16a: make clear which confounders were adjusted for; von Elm et al. 2007, PLoS Med 4:e296).
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

std::vector<std::string> items_of(std::string_view list) {
  std::vector<std::string> items(1);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] == ',' || list[i] == ';') {
      items.emplace_back();
    } else if (list.substr(i, 5) == " and ") {
      items.emplace_back();
      i += 4;
    } else {
      items.back() += list[i];
    }
  }
  std::erase_if(items, [](const std::string& item) { return content_words(item).empty(); });
  return items;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* model = new RE2(R"((?i)multivari|regression|cox|logistic|\bmodels?\b)");
  static const RE2* caption = new RE2(R"((?i)multivari|cox|logistic|hazards? model)");
  static const RE2* says_adjusted = new RE2(R"((?i)adjust|controll(?:ed|ing) for|covariate)");
  const Document& d = subject.document.document;
  // The tables of the models; one that says what it adjusts for is the authors' answer.
  std::set<std::string> shown;
  bool any = false;
  const Table* first = nullptr;
  for (const TableGrid& grid : subject.facts.tables) {
    std::string title;
    for (std::int32_t p : grid.table->captions) title += slice(d.text, d.passages[static_cast<std::size_t>(p)].span);
    if (!matches(title, *caption)) continue;
    const std::string all = text_of(d, *grid.table);
    if (matches(all, *says_adjusted)) return;
    any = true;
    if (first == nullptr) first = grid.table;
    shown.merge(content_words(all));
  }
  if (!any) return;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage) || !marks_in(d, sentence.span).empty()) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!matches(text, *model)) continue;
    static const RE2* claim = new RE2(
        R"((?i)\((?:e\.g\.,?|including|such as|i\.e\.,?) ([^()]+)\) (?:were|was|have been) (?:also )?(?:adjusted|controlled) for|\b(?:adjusted|controlled|adjusting|controlling) for ([^().;:]+))");
    re2::StringPiece in_brackets, after;
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *claim, &in_brackets, &after)) continue;
    const re2::StringPiece list = in_brackets.empty() ? after : in_brackets;
    if (list.size() < 15 || list.size() > 300) continue;
    const auto items = items_of({list.data(), list.size()});
    if (items.size() < 3) continue;
    ++subject.checked;
    std::string missing;
    std::size_t absent = 0;
    for (const std::string& item : items) {
      if (common_words(content_words(item), shown) > 0) continue;
      ++absent;
      missing += fmt::format("{}{}", missing.empty() ? "" : ", ", item.substr(item.find_first_not_of(' ')));
    }
    if (absent * 3 < items.size() * 2) continue;
    Finding& finding =
        report(findings, Severity::kNote, sentence.span,
               fmt::format("an adjustment is claimed that the tables of the model do not show: {}", missing),
               fmt::format("{} variables", items.size()), fmt::format("{} in the tables", items.size() - absent));
    if (!first->captions.empty()) {
      const ByteSpan title = d.passages[static_cast<std::size_t>(first->captions[0])].span;
      finding.related.push_back({subject.document.id, std::string(slice(d.text, title)), title});
    }
    return;
  }
}

}  // namespace

extern const Check adjustment_not_shown_check;
const Check adjustment_not_shown_check = {
    "adjustment-not-shown", Severity::kNote, "an adjustment claimed that no table of the model shows",
    "Takes the variables of a sentence that says a model was adjusted for them, and looks for their words in captions, "
    "rows and notes of the tables titled multivariable, Cox or logistic. Silent where a table itself says that it is "
    "adjusted, and where fewer than two thirds of the variables are missing.",
    run};

}  // namespace warrant
