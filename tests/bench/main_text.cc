// Reads file names from standard input and prints each page's main text (evidence passages, no title) as one line, "\n"
// and "\\" escaped, for tests/bench/main_text.py. A refused page gives an empty line and its reason on standard error.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "ingest/reader/reader.h"

namespace warrant {
extern const Reader html_reader;
}

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto documents = warrant::read_all(warrant::html_reader, {bytes, path});
    std::string line;
    if (!documents) {
      std::cerr << path << ": " << to_string(documents.error()) << '\n';
    } else {
      for (const warrant::Document& d : *documents)
        for (const warrant::Passage& p : d.passages) {
          if (!is_evidence(p.place)) continue;
          for (const char c : slice(d.text, p.span)) line += c == '\\' ? std::string("\\\\") : std::string(1, c);
          line += "\\n";
        }
    }
    std::cout << line << '\n';
  }
}
