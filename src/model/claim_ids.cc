#include "src/model/claim_ids.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

namespace warrant {

void assign_claim_ids(IndexedDocument& d) {
  std::vector<std::size_t> order(d.claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return d.claims[a].value_span.start < d.claims[b].value_span.start;
  });
  std::unordered_map<std::string, int> seen;
  std::string key;
  for (const std::size_t i : order) {
    Claim& claim = d.claims[i];
    const ByteSpan span = claim.span, value = claim.value_span;
    claim.span = {0, span.size()};
    claim.value_span = {value.start - span.start, value.end - span.start};
    key = d.id;
    key += '|';
    key += slice(d.document.text, span);
    claim.id = claim_id(key, claim);
    if (const int before = seen[claim.id]++; before > 0) claim.id = claim_id(fmt::format("{}|{}", key, before), claim);
    claim.span = span;
    claim.value_span = value;
  }
}

}  // namespace warrant
