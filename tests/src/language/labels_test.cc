// Which words belong to which number. Each row names a number of a sentence and asks for the words of its arm, outcome
// or time point, and for words that belong to its neighbours.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "src/language/labels.h"

namespace warrant {
namespace {

struct LabelCase {
  const char* name;
  const char* sentence;
  double value;
  const char* statement;  // words of a citing sentence
  Owner expected;         // against the other numbers of its unit
};

const LabelCase kCases[] = {
    {"FollowingArm", "Median PFS was 10.3 months with zolinib versus 9.3 months with placebo.", 10.3, "zolinib",
     Owner::kThis},
    {"FollowingOtherArm", "Median PFS was 10.3 months with zolinib versus 9.3 months with placebo.", 10.3, "placebo",
     Owner::kOther},
    {"NoArmNamed", "Median PFS was 10.3 months with zolinib versus 9.3 months with placebo.", 10.3, "median PFS",
     Owner::kUnknown},
    {"BracketArm", "Responses were seen with zolinib (71%) and with placebo (66%).", 66, "zolinib", Owner::kOther},
    {"BracketOwnArm", "Responses were seen with zolinib (71%) and with placebo (66%).", 66, "placebo", Owner::kThis},
    {"Respectively", "Pain was relieved in 71.2% and 66.1% of zolinib and placebo patients, respectively.", 66.1,
     "zolinib", Owner::kOther},
    {"RespectivelyOwn", "Pain was relieved in 71.2% and 66.1% in the zolinib and placebo groups, respectively.", 66.1,
     "placebo", Owner::kThis},
    {"RespectivelyBefore", "The zolinib and placebo groups had rates of 71.2% and 66.1%, respectively.", 71.2,
     "placebo", Owner::kOther},
    {"ThreeArms", "Weight fell by 5.2%, 4.0% and 1.1% with fasting, walking and reading, respectively.", 4.0, "reading",
     Owner::kOther},
    {"ThreeArmsOwn", "Weight fell by 5.2%, 4.0% and 1.1% with fasting, walking and reading, respectively.", 4.0,
     "walking", Owner::kThis},
    {"Header", "Toxicities (zolinib vs placebo) were rash (13% vs 22%) and fever (19% vs 11%).", 22, "zolinib",
     Owner::kOther},
    {"HeaderOutcome", "Toxicities (zolinib vs placebo) were rash (13% vs 22%) and fever (19% vs 11%).", 13, "fever",
     Owner::kOther},
    {"ThanBefore", "Relief was more common with zolinib than with placebo (58.8% vs 52.1%; p = 0.03).", 52.1, "zolinib",
     Owner::kOther},
    {"ComparedBehind", "Relief was more common (58.8% vs 52.1%; p = 0.03) with zolinib compared with placebo.", 52.1,
     "placebo", Owner::kThis},
    {"OutcomeBefore",
     "Median PFS was 10.2 and 10.8 months, while median OS was 20.0 and 25.3 months, for zolinib and "
     "placebo, respectively.",
     20.0, "PFS", Owner::kOther},
    {"OutcomeOwn",
     "Median PFS was 10.2 and 10.8 months, while median OS was 20.0 and 25.3 months, for zolinib and "
     "placebo, respectively.",
     20.0, "OS zolinib", Owner::kThis},
    {"TimePoints", "Survival was 93.9% at 1 year and 84.3% at 2 years.", 84.3, "at 12 months", Owner::kOther},
    {"TimePointsOwn", "Survival was 93.9% at 1 year and 84.3% at 2 years.", 84.3, "2-year survival", Owner::kThis},
    {"SharedTail", "81.9% of men in Norland and 59.7% in Sudland were antibody positive.", 59.7, "antibody in Norland",
     Owner::kOther},
    {"Compared", "The control group used a brace in 26% of sessions, compared with 11% for the cast group.", 26, "cast",
     Owner::kOther},
    {"GroupNextBefore", "Intubation was longer in the scope group (9.80 s) than in the blade group (8.20 s).", 8.20,
     "scope", Owner::kOther},
    {"GroupNextBeforeOwn", "Intubation was longer in the scope group (9.80 s) than in the blade group (8.20 s).", 8.20,
     "blade", Owner::kThis},
    {"Assigned", "Of these, 151 were assigned to the zolinib arm, and 142 were assigned to the placebo arm.", 151,
     "placebo", Owner::kOther},
    {"StudyGroup", "Weaning succeeded in 62% of the study group as compared to 31.37% in the control group.", 31.37,
     "the study group", Owner::kOther},
    {"SpreadsAreNoNumbers",
     "Growth was 30.9 g/day with SE of 0.53 and 29.9 g/day with SE of 0.53 for the zolinib group and for the control "
     "group, respectively.",
     30.9, "control", Owner::kOther},
    {"ListOfTimes", "At 5, 15 and 30 minutes the scores were 4.1, 3.2 and 4.3, respectively.", 3.2, "at 5 minutes",
     Owner::kOther},
    {"GroupRightBeforeTheBracket", "Hoarseness was commoner in the zolinib group (37.5% vs 17.5%) after 2 hours.", 17.5,
     "zolinib", Owner::kOther},
    {"InArmA", "In arm A, the response was higher [73.9% vs. 25%] (p = 0.003).", 25, "arm A", Owner::kOther},
    {"ABracketEndsAList", "It was seen with zolinib compared to placebo (37.5% versus 17.5%) and in 15% later.", 17.5,
     "zolinib", Owner::kOther},
    {"TwoPairsInABracket", "Recovery was longer with zolinib than with placebo (24.4 vs 23.0 h and 18.7 vs 11.0 h).",
     11.0, "zolinib", Owner::kOther},
    {"CountsAndWhatTheyCount", "The sample held 85 men and 37 women.", 37, "men", Owner::kOther},
    {"DosesAreNames", "The number needed was 3.2 with 10 mg zolinib and 4.6 with 5 mg zolinib.", 3.2, "5 mg zolinib",
     Owner::kOther},
    {"ListBeforeTheVerb", "Systolic, diastolic and pulse pressure was 3.3, 2.3 and 0.3 lower.", 2.3, "systolic",
     Owner::kOther},
    {"IntervalsPartNothing",
     "Scores changed (–5.97, 95% CI –8.49 to –3.44, P<.001 for zolinib and –6.35, 95% CI –8.82 to –3.87 for placebo).",
     -6.35, "zolinib", Owner::kOther},
    {"NothingIsInheritedOverWhereas",
     "The whole set contained 209.5 units, whereas the protocol set had 134.5 units of work.", 134.5, "whole set",
     Owner::kOther},
    {"GroupGoverns", "Uptake rose in unit A from 7.8% to 17.1%, and in unit B it was 7.2% and then 11.2%.", 11.2,
     "unit A", Owner::kOther},
};

class Labels : public ::testing::TestWithParam<LabelCase> {};

TEST_P(Labels, BelongToTheirNumber) {
  const LabelCase& c = GetParam();
  const auto numbers = labelled_numbers(c.sentence, {});
  const auto statement = label_words(c.statement, {});
  const LabelledNumber* own = nullptr;
  std::string shown;
  for (const LabelledNumber& number : numbers) {
    if (number.number.value == c.value) own = &number;
    shown += fmt::format("{} {{", number.number.value);
    for (const std::string& word : number.words) shown += word + " ";
    shown += "} ";
  }
  ASSERT_NE(own, nullptr) << shown;
  Owner owner = Owner::kUnknown;
  for (const LabelledNumber& rival : numbers) {
    if (&rival == own || rival.number.unit != own->number.unit) continue;
    const Owner here = owner_of(statement, *own, rival);
    if (here == Owner::kOther || owner == Owner::kUnknown) owner = here;
    if (owner == Owner::kOther) break;
  }
  EXPECT_EQ(static_cast<int>(owner), static_cast<int>(c.expected)) << shown;
}

INSTANTIATE_TEST_SUITE_P(Language, Labels, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

TEST(Aliases, NameGroupsByLetters) {
  Document document;
  document.text = "Zolinib with rest (group A) was compared with placebo with rest (group B).\n";
  document.passages.push_back({PassageKind::kParagraph, Place::kBody, -1, -1, -1, {0, 75}});
  const Aliases aliases = aliases_of(document);
  EXPECT_EQ(label_words("group A", aliases).count("zolinib"), 1u);
  EXPECT_EQ(label_words("group A", aliases).count("rest"), 0u);
  EXPECT_EQ(label_words("groups A and B", aliases).count("placebo"), 1u);
}

}  // namespace
}  // namespace warrant
