// Does the cited source say so? One page sentence a case, judged against two stored articles: reference 1 is the
// surgery cohort, reference 2 the drug trial.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/digest.h"
#include "src/query/verdict.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

constexpr const char* kArticle = R"(<?xml version="1.0"?>
<article article-type="research-article"><front><article-meta><article-id pub-id-type="pmid">{}</article-id>
<title-group><article-title>{}</article-title></title-group><pub-date><year>2018</year></pub-date></article-meta></front>
<body>{}</body></article>)";

constexpr const char* kSurgery =
    "<sec sec-type=\"results\"><title>Results</title>"
    "<p>The median overall survival after surgery for spinal metastases was 9.1 months (95% CI 7.0 to 11.3). Median "
    "progression-free survival was 4.4 months. The 1-year overall survival rate after surgery was 38.46%.</p>"
    "<p>Visceral metastases shortened overall survival (HR 2.10, 95% CI 1.20 to 3.70, p = 0.010). Smoking had no "
    "significant effect on overall survival (HR 1.05, 95% CI 0.70 to 1.58, p = 0.81).</p>"
    "<p>Included were 37 women and 15 men. Pain improved in 46 of 52 patients (88.5%) after surgery. Implant "
    "subsidence occurred in 11% of the patients "
    "after corpectomy.</p></sec>";

constexpr const char* kDrug =
    "<sec sec-type=\"results\"><title>Results</title>"
    "<p>Median progression-free survival was 12.3 months with zolinib and 6.2 months with chemotherapy (HR 0.48, 95% "
    "CI "
    "0.36 to 0.64, p &lt; 0.001). Median overall survival with zolinib was 27.4 months.</p></sec>";

struct VerdictCase {
  const char* name;
  const char* sentence;
  const char* expected;  // verdict of the first claim's first citation
};

const VerdictCase kCases[] = {
    {"Right", "The median overall survival after surgery for spinal metastases was 9.1 months [1].", "supported"},
    {"RightInterval", "Median overall survival after surgery was 9.1 months (95% CI 7.0 to 11.3) [1].", "supported"},
    {"RightRatio", "Visceral metastases shortened overall survival (HR 2.10, 95% CI 1.20 to 3.70) [1].", "supported"},
    {"Rounded", "The 1-year overall survival rate after surgery was about 38% [1].", "supported"},
    {"RightArm", "Median progression-free survival with zolinib was 12.3 months [2].", "supported"},
    {"Altered", "The median overall survival after surgery for spinal metastases was 7.1 months [1].", "contradicted"},
    {"AlteredInterval", "Visceral metastases shortened overall survival (HR 2.10, 95% CI 1.02 to 3.70) [1].",
     "contradicted"},
    {"WrongUnit", "The median overall survival after surgery for spinal metastases was 9.1 weeks [1].", "contradicted"},
    {"OtherOutcome", "The median progression-free survival after surgery for spinal metastases was 9.1 months [1].",
     "contradicted"},
    {"OtherSex", "The study included 37 men and 15 women [1].", "contradicted"},
    {"SameSex", "The study included 37 women and 15 men [1].", "supported"},
    {"FlippedArms", "Median progression-free survival was 6.2 months with zolinib [2].", "contradicted"},
    {"Misattributed", "Median progression-free survival with zolinib was 12.3 months [1].", "misattributed"},
    {"MisattributedInOtherWords",
     "In outpatients zolinib kept people progression-free for a median of 12.3 months under chemotherapy rules [1].",
     "misattributed"},
    {"MisattributedRatio",
     "Zolinib prolonged progression-free survival over chemotherapy (HR 0.48, 95% CI 0.36 to 0.64) [1].",
     "misattributed"},
    {"Dangling", "The median overall survival after surgery for spinal metastases was 9.1 months [7].", "dangling"},
    {"NotInStore", "The median overall survival after surgery for spinal metastases was 9.1 months [3].",
     "source-not-in-store"},
    {"Nowhere", "Median relapse-free survival after radiosurgery of brain metastases was 17.7 months [2].", "absent"},
};

class Verdicts : public ::testing::TestWithParam<VerdictCase> {};

TEST_P(Verdicts, AreWhatACarefulReaderWouldSay) {
  test::TemporaryFolder temporary;
  auto store = Store::open((temporary.path() / "kb.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store);
  ASSERT_TRUE(store->begin());
  std::string page;
  const std::pair<std::string, std::string> sources[] = {
      {"surgery.xml", fmt::format(fmt::runtime(kArticle), 9000001,
                                  "Survival after surgery for spinal metastases of lung cancer", kSurgery)},
      {"drug.xml", fmt::format(fmt::runtime(kArticle), 9000002, "Zolinib in advanced lung cancer", kDrug)},
      {"page.md",
       fmt::format(
           "# What is the prognosis?\n\nSurgery relieves pain [1]. Drugs act slowly [2]. Scores differ [1, 3]. Views "
           "differ too [2, 3].\n\n## Survival\n\n{}\n\n## References\n\n"
           "1. Abel A. Survival after surgery for spinal metastases of lung cancer. Spine. 2018;8:1-9. PMID: 9000001.\n"
           "2. Bond B. Zolinib in advanced lung cancer. Lung. 2018;8:1-9. PMID: 9000002.\n"
           "3. Cole C. Radiation for spinal metastases in the long run. Lung. 2018;8:1-9. PMID: 9000003.\n",
           GetParam().sentence)}};
  for (const auto& [name, bytes] : sources) {
    StageSeconds seconds;
    for (const auto& document : index_source({name, bytes}, sha256_hex(bytes), seconds)) {
      ASSERT_TRUE(document) << to_string(document.error());
      if (name == "page.md") page = document->id;
      ASSERT_TRUE(store->put(*document));
    }
  }
  ASSERT_TRUE(store->commit());
  Judge judge(*store);
  ClaimFilter filter;
  filter.document = page;
  std::string got = "no cited claim";
  std::string reason;
  ASSERT_TRUE(store->claims(filter, [&](const ClaimRecord& stored) {
    if (stored.citations.empty() || !stored.claim.value) return true;
    ClaimRecord record = stored;
    EXPECT_TRUE(judge.judge(record));
    got = record.citations[0].verdict;
    reason = record.citations[0].reason;
    EXPECT_FALSE(reason.empty());
    return false;
  }));
  EXPECT_EQ(got, GetParam().expected) << reason;
}

INSTANTIATE_TEST_SUITE_P(House, Verdicts, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace warrant
