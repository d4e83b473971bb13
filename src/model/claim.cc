#include "src/model/claim.h"

#include <fmt/format.h>

#include "src/base/digest.h"

namespace warrant {
namespace {

void put(std::string& out, const std::optional<double>& number) {
  if (number) out += fmt::format("{}", *number);  // shortest form that reads back the same
  out += '|';
}

}  // namespace

std::string claim_id(std::string_view document_id, const Claim& c) {
  std::string key = fmt::format("{}|{}-{}|{}-{}|{}|{}|{}|", document_id, c.span.start, c.span.end, c.value_span.start,
                                c.value_span.end, c.kind, c.measure, symbol_of(c.value_op));
  for (const auto& number : {c.value, c.value_high, c.ci_low, c.ci_high, c.ci_level, c.p_value, c.sd, c.se, c.q_low,
                             c.q_high, c.n, c.total, c.statistic, c.df, c.df2})
    put(key, number);
  key += fmt::format("{}|{}|{}|{}|{}|", symbol_of(c.p_op), c.unit, c.not_reached,
                     c.at ? fmt::format("{} {}", c.at->value, c.at->unit) : "", c.statistic_name);
  // Claims without numbers (factors, recommendations) differ by what they speak of.
  if (!c.value) key += fmt::format("{}|{}|{}|", c.subject, c.outcome, c.strength);
  return "c:" + sha256_hex(key).substr(0, 16);
}

}  // namespace warrant
