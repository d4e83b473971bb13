#include "src/base/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace warrant {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Boost's own error handling stays inside: domain errors become NaN.
using Policy =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using ChiSquared = boost::math::chi_squared_distribution<double, Policy>;
using StudentsT = boost::math::students_t_distribution<double, Policy>;
using FisherF = boost::math::fisher_f_distribution<double, Policy>;
using Binomial = boost::math::binomial_distribution<double, Policy>;

bool usable(double p) { return p > 0 && p < 1; }

}  // namespace

double p_of_z(double z) { return std::isfinite(z) ? 2 * cdf(complement(Normal(), std::fabs(z))) : kNan; }
double z_of_p(double p) { return usable(p) ? quantile(complement(Normal(), p / 2)) : kNan; }
double normal_quantile(double probability) { return usable(probability) ? quantile(Normal(), probability) : kNan; }

double p_of_chi_square(double statistic, double df) {
  return statistic >= 0 && df > 0 && std::isfinite(statistic) ? cdf(complement(ChiSquared(df), statistic)) : kNan;
}

double p_of_t(double t, double df) {
  return std::isfinite(t) && df > 0 ? 2 * cdf(complement(StudentsT(df), std::fabs(t))) : kNan;
}

double p_of_f(double f, double df1, double df2) {
  return f >= 0 && df1 > 0 && df2 > 0 && std::isfinite(f) ? cdf(complement(FisherF(df1, df2), f)) : kNan;
}

double t_quantile(double probability, double df) {
  return usable(probability) && df > 0 ? quantile(StudentsT(df), probability) : kNan;
}

double chi_square_quantile(double probability, double df) {
  return usable(probability) && df > 0 ? quantile(ChiSquared(df), probability) : kNan;
}

ChiSquare chi_square_of(const std::vector<double>& counts, std::size_t columns, bool yates) {
  if (columns < 2 || counts.size() % columns != 0 || counts.size() / columns < 2) return {kNan, kNan, kNan};
  const std::size_t rows = counts.size() / columns;
  std::vector<double> row_sum(rows, 0), column_sum(columns, 0);
  double total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    row_sum[i / columns] += counts[i];
    column_sum[i % columns] += counts[i];
    total += counts[i];
  }
  const auto empty = [](double margin) { return margin <= 0; };
  if (std::any_of(row_sum.begin(), row_sum.end(), empty) || std::any_of(column_sum.begin(), column_sum.end(), empty))
    return {kNan, kNan, kNan};
  double statistic = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = row_sum[i / columns] * column_sum[i % columns] / total;
    double deviation = std::fabs(counts[i] - expected);
    if (yates) deviation = std::max(0.0, deviation - 0.5);
    statistic += deviation * deviation / expected;
  }
  const auto df = static_cast<double>((rows - 1) * (columns - 1));
  return {statistic, df, p_of_chi_square(statistic, df)};
}

double fisher_exact(double a, double b, double c, double d) {
  const double n = a + b + c + d;
  if (!(a >= 0 && b >= 0 && c >= 0 && d >= 0) || n <= 0 || n > 100000) return kNan;
  const auto row = static_cast<unsigned>(a + b), column = static_cast<unsigned>(a + c), all = static_cast<unsigned>(n);
  const unsigned low = row + column > all ? row + column - all : 0;
  const unsigned high = std::min(row, column);
  // Likelihoods relative to that of the mode, each from its neighbour: P(k + 1) / P(k) =
  // (row - k) (column - k) / ((k + 1) (all - row - column + k + 1)).
  const auto ratio = [&](double k) {
    return (row - k) * (column - k) / ((k + 1) * (static_cast<double>(all) - row - column + k + 1));
  };
  const auto mode =
      std::clamp(static_cast<unsigned>((row + 1.0) * (column + 1.0) / (static_cast<double>(all) + 2)), low, high);
  std::vector<double> likelihood(high - low + 1);
  likelihood[mode - low] = 1;
  for (unsigned k = mode; k < high; ++k) likelihood[k + 1 - low] = likelihood[k - low] * ratio(k);
  for (unsigned k = mode; k > low; --k) likelihood[k - 1 - low] = likelihood[k - low] / ratio(k - 1);
  const double seen = likelihood[static_cast<unsigned>(a) - low] * (1 + 1e-7);  // R's relative tolerance
  double p = 0, sum = 0;
  for (const double value : likelihood) {
    sum += value;
    if (value <= seen) p += value;
  }
  return std::min(1.0, p / sum);
}

McNemar mcnemar(double b, double c) {
  if (!(b >= 0 && c >= 0) || b + c <= 0) return {kNan, kNan, kNan};
  McNemar result;
  result.statistic = (b - c) * (b - c) / (b + c);
  result.p = p_of_chi_square(result.statistic, 1);
  result.exact_p = std::min(1.0, 2 * cdf(Binomial(b + c, 0.5), std::min(b, c)));
  return result;
}

RoundingInterval rounding_interval(double value, int decimals) {
  const double half = 0.5 * std::pow(10.0, -decimals);
  return {value - half, value + half};
}

}  // namespace warrant
