#include "src/query/places.h"

#include <cmath>

namespace warrant {

Rarity::Rarity(const std::vector<SourceSentence>& sentences) {
  std::map<std::string, int, std::less<>> uses;
  for (const SourceSentence& sentence : sentences) {
    std::set<std::string> words = sentence.own_labels;
    for (const LabelledNumber& number : sentence.labelled) words.insert(number.words.begin(), number.words.end());
    words.insert(sentence.context_labels.begin(), sentence.context_labels.end());
    for (const std::string& word : words) ++uses[word];
  }
  const double all = static_cast<double>(sentences.size()) + 1;
  for (const auto& [word, count] : uses) weights_[word] = std::log(all / count) + 0.1;
}

double Rarity::of(const std::string& word) const {
  const auto at = weights_.find(word);
  return at == weights_.end() ? 0 : at->second;
}

double belonging(const std::set<std::string>& labels, const SourceSentence& sentence, const LabelledNumber& number,
                 const Rarity& rarity) {
  constexpr double kNear = 0.5, kContext = 0.4;
  double all = 0, here = 0;
  for (const std::string& word : labels) {
    const double weight = rarity.of(word);
    all += weight;
    if (weight == 0) continue;
    if (number.words.contains(word)) {
      here += weight;
    } else if (sentence.own_labels.contains(word)) {
      bool others = false;
      for (const LabelledNumber& other : sentence.labelled)
        others = others || (&other != &number && other.number.unit == number.number.unit && other.words.contains(word));
      here += weight * (!others ? 1 : number.near.contains(word) ? kNear : 0);
    } else if (sentence.heading.contains(word)) {
      here += weight;
    } else if (sentence.context_labels.contains(word)) {
      here += weight * kContext;
    }
  }
  return all == 0 ? 0 : here / all;
}

}  // namespace warrant
