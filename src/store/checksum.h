// Check sums of rows, so that `check --deep` finds a flipped bit in any stored field, not in the text alone.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "src/model/claim.h"
#include "src/model/review.h"

namespace warrant {

// Sums words of 64 bits; every step can be undone, so any change within one word changes the sum. Against accidents,
// not against people.
class Checksum {
 public:
  Checksum& add(std::uint64_t word);
  Checksum& add(std::string_view bytes);  // with their length, so that fields cannot flow into each other
  std::int64_t value() const { return static_cast<std::int64_t>(sum_); }

 private:
  std::uint64_t sum_ = 0x9E3779B97F4A7C15u;
};

// Of all that was read of a document but its text (which has a SHA-256) and its source's name; not of what is derived.
std::int64_t checksum_of(const IndexedDocument& document);

std::int64_t checksum_of(const std::vector<Sentence>& sentences);

// Of the claims of a document, with their citations and the words they stand on. Words are summed once, however many
// claims stand on them.
class ClaimChecksums {
 public:
  // Lifetime of the text: that of this.
  explicit ClaimChecksums(std::string_view text) : text_(text) {}
  std::int64_t of(const Claim& claim);

 private:
  std::string_view text_;
  std::map<ByteSpan, Checksum> quotes_;
};

std::int64_t checksum_of(const Review& review);

}  // namespace warrant
