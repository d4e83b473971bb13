// Ranked search on a real store, beside FTS5's own ORDER BY rank in the same run: latency, first query of a fresh
// connection, equality of scores, and how often the right article comes first.
//
//   bench_retrieval STORE.db [--export FOLDER] [number of queries given to FTS5 too: it is slow]
//
// --export writes the sentences, the articles and those questions that have 5 to 20 words, for other engines
// (tests/bench/engines/compare), asks only these, and prints a line of figures with TABs between them for each engine.
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
#include "src/query/search.h"
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
  for (const IndexToken& token : tokenizer.tokens(words)) {
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

struct Bench {
  Store& store;
  Database& database;
  const Tokenizer& tokenizer;
  std::vector<Prompt> prompts;
  std::set<std::string> present;

  Timings first, warm;
  double right = 0, reciprocal = 0, asked = 0;  // articles

  // Three rounds: in the first no word was asked for before.
  void latency() {
    for (int round = 0; round < 3; ++round) {
      for (const Prompt& prompt : prompts) {
        const auto terms = terms_of(tokenizer, prompt.words);
        const double start = now_ms();
        auto hits = store.retrieval().top(terms, {}, {});
        (round == 0 ? first : warm).ms.push_back(now_ms() - start);
        if (!hits) fmt::print("{}\n", to_string(hits.error()));
      }
    }
  }

  void filters() {
    const auto timed = [&](const char* name, const auto& filter_of) {
      // As for the figures without one: in the first round no word was asked for before with this filter.
      Timings rounds[2];
      for (Timings& timings : rounds) {
        for (const Prompt& prompt : prompts) {
          if (!present.contains(prompt.article)) continue;
          const SearchFilter filter = filter_of(prompt);
          const auto terms = terms_of(tokenizer, prompt.words);
          const double start = now_ms();
          (void)store.retrieval().top(terms, filter, {});
          timings.ms.push_back(now_ms() - start);
        }
      }
      if (rounds[1].ms.empty()) return;
      rounds[1].print(name);
      fmt::print("{:<44} first time p50 {:.3f}\n", "", rounds[0].at(0.5));
    };
    timed("ours, within one document", [](const Prompt& prompt) {
      SearchFilter filter;
      filter.document = prompt.article;
      return filter;
    });
    timed("ours, works of 2015 and later", [](const Prompt&) {
      SearchFilter filter;
      filter.year_from = 2015;
      return filter;
    });
    timed("ours, abstracts", [](const Prompt&) {
      SearchFilter filter;
      filter.places = {Place::kAbstract};
      return filter;
    });
    timed("ours, in sections of results", [](const Prompt&) {
      SearchFilter filter;
      filter.section = "results";
      return filter;
    });
    timed("ours, reviews", [](const Prompt&) {
      SearchFilter filter;
      filter.kinds = {DocumentKind::kReview};
      return filter;
    });
    timed("ours, own results", [](const Prompt&) {
      SearchFilter filter;
      filter.own = true;
      return filter;
    });
    timed("ours, no filter", [](const Prompt&) { return SearchFilter(); });
  }

  Timings articles(bool fts5_idf) {
    right = reciprocal = asked = 0;
    Timings timings;
    for (const Prompt& prompt : prompts) {
      if (!present.contains(prompt.article)) continue;
      RetrievalOptions options;
      options.whole_documents = true;
      options.fts5_idf = fts5_idf;
      const double start = now_ms();
      auto hits = store.retrieval().top(terms_of(tokenizer, prompt.words), {}, options);
      timings.ms.push_back(now_ms() - start);
      ++asked;
      for (std::size_t k = 0; hits && k < hits->size(); ++k) {
        if ((*hits)[k].document != prompt.article) continue;
        reciprocal += 1.0 / double(k + 1);
        if (k == 0) ++right;
      }
    }
    if (asked > 0) {
      right /= asked;
      reciprocal /= asked;
      fmt::print("articles, {}: right first {:.4f}, MRR@10 {:.4f} of {} questions\n",
                 fts5_idf ? "idf of FTS5" : "our idf     ", right, reciprocal, asked);
      timings.print("  articles, exact top 10");
    }
    return timings;
  }

  // The same sentences in a plain FTS5 table (sizes kept by FTS5, as by default).
  Timings fts5(std::size_t wanted) {
    Timings timings;
    if (wanted == 0) return timings;
    const test::TemporaryFolder temporary;
    auto plain = Database::open((temporary.path() / "plain.db").string(), Database::Mode::kWrite, 0);
    if (!plain) return timings;
    sqlite3_exec(
        plain->handle(),
        "CREATE VIRTUAL TABLE t USING fts5(text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');"
        "BEGIN",
        nullptr, nullptr, nullptr);
    sqlite3_stmt *from = nullptr, *into = nullptr;
    sqlite3_prepare_v2(database.handle(), "SELECT id, text FROM sentence_text", -1, &from, nullptr);
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
      const auto terms = terms_of(tokenizer, prompts[i].words);
      if (terms.empty()) continue;
      const double start = now_ms();
      const std::vector<double> expected = fts5_scores(ranked, match_of(terms));
      timings.ms.push_back(now_ms() - start);
      RetrievalOptions options;
      options.fts5_idf = true;
      auto hits = store.retrieval().top(terms, {}, options);
      bool same = hits && hits->size() == expected.size();
      for (std::size_t k = 0; same && k < expected.size(); ++k)
        same = std::abs((*hits)[k].score - expected[k]) <= 1e-9 * std::max(1.0, expected[k]);
      ++compared;
      equal += same ? 1 : 0;
    }
    sqlite3_finalize(ranked);
    if (timings.ms.empty()) return timings;
    timings.print("FTS5 ORDER BY rank LIMIT 10");
    fmt::print("ratio FTS5 / ours: p50 {:.1f}, p99 {:.1f}; equal scores in {} of {} queries\n",
               timings.at(0.5) / warm.at(0.5), timings.at(0.99) / warm.at(0.99), equal, compared);
    return timings;
  }

  void write(const std::filesystem::path& folder) {
    std::ofstream queries(folder / "queries.tsv"), sentences(folder / "sentences.tsv"), all(folder / "articles.tsv");
    for (const Prompt& prompt : prompts) {
      queries << prompt.article << '\t';
      for (const QueryTerm& term : terms_of(tokenizer, prompt.words)) queries << term.text << ' ';
      queries << '\n';
    }
    sqlite3_stmt* rows = nullptr;
    const char* sql =
        "SELECT d.id, replace(replace(t.text, char(10), ' '), char(9), ' ') FROM document AS d JOIN sentence_text AS t "
        "ON t.id BETWEEN d.first_sentence AND d.first_sentence + d.sentences - 1 ORDER BY t.id";
    sqlite3_prepare_v2(database.handle(), sql, -1, &rows, nullptr);
    std::string last;
    while (sqlite3_step(rows) == SQLITE_ROW) {
      const auto* id = reinterpret_cast<const char*>(sqlite3_column_text(rows, 0));
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(rows, 1));
      sentences << id << '\t' << text << '\n';
      if (last != id) all << (last.empty() ? "" : "\n") << id << '\t';
      all << text << ' ';
      last = id;
    }
    all << '\n';
    sqlite3_finalize(rows);
  }
};

double mean(const Timings& timings) {
  double sum = 0;
  for (double value : timings.ms) sum += value;
  return sum / double(timings.ms.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::string folder;
  if (const auto flag = std::find(arguments.begin(), arguments.end(), "--export");
      flag != arguments.end() && flag + 1 != arguments.end()) {
    folder = *(flag + 1);
    arguments.erase(flag, flag + 2);
  }
  if (arguments.empty() || test::shared_dir().empty()) {
    fmt::print(stderr, "usage: bench_retrieval STORE.db [--export FOLDER] [queries]; needs the evaluation data\n");
    return 2;
  }
  const std::string& path = arguments.front();
  const std::size_t wanted = arguments.size() > 1 ? std::strtoul(arguments[1].c_str(), nullptr, 10) : 1000;
  auto database = Database::open(path, Database::Mode::kRead, 1000);
  auto store = Store::open(path, Store::Mode::kRead);
  if (!database || !store) {
    fmt::print(stderr, "{}\n", to_string(store ? database.error() : store.error()));
    return 4;
  }
  auto tokenizer = Tokenizer::make(*database);
  if (!tokenizer) return 4;
  const StoreStatus status = *store->status();
  fmt::print("{} documents, {} sentences, {:.1f} MB of text, file {:.1f} MB\n", status.documents, status.sentences,
             double(status.text_bytes) / 1e6, double(status.file_bytes) / 1e6);
  const auto ids = *store->document_ids();
  Bench bench{*store, *database, *tokenizer, {}, std::set<std::string>(ids.begin(), ids.end()), {}, {}};
  std::ifstream lines(test::shared_dir() / "eval" / "evidence-inference-dev.jsonl");
  for (std::string line; std::getline(lines, line);) {
    Prompt prompt{field(line, "pmcid"),
                  field(line, "intervention") + " " + field(line, "comparator") + " " + field(line, "outcome")};
    const std::size_t words = terms_of(*tokenizer, prompt.words).size();
    if (!folder.empty() && (words < 5 || words > 20 || !bench.present.contains(prompt.article))) continue;
    bench.prompts.push_back(std::move(prompt));
  }
  if (!folder.empty() && bench.prompts.size() > 500) bench.prompts.resize(500);
  fmt::print("{} queries\n", bench.prompts.size());
  std::fflush(stdout);

  bench.latency();
  bench.first.print("ours, exact top 10, first time");
  bench.warm.print("ours, exact top 10");
  bench.filters();
  // As the command does: expansion, ten passages with sections and snippets.
  for (const bool literal : {true, false}) {
    Timings searches;
    for (std::size_t i = 0; i < std::min<std::size_t>(200, bench.prompts.size()); ++i) {
      SearchOptions options;
      options.literal = literal;
      const double start = now_ms();
      (void)search(*store, parse_query(bench.prompts[i].words), options);
      searches.ms.push_back(now_ms() - start);
    }
    searches.print(literal ? "200 searches --literal, as shown" : "200 searches, as shown");
  }
  // A fresh connection; files in the page cache.
  Timings opened;
  for (std::size_t i = 0; i < std::min<std::size_t>(50, bench.prompts.size()); ++i) {
    const auto terms = terms_of(*tokenizer, bench.prompts[i].words);
    const double start = now_ms();
    auto fresh = Store::open(path, Store::Mode::kRead);
    if (fresh) (void)fresh->retrieval().top(terms, {}, {});
    opened.ms.push_back(now_ms() - start);
  }
  opened.print("open + first query");
  const Timings fts5 = bench.fts5(wanted);
  bench.articles(true);
  const std::pair of_fts5(bench.right, bench.reciprocal);
  bench.articles(false);
  if (folder.empty()) return 0;
  bench.write(folder);
  const auto line = [](const char* name, const Timings& all, double first, double right, double reciprocal) {
    fmt::print("{}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.4f}\t{:.4f}\n", name, mean(all), all.at(0.5),
               all.at(0.95), all.at(0.99), first, right, reciprocal);
  };
  line("ours", bench.warm, bench.first.at(0.5), bench.right, bench.reciprocal);
  if (!fts5.ms.empty()) line("FTS5 ORDER BY rank", fts5, fts5.at(0.5), of_fts5.first, of_fts5.second);
  return 0;
}
