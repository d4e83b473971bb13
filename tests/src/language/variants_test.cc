#include "src/language/variants.h"

#include <gmock/gmock.h>

namespace warrant {
namespace {

using testing::Contains;
using testing::IsEmpty;

struct Case {
  const char* name;
  const char* word;
  const char* form;
};

class HasVariants : public testing::TestWithParam<Case> {};

TEST_P(HasVariants, InBothDirections) {
  EXPECT_THAT(variants(GetParam().word), Contains(GetParam().form));
  EXPECT_THAT(variants(GetParam().form), Contains(GetParam().word));
}

INSTANTIATE_TEST_SUITE_P(
    Words, HasVariants,
    testing::Values(Case{"Tumour", "tumours", "tumors"}, Case{"Oedema", "oedema", "edema"},
                    Case{"Randomised", "randomised", "randomized"}, Case{"Leukaemia", "leukaemia", "leukemia"},
                    Case{"Metastases", "metastasis", "metastases"}, Case{"Metastatic", "metastasis", "metastatic"},
                    Case{"Prognostic", "prognosis", "prognostic"}, Case{"Fibrotic", "fibrosis", "fibrotic"},
                    Case{"Hypopnoea", "hypopnoea", "hypopnea"}, Case{"Gonorrhoea", "gonorrhoea", "gonorrhea"},
                    Case{"Septicaemia", "septicaemia", "septicemia"}, Case{"Mobilised", "mobilised", "mobilized"},
                    Case{"Mutant", "egfr-mutant", "egfr-mutated"}, Case{"Greek", "tgf-\u03B2", "tgf-beta"}),
    [](const auto& c) { return c.param.name; });

TEST(Variants, HyphenJoinedAndParted) {
  EXPECT_THAT(variants("IL-6"), Contains("il6"));
  EXPECT_THAT(variants("IL6"), Contains("il 6"));
  EXPECT_THAT(variants("anti-inflammatory"), Contains("antiinflammatory"));
  EXPECT_THAT(variants("psycho-educational"), Contains("psychoeducational"));
  EXPECT_THAT(variants("psychoeducation"), Contains("psycho education"));
}

TEST(Variants, MostWordsHaveNone) {
  for (const char* word : {"", "a", "survival", "scheme", "disease", "promise", "0.72", "95%", "p<0.05", "alphabet"})
    EXPECT_THAT(variants(word), IsEmpty()) << word;
}

}  // namespace
}  // namespace warrant
