#include "ingest/reader/decode.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

using std::string_literals::operator""s;

std::string utf16(std::u16string_view text, bool little, bool mark) {
  std::string out = mark ? (little ? "\xFF\xFE" : "\xFE\xFF") : "";
  for (char16_t c : text) {
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

struct Case {
  const char* name;
  std::string bytes, declared, text, charset;
};

class DecodeTo : public testing::TestWithParam<Case> {};

TEST_P(DecodeTo, Utf8) {
  const Case& c = GetParam();
  const auto decoded = decode(c.bytes, c.declared, Undeclared::kMustBeUtf8);
  ASSERT_TRUE(decoded.has_value()) << to_string(decoded.error());
  EXPECT_EQ(decoded->text(), c.text);
  EXPECT_EQ(decoded->charset, c.charset);
}

const Case kCases[] = {
    {"Plain", "a", "", "a", "UTF-8"},
    {"Empty", "", "", "", "UTF-8"},
    {"Marked",
     "\xEF\xBB\xBF"
     "a",
     "", "a", "UTF-8"},
    {"MarkWinsOverDeclaration", "\xEF\xBB\xBF\xC3\xA9", "shift_jis", "é", "UTF-8"},
    {"Utf16LittleMarked", utf16(u"<a>é</a>", true, true), "", "<a>é</a>", "UTF-16LE"},
    {"Utf16BigMarked", utf16(u"<a>é</a>", false, true), "", "<a>é</a>", "UTF-16BE"},
    {"Utf16LittleBare", utf16(u"<?xml version='1.0'?><a>x</a>", true, false), "", "<?xml version='1.0'?><a>x</a>",
     "UTF-16LE"},
    {"Utf16BigBare", utf16(u"<?xml version='1.0'?><a>x</a>", false, false), "utf-16", "<?xml version='1.0'?><a>x</a>",
     "UTF-16BE"},
    {"Utf16Surrogates", utf16(u"x\U0001F600y", true, true), "", "x\U0001F600y", "UTF-16LE"},
    {"Latin1IsWindows1252", "caf\xE9 \x96", "ISO-8859-1", "café –", "ibm-5348_P100-1997"},
    {"Windows1251", "\xCF\xF0", "windows-1251", "Пр", "ibm-5347_P100-1998"},
    {"ShiftJis", "\x82\xA0", "Shift_JIS", "あ", "ibm-943_P15A-2003"},
    {"LyingDeclaration", "caf\xC3\xA9", "windows-1252", "café", "UTF-8"},
    {"Utf16DeclaredInAscii", "<a>\xC3\xA9</a>", "UTF-16", "<a>é</a>", "UTF-8"},
    {"NulBecomesReplacement", "a\0b"s, "",
     "a\xEF\xBF\xBD"
     "b",
     "UTF-8"},
};

INSTANTIATE_TEST_SUITE_P(Decode, DecodeTo, testing::ValuesIn(kCases),
                         [](const auto& test_info) { return test_info.param.name; });

struct BadCase {
  const char* name;
  std::string bytes, declared, error;
};

class DecodeRefuses : public testing::TestWithParam<BadCase> {};

TEST_P(DecodeRefuses, WithThePlace) {
  const BadCase& c = GetParam();
  const auto decoded = decode(c.bytes, c.declared, Undeclared::kMustBeUtf8);
  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(to_string(decoded.error()), c.error);
}

const BadCase kBadCases[] = {
    {"Lone", "ab\x80", "", "byte 2: not well-formed UTF-8"},
    {"Overlong", "a\xC0\xAF", "", "byte 1: not well-formed UTF-8"},
    {"Surrogate", "\xED\xA0\x80", "", "byte 0: not well-formed UTF-8"},
    {"TooHigh", "x\xF4\x90\x80\x80", "", "byte 1: not well-formed UTF-8"},
    {"Cut", "x\xE2\x82", "", "byte 1: not well-formed UTF-8"},
    {"BehindMark", "\xEF\xBB\xBF\xFF", "", "byte 3: not well-formed UTF-8"},
    {"UnknownCharset", "\x80", "x-invented", "unknown charset 'x-invented'"},
    {"BadShiftJis", "\x82", "Shift_JIS", "byte 1: bytes that the charset does not have"},
};

INSTANTIATE_TEST_SUITE_P(Decode, DecodeRefuses, testing::ValuesIn(kBadCases),
                         [](const auto& test_info) { return test_info.param.name; });

TEST(Decode, CountsReplacedNuls) {
  const auto decoded = decode("\0\0x"s, "", Undeclared::kMustBeUtf8);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->replaced_nul, 2U);
}

TEST(Decode, GuessesWhatIsNotDeclared) {
  const auto decoded = decode(
      "Une \xE9tude r\xE9trospective men\xE9"
      "e \xE0 l'h\xF4pital",
      "", Undeclared::kGuess);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(decoded->guessed);
  EXPECT_EQ(decoded->text(), "Une étude rétrospective menée à l'hôpital");
}

TEST(Decode, LeavesUtf8WhereItIs) {
  const std::string bytes = "caf\xC3\xA9";
  const auto decoded = decode(bytes, "", Undeclared::kMustBeUtf8);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->text().data(), bytes.data());
}

TEST(DeclaredXmlCharset, ReadsTheDeclaration) {
  EXPECT_EQ(declared_xml_charset("<?xml version=\"1.0\" encoding='koi8-r' ?><a/>"), "koi8-r");
  EXPECT_EQ(declared_xml_charset("<?xml version=\"1.0\"?><a encoding='x'/>"), "");
  EXPECT_EQ(declared_xml_charset(utf16(u"<?xml version='1.0' encoding='UTF-16'?>", true, true)), "UTF-16");
  EXPECT_EQ(declared_xml_charset("<a/>"), "");
  EXPECT_EQ(declared_xml_charset("<?xml encoding='cut"), "");
}

}  // namespace
}  // namespace warrant
