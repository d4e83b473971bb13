// Paths -> sources: files, folders, .gz, .tar, .tar.gz, .zip, streamed, never unpacked to disk. The only libarchive
// user. Nothing here knows what the bytes mean.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "src/base/result.h"

namespace warrant {

// One input as received.
struct Source {
  std::string name;   // path, or "archive.tar.gz!member/path"; valid UTF-8 (other bytes are escaped as \xNN)
  std::string bytes;
};

struct FetchLimits {
  std::uint64_t max_source_bytes = 256ull << 20;    // one document's bytes; a PubMed file may be larger, see below
  std::uint64_t max_archive_bytes = 64ull << 30;    // all that may come out of one archive
  std::uint64_t max_ratio = 200;                    // expansion over max_ratio:1 beyond 64 MiB = a bomb
  std::uint64_t max_entries = 1'000'000;
};

// Receives each source in a deterministic order (folders sorted by name, archives in their own order), or the error
// that replaces it. Returning false stops.
using SourceSink = std::function<bool(Result<Source>)>;

// Walks `path`. Symbolic links are not followed out of a folder, special files are refused, archives inside archives
// are not opened. An error is returned only when `path` itself cannot be used.
Result<void> fetch(const std::string& path, const FetchLimits& limits, const SourceSink& sink);

}  // namespace warrant
