#include <algorithm>
#include <chrono>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

#include "ingest/extract/coverage.h"
#include "ingest/extract/extractor.h"
#include "ingest/link/linker.h"
#include "ingest/pipeline/record.h"
#include "ingest/pipeline/stopwatch.h"
#include "ingest/segment/segmenter.h"
#include "src/language/abbreviation.h"
#include "src/model/claim_ids.h"

namespace warrant {
namespace {

constexpr std::size_t kBatch = 128;

// Loads, derives and stores `ids[first, last)` in the open transaction.
Result<void> reindex_batch(Store& store, const std::vector<std::string>& ids, std::size_t first, std::size_t last,
                           IngestReport& report) {
  Stopwatch watch;
  std::vector<IndexedDocument> documents;
  for (std::size_t i = first; i < last; ++i) {
    WARRANT_TRY(sources, store.sources(ids[i]));
    std::move(sources.begin(), sources.end(), std::back_inserter(documents));
  }
  report.stages.store += watch.lap();
  std::vector<StageSeconds> seconds(documents.size());
  tbb::parallel_for(std::size_t{0}, documents.size(), [&](std::size_t i) { derive_again(documents[i], seconds[i]); });
  watch.lap();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    report.stages.segment += seconds[i].segment;
    report.stages.extract += seconds[i].extract;
    report.stages.link += seconds[i].link;
    WARRANT_TRY(change, store.put(documents[i]));
    ++(change == Change::kUnchanged ? report.unchanged : report.updated);
    report.claims += documents[i].claims.size();
    report.source_bytes += documents[i].source_bytes;
    for (const Claim& claim : documents[i].claims)
      ++report.claims_by_measure[claim.measure.empty() ? claim.kind : claim.measure];
  }
  report.stages.store += watch.lap();
  return {};
}

}  // namespace

Run record_of(const IngestReport& report) {
  Run run;
  run.interrupted = report.interrupted;
  run.created = static_cast<std::int64_t>(report.created);
  run.updated = static_cast<std::int64_t>(report.updated);
  run.unchanged = static_cast<std::int64_t>(report.unchanged);
  run.withdrawn = static_cast<std::int64_t>(report.withdrawn);
  run.skipped = static_cast<std::int64_t>(report.skipped);
  run.failed = static_cast<std::int64_t>(report.failed);
  run.claims = static_cast<std::int64_t>(report.claims);
  run.source_bytes = static_cast<std::int64_t>(report.source_bytes);
  run.seconds = report.seconds;
  const auto count = [&](const char* kind, const std::map<std::string, std::uint64_t>& counts) {
    for (const auto& [name, n] : counts) run.counts[kind][name] = static_cast<double>(n);
  };
  count("skipped", report.skipped_by_reason);
  count("failed", report.failed_by_reason);
  count("claims", report.claims_by_measure);
  const StageSeconds& s = report.stages;
  run.counts["seconds"] = {{"fetch", s.fetch},     {"read", s.read}, {"segment", s.segment},
                           {"extract", s.extract}, {"link", s.link}, {"store", s.store}};
  return run;
}

void derive_again(IndexedDocument& document, StageSeconds& seconds) {
  Stopwatch watch;
  document.sentences = segment(document.document);
  seconds.segment += watch.lap();
  std::erase_if(document.document.skipped,
                [](const SkipCount& s) { return s.what == "overlong-sentence" || s.what == kClaimsToDerive; });
  count_overlong(document.document, document.sentences);
  document.claims = extract({document.document, document.sentences});
  seconds.extract += watch.lap();
  link(document.document, document.sentences, document.claims);
  document.document.short_forms.clear();
  for (const Abbreviation& a : abbreviations(document.document))
    document.document.short_forms.push_back({a.short_form, a.long_form});
  document.coverage = coverage_of({document.document, document.sentences}, document.claims);
  seconds.link += watch.lap();
  assign_claim_ids(document);
}

Result<IngestReport> reindex(Store& store, const IngestOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const int jobs = options.jobs > 0 ? options.jobs : tbb::info::default_concurrency();
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(jobs));
  IngestReport report;
  store.use_versions(pipeline_versions());
  WARRANT_TRY(ids, store.outdated_ids());
  if (!ids.empty()) WARRANT_CHECK(store.begin_run("reindex", options.program_version, {}));
  for (std::size_t first = 0; first < ids.size() && !report.interrupted; first += kBatch) {
    WARRANT_CHECK(store.begin());
    if (const auto done = reindex_batch(store, ids, first, std::min(first + kBatch, ids.size()), report); !done) {
      WARRANT_CHECK(store.rollback());
      return tl::unexpected(done.error());
    }
    WARRANT_CHECK(store.commit());
    WARRANT_CHECK(store.maintain());
    if (options.progress) options.progress(report);
    report.interrupted = options.interrupted && options.interrupted();
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!ids.empty()) WARRANT_CHECK(store.end_run(record_of(report)));
  return report;
}

}  // namespace warrant
