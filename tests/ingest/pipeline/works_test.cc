// One work from several sources: PubMed's record, the full text, a page.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "ingest/pipeline/pipeline.h"
#include "tests/support/articles.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

std::string title_of(int n) { return fmt::format("Invented trial number {}: treatment against none", n); }

// PubMed's record of test::jats_article(n).
std::string record(int n, const std::string& abstract, const std::string& more = "", bool with_pmcid = false) {
  return fmt::format(
      "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>{1}.</ArticleTitle><Abstract>"
      "<AbstractText>{2}</AbstractText></Abstract><PublicationTypeList><PublicationType>Randomized Controlled "
      "Trial</PublicationType></PublicationTypeList></Article><MeshHeadingList><MeshHeading><DescriptorName>Spinal "
      "Neoplasms</DescriptorName><QualifierName>surgery</QualifierName></MeshHeading></MeshHeadingList>{3}"
      "</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType=\"doi\">10.9999/warrant.{4}</ArticleId>{5}"
      "</ArticleIdList></PubmedData></PubmedArticle>",
      8000000 + n, title_of(n), abstract, more, n,
      with_pmcid ? fmt::format("<ArticleId IdType=\"pmc\">PMC{}</ArticleId>", 9000000 + n) : "");
}

std::string set_of(const std::string& records) { return "<PubmedArticleSet>" + records + "</PubmedArticleSet>"; }

std::string page(int n) {
  std::string body;
  for (int i = 0; i < 6; ++i)
    body += fmt::format(
        "<p>In this page the trial is told at length, so that it is taken for the main text: part {} says that "
        "survival "
        "was longer with treatment than without it in all of the groups that were looked at.</p>",
        i);
  return fmt::format(
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0} | Journal</title><meta "
      "name=\"citation_title\" content=\"{0}\"><meta name=\"citation_doi\" content=\"10.9999/warrant.{1}\"><meta "
      "name=\"citation_publication_date\" content=\"2011\"></head><body><main><article><h1>{0}</h1>{2}</article></main>"
      "</body></html>",
      title_of(n), n, body);
}

const std::string kAbstract =
    "Overall survival was longer with treatment (hazard ratio 0.47, 95% CI 0.37 to 0.62). Toxicity was mild.";

class Works : public testing::Test {
 protected:
  std::string in(const std::string& name) const { return (folder_.path() / name).string(); }
  Store open(const std::string& name) const {
    auto store = Store::open(in(name), Store::Mode::kWrite);
    if (!store) throw std::runtime_error(to_string(store.error()));
    return std::move(*store);
  }
  IngestReport run(Store& store, std::vector<std::string> paths, int jobs = 1) {
    IngestOptions options;
    options.paths = std::move(paths);
    options.jobs = jobs;
    auto report = ingest(store, options);
    EXPECT_TRUE(report) << to_string(report.error());
    return report ? *report : IngestReport{};
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
  static void expect_sound(const Store& store) {
    const auto problems = store.check(true);
    ASSERT_TRUE(problems) << to_string(problems.error());
    for (const Problem& p : *problems) ADD_FAILURE() << p.what << " " << p.where << ": " << p.detail;
  }

  test::TemporaryFolder folder_;
};

TEST_F(Works, JoinInAnyOrderOnAnyNumberOfThreads) {
  test::write_file(in("a.xml"), test::jats_article(7));
  test::write_file(in("b.xml"), set_of(record(7, kAbstract) + record(8, "Another trial, without numbers.")));
  test::write_file(in("c.html"), page(7));
  test::write_file(in("d.xml"), test::jats_article(9));
  std::vector<std::string> paths = {in("a.xml"), in("b.xml"), in("c.html"), in("d.xml")};
  std::string expected;
  int number = 0;
  do {
    for (const int jobs : {1, 4}) {
      Store store = open(fmt::format("s{}.db", number++));
      const IngestReport report = run(store, paths, jobs);
      EXPECT_EQ(report.failed, 0u);
      const std::string now = dump(store);
      if (expected.empty()) {
        expected = now;
        expect_sound(store);
        EXPECT_EQ(*store.document_ids(), (std::vector<std::string>{"PMC9000007", "PMC9000009", "pmid:8000008"}));
        const auto d = store.document("pmid:8000007");
        ASSERT_TRUE(d) << to_string(d.error());
        EXPECT_EQ(d->ref.id, "PMC9000007");
        EXPECT_THAT(d->mesh, ElementsAre("Spinal Neoplasms/surgery"));
        EXPECT_THAT(d->publication_types, Contains("Randomized Controlled Trial"));
        ASSERT_EQ(d->sources.size(), 3u);
        EXPECT_EQ(d->sources[0].source, in("a.xml"));
        EXPECT_EQ(d->sources[1].source, in("b.xml"));
        EXPECT_EQ(d->sources[2].source, in("c.html"));
        EXPECT_EQ(d->references, 2);
      }
      EXPECT_TRUE(now == expected) << testing::PrintToString(paths) << jobs;
    }
  } while (std::next_permutation(paths.begin(), paths.end()));
}

TEST_F(Works, GoOneByOneNightByNight) {
  test::write_file(in("a.xml"), set_of(record(7, kAbstract)));
  test::write_file(in("b.xml"), test::jats_article(7));
  Store both = open("both.db"), store = open("s.db");
  run(both, {in("a.xml"), in("b.xml")});
  EXPECT_EQ(run(store, {in("a.xml")}).created, 1u);
  const std::vector<std::string> before = *store.document_ids();
  EXPECT_THAT(before, ElementsAre("pmid:8000007"));
  const IngestReport joined = run(store, {in("b.xml")});
  EXPECT_EQ(joined.created, 0u);
  EXPECT_EQ(joined.updated, 1u);
  EXPECT_EQ(run(store, {in("a.xml"), in("b.xml")}).unchanged, 2u);
  EXPECT_TRUE(dump(store) == dump(both));
  const auto changes = store.changes(1);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 1u);  // one work, under a new id
  EXPECT_EQ(changes->at(0).document, "PMC9000007");
  EXPECT_EQ(changes->at(0).what, "changed");
  EXPECT_EQ(store.changes(0)->at(0).what, "new");
  EXPECT_EQ(store.document("pmid:8000007")->ref.id, "PMC9000007");
}

TEST_F(Works, TakeOutWhatPubMedWithdrawsAndKeepTheRest) {
  test::write_file(in("pubmed26n0001.xml"), set_of(record(7, kAbstract) + record(8, kAbstract, "", true)));
  test::write_file(in("pubmed26n0002.xml"),
                   set_of("<DeleteCitation><PMID>8000007</PMID><PMID>8000008</PMID></DeleteCitation>"));
  test::write_file(in("full.xml"), test::jats_article(7));
  const std::vector<std::vector<std::string>> orders = {{"pubmed26n0001.xml", "full.xml", "pubmed26n0002.xml"},
                                                        {"full.xml", "pubmed26n0001.xml", "pubmed26n0002.xml"},
                                                        {"pubmed26n0001.xml", "pubmed26n0002.xml", "full.xml"}};
  std::string expected;
  for (const auto& order : orders) {
    Store store = open(order[0] + order[1] + ".db");
    for (const std::string& name : order) run(store, {in(name)});
    EXPECT_THAT(*store.document_ids(), ElementsAre("PMC9000007"));
    EXPECT_TRUE(store.document("PMC9000007")->mesh.empty());
    EXPECT_EQ(store.document("PMC9000007")->sources.size(), 1u);
    expect_sound(store);
    const std::string now = dump(store);
    if (expected.empty()) expected = now;
    // A work of PubMed's alone is gone with its record, also where that names a PMCID.
    EXPECT_NE(now.find("{\"record\":\"tombstone\",\"id\":\"pmid:8000008\"}"), std::string::npos);
    EXPECT_EQ(now, expected);
  }
}

TEST_F(Works, MarkAFullTextThatARecordCallsRetracted) {
  test::write_file(in("a.xml"), test::jats_article(7));
  test::write_file(in("b.xml"), set_of(record(7, kAbstract,
                                              "<CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionIn\">"
                                              "<RefSource>J Inv. 2020</RefSource><PMID>5</PMID></CommentsCorrections>"
                                              "</CommentsCorrectionsList>")));
  Store store = open("s.db");
  run(store, {in("a.xml"), in("b.xml")});
  const auto d = store.document("PMC9000007");
  ASSERT_TRUE(d);
  EXPECT_EQ(d->ref.retraction, "retracted");
  ASSERT_EQ(d->corrections.size(), 1u);
  EXPECT_EQ(d->corrections[0].pmid, "5");
}

TEST_F(Works, KeepOneRecordFromManyFiles) {
  test::write_file(in("one.xml"), set_of(record(7, kAbstract)));
  test::write_file(in("two.xml"), set_of(record(7, kAbstract) + record(8, kAbstract)));
  Store store = open("s.db"), other = open("t.db");
  run(store, {in("one.xml"), in("two.xml")});
  run(other, {in("two.xml"), in("one.xml")});
  EXPECT_EQ(store.document("pmid:8000007")->sources.size(), 1u);
  EXPECT_TRUE(dump(store) == dump(other));
}

TEST_F(Works, APageWithoutIdentifiersHasVersions) {
  const std::string text = "# How long do patients live?\n\nMedian survival was 7.2 months after surgery.\n\n";
  test::write_file(in("page.md"), text + "It was 5.1 months without it.\n");
  Store store = open("s.db"), fresh = open("fresh.db");
  EXPECT_EQ(run(store, {in("page.md")}).created, 1u);
  const std::string id = store.document_ids()->front();
  ClaimFilter all;
  std::string claim;
  ASSERT_TRUE(store.claims(all, [&](const ClaimRecord& r) {
    claim = r.claim.id;
    return false;
  }));
  Review review;
  review.claim = claim;
  review.status = "approved";
  review.by = "A";
  review.at = "2026-11-30T08:00:00Z";
  ASSERT_TRUE(store.add_review(review));
  test::write_file(in("page.md"), "A note.\n\n" + text + "It was 6.1 months without it.\n");
  EXPECT_EQ(run(store, {in("page.md")}).updated, 1u);
  const std::vector<std::string> now = *store.document_ids();
  ASSERT_EQ(now.size(), 1u);
  EXPECT_NE(now[0], id);
  EXPECT_EQ(store.document(id)->ref.id, now[0]);  // the old link
  EXPECT_EQ(store.changes(1)->at(0).what, "changed");
  EXPECT_EQ(store.reviews(now[0])->at(0).state, "moved");
  expect_sound(store);
  run(fresh, {in("page.md")});
  std::string dumped = dump(store);
  const std::size_t review_line = dumped.find("{\"record\":\"review\"");
  dumped.erase(review_line, dumped.find('\n', review_line) + 1 - review_line);
  EXPECT_EQ(dumped, dump(fresh));
}

TEST_F(Works, SurviveReindex) {
  test::write_file(in("a.xml"), test::jats_article(7));
  test::write_file(in("b.xml"), set_of(record(7, kAbstract)));
  Store store = open("s.db");
  run(store, {in("a.xml"), in("b.xml")});
  const std::string before = dump(store);
  store.use_versions("older");
  const auto sources = store.sources("PMC9000007");
  ASSERT_TRUE(sources);
  for (const IndexedDocument& source : *sources) ASSERT_TRUE(store.put(source));
  const auto report = reindex(store, {});
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_TRUE(dump(store) == before);
  expect_sound(store);
}

}  // namespace
}  // namespace warrant
