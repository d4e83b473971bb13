#include "src/base/meta_analysis.h"

#include <algorithm>
#include <cmath>

#include "src/base/statistics.h"

namespace warrant {
namespace {

struct Sums {
  double weights = 0, mean = 0, q = 0;
};

Sums sums_of(const std::vector<Estimate>& estimates, double tau2) {
  Sums sums;
  for (const Estimate& e : estimates) {
    const double w = 1 / (e.variance + tau2);
    sums.weights += w;
    sums.mean += w * e.value;
  }
  sums.mean /= sums.weights;
  for (const Estimate& e : estimates) sums.q += (e.value - sums.mean) * (e.value - sums.mean) / (e.variance + tau2);
  return sums;
}

double tail(double level) { return 0.5 + level / 200; }

}  // namespace

Heterogeneity heterogeneity_of(const std::vector<Estimate>& estimates) {
  Heterogeneity h;
  h.q = sums_of(estimates, 0).q;
  h.df = static_cast<double>(estimates.size()) - 1;
  if (h.df > 0) h.p = p_of_chi_square(h.q, h.df);
  h.i2 = h.q > h.df ? 100 * (h.q - h.df) / h.q : 0;
  return h;
}

double tau2_dersimonian_laird(const std::vector<Estimate>& estimates) {
  double w = 0, w2 = 0;
  for (const Estimate& e : estimates) {
    w += 1 / e.variance;
    w2 += 1 / (e.variance * e.variance);
  }
  const double df = static_cast<double>(estimates.size()) - 1, c = w - w2 / w;
  return c > 0 ? std::max(0.0, (sums_of(estimates, 0).q - df) / c) : 0;
}

double tau2_paule_mandel(const std::vector<Estimate>& estimates) {
  const double df = static_cast<double>(estimates.size()) - 1;
  if (df <= 0 || sums_of(estimates, 0).q <= df) return 0;
  // Q falls steadily with tau²: an upper bound by doubling, then halving.
  double high = 1e-6;
  while (sums_of(estimates, high).q > df && high < 1e12) high *= 2;
  double low = 0;
  for (int i = 0; i < 200 && high - low > 1e-12 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (sums_of(estimates, middle).q > df ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

PooledValue pooled(const std::vector<Estimate>& estimates, double tau2, double level) {
  const Sums sums = sums_of(estimates, tau2);
  const double half = normal_quantile(tail(level)) / std::sqrt(sums.weights);
  return {sums.mean, sums.mean - half, sums.mean + half};
}

PooledValue pooled_hartung_knapp(const std::vector<Estimate>& estimates, double tau2, double level) {
  const Sums sums = sums_of(estimates, tau2);
  const double df = static_cast<double>(estimates.size()) - 1;
  const double half = t_quantile(tail(level), df) * std::sqrt(sums.q / (df * sums.weights));
  return {sums.mean, sums.mean - half, sums.mean + half};
}

double variance_of_interval(double low, double high, double level) {
  const double se = (high - low) / (2 * normal_quantile(tail(level)));
  return se * se;
}

}  // namespace warrant
