// Works that are cited and not stored: references without a document, told to be the same work by any identifier they
// share, else by title and year.
#include <algorithm>
#include <map>
#include <set>

#include "sql.gen.h"
#include "src/store/impl.h"
#include "src/store/read.h"

namespace warrant {
namespace {

struct Work {
  ReferenceRecord best;
  std::set<std::int64_t> citing;
  std::string title_key;
  std::vector<std::string> names;  // its keys in the table of known works
};

// How much an entry tells.
std::size_t fullness(const Reference& r) {
  return (r.doi.empty() ? 0 : 1000) + (r.pmid.empty() ? 0 : 1000) + (r.pmcid.empty() ? 0 : 1000) + r.title.size() +
         r.journal.size() + (r.year > 0 ? 4 : 0) + 10 * r.authors.size();
}

// What one entry lacks another may tell; the fullest stands for the work.
void take(Work& work, Reference reference, const std::string& title_key) {
  Reference& best = work.best.reference;
  for (const auto part : {&Reference::doi, &Reference::pmid, &Reference::pmcid}) {
    if ((best.*part).empty()) best.*part = reference.*part;
    if ((reference.*part).empty()) reference.*part = best.*part;
  }
  if (fullness(reference) > fullness(best)) {
    best = std::move(reference);
    work.title_key = title_key;
  }
}

void absorb(Work& into, Work other) {
  into.citing.merge(other.citing);
  into.names.insert(into.names.end(), other.names.begin(), other.names.end());
  take(into, std::move(other.best.reference), other.title_key);
}

}  // namespace

Result<std::vector<ReferenceRecord>> Store::missing_works(std::int64_t limit) const {
  std::vector<Work> works;
  std::map<std::string, std::size_t> known;  // identifier or title and year -> work
  WARRANT_TRY(row, impl_->database.prepare(sql::read::unresolved_references));
  for (;;) {
    WARRANT_TRY(more, row.step());
    if (!more) break;
    Reference reference = reference_from(row, 1);
    const std::string title_key = row.string(16);
    std::vector<std::string> names;
    if (!reference.doi.empty()) names.push_back("doi:" + reference.doi);
    if (!reference.pmid.empty()) names.push_back("pmid:" + reference.pmid);
    if (!reference.pmcid.empty()) names.push_back("pmcid:" + reference.pmcid);
    if (!title_key.empty()) names.push_back("title:" + title_key + std::to_string(reference.year));
    if (names.empty()) continue;
    std::size_t at = works.size();
    for (const std::string& name : names)
      if (const auto found = known.find(name); found != known.end()) at = std::min(at, found->second);
    if (at == works.size()) works.emplace_back();
    // What shares identifiers with two works shows that they are one.
    for (const std::string& name : names) {
      const auto [entry, is_new] = known.emplace(name, at);
      if (is_new) works[at].names.push_back(name);
      if (entry->second == at) continue;
      const std::size_t other = entry->second;
      absorb(works[at], std::move(works[other]));
      works[other] = {};
      for (const std::string& moved : works[at].names) known[moved] = at;
    }
    Work& work = works[at];
    work.citing.insert(row.integer(0));
    take(work, std::move(reference), title_key);
  }
  works.erase(std::remove_if(works.begin(), works.end(), [](const Work& work) { return work.citing.empty(); }),
              works.end());
  for (Work& work : works) work.best.cited_by = static_cast<std::int64_t>(work.citing.size());
  std::stable_sort(works.begin(), works.end(), [](const Work& a, const Work& b) {
    if (a.best.cited_by != b.best.cited_by) return a.best.cited_by > b.best.cited_by;
    return a.title_key < b.title_key;
  });
  std::vector<ReferenceRecord> out;
  for (Work& work : works) {
    if (limit >= 0 && static_cast<std::int64_t>(out.size()) >= limit) break;
    Reference& reference = work.best.reference;
    reference.number = static_cast<std::int32_t>(out.size()) + 1;
    reference.number_inferred = false;
    reference.label.clear();
    reference.key.clear();
    reference.span = {};
    out.push_back(std::move(work.best));
  }
  return out;
}

}  // namespace warrant
