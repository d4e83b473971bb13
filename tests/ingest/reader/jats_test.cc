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

const Reader& jats() {
  for (const Reader& reader : readers())
    if (reader.name == "jats") return reader;
  std::abort();
}

Document read(const std::string& body) {
  const std::string bytes =
      "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></"
      "front>" +
      body + "</article>";
  auto documents = read_all(jats(), {bytes, "test.xml"});
  EXPECT_TRUE(documents.has_value()) << (documents ? "" : to_string(documents.error()));
  return documents && !documents->empty() ? documents->front() : Document();
}

// The canonical text behind the title.
std::string text_of_body(const std::string& body) {
  const Document d = read(body);
  return d.text.substr(std::min<std::size_t>(d.text.size(), 2));
}

class JatsGolden : public testing::TestWithParam<std::string> {};

TEST_P(JatsGolden, ReadsAsExpected) {
  const std::filesystem::path folder = test::source_dir() / "tests/golden/reader/jats" / GetParam();
  const std::string bytes = test::read_file(folder / "input.xml");
  const auto documents = read_all(jats(), {bytes, "input.xml"});
  ASSERT_TRUE(documents.has_value()) << to_string(documents.error());
  std::string out;
  for (const Document& d : *documents) {
    EXPECT_EQ(defect_of(d), "");
    out += test::dump(d);
  }
  test::expect_golden(folder / "expected.txt", out);
}

std::vector<std::string> golden_cases() {
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "tests/golden/reader/jats"))
    cases.push_back(entry.path().filename().string());
  std::sort(cases.begin(), cases.end());
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Cases, JatsGolden, testing::ValuesIn(golden_cases()),
                         [](const auto& test_info) { return test_info.param; });

TEST(JatsReader, SniffsByRootElement) {
  const auto score = [](std::string_view bytes) { return jats().sniff({bytes, "x"}); };
  EXPECT_GT(score("<?xml version='1.0'?><!DOCTYPE article [<!ENTITY a '>'>]><!-- <x> --><article>"), 0);
  EXPECT_GT(score("<j:article xmlns:j='x'/>"), 0);
  EXPECT_EQ(score("<html><article/></html>"), 0);
  EXPECT_EQ(score(""), 0);
}

TEST(JatsReader, KeepsParagraphsWholeAroundFloats) {
  EXPECT_EQ(text_of_body("<body><p>One <fig><label>F</label><caption><p>cap</p></caption></fig>two.</p></body>"),
            "One two.\nF. cap\n");
}

TEST(JatsReader, MarksMetadataOnlyArticles) {
  const Document d = read("");
  EXPECT_FALSE(d.full_text);
  EXPECT_EQ(d.kind, DocumentKind::kAbstract);
  EXPECT_EQ(d.skipped, (std::vector<SkipCount>{{"no-full-text", 1}}));
}

TEST(JatsReader, PlacesSubArticlesInTheBack) {
  const Document d = read(
      "<body><p>Own.</p></body><sub-article><front-stub><title-group><article-title>Decision letter</article-title>"
      "</title-group></front-stub><body><p>Their HR was "
      "2.</p><table-wrap><table><tr><td>1</td></tr></table></table-wrap>"
      "</body></sub-article>");
  for (const Passage& p : d.passages)
    if (slice(d.text, p.span) != "T" && slice(d.text, p.span) != "Own.") {
      EXPECT_EQ(p.place, Place::kBack);
    }
  EXPECT_EQ(d.sections.at(0).title, "Decision letter");
}

TEST(JatsReader, RefusesNestingOverTheLimit) {
  const auto nested = [](int depth) {
    std::string bytes = "<article><body><p>x";
    for (int i = 0; i < depth; ++i) bytes += "<sec>";
    for (int i = 0; i < depth; ++i) bytes += "</sec>";
    return bytes + "</p></body></article>";
  };
  const std::string fine = nested(500), deep = nested(200000);
  EXPECT_TRUE(read_all(jats(), {fine, ""}).has_value());
  const auto refused = read_all(jats(), {deep, ""});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
}

// Valid or not, an element may stand in any other: nothing breaks, and the text around it is kept.
TEST(JatsReader, StandsEveryElementInEveryOther) {
  const std::vector<std::string> names = {"abstract",
                                          "ack",
                                          "alternatives",
                                          "app",
                                          "array",
                                          "article-title",
                                          "back",
                                          "body",
                                          "boxed-text",
                                          "break",
                                          "caption",
                                          "citation-alternatives",
                                          "collab",
                                          "contrib-group",
                                          "def",
                                          "def-item",
                                          "def-list",
                                          "disp-formula",
                                          "disp-quote",
                                          "element-citation",
                                          "entry",
                                          "fig",
                                          "fig-group",
                                          "floats-group",
                                          "fn",
                                          "fn-group",
                                          "front-stub",
                                          "given-names",
                                          "graphic",
                                          "inline-formula",
                                          "italic",
                                          "kwd-group",
                                          "label",
                                          "license",
                                          "list",
                                          "list-item",
                                          "math",
                                          "media",
                                          "mfrac",
                                          "mixed-citation",
                                          "name",
                                          "notes",
                                          "p",
                                          "permissions",
                                          "pub-id",
                                          "ref",
                                          "ref-list",
                                          "response",
                                          "row",
                                          "sec",
                                          "statement",
                                          "sub",
                                          "sub-article",
                                          "sup",
                                          "supplementary-material",
                                          "surname",
                                          "table",
                                          "table-wrap",
                                          "table-wrap-foot",
                                          "table-wrap-group",
                                          "tbody",
                                          "td",
                                          "term",
                                          "tex-math",
                                          "tgroup",
                                          "thead",
                                          "title",
                                          "tr",
                                          "verse-group",
                                          "xref"};
  for (const std::string& outer : names)
    for (const std::string& inner : names) {
      const std::string in =
          "<" + inner + " ref-type='bibr' rid='b' colspan='2' rowspan='3'>3<sup>4</sup></" + inner + ">";
      const Document d =
          read("<body><p>Before 1<" + outer + " ref-type='bibr' rid='b'>2" + in + "–" + in + "5<p>6" + in + "</p></" +
               outer + "> after.</p></body><back><ref-list><ref id='b'><label>3</label></ref></ref-list></back>");
      ASSERT_EQ(defect_of(d), "") << inner << " in " << outer;
      ASSERT_NE(d.text.find("Before 1"), std::string::npos) << inner << " in " << outer;
      ASSERT_NE(d.text.find("after."), std::string::npos) << inner << " in " << outer;
    }
}

TEST(JatsReader, StandsCutFiles) {
  const std::string bytes = test::read_file(test::source_dir() / "tests/golden/reader/jats/basic/input.xml");
  ASSERT_GT(bytes.size(), 1000U);
  for (std::size_t n = 0; n + 2 < bytes.size(); n += 61) {
    const std::string cut = bytes.substr(0, n);
    const auto documents = read_all(jats(), {cut, ""});
    ASSERT_FALSE(documents.has_value()) << "read a file cut at " << n;
    EXPECT_EQ(documents.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(documents.error().where, "");
  }
}

TEST(JatsReader, RefusesOtherFormatsWithTheSameRoot) {
  const auto documents = read_all(jats(), {"<article><pubfm/><bdy><p>x</p></bdy></article>", ""});
  ASSERT_FALSE(documents.has_value());
  EXPECT_EQ(documents.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(documents.error().message, "an <article> of another format than JATS: its first part is <pubfm>");
}

TEST(JatsReader, ReadsEveryArticleOfASet) {
  const std::string article =
      "<article><front><article-meta><article-id pub-id-type='pmc'>1</article-id><title-group><article-title>A"
      "</article-title></title-group></article-meta></front></article>";
  const auto documents = read_all(jats(), {"<pmc-articleset>" + article + article + "</pmc-articleset>", ""});
  ASSERT_TRUE(documents.has_value());
  EXPECT_EQ(documents->size(), 2U);
  EXPECT_FALSE(read_all(jats(), {"<pmc-articleset/>", ""}).has_value());
}

struct Formula {
  const char* name;
  std::string source, text;
};

class JatsFormula : public testing::TestWithParam<Formula> {};

TEST_P(JatsFormula, IsReadable) {
  EXPECT_EQ(text_of_body("<body><p>" + GetParam().source + "</p></body>"), GetParam().text + "\n");
}

const Formula kFormulas[] = {
    {"Fraction", "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"},
    {"Root", "<math><msqrt><mi>n</mi></msqrt></math>", "√(n)"},
    {"Exponent", "<math><msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup></math>", "10⁻³"},
    {"WordyExponent", "<math><msup><mi>e</mi><mrow><mi>a</mi><mi>x</mi></mrow></msup></math>", "e^(ax)"},
    {"IndexBehindDigit", "<math><msub><mn>2</mn><mn>3</mn></msub></math>", "2_3"},
    {"Relation", "<math><mi>P</mi><mo>&lt;</mo><mn>0.05</mn></math>", "P < 0.05"},
    {"InvisibleTimes", "<math><mn>2</mn><mo>&#x2062;</mo><mi>x</mi></math>", "2x"},
    {"AnnotationLeftOut", "<math><semantics><mi>x</mi><annotation>TEX</annotation></semantics></math>", "x"},
    {"Tex", "<tex-math>$$\\hat{\\beta}_1 \\ge 2\\%$$</tex-math>", "β1 ≥ 2%"},
    {"TexFraction", "<tex-math>\\frac{a+b}{c}</tex-math>", "(a+b)/c"},
    {"TexExponent", "<tex-math>5 \\times 10^{-3}</tex-math>", "5 × 10⁻³"},
    {"TexUnbalanced", "<tex-math>}}{{\\frac{a\\</tex-math>", "a/"},
    {"TexLetterBehindBackslash", "<tex-math>\\é^é</tex-math>", "é^é"},
    {"MathBeforeTex",
     "<inline-formula><alternatives><tex-math>x</tex-math><math><mi>y</mi></math></alternatives></inline-formula>",
     "y"},
    {"SuperscriptBehindDigit", "10<sup>-5</sup> 7.1<sup>a</sup> CD4<sup>+</sup> m<sup>2</sup>", "10⁻⁵ 7.1a CD4+ m2"},
    {"SubscriptBehindDigit", "x1<sub>2</sub> CO<sub>2</sub>", "x1₂ CO2"},
};

INSTANTIATE_TEST_SUITE_P(Formulas, JatsFormula, testing::ValuesIn(kFormulas),
                         [](const auto& test_info) { return test_info.param.name; });

}  // namespace
}  // namespace warrant
