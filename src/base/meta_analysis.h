// Pooling of independent estimates with known variances, on a scale where they are about normal (ratios as logarithms).
// Formulae, with w = 1 / v and w* = 1 / (v + tau²):
// - fixed effect: sum(w y) / sum(w), variance 1 / sum(w); Q = sum(w (y - mean)²) (Cochran 1954)
// - I² = max(0, (Q - df) / Q) (Higgins & Thompson 2002, Stat Med 21:1539)
// - tau², DerSimonian & Laird 1986, Control Clin Trials 7:177:
//   max(0, (Q - (k - 1)) / (sum(w) - sum(w²) / sum(w)))
// - tau², Paule & Mandel 1982, J Res Natl Bur Stand 87:377: the tau² at which the Q of w* equals k - 1, or 0
// - random effects: the fixed-effect formulae with w*; normal interval
// - interval of Hartung & Knapp 2001, Stat Med 20:3875: variance sum(w* (y - mean)²) / ((k - 1) sum(w*)), Student's t
//   with k - 1 degrees of freedom; not truncated, so it can be narrower than the normal one when Q is small
// All lists must be of one length, at least 1 (2 for the interval of Hartung & Knapp), variances above 0.
#pragma once

#include <vector>

namespace warrant {

struct Estimate {
  double value = 0, variance = 0;
};

struct PooledValue {
  double value = 0, low = 0, high = 0;  // interval of `level` percent
};

struct Heterogeneity {
  double q = 0, df = 0, p = 1, i2 = 0;  // i2 in percent
};

Heterogeneity heterogeneity_of(const std::vector<Estimate>& estimates);
double tau2_dersimonian_laird(const std::vector<Estimate>& estimates);
double tau2_paule_mandel(const std::vector<Estimate>& estimates);
// tau2 = 0 is the fixed effect.
PooledValue pooled(const std::vector<Estimate>& estimates, double tau2, double level = 95);
PooledValue pooled_hartung_knapp(const std::vector<Estimate>& estimates, double tau2, double level = 95);

// The variance of a normal estimate with this interval of `level` percent.
double variance_of_interval(double low, double high, double level = 95);

}  // namespace warrant
