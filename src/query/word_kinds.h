// Kinds of words in questions, by stem: what they say of the thing asked about.
#pragma once

#include <string_view>
#include <vector>

namespace warrant {

// Not people, their age or how ill they are.
bool is_condition_word(std::string_view stem);

// The stems that name people of the time of life that `stem` asks for or of a part of it ("infant": "newborn"), itself
// among them; none for other words.
std::vector<std::string_view> same_age(std::string_view stem);

// A control group goes by many names.
bool is_control_word(std::string_view stem);

// Says how much or how often of the outcome, not what it is.
bool is_amount_word(std::string_view stem);

// "Fall", "increase": which way it goes is found.
bool is_change_word(std::string_view stem);

// Says that something is done, not what: "therapy" of "mirror therapy".
bool is_treatment_word(std::string_view stem);

// Words of questions for factors and recommendations that say what is asked, not of what.
bool is_asking_word(std::string_view stem);

// Says how often something is given, which goes by many words: "monthly".
bool is_frequency_word(std::string_view stem);

}  // namespace warrant
