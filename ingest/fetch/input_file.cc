#include "ingest/fetch/input_file.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace warrant {
namespace {

std::int64_t modified_ns(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

}  // namespace

// File systems keep times to some milliseconds, the oldest to 2 s: within that time a second change may go unseen.
std::int64_t settled_ns(const struct stat& status) {
  constexpr std::int64_t kSettled = 2'000'000'000;
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  const std::int64_t changed =
      static_cast<std::int64_t>(status.st_ctim.tv_sec) * 1'000'000'000 + status.st_ctim.tv_nsec;
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec - changed > kSettled ? changed : 0;
}

Result<InputFile> InputFile::open(const std::string& path, Links links) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const int no_follow = links == Links::kRefuse ? O_NOFOLLOW : 0;
  InputFile file;
  file.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | no_follow);
  if (file.descriptor_ < 0) {
    if (errno == ENOENT) return fail(ErrorCode::kNotFound, "no such file or folder");
    if (errno == ELOOP) return fail(ErrorCode::kUnsupported, "symbolic link, not followed");
    if (errno == ENXIO) return fail(ErrorCode::kUnsupported, "not a regular file");
    return fail(ErrorCode::kIo, std::string("cannot open: ") + std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file.descriptor_, &status) != 0)
    return fail(ErrorCode::kIo, std::string("cannot examine: ") + std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return fail(ErrorCode::kUnsupported, "not a regular file");
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  file.modified_ns_ = modified_ns(status);
  file.settled_ns_ = warrant::settled_ns(status);
  return file;
}

InputFile::InputFile(InputFile&& other) noexcept { *this = std::move(other); }

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  std::swap(modified_ns_, other.modified_ns_);
  std::swap(settled_ns_, other.settled_ns_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> InputFile::read_at(std::uint64_t offset, char* buffer, std::size_t size) const {
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t n = ::pread(descriptor_, buffer + filled, size - filled, static_cast<off_t>(offset + filled));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(ErrorCode::kIo, std::string("cannot read: ") + std::strerror(errno));
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  return filled;
}

bool InputFile::refresh() {
  const bool different = changed();
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return false;
  size_ = static_cast<std::uint64_t>(status.st_size);
  modified_ns_ = modified_ns(status);
  settled_ns_ = warrant::settled_ns(status);
  return different;
}

bool InputFile::changed() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) != 0 || static_cast<std::uint64_t>(status.st_size) != size_ ||
         modified_ns(status) != modified_ns_;
}

}  // namespace warrant
