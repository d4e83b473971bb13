#include "src/store/retrieval.h"

#include <gmock/gmock.h>

#include "tests/src/store/support.h"

namespace warrant {
namespace {

using test::rich_document;
using test::small_document;
using ::testing::ElementsAre;

class RetrievalTest : public test::StoreTest {
 protected:
  static std::vector<std::string> quotes(const Store& store, const std::vector<QueryTerm>& terms,
                                         const SearchFilter& filter = {}, const RetrievalOptions& options = {}) {
    auto hits = store.retrieval().top(terms, filter, options);
    EXPECT_TRUE(hits) << to_string(hits.error());
    std::vector<std::string> out;
    for (const SentenceHit& hit : *hits) {
      auto shown = store.retrieval().show(hit, terms);
      EXPECT_TRUE(shown) << to_string(shown.error());
      const std::string text = *store.text(hit.document);
      EXPECT_EQ(slice(text, hit.span), shown->quote);
      out.push_back(shown->quote);
    }
    return out;
  }
  static QueryTerm word(const std::string& text) { return {text}; }
};

TEST_F(RetrievalTest, FindsStemsAccentsAndCase) {
  Store store = open();
  put(store, small_document("a", "Tumours metastasised. Nothing else. The naïve patients."));
  EXPECT_THAT(quotes(store, {word("TUMOUR")}), ElementsAre("Tumours metastasised."));
  EXPECT_THAT(quotes(store, {word("naive")}), ElementsAre("The naïve patients."));
  EXPECT_TRUE(quotes(store, {word("absent")}).empty());
  EXPECT_TRUE(quotes(store, {}).empty());
}

TEST_F(RetrievalTest, PartsOfAWordCountMoreTogether) {
  Store store = open();
  put(store, small_document("a", "HER2 positive disease. HER2 was not positive. HR 0.72 here. HR 72 in 0 of them."));
  EXPECT_THAT(quotes(store, {word("HER2-positive")}), ElementsAre("HER2 positive disease.", "HER2 was not positive."));
  EXPECT_THAT(quotes(store, {{"HER2-positive", 1, false, true}}), ElementsAre("HER2 positive disease."));
  EXPECT_THAT(quotes(store, {word("0.72")}), ElementsAre("HR 0.72 here."));
}

TEST_F(RetrievalTest, PhrasesAndRequiredTerms) {
  Store store = open();
  put(store, small_document("a", "Overall survival improved. Survival overall. Overall cost rose."));
  EXPECT_THAT(quotes(store, {{"overall survival", 1, true, false}}), ElementsAre("Overall survival improved."));
  EXPECT_THAT(quotes(store, {word("overall"), {"cost", 1, false, true}}), ElementsAre("Overall cost rose."));
}

TEST_F(RetrievalTest, ReferencesAndBoilerplateOnlyWhenAskedFor) {
  Store store = open();
  put(store, rich_document());
  EXPECT_TRUE(quotes(store, {word("Lancet")}).empty());
  SearchFilter filter;
  filter.places = {Place::kReference};
  EXPECT_EQ(quotes(store, {word("Lancet")}, filter).size(), 1u);
  EXPECT_TRUE(quotes(store, {word("mortality")}, filter).empty());
  filter.places = {Place::kReference, Place::kBody};
  EXPECT_EQ(quotes(store, {word("surgery")}, filter).size(), 2u);
}

TEST_F(RetrievalTest, Filters) {
  Store store = open();
  put(store, rich_document("PMC900001"));
  IndexedDocument other = rich_document("PMC900002");
  other.document.year = 2005;
  put(store, other);
  SearchFilter filter;
  EXPECT_EQ(quotes(store, {word("mortality")}, filter).size(), 2u);
  filter.document = "PMC900002";
  EXPECT_EQ(quotes(store, {word("mortality")}, filter).size(), 1u);
  filter = {};
  filter.year_from = 2010;
  EXPECT_EQ(quotes(store, {word("mortality")}, filter).size(), 1u);
  filter = {};
  filter.year_to = 2000;
  EXPECT_TRUE(quotes(store, {word("mortality")}, filter).empty());
  filter = {};
  filter.section = "result";
  EXPECT_EQ(quotes(store, {word("survival")}, filter).size(), 2u);  // the heading "Survival" of both
  filter.section = "abstract";
  EXPECT_EQ(quotes(store, {word("survival")}, filter).size(), 2u);
  filter = {};
  filter.places = {Place::kTable};
  EXPECT_THAT(quotes(store, {word("death")}, filter), ElementsAre("Death | 10 (8%)", "Death | 10 (8%)"));
}

TEST_F(RetrievalTest, FiltersByKindAndByOwnResults) {
  Store store = open();
  put(store, rich_document("PMC900001"));
  put(store, small_document("a", "The mortality of others."));
  SearchFilter filter;
  EXPECT_EQ(quotes(store, {word("mortality")}).size(), 2u);
  filter.kinds = {DocumentKind::kReview};
  EXPECT_EQ(quotes(store, {word("mortality")}, filter).size(), 1u);
  filter.kinds = {DocumentKind::kQa};
  EXPECT_TRUE(quotes(store, {word("mortality")}, filter).empty());
  filter = {};
  filter.own = true;
  for (const std::string& quote : quotes(store, {word("survival"), word("mortality"), word("death")}, filter)) {
    bool own = false;
    ASSERT_TRUE(store.claims({}, [&](const ClaimRecord& record) {
      own = own || (!record.claim.cited && quote.find(record.quote.substr(0, 10)) != std::string::npos) ||
            (!record.claim.cited && record.quote.find(quote) != std::string::npos);
      return true;
    }));
    EXPECT_TRUE(own) << quote;
  }
  EXPECT_LT(quotes(store, {word("survival")}, filter).size(), quotes(store, {word("survival")}).size());
}

TEST_F(RetrievalTest, ExcludedWordsAndBeginnings) {
  Store store = open();
  put(store, small_document("a", "Metastases of bone. Metastatic disease. Bone alone. Lung metastasis."));
  EXPECT_THAT(quotes(store, {word("bone"), {"metastases", 1, false, false, true}}), ElementsAre("Bone alone."));
  EXPECT_TRUE(quotes(store, {{"bone", 1, false, false, true}}).empty());
  EXPECT_EQ(quotes(store, {{"metasta", 1, false, false, false, true}}).size(), 3u);
  EXPECT_TRUE(quotes(store, {{"metasto", 1, false, false, false, true}}).empty());
  RetrievalOptions options;
  options.whole_documents = true;
  EXPECT_TRUE(store.retrieval().top({word("bone"), {"lung", 1, false, false, true}}, {}, options)->empty());
}

TEST_F(RetrievalTest, WordsSpeltAlike) {
  Store store = open();
  put(store, small_document("a", "Carboplatin was given. Cisplatin was not. Survivors survived."));
  EXPECT_THAT(*store.retrieval().similar("carbolpatin", 3), ElementsAre("carboplatin"));
  EXPECT_THAT(*store.retrieval().similar("cysplatin", 3), ElementsAre("cisplatin"));
  EXPECT_TRUE(store.retrieval().similar("cisplatin", 3)->empty());  // it is there
  EXPECT_TRUE(store.retrieval().similar("warfarin", 3)->empty());
  EXPECT_TRUE(store.retrieval().similar("", 3)->empty());
}

TEST_F(RetrievalTest, WordsOfTheTitleCountMore) {
  Store store = open();
  IndexedDocument titled = rich_document("PMC900001");
  put(store, titled);
  RetrievalOptions options;
  options.whole_documents = true;
  options.title_weight = 1;
  const double plain = store.retrieval().top({word("glioma")}, {}, options)->front().score;
  options.title_weight = 3;
  EXPECT_GT(store.retrieval().top({word("glioma")}, {}, options)->front().score, plain);
}

TEST_F(RetrievalTest, WholeDocuments) {
  Store store = open();
  put(store, small_document("a", "Glioma once. Other words. More words."));
  put(store, small_document("b", "Glioma here. Glioma there. Words."));
  put(store, small_document("c", "Nothing."));
  RetrievalOptions options;
  options.whole_documents = true;
  auto hits = store.retrieval().top({word("glioma")}, {}, options);
  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 2u);
  EXPECT_EQ((*hits)[0].document, "b");
  EXPECT_EQ((*hits)[0].sentence, -1);
  // idf = ln(1 + (3 - 2 + 0.5) / (2 + 0.5)), tf = 2, length 5, average 12 / 3
  const double expected = std::log(1 + 1.5 / 2.5) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 5 / 4));
  EXPECT_NEAR((*hits)[0].score, expected, 1e-9);
}

TEST_F(RetrievalTest, TiesAreOrderedByDocumentInAnyOrderOfPuts) {
  for (const bool backwards : {false, true}) {
    Store store = open(backwards ? "backwards" : "forwards");
    for (int i = 0; i < 9; ++i) {
      const int n = backwards ? 8 - i : i;
      put(store, small_document("d" + std::to_string(n), "Equal words."));
    }
    RetrievalOptions options;
    options.limit = 3;
    auto hits = store.retrieval().top({word("equal")}, {}, options);
    ASSERT_TRUE(hits);
    ASSERT_EQ(hits->size(), 3u);
    EXPECT_EQ((*hits)[0].document, "d0");
    EXPECT_EQ((*hits)[1].document, "d1");
    EXPECT_EQ((*hits)[2].document, "d2");
  }
}

TEST_F(RetrievalTest, AnyTextIsAQuery) {
  Store store = open();
  put(store, rich_document());
  std::string noise;
  for (int i = 0; i < 10'000; ++i) noise += static_cast<char>(32 + (i * 7919) % 95);
  for (const std::string& text :
       {std::string("HR 0.72"), std::string("95% CI"), std::string("p<0.05"), std::string("HER2-positive"),
        std::string("non-small cell"), std::string("\"unbalanced"), std::string("a AND OR NOT NEAR(b c) ^ *"),
        std::string(5000, '('), std::string("{text}: x"), std::string("text : x"), std::string("'; DROP TABLE claim"),
        std::string("\xFF\xFE bad"), std::string("nul\0nul", 7), std::string(), std::string("  "), noise}) {
    for (const bool phrase : {false, true}) {
      auto hits = store.retrieval().top({{text, 1, phrase, false}}, {}, {});
      EXPECT_TRUE(hits) << text.substr(0, 50);
    }
    SearchFilter filter;
    filter.section = text;
    filter.document = text;
    EXPECT_TRUE(store.retrieval().top({{text, 1, false, true}}, filter, {}));
  }
  EXPECT_EQ(store.status()->claims, 3);
}

TEST_F(RetrievalTest, SnippetsMarkMatches) {
  Store store = open();
  put(store, small_document("a", "Deaths fell in HER2-positive disease."));
  const std::vector<QueryTerm> terms = {word("death"), word("HER2 positive")};
  auto hits = store.retrieval().top(terms, {}, {});
  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 1u);
  EXPECT_EQ(store.retrieval().show(hits->front(), terms)->snippet,
            "\x02"
            "Deaths\x03 fell in \x02HER2\x03-\x02positive\x03 disease.");
}

TEST_F(RetrievalTest, RemovedDocumentsAreNotFound) {
  Store store = open();
  put(store, small_document("a", "Glioma one."));
  put(store, small_document("b", "Glioma two."));
  ASSERT_TRUE(store.remove("a"));
  EXPECT_THAT(quotes(store, {word("glioma")}), ElementsAre("Glioma two."));
  put(store, small_document("b", "Other."));
  EXPECT_TRUE(quotes(store, {word("glioma")}).empty());
}

}  // namespace
}  // namespace warrant
