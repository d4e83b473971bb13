#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/reader/reader.h"
#include "tests/support/data.h"
#include "tests/support/dump.h"
#include "tests/support/golden.h"

namespace warrant {
namespace {

const Reader& jats() {
  for (const Reader& reader : readers())
    if (reader.name == "jats") return reader;
  std::abort();
}

Document read(const std::string& body) {
  const std::string bytes =
      "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></"
      "front>" +
      body + "</article>";
  auto documents = read_all(jats(), {bytes, "test.xml"});
  EXPECT_TRUE(documents.has_value()) << (documents ? "" : to_string(documents.error()));
  return documents && !documents->empty() ? documents->front() : Document();
}

// The canonical text behind the title.
std::string text_of_body(const std::string& body) {
  const Document d = read(body);
  return d.text.substr(std::min<std::size_t>(d.text.size(), 2));
}

class JatsGolden : public testing::TestWithParam<std::string> {};

TEST_P(JatsGolden, ReadsAsExpected) {
  const std::filesystem::path folder = test::source_dir() / "tests/golden/reader/jats" / GetParam();
  const std::string bytes = test::read_file(folder / "input.xml");
  const auto documents = read_all(jats(), {bytes, "input.xml"});
  ASSERT_TRUE(documents.has_value()) << to_string(documents.error());
  std::string out;
  for (const Document& d : *documents) {
    EXPECT_EQ(defect_of(d), "");
    out += test::dump(d);
  }
  test::expect_golden(folder / "expected.txt", out);
}

std::vector<std::string> golden_cases() {
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "tests/golden/reader/jats"))
    cases.push_back(entry.path().filename().string());
  std::sort(cases.begin(), cases.end());
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Cases, JatsGolden, testing::ValuesIn(golden_cases()),
                         [](const auto& test_info) { return test_info.param; });

TEST(JatsReader, SniffsByRootElement) {
  const auto score = [](std::string_view bytes) { return jats().sniff({bytes, "x"}); };
  EXPECT_GT(score("<?xml version='1.0'?><!DOCTYPE article [<!ENTITY a '>'>]><!-- <x> --><article>"), 0);
  EXPECT_GT(score("<j:article xmlns:j='x'/>"), 0);
  EXPECT_EQ(score("<html><article/></html>"), 0);
  EXPECT_EQ(score(""), 0);
}

TEST(JatsReader, KeepsParagraphsWholeAroundFloats) {
  EXPECT_EQ(text_of_body("<body><p>One <fig><label>F</label><caption><p>cap</p></caption></fig>two.</p></body>"),
            "One two.\nF. cap\n");
}

TEST(JatsReader, MarksMetadataOnlyArticles) {
  const Document d = read("");
  EXPECT_FALSE(d.full_text);
  EXPECT_EQ(d.kind, DocumentKind::kAbstract);
  EXPECT_EQ(d.skipped, (std::vector<SkipCount>{{"no-full-text", 1}}));
}

TEST(JatsReader, PlacesSubArticlesInTheBack) {
  const Document d = read(
      "<body><p>Own.</p></body><sub-article><front-stub><title-group><article-title>Decision letter</article-title>"
      "</title-group></front-stub><body><p>Their HR was "
      "2.</p><table-wrap><table><tr><td>1</td></tr></table></table-wrap>"
      "</body></sub-article>");
  for (const Passage& p : d.passages)
    if (slice(d.text, p.span) != "T" && slice(d.text, p.span) != "Own.") {
      EXPECT_EQ(p.place, Place::kBack);
    }
  EXPECT_EQ(d.sections.at(0).title, "Decision letter");
}

TEST(JatsReader, RefusesNestingOverTheLimit) {
  const auto nested = [](int depth) {
    std::string bytes = "<article><body><p>x";
    for (int i = 0; i < depth; ++i) bytes += "<sec>";
    for (int i = 0; i < depth; ++i) bytes += "</sec>";
    return bytes + "</p></body></article>";
  };
  const std::string fine = nested(500), deep = nested(200000);
  EXPECT_TRUE(read_all(jats(), {fine, ""}).has_value());
  const auto refused = read_all(jats(), {deep, ""});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace warrant
