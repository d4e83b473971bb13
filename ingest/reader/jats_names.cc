// Names of people and identifiers in their normal forms.
#include <algorithm>

#include "ingest/reader/jats.h"
#include "src/base/text.h"

namespace warrant::jats {

std::string person_name(pugi::xml_node node) {
  std::string family, given, suffix;
  for (const pugi::xml_node part : node.children()) {
    const std::string_view name = local_name(part);
    if (name == "surname" && family.empty()) family = text_of(part);
    if (name == "given-names" && given.empty()) given = text_of(part);
    if (name == "suffix" && suffix.empty()) suffix = text_of(part);
  }
  if (family.empty() && given.empty()) return text_of(node);
  std::string name = family;
  for (const std::string& part : {given, suffix})
    if (!part.empty()) name += (name.empty() ? "" : " ") + part;
  return name;
}

std::string normal_doi(std::string_view doi) {
  const std::size_t at = doi.find("10.");
  if (at == std::string_view::npos) return "";
  doi = trim(doi.substr(at));
  doi = doi.substr(0, doi.find_first_of(" \t\r\n<>\""));
  while (!doi.empty() && (doi.back() == '.' || doi.back() == ',' || doi.back() == ';')) doi.remove_suffix(1);
  return doi.find('/') == std::string_view::npos ? "" : ascii_lower(doi);
}

std::string normal_pmcid(std::string_view id) {
  id = trim(id);
  if (ascii_lower(id.substr(0, 3)) == "pmc") id.remove_prefix(3);
  id = id.substr(0, id.find('.'));  // "PMC123.1" is version 1
  const bool digits = !id.empty() && std::all_of(id.begin(), id.end(), is_ascii_digit);
  return digits ? "PMC" + std::string(id) : "";
}

std::string normal_pmid(std::string_view id) {
  id = trim(id);
  if (ascii_lower(id.substr(0, 5)) == "pmid:") id = trim(id.substr(5));
  return !id.empty() && id.size() <= 9 && std::all_of(id.begin(), id.end(), is_ascii_digit) ? std::string(id) : "";
}

}  // namespace warrant::jats
