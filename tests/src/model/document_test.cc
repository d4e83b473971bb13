#include "src/model/document.h"

#include <gtest/gtest.h>

#include "src/model/claim.h"

namespace warrant {
namespace {

Document two_lines() {
  Document d;
  d.text = "Title\nMedian OS was 12.3 months.\n";
  d.passages = {{PassageKind::kTitle, Place::kFront, -1, -1, -1, {0, 5}},
                {PassageKind::kParagraph, Place::kBody, 0, -1, -1, {6, 32}}};
  d.sections = {{"Results", "results", -1, 0}, {"Survival", "", 0, 1}};
  return d;
}

TEST(Document, IsSoundWhenPassagesCoverTheText) { EXPECT_EQ(defect_of(two_lines()), ""); }

TEST(Document, NamesTheGapInItsPassages) {
  Document d = two_lines();
  d.passages[1].span.start = 7;
  EXPECT_EQ(defect_of(d), "passage 1 starts at 7, expected 6");
}

TEST(Document, RefusesTextThatIsNotUtf8) {
  Document d = two_lines();
  d.text[0] = '\xFF';
  EXPECT_EQ(defect_of(d), "text is not UTF-8 at byte 0");
}

TEST(Document, RefusesPlacesInsideACharacter) {
  Document d;
  d.text =
      "\xE2\x89\xA5"
      "3\n";
  d.passages = {{PassageKind::kParagraph, Place::kBody, -1, -1, -1, {0, 4}}};
  EXPECT_EQ(defect_of(d), "");
  d.superscripts = {{1, 4}};
  EXPECT_NE(defect_of(d), "");
}

TEST(Document, RefusesCellsOutsideTheirRow) {
  Document d = two_lines();
  Table table;
  table.rows = 1;
  table.columns = 1;
  table.row_passages = {0};
  table.cells = {{0, 0, 1, 1, false, 0, {0, 5}}};
  d.tables = {table};
  EXPECT_EQ(defect_of(d), "");
  d.tables[0].cells[0].span = {6, 8};
  EXPECT_NE(defect_of(d), "");
}

TEST(Document, RefusesAnchorsToNowhere) {
  Document d = two_lines();
  d.anchors = {{{6, 8}, {{"3", 0}}}};
  EXPECT_NE(defect_of(d), "");
  d.anchors = {{{6, 8}, {{"3", -1}}}};
  EXPECT_EQ(defect_of(d), "") << "a dangling mark is a finding, not a defect";
}

TEST(Document, PathNamesSectionsFromTheOutside) {
  EXPECT_EQ(section_path(two_lines(), 1), (std::vector<std::string>{"Results", "Survival"}));
  EXPECT_TRUE(section_path(two_lines(), -1).empty());
}

TEST(Document, IdPrefersPmcThenPmidThenDoiThenBytes) {
  Document d;
  EXPECT_EQ(document_id(d, "0123456789abcdef"), "sha256:0123456789ab");
  d.doi = "10.1/x";
  EXPECT_EQ(document_id(d, ""), "doi:10.1/x");
  d.pmid = "7";
  EXPECT_EQ(document_id(d, ""), "pmid:7");
  d.pmcid = "PMC1";
  EXPECT_EQ(document_id(d, ""), "PMC1");
}

TEST(Names, ReadBackAsTheyArePrinted) {
  for (const char* name : {"article", "review", "abstract", "qa", "web", "guideline"})
    EXPECT_EQ(name_of(*document_kind_from(name)), name);
  for (const char* name : {"front", "abstract", "body", "table", "figure", "back", "reference", "boilerplate"})
    EXPECT_EQ(name_of(*place_from(name)), name);
  for (const char* symbol : {"=", "<", ">", "<=", ">=", "~", "ns"})
    EXPECT_EQ(symbol_of(*operator_from(symbol)), symbol);
  EXPECT_FALSE(place_from("nowhere"));
}

TEST(ClaimId, DependsOnPlaceAndValuesOnly) {
  Claim claim;
  claim.kind = kind::kEffectEstimate;
  claim.measure = measure::kHazardRatio;
  claim.value = 0.81;
  claim.span = {10, 40};
  const std::string id = claim_id("PMC1", claim);
  EXPECT_EQ(id.size(), 18u);
  claim.subject = "higher insulin";  // a better label is the same claim
  claim.extractor = "effect_estimate@2";
  EXPECT_EQ(claim_id("PMC1", claim), id);
  claim.value = 0.82;
  EXPECT_NE(claim_id("PMC1", claim), id);
  claim.value = 0.81;
  EXPECT_NE(claim_id("PMC2", claim), id);
  claim.p_op = Operator::kLess;
  EXPECT_NE(claim_id("PMC1", claim), id);
}

}  // namespace
}  // namespace warrant
