// What people say of claims. A review hangs on the words that were reviewed, not on rows or places: it finds them again
// in every later version of the document, exactly or not at all (W3C TextQuoteSelector: exact words with their
// neighbours).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/record.h"
#include "src/base/span.h"
#include "src/model/claim.h"

namespace warrant {

inline constexpr std::array<std::string_view, 4> kReviewStatuses = {"submitted", "under_review", "approved",
                                                                    "rejected"};

struct Review {
  WARRANT_RECORD(Review);

  std::string claim;     // id when it was reviewed
  std::string document;  // id of its document then
  std::string status;    // one of kReviewStatuses
  std::string by, at;    // who, and when: UTC, ISO 8601 with seconds ("2026-11-30T08:00:00Z")
  std::string note;      // "" = none
  // The anchor, see anchor().
  std::string quote;
  ByteSpan span;
  std::string words;          // claim_words()
  std::string before, after;  // hashes of the 64 bytes on each side
  std::int32_t copies = 1;    // how many claims of the document were equal to it, itself included

  friend bool operator==(const Review&, const Review&) = default;
};

// 16 hex digits over the claim's quote, kind, measure and values: what stays when the quote is kept, whatever becomes
// of its document's id or of the place.
std::string claim_words(const Claim& claim, std::string_view quote);

// Sets the anchor: the words of `claim`, one of a document's `claims`, in its canonical text, and their neighbours.
void anchor(Review& review, const Claim& claim, const std::vector<Claim>& claims, std::string_view text);

// The claim that a review speaks of among the claims that a document makes now, or null. Where there are or were equal
// claims on equal words, both neighbours tell which, else the one neighbour that is left; what they do not tell is not
// found.
const Claim* claim_of(const Review& review, const std::vector<Claim>& claims, std::string_view text);

// "2026-11-30T08:00:00Z"
bool is_utc_time(std::string_view text);

}  // namespace warrant
