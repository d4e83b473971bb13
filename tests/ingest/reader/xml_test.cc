#include "ingest/reader/xml.h"

#include <string>

#include <gtest/gtest.h>

#include "ingest/reader/reader.h"

namespace warrant {
namespace {

using std::string_literals::operator""s;

std::string text(const std::string& bytes) {
  const auto xml = parse_xml(bytes);
  return xml ? text_of((*xml)->root()) : "error: " + to_string(xml.error());
}

struct Case {
  const char* name;
  std::string bytes, text;
};

class XmlText : public testing::TestWithParam<Case> {};

TEST_P(XmlText, IsRead) { EXPECT_EQ(text(GetParam().bytes), GetParam().text); }

const Case kCases[] = {
    {"Plain", "<a>x <b>y</b>z</a>", "x yz"},
    {"Builtin", "<a>&lt;&amp;&gt;&quot;&apos;</a>", "<&>\"'"},
    {"Named", "<a>&eacute;&alpha;&thinsp;&nbsp;&agr;&le;</a>", "éα α≤"},
    {"NamedThatIsMarkup", "<a>&LT;b&AMP;amp;</a>", "<b&amp;"},
    {"Numeric", "<a>&#233;&#xe9;</a>", "éé"},
    {"NumericNul", "<a>x&#0;y</a>", "x\uFFFDy"},
    {"NumericSurrogate", "<a>&#xD800;</a>", "\uFFFD"},
    {"NumericTooHigh", "<a>&#x110000;&#99999999999;</a>", "\uFFFD\uFFFD"},
    {"RawNul", "<a>x\0y</a>"s, "x\uFFFDy"},
    {"UnknownStays", "<a>&whatever;</a>", "&whatever;"},
    {"InCdata", "<a><![CDATA[&eacute; <b>]]></a>", "&eacute; <b>"},
    {"InComment", "<a><!-- &eacute; & --><![CDATA[ & ]]>x&eacute;</a>", "& xé"},
    {"Composed", "<a>e&#x301; \u212B</a>", "é Å"},
    {"NeverExpanded", "<!DOCTYPE a [<!ENTITY b \"big\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>", "&c;"},
    {"NeverFetched", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "&x;"},
    {"Mismatch", "<a>\n<b></a>", "error: line 2, byte 9: XML not well-formed: start-end tags mismatch"},
    {"Cut", "<a>\n<b>x", "error: line 2, byte 7: XML not well-formed: start-end tags mismatch"},
    {"CutTag", "<a>\n<b", "error: line 2, byte 5: XML not well-formed: error parsing start element tag"},
    {"BareAmpersand", "<a>\nP & Q</a>", "error: line 2, byte 6: an '&' that begins no entity"},
    {"SecondRoot", "<a/>\n<b/>", "error: line 2, byte 6: a second root element 'b'"},
    {"TextBehind", "<a/>\nx", "error: line 1, byte 4: text after the root element"},
    {"Doctype", "<!DOCTYPE a PUBLIC \"x\">\n<a/>",
     "error: line 1, byte 0: document type declaration without system identifier"},
    {"DoctypeWithoutEnd", "<a><!DOCTYPE \"x>\n</a>", "error: line 1, byte 3: document type declaration without end"},
    {"BadUtf8", "<a>\xFF</a>", "error: byte 3: not well-formed UTF-8"},
    {"Legacy", "<?xml version='1.0' encoding='windows-1250'?><a>\x9C</a>", "ś"},
    {"Empty", "", "error: line 1, byte 0: XML not well-formed: no document element found"},
};

INSTANTIATE_TEST_SUITE_P(Cases, XmlText, testing::ValuesIn(kCases),
                         [](const auto& test_info) { return test_info.param.name; });

TEST(ParseXml, CountsWhatItMended) {
  const auto xml = parse_xml("<a>&#0;\0&x;&eacute;</a>"s);
  ASSERT_TRUE(xml.has_value());
  EXPECT_EQ((*xml)->mended.counts(), (std::vector<SkipCount>{{"replaced-character", 2}, {"unknown-entity", 1}}));
}

TEST(ParseXml, StandsDeepNesting) {
  std::string deep;
  for (int i = 0; i < 1000000; ++i) deep += "<a>";
  for (int i = 0; i < 1000000; ++i) deep += "</a>";
  const auto xml = parse_xml(deep);
  ASSERT_FALSE(xml.has_value());
  EXPECT_EQ(xml.error().code, ErrorCode::kLimit);
  EXPECT_EQ(xml.error().where, "line 1, byte 1537");  // the 513th element
}

TEST(XmlCursor, VisitsInDocumentOrder) {
  const auto xml = parse_xml("<r>a<b>c<d/></b><e>skip</e>f</r>");
  ASSERT_TRUE(xml.has_value());
  XmlCursor cursor((*xml)->root());
  std::string seen;
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    if (event == XmlCursor::Event::kText) seen += cursor.node().value();
    if (event == XmlCursor::Event::kEnter) seen += "<" + std::string(cursor.node().name());
    if (event == XmlCursor::Event::kLeave) seen += ">";
    if (event == XmlCursor::Event::kEnter && local_name(cursor.node()) == "e") cursor.skip();
  }
  EXPECT_EQ(seen, "a<bc<d>><ef");
  EXPECT_EQ(cursor.next(), XmlCursor::Event::kEnd);
}

TEST(XmlCursor, EndsAtOnceOnNothing) { EXPECT_EQ(XmlCursor(pugi::xml_node()).next(), XmlCursor::Event::kEnd); }

TEST(RootName, IsFoundWithoutParsing) {
  EXPECT_EQ(root_name("\xEF\xBB\xBF <?xml?><!-- <x> --><!DOCTYPE a [<!ENTITY b '>'>]>\n<n:article a='b'>"), "article");
  EXPECT_EQ(root_name("<\0a\0r\0 \0"s), "ar");
  EXPECT_EQ(root_name("{\"a\": 1}"), "");
  EXPECT_EQ(root_name("<!DOCTYPE a PUBLIC -//x\"  \"y.dtd\"><article>"), "article");
  EXPECT_EQ(root_name(""), "");
}

struct Seen {
  const char* name;
  std::string bytes, error;
};

class ReaderFor : public testing::TestWithParam<Seen> {};

TEST_P(ReaderFor, SaysWhatBytesSeemToBe) {
  const auto reader = reader_for({GetParam().bytes, "paper.xml"});
  ASSERT_FALSE(reader.has_value());
  EXPECT_EQ(to_string(reader.error()), GetParam().error);
  EXPECT_EQ(reader.error().code, ErrorCode::kUnsupported);
}

const Seen kSeen[] = {
    {"Empty", "", "an empty file"},
    {"Blank", " \n\t ", "an empty file"},
    {"Pdf", "%PDF-1.7\n\x80", "a PDF"},
    {"Zip", "PK\x03\x04zz", "a ZIP archive or office document"},
    {"Png", "\x89PNG\r\n\x1A\n\0"s, "a PNG image"},
    {"Binary", "\x01\x02\0\x03\0\0\0\x7F"s, "binary data"},
    {"Json", "{\"esearchresult\": {}}", "JSON"},
    {"UnknownRoot", "<?xml version='1.0'?><eSearchResult/>",
     "XML with the root element <eSearchResult>, which no reader knows"},
};

INSTANTIATE_TEST_SUITE_P(Seen, ReaderFor, testing::ValuesIn(kSeen),
                         [](const auto& test_info) { return test_info.param.name; });

}  // namespace
}  // namespace warrant
