// A store damaged behind our back is made whole again.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "ingest/pipeline/rebuild.h"
#include "tests/support/articles.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

namespace fs = std::filesystem;

class Rebuild : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 1; i <= 12; ++i)
      test::write_file(folder_.path() / fmt::format("docs/{:02}.xml", i), test::jats_article(i));
    Store store = open();
    IngestOptions options;
    options.paths = {(folder_.path() / "docs").string()};
    ASSERT_TRUE(ingest(store, options));
    ASSERT_TRUE(store.begin_run("remove", "1", {}));
    ASSERT_TRUE(store.remove("PMC9000012"));
    ASSERT_TRUE(store.end_run({}));
    ASSERT_TRUE(store.import_vocabulary("own", {{"1", "glioma", {"glial tumour"}}}));
    golden_ = dump(store);
  }
  std::string path() const { return (folder_.path() / "s.db").string(); }
  Store open() const {
    auto store = Store::open(path(), Store::Mode::kWrite);
    if (!store) throw std::runtime_error(to_string(store.error()));
    return std::move(*store);
  }
  static std::string dump(const Store& store) {
    std::string out;
    EXPECT_TRUE(store.dump([&](std::string_view line) {
      out += line;
      out += '\n';
      return true;
    }));
    return out;
  }
  void damage(const char* sql) const {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &raw), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(raw);
    sqlite3_close(raw);
  }
  void expect_whole() const {
    const Store store = open();
    const auto problems = store.check(true);
    ASSERT_TRUE(problems) << to_string(problems.error());
    for (const Problem& p : *problems) ADD_FAILURE() << p.what << " " << p.where << ": " << p.detail;
    EXPECT_EQ(dump(store), golden_);
    EXPECT_EQ(store.synonyms_of("glioma")->size(), 1u);
    EXPECT_EQ(store.runs()->size(), 3u);
  }

  test::TemporaryFolder folder_;
  std::string golden_;
};

TEST_F(Rebuild, DerivesAgainWhatIsDerived) {
  damage(
      "UPDATE claim SET value = value + 1; DELETE FROM sentence WHERE id % 7 = 0;"
      "DELETE FROM sentence_index_data WHERE id > 1000; UPDATE sentence_size SET codes = x'00';");
  ASSERT_FALSE(open().check(true)->empty());
  const auto report = rebuild(path(), {});
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->documents, 11u);
  EXPECT_TRUE(report->read_again.empty());
  EXPECT_TRUE(report->lost.empty());
  EXPECT_TRUE(fs::exists(report->aside));
  expect_whole();
}

TEST_F(Rebuild, ReadsDamagedTextsAgainFromTheirSources) {
  damage(
      "UPDATE passage SET text = replace(text, '95%', '59%') WHERE document = 3;"
      "UPDATE document SET doi = '10.1/x' WHERE nr = 5; UPDATE document_structure SET tables = x'FF' WHERE document = "
      "7;");
  const auto report = rebuild(path(), {});
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->documents, 8u);
  EXPECT_EQ(report->read_again, (std::vector<std::string>{"PMC9000003", "PMC9000005", "PMC9000007"}));
  EXPECT_TRUE(report->lost.empty());
  EXPECT_EQ(open().runs()->size(), 4u);  // the reading is a run of its own
}

// As a kill leaves it while old and new change places, with what the last writer did in the log only.
TEST_F(Rebuild, GoesOnAfterAKillBetweenTheNames) {
  const std::string aside = path() + ".damaged", kept = (folder_.path() / "kept").string();
  {
    Store writer = open();
    ASSERT_TRUE(writer.import_vocabulary("late", {{"1", "ependymoma", {"ependymal tumour"}}}));
    for (const char* suffix : {"", "-wal"}) fs::copy_file(path() + suffix, kept + suffix);
  }
  ASSERT_GT(fs::file_size(kept + "-wal"), 0u);
  fs::rename(kept, path());
  fs::create_hard_link(path(), aside);
  fs::rename(kept + "-wal", aside + "-wal");
  test::write_file(path() + ".rebuilt", "half of it");
  const auto report = rebuild(path(), {});
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->documents, 11u);
  expect_whole();
  EXPECT_EQ(open().synonyms_of("ependymoma")->size(), 1u);
  EXPECT_FALSE(fs::exists(path() + ".rebuilt"));
  EXPECT_FALSE(fs::equivalent(path(), aside));
}

TEST_F(Rebuild, NamesWhatIsLost) {
  damage("UPDATE passage SET text = replace(text, '95%', '59%') WHERE document = 3");
  fs::remove(folder_.path() / "docs/03.xml");
  const auto report = rebuild(path(), {});
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->documents, 10u);
  EXPECT_EQ(report->lost, std::vector<std::string>{"PMC9000003"});
  const Store store = open();
  EXPECT_TRUE(store.check(true)->empty());
  EXPECT_FALSE(store.document("PMC9000003"));
}

}  // namespace
}  // namespace warrant
