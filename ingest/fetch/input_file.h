// A regular file, opened once and read by position. Links and special files are refused before a byte is read.
#pragma once

#include <cstdint>
#include <string>

#include <sys/stat.h>

#include "src/base/result.h"

namespace warrant {

// When a file's content, size or times changed last, as the kernel says (ns since 1970); 0 when that is so short ago
// that another change might get the same time.
std::int64_t settled_ns(const struct stat& status);

class InputFile {
 public:
  enum class Links { kFollow, kRefuse };

  // Errors: kNotFound, kUnsupported (a link, a folder, a device, a pipe, a socket), kIo.
  static Result<InputFile> open(const std::string& path, Links links);
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  ~InputFile();

  std::uint64_t size() const { return size_; }             // when opened
  std::int64_t settled_ns() const { return settled_ns_; }  // when opened
  // Up to `size` bytes from `offset`; fewer only at the end of the file.
  Result<std::size_t> read_at(std::uint64_t offset, char* buffer, std::size_t size) const;
  // True when size or modification time are no longer those of the opening.
  bool changed() const;
  // Takes the size and time that the file has now; true when they differ from those before.
  bool refresh();

 private:
  InputFile() = default;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t modified_ns_ = 0, settled_ns_ = 0;
};

}  // namespace warrant
