// SHA-256 (FIPS 180-4) of bytes: the identity of sources and canonical texts.
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

// The digest of bytes that come in parts.
class Digest {
 public:
  enum class Kind { kSha256, kMd5 };  // MD5 only to compare with check sums that others publish
  explicit Digest(Kind kind);
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(std::string_view bytes);
  std::string hex();  // once, at the end; lower case

 private:
  void* context_;
};

}  // namespace warrant
