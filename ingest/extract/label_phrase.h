// The last look at a label cut out of a sentence: the short noun phrase that a reader would say, or nothing.
#pragma once

#include <string>

namespace warrant {

// "lower odds of relapse in the drug group" -> "relapse"; "" = it names no outcome ("30 out of 167", "after feedback").
std::string outcome_phrase(std::string words);

// "smokers were 50%" -> "smokers"; "" = it names nobody and no factor ("much", "twice the influence").
std::string group_phrase(std::string words);

// Both sides of a comparison as names: "patients who were given tea" -> "tea", "in the tea arm" -> "tea arm".
void name_groups(std::string& subject, std::string& comparator);

}  // namespace warrant
