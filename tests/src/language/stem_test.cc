#include "src/language/stem.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Case {
  const char* word;
  const char* stem;
};

class PorterStems : public testing::TestWithParam<Case> {};

// Examples of Porter's paper, one or more a step, and words of the field.
const Case kCases[] = {
    {"caresses", "caress"},
    {"ponies", "poni"},
    {"cats", "cat"},
    {"feed", "feed"},
    {"agreed", "agre"},
    {"plastered", "plaster"},
    {"motoring", "motor"},
    {"sing", "sing"},
    {"conflated", "conflat"},
    {"troubled", "troubl"},
    {"sized", "size"},
    {"hopping", "hop"},
    {"falling", "fall"},
    {"hissing", "hiss"},
    {"failing", "fail"},
    {"filing", "file"},
    {"happy", "happi"},
    {"sky", "sky"},
    {"relational", "relat"},
    {"conditional", "condit"},
    {"rational", "ration"},
    {"digitizer", "digit"},
    {"operator", "oper"},
    {"feudalism", "feudal"},
    {"hopefulness", "hope"},
    {"triplicate", "triplic"},
    {"electrical", "electr"},
    {"goodness", "good"},
    {"revival", "reviv"},
    {"allowance", "allow"},
    {"adjustable", "adjust"},
    {"replacement", "replac"},
    {"adoption", "adopt"},
    {"effective", "effect"},
    {"probate", "probat"},
    {"rate", "rate"},
    {"cease", "ceas"},
    {"controll", "control"},
    {"roll", "roll"},
    {"metastases", "metastas"},
    {"survival", "surviv"},
    {"vertebroplasty", "vertebroplasti"},
    {"or", "or"},
    {"syzygy", "syzygi"},
};

TEST_P(PorterStems, AsInThePaper) { EXPECT_EQ(stem(GetParam().word), GetParam().stem); }

INSTANTIATE_TEST_SUITE_P(Words, PorterStems, testing::ValuesIn(kCases),
                         [](const auto& case_) { return std::string(case_.param.word); });

std::string joined(std::string_view text) {
  std::string out;
  for (const Word& word : words_of(text)) out += (out.empty() ? "" : "|") + word.stem + (word.number ? "#" : "");
  return out;
}

TEST(WordsOf, KeepsDecimalsWhole) {
  EXPECT_EQ(joined("p<0.05, HR 0\u00B772 (3.5-7 months)."), "p|0.05#|hr|0.72#|3.5#|7#|month");
  EXPECT_EQ(joined("of 55."), "of|55#");
  EXPECT_EQ(joined("v1.2.3"), "v1|2.3#");
}

TEST(WordsOf, SplitsAtHyphensAndSigns) {
  EXPECT_EQ(joined("HER2-positive \u2265 65\u202Fyears"), "her2|posit|65#|year");
  EXPECT_EQ(joined("\u201Cquoted\u201D\u2014words"), "quot|word");
}

TEST(WordsOf, PointsAtItsWords) {
  const std::string_view text = "Median survival";
  const auto words = words_of(text);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(slice(text, words[1].span), "survival");
}

TEST(WordsOf, TakesAnyBytes) { EXPECT_EQ(joined("\xff\xfe. a\xc3"), "a"); }

TEST(StopWords, KnowsQuestionWords) {
  EXPECT_TRUE(is_stop_word("what"));
  EXPECT_TRUE(is_stop_word("the"));
  EXPECT_FALSE(is_stop_word("survival"));
}

}  // namespace
}  // namespace warrant
