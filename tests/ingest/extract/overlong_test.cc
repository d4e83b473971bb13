#include <gtest/gtest.h>

#include "ingest/extract/extractor.h"

namespace warrant {
namespace {

TEST(CountOverlong, CountsSentencesOfProseOnly) {
  Document document;
  document.text = std::string(9000, 'a') + "\n" + std::string(9000, 'b') + "\nc\n";
  Passage prose, references, shorter;
  prose.span = {0, 9000};
  references.span = {9001, 18001};
  references.place = Place::kReference;
  shorter.span = {18002, 18003};
  document.passages = {prose, references, shorter};
  count_overlong(document, {{0, prose.span}, {1, references.span}, {2, shorter.span}});
  ASSERT_EQ(document.skipped.size(), 1u);
  EXPECT_EQ(document.skipped[0].what, "overlong-sentence");
  EXPECT_EQ(document.skipped[0].count, 1u);
}

TEST(CountOverlong, SaysNothingWhenThereIsNone) {
  Document document;
  document.text = "a\n";
  Passage passage;
  passage.span = {0, 1};
  document.passages = {passage};
  count_overlong(document, {{0, passage.span}});
  EXPECT_TRUE(document.skipped.empty());
}

}  // namespace
}  // namespace warrant
