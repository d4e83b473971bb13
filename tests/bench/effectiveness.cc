// How well whole documents are found: nDCG@10 on a collection in BEIR's form, beside plain FTS5 in the same run.
//
//   bench_effectiveness FOLDER [qrels/train.tsv]
//
// FOLDER holds corpus.jsonl, queries.jsonl and the judgements (eval/scifact.tar.gz, eval/nfcorpus.tar.gz unpacked).
#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "ingest/segment/segmenter.h"
#include "src/base/digest.h"
#include "src/base/text.h"
#include "src/query/search.h"
#include "src/store/sqlite.h"
#include "src/store/store.h"
#include "src/store/tokenizer.h"
#include "tests/support/data.h"

namespace {

using namespace warrant;

// The string value of a field of a flat JSON line.
std::string field(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\": \"";
  std::size_t at = line.find(key);
  if (at == std::string::npos) return "";
  std::string value;
  for (at += key.size(); at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\') {
      value += line[at];
    } else if (line[++at] == 'u') {
      append_utf8(value, static_cast<char32_t>(std::strtoul(line.substr(at + 1, 4).c_str(), nullptr, 16)));
      at += 4;
    } else {
      value += line[at] == 'n' || line[at] == 't' ? ' ' : line[at];
    }
  }
  return collapse_space(value);
}

void add(IndexedDocument& d, PassageKind kind, Place place, const std::string& text) {
  if (text.empty()) return;
  Passage p;
  p.kind = kind;
  p.place = place;
  p.span.start = static_cast<std::uint32_t>(d.document.text.size());
  d.document.text += text;
  p.span.end = static_cast<std::uint32_t>(d.document.text.size());
  d.document.text += '\n';
  d.document.passages.push_back(p);
}

double now_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

using Judgements = std::map<std::string, std::map<std::string, int>>;  // query -> document -> grade

double ndcg(const std::vector<std::string>& ranked, const std::map<std::string, int>& grades) {
  double gained = 0, best = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, ranked.size()); ++i) {
    const auto found = grades.find(ranked[i]);
    if (found != grades.end()) gained += found->second / std::log2(double(i) + 2);
  }
  std::vector<int> ideal;
  for (const auto& [document, grade] : grades) ideal.push_back(grade);
  std::sort(ideal.rbegin(), ideal.rend());
  for (std::size_t i = 0; i < std::min<std::size_t>(10, ideal.size()); ++i) best += ideal[i] / std::log2(double(i) + 2);
  return best > 0 ? gained / best : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_effectiveness FOLDER JUDGEMENTS.tsv\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const test::TemporaryFolder temporary;
  const std::string path = (temporary.path() / "store.db").string();
  auto store = Store::open(path, Store::Mode::kWrite);
  auto plain = Database::open((temporary.path() / "plain.db").string(), Database::Mode::kWrite, 0);
  if (!store || !plain) return 4;
  const char* create = "CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')";
  sqlite3_exec(plain->handle(), create, nullptr, nullptr, nullptr);
  sqlite3_exec(plain->handle(), "BEGIN", nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(plain->handle(), "INSERT INTO t (id, text) VALUES (?1, ?2)", -1, &insert, nullptr);
  if (!store->begin()) return 4;
  std::ifstream corpus(folder / "corpus.jsonl");
  for (std::string line; std::getline(corpus, line);) {
    IndexedDocument d;
    d.id = field(line, "_id");
    d.source = d.id;
    const std::string title = field(line, "title"), text = field(line, "text");
    add(d, PassageKind::kTitle, Place::kFront, title);
    add(d, PassageKind::kParagraph, Place::kAbstract, text);
    d.sentences = segment(d.document);
    d.sha256 = sha256_hex(d.document.text);
    if (auto put = store->put(d); !put) fmt::print(stderr, "{}\n", to_string(put.error()));
    const std::string both = title + " " + text;
    sqlite3_bind_text(insert, 1, d.id.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 2, both.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  sqlite3_exec(plain->handle(), "COMMIT", nullptr, nullptr, nullptr);
  if (!store->commit()) return 4;

  Judgements judgements;
  std::ifstream qrels(argv[2]);
  for (std::string line; std::getline(qrels, line);) {
    std::istringstream columns(line);
    std::string query, document;
    int grade = 0;
    if (columns >> query >> document >> grade && grade > 0) judgements[query][document] = grade;
  }
  std::map<std::string, std::string> queries;
  std::ifstream lines(folder / "queries.jsonl");
  for (std::string line; std::getline(lines, line);) queries[field(line, "_id")] = field(line, "text");

  auto tokenizer = Tokenizer::make(*plain);
  sqlite3_stmt* ranked = nullptr;
  sqlite3_prepare_v2(plain->handle(), "SELECT id FROM t WHERE t MATCH ?1 ORDER BY rank LIMIT 10", -1, &ranked, nullptr);
  double of_fts5 = 0, of_literal = 0, of_ours = 0, count = 0, literal_ms = 0, expanded_ms = 0;
  for (const auto& [query, grades] : judgements) {
    std::vector<QueryTerm> terms;
    std::string match;
    std::set<std::string> seen;
    const std::string& words = queries[query];
    for (const IndexToken& token : tokenizer->tokens(words)) {
      const std::string word = words.substr(token.span.start, token.span.size());
      if (!seen.insert(token.term).second) continue;
      match += (match.empty() ? "\"" : " OR \"") + word + "\"";
    }
    const auto ranked_by = [&](bool literal) {
      SearchOptions options;
      options.literal = literal;
      const double start = now_ms();
      auto hits = find_documents(*store, parse_query(words), options);
      (literal ? literal_ms : expanded_ms) += now_ms() - start;
      std::vector<std::string> ids;
      if (hits)
        for (const SentenceHit& hit : *hits) ids.push_back(hit.document);
      return ids;
    };
    std::vector<std::string> fts5;
    sqlite3_bind_text(ranked, 1, match.c_str(), -1, SQLITE_TRANSIENT);
    while (sqlite3_step(ranked) == SQLITE_ROW)
      fts5.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(ranked, 0)));
    sqlite3_reset(ranked);
    of_literal += ndcg(ranked_by(true), grades);
    of_ours += ndcg(ranked_by(false), grades);
    of_fts5 += ndcg(fts5, grades);
    ++count;
  }
  sqlite3_finalize(ranked);
  const auto line = [&](const char* name, double sum, double ms) {
    fmt::print("{:<24} nDCG@10 {:.4f} ({:+.2f} %)  {:.2f} ms a query\n", name, sum / count, 100 * (sum / of_fts5 - 1),
               ms / count);
  };
  fmt::print("{} queries\n", count);
  line("plain FTS5", of_fts5, 0);
  line("ours, --literal", of_literal, literal_ms);
  line("ours", of_ours, expanded_ms);
  return 0;
}
