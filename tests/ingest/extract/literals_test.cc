#include "ingest/extract/literals.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

TEST(Literals, FindsRowsWhateverTheirCase) {
  const Literals words = {{"odds", 1}, {"logistic", 1}, {"risk ratio", 2}, {"or", 4}};
  EXPECT_EQ(words.in("The ODDS were even."), 1u);
  EXPECT_EQ(words.in("a Risk Ratio of 2"), 2u);
  EXPECT_EQ(words.in("risk, ratio, logist"), 0u);
  EXPECT_EQ(words.in("this OR"), 4u);
  EXPECT_EQ(words.in("odds or risk ratio"), 7u);
  EXPECT_EQ(words.in(""), 0u);
  EXPECT_EQ(words.in("o"), 0u);
}

TEST(Literals, WholeWordsHaveNoWordCharacterBeside) {
  const Literals words = {{"os", 1, true}};
  EXPECT_EQ(words.in("OS"), 1u);
  EXPECT_EQ(words.in("(os)"), 1u);
  EXPECT_EQ(words.in("dose, most; os_2 os1"), 0u);
}

TEST(Literals, RowsThatEndAWordMayBeginInside) {
  const Literals words = {{"os", 1, false, true}};
  EXPECT_EQ(words.in("mOS was"), 1u);
  EXPECT_EQ(words.in("most"), 0u);
}

TEST(Literals, FindsTheFirstPlace) {
  const Literals words = {{"risk", 1}, {"odds", 1}};
  EXPECT_EQ(words.find("the Odds and risks", 0), 4u);
  EXPECT_EQ(words.find("the Odds and risks", 5), 13u);
  EXPECT_EQ(words.find("the Odds and risks", 14), std::string_view::npos);
  EXPECT_TRUE(words.at("risk", 0));
  EXPECT_FALSE(words.at("risk", 4));
}

TEST(Literals, LooksNoFurtherThanItMust) {
  const Literals words = {{"risk", 1}, {"odds", 1}};
  EXPECT_EQ(words.rows("odds of a risk"), 3u);
  EXPECT_EQ(words.rows("odds of a risk", 2), 2u);
}

TEST(Literals, LettersThatFoldToAsciiMayBeAnyRow) {
  const Literals words = {{"odds", 1}, {"risk", 2}, {"os", 4, true}};
  EXPECT_EQ(words.in("odd\xC5\xBF"), 3u);
  EXPECT_EQ(words.in("ris\xE2\x84\xAA"), 3u);
}

}  // namespace
}  // namespace warrant
