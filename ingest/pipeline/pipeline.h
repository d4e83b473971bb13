// All stages in order: sources -> store. Parsing, segmenting and extracting run on all cores, one writer stores in
// input order (oneTBB parallel_pipeline), so the result is the same on 1 thread or 8.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ingest/fetch/fetcher.h"
#include "ingest/reader/reader.h"
#include "src/base/result.h"
#include "src/model/claim.h"
#include "src/store/store.h"

namespace warrant {

// CPU seconds spent in each stage, over all threads.
struct StageSeconds {
  double fetch = 0, read = 0, segment = 0, extract = 0, link = 0, store = 0;
};

// What index_source() and index_piece() derive: without claims a document has no short forms and no coverage either.
enum class Derive { kAll, kTextOnly };

// One source through read, segment, extract and link; no store. Every document or error of the source, in order; at
// least one entry. `sha256` is that of its bytes. Adds the time spent to `seconds`.
std::vector<Result<IndexedDocument>> index_source(const Source& source, const std::string& sha256,
                                                  StageSeconds& seconds, Derive what = Derive::kAll);

// The same for one piece of a source (Reader::pieces); `source_bytes` is the size of the whole.
std::vector<Result<IndexedDocument>> index_piece(const Reader& reader, const SourceView& piece,
                                                 const std::string& sha256, std::uint64_t source_bytes,
                                                 StageSeconds& seconds, Derive what = Derive::kAll);

// What derives stored values now: "jats@1 … effect_estimate@2 …", for Store::use_versions.
std::string pipeline_versions();

struct IngestReport;

struct IngestOptions {
  WARRANT_RECORD(IngestOptions);

  std::vector<std::string> paths;
  int jobs = 0;                      // 0 = all cores
  bool dry_run = false;              // say what would change, store nothing
  bool rehash = false;               // read every file, also those whose size and times say that nothing changed
  bool claims_later = false;         // store texts now; a later reindex() or ingest() derives their claims
  bool reread = false;               // store every source again, also those that are stored already
  std::string program_version = {};  // for the record of the run
  FetchLimits limits;
  std::function<bool()> interrupted;  // asked all the time, by several threads; true = commit what is written and stop
  std::function<void(const IngestReport&)> progress;  // may be empty; called by one thread at a time, after each source
};

// A source that did not become a document, with the reason.
struct IngestFailure {
  std::string source;
  Error error;
};

// What a dry run says of one document.
struct Foreseen {
  std::string what;  // "new", "updated", "withdrawn"
  std::string document, source;
};

struct IngestReport {
  WARRANT_RECORD(IngestReport);

  std::uint64_t created = 0, updated = 0, unchanged = 0;  // documents; an unchanged source counts as one
  std::uint64_t skipped = 0, failed = 0;                  // sources, or records in them
  std::uint64_t withdrawn = 0;                            // documents taken out because a source withdraws them
  std::uint64_t claims = 0, source_bytes = 0;             // claims of new and updated documents; bytes unpacked
  std::uint64_t unread_bytes = 0;                         // of files that were left alone because nothing changed
  double seconds = 0;
  bool interrupted = false;
  StageSeconds stages;
  std::map<std::string, std::uint64_t> claims_by_measure;                    // those without a measure by their kind
  std::map<std::string, std::uint64_t> skipped_by_reason, failed_by_reason;  // by message, by kind of error
  // In input order. Left out on purpose (kUnsupported: another kind of file, a link) and failed (all other codes).
  std::vector<IngestFailure> skips, failures;
  std::vector<IngestFailure> notes;  // taken, with a remark worth reading
  std::vector<Foreseen> foreseen;    // of a dry run, in input order
};

// Ingests all paths. Bad inputs are reported in the result and the rest is stored; the error return is for a store
// that cannot be used: the batch that was open is rolled back, all before it is stored. Of the sources in flight at an
// interruption nothing is stored.
Result<IngestReport> ingest(Store& store, const IngestOptions& options);

// Sentences and claims of the stored documents that other versions derived, derived again by this version from the
// stored texts, on all cores and in batches. The texts stay: a newer reader needs the source, so that is ingest(). The
// report counts documents and claims; the canonical dump then equals that of a fresh ingest.
Result<IngestReport> reindex(Store& store, const IngestOptions& options);

}  // namespace warrant
