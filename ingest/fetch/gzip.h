// Our own gzip stream (RFC 1952) over zlib. libarchive's would accept a wrong check sum and hide a cut.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/fetch/fetcher.h"
#include "ingest/fetch/input_file.h"

namespace warrant {

// Unpacks all gzip members of a file as one stream. Bytes that were read are to be trusted only once read() has
// returned 0: check sums stand at the end.
class GzipReader {
 public:
  // Stops with kLimit after `max_out` bytes, or past limits.max_ratio. Lifetime: `file` must outlive the reader.
  GzipReader(const InputFile& file, const FetchLimits& limits, std::uint64_t max_out);
  ~GzipReader();

  // Fills `buffer` as far as the stream goes; 0 = the end, every member's length and CRC-32 were right.
  // Errors: kCorrupt (cut, damaged), kLimit, kIo.
  Result<std::size_t> read(char* buffer, std::size_t size);
  // Bytes after the last member that belong to no member and are not zero padding; known after the end.
  std::uint64_t trailing_bytes() const { return trailing_; }

 private:
  struct Inflater;

  Result<bool> refill();  // false at the end of the file

  const InputFile& file_;
  FetchLimits limits_;
  std::uint64_t max_out_;
  std::unique_ptr<Inflater> inflater_;
  std::vector<char> input_;
  std::uint64_t offset_ = 0;  // of the next input byte to read from the file
  std::uint64_t out_ = 0, trailing_ = 0;
  bool done_ = false;
};

// All of a gzip file at once, by libdeflate, which is several times faster than a stream; only for a file of one sound
// member, nothing behind it, of at most `max_out` unpacked bytes. nullopt = read it as a stream, which says what is
// wrong, if anything is.
Result<std::optional<std::string>> unpack_at_once(const InputFile& file, const FetchLimits& limits,
                                                  std::uint64_t max_out);

}  // namespace warrant
