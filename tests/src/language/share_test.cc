#include "src/language/share.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace warrant {
namespace {

std::string shown(const std::vector<PrintedShare>& shares) {
  std::string out;
  for (const PrintedShare& s : shares)
    out += fmt::format("{}{}={}.{} ", s.count->value, s.total ? fmt::format("/{}", s.total->value) : "",
                       s.percent.value, s.percent.decimals);
  return out;
}

struct ShareCase {
  const char* name;
  const char* text;
  const char* expected;  // count[/total]=percent.decimals
};

const ShareCase kShares[] = {
    {"CountAndPercent", "Of these, 23 (41.82%) died.", "23=41.82.2 "},
    {"NounBetween", "complications in 9 cases (16.36%), including", "9=16.36.2 "},
    {"Fraction", "response in 12/30 (40%) patients", "12/30=40.0 "},
    {"FractionWithoutSpace", "12/30(40.0 %)", "12/30=40.1 "},
    {"OfThe", "23 of the 55 patients (41.8%) died", "23/55=41.8.1 "},
    {"OutOf", "7 out of 80 (8.75%)", "7/80=8.75.2 "},
    {"PercentFirst", "was 65.2% (15/23) at", "15/23=65.2.1 "},
    {"PercentFirstOf", "90.0% (27 of 30 patients)", "27/30=90.1 "},
    {"Thousands", "1,234 (12.3%) of 10,032", "1234=12.3.1 "},
    {"MiddleDot",
     "45 (37\xC2\xB7"
     "5%)",
     "45=37.5.1 "},
    {"Several", "29 males (52.73%) and 26 females (47.27%).", "29=52.73.2 26=47.27.2 "},
    {"Brackets", "n was 45 [37.5%]", "45=37.5.1 "},
    {"NotAMean", "1.23 (4%)", ""},
    {"NotARange", "12-23 (41%)", ""},
    {"NotAnInterval", "0.81 (95% CI 0.67-0.98)", ""},
    {"NotALevel", "in 12/30 (95% CI 22 to 61)", ""},
    {"NotAPlainPercent", "41.82% survived", ""},
};

class Shares : public ::testing::TestWithParam<ShareCase> {};

TEST_P(Shares, AreReadAsPrinted) { EXPECT_EQ(shown(find_shares(GetParam().text)), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Share, Shares, ::testing::ValuesIn(kShares), [](const auto& test) { return test.param.name; });

TEST(Share, ReadsCells) {
  EXPECT_EQ(shown({*share_of_cell("45 (37.5)")}), "45=37.5.1 ");
  EXPECT_EQ(shown({*share_of_cell("45 (37.5%)*")}), "45=37.5.1 ");
  EXPECT_EQ(shown({*share_of_cell("3/12 (25)")}), "3/12=25.0 ");
  EXPECT_FALSE(share_of_cell("57.3 (10.4)"));
  EXPECT_FALSE(share_of_cell("45 (37.5) and"));
}

TEST(Share, FindsGroupSizes) {
  const auto sizes = find_group_sizes("Control (n = 32) and BMA (N=1,023); mean = 4; n=5.2; n = 60.");
  ASSERT_EQ(sizes.size(), 3u);
  EXPECT_EQ(sizes[0].value, 32);
  EXPECT_EQ(sizes[1].value, 1023);
  EXPECT_EQ(sizes[2].value, 60);
}

TEST(Share, ReadsPlainNumbers) {
  EXPECT_EQ(plain_number("1,234")->value, 1234);
  EXPECT_EQ(plain_number("\xE2\x88\x92"
                         "1.50")
                ->value,
            -1.5);
  EXPECT_EQ(plain_number("1.50")->decimals, 2);
  EXPECT_FALSE(plain_number("1.5a"));
  EXPECT_FALSE(plain_number(""));
}

TEST(Share, IsLinearOnHostileText) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "23 (";
  EXPECT_TRUE(find_shares(text + "%").empty());
}

}  // namespace
}  // namespace warrant
