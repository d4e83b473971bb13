// The parts of a statement of an effect: "X reduced Y compared with Z", "Y was lower with X than with Z".
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// Words as printed; empty where the statement does not say.
struct EffectPhrase {
  std::string outcome, subject, comparator;
};

// Told by the first word of direction or difference (cues.tsv), the verb's form and prepositions; all empty without
// one.
EffectPhrase effect_phrase(std::string_view statement);

}  // namespace warrant
