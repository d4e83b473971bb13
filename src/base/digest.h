// SHA-256 (FIPS 180-4) of bytes: the identity of sources and canonical texts.
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace warrant
