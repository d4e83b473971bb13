#include "src/query/compare.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/stem.h"

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
  if (item.claim)
    for (const std::string* part : {&item.claim->claim.population, &item.claim->claim.subject})
      if (!part->empty()) return *part;
  return item.document.id;
}

// What is known of both and is not the same.
std::vector<std::string> differences(const EvidenceItem& a, const EvidenceItem& b) {
  std::vector<std::string> list;
  const auto add = [&](std::string_view name, const std::string& first, const std::string& second) {
    if (first != second && (!first.empty() || !second.empty()))
      list.push_back(
          fmt::format("{}: {} / {}", name, first.empty() ? "not said" : first, second.empty() ? "not said" : second));
  };
  if (a.claim && b.claim) {
    const Claim &x = a.claim->claim, &y = b.claim->claim;
    add("population", x.population, y.population);
    add("group", x.subject, y.subject);
    add("comparator", x.comparator, y.comparator);
    add("analysis", x.analysis, y.analysis);
    add("result", x.cited ? "of a cited work" : "own", y.cited ? "of a cited work" : "own");
  }
  const auto number = [](std::int32_t n) { return n > 0 ? fmt::format("{}", n) : std::string(); };
  add("design", a.study_design, b.study_design);
  add("n", number(a.sample_size), number(b.sample_size));
  add("year", number(a.document.year), number(b.document.year));
  return list;
}

// The quote speaks of all of the outcome and of most of the subject: its direction is about what is asked.
bool speaks_of(std::string_view quote, const Interpretation& asked) {
  std::set<std::string> said;
  for (const Word& word : words_of(quote)) said.insert(word.stem);
  std::size_t wanted = 0, held = 0;
  for (const Word& word : words_of(asked.outcome)) {
    if (is_stop_word(slice(asked.outcome, word.span))) continue;
    if (!said.contains(word.stem)) return false;
    ++held;
  }
  if (held == 0) return false;
  held = 0;
  for (const Word& word : words_of(asked.subject)) {
    if (is_stop_word(slice(asked.subject, word.span))) continue;
    ++wanted;
    held += said.count(word.stem);
  }
  return wanted == 0 || 2 * held >= wanted;
}

std::string label(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string listed(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return parts.empty() ? "" : parts.front();
  return fmt::format("{} and {}", joined(std::span(parts).first(parts.size() - 1), ", "), parts.back());
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
           fmt::format("{} ({}) against {} ({})", value_of(*first), setting(a), value_of(*second), setting(b)),
           differences(a, b)});
    }
  }
  // Opposite directions of the asked outcome.
  if (answer.interpretation.outcome.empty()) return conflicts;
  std::vector<const EvidenceItem*> directed;
  for (const EvidenceItem& item : answer.evidence)
    if ((item.direction == "increased" || item.direction == "decreased") &&
        (!item.claim || !item.claim->claim.assumption) && speaks_of(item.quote, answer.interpretation))
      directed.push_back(&item);
  for (std::size_t i = 0; i < directed.size(); ++i) {
    for (std::size_t k = i + 1; k < directed.size(); ++k) {
      const EvidenceItem &a = *directed[i], &b = *directed[k];
      if (a.direction == b.direction || a.document.id == b.document.id) continue;
      if (!told.insert({std::min(a.document.id, b.document.id), std::max(a.document.id, b.document.id)}).second)
        continue;
      conflicts.push_back({{a.rank, b.rank},
                           fmt::format("{} {} ({}) against {} ({})", answer.interpretation.outcome, a.direction,
                                       setting(a), b.direction, setting(b)),
                           differences(a, b)});
    }
  }
  return conflicts;
}

std::string summary_of(const Answer& answer) {
  std::set<std::string> documents, valued_documents;
  std::vector<std::string> values;
  std::size_t up = 0, down = 0, same = 0;
  std::set<std::string> directed;
  for (const EvidenceItem& item : answer.evidence) {
    documents.insert(item.document.id);
    if (!item.direction.empty() && directed.insert(item.document.id).second) {
      up += item.direction == "increased";
      down += item.direction == "decreased";
      same += item.direction == "no_difference";
    }
    if (const Claim* claim = valued(item, answer); claim != nullptr) {
      valued_documents.insert(item.document.id);
      const std::string value = value_of(*claim);
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
  }
  const auto count = [](std::size_t n, std::string_view noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
  };
  std::string marked;
  const auto retracted =
      static_cast<std::size_t>(std::count_if(answer.evidence.begin(), answer.evidence.end(),
                                             [](const auto& item) { return !item.document.retraction.empty(); }));
  if (retracted > 0)
    marked = fmt::format(" {} marked as retracted, listed last.",
                         retracted == 1 ? "1 passage is" : fmt::format("{} passages are", retracted));
  if (!values.empty()) {
    std::set<std::string> kinds;
    for (const Conflict& conflict : answer.conflicts)
      for (const std::string& differ : conflict.differ) kinds.insert(differ.substr(0, differ.find(':')));
    std::string out =
        fmt::format("{} report{} {}: {}", count(valued_documents.size(), "document"),
                    valued_documents.size() == 1 ? "s" : "", label(answer.interpretation.measure), listed(values));
    if (!kinds.empty()) out += fmt::format("; they differ in {}", listed({kinds.begin(), kinds.end()}));
    return out + "." + marked;
  }
  std::string out =
      fmt::format("{} from {}", count(answer.evidence.size(), "passage"), count(documents.size(), "document"));
  // A work counts once, by the first of its passages that has a direction.
  std::vector<std::string> directions;
  if (up > 0) directions.push_back(fmt::format("{} an increase", up));
  if (down > 0) directions.push_back(fmt::format("{} a decrease", down));
  if (same > 0) directions.push_back(fmt::format("{} no difference", same));
  if (!answer.interpretation.outcome.empty() && !directions.empty())
    out += documents.size() == 1 ? "; by its words " + directions.front().substr(2)
                                 : "; by the words of each " + listed(directions);
  if (!answer.conflicts.empty()) out += fmt::format("; {}", count(answer.conflicts.size(), "disagreement"));
  return out + "." + marked;
}

}  // namespace warrant
