#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/store/store.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Vocabularies, GiveTheOtherTermsOfAConcept) {
  test::TemporaryFolder folder;
  auto store = Store::open((folder.path() / "kb.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store);
  const std::vector<VocabularyTerm> terms = {{"X:1", "Bad Lump", {"bump", "knob", "BUMP"}}, {"X:2", "skin", {}}};
  ASSERT_EQ(store->import_vocabulary("x.obo", terms).value_or(-1), 5);
  EXPECT_THAT(*store->synonyms_of("bump"), ElementsAre("Bad Lump", "knob"));
  EXPECT_THAT(*store->synonyms_of(" bad  LUMP "), ElementsAre("bump", "knob"));
  EXPECT_THAT(*store->synonyms_of("skin"), IsEmpty());
  EXPECT_THAT(*store->synonyms_of("zebra"), IsEmpty());
  EXPECT_EQ(store->vocabularies()->at("x.obo"), 4);  // "BUMP" says nothing new

  // Importing again replaces; another name adds.
  ASSERT_TRUE(store->import_vocabulary("x.obo", {{"", "skin", {"hide"}}}));
  ASSERT_TRUE(store->import_vocabulary("y.tsv", {{"", "skin", {"derma", "hide"}}}));
  EXPECT_THAT(*store->synonyms_of("bump"), IsEmpty());
  EXPECT_THAT(*store->synonyms_of("skin"), ElementsAre("derma", "hide"));
  EXPECT_EQ(store->vocabularies()->size(), 2u);
}

}  // namespace
}  // namespace warrant
