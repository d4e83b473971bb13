#include "src/model/review.h"

#include <algorithm>

#include "src/base/digest.h"

namespace warrant {
namespace {

constexpr std::size_t kNeighbour = 64;

std::string hash(std::string_view bytes) { return sha256_hex(bytes).substr(0, 16); }

std::string hash_before(std::string_view text, ByteSpan span) {
  const std::size_t from = span.start > kNeighbour ? span.start - kNeighbour : 0;
  return hash(text.substr(from, span.start - from));
}

std::string hash_after(std::string_view text, ByteSpan span) { return hash(text.substr(span.end, kNeighbour)); }

std::vector<const Claim*> equal_claims(const Review& review, const std::vector<Claim>& claims, std::string_view text) {
  std::vector<const Claim*> equal;
  for (const Claim& claim : claims) {
    if (claim.span.size() != review.quote.size() || claim.span.end > text.size()) continue;
    const std::string_view quote = slice(text, claim.span);
    if (quote == review.quote && claim_words(claim, quote) == review.words) equal.push_back(&claim);
  }
  return equal;
}

}  // namespace

std::string claim_words(const Claim& claim, std::string_view quote) {
  Claim placeless = claim;
  placeless.span = {0, claim.span.size()};
  placeless.value_span = {claim.value_span.start - claim.span.start, claim.value_span.end - claim.span.start};
  return claim_id(quote, placeless).substr(2);
}

void anchor(Review& review, const Claim& claim, const std::vector<Claim>& claims, std::string_view text) {
  review.quote = std::string(slice(text, claim.span));
  review.span = claim.span;
  review.words = claim_words(claim, review.quote);
  review.before = hash_before(text, claim.span);
  review.after = hash_after(text, claim.span);
  review.copies = static_cast<std::int32_t>(equal_claims(review, claims, text).size());
}

const Claim* claim_of(const Review& review, const std::vector<Claim>& claims, std::string_view text) {
  const std::vector<const Claim*> equal = equal_claims(review, claims, text);
  if (equal.size() == 1 && review.copies == 1) return equal.front();
  std::vector<const Claim*> both, one;
  for (const Claim* claim : equal) {
    const bool before = hash_before(text, claim->span) == review.before;
    const bool after = hash_after(text, claim->span) == review.after;
    if (before && after) both.push_back(claim);
    if (before || after) one.push_back(claim);
  }
  if (both.size() == 1) return both.front();
  return both.empty() && one.size() == 1 ? one.front() : nullptr;
}

bool is_utc_time(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00Z";
  return text.size() == kShape.size() && std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == '0' ? c >= '0' && c <= '9' : c == shape;
         });
}

}  // namespace warrant
