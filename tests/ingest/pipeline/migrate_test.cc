// Stores of released schemas open, are copied and brought up to date; newer ones are refused untouched (A9).
#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "ingest/fetch/fetcher.h"
#include "src/store/migrate.h"
#include "tests/src/store/support.h"
#include "tests/support/fault_vfs.h"

namespace warrant {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class MigrateTest : public test::StoreTest {
 protected:
  // tests/compat/schema_vN.db.gz: corpus/jats and corpus/pubmed in a store of that schema.
  void unpack(int schema) const {
    const std::string packed = (test::source_dir() / fmt::format("tests/compat/schema_v{}.db.gz", schema)).string();
    std::string bytes;
    ASSERT_TRUE(fetch(packed, {}, [&](Result<Source> source) {
      if (source) bytes = std::move(source->bytes);
      return true;
    }));
    ASSERT_FALSE(bytes.empty());
    test::write_file(path(), bytes);
  }
  void set_version(int version) const {
    auto database = Database::open(path(), Database::Mode::kWrite, 100);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute(fmt::format("PRAGMA user_version = {}; PRAGMA journal_mode = delete", version)));
  }
};

TEST_F(MigrateTest, BringsTheFirstSchemaUpToDate) {
  unpack(1);
  {
    const auto reader = Store::open(path(), Store::Mode::kRead);
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().code, ErrorCode::kStore);
    EXPECT_THAT(reader.error().message, HasSubstr("older schema"));
  }
  Store store = open();
  EXPECT_EQ(store.status()->schema_version, schema_version());
  EXPECT_EQ(store.document_ids()->size(), 6u);
  EXPECT_TRUE(store.check(true)->empty());
  EXPECT_EQ(store.runs()->size(), 1u);
  put(store, test::rich_document());
  EXPECT_TRUE(store.check(true)->empty());
  // The copy is the store as it was.
  ASSERT_TRUE(fs::exists(path() + ".schema1"));
  auto copy = Database::open(path() + ".schema1", Database::Mode::kRead, 100);
  ASSERT_TRUE(copy);
  EXPECT_EQ(*stored_schema(*copy), 1);
}

TEST_F(MigrateTest, SurvivesKillsAndLossOfPower) {
  const auto begin_again = [&] {
    for (const char* suffix : {"", "-wal", "-shm", "-journal", ".schema1", ".schema1.part"})
      fs::remove(path() + suffix);
    unpack(1);
  };
  const auto migrate_it = [&] { return Store::open(path(), Store::Mode::kWrite).has_value(); };
  test::FaultVfs vfs;
  begin_again();
  vfs.arm(0, false);
  ASSERT_TRUE(migrate_it());
  const std::vector<int> calls = vfs.named_points();
  ASSERT_GT(calls.size(), 10u);
  const std::string golden = dump(open());
  for (const bool power : {false, true})
    for (const int k : calls) {
      begin_again();
      vfs.power = power;
      vfs.arm(k, true);
      (void)migrate_it();
      vfs.power = false;
      vfs.arm(0, false);
      const std::string when = fmt::format("call {}{}", k, power ? ", power lost" : "");
      const Store store = open();
      EXPECT_TRUE(store.check(true)->empty()) << when;
      EXPECT_EQ(dump(store), golden) << when;
      // The copy is whole, however often it was begun.
      auto copy = Database::open(path() + ".schema1", Database::Mode::kRead, 100);
      ASSERT_TRUE(copy) << when << to_string(copy.error());
      EXPECT_EQ(*stored_schema(*copy), 1) << when;
      EXPECT_EQ(*copy->integer("SELECT count(*) FROM document"), 6) << when;
      if (HasFailure()) return;
    }
}

TEST_F(MigrateTest, RefusesANewerSchemaUntouched) {
  { Store store = open(); }
  set_version(schema_version() + 7);
  const std::string before = test::read_file(path());
  for (const auto mode : {Store::Mode::kRead, Store::Mode::kWrite}) {
    const auto store = Store::open(path(), mode);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::kStore);
    EXPECT_THAT(store.error().message, HasSubstr(std::to_string(schema_version() + 7)));
    EXPECT_THAT(store.error().message, HasSubstr(std::to_string(schema_version())));
  }
  EXPECT_EQ(test::read_file(path()), before);
}

}  // namespace
}  // namespace warrant
