#include "src/query/compare.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace warrant {
namespace {

const Claim* valued(const EvidenceItem& item, const Answer& answer) {
  if (!item.claim || !item.claim->claim.value || item.claim->claim.assumption) return nullptr;
  const Claim& claim = item.claim->claim;
  return !answer.interpretation.measure.empty() && claim.measure == answer.interpretation.measure ? &claim : nullptr;
}

std::string value_of(const Claim& claim) {
  std::string out = claim.value_text.empty() ? fmt::format("{}", *claim.value) : claim.value_text;
  if (claim.value_high && claim.value_text.empty()) out += fmt::format("\u2013{}", *claim.value_high);
  if (claim.unit == "%") return out.back() == '%' ? out : out + "%";
  return claim.unit.empty() ? out : out + " " + claim.unit;
}

// Only values of one unit, outcome and time point are compared.
bool comparable(const Claim& a, const Claim& b) {
  return a.unit == b.unit && a.at == b.at && (a.outcome == b.outcome || a.outcome.empty() || b.outcome.empty());
}

bool incompatible(const Claim& a, const Claim& b) {
  if (a.ci_low && a.ci_high && b.ci_low && b.ci_high) return *a.ci_high < *b.ci_low || *b.ci_high < *a.ci_low;
  const double larger = std::max(std::fabs(*a.value), std::fabs(*b.value));
  return larger > 0 && std::fabs(*a.value - *b.value) > 0.2 * larger;
}

std::string setting(const EvidenceItem& item) {
  const Claim& claim = item.claim->claim;
  for (const std::string* part : {&claim.population, &claim.subject})
    if (!part->empty()) return *part;
  return item.document.id;
}

std::string label(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string listed(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return parts.empty() ? "" : parts.front();
  return fmt::format("{} and {}", fmt::join(parts.begin(), parts.end() - 1, ", "), parts.back());
}

}  // namespace

std::vector<Conflict> conflicts_in(const Answer& answer) {
  std::vector<Conflict> conflicts;
  std::set<std::pair<std::string, std::string>> told;
  for (std::size_t i = 0; i < answer.evidence.size(); ++i) {
    const Claim* first = valued(answer.evidence[i], answer);
    if (first == nullptr) continue;
    for (std::size_t k = i + 1; k < answer.evidence.size(); ++k) {
      const EvidenceItem &a = answer.evidence[i], &b = answer.evidence[k];
      const Claim* second = valued(b, answer);
      if (second == nullptr || a.document.id == b.document.id || !comparable(*first, *second) ||
          !incompatible(*first, *second))
        continue;
      if (!told.insert({std::min(a.document.id, b.document.id), std::max(a.document.id, b.document.id)}).second)
        continue;
      conflicts.push_back(
          {{a.rank, b.rank},
           fmt::format("{} ({}) against {} ({})", value_of(*first), setting(a), value_of(*second), setting(b))});
    }
  }
  return conflicts;
}

std::string summary_of(const Answer& answer) {
  std::set<std::string> documents, valued_documents;
  std::vector<std::string> values;
  std::size_t up = 0, down = 0, same = 0;
  for (const EvidenceItem& item : answer.evidence) {
    documents.insert(item.document.id);
    up += item.direction == "increased";
    down += item.direction == "decreased";
    same += item.direction == "no_difference";
    if (const Claim* claim = valued(item, answer); claim != nullptr) {
      valued_documents.insert(item.document.id);
      const std::string value = value_of(*claim);
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
  }
  const auto count = [](std::size_t n, std::string_view noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
  };
  if (!values.empty())
    return fmt::format("{} report{} {}: {}.", count(valued_documents.size(), "document"),
                       valued_documents.size() == 1 ? "s" : "", label(answer.interpretation.measure), listed(values));
  std::string out =
      fmt::format("{} from {}", count(answer.evidence.size(), "passage"), count(documents.size(), "document"));
  std::vector<std::string> directions;
  if (up > 0) directions.push_back(fmt::format("{} an increase", up));
  if (down > 0) directions.push_back(fmt::format("{} a decrease", down));
  if (same > 0) directions.push_back(fmt::format("{} no difference", same));
  if (!answer.interpretation.outcome.empty() && !directions.empty()) out += "; by their words " + listed(directions);
  return out + ".";
}

}  // namespace warrant
