#include "ingest/extract/loose_pattern.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* pattern;
  const char* loose;  // "": it has no large count
  std::size_t most = 0;
};

class LoosePatternTest : public testing::TestWithParam<Row> {};

TEST_P(LoosePatternTest, TakesLargeCountsOff) {
  const auto loose = loose_pattern(GetParam().pattern);
  ASSERT_EQ(loose.has_value(), *GetParam().loose != '\0') << GetParam().pattern;
  if (!loose) return;
  EXPECT_EQ(loose->pattern, GetParam().loose);
  EXPECT_EQ(loose->most, GetParam().most);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LoosePatternTest,
    testing::Values(Row{"risk[^.;]{0,60}?(\\d+)", "risk[^.;]{0,}?(\\d+)", 60},
                    Row{"a.{3,40}b\\w{2,20}c[]x{]{1,99}", "a.{3,}b\\w{2,}c[]x{]{1,}", 20},  // the least count
                    Row{"[[:alpha:]{]{0,30}$", "[[:alpha:]{]{0,}$", 30}, Row{"[^]a]{0,30}", "[^]a]{0,}", 30},
                    Row{"(?:\\w+ ){0,30}x", ""},   // counts words
                    Row{".{0,14}", ""},            // few
                    Row{"\\d{20}|\\d{20,}x", ""},  // at least so many, or exactly
                    Row{"[{0,40}]|\\{0,40}", ""},  // no counts
                    Row{"\\x{2265}{0,40}", "\\x{2265}{0,}", 40}));

}  // namespace
}  // namespace warrant
