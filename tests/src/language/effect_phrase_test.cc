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
    {"Risk", "Zolinib raised the risk of relapse", "the risk of relapse", "Zolinib", ""},
    {"PassiveByWhom", "Falls were significantly reduced by zolinib", "Falls", "zolinib", ""},
    {"PassiveOnly", "Sleep variability was reduced significantly", "Sleep variability", "", ""},
    {"ItselfChanged", "Total daily insulin did not change", "Total daily insulin", "", ""},
    {"GotBetter", "Self-efficacy got better in the tea group", "Self-efficacy", "tea group", ""},
    {"ThanksTo", "Quality of life improved thanks to the course", "Quality of life", "course", ""},
    {"OnlyIn", "Quality of life improved only in the tea group", "Quality of life", "tea group", ""},
    {"ByHalf", "Mortality fell by half with zolinib", "Mortality", "zolinib", ""},
    {"TimeFirst", "At twelve months falls had decreased in the tea group", "falls", "tea group", ""},
    {"HadLess", "Zolinib users had less plaque than controls", "plaque", "Zolinib users", "controls"},
    {"GaveGreater", "Surgery gave greater pain relief than tea", "pain relief", "Surgery", "tea"},
    {"LeftWithFewer", "Zolinib left mothers with fewer parasites", "parasites", "Zolinib", ""},
    {"LedToRise", "Zolinib led to a significant rise in weight", "weight", "Zolinib", ""},
    {"ThereWereFewer", "There were fewer falls in the zolinib group", "falls", "zolinib group", ""},
    {"NoEffectOn", "Zolinib had no significant effect on sleep", "sleep", "Zolinib", ""},
    {"NoDifferenceTo", "The dose made no difference to peak levels", "peak levels", "dose", ""},
    {"NoDifferenceIn", "There was no difference in pain between zolinib and tea", "pain", "zolinib", "tea"},
    {"DidNotDiffer", "Pain scores did not differ between zolinib and tea", "Pain scores", "zolinib", "tea"},
    {"TheGroupsDidNot", "The groups did not differ in pain", "pain", "The groups", ""},
    {"AsCommonAs", "Side effects were as common with zolinib as with tea", "Side effects", "zolinib", "tea"},
    {"NoMoreFrequent", "Rashes were no more frequent with zolinib than with tea", "Rashes", "zolinib", "tea"},
    {"EquallyCommon", "Trauma was equally common with zolinib and tea", "Trauma", "zolinib and tea", ""},
    {"EquallyWell", "The three glues sealed equally well", "sealed", "three glues", ""},
    {"MoreThan", "Zolinib improved sleep more than tea did", "sleep", "Zolinib", "tea"},
    {"MoreEffective", "Zolinib was more effective than tea in relieving nausea", "relieving nausea", "Zolinib", "tea"},
    {"SuperiorIn", "Zolinib was superior to tea in peak flow", "peak flow", "Zolinib", "tea"},
    {"AgainstAnIll", "Zolinib was not effective against nausea", "nausea", "Zolinib", ""},
    {"LikelyTo", "Women were more likely than men to start a course", "start a course", "Women", "men"},
    {"MoreWomen", "More women than men stopped treatment", "stopped treatment", "women", "men"},
    {"DidWorse", "Older adults did worse on memory", "memory", "Older adults", ""},
    {"MoreStressed", "Older adults were more stressed than younger ones", "stressed", "Older adults", "younger ones"},
    {"SleptLonger", "Patients on zolinib slept longer than those on tea", "slept", "zolinib", "tea"},
    {"ErrorOfThose", "The error of trained adults was higher than that of controls", "The error", "trained adults",
     "controls"},
    {"AssociatedWithLower", "Zolinib was associated with lower mortality", "mortality", "Zolinib", ""},
    {"Associated", "Low vitamin D was associated with falls", "falls", "Low vitamin D", ""},
    {"TwoDaysShorter", "Hospital stay was two days shorter with zolinib", "Hospital stay", "zolinib", ""},
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

struct PartsCase {
  const char* name;
  const char* statement;
  std::vector<std::string> parts;
};

const PartsCase kParts[] = {
    {"OneOnly", "Zolinib and tea reduced pain and nausea", {"Zolinib and tea reduced pain and nausea"}},
    {"OneSubject",
     "Relaxation lowered stress but did not improve memory",
     {"Relaxation lowered stress", "Relaxation did not improve memory"}},
    {"TwoSubjects", "Fever fell and appetite rose", {"Fever fell", "appetite rose"}},
    {"ButNotWith",
     "Cortisol fell with tea alone but not with the combination",
     {"Cortisol fell with tea alone", "Cortisol did not change with the combination"}},
    {"DegreesAreNoVerbs",
     "Zolinib users had lower pain and higher scores",
     {"Zolinib users had lower pain and higher scores"}},
};

class EffectParts : public ::testing::TestWithParam<PartsCase> {};

TEST_P(EffectParts, AreStatements) { EXPECT_EQ(effect_parts(GetParam().statement), GetParam().parts); }

INSTANTIATE_TEST_SUITE_P(Language, EffectParts, ::testing::ValuesIn(kParts),
                         [](const auto& test) { return test.param.name; });

TEST(Alike, OneStemForAGroup) {
  EXPECT_EQ(alike(stem("babies")), alike(stem("neonates")));
  EXPECT_EQ(alike(stem("died")), alike(stem("mortality")));
  EXPECT_NE(alike(stem("liver")), alike(stem("renal")));
  EXPECT_EQ(alike("zolinib"), "zolinib");
}

}  // namespace
}  // namespace warrant
