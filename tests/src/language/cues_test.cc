#include "src/language/cues.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

// A sentence with the part in question between '[' and ']'.
struct Row {
  const char* marked;
  bool expected;
};

ByteSpan unmark(const char* marked, std::string& sentence) {
  sentence = marked;
  const auto start = static_cast<std::uint32_t>(sentence.find('['));
  sentence.erase(start, 1);
  const auto end = static_cast<std::uint32_t>(sentence.find(']'));
  sentence.erase(end, 1);
  return {start, end};
}

class IsNegated : public testing::TestWithParam<Row> {};

TEST_P(IsNegated, WhereTheSentenceDeniesIt) {
  std::string sentence;
  const ByteSpan part = unmark(GetParam().marked, sentence);
  EXPECT_EQ(is_negated(sentence, part), GetParam().expected) << sentence;
}

INSTANTIATE_TEST_SUITE_P(
    Table, IsNegated,
    testing::Values(Row{"There was no [fever].", true}, Row{"There was [fever].", false},
                    Row{"She denies cough, [fever] or chills.", true}, Row{"No cough, but [fever].", false},
                    Row{"No cough; [fever] rose.", false}, Row{"[Infarction] was ruled out.", true},
                    Row{"No cough. [Fever] rose.", false}, Row{"It was not only [fever].", false},
                    Row{"Survival without [recurrence] rose.", true}, Row{"[Survival] without recurrence rose.", false},
                    Row{"The drug did not reduce [mortality].", true}, Row{"No fever because of [sepsis].", false},
                    Row{"[No fever] was seen.", false}, Row{"Gram negative [rods] grew.", false}));

class IsHedged : public testing::TestWithParam<Row> {};

TEST_P(IsHedged, WhereTheSentenceIsNotCertain) {
  std::string sentence;
  const ByteSpan part = unmark(GetParam().marked, sentence);
  EXPECT_EQ(is_hedged(sentence, part), GetParam().expected) << sentence;
}

INSTANTIATE_TEST_SUITE_P(Table, IsHedged,
                         testing::Values(Row{"The drug may reduce [mortality].", true},
                                         Row{"The drug reduced [mortality].", false},
                                         Row{"[Mortality] possibly fell.", true},
                                         Row{"The drug may help; [mortality] fell.", false},
                                         Row{"These data suggest lower [mortality].", true}));

TEST(Negations, GiveCueAndScope) {
  const std::string sentence = "There was no fever, but cough.";
  const auto found = negations(sentence);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(slice(sentence, found[0].cue), "no");
  EXPECT_EQ(slice(sentence, found[0].scope), "fever");
  EXPECT_TRUE(negations("").empty());
}

TEST(Negations, KeepAnEmptyScopeAtTheEnd) {
  const auto found = negations("There was no");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].scope.empty());
}

}  // namespace
}  // namespace warrant
