#include "src/query/question.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Case {
  const char* name;
  const char* question;
  const char* measure;
  const char* outcome;
  const char* subject;
  const char* comparator;
};

class ReadsQuestions : public testing::TestWithParam<Case> {};

const Case kCases[] = {
    {"EffectComparedOn", "What is the effect of early feeding compared with delayed feeding on length of stay?", "",
     "length of stay", "early feeding", "delayed feeding"},
    {"EffectOnCompared", "What is the effect of zinc on growth compared to placebo?", "", "growth", "zinc", "placebo"},
    {"Effect", "Effect of exercise on falls", "", "falls", "exercise", ""},
    {"Does", "Does vitamin D reduce fractures compared with placebo?", "", "fractures", "vitamin D", "placebo"},
    {"Median", "What is the median survival after surgery?", "median_survival", "", "", ""},
    {"Rate", "One-year survival after resection?", "survival_rate", "", "", ""},
    {"Ratio", "Which hazard ratios are reported for age?", "hazard_ratio", "", "", ""},
};

TEST_P(ReadsQuestions, FindsTheParts) {
  const Interpretation shown = understand(GetParam().question).shown;
  EXPECT_EQ(shown.measure, GetParam().measure);
  EXPECT_EQ(shown.outcome, GetParam().outcome);
  EXPECT_EQ(shown.subject, GetParam().subject);
  EXPECT_EQ(shown.comparator, GetParam().comparator);
}

INSTANTIATE_TEST_SUITE_P(Question, ReadsQuestions, testing::ValuesIn(kCases),
                         [](const auto& c) { return c.param.name; });

TEST(Understand, TakesAnyText) {
  for (const char* text :
       {"", "?", "effect of", "effect of on", "does", "does improve ", "\xff\xff", "effect of x compared with"})
    EXPECT_LE(understand(text).terms.size(), 3u) << text;
}

}  // namespace
}  // namespace warrant
