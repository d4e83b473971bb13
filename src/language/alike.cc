#include "src/language/alike.h"

#include <map>

#include "data.gen.h"
#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

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

}  // namespace warrant
