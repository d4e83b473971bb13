// Where in a text three bytes in a row may begin something: up to 64 rows of three sets of bytes, looked for at 32
// places at once where the processor can (the method of Hyperscan's "Teddy"). The look may err towards "yes" only where
// its user says so by wide sets.
#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace warrant {

using ByteSet = std::bitset<256>;
using ThreeBytes = std::array<ByteSet, 3>;

class ByteScan {
 public:
  // How places are looked for: 32 at once where the processor can, or one by one. The answers are the same.
  enum class Way { kFastest, kOneByOne };

  // Requires: at most 64 rows. Behind its end a text goes on with bytes of value 0.
  explicit ByteScan(const std::vector<ThreeBytes>& rows, Way way = Way::kFastest);

  // The rows (bits, in order) that may begin at `at`. Requires: at < text.size().
  std::uint64_t rows_at(std::string_view text, std::size_t at) const {
    return bytes_[0][byte(text, at)] & bytes_[1][byte(text, at + 1)] & bytes_[2][byte(text, at + 2)];
  }

  // Calls visit(place, rows) for every place from `from` on where a row may begin, in order, until it returns false.
  template <class Visit>
  void visit(std::string_view text, std::size_t from, Visit visit) const {
    for (std::size_t i = from; i < text.size(); i += 32) {
      const char* at = text.data() + i;
      char end[kRead];
      if (text.size() - i < kRead) {
        std::memset(end, 0, kRead);
        std::memcpy(end, at, text.size() - i);
        at = end;
      }
      for (std::uint32_t may = places(at); may != 0; may &= may - 1) {
        const std::size_t place = i + static_cast<std::size_t>(std::countr_zero(may));
        if (place >= text.size()) return;
        const std::uint64_t rows = rows_at(text, place);
        if (rows != 0 && !visit(place, rows)) return;
      }
    }
  }

 private:
  static constexpr std::size_t kRead = 34;
  // Sixteen low and sixteen high halves of a byte, twice, as vector registers take them: which groups of rows may have
  // it at their first, second and third place.
  struct Halves {
    alignas(32) std::array<std::uint8_t, 32> low{}, high{};
  };

  static std::size_t byte(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
  }
  std::uint32_t places(const char* at) const;

  // Bit r: row r may have this byte at its first, second or third place.
  std::array<std::array<std::uint64_t, 256>, 3> bytes_{};
  std::array<Halves, 3> halves_{};
  bool vectors_;
};

}  // namespace warrant
