#include "src/query/search.h"

#include <gmock/gmock.h>

#include "src/query/numbers.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

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

class SearchTest : public test::StoreTest {
 protected:
  static std::vector<std::string> found(const Store& store, std::string_view query, bool literal = false) {
    SearchOptions options;
    options.literal = literal;
    auto hits = search(store, parse_query(query), options);
    EXPECT_TRUE(hits) << to_string(hits.error());
    std::vector<std::string> quotes;
    for (const PassageHit& hit : *hits) quotes.push_back(hit.quote);
    return quotes;
  }
};

TEST_F(SearchTest, FindsOtherFormsAfterTheTypedOne) {
  Store store = open();
  put(store, test::small_document("a",
                                  "Tumors shrank. Tumours grew. Metastatic disease. Brain metastasis here. "
                                  "EGFR-mutated cells. TGF-\u03B2 rose. Death was late. Overall survival was long."));
  EXPECT_THAT(found(store, "tumour"), ElementsAre("Tumours grew.", "Tumors shrank."));
  EXPECT_THAT(found(store, "tumour", true), ElementsAre("Tumours grew."));
  EXPECT_THAT(found(store, "metastases"), UnorderedElementsAre("Metastatic disease.", "Brain metastasis here."));
  EXPECT_EQ(found(store, "EGFR-mutant").front(), "EGFR-mutated cells.");
  EXPECT_EQ(found(store, "TGF-beta").front(), "TGF-\u03B2 rose.");
  EXPECT_THAT(found(store, "OS"), ElementsAre("Overall survival was long."));
  EXPECT_TRUE(found(store, "OS", true).empty());
}

TEST_F(SearchTest, FindsAbbreviationsThatADocumentDefines) {
  Store store = open();
  put(store, test::small_document("a", "Zonal blood expansion (ZBE) was measured. Later zonal blood expansion fell."));
  put(store, test::small_document("b", "ZBE fell."));
  EXPECT_THAT(found(store, "zonal blood expansion"), Contains("ZBE fell."));
  EXPECT_THAT(found(store, "ZBE"), Contains("Later zonal blood expansion fell."));
  EXPECT_THAT(found(store, "ZBE", true), Not(Contains("Later zonal blood expansion fell.")));
}

TEST_F(SearchTest, AFragmentIsNoBetterForBeingOne) {
  Store store = open();
  std::string others;  // as long as sentences are
  for (int i = 0; i < 3; ++i)
    others +=
        " In each of the centres that took part, one nurse asked those who came on the first day of a month how they "
        "had slept, what they ate, and whether they had been at work since.";
  put(store, test::small_document("a",
                                  "Zonal expansion. ZE: zonal expansion. Among all who were followed for two years or "
                                  "more, zonal expansion fell by half in each arm, and where zonal expansion had been "
                                  "there before it was gone." +
                                      others));
  for (const bool literal : {true, false}) {
    const std::vector<std::string> all = found(store, "zonal expansion", literal);
    ASSERT_EQ(all.size(), 3u);
    EXPECT_THAT(all.front(), StartsWith("Among"));
  }
}

TEST_F(SearchTest, SynonymsOfImportedVocabularies) {
  Store store = open();
  put(store, test::small_document("a", "Acetylsalicylic acid was given."));
  EXPECT_TRUE(found(store, "quixotin").empty());
  VocabularyTerm term;
  term.name = "quixotin";
  term.synonyms = {"acetylsalicylic acid"};
  ASSERT_TRUE(store.import_vocabulary("mine", {term}));
  EXPECT_THAT(found(store, "quixotin"), ElementsAre("Acetylsalicylic acid was given."));
}

TEST_F(SearchTest, ADecimalNumberComesFirst) {
  Store store = open();
  put(store,
      test::small_document("a",
                           "CI, confidence interval; HR, hazard ratio; OS, overall survival. It was longer. "
                           "Among all who were followed for years it was lower in one arm (HR 0.72, 0.60 to 0.86). "
                           "HR of overall survival. The hazard ratio for overall survival was 0.27. None."));
  EXPECT_EQ(found(store, "HR 0.72 overall survival").front(),
            "Among all who were followed for years it was lower in one arm (HR 0.72, 0.60 to 0.86).");
}

TEST_F(SearchTest, ANumberCountsWithTheWordsBesideIt) {
  Store store = open();
  put(store, test::small_document("a",
                                  "Race 0.72. Age 0.72. 0.72. Site: 0.72. HR 0.72. Overall survival did not differ. "
                                  "In the second arm it was much better than in the first, and the HR of "
                                  "overall survival came to 0.72. Overall survival was seen in 0.72 of the men whose "
                                  "HR had been 0.58 at first. Overall survival: HR 0.72, p < 0.05. HR 0.27 for overall "
                                  "survival."));
  const auto quotes = found(store, "HR 0.72 overall survival");
  ASSERT_GE(quotes.size(), 4u);
  EXPECT_EQ(quotes[0], "Overall survival: HR 0.72, p < 0.05.");
  EXPECT_THAT(std::vector(quotes.begin() + 1, quotes.begin() + 3),
              UnorderedElementsAre(testing::HasSubstr("came to 0.72"), testing::HasSubstr("seen in 0.72")));
  EXPECT_EQ(found(store, "race 0.72").front(), "Race 0.72.");
}

TEST(PrintedNumbers, CountByTheWordsAndTheLabelBesideThem) {
  const ParsedQuery query = parse_query("survival HR 0.72");
  const PrintedNumbers numbers(query.terms, query.terms.size());
  EXPECT_EQ(numbers.decimals(), std::vector<std::size_t>{2});
  EXPECT_EQ(numbers.factor("Race 0.72"), 1);
  EXPECT_EQ(numbers.factor("survival, HR 0.27"), 1);
  EXPECT_EQ(numbers.factor("survival in 0.72"), 1.75);           // half of the words
  EXPECT_EQ(numbers.factor("HR for that was 0.72"), 2.75);       // half, and right behind its label
  EXPECT_EQ(numbers.factor("survival 0.72 and then an HR"), 4);  // all words
  EXPECT_EQ(numbers.factor("survival: HR 0\u00B772"), 5);
  EXPECT_EQ(PrintedNumbers(parse_query("0.72").terms, 1).factor("it was 0.72"), 4);
  EXPECT_EQ(PrintedNumbers(parse_query("0.72").terms, 1).factor("it was 0.721"), 1);
}

TEST_F(SearchTest, SignsOfComparisonCount) {
  Store store = open();
  put(store,
      test::small_document("a", "It was p > 0.05 there. It was p < 0.05 there. It lasted 3 months. In <3 months."));
  EXPECT_EQ(found(store, "p<0.05").front(), "It was p < 0.05 there.");
  EXPECT_EQ(found(store, "p>0.05").front(), "It was p > 0.05 there.");
  EXPECT_EQ(found(store, "<3 months").front(), "In <3 months.");
}

TEST_F(SearchTest, LikeAPassage) {
  Store store = open();
  put(store, test::small_document("a", "Cisplatin damages kidneys. Nothing else."));
  put(store, test::small_document("b", "Kidneys were damaged by cisplatin. Unrelated words."));
  auto likeness = like(store, "a:0-26");
  ASSERT_TRUE(likeness) << to_string(likeness.error());
  EXPECT_EQ(likeness->document, "a");
  SearchOptions options;
  options.literal = true;
  auto hits = search(store, likeness->query, options);
  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 2u);
  EXPECT_EQ((*hits)[1].quote, "Kidneys were damaged by cisplatin.");
  for (const char* wrong : {"", "a", "a:5-2", "a:0-9999", "zz:0-2", "c:none", "a:x-y", "a:0-99999999999999999999"})
    EXPECT_FALSE(like(store, wrong)) << wrong;
}

TEST_F(SearchTest, RespellsWhatIsNowhere) {
  Store store = open();
  put(store, test::small_document("a", "Cisplatin damages kidneys."));
  EXPECT_EQ(*respelt(store, "cisplatni kidneys"), "cisplatin kidneys");
  EXPECT_EQ(*respelt(store, "cisplatin"), "");
  EXPECT_EQ(*respelt(store, ""), "");
}

TEST_F(SearchTest, AShortQueryForDocumentsLearnsFromTheBest) {
  Store store = open();
  put(store, test::small_document("a", "Glioma glioma temozolomide resection. Temozolomide again."));
  put(store, test::small_document("b", "Temozolomide resection trial."));
  put(store, test::small_document("c", "Nothing of it."));
  SearchOptions options;
  auto hits = find_documents(store, parse_query("glioma"), options);
  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 2u);
  EXPECT_EQ((*hits)[0].document, "a");
  EXPECT_EQ((*hits)[1].document, "b");
  options.literal = true;
  EXPECT_EQ(find_documents(store, parse_query("glioma"), options)->size(), 1u);
}

}  // namespace
}  // namespace warrant
