#include "src/query/scoring.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

double weight_of(Role role) {
  switch (role) {
    case Role::kOutcome:
      return 3.0;
    case Role::kSubject:
      return 1.0;
    case Role::kComparator:
      return 0.3;
    case Role::kPopulation:
      return 1.0;
    case Role::kOther:
      return 1.0;
  }
  return 1.0;
}

template <std::size_t n>
bool holds_any(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "p < 0.05", "P=.03", "p-value": a p that stands alone before an operator.
bool has_p_value(std::string_view lower) {
  for (std::size_t at = lower.find('p'); at != std::string_view::npos; at = lower.find('p', at + 1)) {
    if (at > 0 && is_ascii_alpha(lower[at - 1])) continue;
    std::size_t next = at + 1;
    while (next < lower.size() && (lower[next] == ' ' || lower[next] == '-')) ++next;
    if (lower.substr(next, 5) == "value") return true;
    if (next < lower.size() && (lower[next] == '<' || lower[next] == '=' || lower[next] == '>')) return true;
    if (lower.substr(next, 3) == "\u2264" || lower.substr(next, 3) == "\u2265") return true;
  }
  return false;
}

}  // namespace

ResultCues cues_of(std::string_view sentence) {
  static constexpr std::array<std::string_view, 5> kInterval = {"confidence interval", "% ci", "%ci", " ci:", "(ci "};
  static constexpr std::array<std::string_view, 7> kRatio = {
      "hazard ratio", "odds ratio", "risk ratio", "relative risk", " hr ", "(hr", "(or "};
  static constexpr std::array<std::string_view, 12> kComparison = {
      " than ",         "compared with", "compared to",  " versus ",      " vs",     "between the two",
      "between groups", "both groups",   "respectively", "control group", "placebo", "between treatment"};
  static constexpr std::array<std::string_view, 30> kEffect = {
      "significan", "increase", "decrease",   "reduc",     "improv",     "higher",  "lower",  "greater",
      "differ",     "similar",  "associated", "effect",    "longer",     "shorter", "fewer",  "less ",
      "better",     "worse",    "superior",   "inferior",  "comparable", "prolong", "declin", "rose ",
      "fell ",      "smaller",  "larger",     "no change", "unchanged",  "more "};
  const std::string lower = ascii_lower(sentence);
  ResultCues cues;
  cues.p_value = has_p_value(lower);
  cues.interval = holds_any(lower, kInterval);
  cues.ratio = holds_any(lower, kRatio);
  cues.comparison = holds_any(lower, kComparison);
  cues.effect = holds_any(lower, kEffect);
  cues.digit = std::any_of(lower.begin(), lower.end(), is_ascii_digit);
  return cues;
}

std::vector<ScoredSentence> score_sentences(const IndexedDocument& indexed, const UnderstoodQuestion& question) {
  const Document& document = indexed.document;
  const std::size_t sentences = indexed.sentences.size();
  const std::size_t terms = question.terms.size();
  std::vector<std::uint16_t> counts(sentences * terms, 0);
  std::vector<double> frequency(terms, 0);
  for (std::size_t s = 0; s < sentences; ++s) {
    for (const Word& word : words_of(slice(document.text, indexed.sentences[s].span)))
      for (std::size_t t = 0; t < terms; ++t)
        if (word.stem == question.terms[t].stem && counts[s * terms + t] < 1000) ++counts[s * terms + t];
    for (std::size_t t = 0; t < terms; ++t) frequency[t] += counts[s * terms + t] > 0 ? 1 : 0;
  }
  const auto n = static_cast<double>(sentences);
  std::vector<double> weight(terms, 0);
  double whole = 0;
  for (std::size_t t = 0; t < terms; ++t) {
    weight[t] = weight_of(question.terms[t].role) * std::log(1 + (n - frequency[t] + 0.5) / (frequency[t] + 0.5));
    whole += weight[t];
  }
  std::vector<ScoredSentence> scored;
  double previous = 0;
  std::int32_t previous_passage = -1;
  for (std::size_t s = 0; s < sentences; ++s) {
    const Sentence& sentence = indexed.sentences[s];
    const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
    double relevance = 0, covered = 0;
    for (std::size_t t = 0; t < terms; ++t) {
      const double tf = counts[s * terms + t];
      if (tf == 0) continue;
      relevance += weight[t] * tf * 2.2 / (tf + 1.2);
      covered += weight[t];
    }
    const double shared = sentence.passage == previous_passage ? 0.1 * previous : 0;
    previous = relevance;
    previous_passage = sentence.passage;
    if (relevance <= 0 || !is_evidence(passage.place)) continue;
    if (passage.kind == PassageKind::kHeading || passage.kind == PassageKind::kTitle) continue;
    const ResultCues cues = cues_of(slice(document.text, sentence.span));
    double score = relevance + shared;
    double bonus = 0;
    if (cues.p_value) bonus += 0.35;
    if (cues.interval || cues.ratio) bonus += 0.25;
    if (cues.comparison) bonus += 0.2;
    if (cues.effect) bonus += 0.3;
    if (cues.digit) bonus += 0.15;
    score *= 1 + bonus;
    scored.push_back({static_cast<std::int32_t>(s), score, whole > 0 ? covered / whole : 0});
  }
  std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return scored;
}

std::string direction_of(std::string_view sentence) {
  static constexpr std::array<std::string_view, 20> kSame = {
      "no significant",    "not significant",  "no difference",
      "not differ",        "no statistically", "similar",
      "did not differ",    "no effect",        "comparable",
      "not statistically", "nonsignificant",   "non-significant",
      "unchanged",         "no change",        "not different",
      "did not change",    "no evidence",      "did not significantly",
      "not affect",        "equivalent"};
  static constexpr std::array<std::string_view, 13> kUp = {"increas", "higher",  "greater",  "longer", "improv",
                                                           "more ",   "rose ",   "elevated", "better", "superior",
                                                           "larger",  "prolong", "gain"};
  static constexpr std::array<std::string_view, 13> kDown = {"decreas",  "lower",    "reduc",  "shorter", "less ",
                                                             "fewer",    "fell ",    "declin", "smaller", "worse",
                                                             "diminish", "inferior", "loss"};
  const std::string lower = ascii_lower(sentence);
  if (holds_any(lower, kSame)) return "no_difference";
  const auto first = [&](const auto& words) {
    std::size_t at = std::string::npos;
    for (std::string_view word : words) at = std::min(at, lower.find(word));
    return at;
  };
  const std::size_t up = first(kUp), down = first(kDown);
  if (up == down) return "";
  return up < down ? "increased" : "decreased";
}

}  // namespace warrant
