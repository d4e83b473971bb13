// A damaged store made whole again, as far as that can be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/pipeline/pipeline.h"

namespace warrant {

struct RebuildReport {
  std::uint64_t documents = 0;           // whose stored texts were sound
  std::vector<std::string> read_again;   // ids of damaged ones, from their sources
  std::vector<std::string> lost;         // ids of damaged ones whose sources are no longer where they were
  std::vector<std::string> lost_tables;  // that could not be taken over (run, tombstone…)
  std::string aside;                     // where the old file is now
};

// Writes a new store beside the one at `path` and puts it in its place; the old one is kept aside as PATH.damaged.
// Sentences, claims and indexes are derived again from the stored texts; a document whose text or metadata are damaged
// is read again from its source, or named as lost. Nobody can write meanwhile. Of the options: jobs, limits,
// interrupted, program_version.
Result<RebuildReport> rebuild(const std::string& path, const IngestOptions& options);

}  // namespace warrant
