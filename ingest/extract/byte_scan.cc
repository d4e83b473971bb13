#include "ingest/extract/byte_scan.h"

#include <algorithm>
#include <numeric>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace warrant {
namespace {

bool has_vectors() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

// By the lowest bytes that they may begin with.
bool before(const ThreeBytes& a, const ThreeBytes& b) {
  for (std::size_t place = 0; place < a.size(); ++place)
    if (a[place]._Find_first() != b[place]._Find_first()) return a[place]._Find_first() < b[place]._Find_first();
  return false;
}

#if defined(__x86_64__)
// The 32 places from `at` on where a row may begin, by the halves of three bytes.
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
#endif

}  // namespace

ByteScan::ByteScan(const std::vector<ThreeBytes>& rows, Way way) : vectors_(way == Way::kFastest && has_vectors()) {
  // Rows of one group begin alike, so that a group lets few other bytes through.
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before(rows[a], rows[b]); });
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::uint64_t bit = std::uint64_t{1} << order[k];
    const auto group = static_cast<std::uint8_t>(1u << (k * 8 / order.size()));
    for (std::size_t place = 0; place < 3; ++place)
      for (std::size_t c = rows[order[k]][place]._Find_first(); c < 256; c = rows[order[k]][place]._Find_next(c)) {
        bytes_[place][c] |= bit;
        for (const std::size_t copy : {0u, 16u}) {
          halves_[place].low[copy + (c & 15)] |= group;
          halves_[place].high[copy + (c >> 4)] |= group;
        }
      }
  }
}

// Of the 32 places from `at` on those where a row may begin, as bits. Requires: kRead readable bytes.
std::uint32_t ByteScan::places(const char* at) const {
#if defined(__x86_64__)
  if (vectors_)
    return places_avx2({halves_[0].low.data(), halves_[1].low.data(), halves_[2].low.data()},
                       {halves_[0].high.data(), halves_[1].high.data(), halves_[2].high.data()}, at);
#endif
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < 32; ++i) found |= rows_at({at, kRead}, i) != 0 ? 1u << i : 0;
  return found;
}

}  // namespace warrant
