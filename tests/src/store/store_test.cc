#include "src/store/store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "src/store/migrate.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

using test::rich_document;
using test::small_document;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using StoreTest = test::StoreTest;

TEST_F(StoreTest, GivesBackEverythingThatWasPut) {
  const IndexedDocument put_in = rich_document();
  Store store = open();
  EXPECT_EQ(put(store, put_in), Change::kNew);
  auto out = store.load("PMC900001");
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(out->id, put_in.id);
  EXPECT_EQ(out->source, put_in.source);
  EXPECT_EQ(out->media_type, put_in.media_type);
  EXPECT_EQ(out->sha256, put_in.sha256);
  EXPECT_EQ(out->source_bytes, put_in.source_bytes);
  EXPECT_EQ(out->reader, put_in.reader);
  EXPECT_EQ(out->sentences, put_in.sentences);
  EXPECT_EQ(out->claims, put_in.claims);
  EXPECT_EQ(out->document, put_in.document);
  EXPECT_EQ(*store.text("PMC900001"), put_in.document.text);
}

TEST_F(StoreTest, GivesBackTheSameFromAFileOpenedForReading) {
  {
    Store store = open();
    put(store, rich_document());
  }
  Store store = open("store.db", Store::Mode::kRead);
  EXPECT_EQ(store.load("PMC900001")->document, rich_document().document);
  EXPECT_FALSE(store.put(rich_document("PMC900002")));
}

TEST_F(StoreTest, FindsADocumentByEveryIdentifier) {
  Store store = open();
  put(store, rich_document());
  for (const char* id : {"PMC900001", "pmc900001", "PMC 900001", "PMCID: PMC900001", "1900001", "pmid:1900001",
                         "PMID 1900001", "10.9999/test.900001", "doi:10.9999/TEST.900001",
                         "https://doi.org/10.9999/test.900001", "https://pubmed.ncbi.nlm.nih.gov/1900001/"}) {
    auto found = store.document(id);
    ASSERT_TRUE(found) << id;
    EXPECT_EQ(found->ref.id, "PMC900001");
  }
  for (const char* id : {"", "PMC", "PMC1", "10.9999/other", "' OR 1=1 --"}) {
    auto found = store.document(id);
    ASSERT_FALSE(found) << id;
    EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  }
}

TEST_F(StoreTest, DocumentRecordCounts) {
  Store store = open();
  put(store, rich_document());
  const DocumentRecord record = *store.document("PMC900001");
  EXPECT_EQ(record.passages, 7);
  EXPECT_EQ(record.sentences, static_cast<std::int64_t>(rich_document().sentences.size()));
  EXPECT_EQ(record.claims, 3);
  EXPECT_EQ(record.references, 1);
  EXPECT_EQ(record.ref.year, 2019);
  EXPECT_EQ(record.ref.retraction, "expression of concern");
  EXPECT_EQ(record.authors, rich_document().document.authors);
  EXPECT_EQ(record.skipped, rich_document().document.skipped);
  EXPECT_EQ(record.reader, "jats@1");
  EXPECT_EQ(record.review_status, "pending");
  EXPECT_EQ(record.updated, "3 May 2020");
}

TEST_F(StoreTest, TheSameDocumentAgainIsUnchanged) {
  Store store = open();
  EXPECT_EQ(put(store, rich_document()), Change::kNew);
  const std::string before = dump(store);
  EXPECT_EQ(put(store, rich_document()), Change::kUnchanged);
  EXPECT_EQ(dump(store), before);
  EXPECT_EQ(store.status()->documents, 1);
}

TEST_F(StoreTest, NewerReaderOrExtractorsStoreAgain) {
  Store store = open();
  put(store, rich_document());
  IndexedDocument newer = rich_document();
  newer.reader = "jats@2";
  EXPECT_EQ(put(store, newer), Change::kUpdated);
  store.use_versions("effect_estimate@2");
  EXPECT_EQ(put(store, newer), Change::kUpdated);
  EXPECT_EQ(put(store, newer), Change::kUnchanged);
  EXPECT_EQ(store.status()->claims, 3);
}

TEST_F(StoreTest, TheSameSourceWithOtherBytesIsAnUpdate) {
  Store store = open();
  put(store, small_document("a", "Long first text about glioma"));
  EXPECT_EQ(put(store, small_document("a", "Short")), Change::kUpdated);
  EXPECT_EQ(*store.text("a"), "Short\n");
  EXPECT_TRUE(store.check(true)->empty());
}

TEST_F(StoreTest, OfTwoSourcesOfOneWorkTheFullerStays) {
  IndexedDocument abstract = small_document("PMC7", "An abstract that is quite long, longer than the body indeed");
  abstract.source = "pubmed.xml";
  IndexedDocument full = small_document("PMC7", "The body");
  full.source = "article.nxml";
  full.document.full_text = true;
  std::string dumps[2];
  for (int order = 0; order < 2; ++order) {
    Store store = open("order" + std::to_string(order));
    put(store, order == 0 ? abstract : full);
    put(store, order == 0 ? full : abstract);
    EXPECT_EQ(*store.text("PMC7"), "The body\n");
    dumps[order] = dump(store);
  }
  EXPECT_EQ(dumps[0], dumps[1]);
}

TEST_F(StoreTest, AnyOrderGivesTheSameDump) {
  std::vector<IndexedDocument> documents;
  for (int i = 0; i < 6; ++i) documents.push_back(rich_document("PMC90000" + std::to_string(i)));
  documents.push_back(small_document("sha256:abc", "Notes on glioma"));
  documents.push_back(small_document("PMC900003", "A copy with little in it"));
  documents.back().reader = "jats@1";
  documents.back().document.pmcid = "PMC900003";
  std::string first;
  for (int round = 0; round < 4; ++round) {
    std::rotate(documents.begin(), documents.begin() + 3, documents.end());
    if (round == 2) std::reverse(documents.begin(), documents.end());
    Store store = open("round" + std::to_string(round));
    for (const IndexedDocument& d : documents) put(store, d);
    EXPECT_TRUE(store.check(true)->empty());
    if (round == 0) first = dump(store);
    EXPECT_EQ(dump(store), first);
  }
  EXPECT_THAT(first, HasSubstr("\"record\":\"claim\""));
  EXPECT_THAT(first, Not(HasSubstr("folder/")));
}

// A record, its newer version and its withdrawal, in the files of two years and in every order.
TEST_F(StoreTest, OfPubMedsFilesTheLaterCountsInAnyOrder) {
  const auto record = [](const std::string& file, const std::string& text) {
    IndexedDocument d = test::small_document("pmid:7", text);
    d.source = "mirror/" + file;
    return d;
  };
  const IndexedDocument first = record("pubmed25n1300.xml.gz", "A long first version of the record, with many words.");
  const IndexedDocument second = record("pubmed26n0001.xml.gz", "A corrected record.");
  std::string kept, gone;
  for (const bool turned : {false, true}) {
    Store store = open(fmt::format("{}.db", turned));
    put(store, turned ? second : first);
    put(store, turned ? first : second);
    EXPECT_NE(store.text("pmid:7")->find("corrected"), std::string::npos);
    if (kept.empty()) kept = dump(store);
    EXPECT_EQ(dump(store), kept);
  }
  const std::vector<std::function<void(Store&)>> steps = {
      [&](Store& s) { put(s, first); }, [&](Store& s) { put(s, second); },
      [&](Store& s) { (void)s.remove("pmid:7", "mirror/pubmed26n0900.xml.gz"); }};
  std::vector<int> order = {0, 1, 2};
  do {
    Store store = open(fmt::format("{}{}{}.db", order[0], order[1], order[2]));
    for (const int step : order) steps[static_cast<std::size_t>(step)](store);
    EXPECT_TRUE(store.document_ids()->empty()) << order[0] << order[1] << order[2];
    if (gone.empty()) gone = dump(store);
    EXPECT_EQ(dump(store), gone);
    put(store, record("pubmed26n0901.xml.gz", "It came back."));
    EXPECT_FALSE(store.remove("pmid:7", "mirror/pubmed26n0900.xml.gz"));
    EXPECT_EQ(store.document_ids()->size(), 1u);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(StoreTest, ARetractionReachesWhatWasStoredBefore) {
  Store store = open();
  IndexedDocument work = test::small_document("pmid:7", "Survival was doubled.");
  work.document.pmid = "7";
  put(store, work);
  EXPECT_EQ(store.document("pmid:7")->ref.retraction, "");
  IndexedDocument concern = test::small_document("pmid:8", "Concerns were raised.");
  concern.document.pmid = "8";
  concern.document.corrections = {{"concerned", "", "7", "", ""}, {"comment-on", "", "", "", ""}};
  put(store, concern);
  EXPECT_EQ(store.document("pmid:7")->ref.retraction, "expression of concern");
  EXPECT_EQ(store.document("pmid:8")->ref.retraction, "");
  IndexedDocument notice = test::small_document("pmid:9", "The article is retracted.");
  notice.document.pmid = "9";
  notice.document.corrections = {{"retracted", "", "7", "", ""}};
  put(store, notice);
  EXPECT_EQ(store.document("pmid:7")->ref.retraction, "retracted");
  ASSERT_TRUE(store.remove("pmid:9"));
  EXPECT_EQ(store.document("pmid:7")->ref.retraction, "expression of concern");
}

TEST_F(StoreTest, RollbackLeavesNothing) {
  Store store = open();
  ASSERT_TRUE(store.begin());
  put(store, rich_document());
  ASSERT_TRUE(store.rollback());
  EXPECT_EQ(store.status()->documents, 0);
  ASSERT_TRUE(store.begin());
  put(store, rich_document());
  put(store, rich_document("PMC900002"));
  ASSERT_TRUE(store.commit());
  EXPECT_EQ(store.status()->documents, 2);
  EXPECT_TRUE(store.check(true)->empty());
}

TEST_F(StoreTest, RemoveTakesEverythingOutAndLeavesATombstone) {
  Store store = open();
  put(store, rich_document("PMC900001"));
  put(store, rich_document("PMC900002"));
  ASSERT_TRUE(store.remove("PMC900001"));
  EXPECT_FALSE(store.load("PMC900001"));
  EXPECT_EQ(store.status()->claims, 3);
  EXPECT_THAT(dump(store), HasSubstr(R"({"record":"tombstone","id":"PMC900001"})"));
  EXPECT_TRUE(store.check(true)->empty());
  auto again = store.remove("PMC900001");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(put(store, rich_document("PMC900001")), Change::kNew);
  EXPECT_THAT(dump(store), Not(HasSubstr("tombstone")));
}

TEST_F(StoreTest, ASourceIsCurrentOnlyWhenFinished) {
  Store store = open();
  put(store, rich_document());
  EXPECT_FALSE(*store.is_current("a.xml", "abc"));
  ASSERT_TRUE(store.finished("a.xml", "abc"));
  EXPECT_TRUE(*store.is_current("a.xml", "abc"));
  EXPECT_FALSE(*store.is_current("a.xml", "abd"));
  EXPECT_FALSE(*store.is_current("b.xml", "abc"));
  store.use_versions("jats@2");
  EXPECT_FALSE(*store.is_current("a.xml", "abc"));
}

TEST_F(StoreTest, RemovingMakesItsSourceReadAgain) {
  Store store = open();
  const IndexedDocument d = rich_document();
  put(store, d);
  ASSERT_TRUE(store.finished(d.source, d.sha256));
  ASSERT_TRUE(store.remove(d.id));
  EXPECT_FALSE(*store.is_current(d.source, d.sha256));
}

struct BadCase {
  const char* name;
  void (*spoil)(IndexedDocument&);
};

class StoreRefuses : public StoreTest, public ::testing::WithParamInterface<BadCase> {};

TEST_P(StoreRefuses, AndStoresNothing) {
  Store store = open();
  IndexedDocument bad = rich_document();
  GetParam().spoil(bad);
  auto change = store.put(bad);
  ASSERT_FALSE(change);
  EXPECT_EQ(change.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(store.status()->documents, 0);
}

const BadCase kBadCases[] = {
    {"ClaimOutsideItsPassage", [](IndexedDocument& d) { d.claims[0].span.end += 100; }},
    {"ValueOutsideTheQuote",
     [](IndexedDocument& d) {
       d.claims[0].value_span = {0, 1};
     }},
    {"ClaimInAnotherPassage", [](IndexedDocument& d) { d.claims[0].passage = 2; }},
    {"SentenceAcrossPassages", [](IndexedDocument& d) { d.sentences[0].span.end += 3; }},
    {"SentencesOutOfOrder", [](IndexedDocument& d) { std::swap(d.sentences[0], d.sentences[1]); }},
    {"UnknownReference", [](IndexedDocument& d) { d.claims[1].citations[0].reference = 7; }},
    {"UnknownSection", [](IndexedDocument& d) { d.claims[1].section = 30; }},
    {"BadUtf8", [](IndexedDocument& d) { d.document.text[0] = '\xFF'; }},
    {"NoId", [](IndexedDocument& d) { d.id.clear(); }},
};
INSTANTIATE_TEST_SUITE_P(Bad, StoreRefuses, ::testing::ValuesIn(kBadCases),
                         [](const auto& bad) { return std::string(bad.param.name); });

TEST_F(StoreTest, ClaimsAreFiltered) {
  Store store = open();
  put(store, rich_document("PMC900002"));
  put(store, rich_document("PMC900001"));
  const auto found = [&](const ClaimFilter& filter) {
    std::vector<std::string> quotes;
    auto done = store.claims(filter, [&](const ClaimRecord& record) {
      quotes.push_back(record.document.id + " " + record.claim.measure + " " + record.quote);
      return true;
    });
    EXPECT_TRUE(done) << to_string(done.error());
    return quotes;
  };
  EXPECT_EQ(found({}).size(), 6u);
  ClaimFilter filter;
  filter.measure = "median_survival";
  EXPECT_THAT(found(filter), ElementsAre("PMC900001 median_survival Median overall survival was 12.5 months",
                                         "PMC900002 median_survival Median overall survival was 12.5 months"));
  filter.document = "PMC900002";
  EXPECT_EQ(found(filter).size(), 1u);
  filter = {};
  filter.cited = true;
  EXPECT_EQ(found(filter).size(), 2u);
  filter = {};
  filter.subject = "surgery";
  filter.outcome = "MORTALITY";
  EXPECT_EQ(found(filter).size(), 2u);
  filter.limit = 1;
  EXPECT_EQ(found(filter).size(), 1u);
  filter = {};
  filter.kind = "nonsense";
  EXPECT_TRUE(found(filter).empty());
}

TEST_F(StoreTest, AClaimIsShownWithItsPlaceAndCitations) {
  Store store = open();
  IndexedDocument cited = small_document("PMC5", "Surgery against nothing");
  cited.document.title = "A Trial of Surgery — against nothing at all!";
  cited.document.authors = {"Smith John"};
  cited.document.year = 2002;
  const IndexedDocument d = rich_document();
  put(store, d);
  auto record = store.claim(d.claims[1].id);
  ASSERT_TRUE(record) << to_string(record.error());
  EXPECT_EQ(record->claim, d.claims[1]);
  EXPECT_THAT(record->section, ElementsAre("Results", "Survival"));
  ASSERT_EQ(record->citations.size(), 2u);
  EXPECT_EQ(record->citations[0].reference, 1);
  EXPECT_EQ(record->citations[0].title, "A trial of surgery against nothing at all");
  EXPECT_EQ(record->citations[0].document, "");
  EXPECT_EQ(record->citations[1].reference, 0);
  put(store, cited);
  EXPECT_EQ(store.claim(d.claims[1].id)->citations[0].document, "PMC5");
  EXPECT_EQ(store.claim(d.claims[2].id)->table_id, "T1");
  EXPECT_FALSE(store.claim("c:0000000000000000"));
}

TEST_F(StoreTest, ReferencesResolveAsDocumentsComeAndGo) {
  Store store = open();
  IndexedDocument citing = small_document("PMC1", "Cites two");
  Reference by_doi, by_pmid, by_title, wrong_year;
  by_doi.doi = "10.1/x";
  by_pmid.pmid = "42";
  by_title.title = "Surgery for the treatment of spinal gliomas in adults";
  by_title.year = 2010;
  by_title.authors = {"Smith J"};
  wrong_year = by_title;
  wrong_year.year = 2014;
  Reference no_author = by_title, no_author_near = by_title;  // as Q&A pages print them: only the very year will do
  no_author.authors = no_author_near.authors = {};
  no_author.year = 2011;
  citing.document.references = {by_doi, by_pmid, by_title, wrong_year, no_author, no_author_near};
  for (std::int32_t i = 0; i < 6; ++i) citing.document.references[static_cast<std::size_t>(i)].number = i + 1;
  put(store, citing);
  const auto resolved = [&] {
    std::vector<std::string> out;
    const auto records = store.references("PMC1");
    for (const ReferenceRecord& r : *records) out.push_back(r.document + " " + r.basis);
    return out;
  };
  EXPECT_THAT(resolved(), ElementsAre(" ", " ", " ", " ", " ", " "));
  IndexedDocument a = small_document("PMC2", "First"), b = small_document("pmid:42", "Second");
  a.document.doi = "10.1/x";
  a.document.title = "Surgery for the Treatment of Spinal Gliomas in Adults.";
  a.document.year = 2011;
  a.document.authors = {"Smith John A"};
  b.document.pmid = "42";
  put(store, a);
  put(store, b);
  EXPECT_THAT(resolved(),
              ElementsAre("PMC2 doi", "pmid:42 pmid", "PMC2 title+year+author", " ", "PMC2 title+year", " "));
  EXPECT_EQ(store.status()->resolved_references, 4);
  EXPECT_EQ(store.document("PMC2")->cited_by, 1);
  EXPECT_EQ(store.document("PMC1")->cites_in_store, 2);
  ASSERT_TRUE(store.remove("PMC2"));
  EXPECT_THAT(resolved(), ElementsAre(" ", "pmid:42 pmid", " ", " ", " ", " "));
}

TEST_F(StoreTest, StatusCounts) {
  Store store = open();
  put(store, rich_document());
  put(store, small_document("x", "One. Two."));
  const StoreStatus status = *store.status();
  EXPECT_EQ(status.documents, 2);
  EXPECT_EQ(status.claims, 3);
  EXPECT_EQ(status.claims_by_measure.at("hazard_ratio"), 1);
  EXPECT_EQ(status.documents_by_kind.at("review"), 1);
  EXPECT_EQ(status.readers.at("jats@1"), 1);
  EXPECT_EQ(status.extractors.at("median_survival@2"), 1);
  EXPECT_EQ(status.references, 1);
  EXPECT_EQ(status.passages, 8);
  EXPECT_EQ(status.schema_version, schema_version());
  EXPECT_GT(status.file_bytes, 0);
}

// What is kept is what counting gives, after whatever came, changed, was rolled back and went.
TEST_F(StoreTest, TheExtentFollowsEveryChange) {
  Store store = open();
  const auto expect = [&](std::int64_t documents, std::int64_t passages, std::int64_t claims) {
    const Result<Searched> extent = store.extent();
    ASSERT_TRUE(extent);
    EXPECT_EQ(std::tuple(extent->documents, extent->passages, extent->claims), std::tuple(documents, passages, claims));
    EXPECT_TRUE(store.check(false)->empty());
  };
  expect(0, 0, 0);
  put(store, rich_document());
  put(store, small_document("x", "One. Two."));
  expect(2, 8, 3);
  put(store, small_document("x", "One."));  // the same work, shorter
  IndexedDocument newer = rich_document();
  newer.claims.pop_back();
  test::add_passage(newer, PassageKind::kParagraph, Place::kBody, 2, "More.");
  test::finish(newer);
  put(store, newer);
  expect(2, 9, 2);
  ASSERT_TRUE(store.begin());
  put(store, rich_document("PMC900002"));
  ASSERT_TRUE(store.rollback());
  expect(2, 9, 2);
  ASSERT_TRUE(store.remove(newer.id));
  expect(1, 1, 0);
}

TEST_F(StoreTest, AMissingFileIsNotFoundAndNotMade) {
  auto store = Store::open(path(), Store::Mode::kRead);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(StoreTest, FilesThatAreNoStoreAreRefused) {
  test::write_file(path("text"), "this is no database, but it is long enough to look at, several times over and over");
  test::write_file(path("empty"), "");
  for (const char* name : {"text", "empty"}) {
    auto store = Store::open(path(name), Store::Mode::kRead);
    ASSERT_FALSE(store) << name;
    EXPECT_EQ(store.error().code, ErrorCode::kStore);
    EXPECT_THAT(store.error().message, HasSubstr("not a warrant store"));
  }
}

TEST_F(StoreTest, FoldersAreMadeAndOddNamesWork) {
  Store store = open("new/folder with space/a%20b?c#d.db");
  put(store, rich_document());
  EXPECT_TRUE(std::filesystem::exists(path("new/folder with space/a%20b?c#d.db")));
}

// The tables behind the full-text index are written to by FTS5 and by fts5_writer only.
TEST_F(StoreTest, NobodyElseWritesToTheTablesOfTheIndex) {
  {
    Store store = open();
    put(store, test::rich_document());
    EXPECT_TRUE(store.check(true)->empty());
  }
  for (const bool used : {false, true}) {
    auto database = Database::open(path(), Database::Mode::kWrite, 100);
    ASSERT_TRUE(database);
    if (used) const ShadowTables for_a_moment(*database);
    EXPECT_FALSE(database->execute("DELETE FROM sentence_index_data"));
    EXPECT_FALSE(database->execute("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"));
  }
}

TEST_F(StoreTest, ASecondWriterWaitsAndThenSaysWhy) {
  Store first = open();
  ASSERT_TRUE(first.begin());
  auto second = Store::open(path(), Store::Mode::kWrite, 10);
  ASSERT_TRUE(second);
  auto begun = second->begin();
  ASSERT_FALSE(begun);
  EXPECT_THAT(begun.error().message, HasSubstr("another process"));
  ASSERT_TRUE(first.rollback());
  EXPECT_TRUE(second->begin());
}

TEST_F(StoreTest, ReadersSeeWholeBatches) {
  Store writer = open();
  Store reader = open("store.db", Store::Mode::kRead);
  ASSERT_TRUE(writer.begin());
  put(writer, rich_document());
  EXPECT_EQ(reader.status()->documents, 0);
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(reader.status()->documents, 1);
}

}  // namespace
}  // namespace warrant
