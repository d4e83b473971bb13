// Keys by which works are recognised as the same, and identifiers in the spellings people use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace warrant {

// A 63-bit hash of a title's letters and digits (case, accents and punctuation folded); nothing for titles under four
// words or 20 letters ("Introduction", "Reply"), which name no single work.
std::optional<std::int64_t> title_key(std::string_view title);

// The first author's family name, folded: "müller" for "Müller HJ". "" when there is none.
std::string author_key(const std::vector<std::string>& authors);

// An identifier as people write it, in the form stored: "PMC 123", "pmcid:PMC123" -> pmcid "PMC123"; "pmid: 12",
// "PMID12", "12" -> pmid; "https://doi.org/10.1/X", "doi:10.1/X" -> doi "10.1/x". Empty fields = not that kind.
struct Identifier {
  std::string pmcid, pmid, doi;
};
Identifier parse_identifier(std::string_view text);

// The number of one of PubMed's yearly and daily files in a source's name, in an order that can be compared:
// "folder/pubmed26n0012.xml.gz" -> "26n0012"; "" for other names.
std::string release_of(std::string_view source);

}  // namespace warrant
