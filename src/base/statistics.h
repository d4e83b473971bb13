// Textbook distributions and tests, for recomputing what documents print and for pooling. Boost.Math does the special
// functions; everything is in double precision. Arguments outside a distribution's domain give NaN, never an exception.
#pragma once

#include <cstddef>
#include <vector>

namespace warrant {

// Standard normal. Two-sided p of a z value; z of a two-sided p (positive); lower-tail quantile.
double p_of_z(double z);
double z_of_p(double p);
double normal_quantile(double probability);

// Upper-tail p of chi-square and F, two-sided p of Student's t; lower-tail quantile of t.
double p_of_chi_square(double statistic, double df);
double p_of_t(double t, double df);
double p_of_f(double f, double df1, double df2);
double t_quantile(double probability, double df);
double chi_square_quantile(double probability, double df);

// Pearson's chi-square of an r x c table of counts (row major, Agresti 2013, section 3.2). `yates` subtracts 0.5 from
// each deviation of a 2 x 2 table (Yates 1934). NaN when a margin is zero or the sizes do not fit.
struct ChiSquare {
  double statistic = 0, df = 0, p = 0;
};
ChiSquare chi_square_of(const std::vector<double>& counts, std::size_t columns, bool yates = false);

// Fisher's exact test of a 2 x 2 table, two-sided by summing tables no likelier than the one seen (Fisher 1934; R's
// fisher.test). Counts are whole numbers; NaN over 100,000.
double fisher_exact(double a, double b, double c, double d);

// McNemar's test on the discordant pairs b and c (McNemar 1947): chi-square without correction, and the exact
// two-sided binomial p.
struct McNemar {
  double statistic = 0, p = 0, exact_p = 0;
};
McNemar mcnemar(double b, double c);

// A printed number stands for every value that rounds to it: [value - half, value + half], half = 0.5 * 10^-decimals.
struct RoundingInterval {
  double low = 0, high = 0;
};
RoundingInterval rounding_interval(double value, int decimals);

}  // namespace warrant
