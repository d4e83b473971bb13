#include "ingest/reader/text_builder.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

TEST(TextBuilder, CollapsesSpaceAcrossAppends) {
  Document d;
  TextBuilder b(d);
  b.begin(PassageKind::kParagraph, Place::kBody);
  b.append("  Median ");
  b.append(" OS\n");
  const auto mark = b.mark();
  b.append("12.3");
  EXPECT_EQ(slice(d.text, b.since(mark)), "12.3");
  b.append(" months ");
  EXPECT_EQ(b.end(), 0);
  EXPECT_EQ(d.text, "Median OS 12.3 months\n");
  EXPECT_EQ(b.finish(), "");
}

TEST(TextBuilder, DropsPassagesWithoutText) {
  Document d;
  TextBuilder b(d);
  b.begin(PassageKind::kParagraph, Place::kBody);
  b.append(" \n\t");
  EXPECT_EQ(b.end(), -1);
  EXPECT_EQ(d.text, "");
  EXPECT_EQ(b.finish(), "");
}

TEST(TextBuilder, CountsControlCharactersItDrops) {
  Document d;
  TextBuilder b(d);
  b.begin(PassageKind::kParagraph, Place::kBody);
  b.append(
      std::string_view("a\0b\x01"
                       "c\xEF\xBB\xBF",
                       8));
  b.end();
  EXPECT_EQ(b.finish(), "");
  EXPECT_EQ(d.text, "abc\n");
  EXPECT_EQ(d.skipped, (std::vector<SkipCount>{{"control-character", 3}}));
}

struct RaisedCase {
  const char* name;
  const char* before;
  const char* raised;
  const char* expected;
};

const RaisedCase kRaised[] = {
    {"ExponentAfterDigit", "10", "5", "10\xE2\x81\xB5"},
    {"NegativeExponent", "10",
     "\xE2\x88\x92"
     "3",
     "10\xE2\x81\xBB\xC2\xB3"},
    {"CitationAfterNumber", "7.1", "3", "7.1\xC2\xB3"},
    {"CitationListAfterNumber", "7.1", "3,5", "7.1\xC2\xB3,\xE2\x81\xB5"},
    {"UnitSquare", "kg/m", "2", "kg/m2"},
    {"CitationAfterWord", "survival", "3", "survival3"},
    {"NoteAfterNumber", "0.03", "a", "0.03a"},
    {"AfterSpace", "10 ", "5", "10 5"},
    {"CitationAfterStop", "at week 24.", "2", "at week 24.\xC2\xB2"},
    {"CitationAfterWordAndStop", "of life.", "2", "of life.2"},
};

class Raised : public ::testing::TestWithParam<RaisedCase> {};

TEST_P(Raised, NeverLengthensANumber) {
  Document d;
  TextBuilder b(d);
  b.begin(PassageKind::kParagraph, Place::kBody);
  b.append(GetParam().before);
  b.append_superscript(GetParam().raised);
  b.end();
  EXPECT_EQ(d.text, std::string(GetParam().expected) + "\n");
  ASSERT_EQ(d.superscripts.size(), 1u);
  EXPECT_EQ(b.finish(), "");
}

INSTANTIATE_TEST_SUITE_P(TextBuilder, Raised, ::testing::ValuesIn(kRaised),
                         [](const auto& test) { return test.param.name; });

TEST(TextBuilder, KeepsWhereBytesStoodInTheSource) {
  const std::string source = "Median  OS  was 3";
  Document d;
  TextBuilder b(d);
  b.begin(PassageKind::kParagraph, Place::kBody);
  b.append(source, 0);
  b.end();
  EXPECT_EQ(b.finish(), "");
  ASSERT_FALSE(d.source_runs.empty());
  for (const SourceRun& run : d.source_runs)
    EXPECT_EQ(d.text.substr(run.text_start, run.length), source.substr(run.source_start, run.length));
}

}  // namespace
}  // namespace warrant
