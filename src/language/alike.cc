#include "src/language/alike.h"

#include <map>
#include <utility>

#include "data.gen.h"
#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

std::string american(std::string stem) {
  for (const auto& [from, to] : {std::pair("oe", "e"), std::pair("ae", "e")})
    if (const std::size_t at = stem.find(from); at != std::string::npos && stem.size() > 5) stem.replace(at, 2, to);
  if (stem.size() > 4 && stem.ends_with("our")) stem.replace(stem.size() - 3, 3, "or");
  // "programme"; "diagnoses" beside "diagnosis", "analyses" beside "analysis"
  if (stem == "programm") return "program";
  if (stem.size() > 6 && stem.ends_with("si")) stem.pop_back();
  // "standardis" of "standardised" beside "standard" of "standardized"
  if (stem.size() > 5 && stem.ends_with("is")) return warrant::stem(stem.substr(0, stem.size() - 2) + "ize");
  return stem;
}

using Groups = std::map<std::string, std::string, std::less<>>;

Groups read_groups() {
  Groups groups;
  std::string_view rest = data::alike;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line[0] == '#') continue;
    std::string first;
    while (!line.empty()) {
      const std::size_t bar = line.find('|');
      std::string word = stem(trim(line.substr(0, bar)));
      line.remove_prefix(bar == std::string_view::npos ? line.size() : bar + 1);
      if (first.empty()) first = word;
      groups.emplace(american(word), first);
      groups.emplace(std::move(word), first);
    }
  }
  return groups;
}

}  // namespace

std::string_view alike(std::string_view word) {
  static const Groups groups = read_groups();
  const auto at = groups.find(word);
  return at == groups.end() ? word : std::string_view(at->second);
}

std::string one_spelling(std::string stem) {
  stem = american(std::move(stem));
  return std::string(alike(stem));
}

}  // namespace warrant
