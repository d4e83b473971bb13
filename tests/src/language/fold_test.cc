#include "src/language/fold.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct FoldCase {
  const char* source;
  const char* folded;
};

class Fold : public testing::TestWithParam<FoldCase> {};

TEST_P(Fold, GivesComparableText) { EXPECT_EQ(folded(GetParam().source), GetParam().folded); }

INSTANTIATE_TEST_SUITE_P(
    Table, Fold,
    testing::Values(FoldCase{"", ""}, FoldCase{"  \t ", ""}, FoldCase{" Hazard  Ratio\n", "hazard ratio"},
                    FoldCase{"0\xC2\xB7"
                             "72",
                             "0.72"},
                    FoldCase{"p<\xC2\xB7"
                             "05",
                             "p<.05"},
                    FoldCase{"P \xE2\x89\xA4 0\xE2\x88\x99"
                             "05",
                             "p<=0.05"},
                    FoldCase{"P = 0.03", "p=0.03"}, FoldCase{"P=0.03", "p=0.03"}, FoldCase{"HR .72", "hr .72"},
                    FoldCase{"mmol\xE2\x8B\x85L", "mmol\u22C5l"},
                    FoldCase{"a\xC2\xB7"
                             "b",
                             "a\u00B7b"},
                    FoldCase{"95 % CI", "95% ci"}, FoldCase{"95\u00A0%\u202FCI", "95% ci"},
                    FoldCase{"0.6\u20130.9", "0.6-0.9"}, FoldCase{"0.6 \u2013 0.9", "0.6-0.9"},
                    FoldCase{"5 \u22123", "5 -3"}, FoldCase{"5- 3", "5- 3"}, FoldCase{"\u22120.5", "-0.5"},
                    FoldCase{"Kaplan\u2011Meier", "kaplan-meier"}, FoldCase{"sur\u00ADvival", "survival"},
                    FoldCase{"patient\u2019s \u201Cquote\u201D", "patient's \"quote\""},
                    FoldCase{"Sj\u00F6gren \u0141\u00F3d\u017A", "sjogren lodz"}, FoldCase{"e\u0301", "e"},
                    FoldCase{"o\uFB03ce", "office"}, FoldCase{"\uFF30\uFF1C0.05", "p<0.05"},
                    FoldCase{"10\u2075", "10^5"}, FoldCase{"10\u207B\u00B9\u00B2 M", "10^-12 m"},
                    FoldCase{"cm\u00B2", "cm2"}, FoldCase{"CO\u2082", "co2"}, FoldCase{"7.1\u00B3", "7.1^3"},
                    FoldCase{"5 \u00B3", "5 3"}, FoldCase{"3\u00D710", "3x10"}, FoldCase{"5 \u00B1 2", "5\u00B12"},
                    FoldCase{"5 +/- 2", "5\u00B12"}, FoldCase{"5 +/\u2212 2", "5\u00B12"}, FoldCase{"a+/b", "a+/b"},
                    FoldCase{"( 0.5 , 0.7 )", "(0.5, 0.7)"}, FoldCase{"end .", "end."},
                    FoldCase{"5 \u00A7 6", "5 \u00A7 6"}, FoldCase{"\u00B5g \u03BCg", "\u03BCg \u03BCg"},
                    FoldCase{"\u0394\u03A9", "\u03B4\u03C9"},
                    FoldCase{"bad\xFF"
                             "byte",
                             "bad\uFFFDbyte"},
                    FoldCase{"+", "+"}, FoldCase{"+/", "+/"}));

TEST(FoldMap, LeadsBackToTheSource) {
  const std::string source =
      "The  HR was 0\xC2\xB7"
      "72 (95\u00A0% CI 0\xC2\xB7"
      "6 \u2013 0\xC2\xB7"
      "9; P \u2264 0.05) \u00B1";
  const Folded f = fold(source);
  ASSERT_EQ(f.origin.size(), f.text.size());
  EXPECT_EQ(f.text, "the hr was 0.72 (95% ci 0.6-0.9; p<=0.05)\u00B1");
  const auto back = [&](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(f.text.find(words));
    return std::string(slice(source, source_span(f, source, {at, at + static_cast<std::uint32_t>(words.size())})));
  };
  EXPECT_EQ(back("the hr"), "The  HR");
  EXPECT_EQ(back("0.72"),
            "0\xC2\xB7"
            "72");
  EXPECT_EQ(back("95%"), "95\u00A0%");
  EXPECT_EQ(back("0.6-0.9"),
            "0\xC2\xB7"
            "6 \u2013 0\xC2\xB7"
            "9");
  EXPECT_EQ(back("p<="), "P \u2264");
  EXPECT_EQ(back("\u00B1"), "\u00B1");
}

TEST(FoldMap, CoversTheThreeCharactersOfPlusMinus) {
  const std::string source = "5 +/\u2212 2";
  const Folded f = fold(source);
  EXPECT_EQ(slice(source, source_span(f, source, {1, 3})), "+/\u2212");
}

TEST(FoldMap, OriginsNeverGoBack) {
  const Folded f = fold("a \u2013 1 \u2013 2 \u2264 \u00C6x\u2026 +/- y");
  for (std::size_t i = 1; i < f.origin.size(); ++i) EXPECT_LE(f.origin[i - 1], f.origin[i]) << i;
}

}  // namespace
}  // namespace warrant
