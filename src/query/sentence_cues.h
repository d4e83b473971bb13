// What a sentence tells of itself: whether it is tentative, denied, a finding, of others or of the start; and whether
// it is a copy of another one, turned or not.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/language/number.h"

namespace warrant {

// Some word of the text is one of these.
bool has_any(std::string_view text, const WordSet& words);
// What may be, or was only looked for: "may", "was assessed".
bool is_tentative(std::string_view text);
// Tells what was found: no aim, no plan, nothing that was known before or that others say.
bool states_finding(std::string_view text);
// Holds "no", "not", "neither" or their like.
bool is_denied(std::string_view text);
// "Not" stands next before a word that the statement affirms: "did not significantly reduce" of "reduced".
bool denies_word_of(std::string_view statement, std::string_view sentence);
// "At baseline", and at no other time.
bool tells_baseline(std::string_view text);
// Tells what others found, without a mark.
bool speaks_of_others(std::string_view text);
// "In contrast to A, B …", "unlike A, B …": nothing is said of A. `subject`: label words of A.
bool sets_aside(const std::set<std::string>& subject, std::string_view sentence);
// The stretch of the sentence that tells the statement nearly word for word, in its order, but for words of direction
// and denial; empty where it does not. It views `sentence`.
std::string_view told_window(std::string_view statement, std::string_view sentence);
// Which ways the words of direction of a text go, in order: 1 and -1 more and less, 2 and -2 better and worse, 3 and -3
// faster and slower.
std::vector<int> ways_of(std::string_view text);
// Of a sentence that tells the statement nearly word for word: whether it turns it; none: it tells something else.
std::optional<bool> turns_copy(std::string_view statement, std::string_view sentence);

}  // namespace warrant
