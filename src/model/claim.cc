#include "src/model/claim.h"

#include <functional>
#include <iterator>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "src/base/digest.h"

namespace warrant {
namespace {

using Key = fmt::memory_buffer;

void put(Key& key, std::string_view text) {
  key.append(text.data(), text.data() + text.size());
  key.push_back('|');
}

void put(Key& key, ByteSpan span) {
  fmt::format_to(std::back_inserter(key), FMT_COMPILE("{}-{}|"), span.start, span.end);
}

void put(Key& key, const std::optional<double>& number) {
  if (number) fmt::format_to(std::back_inserter(key), FMT_COMPILE("{}"), *number);  // shortest that reads back the same
  key.push_back('|');
}

}  // namespace

std::string claim_id(std::string_view document_id, const Claim& c) {
  Key key;
  put(key, document_id);
  put(key, c.span);
  put(key, c.value_span);
  put(key, c.kind);
  put(key, c.measure);
  put(key, symbol_of(c.value_op));
  for (const auto& number : {c.value, c.value_high, c.ci_low, c.ci_high, c.ci_level, c.p_value, c.sd, c.se, c.q_low,
                             c.q_high, c.n, c.total, c.statistic, c.df, c.df2})
    put(key, number);
  put(key, symbol_of(c.p_op));
  put(key, c.unit);
  put(key, c.not_reached ? "true" : "false");
  put(key, c.at ? fmt::format("{} {}", c.at->value, c.at->unit) : "");
  put(key, c.statistic_name);
  // Claims without numbers (factors, recommendations) differ by what they speak of.
  if (!c.value)
    for (const std::string& text : {std::cref(c.subject), std::cref(c.outcome), std::cref(c.strength)}) put(key, text);
  return "c:" + sha256_hex({key.data(), key.size()}).substr(0, 16);
}

}  // namespace warrant
