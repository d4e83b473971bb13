#include "ingest/fetch/archive.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "ingest/fetch/gzip.h"

namespace warrant {
namespace {

constexpr std::size_t kBlock = 256 << 10;
constexpr std::uint64_t kRatioFreeBytes = 64ull << 20;

// POSIX ustar and older: the header's check sum, its own field counted as blanks.
bool is_tar_header(std::string_view head) {
  if (head.size() < 512 || head[0] == '\0') return false;
  unsigned expected = 0;
  std::size_t i = 148;
  while (i < 156 && head[i] == ' ') ++i;
  const std::size_t digits = i;
  for (; i < 156 && head[i] >= '0' && head[i] <= '7'; ++i)
    expected = expected * 8 + static_cast<unsigned>(head[i] - '0');
  if (i == digits) return false;
  unsigned sum = 0;
  for (std::size_t k = 0; k < 512; ++k) sum += k >= 148 && k < 156 ? ' ' : static_cast<unsigned char>(head[k]);
  return sum == expected;
}

// Office files, e-books and their like are zip files that start with a known member: documents, not archives.
bool is_packed_document(std::string_view zip) {
  if (zip.size() < 30) return false;
  const auto length =
      static_cast<std::size_t>(static_cast<unsigned char>(zip[26]) | static_cast<unsigned char>(zip[27]) << 8);
  const std::string_view name = zip.substr(30, length);
  return name == "mimetype" || name == "[Content_Types].xml" || name.starts_with("_rels/");
}

std::uint64_t little_endian(std::string_view bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

// How many members a zip file's end record announces (APPNOTE.TXT 4.3.14 to 4.3.16); nullopt without such a record.
std::optional<std::uint64_t> announced_members(const InputFile& file) {
  constexpr std::size_t kEnd = 22, kLocator = 20, kEnd64 = 56, kMaxComment = 65535;
  std::string tail(std::min<std::uint64_t>(file.size(), kEnd + kMaxComment + kLocator), '\0');
  const Result<std::size_t> read = file.read_at(file.size() - tail.size(), tail.data(), tail.size());
  if (!read || *read != tail.size()) return std::nullopt;
  const std::size_t end = tail.rfind("PK\x05\x06");
  if (end == std::string::npos || end + kEnd > tail.size()) return std::nullopt;
  const std::uint64_t members = little_endian(tail, end + 10, 2);
  if (members != 0xFFFF || end < kLocator || !std::string_view(tail).substr(end - kLocator).starts_with("PK\x06\x07"))
    return members;
  std::string end64(kEnd64, '\0');
  const Result<std::size_t> read64 =
      file.read_at(little_endian(tail, end - kLocator + 8, 8), end64.data(), end64.size());
  if (!read64 || *read64 != kEnd64 || !end64.starts_with("PK\x06\x06")) return std::nullopt;
  return little_endian(end64, 32, 8);
}

// Feeds libarchive from a file, straight or through gzip, or from bytes that were unpacked already.
struct Feed {
  const InputFile& file;
  std::optional<std::string> unpacked = std::nullopt;
  std::optional<GzipReader> gzip = std::nullopt;
  std::vector<char> buffer = std::vector<char>(kBlock);
  std::uint64_t offset = 0;
  std::optional<Error> error = std::nullopt;
  // A tar archive ends with blocks of zeros; one without them was cut between two members.
  std::uint64_t zeros_at_end = 0;

  Result<std::size_t> fill() {
    if (unpacked) return unpacked->copy(buffer.data(), buffer.size(), std::min<std::size_t>(offset, unpacked->size()));
    return gzip ? gzip->read(buffer.data(), buffer.size()) : file.read_at(offset, buffer.data(), buffer.size());
  }

  std::ptrdiff_t next() {
    Result<std::size_t> read = fill();
    if (!read) {
      error = std::move(read).error();
      return -1;
    }
    offset += *read;
    const auto end = buffer.begin() + static_cast<std::ptrdiff_t>(*read);
    const auto last = std::find_if(std::make_reverse_iterator(end), buffer.rend(), [](char c) { return c != '\0'; });
    const auto zeros = static_cast<std::uint64_t>(end - last.base());
    zeros_at_end = zeros == *read ? zeros_at_end + zeros : zeros;
    return static_cast<std::ptrdiff_t>(*read);
  }
};

la_ssize_t on_read(struct archive* archive, void* data, const void** block) {
  Feed& feed = *static_cast<Feed*>(data);
  const std::ptrdiff_t n = feed.next();
  if (n < 0) archive_set_error(archive, EIO, "%s", feed.error->message.c_str());
  *block = feed.buffer.data();
  return n;
}

la_int64_t on_seek(struct archive*, void* data, la_int64_t offset, int whence) {
  Feed& feed = *static_cast<Feed*>(data);
  const auto size = static_cast<la_int64_t>(feed.file.size());
  const la_int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(feed.offset) : size;
  if (base + offset < 0) return ARCHIVE_FATAL;
  feed.offset = static_cast<std::uint64_t>(base + offset);
  return base + offset;
}

struct Free {
  void operator()(struct archive* a) const { archive_read_free(a); }
};

// Reads a gzip file to its end without keeping anything: only then are its contents known to be right.
Result<std::uint64_t> verify_gzip(const InputFile& file, const FetchLimits& limits) {
  GzipReader reader(file, limits, limits.max_archive_bytes);
  std::vector<char> scratch(kBlock);
  for (;;) {
    WARRANT_TRY(read, reader.read(scratch.data(), scratch.size()));
    if (read == 0) return reader.trailing_bytes();
  }
}

class Members {
 public:
  Members(Feed& feed, const std::string& name, const FetchLimits& limits, const SourceSink& sink)
      : feed_(feed), name_(name), limits_(limits), sink_(sink), archive_(archive_read_new()) {}

  bool run(Packing packing, std::string note) {
    note_ = std::move(note);
    if (packing == Packing::kZip) {
      archive_read_support_format_zip_seekable(archive_.get());
      archive_read_set_seek_callback(archive_.get(), on_seek);
    } else {
      archive_read_support_format_tar(archive_.get());
    }
    archive_read_set_read_callback(archive_.get(), on_read);
    archive_read_set_callback_data(archive_.get(), &feed_);
    if (archive_read_open1(archive_.get()) != ARCHIVE_OK) return refuse(broken(name_));
    std::uint64_t entries = 0;
    for (;; ++entries) {
      struct archive_entry* entry = nullptr;
      const int status = archive_read_next_header(archive_.get(), &entry);
      if (status == ARCHIVE_EOF) return finish(packing, entries);
      // A damaged header leaves no safe way to find the next one.
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return refuse(broken(name_));
      if (entries == limits_.max_entries)
        return refuse({ErrorCode::kLimit, fmt::format("holds more than {} members", limits_.max_entries), name_});
      bool fatal = false;
      if (!member(entry, fatal)) return false;
      if (fatal) return true;
    }
  }

 private:
  bool refuse(Error error) {
    handed_over_ = true;
    return sink_(tl::unexpected(std::move(error)));
  }

  // libarchive's complaint, or that of the stream below it.
  Error broken(const std::string& where) const {
    if (feed_.error) return {feed_.error->code, feed_.error->message, where};
    const char* message = archive_error_string(archive_.get());
    return {ErrorCode::kCorrupt,
            fmt::format("damaged or cut archive: {}", message != nullptr ? message : "no reason given"), where};
  }

  bool finish(Packing packing, std::uint64_t entries) {
    if (feed_.file.changed()) return refuse({ErrorCode::kIo, "changed while it was read", name_});
    if (packing == Packing::kZip) {
      // libarchive stops without a word where the directory is damaged.
      const std::optional<std::uint64_t> announced = announced_members(feed_.file);
      if (announced != entries)
        return refuse(
            {ErrorCode::kCorrupt,
             fmt::format("zip archive announces {} members, its directory shows {}", announced.value_or(0), entries),
             name_});
    }
    if (!handed_over_) return refuse({ErrorCode::kUnsupported, "archive without files", name_});
    if (packing == Packing::kZip) return true;
    std::ptrdiff_t n = 0;
    do n = feed_.next();
    while (n > 0);
    if (n < 0) return refuse(broken(name_));
    if (feed_.zeros_at_end >= 512) return true;
    return refuse({ErrorCode::kCorrupt, "tar archive has no end mark, it may be cut between two members", name_});
  }

  std::string member_name(struct archive_entry* entry) const {
    const char* raw = archive_entry_pathname_utf8(entry);
    if (raw == nullptr) raw = archive_entry_pathname(entry);
    return name_ + "!" + (raw != nullptr ? printable_name(raw) : "(nameless member)");
  }

  // False = stop. `fatal`: the archive cannot be read on.
  bool member(struct archive_entry* entry, bool& fatal) {
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) return true;
    Source source{member_name(entry), {}};
    const auto refuse_member = [&](ErrorCode code, std::string message) {
      return refuse({code, std::move(message), source.name});
    };
    if (archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr)
      return refuse_member(ErrorCode::kUnsupported, "link in an archive, not followed");
    if (type != AE_IFREG) return refuse_member(ErrorCode::kUnsupported, "not a regular file");
    if (archive_entry_is_encrypted(entry) > 0) return refuse_member(ErrorCode::kUnsupported, "encrypted member");
    std::uint64_t size = 0;
    for (;;) {
      const void* block = nullptr;
      std::size_t length = 0;
      la_int64_t at = 0;
      const int status = archive_read_data_block(archive_.get(), &block, &length, &at);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK) {
        fatal = status == ARCHIVE_FATAL;
        return refuse(broken(source.name));
      }
      // A sparse file jumps ahead: the hole counts as bytes, which were never in the archive.
      if (at < 0 || static_cast<std::uint64_t>(at) < size)
        return refuse_member(ErrorCode::kCorrupt, "blocks out of order");
      const std::uint64_t end = static_cast<std::uint64_t>(at) + length;
      total_ += end - size;
      size = end;
      if (size > limits_.max_source_bytes)
        return refuse_member(ErrorCode::kLimit, fmt::format("larger than {} bytes", limits_.max_source_bytes));
      if (total_ > limits_.max_archive_bytes) {
        fatal = true;
        return refuse(
            {ErrorCode::kLimit, fmt::format("unpacks to more than {} bytes", limits_.max_archive_bytes), name_});
      }
      if (total_ > kRatioFreeBytes && total_ / limits_.max_ratio > feed_.file.size()) {
        fatal = true;
        return refuse({ErrorCode::kLimit,
                       fmt::format("expands by more than {}:1, a decompression bomb", limits_.max_ratio), name_});
      }
      source.bytes.resize(static_cast<std::size_t>(at));
      source.bytes.append(static_cast<const char*>(block), length);
    }
    // A hole at the very end gives no block: what is announced and missing was never there.
    if (archive_entry_size_is_set(entry) != 0 && static_cast<std::uint64_t>(archive_entry_size(entry)) != size)
      return refuse_member(ErrorCode::kCorrupt,
                           fmt::format("holds {} bytes where {} are announced", size, archive_entry_size(entry)));
    const Packing packing = packing_of(std::string_view(source.bytes).substr(0, kPackingHead));
    if (packing == Packing::kGzip)
      return refuse_member(ErrorCode::kUnsupported, "compressed file inside an archive, not opened: unpack it first");
    if (packing != Packing::kNone)
      return refuse_member(ErrorCode::kUnsupported, "archive inside an archive, not opened: unpack it first");
    source.note = std::exchange(note_, {});
    handed_over_ = true;
    return sink_(std::move(source));
  }

  Feed& feed_;
  const std::string& name_;
  const FetchLimits& limits_;
  const SourceSink& sink_;
  std::unique_ptr<struct archive, Free> archive_;
  std::string note_;
  std::uint64_t total_ = 0;
  bool handed_over_ = false;  // anything at all
};

}  // namespace

Packing packing_of(std::string_view head) {
  const auto starts = [&](std::string_view magic) { return head.starts_with(magic); };
  if (starts("\x1f\x8b")) return Packing::kGzip;
  if (starts("PK\x03\x04")) return is_packed_document(head) ? Packing::kNone : Packing::kZip;
  if (starts("PK\x05\x06")) return Packing::kOther;  // a zip file without members
  if (is_tar_header(head)) return Packing::kTar;
  if (starts(std::string_view("\xfd"
                              "7zXZ\0",
                              6)) ||
      starts("BZh") || starts("7z\xbc\xaf\x27\x1c") || starts("\x28\xb5\x2f\xfd") || starts("Rar!\x1a"))
    return Packing::kOther;
  return Packing::kNone;
}

bool fetch_members(const InputFile& file, Packing packing, std::optional<std::string> unpacked, const std::string& name,
                   const FetchLimits& limits, const SourceSink& sink) {
  Feed feed{file, std::move(unpacked)};
  std::string note;
  if (packing == Packing::kGzip && !feed.unpacked) {
    const Result<std::uint64_t> trailing = verify_gzip(file, limits);
    if (!trailing) return sink(fail(trailing.error().code, trailing.error().message, name));
    if (*trailing > 0) note = fmt::format("{} bytes after the end of the gzip stream were ignored", *trailing);
    feed.gzip.emplace(file, limits, limits.max_archive_bytes);
  }
  return Members(feed, name, limits, sink).run(packing, std::move(note));
}

}  // namespace warrant
