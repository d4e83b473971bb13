#include <string>

#include <gtest/gtest.h>

#include "ingest/reader/html_main_content.h"
#include "ingest/reader/html_tree.h"
#include "ingest/reader/reader.h"
#include "tests/support/dump.h"
#include "tests/support/golden.h"

namespace warrant {

extern const Reader html_reader;

namespace {

Result<std::vector<Document>> read_html(const std::string& bytes) {
  return read_all(html_reader, SourceView{bytes, "page.html"});
}

std::string prose(int sentences) {
  std::string out;
  for (int i = 0; i < sentences; ++i) out += "The patients were followed, and they did well, for a year or more. ";
  return out;
}

class HtmlGolden : public testing::TestWithParam<const char*> {};

TEST_P(HtmlGolden, ReadsThePage) {
  const auto folder = test::source_dir() / "tests/golden/reader/html" / GetParam();
  const auto documents = read_html(test::read_file(folder / "input.html"));
  ASSERT_TRUE(documents.has_value()) << to_string(documents.error());
  ASSERT_EQ(documents->size(), 1u);
  EXPECT_EQ(defect_of(documents->front()), "");
  test::expect_golden(folder / "expected.txt", test::dump(documents->front()));
}

INSTANTIATE_TEST_SUITE_P(Pages, HtmlGolden, testing::Values("article", "question-page", "tables"));

TEST(HtmlReader, KnowsItsFormat) {
  const auto sniff = [](const char* bytes, const char* name = "x") { return html_reader.sniff({bytes, name}); };
  EXPECT_GT(sniff("<!DOCTYPE html><p>x"), 90);
  EXPECT_GT(sniff("\xEF\xBB\xBF \n<!-- saved --><HTML>"), 90);
  EXPECT_GT(sniff("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>"), 90);
  EXPECT_EQ(sniff("<?xml version=\"1.0\"?><article><front/></article>"), 0);
  EXPECT_EQ(sniff("# Markdown with <p>html</p>", "a.md"), 0);
  EXPECT_EQ(sniff(""), 0);
}

struct Refused {
  const char* name;
  const char* page;
  const char* reason;
};
class HtmlRefuses : public testing::TestWithParam<Refused> {};

TEST_P(HtmlRefuses, NamesWhatStandsInForTheArticle) {
  const auto documents = read_html(GetParam().page);
  ASSERT_FALSE(documents.has_value());
  EXPECT_EQ(documents.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(documents.error().message.find(GetParam().reason), std::string::npos) << documents.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Pages, HtmlRefuses,
    testing::Values(
        Refused{"NotFound", "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL is gone.", "404"},
        Refused{"Captcha", "<title>Just a moment...</title><p>Checking your browser before accessing", "captcha"},
        Refused{"Login", "<title>Journal</title><h1>Article</h1><p>Please log in to read the full text.", "login"},
        Refused{"Empty", "<html><head><title>Nothing</title></head><body><script>x()</script></body></html>",
                "without text"}),
    [](const auto& row) { return row.param.name; });

TEST(HtmlReader, RefusesDeepNestingQuickly) {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "<div>";
  const auto documents = read_html(deep + prose(5));
  ASSERT_FALSE(documents.has_value());
  EXPECT_EQ(documents.error().code, ErrorCode::kLimit);
}

TEST(HtmlTree, CountsDepthAsTheParserDoes) {
  std::string paragraphs, items, crossed;
  for (int i = 0; i < 2000; ++i) {
    paragraphs += "<p>x";       // closes the one before
    items += "<ul><li>x</ul>";  // closed by its list
    crossed += "<b class=c" + std::to_string(i) + "><p></div>";
  }
  EXPECT_EQ(html::too_costly(paragraphs), "");
  EXPECT_EQ(html::too_costly(items), "");
  EXPECT_EQ(html::too_costly(crossed), "nested deeper than 256 levels");
  std::string misnested;
  for (int i = 0; i < 2000; ++i) misnested += "<div><b a=" + std::to_string(i) + ">x</div>";
  EXPECT_EQ(html::too_costly(misnested), "misnested formatting");
  EXPECT_EQ(html::too_costly("<script>" + std::string(1000, '<') + "<div><div></script><p>x"), "");
  std::string attributes = "<p";
  for (int i = 0; i < 2000; ++i) attributes += " a" + std::to_string(i) + "=1";
  EXPECT_EQ(html::too_costly(attributes + ">"), "a tag with over 1000 attributes");
  EXPECT_EQ(html::too_costly("<!-- " + attributes + " --><p>x"), "");
}

TEST(HtmlReader, TakesHostileBytes) {
  const std::string body = prose(10);
  for (const std::string& page :
       {"<html><p>" + body + std::string(1, '\0') + "end",
        "<html><p>" + body + "</p><table><tr><td colspan=999999999>x", "<html><a href=#a name=a>" + body + "</a>",
        "<html><ol><li id=r1>" + body + "<a href=#r1>1</a></ol>",
        "<html><p>" + body + "<script type=application/ld+json>{\"@type\": [[[[[", "<html><p>" + body + "<"}) {
    const auto documents = read_html(page);
    ASSERT_TRUE(documents.has_value()) << page.substr(0, 40);
    EXPECT_EQ(defect_of(documents->front()), "");
  }
}

TEST(HtmlReader, GuessesACharsetOnlyWithoutADeclaration) {
  const std::string page = "<html><head><title>Metastasen</title></head><body><p>" + prose(6) +
                           "Die mittlere \xDC"
                           "berlebenszeit f\xFCr die Gruppe war k\xFCrzer, sagten die \xC4rzte.</p></body></html>";
  const auto guessed = read_html(page);
  ASSERT_TRUE(guessed.has_value()) << to_string(guessed.error());
  EXPECT_NE(guessed->front().text.find("f\xC3\xBCr die Gruppe"), std::string::npos);
  const auto declared = read_html("<html><head><meta charset=\"iso-8859-1\"></head>" + page.substr(6));
  ASSERT_TRUE(declared.has_value());
  EXPECT_NE(declared->front().text.find("\xC3\x84rzte"), std::string::npos);
  EXPECT_TRUE(declared->front().skipped.empty());
}

TEST(HtmlReader, BelievesUtf8BeforeAStaleDeclaration) {
  const auto documents =
      read_html("<html><head><meta charset=gb2312></head><body><p>" + prose(6) + "caf\xC3\xA9</p></body></html>");
  ASSERT_TRUE(documents.has_value());
  EXPECT_NE(documents->front().text.find("caf\xC3\xA9"), std::string::npos);
}

TEST(HtmlReader, LeavesOutArticlesInsideTheArticle) {
  std::string page = "<html><body><article><h1>Main</h1><p>" + prose(6) + "</p>";
  for (int i = 0; i < 5; ++i)
    page += "<article><p>Another post, number " + std::to_string(i) + ", and so on. " + prose(2) + "</p></article>";
  const auto documents = read_html(page + "</article></body></html>");
  ASSERT_TRUE(documents.has_value());
  EXPECT_EQ(documents->front().text.find("Another post"), std::string::npos);
}

TEST(HtmlReader, KeepsAReferenceListOutsideTheArticleElement) {
  const auto documents =
      read_html("<html><body><article><h1>Title of it</h1><p>" + prose(8) +
                "It was 5 months<a href=\"#B1\">[1]</a>.</p></article><div class=\"footnotes\"><h2>References</h2><ul>"
                "<li id=\"B1\">1. Moor A. Spine pain. J Bone Care. 2019;37:1-2.</li>"
                "<li id=\"B2\">2. Li D. More pain. J Bone Care. 2020;38:3-4.</li></ul></div></body></html>");
  ASSERT_TRUE(documents.has_value());
  const Document& d = documents->front();
  ASSERT_EQ(d.references.size(), 2u);
  EXPECT_EQ(d.references[1].label, "2");
  EXPECT_EQ(d.references[1].year, 2020);
  ASSERT_EQ(d.anchors.size(), 1u);
  EXPECT_EQ(slice(d.text, d.anchors[0].span), "[1]");
  EXPECT_EQ(d.anchors[0].targets[0].reference, 0);
}

}  // namespace
}  // namespace warrant
