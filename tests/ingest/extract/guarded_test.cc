#include "ingest/extract/guarded.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

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

// What a search through all of the text finds, with its groups, from every place on.
void expect_as_re2(const Guarded& guarded, const RE2& pattern, const std::string& text, std::size_t from) {
  constexpr int kGroups = 3;
  re2::StringPiece groups[kGroups], all[kGroups];
  const int count = std::min(kGroups, 1 + pattern.NumberOfCapturingGroups());
  const bool found = guarded.find(text, groups, count, from);
  ASSERT_EQ(found, pattern.Match(text, from, text.size(), RE2::UNANCHORED, all, count)) << pattern.pattern() << text;
  for (int i = 0; found && i < count; ++i) {
    EXPECT_EQ(groups[i].data(), all[i].data()) << pattern.pattern() << " in " << text;
    EXPECT_EQ(groups[i].size(), all[i].size()) << pattern.pattern() << " in " << text;
  }
  EXPECT_EQ(guarded.is(text), RE2::FullMatch(text, pattern)) << pattern.pattern() << " is " << text;
}

class GuardedAsRe2Test : public testing::TestWithParam<const char*> {};

TEST_P(GuardedAsRe2Test, FindsInRandomText) {
  const Guarded guarded(GetParam());
  const RE2 pattern(GetParam());
  const std::string_view pieces[] = {
      "a", "B", "c",  "risk", "RISKS",    "of ",          "s", "\xC5\xBF", "\xE2\x84\xAA",
      "k", "-", " ",  " ",    "\xC3\xA9", "\xE2\x89\xA5", "7", "12",       ".",
      ";", "(", "\n", "_"};
  std::mt19937 random(20261130);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (unsigned i = random() % 60; i > 0; --i) text += pieces[random() % std::size(pieces)];
    expect_as_re2(guarded, pattern, text, 0);
    expect_as_re2(guarded, pattern, text, text.find(' ') == std::string::npos ? text.size() : text.find(' '));
  }
}

INSTANTIATE_TEST_SUITE_P(Patterns, GuardedAsRe2Test,
                         testing::Values("(?i)\\b(risks?|odds)\\b[^.;]{0,20}?(\\d+)", "\\b(?:a|B)(?:c|k)",
                                         "(?i)^risk|\\ba", "^(?:a|b)+$", "(?i)\\bs(.)", "(?i)k+", "(?i:r)isk (?-i:o)f",
                                         "\\d{1,2}\\.?", "(?:[a-c]{2}|x\\d)-?", "[^a-z;]-", "(?i)[r-t]\\W",
                                         "\xC3\xA9?risk", "(?i)\xC3\xA9?risk", "[\xE2\x89\xA5<] ?\\d", "\\x{2265}(\\d)",
                                         "a*", "(?:|a)b", "\\b", "risk$", "\\Brisk", "[[:alpha:]]k", "(?:a{0}b|c{2,})",
                                         "\\(|\\s\\w\\D",
                                         // large counts: matches within them, beyond them, and several ways to match
                                         "(?i)\\brisks?(.{0,15}?)(?:odds|[7k])", "(a.{2,16}b|risk[^;]{0,30})(k)",
                                         "(?i)(?:risk[^.;]{0,15} )+(\\d+)", "^(.{0,20}?)(\\d)[^_]{0,17}$",
                                         "(?:a[^k]{0,18}?)?(B.{1,20}|\\W)k?"));

// A text that begins matches everywhere and ends none.
TEST(Guarded, GivesUpTryingAfterAWhile) {
  constexpr const char* kPattern = "(?i)\\brisk (?:of )?(?:risk )*\\d";
  std::string text;
  for (int i = 0; i < 300; ++i) text += "risk ";
  expect_as_re2(Guarded(kPattern), RE2(kPattern), text, 0);
  expect_as_re2(Guarded(kPattern), RE2(kPattern), text + "7", 0);
}

}  // namespace
}  // namespace warrant
