// Paths -> sources: files, folders, .gz, .tar, .tar.gz, .zip, streamed, never unpacked to disk. The only libarchive
// user. Nothing here knows what the bytes mean.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "src/base/result.h"

namespace warrant {

// One input as received.
struct Source {
  std::string name;  // path, or "archive.tar.gz!member/path"; valid UTF-8 (see printable_name)
  std::string bytes;
  std::string note = {};  // what was tolerated on the way here, for people; "" nearly always
};

struct FetchLimits {
  std::uint64_t max_source_bytes = 256ull << 20;  // one document's bytes
  std::uint64_t max_archive_bytes = 2ull << 30;   // all that may come out of one archive
  std::uint64_t max_ratio = 200;                  // expansion over max_ratio:1 beyond 64 MiB = a bomb
  std::uint64_t max_entries = 1'000'000;
  std::function<bool()> interrupted = {};  // asked while a large archive is read; true = kInterrupted
};

// Receives each source in a deterministic order (folders sorted by name, archives in their own order), or the error
// that replaces it: kUnsupported for what is left out on purpose (links, special files, archives inside archives),
// another code for what failed; Error::where is the name. Returning false stops.
using SourceSink = std::function<bool(Result<Source>)>;

// Walks `path`. Kinds of files are told by content, never by name. Symbolic links inside a folder are not followed
// (what they point to inside the folder is taken anyway), special files are refused, archives inside archives are not
// opened. Nothing comes out of a gzip stream before its end and check sums have been seen, nor out of a zip archive
// without its directory: a cut or damaged archive fails as a whole. Sizes are counted, never believed.
// An error is returned only when `path` itself cannot be used.
Result<void> fetch(const std::string& path, const FetchLimits& limits, const SourceSink& sink);

// A file name as stored and shown: bytes that are not UTF-8, control characters and characters that reorder text
// become \xNN, byte by byte; so does a backslash that would read as such an escape.
std::string printable_name(std::string_view raw);

}  // namespace warrant
