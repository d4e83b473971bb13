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
            "mean 4.6 sd 4 | Vomiting: Ginger | First day\n"
            "mean 5.2 sd 3.4 | Vomiting: Ginger | Second day\n"
            "mean 5.2 sd 2.5 | Vomiting: Control | First day\n"
            "mean 5.1 sd 2.9 | Vomiting: Control | Second day\n"
            "mean 8.9 sd 2.4 | Nausea: Ginger | First day\n"
            "mean 7.9 sd 2.8 | Nausea: Ginger | Second day\n");
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

}  // namespace
}  // namespace warrant
