// duplicate-caption: two tables or figures of one document under the same title: one of them is probably wrong.
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/base/text.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* label =
      new RE2(R"(^(?i)(table|fig(?:ure)?\.?|scheme|box|supplementary (?:table|figure))\s*(\S{1,6}?)[.:]?\s+(.{12,})$)");
  const Document& d = subject.document.document;
  std::map<std::string, std::pair<ByteSpan, std::string>> seen;  // caption without its label -> place and label
  for (std::size_t i = 0; i < d.passages.size(); ++i) {
    const Passage& passage = d.passages[i];
    if (passage.kind != PassageKind::kCaption) continue;
    const std::string text(slice(d.text, passage.span));
    std::string kind, number, title;
    if (!RE2::FullMatch(text, *label, &kind, &number, &title)) continue;
    ++subject.checked;
    const std::string key = fold_case(kind.substr(0, 3)) + "|" + fold_case(title);
    const auto [at, fresh] = seen.try_emplace(key, passage.span, number);
    if (fresh || at->second.second == number) continue;
    // Figure 1a and 1b are parts of one figure.
    const auto digits = [](const std::string& of) { return of.substr(0, of.find_first_not_of("0123456789")); };
    if (!digits(number).empty() && digits(number) == digits(at->second.second)) continue;
    // A legend below the title tells the figures apart.
    const bool told_apart = i + 1 < d.passages.size() && d.passages[i + 1].kind == PassageKind::kCaption &&
                            kind[0] != 't' && kind[0] != 'T' &&
                            !RE2::FullMatch(std::string(slice(d.text, d.passages[i + 1].span)), *label);
    Finding& finding = report(findings, told_apart ? Severity::kNote : Severity::kWarning, passage.span,
                              fmt::format("{} {} has the same title as {} {}", kind, number, kind, at->second.second));
    finding.related.push_back({subject.document.id, std::string(slice(d.text, at->second.first)), at->second.first});
  }
}

}  // namespace

extern const Check duplicate_caption_check;
const Check duplicate_caption_check = {
    "duplicate-caption", Severity::kWarning, "two tables or figures with the same title",
    "Compares captions without their labels, letter case folded. Reports the later one; a table continued on the next "
    "page carries the same number and is left out.",
    run};

}  // namespace warrant
