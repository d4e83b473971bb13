#include "ingest/extract/arms.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace warrant {
namespace {

Document document_of(std::string_view text) {
  Document d;
  d.text = std::string(text) + '\n';
  Passage p;
  p.kind = PassageKind::kParagraph;
  p.place = Place::kBody;
  p.span = {0, static_cast<std::uint32_t>(text.size())};
  d.passages.push_back(p);
  return d;
}

// "drug, placebo*": the arms in order, controls starred.
std::string arms_of(std::string_view text) {
  std::string out;
  const Arms arms(document_of(text));
  for (const Arm& arm : arms.all()) {
    if (!out.empty()) out += ", ";
    out += arm.name + (arm.control ? "*" : "");
  }
  return out;
}

TEST(Arms, AreWhatStandsBeforeGroupOrArmThreeTimes) {
  EXPECT_EQ(
      arms_of("Pain fell in the zoledronate group. The zoledronate group and the placebo group were alike. In the "
              "placebo arm two died, in the zoledronate arm one. The placebo group was older."),
      "placebo*, zoledronate");
  EXPECT_EQ(arms_of("Pain fell in the zoledronate group. The zoledronate group was alike."), "");
}

TEST(Arms, MayBeLetters) {
  EXPECT_EQ(
      arms_of("Group A was older than group B. In group A one died, in group B two. Of group A and group B, more."),
      "Group A, group B");
}

TEST(Arms, AreWhatPeopleWereAssignedTo) {
  EXPECT_EQ(arms_of("They were allocated simvastatin or more. Of those allocated simvastatin (n = 10), few; those "
                    "allocated to receive simvastatin did well."),
            "simvastatin");
}

TEST(Arms, SaidShorterOrLongerAreOne) {
  EXPECT_EQ(
      arms_of("The chemotherapy plus bevacizumab group; the chemotherapy plus bevacizumab group; the chemotherapy "
              "plus bevacizumab group. The bevacizumab group, the bevacizumab group, the bevacizumab group."),
      "chemotherapy plus bevacizumab");
}

TEST(Arms, AreNoLimbsAgesOrAllGroups) {
  EXPECT_EQ(
      arms_of("The affected arm and hand swelled. The affected arm or shoulder hurt. The affected arm volume rose."),
      "");
  EXPECT_EQ(
      arms_of("Each age group, both treatment groups and all groups; every age group, the age group, two treatment "
              "groups, both treatment groups."),
      "");
}

TEST(Arms, AreFoundInSentences) {
  const Arms arms(
      document_of("The zoledronate group. The zoledronate group. The zoledronate group. The control group. The "
                  "control group. The control group."));
  const std::vector<Token> tokens = lex("Zoledronate-treated patients did better than controls.");
  const std::vector<ArmMention> found = arms.mentions(tokens);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(arms.all()[found[0].arm].name, "zoledronate");
  EXPECT_EQ(found[0].first, 0u);
  EXPECT_EQ(arms.all()[found[1].arm].name, "control");
}

TEST(Arms, GoByTheirShortFormsAndEndInPlus) {
  const Arms arms(document_of(
      "Patients joined an intervention group (IG) or a control group (CG). The control group met. The intervention "
      "group met."));
  const std::vector<ArmMention> found = arms.mentions(lex("The ratio between the IG and CG was 0.9."));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(arms.all()[found[0].arm].name, "intervention");
  EXPECT_EQ(arms.all()[found[1].arm].name, "control");
  EXPECT_EQ(arms_of("The NRT group, the NRT+ group, the NRT group, the NRT+ group; the NRT group and the NRT+ group, "
                    "the NRT+ group."),
            "NRT+, NRT");
}

}  // namespace
}  // namespace warrant
