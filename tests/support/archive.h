// Test-only: archives built byte by byte, so that a test can also build wrong ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

namespace warrant::test {

// One ustar member: header, bytes, padding. Types: '0' file, '1' hard link, '2' symbolic link, '3' device, '5' folder,
// '6' pipe, 'S' GNU sparse.
inline std::string tar_member(std::string_view name, std::string_view bytes, char type = '0',
                              std::string_view link = {}) {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, std::string_view value) { header.replace(at, value.size(), value); };
  put(0, name.substr(0, 100));
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(124, fmt::format("{:011o}", bytes.size()));
  put(136, "00000000000");
  put(148, "        ");
  header[156] = type;
  put(157, link);
  put(257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(148, fmt::format("{:06o}", sum));
  header[154] = '\0';
  std::string out = header + std::string(bytes);
  out.resize((out.size() + 511) / 512 * 512);
  return out;
}

inline std::string tar_end() { return std::string(1024, '\0'); }

inline std::string gzip(std::string_view bytes, int level = 6) {
  z_stream stream{};
  if (deflateInit2_(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                    static_cast<int>(sizeof(z_stream))) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  std::string in(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

struct ZipMember {
  std::string name, bytes;
  std::uint32_t crc_flip = 0;  // xor on the stored check sum
};

// Stored (uncompressed) members and a central directory.
inline std::string zip(const std::vector<ZipMember>& members) {
  const auto le = [](std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
  };
  std::string out, directory;
  for (const ZipMember& m : members) {
    const auto crc = static_cast<std::uint32_t>(
                         crc32(0, reinterpret_cast<const Bytef*>(m.bytes.data()), static_cast<uInt>(m.bytes.size()))) ^
                     m.crc_flip;
    const std::string common = le(20, 2) + le(0x800, 2) + le(0, 2) + le(0, 4) + le(crc, 4) + le(m.bytes.size(), 4) +
                               le(m.bytes.size(), 4) + le(m.name.size(), 2) + le(0, 2);
    directory +=
        "PK\x01\x02" + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(out.size(), 4) + m.name;
    out += "PK\x03\x04" + common + m.name + m.bytes;
  }
  const std::size_t start = out.size();
  out += directory;
  return out + "PK\x05\x06" + le(0, 4) + le(members.size(), 2) + le(members.size(), 2) + le(directory.size(), 4) +
         le(start, 4) + le(0, 2);
}

}  // namespace warrant::test
