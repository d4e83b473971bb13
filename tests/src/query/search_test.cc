#include "src/query/search.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Case {
  const char* name;
  const char* query;
  const char* terms;  // "+" required, quotes = phrase
};

class ParsesQueries : public testing::TestWithParam<Case> {};

const Case kCases[] = {
    {"Words", "bone metastasis", "bone|metastasis"},
    {"Phrase", "\"overall survival\" lung", "\"overall survival\"|lung"},
    {"Required", "+EGFR lung", "+EGFR|lung"},
    {"RequiredPhrase", "+\"bone metastasis\"", "+\"bone metastasis\""},
    {"StopWordsGo", "what is the survival", "survival"},
    {"StopWordsAlone", "what is the", "what|is|the"},
    {"Hyphen", "HER2-positive", "HER2-positive"},
    {"Percent", "95% CI", "95%|CI"},
    {"Operator", "p<0.05", "\"p<0.05\""},
    {"Decimal", "HR 0.72", "HR|0.72"},
    {"UnbalancedQuote", "\"lung cancer", "\"lung|cancer"},
    {"Excluded", "EGFR -mutant -\"lung cancer\"", "EGFR|-mutant|-\"lung cancer\""},
    {"MinusIsNoExclusion", "change -0.5 - x", "change|-0.5|x"},
    {"Prefix", "metasta* a*", "metasta*|a*"},
    {"LoneOperators", "+ - * ( ) ^ :", ""},
    {"Syntax", "title:x OR NEAR(a b)", "title:x|OR|NEAR(a|b)"},
    {"Empty", "   ", ""},
};

std::string shown(const ParsedQuery& query) {
  std::string out;
  for (const QueryTerm& term : query.terms)
    out += (out.empty() ? "" : "|") +
           std::string(term.required   ? "+"
                       : term.excluded ? "-"
                                       : "") +
           (term.phrase ? "\"" + term.text + "\"" : term.text + (term.prefix ? "*" : ""));
  return out;
}

TEST_P(ParsesQueries, AnyTextIsLegal) { EXPECT_EQ(shown(parse_query(GetParam().query)), GetParam().terms); }

INSTANTIATE_TEST_SUITE_P(Query, ParsesQueries, testing::ValuesIn(kCases), [](const auto& c) { return c.param.name; });

TEST(ParseQuery, SaysWhatItCut) {
  std::string many;
  for (int i = 0; i < 60; ++i) many += "w" + std::to_string(i) + " ";
  const ParsedQuery words = parse_query(many);
  EXPECT_EQ(words.terms.size(), 32u);
  ASSERT_EQ(words.remarks.size(), 1u);

  const ParsedQuery bytes = parse_query(std::string(1023, 'x') + "\u00E9\u00E9");
  ASSERT_EQ(bytes.terms.size(), 1u);
  EXPECT_EQ(bytes.terms[0].text, std::string(1023, 'x'));  // never half a character
  EXPECT_EQ(bytes.remarks.size(), 1u);
}

}  // namespace
}  // namespace warrant
