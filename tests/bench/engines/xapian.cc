// Xapian on the sentences and questions that bench_retrieval exports; the counterpart of Lucene.java. Built by
// tests/bench/engines/compare, since nothing else needs libxapian.
//
//   xapian FOLDER    in: sentences.tsv, articles.tsv (name, text), queries.tsv (article, words); out: one line of
//   figures
#include <ctime>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <xapian.h>

namespace {

struct Asked {
  std::string article, words;
};

double now_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double at(std::vector<double> ms, double quantile) {
  std::sort(ms.begin(), ms.end());
  return ms[std::min(ms.size() - 1, static_cast<std::size_t>(quantile * double(ms.size())))];
}

std::string index(const std::string& folder, const std::string& name) {
  const std::string path = folder + "/xapian-" + name;
  std::filesystem::remove_all(path);
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("english"));
  generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
  std::ifstream lines(folder + "/" + name + ".tsv");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text_without_positions(line.substr(tab + 1));
    document.set_data(line.substr(0, tab));
    database.add_document(document);
  }
  database.commit();
  return path;
}

Xapian::Query query_of(const std::string& words) {
  static const Xapian::Stem stem("english");
  std::set<std::string> terms;
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t to = std::min(words.find(' ', from), words.size());
    std::string word = words.substr(from, to - from);
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!word.empty()) terms.insert(stem(word));
    from = to + 1;
  }
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string folder = argv[1];
  std::vector<Asked> asked;
  std::ifstream lines(folder + "/queries.tsv");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    asked.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  const Xapian::BM25Weight weight(1.2, 0, 1, 0.75, 0.5);
  Xapian::Database sentences(index(folder, "sentences")), articles(index(folder, "articles"));
  std::vector<double> ms, first;
  for (int round = 0; round < 3; ++round) {
    for (const Asked& one : asked) {
      const double start = now_ms();
      Xapian::Enquire enquire(sentences);
      enquire.set_weighting_scheme(weight);
      enquire.set_query(query_of(one.words));
      (void)enquire.get_mset(0, 10);
      (round == 0 ? first : ms).push_back(now_ms() - start);
    }
  }
  double right = 0, reciprocal = 0;
  for (const Asked& one : asked) {
    Xapian::Enquire enquire(articles);
    enquire.set_weighting_scheme(weight);
    enquire.set_query(query_of(one.words));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    double rank = 0;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      ++rank;
      if (hit.get_document().get_data() != one.article) continue;
      reciprocal += 1 / rank;
      right += rank == 1 ? 1 : 0;
      break;
    }
  }
  double sum = 0;
  for (double value : ms) sum += value;
  std::printf("Xapian\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.4f\t%.4f\n", sum / double(ms.size()), at(ms, 0.5), at(ms, 0.95),
              at(ms, 0.99), at(first, 0.5), right / double(asked.size()), reciprocal / double(asked.size()));
  return 0;
}
