#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/reader/reader.h"
#include "tests/support/data.h"
#include "tests/support/dump.h"
#include "tests/support/golden.h"

namespace warrant {
namespace {

const Reader& pubmed() {
  for (const Reader& reader : readers())
    if (reader.name == "pubmed") return reader;
  std::abort();
}

// One line for each thing that the reader hands over.
std::vector<std::string> events(const std::string& bytes) {
  std::vector<std::string> out;
  const auto done = pubmed().read({bytes, "set.xml"}, [&](Result<Document> document) {
    out.push_back(document ? "pmid " + document->pmid + " " + document->retraction : to_string(document.error()));
    return true;
  });
  if (!done) out.push_back("failed: " + to_string(done.error()));
  return out;
}

std::string record(const std::string& pmid, const std::string& title) {
  return "<PubmedArticle><MedlineCitation><PMID>" + pmid + "</PMID><Article><ArticleTitle>" + title +
         "</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n";
}

class PubmedGolden : public testing::TestWithParam<std::string> {};

TEST_P(PubmedGolden, ReadsAsExpected) {
  const std::filesystem::path folder = test::source_dir() / "tests/golden/reader/pubmed" / GetParam();
  const std::string bytes = test::read_file(folder / "input.xml");
  const auto documents = read_all(pubmed(), {bytes, "input.xml"});
  ASSERT_TRUE(documents.has_value()) << to_string(documents.error());
  std::string out;
  for (const Document& d : *documents) {
    EXPECT_EQ(defect_of(d), "");
    out += test::dump(d) + "\n";
  }
  test::expect_golden(folder / "expected.txt", out);
}

INSTANTIATE_TEST_SUITE_P(Cases, PubmedGolden, testing::Values("set", "book"),
                         [](const auto& test_info) { return test_info.param; });

TEST(PubmedReader, HandsOverRecordByRecord) {
  EXPECT_EQ(events("<PubmedArticleSet>\n" + record("1", "A") + record("2", "B") + "</PubmedArticleSet>"),
            (std::vector<std::string>{"pmid 1 ", "pmid 2 "}));
}

TEST(PubmedReader, StopsWhenTheSinkHasEnough) {
  const std::string bytes = "<PubmedArticleSet>" + record("1", "A") + record("2", "B") + "</PubmedArticleSet>";
  int seen = 0;
  ASSERT_TRUE(pubmed().read({bytes, ""}, [&](const Result<Document>&) { return ++seen < 1; }).has_value());
  EXPECT_EQ(seen, 1);
}

TEST(PubmedReader, LosesOnlyTheMalformedRecord) {
  const auto found = events("<PubmedArticleSet>\n" + record("1", "A") + record("2", "<b>B</i>") + record("3", "C") +
                            "</PubmedArticleSet>");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], "pmid 1 ");
  EXPECT_EQ(found[1], "line 3, pmid:2: XML not well-formed: start-end tags mismatch");
  EXPECT_EQ(found[2], "pmid 3 ");
}

TEST(PubmedReader, NamesTheRecordThatAFileEndsIn) {
  const std::string whole = "<PubmedArticleSet>\n" + record("1", "A") + record("2", "B");
  EXPECT_EQ(events(whole.substr(0, whole.size() - 20)),
            (std::vector<std::string>{"pmid 1 ", "line 3, pmid:2: PubmedArticle without end"}));
}

TEST(PubmedReader, ReportsWithdrawnCitations) {
  EXPECT_EQ(events("<PubmedArticleSet>" + record("1", "A") +
                   "<DeleteCitation><PMID Version=\"1\">7</PMID><PMID>8</PMID></DeleteCitation></PubmedArticleSet>"),
            (std::vector<std::string>{"pmid 1 ", "line 2, pmid:7: withdrawn from PubMed (DeleteCitation)",
                                      "line 2, pmid:8: withdrawn from PubMed (DeleteCitation)"}));
}

TEST(PubmedReader, IgnoresRecordsInCommentsAndText) {
  EXPECT_EQ(events("<PubmedArticleSet><!-- " + record("9", "Z") + " -->" + record("1", "A &lt;PubmedArticle>") +
                   "</PubmedArticleSet>"),
            (std::vector<std::string>{"pmid 1 "}));
}

TEST(PubmedReader, NeverExpandsEntities) {
  const std::string bytes =
      "<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><PubmedArticleSet>" + record("1", "&x;") +
      "</PubmedArticleSet>";
  const auto documents = read_all(pubmed(), {bytes, ""});
  ASSERT_TRUE(documents.has_value());
  EXPECT_EQ(documents->at(0).text, "&x;\n");
  EXPECT_EQ(documents->at(0).skipped, (std::vector<SkipCount>{{"unknown-entity", 1}}));
}

TEST(PubmedReader, KeepsTheWeightiestMark) {
  const auto marked = [](const std::string& types) {
    return events(
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A</ArticleTitle>"
        "<PublicationTypeList>" +
        types + "</PublicationTypeList></Article></MedlineCitation></PubmedArticle>");
  };
  EXPECT_EQ(marked("<PublicationType>Expression of Concern</PublicationType>"
                   "<PublicationType>Retracted Publication</PublicationType>"),
            (std::vector<std::string>{"pmid 1 retracted"}));
  EXPECT_EQ(marked("<PublicationType>Retraction of Publication</PublicationType>"),
            (std::vector<std::string>{"pmid 1 retraction notice"}));
}

}  // namespace
}  // namespace warrant
