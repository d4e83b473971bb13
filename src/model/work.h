// One work, several sources: PubMed's record, the full text of PubMed Central, a page. Which of them are the same work,
// which of them gives the text, and what the others add. All functions depend on the set alone, not on its order.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/model/claim.h"

namespace warrant {

// What tells a work, of one of its sources.
struct WorkIdentity {
  std::string pmcid, pmid, doi, nct;  // "" = none
  std::string title;                  // letters and digits, folded: title_letters()
  bool page = false;                  // neither JATS nor PubMed: its identifiers may be those of a work it speaks about
  std::string id;                     // of the source alone; different ids may still be the same work

  friend bool operator==(const WorkIdentity&, const WorkIdentity&) = default;
};

WorkIdentity identity_of(const IndexedDocument& document);

// Lower-case letters and digits of a title, nothing else: "β-Blockers in COPD." -> "βblockersincopd".
std::string title_letters(std::string_view title);

// The sources grouped into works: indexes into `sources`, each group and the list of groups in ascending order.
// Same PMCID, else same PMID, else same DOI, else same NCT number with the same title: one work, unless another of
// these identifiers contradicts, or the shared one belongs to several works and so tells nothing. An NCT number names a
// trial, not an article about it, so alone it joins nothing. A page joins a work only when its title agrees as well.
std::vector<std::vector<std::size_t>> same_works(const std::vector<WorkIdentity>& sources);

// True when `a` is the source whose text a work takes rather than `b`'s: full text, then JATS and PubMed before pages,
// then the longer text, then by the hash of the source and the text itself.
bool gives_text_before(const IndexedDocument& a, const IndexedDocument& b);

// The metadata of `first` completed from the `others`, which come in the order of gives_text_before: identifiers and
// single values where it has none; headings, types, keywords and corrections of all; the gravest retraction mark.
void complete(Document& first, const std::vector<const Document*>& others);

}  // namespace warrant
