#include "src/language/direction.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* sentence;
  const char* outcome;
  const char* subject;
  const char* comparator;
  const char* direction;
};

class DirectionOf : public testing::TestWithParam<Row> {};

TEST_P(DirectionOf, IsThatOfTheOutcomeInTheSubject) {
  const Row& row = GetParam();
  EXPECT_EQ(name_of(direction_of(row.sentence, {row.outcome, row.subject, row.comparator})), row.direction)
      << row.sentence;
}

INSTANTIATE_TEST_SUITE_P(
    Table, DirectionOf,
    testing::Values(
        Row{"", "", "", "", ""}, Row{"Patients were enrolled from 2001.", "pain", "drug", "placebo", ""},
        Row{"None of the patients in the zolinib groups had rash but in the placebo groups rash was seen (P < 0.01).",
            "rash", "zolinib", "placebo", "decreased"},
        Row{"Zolinib was superior to tea for reducing the risk of relapse.", "risk of relapse", "zolinib", "tea",
            "decreased"},
        Row{"Zolinib was less effective than tea in reducing days of headache.", "days of headache", "zolinib", "tea",
            "increased"},
        Row{"None of the patients had rash.", "rash", "zolinib", "placebo", "no_difference"},
        Row{"Zolinib in patients with and without diabetes can decrease the incidence of rash.", "rash", "zolinib", "",
            "decreased"},
        Row{"In the zolinib group, seven patients (17.5%) needed opioids while this was 21 (52.5%) in the placebo "
            "group "
            "(P = 0.001).",
            "opioids", "zolinib", "placebo", "decreased"},
        Row{"Opioids were needed by 7 of 14 (50%) with zolinib and by 9 of 90 (10%) with placebo (P = 0.001).",
            "opioids", "zolinib", "placebo", "increased"},
        Row{"A significant difference in gait was seen with zolinib (p less than 0.001).", "gait", "zolinib", "", ""},
        Row{"Zolinib shortened recovery, in women and men alike.", "recovery", "zolinib", "", "decreased"},
        Row{"The pump lengthened the time above target.", "time above target", "pump", "", "increased"},
        Row{"Zolinib improved sleep just as well as tea.", "sleep", "zolinib", "tea", "no_difference"},
        Row{"Fasting glucose fell with metformin compared with placebo (P < 0.001).", "fasting glucose", "metformin",
            "placebo", "decreased"},
        Row{"Walking distance was longer in the training group than in the control group.", "walking distance",
            "training", "control", "increased"},
        Row{"Walking distance was longer in the control group than in the training group.", "walking distance",
            "training", "control", "decreased"},
        Row{"Pain was not significantly different between the groups (p = 0.34).", "pain", "ketamine", "saline",
            "no_difference"},
        Row{"Mortality was lower with the new drug, but the difference was not significant.", "mortality", "new drug",
            "old drug", "no_difference"},
        Row{"Lung volume was increased with iron and the number of attacks was decreased significantly.", "lung volume",
            "iron", "placebo", "increased"},
        Row{"Lung volume was increased with iron and the number of attacks was decreased significantly.",
            "number of attacks", "iron", "placebo", "decreased"},
        Row{"Weight decreased in both arms (p = 0.41).", "weight", "diet A", "diet B", "no_difference"},
        Row{"There was a greater reduction in systolic pressure with amlodipine than with atenolol.",
            "systolic pressure", "amlodipine", "atenolol", "decreased"},
        Row{"The reduction in systolic pressure was smaller with amlodipine than with atenolol (p=0.01).",
            "systolic pressure", "amlodipine", "atenolol", "increased"},
        Row{"Quality of life improved more with exercise than with usual care.", "quality of life", "exercise",
            "usual care", "increased"},
        Row{"Pain scores improved significantly with exercise.", "pain", "exercise", "usual care", "decreased"},
        Row{"Haemoglobin was 12.1 versus 10.3 g/dL in the iron and placebo groups (p = 0.002).", "haemoglobin", "iron",
            "placebo", "increased"},
        Row{"Children treated with drug A were significantly less likely to carry germs than children treated with B.",
            "germs", "drug A", "drug B", "decreased"},
        Row{"Of those who exercised, 12/14 (86%) called their pain much improved, compared with just 3/15 "
            "(20%) of the control group.",
            "pain", "exercise", "usual care", "decreased"},
        Row{"Protein levels fell significantly in patients treated with placebo or drug A.", "protein", "drug A",
            "placebo", "decreased"},
        Row{"Bleeding decreased significantly in the intervention group, while changes were not significant in the "
            "placebo group.",
            "bleeding", "syrup", "placebo", "decreased"},
        Row{"The hazard ratio for death was 0.81 (95% CI 0.67 to 0.98).", "death", "drug", "placebo", "decreased"},
        Row{"The hazard ratio for death was 0.81 (95% CI 0.57\xE2\x80\x93"
            "1.18).",
            "death", "drug", "placebo", "no_difference"}));

TEST(DirectionOfSentence, NeedsNoHints) {
  EXPECT_EQ(direction_of("The new drug significantly reduced mortality."), Direction::kDecreased);
  EXPECT_EQ(direction_of("Scores did not differ between groups."), Direction::kNoDifference);
  EXPECT_EQ(direction_of("We enrolled ten patients."), Direction::kNone);
}

TEST(DirectionOfInterval, KnowsTheNullValue) {
  EXPECT_EQ(direction_of_interval(0.8, 0.6, 0.95, 1), Direction::kDecreased);
  EXPECT_EQ(direction_of_interval(1.8, 1.6, 2.95, 1), Direction::kIncreased);
  EXPECT_EQ(direction_of_interval(0.8, 0.6, 1.2, 1), Direction::kNoDifference);
  EXPECT_EQ(direction_of_interval(-2, -0.5, -3.5, 0), Direction::kDecreased);
}

TEST(DirectionOfSentence, EndsOnHostileText) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "higher than p = 0.5 (95% CI 1 to ";
  EXPECT_NE(name_of(direction_of(text, {"p", "higher", "than"})), "x");
}

}  // namespace
}  // namespace warrant
