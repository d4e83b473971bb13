#include "ingest/fetch/gzip.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <libdeflate.h>
#include <zlib.h>

namespace warrant {
namespace {

constexpr std::size_t kInputBytes = 128 << 10;
constexpr std::uint64_t kRatioFreeBytes = 64ull << 20;  // small outputs may have any ratio

// zlib's macro casts in the old style.
int init_gzip(z_stream& stream) {
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  return inflateInit2_(&stream, kGzipOnly, ZLIB_VERSION, static_cast<int>(sizeof(z_stream)));
}

}  // namespace

struct GzipReader::Inflater {
  z_stream stream{};
  bool ready = false;
  Inflater() { ready = init_gzip(stream) == Z_OK; }
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

GzipReader::GzipReader(const InputFile& file, const FetchLimits& limits, std::uint64_t max_out)
    : file_(file), limits_(limits), max_out_(max_out), inflater_(std::make_unique<Inflater>()), input_(kInputBytes) {}

GzipReader::~GzipReader() = default;

Result<bool> GzipReader::refill() {
  z_stream& stream = inflater_->stream;
  // What is left is moved to the front, so that a member's first two bytes can be seen together.
  std::copy_n(stream.next_in, stream.avail_in, reinterpret_cast<Bytef*>(input_.data()));
  WARRANT_TRY(read, file_.read_at(offset_, input_.data() + stream.avail_in, input_.size() - stream.avail_in));
  offset_ += read;
  stream.next_in = reinterpret_cast<Bytef*>(input_.data());
  stream.avail_in += static_cast<uInt>(read);
  return read > 0;
}

Result<std::size_t> GzipReader::read(char* buffer, std::size_t size) {
  if (!inflater_->ready) return fail(ErrorCode::kIo, "out of memory");
  z_stream& stream = inflater_->stream;
  if (stream.next_in == nullptr) stream.next_in = reinterpret_cast<Bytef*>(input_.data());
  size = std::min<std::size_t>(size, std::numeric_limits<uInt>::max());
  stream.next_out = reinterpret_cast<Bytef*>(buffer);
  stream.avail_out = static_cast<uInt>(size);
  while (!done_ && stream.avail_out > 0) {
    if (stream.avail_in == 0) {
      if (limits_.interrupted && limits_.interrupted()) return fail(ErrorCode::kInterrupted, "interrupted");
      WARRANT_TRY(more, refill());
      if (!more) return fail(ErrorCode::kCorrupt, fmt::format("gzip stream is cut after {} bytes", file_.size()));
    }
    const int status = inflate(&stream, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      if (stream.avail_in < 2) WARRANT_CHECK(refill());
      const std::string_view rest(reinterpret_cast<const char*>(stream.next_in), stream.avail_in);
      if (rest.starts_with("\x1f\x8b") || rest == "\x1f") {  // another member, or the first byte of one
        inflateReset(&stream);
        continue;
      }
      done_ = true;
      const bool padding = rest.find_first_not_of('\0') == std::string_view::npos;
      if (!padding) trailing_ = file_.size() - (offset_ - stream.avail_in);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return fail(ErrorCode::kCorrupt, fmt::format("gzip stream is damaged near byte {}: {}", offset_ - stream.avail_in,
                                                   stream.msg != nullptr ? stream.msg : "unknown reason"));
    }
    const std::uint64_t out = out_ + (size - stream.avail_out);
    if (out > max_out_) return fail(ErrorCode::kLimit, fmt::format("unpacks to more than {} bytes", max_out_));
    if (out > kRatioFreeBytes && out / limits_.max_ratio > offset_ - stream.avail_in)
      return fail(ErrorCode::kLimit, fmt::format("expands by more than {}:1, a decompression bomb", limits_.max_ratio));
  }
  out_ += size - stream.avail_out;
  return size - stream.avail_out;
}

Result<std::optional<std::string>> unpack_at_once(const InputFile& file, const FetchLimits& limits,
                                                  std::uint64_t max_out) {
  constexpr std::uint64_t kSmallestFile = 18, kLargestFile = 64ull << 20, kLargestUnpacked = 192ull << 20;
  if (file.size() < kSmallestFile || file.size() > kLargestFile) return std::nullopt;
  // ISIZE, the last four bytes: a hint, checked by unpacking into exactly so much room.
  unsigned char size_field[4];
  WARRANT_TRY(read, file.read_at(file.size() - 4, reinterpret_cast<char*>(size_field), 4));
  if (read != 4) return std::nullopt;
  std::uint64_t size = 0;
  for (int i = 3; i >= 0; --i) size = size << 8 | size_field[i];
  if (size > std::min(max_out, kLargestUnpacked) || (size > kRatioFreeBytes && size / limits.max_ratio > file.size()))
    return std::nullopt;
  std::string packed(file.size(), '\0'), unpacked(size, '\0');
  WARRANT_TRY(packed_size, file.read_at(0, packed.data(), packed.size()));
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  if (packed_size != packed.size() || !decompressor) return std::nullopt;
  std::size_t used = 0, filled = 0;
  const libdeflate_result result = libdeflate_gzip_decompress_ex(decompressor.get(), packed.data(), packed.size(),
                                                                 unpacked.data(), unpacked.size(), &used, &filled);
  if (result != LIBDEFLATE_SUCCESS || used != packed.size() || filled != unpacked.size() || file.changed())
    return std::nullopt;
  return unpacked;
}

}  // namespace warrant
