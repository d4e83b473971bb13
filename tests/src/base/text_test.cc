#include "src/base/text.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Utf8Case {
  const char* name;
  std::string bytes;
  std::size_t first_bad;  // bytes.size() = well-formed
};

const Utf8Case kUtf8Cases[] = {
    {"Empty", "", 0},
    {"Ascii", "abc", 3},
    {"TwoBytes", "p\xC2\xB7q", 4},
    {"FourBytes", "\xF0\x9D\x9C\x92", 4},
    {"LoneContinuation", "a\x80", 1},
    {"OverlongSlash", "ab\xC0\xAF", 2},
    {"Surrogate", "\xED\xA0\x80", 0},
    {"BeyondUnicode", "xy\xF4\x90\x80\x80", 2},
    {"CutSequence", "HR \xE2\x89", 3},
    {"Latin1", "caf\xE9 au", 3},
};

class Utf8 : public ::testing::TestWithParam<Utf8Case> {};

TEST_P(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8(GetParam().bytes), GetParam().first_bad);
  EXPECT_EQ(is_utf8(GetParam().bytes), GetParam().first_bad == GetParam().bytes.size());
}

INSTANTIATE_TEST_SUITE_P(Text, Utf8, ::testing::ValuesIn(kUtf8Cases), [](const auto& test) { return test.param.name; });

TEST(Text, NormalisesToComposedForm) {
  EXPECT_EQ(to_nfc("Pe\xCC\x81rez"), "P\xC3\xA9rez");
  EXPECT_EQ(to_nfc("plain ascii"), "plain ascii");
  EXPECT_EQ(to_nfc("10\xC2\xB2"), "10\xC2\xB2") << "NFC keeps compatibility characters";
}

TEST(Text, FoldsCaseWithoutLocale) {
  EXPECT_EQ(fold_case("HER2 \xC3\x89tude \xCE\xA9"), "her2 \xC3\xA9tude \xCF\x89");
  EXPECT_EQ(fold_case("I"), "i") << "never the Turkish dotless i";
}

TEST(Text, CollapsesEveryKindOfSpace) {
  EXPECT_EQ(collapse_space("  a\t\nb\xC2\xA0\xE2\x80\xAF"
                           "c\xE2\x80\x89 "),
            "a b c");
}

TEST(Text, CountsCodePointsAndColumns) {
  EXPECT_EQ(count_code_points("12\xC2\xB7"
                              "3"),
            4u);
  EXPECT_EQ(display_width("\xE4\xB8\xAD\xE6\x96\x87"), 4u);
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);
}

TEST(Text, DecodesIllFormedBytesOneByOne) {
  const std::string bytes = "\xE2\x89";
  std::size_t at = 0;
  EXPECT_EQ(next_code_point(bytes, at), 0xFFFDu);
  EXPECT_EQ(at, 1u);
}

TEST(Text, WritesReplacementForNonScalars) {
  std::string out;
  append_utf8(out, 0xD800);
  append_utf8(out, 0x110000);
  EXPECT_EQ(out, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace warrant
