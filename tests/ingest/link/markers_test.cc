#include "ingest/link/markers.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/link/linker.h"
#include "src/base/text.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

struct Expansion {
  const char* name;
  const char* text;
  std::vector<std::int32_t> numbers;
};
class ExpandNumbers : public testing::TestWithParam<Expansion> {};
TEST_P(ExpandNumbers, NamesEveryNumber) { EXPECT_EQ(expand_numbers(GetParam().text), GetParam().numbers); }

INSTANTIATE_TEST_SUITE_P(
    Forms, ExpandNumbers,
    testing::Values(Expansion{"One", "21", {21}}, Expansion{"EnDashRange", "3, 5, 7–10", {3, 5, 7, 8, 9, 10}},
                    Expansion{"Raised", "¹²", {12}}, Expansion{"SideBySide", "3⁴5", {3, 4, 5}},
                    Expansion{"RaisedRange", "1⁶–9", {1, 6, 7, 8, 9}}, Expansion{"Spaces", "1 2 3", {1, 2, 3}},
                    Expansion{"Decimal", "0.67, 0.98", {}}, Expansion{"LeadingZero", "05", {}},
                    Expansion{"Thousands", "10 000", {}}, Expansion{"Falling", "9-3", {}}, Expansion{"Open", "3,", {}},
                    Expansion{"Word", "n = 3", {}}, Expansion{"Empty", "", {}}, Expansion{"Huge", "1-99999", {}}),
    [](const auto& row) { return row.param.name; });

// A document of paragraphs (one per line) and `references` numbered entries.
Document page(const std::string& text, int references, bool superscripts = false) {
  Document d;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const auto start = static_cast<std::uint32_t>(d.text.size());
    for (std::size_t i = from; i < end; ++i) {
      if (superscripts && text[i] == '{') {
        d.superscripts.push_back({static_cast<std::uint32_t>(d.text.size()), 0});
      } else if (superscripts && text[i] == '}') {
        d.superscripts.back().end = static_cast<std::uint32_t>(d.text.size());
      } else {
        d.text += text[i];
      }
    }
    d.passages.push_back(
        {PassageKind::kParagraph, Place::kBody, -1, -1, -1, {start, static_cast<std::uint32_t>(d.text.size())}});
    d.text += '\n';
    from = end + 1;
  }
  for (int i = 1; i <= references; ++i) {
    Reference r;
    r.number = i;
    d.references.push_back(r);
  }
  if (references == 0) d.kind = DocumentKind::kQa;
  return d;
}

std::string marks_of(const Document& d) {
  std::string out;
  for (const CitationAnchor& a : d.anchors) {
    out += std::string(slice(d.text, a.span)) + "=";
    for (const auto& t : a.targets) out += (t.reference < 0 ? "?" : std::to_string(t.reference + 1)) + " ";
  }
  return out;
}

struct Styled {
  const char* name;
  const char* text;
  int references;
  const char* marks;
  bool superscripts = false;
};
class FindAnchors : public testing::TestWithParam<Styled> {};
TEST_P(FindAnchors, KnowsTheStyle) {
  Document d = page(GetParam().text, GetParam().references, GetParam().superscripts);
  find_anchors(d);
  EXPECT_EQ(marks_of(d), GetParam().marks);
  EXPECT_EQ(defect_of(d), "");
}

INSTANTIATE_TEST_SUITE_P(
    Styles, FindAnchors,
    testing::Values(
        Styled{"Brackets",
               "Known [1]. Shown again [2,4–5], median 5 [3–7] days, by F[1,5] = 3 [3] and refuted [refs 1, 2].", 5,
               "[1]=1 [2,4–5]=2 4 5 [3]=3 [refs 1, 2]=1 2 "},
        Styled{"BracketRangeOfTwo", "Many studies [1]–[4] and one [5] more, [2] too.", 5,
               "[1]–[4]=1 2 3 4 [5]=5 [2]=2 "},
        Styled{"Parens",
               "A burden (1, 2–4) that rose from 16.1% (2003–2005) to 19.7% (2012–2015) (5). Lee et al. (6) agree: (1) "
               "first "
               "surgery, (2) then rest, 12 (29) of them, t(28) = 2.",
               6, "(1, 2–4)=1 2 3 4 (5)=5 (6)=6 "},
        Styled{"Superscripts", "Doses of 10{5} units on 4 m{2} of {18}F are known.{1,2} It was 7.1{3} here, p{a}.", 3,
               "1,2=1 2 3=3 ", true},
        Styled{"GluedDigits", "It is known.1 However, pain3,4 and loss,2 with CD4 and IL6.", 4, "1=1 3,4=3 4 2=2 "},
        Styled{
            "TrailingNumbers",
            "The median was 7.1 months across all patients. 1 However, it varies.\nIt predicts survival <3 months 2\n"
            "The rate was 4 of 12 in stage 3\nA solitary L2 lesion without other disease 2, 3\n"
            "The hazard ratio was 0.79, 95% CI 0.62 to 1.01 2",
            3, "1=1 2=2 2, 3=2 3 2=2 "},
        Styled{"DanglingNumber", "As said [1], [2] and [3], then [9].", 3, "[1]=1 [2]=2 [3]=3 [9]=? "},
        Styled{"NoList", "One thing is so. 1 Another.\nIt goes on 2\nAnd ends there 1, 2\nReally 3", 0,
               "1=? 2=? 1, 2=? ? 3=? "},
        Styled{"PlainNumbersAreNoStyle", "We saw 12 (3) and 14 (5) of them, (1) here and (2) there, in 20 wards.", 40,
               ""}),
    [](const auto& row) { return row.param.name; });

TEST(FindAnchorsByName, FindsAuthorsAndYears) {
  Document d = page(
      "Survival is short (Smith et al., 2019a,b; see also van den Berg & Lee 2020), as O’Neil (2018) said. "
      "In the study by Müller and Kim (2017, 2018), pain fell (range 2003–2015). Others differ (Nobody et al., 2016).",
      0);
  const auto add = [&](std::vector<std::string> authors, std::int32_t year) {
    Reference r;
    r.number = static_cast<std::int32_t>(d.references.size()) + 1;
    r.authors = std::move(authors);
    r.year = year;
    d.references.push_back(r);
  };
  add({"Smith J", "Roe A", "Poe B"}, 2019);
  add({"Smith J", "Doe A", "Poe B"}, 2019);
  add({"van den Berg T", "Lee K"}, 2020);
  add({"O'Neil P"}, 2018);
  add({"Müller H", "Kim S"}, 2017);
  add({"Müller H", "Kim S"}, 2018);
  find_anchors(d);
  EXPECT_EQ(
      marks_of(d),
      "(Smith et al., 2019a,b; see also van den Berg & Lee 2020)=1 2 3 O’Neil (2018)=4 Müller and Kim (2017, 2018)=5 6 "
      "(Nobody et al., 2016)=? ");
}

TEST(FindAnchors, ExpectsNoBareNumbersInAnArticleWithoutReferences) {
  Document d = page("It was so. 1 However, it changed.\nIt happened there 2\nAnd elsewhere 3\nOr here 1", 0);
  d.kind = DocumentKind::kArticle;
  find_anchors(d);
  EXPECT_TRUE(d.anchors.empty());
}

TEST(FindAnchors, StaysLinearOnHostileLines) {
  for (const std::string& line : {std::string(400000, '['), std::string(400000, '('), std::string(400000, '1'),
                                  std::string(400000, 'a') + "[1]"}) {
    Document d = page(line, 3);
    find_anchors(d);
    EXPECT_LE(d.anchors.size(), 1u);
  }
}

TEST(FindAnchors, LeavesTaggedDocumentsAlone) {
  Document d = page("Known [1]. Shown [2].", 2);
  d.anchors.push_back({{6, 9}, {{"1", 0}}});
  find_anchors(d);
  EXPECT_EQ(d.anchors.size(), 1u);
}

// The Q&A pages the project started from: marks and links counted by hand.
TEST(FindAnchors, CountsTheMarksOfTheQuestionPages) {
  WARRANT_NEEDS_SHARED();
  struct Seed {
    const char* file;
    int references;
    std::size_t marks, links;
  };
  for (const Seed& seed : {Seed{"000_a62401801c33f9fc.txt", 0, 35, 43}, Seed{"003_748c9a5993610b48.txt", 5, 30, 38}}) {
    std::string text;
    const std::string raw = test::read_file(test::shared_dir() / "seeds" / seed.file);
    for (std::size_t from = 0; from < raw.size();) {
      const std::size_t end = std::min(raw.find('\n', from), raw.size());
      const std::string line = collapse_space(std::string_view(raw).substr(from, end - from));
      if (line == "References" || line == "Professional Medical Disclaimer") break;
      if (!line.empty()) text += line + "\n";
      from = end + 1;
    }
    Document d = page(text, seed.references);
    find_anchors(d);
    std::size_t links = 0;
    for (const CitationAnchor& a : d.anchors) links += a.targets.size();
    EXPECT_EQ(d.anchors.size(), seed.marks) << seed.file;
    EXPECT_EQ(links, seed.links) << seed.file << marks_of(d);
  }
}

}  // namespace
}  // namespace warrant
