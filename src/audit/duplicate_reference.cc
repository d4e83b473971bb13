// duplicate-reference: two entries of the reference list that are the same work (same DOI or PMID, or same title, year
// and first author).
#include <map>

#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/base/text.h"

namespace warrant {
namespace {

std::string letters_of(std::string_view text) {
  std::string out;
  for (char c : fold_case(text))
    if (is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80) out += c;
  return out;
}

// "" of a chapter whose book alone was read as its title.
std::string title_of(const Reference& reference) {
  const std::string_view title = trim(reference.title);
  return title.starts_with("In:") || title.starts_with("In ") ? "" : letters_of(title);
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < d.references.size(); ++i) {
    const Reference& r = d.references[i];
    ++subject.checked;
    std::vector<std::pair<std::string, const char*>> keys;
    if (!r.doi.empty()) keys.emplace_back("doi " + r.doi, "DOI");
    if (!r.pmid.empty()) keys.emplace_back("pmid " + r.pmid, "PMID");
    if (const std::string title = title_of(r); title.size() >= 20 && r.year != 0 && !r.authors.empty())
      keys.emplace_back(fmt::format("title {} {} {} {}", title, r.year, letters_of(r.authors[0]), r.pages),
                        "title, year, first author and pages");
    for (const auto& [key, what] : keys) {
      const auto [at, fresh] = seen.try_emplace(key, i);
      if (fresh || at->second == i) continue;
      const Reference& other = d.references[at->second];
      const std::string title = title_of(r), other_title = title_of(other);
      if (!title.empty() && !other_title.empty() && title != other_title) continue;
      // An identifier that stands with two authors is wrong with one of them.
      if ((title.empty() || other_title.empty()) &&
          (r.authors.empty() || other.authors.empty() || letters_of(r.authors[0]) != letters_of(other.authors[0])))
        continue;
      Finding& finding =
          report(findings, Severity::kWarning, r.span,
                 fmt::format("references {} and {} are the same work (same {})", other.number, r.number, what));
      finding.related.push_back({subject.document.id, std::string(slice(d.text, other.span)), other.span});
      break;
    }
  }
}

}  // namespace

extern const Check duplicate_reference_check;
const Check duplicate_reference_check = {"duplicate-reference", Severity::kWarning,
                                         "one work twice in the reference list",
                                         "Same DOI, same PMID, or same title, year, first author and pages. Entries "
                                         "with different titles under one identifier "
                                         "are left out: there the identifier is wrong, not the entry double.",
                                         run};

}  // namespace warrant
