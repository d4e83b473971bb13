// What stands beside a value in a table: its interval and its p value.
#include "ingest/extract/beside_value.h"

#include <gtest/gtest.h>

#include "tests/ingest/extract/table_reading.h"

namespace warrant {
namespace {

TEST(BesideValue, KnowsTheTrendInBracketsOfAHeader) {
  EXPECT_EQ(read(table_of("Table 1. Factors for malaria: logistic regression",
                          {"Factor | OR (95% CI) | P ~1~(P trend)", "Age | 0.96 (0.92, 1.00) | 0.04", "Income | | ",
                           ">Zero | 1 | 0.002", ">Low | 0.31 (0.15, 0.64) | (0.08)", ">High | 0.42 (0.21, 0.83) | "})),
            "odds_ratio 0.96 (0.92, 1) p=0.04 | malaria | Age\n"
            "odds_ratio 0.31 (0.15, 0.64) | malaria | Income: Low vs Zero\n"
            "odds_ratio 0.42 (0.21, 0.83) | malaria | Income: High vs Zero\n");
}

TEST(BesideValue, GivesAFactorsPToNoneOfSeveralLevels) {
  // Once in the first row of several levels, or across them: of the factor. Of two levels it is the only test.
  EXPECT_EQ(
      read(table_of("Table 1. Factors for malaria: logistic regression",
                    {"Factor | | OR (95% CI) | P", "Education | None | 4.43 (1.85, 10.6) | <0.001", " | Primary | 1 | ",
                     " | Tertiary | 0.46 (0.17, 1.21) | ", "Work | No | 1 | 0.03", " | Yes | 0.27 (0.16, 0.46) | ",
                     "Tribe | A | 1 | _3 0.25", " | B | 1.12 (0.73, 1.73)", " | C | 0.82 (0.49, 1.37)"})),
      "odds_ratio 4.43 (1.85, 10.6) | malaria | Education: None vs Primary\n"
      "odds_ratio 0.46 (0.17, 1.21) | malaria | Education: Tertiary vs Primary\n"
      "odds_ratio 0.27 (0.16, 0.46) p=0.03 | malaria | Work: Yes vs No\n"
      "odds_ratio 1.12 (0.73, 1.73) | malaria | Tribe: B vs A\n"
      "odds_ratio 0.82 (0.49, 1.37) | malaria | Tribe: C vs A\n");
  // One p column for two ratios tests something else: an interaction.
  EXPECT_EQ(read(table_of("Table 1. Factors for malaria: logistic regression",
                          {"Factor | | ^2 Year 1 | ^2 Year 2 | ", " | | n | OR (95% CI) | n | OR (95% CI) | P",
                           "Sex | Male | 40 | 1 | 50 | 1 | 0.15",
                           " | Female | 41 | 0.82 (0.49, 1.38) | 51 | 0.35 (0.11, 1.11) | "},
                          2)),
            "odds_ratio 0.82 (0.49, 1.38) | malaria | Sex: Female (Year 1) vs Male\n"
            "odds_ratio 0.35 (0.11, 1.11) | malaria | Sex: Female (Year 2) vs Male\n");
}

TEST(BesideValue, ReadsIntervalsInTheirOwnColumns) {
  EXPECT_EQ(read(table_of("Table 1. Factors for malaria: logistic regression",
                          {"Factor | OR | ^3 95%-CI", "Age | 1.684 | 1.052 | - | 2.695"})),
            "odds_ratio 1.684 (1.052, 2.695) | malaria | Age\n");
  EXPECT_EQ(read(table_of("Table 1. Factors for malaria: logistic regression",
                          {"Factor | OR | 95%CIca", "Age | 1.56 | 1.32–1.85", "Sex | 1.36 | 0.79 to2.31"})),
            "odds_ratio 1.56 (1.32, 1.85) | malaria | Age\nodds_ratio 1.36 (0.79, 2.31) | malaria | Sex\n");
  // "(95% CI)" over the name of the analysis.
  EXPECT_EQ(
      read(table_of("Table 1. Factors for malaria: logistic regression",
                    {"Factor | OR | (95% CI) | P", " | | Univariate analysis | ", "Age | 0.90 | 0.80–1.02 | 0.11"}, 2)),
      "odds_ratio 0.9 (0.8, 1.02) p=0.11 | malaria | Age | univariate\n");
  // A bound without its point is no bound; bounds printed upper end first stay.
  EXPECT_EQ(read(table_of("Table 1. Factors for malaria: logistic regression",
                          {"Factor | OR (95% CI)", "Age | 1.22 (088–1.70)", "Sex | 1.40 (3.54–0.56)"})),
            "odds_ratio 1.22 | malaria | Age\nodds_ratio 1.4 (3.54, 0.56) | malaria | Sex\n");
}

TEST(BesideValue, ReadsIntervalAndPBelowTheValue) {
  EXPECT_EQ(
      read(table_of("Table 1. Odds ratios for relapse", {"Treatment | OR | Change in OR", "_3 Exercise | 4.6 | 0.98",
                                                         " | (2.2 to 9.6) | (0.94 to 1.01)", " | <0.001 | 0.147"})),
      "odds_ratio 4.6 (2.2, 9.6) p<0.001 | relapse | Exercise\n"
      "odds_ratio 0.98 (0.94, 1.01) p=0.147 | relapse | Exercise\n");
}

TEST(BesideValue, TakesThePBehindTheLastRatio) {
  EXPECT_EQ(
      read(table_of("Table 1. Factors for malaria", {"Group | Time p-value | Odds ratio | 95% CI | p-value odds ratio",
                                                     "Boys | 0.483 | 2.04 | 1.10–3.78 | 0.023"})),
      "odds_ratio 2.04 (1.1, 3.78) p=0.023 | malaria | Boys\n");
}

TEST(BesideValue, ReadsLevelsThatOnlyTheCaptionCallsRatios) {
  EXPECT_EQ(read(table_of("Table 1. Odds ratios (95% CI) for obesity",
                          {"Group | Q1 | Q2 | ^2 95% CI | Q3 | ^2 95% CI | p",
                           "Male | 1 (ref.) | 0.531 | 0.244 | 1.155 | 0.545 | 0.250 | 1.188 | 0.095"})),
            "odds_ratio 0.531 (0.244, 1.155) | obesity | Male: Q2 vs Q1\n"
            "odds_ratio 0.545 (0.25, 1.188) | obesity | Male: Q3 vs Q1\n");
}

TEST(BesideValue, NamesExpBByTheHeaderAbove) {
  EXPECT_EQ(read(table_of("Table 1. Dropout",
                          {"Group | ^2 Adjusted hazard ratio model", " | Exp (B) | p", "DM60 | 0.718 | 0.013"}, 2,
                          "Exp (B), odds ratio")),
            "hazard_ratio 0.718 p=0.013 | Dropout | DM60 | adjusted\n");
}

TEST(BesideValue, ReadsMediansOfACaption) {
  EXPECT_EQ(read(table_of("Table 1. HER2 status and median overall survival",
                          {"Method | HER2 positive | HER2 negative", "FISH | 10.9 months | 13.1 months"}),
                 TableKind::kTime),
            "median_survival 10.9 months | overall survival | FISH (HER2 positive)\n"
            "median_survival 13.1 months | overall survival | FISH (HER2 negative)\n");
}

}  // namespace
}  // namespace warrant
