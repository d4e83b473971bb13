// Denied and hedged words: negation and hedging cues and how far each reaches (after NegEx and ConText: Chapman et al.,
// J Biomed Inform 2001;34:301, Harkema et al., J Biomed Inform 2009;42:839; own rules). The words are in cues.tsv.
#pragma once

#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

// A cue and the words that it governs, as places in the sentence given. The scope may be empty.
struct CueScope {
  ByteSpan cue;
  ByteSpan scope;
};

// What a sentence denies ("no", "denies", "without", "was ruled out"), in order of the cues.
std::vector<CueScope> negations(std::string_view sentence);

// What a sentence says with reserve ("may", "suggests", "possibly"), in order of the cues; a hedge governs the clause.
std::vector<CueScope> hedges(std::string_view sentence);

// Whether `part`, a place in the sentence, is denied, or said with reserve.
bool is_negated(std::string_view sentence, ByteSpan part);
bool is_hedged(std::string_view sentence, ByteSpan part);

}  // namespace warrant
