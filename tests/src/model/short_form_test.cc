#include <gtest/gtest.h>

#include "src/model/document.h"

namespace warrant {
namespace {

struct LabelCase {
  const char* label;
  const char* expected;  // "" = nothing to write out
};

class WrittenOut : public testing::TestWithParam<LabelCase> {};

TEST_P(WrittenOut, ShortFormsOfTheDocument) {
  const std::vector<ShortForm> forms = {
      {"OS", "overall survival"}, {"BMA", "bone-modifying agent"}, {"PFS", "progression-free survival"}};
  EXPECT_EQ(written_out(GetParam().label, forms), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Labels, WrittenOut,
    testing::Values(LabelCase{"OS", "overall survival (OS)"},
                    LabelCase{"postoperative BMA", "postoperative bone-modifying agent (BMA)"},
                    LabelCase{"BMAs", "bone-modifying agent (BMAs)"}, LabelCase{"overall survival (OS)", ""},
                    LabelCase{"OS and PFS", "overall survival (OS) and progression-free survival (PFS)"},
                    LabelCase{"BOSS", ""}, LabelCase{"os", ""}, LabelCase{"", ""}));

TEST(ShortForms, AreFoundByTheirLongForms) {
  const std::vector<ShortForm> forms = {{"OS", "overall survival"}, {"CT", "computed tomography"}};
  EXPECT_EQ(short_forms_of("5-year Overall Survival", forms), "OS");
  EXPECT_EQ(short_forms_of("survival", forms), "");
}

}  // namespace
}  // namespace warrant
