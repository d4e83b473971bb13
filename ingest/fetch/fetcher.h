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
  // Of a file that is one source: its size and status change time (ns since 1970). 0 = a member of an archive, or a
  // file that changed within the last seconds, whose next change might show no other time.
  std::uint64_t file_bytes = 0;
  std::int64_t changed_ns = 0;
  // Of a source that comes in parts (FetchLimits::in_parts): the SHA-256 and size of the whole, on the first part, and
  // whether more parts follow under the same name.
  std::string sha256 = {};
  std::uint64_t whole_bytes = 0;
  bool more = false;
  bool unread = false;      // FetchLimits::is_current said that it need not be read: no bytes
  std::uint64_t files = 1;  // that this one stands for, when unread
};

struct FetchLimits {
  std::uint64_t max_source_bytes = 256ull << 20;  // one document's bytes
  std::uint64_t max_archive_bytes = 2ull << 30;   // all that may come out of one archive
  std::uint64_t max_ratio = 200;                  // expansion over max_ratio:1 beyond 64 MiB = a bomb
  std::uint64_t max_entries = 1'000'000;
  // Asked before a file is read, with its name, size and status change time: true = no need. May be empty.
  std::function<bool(const std::string&, std::uint64_t, std::int64_t)> is_current = {};
  // Asked with the first 64 KiB of a file of more than `part_above` bytes: true = hand it over in parts. Then
  // max_archive_bytes bounds it, not max_source_bytes. May be empty.
  std::function<bool(std::string_view)> in_parts = {};
  std::uint64_t part_above = 64ull << 20;
  std::function<bool()> interrupted = {};  // asked while a large archive is read; true = kInterrupted
};

// Receives each source in a deterministic order (folders sorted by name, archives in their own order), or the error
// that replaces it: kUnsupported for what is left out on purpose (links, special files, archives inside archives),
// another code for what failed; Error::where is the name. Returning false stops.
using SourceSink = std::function<bool(Result<Source>)>;

// Walks `path`. Kinds of files are told by content, never by name. Symbolic links inside a folder are not followed
// (what they point to inside the folder is taken anyway), special files are refused, archives inside archives are not
// opened. Nothing comes out of a gzip stream before its end and check sums have been seen, nor out of a zip archive
// without its directory: a cut or damaged archive fails as a whole. Sizes are counted, never believed. A file NAME.md5
// beside NAME must hold NAME's MD5 (as PubMed publishes its files), else NAME fails.
// An error is returned only when `path` itself cannot be used.
Result<void> fetch(const std::string& path, const FetchLimits& limits, const SourceSink& sink);

// About how many bytes will come out of `path`: sizes of files, what gzip files say of their last member; archives of
// other kinds as large as they are. For showing how far a run is; 0 = nothing is known.
std::uint64_t expected_bytes(const std::string& path, const std::function<bool()>& interrupted);

// A file name as stored and shown: bytes that are not UTF-8, control characters and characters that reorder text
// become \xNN, byte by byte; so does a backslash that would read as such an escape.
std::string printable_name(std::string_view raw);

}  // namespace warrant
