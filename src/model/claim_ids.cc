#include "src/model/claim_ids.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "src/base/digest.h"

namespace warrant {
namespace {

// Bytes; a longer quote goes into the ids of its claims by its digest, made once: thousands of claims in one sentence
// would each read all of it.
constexpr std::size_t kLongQuote = 8192;

}  // namespace

void assign_claim_ids(IndexedDocument& d) {
  std::vector<std::size_t> order(d.claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return d.claims[a].value_span.start < d.claims[b].value_span.start;
  });
  std::unordered_map<std::string, int> seen;
  std::map<ByteSpan, std::string> digests;  // of long quotes
  std::string key;
  for (const std::size_t i : order) {
    Claim& claim = d.claims[i];
    const ByteSpan span = claim.span, value = claim.value_span;
    claim.span = {0, span.size()};
    claim.value_span = {value.start - span.start, value.end - span.start};
    key = d.id;
    key += '|';
    const std::string_view quote = slice(d.document.text, span);
    if (quote.size() <= kLongQuote) {
      key += quote;
    } else {
      std::string& digest = digests[span];
      if (digest.empty()) digest = sha256_hex(quote);
      key += digest;
    }
    claim.id = claim_id(key, claim);
    if (const int before = seen[claim.id]++; before > 0) claim.id = claim_id(fmt::format("{}|{}", key, before), claim);
    claim.span = span;
    claim.value_span = value;
  }
}

}  // namespace warrant
