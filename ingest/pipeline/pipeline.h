// All stages in order: sources -> store. Parsing, segmenting and extracting run on all cores, one writer stores in
// input order (oneTBB parallel_pipeline), so the result is the same on 1 thread or 8.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ingest/fetch/fetcher.h"
#include "src/base/result.h"
#include "src/model/claim.h"
#include "src/store/store.h"

namespace warrant {

// One source through read, segment, extract and link; no store. Every document or error of the source, in order.
std::vector<Result<IndexedDocument>> index_source(const Source& source);

struct IngestOptions {
  std::vector<std::string> paths;
  int jobs = 0;                       // 0 = all cores
  bool dry_run = false;
  FetchLimits limits;
  std::function<bool()> interrupted;  // asked between documents; true = stop after the current batch, kInterrupted
  std::function<void(const struct IngestReport&)> progress;  // may be empty; called from the writer only
};

struct IngestFailure {
  std::string source;
  Error error;
};

struct IngestReport {
  std::uint64_t created = 0, updated = 0, unchanged = 0, skipped = 0, failed = 0;
  std::uint64_t claims = 0, source_bytes = 0;
  double seconds = 0;
  std::map<std::string, std::uint64_t> skipped_by_reason;
  std::vector<IngestFailure> failures;  // failed and skipped sources, in input order, each with its reason
};

// Ingests all paths. Bad inputs are reported in the result and the rest is stored; the error return is for a store or
// an option that cannot be used at all.
Result<IngestReport> ingest(Store& store, const IngestOptions& options);

}  // namespace warrant
