#include "src/query/testimony.h"

#include <algorithm>

#include <fmt/format.h>

#include "src/query/hearing.h"

namespace warrant {

std::string shown(const Claim& claim) {
  std::string out =
      claim.value
          ? fmt::format("{}{}", claim.value_op == Operator::kEqual ? "" : symbol_of(claim.value_op), *claim.value)
          : "";
  if (claim.value_high) out += fmt::format("-{}", *claim.value_high);
  if (!claim.unit.empty()) out += (claim.unit == "%" ? "" : " ") + claim.unit;
  if (claim.ci_low && claim.ci_high) out += fmt::format(" ({} to {})", *claim.ci_low, *claim.ci_high);
  return out;
}

WitnessDocument::WitnessDocument(IndexedDocument indexed)
    : document(std::move(indexed)),
      sentences(source_sentences(document)),
      aliases(aliases_of(document.document)),
      title(title_words(document)) {
  for (const Claim& claim : document.claims) claims_.emplace_back(claim.value_span.start, &claim);
  std::stable_sort(claims_.begin(), claims_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  // Short forms count as their words, so that "CRT" is chemoradiotherapy.
  for (SourceSentence& sentence : sentences) {
    std::set<std::string> long_forms;
    for (const std::string& word : sentence.words)
      if (const auto at = aliases.find(word); at != aliases.end())
        long_forms.insert(at->second.begin(), at->second.end());
    sentence.words.merge(long_forms);
  }
}

void WitnessDocument::label(SourceSentence& sentence) const {
  if (sentence.is_labelled) return;
  warrant::label(sentence, document, aliases);
  constexpr std::size_t kMostWords = 4;  // what is longer is no name of a group
  for (LabelledNumber& number : sentence.labelled) {
    const Claim* claim = claim_at(sentence.span.start + number.span.start);
    if (claim == nullptr) continue;
    if (number.number.p_op == Operator::kNone && claim->p_value) {
      number.number.p_op = claim->p_op;
      number.number.p = claim->p_value;
    }
    // Subjects of running text are less sure than its words (tried: more wrong than right).
    if (!sentence.table_row) continue;
    if (claim->at) number.words.insert(time_word(*claim->at));
    if (claim->subject.find(',') != std::string::npos) continue;
    if (std::set<std::string> group = label_words(claim->subject, aliases); group.size() <= kMostWords)
      number.words.merge(group);
  }
}

const Rarity& WitnessDocument::rarity() {
  if (!rarity_) {
    for (SourceSentence& sentence : sentences) label(sentence);
    rarity_.emplace(sentences);
    for (const SourceSentence& sentence : sentences)
      for (const LabelledNumber& number : sentence.labelled) groups_.insert(number.groups.begin(), number.groups.end());
  }
  return *rarity_;
}

const Contrasts& WitnessDocument::contrasts() {
  if (!contrasts_) {
    rarity();
    contrasts_.emplace(document, sentences, aliases);
  }
  return *contrasts_;
}

const std::set<std::string>& WitnessDocument::groups() {
  rarity();
  return groups_;
}

const Claim* WitnessDocument::claim_at(std::uint32_t place) const {
  const Claim* found = nullptr;
  for (auto at = std::lower_bound(claims_.begin(), claims_.end(), place,
                                  [](const auto&entry, std::uint32_t start) { return entry.first < start; });
       at != claims_.end() && at->first == place; ++at)
    if (found == nullptr || (found->measure.empty() && !at->second->measure.empty())) found = at->second;
  return found;
}

Testimony hear(const Claim& claim, const CitingStatement& statement, WitnessDocument& source) {
  Testimony testimony;
  if (claim.value) {
    if (hear_aligned(statement, source, testimony) || hear_sample(statement, source, testimony) ||
        hear_pair(statement, source, testimony))
      return testimony;
    hear_numbers(claim, statement, source, testimony);
    if (is_result(claim.measure) && testimony.support < 0 && testimony.against < 0.9 && !testimony.stitched)
      hear_claims(claim, statement, source.document, testimony);
  }
  if (!claim.value) {
    hear_words(claim, statement, source, testimony);
  } else if (testimony.support < 0 && testimony.against < 0.9 && !testimony.stitched) {
    hear_rivals(claim, statement, source, testimony);
    if (testimony.against < 0 && !testimony.stitched) hear_altered(claim, statement, source, testimony);
    if (testimony.against < 0 && !testimony.stitched) hear_unit(statement, source, testimony);
  }
  return testimony;
}

}  // namespace warrant
