#include "src/render/terminal.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

TEST(TerminalSafe, NothingMovesTheCursor) {
  EXPECT_EQ(terminal_safe("a\x1b[31mb"), "a\uFFFD[31mb");
  EXPECT_EQ(terminal_safe("a\rb\nc\x7f"), "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(terminal_safe("x\u202Ey\u2066z\u009B"), "x\uFFFDy\uFFFDz\uFFFD");
  EXPECT_EQ(terminal_safe("tab\there"), "tab here");
  EXPECT_EQ(terminal_safe("bad \xff utf"), "bad \uFFFD utf");
  EXPECT_EQ(terminal_safe("\u2265 5 \u00B1 0\u00B72 \u65E5"), "\u2265 5 \u00B1 0\u00B72 \u65E5");
  EXPECT_EQ(terminal_safe("\x02marks\x03"), "\uFFFDmarks\uFFFD");
}

TEST(Wrap, FillsTheWidth) {
  RenderOptions options;
  options.width = 24;
  EXPECT_EQ(wrap("one two three four five six seven", 4, options), "    one two three four\n    five six seven\n");
  EXPECT_EQ(wrap("", 4, options), "");
  EXPECT_EQ(wrap("averyveryveryverylongwordthatdoesnotfit x", 4, options),
            "    averyveryveryverylongwordthatdoesnotfit\n    x\n");
}

TEST(Wrap, CountsColumnsNotBytes) {
  RenderOptions options;
  options.width = 24;
  EXPECT_EQ(wrap("\u65E5\u65E5\u65E5\u65E5\u65E5 \u65E5\u65E5\u65E5\u65E5\u65E5 x", 0, options),
            "\u65E5\u65E5\u65E5\u65E5\u65E5 \u65E5\u65E5\u65E5\u65E5\u65E5 x\n");
}

TEST(Wrap, CarriesMarksOverLines) {
  RenderOptions options;
  options.width = 20;
  EXPECT_EQ(wrap("one \x02two three four five six\x03 end", 0, options), "one **two three four**\n**five six** end\n");
  options.color = true;
  EXPECT_EQ(wrap("\x02hit\x03", 0, options), "\x1b[1;33mhit\x1b[0m\n");
}

}  // namespace
}  // namespace warrant
