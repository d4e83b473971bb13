// Damage done behind the store's back is found and named.
#include <gmock/gmock.h>

#include "src/store/migrate.h"
#include "src/store/sqlite.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

struct Damage {
  const char* name;
  const char* sql;    // run on the raw file
  const char* found;  // Problem::what
};

class StoreCheck : public test::StoreTest, public ::testing::WithParamInterface<Damage> {
 protected:
  // Plain SQLite without the store's protection, as another program would open the file.
  void damage(const char* sql) const {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &raw), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(raw, sql, nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_close(raw);
  }
};

TEST_P(StoreCheck, FindsIt) {
  {
    Store store = open();
    put(store, test::rich_document("PMC900001"));
    put(store, test::rich_document("PMC900002"));
    EXPECT_TRUE(store.check(true)->empty());
  }
  damage(GetParam().sql);
  for (const Store::Mode mode : {Store::Mode::kRead, Store::Mode::kWrite}) {
    const Store store = open("store.db", mode);
    auto problems = store.check(true);
    ASSERT_TRUE(problems) << to_string(problems.error());
    EXPECT_THAT(*problems, Contains(::testing::Field(&Problem::what, GetParam().found)));
  }
}

const Damage kDamages[] = {
    {"AByteOfText", "UPDATE passage SET text = replace(text, '0.72', '0.27')", "text-hash"},
    {"ACaseOfText", "UPDATE passage SET text = replace(text, 'Surgery', 'surgery')", "text-hash"},
    {"AQuote", "UPDATE passage SET text = replace(text, '12.5', '15.2')", "claim"},
    {"ASpan", "UPDATE claim SET span_start = span_start + 1 WHERE measure = 'hazard_ratio'", "claim"},
    {"AValueSpan", "UPDATE claim SET value_start = value_start + 1 WHERE measure = 'hazard_ratio'", "claim"},
    {"ASpanOutsideTheText", "UPDATE claim SET span_end = 99999 WHERE measure = 'hazard_ratio'", "span"},
    {"ALabel", "UPDATE claim SET outcome = 'morbidity' WHERE measure = 'hazard_ratio'", "claim"},
    {"ACitation", "UPDATE claim_citation SET reference = -1 WHERE ordinal = 0", "claim"},
    {"ATitle", "UPDATE document SET title = title || '.'", "metadata"},
    {"AYear", "UPDATE document SET year = year + 4", "metadata"},
    {"ARetraction", "UPDATE document SET retraction = ''", "metadata"},
    {"AReference", "UPDATE reference SET doi = '10.1/x'", "metadata"},
    {"ACorrection", "UPDATE correction SET pmid = '78' WHERE pmid = '77'", "metadata"},
    {"ASection", "UPDATE section SET title = 'Methods' WHERE ordinal = 1", "metadata"},
    {"ASize", "UPDATE sentence_size SET codes = CAST(x'00' || substr(codes, 2) AS BLOB)", "size"},
    {"ASentence", "UPDATE sentence SET length = length - 1 WHERE id = 2", "size"},
    {"ANumber", "UPDATE claim SET value = 0.27 WHERE measure = 'hazard_ratio'", "claim-id"},
    {"AnIndexedRowThatIsNotThere", "INSERT INTO sentence_index (rowid, text) VALUES (999, 'glioma')", "fts"},
    {"AMissingIndexBlock", "DELETE FROM sentence_index_data WHERE id > 1000", "fts"},
    {"AMissingPassage", "DELETE FROM passage WHERE id = 3", "rows"},
    {"ALostCount", "UPDATE extent SET claims = claims - 1", "rows"},
    {"AMissingSentence", "DELETE FROM sentence WHERE id = 3", "rows"},
    {"AnOrphan", "DELETE FROM document WHERE id = 'PMC900001'", "foreign-key"},
    {"ALostStructure", "UPDATE document_structure SET tables = x'FFFF'", "document"},
    {"ALostPlace", "UPDATE passage SET table_ordinal = 9 WHERE id = 3", "document"},
};
INSTANTIATE_TEST_SUITE_P(Damage, StoreCheck, ::testing::ValuesIn(kDamages),
                         [](const auto& damage) { return std::string(damage.param.name); });

using MigrateTest = StoreCheck;

TEST_F(MigrateTest, ANewerSchemaIsRefusedWithBothVersions) {
  { Store store = open(); }
  damage("PRAGMA user_version = 99");
  for (const Store::Mode mode : {Store::Mode::kRead, Store::Mode::kWrite}) {
    auto store = Store::open(path(), mode);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::kStore);
    EXPECT_THAT(store.error().message, HasSubstr("99"));
    EXPECT_THAT(store.error().message, HasSubstr(std::to_string(schema_version())));
  }
}

TEST_F(MigrateTest, AnotherProgramsFileIsRefusedAndLeftAlone) {
  damage("CREATE TABLE notes (text)");
  auto store = Store::open(path(), Store::Mode::kWrite);
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().message, HasSubstr("another program"));
  damage("INSERT INTO notes VALUES ('still mine')");
  damage("PRAGMA application_id = 77");
  EXPECT_FALSE(Store::open(path(), Store::Mode::kRead));
}

TEST_F(MigrateTest, TheLastMigrationSetsTheVersion) {
  { Store store = open(); }
  auto database = Database::open(path(), Database::Mode::kRead, 100);
  ASSERT_TRUE(database);
  EXPECT_EQ(stored_schema(*database).value_or(-1), schema_version());
}

TEST_F(MigrateTest, ACutFileIsAnErrorNeverACrash) {
  {
    Store store = open();
    put(store, test::rich_document());
  }
  const std::string bytes = test::read_file(path());
  for (const std::size_t size : {bytes.size() / 2, bytes.size() - 4096, std::size_t{4096}, std::size_t{100}}) {
    test::write_file(path("cut.db"), bytes.substr(0, size));
    auto store = Store::open(path("cut.db"), Store::Mode::kRead);
    if (!store) continue;
    auto problems = store->check(true);
    if (problems) {
      EXPECT_FALSE(problems->empty()) << size;
    }
    (void)store->load("PMC900001");
  }
}

// Twenty thousand claims on one sentence of a megabyte: with the words read for each of them, 20 GB of hashing each
// time.
TEST(StoreOneSentence, HoldsThousandsOfClaims) {
  std::string text;
  while (text.size() < 1'000'000) text += "HR 1.2 ";
  IndexedDocument d = test::small_document("a", text);
  const ByteSpan sentence = d.sentences.front().span;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    Claim claim;
    claim.kind = "effect_estimate";
    claim.measure = "hazard_ratio";
    claim.value = 1.2;
    claim.value_text = "1.2";
    claim.span = sentence;
    claim.value_span = {7 * i + 3, 7 * i + 6};
    claim.passage = 0;
    claim.extractor = "effect_estimate@1";
    d.claims.push_back(claim);
  }
  test::finish(d);
  const test::TemporaryFolder folder;
  auto store = Store::open((folder.path() / "s.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store);
  const auto change = store->put(d);
  ASSERT_TRUE(change) << to_string(change.error());
  EXPECT_EQ(store->status()->claims, 20'000);  // each with an id of its own, or the store would have refused them
  EXPECT_TRUE(store->check(true)->empty());
}

}  // namespace
}  // namespace warrant
