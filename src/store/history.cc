// Runs and what they changed.
#include <map>

#include <fmt/format.h>

#include "sql.gen.h"
#include "src/base/clock.h"
#include "src/model/review.h"
#include "src/store/impl.h"
#include "src/store/keys.h"
#include "src/store/pack.h"

namespace warrant {

Result<void> Store::begin_run(std::string_view command, std::string_view version,
                              const std::vector<std::string>& inputs) {
  Database& database = impl_->database;
  WARRANT_TRY(transaction, Transaction::begin(database));
  WARRANT_TRY(nr, database.integer(sql::read::next_run));
  WARRANT_CHECK(database.run(sql::write::insert_run, nr, command, utc_now(), version, pack_strings(inputs)));
  WARRANT_CHECK(transaction.commit());
  impl_->run = nr;
  return {};
}

Result<void> Store::end_run(const Run& r) {
  Database& database = impl_->database;
  if (impl_->run == 0) return fail(ErrorCode::kInvalidArgument, "no run was begun");
  WARRANT_TRY(transaction, Transaction::begin(database));
  WARRANT_CHECK(database.run(sql::write::finish_run, utc_now(), r.interrupted, r.created, r.updated, r.unchanged,
                             r.withdrawn, r.skipped, r.failed, r.claims, r.source_bytes, r.seconds, impl_->run));
  for (const auto& [kind, counts] : r.counts)
    for (const auto& [name, count] : counts)
      WARRANT_CHECK(database.run(sql::write::insert_run_count, impl_->run, kind, name, count));
  impl_->run = 0;
  return transaction.commit();
}

Result<std::int64_t> Store::last_run() const { return impl_->database.integer(sql::read::last_run); }

Result<std::vector<Run>> Store::runs() const {
  Database& database = impl_->database;
  std::vector<Run> runs;
  WARRANT_TRY(row, database.prepare(sql::read::runs));
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return runs;
    Run r;
    r.nr = row.integer(0);
    r.command = row.string(1);
    r.started = row.string(2);
    r.finished = row.string(3);
    r.version = row.string(4);
    r.inputs = unpack_strings(row.text(5));
    r.interrupted = row.integer(6) != 0;
    r.created = row.integer(7);
    r.updated = row.integer(8);
    r.unchanged = row.integer(9);
    r.withdrawn = row.integer(10);
    r.skipped = row.integer(11);
    r.failed = row.integer(12);
    r.claims = row.integer(13);
    r.source_bytes = row.integer(14);
    r.seconds = row.real(15);
    WARRANT_TRY(counts, database.prepare(sql::read::run_counts));
    counts.bind(r.nr);
    while (true) {
      WARRANT_TRY(more, counts.step());
      if (!more) break;
      r.counts[counts.string(0)][counts.string(1)] = counts.real(2);
    }
    runs.push_back(std::move(r));
  }
}

Result<std::vector<DocumentChange>> Store::changes(std::int64_t since_run) const {
  Database& database = impl_->database;
  // A document that came and went in between is no change; one that was there before is changed or gone.
  struct Fate {
    bool was_there = false, is_there = false, renamed = false;
  };
  std::map<std::string, Fate> fates;
  {
    WARRANT_TRY(row, database.prepare(sql::read::document_changes));
    row.bind(since_run);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      const auto [at, first] = fates.try_emplace(row.string(0));
      if (first) at->second.was_there = row.text(1) != "new";
      at->second.renamed = row.text(1) == "renamed";
      at->second.is_there = row.text(1) != "withdrawn" && !at->second.renamed;
    }
  }
  // What has another id now was there under the former one.
  for (auto at = fates.begin(); at != fates.end();) {
    if (!at->second.renamed) {
      ++at;
      continue;
    }
    if (at->second.was_there)
      if (const auto nr = impl_->find_document(at->first)) {
        WARRANT_TRY(ref, impl_->document_ref(*nr));
        fates[ref.id].was_there = fates[ref.id].is_there = true;
      }
    at = fates.erase(at);
  }
  std::map<std::string, std::map<std::string, std::string>> claims;  // document -> claim -> what came last
  {
    WARRANT_TRY(row, database.prepare(sql::read::claim_changes));
    row.bind(since_run);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      std::string& what = claims[row.string(0)][row.string(1)];
      const std::string_view now = row.text(2);
      // A new claim that moves is still new; one that came and went, or went and came again, is no change.
      if (what.empty() || (now != "moved" && what == "moved"))
        what = now;
      else if (now != "moved" && now != what)
        what.clear();
    }
  }
  // A work that a new notice marks is changed, though not one byte of its own record is.
  for (const auto& [document, fate] : std::map(fates)) {
    if (fate.was_there || !fate.is_there) continue;
    WARRANT_TRY(marked, impl_->marked_by(document));
    for (const std::string& work : marked)
      if (const auto [at, first] = fates.try_emplace(work); first) at->second.was_there = at->second.is_there = true;
  }
  std::vector<DocumentChange> changes;
  for (const auto& [document, fate] : fates) {
    if (!fate.was_there && !fate.is_there) continue;
    DocumentChange change;
    change.document = document;
    change.what = !fate.is_there ? "withdrawn" : fate.was_there ? "changed" : "new";
    if (fate.is_there) {
      WARRANT_TRY(nr, impl_->find_document(document));
      WARRANT_TRY(ref, impl_->document_ref(nr));
      change.title = ref.title;
      change.retraction = ref.retraction;
      if (!fate.was_there) {
        WARRANT_TRY(row, database.prepare(sql::read::claim_places));
        row.bind(nr);
        while (true) {
          WARRANT_TRY(found, row.step());
          if (!found) break;
          change.new_claims.push_back(row.string(0));
        }
      }
    }
    if (fate.was_there)
      for (const auto& [claim, what] : claims[document]) {
        if (what == "new") change.new_claims.push_back(claim);
        if (what == "moved") change.moved_claims.push_back(claim);
        if (what == "withdrawn") change.withdrawn_claims.push_back(claim);
      }
    changes.push_back(std::move(change));
  }
  return changes;
}

Result<std::vector<std::string>> Store::Impl::marked_by(std::string_view id) {
  WARRANT_TRY(notice, find_document(id));
  std::vector<std::string> names;
  {
    WARRANT_TRY(row, database.prepare(sql::read::corrections));
    row.bind(notice);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      if (row.text(0) != "retracted" && row.text(0) != "concerned") continue;
      for (const auto& [prefix, column] : {std::pair{"", 3}, {"pmid:", 2}, {"doi:", 1}})
        if (!row.text(column).empty()) names.push_back(prefix + row.string(column));
    }
  }
  std::vector<std::string> works;
  for (const std::string& name : names)
    if (const auto nr = find_document(name); nr && *nr != notice) {
      WARRANT_TRY(ref, document_ref(*nr));
      works.push_back(std::move(ref.id));
    }
  return works;
}

Result<std::vector<ClaimPlace>> Store::Impl::claim_places(std::int64_t nr) {
  std::vector<ClaimPlace> places;
  WARRANT_TRY(row, database.prepare(sql::read::claim_places));
  row.bind(nr);
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return places;
    places.push_back({row.string(0), row.uint32(1)});
  }
}

Result<void> Store::Impl::keep_version(std::string_view id, std::int64_t nr) {
  return database.run(sql::write::keep_version, id, run, nr);
}

Error Store::Impl::not_here(std::string_view id) {
  Error error{ErrorCode::kNotFound, "no such document in the store", std::string(id)};
  if (id.starts_with("c:")) {
    error.message = "no such claim in the store";
    if (auto row = database.prepare(sql::read::claim_fate); row) {
      if (const auto found = row->bind(id).step(); found && *found && row->text(1) == "withdrawn")
        error.message = fmt::format("withdrawn by run {} ({}): {} says it no longer", row->integer(2),
                                    row->text(3).substr(0, 10), row->text(0));
    }
    return error;
  }
  const Identifier other = parse_identifier(id);
  for (const std::string& name : {std::string(id), other.pmcid, other.pmid.empty() ? "" : "pmid:" + other.pmid,
                                  other.doi.empty() ? "" : "doi:" + other.doi}) {
    auto row = database.prepare(sql::read::withdrawal);
    if (name.empty() || !row) continue;
    if (const auto found = row->bind(name).step(); !found || !*found) continue;
    const std::string source = row->string(1);
    error.message = fmt::format("withdrawn on {}{}", row->text(0).substr(0, 10),
                                source.empty() ? "" : fmt::format(" by {}", source));
    break;
  }
  return error;
}

Result<void> Store::Impl::record_withdrawal(std::string_view id, const std::vector<ClaimPlace>& claims) {
  if (run == 0) return {};
  for (const ClaimPlace& claim : claims)
    WARRANT_CHECK(database.run(sql::write::insert_claim_change, run, id, claim.id, "withdrawn"));
  return database.run(sql::write::insert_document_change, run, id, "withdrawn");
}

Result<void> Store::Impl::record_succession(const IndexedDocument& d, const std::vector<const StoredWork*>& before) {
  WARRANT_CHECK(database.run(sql::write::delete_former_id, d.id));
  bool same_id = false;
  for (const StoredWork* work : before) {
    if (work->id == d.id) {
      same_id = true;
      continue;
    }
    WARRANT_CHECK(database.run(sql::write::move_former_ids, d.id, work->id));
    WARRANT_CHECK(database.run(sql::write::rename_versions, d.id, work->id));
    WARRANT_CHECK(database.run(sql::write::put_former_id, work->id, d.id));
    if (run != 0) WARRANT_CHECK(database.run(sql::write::insert_document_change, run, work->id, "renamed"));
  }
  if (run == 0) return {};
  WARRANT_CHECK(database.run(sql::write::insert_document_change, run, d.id, same_id ? "changed" : "new"));
  std::map<std::string_view, std::uint32_t> old;
  std::map<std::string_view, std::vector<std::string_view>> old_words;  // claims with these words
  for (const StoredWork* work : before)
    for (const ClaimPlace& claim : work->claims) {
      old.emplace(claim.id, claim.start);
      old_words[claim.words].push_back(claim.id);
    }
  if (before.empty()) return {};
  const auto record = [&](std::string_view claim, std::string_view what) {
    return database.run(sql::write::insert_claim_change, run, d.id, claim, what);
  };
  std::vector<const Claim*> other_ids;
  for (const Claim& claim : d.claims) {
    const auto at = old.find(claim.id);
    if (at == old.end()) {
      other_ids.push_back(&claim);
      continue;
    }
    if (at->second != claim.span.start) WARRANT_CHECK(record(claim.id, "moved"));
    old.erase(at);
  }
  for (const Claim* claim : other_ids) {
    const auto same_words = old_words.find(claim_words(*claim, slice(d.document.text, claim->span)));
    if (same_words != old_words.end())
      std::erase_if(same_words->second, [&](std::string_view id) { return !old.contains(id); });
    const bool moved = same_words != old_words.end() && !same_words->second.empty();
    WARRANT_CHECK(record(claim->id, moved ? "moved" : "new"));
    if (moved) old.erase(same_words->second.front());
  }
  for (const auto& [claim, start] : old) WARRANT_CHECK(record(claim, "withdrawn"));
  return {};
}

Result<void> Store::Impl::record_change(const std::string& id, const std::vector<ClaimPlace>& before,
                                        const std::vector<Claim>& after, bool same) {
  if (run == 0) return {};
  std::map<std::string_view, std::uint32_t> old;
  for (const ClaimPlace& place : before) old.emplace(place.id, place.start);
  bool changed = !same;
  const auto record = [&](std::string_view claim, std::string_view what) {
    changed = true;
    return database.run(sql::write::insert_claim_change, run, id, claim, what);
  };
  for (const Claim& claim : after) {
    const auto at = old.find(claim.id);
    if (at == old.end()) {
      WARRANT_CHECK(record(claim.id, "new"));
      continue;
    }
    if (at->second != claim.span.start) WARRANT_CHECK(record(claim.id, "moved"));
    old.erase(at);
  }
  for (const auto& [claim, start] : old) WARRANT_CHECK(record(claim, "withdrawn"));
  return changed ? database.run(sql::write::insert_document_change, run, id, "changed") : Result<void>();
}

Result<std::vector<std::string>> Store::outdated_ids() const {
  WARRANT_TRY(row, impl_->database.prepare(sql::read::outdated_documents));
  row.bind(impl_->versions);
  std::vector<std::string> ids;
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return ids;
    ids.push_back(row.string(0));
  }
}

}  // namespace warrant
