#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/fetch/archive.h"
#include "ingest/fetch/fetcher.h"
#include "ingest/fetch/gzip.h"
#include "ingest/fetch/input_file.h"
#include "src/base/digest.h"
#include "src/base/text.h"

namespace warrant {
namespace {

Result<std::string> whole_file(const InputFile& file, const FetchLimits& limits) {
  if (file.size() > limits.max_source_bytes)
    return fail(ErrorCode::kLimit, fmt::format("larger than {} bytes", limits.max_source_bytes));
  std::string bytes(file.size(), '\0');
  WARRANT_TRY(read, file.read_at(0, bytes.data(), bytes.size()));
  if (read != bytes.size() || file.changed()) return fail(ErrorCode::kIo, "changed while it was read");
  return bytes;
}

Result<Source> whole_gzip(GzipReader& reader, std::string head, const std::string& name) {
  Source source{name, std::move(head)};
  std::vector<char> block(256 << 10);
  for (;;) {
    WARRANT_TRY(read, reader.read(block.data(), block.size()));
    if (read == 0) break;
    source.bytes.append(block.data(), read);
  }
  if (const std::uint64_t trailing = reader.trailing_bytes(); trailing > 0)
    source.note = fmt::format("{} bytes after the end of the gzip stream were ignored", trailing);
  return source;
}

constexpr std::uint64_t kPart = 8 << 20;
constexpr std::size_t kLooked = 64 << 10;

// Hands a source over in parts, after it was read once to its end: its check sums stand there, and its digest comes
// first. `reader` makes a new reader, which fills a buffer and gives 0 at the end. False = the sink said stop.
template <typename MakeReader>
bool fetch_parts(const MakeReader& make_reader, const std::string& name, const FetchLimits& limits,
                 const SourceSink& sink) {
  const auto refuse = [&](const Error& error) { return sink(fail(error.code, error.message, name)); };
  Digest digest(Digest::Kind::kSha256);
  std::uint64_t whole_bytes = 0;
  const std::size_t size = std::min(kPart, limits.part_above);
  std::string part(size, '\0');
  {
    auto read = make_reader();
    for (;;) {
      if (limits.interrupted && limits.interrupted()) return refuse({ErrorCode::kInterrupted, "interrupted", {}});
      const Result<std::size_t> n = read(part.data(), part.size());
      if (!n) return refuse(n.error());
      if (*n == 0) break;
      digest.add(std::string_view(part).substr(0, *n));
      whole_bytes += *n;
    }
  }
  const std::string whole = digest.hex();
  auto read = make_reader();
  const auto next = [&]() -> Result<std::string> {
    std::string bytes(size, '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
      WARRANT_TRY(n, read(bytes.data() + filled, bytes.size() - filled));
      if (n == 0) break;
      filled += n;
    }
    bytes.resize(filled);
    return bytes;
  };
  Result<std::string> bytes = next();
  bool first = true;
  while (bytes && (first || !bytes->empty())) {
    Result<std::string> after = next();
    if (!after) return refuse(after.error());
    Source source{name, std::move(*bytes)};
    if (std::exchange(first, false)) {
      source.sha256 = whole;
      source.whole_bytes = whole_bytes;
    }
    source.more = !after->empty();
    if (!sink(std::move(source))) return false;
    bytes = std::move(after);
  }
  return bytes ? true : refuse(bytes.error());
}

// The 32 hexadecimal digits in a file NAME.md5; "" when there is no such file or it holds none.
std::string published_md5(const std::string& path) {
  const Result<InputFile> file = InputFile::open(path + ".md5", InputFile::Links::kRefuse);
  if (!file || file->size() > 4096) return "";
  std::string text(file->size(), '\0');
  const Result<std::size_t> read = file->read_at(0, text.data(), text.size());
  if (!read) return "";
  std::size_t digits = 0;
  for (std::size_t i = 0; i < *read; ++i) {
    digits = std::isxdigit(static_cast<unsigned char>(text[i])) != 0 ? digits + 1 : 0;
    const bool ends = i + 1 == *read || std::isalnum(static_cast<unsigned char>(text[i + 1])) == 0;
    if (digits == 32 && ends) return ascii_lower(text.substr(i - 31, 32));
  }
  return "";
}

Result<void> compare_md5(const InputFile& file, const std::string& expected) {
  Digest digest(Digest::Kind::kMd5);
  std::string block(1 << 20, '\0');
  for (std::uint64_t at = 0;;) {
    WARRANT_TRY(n, file.read_at(at, block.data(), block.size()));
    if (n == 0) break;
    digest.add(std::string_view(block).substr(0, n));
    at += n;
  }
  if (digest.hex() == expected) return {};
  return fail(ErrorCode::kCorrupt, "its MD5 is not the one in the .md5 file beside it: fetch it again");
}

bool fetch_gzip(const InputFile& file, const std::string& name, const FetchLimits& limits, const SourceSink& sink) {
  const auto refuse = [&](const Error& error) { return sink(fail(error.code, error.message, name)); };
  Result<std::optional<std::string>> all = unpack_at_once(file, limits, limits.max_source_bytes);
  if (!all) return refuse(all.error());
  GzipReader reader(file, limits, limits.max_source_bytes);
  std::string start = *all ? (*all)->substr(0, kPackingHead) : std::string(kPackingHead, '\0');
  if (!*all) {
    const Result<std::size_t> unpacked = reader.read(start.data(), start.size());
    if (!unpacked) return refuse(unpacked.error());
    start.resize(*unpacked);
  }
  const Packing inside = packing_of(start);
  if (inside == Packing::kTar) return fetch_members(file, Packing::kGzip, std::move(*all), name, limits, sink);
  if (inside != Packing::kNone)
    return refuse({ErrorCode::kUnsupported, "archive inside an archive, not opened: unpack it first", {}});
  if (*all) return sink(Source{name, std::move(**all)});
  if (limits.in_parts && limits.in_parts(std::string_view(start).substr(0, kLooked))) {
    const auto make_reader = [&] {
      return [gzip = std::make_unique<GzipReader>(file, limits, limits.max_archive_bytes)](
                 char* to, std::size_t size) -> Result<std::size_t> { return gzip->read(to, size); };
    };
    return fetch_parts(make_reader, name, limits, sink);
  }
  Result<Source> source = whole_gzip(reader, std::move(start), name);
  return source ? sink(std::move(source)) : refuse(source.error());
}

// What stands for a file that need not be read.
std::optional<Source> unread(const std::string& path, std::uint64_t size, std::int64_t changed_ns,
                             const FetchLimits& limits) {
  if (changed_ns == 0 || !limits.is_current) return std::nullopt;
  Source source{printable_name(path), {}};
  if (!limits.is_current(source.name, size, changed_ns)) return std::nullopt;
  source.unread = true;
  source.file_bytes = size;
  return source;
}

// One file that is to be read, whatever it holds. False = the sink said stop.
bool fetch_file(InputFile& file, const std::string& path, const FetchLimits& limits, const SourceSink& to) {
  const std::string name = printable_name(path);
  const std::uint64_t size = file.size();
  const std::int64_t changed_ns = file.settled_ns();
  const SourceSink sink = [&](Result<Source> source) {
    if (source && source->name == name && !source->more && !file.changed()) {
      source->file_bytes = size;
      source->changed_ns = changed_ns;
    }
    return to(std::move(source));
  };
  const auto refuse = [&](const Error& error) { return sink(fail(error.code, error.message, name)); };
  std::string head(kPackingHead, '\0');
  const Result<std::size_t> read = file.read_at(0, head.data(), head.size());
  if (!read) return refuse(read.error());
  head.resize(*read);
  const Packing packing = packing_of(head);
  if (path.ends_with(".md5") && file.size() <= 4096)
    return refuse({ErrorCode::kUnsupported, "a check sum, read with the file it belongs to", {}});
  if (const std::string md5 = published_md5(path); !md5.empty())
    if (const Result<void> same = compare_md5(file, md5); !same) return refuse(same.error());
  if (packing == Packing::kTar || packing == Packing::kZip)
    return fetch_members(file, packing, std::nullopt, name, limits, sink);
  if (packing == Packing::kGzip) return fetch_gzip(file, name, limits, sink);
  if (file.size() > limits.part_above && limits.in_parts) {
    std::string start(kLooked, '\0');
    const Result<std::size_t> looked = file.read_at(0, start.data(), start.size());
    if (looked && limits.in_parts(std::string_view(start).substr(0, *looked))) {
      if (file.size() > limits.max_archive_bytes)
        return refuse({ErrorCode::kLimit, fmt::format("larger than {} bytes", limits.max_archive_bytes), {}});
      const auto make_reader = [&] {
        return [&file, at = std::uint64_t{0}](char* to_fill, std::size_t wanted) mutable -> Result<std::size_t> {
          WARRANT_TRY(n, file.read_at(at, to_fill, wanted));
          at += n;
          return n;
        };
      };
      return fetch_parts(make_reader, name, limits, sink);
    }
  }
  Result<std::string> bytes = whole_file(file, limits);
  if (!bytes && file.refresh()) bytes = whole_file(file, limits);  // written to just now: once more
  return bytes ? sink(Source{name, std::move(*bytes)}) : refuse(bytes.error());
}

// Names in a folder, sorted by bytes, so that the order is the same on every file system and in every locale.
Result<std::vector<std::string>> names_in(const std::string& folder, int extra_flags) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | extra_flags);
  if (descriptor < 0) return fail(ErrorCode::kIo, std::string("cannot open folder: ") + std::strerror(errno));
  DIR* const stream = ::fdopendir(descriptor);
  if (stream == nullptr) {
    ::close(descriptor);
    return fail(ErrorCode::kIo, "cannot list folder");
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  const int error = errno;
  ::closedir(stream);
  if (error != 0) return fail(ErrorCode::kIo, std::string("cannot list folder: ") + std::strerror(error));
  std::sort(names.begin(), names.end());
  return names;
}

// Depth first, on a stack of our own: folders may be nested as deep as the file system allows.
bool walk(const std::string& root, std::vector<std::string> names, const FetchLimits& limits, const SourceSink& sink) {
  struct Level {
    std::string folder;
    std::vector<std::string> names;
    std::size_t next = 0;
  };
  std::vector<Level> levels;
  levels.push_back({root, std::move(names)});
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.names.size()) {
      levels.pop_back();
      continue;
    }
    const std::string& child = level.names[level.next++];
    const std::string path = level.folder.ends_with('/') ? level.folder + child : level.folder + "/" + child;
    struct stat status {};
    const bool known = ::lstat(path.c_str(), &status) == 0;
    if (known && S_ISDIR(status.st_mode)) {
      Result<std::vector<std::string>> inside = names_in(path, O_NOFOLLOW);
      if (inside)
        levels.push_back({path, std::move(*inside)});
      else if (!sink(fail(inside.error().code, inside.error().message, printable_name(path))))
        return false;
      continue;
    }
    if (known && S_ISREG(status.st_mode))  // without opening it: of a large folder nearly all are unread
      if (auto same = unread(path, static_cast<std::uint64_t>(status.st_size), settled_ns(status), limits); same) {
        if (!sink(std::move(*same))) return false;
        continue;
      }
    Result<InputFile> file = InputFile::open(path, InputFile::Links::kRefuse);
    const bool go_on = file ? fetch_file(*file, path, limits, sink)
                            : sink(fail(file.error().code, file.error().message, printable_name(path)));
    if (!go_on) return false;
  }
  return true;
}

// Bidirectional controls and separators (Unicode 15, UAX 9 and Zl/Zp), with which a name can lie on a screen.
bool reorders_text(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF;
}

}  // namespace

Result<void> fetch(const std::string& path, const FetchLimits& limits, const SourceSink& sink) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    Result<std::vector<std::string>> names = names_in(path, 0);
    if (!names) return fail(names.error().code, names.error().message, printable_name(path));
    walk(path, std::move(*names), limits, sink);
    return {};
  }
  // The user named it, so a link to a file is followed here.
  Result<InputFile> file = InputFile::open(path, InputFile::Links::kFollow);
  if (!file) return fail(file.error().code, file.error().message, printable_name(path));
  if (auto same = unread(path, file->size(), file->settled_ns(), limits); same)
    sink(std::move(*same));
  else
    fetch_file(*file, path, limits, sink);
  return {};
}

std::uint64_t expected_bytes(const std::string& path, const std::function<bool()>& interrupted) {
  std::uint64_t bytes = 0;
  std::vector<std::string> left = {path};
  while (!left.empty() && !interrupted()) {
    const std::string at = std::move(left.back());
    left.pop_back();
    struct stat status {};
    if (::lstat(at.c_str(), &status) != 0) continue;
    if (S_ISDIR(status.st_mode)) {
      const Result<std::vector<std::string>> names = names_in(at, O_NOFOLLOW);
      if (!names) continue;
      for (const std::string& name : *names) left.push_back(at + '/' + name);
      continue;
    }
    if (!S_ISREG(status.st_mode)) continue;
    auto size = static_cast<std::uint64_t>(status.st_size);
    if (at.ends_with("gz") && size > 18) {
      const Result<InputFile> file = InputFile::open(at, InputFile::Links::kRefuse);
      unsigned char tail[4] = {};  // ISIZE, RFC 1952
      if (file && file->read_at(size - 4, reinterpret_cast<char*>(tail), 4).value_or(0) == 4)
        size = std::max(size, std::uint64_t{tail[0]} | std::uint64_t{tail[1]} << 8 | std::uint64_t{tail[2]} << 16 |
                                  std::uint64_t{tail[3]} << 24);
    }
    bytes += size;
  }
  return bytes;
}

std::string printable_name(std::string_view raw) {
  std::string out;
  const auto escape = [&](std::string_view bytes) {
    for (const char c : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  };
  for (std::size_t i = 0; i < raw.size();) {
    std::size_t next = i;
    const char32_t c = next_code_point(raw, next);
    const std::string_view bytes = raw.substr(i, next - i);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || reorders_text(c);
    const bool like_escape = c == '\\' && raw.substr(next).starts_with('x');
    if (control || like_escape || (c == 0xFFFD && !is_utf8(bytes)))
      escape(bytes);
    else
      out += bytes;
    i = next;
  }
  return out;
}

}  // namespace warrant
