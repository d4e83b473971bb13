// Segments made beside FTS5 are those that FTS5 makes: the same terms in the same places, the same pages to the byte,
// and an index that passes FTS5's own check together with what FTS5 inserts, deletes and merges itself.
#include <map>
#include <random>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sql.gen.h"
#include "src/store/fts5_format.h"
#include "src/store/fts5_segment.h"
#include "src/store/fts5_writer.h"
#include "src/store/tokenizer.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

using Places = std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>>;  // term, row, position

Places places_of(const TermLists& lists) {
  Places places;
  for (const TermLists::Term& term : lists.terms) {
    const std::string text(lists.text_of(term));
    Fts5Cursor in(lists.list_of(term));
    for (std::uint32_t row = term.first_row;; row += static_cast<std::uint32_t>(in.varint())) {
      const std::uint64_t size = in.varint();
      EXPECT_EQ(size % 2, 0u);
      const unsigned char* const end = in.at + size / 2;
      for (std::uint64_t position = 0; in.at < end;) {
        position += in.varint() - 2;
        places.emplace(text, row, static_cast<std::uint32_t>(position));
      }
      if (in.at >= in.end) {
        EXPECT_EQ(row, term.last_row);
        break;
      }
    }
  }
  return places;
}

void expect_tokens_of_fts5(const std::vector<std::string>& rows) {
  auto database = Database::open_private();
  ASSERT_TRUE(database);
  auto tokenizer = Tokenizer::make(*database);
  auto analyzer = Analyzer::make();
  ASSERT_TRUE(tokenizer && analyzer);
  for (int round = 0; round < 2; ++round) {  // the second time every word is known
    Places expected;
    std::uint64_t tokens = 0;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      std::uint32_t position = 0;
      for (const IndexToken& token : tokenizer->tokens(rows[row]))
        expected.emplace(token.term.substr(0, 32'768), row, position++);
      EXPECT_EQ(analyzer->add(row, rows[row]), position) << rows[row];
      tokens += position;
    }
    const TermLists lists = analyzer->take();
    EXPECT_EQ(places_of(lists), expected);
    EXPECT_EQ(lists.rows, rows.size());
    EXPECT_EQ(lists.tokens, tokens);
  }
}

TEST(Analyzer, SplitsAsFts5Does) {
  expect_tokens_of_fts5({
      "Overall survival was 7.9 months (95% CI 5.2\u201310.6; p<0.05).",
      "HER2-positive, HbA1c, IL\u20116, TNF-\u03b1 and \u03b2-blockers; na\u00efve caf\u00e9 nai\u0308ve",
      "\u0301leading mark, \u201cquoted\u201d, 5\u00d710\u2075 cells/\u03bcL, \u2265 65 years, \u00bd dose",
      "\u80ba\u764c \u7684 \U0001F600 caf\u00e9s CAF\u00c9S \u0130stanbul \ufb01brosis \u01c5",
      "running runs ran RUN Running's non\u00adsmall cell a\u200bb",
      "",
      " \t\n",
      std::string("nul\0inside", 10),
      std::string(70, 'x') + " " + std::string(40'000, 'y'),
  });
}

TEST(Analyzer, SplitsRandomTextAsFts5Does) {
  std::mt19937 random(20261130);
  const std::string pieces[] = {"a",      "B",       "ies",     "ing",        "7",      ".",      "-",    " ",
                                "\u00e9", "e\u0301", "\u2013",  "\u03b2",     "\u00a0", "\u764c", "sses", "\u2075",
                                "'",      "\u200b",  "ational", "\U0001F600", "_",      "\u0661"};
  std::vector<std::string> rows;
  for (int row = 0; row < 500; ++row) {
    std::string text;
    for (unsigned i = random() % 30; i > 0; --i) text += pieces[random() % std::size(pieces)];
    rows.push_back(text);
  }
  expect_tokens_of_fts5(rows);
}

// An FTS5 table of its own, as sentence_index is.
class Fts5Segment : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open((folder_.path() / "f.db").string(), Database::Mode::kWrite, 100);
    ASSERT_TRUE(opened);
    database_.emplace(std::move(*opened));
    run("CREATE TABLE content (id INTEGER PRIMARY KEY, text TEXT)");
    run("CREATE VIRTUAL TABLE f USING fts5 (text, content = 'content', content_rowid = 'id', columnsize = 0, "
        "tokenize = 'porter unicode61 remove_diacritics 2')");
    run("CREATE VIRTUAL TABLE term USING fts5vocab ('f', 'instance')");
  }
  void run(const std::string& sql) {
    const auto done = database_->execute(sql);
    ASSERT_TRUE(done) << sql << ": " << to_string(done.error());
  }
  // Every row that FTS5's own check compares with the index.
  void keep(std::int64_t id, const std::string& text) {
    ASSERT_TRUE(database_->run("INSERT INTO content VALUES (?, ?)", id, text));
  }
  void expect_sound() { run("INSERT INTO f (f, rank) VALUES ('integrity-check', 1)"); }

  // Rows of about `words` words; the first words of the vocabulary are frequent, the later ones rare.
  std::vector<std::string> random_rows(std::size_t count, std::size_t words) {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < count; ++i) {
      std::string text;
      for (std::size_t k = random_() % (2 * words + 1); k > 0; --k) {
        const auto rank = static_cast<std::size_t>(1000.0 / (1.0 + static_cast<double>(random_() % 1000)));
        text += (rank % 3 == 0 ? "w" : "\u03b2") + std::to_string(random_() % (rank * rank + 1)) + " ";
      }
      if (i % 97 == 0) text += std::string(i % 5000, 'z') + std::to_string(i);
      rows.push_back(text);
    }
    return rows;
  }

  // The lists of the rows as those of documents of `size` rows each, read by two threads in turn.
  std::vector<TermLists> lists_of(const std::vector<std::string>& rows, std::size_t size) {
    Result<Analyzer> analyzers[] = {Analyzer::make(), Analyzer::make()};
    std::vector<TermLists> lists;
    for (std::size_t i = 0; i < rows.size(); i += size) {
      Result<Analyzer>& analyzer = analyzers[i / size % 2];
      for (std::size_t k = i; k < std::min(rows.size(), i + size); ++k)
        analyzer->add(static_cast<std::uint32_t>(k - i), rows[k]);
      lists.push_back(analyzer->take());
    }
    return lists;
  }
  static std::vector<SegmentPart> parts_of(const std::vector<TermLists>& lists, std::int64_t first, std::size_t size) {
    std::vector<SegmentPart> parts;
    for (std::size_t i = 0; i < lists.size(); ++i)
      parts.push_back({first + static_cast<std::int64_t>(i * size), &lists[i]});
    return parts;
  }

  test::TemporaryFolder folder_;
  std::optional<Database> database_;
  std::mt19937 random_{7};
};

constexpr Fts5WriteTables kTables{
    "SELECT v FROM f_config WHERE k = 'version'",    "SELECT block FROM f_data WHERE id = ?",
    "REPLACE INTO f_data (id, block) VALUES (?, ?)", "INSERT INTO f_idx (segid, term, pgno) VALUES (?, ?, ?)",
    "INSERT INTO f (f, rank) VALUES ('merge', ?)",   "SELECT doc FROM term WHERE term = ?"};

TEST_F(Fts5Segment, PagesAreThoseOfFts5ToTheByte) {
  run("INSERT INTO f (f, rank) VALUES ('hashsize', 100000000)");
  const std::int64_t first = 1000;
  const std::vector<std::string> rows = random_rows(3000, 40);
  run("BEGIN");
  for (std::size_t i = 0; i < rows.size(); ++i)
    ASSERT_TRUE(
        database_->run("INSERT INTO f (rowid, text) VALUES (?, ?)", first + static_cast<std::int64_t>(i), rows[i]));
  run("COMMIT");

  std::vector<std::string> pages, separators;
  std::vector<std::int64_t> numbers;
  const std::vector<TermLists> lists = lists_of(rows, 37);
  const auto summary = build_segment(parts_of(lists, first, 37), {[&](std::int64_t page, std::string_view block) {
                                                                    pages.emplace_back(block);
                                                                    EXPECT_EQ(page, std::int64_t(pages.size()));
                                                                    return Result<void>();
                                                                  },
                                                                  [&](std::string_view separator, std::int64_t page) {
                                                                    separators.emplace_back(separator);
                                                                    numbers.push_back(page);
                                                                    return Result<void>();
                                                                  }});
  ASSERT_TRUE(summary);
  EXPECT_GT(summary->pages, 50);
  {
    auto block = database_->prepare(
        "SELECT id & 0x7FFFFFFF, block FROM f_data WHERE id BETWEEN 1 << 37 AND (1 << 37) + "
        "0x7FFFFFFF ORDER BY id");
    ASSERT_TRUE(block);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      ASSERT_TRUE(*block->step()) << i;
      EXPECT_EQ(block->integer(0), std::int64_t(i) + 1);
      ASSERT_EQ(block->blob(1), pages[i]) << "page " << i + 1;
    }
    EXPECT_FALSE(*block->step());
  }
  auto leaf = database_->prepare("SELECT term, pgno >> 1 FROM f_idx ORDER BY pgno");
  ASSERT_TRUE(leaf);
  for (std::size_t i = 0; i < separators.size(); ++i) {
    ASSERT_TRUE(*leaf->step());
    EXPECT_EQ(leaf->blob(0), separators[i]);
    EXPECT_EQ(leaf->integer(1), numbers[i]);
  }
  EXPECT_FALSE(*leaf->step());
}

TEST_F(Fts5Segment, StandsBesideWhatFts5InsertsDeletesAndMerges) {
  run("INSERT INTO f (f, rank) VALUES ('usermerge', 2)");
  std::int64_t next = 1;
  std::map<std::int64_t, std::string> kept;
  for (int round = 0; round < 12; ++round) {
    run("BEGIN");
    // FTS5 has changes of its own in memory when the segment comes, before and after.
    for (int half = 0; half < 2; ++half) {
      for (const std::string& text : random_rows(5, 10)) {
        keep(next, text);
        ASSERT_TRUE(database_->run("INSERT INTO f (rowid, text) VALUES (?, ?)", next, text));
        kept[next++] = text;
      }
      for (int i = 0; i < 7 && !kept.empty(); ++i) {
        const auto row = std::next(kept.begin(), static_cast<std::ptrdiff_t>(random_() % kept.size()));
        ASSERT_TRUE(database_->run("INSERT INTO f (f, rowid, text) VALUES ('delete', ?, ?)", row->first, row->second));
        ASSERT_TRUE(database_->run("DELETE FROM content WHERE id = ?", row->first));
        kept.erase(row);
      }
      if (half == 1) break;
      const std::vector<std::string> rows = random_rows(60, 20);
      const std::vector<TermLists> lists = lists_of(rows, 11);
      const auto added = add_segment(*database_, kTables, parts_of(lists, next, 11));
      ASSERT_TRUE(added) << to_string(added.error());
      EXPECT_GT(added->value_or(0), 0);
      for (const std::string& text : rows) {
        keep(next, text);
        kept[next++] = text;
      }
    }
    run("COMMIT");
    expect_sound();
    run(round % 3 == 0 ? "INSERT INTO f (f, rank) VALUES ('merge', 4)" : "SELECT 1");
    expect_sound();
  }
  run("INSERT INTO f (f) VALUES ('optimize')");
  expect_sound();
}

TEST_F(Fts5Segment, AnIndexThatDoesNotTakeItStaysAsItWas) {
  const std::vector<std::string> rows = random_rows(50, 20);
  const std::vector<TermLists> lists = lists_of(rows, 50);
  for (int i = 0; i < 2; ++i) {
    Fts5WriteTables tables = kTables;
    (i == 0 ? tables.version : tables.places) = i == 0 ? "SELECT 5" : "SELECT 0 WHERE ? IS NULL";
    run("BEGIN");
    const auto added = add_segment(*database_, tables, parts_of(lists, 1, 50));
    ASSERT_TRUE(added) << to_string(added.error());
    EXPECT_FALSE(added->has_value());
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const std::int64_t id = i * 50 + static_cast<std::int64_t>(k) + 1;
      keep(id, rows[k]);
      ASSERT_TRUE(database_->run("INSERT INTO f (rowid, text) VALUES (?, ?)", id, rows[k]));
    }
    run("COMMIT");
    expect_sound();
  }
}

TEST(Fts5Structure, ReadsWhatItWrites) {
  Fts5Structure structure;
  structure.cookie = std::string("\0\0\0\7", 4);
  structure.add({3, 1, 200});
  structure.add({1, 1, 1});
  structure.levels.push_back({2, {{2, 0, 17}, {1999, 5, 70'000}}});
  const auto again = Fts5Structure::read(structure.block());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->block(), structure.block());
  EXPECT_EQ(again->writes, 201u);
  EXPECT_EQ(again->free_segment(), 4);
  EXPECT_FALSE(Fts5Structure::read(structure.block().substr(0, 9)));
}

}  // namespace
}  // namespace warrant
