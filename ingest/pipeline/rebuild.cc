#include "ingest/pipeline/rebuild.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

#include "ingest/pipeline/record.h"

namespace warrant {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatch = 128;
constexpr const char* kCompanions[] = {"", "-wal", "-shm"};

void remove_store(const std::string& path) {
  std::error_code ignored;
  for (const char* suffix : kCompanions) fs::remove(path + suffix, ignored);
}

// Puts `target` at `path`, and what stood there at `aside`. There is a store at `path` all the time, so that nobody
// begins a new one there; it never meets the log of the other.
std::error_code take_place(const std::string& target, const std::string& path, const std::string& aside) {
  std::error_code error;
  remove_store(aside);
  fs::create_hard_link(path, aside, error);
  if (error) fs::rename(path, aside, error);  // a file system without links
  for (const char* suffix : {"-wal", "-shm"})
    if (!error && fs::exists(path + suffix, error)) fs::rename(path + suffix, aside + suffix, error);
  if (!error) fs::rename(target, path, error);
  return error;
}

// Everything whose text is sound, derived again, into the new store; the ids of the rest.
Result<std::vector<std::string>> take_sound(const Store& old, Store& fresh, const std::vector<std::string>& ids,
                                            RebuildReport& report) {
  std::vector<std::string> damaged;
  for (std::size_t first = 0; first < ids.size(); first += kBatch) {
    std::vector<IndexedDocument> documents;
    for (std::size_t i = first; i < std::min(first + kBatch, ids.size()); ++i) {
      Result<std::vector<IndexedDocument>> sources = old.sound_sources(ids[i]);
      if (sources) {
        std::move(sources->begin(), sources->end(), std::back_inserter(documents));
        ++report.documents;
      } else {
        damaged.push_back(ids[i]);
      }
    }
    tbb::parallel_for(std::size_t{0}, documents.size(), [&](std::size_t i) {
      StageSeconds seconds;
      derive_again(documents[i], seconds);
    });
    WARRANT_CHECK(fresh.begin());
    for (const IndexedDocument& document : documents) WARRANT_CHECK(fresh.put(document));
    WARRANT_CHECK(fresh.commit());
    WARRANT_CHECK(fresh.maintain());
  }
  return damaged;
}

// The damaged ones from their sources, as far as these still are where they were.
Result<void> read_again(const Store& old, Store& fresh, const std::vector<std::string>& ids,
                        const std::vector<std::string>& damaged, const IngestOptions& options, RebuildReport& report) {
  std::set<std::string> files;
  for (const std::string& id : damaged) {
    const Result<std::vector<SourceRecord>> sources = old.source_records(id);
    if (!sources) continue;
    for (const SourceRecord& source : *sources) {
      const std::string file = source.source.substr(0, source.source.find('!'));
      if (std::error_code error; fs::exists(file, error)) files.insert(file);
    }
  }
  if (!files.empty()) {
    IngestOptions with = options;
    with.paths.assign(files.begin(), files.end());
    with.rehash = with.reread = true;
    WARRANT_CHECK(ingest(fresh, with));
  }
  WARRANT_TRY(now, fresh.document_ids());
  for (const std::string& id : damaged)
    (std::binary_search(now.begin(), now.end(), id) ? report.read_again : report.lost).push_back(id);
  // Works that had been taken out of the store do not come back with their archive.
  for (const std::string& id : now)
    if (!std::binary_search(ids.begin(), ids.end(), id)) WARRANT_CHECK(fresh.remove(id));
  return {};
}

Result<RebuildReport> rebuild_into(Store& old, const std::string& target, const IngestOptions& options) {
  RebuildReport report;
  WARRANT_TRY(fresh, Store::open(target, Store::Mode::kWrite));
  fresh.use_versions(pipeline_versions());
  WARRANT_CHECK(old.begin());  // nobody writes meanwhile
  WARRANT_TRY(ids, old.document_ids());
  WARRANT_TRY(lost_tables, fresh.adopt(old));
  report.lost_tables = std::move(lost_tables);
  WARRANT_TRY(damaged, take_sound(old, fresh, ids, report));
  if (!damaged.empty()) WARRANT_CHECK(read_again(old, fresh, ids, damaged, options, report));
  WARRANT_CHECK(old.rollback());
  Run counts;
  counts.unchanged = static_cast<std::int64_t>(report.documents);
  counts.updated = static_cast<std::int64_t>(report.read_again.size());
  counts.failed = static_cast<std::int64_t>(report.lost.size());
  WARRANT_CHECK(fresh.begin_run("rebuild", options.program_version, {}));
  WARRANT_CHECK(fresh.end_run(counts));
  return report;
}

}  // namespace

Result<RebuildReport> rebuild(const std::string& path, const IngestOptions& options) {
  const int jobs = options.jobs > 0 ? options.jobs : tbb::info::default_concurrency();
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(jobs));
  const std::string target = path + ".rebuilt", aside = path + ".damaged";
  remove_store(target);
  // A rebuild that was killed while the files changed places: the log stands with the other name of this file already.
  if (std::error_code ignored; fs::equivalent(path, aside, ignored) && !fs::exists(path + "-wal", ignored))
    fs::rename(aside + "-wal", path + "-wal", ignored);
  std::optional<RebuildReport> report;
  {
    WARRANT_TRY(old, Store::open(path, Store::Mode::kWrite));
    Result<RebuildReport> done = rebuild_into(old, target, options);
    if (!done) {
      remove_store(target);
      return tl::unexpected(std::move(done).error());
    }
    report = std::move(*done);
  }
  if (const std::error_code error = take_place(target, path, aside); error)
    return fail(ErrorCode::kIo, "the rebuilt store could not take its place: " + error.message(), target);
  remove_store(target);  // what SQLite may have left beside it
  report->aside = aside;
  return std::move(*report);
}

}  // namespace warrant
