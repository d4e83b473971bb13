// Works with several sources. A work's text is that of one source, its metadata come from all; which sources are one
// work is decided anew, from the set alone, whenever one comes or goes, so the order of arrival changes nothing.
#include <algorithm>
#include <map>
#include <set>

#include "sql.gen.h"
#include "src/base/clock.h"
#include "src/model/claim_ids.h"
#include "src/model/review.h"
#include "src/model/work.h"
#include "src/store/checksum.h"
#include "src/store/impl.h"
#include "src/store/keys.h"
#include "src/store/pack_document.h"

namespace warrant {
namespace {

// An identifier that so many works carry tells none of them (the abstracts of a congress under one DOI).
constexpr std::size_t kMostWorks = 64;

enum class Slot { kBeside, kInstead, kBehind };  // of a new source relative to one that is here

// What comes after the source that is here takes its place; the rest are sources of their own. `current`: the one here
// is derived by the versions of now.
Slot slot_of(const IndexedDocument& d, bool current, const WorkSource& here) {
  const IndexedDocument& h = here.document;
  if (h.sha256 == d.sha256 && h.document.text == d.document.text && h.id == d.id) {
    const bool derived_alike = h.reader == d.reader && current;
    return !derived_alike || d.source < h.source ? Slot::kInstead : Slot::kBehind;
  }
  const std::string release = release_of(d.source), release_here = release_of(h.source);
  if (!release.empty() && !release_here.empty() && d.document.pmid == h.document.pmid)
    return release < release_here ? Slot::kBehind : Slot::kInstead;
  if (d.source == h.source) {
    const bool unnamed = h.id.starts_with("sha256:");
    if (d.id == h.id || unnamed || same_works({identity_of(d), identity_of(h)}).size() == 1) {
      if (d.sha256 != h.sha256) return Slot::kInstead;  // the source's new bytes
      if (!unnamed) return gives_text_before(d, h) ? Slot::kInstead : Slot::kBehind;
    }
  }
  if (same_content(d, h)) return d.sha256 > h.sha256 ? Slot::kInstead : Slot::kBehind;
  return Slot::kBeside;
}

// The metadata alone: what a source says of itself when its text is the work's.
IndexedDocument without_text(const IndexedDocument& d) {
  IndexedDocument bare = d;
  Document& x = bare.document;
  x.text.clear();
  x.passages.clear();
  x.sections.clear();
  x.tables.clear();
  x.references.clear();
  x.anchors.clear();
  x.superscripts.clear();
  x.source_runs.clear();
  x.skipped.clear();
  x.short_forms.clear();
  bare.sentences.clear();
  bare.claims.clear();
  bare.coverage.clear();
  return bare;
}

// The other way round: `bare` with the text and all that is derived of `whole`.
void give_text(IndexedDocument& bare, IndexedDocument whole) {
  Document &x = bare.document, &y = whole.document;
  x.text = std::move(y.text);
  x.passages = std::move(y.passages);
  x.sections = std::move(y.sections);
  x.tables = std::move(y.tables);
  x.references = std::move(y.references);
  x.anchors = std::move(y.anchors);
  x.superscripts = std::move(y.superscripts);
  x.source_runs = std::move(y.source_runs);
  x.skipped = std::move(y.skipped);
  x.short_forms = std::move(y.short_forms);
  bare.sentences = std::move(whole.sentences);
  bare.claims = std::move(whole.claims);
  bare.coverage = std::move(whole.coverage);
}

}  // namespace

bool same_content(const IndexedDocument& a, const IndexedDocument& b) {
  if (a.document.text != b.document.text || a.reader != b.reader) return false;
  IndexedDocument x = a, y = b;
  for (IndexedDocument* d : {&x, &y}) {
    d->source.clear();
    d->sha256.clear();
    d->source_bytes = 0;
  }
  return pack(x) == pack(y);
}

Result<std::vector<std::int64_t>> Store::Impl::works_near(const Document& document, std::string_view id) {
  std::set<std::int64_t> rows;
  WARRANT_TRY(row, database.prepare(sql::read::works_near));
  row.bind(id, document.pmcid, document.pmid, document.doi, document.nct);
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) break;
    rows.insert(row.integer(0));
  }
  return std::vector<std::int64_t>(rows.begin(), rows.end());
}

Result<std::vector<WorkSource>> Store::Impl::sources_of(std::int64_t nr) {
  std::vector<WorkSource> sources;
  WARRANT_TRY(whole, load(nr));
  {
    WARRANT_TRY(row, database.prepare(sql::read::work_sources));
    row.bind(nr);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      WARRANT_TRY(document, unpack_document(row.blob(7)));
      document.source = row.string(2);
      sources.push_back({std::move(document), row.string(6)});
    }
  }
  if (sources.empty()) {
    WARRANT_TRY(row, database.prepare(sql::read::identity_of_row));
    WARRANT_TRY(found, row.bind(nr).step());
    sources.push_back({std::move(whole), found ? row.string(6) : std::string()});
  } else {
    give_text(sources.front().document, std::move(whole));
  }
  assign_claim_ids(sources.front().document);  // its claims have the ids of the work
  return sources;
}

Result<std::vector<SourceRecord>> Store::Impl::source_records(std::int64_t nr) {
  std::vector<SourceRecord> records;
  {
    WARRANT_TRY(row, database.prepare(sql::read::work_sources));
    row.bind(nr);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      records.push_back({row.string(2), row.string(3), row.string(4), row.string(5)});
    }
  }
  if (!records.empty()) return records;
  WARRANT_TRY(row, database.prepare(sql::read::document_row));
  WARRANT_TRY(found, row.bind(nr).step());
  if (found) records.push_back({row.string(1), row.string(2), row.string(3), row.string(5)});
  return records;
}

Result<StoredWork> Store::Impl::load_work(std::int64_t nr) {
  StoredWork work;
  work.nr = nr;
  {
    WARRANT_TRY(row, database.prepare(sql::read::identity_of_row));
    WARRANT_TRY(found, row.bind(nr).step());
    if (!found) return fail(ErrorCode::kCorrupt, "a document row is missing", database.path());
    work.id = row.string(0);
    work.first_sentence = row.integer(7);
    work.sentences = row.integer(8);
  }
  WARRANT_TRY(places, claim_places(nr));
  work.claims = std::move(places);
  WARRANT_TRY(sources, sources_of(nr));
  work.sources = std::move(sources);
  const IndexedDocument& text = work.sources.front().document;
  for (std::size_t i = 0; i < work.claims.size() && i < text.claims.size(); ++i)
    work.claims[i].words = claim_words(text.claims[i], slice(text.document.text, text.claims[i].span));
  return work;
}

// The works of `rows`, those that share an identifier with them, and so on.
Result<std::vector<StoredWork>> Store::Impl::load_works_around(std::vector<std::int64_t> rows) {
  std::set<std::int64_t> known(rows.begin(), rows.end());
  std::vector<StoredWork> works;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    WARRANT_TRY(work, load_work(rows[i]));
    for (const WorkSource& source : work.sources) {
      WARRANT_TRY(near, works_near(source.document.document, source.document.id));
      if (near.size() > kMostWorks || rows.size() > kMostWorks) continue;
      for (const std::int64_t nr : near)
        if (known.insert(nr).second) rows.push_back(nr);
    }
    works.push_back(std::move(work));
  }
  return works;
}

Result<Change> Store::Impl::put_among(const IndexedDocument& d, const std::vector<std::int64_t>& rows) {
  WARRANT_TRY(works, load_works_around(rows));
  for (const StoredWork& work : works)
    for (const WorkSource& source : work.sources)
      if (slot_of(d, is_current(source.versions), source) == Slot::kBehind) return Change::kUnchanged;
  for (StoredWork& work : works) {
    const std::size_t before = work.sources.size();
    const std::string text_before = work.sources.front().document.document.text;
    std::erase_if(work.sources, [&](const WorkSource& source) {
      return slot_of(d, is_current(source.versions), source) == Slot::kInstead;
    });
    if (work.sources.size() == before) continue;
    // What gave the text and is now replaced is an older version.
    if ((work.sources.empty() || work.sources.front().document.document.text != text_before) &&
        d.document.text != text_before)
      WARRANT_CHECK(keep_version(work.id, work.nr));
    work.touched = true;
    work.replaced = work.sources.empty();
  }
  return regroup(works, WorkSource{d, versions});
}

Result<Change> Store::Impl::regroup(std::vector<StoredWork>& works, std::optional<WorkSource> added) {
  struct Source {
    WorkSource* source;
    std::size_t work;  // it is in now; works.size() = none
  };
  std::vector<Source> sources;
  for (std::size_t w = 0; w < works.size(); ++w)
    for (WorkSource& source : works[w].sources) sources.push_back({&source, w});
  if (added) sources.push_back({&*added, works.size()});
  std::vector<WorkIdentity> identities;
  for (const Source& source : sources) identities.push_back(identity_of(source.source->document));

  struct Group {
    std::vector<Source> sources;  // the one that gives the text first
    IndexedDocument document;
  };
  std::vector<Group> groups;
  for (const std::vector<std::size_t>& members : same_works(identities)) {
    Group& group = groups.emplace_back();
    for (const std::size_t i : members) group.sources.push_back(sources[i]);
    std::sort(group.sources.begin(), group.sources.end(), [](const Source& a, const Source& b) {
      return gives_text_before(a.source->document, b.source->document);
    });
  }
  // Ids go to the fuller works first: two pages may print the same DOI and not be the same.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return gives_text_before(a.sources.front().source->document, b.sources.front().source->document);
  });
  std::set<std::string> taken;
  std::vector<Group> to_store;
  for (Group& group : groups) {
    group.document = group.sources.front().source->document;
    std::vector<const Document*> others;
    for (std::size_t i = 1; i < group.sources.size(); ++i)
      others.push_back(&group.sources[i].source->document.document);
    complete(group.document.document, others);
    const Document& x = group.document.document;
    if (!x.pmcid.empty() || !x.pmid.empty() || !x.doi.empty())
      group.document.id = document_id(x, group.document.sha256);
    if (!taken.insert(group.document.id).second) {
      group.document.id = "sha256:" + group.document.sha256.substr(0, 12);
      taken.insert(group.document.id);
    }
    const std::size_t w = group.sources.front().work;
    const bool as_before =
        w < works.size() && !works[w].touched && works[w].id == group.document.id &&
        works[w].sources.size() == group.sources.size() &&
        std::all_of(group.sources.begin(), group.sources.end(), [&](const Source& s) { return s.work == w; });
    if (!as_before) to_store.push_back(std::move(group));
  }
  for (const Group& group : to_store)
    for (const Source& source : group.sources)
      if (source.work < works.size()) works[source.work].touched = true;
  for (const StoredWork& work : works)
    if (work.touched) WARRANT_CHECK(erase(work.nr, work.first_sentence, work.sentences));

  Change change = Change::kUpdated;
  std::vector<char> succeeded(works.size(), 0);
  for (Group& group : to_store) {
    IndexedDocument& document = group.document;
    assign_claim_ids(document);
    const std::int64_t nr = next.document;
    WARRANT_TRY(prepared, preparer.prepare(document));
    if (!prepared.defect.empty()) return fail(ErrorCode::kCorrupt, std::move(prepared.defect), document.source);
    WARRANT_CHECK(insert(document, std::move(prepared), group.sources.front().source->versions));
    if (group.sources.size() > 1)
      for (std::size_t i = 0; i < group.sources.size(); ++i)
        WARRANT_CHECK(insert_source(nr, i, *group.sources[i].source));
    // What it was before: the works whose text it takes or holds, and what the new source replaces.
    std::vector<const StoredWork*> before;
    const bool holds_added = added && std::any_of(group.sources.begin(), group.sources.end(),
                                                  [&](const Source& s) { return s.source == &*added; });
    for (std::size_t w = 0; w < works.size(); ++w) {
      const bool part = std::any_of(group.sources.begin(), group.sources.end(), [&](const Source& s) {
        return s.work == w && (s.source == &works[w].sources.front());
      });
      if (succeeded[w] != 0 || !(part || (works[w].replaced && holds_added))) continue;
      succeeded[w] = 1;
      before.push_back(&works[w]);
    }
    if (holds_added && before.empty()) change = Change::kNew;
    WARRANT_CHECK(record_succession(document, before));
  }
  for (std::size_t w = 0; w < works.size(); ++w)
    if (works[w].touched && succeeded[w] == 0) WARRANT_CHECK(record_withdrawal(works[w].id, works[w].claims));
  return change;
}

Result<void> Store::Impl::insert_source(std::int64_t nr, std::size_t ordinal, const WorkSource& source) {
  IndexedDocument own = ordinal == 0 ? without_text(source.document) : source.document;
  own.source.clear();  // a machine's path; has a column of its own
  const std::string packed = pack(own);
  Checksum sum;
  sum.add(own.id).add(packed);
  return database.run(sql::write::insert_work_source, nr, static_cast<std::int64_t>(ordinal), own.id,
                      source.document.source, own.media_type, own.sha256, own.reader, source.versions, BlobView{packed},
                      sum.value());
}

Result<void> Store::Impl::check_sources(std::int64_t nr, const std::string& id, std::vector<Problem>& problems) {
  WARRANT_TRY(row, database.prepare(sql::read::work_sources));
  row.bind(nr);
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return {};
    Checksum sum;
    sum.add(row.text(1)).add(row.blob(7));
    if (sum.value() != row.integer(8)) problems.push_back({"source", id, "one of its sources is not what was stored"});
  }
}

Result<std::vector<IndexedDocument>> Store::sources(std::string_view id) const {
  WARRANT_TRY(nr, impl_->find_document(id));
  WARRANT_TRY(sources, impl_->sources_of(nr));
  std::vector<IndexedDocument> documents;
  for (WorkSource& source : sources) documents.push_back(std::move(source.document));
  return documents;
}

Result<Change> Store::foresee(const IndexedDocument& d) const {
  WARRANT_TRY(rows, impl_->works_near(d.document, d.id));
  for (const std::int64_t nr : rows) {
    WARRANT_TRY(sources, impl_->sources_of(nr));
    for (const WorkSource& source : sources)
      if (source.document.sha256 == d.sha256 && source.document.reader == d.reader &&
          impl_->is_current(source.versions))
        return Change::kUnchanged;
  }
  return rows.empty() ? Change::kNew : Change::kUpdated;
}

Result<void> Store::Impl::withdraw_record(std::string_view id, std::string_view by_source) {
  const std::string release = release_of(by_source);
  Document named;
  named.pmid = id.substr(id.find(':') + 1);
  WARRANT_TRY(rows, works_near(named, id));
  WARRANT_TRY(works, load_works_around(rows));
  bool withdrawn = false, came_back = false;
  std::vector<std::string> dropped_sources;
  for (StoredWork& work : works) {
    const std::size_t before = work.sources.size();
    std::erase_if(work.sources, [&](const WorkSource& source) {
      const IndexedDocument& d = source.document;
      if (d.id != id && (d.document.pmid != named.pmid || !d.reader.starts_with("pubmed@"))) return false;
      if (!release.empty() && release < release_of(d.source)) {
        came_back = true;
        return false;
      }
      dropped_sources.push_back(d.source);
      return true;
    });
    if (work.sources.size() == before) continue;
    withdrawn = work.touched = true;
    if (work.sources.empty() && work.id != id)
      WARRANT_CHECK(database.run(sql::write::put_tombstone, work.id, utc_now(), by_source));
  }
  WARRANT_TRY(tombstone, database.prepare(sql::read::tombstone));
  WARRANT_TRY(known, tombstone.bind(id).step());
  const bool later = !known || release_of(tombstone.text(0)) < release;
  if (withdrawn || (!release.empty() && !came_back && later))
    WARRANT_CHECK(database.run(sql::write::put_tombstone, id, utc_now(), by_source));
  if (!withdrawn) return fail(ErrorCode::kNotFound, "no such document in the store", std::string(id));
  // A withdrawal by a numbered file outlives what comes again; any other source must be read again to tell.
  if (release.empty())
    for (const std::string& source : dropped_sources) WARRANT_CHECK(database.run(sql::write::delete_source, source));
  WARRANT_TRY(change, regroup(works, std::nullopt));
  static_cast<void>(change);
  return {};
}

}  // namespace warrant
