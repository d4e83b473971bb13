// The parts of statements of effects, and words that say the same.
#include <gtest/gtest.h>

#include "src/language/alike.h"
#include "src/language/effect_phrase.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

struct PhraseCase {
  const char* name;
  const char* statement;
  const char* outcome;
  const char* subject;
  const char* comparator;
};

const PhraseCase kCases[] = {
    {"Active", "Zolinib reduced falls compared with placebo.", "falls", "Zolinib", "placebo"},
    {"Comparative", "Mortality was lower with zolinib than with placebo.", "Mortality", "zolinib", "placebo"},
    {"GroupInside", "Pain in the exercise group was lower than in controls.", "Pain", "exercise group", "controls"},
    {"ComparedFirst", "Compared with placebo, zolinib increased sleep.", "sleep", "zolinib", "placebo"},
    {"NothingSaid", "Fifteen children took part.", "", "", ""},
};

class EffectPhrases : public ::testing::TestWithParam<PhraseCase> {};

TEST_P(EffectPhrases, HaveTheirParts) {
  const PhraseCase& c = GetParam();
  const EffectPhrase phrase = effect_phrase(c.statement);
  EXPECT_EQ(phrase.outcome, c.outcome);
  EXPECT_EQ(phrase.subject, c.subject);
  EXPECT_EQ(phrase.comparator, c.comparator);
}

INSTANTIATE_TEST_SUITE_P(Language, EffectPhrases, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

TEST(Alike, OneStemForAGroup) {
  EXPECT_EQ(alike(stem("babies")), alike(stem("neonates")));
  EXPECT_EQ(alike(stem("died")), alike(stem("mortality")));
  EXPECT_NE(alike(stem("liver")), alike(stem("renal")));
  EXPECT_EQ(alike("zolinib"), "zolinib");
}

}  // namespace
}  // namespace warrant
