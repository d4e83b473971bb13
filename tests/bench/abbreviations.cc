// Precision and recall of abbreviations() on the MED1250 corpus (MED1250_labeled): pairs of short and long form,
// compared as strings, for each record. --misses prints the wrong and the missed ones.
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/abbreviation.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_abbreviations MED1250_labeled [--misses]\n";
    return 2;
  }
  using Pair = std::pair<std::string, std::string>;
  std::set<Pair> gold, said;
  std::string id;
  int right = 0, wrong = 0, missed = 0;
  const auto count = [&] {
    for (const Pair& pair : said)
      if (gold.contains(pair)) {
        ++right;
      } else {
        ++wrong;
        if (argc > 2) fmt::print("{} wrong  {} | {}\n", id, pair.first, pair.second);
      }
    for (const Pair& pair : gold)
      if (!said.contains(pair)) {
        ++missed;
        if (argc > 2) fmt::print("{} missed {} | {}\n", id, pair.first, pair.second);
      }
    gold.clear();
    said.clear();
  };
  std::ifstream in(argv[1]);
  for (std::string line; std::getline(in, line);) {
    const std::string_view text = warrant::trim(line);
    if (!text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos) {
      count();
      id = text;
    } else if (line.starts_with("  ") && line.find('|') != std::string::npos) {
      const std::size_t bar = text.find('|'), next = text.find('|', bar + 1);
      gold.emplace(text.substr(0, bar), warrant::trim(text.substr(bar + 1, next - bar - 1)));
    } else {
      for (const auto& found : warrant::abbreviations(text)) said.emplace(found.short_form, found.long_form);
    }
  }
  count();
  const double p = 1.0 * right / (right + wrong), r = 1.0 * right / (right + missed);
  fmt::print("MED1250: precision {:.4f}  recall {:.4f}  F1 {:.4f}  (right {}, wrong {}, missed {})\n", p, r,
             2 * p * r / (p + r), right, wrong, missed);
}
