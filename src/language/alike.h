// Words that lay pages and papers use for one thing ("baby", "infant"): one stem for all of a group (alike.tsv).
#pragma once

#include <string>
#include <string_view>

namespace warrant {

// The stem that stands for the group of `stem`; `stem` itself where it is of none. Lifetime: static, or that of `stem`.
std::string_view alike(std::string_view stem);

// The same of a British spelling ("diarrhoea", "anaemia", "tumour", "randomis") as of the American one.
std::string one_spelling(std::string stem);

}  // namespace warrant
