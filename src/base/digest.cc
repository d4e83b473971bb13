#include "src/base/digest.h"

#include <openssl/evp.h>

namespace warrant {
namespace {

// Looking an algorithm up takes longer than hashing a claim, so it is done once.
struct Algorithm {
  explicit Algorithm(const char* name) : md(EVP_MD_fetch(nullptr, name, nullptr)) {}
  ~Algorithm() { EVP_MD_free(md); }
  EVP_MD* md;
};

const EVP_MD* sha256() {
  static const Algorithm algorithm("SHA256");
  return algorithm.md;
}

std::string finish(EVP_MD_CTX* context) {
  unsigned char digest[EVP_MAX_MD_SIZE] = {};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context, digest, &size);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(std::size_t{2} * size);
  for (unsigned int i = 0; i < size; ++i) {
    out += kHex[digest[i] >> 4];
    out += kHex[digest[i] & 15];
  }
  return out;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  struct Context {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(context); }
  };
  thread_local const Context hash;
  EVP_DigestInit_ex2(hash.context, sha256(), nullptr);
  EVP_DigestUpdate(hash.context, bytes.data(), bytes.size());
  return finish(hash.context);
}

Digest::Digest(Kind kind) : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(context_), kind == Kind::kMd5 ? EVP_md5() : sha256(), nullptr);
}

Digest::~Digest() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Digest::add(std::string_view bytes) {
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size());
}

std::string Digest::hex() { return finish(static_cast<EVP_MD_CTX*>(context_)); }

}  // namespace warrant
