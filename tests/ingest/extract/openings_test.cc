#include "ingest/extract/openings.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* pattern;
  std::size_t openings;  // 0: not known
  bool edge;             // of the first
  const char* first;     // the ASCII members of its first byte
};

class OpeningsTest : public testing::TestWithParam<Row> {};

TEST_P(OpeningsTest, AreReadOffThePattern) {
  const Row& row = GetParam();
  const std::vector<Opening> openings = openings_of(row.pattern);
  ASSERT_EQ(openings.size(), row.openings) << row.pattern;
  if (openings.empty()) return;
  EXPECT_EQ(openings[0].edge, row.edge) << row.pattern;
  std::string first;
  for (unsigned c = 0; c < 0x80; ++c)
    if (openings[0].bytes[0][c]) first += static_cast<char>(c);
  EXPECT_EQ(first, row.first) << row.pattern;
}

INSTANTIATE_TEST_SUITE_P(Rows, OpeningsTest,
                         testing::Values(Row{"risk", 1, false, "r"}, Row{"(?i)\\brate", 1, true, "Rr"},
                                         Row{"\\b(?:a|b)(c|d)?e", 6, true, "a"}, Row{"[0-3]{2,}x", 2, false, "0123"},
                                         Row{"(?:x|)y", 2, false, "x"}, Row{"x?", 0, false, ""},
                                         Row{"(?P<a>x)", 0, false, ""}, Row{"(?m)^x", 0, false, ""},
                                         Row{"\\pL", 0, false, ""}, Row{"", 0, false, ""}));

TEST(Openings, AreRareOrNot) {
  EXPECT_LT(per_thousand(openings_of("(?i)\\b(?:correlat|associat)")), 1);
  EXPECT_GT(per_thousand(openings_of("\\b\\w+ly")), 100);
  EXPECT_EQ(per_thousand(openings_of("^risk")), 0);
}

}  // namespace
}  // namespace warrant
