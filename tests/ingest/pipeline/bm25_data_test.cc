// Ranked search on real articles and a thousand real questions, against FTS5's own bm25() over the same sentences.
// Random stores with updates, removals and merges: tests/src/store/bm25_test.cc.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/fetch/fetcher.h"
#include "ingest/pipeline/pipeline.h"
#include "src/base/digest.h"
#include "src/language/stem.h"
#include "src/store/sqlite.h"
#include "src/store/tokenizer.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

struct Row {
  std::string document;
  std::int64_t sentence = 0;
  double score = 0;
};

// Intervention, comparator and outcome of the questions beside the checkout.
std::vector<std::string> questions() {
  std::vector<std::string> found;
  std::ifstream lines(test::shared_dir() / "eval/evidence-inference-dev.jsonl");
  for (std::string line; std::getline(lines, line);) {
    std::string words;
    for (const std::string name : {"intervention", "comparator", "outcome"}) {
      const std::string key = "\"" + name + "\": \"";
      const std::size_t at = line.find(key);
      if (at == std::string::npos) continue;
      words += line.substr(at + key.size(), line.find('"', at + key.size()) - at - key.size()) + " ";
    }
    found.push_back(words);
  }
  return found;
}

TEST(Bm25Data, ScoresOfAThousandQuestionsAreThoseOfFts5) {
  WARRANT_NEEDS_SHARED();
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "store.db").string();
  {
    auto store = Store::open(path, Store::Mode::kWrite);
    ASSERT_TRUE(store && store->begin());
    StageSeconds seconds;
    int n = 0, stored = 0;
    const auto fetched =
        fetch((test::shared_dir() / "data/pmc-oa-ccby.tar.gz").string(), {}, [&](Result<Source> source) {
          if (!source || n++ % 30 != 0) return true;
          for (auto& document : index_source(*source, sha256_hex(source->bytes), seconds)) {
            EXPECT_TRUE(document && store->put(*document));
            // Several segments of the index.
            if (++stored % 20 == 0) {
              EXPECT_TRUE(store->commit() && store->begin());
            }
          }
          return true;
        });
    ASSERT_TRUE(fetched && store->commit());
  }
  auto store = Store::open(path, Store::Mode::kRead);
  ASSERT_TRUE(store);
  // The same sentences where FTS5 keeps their sizes, as bm25() needs them.
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw,
                         "CREATE VIRTUAL TABLE temp.plain USING fts5(text, content = '', tokenize = 'porter unicode61 "
                         "remove_diacritics 2'); INSERT INTO plain (rowid, text) SELECT id, text FROM sentence_text",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(raw);
  sqlite3_stmt* ranked = nullptr;
  ASSERT_EQ(
      sqlite3_prepare_v2(raw,
                         "SELECT d.id, b.rowid - d.first_sentence, -b.rank FROM (SELECT rowid, rank FROM plain "
                         "WHERE plain MATCH ?1 ORDER BY rank LIMIT 10) AS b JOIN document AS d ON b.rowid BETWEEN "
                         "d.first_sentence AND d.first_sentence + d.sentences - 1 ORDER BY b.rank",
                         -1, &ranked, nullptr),
      SQLITE_OK)
      << sqlite3_errmsg(raw);
  auto database = Database::open(path, Database::Mode::kRead, 1000);
  ASSERT_TRUE(database);
  auto tokenizer = Tokenizer::make(*database);
  ASSERT_TRUE(tokenizer);
  std::size_t compared = 0;
  for (const std::string& question : questions()) {
    std::vector<QueryTerm> terms;
    std::vector<std::string> seen;
    std::string match;
    for (const IndexToken& token : tokenizer->tokens(question)) {
      const std::string word = question.substr(token.span.start, token.span.size());
      if (is_stop_word(word) || std::find(seen.begin(), seen.end(), token.term) != seen.end()) continue;
      seen.push_back(token.term);
      terms.push_back({word});
      match += (match.empty() ? "\"" : " OR \"") + word + "\"";
    }
    if (terms.empty()) continue;
    std::vector<Row> expected;
    sqlite3_bind_text(ranked, 1, match.c_str(), -1, SQLITE_TRANSIENT);
    while (sqlite3_step(ranked) == SQLITE_ROW)
      expected.push_back({reinterpret_cast<const char*>(sqlite3_column_text(ranked, 0)),
                          sqlite3_column_int64(ranked, 1), sqlite3_column_double(ranked, 2)});
    sqlite3_reset(ranked);
    RetrievalOptions options;
    options.fts5_idf = true;
    auto hits = store->retrieval().top(terms, {}, options);
    ASSERT_TRUE(hits) << to_string(hits.error());
    ASSERT_EQ(hits->size(), expected.size()) << question;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const double score = expected[i].score;
      EXPECT_NEAR((*hits)[i].score, score, 1e-9 * std::max(1.0, score)) << question;
      // A row whose score no other of the ten has, nor the eleventh, must be the same.
      const auto near = [&](std::size_t k) { return std::abs(expected[k].score - score) <= 1e-9 * score; };
      if ((i > 0 && near(i - 1)) || i + 1 >= expected.size() || near(i + 1)) continue;
      EXPECT_EQ((*hits)[i].document, expected[i].document) << question;
      EXPECT_EQ((*hits)[i].sentence, expected[i].sentence) << question;
    }
    ++compared;
  }
  sqlite3_finalize(ranked);
  sqlite3_close(raw);
  EXPECT_GE(compared, 1000u);
}

}  // namespace
}  // namespace warrant
