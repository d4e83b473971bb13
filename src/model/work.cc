#include "src/model/work.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::uint32_t kLongerThanAbstracts = 8192;  // bytes of body text; abstracts end at about 5,000

bool is_page(std::string_view reader) { return !reader.starts_with("jats@") && !reader.starts_with("pubmed@"); }

// Readers of pages cannot tell an article from its abstract: their length does.
bool has_full_text(const IndexedDocument& d) {
  if (!is_page(d.reader)) return d.document.full_text;
  std::uint32_t body = 0;
  for (const Passage& p : d.document.passages)
    if (p.place == Place::kBody) body += p.span.size();
  return body >= kLongerThanAbstracts;
}

bool differ(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

// Titles of pages end in the site's name, so one may hold the other.
bool titles_agree(const std::string& a, const std::string& b) {
  constexpr std::size_t kTellsAWork = 20;
  const auto& [shorter, longer] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
  return a == b || (shorter.size() >= kTellsAWork && longer.find(shorter) != std::string::npos);
}

class Groups {
 public:
  explicit Groups(const std::vector<WorkIdentity>& sources) : sources_(sources), root_(sources.size()) {
    std::iota(root_.begin(), root_.end(), std::size_t{0});
  }

  std::size_t root(std::size_t i) const {
    while (root_[i] != i) i = root_[i];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    root_[std::max(a, b)] = std::min(a, b);
  }
  std::set<std::string> values(std::size_t root_of, std::string WorkIdentity::*scheme) const {
    std::set<std::string> values;
    for (std::size_t i = 0; i < sources_.size(); ++i)
      if (root(i) == root_of && !(sources_[i].*scheme).empty()) values.insert(sources_[i].*scheme);
    return values;
  }
  // True when joining these groups would give one work two values of a scheme.
  bool contradict(const std::set<std::size_t>& roots, const std::vector<std::string WorkIdentity::*>& schemes) const {
    return std::any_of(schemes.begin(), schemes.end(), [&](std::string WorkIdentity::*scheme) {
      std::set<std::string> all;
      for (const std::size_t r : roots) all.merge(values(r, scheme));
      return all.size() > 1;
    });
  }

 private:
  const std::vector<WorkIdentity>& sources_;
  std::vector<std::size_t> root_;
};

using Scheme = std::string WorkIdentity::*;

// Joins what shares a value of `key`, where none of `stronger` contradicts; what holds none of the stronger ones is
// joined among itself in any case.
template <typename Key>
void join_by(Groups& groups, const std::vector<WorkIdentity>& sources, const Key& key,
             const std::vector<Scheme>& stronger) {
  std::map<std::string, std::set<std::size_t>> holders;
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (const std::string value = key(sources[i]); !value.empty() && !sources[i].page)
      holders[value].insert(groups.root(i));
  for (const auto& [value, stale] : holders) {
    std::set<std::size_t> roots;
    for (const std::size_t r : stale) roots.insert(groups.root(r));
    if (groups.contradict(roots, stronger)) {
      std::erase_if(roots, [&](std::size_t r) {
        return std::any_of(stronger.begin(), stronger.end(), [&](Scheme s) { return !groups.values(r, s).empty(); });
      });
    }
    for (const std::size_t r : roots) groups.join(*roots.begin(), r);
  }
}

bool contradict(const WorkIdentity& a, const WorkIdentity& b) {
  return differ(a.pmcid, b.pmcid) || differ(a.pmid, b.pmid) || differ(a.doi, b.doi);
}

bool page_fits(const WorkIdentity& page, const WorkIdentity& work) {
  const auto shared = [&](Scheme s) { return !(page.*s).empty() && page.*s == work.*s; };
  return (shared(&WorkIdentity::pmcid) || shared(&WorkIdentity::pmid) || shared(&WorkIdentity::doi) ||
          shared(&WorkIdentity::nct)) &&
         titles_agree(page.title, work.title);
}

// Each page goes to the one work it fits, else to the pages with its own id and title.
void join_pages(Groups& groups, const std::vector<WorkIdentity>& sources) {
  std::vector<std::pair<std::size_t, std::size_t>> joins;
  std::vector<std::size_t> alone;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!sources[i].page) continue;
    std::set<std::size_t> works;
    for (std::size_t j = 0; j < sources.size(); ++j)
      if (!sources[j].page && page_fits(sources[i], sources[j])) works.insert(groups.root(j));
    for (std::size_t j = 0; j < sources.size(); ++j)
      if (!sources[j].page && contradict(sources[i], sources[j])) works.erase(groups.root(j));
    if (works.size() == 1)
      joins.emplace_back(*works.begin(), i);
    else
      alone.push_back(i);
  }
  for (const auto& [work, page] : joins) groups.join(work, page);
  for (const std::size_t i : alone)
    for (const std::size_t j : alone)
      if (i < j && sources[i].id == sources[j].id && titles_agree(sources[i].title, sources[j].title))
        groups.join(i, j);
}

// Marks by weight: a retraction is never hidden by a lesser one.
int weight_of(std::string_view mark) {
  if (mark == "retracted") return 0;
  if (mark == "retraction notice") return 1;
  return mark.empty() ? 3 : 2;
}

template <typename T>
void add_missing(std::vector<T>& list, const std::vector<T>& more) {
  for (const T& value : more)
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

bool same_link(const Correction& a, const Correction& b) {
  return a.kind == b.kind && ((!a.pmid.empty() && a.pmid == b.pmid) || (!a.doi.empty() && a.doi == b.doi) ||
                              (!a.pmcid.empty() && a.pmcid == b.pmcid) || a == b);
}

}  // namespace

std::string title_letters(std::string_view title) {
  const std::string folded = fold_case(title);
  std::string letters;
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t from = i;
    const char32_t c = next_code_point(folded, i);
    // Spaces, dashes and quotes (ASCII, Latin-1 signs, General Punctuation) are left out.
    const bool letter = c < 0x80 ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                                 : c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F);
    if (letter) letters.append(folded, from, i - from);
  }
  return letters;
}

WorkIdentity identity_of(const IndexedDocument& d) {
  const Document& x = d.document;
  return {x.pmcid, x.pmid, x.doi, x.nct, title_letters(x.title), is_page(d.reader), d.id};
}

std::vector<std::vector<std::size_t>> same_works(const std::vector<WorkIdentity>& sources) {
  Groups groups(sources);
  const auto by = [](Scheme scheme) { return [scheme](const WorkIdentity& w) { return w.*scheme; }; };
  const Scheme pmcid = &WorkIdentity::pmcid, pmid = &WorkIdentity::pmid, doi = &WorkIdentity::doi;
  join_by(groups, sources, by(pmcid), {});
  join_by(groups, sources, by(pmid), {pmcid});
  join_by(groups, sources, by(doi), {pmcid, pmid});
  const auto trial_and_title = [](const WorkIdentity& w) {
    return w.nct.empty() || w.title.empty() ? std::string() : w.nct + '|' + w.title;
  };
  join_by(groups, sources, trial_and_title, {pmcid, pmid, doi});
  // The same bytes, without any identifier.
  join_by(groups, sources, [](const WorkIdentity& w) { return w.id.starts_with("sha256:") ? w.id : ""; }, {});
  join_pages(groups, sources);
  std::map<std::size_t, std::vector<std::size_t>> found;
  for (std::size_t i = 0; i < sources.size(); ++i) found[groups.root(i)].push_back(i);
  std::vector<std::vector<std::size_t>> works;
  for (auto& [root, members] : found) works.push_back(std::move(members));
  return works;
}

bool gives_text_before(const IndexedDocument& a, const IndexedDocument& b) {
  const auto rank = [](const IndexedDocument& d) {
    return std::tuple(has_full_text(d), !is_page(d.reader), d.document.full_text, d.document.text.size());
  };
  const auto rank_a = rank(a), rank_b = rank(b);
  if (rank_a != rank_b) return rank_a > rank_b;
  return std::tie(a.sha256, a.document.text) > std::tie(b.sha256, b.document.text);
}

void complete(Document& first, const std::vector<const Document*>& others) {
  const auto fill = [](auto& field, const auto& other) {
    if (field == std::remove_cvref_t<decltype(field)>()) field = other;
  };
  for (const Document* other : others) {
    const Document& o = *other;
    for (std::string Document::*field : {&Document::pmcid, &Document::pmid, &Document::doi, &Document::nct,
                                         &Document::title, &Document::journal, &Document::language, &Document::license,
                                         &Document::study_design, &Document::review_status, &Document::updated})
      fill(first.*field, o.*field);
    fill(first.year, o.year);
    fill(first.sample_size, o.sample_size);
    fill(first.authors, o.authors);
    add_missing(first.publication_types, o.publication_types);
    add_missing(first.keywords, o.keywords);
    add_missing(first.mesh, o.mesh);
    for (const Correction& correction : o.corrections)
      if (std::none_of(first.corrections.begin(), first.corrections.end(),
                       [&](const Correction& known) { return same_link(known, correction); }))
        first.corrections.push_back(correction);
    if (weight_of(o.retraction) < weight_of(first.retraction)) first.retraction = o.retraction;
  }
}

}  // namespace warrant
