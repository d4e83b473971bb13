// Fits the weights of src/query/features.def on questions whose evidence doctors marked, and says how well they rank.
//
//   bench_ask_weights QUESTIONS.jsonl FOLDER_OF_NXML [rounds]
//
// Questions are split by article into two halves; weights are fitted on each half and measured on the other, then
// fitted on both. The model is a softmax over the sentences of the article: the sum of the marked sentences' shares is
// made as large as possible (listwise maximum likelihood, gradient ascent with momentum, L2 penalty).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ingest/pipeline/pipeline.h"
#include "src/base/digest.h"
#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/query/scoring.h"

namespace {

using namespace warrant;

struct Asked {
  std::string question, label;
  std::vector<Features> features;
  std::vector<bool> marked;
  std::vector<std::string> quotes;
  std::string found_direction;
  int half = 0;
};

// The scorer's measure of sameness: bags of lower-case words and numbers.
std::map<std::string, int> bag(std::string_view text) {
  std::map<std::string, int> words;
  std::string word;
  const std::string lower = ascii_lower(text);
  bool digits = false;
  const auto flush = [&] {
    if (!word.empty()) ++words[word];
    word.clear();
  };
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = lower[i];
    const bool digit = is_ascii_digit(c), letter = c >= 'a' && c <= 'z';
    if (!word.empty() && (digit || letter) && digit != digits) flush();
    const bool point = digits && !word.empty() && (c == '.' || lower.compare(i, 2, "\u00B7") == 0) &&
                       word.find('.') == std::string::npos && i + 1 < lower.size() &&
                       is_ascii_digit(lower[i + (c == '.' ? 1 : 2)]);
    if (point) {
      word += '.';
      if (c != '.') ++i;
    } else if (digit || letter) {
      digits = digit;
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return words;
}

bool overlaps(std::string_view quote, std::string_view gold) {
  const auto q = bag(quote), g = bag(gold);
  double common = 0, nq = 0, ng = 0;
  for (const auto& [word, n] : q) nq += n;
  for (const auto& [word, n] : g) {
    ng += n;
    if (const auto found = q.find(word); found != q.end()) common += std::min(n, found->second);
  }
  return nq > 0 && ng > 0 && (common / ng >= 0.6 || (nq >= 6 && common / nq >= 0.8));
}

double dot(const Features& f, const Features& w) {
  double sum = 0;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += f[i] * w[i];
  return sum;
}

struct Figures {
  double at1 = 0, at5 = 0, at10 = 0, mrr = 0;
  std::size_t n = 0;
};

Figures figures_of(const std::vector<Asked>& all, const Features& weights, int half) {
  Figures figures;
  for (const Asked& asked : all) {
    if (half >= 0 && asked.half != half) continue;
    ++figures.n;
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < asked.features.size(); ++i) order.emplace_back(-dot(asked.features[i], weights), i);
    const std::size_t top = std::min<std::size_t>(order.size(), 10);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top), order.end());
    for (std::size_t rank = 0; rank < top; ++rank) {
      if (!asked.marked[order[rank].second]) continue;
      figures.at1 += rank < 1;
      figures.at5 += rank < 5;
      figures.at10 += rank < 10;
      figures.mrr += 1.0 / static_cast<double>(rank + 1);
      break;
    }
  }
  return figures;
}

void say(const char* name, const Figures& f) {
  const auto n = static_cast<double>(f.n);
  fmt::print("{:<28} @1 {:.3f}  @5 {:.3f}  @10 {:.3f}  MRR {:.3f}  (n={})\n", name, f.at1 / n, f.at5 / n, f.at10 / n,
             f.mrr / n, f.n);
}

Features fit(const std::vector<Asked>& all, int half, Features weights, int rounds) {
  Features momentum{};
  constexpr double kRate = 0.5, kPenalty = 0.002;
  for (int round = 0; round < rounds; ++round) {
    Features gradient{};
    double n = 0;
    for (const Asked& asked : all) {
      if (half >= 0 && asked.half != half) continue;
      if (std::none_of(asked.marked.begin(), asked.marked.end(), [](bool m) { return m; })) continue;
      ++n;
      std::vector<double> score(asked.features.size());
      double top = -1e300;
      for (std::size_t i = 0; i < score.size(); ++i) top = std::max(top, score[i] = dot(asked.features[i], weights));
      double sum = 0, marked = 0;
      for (std::size_t i = 0; i < score.size(); ++i) {
        score[i] = std::exp(score[i] - top);
        sum += score[i];
        if (asked.marked[i]) marked += score[i];
      }
      for (std::size_t i = 0; i < score.size(); ++i) {
        const double push = (asked.marked[i] ? score[i] / marked : 0) - score[i] / sum;
        if (std::fabs(push) < 1e-6) continue;
        for (std::size_t k = 0; k < kFeatures; ++k) gradient[k] += push * asked.features[i][k];
      }
    }
    for (std::size_t k = 0; k < kFeatures; ++k) {
      momentum[k] = 0.9 * momentum[k] + kRate * (gradient[k] / n - kPenalty * weights[k]);
      weights[k] += momentum[k];
    }
  }
  return weights;
}

double direction_f1(const std::vector<Asked>& all, const Features& weights, int half) {
  const std::array<std::string, 3> labels = {"increased", "decreased", "no_difference"};
  double sum = 0;
  std::map<std::pair<std::string, std::string>, int> table;
  for (const Asked& asked : all) {
    if ((half >= 0 && asked.half != half) || asked.label.empty() || asked.features.empty()) continue;
    std::size_t best = 0;
    for (std::size_t i = 1; i < asked.features.size(); ++i)
      if (dot(asked.features[i], weights) > dot(asked.features[best], weights)) best = i;
    const Interpretation shown = understand(asked.question).shown;
    const std::string got(name_of(direction_of(asked.quotes[best], {shown.outcome, shown.subject, shown.comparator})));
    ++table[{asked.label, got.empty() ? "none" : got}];
  }
  for (const std::string& label : labels) {
    double tp = 0, fp = 0, fn = 0;
    for (const auto& [key, count] : table) {
      if (key.first == label && key.second == label) tp += count;
      if (key.first != label && key.second == label) fp += count;
      if (key.first == label && key.second != label) fn += count;
    }
    sum += tp > 0 ? 2 * tp / (2 * tp + fp + fn) : 0;
  }
  for (const auto& [key, count] : table) fmt::print("    {} -> {}: {}\n", key.first, key.second, count);
  return sum / 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_ask_weights QUESTIONS.jsonl FOLDER_OF_NXML [rounds]\n");
    return 2;
  }
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 200;
  std::map<std::string, std::unique_ptr<IndexedDocument>> documents;
  StemTable stems;
  std::map<std::string, std::unique_ptr<QuestionedDocument>> prepared;
  std::vector<Asked> all;
  std::ifstream in(argv[1]);
  std::size_t unfound = 0;
  for (std::string line; std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    const std::string id = json["pmcid"];
    if (!documents.count(id)) {
      std::ifstream file(fmt::format("{}/{}.nxml", argv[2], id), std::ios::binary);
      Source source;
      source.name = id + ".nxml";
      source.bytes = {std::istreambuf_iterator<char>(file), {}};
      StageSeconds seconds;
      auto read = index_source(source, sha256_hex(source.bytes), seconds);
      if (read.empty() || !read.front()) {
        fmt::print(stderr, "{}: {}\n", id, read.empty() ? "nothing" : to_string(read.front().error()));
        continue;
      }
      documents[id] = std::make_unique<IndexedDocument>(std::move(*read.front()));
      prepared[id] = std::make_unique<QuestionedDocument>(*documents[id], stems);
    }
    Asked asked;
    asked.question = json["question"];
    if (json["label"].is_string()) asked.label = json["label"];
    asked.half = std::stoi(sha256_hex(id).substr(0, 2), nullptr, 16) % 2;
    const IndexedDocument& document = *documents[id];
    for (ScoredSentence& s : prepared[id]->score(understand(asked.question), &asked.features)) {
      asked.quotes.emplace_back(
          slice(document.document.text, document.sentences[static_cast<std::size_t>(s.sentence)].span));
      bool marked = false;
      for (const auto& gold : json["evidence"])
        marked = marked || overlaps(asked.quotes.back(), gold.get<std::string>());
      asked.marked.push_back(marked);
    }
    unfound += std::none_of(asked.marked.begin(), asked.marked.end(), [](bool m) { return m; });
    all.push_back(std::move(asked));
  }
  fmt::print("{} questions, {} without any marked sentence in reach\n", all.size(), unfound);
  const Features now = feature_weights();
  say("weights as they are", figures_of(all, now, -1));
  fmt::print("direction macro-F1 {:.3f}\n", direction_f1(all, now, -1));
  if (rounds == 0) return 0;
  const Features first = fit(all, 0, now, rounds), second = fit(all, 1, now, rounds);
  say("fitted on A, measured on A", figures_of(all, first, 0));
  say("fitted on A, measured on B", figures_of(all, first, 1));
  say("fitted on B, measured on B", figures_of(all, second, 1));
  say("fitted on B, measured on A", figures_of(all, second, 0));
  const Features both = fit(all, -1, now, rounds);
  say("fitted on both", figures_of(all, both, -1));
  fmt::print("direction macro-F1 {:.3f}\n", direction_f1(all, both, -1));
  for (std::size_t k = 0; k < kFeatures; ++k) fmt::print("WARRANT_FEATURE({}, {:.2f})\n", feature_names()[k], both[k]);
  return 0;
}
