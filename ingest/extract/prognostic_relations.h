// The words that relate a factor to an outcome in a sentence: "were independent predictors of", "was associated with",
// "no significant difference in", "portends worse", "depends on".
#pragma once

#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

// Where the factors stand, seen from the relating words. kDepends: factors right, the outcome left ("survival depends
// on").
enum class Side { kLeft, kRight, kEither, kDepends };

struct Relation {
  ByteSpan words;  // in the sentence
  Side side = Side::kLeft;
  bool needs_sense = false;   // counts only with words that say better or worse
  bool names_factor = false;  // says "factor", "predictor"… itself
};

// Whether a sentence may hold a relation: a cheap look.
bool may_relate(std::string_view sentence);

// All relations of a sentence, the surest kinds first; of a hostile sentence the first few dozen.
std::vector<Relation> relations_in(std::string_view sentence);

}  // namespace warrant
