// Macro-F1 of direction_of on sentences that medical doctors marked as evidence (evidence-inference-dev.jsonl), on the
// documents that the rules were calibrated on and on the others. --misses prints what went wrong on the former.
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "src/language/direction.h"

namespace {

using warrant::Direction;

struct Tally {
  std::map<std::pair<std::string, std::string>, int> counts;  // gold, said

  void print(const char* name) const {
    double sum = 0;
    int all = 0, right = 0;
    std::string line;
    for (const char* label : {"increased", "decreased", "no_difference"}) {
      int tp = 0, fp = 0, fn = 0;
      for (const auto& [key, n] : counts) {
        if (key.first == label && key.second == label) tp += n;
        if (key.first == label && key.second != label) fn += n;
        if (key.first != label && key.second == label) fp += n;
        if (key.first == label) all += n;
      }
      right += tp;
      const double f1 = tp == 0 ? 0 : 2.0 * tp / (2.0 * tp + fp + fn);
      sum += f1;
      line += fmt::format("  {} {:.3f}", label, f1);
    }
    fmt::print("{}: macro-F1 {:.3f}{}  right {}/{}\n", name, sum / 3, line, right, all);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: bench_direction evidence-inference-dev.jsonl CALIBRATION_IDS [--misses]\n";
    return 2;
  }
  std::set<std::string> calibration;
  std::ifstream ids(argv[2]);
  for (std::string line; std::getline(ids, line);) calibration.insert(line);
  const bool misses = argc > 3;
  Tally seen, unseen;
  std::ifstream in(argv[1]);
  for (std::string line; std::getline(in, line);) {
    const auto q = nlohmann::json::parse(line);
    if (!q["label"].is_string() || q["evidence"].empty()) continue;
    const std::string gold = q["label"], sentence = q["evidence"][0], outcome = q["outcome"],
                      subject = q["intervention"], comparator = q["comparator"], document = q["pmcid"];
    const std::string said(name_of(warrant::direction_of(sentence, {outcome, subject, comparator})));
    const bool calibrated = calibration.contains(document);
    (calibrated ? seen : unseen).counts[{gold, said}]++;
    if (misses && calibrated && said != gold)
      fmt::print("{} said {}\n  I {} | C {} | O {}\n  {}\n", gold, said.empty() ? "nothing" : said, subject, comparator,
                 outcome, sentence);
  }
  seen.print("calibration half");
  unseen.print("unseen half");
}
