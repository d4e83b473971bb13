// How much of what a statement says belongs to one number of a source: its own words, those of its sentence that are no
// other number's, and, less, those of its section, caption and heading row. Words weigh by their rarity in the source,
// so that "initial" tells an initial from a definitive cure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "src/query/agreement.h"

namespace warrant {

class Rarity {
 public:
  Rarity() = default;
  // Requires: all `sentences` are labelled.
  explicit Rarity(const std::vector<SourceSentence>& sentences);
  double of(const std::string& word) const;  // 0: the source does not have it

 private:
  std::map<std::string, double, std::less<>> weights_;
};

// Share of `labels` (those that the source has at all, by rarity) that belongs to `number` of `sentence`, 0 to 1.
double belonging(const std::set<std::string>& labels, const SourceSentence& sentence, const LabelledNumber& number,
                 const Rarity& rarity);

}  // namespace warrant
