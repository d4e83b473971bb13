// Store: opening, transactions, upkeep and counts. The rest of its functions stand in write, read, dump and check.
#include "src/store/store.h"

#include <algorithm>
#include <utility>

#include "sql.gen.h"
#include "src/store/impl.h"
#include "src/store/migrate.h"
#include "src/store/retrieval_index.h"

namespace warrant {

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, Mode mode, int busy_timeout_ms) {
  WARRANT_TRY(database, Database::open(path, mode == Mode::kRead ? Database::Mode::kRead : Database::Mode::kWrite,
                                       busy_timeout_ms));
  if (mode == Mode::kWrite) {
    WARRANT_CHECK(migrate(database));
    WARRANT_CHECK(database.execute(sql::write::open));
  } else {
    WARRANT_TRY(version, stored_schema(database));
    if (version < schema_version())
      return fail(ErrorCode::kStore, "the store has an older schema: one ingest into it brings it up to date", path);
  }
  auto impl = std::make_unique<Impl>(std::move(database));
  impl->retrieval = make_retrieval(impl->database);
  return Store(std::move(impl));
}

Result<void> Store::begin() {
  WARRANT_CHECK(impl_->database.run(sql::write::begin));
  return impl_->load_next_rows();
}

Result<void> Store::commit() {
  WARRANT_CHECK(impl_->index_pending());
  return impl_->database.run(sql::write::commit);
}

Result<void> Store::rollback() {
  impl_->forget_pending();
  return impl_->database.run(sql::write::rollback);
}

// put and remove outside begin() … commit() are transactions of their own.
Result<Change> Store::put(const IndexedDocument& document) {
  WARRANT_TRY(prepared, impl_->preparer.prepare(document));
  return put(document, std::move(prepared));
}

Result<Change> Store::put(const IndexedDocument& document, Prepared prepared) {
  if (impl_->database.in_transaction()) return impl_->put(document, std::move(prepared));
  WARRANT_TRY(transaction, Transaction::begin(impl_->database));
  WARRANT_CHECK(impl_->load_next_rows());
  WARRANT_TRY(change, impl_->put(document, std::move(prepared)));
  WARRANT_CHECK(impl_->index_pending());
  WARRANT_CHECK(transaction.commit());
  WARRANT_CHECK(maintain());
  return change;
}

Result<void> Store::remove(std::string_view document_id, std::string_view by_source) {
  if (impl_->database.in_transaction()) return impl_->remove(document_id, by_source);
  WARRANT_TRY(transaction, Transaction::begin(impl_->database));
  WARRANT_CHECK(impl_->load_next_rows());  // what other sources say of the work may be stored anew
  Result<void> removed = impl_->remove(document_id, by_source);
  // Also a work that is not here may leave a tombstone.
  if (removed || removed.error().code == ErrorCode::kNotFound) {
    WARRANT_CHECK(impl_->index_pending());
    WARRANT_CHECK(transaction.commit());
    WARRANT_CHECK(maintain());
  }
  return removed;
}

void Store::use_versions(std::string fingerprint, bool claims_later) {
  impl_->versions = (claims_later ? std::string(kClaimsLater) : "") + fingerprint;
}

Result<void> Store::finished(std::string_view source, std::string_view sha256, FileState file) {
  return impl_->database.run(sql::write::put_source, source, sha256, impl_->versions, file.bytes, file.changed_ns);
}

Result<bool> Store::is_current(std::string_view source, std::string_view sha256) {
  WARRANT_TRY(statement, impl_->database.prepare(sql::read::source));
  WARRANT_TRY(found, statement.bind(source).step());
  return found && statement.text(0) == sha256 && impl_->is_current(statement.text(1));
}

Result<bool> Store::is_current(std::string_view source, FileState file) {
  if (file.changed_ns == 0) return false;
  WARRANT_TRY(statement, impl_->database.prepare(sql::read::source));
  WARRANT_TRY(found, statement.bind(source).step());
  return found && impl_->is_current(statement.text(1)) && statement.integer(3) == file.changed_ns &&
         static_cast<std::uint64_t>(statement.integer(2)) == file.bytes;
}

Result<bool> Store::empty() {
  WARRANT_TRY(statement, impl_->database.prepare(sql::read::any_source));
  WARRANT_TRY(found, statement.step());
  return !found;
}

Result<void> Store::maintain() {
  // A page is merged as often as there are levels, about three times in a store of 200,000 documents: as much is merged
  // as was written, times that, so that merges keep up, and one document never waits for those of many.
  constexpr std::int64_t kTimes = 3, kAtLeast = 64, kStep = 512;
  for (const int index : {0, 1}) {
    const std::string_view statement = index == 0 ? sql::write::merge_index : sql::write::merge_rest;
    std::int64_t left = kAtLeast + kTimes * std::exchange(impl_->written_pages[index], 0);
    while (left > 0) {
      const std::int64_t step = std::min(left, kStep);
      const std::int64_t before = impl_->database.all_changed_rows();
      WARRANT_CHECK(impl_->database.run(statement, step));
      if (impl_->database.all_changed_rows() - before < 2) break;  // nothing left to merge (sqlite.org/fts5.html 6.8)
      left -= step;
    }
  }
  return {};
}

Result<StoreStatus> Store::status() const {
  StoreStatus status;
  Database& database = impl_->database;
  const auto count_into = [&](std::string_view sql, std::map<std::string, std::int64_t>& counts) -> Result<void> {
    WARRANT_TRY(statement, database.prepare(sql));
    while (true) {
      WARRANT_TRY(row, statement.step());
      if (!row) return {};
      counts[statement.string(0)] = statement.integer(1);
    }
  };
  WARRANT_CHECK(count_into(sql::read::count_by_kind, status.documents_by_kind));
  WARRANT_CHECK(count_into(sql::read::count_by_measure, status.claims_by_measure));
  WARRANT_CHECK(count_into(sql::read::count_by_reader, status.readers));
  WARRANT_CHECK(count_into(sql::read::count_by_extractor, status.extractors));
  WARRANT_CHECK(count_into(sql::read::count_coverage, status.numbers_by_reason));
  WARRANT_TRY(totals, database.prepare(sql::read::totals));
  WARRANT_TRY(row, totals.step());
  if (!row) return fail(ErrorCode::kStore, "the store cannot be counted", database.path());
  status.documents = totals.integer(0);
  status.passages = totals.integer(1);
  status.sentences = totals.integer(2);
  status.claims = totals.integer(3);
  status.references = totals.integer(4);
  status.resolved_references = totals.integer(5);
  status.text_bytes = totals.integer(6);
  status.file_bytes = totals.integer(7) * totals.integer(8);
  status.sqlite_version = totals.string(9);
  WARRANT_TRY(claims_later, database.integer(sql::read::count_claims_later, kClaimsLater));
  status.claims_later = claims_later;
  WARRANT_TRY(version, stored_schema(database));
  status.schema_version = version;
  return status;
}

Result<Searched> Store::extent() const {
  WARRANT_TRY(row, impl_->database.prepare(sql::read::extent));
  WARRANT_TRY(any, row.step());
  if (!any) return fail(ErrorCode::kStore, "the store cannot be counted", impl_->database.path());
  return Searched{row.integer(0), row.integer(1), row.integer(2)};
}

const Retrieval& Store::retrieval() const {
  (void)impl_->index_pending();  // a failure comes again, at the commit
  return *impl_->retrieval;
}

}  // namespace warrant
