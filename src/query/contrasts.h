// The groups that a work sets against each other ("flaxseed" and "wheat bran", "boys" and "girls"), and which of two
// some words name. So a number of one arm is no witness for a statement on the other, wherever it stands.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "src/query/agreement.h"

namespace warrant {

class Contrasts {
 public:
  using Words = std::set<std::string>;
  Contrasts() = default;
  // From the groups that numbers of one sentence have, the heads of columns with their sizes, and what claims are set
  // against. Requires: all `sentences` are labelled.
  Contrasts(const IndexedDocument& document, const std::vector<SourceSentence>& sentences, const Aliases& aliases);

  // `said` names one of two arms, and the first of `levels` that names any of the two names the other. `levels` are the
  // words around a number, nearest first. Returns the words of the arm that `said` names; empty = nothing is known.
  Words other_arm(const Words& said, const std::vector<const Words*>& levels) const;

  const std::vector<std::pair<Words, Words>>& pairs() const { return pairs_; }

 private:
  std::vector<std::pair<Words, Words>> pairs_;  // each both ways
};

}  // namespace warrant
