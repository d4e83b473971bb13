// The last look at labels cut out of sentences.
#include "ingest/extract/label_phrase.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace warrant {
namespace {

using Pair = std::pair<std::string, std::string>;

class OutcomePhrase : public testing::TestWithParam<Pair> {};

TEST_P(OutcomePhrase, IsWhatAReaderWouldSay) { EXPECT_EQ(outcome_phrase(GetParam().first), GetParam().second); }

INSTANTIATE_TEST_SUITE_P(
    Rows, OutcomePhrase,
    testing::Values(Pair{"relapse", "relapse"}, Pair{"marginally increased odds of prolongation", "prolongation"},
                    Pair{"recurrence of the leak showed no difference", "recurrence of the leak"},
                    Pair{"kale poisoning with a relative risk of 4.4", "kale poisoning"},
                    Pair{"rate of kites born with a low score", "rate of kites born with a low score"},
                    Pair{"failure by day 28 for the drug group", "failure by day 28"},
                    Pair{"found for recognition rates", "recognition rates"},
                    Pair{"people who had stopped were ill", "people who had stopped were ill"},
                    Pair{"results of this review suggest kite-free rates", "kite-free rates"},
                    Pair{"54% reduction in the odds of sunburn", "sunburn"},
                    Pair{"fewer complications", "complications"}, Pair{"acceptability of", "acceptability"},
                    Pair{"developing the plague", "plague"},
                    // No outcomes.
                    Pair{"30 out of 167", ""}, Pair{"7-day trial", ""}, Pair{"determined to", ""},
                    Pair{"after receiving feedback", ""}, Pair{"Day 7", ""}, Pair{"20 mg", ""}, Pair{"men", ""},
                    Pair{"not reach statistical significance", ""}, Pair{"allocation to the drug", ""},
                    Pair{"combined high expression subgroup", ""}, Pair{"similar results", ""}));

class GroupPhrase : public testing::TestWithParam<Pair> {};

TEST_P(GroupPhrase, IsWhoeverItIsSaidOf) { EXPECT_EQ(group_phrase(GetParam().first), GetParam().second); }

INSTANTIATE_TEST_SUITE_P(
    Rows, GroupPhrase,
    testing::Values(Pair{"drug arm", "drug arm"}, Pair{"patients with extensive HAS", "patients with extensive HAS"},
                    Pair{"several studies showed the tea", "tea"},
                    Pair{"Children under five with a kite were 50%", "Children under five with a kite"},
                    Pair{"age and size remained out, but female gender", "age and size"},
                    Pair{"after the lights were cut", "after the lights were cut"},
                    Pair{"not reading the leaflet", "not reading the leaflet"},
                    Pair{"to the third group", "third group"}, Pair{"favor of the tea arm", "tea arm"},
                    Pair{"1 out of 88 in the swim group", "swim group"},
                    Pair{"Following multivariate adjustment allocation to tea", "allocation to tea"},
                    // Nobody.
                    Pair{"much", ""}, Pair{"than", ""}, Pair{"nearly twice the influence", ""},
                    Pair{"These proportions", ""}, Pair{"Intention-to-treat analysis", ""},
                    Pair{"groups or a difference between the groups", ""}));

}  // namespace
}  // namespace warrant
