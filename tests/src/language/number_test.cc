#include "src/language/number.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

// The first number of each text.
struct NumberCase {
  const char* name;
  const char* text;
  double value;
  int decimals = 0;
  Operator op = Operator::kNone;
  bool percent = false;
};

class NumberText : public testing::TestWithParam<NumberCase> {};

TEST_P(NumberText, IsReadAsPrinted) {
  const NumberCase& c = GetParam();
  for (const Token& t : lex(c.text)) {
    if (!t.is_number()) continue;
    EXPECT_DOUBLE_EQ(t.number.value, c.value);
    EXPECT_EQ(t.number.decimals, c.decimals);
    EXPECT_EQ(t.number.op, c.op);
    EXPECT_EQ(t.number.percent, c.percent);
    EXPECT_EQ(std::string(c.text).substr(t.span.start, t.span.size()), t.text);
    return;
  }
  FAIL() << "no number in " << c.text;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, NumberText,
    testing::Values(
        NumberCase{"Plain", "HR 0.81", 0.81, 2}, NumberCase{"MiddleDot", "HR 0·72", 0.72, 2},
        NumberCase{"DotOperator", "HR 0⋅72", 0.72, 2}, NumberCase{"DecimalComma", "HR 0,72 (IC", 0.72, 2},
        NumberCase{"DecimalCommaOneDigit", "12,5 months", 12.5, 1}, NumberCase{"Thousands", "1,234 patients", 1234},
        NumberCase{"Millions", "12,345,678 people", 12345678},
        NumberCase{"ThinSpaceThousands", "12\u2009345 people", 12345},
        NumberCase{"LeadingDot", "p=.03", 0.03, 2, Operator::kEqual},
        NumberCase{"LeadingComma", "p = ,001", 0.001, 3, Operator::kEqual}, NumberCase{"CellOfComma", ",163", 0.163, 3},
        NumberCase{"NegativeComma", "-,25", -0.25, 2}, NumberCase{"CommaOfAList", "in A,12 weeks", 12},
        NumberCase{"Minus", "(−0.5", -0.5, 1}, NumberCase{"Hyphen", "was -0.5", -0.5, 1},
        NumberCase{"Percent", "34% of", 34, 0, Operator::kNone, true},
        NumberCase{"PercentWord", "34 percent of", 34, 0, Operator::kNone, true},
        NumberCase{"PerCent", "34 per cent of", 34, 0, Operator::kNone, true},
        NumberCase{"Less", "P < .001", 0.001, 3, Operator::kLess},
        NumberCase{"LessWords", "less than 2 years", 2, 0, Operator::kLess},
        NumberCase{"NoMoreThan", "no more than 30%", 30, 0, Operator::kLessEqual, true},
        NumberCase{"AtLeast", "at least 6 months", 6, 0, Operator::kGreaterEqual},
        NumberCase{"GreaterSign", ">12 months", 12, 0, Operator::kGreater},
        NumberCase{"AtMostSign", "≤ 2.48", 2.48, 2, Operator::kLessEqual},
        NumberCase{"AsciiAtLeast", ">= 3", 3, 0, Operator::kGreaterEqual},
        NumberCase{"About", "about 15 months", 15, 0, Operator::kApproximately},
        NumberCase{"Tilde", "~30%", 30, 0, Operator::kApproximately, true},
        NumberCase{"TimesTen", "P = 3×10−5", 3e-5, 0, Operator::kEqual},
        NumberCase{"TimesTenRaised", "P = 3.1 × 10⁻⁵", 3.1e-5, 1, Operator::kEqual},
        NumberCase{"TimesTenCaret", "1.5 x 10^-3", 1.5e-3, 1}, NumberCase{"Raised", "10⁵ copies", 1e5},
        NumberCase{"Exponent", "p=1.2e-5", 1.2e-5, 1, Operator::kEqual}, NumberCase{"Word", "four months", 4},
        NumberCase{"Hundreds", "One hundred twenty seven people", 127},
        NumberCase{"HundredAnd", "three hundred and sixty patients", 360},
        NumberCase{"HundredsOfThousands", "two hundred thousand people", 200000},
        NumberCase{"HundredsBehindThousands", "two thousand three hundred women", 2300},
        NumberCase{"AllPowers", "Three million two hundred and six thousand five hundred twenty-one", 3206521},
        NumberCase{"ThousandAnd", "one thousand and forty", 1040}, NumberCase{"NoSum", "ninety hundred-bed units", 90},
        NumberCase{"HyphenHundred", "One-hundred and twenty patients", 120},
        NumberCase{"SpaceLost", "after1.67 days", 1.67, 2}, NumberCase{"CompoundWord", "twenty-one months", 21},
        NumberCase{"WordYear", "two-year PFS", 2}, NumberCase{"DigitYear", "5-year OS", 5},
        NumberCase{"FootnoteMark", "7.1³ months", 7.1, 1}, NumberCase{"FootnoteLetter", "0.03a", 0.03, 2},
        NumberCase{"GluedWord", "2.621for the", 2.621, 3}, NumberCase{"AfterName", "CA19-9 and IL-6 at 2.5", 2.5, 1},
        NumberCase{"AfterGroupName", "HER2-positive 12", 12}),
    [](const auto& row) { return row.param.name; });

TEST(Number, NamesAndMalformedNumbersAreNoNumbers) {
  for (const char* text :
       {"CA19-9", "HER2-positive", "IL-6", "PD1", "43.0.32", "version 2.0.1", "anti-PD-1", "COVID-19"})
    for (const Token& t : lex(text)) EXPECT_FALSE(t.is_number()) << text << ": " << t.text;
}

TEST(Number, FullStopsBehindPercentAndBracketsBeginNone) {
  for (const std::string_view text : {"fell by 27.5%.2", "was lower (0.9).4", "[0.9].4"})
    for (const Token& token : lex(text)) EXPECT_FALSE(token.is_number() && token.text[0] == '.') << text;
}

TEST(Number, WordsOfTwoNumbersStaySeparate) {
  const auto values = [](std::string_view text) {
    std::vector<double> found;
    for (const Token& t : lex(text))
      if (t.is_number()) found.push_back(t.number.value);
    return found;
  };
  EXPECT_EQ(values("in two hundred and one hundred patients, respectively"), (std::vector<double>{200, 100}));
  EXPECT_EQ(values("one thousand two hundred and three hundred"), (std::vector<double>{1200, 300}));
  EXPECT_EQ(values("fifty and one hundred"), (std::vector<double>{50, 100}));
  EXPECT_EQ(values("ten, twenty and thirty"), (std::vector<double>{10, 20, 30}));
  EXPECT_EQ(values("between twenty and thirty-five"), (std::vector<double>{20, 35}));
}

TEST(Number, ListsWithCommasStaySeparate) {
  std::vector<double> values;
  for (const Token& t : lex("groups 2,4,6 had 1.293,1.762"))
    if (t.is_number()) values.push_back(t.number.value);
  EXPECT_EQ(values, (std::vector<double>{2, 4, 6, 1.293, 1.762}));
}

struct IntervalCase {
  const char* name;
  const char* text;
  std::optional<double> low, high;
  std::optional<double> level;
};

class IntervalText : public testing::TestWithParam<IntervalCase> {};

TEST_P(IntervalText, IsReadAsPrinted) {
  const IntervalCase& c = GetParam();
  const auto tokens = lex(c.text);
  std::size_t at = 0;
  bool label = false;
  std::optional<double> level;
  if (const auto read = read_interval_label(tokens, 0)) {
    at = read->end;
    label = true;
    level = read->level;
    while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('='))) ++at;
  }
  const auto interval = read_interval(tokens, at, label);
  ASSERT_TRUE(interval) << c.text;
  EXPECT_EQ(interval->low, c.low);
  EXPECT_EQ(interval->high, c.high);
  EXPECT_EQ(level, c.level);
}

constexpr std::nullopt_t kNo = std::nullopt;

INSTANTIATE_TEST_SUITE_P(Rows, IntervalText,
                         testing::Values(IntervalCase{"Labelled", "95% CI 0.6–0.9", 0.6, 0.9, 95},
                                         IntervalCase{"Round", "(0.6, 0.9)", 0.6, 0.9, kNo},
                                         IntervalCase{"Square", "[0.67, 0.98]", 0.67, 0.98, kNo},
                                         IntervalCase{"To", "0.6 to 0.9", 0.6, 0.9, kNo},
                                         IntervalCase{"Colon", "CI: 0·6–0·9", 0.6, 0.9, kNo},
                                         IntervalCase{"LevelBehind", "CI95% 0.6;0.9", 0.6, 0.9, 95},
                                         IntervalCase{"LevelGlued", "95%CI 1.62–5.83", 1.62, 5.83, 95},
                                         IntervalCase{"MisplacedPercent", "95 CI% 0.91, 3.77", 0.91, 3.77, 95},
                                         IntervalCase{"LevelTwice", "CI 95%: 0.43 to 1.03", 0.43, 1.03, 95},
                                         IntervalCase{"Spelled", "95 % confidence interval [CI], 0.98 to 1.02", 0.98,
                                                      1.02, 95},
                                         IntervalCase{"Bracketed", "95% CI (1.7; 5.05)", 1.7, 5.05, 95},
                                         IntervalCase{"PlusMinusForRange", "95% CI 0.136 ± 0.784", 0.136, 0.784, 95},
                                         IntervalCase{"NoSpaces", "(1.293,1.762)", 1.293, 1.762, kNo},
                                         IntervalCase{"Negative", "(−1.9, 3.3)", -1.9, 3.3, kNo},
                                         IntervalCase{"NegativeBoth", "(-5 to -2)", -5, -2, kNo},
                                         IntervalCase{"NotEstimable", "95% CI 5.6, NE", 5.6, kNo, 95},
                                         IntervalCase{"MalformedHigh", "(9.271, 43.0.32)", 9.271, kNo, kNo},
                                         IntervalCase{"Units", "95 % CI: 1.4–2.6 years", 1.4, 2.6, 95},
                                         IntervalCase{"UnitsTwice", "95% CI 1.4 months to 2.6 months", 1.4, 2.6, 95},
                                         IntervalCase{"NinetyNine", "99% CI: 1.00–1.30", 1, 1.3, 99},
                                         IntervalCase{"Percent", "95% CI 68.9%–69.1%", 68.9, 69.1, 95},
                                         IntervalCase{"And", "95% CI 0.6 and 0.9", 0.6, 0.9, 95}),
                         [](const auto& row) { return row.param.name; });

struct PCase {
  const char* name;
  const char* text;
  Operator op;
  std::optional<double> value;
};

class PText : public testing::TestWithParam<PCase> {};

TEST_P(PText, IsReadAsPrinted) {
  const auto p = read_p_value(lex(GetParam().text), 0);
  ASSERT_TRUE(p) << GetParam().text;
  EXPECT_EQ(p->op, GetParam().op);
  EXPECT_EQ(p->value, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(Rows, PText,
                         testing::Values(PCase{"Equal", "p = 0.03", Operator::kEqual, 0.03},
                                         PCase{"Less", "P<.001", Operator::kLess, 0.001},
                                         PCase{"EqualLess", "p = <0.001", Operator::kLess, 0.001},
                                         PCase{"Value", "p-value of 0.03", Operator::kEqual, 0.03},
                                         PCase{"ValueWords", "P value was 0.2", Operator::kEqual, 0.2},
                                         PCase{"Greater", "P > 0.05", Operator::kGreater, 0.05},
                                         PCase{"NotSignificant", "p = NS", Operator::kNotSignificant, kNo},
                                         PCase{"NotSignificantDots", "P: n.s.", Operator::kNotSignificant, kNo},
                                         PCase{"Scientific", "P = 3×10−5", Operator::kEqual, 3e-5},
                                         PCase{"MiddleDot", "p=0·14", Operator::kEqual, 0.14},
                                         PCase{"Trend", "P for trend = 0.02", Operator::kEqual, 0.02},
                                         PCase{"Bare", "P 0.04", Operator::kEqual, 0.04},
                                         PCase{"AtMost", "p ≤ 0.05", Operator::kLessEqual, 0.05}),
                         [](const auto& row) { return row.param.name; });

TEST(Number, PNeedsAValueBetweenZeroAndOne) {
  EXPECT_FALSE(read_p_value(lex("P 12"), 0));
  EXPECT_FALSE(read_p_value(lex("p = 5%"), 0));
  EXPECT_FALSE(read_p_value(lex("P falciparum sporozoites 0.5"), 0));
}

TEST(Number, HostileTextTakesLinearTime) {
  std::string text;
  while (text.size() < 1 << 20) text += "HR HR HR 1.2 (";
  EXPECT_EQ(lex(text).size(), (text.size() / 14) * 5);
  text.assign(1 << 20, '9');
  EXPECT_EQ(lex(text).size(), 1u);
}

}  // namespace
}  // namespace warrant
