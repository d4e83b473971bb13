// Other forms of a word that a stemmer does not join: British and American spelling, Greek and Latin inflections,
// Greek letters and their names, mutant and mutated, "IL-6" and "IL6". For searching: what is found is weighed below
// what was typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warrant {

// The same word as others write it: British and American spelling, Greek letters and their names, written together or
// apart. As variants(), of which they are part.
std::vector<std::string> spellings(std::string_view word);

// The other forms of a word as typed, lower case, without the word itself; words apart by a space must stand together.
// Empty for most words. Linear time.
std::vector<std::string> variants(std::string_view word);

}  // namespace warrant
