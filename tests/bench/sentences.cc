// Sentence boundaries of split_sentences against the GENIA and CRAFT treebanks (sentence-gold.tar.gz, unpacked), and
// its speed over their text. A boundary is the end of a sentence inside a paragraph; --misses prints wrong and missing
// ones.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "ingest/segment/segmenter.h"
#include "src/base/text.h"

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The characters of a treebank token as they stand in the text.
std::string plain(const std::string& token) {
  static const std::map<std::string, std::string> kNames = {{"-LRB-", "("}, {"-RRB-", ")"}, {"-LSB-", "["},
                                                            {"-RSB-", "]"}, {"-LCB-", "{"}, {"-RCB-", "}"},
                                                            {"``", "\""},   {"''", "\""}};
  std::string out = token;
  for (const auto& [name, sign] : kNames)
    for (std::size_t at; (at = out.find(name)) != std::string::npos;) out.replace(at, name.size(), sign);
  return out;
}

// Sentences of a treebank file, white space left out.
std::vector<std::string> genia_sentences(const std::string& conllu) {
  std::vector<std::string> sentences(1);
  std::istringstream in(conllu);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      if (!sentences.back().empty()) sentences.emplace_back();
      continue;
    }
    const std::size_t tab = line.find('\t');
    sentences.back() += plain(line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1));
  }
  if (sentences.back().empty()) sentences.pop_back();
  return sentences;
}

std::vector<std::string> craft_sentences(const std::string& trees) {
  std::vector<std::string> sentences;
  std::istringstream in(trees);
  for (std::string line; std::getline(in, line);) {
    std::string sentence;
    for (std::size_t open = line.find('('); open != std::string::npos; open = line.find('(', open + 1)) {
      const std::size_t space = line.find_first_of(" ()", open + 1);
      if (space == std::string::npos || line[space] != ' ' || line[space + 1] == '(') continue;
      const std::size_t close = line.find(')', space);
      if (line.compare(open + 1, 6, "-NONE-") != 0) sentence += plain(line.substr(space + 1, close - space - 1));
    }
    if (!sentence.empty()) sentences.push_back(sentence);
  }
  return sentences;
}

struct Score {
  int right = 0, wrong = 0, missed = 0;
  void print(const char* name) const {
    const double p = right * 1.0 / (right + wrong), r = right * 1.0 / (right + missed);
    fmt::print("{}: boundaries {}  precision {:.4f}  recall {:.4f}  F1 {:.4f}\n", name, right + missed, p, r,
               2 * p * r / (p + r));
  }
};

std::string squeezed(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    const char32_t c = warrant::next_code_point(text, at);
    if (c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000) continue;
    if (c == 0x201C || c == 0x201D || c == '"') {
      out += '"';
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out;
}

void show(const char* what, const std::string& text, std::size_t at) {
  const std::size_t from = at < 60 ? 0 : at - 60;
  fmt::print("  {} …{} ▮ {}…\n", what, text.substr(from, at - from), text.substr(at, 50));
}

// Scores one paragraph against the next gold sentences, whose text it must be; what cannot be aligned is left out.
void score(const std::string& paragraph, const std::vector<std::string>& gold, std::size_t& next, Score& total,
           int& skipped, bool misses) {
  const std::string all = squeezed(paragraph);
  std::set<std::size_t> ends;
  std::size_t at = 0;
  const std::size_t first = next;
  while (next < gold.size() && at < all.size()) {
    const std::string sentence = squeezed(gold[next]);
    if (all.compare(at, sentence.size(), sentence) != 0) break;
    at += sentence.size();
    ends.insert(at);
    ++next;
  }
  if (at != all.size()) {
    next = first;
    ++skipped;
    return;
  }
  std::set<std::size_t> said;
  std::size_t length = 0;
  for (const auto span : warrant::split_sentences(paragraph)) {
    length += squeezed(warrant::slice(paragraph, span)).size();
    said.insert(length);
  }
  ends.erase(all.size());
  said.erase(all.size());
  for (const std::size_t end : ends) {
    if (said.contains(end)) {
      ++total.right;
    } else {
      ++total.missed;
      if (misses) show("missed", all, end);
    }
  }
  for (const std::size_t end : said)
    if (!ends.contains(end)) {
      ++total.wrong;
      if (misses) show("wrong ", all, end);
    }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_sentences FOLDER [--misses]   (FOLDER holds genia/ and craft-*/)\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const bool misses = argc > 2;
  std::string everything;
  Score genia, craft;
  int skipped = 0;
  for (const char* part : {"dev", "test"}) {
    const auto gold = genia_sentences(read(folder / "genia" / (std::string(part) + ".conllu")));
    std::ifstream ids(folder / "genia" / (std::string(part) + "_per_sentence.pmids"));
    std::map<std::string, std::vector<std::string>> by_document;
    std::size_t i = 0;
    for (std::string id; std::getline(ids, id) && i < gold.size(); ++i) by_document[id].push_back(gold[i]);
    for (const auto& [id, sentences] : by_document) {
      std::string text = read(folder / "genia" / "raw" / part / (id + ".txt"));
      for (char& c : text)
        if (c == '\n') c = ' ';
      everything += text + '\n';
      std::size_t next = 0;
      score(text, sentences, next, genia, skipped, misses);
    }
  }
  genia.print("GENIA");
  fmt::print("  {} abstracts not aligned\n", skipped);
  skipped = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "craft-txt")) {
    const auto gold = craft_sentences(read(folder / "craft-treebank" / (entry.path().stem().string() + ".tree")));
    std::istringstream in(read(entry.path()));
    std::size_t next = 0;
    for (std::string line; std::getline(in, line);) {
      if (warrant::trim(line).empty()) continue;
      everything += line + '\n';
      const std::size_t before = next;
      score(line, gold, next, craft, skipped, misses);
      if (next != before) continue;
      // Find the sentence that this paragraph's successor may begin with.
      const std::string head = squeezed(line).substr(0, 30);
      for (std::size_t i = next; i < std::min(gold.size(), next + 40); ++i)
        if (squeezed(gold[i]).substr(0, 30) == head) {
          next = i;
          score(line, gold, next, craft, --skipped, misses);
          break;
        }
    }
  }
  craft.print("CRAFT");
  fmt::print("  {} paragraphs not aligned\n", skipped);
  std::size_t bytes = 0, sentences = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int round = 0; round < 20; ++round) {
    std::size_t at = 0;
    while (at < everything.size()) {
      const std::size_t end = everything.find('\n', at);
      sentences += warrant::split_sentences(std::string_view(everything).substr(at, end - at)).size();
      at = end + 1;
    }
    bytes += everything.size();
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print("speed: {:.1f} MB/s ({} sentences, {} bytes)\n", static_cast<double>(bytes) / 1e6 / seconds,
             sentences / 20, bytes / 20);
}
