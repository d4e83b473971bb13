// The thirteen trials of BCG vaccine against tuberculosis (Colditz et al. 1994, JAMA 271:698), as log risk ratios; the
// expected values are those that the documentation and tests of the R package metafor print for them.
#include "src/base/meta_analysis.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace warrant {
namespace {

std::vector<Estimate> bcg() {
  // Cases and non-cases: vaccinated, then not vaccinated.
  constexpr std::array<std::array<double, 4>, 13> kTrials = {{{4, 119, 11, 128},
                                                              {6, 300, 29, 274},
                                                              {3, 228, 11, 209},
                                                              {62, 13536, 248, 12619},
                                                              {33, 5036, 47, 5761},
                                                              {180, 1361, 372, 1079},
                                                              {8, 2537, 10, 619},
                                                              {505, 87886, 499, 87892},
                                                              {29, 7470, 45, 7232},
                                                              {17, 1699, 65, 1600},
                                                              {186, 50448, 141, 27197},
                                                              {5, 2493, 3, 2338},
                                                              {27, 16886, 29, 17825}}};
  std::vector<Estimate> list;
  for (const auto& [a, b, c, d] : kTrials)
    list.push_back({std::log((a / (a + b)) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)});
  return list;
}

TEST(MetaAnalysis, FixedEffectOfBcg) {
  const PooledValue value = pooled(bcg(), 0);
  EXPECT_NEAR(value.value, -0.4303, 5e-5);
  EXPECT_NEAR(value.low, -0.5097, 5e-5);
  EXPECT_NEAR(value.high, -0.3509, 5e-5);
  const Heterogeneity h = heterogeneity_of(bcg());
  EXPECT_NEAR(h.q, 152.2330, 5e-5);
  EXPECT_EQ(h.df, 12);
  EXPECT_LT(h.p, 1e-4);
  EXPECT_NEAR(h.i2, 92.12, 0.005);
}

TEST(MetaAnalysis, DerSimonianLairdOfBcg) {
  const double tau2 = tau2_dersimonian_laird(bcg());
  EXPECT_NEAR(tau2, 0.3088, 5e-5);
  const PooledValue value = pooled(bcg(), tau2);
  EXPECT_NEAR(value.value, -0.7141, 5e-5);
  EXPECT_NEAR(value.low, -1.0644, 5e-5);
  EXPECT_NEAR(value.high, -0.3638, 5e-5);
}

TEST(MetaAnalysis, PauleMandelOfBcg) {
  const double tau2 = tau2_paule_mandel(bcg());
  EXPECT_NEAR(tau2, 0.3181, 5e-5);
  // By definition: the generalised Q equals k - 1.
  const double mean = pooled(bcg(), tau2).value;
  double q = 0;
  for (const Estimate& e : bcg()) q += (e.value - mean) * (e.value - mean) / (e.variance + tau2);
  EXPECT_NEAR(q, 12, 1e-6);
}

// With the tau² of REML (0.3132), which metafor takes unless told.
TEST(MetaAnalysis, HartungKnappOfBcg) {
  const PooledValue value = pooled_hartung_knapp(bcg(), 0.3132);
  EXPECT_NEAR(value.value, -0.7145, 1e-4);
  EXPECT_NEAR(value.low, -1.1082, 5e-4);  // printed to four decimals, from a tau² of four decimals
  EXPECT_NEAR(value.high, -0.3208, 5e-4);
}

TEST(MetaAnalysis, NoHeterogeneityIsFixed) {
  const std::vector<Estimate> same = {{0.5, 0.04}, {0.5, 0.01}, {0.5, 0.09}};
  EXPECT_EQ(tau2_dersimonian_laird(same), 0);
  EXPECT_EQ(tau2_paule_mandel(same), 0);
  EXPECT_EQ(heterogeneity_of(same).i2, 0);
  EXPECT_DOUBLE_EQ(pooled(same, 0).value, 0.5);
  EXPECT_EQ(tau2_paule_mandel({{0.5, 0.04}}), 0);
}

TEST(MetaAnalysis, VarianceOfAnInterval) {
  // 0.81 (0.67 to 0.98): standard error of the logarithm.
  EXPECT_NEAR(std::sqrt(variance_of_interval(std::log(0.67), std::log(0.98))), 0.0970, 5e-5);
}

}  // namespace
}  // namespace warrant
