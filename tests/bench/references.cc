// Prints parse_reference() of every line of standard input as tab-separated fields, for tests/bench/references.py.
#include <iostream>
#include <string>

#include "ingest/reader/reference_text.h"

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    const warrant::Reference r = warrant::parse_reference(line);
    const std::string year = r.year != 0 ? std::to_string(r.year) : "";
    const std::string first = r.authors.empty() ? "" : r.authors.front();
    const std::string count = r.authors.empty() ? "" : std::to_string(r.authors.size());
    std::cout << year << '\t' << r.volume << '\t' << r.pages << '\t' << r.doi << '\t' << r.pmid << '\t' << r.title
              << '\t' << r.journal << '\t' << first << '\t' << count << '\n';
  }
}
