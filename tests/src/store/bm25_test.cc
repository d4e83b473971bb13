// Ranked search reads FTS5's blocks itself; here it is held against FTS5: with FTS5's own idf every score must be that
// of bm25(), on random stores with updates, removals and merges, and page sizes small enough that doclists and position
// lists run over many pages.
#include <cmath>
#include <map>
#include <random>

#include <gmock/gmock.h>

#include "sql.gen.h"
#include "src/store/fts5_reader.h"
#include "src/store/sqlite.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

using Scores = std::map<std::pair<std::string, std::int64_t>, double>;  // document id, sentence

class Bm25Property : public test::StoreTest, public ::testing::WithParamInterface<int> {
 protected:
  void SetUp() override { random_.seed(static_cast<std::uint32_t>(GetParam())); }
  void TearDown() override { sqlite3_close(raw_); }

  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }

  // Few words are frequent, many are rare; words share beginnings, as terms on a page are written by what differs.
  std::string random_word() {
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    const auto rank = static_cast<std::size_t>(std::pow(400.0, u)) - 1;
    return (rank % 3 == 0 ? "zeta" : "kappa") + std::to_string(rank * 7919 % 1000);
  }

  std::string random_text(std::size_t sentences) {
    std::string text;
    for (std::size_t s = 0; s < sentences; ++s) {
      std::size_t words = 1 + below(12);
      if (below(60) == 0) words = 300 + below(2000);
      const std::string favourite = random_word();
      for (std::size_t w = 0; w < words; ++w) text += (w > 20 && below(3) > 0 ? favourite : random_word()) + " ";
      text.back() = '.';
      text += ' ';
    }
    text.pop_back();
    return text;
  }

  void raw(const std::string& sql) {
    if (raw_ == nullptr) {
      ASSERT_EQ(sqlite3_open(path().c_str(), &raw_), SQLITE_OK);
      sqlite3_busy_timeout(raw_, 5000);
    }
    char* message = nullptr;
    ASSERT_EQ(sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << sql << ": " << message;
  }

  Scores scores_of_fts5(const std::string& match) {
    Scores scores;
    sqlite3_stmt* statement = nullptr;
    const char* sql =
        "SELECT d.id, x.rowid - d.first_sentence, -bm25(sentence_index) FROM sentence_index AS x JOIN document AS d "
        "ON x.rowid BETWEEN d.first_sentence AND d.first_sentence + d.sentences - 1 WHERE sentence_index MATCH ?1";
    EXPECT_EQ(sqlite3_prepare_v2(raw_, sql, -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(raw_);
    sqlite3_bind_text(statement, 1, match.c_str(), -1, SQLITE_TRANSIENT);
    while (sqlite3_step(statement) == SQLITE_ROW)
      scores[{reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)), sqlite3_column_int64(statement, 1)}] =
          sqlite3_column_double(statement, 2);
    sqlite3_finalize(statement);
    return scores;
  }

  void compare(const Store& store) {
    for (int query = 0; query < 25; ++query) {
      std::vector<QueryTerm> terms;
      std::string match;
      const std::size_t count = 1 + below(5);
      std::vector<std::string> used;
      for (std::size_t i = 0; i < count; ++i) {
        std::string text = random_word();
        const bool phrase = below(4) == 0;
        if (phrase) text += " " + random_word();
        if (std::find(used.begin(), used.end(), text) != used.end()) continue;
        used.push_back(text);
        terms.push_back({text, 1, phrase, false});
        match += (match.empty() ? "\"" : " OR \"") + text + "\"";
      }
      const Scores expected = scores_of_fts5(match);
      RetrievalOptions options;
      options.fts5_idf = true;
      options.limit = 1'000'000;
      auto hits = store.retrieval().top(terms, {}, options);
      ASSERT_TRUE(hits) << to_string(hits.error());
      Scores found;
      for (const SentenceHit& hit : *hits) found[{hit.document, hit.sentence}] = hit.score;
      ASSERT_EQ(found.size(), expected.size()) << match;
      for (const auto& [place, score] : expected) {
        ASSERT_TRUE(found.contains(place)) << match << " " << place.first << " " << place.second;
        EXPECT_NEAR(found[place], score, 1e-9 * std::max(1.0, score)) << match;
      }
      // Required and excluded terms take rows away and change no score.
      if (terms.size() > 2) {
        std::vector<QueryTerm> some = terms;
        some[0].required = true;
        some[1].excluded = true;
        auto left = store.retrieval().top(some, {}, options);
        ASSERT_TRUE(left) << to_string(left.error());
        const Scores with = scores_of_fts5('"' + some[0].text + '"'),
                     without = scores_of_fts5('"' + some[1].text + '"');
        std::size_t fitting = 0;
        for (const auto& [place, score] : expected) fitting += with.contains(place) && !without.contains(place) ? 1 : 0;
        EXPECT_EQ(left->size(), fitting) << match;
        for (const SentenceHit& hit : *left) {
          EXPECT_TRUE(with.contains({hit.document, hit.sentence}) && !without.contains({hit.document, hit.sentence}));
        }
      }
      // The first ten are the first ten of all, in the same order; through SQLite's own list of terms too.
      options.limit = 10;
      for (const bool blocks : {true, false}) {
        options.read_blocks = blocks;
        auto best = store.retrieval().top(terms, {}, options);
        ASSERT_TRUE(best) << to_string(best.error());
        ASSERT_EQ(best->size(), std::min<std::size_t>(10, hits->size()));
        for (std::size_t i = 0; i < best->size(); ++i) {
          EXPECT_EQ((*best)[i].document, (*hits)[i].document);
          EXPECT_EQ((*best)[i].sentence, (*hits)[i].sentence);
          EXPECT_EQ((*best)[i].score, (*hits)[i].score);
        }
      }
    }
  }

 private:
  std::mt19937 random_;
  sqlite3* raw_ = nullptr;
};

TEST_P(Bm25Property, ScoresAreThoseOfFts5) {
  Store store = open();
  const int page_sizes[] = {32, 64, 200, 1000, 4050};
  const auto page_size = page_sizes[static_cast<std::size_t>(GetParam()) % std::size(page_sizes)];
  for (const auto& [option, value] : {std::pair{"pgsz", page_size}, std::pair{"automerge", GetParam() % 3 == 0 ? 0 : 4},
                                      std::pair{"hashsize", GetParam() % 2 == 0 ? 2000 : 1'000'000}})
    raw("INSERT INTO sentence_index (sentence_index, rank) VALUES ('" + std::string(option) + "', " +
        std::to_string(value) + ")");
  for (int round = 0; round < 6; ++round) {
    ASSERT_TRUE(store.begin());
    for (int i = 0; i < 8; ++i) {
      const std::string id = "d" + std::to_string(below(24));
      if (below(5) == 0)
        (void)store.remove(id);
      else
        put(store, test::small_document(id, random_text(1 + below(20))));
    }
    ASSERT_TRUE(store.commit());
    switch (below(4)) {
      case 0:
        raw("INSERT INTO sentence_index (sentence_index, rank) VALUES ('merge', 3)");
        break;
      case 1:
        raw("INSERT INTO sentence_index (sentence_index, rank) VALUES ('merge', -2)");
        break;
      case 2:
        ASSERT_TRUE(store.maintain());
        break;
      default:
        break;
    }
    compare(store);
  }
  raw("INSERT INTO sentence_index (sentence_index) VALUES ('optimize')");
  compare(store);
  EXPECT_TRUE(store.check(true)->empty());
}

// Lists of hundreds of rows are bounded by block, shorter ones by row.
TEST_P(Bm25Property, ScoresOfLongListsAreThoseOfFts5) {
  Store store = open();
  for (const char* id : {"a", "b", "c"}) put(store, test::small_document(id, random_text(700)));
  raw("INSERT INTO sentence_index (sentence_index) VALUES ('optimize')");
  compare(store);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Bm25Property, ::testing::Range(1, 11));

TEST(Bm25, TheFormatOfThisSqliteIsKnown) {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "s.db").string();
  ASSERT_TRUE(Store::open(path, Store::Mode::kWrite));
  auto database = Database::open(path, Database::Mode::kRead, 100);
  ASSERT_TRUE(database);
  Fts5Reader reader(
      *database, {sql::read::sentence_index_version, sql::read::sentence_index_block, sql::read::sentence_index_leaf});
  EXPECT_TRUE(reader.open()) << "searches work, but slowly";
}

// SQLite writes version 5 when asked to delete securely; nothing here knows it.
TEST(Bm25, AnUnknownFormatIsRefused) {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "s.db").string();
  ASSERT_TRUE(Store::open(path, Store::Mode::kWrite));
  auto database = Database::open(path, Database::Mode::kRead, 100);
  ASSERT_TRUE(database);
  Fts5Reader reader(*database, {"SELECT 5", sql::read::sentence_index_block, sql::read::sentence_index_leaf});
  const auto opened = reader.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnsupported);
}

TEST(Bm25, AnUncommittedDocumentIsFoundByItsWriter) {
  const test::TemporaryFolder folder;
  auto store = Store::open((folder.path() / "s.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store);
  ASSERT_TRUE(store->begin());
  ASSERT_TRUE(store->put(test::small_document("a", "Glioma one.")));
  EXPECT_EQ(store->retrieval().top({{"glioma"}}, {}, {})->size(), 1u);
  ASSERT_TRUE(store->rollback());
  EXPECT_TRUE(store->retrieval().top({{"glioma"}}, {}, {})->empty());
}

TEST(Bm25, AReaderSeesWhatAnotherConnectionCommits) {
  const test::TemporaryFolder folder;
  auto writer = Store::open((folder.path() / "s.db").string(), Store::Mode::kWrite);
  auto reader = Store::open((folder.path() / "s.db").string(), Store::Mode::kRead);
  ASSERT_TRUE(writer && reader);
  EXPECT_TRUE(reader->retrieval().top({{"glioma"}}, {}, {})->empty());
  ASSERT_TRUE(writer->put(test::small_document("a", "Glioma one.")));
  EXPECT_EQ(reader->retrieval().top({{"glioma"}}, {}, {})->size(), 1u);
  ASSERT_TRUE(writer->remove("a"));
  EXPECT_TRUE(reader->retrieval().top({{"glioma"}}, {}, {})->empty());
}

// Whatever stands in the blocks, reading them ends, and in an error or in rows that are in the store.
TEST(Bm25, DamagedBlocksAreAnErrorNeverACrash) {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "s.db").string();
  {
    auto store = Store::open(path, Store::Mode::kWrite);
    ASSERT_TRUE(store);
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "Glioma number " + std::to_string(i) + ". ";
    ASSERT_TRUE(store->put(test::small_document("a", text)));
  }
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const std::string copy = (folder.path() / "copy.db").string();
    std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(copy.c_str(), &raw), SQLITE_OK);
    const std::string at = std::to_string(1 + random() % 60);
    const char* spoilt[] = {"x'FFFFFFFFFFFFFFFFFFFF'", "zeroblob(20)", "randomblob(3)", "x'00'"};
    const std::string sql = "UPDATE sentence_index_data SET block = CAST(substr(block, 1, " + at + ") AS BLOB) || " +
                            spoilt[random() % 4] + " || substr(block, " + at + " + " + std::to_string(random() % 6) +
                            ") WHERE id >= 10 AND id % 3 <> " + std::to_string(random() % 4);
    EXPECT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
    auto store = Store::open(copy, Store::Mode::kRead);
    ASSERT_TRUE(store);
    for (const char* word : {"glioma", "number", "17", "2999"}) {
      auto hits = store->retrieval().top({{word}, {"glioma number", 1, true, false}}, {}, {});
      if (hits) {
        EXPECT_LE(hits->size(), 10u);
      }
    }
  }
}

}  // namespace
}  // namespace warrant
