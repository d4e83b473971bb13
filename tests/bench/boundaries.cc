// Sentence boundaries of segment() on the annotated passages of boundaries.tsv, read with the reader that takes them.
// FOLDER holds the unpacked articles as PMC….nxml. --misses prints wrong and missing ones.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "ingest/reader/reader.h"
#include "ingest/segment/segmenter.h"
#include "src/base/digest.h"

namespace {

struct Gold {
  std::string hash;
  std::set<std::uint32_t> ends;
};

std::map<std::string, std::vector<Gold>> read_gold(const std::string& path) {
  std::map<std::string, std::vector<Gold>> gold;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream columns(line);
    std::string document, passage, hash, ends;
    std::getline(columns, document, '\t');
    std::getline(columns, passage, '\t');
    std::getline(columns, hash, '\t');
    std::getline(columns, ends, '\t');
    Gold made{hash, {}};
    std::istringstream list(ends);
    for (std::string end; std::getline(list, end, ',');) made.ends.insert(static_cast<std::uint32_t>(std::stoul(end)));
    gold[document].push_back(made);
  }
  return gold;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: bench_boundaries boundaries.tsv FOLDER [--misses]\n";
    return 2;
  }
  const bool misses = argc > 3;
  int right = 0, wrong = 0, missed = 0, lost = 0;
  for (const auto& [id, passages] : read_gold(argv[1])) {
    const std::string path = std::string(argv[2]) + "/" + id + ".nxml";
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const warrant::SourceView source{bytes, path};
    const auto reader = warrant::reader_for(source);
    if (!reader) {
      fmt::print("{}: {}\n", path, to_string(reader.error()));
      return 1;
    }
    const auto documents = warrant::read_all(**reader, source);
    if (!documents || documents->empty()) return 1;
    const warrant::Document& d = documents->front();
    std::map<std::string, std::size_t> by_hash;
    for (std::size_t i = 0; i < d.passages.size(); ++i)
      by_hash[warrant::sha256_hex(slice(d.text, d.passages[i].span)).substr(0, 16)] = i;
    const auto sentences = warrant::segment(d);
    for (const Gold& gold : passages) {
      const auto found = by_hash.find(gold.hash);
      if (found == by_hash.end()) {
        ++lost;
        continue;
      }
      const warrant::ByteSpan place = d.passages[found->second].span;
      const std::string_view text = slice(d.text, place);
      std::set<std::uint32_t> said;
      for (const warrant::Sentence& s : sentences)
        if (s.passage == static_cast<std::int32_t>(found->second)) said.insert(s.span.end - place.start);
      if (!said.empty()) said.erase(std::prev(said.end()));
      const auto show = [&](const char* what, std::uint32_t at) {
        if (misses)
          fmt::print("{} {} {} …{} | {}…\n", what, id, found->second,
                     text.substr(at < 60 ? 0 : at - 60, at < 60 ? at : 60), text.substr(at, 40));
      };
      for (const std::uint32_t end : gold.ends) {
        if (said.contains(end)) {
          ++right;
        } else {
          ++missed;
          show("missed", end);
        }
      }
      for (const std::uint32_t end : said)
        if (!gold.ends.contains(end)) {
          ++wrong;
          show("wrong ", end);
        }
    }
  }
  const double p = 1.0 * right / (right + wrong), r = 1.0 * right / (right + missed);
  fmt::print("boundaries {}  precision {:.4f}  recall {:.4f}  F1 {:.4f}  (passages whose text has changed: {})\n",
             right + missed, p, r, 2 * p * r / (p + r), lost);
}
