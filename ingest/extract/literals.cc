#include "ingest/extract/literals.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::uint64_t kFoldsToAscii = std::uint64_t{1} << 63;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr std::size_t byte(char c) { return static_cast<unsigned char>(c); }
constexpr bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

bool has_vectors() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

bool stands(std::string_view text, std::size_t at, const Literal& row) {
  if (text.size() - at < row.text.size()) return false;
  for (std::size_t i = 0; i < row.text.size(); ++i)
    if (lower(text[at + i]) != row.text[i]) return false;
  if (!row.word && !row.end) return true;
  const std::size_t end = at + row.text.size();
  return !(row.word && at > 0 && word_char(text[at - 1])) && !(end < text.size() && word_char(text[end]));
}

}  // namespace

Literals::Literals(std::vector<Literal> rows, Scan scan)
    : rows_(std::move(rows)), vectors_(scan == Scan::kFastest && has_vectors()) {
  // Rows of one group begin alike, so that a group lets few other bytes through.
  std::vector<std::size_t> order(rows_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows_[a].text < rows_[b].text; });
  std::array<std::array<std::uint64_t, 256>*, 3> exact = {&first_, &second_, &third_};
  const auto allow_one = [&](std::size_t place, unsigned char c, std::uint64_t bit, std::uint8_t group) {
    (*exact[place])[c] |= bit;
    for (std::size_t copy : {0u, 16u}) {
      halves_[place].low[copy + (c & 15)] |= group;
      halves_[place].high[copy + (c >> 4)] |= group;
    }
  };
  const auto allow = [&](std::size_t place, char c, std::uint64_t bit, std::uint8_t group) {
    allow_one(place, static_cast<unsigned char>(c), bit, group);
    if (c >= 'a' && c <= 'z') allow_one(place, static_cast<unsigned char>(c - 32), bit, group);
  };
  const auto allow_any = [&](std::size_t place, std::uint64_t bit, std::uint8_t group) {
    for (unsigned c = 0; c < 256; ++c) allow_one(place, static_cast<unsigned char>(c), bit, group);
  };
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t r = order[k];
    const std::uint64_t bit = std::uint64_t{1} << r;
    const auto group = static_cast<std::uint8_t>(1u << (k * 8 / order.size()));
    const Literal& row = rows_[r];
    allow(0, row.text[0], bit, group);
    allow(1, row.text[1], bit, group);
    if (row.text.size() > 2)
      allow(2, row.text[2], bit, group);
    else
      allow_any(2, bit, group);
    if (!row.word && !row.end) all_ |= row.users;
  }
  // U+017F is C5 BF, U+212A is E2 84 AA.
  constexpr std::uint8_t kLastGroup = 128;
  for (const unsigned char c : {0xC5, 0xE2}) allow_one(0, c, kFoldsToAscii, kLastGroup);
  for (const unsigned char c : {0xBF, 0x84}) allow_one(1, c, kFoldsToAscii, kLastGroup);
  allow_any(2, kFoldsToAscii, kLastGroup);
}

// The rows that may stand at `at`, by the first three bytes there. Requires: at + 1 < text.size().
std::uint64_t Literals::may_stand(std::string_view text, std::size_t at) const {
  // The end of the text has no third byte: two-byte rows only, whose bits are in every place.
  const char next = at + 2 < text.size() ? text[at + 2] : '\0';
  return first_[byte(text[at])] & second_[byte(text[at + 1])] & third_[byte(next)];
}

#if defined(__x86_64__)
namespace {

// The 32 places from `at` on where a row may begin, by the halves of three bytes (the method of Hyperscan's "Teddy").
__attribute__((target("avx2"))) std::uint32_t places_avx2(const std::uint8_t* const (&low)[3],
                                                          const std::uint8_t* const (&high)[3], const char* at) {
  const __m256i half = _mm256_set1_epi8(15);
  __m256i groups = _mm256_set1_epi8(-1);
  for (int k = 0; k < 3; ++k) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + k));
    const __m256i lows = _mm256_load_si256(reinterpret_cast<const __m256i*>(low[k]));
    const __m256i highs = _mm256_load_si256(reinterpret_cast<const __m256i*>(high[k]));
    groups = _mm256_and_si256(groups, _mm256_shuffle_epi8(lows, _mm256_and_si256(bytes, half)));
    groups = _mm256_and_si256(groups, _mm256_shuffle_epi8(highs, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
  }
  const __m256i none = _mm256_cmpeq_epi8(groups, _mm256_setzero_si256());
  return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
}

}  // namespace
#endif

// Of the 32 places from `at` on those where a row may begin, as bits. Requires: 34 readable bytes.
std::uint32_t Literals::places(const char* at) const {
#if defined(__x86_64__)
  if (vectors_)
    return places_avx2({halves_[0].low.data(), halves_[1].low.data(), halves_[2].low.data()},
                       {halves_[0].high.data(), halves_[1].high.data(), halves_[2].high.data()}, at);
#endif
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < 32; ++i) found |= may_stand({at, 34}, i) != 0 ? 1u << i : 0;
  return found;
}

// Calls visit(place) for every place from `from` on where a row may begin, in order, until it returns false.
template <class Visit>
void Literals::visit_places(std::string_view text, std::size_t from, Visit visit) const {
  constexpr std::size_t kRead = 34;
  for (std::size_t i = from; i + 1 < text.size(); i += 32) {
    const char* at = text.data() + i;
    char end[kRead];
    if (text.size() - i < kRead) {
      std::memset(end, 0, kRead);
      std::memcpy(end, at, text.size() - i);
      at = end;
    }
    for (std::uint32_t may = places(at); may != 0; may &= may - 1) {
      const std::size_t place = i + static_cast<std::size_t>(std::countr_zero(may));
      if (place + 1 >= text.size() || !visit(place)) return;
    }
  }
}

std::uint32_t Literals::in(std::string_view text) const {
  std::uint32_t found = 0;
  visit_places(text, 0, [&](std::size_t at) {
    std::uint64_t may = may_stand(text, at);
    if ((may & kFoldsToAscii) != 0) {
      found |= all_;
      may &= ~kFoldsToAscii;
    }
    for (; may != 0; may &= may - 1) {
      const Literal& row = rows_[static_cast<std::size_t>(std::countr_zero(may))];
      if ((found & row.users) != row.users && stands(text, at, row)) found |= row.users;
    }
    return true;
  });
  return found;
}

std::uint64_t Literals::rows(std::string_view text, std::uint64_t enough) const {
  std::uint64_t found = 0;
  visit_places(text, 0, [&](std::size_t at) {
    std::uint64_t may = may_stand(text, at) & ~found;
    if ((may & kFoldsToAscii) != 0) {
      found = (std::uint64_t{1} << rows_.size()) - 1;
      return false;
    }
    for (; may != 0; may &= may - 1) {
      const auto row = static_cast<std::size_t>(std::countr_zero(may));
      if (stands(text, at, rows_[row])) found |= std::uint64_t{1} << row;
    }
    return (found & enough) == 0;
  });
  return found;
}

std::size_t Literals::find(std::string_view text, std::size_t from) const {
  std::size_t found = std::string_view::npos;
  visit_places(text, from, [&](std::size_t place) {
    if (at(text, place)) found = place;
    return found == std::string_view::npos;
  });
  return found;
}

bool Literals::at(std::string_view text, std::size_t at) const {
  if (at + 1 >= text.size()) return false;
  for (std::uint64_t may = may_stand(text, at) & ~kFoldsToAscii; may != 0; may &= may - 1)
    if (stands(text, at, rows_[static_cast<std::size_t>(std::countr_zero(may))])) return true;
  return false;
}

bool Literals::folds_to_ascii(std::string_view text) {
  return text.find("\xC5\xBF") != std::string_view::npos || text.find("\xE2\x84\xAA") != std::string_view::npos;
}

}  // namespace warrant
