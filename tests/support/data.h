// Test-only: where test data stands. Real data lies beside the checkout (../shared, or WARRANT_SHARED) and may be
// absent: tests that need it skip and say so.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace warrant::test {

extern const char* const kSourceDir;  // paths.cc
extern const char* const kBinaryDir;

inline std::filesystem::path source_dir() { return kSourceDir; }

// The program under test.
inline std::filesystem::path program() { return std::filesystem::path(kBinaryDir) / "warrant"; }

// Real data, or an empty path.
inline std::filesystem::path shared_dir() {
  const char* given = std::getenv("WARRANT_SHARED");
  const std::filesystem::path path = given != nullptr ? given : source_dir().parent_path() / "shared";
  return std::filesystem::exists(path / "data") ? path : std::filesystem::path();
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// A fresh folder, removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "warrant-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace warrant::test

#define WARRANT_NEEDS_SHARED()             \
  if (warrant::test::shared_dir().empty()) \
  GTEST_SKIP() << "needs the real data beside the checkout (../shared or WARRANT_SHARED)"
