#include "src/render/forest.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

Answer two_ratios() {
  Answer answer;
  answer.question.text = "Does A <b> help & heal?";
  for (int i = 1; i <= 2; ++i) {
    EvidenceItem item;
    item.rank = i;
    item.document.id = i == 1 ? "PMC1" : "PMC<2>";
    item.document.year = 2010 + i;
    item.study_design = "randomised trial";
    item.sample_size = 100 * i;
    item.quote = "quoted \x1b[31mwords";
    ClaimRecord record;
    record.claim.measure = measure::kHazardRatio;
    record.claim.value = i == 1 ? 0.5 : 2.0;
    record.claim.value_text = i == 1 ? "0.50" : "2.0";
    record.claim.ci_low = i == 1 ? 0.25 : 1.6;
    record.claim.ci_high = i == 1 ? 1.0 : 2.5;
    record.claim.p_op = Operator::kLess;
    record.claim.p_value = 0.05;
    record.claim.outcome = "OS";
    item.claim = record;
    answer.evidence.push_back(item);
  }
  return answer;
}

TEST(Forest, DrawsEveryEstimateWithItsNumbers) {
  const std::string plot = forest_text(two_ratios(), {});
  EXPECT_NE(plot.find("hazard ratio"), std::string::npos);
  EXPECT_NE(plot.find("0.50 (0.25 to 1.00)"), std::string::npos);
  EXPECT_NE(plot.find("2.00 (1.60 to 2.50)"), std::string::npos);
  EXPECT_LT(plot.find("PMC1"), plot.find("PMC<2>"));
}

TEST(Forest, SvgIsEscaped) {
  const std::string svg = forest_svg(two_ratios());
  EXPECT_EQ(svg.rfind("<svg ", 0), 0u);
  EXPECT_NE(svg.find("Does A &lt;b&gt; help &amp; heal?"), std::string::npos);
  EXPECT_EQ(svg.find("PMC<2>"), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(Forest, SvgNamesTheGroupsAndTheScale) {
  Answer answer = two_ratios();
  answer.evidence[0].claim->claim.subject = "ice & heat";
  answer.evidence[0].claim->claim.comparator = "rest";
  const std::string svg = forest_svg(answer);
  EXPECT_NE(svg.find(">ice &amp; heat vs rest<"), std::string::npos);
  EXPECT_NE(svg.find(">hazard ratio, log scale<"), std::string::npos);
  EXPECT_NE(svg.find("lower<"), std::string::npos);
}

// A narrow axis has more marks than "1".
TEST(Forest, ANarrowAxisHasMarks) {
  Answer answer = two_ratios();
  for (EvidenceItem& item : answer.evidence) {
    item.claim->claim.value = 0.95;
    item.claim->claim.ci_low = 0.88;
    item.claim->claim.ci_high = 1.05;
  }
  const std::string svg = forest_svg(answer);
  for (const char* mark : {">0.9<", ">1<"}) EXPECT_NE(svg.find(mark), std::string::npos) << mark;
}

TEST(Forest, NothingToPlotIsNoPlot) {
  EXPECT_EQ(forest_text({}, {}), "");
  EXPECT_EQ(forest_svg({}), "");
  Answer zero = two_ratios();
  for (EvidenceItem& item : zero.evidence) item.claim->claim.ci_low = 0;  // no logarithm
  EXPECT_EQ(forest_text(zero, {}), "");
}

TEST(Forest, WideIntervalsEndAtTheAxis) {
  Answer answer = two_ratios();
  answer.evidence[0].claim->claim.ci_high = 1e300;
  EXPECT_NE(forest_text(answer, {}).find("\u25B8"), std::string::npos);
  EXPECT_EQ(forest_svg(answer).find("inf"), std::string::npos);
}

TEST(Table, NumbersAreNeverCut) {
  RenderOptions narrow;
  narrow.width = 40;
  const std::string table = table_text(two_ratios(), narrow);
  EXPECT_NE(table.find("0.50"), std::string::npos);
  EXPECT_NE(table.find("0.25 to 1"), std::string::npos);
  EXPECT_NE(table.find("<0.05"), std::string::npos);
  EXPECT_NE(table.find("200"), std::string::npos);
  EXPECT_EQ(table.find('\x1b'), std::string::npos);
}

TEST(Pooled, SaysWhatWasLeftOut) {
  Answer answer = two_ratios();
  EXPECT_EQ(pooled_text(answer, {}), "");
  answer.pooled = Pooled{};
  answer.pooled->left_out = {{2, "another outcome: PFS"}};
  const std::string text = pooled_text(answer, {});
  EXPECT_NE(text.find("Nothing to pool"), std::string::npos);
  EXPECT_NE(text.find("left out 2: another outcome: PFS"), std::string::npos);
}

}  // namespace
}  // namespace warrant
