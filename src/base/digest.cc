#include "src/base/digest.h"

#include <openssl/evp.h>

namespace warrant {

std::string sha256_hex(std::string_view bytes) {
  // Looking the algorithm up takes longer than hashing a claim, so it is done once.
  struct Algorithm {
    EVP_MD* md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ~Algorithm() { EVP_MD_free(md); }
  };
  struct Context {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(context); }
  };
  static const Algorithm algorithm;
  thread_local const Context hash;
  unsigned char digest[32] = {};
  EVP_DigestInit_ex2(hash.context, algorithm.md, nullptr);
  EVP_DigestUpdate(hash.context, bytes.data(), bytes.size());
  EVP_DigestFinal_ex(hash.context, digest, nullptr);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * sizeof digest);
  for (unsigned char byte : digest) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace warrant
