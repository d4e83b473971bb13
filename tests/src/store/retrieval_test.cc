#include "src/store/retrieval.h"

#include <set>

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

// Sentences of all places and sections, some with results; what stands in none of the named sections may begin like
// one.
class FilterTest : public RetrievalTest, public ::testing::WithParamInterface<std::pair<const char*, SearchFilter>> {
 protected:
  IndexedDocument varied(std::size_t nr) {
    static const std::vector<Section> kSections = {
        {"Abstract", "abstract", -1, 0},       {"RESULTS", "", 0, 1},  {"Patients and methods", "methods", -1, 0},
        {"Resulted survival", "", -1, 0},      {"Toxicity", "", 3, 1}, {"Methodological notes", "", -1, 0},
        {"Results and Discussion", "", -1, 0}, {"Survival", "", 6, 1}, {"Backgrounds", "background", -1, 0},
        {"Conclusive evidence", "", -1, 0}};
    IndexedDocument d;
    d.id = "d" + std::to_string(nr);
    d.source = d.id;
    d.document.year = 2000 + static_cast<std::int32_t>(nr);
    d.document.sections = kSections;
    const Place places[] = {Place::kBody, Place::kAbstract, Place::kTable, Place::kReference, Place::kBack};
    for (std::size_t p = 0; p < 40; ++p) {
      std::string text;
      for (std::size_t s = 0; s <= next() % 4; ++s) {
        for (std::size_t w = 0; w <= next() % 9; ++w) text += "w" + std::to_string(next() % (w < 3 ? 3 : 40)) + " ";
        text += "end. ";
      }
      text.pop_back();
      const auto section = static_cast<std::int32_t>(next() % 11) - 1;
      test::add_passage(d, PassageKind::kParagraph, places[next() % 5], section, text);
    }
    for (std::size_t i = 0; i < d.sentences.size(); ++i) {
      const ByteSpan span = d.sentences[i].span;
      if (next() % 5 != 0) continue;
      Claim c;
      c.kind = kind::kProportion;
      c.passage = d.sentences[i].passage;
      c.span = {span.start, span.start + 2};
      c.value_span = c.span;
      c.cited = next() % 4 == 0;
      c.assumption = next() % 4 == 0;
      if (!c.cited && !c.assumption) own_.insert({d.id, static_cast<std::int32_t>(i)});
      d.claims.push_back(c);
    }
    test::finish(d);
    return d;
  }
  std::size_t next() { return state_ = (state_ * 1103515245 + 12345) % 2147483648u, state_ >> 8; }

  std::set<std::pair<std::string, std::int32_t>> own_;
  std::size_t state_ = 7;
};

TEST_P(FilterTest, KeepsScoresAndOrderOfWhatFits) {
  Store store = open();
  for (std::size_t nr = 0; nr < 12; ++nr) put(store, varied(nr));
  const SearchFilter& filter = GetParam().second;
  const std::vector<QueryTerm> terms = {word("w0"), word("w7"), word("w31"), word("end")};
  RetrievalOptions options;
  options.limit = 1'000'000;
  SearchFilter none;
  none.places = filter.places;  // the two indexes score apart
  std::vector<std::pair<std::string, std::int32_t>> expected;
  auto all = store.retrieval().top(terms, none, options);
  ASSERT_TRUE(all);
  for (const SentenceHit& hit : *all) {
    auto shown = store.retrieval().show(hit, terms);
    ASSERT_TRUE(shown);
    const bool in_section =
        filter.section.empty() || std::any_of(shown->section.begin(), shown->section.end(), [&](std::string title) {
          if (title == "Abstract") title += " abstract";
          std::transform(title.begin(), title.end(), title.begin(), [](unsigned char c) { return std::tolower(c); });
          // All forms that have the stem of the word asked for.
          const std::string stem = filter.section == "results" ? "result" : filter.section;
          return (" " + title).find(" " + stem) != std::string::npos;
        });
    if (in_section && (!filter.own || own_.contains({hit.document, hit.sentence})) &&
        (filter.document.empty() || hit.document == filter.document) &&
        (filter.year_from == 0 || shown->document.year >= filter.year_from))
      expected.emplace_back(hit.document, hit.sentence);
  }
  ASSERT_GT(expected.size(), 3u);
  for (const std::int32_t limit : {1, 3, 10, 1'000'000}) {
    options.limit = limit;
    std::vector<std::pair<std::string, std::int32_t>> found;
    auto hits = store.retrieval().top(terms, filter, options);
    ASSERT_TRUE(hits);
    for (const SentenceHit& hit : *hits) found.emplace_back(hit.document, hit.sentence);
    const auto count = std::min(expected.size(), static_cast<std::size_t>(limit));
    EXPECT_EQ(found, decltype(found)(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(count))) << limit;
  }
  EXPECT_TRUE(store.check(true)->empty());
}

SearchFilter filter_of(std::string section, bool own, std::vector<Place> places, std::string document, int year) {
  SearchFilter filter;
  filter.section = std::move(section);
  filter.own = own;
  filter.places = std::move(places);
  filter.document = std::move(document);
  filter.year_from = year;
  return filter;
}

INSTANTIATE_TEST_SUITE_P(Filters, FilterTest,
                         ::testing::Values(std::pair("Results", filter_of("results", false, {}, "", 0)),
                                           std::pair("NoBit", filter_of("survival", false, {}, "", 0)),
                                           std::pair("Own", filter_of("", true, {}, "", 0)),
                                           std::pair("OwnInResults", filter_of("results", true, {}, "", 0)),
                                           std::pair("Abstract", filter_of("", false, {Place::kAbstract}, "", 0)),
                                           std::pair("BothIndexes",
                                                     filter_of("", true, {Place::kReference, Place::kBody}, "", 0)),
                                           std::pair("YearAndOwn", filter_of("", true, {}, "", 2005)),
                                           std::pair("DocumentAndSection", filter_of("survival", false, {}, "d3", 0))),
                         [](const auto& c) { return std::string(c.param.first); });

TEST_F(RetrievalTest, OfWordsThatSayTheSameTheBestCounts) {
  Store store = open();
  put(store,
      test::small_document("a", "Tumour and cancer. Cancer of men. Nothing here. Nothing there. Tumour of men."));
  const auto best = [&](const std::vector<QueryTerm>& terms) { return *store.retrieval().top(terms, {}, {}); };
  QueryTerm tumour = word("tumour"), cancer = word("cancer"), men = word("men");
  const double apart = best({tumour, cancer}).front().score;
  tumour.group = cancer.group = 1;
  cancer.weight = 0.3;
  const auto together = best({tumour, cancer});
  EXPECT_EQ(together.front().score, best({tumour}).front().score);
  EXPECT_LT(together.front().score, apart);
  EXPECT_EQ(together.size(), 3u);
  EXPECT_THAT(quotes(store, {tumour, cancer, men}),
              ElementsAre("Tumour of men.", "Cancer of men.", "Tumour and cancer."));
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
  // idf = ln(1 + (3 - 2 + 0.5) / (2 + 0.5)), 3 occurrences in 2 documents, tf = 2, length 5, average 12 / 3
  const double expected = std::log(1 + 1.5 / 2.5) * std::sqrt(3.0 / 2) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 5 / 4));
  EXPECT_NEAR((*hits)[0].score, expected, 1e-9);
}

TEST_F(RetrievalTest, DocumentsByFeatures) {
  Store store = open();
  put(store, small_document("apart", "Words here. Glioma of one. Words again. Seizures of another. Words."));
  put(store, small_document("late", "Words here. Words again. Words of one and another. Glioma seizures."));
  put(store, small_document("early", "Glioma seizures. Words here. Words again. Words of one and another."));
  RetrievalOptions options;
  options.whole_documents = true;
  options.document_features = true;
  const auto ids = [&](const std::vector<QueryTerm>& terms) {
    std::vector<std::string> found;
    const auto hits = store.retrieval().top(terms, {}, options);
    for (const SentenceHit& hit : *hits) found.push_back(hit.document);
    return found;
  };
  EXPECT_THAT(ids({word("glioma"), word("seizures")}), ElementsAre("early", "late", "apart"));
  EXPECT_THAT(ids({word("glioma"), {"again", 1, false, false, true}}), ElementsAre());
  // Of a group the best counts for what is covered: another way of saying it takes nothing away.
  QueryTerm typed = word("glioma"), added = word("astrocytoma");
  typed.group = added.group = 1;
  const double alone = store.retrieval().top({typed, word("seizures")}, {}, options)->front().score;
  EXPECT_EQ(store.retrieval().top({typed, added, word("seizures")}, {}, options)->front().score, alone);
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
