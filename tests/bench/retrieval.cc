// Ranked search on a real store, beside FTS5's own ORDER BY rank in the same run: latency, first query of a fresh
// connection, equality of scores, and how often the right article comes first.
//
//   bench_retrieval STORE.db [number of queries given to FTS5 too: it is slow]
//
// Questions: eval/evidence-inference-dev.jsonl beside the checkout; those about articles that are in the store.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sql.gen.h"
#include "src/store/sqlite.h"
#include "src/store/store.h"
#include "src/store/tokenizer.h"
#include "tests/support/data.h"

namespace {

using namespace warrant;

// CPU time of this thread: the same on a busy machine, and all that is compared runs in one thread from warm files.
double now_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

struct Timings {
  std::vector<double> ms;
  double at(double quantile) const {
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty()
               ? 0
               : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(quantile * double(sorted.size())))];
  }
  void print(const char* name) const {
    std::fflush(stdout);
    double sum = 0;
    for (double value : ms) sum += value;
    fmt::print("{:<44} mean {:8.3f}  p50 {:8.3f}  p95 {:8.3f}  p99 {:8.3f} ms\n", name, sum / double(ms.size()),
               at(0.5), at(0.95), at(0.99));
  }
};

// The string value of a field of a flat JSON line; escapes other than \" are kept as they are, which is good enough
// here.
std::string field(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\": \"";
  std::size_t at = line.find(key);
  if (at == std::string::npos) return "";
  std::string value;
  for (at += key.size(); at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) ++at;
    value += line[at];
  }
  return value;
}

struct Prompt {
  std::string article, words;
};

const std::set<std::string> kStopWords = {"a",    "an",   "and",  "are",  "as",   "at",   "be",   "by",
                                          "for",  "from", "in",   "is",   "it",   "of",   "on",   "or",
                                          "that", "the",  "to",   "was",  "were", "with", "no",   "not",
                                          "but",  "if",   "into", "such", "than", "then", "this", "which"};

// Distinct stems of the words, stop words left out.
std::vector<QueryTerm> terms_of(const Tokenizer& tokenizer, const std::string& words) {
  std::vector<QueryTerm> terms;
  std::set<std::string> seen;
  for (const Token& token : tokenizer.tokens(words)) {
    const std::string word = words.substr(token.span.start, token.span.size());
    std::string lower = word;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!kStopWords.contains(lower) && seen.insert(token.term).second) terms.push_back({word});
  }
  return terms;
}

std::string match_of(const std::vector<QueryTerm>& terms) {
  std::string match;
  for (const QueryTerm& term : terms) match += (match.empty() ? "\"" : " OR \"") + term.text + "\"";
  return match;
}

std::vector<double> fts5_scores(sqlite3_stmt* statement, const std::string& match) {
  std::vector<double> scores;
  sqlite3_bind_text(statement, 1, match.c_str(), -1, SQLITE_TRANSIENT);
  while (sqlite3_step(statement) == SQLITE_ROW) scores.push_back(-sqlite3_column_double(statement, 1));
  sqlite3_reset(statement);
  return scores;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || test::shared_dir().empty()) {
    fmt::print(stderr, "usage: bench_retrieval STORE.db [queries]; needs the evaluation data beside the checkout\n");
    return 2;
  }
  const std::size_t wanted = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000;
  auto database = Database::open(argv[1], Database::Mode::kRead, 1000);
  auto store = Store::open(argv[1], Store::Mode::kRead);
  if (!database || !store) {
    fmt::print(stderr, "{}\n", to_string(store ? database.error() : store.error()));
    return 4;
  }
  auto tokenizer = Tokenizer::make(*database);
  const StoreStatus status = *store->status();
  fmt::print("{} documents, {} sentences, {:.1f} MB of text, file {:.1f} MB\n", status.documents, status.sentences,
             double(status.text_bytes) / 1e6, double(status.file_bytes) / 1e6);

  const auto ids = *store->document_ids();
  const std::set<std::string> present(ids.begin(), ids.end());
  std::vector<Prompt> prompts;
  std::ifstream lines(test::shared_dir() / "eval" / "evidence-inference-dev.jsonl");
  for (std::string line; std::getline(lines, line);) {
    Prompt prompt{field(line, "pmcid"),
                  field(line, "intervention") + " " + field(line, "comparator") + " " + field(line, "outcome")};
    prompts.push_back(std::move(prompt));
  }
  fmt::print("{} queries\n", prompts.size());
  std::fflush(stdout);

  // --- latency, warm, ten best sentences
  Timings ours, filtered, fts5, first;
  for (int round = 0; round < 3; ++round) {
    for (const Prompt& prompt : prompts) {
      const auto terms = terms_of(*tokenizer, prompt.words);
      const double start = now_ms();
      auto hits = store->retrieval().top(terms, {}, {});
      ours.ms.push_back(now_ms() - start);
      if (!hits) fmt::print("{}\n", to_string(hits.error()));
    }
    if (round == 0) ours.ms.clear();
  }
  for (const Prompt& prompt : prompts) {
    if (!present.contains(prompt.article)) continue;
    const auto terms = terms_of(*tokenizer, prompt.words);
    SearchFilter filter;
    filter.document = prompt.article;
    const double start = now_ms();
    (void)store->retrieval().top(terms, filter, {});
    filtered.ms.push_back(now_ms() - start);
  }
  ours.print("ours, exact top 10");
  if (!filtered.ms.empty()) filtered.print("ours, within one document");

  // The same sentences in a plain FTS5 table (sizes kept by FTS5, as by default).
  const test::TemporaryFolder temporary;
  auto plain = Database::open((temporary.path() / "plain.db").string(), Database::Mode::kWrite, 0);
  if (!plain) return 4;
  sqlite3_exec(
      plain->handle(),
      "CREATE VIRTUAL TABLE t USING fts5(text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');"
      "BEGIN",
      nullptr, nullptr, nullptr);
  sqlite3_stmt *from = nullptr, *into = nullptr;
  sqlite3_prepare_v2(database->handle(), "SELECT id, text FROM sentence_text", -1, &from, nullptr);
  sqlite3_prepare_v2(plain->handle(), "INSERT INTO t (rowid, text) VALUES (?1, ?2)", -1, &into, nullptr);
  while (sqlite3_step(from) == SQLITE_ROW) {
    sqlite3_bind_value(into, 1, sqlite3_column_value(from, 0));
    sqlite3_bind_value(into, 2, sqlite3_column_value(from, 1));
    sqlite3_step(into);
    sqlite3_reset(into);
  }
  sqlite3_finalize(from);
  sqlite3_finalize(into);
  sqlite3_exec(plain->handle(), "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_stmt* ranked = nullptr;
  const char* sql = "SELECT rowid, rank FROM t WHERE t MATCH ?1 ORDER BY rank LIMIT 10";
  sqlite3_prepare_v2(plain->handle(), sql, -1, &ranked, nullptr);
  std::size_t equal = 0, compared = 0;
  for (std::size_t i = 0; i < std::min(wanted, prompts.size()); ++i) {
    const auto terms = terms_of(*tokenizer, prompts[i].words);
    if (terms.empty()) continue;
    const double start = now_ms();
    const std::vector<double> expected = fts5_scores(ranked, match_of(terms));
    fts5.ms.push_back(now_ms() - start);
    RetrievalOptions options;
    options.fts5_idf = true;
    auto hits = store->retrieval().top(terms, {}, options);
    bool same = hits && hits->size() == expected.size();
    for (std::size_t k = 0; same && k < expected.size(); ++k)
      same = std::abs((*hits)[k].score - expected[k]) <= 1e-9 * std::max(1.0, expected[k]);
    ++compared;
    equal += same ? 1 : 0;
  }
  sqlite3_finalize(ranked);
  fts5.print("FTS5 ORDER BY rank LIMIT 10");
  fmt::print("ratio FTS5 / ours: p50 {:.1f}, p99 {:.1f}; equal scores in {} of {} queries\n",
             fts5.at(0.5) / ours.at(0.5), fts5.at(0.99) / ours.at(0.99), equal, compared);

  // --- first query of a fresh connection, files in the page cache
  for (std::size_t i = 0; i < std::min<std::size_t>(50, prompts.size()); ++i) {
    const auto terms = terms_of(*tokenizer, prompts[i].words);
    const double start = now_ms();
    auto fresh = Store::open(argv[1], Store::Mode::kRead);
    if (fresh) (void)fresh->retrieval().top(terms, {}, {});
    first.ms.push_back(now_ms() - start);
  }
  first.print("open + first query");

  // --- the right article first
  for (const bool fts5_idf : {true, false}) {
    double right = 0, reciprocal = 0, asked = 0;
    Timings documents;
    for (const Prompt& prompt : prompts) {
      if (!present.contains(prompt.article)) continue;
      RetrievalOptions options;
      options.whole_documents = true;
      options.fts5_idf = fts5_idf;
      const double start = now_ms();
      auto hits = store->retrieval().top(terms_of(*tokenizer, prompt.words), {}, options);
      documents.ms.push_back(now_ms() - start);
      ++asked;
      for (std::size_t k = 0; hits && k < hits->size(); ++k) {
        if ((*hits)[k].document != prompt.article) continue;
        reciprocal += 1.0 / double(k + 1);
        if (k == 0) ++right;
      }
    }
    if (asked == 0) continue;
    fmt::print("articles, {}: right first {:.4f}, MRR@10 {:.4f} of {} questions\n",
               fts5_idf ? "idf of FTS5" : "our idf     ", right / asked, reciprocal / asked, asked);
    documents.print("  articles, exact top 10");
  }
  return 0;
}
