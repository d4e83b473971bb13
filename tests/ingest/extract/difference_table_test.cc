#include "ingest/extract/difference_table.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ingest/extract/table_fixture.h"

namespace warrant {
namespace {

struct Case {
  std::string_view name, caption;
  std::vector<std::string_view> rows;
  std::string_view expected;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class DifferenceTable : public testing::TestWithParam<Case> {};

// "mean_difference -1.2 (-2.0, -0.4) se 0.3 p=0.01 | outcome | subject vs comparator" for every claim.
std::string read(const Document& d) {
  EXPECT_EQ(defect_of(d), "");
  const std::vector<Sentence> sentences = {{0, d.passages[0].span}};
  std::vector<Claim> claims;
  read_difference_tables(Reading(d, sentences), claims);
  std::string out;
  for (const Claim& c : claims) {
    EXPECT_TRUE(c.span.contains(c.value_span));
    EXPECT_EQ(slice(d.text, c.value_span), c.value_text);
    out += fmt::format("{} {}{}", c.measure, *c.value, c.unit);
    if (c.ci_low && c.ci_high) out += fmt::format(" ({}, {})", *c.ci_low, *c.ci_high);
    if (c.se) out += fmt::format(" se {}", *c.se);
    if (c.p_op != Operator::kNone) out += fmt::format(" p{}{}", symbol_of(c.p_op), c.p_value ? *c.p_value : 0);
    out += fmt::format(" | {} | {}", c.outcome, c.subject);
    if (!c.comparator.empty()) out += " vs " + c.comparator;
    if (!c.direction.empty()) out += " | " + c.direction;
    out += '\n';
  }
  return out;
}

TEST_P(DifferenceTable, Reads) {
  const Case& c = GetParam();
  EXPECT_EQ(read(table_of(c.caption, c.rows)), c.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, DifferenceTable,
    testing::Values(
        Case{"IntervalInside",
             "Table 1. Outcomes at one year",
             {"Outcome | Drug (n = 40) | Placebo (n = 38) | Mean difference (95% CI) | P",
              "Pain score | 3.1 (1.2) | 4.5 (1.4) | −1.4 (−2.0 to −0.8) | <0.001"},
             "mean_difference -1.4 (-2, -0.8) p<0.001 | Pain score | Drug vs Placebo | decreased\n"},
        Case{"IntervalBeside",
             "Table 1. Outcomes",
             {"Outcome | Drug group | Control group | Adjusted difference | 95% CI | P value",
              "Weight | 70.1 | 71.0 | −0.9 | −2.1 to 0.3 | 0.14"},
             "mean_difference -0.9 (-2.1, 0.3) p=0.14 | Weight | Drug group vs Control group | no_difference\n"},
        Case{"NoOddsRatioInOr",
             "Table 1. Outcomes",
             {"Outcome | Hops group | Control group | Mean difference, one year or later (95% CI)",
              "Weight | 70.1 | 71.0 | −0.9 (−2.1 to 0.3)"},
             "mean_difference -0.9 (-2.1, 0.3) | Weight | Hops group vs Control group | no_difference\n"},
        Case{"RiskDifference",
             "Table 1. Outcomes",
             {"Outcome | Drug group | Control group | Risk difference, % (95% CI)",
              "Relapse | 12 | 20 | -8.0 (-15.2, -0.8)"},
             "risk_difference -8% (-15.2, -0.8) | Relapse | Drug group vs Control group | decreased\n"},
        Case{"Standardised",
             "Table 1. Effects",
             {"Outcome | Drug group | Control group | SMD (95% CI)", "Mood | 12 | 10 | 0.31 (0.02; 0.60)"},
             "standardized_mean_difference 0.31 (0.02, 0.6) | Mood | Drug group vs Control group | increased\n"},
        Case{"CoefficientWithError",
             "Table 1. Linear regression of fatigue",
             {"Variable | B | SE | P", "Age | 0.12 | 0.05 | 0.02", "Sex | −0.30 | 0.21 | 0.15"},
             "regression_coefficient 0.12 se 0.05 p=0.02 | fatigue | Age | increased\n"
             "regression_coefficient -0.3 se 0.21 p=0.15 | fatigue | Sex | no_difference\n"},
        Case{"NoInterval",
             "Table 1. Outcomes",
             {"Outcome | Drug group | Control group | Difference", "Weight | 70.1 | 71.0 | −0.9"},
             ""},
        Case{
            "GroupsNamedByLetters", "Table 1. Complications", {" | A | B | C | P", "Infection | 4 | 6 | 5 | 0.44"}, ""},
        Case{"StatisticInTheCell",
             "Table 1. Outcomes",
             {"Outcome | Drug | Placebo | Difference", "Weight | 70.1 | 71.0 | t36=2.15; P=.04"},
             ""},
        Case{"RatioUnderItsOwnName",
             "Table 1. Outcomes",
             {"Outcome | Drug | Placebo | OR or mean difference (95% CI)", "Relapse | 10 | 12 | 0.8 (0.4–1.6)"},
             ""},
        Case{"IntervalElsewhere",
             "Table 1. Outcomes",
             {"Outcome | Drug | Placebo | Mean difference (95% CI)", "Weight | 70.1 | 71.0 | 3.0 (4.0 to 5.0)"},
             ""}),
    [](const testing::TestParamInfo<Case>& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace warrant
