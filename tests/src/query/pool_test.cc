#include "src/query/pool.h"

#include <cmath>

#include <gtest/gtest.h>

namespace warrant {
namespace {

EvidenceItem estimate(std::int32_t rank, const char* document, double value, double low, double high,
                      const char* outcome = "OS", const char* subject = "drug A") {
  EvidenceItem item;
  item.rank = rank;
  item.document.id = document;
  item.quote = std::string(subject) + " and " + outcome;
  ClaimRecord record;
  record.claim.kind = kind::kEffectEstimate;
  record.claim.measure = measure::kHazardRatio;
  record.claim.value = value;
  record.claim.ci_low = low;
  record.claim.ci_high = high;
  record.claim.outcome = outcome;
  record.claim.subject = subject;
  item.claim = record;
  return item;
}

TEST(Pool, PoolsOnlyWhatIsComparable) {
  Answer answer;
  answer.interpretation.subject = "drug A";
  answer.interpretation.outcome = "overall survival";
  answer.evidence = {estimate(1, "a", 0.8, 0.6, 1.0667),
                     estimate(2, "b", 0.8, 0.6, 1.0667),
                     estimate(3, "b", 0.7, 0.5, 0.98),
                     estimate(4, "c", 0.5, 0.3, 0.8333, "PFS"),
                     estimate(5, "d", 0.5, 0.3, 0.8333, "OS", "surgery"),
                     estimate(6, "e", 0.5, 0.3, 0.8333),
                     estimate(7, "f", 0.5, 0.3, 0.8333),
                     estimate(8, "g", 0.5, 0.3, 0.8333)};
  answer.evidence[5].claim->claim.cited = true;
  answer.evidence[6].document.retraction = "retracted";
  answer.evidence[7].claim->claim.ci_low.reset();
  const Pooled pooled = pool_of(answer);
  EXPECT_EQ(pooled.ranks, (std::vector<std::int32_t>{1, 2}));
  EXPECT_EQ(pooled.left_out.size(), 6u);
  for (const Pooled::LeftOut& left : pooled.left_out) EXPECT_FALSE(left.why.empty());
  ASSERT_EQ(pooled.estimates.size(), 4u);
  // Two equal estimates: the same value, an interval narrower by the root of two, no heterogeneity.
  EXPECT_NEAR(pooled.estimates[0].value, 0.8, 1e-9);
  EXPECT_NEAR(pooled.estimates[0].high, 0.8 * std::exp(std::log(1.0667 / 0.8) / std::sqrt(2.0)), 2e-4);
  EXPECT_EQ(pooled.i2, 0);
}

TEST(Pool, ATitleDoesNotSayWhoseEffectItIs) {
  Answer answer;
  answer.interpretation.subject = "drug A";
  answer.interpretation.outcome = "OS";
  answer.evidence = {estimate(1, "a", 0.8, 0.6, 1.07), estimate(2, "b", 0.9, 0.7, 1.16),
                     estimate(3, "c", 1.001, 1.0, 1.002), estimate(4, "d", 0.7, 0.5, 0.98),
                     estimate(5, "e", 0.6, 0.4, 0.9, "OS", "immunotherapy")};
  answer.evidence[2].quote = "Higher concentrations at baseline went with worse OS.";
  answer.evidence[2].document.title = "A trial of drug A";
  answer.evidence[2].claim->claim.subject.clear();
  answer.evidence[4].quote = "Immunotherapy added to drug A gave an HR of 0.6 between the arms.";
  answer.evidence[3].quote = "In the subgroup of women drug A had more effect on OS.";
  const Pooled pooled = pool_of(answer);
  EXPECT_EQ(pooled.ranks, (std::vector<std::int32_t>{1, 2}));
  EXPECT_EQ(pooled.left_out.size(), 3u);
}

TEST(Pool, OneEstimateIsNotPooled) {
  Answer answer;
  answer.evidence = {estimate(1, "a", 0.8, 0.6, 1.07)};
  EXPECT_TRUE(pool_of(answer).estimates.empty());
}

TEST(Pool, WithoutASubjectTheGroupsMustBeTheSame) {
  Answer answer;
  answer.evidence = {estimate(1, "a", 0.8, 0.6, 1.07), estimate(2, "b", 0.9, 0.7, 1.16),
                     estimate(3, "c", 2.0, 1.5, 2.67, "OS", "visceral metastases")};
  const Pooled pooled = pool_of(answer);
  EXPECT_EQ(pooled.ranks, (std::vector<std::int32_t>{1, 2}));
  ASSERT_EQ(pooled.left_out.size(), 1u);
  EXPECT_NE(pooled.left_out.front().why.find("visceral metastases"), std::string::npos);
}

}  // namespace
}  // namespace warrant
