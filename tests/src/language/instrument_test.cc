#include "src/language/instrument.h"

#include <set>

#include <gtest/gtest.h>

namespace warrant {
namespace {

const Instrument& named(std::string_view name) {
  const Instrument* found = instrument_named(name);
  EXPECT_NE(found, nullptr) << name;
  return *found;
}

TEST(Instrument, EveryDefinitionIsWhole) {
  ASSERT_GE(instruments().size(), 13u);
  for (const Instrument& i : instruments()) {
    SCOPED_TRACE(i.name);
    EXPECT_FALSE(i.source.empty());
    EXPECT_FALSE(i.high_means.empty());
    EXPECT_LT(i.low, i.high);
    std::set<std::string_view> keys;
    double least = 0, most = 0;
    for (const InstrumentItem& item : i.items) {
      EXPECT_TRUE(keys.insert(item.key).second) << item.key;
      ASSERT_GE(item.levels.size(), 2u) << item.key;
      double low = item.levels.front().points, high = low;
      for (const InstrumentLevel& level : item.levels) {
        low = std::min(low, level.points);
        high = std::max(high, level.points);
        EXPECT_TRUE(!level.names.empty() || level.from) << item.key;
      }
      least += low;
      most += high;
    }
    if (i.kind == InstrumentKind::kSum || i.kind == InstrumentKind::kGrade) {
      EXPECT_EQ(least, i.low);
      EXPECT_EQ(most, i.high);
    }
    for (std::size_t c = 0; c < i.classes.size(); ++c) {
      EXPECT_LE(i.classes[c].low, i.classes[c].high);
      EXPECT_FALSE(i.classes[c].by.empty());
    }
    if (!i.classes.empty()) {
      EXPECT_EQ(i.classes.front().low, i.low);
      EXPECT_EQ(i.classes.back().high, i.high);
    }
  }
}

TEST(Instrument, DirectionsAreThoseOfTheSources) {
  EXPECT_TRUE(named("Tokuhashi").high_is_better);
  EXPECT_TRUE(named("revised Tokuhashi score").high_is_better);
  EXPECT_FALSE(named("Tomita score").high_is_better);
  EXPECT_TRUE(named("modified Bauer score").high_is_better);
  EXPECT_TRUE(named("NESMS").high_is_better);
  EXPECT_FALSE(named("SINS").high_is_better);
  EXPECT_TRUE(named("Karnofsky").high_is_better);
  EXPECT_FALSE(named("ECOG").high_is_better);
}

TEST(Instrument, TotalsAndClasses) {
  const auto total = total_of(named("revised Tokuhashi"), {{"general-condition", "85"},
                                                           {"extraspinal-bone", "none"},
                                                           {"vertebral", "2"},
                                                           {"visceral metastases", "no metastases"},
                                                           {"primary", "breast"},
                                                           {"palsy", "Frankel E"}});
  ASSERT_TRUE(total) << to_string(total.error());
  EXPECT_EQ(total->total, 14);
  ASSERT_NE(total->in, nullptr);
  EXPECT_EQ(total->in->low, 12);

  const auto sins = total_of(named("SINS"), {{"location", "junctional"},
                                             {"pain", "mechanical"},
                                             {"bone-lesion", "lytic"},
                                             {"alignment", "normal"},
                                             {"collapse", "60"},
                                             {"posterolateral", "none"}});
  ASSERT_TRUE(sins) << to_string(sins.error());
  EXPECT_EQ(sins->total, 11);
  EXPECT_EQ(sins->in->low, 7);

  // A section left out takes 5 off the highest possible sum.
  const auto odi = total_of(named("ODI"), {{"pain", "3"}, {"lifting", "1"}});
  ASSERT_TRUE(odi) << to_string(odi.error());
  EXPECT_EQ(odi->total, 40);
  EXPECT_EQ(odi->in->high, 40);
}

TEST(Instrument, SaysWhatIsWrongWithAnAnswer) {
  const auto missing = total_of(named("Tomita"), {{"primary", "slow"}, {"bone", "solitary"}});
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("visceral"), std::string::npos);
  EXPECT_FALSE(total_of(named("Tomita"), {{"age", "70"}}));
  EXPECT_FALSE(total_of(named("Tomita"), {{"primary", "purple"}}));
  EXPECT_FALSE(total_of(named("Tomita"), {{"primary", "slow"}, {"primary", "rapid"}}));
  EXPECT_FALSE(total_of(named("VAS"), {{"vas", "3"}}));
}

TEST(Instrument, TextsNameTheLongestOne) {
  const std::string text =
      "The revised Tokuhashi score, the Modified Bauer Score and SINS; Bauer et al.; sins; a Frankel-grade.";
  std::vector<std::string_view> found;
  for (const InstrumentMention& mention : instruments_in(text)) {
    found.push_back(mention.meant->name);
    EXPECT_LE(mention.span.end, text.size());
  }
  EXPECT_EQ(found, (std::vector<std::string_view>{"revised Tokuhashi", "modified Bauer", "SINS", "Frankel"}));
}

}  // namespace
}  // namespace warrant
