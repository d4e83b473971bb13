#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/link/linker.h"

namespace warrant {
namespace {

// Builds a one-paragraph article: sentences end at '|', marks stand in [n], the value between '<' and '>'.
struct Case {
  const char* name;
  const char* role;
  const char* text;
  bool cited;
  const char* labels;  // of the claim's citations, joined by ','
  const char* basis;
  DocumentKind kind = DocumentKind::kArticle;
  bool study = true;  // has a methods section
};

class Link : public testing::TestWithParam<Case> {};

TEST_P(Link, TiesTheClaim) {
  const Case& c = GetParam();
  Document d;
  d.kind = c.kind;
  d.sections.push_back({"Section", c.role, -1, 0});
  if (c.study) d.sections.push_back({"Methods", "methods", -1, 0});
  for (int i = 1; i <= 9; ++i) {
    Reference r;
    r.number = i;
    d.references.push_back(r);
  }
  std::vector<Sentence> sentences;
  Claim claim;
  claim.section = 0;
  std::uint32_t start = 0;
  for (const char* p = c.text;; ++p) {
    const auto at = static_cast<std::uint32_t>(d.text.size());
    if (*p == '|' || *p == 0) {
      sentences.push_back({0, {start, at}});
      if (*p == 0) break;
      d.text += ' ';
      start = at + 1;
    } else if (*p == '{') {
      claim.value_span.start = at;
    } else if (*p == '}') {
      claim.value_span.end = at;
    } else {
      d.text += *p;
    }
  }
  d.passages.push_back(
      {PassageKind::kParagraph, Place::kBody, 0, -1, -1, {0, static_cast<std::uint32_t>(d.text.size())}});
  d.text += '\n';
  claim.passage = 0;
  claim.span = claim.value_span;
  find_anchors(d);
  std::vector<Claim> claims{claim};
  link(d, sentences, claims);
  std::string labels, basis;
  for (const ClaimCitation& citation : claims[0].citations) {
    labels += (labels.empty() ? "" : ",") + citation.marker;
    basis = citation.basis;
    EXPECT_EQ(citation.reference + 1, std::stoi(citation.marker));
  }
  EXPECT_EQ(claims[0].cited, c.cited);
  EXPECT_EQ(labels, c.labels);
  EXPECT_EQ(basis, c.basis);
}

INSTANTIATE_TEST_SUITE_P(
    Prose, Link,
    testing::Values(
        Case{"ResultsAreOwn", "results", "Median survival was {12.3} months.", false, "", ""},
        Case{"IntroductionIsCited", "introduction", "Median survival is {12.3} months [3].", true, "3", "clause"},
        Case{"IntroductionWithoutMark", "introduction", "Median survival is {12.3} months.", true, "", ""},
        Case{"ClausesOwnTheirMarks", "discussion",
             "Lee et al. [4] found {5.1} months; Kim et al. [5] found 7.2 months.", true, "4", "clause"},
        Case{"SecondClause", "discussion", "Lee et al. [4] found 5.1 months; Kim et al. [5] found {7.2} months.", true,
             "5", "clause"},
        Case{"TrailingMarks", "discussion",
             "Survival was 5.1 months [4] after surgery and {7.2} months after both [5,6].", true, "5,6", "clause"},
        Case{"OwnBesideTheirs", "discussion",
             "In our study survival was {12.3} months, similar to 11.9 months reported by Lee [2].", false, "", ""},
        Case{"TheirsBesideOwn", "discussion",
             "In our study survival was 12.3 months, similar to {11.9} months reported by Lee [2].", true, "2",
             "clause"},
        Case{"OwnComparedInResults", "results", "The rate was {58}% and higher than reported before [7].", false, "",
             ""},
        Case{"IntroducedBefore", "discussion", "Lee et al. studied 577 cases [8].|Median survival was {9.1} months.",
             true, "8", "introducing-sentence"},
        Case{"OwnAgain", "discussion",
             "Lee et al. studied 577 cases [8].|We found a median of 12.3 months.|The rate was {58}%.", false, "", ""},
        Case{"CommentaryGoesOn", "", "Lee et al. treated 90 patients [8].|Median survival was {9.1} months.", true, "8",
             "introducing-sentence", DocumentKind::kArticle, false},
        Case{"UnknownSectionOfAStudy", "", "Lee et al. treated 90 patients [8].|Median survival was {9.1} months.",
             false, "", ""},
        Case{"MarkBehindTheStop", "", "Survival is {7.1} months. [1]|However, it differs.", true, "1", "clause",
             DocumentKind::kQa},
        Case{"QuestionPageWithoutMark", "", "Survival is {7.1} months.|However, it differs [1].", false, "", "",
             DocumentKind::kQa}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace warrant
