#include "src/base/statistics.h"

#include <cmath>

#include <gtest/gtest.h>

namespace warrant {
namespace {

// Values from R 4.2: pnorm, pchisq, pt, pf, qt, fisher.test, mcnemar.test, chisq.test.
TEST(Statistics, MatchesTheTables) {
  EXPECT_NEAR(p_of_z(1.959963985), 0.05, 1e-9);
  EXPECT_NEAR(p_of_z(-2.353), 0.0186227, 1e-6);
  EXPECT_NEAR(z_of_p(0.05), 1.959963985, 1e-8);
  EXPECT_NEAR(p_of_chi_square(3.841459, 1), 0.05, 1e-7);
  EXPECT_NEAR(p_of_t(2.228139, 10), 0.05, 1e-7);
  EXPECT_NEAR(p_of_f(4.964603, 1, 10), 0.05, 1e-7);
  EXPECT_NEAR(t_quantile(0.975, 10), 2.228139, 1e-6);
  EXPECT_NEAR(chi_square_quantile(0.95, 2), 5.991465, 1e-6);
}

TEST(Statistics, GivesNanOutsideTheDomain) {
  EXPECT_TRUE(std::isnan(p_of_chi_square(-1, 1)));
  EXPECT_TRUE(std::isnan(p_of_chi_square(1, 0)));
  EXPECT_TRUE(std::isnan(z_of_p(0)));
  EXPECT_TRUE(std::isnan(p_of_t(std::nan(""), 3)));
  EXPECT_TRUE(std::isnan(chi_square_of({0, 0, 3, 4}, 2).statistic));
  EXPECT_TRUE(std::isnan(fisher_exact(-1, 2, 3, 4)));
}

// Two variables of a cohort: visceral metastases by survival (15, 4 | 17, 19) and the paired table 15, 8 | 2, 30.
TEST(Statistics, RecomputesContingencyTables) {
  const ChiSquare visceral = chi_square_of({15, 4, 17, 19}, 2);
  EXPECT_NEAR(visceral.statistic, 5.1446, 1e-4);
  EXPECT_NEAR(visceral.p, 0.0233, 1e-4);
  EXPECT_EQ(visceral.df, 1);
  EXPECT_LT(chi_square_of({15, 4, 17, 19}, 2, true).statistic, visceral.statistic);
  EXPECT_NEAR(fisher_exact(3, 1, 1, 3), 0.4857143, 1e-7);  // Fisher's tea lady
  const McNemar paired = mcnemar(8, 2);
  EXPECT_NEAR(paired.statistic, 3.6, 1e-12);
  EXPECT_NEAR(paired.p, 0.0577796, 1e-6);
  EXPECT_NEAR(paired.exact_p, 0.109375, 1e-9);
}

TEST(Statistics, RoundsBothWays) {
  EXPECT_NEAR(rounding_interval(58.18, 2).low, 58.175, 1e-12);
  EXPECT_NEAR(rounding_interval(58.18, 2).high, 58.185, 1e-12);
}

}  // namespace
}  // namespace warrant
