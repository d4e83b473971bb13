#include "ingest/extract/table_claims.h"

#include <gtest/gtest.h>

#include "tests/ingest/extract/table_reading.h"

namespace warrant {
namespace {

TEST(TableClaims, ReadFactorsAndReferenceRows) {
  EXPECT_EQ(read(table_of("Table 1. Factors for overall survival",
                          {"Factor | HR | 95% CI | p value", "Race | | | ", "White | 1.0 (ref) | | ",
                           "Other | 1.20 | (0.57, 2.54) | 0.64", "Sex | | | ", "Female | 1 | | ",
                           "Male | 2.93 | 1.70–5.05 | <0.001"})),
            "hazard_ratio 1.2 (0.57, 2.54) p=0.64 | overall survival | Race: Other vs White\n"
            "hazard_ratio 2.93 (1.7, 5.05) p<0.001 | overall survival | Sex: Male vs Female\n");
}

TEST(TableClaims, ReadAnalysesSideBySide) {
  EXPECT_EQ(read(table_of(
                "Table 1. Predictors of PFS",
                {"Variable | ^2 Univariate analysis | ^2 Multivariate analysis", " | HR (95% CI) | P | HR (95% CI) | P",
                 "Age > 65 | 1.50 (1.1–2.0) | .01 | 1.40 (1.0–1.9) | .04", "Grade | 2.10 (1.2–3.6) | NS | | "},
                2)),
            "hazard_ratio 1.5 (1.1, 2) p=0.01 | PFS | Age > 65 | univariate\n"
            "hazard_ratio 1.4 (1, 1.9) p=0.04 | PFS | Age > 65 | multivariate\n"
            "hazard_ratio 2.1 (1.2, 3.6) pns | PFS | Grade | univariate\n");
}

TEST(TableClaims, ReadPBeforeTheRatio) {
  EXPECT_EQ(read(table_of("Table 1. Analysis of OS",
                          {" | ^2 Univariate | ^2 Multivariate", " | p | HR (95% CI) | p | HR (95% CI)",
                           "Stage | 0.001 | 1.9 (1.2–3.0) | 0.2 | 1.3 (0.8–2.1)"},
                          2)),
            "hazard_ratio 1.9 (1.2, 3) p=0.001 | OS | Stage | univariate\n"
            "hazard_ratio 1.3 (0.8, 2.1) p=0.2 | OS | Stage | multivariate\n");
}

TEST(TableClaims, ReadOutcomesInSpanningHeaders) {
  EXPECT_EQ(read(table_of("Table 1. Cox regression",
                          {" | ^3 Overall survival | ^3 Progression-free survival",
                           " | HR | 95% CI | Wald's p | HR | 95% CI | Wald's p", "^7 Group", "A | 1 | | | 1 | | ",
                           "B | 0.84 | 0.6–1.2 | 0.35 | 0.95 | 0.7–1.3 | 0.76"},
                          2)),
            "hazard_ratio 0.84 (0.6, 1.2) p=0.35 | Overall survival | Group: B vs A\n"
            "hazard_ratio 0.95 (0.7, 1.3) p=0.76 | Progression-free survival | Group: B vs A\n");
}

TEST(TableClaims, LetTheModelDecideWhatExpBIs) {
  const std::vector<std::string_view> rows = {"Variable | B | SE | Exp(B) | 95% CI lower | 95% CI upper | Sig.",
                                              "Age | 0.41 | 0.1 | 1.51 | 1.2 | 1.9 | .001"};
  EXPECT_EQ(read(table_of("Table 1. Cox regression for death", rows)),
            "hazard_ratio 1.51 (1.2, 1.9) p=0.001 | death | Age\n");
  EXPECT_EQ(read(table_of("Table 1. Logistic regression for relapse", rows)),
            "odds_ratio 1.51 (1.2, 1.9) p=0.001 | relapse | Age\n");
}

TEST(TableClaims, ReadTransposedTables) {
  const Document d =
      table_of("Table 1. Efficacy", {" | Drug (n = 50) | Placebo (n = 48) | P",
                                     "Median OS, months (95% CI) | 12.3 (10.0–14.1) | 9.1 (7.7–NE) | 0.03",
                                     "2-year OS rate, % | 34 | 21 | 0.04"});
  EXPECT_EQ(read(d, TableKind::kTime),
            "median_survival 12.3 months (10, 14.1) p=0.03 | OS | Drug\n"
            "median_survival 9.1 months (7.7, -) p=0.03 | OS | Placebo\n");
  EXPECT_EQ(read(d, TableKind::kRate),
            "survival_rate 34 % at 2 years p=0.04 | OS | Drug\n"
            "survival_rate 21 % at 2 years p=0.04 | OS | Placebo\n");
}

TEST(TableClaims, KeepThePOfTheRatioFromTheMedian) {
  const Document d = table_of("Table 1. Survival by marker",
                              {"Marker | N | MST (months) | P~a~ | HR (95% CI)", "CEA | | | | ",
                               "Low | 863 | 25.03 | | ", "High | 703 | 18.90 | <0.001 | 1.509(1.293,1.762)"});
  EXPECT_EQ(read(d, TableKind::kTime),
            "median_survival 25.03 months | Survival | CEA: Low\n"
            "median_survival 18.9 months | Survival | CEA: High\n");
  EXPECT_EQ(read(d), "hazard_ratio 1.509 (1.293, 1.762) p<0.001 | Survival | CEA: High vs Low\n");
}

TEST(TableClaims, ReadIndentedRowsAndRaisedMarks) {
  EXPECT_EQ(read(table_of("Table 1. Odds of response",
                          {"Variable | Odds Ratio~a~ | 95% CI | P", "Smoking (ref: never) | | | ",
                           "> Former | 1.4 | 1.1, 1.8 | .02", "> Current | 2.2 | 1.5, 3.1 | < .001",
                           "Age (decade)~b~ | .89 | .82, .96 | .002"})),
            "odds_ratio 1.4 (1.1, 1.8) p=0.02 | response | Smoking: Former vs never\n"
            "odds_ratio 2.2 (1.5, 3.1) p<0.001 | response | Smoking: Current vs never\n"
            "odds_ratio 0.89 (0.82, 0.96) p=0.002 | response | Age (decade)\n");
}

TEST(TableClaims, ReadStarsByTheirNote) {
  EXPECT_EQ(read(table_of("Table 1. Predictors of relapse",
                          {"Variable | OR (95% CI)", "Age | 1.3 (1.1–1.5)**", "Sex | 1.1 (0.9–1.4)"}, 1,
                          "* p < 0.05; ** p < 0.01")),
            "odds_ratio 1.3 (1.1, 1.5) p<0.01 | relapse | Age\n"
            "odds_ratio 1.1 (0.9, 1.4) | relapse | Sex\n");
}

TEST(TableClaims, RefuseHeartRatesAndHours) {
  EXPECT_EQ(read(table_of("Table 1. Haemodynamics",
                          {"Variable | Control | Drug", "HR (bpm) | 127 ± 25 | 143 ± 16",
                           "HR | 3 (-5 to 8) | 1 (-1 to 6)", "Dose (mL/kg/hr) | 3.2 (2.2–3.9) | 6.8 (5.4–8.6)"},
                          1, "", "Heart rate (HR) was measured.")),
            "");
}

TEST(TableClaims, TellRowsThatBeginWithPFromPValues) {
  EXPECT_EQ(read(table_of("Table 1. Predictors of relapse",
                          {"Variable | OR (95% CI) | P", "PR | 1.3 (1.1–1.5) | 0.01", "Pen | 1.1 (0.9–1.4) | 0.3",
                           "Navigation (PN) | 0.9 (0.8–1.1) | 0.4"})),
            "odds_ratio 1.3 (1.1, 1.5) p=0.01 | relapse | PR\n"
            "odds_ratio 1.1 (0.9, 1.4) p=0.3 | relapse | Pen\n"
            "odds_ratio 0.9 (0.8, 1.1) p=0.4 | relapse | Navigation (PN)\n");
}

TEST(TableClaims, NameTheArmsBesideTheRatio) {
  EXPECT_EQ(read(table_of("Table 2. Safety", {"Event | Placebo (n = 50) | Drug (n = 48) | RR (95% CI)",
                                              "Nausea, n (%) | 9 (18) | 12 (25) | "
                                              "1.39 (0.65–2.99)"})),
            "risk_ratio 1.39 (0.65, 2.99) | Nausea | Drug vs Placebo\n");
}

// The shares beside it say which group a ratio is of: 24 % to 12 % is 2.3, not the other way round.
TEST(TableClaims, NameTheGroupThatTheSharesTell) {
  EXPECT_EQ(
      read(table_of("Table 2. Sleep at one month", {"Outcome | Lavender group (n=50) | Hops group (n=50) | OR (95% CI)",
                                                    "Slept through | 6 (12.0) | 12 (24.0) | 2.32 (0.79–6.77)",
                                                    "No naps | 10 (20.0) | 15 (30.0) | 1.71 (0.68–4.30)"})),
      "odds_ratio 2.32 (0.79, 6.77) | Slept through | Hops group vs Lavender group\n"
      "odds_ratio 1.71 (0.68, 4.3) | No naps | Hops group vs Lavender group\n");
  // Means with their deviations are no shares.
  EXPECT_EQ(read(table_of("Table 2. Sleep at one month", {"Outcome | Lavender group | Hops group | OR (95% CI)",
                                                          "Hours slept | 6 (12.0) | 12 (24.0) | 2.32 (0.79–6.77)"})),
            "odds_ratio 2.32 (0.79, 6.77) | Hours slept | Lavender group vs Hops group\n");
}

TEST(TableClaims, TakeTheDeedOfTheCaption) {
  EXPECT_EQ(read(table_of("Table 1. Odds of consent to participate in a cooking course by fishermen",
                          {"Factor | OR (95% CI)", "Owns a boat | 1.20 (0.86–1.69)"})),
            "odds_ratio 1.2 (0.86, 1.69) | consent to participate in a cooking course | Owns a boat\n");
}

TEST(TableClaims, ReadAMeasureThatACellNames) {
  EXPECT_EQ(read(table_of(
                "Table 2. Outcomes",
                {"Outcome | Drug | Placebo | Effect (95% CI) | P", "Death | 12 | 15 | HR 0.80 (0.60–1.07) | 0.13",
                 "Stay | 4.1 | 5.0 | MD −0.9 (−2.0 to 0.2) | 0.10", "Relapse | 8 | 9 | OR 0.90 (0.50–1.62) | 0.7"})),
            "hazard_ratio 0.8 (0.6, 1.07) p=0.13 | Death | Drug vs Placebo\n"
            "odds_ratio 0.9 (0.5, 1.62) p=0.7 | Relapse | Drug vs Placebo\n");
}

TEST(TableClaims, KeepTheHeaderOfColumnsThatALaterOneLeavesEmpty) {
  EXPECT_EQ(
      read(table_of("Table 2. Predictors of relapse", {"Variable | Drug | OR (95% CI)", "Age | 12 | 1.2 (1.0–1.4)",
                                                       "Among men | n = 20 | ", "Smoking | 9 | 1.5 (1.1–2.0)"})),
      "odds_ratio 1.2 (1, 1.4) | relapse | Age\n"
      "odds_ratio 1.5 (1.1, 2) | relapse | Smoking\n");
}

TEST(TableClaims, RefuseRespiratoryRates) {
  EXPECT_EQ(read(table_of("Table 1. Vital signs", {"Variable | Before | After", "RR | 29.61 (1.21) | 27.42 (1.06)"}, 1,
                          "", "The respiratory rate (RR) was measured.")),
            "");
}

TEST(TableClaims, ReadTheTestInTheRowBelow) {
  // A test of several levels is none of theirs.
  EXPECT_EQ(read(table_of("Table 2. Multivariable analysis of overall survival",
                          {"Factor | Level | HR (95% CI)", "Sex | | ", " | Female | 1.00", " | Male | 1.38 (1.11–1.71)",
                           " | p value | 0.0035", "Site | | ", " | Arm | 1.00", " | Leg | 1.23 (0.93–1.63)",
                           " | Trunk | 1.41 (1.09–1.81)", " | p value | 0.029"})),
            "hazard_ratio 1.38 (1.11, 1.71) p=0.0035 | overall survival | Sex: Male vs Female | multivariable\n"
            "hazard_ratio 1.23 (0.93, 1.63) | overall survival | Site: Leg vs Arm | multivariable\n"
            "hazard_ratio 1.41 (1.09, 1.81) | overall survival | Site: Trunk vs Arm | multivariable\n");
}

TEST(TableClaims, LetTheRowDecideBetweenHazardAndOdds) {
  EXPECT_EQ(read(table_of("Table 2. Outcomes at 5 years",
                          {"Outcome | Drug (%) | Placebo (%) | HR/OR, 95% CI", "Remission | 64 | 58 | 1.30 (0.98–1.73)",
                           "Overall survival | 14 | 15 | 1.04 (0.90–1.21)"})),
            "odds_ratio 1.3 (0.98, 1.73) | Remission | Drug vs Placebo\n"
            "hazard_ratio 1.04 (0.9, 1.21) | Overall survival | Drug vs Placebo\n");
}

TEST(TableClaims, TakeTheTimeOfTheCaption) {
  EXPECT_EQ(read(table_of("Table 2. Outcomes, all estimates at 5 years",
                          {"Outcome | Drug (%) | Placebo (%)", "Overall survival | 14 | 15", "Relapse | 70 | 72"}),
                 TableKind::kRate),
            "survival_rate 14 % at 5 years | Overall survival | Drug\n"
            "survival_rate 15 % at 5 years | Overall survival | Placebo\n");
  EXPECT_EQ(read(table_of("Table 3. Deaths by age", {" | <45 years (n=180) | ≥45 years (n=185)",
                                                     "Patients alive at 2 years | 159 (88%) | 157 (85%)"}),
                 TableKind::kRate),
            "survival_rate 88 % at 2 years | alive | <45 years\n"
            "survival_rate 85 % at 2 years | alive | ≥45 years\n");
}

TEST(TableClaims, RefuseTimesOfSinglePatients) {
  EXPECT_EQ(read(table_of("Table 2. Response and survival",
                          {"Arm | Response | Survival (months)", "A | PD | 9.4", "A | PD | 15.9", "A | SD | 47.2*",
                           "B | PD | 3.1", "B | PD | 3.6", "B | SD | 43.2*"}),
                 TableKind::kTime),
            "");
}

TEST(TableClaims, RefuseCountsUnderTheOperatingRoom) {
  EXPECT_EQ(read(table_of("Table 3. Complications",
                          {"Event | Drug | None | P", "Return to the OR | 36 (11%) | 39 (12%) | 0.81"}, 1, "",
                          "Odds ratios were computed.")),
            "");
}

TEST(TableClaims, ReadHeadersOfTwoLinesAndShiftedOnes) {
  EXPECT_EQ(
      read(table_of(
          "Table 3. Predictors of overall survival",
          {"Factor | HR | ^2 95% confidence | P value", " | | ^2 interval | ", "Size | 3.36 | 1.39 | 8.14 | .007"}, 2)),
      "hazard_ratio 3.36 (1.39, 8.14) p=0.007 | overall survival | Size\n");
  EXPECT_EQ(read(table_of(
                "Table 2. Predictors of overall survival",
                {"Factor | Hazard ratio | 95% confidence interval | ^2 P-value", "Size | 0.54 | 0.32 | .91 | .021"})),
            "hazard_ratio 0.54 (0.32, 0.91) p=0.021 | overall survival | Size\n");
}

TEST(TableClaims, ReadIntervalsOverThreeColumns) {
  EXPECT_EQ(read(table_of("Table 3. Predictors of overall survival",
                          {"Factor | HR | ^3 95% CI", "Creatinine | 2.61 | 1.72 | to | 3.96"})),
            "hazard_ratio 2.61 (1.72, 3.96) | overall survival | Creatinine\n");
}

TEST(TableClaims, RefuseCorrelations) {
  EXPECT_EQ(
      read(table_of("Table 2. Correlations among measures", {"Measure | Power | Resting HR", "Power | 0.90 | 0.27"}, 1,
                    "", "Hazard ratios were computed.")),
      "");
}

TEST(TableClaims, RefuseRatiosBelowNought) {
  EXPECT_EQ(read(table_of("Table 3. Odds of relapse", {"Factor | Crude OR (95% CI) | Adjusted OR (95% CI)",
                                                       "Fitness | 4.9 (0.8 to 8.9) | 3.7 (−0.1 to 7.6)",
                                                       "Age | 1.2 (1.0 to 1.4) | 1.1 (0.9 to 1.3)"})),
            "odds_ratio 1.2 (1, 1.4) | relapse | Age | crude\n"
            "odds_ratio 1.1 (0.9, 1.3) | relapse | Age | adjusted\n");
}

TEST(TableClaims, StopAtHostileTables) {
  Document d = table_of("Table 1. HR for OS", {"Factor | HR", "Age | 1.2 (1.1–1.3)"});
  d.tables[0].columns = 1 << 30;
  EXPECT_EQ(read(d), "");
}

TEST(TableClaims, ReadLevelsOfAnExposureAcrossColumns) {
  EXPECT_EQ(read(table_of("Table 2. RRs (95% CIs) of gout according to quartiles of intake",
                          {" | ^3 RR (95% CI) | ", " | Q1 | Q2 | Q4 | P-trend", "Coffee | | | | ", ">Men | | | | ",
                           ">>Age adjusted | 1 (reference) | 0.82 (0.67, 1.01) | 0.93 (0.76, 1.12) | 0.04"},
                          2)),
            "risk_ratio 0.82 (0.67, 1.01) | gout | Coffee: Men: Q2 vs Q1 | adjusted\n"
            "risk_ratio 0.93 (0.76, 1.12) | gout | Coffee: Men: Q4 vs Q1 | adjusted\n");
}

TEST(TableClaims, LeavePOfTrendAndInteractionToTheSet) {
  EXPECT_EQ(read(table_of("Table 1. Subgroups for death",
                          {"Subgroup | HR (95% CI) | P for interaction", "Men | 0.80 (0.60–1.10) | 0.03"})),
            "hazard_ratio 0.8 (0.6, 1.1) | death | Men\n");
}

TEST(TableClaims, ReadThePOfTheInnermostHeader) {
  EXPECT_EQ(read(table_of("Table 3. Shares below the cut-off",
                          {" | A | P value | ^4 Comparison of relapse", " | | | ^2 A and B | ^2 A and C",
                           " | | | OR (95% CI) | P value | OR (95% CI) | P value",
                           "Lysozyme | 48 | 0.39 | 0.8 (0.5, 1.4) | 0.62 | 0.9 (0.5, 1.5) | 0.90"},
                          3))
                .find("p=0.39"),
            std::string::npos);
}

TEST(TableClaims, ReadIntervalsInTheRowBelow) {
  EXPECT_EQ(read(table_of("Table 2. Study outcomes", {"Outcomes | Drug group | Placebo group | RR",
                                                      "Death | 12 (10%) | 17 (14%) | 0.69", " | | | [0.35–1.39]"})),
            "risk_ratio 0.69 (0.35, 1.39) | Death | Drug group vs Placebo group\n");
}

TEST(TableClaims, TakeTheOutcomeFromBesideTheComparison) {
  EXPECT_EQ(read(table_of("Table 2. Benefit of treatment",
                          {"Status | ^2 Drug versus no treatment", " | ^2 Cancer death", " | HR (95% CI) | P value",
                           "Low expression | 0.38 (0.23 to 0.60) | 0.01"},
                          3)),
            "hazard_ratio 0.38 (0.23, 0.6) p=0.01 | Cancer death | Drug (Low expression) vs no treatment\n");
}

TEST(TableClaims, LeaveCoefficientsBesideOddsRatiosAlone) {
  EXPECT_EQ(read(table_of("Table 3. Models of the outcome measures",
                          {"Outcome Measure | β or OR | 95% CI | p", "Steps | −2.7 | −14.2 to 8.8 | 0.9"})),
            "");
}

TEST(TableClaims, TakeTheOutcomeFromTheCaptionAndThePartsFromTheHeader) {
  EXPECT_EQ(read(table_of("Table 1. Odds ratios and 95% credible intervals–relative to a baseline of no fence–for "
                          "straying in the districts during and after the trial",
                          {" | ^2 Hill | ^2 Vale", " | During | After | During | After",
                           "Fence | 1.8 (1.2–2.7) | 0.9 (0.7–1.2) | 1.1 (0.6–2.0) | 1.3 (0.9–1.9)"},
                          2)),
            "odds_ratio 1.8 (1.2, 2.7) | straying | Fence (Hill) (During)\n"
            "odds_ratio 0.9 (0.7, 1.2) | straying | Fence (Hill) (After)\n"
            "odds_ratio 1.1 (0.6, 2) | straying | Fence (Vale) (During)\n"
            "odds_ratio 1.3 (0.9, 1.9) | straying | Fence (Vale) (After)\n");
  EXPECT_EQ(read(table_of("Table 2. Risk factors at two clinics",
                          {"Factor | ^2 Carrier status | ^2 Skin infection", " | OR (95% CI) | p | OR (95% CI) | p",
                           "Age | 1.5 (1.1–2.0) | .01 | 1.4 (1.1–1.9) | .04"},
                          2)),
            "odds_ratio 1.5 (1.1, 2) p=0.01 | Carrier status | Age\n"
            "odds_ratio 1.4 (1.1, 1.9) p=0.04 | Skin infection | Age\n");
}

TEST(TableClaims, TakeTheOutcomeThatAHeaderStates) {
  EXPECT_EQ(read(table_of("Table 1. Factors at the shop",
                          {"Outcome: buying a test (n = 46) | OR | 95% CI | p value", "Gender | | | ",
                           "Female | Reference | | ", "Male | 1.2 | (0.5–2.7) | 0.65"})),
            "odds_ratio 1.2 (0.5, 2.7) p=0.65 | buying a test | Gender: Male vs Female\n");
  EXPECT_EQ(read(table_of("Table 1. Results",
                          {"Percentage of patients obtaining an eye test by letter", "Odds ratios",
                           "Arm | Odds ratio | 95% CI | p value", "Leaflet (reference group) | 1.00 | | 0.97",
                           "+ visit | 1.10 | 0.96 to 1.23 | ", "+ call | 1.20 | 0.99 to 1.53 | "},
                          3)),
            "odds_ratio 1.1 (0.96, 1.23) | obtaining an eye test by letter | + visit vs Leaflet\n"
            "odds_ratio 1.2 (0.99, 1.53) | obtaining an eye test by letter | + call vs Leaflet\n");
}

TEST(TableClaims, KeepTimesAndAnalysesOutOfTheSubject) {
  EXPECT_EQ(read(table_of("Table 1. Odds ratios (95% CI) for relapse",
                          {"Follow-up | Treatment | OR (95% CI)", "6 months | Drug | 0.7 (0.5–0.9)",
                           " | Device | 0.8 (0.6–1.1)"})),
            "odds_ratio 0.7 (0.5, 0.9) | relapse: 6 months | Drug\n"
            "odds_ratio 0.8 (0.6, 1.1) | relapse: 6 months | Device\n");
  EXPECT_EQ(read(table_of("Table 2. Odds ratios (95% CI) of relapse",
                          {"Follow-up | History | Age | Total no. of doses",
                           "6 months | 1.5 (1.3–1.7) | 1.0 (0.9–1.1) | 1.1 (1.1–1.2)"})),
            "odds_ratio 1.5 (1.3, 1.7) | relapse: 6 months | History\n"
            "odds_ratio 1 (0.9, 1.1) | relapse: 6 months | Age\n"
            "odds_ratio 1.1 (1.1, 1.2) | relapse: 6 months | Total no. of doses\n");
  EXPECT_EQ(read(table_of("Table 3. Predictors of relapse",
                          {"Variable | OR (95% CI)", "Univariate modelling | ", "Constant | 0.1 (0.05–0.2)",
                           "Male | 1.2 (0.8–1.9)", "Nagelkerke R2 | 0.36"})),
            "odds_ratio 1.2 (0.8, 1.9) | relapse | Male | univariate\n");
}

TEST(TableClaims, TellArmsFromOtherLabels) {
  EXPECT_EQ(read(table_of("Table 1. Odds ratios (95% CI) of drugs compared",
                          {" | | Bleeding | Stroke", "Drug A vs. | Drug B | 0.58 (0.47–0.72) | 1.03 (0.59–1.80)",
                           " | Drug C | 0.50 (0.40–0.61) | 0.74 (0.44–1.24)"})),
            "odds_ratio 0.58 (0.47, 0.72) | Bleeding | Drug A vs Drug B\n"
            "odds_ratio 1.03 (0.59, 1.8) | Stroke | Drug A vs Drug B\n"
            "odds_ratio 0.5 (0.4, 0.61) | Bleeding | Drug A vs Drug C\n"
            "odds_ratio 0.74 (0.44, 1.24) | Stroke | Drug A vs Drug C\n");
  EXPECT_EQ(
      read(table_of(
          "Table 1. Adverse outcomes",
          {" | Top quarter | Rest | OR (95% CI)", " | n = 41 | n = 123 | ", "Leak | 3 | 11 | 0.80 (0.21–3.01)"}, 2)),
      "odds_ratio 0.8 (0.21, 3.01) | Leak | Top quarter vs Rest\n");
  EXPECT_EQ(read(table_of("Table 1. Survival by level",
                          {" | ^2 Drug | ^2 Placebo",
                           "Level | Patients, n | Median OS, months | Patients, n | Median OS, months",
                           "Low | 62 | 14.2 | 79 | 12.9"},
                          2),
                 TableKind::kTime),
            "median_survival 14.2 months | OS | Low (Drug)\n"
            "median_survival 12.9 months | OS | Low (Placebo)\n");
}

TEST(TableClaims, FindTheReferenceBelowTheRowThatNamesTheFactor) {
  EXPECT_EQ(read(table_of("Table 1. Predictors of relapse",
                          {"Factor | Level | OR (95% CI)", "Cap | Never | 1.8 (1.1–3.1)",
                           " | Some days | 1.3 (0.8–2.0)", " | Every day | 1.00", "Training | No | 2.4 (1.4–4.2)",
                           " | Yes | 1.00", "Shoes | None | 1.1 (0.6–1.9)"})),
            "odds_ratio 1.8 (1.1, 3.1) | relapse | Cap: Never vs Every day\n"
            "odds_ratio 1.3 (0.8, 2) | relapse | Cap: Some days vs Every day\n"
            "odds_ratio 2.4 (1.4, 4.2) | relapse | Training: No vs Yes\n"
            "odds_ratio 1.1 (0.6, 1.9) | relapse | Shoes: None\n");
}

TEST(TableClaims, TakeOutcomesFromTheLowestHeaderUnderTheRatio) {
  EXPECT_EQ(read(table_of("Table 1. Predictors of primary and secondary outcomes",
                          {"Predictors | ^2 Adjusted odds ratios (95% confidence interval)",
                           " | Primary outcome: passing the test | Secondary outcome: use of books",
                           "Teaching | 5.1 (3.2 to 8.0) | 2.8 (1.9 to 4.2)"},
                          2)),
            "odds_ratio 5.1 (3.2, 8) | passing the test | Teaching | adjusted\n"
            "odds_ratio 2.8 (1.9, 4.2) | use of books | Teaching | adjusted\n");
}

TEST(TableClaims, GiveTheCrudeRatioTheCrudePValue) {
  EXPECT_EQ(read(table_of("Table 1. Feeding",
                          {"Outcome | Drug group | Control group | P-value | Adjusted p-value | Odds ratio | 95% CI",
                           "Own milk | 42 (84) | 34 (68) | 0.06 | 0.12 | 2.47 | 0.94–6.46"})),
            "odds_ratio 2.47 (0.94, 6.46) p=0.06 | Own milk | Drug group vs Control group\n");
}

TEST(TableClaims, TakeOutcomesFromHeadingsAboveTheRows) {
  EXPECT_EQ(
      read(table_of(
          "Table 2. Odds ratios (95% CI) by treatment",
          {" | Tea | Milk | Juice", "Primary outcome: sleeping at week 8 | | | ",
           "n (%) | 34 (14.8) | 43 (18.5) | 51 (21.7)", "Unadjusted | REF | 1.31 (0.76–2.25) | 1.60 (0.94–2.70)",
           "Secondary outcome: waking at week 2 | | | ", "Adjusted | REF | 1.41 (0.79–2.37) | 1.84 (1.04–3.26)"})),
      "odds_ratio 1.31 (0.76, 2.25) | sleeping at week 8 | Milk vs Tea | unadjusted\n"
      "odds_ratio 1.6 (0.94, 2.7) | sleeping at week 8 | Juice vs Tea | unadjusted\n"
      "odds_ratio 1.41 (0.79, 2.37) | waking at week 2 | Milk vs Tea | adjusted\n"
      "odds_ratio 1.84 (1.04, 3.26) | waking at week 2 | Juice vs Tea | adjusted\n");
  EXPECT_EQ(read(table_of("Table 5. Association between lessons and outcomes",
                          {" | Intervention | Control | OR (95% CI)", "Vaccination of children | | | ",
                           "VT1 | 22/30 (73%) | 19/30 (63%) | 1.58 (0.41–6.01)"})),
            "odds_ratio 1.58 (0.41, 6.01) | Vaccination of children: VT1 | Intervention vs Control\n");
  EXPECT_EQ(read(table_of("Table 2. Odds ratios (OR) of the variables after selection to predict the need for a second "
                          "operation in patients with sepsis",
                          {"Variable | ^2 Full model | ^2 Backward elimination", " | OR | 95% CI | OR | 95% CI",
                           "Fever | 1.61 | 0.57-4.53 | 1.97 | 0.75-5.17"},
                          2)),
            "odds_ratio 1.61 (0.57, 4.53) | need for a second operation | Fever (Full model)\n"
            "odds_ratio 1.97 (0.75, 5.17) | need for a second operation | Fever (Backward elimination)\n");
  EXPECT_EQ(read(table_of("Table 2. Drug-associated symptoms at the end",
                          {" | Intervention N = 78 | Control N = 67 | Differences between groups (A vs. B)",
                           "Dry mouth | 56 (72) | 51 (76) | Odds ratio 0.85; 95% CI 0.38–1.88"})),
            "odds_ratio 0.85 (0.38, 1.88) | Dry mouth | Intervention vs Control\n");
  EXPECT_EQ(read(table_of("Table 3. Primary outcomes and prespecified subgroup analysis",
                          {"Visits | Lay n=599 | Usual n=604 | Mean difference (95% CI) | p Value",
                           "Number of visits, mean (SE) | 10.1 (0.14) | 10.1 (0.13) | −0.00 (−0.37 to 0.37) | 0.99",
                           "Ten visits or more | 322 (54.3) | 320 (53.5) | RR=1.01 (0.91 to 1.13) | 0.78"})),
            "risk_ratio 1.01 (0.91, 1.13) p=0.78 | Ten visits or more | Lay vs Usual\n");
}

TEST(TableClaims, ReadMediansThatHeadersAbbreviate) {
  EXPECT_EQ(read(table_of("Table 2. Predictors of overall survival",
                          {" | | Med OS (Yr) | Hazard ratio", "Age | <70 | 3.5 | 1.00", " | ≥70 | 2.5 | 1.81",
                           "Sex | Male | 3.1 | 1.00", " | Female | 3.4 | 0.87", "Site | Colon | 3.3 | 1.00"}),
                 TableKind::kTime),
            "median_survival 3.5 years | OS | Age: <70\n"
            "median_survival 2.5 years | OS | Age: ≥70\n"
            "median_survival 3.1 years | OS | Sex: Male\n"
            "median_survival 3.4 years | OS | Sex: Female\n"
            "median_survival 3.3 years | OS | Site: Colon\n");
}

TEST(TableClaims, PanelsSideBySideHaveLabelsOfTheirOwn) {
  EXPECT_EQ(read(table_of("Table 2. Cox regression of relapse at each site",
                          {"^4 Nodes | ^4 Liver", "Gene | H.R. | 95% CI | P | Gene | H.R. | 95% CI | P",
                           "ABC1 | 1.869 | 1.134 - 3.080 | 0.013 | XYZ2 | 2.373 | 1.652 - 3.408 | 0.001",
                           "DEF3 | 0.546 | 0.328 - 0.908 | 0.018 | ABC1 | 2.147 | 1.498 - 3.077 | 0.002"},
                          2)),
            "hazard_ratio 1.869 (1.134, 3.08) p=0.013 | relapse | ABC1\n"
            "hazard_ratio 0.546 (0.328, 0.908) p=0.018 | relapse | DEF3\n"
            "hazard_ratio 2.373 (1.652, 3.408) p=0.001 | relapse | XYZ2\n"
            "hazard_ratio 2.147 (1.498, 3.077) p=0.002 | relapse | ABC1\n");
}

TEST(TableClaims, ColumnsThatOnlyLookAlikeAreOnePanel) {
  // The first label stands again, and below it stand numbers.
  EXPECT_EQ(read(table_of("Table 2. Hazard ratios of death",
                          {"Age | HR (95% CI) | Age | HR (95% CI)", "Men | 1.2 (1.1-1.4) | 61 | 1.3 (1.1-1.5)"})),
            "hazard_ratio 1.2 (1.1, 1.4) | death | Men\nhazard_ratio 1.3 (1.1, 1.5) | death | Men\n");
}

TEST(TableClaims, TheCornerNamesTheStateThatIsCoded) {
  EXPECT_EQ(read(table_of("Table 3. Logistic regression of blood markers",
                          {"Local cure (no local cure) | OR | 95% CI | p-value", "XYZ | 1.02 | 0.97 - 1.07 | 0.371",
                           "Falls (fall = 0) | OR | 95% CI | p-value", "XYZ | 0.97 | 0.95 - 0.99 | 0.034"})),
            "odds_ratio 1.02 (0.97, 1.07) p=0.371 | Local cure | XYZ\n"
            "odds_ratio 0.97 (0.95, 0.99) p=0.034 | Falls | XYZ\n");
}

TEST(TableClaims, TheTimeOfTheOutcomeIsAPartOfIt) {
  EXPECT_EQ(read(table_of("Table 4. Factors associated with wheezing at 18 months in the villages",
                          {"Factor | OR (95% CI)", "Damp walls | 1.8 (1.1 - 2.9)"})),
            "odds_ratio 1.8 (1.1, 2.9) | wheezing at 18 months | Damp walls\n");
}

TEST(TableClaims, EffectsOfOneThingOnOutcomes) {
  EXPECT_EQ(read(table_of("Table 3. Effects of the leaflet and covariates on the outcomes at the end",
                          {"Item | OR (95% CI)", "Attitudes", "Eating fruit is good | 1.49 (0.96-2.31)",
                           "Walking is good | 1.68 (0.96-2.94)"})),
            "odds_ratio 1.49 (0.96, 2.31) | Eating fruit is good | leaflet\n"
            "odds_ratio 1.68 (0.96, 2.94) | Walking is good | leaflet\n");
}

}  // namespace
}  // namespace warrant
