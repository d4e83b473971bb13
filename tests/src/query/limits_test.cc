#include "src/query/limits.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Case {
  const char* name;
  const char* question;
  std::int32_t from, to;
  const char* design;
  const char* rest;
};

class ReadsLimits : public testing::TestWithParam<Case> {};

const Case kCases[] = {
    {"None", "Does zinc shorten colds?", 0, 0, "", "Does zinc shorten colds?"},
    {"Both", "Does zinc shorten colds in randomised trials since 2015?", 2015, 0, "randomised trials",
     "Does zinc shorten colds ?"},
    {"Adjectives", "Is ice better than heat in large double-blind randomized controlled trials?", 0, 0,
     "large double-blind randomized controlled trials", "Is ice better than heat ?"},
    {"Observational", "Which factors predict falls in observational studies?", 0, 0, "observational studies",
     "Which factors predict falls ?"},
    {"Only", "Survival after surgery, cohort studies only", 0, 0, "cohort studies", "Survival after surgery,"},
    {"Reviews", "What do you find from systematic reviews published before 2010 on tea?", 0, 2009, "systematic reviews",
     "What do you find on tea?"},
    {"Range", "Pain after surgery in trials from 2005 to 2010?", 2005, 2010, "trials", "Pain after surgery ?"},
    {"Between", "Pain after surgery, published between 2005 and 2010?", 2005, 2010, "", "Pain after surgery, ?"},
    {"OneYear", "Pain in studies of 2012?", 2012, 2012, "", "Pain in studies ?"},
    {"Onwards", "Pain after surgery from 2012 onwards", 2012, 0, "", "Pain after surgery"},
    {"OneStudy", "How many died in the randomised trial of zinc?", 0, 0, "",
     "How many died in the randomised trial of zinc?"},
    {"NotStudies", "How many accidents happened in 2012?", 0, 0, "", "How many accidents happened in 2012?"},
    {"NumbersOfPeople", "Were 2000 children treated after 1950?", 0, 0, "", "Were 2000 children treated after 1950?"},
    {"Empty", "", 0, 0, "", ""},
};

TEST_P(ReadsLimits, AndTakesThemOut) {
  const Limits limits = limits_in(GetParam().question);
  EXPECT_EQ(limits.year_from, GetParam().from);
  EXPECT_EQ(limits.year_to, GetParam().to);
  EXPECT_EQ(limits.design, GetParam().design);
  EXPECT_EQ(limits.designs.empty(), limits.design.empty());
  EXPECT_EQ(limits.rest, GetParam().rest);
}

INSTANTIATE_TEST_SUITE_P(Limits, ReadsLimits, testing::ValuesIn(kCases), [](const auto& c) { return c.param.name; });

}  // namespace
}  // namespace warrant
