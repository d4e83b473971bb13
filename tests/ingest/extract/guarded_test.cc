#include "ingest/extract/guarded.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* pattern;
  const char* text;
  bool stands;
};

class GuardedTest : public testing::TestWithParam<Row> {};

TEST_P(GuardedTest, SaysWhatThePatternSays) {
  EXPECT_EQ(Guarded(GetParam().pattern).in(GetParam().text), GetParam().stands) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, GuardedTest,
    testing::Values(
        Row{"(?i)\\b(?:aims? to|hypothes\\w+)\\b", "We HYPOTHESISED that", true},
        Row{"(?i)\\b(?:aims? to|hypothes\\w+)\\b", "The claims to be read", false},
        Row{"(?i)\\b(?:aims? to|hypothes\\w+)\\b", "", false}, Row{"(?i)patients? (?:with|who)", "women who", false},
        Row{"(?i)patients? (?:with|who)", "Patient with", true}, Row{"(?i)risk", "ri\xC5\xBFk", true},  // the long s
        Row{"(?i)risk", "ris\xE2\x84\xAA", true},                             // the Kelvin sign
        Row{"(?i)\xCE\xB2-blocker|mean", "\xCE\x92-BLOCKER", true},           // letters beyond ASCII
        Row{"\\d+", "12", true},                                              // no word to look for
        Row{"\\d+", "none", false}, Row{"\\b(?:OS|PFS)\\b", "the OS", true},  // words of two letters
        Row{"\\b(?:OS|PFS)\\b", "dose", false}, Row{"5 ± \\d", "5 ± 1", true}, Row{"5 ± \\d", "5 - 1", false}));

TEST(Guarded, FindsThePlace) {
  const Guarded pattern("(?i)\\brisks? of (\\w+)");
  re2::StringPiece groups[2];
  ASSERT_TRUE(pattern.find("a RISK of falls", groups, 2));
  EXPECT_EQ(groups[0], "RISK of falls");
  EXPECT_EQ(groups[1], "falls");
  EXPECT_FALSE(pattern.find("a risk", groups, 2));
}

}  // namespace
}  // namespace warrant
