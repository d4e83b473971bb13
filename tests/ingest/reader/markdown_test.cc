#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "ingest/reader/reader.h"
#include "tests/support/data.h"
#include "tests/support/dump.h"
#include "tests/support/golden.h"

namespace warrant {

extern const Reader markdown_reader;

namespace {

Document read(std::string_view markdown) {
  const auto documents = read_all(markdown_reader, {markdown, "article.md"});
  EXPECT_TRUE(documents.has_value());
  if (!documents) return {};
  EXPECT_EQ(defect_of(documents->at(0)), "");
  return documents->at(0);
}

// The passages of a body, one a line.
std::string text_of(std::string_view body) {
  return read("# A title of the article\n\n## 1 Results\n\n" + std::string(body)).text;
}

std::string passage_with(const Document& document, std::string_view words) {
  for (const Passage& passage : document.passages)
    if (slice(document.text, passage.span).find(words) != std::string_view::npos)
      return std::string(slice(document.text, passage.span));
  return "";
}

struct InlineCase {
  const char* name;
  const char* markdown;
  const char* text;
};

const InlineCase kInline[] = {
    {"MathMean", "The mean age was  $57.36 \\pm 10.38$  years.", "The mean age was 57.36 ± 10.38 years."},
    {"MathSpacedDigits", "HR was $3 . 5 3 8$ here.", "HR was 3.538 here."},
    {"MathComparison", "more ( $\\geq 3$ ) levels, $P<0.05$", "more ( ≥ 3 ) levels, P<0.05"},
    {"MathChiSquare", "( $\\chi^2 = 5.1, P = 0.02$ )", "( χ2 = 5.1, P = 0.02 )"},
    {"MathPercent", "in $42.5\\%$ of all", "in 42.5% of all"},
    {"MathExponent", "at $10^{-3}$ mol", "at 10⁻³ mol"},
    {"MathDegrees", "at $37^{\\circ}C$ and $38^\\circ$C", "at 37°C and 38°C"},
    {"MathFraction", "a $\\frac{15}{23}$ share", "a 15/23 share"},
    {"MathText", "$\\mathrm{HR} = 0.33$", "HR = 0.33"},
    {"MathThousands", "of $10\\,000$ people", "of 10 000 people"},
    {"Prices", "from $500 a day to $900 a day", "from $500 a day to $900 a day"},
    {"RaisedCitation", "lived 7.1<sup>3</sup> months<sup>4,5</sup>.", "lived 7.1³ months4,5."},
    {"Escapes", "\\*p < 0.01, 5\\_6, \\[2\\]", "*p < 0.01, 5_6, [2]"},
    {"Emphasis", "**Bold** and *E. coli* and ***both*** and __more__", "Bold and E. coli and both and more"},
    {"StarsOfSignificance", "0.019* and 0.000**", "0.019* and 0.000**"},
    {"Multiplication", "5 * 3 * 2", "5 * 3 * 2"},
    {"Comparisons", "n<m or x>y; a<b and c>d; p<0.001 and q>3", "n<m or x>y; a<b and c>d; p<0.001 and q>3"},
    {"Links", "See [the trial](https://example.org/a_b) (12)", "See the trial (12)"},
    {"Entities", "12 &plusmn; 3 &lt; 20 &#8804; 30", "12 ± 3 < 20 ≤ 30"},
    {"LineStartsWithNumber", "There were in all\n8. Some more\n> quoted", "There were in all 8. Some more quoted"},
    {"HardWrap", "pain-\nfree and 3-\n5 months, pre-\nand postoperative",
     "pain-free and 3-5 months, pre- and postoperative"},
    {"UnclosedSup", "lost <sup>text stays", "lost text stays"},
    {"Comment", "seen <!-- hidden --> here", "seen here"},
};

class MarkdownInline : public testing::TestWithParam<InlineCase> {};

TEST_P(MarkdownInline, ReadsAs) {
  const std::string text = text_of(GetParam().markdown);
  const std::string start = "A title of the article\n1 Results\n";
  ASSERT_EQ(text.substr(0, start.size()), start);
  std::string body = text.substr(start.size());
  std::replace(body.begin(), body.end(), '\n', ' ');
  EXPECT_EQ(body.substr(0, body.size() - 1), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Rows, MarkdownInline, testing::ValuesIn(kInline),
                         [](const auto& row) { return row.param.name; });

TEST(MarkdownReader, RejoinsSentencesAroundTablesAndAbbreviations) {
  const Document document = read(
      "# Outcomes after surgery of the spine\n\n## 1 Results\n\nWe looked at the age, the sex and the stage of all "
      "patients,\n\n"
      "#### Abbreviations\n\nCT, computed tomography.\n\nthe site of the tumour and the pain score.\n\n"
      "In all of the patients that we followed the median survival was found to be\n\nTABLE 1 Scores.\n\n"
      "Time\tScore\nBefore\t5.0\n\n\\*p < 0.05.\n\n16.8 months after surgery. There were 36\n\n(65.5%) with more.\n");
  EXPECT_EQ(passage_with(document, "the stage"),
            "We looked at the age, the sex and the stage of all patients, the site of the tumour and the pain score.");
  EXPECT_EQ(
      passage_with(document, "16.8"),
      "In all of the patients that we followed the median survival was found to be 16.8 months after surgery. There "
      "were 36 (65.5%) with more.");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].label, "TABLE 1");
  EXPECT_EQ(document.tables[0].notes.size(), 1u);
}

TEST(MarkdownReader, ReadsItsGoldens) {
  for (const char* name : {"tables", "web"}) {
    const auto folder = test::source_dir() / "tests/golden/reader/markdown" / name;
    test::expect_golden(folder / "expected.txt", test::dump(read(test::read_file(folder / "input.md"))));
  }
}

TEST(MarkdownReader, ReadsTheCorpusArticle) {
  const Document d = read(test::read_file(test::source_dir() / "corpus/markdown/spinal-metastases-cohort.md"));
  EXPECT_EQ(d.doi, "10.5555/jse.2025.0118");
  EXPECT_EQ(d.year, 2025);
  EXPECT_EQ(d.authors, (std::vector<std::string>{"Varga Ilse", "Okafor Tunde", "de Wit Anna", "Lindqvist Per"}));
  EXPECT_EQ(d.tables.size(), 2u);
  ASSERT_EQ(d.references.size(), 10u);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(d.references[static_cast<std::size_t>(i)].number_inferred, i < 5) << i;
  // The level of "### 3 Statistical analysis" lies, its number does not.
  for (const Section& section : d.sections)
    EXPECT_TRUE(section.title != "3 Statistical analysis" || section.depth == 0);
}

TEST(MarkdownReader, ProvesLostNumbersOnlyWhereTheyFit) {
  const Document d = read(
      "# A title of it\n\n## References\n\n- Moss A. One. J. 2001;1:1.\n- Reed B. Two. J. 2002;1:2.\n\n"
      "4. Stone C. Four. J. 2004;1:4.\n");
  ASSERT_EQ(d.references.size(), 3u);
  for (const Reference& reference : d.references) EXPECT_FALSE(reference.number_inferred);
  EXPECT_EQ(d.references[2].label, "4");
  EXPECT_EQ(d.references[2].number, 3);
}

TEST(MarkdownReader, SourceRunsLeadBackToTheBytes) {
  const std::string input = test::read_file(test::source_dir() / "corpus/markdown/spinal-metastases-cohort.md");
  const Document document = read(input);
  std::size_t mapped = 0;
  for (const SourceRun& run : document.source_runs) {
    EXPECT_EQ(document.text.substr(run.text_start, run.length), input.substr(run.source_start, run.length));
    mapped += run.length;
  }
  EXPECT_GT(mapped * 100, document.text.size() * 90);
}

TEST(MarkdownReader, ReadsTheSeedArticle) {
  WARRANT_NEEDS_SHARED();
  const Document d = read(test::read_file(test::shared_dir() / "seeds/001_4a66ec9f35ccd7d2.txt"));
  EXPECT_EQ(d.doi, "10.3389/fsurg.2026.1743422");
  EXPECT_EQ(d.year, 2026);
  EXPECT_EQ(d.authors.size(), 10u);
  EXPECT_EQ(d.keywords.size(), 5u);
  // T6: rejoined, T3 and T7: numbers whole.
  for (const char* words :
       {"Medical Research Ethics", "bone destruction, preoperative and", "There were 36 cases (65.45%) with",
        "extra-spinal bone metastasis, whether there was", "the shortest median survival time",
        "symptoms, which seriously", "577 cases of spinal metastases by Lee", "short survival and standard treatment",
        "tumor genetic subtypes—a", "Technology Program (KJZD", "57.36 ± 10.38", "( χ2 = 5.145, P = 0.023 )",
        "multi-stage ( ≥ 3 ) metastasis", "visceral metastases | 1.263 | 0.023 | 3.538 | 1.191 ± 10.516",
        "(3, 5, 7–10)"})
    EXPECT_NE(passage_with(d, words), "") << words;
  ASSERT_EQ(d.tables.size(), 6u);
  EXPECT_EQ(d.tables[1].header_rows, 2);
  EXPECT_EQ(d.tables[5].rows, 3);
  ASSERT_EQ(d.references.size(), 29u);
  for (std::size_t i = 0; i < 29; ++i) {
    EXPECT_EQ(d.references[i].number, static_cast<std::int32_t>(i + 1));
    EXPECT_EQ(d.references[i].number_inferred, i < 17);
  }
  std::size_t abstract = 0;
  for (const Section& section : d.sections)
    abstract += section.parent >= 0 && d.sections[static_cast<std::size_t>(section.parent)].role == "abstract" ? 1 : 0;
  EXPECT_EQ(abstract, 4u);
  for (const Section& section : d.sections)
    EXPECT_TRUE(section.title != "3 Statistical analysis" || section.depth == 0);
}

TEST(MarkdownReader, StaysQuickAndSoundOnRepeats) {
  for (const std::string unit : {"*",
                                 "_",
                                 "`",
                                 "[",
                                 "]",
                                 "(",
                                 "<",
                                 ">",
                                 "$",
                                 "\\",
                                 "|",
                                 "#",
                                 "-",
                                 "- ",
                                 "> ",
                                 "\t",
                                 "!",
                                 "![",
                                 "](",
                                 "<sup>",
                                 "</sup>",
                                 "<!--",
                                 "**a",
                                 "$a^{",
                                 "{",
                                 "1. ",
                                 "a|b\n",
                                 "a\tb\n",
                                 "# a\n",
                                 "<table><tr><td>",
                                 "**Results:** ",
                                 "[1] a\n",
                                 "&amp;",
                                 "^",
                                 "~",
                                 "```\n",
                                 "a,\n\n",
                                 "Table 1\n\n",
                                 "\xE2\x80\x93"}) {
    std::string input = "# Title of it\n\n## References\n\n";
    for (int i = 0; i < 20000; ++i) input += unit;
    const auto documents = read_all(markdown_reader, {input, "x.md"});
    ASSERT_TRUE(documents.has_value()) << unit;
    EXPECT_EQ(defect_of(documents->at(0)), "") << unit;
    std::string body = "# Title of it\n\n## 1 Results\n\n";
    for (int i = 0; i < 200000; ++i) body += unit;
    const auto as_body = read_all(markdown_reader, {body, "x.md"});
    ASSERT_TRUE(as_body.has_value()) << unit;
    EXPECT_EQ(defect_of(as_body->at(0)), "") << unit;
  }
}

}  // namespace
}  // namespace warrant
