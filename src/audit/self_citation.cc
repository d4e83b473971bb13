// self-citation: a Q&A or web page that rests on its own publisher.
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  if (d.kind != DocumentKind::kQa && d.kind != DocumentKind::kWeb) return;
  if (d.references.empty()) return;
  // How a page names its publisher: in its disclaimer, copyright line or banner.
  static const RE2* named = new RE2(
      R"(\b([A-Z][\w.]*[A-Za-z](?: [A-Z][\w.]*\w){0,3}) (?:assumes|accepts|disclaims|does not (?:provide|assume|accept)|is not (?:liable|responsible)|and its (?:affiliates|licensors))|(?:©|\(c\)|[Cc]opyright)\s?(?:©\s?)?(?:\d{4}(?:[-–]\d{4})?\s)?([A-Z][\w.]*\w(?: [A-Z][\w.]*\w){0,3})|\b((?:[A-Z]\w+ )+(?:Advisory|Editorial) Board)\b)");
  std::set<std::string> publishers;
  for (const Passage& passage : d.passages) {
    if (passage.place == Place::kReference) continue;
    const std::string_view text = slice(d.text, passage.span);
    re2::StringPiece input(text.data(), text.size()), group[4];
    std::size_t at = 0;
    while (at < text.size() && named->Match(input, at, text.size(), RE2::UNANCHORED, group, 4)) {
      for (int i = 1; i < 4; ++i)
        if (group[i].size() >= 5) publishers.emplace(group[i]);
      at = static_cast<std::size_t>(group[0].data() - text.data()) + group[0].size();
    }
  }
  for (const Reference& reference : d.references) {
    ++subject.checked;
    const std::string_view entry = slice(d.text, reference.span);
    for (const std::string& name : publishers) {
      if (entry.find(name) == std::string_view::npos) continue;
      report(findings, Severity::kWarning, reference.span,
             fmt::format("reference {} is the publisher's own page ({})", reference.number, name), name,
             "a source that is independent of this page");
      break;
    }
  }
}

}  // namespace

extern const Check self_citation_check;
const Check self_citation_check = {
    "self-citation", Severity::kWarning, "a page that cites its own publisher as evidence",
    "For Q&A and web pages: the publisher's name as its disclaimer, copyright line or board names it, against the "
    "entries of the reference list. Articles that cite their authors' earlier work are not judged.",
    run};

}  // namespace warrant
