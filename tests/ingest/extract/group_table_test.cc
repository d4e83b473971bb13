#include "ingest/extract/group_table.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ingest/extract/table_fixture.h"

namespace warrant {
namespace {

// "mean 12.1 sd 3.4 n 5 of 20 p=0.03 | outcome | subject vs comparator" for every claim, one a line.
std::string read(const Document& d) {
  EXPECT_EQ(defect_of(d), "");
  const std::vector<Sentence> sentences = {{0, d.passages[0].span}};
  std::vector<Claim> claims;
  read_group_tables(Reading(d, sentences), claims);
  std::string out;
  for (const Claim& c : claims) {
    EXPECT_TRUE(c.span.contains(c.value_span));
    out += c.kind;
    if (c.value) out += fmt::format(" {}", *c.value);
    if (c.sd) out += fmt::format(" sd {}", *c.sd);
    if (c.se) out += fmt::format(" se {}", *c.se);
    if (c.q_low && c.q_high) out += fmt::format(" {} {}-{}", c.spread, *c.q_low, *c.q_high);
    if (c.n) out += fmt::format(" n {}", *c.n);
    if (c.total) out += fmt::format(" of {}", *c.total);
    if (c.df) out += fmt::format(" df {}", *c.df) + (c.df2 ? fmt::format(",{}", *c.df2) : "");
    if (c.ci_low && c.ci_high) out += fmt::format(" ci {}-{}", *c.ci_low, *c.ci_high);
    if (c.at) out += fmt::format(" at {} {}", c.at->value, c.at->unit);
    if (c.unit.starts_with("per ")) out += " " + c.unit;
    if (c.p_op != Operator::kNone) out += fmt::format(" p{}{}", symbol_of(c.p_op), c.p_value ? *c.p_value : 0);
    out += fmt::format(" | {} | {}", c.outcome, c.subject);
    if (!c.comparator.empty()) out += " vs " + c.comparator;
    out += '\n';
  }
  return out;
}

TEST(GroupTable, GivesThePOfSeveralGroupsToTheirComparison) {
  EXPECT_EQ(read(table_of("Table 1. Outcomes", {"Measure | Drug (n = 40) | Placebo (n = 38) | P value",
                                                "Weight (kg) | 71.2 ± 9.8 | 70.4 ± 9.1 | 0.71"})),
            "mean 71.2 sd 9.8 | Weight (kg) | Drug\n"
            "mean 70.4 sd 9.1 | Weight (kg) | Placebo\n"
            "test p=0.71 | Weight (kg) | Drug vs Placebo\n");
}

TEST(GroupTable, KeepsThePowersOfAUnit) {
  EXPECT_EQ(read(table_of("Table 1. Blood",
                          {"Measure | Drug~a~ (n = 40) | Placebo (n = 38)",
                           "Cells (x10~⁹~/L)~b~ | 5.1 ± 1.2 | 6.2 ± 1.4", "Rate (min~⁻¹~) | 10~¹~ ± 2 | 12 ± 3"})),
            "mean 5.1 sd 1.2 | Cells (x10⁹/L) | Drug\n"
            "mean 6.2 sd 1.4 | Cells (x10⁹/L) | Placebo\n"
            "mean 10 sd 2 | Rate (min⁻¹) | Drug\n"
            "mean 12 sd 3 | Rate (min⁻¹) | Placebo\n");
  // A mark behind a decimal point in the middle of the line is no power.
  EXPECT_EQ(read(table_of("Table 1. Blood", {"Measure | Drug (n = 40) | Placebo (n = 38) | P value",
                                             "Weight | 5.1 ± 1.2 | 6.2 ± 1.4 | 0·10~2~"})),
            "mean 5.1 sd 1.2 | Weight | Drug\n"
            "mean 6.2 sd 1.4 | Weight | Placebo\n"
            "test p=0.1 | Weight | Drug vs Placebo\n");
}

TEST(GroupTable, PBelongsToTheEstimateBesideIt) {
  EXPECT_EQ(read(table_of("Table 1. Hops", {"Parameter | Baseline values | Correlation coefficient | P value",
                                            "Age (years) | 31.5 ± 9.2 | –0.14 | 0.26"})),
            "mean 31.5 sd 9.2 | Age (years) | Baseline values\n");
  EXPECT_EQ(
      read(table_of("Table 1. Hops", {"Parameter | Change (mean ± SD) | P value", "Weight (kg) | -1.5 ± 0.4 | 0.02"})),
      "mean -1.5 sd 0.4 p=0.02 | Weight (kg) | Change (mean ± SD)\n");
}

TEST(GroupTable, NamesOfGroupsAreNoStatistics) {
  EXPECT_EQ(read(table_of("Table 1. Patients", {" | Group A (n = 20) | Group B (n = 95) | Hops or mint | P value",
                                                "Weight (kg) | 71 ± 8 | 74 ± 9 | 70 ± 7 | 0.20"})),
            "mean 71 sd 8 | Weight (kg) | Group A\n"
            "mean 74 sd 9 | Weight (kg) | Group B\n"
            "mean 70 sd 7 | Weight (kg) | Hops or mint\n"
            "test p=0.2 | Weight (kg) | Group A vs Group B; Hops or mint\n");
}

TEST(GroupTable, CountsRowsThatSayN) {
  EXPECT_EQ(read(table_of("Table 1. Patients",
                          {" | Drug (n = 20) | Placebo (n = 20)", "Diabetes (n) | 1 | 3", "Age (years) | 51 | 52"})),
            "proportion 1 n 1 of 20 | Diabetes (n) | Drug\nproportion 3 n 3 of 20 | Diabetes (n) | Placebo\n");
}

TEST(GroupTable, HeadingsMayHoldThePOfTheirRows) {
  EXPECT_EQ(read(table_of(
                "Table 3. Scores (mean ± SD)",
                {"Group | First day | Second day | P", "Vomiting | | | < 0.001", "Ginger | 4.6 ± 4.0 | 5.2 ± 3.4 | ",
                 "Control | 5.2 ± 2.5 | 5.1 ± 2.9 | ", "Nausea | | | 0.02", "Ginger | 8.9 ± 2.4 | 7.9 ± 2.8 | "})),
            "mean 4.6 sd 4 | Vomiting | Ginger: First day\n"
            "mean 5.2 sd 3.4 | Vomiting | Ginger: Second day\n"
            "mean 5.2 sd 2.5 | Vomiting | Control: First day\n"
            "mean 5.1 sd 2.9 | Vomiting | Control: Second day\n"
            "mean 8.9 sd 2.4 | Nausea | Ginger: First day\n"
            "mean 7.9 sd 2.8 | Nausea | Ginger: Second day\n");
}

TEST(GroupTable, CountsAPOverSeveralRowsOnce) {
  EXPECT_EQ(read(table_of("Table 1. Stage", {" | Drug, n (%) | Placebo, n (%) | P",
                                             "I | 10 (25.0%) | 9 (23.7%) | _2 0.9", "II | 30 (75.0%) | 29 (76.3%)"})),
            "proportion 25 n 10 | I | Drug, n (%)\n"
            "proportion 23.7 n 9 | I | Placebo, n (%)\n"
            "test p=0.9 | I | Drug, n (%) vs Placebo, n (%)\n"
            "proportion 75 n 30 | II | Drug, n (%)\n"
            "proportion 76.3 n 29 | II | Placebo, n (%)\n");
}

TEST(GroupTable, GivesThePOfOneGroupToItsValue) {
  EXPECT_EQ(read(table_of("Table 1. Change",
                          {"Measure | Drug | p1 | Placebo | p2", "Pain | −2.1 ± 0.9 | 0.01 | −0.4 ± 1.1 | 0.40"})),
            "mean -2.1 sd 0.9 p=0.01 | Pain | Drug\n"
            "mean -0.4 sd 1.1 p=0.4 | Pain | Placebo\n");
}

TEST(GroupTable, GivesThePToTheStatisticOfTheRow) {
  EXPECT_EQ(read(table_of("Table 1. Characteristics", {" | Cases, n (%) | Controls, n (%) | χ² | P",
                                                       "Smokers | 12 (30.0%) | 9 (22.5%) | 0.58 | 0.45"})),
            "proportion 30 n 12 | Smokers | Cases, n (%)\n"
            "proportion 22.5 n 9 | Smokers | Controls, n (%)\n"
            "test 0.58 p=0.45 | Smokers | Cases, n (%) vs Controls, n (%)\n");
}

TEST(GroupTable, TakesTheSizeOfTheGroupForTheTotalOnlyWhenItFits) {
  EXPECT_EQ(read(table_of("Table 1. Events, n (%)",
                          {" | Drug (n = 40) | Placebo (n = 38)", "Nausea | 10 (25.0%) | 9 (30.0%)"})),
            "proportion 25 n 10 of 40 | Nausea | Drug\n"
            "proportion 30 n 9 | Nausea | Placebo\n");
}

TEST(GroupTable, TellsStandardErrorsFromDeviations) {
  EXPECT_EQ(read(table_of("Table 1. Levels, mean ± SEM", {" | Drug | Placebo", "CRP | 4.1 ± 0.3 | 5.2 ± 0.4"})),
            "mean 4.1 se 0.3 | CRP | Drug\n"
            "mean 5.2 se 0.4 | CRP | Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Levels (mean ± SD; SE in the text)", {" | Drug", "CRP | 4.1 ± 0.3"})),
            "mean 4.1 sd 0.3 | CRP | Drug\n");
}

TEST(GroupTable, ReadsEventsOfPeopleButNoBloodPressure) {
  EXPECT_EQ(read(table_of("Table 1. Events", {" | Drug | Placebo", "Death | 3/120 | 7/118"})),
            "proportion 3 n 3 of 120 | Death | Drug\n"
            "proportion 7 n 7 of 118 | Death | Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Vital signs", {" | Drug | Placebo", "Blood pressure | 80/120 | 75/118"})), "");
}

TEST(GroupTable, SizesOfMeansCountNobody) {
  EXPECT_EQ(read(table_of("Table 2. Health at a year",
                          {" | ^2 Drug | ^2 Placebo", " | N | Mean or percent | N | Mean or percent",
                           "Cataract | 1,683 | 13.19% | 1,707 | 12.13%"},
                          2)),
            "");
}

TEST(GroupTable, PartsOfAGroupAreNotSomeOfAll) {
  EXPECT_EQ(read(table_of("Table 1. Patients",
                          {" | Drug (n = 81) | Placebo (n = 79)", "With/ without work | 36/45 | 38/40"})),
            "");
  EXPECT_EQ(read(table_of("Table 1. Events", {" | Drug (n = 81) | Placebo (n = 79)", "Deaths/patients | 2/77 | 1/78"})),
            "proportion 2 n 2 of 77 | Deaths/patients | Drug\n"
            "proportion 1 n 1 of 78 | Deaths/patients | Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Patients", {" | Drug | Placebo", "Side (right/left) | 10/12 | 9 / 9",
                                                "Sex, M/F | 12/14 | 26/16 (61.9/38.1)", "HER2 (+/-) | 3/20 | 4/18"})),
            "");
  EXPECT_EQ(
      read(table_of("Table 1. Patients", {" | Drug | Placebo", "In work, yes/no, n (% yes) | 17/19 (47) | 7/2 (78)"})),
      "proportion 47 n 17 of 36 | In work, yes/no, n (% yes) | Drug\n"
      "proportion 78 n 7 of 9 | In work, yes/no, n (% yes) | Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Events", {" | Drug | Placebo", "Death/infarction | 3/120 | 26/16 (70.1%)"})),
            "proportion 3 n 3 of 120 | Death/infarction | Drug\n");
}

TEST(GroupTable, LeavesRatiosAndSurvivalToOthers) {
  EXPECT_EQ(read(table_of("Table 1. Results",
                          {" | HR (95% CI) | Median OS | B", "Age | 1.2 (1.0) | 12.1 (3.4) | 0.4 ± 0.1"})),
            "");
}

TEST(GroupTable, ReadsMediansWithQuartilesOrRange) {
  EXPECT_EQ(read(table_of("Table 1. Stay, median (IQR)", {" | Drug", "Days | 7 (5–11)"})),
            "median 7 iqr 5-11 | Days | Drug\n");
  EXPECT_EQ(read(table_of("Table 1. Stay, median (range)", {" | Drug", "Days | 7 (1, 40)"})),
            "median 7 range 1-40 | Days | Drug\n");
  // A bracket that does not hold the value is no spread.
  EXPECT_EQ(read(table_of("Table 1. Stay, median (IQR)", {" | Drug", "Days | 7 (8–11)"})), "");
}

TEST(GroupTable, ReadsPartsOfASummaryInColumnsOfTheirOwn) {
  EXPECT_EQ(
      read(table_of(
          "Table 1. Levels",
          {" | ^2 Drug | ^2 Placebo | P", " | Mean | SD | Mean | SD | ", "Iron | 71.2 | 9.8 | 70.4 | 9.1 | 0.71"}, 2)),
      "mean 71.2 sd 9.8 | Iron | Drug\nmean 70.4 sd 9.1 | Iron | Placebo\ntest p=0.71 | Iron | Drug vs Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Stay", {"Ward | N | Median | 25% | 75%", "East | 20 | 7 | 5 | 11"})),
            "median 7 iqr 5-11 | East | \n");
  EXPECT_EQ(read(table_of("Table 1. Stay", {"Ward | Median | IQR", "East | 7 | 5–11"})),
            "median 7 iqr 5-11 | East | \n");
  EXPECT_EQ(read(table_of(
                "Table 1. Habits",
                {" | ^2 Drug (n = 40) | ^2 Placebo (n = 50)", " | n | % | n | %", "Smokes | 10 | 25.0 | 9 | 40.0"}, 2)),
            "proportion 10 n 10 | Smokes | Drug\nproportion 25 n 10 of 40 | Smokes | Drug\nproportion 9 n 9 | Smokes | "
            "Placebo\n");
  EXPECT_EQ(read(table_of("Table 2. Tests", {"Effect | df | F | P", "Time | 2, 45 | 7.2 | 0.01"})),
            "test 7.2 df 2,45 p=0.01 | Time | \n");
}

TEST(GroupTable, ReadsMeansWithoutASpread) {
  EXPECT_EQ(read(table_of("Table 1. Patients", {" | Drug | Placebo", "Age, mean | 51.2 | 52.0",
                                                "Mean weight (kg) | 71 | 74", "Height | 170 | 171"})),
            "mean 51.2 | Age, mean | Drug\nmean 52 | Age, mean | Placebo\nmean 71 | Mean weight (kg) | Drug\nmean 74 | "
            "Mean weight (kg) | Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Patients", {"Measure | | Drug | Placebo", "Iron | median | 6.1 | 5.9"})),
            "median 6.1 | Iron: median | Drug\nmedian 5.9 | Iron: median | Placebo\n");
  EXPECT_EQ(read(table_of("Table 1. Patients", {" | Drug | Placebo", "Mean difference | 1.2 | 3.0",
                                                "Average ICC | .10 | .08", "Mean | 1.2 | 3.0"})),
            "");
}

TEST(GroupTable, LetsArithmeticTellShares) {
  // 12, 33 and 55 of 100.
  EXPECT_EQ(read(table_of("Table 1. Patients", {" | Drug", "Single | 12 (12.0)", "Married | 33 (33.0)",
                                                "Widowed | 55 (55.0)", "Age | 61 (9.2)"})),
            "proportion 12 n 12 | Single | Drug\nproportion 33 n 33 | Married | Drug\nproportion 55 n 55 | Widowed | "
            "Drug\n");
  EXPECT_EQ(read(table_of("Table 1. Patients, n (%) or mean (SD)",
                          {" | Drug (n = 80)", "Single | 12 (15.0)", "Age | 61 (9)"})),
            "proportion 15 n 12 of 80 | Single | Drug\nmean 61 sd 9 | Age | Drug\n");
  EXPECT_EQ(read(table_of("Table 1. Patients",
                          {" | Drug (n = 20) | Placebo (n = 21)", "Sex | | ", ">Women | 9 | 8", ">Men | 11 | 12"})),
            "proportion 9 n 9 of 20 | Sex: Women | Drug\nproportion 11 n 11 of 20 | Sex: Men | Drug\n");
}

TEST(GroupTable, CountsNobody) {
  EXPECT_EQ(read(table_of("Table 3. Events", {" | Drug (n = 40), n (%) | Placebo (n = 40), n (%)",
                                              "Cough | 2 (5.0) | 0", "Dose | 0 | 10"})),
            "proportion 5 n 2 of 40 | Cough | Drug, n (%)\nproportion 0 n 0 of 40 | Cough | Placebo, n (%)\n");
}

TEST(GroupTable, ReadsPercentagesOfPeopleOnly) {
  EXPECT_EQ(read(table_of("Table 1. Patients",
                          {" | Drug (n = 40) | Control group", "At work | 23% | 32%", "Smokers (%) | 12.5 | 13",
                           "HbA1c | 7.2% | 7.4%", "Weight loss (%) | 3 | 4"})),
            "proportion 23 | At work | Drug\nproportion 32 | At work | Control group\nproportion 12.5 | Smokers (%) | "
            "Drug\nproportion 13 | Smokers (%) | Control group\n");
}

TEST(GroupTable, ReadsPeopleOutOfPeopleAndSummariesInBrackets) {
  EXPECT_EQ(read(table_of("Table 2. Frailty (mean ± SD)", {" | Drug", "Frail | 69 out of 108 (64%)",
                                                           "Change | 107, 0.80 ± 1.19", "Gain | (3.0 ± 21.4)"})),
            "proportion 64 n 69 of 108 | Frail | Drug\nmean 0.8 sd 1.19 n 107 | Change | Drug\nmean 3 sd 21.4 | Gain | "
            "Drug\n");
  EXPECT_EQ(read(table_of("Table 2. Scores, median [IQR]", {" | Drug", "Pain | 65 [50–79]"})),
            "median 65 iqr 50-79 | Pain | Drug\n");
  EXPECT_EQ(read(table_of("Table 2. Scores", {" | Mean (95% CI)", "Pain | 6.5 (5.0–7.9)"})),
            "mean 6.5 ci 5-7.9 | Pain | \n");
}

TEST(GroupTable, TakesRowsThatAreGroupsForTheSubject) {
  EXPECT_EQ(read(table_of("Table 2. Transit", {"Part | Treatment | Baseline | Week 3",
                                               "Colon | Malt | 53 ± 24 | 40 ± 22", " | Placebo | 48 ± 24 | 48 ± 25"})),
            "mean 53 sd 24 | Colon | Malt: Baseline\nmean 40 sd 22 at 3 weeks | Colon | Malt: Week 3\n"
            "mean 48 sd 24 | Colon | Placebo: Baseline\nmean 48 sd 25 at 3 weeks | Colon | Placebo: Week 3\n");
  EXPECT_EQ(read(table_of("Table 2. Blood", {"Group | BMI | Iron", "A | 25 ± 3 | 8 ± 2"})),
            "mean 25 sd 3 | BMI | A\nmean 8 sd 2 | Iron | A\n");
  EXPECT_EQ(read(table_of("Table 2. Blood", {"Time (months) | 0 | 6", "N | 112 | 109", "Pain | 46 ± 22 | 16 ± 20"}, 2)),
            "mean 46 sd 22 at 0 months | Pain | 0 months\nmean 16 sd 20 at 6 months | Pain | 6 months\n");
}

TEST(GroupTable, ComparesGroupsWithoutTotalsAndTimes) {
  EXPECT_EQ(
      read(table_of("Table 1. Patients", {" | Drug | Placebo | Total | P", "Age | 51 ± 8 | 52 ± 9 | 51 ± 8 | 0.4"})),
      "mean 51 sd 8 | Age | Drug\nmean 52 sd 9 | Age | Placebo\nmean 51 sd 8 | Age | Total\n"
      "test p=0.4 | Age | Drug vs Placebo\n");
  EXPECT_EQ(
      read(table_of("Table 1. Pain",
                    {" | ^2 Drug | ^2 Placebo | P", " | Before | After | Before | After | ",
                     "Pain | 5 ± 1 | 3 ± 1 | 5 ± 2 | 4 ± 1 | 0.02"},
                    2)),
      "mean 5 sd 1 | Pain | Drug: Before\nmean 3 sd 1 | Pain | Drug: After\nmean 5 sd 2 | Pain | Placebo: Before\n"
      "mean 4 sd 1 | Pain | Placebo: After\ntest p=0.02 | Pain | Drug vs Placebo\n");
}

TEST(GroupTable, ReadsRatesOfPersonTime) {
  EXPECT_EQ(read(table_of("Table 2. Deaths",
                          {" | Drug | Placebo", "Mortality per 1,000 person-years | 15.3 | 12.1 (9.0–16.2)"})),
            "incidence_rate 15.3 per 1000 person-years | Mortality per 1,000 person-years | Drug\n"
            "incidence_rate 12.1 ci 9-16.2 per 1000 person-years | Mortality per 1,000 person-years | Placebo\n");
  EXPECT_EQ(read(table_of("Table 2. Deaths", {" | Drug: events (rate per 100 person-years)", "Stroke | 31 (8.3)"})),
            "incidence_rate 8.3 n 31 per 100 person-years | Stroke | Drug: events (rate per 100 person-years)\n");
  EXPECT_EQ(read(table_of("Table 2. Deaths", {" | Rate ratio per 100 person-years", "Stroke | 1.3"})), "");
}

}  // namespace
}  // namespace warrant
