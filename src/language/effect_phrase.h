// The parts of a statement of an effect: "X reduced Y compared with Z", "Y was lower with X than with Z".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warrant {

// Words as printed; empty where the statement does not say.
struct EffectPhrase {
  std::string outcome, subject, comparator;
};

// Told by the first word of direction or difference (cues.tsv), the verb's form and prepositions; all empty without
// one.
EffectPhrase effect_phrase(std::string_view statement);

// The statements that a sentence joins, each with the words before its verb: "A reduced X but did not change Y" makes
// "A reduced X" and "A did not change Y". One, the sentence without what ends it, where it makes one.
std::vector<std::string> effect_parts(std::string_view statement);

}  // namespace warrant
