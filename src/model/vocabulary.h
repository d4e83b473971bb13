// A vocabulary from outside (Disease Ontology, MeSH, a hospital's own list) as values: what `concepts import` stores.
#pragma once

#include <string>
#include <vector>

namespace warrant {

struct VocabularyTerm {
  std::string code;  // "DOID:162", "D001943"; "" when the source has none
  std::string name;
  std::vector<std::string> synonyms;  // other words for exactly the same thing

  friend bool operator==(const VocabularyTerm&, const VocabularyTerm&) = default;
};

}  // namespace warrant
