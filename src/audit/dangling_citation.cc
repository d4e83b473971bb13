// A citation mark that points to no entry of the reference list.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// "9", and as lists print it "9.", "9-", "[9]"; 0 for anything else.
std::int32_t number_of(std::string_view label) {
  while (!label.empty() && (label.front() == '[' || label.front() == '(')) label.remove_prefix(1);
  while (!label.empty() && std::string_view(".-)]: ").find(label.back()) != std::string_view::npos)
    label.remove_suffix(1);
  std::int32_t number = 0;
  if (label.empty() || label.size() > 4) return 0;
  for (char c : label) {
    if (!is_ascii_digit(c)) return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

// The number under which a reference is listed.
std::int32_t listed_as(const Reference& reference) {
  const std::int32_t label = number_of(reference.label);
  return reference.label.empty() ? reference.number : label;
}

// Marks whose printed number is not that of the entry their link goes to (JATS rid, HTML href).
void check_links(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  struct Wrong {
    const CitationAnchor* anchor;
    std::int32_t printed, listed;
  };
  std::vector<Wrong> wrong;
  std::size_t right = 0;
  for (const CitationAnchor& anchor : d.anchors)
    for (const CitationAnchor::Target& target : anchor.targets) {
      const std::int32_t printed = number_of(target.label);
      if (target.reference < 0 || printed == 0) continue;
      const std::int32_t listed = listed_as(d.references[static_cast<std::size_t>(target.reference)]);
      if (listed == 0) continue;
      if (printed == listed)
        ++right;
      else
        wrong.push_back({&anchor, printed, listed});
    }
  if (right < 3 || wrong.size() * 4 > right) return;  // the list is numbered in another way
  // The marks of a translation may be numbered on: the same distance three times is a rule.
  std::map<std::int32_t, int> distances;
  for (const Wrong& w : wrong) ++distances[w.printed - w.listed];
  std::erase_if(wrong, [&](const Wrong& w) { return distances[w.printed - w.listed] >= 3; });
  const auto size = static_cast<std::int32_t>(d.references.size());
  std::int32_t highest = size;
  for (const Reference& reference : d.references) highest = std::max(highest, listed_as(reference));
  for (const Wrong& w : wrong)
    report(findings, w.printed > highest ? Severity::kError : Severity::kWarning, w.anchor->span,
           fmt::format("the mark prints {}, its link goes to reference {}{}", w.printed, w.listed,
                       w.printed > highest ? fmt::format("; the list ends at {}", highest) : ""),
           fmt::format("{}", w.printed), fmt::format("{}", w.listed));
}

// "Chih-Chiang Chiu1,2, Mong-Liang Lu2,3": a list of names, whose raised numbers are affiliations.
bool lists_people(std::string_view passage) {
  static const RE2* person =
      new RE2(R"((?:^|, | and )(?:\p{Lu}[\p{L}.’'-]* ){1,3}\p{Lu}[\p{L}’'-]+\d{1,2}(?:,\d{1,2})*\*?(?:,| and|$))");
  re2::StringPiece rest(passage.data(), passage.size());
  int people = 0;
  while (people < 2 && RE2::FindAndConsume(&rest, *person)) {
    rest = re2::StringPiece(rest.data() - 1, rest.size() + 1);  // the comma begins the next
    ++people;
  }
  return people >= 2;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& document = subject.document.document;
  // A PubMed record lists what the article cites, its abstract has no marks: what looks like one is a formula or a
  // range.
  if (subject.document.media_type == "application/vnd.ncbi.pubmed+xml") return;
  check_links(subject, findings);
  // Entries are there under the numbers they print, and where some print none, by their place.
  const bool unnumbered = std::any_of(document.references.begin(), document.references.end(),
                                      [](const Reference& r) { return r.label.empty(); });
  std::set<std::int32_t> listed;
  for (const Reference& reference : document.references) listed.insert(listed_as(reference));
  if (unnumbered)
    for (std::size_t i = 1; i <= document.references.size(); ++i) listed.insert(static_cast<std::int32_t>(i));
  std::vector<std::size_t> without_list;
  std::size_t passage = 0;
  for (const CitationAnchor& anchor : document.anchors) {
    std::string dangling;
    for (const CitationAnchor::Target& target : anchor.targets) {
      ++subject.checked;
      if (target.reference >= 0) continue;
      // A number that the list has: the link is lost, not the entry.
      if (const std::int32_t number = number_of(target.label); number > 0 && listed.contains(number)) continue;
      dangling += (dangling.empty() ? "" : ", ") + target.label;
    }
    if (dangling.empty()) continue;
    while (passage < document.passages.size() && document.passages[passage].span.end <= anchor.span.start) ++passage;
    if (passage < document.passages.size() && anchor.span.start > 0 &&
        !is_ascii_space(document.text[anchor.span.start - 1]) &&
        lists_people(slice(document.text, document.passages[passage].span)))
      continue;
    Finding finding;
    finding.severity = Severity::kError;
    finding.span = anchor.span;
    finding.printed = dangling;
    if (document.references.empty()) {
      finding.message = "the mark points to a reference, but the document has no reference list";
    } else {
      finding.message = fmt::format("the mark points to no reference: the list has {}", document.references.size());
      finding.expected = fmt::format("1 to {}", document.references.size());
    }
    // In a table a raised number may be a note of the table.
    if (passage < document.passages.size() && document.passages[passage].place == Place::kTable)
      finding.severity = Severity::kNote;
    else if (document.references.empty())
      without_list.push_back(findings.size());
    findings.push_back(std::move(finding));
  }
  if (without_list.size() > 1)
    fold(subject, findings, without_list, Severity::kError,
         fmt::format("{} marks point to references, but the document has no reference list", without_list.size()));
}

}  // namespace

extern const Check dangling_citation_check;
const Check dangling_citation_check = {
    "dangling-citation", Severity::kError, "a citation mark points to no reference",
    "Every number or name of every citation mark is looked up in the document's own reference list; one that is not "
    "there is an error. A mark whose printed number differs from that of the entry its link goes to (JATS, HTML) is a "
    "warning, beyond the end of the list an error. All marks of a document without a list are one error. Marks that a "
    "reader did not recognise as citations are not judged.",
    run};

}  // namespace warrant
