#include "ingest/extract/led.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* text;
  const char* found;  // "" = nothing
};

class LedTest : public testing::TestWithParam<Row> {};

// What a search through all of the text finds, with its groups.
TEST_P(LedTest, FindsWhatThePatternFinds) {
  constexpr const char* kPattern = "(?i)\\b(follow(?:ed)?[- ]?up|risk)\\b[^.;]{0,60}?(\\d+)[- ](years?|months?)\\b";
  const Led led(kPattern, {"follow", "risk"});
  const std::string_view text = GetParam().text;
  re2::StringPiece groups[4], all[4];
  const bool found = led.find(text, groups, 4);
  EXPECT_EQ(found ? groups[0].as_string() : "", GetParam().found);
  const RE2 pattern(kPattern);
  ASSERT_EQ(pattern.Match({text.data(), text.size()}, 0, text.size(), RE2::UNANCHORED, all, 4), found);
  for (int i = 0; found && i < 4; ++i) EXPECT_EQ(groups[i].data(), all[i].data()) << i;
}

INSTANTIATE_TEST_SUITE_P(Rows, LedTest,
                         testing::Values(Row{"Median follow-up was 5 years", "follow-up was 5 years"},
                                         Row{"FOLLOWED UP for 12 months; follow-up 5 years",
                                             "FOLLOWED UP for 12 months"},
                                         Row{"the following 5 years", ""}, Row{"", ""}, Row{"follow-up. 5 years", ""},
                                         Row{"follow-up; a follow-up of 3 years", "follow-up of 3 years"},
                                         Row{"ri\xC5\xBFk for 5 years", "ri\xC5\xBFk for 5 years"},  // the long s
                                         Row{"no risk within 2 months", "risk within 2 months"}));

}  // namespace
}  // namespace warrant
