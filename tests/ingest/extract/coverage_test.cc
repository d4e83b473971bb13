#include "ingest/extract/coverage.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct CoverageCase {
  const char* text;      // with the number looked at first
  const char* expected;  // the reason of the first number, "" = no number
  Place place = Place::kBody;
};

class CoverageOf : public testing::TestWithParam<CoverageCase> {};

Document document_of(const CoverageCase& c) {
  Document document;
  document.text = std::string(c.text) + "\n";
  Passage passage;
  passage.place = c.place;
  passage.span = {0, static_cast<std::uint32_t>(document.text.size() - 1)};
  document.passages.push_back(passage);
  return document;
}

TEST_P(CoverageOf, GivesEveryNumberAReason) {
  const Document document = document_of(GetParam());
  const std::vector<Coverage> coverage = coverage_of({document, {}}, {});
  const std::string expected = GetParam().expected;
  if (expected.empty()) {
    EXPECT_TRUE(coverage.empty());
    return;
  }
  ASSERT_EQ(coverage.size(), 1u);
  EXPECT_EQ(coverage[0].reason, expected);
  EXPECT_EQ(coverage[0].count, 1u);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, CoverageOf,
    testing::Values(CoverageCase{"It rose to 12.5 in the end", "not_understood"},
                    CoverageCase{"It rose to 12\u00B75 in the end", "not_understood"},
                    CoverageCase{"between then and 1998 it rose", "date"},
                    CoverageCase{"on the 12 March it rose", "date"}, CoverageCase{"as Table 2 shows", "label"},
                    CoverageCase{"they took 20 mg of it", "dose"}, CoverageCase{"they took 20mg of it", "dose"},
                    CoverageCase{"within 12 months of it", "time"}, CoverageCase{"with a 95% CI", "level"},
                    CoverageCase{"CD4 cells and IL-6 rose", ""}, CoverageCase{"with SPSS 20 as usual", "identifier"},
                    CoverageCase{"grew 1,234 more", "not_understood"},
                    CoverageCase{"Smith 12 of them", "reference_list", Place::kReference},
                    CoverageCase{"read 12 more", "boilerplate", Place::kBoilerplate}));

TEST(Coverage, CountsWhatClaimsHoldAndShowsWhatWasNotUnderstood) {
  const Document document = document_of({"The HR was 0.80 (0.60 to 0.95), and 7 of them sang", ""});
  Claim claim;
  claim.passage = 0;
  claim.span = document.passages[0].span;
  claim.value_span = {11, 15};
  claim.value = 0.8;
  claim.ci_low = 0.6;
  claim.ci_high = 0.95;
  const std::vector<Coverage> coverage = coverage_of({document, {}}, {claim});
  ASSERT_EQ(coverage.size(), 2u);
  EXPECT_EQ(coverage[0].reason, kInClaims);
  EXPECT_EQ(coverage[0].count, 3u);
  EXPECT_TRUE(coverage[0].examples.empty());
  EXPECT_EQ(coverage[1].reason, "not_understood");
  ASSERT_EQ(coverage[1].examples.size(), 1u);
  EXPECT_EQ(slice(document.text, coverage[1].examples[0]), "7");
}

TEST(Coverage, CitationMarksAreNamedByTheirAnchors) {
  Document document = document_of({"as was shown 12 before", ""});
  CitationAnchor anchor;
  anchor.span = {13, 15};
  document.anchors.push_back(anchor);
  const std::vector<Coverage> coverage = coverage_of({document, {}}, {});
  ASSERT_EQ(coverage.size(), 1u);
  EXPECT_EQ(coverage[0].reason, "citation");
}

}  // namespace
}  // namespace warrant
