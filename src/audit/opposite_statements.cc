// opposite-statements: one document says that something significantly changed an outcome, and that it did not.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Statement {
  std::set<std::string> subject, outcome;
  ByteSpan span;
};

bool same_thing(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  std::vector<std::string> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return common.size() * 2 > std::max(a.size(), b.size()) ||
         (common.size() == std::min(a.size(), b.size()) && common.size() >= 2);
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* effect = new RE2(
      R"(((?:[\w-]+ ){1,4}?[\w-]+(?: \([^)]+\))?) significantly (?:extended|prolonged|improved|increased|reduced|decreased|shortened|lowered) (?:the )?((?:[\w-]+ ){0,4}[\w-]+))");
  static const RE2* none = new RE2(
      R"(((?:[\w-]+ ){1,4}?[\w-]+(?: \([^)]+\))?) (?:had no significant (?:effect|influence|impact) on|did not significantly (?:affect|improve|extend|prolong|increase|reduce|decrease|influence)) (?:the )?((?:[\w-]+ ){0,4}[\w-]+))");
  // "all of them were lower …, while the last … was higher": one sentence against itself.
  static const RE2* itself = new RE2(
      R"((?i)\ball (?:of (?:them|these|which) )?were (?:significantly )?(lower|higher) than\b[^.]*?\b(?:while|whereas|but|although)\b[^.]*?\bwas (?:significantly )?(lower|higher) than\b)");
  const Document& d = subject.document.document;
  std::vector<Statement> effects, nones;
  std::size_t anchor = 0;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (passage.place != Place::kBody && passage.place != Place::kAbstract) continue;
    if (passage.table >= 0) continue;
    while (anchor < d.anchors.size() && d.anchors[anchor].span.end <= sentence.span.start) ++anchor;
    const bool cited = anchor < d.anchors.size() && d.anchors[anchor].span.start < sentence.span.end;
    const std::string_view text = slice(d.text, sentence.span);
    const re2::StringPiece input(text.data(), text.size());
    std::string a, b;
    if (RE2::PartialMatch(input, *itself, &a, &b)) {
      ++subject.checked;
      if (fold_case(a) != fold_case(b))
        report(findings, Severity::kWarning, sentence.span,
               fmt::format("says that all were {} and that one was {}", a, b));
    }
    if (cited || text.find("significant") == std::string_view::npos) continue;  // what others found may differ
    if (RE2::PartialMatch(input, *none, &a, &b)) {
      nones.push_back({content_words(a), content_words(b), sentence.span});
    } else if (RE2::PartialMatch(input, *effect, &a, &b)) {
      effects.push_back({content_words(a), content_words(b), sentence.span});
    }
  }
  for (const Statement& no : nones) {
    ++subject.checked;
    for (const Statement& yes : effects) {
      std::vector<std::string> outcome;
      std::set_intersection(no.outcome.begin(), no.outcome.end(), yes.outcome.begin(), yes.outcome.end(),
                            std::back_inserter(outcome));
      if (outcome.empty() || !same_thing(no.subject, yes.subject)) continue;
      Finding& finding = report(findings, Severity::kWarning, no.span,
                                "says that there was no significant effect, and elsewhere that there was one");
      finding.related.push_back({subject.document.id, std::string(slice(d.text, yes.span)), yes.span});
      break;
    }
  }
}

}  // namespace

extern const Check opposite_statements_check;
const Check opposite_statements_check = {
    "opposite-statements", Severity::kWarning, "a significant effect and its absence in one document",
    "Compares uncited sentences of the forms \"X significantly improved Y\" and \"X had no significant effect on Y\" "
    "with "
    "the same X and a common word in Y, and single sentences that say all were lower and one was higher.",
    run};

}  // namespace warrant
