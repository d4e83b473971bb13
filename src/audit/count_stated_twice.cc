// count-stated-twice: "34 cases underwent vertebroplasty" in the methods and "29 cases underwent vertebroplasty" in the
// results.
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

struct Statement {
  std::string digits;
  std::string verb;
  std::set<std::string> what;
  std::int32_t passage;
  ByteSpan span;
};

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(
      R"((?:^|[^\d.,/·-])(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:cases|patients|participants|subjects|women|men|children)(?: ?\(\d{1,3}(?:\.\d+)?\s?%\))? (underwent|received|completed|developed|died|were (?:included|enrolled|excluded|randomi[sz]ed|lost to follow-up))((?: [A-Za-z-]+){0,6}))");
  // Words that say which part of the patients is meant: such counts differ rightly.
  static const RE2* part = new RE2(
      R"((?i)\b(?:group|groups|arm|arms|each|respectively|control|placebo|cohort|subgroup|remaining|other|others|additional|among|of the|of these|of them|only|further|first|second|week|month|day|year|follow-up|at least|phase|period|site|centre|center|another|analysis|part|stage)\b)");
  const Document& d = subject.document.document;
  std::vector<Statement> statements;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage)) continue;
    const std::string_view role = role_of(d, passage);
    if (role == "introduction" || role == "discussion" || role == "background") continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!marks_in(d, sentence.span).empty() || matches(text, *part)) continue;
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece group[4];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 4)) {
      at = static_cast<std::size_t>(group[0].data() - text.data()) + group[0].size();
      std::string digits(group[1]);
      std::erase(digits, ',');
      const auto start = static_cast<std::uint32_t>(group[1].data() - text.data());
      std::string what(group[3]);
      if (const std::size_t and_at = what.find(" and "); and_at != std::string::npos && at < text.size() &&
                                                         is_running_text(passage) &&
                                                         what.rfind(" and ") > what.size() / 2)
        what.resize(what.rfind(" and "));
      statements.push_back({digits,
                            std::string(group[2]),
                            content_words(what),
                            sentence.passage,
                            {sentence.span.start + start, sentence.span.start + static_cast<std::uint32_t>(at)}});
    }
  }
  for (std::size_t j = 1; j < statements.size(); ++j)
    for (std::size_t i = 0; i < j; ++i) {
      const Statement &a = statements[i], &b = statements[j];
      if (a.passage == b.passage || a.verb != b.verb || a.what != b.what) continue;
      if (a.what.size() < 2 && (a.verb == "underwent" || a.verb == "received" || a.verb == "completed" ||
                                a.verb == "developed" || a.verb == "died"))
        continue;
      ++subject.checked;
      if (a.digits == b.digits) continue;
      Finding& finding = report(findings, Severity::kNote, b.span,
                                fmt::format("{} here, {} in another place", b.digits, a.digits), b.digits, a.digits);
      finding.related.push_back({subject.document.id, std::string(slice(d.text, a.span)), a.span});
      break;
    }
}

}  // namespace

extern const Check count_stated_twice_check;
const Check count_stated_twice_check = {
    "count-stated-twice", Severity::kNote, "one count of patients stated with two values",
    "Compares statements of the form \"34 cases underwent X\" between passages of abstract, methods and results: the "
    "same verb and the same words after it, and another number. Sentences that name a part of the patients, a time or "
    "an arm are left out. A note, since two statements may mean two sets of patients in words we do not know.",
    run};

}  // namespace warrant
