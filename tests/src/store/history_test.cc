// Runs are remembered, and what they changed.
#include <gmock/gmock.h>

#include "tests/src/store/support.h"

namespace warrant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// A document whose claims are its numbers of months.
IndexedDocument survival(const std::string& id, const std::vector<std::string>& sentences) {
  IndexedDocument d;
  d.id = id;
  d.source = id + ".txt";
  d.media_type = "text/plain";
  d.reader = "text@1";
  for (const std::string& sentence : sentences) {
    const std::int32_t passage = test::add_passage(d, PassageKind::kParagraph, Place::kBody, -1, sentence);
    const std::size_t digit = sentence.find_first_of("0123456789");
    if (digit == std::string::npos) continue;
    Claim c;
    c.kind = kind::kTimeToEvent;
    c.measure = measure::kMedianSurvival;
    c.value = std::stod(sentence.substr(digit));
    c.passage = passage;
    c.span = d.document.passages.back().span;
    c.value_span = {c.span.start + static_cast<std::uint32_t>(digit),
                    c.span.start + static_cast<std::uint32_t>(digit) + 1};
    c.extractor = "x@1";
    d.claims.push_back(c);
  }
  test::finish(d);
  return d;
}

class HistoryTest : public test::StoreTest {
 protected:
  void run(Store& store, const std::vector<IndexedDocument>& documents, const std::vector<std::string>& remove = {}) {
    ASSERT_TRUE(store.begin_run("ingest", "1.2.3", {"folder", "a \"list\""}));
    for (const IndexedDocument& d : documents) put(store, d);
    for (const std::string& id : remove) ASSERT_TRUE(store.remove(id));
    warrant::Run counts;
    counts.created = static_cast<std::int64_t>(documents.size());
    counts.failed = 2;
    counts.seconds = 0.5;
    counts.counts = {{"failed", {{"corrupt", 2}}}, {"seconds", {{"read", 0.25}}}};
    ASSERT_TRUE(store.end_run(counts));
  }
  static std::vector<DocumentChange> changes(const Store& store, std::int64_t since) {
    auto found = store.changes(since);
    EXPECT_TRUE(found) << to_string(found.error());
    return found.value_or(std::vector<DocumentChange>());
  }
};

TEST_F(HistoryTest, RunsAreRememberedTheLastFirst) {
  Store store = open();
  EXPECT_THAT(*store.runs(), IsEmpty());
  run(store, {survival("a", {"Median survival was 7 months."})});
  ASSERT_TRUE(store.begin_run("reindex", "1.2.4", {}));  // and was killed
  const auto runs = store.runs();
  ASSERT_TRUE(runs) << to_string(runs.error());
  ASSERT_EQ(runs->size(), 2u);
  EXPECT_EQ(runs->at(0).nr, 2);
  EXPECT_EQ(runs->at(0).command, "reindex");
  EXPECT_EQ(runs->at(0).finished, "");
  const warrant::Run& first = runs->at(1);
  EXPECT_EQ(first.nr, 1);
  EXPECT_EQ(first.version, "1.2.3");
  EXPECT_THAT(first.inputs, ElementsAre("folder", "a \"list\""));
  EXPECT_NE(first.started, "");
  EXPECT_NE(first.finished, "");
  EXPECT_EQ(first.created, 1);
  EXPECT_EQ(first.failed, 2);
  EXPECT_EQ(first.seconds, 0.5);
  EXPECT_EQ(first.counts.at("failed").at("corrupt"), 2);
  EXPECT_EQ(first.counts.at("seconds").at("read"), 0.25);
}

TEST_F(HistoryTest, ClaimsKeepTheirIdsWhereTheirQuoteIsKept) {
  const IndexedDocument before = survival("a", {"Median survival was 7 months.", "With radiotherapy it was 9 months."});
  const IndexedDocument after = survival("a", {"A note was added here.", "Median survival was 7 months.",
                                               "With radiotherapy it was 8 months.", "Median survival was 7 months."});
  ASSERT_EQ(after.claims.size(), 3u);
  EXPECT_EQ(after.claims[0].id, before.claims[0].id);
  EXPECT_NE(after.claims[1].id, before.claims[1].id);
  EXPECT_NE(after.claims[2].id, before.claims[0].id);  // the same words twice are two claims
  EXPECT_NE(survival("b", {"Median survival was 7 months."}).claims[0].id, before.claims[0].id);

  Store store = open();
  run(store, {before});
  run(store, {after});
  const auto changed = changes(store, 1);
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0].document, "a");
  EXPECT_EQ(changed[0].what, "changed");
  EXPECT_THAT(changed[0].new_claims, UnorderedElementsAre(after.claims[1].id, after.claims[2].id));
  EXPECT_THAT(changed[0].moved_claims, ElementsAre(before.claims[0].id));
  EXPECT_THAT(changed[0].withdrawn_claims, ElementsAre(before.claims[1].id));
  EXPECT_TRUE(store.check(true)->empty());
}

TEST_F(HistoryTest, ChangesAreTheSumOfRuns) {
  const IndexedDocument a = survival("a", {"Median survival was 7 months."});
  const IndexedDocument a2 = survival("a", {"Median survival was 6 months."});
  const IndexedDocument b = survival("b", {"Median survival was 5 months."});
  const IndexedDocument c = survival("c", {"Median survival was 4 months."});
  Store store = open();
  run(store, {a, b});      // 1
  run(store, {a2, c});     // 2
  run(store, {}, {"c"});   // 3
  run(store, {a}, {"b"});  // 4
  run(store, {a});         // 5: nothing
  const auto all = changes(store, 0);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].what, "new");
  EXPECT_THAT(all[0].new_claims, ElementsAre(a.claims[0].id));
  const auto since1 = changes(store, 1);
  ASSERT_EQ(since1.size(), 2u);
  EXPECT_EQ(since1[0].what, "changed");  // there and back again: its claims are those of before
  EXPECT_THAT(since1[0].new_claims, IsEmpty());
  EXPECT_THAT(since1[0].withdrawn_claims, IsEmpty());
  EXPECT_EQ(since1[1].document, "b");
  EXPECT_EQ(since1[1].what, "withdrawn");
  EXPECT_THAT(since1[1].withdrawn_claims, ElementsAre(b.claims[0].id));
  EXPECT_THAT(changes(store, 4), IsEmpty());
  EXPECT_EQ(changes(store, 3)[0].new_claims, std::vector<std::string>{a.claims[0].id});
}

// Also where not a word changed: the record of a work says that it is retracted, a notice marks a work stored before.
TEST_F(HistoryTest, MarksAndMetadataAreChanges) {
  const auto record = [](const std::string& id, const std::string& file) {
    IndexedDocument d = survival("pmid:" + id, {"Median survival was " + id + " months."});
    d.document.pmid = id;
    d.source = file;
    d.sha256 = sha256_hex(file + id);
    return d;
  };
  Store store = open();
  run(store, {record("7", "1"), record("8", "1"), record("9", "1")});  // 1
  IndexedDocument marked = record("7", "1");
  marked.sha256 = sha256_hex("marked");
  marked.document.retraction = "retracted";
  IndexedDocument same = record("8", "1");
  same.sha256 = sha256_hex("other spaces");
  IndexedDocument notice = record("20", "2");
  notice.document.corrections = {{"retracted", "", "9", "", ""}, {"retracted", "", "404", "", ""}};
  run(store, {marked, same, notice});  // 2
  const auto changed = changes(store, 1);
  ASSERT_EQ(changed.size(), 3u);
  EXPECT_EQ(changed[0].document, "pmid:20");
  EXPECT_EQ(changed[0].what, "new");
  EXPECT_EQ(changed[1].document, "pmid:7");
  EXPECT_EQ(changed[1].what, "changed");
  EXPECT_EQ(changed[1].retraction, "retracted");
  EXPECT_THAT(changed[1].new_claims, IsEmpty());
  EXPECT_EQ(changed[2].document, "pmid:9");
  EXPECT_EQ(changed[2].what, "changed");
  EXPECT_EQ(changed[2].retraction, "retracted");
  EXPECT_EQ(changes(store, 0).size(), 4u);  // all new
  EXPECT_EQ(store.document_ref("pmid:9")->retraction, "retracted");
  EXPECT_EQ(store.document_ref("pmid:8")->retraction, "");
}

TEST_F(HistoryTest, AFileIsCurrentInTheStateItWasFinishedIn) {
  Store store = open();
  store.use_versions("v1");
  ASSERT_TRUE(store.begin());
  ASSERT_TRUE(store.finished("a.xml", "hash", {100, 5}));
  ASSERT_TRUE(store.finished("b.xml", "hash"));
  ASSERT_TRUE(store.commit());
  EXPECT_TRUE(*store.is_current("a.xml", FileState{100, 5}));
  EXPECT_FALSE(*store.is_current("a.xml", FileState{101, 5}));
  EXPECT_FALSE(*store.is_current("a.xml", FileState{100, 6}));
  EXPECT_FALSE(*store.is_current("b.xml", FileState{0, 0}));
  EXPECT_TRUE(*store.is_current("b.xml", "hash"));
  store.use_versions("v2");
  EXPECT_FALSE(*store.is_current("a.xml", FileState{100, 5}));
}

TEST_F(HistoryTest, OutdatedIsWhatOtherVersionsDerived) {
  Store store = open();
  store.use_versions("v1");
  put(store, test::small_document("b", "Old."));
  put(store, test::small_document("a", "Old too."));
  store.use_versions("v2");
  put(store, test::small_document("c", "New."));
  EXPECT_THAT(*store.outdated_ids(), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace warrant
