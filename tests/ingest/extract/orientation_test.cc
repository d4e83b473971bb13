#include "ingest/extract/orientation.h"

#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Told {
  std::string_view kind, measure;
  double value;
  std::string subject, comparator, unit;
  std::optional<TimePoint> at;
};

// The claims of one sentence; what its ratio, the last of them, is of.
std::string oriented(const std::vector<Told>& told) {
  std::vector<Claim> claims;
  for (const Told& t : told) {
    Claim c;
    c.kind = t.kind;
    c.measure = t.measure;
    c.value = t.value;
    c.subject = t.subject;
    c.comparator = t.comparator;
    c.unit = t.unit;
    c.at = t.at;
    c.place = Place::kBody;
    c.span = {0, 100};
    claims.push_back(c);
  }
  orient_ratios(claims);
  return fmt::format("{} to {}", claims.back().subject, claims.back().comparator);
}

constexpr auto kTime = kind::kTimeToEvent;
constexpr auto kShare = kind::kProportion;
constexpr auto kRatio = kind::kEffectEstimate;

TEST(Orientation, HazardIsLowerForThoseWhoLiveLonger) {
  const std::vector<Told> times = {
      {kTime, measure::kMedianSurvival, 22.4, "aspen arm", "", "months", {}},
      {kTime, measure::kMedianSurvival, 24.3, "patients treated with birch (n = 7)", "", "months", {}}};
  const auto with = [&](double ratio, std::string subject, std::string comparator) {
    std::vector<Told> all = times;
    all.push_back({kRatio, measure::kHazardRatio, ratio, std::move(subject), std::move(comparator), "", {}});
    return oriented(all);
  };
  EXPECT_EQ(with(0.94, "aspen arm", "birch"), "birch to aspen arm");
  EXPECT_EQ(with(0.94, "birch", "aspen"), "birch to aspen");
  EXPECT_EQ(with(1.07, "birch", "aspen"), "aspen to birch");
  EXPECT_EQ(with(1.01, "birch", "aspen"), "birch to aspen") << "too near to one to tell";
  EXPECT_EQ(with(0.94, "elm", "birch"), "elm to birch") << "nothing is told of one of them";
}

TEST(Orientation, OddsFollowTheShares) {
  const auto with = [](double ratio, double a, double b, std::string unit = "%") {
    return oriented({{kShare, "proportion", a, "aspen", "", unit, {}},
                     {kShare, "proportion", b, "birch", "", unit, {}},
                     {kRatio, measure::kOddsRatio, ratio, "aspen", "birch", "", {}}});
  };
  EXPECT_EQ(with(0.106, 60.3, 17.6), "birch to aspen");
  EXPECT_EQ(with(7.1, 60.3, 17.6), "aspen to birch");
  EXPECT_EQ(with(0.8, 30, 31), "aspen to birch") << "the shares are too much alike";
  EXPECT_EQ(with(0.106, 60.3, 17.6, ""), "aspen to birch") << "counts of groups of unknown size";
}

TEST(Orientation, TimesOfOneUnitAndRatesOfOneTimeAreCompared) {
  const auto with = [](std::string_view kind, Told a, Told b) {
    a.kind = b.kind = kind;
    return oriented({a, b, {kRatio, measure::kHazardRatio, 0.7, "aspen", "birch", "", {}}});
  };
  const TimePoint one{1, "years"}, three{3, "years"};
  EXPECT_EQ(with(kTime, {"", "", 9, "aspen", "", "months", {}}, {"", "", 30, "birch", "", "months", {}}),
            "birch to aspen");
  EXPECT_EQ(with(kTime, {"", "", 9, "aspen", "", "months", {}}, {"", "", 30, "birch", "", "weeks", {}}),
            "aspen to birch");
  EXPECT_EQ(with(kind::kSurvivalRate, {"", "", 60, "aspen", "", "%", one}, {"", "", 80, "birch", "", "%", one}),
            "birch to aspen");
  EXPECT_EQ(with(kind::kSurvivalRate, {"", "", 60, "aspen", "", "%", three}, {"", "", 80, "birch", "", "%", one}),
            "aspen to birch");
}

}  // namespace
}  // namespace warrant
