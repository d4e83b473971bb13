#include "ingest/reader/vocabulary.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

TEST(Vocabulary, ReadsOboTermsWithExactSynonyms) {
  const auto terms = read_vocabulary(
      "format-version: 1.2\nontology: x\n\n[Term]\nid: X:1\nname: bad lump\nsynonym: \"a \\\"lump\\\"\" EXACT []\n"
      "synonym: \"thing\" RELATED []\n\n[Term]\nid: X:2\nname: gone\nis_obsolete: true\n\n[Typedef]\nid: part_of\n"
      "name: part of\n");
  ASSERT_TRUE(terms.has_value());
  EXPECT_EQ(*terms, (std::vector<VocabularyTerm>{{"X:1", "bad lump", {"a \"lump\""}}}));
}

TEST(Vocabulary, ReadsMeshRecordsAndTrees) {
  const auto records = read_vocabulary(
      "*NEWRECORD\nRECTYPE = D\nMH = Lumps, Bad\nENTRY = Bumps|T1|NON\nPRINT ENTRY = Knobs\nUI = D1\n\n*NEWRECORD\nMH "
      "= "
      "Skin\nUI = D2\n");
  ASSERT_TRUE(records.has_value());
  EXPECT_EQ(*records,
            (std::vector<VocabularyTerm>{{"D1", "Lumps, Bad", {"Bumps", "Knobs", "Bad Lumps"}}, {"D2", "Skin", {}}}));
  const auto trees = read_vocabulary("Lumps;C01\n    Lumps, Bad;C01.2\nLumps, Bad;C02.3\n");
  ASSERT_TRUE(trees.has_value());
  EXPECT_EQ(*trees, (std::vector<VocabularyTerm>{{"C01", "Lumps", {}}, {"C01.2", "Lumps, Bad", {"Bad Lumps"}}}));
}

TEST(Vocabulary, ReadsTables) {
  const auto plain = read_vocabulary("# mine\nlump\tbump|knob\nskin\t\n");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(*plain, (std::vector<VocabularyTerm>{{"", "lump", {"bump", "knob"}}, {"", "skin", {}}}));
  const auto named = read_vocabulary("\xEF\xBB\xBFid\tName\tsynonyms\r\n7\tlump\tbump\r\n");
  ASSERT_TRUE(named.has_value());
  EXPECT_EQ(*named, (std::vector<VocabularyTerm>{{"7", "lump", {"bump"}}}));
  const auto five = read_vocabulary("OS\tendpoint\toverall survival|OAS\t\ttime to death\n");
  ASSERT_TRUE(five.has_value());
  EXPECT_EQ(five->front().synonyms, (std::vector<std::string>{"overall survival", "OAS"}));
}

TEST(Vocabulary, RefusesOtherThings) {
  EXPECT_EQ(read_vocabulary("").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(read_vocabulary("Just a text.").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(read_vocabulary("name\tsynonyms\n").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(read_vocabulary("a\tb\xFF\n").error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace warrant
