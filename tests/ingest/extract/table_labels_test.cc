// Whose a table's values are: outcome, subject and comparator.
#include "ingest/extract/table_labels.h"

#include <gtest/gtest.h>

#include "ingest/extract/caption_outcome.h"
#include "tests/ingest/extract/table_reading.h"

namespace warrant {
namespace {

TEST(CaptionOutcome, KnowsCorrelatesAssociationsAndPlaces) {
  EXPECT_EQ(outcome_in_caption("Factors associated with prompt and appropriate treatment among children in Iganga DSS"),
            "prompt and appropriate treatment");
  EXPECT_EQ(outcome_in_caption("Correlates of HIV testing in the clinic"), "HIV testing");
  EXPECT_EQ(outcome_in_caption("Odds ratios for the association between trial enrolment and mortality"), "mortality");
  EXPECT_EQ(outcome_in_caption("Association of CV composite outcome with blood pressure indices"),
            "CV composite outcome");
  EXPECT_EQ(outcome_in_caption("Hazard ratios of prognostic factors for cardiovascular and renal events"),
            "cardiovascular and renal events");
  EXPECT_EQ(outcome_in_caption("Factors associated with cessation of drug use among youth"), "cessation of drug use");
  EXPECT_EQ(outcome_in_caption("Risk factors for the development of pre-eclampsia"), "pre-eclampsia");
  EXPECT_EQ(outcome_in_caption("Comparison of characteristics of trial and survey children"), "");
  EXPECT_EQ(counted_in("Percentage choosing the best option, by graph version"), "choosing the best option");
}

TEST(TableLabels, NameTheOutcomeOfARowAcrossTheTable) {
  EXPECT_EQ(read(table_of("Table 1. Regression on origin",
                          {"^4 Associations of origin and risk factors with daytime sleepiness",
                           "Variable | OR | 95% CI | P", "Age | 0.99 | 0.97–1.00 | 0.15"},
                          2)),
            "odds_ratio 0.99 (0.97, 1) p=0.15 | daytime sleepiness | Age\n");
}

TEST(TableLabels, TakeLevelsUnderAnEventForGroups) {
  EXPECT_EQ(read(table_of("Table 1. Effect by level",
                          {"CVD event (N = 2,258) | Events/persons | Adjusted HR~a~ (95% CI)",
                           "^3 Major cardiovascular event (116 cases)", "Placebo (74 cases) | 74/1,115 | 1",
                           "^3 Drug (42 cases)", "LDL <2 mmol/l | 28/719 | 0.54 (0.35, 0.83)",
                           "^3 Any cardiovascular event (190 cases)", "Placebo (116 cases) | 116/1,115 | 1",
                           "^3 Drug (74 cases)", "LDL <2 mmol/l | 44/719 | 0.55 (0.39, 0.78)"})),
            "hazard_ratio 0.54 (0.35, 0.83) | Major cardiovascular event | Drug: LDL <2 mmol/l | adjusted\n"
            "hazard_ratio 0.55 (0.39, 0.78) | Any cardiovascular event | Drug: LDL <2 mmol/l | adjusted\n");
}

TEST(TableLabels, ReadOutcomesSideBySide) {
  // Of one model with several outcomes; of people whose outcome the header names; below a header in the body.
  EXPECT_EQ(read(table_of("Table 1. Multinomial logit model: characteristics and interest in trials",
                          {" | ^2 Committed | ^2 Interest only", "Covariates | OR | 95% CI | OR | 95% CI",
                           "Female (vs. male) | 0.89 | (0.63, 1.25) | 0.75 | (0.42, 1.36)"},
                          2)),
            "odds_ratio 0.89 (0.63, 1.25) | Committed | Female vs male\n"
            "odds_ratio 0.75 (0.42, 1.36) | Interest only | Female vs male\n");
  EXPECT_EQ(read(table_of(
                "Table 1. Results",
                {" | ^2 HIV testing in intervention group (N = 290) | ^2 HIV testing in control group (N = 310)",
                 "Characteristics | OR (95% CI) | n | OR (95% CI) | n", "Age | 1.2 (0.7-2.1) | 4 | 1.4 (0.8-2.4) | 5"},
                2)),
            "odds_ratio 1.2 (0.7, 2.1) | HIV testing | Age (intervention group)\n"
            "odds_ratio 1.4 (0.8, 2.4) | HIV testing | Age (control group)\n");
  EXPECT_EQ(read(table_of("Table 1. Sex and drugs by experience",
                          {" | ^3 OUTCOMES, OR (95% CI)", " | Condom use | Marijuana use | Rearrest",
                           "Older partner | 2.01 (1.5–2.9) | 1.27 (0.8–1.9) | 2.20 (1.1–3.9)"})),
            "odds_ratio 2.01 (1.5, 2.9) | Condom use | Older partner\n"
            "odds_ratio 1.27 (0.8, 1.9) | Marijuana use | Older partner\n"
            "odds_ratio 2.2 (1.1, 3.9) | Rearrest | Older partner\n");
}

TEST(TableLabels, TakeNoPeopleForOutcomes) {
  EXPECT_EQ(read(table_of("Table 1. Ratings of graphs",
                          {" | ^2 Lower numeracy | ^2 Higher numeracy", "Version | OR (95% CI) | P | OR (95% CI) | P",
                           "V2 | 0.90 (0.59–1.36) | .62 | 0.58 (0.34–1.00) | .05"},
                          2)),
            "odds_ratio 0.9 (0.59, 1.36) p=0.62 |  | V2 (Lower numeracy)\n"
            "odds_ratio 0.58 (0.34, 1) p=0.05 |  | V2 (Higher numeracy)\n");
}

TEST(TableLabels, TakeNoTimesForGroups) {
  EXPECT_EQ(
      read(table_of("Table 1. Outcomes by group",
                    {"Outcome | ^3 6 months | ^3 12 months",
                     " | A1 (n = 284) | A2 (n = 278) | OR (95% CI) | A1 (n = 284) | A2 (n = 278) | OR (95% CI)",
                     "Quit smoking | 78 (27.5) | 76 (27.3) | 1.0 (0.7–1.4) | 60 (21.1) | 59 (21.2) | 1.1 (0.7–1.5)"},
                    2)),
      "odds_ratio 1 (0.7, 1.4) | Quit smoking: 6 months | A1 vs A2\n"
      "odds_ratio 1.1 (0.7, 1.5) | Quit smoking: 12 months | A1 vs A2\n");
}

TEST(TableLabels, FindWhatARatioIsComparedWith) {
  // The last row; the other of two rows that one cell spans; brackets; never a row whose ratio is left out elsewhere.
  EXPECT_EQ(read(table_of("Table 1. Odds ratios for helmet use",
                          {"Groups | Rate | OR [95% CI]", "Helmet | 10.0 | 7.73 [2.09–28.5]",
                           "Information | 0.8 | 0.84 [0.23–3.02]", "Control | 1.1 | 1"})),
            "odds_ratio 7.73 (2.09, 28.5) | helmet use | Helmet vs Control\n"
            "odds_ratio 0.84 (0.23, 3.02) | helmet use | Information vs Control\n");
  EXPECT_EQ(read(table_of("Table 1. Odds ratios for malaria",
                          {"Variable | Level | n | OR | 95% CI", "_2 Age | Young | 649 | _2 1.56 | _2 1.32–1.85",
                           " | Old | 380"})),
            "odds_ratio 1.56 (1.32, 1.85) | malaria | Age: Young vs Old\n");
  EXPECT_EQ(read(table_of("Table 1. Odds ratios for malaria",
                          {"Variable | OR (95% CI)", "Arm (A – reference) | 0.5 (0.3–0.9)",
                           "Volume (referent: 3 mL) | 1.6 (0.9–2.5)", "Sex (male vs female) | 1.4 (0.9–2.2)"})),
            "odds_ratio 0.5 (0.3, 0.9) | malaria | Arm vs A\n"
            "odds_ratio 1.6 (0.9, 2.5) | malaria | Volume vs 3 mL\n"
            "odds_ratio 1.4 (0.9, 2.2) | malaria | Sex: male vs female\n");
  EXPECT_EQ(
      read(table_of("Table 1. Univariate logistic regressions for malaria",
                    {" | Cases | OR | P value", "Age | 59.8 (16.0) | 1.00 | 0.77", "BMI | 27.1 (5.0) | 1.02 | 0.52",
                     "Pulse | 37.9 (11.1) | 1.05 | 0.09", "Albumin | 22.6 (6.3) | 0.99 | 0.76"})),
      "odds_ratio 1 p=0.77 | malaria | Age | univariate\n"
      "odds_ratio 1.02 p=0.52 | malaria | BMI | univariate\n"
      "odds_ratio 1.05 p=0.09 | malaria | Pulse | univariate\n"
      "odds_ratio 0.99 p=0.76 | malaria | Albumin | univariate\n");
}

TEST(TableLabels, TakeNoSummaryForAReference) {
  // Where groups are compared, a row without a ratio is a mean; below a value, its interval is no label.
  EXPECT_EQ(read(table_of("Table 4. Results",
                          {" | Drug (total 28) | Placebo (total 32) | Odds Ratio (95% CI)", "^4 By end of detox",
                           "Clean urine | 9 (32%) | 4 (13%) | 3.32 (0.77–15.22)",
                           "ITT-1 clean urine | 6 (21%) | 1 (3%) | 8.45 (0.89–200)", "Visits – mean | 4.1 | 3.9 | "})),
            "odds_ratio 3.32 (0.77, 15.22) | Clean urine | Drug (total 28) vs Placebo (total 32)\n"
            "odds_ratio 8.45 (0.89, 200) | ITT-1 clean urine | Drug (total 28) vs Placebo (total 32)\n");
  EXPECT_EQ(read(table_of("Table 4. Odds ratio (95% confidence interval) for death",
                          {"Additional adjustments | None | Group", "LDL-peak | 0.70 | 0.84",
                           " | (0.41, 1.19) | (0.47, 1.47)", " | P = 0.19 | P = 0.53"})),
            "odds_ratio 0.7 (0.41, 1.19) p=0.19 | death | LDL-peak (None)\n"
            "odds_ratio 0.84 (0.47, 1.47) p=0.53 | death | LDL-peak (Group)\n");
}

TEST(TableLabels, ReadTheSubjectFromColumnsOfWords) {
  EXPECT_EQ(read(table_of("Table 1. Dietary pattern and outcomes",
                          {"Pregnancy outcomes | Incidence | Pattern | | Odds Ratio | 95% CI",
                           "_4 GDM (n = 857) | _4 200 (23%) | _4 Fruit | Quartile 1 | Reference | ",
                           " | | | Quartile 2 | 1.13 | (0.71, 1.81)", " | | | Quartile 3 | 1.18 | (0.73, 1.89)",
                           " | | | Quartile 4 | 1.03 | (0.64, 1.68)"})),
            "odds_ratio 1.13 (0.71, 1.81) | GDM | Fruit: Quartile 2\n"
            "odds_ratio 1.18 (0.73, 1.89) | GDM | Fruit: Quartile 3\n"
            "odds_ratio 1.03 (0.64, 1.68) | GDM | Fruit: Quartile 4\n");
}

TEST(TableLabels, SpanHeadersThatRepeatBelow) {
  EXPECT_EQ(read(table_of("Table 1. Odds ratios (95% CI) for neonatal mortality",
                          {" | Intervention | | Control | ", " | OR at baseline | OR later | OR at baseline | OR later",
                           "Kinh | Ref | Ref | Ref | Ref",
                           "Minority | 2.38 (1.20–4.71) | 3.42 (1.19–9.89) | 1.72 (0.82–3.60) | 1.44 (0.70–2.97)"},
                          2)),
            "odds_ratio 2.38 (1.2, 4.71) | neonatal mortality | Minority (Intervention) vs Kinh\n"
            "odds_ratio 3.42 (1.19, 9.89) | neonatal mortality | Minority (Intervention) vs Kinh\n"
            "odds_ratio 1.72 (0.82, 3.6) | neonatal mortality | Minority (Control) vs Kinh\n"
            "odds_ratio 1.44 (0.7, 2.97) | neonatal mortality | Minority (Control) vs Kinh\n");
}

TEST(TableLabels, TakeNoTestForARatio) {
  // "HR" that ends the name of a row of shares is no hazard ratio.
  EXPECT_EQ(read(table_of("Table 1. Efficiency of tests",
                          {"Endpoint | Sensitivity | PPV | Odds ratio", "Cytology | 97.0 (191) | 37.5 | 65.7",
                           "CLART2 HR | 89.8 (177) | 29.8 | 11.9"})),
            "odds_ratio 65.7 | Cytology | \nodds_ratio 11.9 | CLART2 HR | \n");
}

TEST(TableLabels, LeaveSubsetsToTheCaption) {
  EXPECT_EQ(read(table_of("Table 1. Effect of selenium on the risk of pre-eclampsia, by treatment group",
                          {"Data subset | Selenium group | Placebo group | OR | 95 % CI",
                           "All | 6 | 14 | 0.42 | 0.16, 1.09", "Bottom tertile | 1 | 8 | 0.17 | 0.03, 1.07"})),
            "odds_ratio 0.42 (0.16, 1.09) | pre-eclampsia | All\n"
            "odds_ratio 0.17 (0.03, 1.07) | pre-eclampsia | Bottom tertile\n");
  // Which of two analyses of the caption, nobody says.
  EXPECT_EQ(read(table_of("Table 1. Unadjusted and adjusted odds ratios for relapse",
                          {"Variable | OR | 95 % CI", "· Age | 1.42 | 1.16, 1.79"})),
            "odds_ratio 1.42 (1.16, 1.79) | relapse | Age\n");
}

TEST(TableLabels, NameTheOutcomeAboveMediansAndAnswers) {
  EXPECT_EQ(read(table_of("Table 2. Efficacy outcomes",
                          {" | ^3 Drug efficacy", " | A/B + A | B alone | HR (95% CI)", "Overall survival: | | | ",
                           "Median, months (95% CI) | 7.9 (6.6−10.2) | 8.6 (6.3−10.4) | 0.93 (0.71−1.21)"},
                          2)),
            "hazard_ratio 0.93 (0.71, 1.21) | Overall survival | A/B + A vs B alone\n");
  EXPECT_EQ(read(table_of(
                "Table 2. Differences between control and intervention women",
                {"Indicator | Control | Intervention | OR (95%CI)", "^4 Birth preparation",
                 "Inadequate | 600 (79.2) | 302 (48.2) | ", "Adequate | 158 (20.8) | 325 (51.8) | 2.58 (1.00–6.65)"})),
            "odds_ratio 2.58 (1, 6.65) | Birth preparation: Adequate | Intervention vs Control\n");
}

}  // namespace
}  // namespace warrant
