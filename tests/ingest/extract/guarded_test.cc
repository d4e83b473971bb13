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

INSTANTIATE_TEST_SUITE_P(Rows, GuardedTest,
                         testing::Values(Row{"(?i)\\b(?:aims? to|hypothes\\w+)\\b", "We HYPOTHESISED that", true},
                                         Row{"(?i)\\b(?:aims? to|hypothes\\w+)\\b", "The claims to be read", false},
                                         Row{"(?i)\\b(?:aims? to|hypothes\\w+)\\b", "", false},
                                         Row{"(?i)patients? (?:with|who)", "women who", false},
                                         Row{"(?i)patients? (?:with|who)", "Patient with", true},
                                         Row{"(?i)risk", "ri\xC5\xBFk", true},      // the long s
                                         Row{"(?i)risk", "ris\xE2\x84\xAA", true},  // the Kelvin sign
                                         Row{"(?i)\xCE\xB2-blocker|mean", "\xCE\x92-BLOCKER",
                                             true},                // letters beyond ASCII
                                         Row{"\\d+", "12", true},  // no word to look for
                                         Row{"\\d+", "none", false}));

}  // namespace
}  // namespace warrant
