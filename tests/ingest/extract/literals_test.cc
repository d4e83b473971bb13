#include "ingest/extract/literals.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "src/base/text.h"

namespace warrant {
namespace {

class LiteralsTest : public ::testing::TestWithParam<Literals::Scan> {
 protected:
  static Literals of(std::vector<Literal> rows) { return Literals(std::move(rows), GetParam()); }
};

TEST_P(LiteralsTest, FindsRowsWhateverTheirCase) {
  const auto words = of({{"odds", 1}, {"logistic", 1}, {"risk ratio", 2}, {"or", 4}});
  EXPECT_EQ(words.in("The ODDS were even."), 1u);
  EXPECT_EQ(words.in("a Risk Ratio of 2"), 2u);
  EXPECT_EQ(words.in("risk, ratio, logist"), 0u);
  EXPECT_EQ(words.in("this OR"), 4u);
  EXPECT_EQ(words.in("odds or risk ratio"), 7u);
  EXPECT_EQ(words.in(""), 0u);
  EXPECT_EQ(words.in("o"), 0u);
}

TEST_P(LiteralsTest, WholeWordsHaveNoWordCharacterBeside) {
  const auto words = of({{"os", 1, true}});
  EXPECT_EQ(words.in("OS"), 1u);
  EXPECT_EQ(words.in("(os)"), 1u);
  EXPECT_EQ(words.in("dose, most; os_2 os1"), 0u);
}

TEST_P(LiteralsTest, RowsThatEndAWordMayBeginInside) {
  const auto words = of({{"os", 1, false, true}});
  EXPECT_EQ(words.in("mOS was"), 1u);
  EXPECT_EQ(words.in("most"), 0u);
}

TEST_P(LiteralsTest, FindsTheFirstPlace) {
  const auto words = of({{"risk", 1}, {"odds", 1}});
  EXPECT_EQ(words.find("the Odds and risks", 0), 4u);
  EXPECT_EQ(words.find("the Odds and risks", 5), 13u);
  EXPECT_EQ(words.find("the Odds and risks", 14), std::string_view::npos);
  EXPECT_TRUE(words.at("risk", 0));
  EXPECT_FALSE(words.at("risk", 4));
}

TEST_P(LiteralsTest, LooksNoFurtherThanItMust) {
  const auto words = of({{"risk", 1}, {"odds", 1}});
  EXPECT_EQ(words.rows("odds of a risk"), 3u);
  EXPECT_EQ(words.rows("odds of a risk", 2), 2u);
}

TEST_P(LiteralsTest, LettersThatFoldToAsciiMayBeAnyRow) {
  const auto words = of({{"odds", 1}, {"risk", 2}, {"os", 4, true}});
  EXPECT_EQ(words.in("odd\xC5\xBF"), 3u);
  EXPECT_EQ(words.in("ris\xE2\x84\xAA"), 3u);
}

// Against looking at every place for every row, on texts that end at every place of a vector.
TEST_P(LiteralsTest, FindsInRandomTextWhatStandsThere) {
  const std::vector<Literal> rows = {
      {"ab", 1}, {"abc", 2, true}, {"bca", 4, false, true}, {"c-a", 8}, {"b\xC3\xA9", 16}};
  const Literals words = of(rows);
  const std::string_view pieces[] = {"a", "B", "c", "A", "b", "-", " ", "\xC3\xA9", "7"};
  const auto word_char = [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; };
  std::mt19937 random(20261130);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (unsigned i = random() % 90; i > 0; --i) text += pieces[random() % std::size(pieces)];
    const std::string low = ascii_lower(text);
    std::uint32_t users = 0;
    std::uint64_t found = 0;
    std::size_t first = std::string::npos;
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t at = low.find(rows[r].text); at != std::string::npos; at = low.find(rows[r].text, at + 1)) {
        const std::size_t end = at + rows[r].text.size();
        if (rows[r].word && at > 0 && word_char(low[at - 1])) continue;
        if ((rows[r].word || rows[r].end) && end < low.size() && word_char(low[end])) continue;
        users |= rows[r].users;
        found |= std::uint64_t{1} << r;
        first = std::min(first, at);
      }
    EXPECT_EQ(words.in(text), users) << text;
    EXPECT_EQ(words.rows(text), found) << text;
    EXPECT_EQ(words.find(text, 0), first) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Scans, LiteralsTest, ::testing::Values(Literals::Scan::kFastest, Literals::Scan::kOneByOne));

}  // namespace
}  // namespace warrant
