// Precision, recall and F1 of negations() on the NegEx test kit (rsAnnotations-1-120-random.txt): is the marked
// condition of a sentence denied? --misses prints the wrong ones.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/cues.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_negation rsAnnotations-1-120-random.txt [--misses]\n";
    return 2;
  }
  int right = 0, wrong = 0, missed = 0, lost = 0, all = 0;
  std::ifstream in(argv[1]);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream columns(line);
    std::string number, condition, sentence, status;
    std::getline(columns, number, '\t');
    std::getline(columns, condition, '\t');
    std::getline(columns, sentence, '\t');
    std::getline(columns, status, '\t');
    if (status.empty()) continue;
    ++all;
    // The condition stands in capitals in the sentence; white space may differ.
    const std::string text = warrant::collapse_space(sentence);
    std::string wanted = warrant::collapse_space(condition);
    for (char& c : wanted)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    std::size_t at = text.find(wanted);
    if (at == std::string::npos) at = warrant::ascii_lower(text).find(warrant::ascii_lower(wanted));
    if (at == std::string::npos) {
      ++lost;
      continue;
    }
    const warrant::ByteSpan part{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + wanted.size())};
    const bool said = warrant::is_negated(text, part), gold = status == "Negated";
    right += said && gold ? 1 : 0;
    wrong += said && !gold ? 1 : 0;
    missed += !said && gold ? 1 : 0;
    if (argc > 2 && said != gold) fmt::print("{} | {} | {}\n", said ? "wrong " : "missed", wanted, text);
  }
  const double p = 1.0 * right / (right + wrong), r = 1.0 * right / (right + missed);
  fmt::print("NegEx: sentences {}  negated {}  precision {:.4f}  recall {:.4f}  F1 {:.4f}  (condition not found: {})\n",
             all, right + missed, p, r, 2 * p * r / (p + r), lost);
}
