// Whole runs: what is stored, what is reported, and that neither depends on threads or order.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/digest.h"
#include "src/model/claim_ids.h"
#include "tests/support/archive.h"
#include "tests/support/articles.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

namespace fs = std::filesystem;
using test::jats_article;
using test::write_file;

Store open_store(const fs::path& path) {
  auto store = Store::open(path.string(), Store::Mode::kWrite);
  if (!store) throw std::runtime_error(to_string(store.error()));
  return std::move(*store);
}

std::string dump_of(const Store& store) {
  std::string out;
  const auto dumped = store.dump([&](std::string_view line) {
    out += line;
    out += '\n';
    return true;
  });
  return dumped ? out : to_string(dumped.error());
}

class Ingest : public testing::Test {
 protected:
  fs::path in(const std::string& name) const { return folder_.path() / name; }

  IngestReport run(Store& store, std::vector<std::string> paths, int jobs = 2) {
    IngestOptions options;
    options.paths = std::move(paths);
    options.jobs = jobs;
    auto report = ingest(store, options);
    EXPECT_TRUE(report) << to_string(report.error());
    return report ? *report : IngestReport{};
  }

  void expect_sound(const Store& store) {
    const auto problems = store.check(true);
    ASSERT_TRUE(problems) << to_string(problems.error());
    for (const Problem& p : *problems) ADD_FAILURE() << p.what << " " << p.where << ": " << p.detail;
  }

  test::TemporaryFolder folder_;
};

TEST(IndexSource, GivesClaimsTheirIdsAndPlaces) {
  StageSeconds seconds;
  const auto documents = index_source({"a.xml", jats_article(7)}, std::string(64, 'a'), seconds);
  ASSERT_EQ(documents.size(), 1u);
  ASSERT_TRUE(documents[0]) << to_string(documents[0].error());
  const IndexedDocument& d = *documents[0];
  EXPECT_EQ(d.id, "PMC9000007");
  EXPECT_EQ(d.source, "a.xml");
  EXPECT_EQ(d.sha256, std::string(64, 'a'));
  EXPECT_EQ(defect_of(d.document), "");
  EXPECT_FALSE(d.sentences.empty());
  IndexedDocument again = d;
  assign_claim_ids(again);
  EXPECT_TRUE(again.claims == d.claims);
  for (const Claim& claim : d.claims) EXPECT_FALSE(claim.extractor.empty());
}

TEST(IndexSource, TakesAPrintedMinusZeroForZero) {
  StageSeconds seconds;
  const std::string page =
      "# A trial\n\n## Results\n\nThe hazard ratio was 0.81 (95% CI −0.00 to 0.98).\n"
      "The mean difference was 0.01 (95% CI −0.00 to 0.02).\n";
  const auto documents = index_source({"a.md", page}, std::string(64, 'a'), seconds);
  ASSERT_EQ(documents.size(), 1u);
  ASSERT_TRUE(documents[0]) << to_string(documents[0].error());
  int zeros = 0;
  for (const Claim& claim : documents[0]->claims)
    if (claim.ci_low == 0.0) {
      ++zeros;
      EXPECT_FALSE(std::signbit(*claim.ci_low));
    }
  EXPECT_GT(zeros, 0);
}

TEST(IndexSource, NamesTheSourceInEveryError) {
  StageSeconds seconds;
  for (const std::string& bytes : {std::string(), std::string("%PDF-1.7 "), jats_article(1).substr(0, 900)}) {
    const auto documents = index_source({"folder/bad.xml", bytes}, std::string(64, 'a'), seconds);
    ASSERT_EQ(documents.size(), 1u);
    ASSERT_FALSE(documents[0]);
    EXPECT_TRUE(documents[0].error().where.starts_with("folder/bad.xml")) << to_string(documents[0].error());
    EXPECT_FALSE(documents[0].error().message.empty());
  }
}

TEST_F(Ingest, StoresTheSameOnAnyNumberOfThreadsAndInAnyOrder) {
  std::vector<std::string> paths;
  for (int i = 1; i <= 40; ++i) {
    write_file(in(fmt::format("docs/{}.xml", i)), jats_article(i));
    paths.push_back(in(fmt::format("docs/{}.xml", i)).string());
  }
  std::string tar;
  for (int i = 41; i <= 60; ++i) tar += test::tar_member(fmt::format("m{}.nxml", i), jats_article(i));
  write_file(in("more.tar.gz"), test::gzip(tar + test::tar_end()));
  paths.push_back(in("more.tar.gz").string());
  std::string expected;
  std::mt19937 random(20261123);
  for (const int jobs : {1, 2, 8, 3}) {
    Store store = open_store(in(fmt::format("jobs{}.db", jobs)));
    const IngestReport report = run(store, paths, jobs);
    EXPECT_EQ(report.created, 60u);
    EXPECT_EQ(report.failed + report.skipped + report.updated + report.unchanged, 0u);
    expect_sound(store);
    const std::string dump = dump_of(store);
    if (expected.empty()) expected = dump;
    EXPECT_EQ(dump, expected) << jobs << " threads";
    std::shuffle(paths.begin(), paths.end(), random);
  }
  EXPECT_GT(expected.size(), 60'000u);
}

TEST_F(Ingest, NamesBadFilesAndStoresTheRest) {
  write_file(in("docs/1.xml"), jats_article(1));
  write_file(in("docs/2-cut.xml"), std::string_view(jats_article(2)).substr(0, 2000));
  write_file(in("docs/3.pdf"), "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  write_file(in("docs/4-empty.xml"), "");
  write_file(in("docs/5.xml"), jats_article(5));
  std::string broken = test::gzip(jats_article(6));
  broken.resize(broken.size() - 100);
  write_file(in("docs/6.xml.gz"), broken);
  Store store = open_store(in("s.db"));
  const IngestReport report = run(store, {in("docs").string(), in("absent.xml").string()});
  EXPECT_EQ(report.created, 2u);
  ASSERT_EQ(report.failures.size(), report.failed);
  ASSERT_EQ(report.skips.size(), report.skipped);
  EXPECT_EQ(report.failed + report.skipped, 5u);
  std::vector<std::string> failed;
  for (const IngestFailure& f : report.failures) {
    failed.push_back(fs::path(f.source).filename().string());
    EXPECT_FALSE(f.error.message.empty());
  }
  EXPECT_NE(std::find(failed.begin(), failed.end(), "2-cut.xml"), failed.end());
  EXPECT_NE(std::find(failed.begin(), failed.end(), "6.xml.gz"), failed.end());
  EXPECT_EQ(failed.back(), "absent.xml");
  EXPECT_EQ(store.document_ids().value(), (std::vector<std::string>{"PMC9000001", "PMC9000005"}));
  expect_sound(store);
}

TEST_F(Ingest, LeavesUnchangedSourcesAndUpdatesChangedOnes) {
  for (int i = 1; i <= 5; ++i) write_file(in(fmt::format("docs/{}.xml", i)), jats_article(i));
  Store store = open_store(in("s.db"));
  EXPECT_EQ(run(store, {in("docs").string()}).created, 5u);
  const std::string before = dump_of(store);
  EXPECT_EQ(run(store, {in("docs").string()}).unchanged, 5u);
  EXPECT_EQ(dump_of(store), before);
  write_file(in("docs/3.xml"), jats_article(3, 2));
  const IngestReport report = run(store, {in("docs").string()});
  EXPECT_EQ(report.unchanged, 4u);
  EXPECT_EQ(report.updated, 1u);
  EXPECT_NE(dump_of(store), before);
  write_file(in("docs/3.xml"), jats_article(3));
  EXPECT_EQ(run(store, {in("docs").string()}).updated, 1u);
  EXPECT_EQ(dump_of(store), before);
  expect_sound(store);
}

// Files of the checkout are old enough that their times can be trusted.
TEST_F(Ingest, DoesNotReadFilesWhoseSizeAndTimesAreUnchanged) {
  Store store = open_store(in("s.db"));
  IngestOptions options;
  options.paths = {(test::source_dir() / "corpus").string()};
  const auto first = ingest(store, options);
  ASSERT_TRUE(first) << to_string(first.error());
  EXPECT_GT(first->created, 5u);
  const std::string before = dump_of(store);
  const auto second = ingest(store, options);
  ASSERT_TRUE(second) << to_string(second.error());
  EXPECT_GT(second->unchanged, 5u);
  EXPECT_EQ(second->created + second->updated, 0u);
  EXPECT_LT(second->source_bytes, first->source_bytes / 10);
  options.rehash = true;
  const auto third = ingest(store, options);
  ASSERT_TRUE(third) << to_string(third.error());
  EXPECT_EQ(third->unchanged, second->unchanged);
  EXPECT_EQ(third->source_bytes, first->source_bytes);
  EXPECT_EQ(dump_of(store), before);
  const auto runs = store.runs();
  ASSERT_TRUE(runs);
  ASSERT_EQ(runs->size(), 3u);
  EXPECT_EQ(runs->back().created, static_cast<std::int64_t>(first->created));
  EXPECT_EQ(runs->front().unchanged, static_cast<std::int64_t>(third->unchanged));
}

TEST_F(Ingest, LeavesTablesOutWithTheReason) {
  write_file(in("docs/list.tsv"), "path\tshows\na.md\tan article, cut\nb.md\ta page\n");
  write_file(in("docs/list.csv"), "id,year,n\n\"a, b\",2001,3\nc,2002,4\n");
  write_file(in("docs/page.txt"), "Surgery and survival\n\nMedian survival was 7.2 months, 5.1 after surgery alone.\n");
  Store store = open_store(in("s.db"));
  const IngestReport report = run(store, {in("docs").string()});
  EXPECT_EQ(report.created, 1u);
  EXPECT_EQ(report.failed, 0u);
  ASSERT_EQ(report.skips.size(), 2u);
  for (const IngestFailure& skip : report.skips)
    EXPECT_TRUE(skip.error.message.starts_with("not a document: a table")) << skip.error.message;
}

// What an older version derived: fewer claims, other sentences.
TEST_F(Ingest, ReindexGivesWhatAFreshIngestGives) {
  std::vector<std::string> paths;
  for (int i = 1; i <= 12; ++i) {
    paths.push_back(in(fmt::format("docs/{:02}.xml", i)).string());
    write_file(paths.back(), jats_article(i));
  }
  Store fresh = open_store(in("fresh.db"));
  run(fresh, paths);
  Store store = open_store(in("s.db"));
  run(store, {paths.begin(), paths.begin() + 6});
  store.use_versions("jats@0 effect_estimate@0");
  for (int i = 6; i < 12; ++i) {
    const std::string bytes = jats_article(i + 1);
    StageSeconds seconds;
    auto documents = index_source({paths[static_cast<std::size_t>(i)], bytes}, sha256_hex(bytes), seconds);
    IndexedDocument& d = documents.at(0).value();
    d.claims.resize(d.claims.size() / 2);
    d.sentences.resize(d.sentences.size() / 2);
    ASSERT_TRUE(store.put(d));
  }
  ASSERT_NE(dump_of(store), dump_of(fresh));
  const auto report = reindex(store, {});
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->updated, 6u);
  EXPECT_EQ(dump_of(store), dump_of(fresh));
  expect_sound(store);
  const auto again = reindex(store, {});
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->updated, 0u);
}

// A set large enough to go through in pieces gives what reading it whole gives, to the lines in messages.
TEST_F(Ingest, ClaimsMayComeLater) {
  fs::create_directories(in("articles"));
  for (int i = 0; i < 6; ++i) write_file(in("articles") / fmt::format("{}.xml", i), jats_article(i));
  const auto later = [&](Store& store) {
    IngestOptions options;
    options.paths = {in("articles").string()};
    options.claims_later = true;
    auto report = ingest(store, options);
    EXPECT_TRUE(report) << to_string(report.error());
    return report ? *report : IngestReport{};
  };
  const auto waiting = [](const Store& store) {
    const auto status = store.status();
    return status ? status->claims_later : -1;
  };
  Store full = open_store(in("full.db"));
  EXPECT_GT(run(full, {in("articles").string()}).claims, 0u);
  const std::string expected = dump_of(full);

  Store store = open_store(in("later.db"));
  EXPECT_EQ(later(store).created, 6u);
  EXPECT_EQ(waiting(store), 6);
  EXPECT_EQ(store.status()->claims, 0);
  EXPECT_NE(dump_of(store).find("claims-to-derive"), std::string::npos);
  expect_sound(store);
  EXPECT_EQ(later(store).unchanged, 6u);
  const auto derived = reindex(store, {});
  ASSERT_TRUE(derived) << to_string(derived.error());
  EXPECT_EQ(derived->updated, 6u);
  EXPECT_EQ(waiting(store), 0);
  EXPECT_EQ(dump_of(store), expected);
  expect_sound(store);

  // What has its claims keeps them, and a plain ingest derives those that wait.
  EXPECT_EQ(later(full).unchanged, 6u);
  EXPECT_EQ(dump_of(full), expected);
  Store plain = open_store(in("plain.db"));
  later(plain);
  EXPECT_EQ(run(plain, {in("articles").string()}).updated, 6u);
  EXPECT_EQ(dump_of(plain), expected);
}

TEST_F(Ingest, TakesLargeSetsOfRecordsInPieces) {
  std::string set = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n";
  for (int n = 1; n <= 2600; ++n) {
    set += fmt::format(
        "<PubmedArticle><MedlineCitation><PMID "
        "Version=\"1\">{}</PMID><Article><Journal><JournalIssue><PubDate><Year>2020"
        "</Year></PubDate></JournalIssue><Title>J Inv</Title></Journal>\n<ArticleTitle>Invented trial {}</ArticleTitle>"
        "<Abstract><AbstractText>",
        1000 + n, n);
    for (int i = 0; i < 8; ++i)
      set += fmt::format("Median overall survival was {}.{} months (hazard ratio 0.{}, 95% CI 0.40 to 0.99). ",
                         n % 30 + 1, i, 50 + i);
    set += n % 700 == 0 ? "</Abstract>" : "</AbstractText></Abstract>";  // some records are malformed
    set += "</Article></MedlineCitation></PubmedArticle>\n";
  }
  set += "</PubmedArticleSet>\n";
  ASSERT_GT(set.size(), 2u << 20);
  const std::string path = in("set.xml").string();
  write_file(path, set);
  StageSeconds seconds;
  const std::string sha256(64, 'a');
  const auto whole = index_source({path, set}, sha256, seconds);
  std::vector<std::string> ids, errors;
  for (const auto& document : whole)
    document ? ids.push_back(document->id) : errors.push_back(to_string(document.error()));
  std::sort(ids.begin(), ids.end());
  ASSERT_EQ(ids.size(), 2597u);
  ASSERT_EQ(errors.size(), 3u);

  std::string expected;
  for (const int jobs : {1, 8}) {
    Store store = open_store(in(fmt::format("pieces{}.db", jobs)));
    const IngestReport report = run(store, {path}, jobs);
    EXPECT_EQ(report.created, 2597u);
    EXPECT_EQ(report.source_bytes, set.size());
    std::vector<std::string> failed;
    for (const IngestFailure& f : report.failures) failed.push_back(to_string(f.error));
    EXPECT_EQ(failed, errors);
    EXPECT_EQ(store.document_ids().value(), ids);
    for (const std::size_t i : {0u, 1300u, 2590u}) {
      ASSERT_TRUE(whole[i]);
      EXPECT_TRUE(store.load(whole[i]->id).value().claims == whole[i]->claims);
    }
    expect_sound(store);
    const std::string dump = dump_of(store);
    if (expected.empty()) expected = dump;
    EXPECT_TRUE(dump == expected) << jobs << " threads";
  }
}

// Parts are cut anywhere, records are not.
TEST_F(Ingest, TakesVeryLargeSetsInParts) {
  std::string set = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>\n";
  for (int i = 1; i <= 3000; ++i)
    set += fmt::format(
        "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>Trial {0} of ≥{1} arms</ArticleTitle>"
        "<Abstract><AbstractText>Median survival was {1}.{2} months (95% CI {1}.0–{3}.5).</AbstractText></Abstract>"
        "</Article></MedlineCitation></PubmedArticle>\n",
        i, i % 30, i % 10, i % 30 + 1);
  set += "</PubmedArticleSet>\n";
  write_file(in("docs/pubmed26n0001.xml"), set);
  Store whole = open_store(in("whole.db"));
  EXPECT_EQ(run(whole, {in("docs").string()}).created, 3000u);
  Store store = open_store(in("s.db"));
  IngestOptions options;
  options.paths = {in("docs").string()};
  options.limits.part_above = 99'991;
  options.limits.max_source_bytes = 200'000;  // it would not go through as a whole
  const auto report = ingest(store, options);
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->created, 3000u);
  EXPECT_EQ(report->failed + report->skipped, 0u);
  EXPECT_EQ(report->source_bytes, set.size());
  EXPECT_TRUE(dump_of(store) == dump_of(whole));
  const auto again = ingest(store, options);
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->unchanged, 1u);
  EXPECT_EQ(again->created + again->updated + again->failed, 0u);
}

TEST_F(Ingest, TakesOutWhatPubMedWithdraws) {
  const auto record = [](int pmid) {
    return fmt::format(
        "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Trial {}</ArticleTitle>"
        "<Abstract><AbstractText>Survival was longer.</AbstractText></Abstract></Article>"
        "</MedlineCitation></PubmedArticle>",
        pmid, pmid);
  };
  write_file(in("docs/n0001.xml"), "<PubmedArticleSet>" + record(7) + record(8) + "</PubmedArticleSet>");
  write_file(in("docs/n0002.xml"),
             "<PubmedArticleSet>" + record(9) +
                 "<DeleteCitation><PMID>7</PMID><PMID>70</PMID></DeleteCitation></PubmedArticleSet>");
  Store store = open_store(in("s.db"));
  std::string dump;
  for (int i = 0; i < 3; ++i) {  // the same files every night
    const IngestReport report = run(store, {in("docs").string()});
    EXPECT_EQ(report.withdrawn, 1u);
    EXPECT_EQ(report.skipped, 1u);  // 70 was never here
    EXPECT_EQ(report.failed, 0u);
    EXPECT_EQ(store.document_ids().value(), (std::vector<std::string>{"pmid:8", "pmid:9"}));
    expect_sound(store);
    if (i > 0) {
      EXPECT_EQ(dump_of(store), dump);
    }
    dump = dump_of(store);
  }
  EXPECT_NE(dump.find("tombstone"), std::string::npos);
}

TEST_F(Ingest, StopsWholeAndGoesOnLater) {
  for (int i = 1; i <= 60; ++i) write_file(in(fmt::format("docs/{}.xml", i)), jats_article(i));
  Store whole = open_store(in("whole.db"));
  run(whole, {in("docs").string()});
  Store store = open_store(in("s.db"));
  IngestOptions options;
  options.paths = {in("docs").string()};
  std::atomic<int> written = 0;
  options.progress = [&](const IngestReport& report) { written = static_cast<int>(report.created); };
  options.interrupted = [&] { return written >= 20; };
  const auto report = ingest(store, options);
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_TRUE(report->interrupted);
  EXPECT_EQ(report->failed, 0u);
  EXPECT_GE(report->created, 20u);
  EXPECT_LT(report->created, 60u);
  EXPECT_EQ(store.document_ids().value().size(), report->created);
  expect_sound(store);
  const IngestReport rest = run(store, {in("docs").string()});
  EXPECT_EQ(rest.unchanged, report->created);
  EXPECT_EQ(rest.created, 60u - report->created);
  EXPECT_EQ(dump_of(store), dump_of(whole));
}

TEST_F(Ingest, ForeseesInADryRunAndStoresNothing) {
  for (int i = 1; i <= 3; ++i) write_file(in(fmt::format("docs/{}.xml", i)), jats_article(i));
  Store store = open_store(in("s.db"));
  run(store, {in("docs").string()});
  const std::string before = dump_of(store);
  write_file(in("docs/2.xml"), jats_article(2, 2));
  write_file(in("docs/4.xml"), jats_article(4));
  IngestOptions options;
  options.paths = {in("docs").string()};
  options.dry_run = true;
  const auto report = ingest(store, options);
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->created, 1u);
  EXPECT_EQ(report->updated, 1u);
  EXPECT_EQ(report->unchanged, 2u);
  ASSERT_EQ(report->foreseen.size(), 2u);
  EXPECT_EQ(report->foreseen[0].what, "updated");
  EXPECT_EQ(report->foreseen[0].document, "PMC9000002");
  EXPECT_EQ(report->foreseen[0].source, in("docs/2.xml").string());
  EXPECT_EQ(report->foreseen[1].what, "new");
  EXPECT_EQ(report->foreseen[1].document, "PMC9000004");
  EXPECT_EQ(dump_of(store), before);
  EXPECT_EQ(store.runs()->size(), 1u);
}

// Counted as the run would: a second source of a work, what newer versions derive again, what PubMed withdraws.
TEST_F(Ingest, ForeseesWhatTheRunWouldCount) {
  const auto record = [](int n) {
    return fmt::format(
        "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Invented trial number {}: treatment "
        "against none.</ArticleTitle></Article></MedlineCitation></PubmedArticle>",
        8000000 + n, n);
  };
  write_file(in("a/1.xml"), jats_article(1));
  write_file(in("a/pubmed26n0001.xml"), "<PubmedArticleSet>" + record(3) + "</PubmedArticleSet>");
  write_file(in("b/1.xml"), jats_article(2));
  write_file(in("b/2.xml"), "<PubmedArticleSet>" + record(1) + record(2) + record(4) + "</PubmedArticleSet>");
  write_file(
      in("b/pubmed26n0002.xml"),
      "<PubmedArticleSet><DeleteCitation><PMID>8000003</PMID><PMID>77</PMID></DeleteCitation></PubmedArticleSet>");
  Store store = open_store(in("s.db"));
  run(store, {in("a").string()});
  IngestOptions options;
  options.paths = {in("b").string()};
  options.dry_run = true;
  const auto foreseen = ingest(store, options);
  ASSERT_TRUE(foreseen) << to_string(foreseen.error());
  const IngestReport done = run(store, {in("b").string()});
  EXPECT_EQ(foreseen->created, done.created);
  EXPECT_EQ(foreseen->updated, done.updated);
  EXPECT_EQ(foreseen->withdrawn, done.withdrawn);
  EXPECT_EQ(done.created, 2u);
  EXPECT_EQ(done.updated, 2u);
  EXPECT_EQ(done.withdrawn, 1u);
}

TEST_F(Ingest, ForeseesWhatNewerVersionsDeriveAgain) {
  write_file(in("docs/1.xml"), jats_article(1));
  Store store = open_store(in("s.db"));
  run(store, {in("docs").string()});
  store.use_versions("older");
  ASSERT_TRUE(store.put(store.sources("PMC9000001")->front()));
  IngestOptions options;
  options.paths = {in("docs").string()};
  options.dry_run = options.rehash = options.reread = true;
  const auto report = ingest(store, options);
  ASSERT_TRUE(report) << to_string(report.error());
  EXPECT_EQ(report->updated, 1u);
  EXPECT_EQ(report->unchanged, 0u);
}

TEST_F(Ingest, StoresTheSeedsAndRealArticlesWithoutAFailure) {
  WARRANT_NEEDS_SHARED();
  // Every 25th article of the real corpus; the whole of it is a matter for the benchmark.
  int n = 0;
  ASSERT_TRUE(fetch((test::shared_dir() / "data/pmc-oa-ccby.tar.gz").string(), {}, [&](Result<Source> source) {
    if (source && n++ % 25 == 0) write_file(in(fmt::format("docs/{}.nxml", n)), source->bytes);
    return true;
  }));
  Store store = open_store(in("s.db"));
  const IngestReport report = run(store, {in("docs").string(), (test::shared_dir() / "seeds").string()});
  for (const IngestFailure& f : report.failures) ADD_FAILURE() << to_string(f.error);
  EXPECT_GE(report.created, 90u);
  expect_sound(store);
}

}  // namespace
}  // namespace warrant
