#include "src/language/concepts.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "src/language/fold.h"

namespace warrant {
namespace {

// "OS@0-2 pain@5-9": what a text names, and where.
std::string found(std::string_view text) {
  std::string out;
  for (const Mention& m : mentions(text)) {
    if (!out.empty()) out += ' ';
    out += std::string(m.meant->name) + "=" + std::string(slice(text, m.span));
  }
  return out;
}

struct MentionCase {
  const char* text;
  const char* found;
};

class Mentions : public testing::TestWithParam<MentionCase> {};

TEST_P(Mentions, AreFound) { EXPECT_EQ(found(GetParam().text), GetParam().found); }

INSTANTIATE_TEST_SUITE_P(
    Table, Mentions,
    testing::Values(
        MentionCase{"", ""}, MentionCase{"nothing here", ""}, MentionCase{"Median OS was longer", "OS=OS"},
        MentionCase{"the os coccygis", ""}, MentionCase{"Overall\u2010survival improved", "OS=Overall\u2010survival"},
        MentionCase{"overall  survival", "OS=overall  survival"},
        MentionCase{"progression free survival and QoL", "PFS=progression free survival quality of life=QoL"},
        MentionCase{"hazard ratios (HRs)", "HR=hazard ratios HR=HRs"}, MentionCase{"pain, control", "pain=pain"},
        MentionCase{"pain control", "pain=pain control"}, MentionCase{"TNF-\u03B1 rose", "TNF-alpha=TNF-\u03B1"},
        MentionCase{"TNF\u03B1", "TNF-alpha=TNF\u03B1"},
        MentionCase{"eGFR or EGFR", "creatinine=eGFR EGFR mutation=EGFR"},
        MentionCase{"P. falciparum malaria", "malaria=P. falciparum malaria"},
        MentionCase{"BMAs and bone\u2013modifying agents",
                    "bone-modifying agents=BMAs bone-modifying agents=bone\u2013modifying agents"},
        MentionCase{"Karnofsky Performance Status", "KPS=Karnofsky Performance Status"},
        MentionCase{"tumour stage IV", "tumour stage=tumour stage"}));

TEST(Concepts, NarrowerTermsAreMentionsOfTheirClass) {
  const auto found_here = mentions("atorvastatin");
  ASSERT_EQ(found_here.size(), 1u);
  EXPECT_EQ(found_here[0].meant->name, "statin");
  EXPECT_TRUE(found_here[0].narrower);
}

TEST(Concepts, ExpandGivesTheOtherWords) {
  const auto has = [](const std::vector<std::string>& terms, std::string_view term) {
    return std::find(terms.begin(), terms.end(), term) != terms.end();
  };
  EXPECT_TRUE(has(expand("overall survival"), "OS"));
  EXPECT_TRUE(has(expand("os"), "overall survival"));
  EXPECT_FALSE(has(expand("OS"), "OS"));
  EXPECT_TRUE(has(expand("statins"), "atorvastatin"));
  EXPECT_TRUE(expand("atorvastatin").empty());
  EXPECT_TRUE(expand("zebra").empty());
  EXPECT_TRUE(expand("").empty());
}

TEST(Concepts, TableIsSound) {
  ASSERT_GT(concepts().size(), 300u);
  std::set<std::string_view> names;
  const std::set<std::string_view> kinds = {"endpoint",   "outcome",   "scale",      "score", "statistic",
                                            "design",     "treatment", "drug_class", "drug",  "unit",
                                            "comparator", "disease",   "factor"};
  for (const Concept& c : concepts()) {
    EXPECT_TRUE(names.insert(c.name).second) << c.name << " stands twice";
    EXPECT_TRUE(kinds.contains(c.kind)) << c.name << ": unknown kind " << c.kind;
    EXPECT_FALSE(c.definition.empty()) << c.name;
    for (const auto* list : {&c.synonyms, &c.narrower})
      for (const std::string_view term : *list) {
        EXPECT_FALSE(term.empty()) << c.name << " has an empty term";
        const Concept* meant = concept_of(term);
        ASSERT_NE(meant, nullptr) << term;
        EXPECT_EQ(meant->name, c.name) << "'" << term << "' stands in two concepts";
      }
  }
}

TEST(Concepts, ManyWordsTakeLinearTime) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "time to first ";
  EXPECT_TRUE(mentions(text).empty());
}

}  // namespace
}  // namespace warrant
