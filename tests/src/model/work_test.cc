// Which sources are one work, and what they tell of it together.
#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>

#include "src/model/work.h"

namespace warrant {
namespace {

using ::testing::ElementsAre;

WorkIdentity source(const std::string& pmcid, const std::string& pmid, const std::string& doi,
                    const std::string& title = "A trial of surgery against nothing", const std::string& nct = "",
                    bool page = false) {
  Document d;
  d.pmcid = pmcid;
  d.pmid = pmid;
  d.doi = doi;
  return {pmcid, pmid, doi, nct, title_letters(title), page, document_id(d, std::string(64, 'a'))};
}

WorkIdentity page(const std::string& pmid, const std::string& doi, const std::string& title,
                  const std::string& nct = "") {
  return source("", pmid, doi, title, nct, true);
}

struct Case {
  const char* name;
  std::vector<WorkIdentity> sources;
  std::vector<std::vector<std::size_t>> works;
};

const std::string kTitle = "A trial of surgery against nothing";

const Case kCases[] = {
    {"SharedPmid", {source("PMC1", "1", ""), source("", "1", "")}, {{0, 1}}},
    {"SharedDoi", {source("PMC1", "", "10.1/a"), source("", "1", "10.1/a")}, {{0, 1}}},
    {"NothingShared", {source("PMC1", "", ""), source("", "1", "")}, {{0}, {1}}},
    {"JoinedThroughAThird",
     {source("PMC1", "", "10.1/a"), source("", "1", ""), source("", "1", "10.1/a")},
     {{0, 1, 2}}},
    {"OneDoiOfTwoPmidsTellsNothing",
     {source("", "1", "10.1/a"), source("", "2", "10.1/a"), source("", "", "10.1/a")},
     {{0}, {1}, {2}}},
    {"DoiOfTwoPmcidsTellsNothing", {source("PMC1", "", "10.1/a"), source("PMC2", "", "10.1/a")}, {{0}, {1}}},
    {"PmcidIsStrongest", {source("PMC1", "1", "10.1/a"), source("PMC1", "2", "10.1/b")}, {{0, 1}}},
    {"OneTrialTwoArticles",
     {source("", "1", "", "Primary results of the invented trial", "NCT01"),
      source("", "", "10.1/b", "Quality of life in the invented trial", "NCT01")},
     {{0}, {1}}},
    {"OneTrialOneTitle",
     {source("", "1", "", "Primary results of the invented trial", "NCT01"),
      source("", "", "10.1/b", "Primary results of the invented trial.", "NCT01")},
     {{0, 1}}},
    {"OneTrialOneTitleTwoPmids",
     {source("", "1", "", "Primary results of the invented trial", "NCT01"),
      source("", "2", "", "Primary results of the invented trial", "NCT01")},
     {{0}, {1}}},
    {"PageWithTheTitle", {source("", "1", "10.1/a"), page("", "10.1/a", kTitle + " | Journal")}, {{0, 1}}},
    {"PageAboutTheArticle",
     {source("", "1", "10.1/a"), page("", "10.1/a", "What surgeons should know now")},
     {{0}, {1}}},
    {"PageThatContradicts", {source("", "1", "10.1/a"), page("2", "10.1/a", kTitle)}, {{0}, {1}}},
    {"PageThatContradictsThroughAThird",
     {source("PMC1", "", "10.1/a"), source("", "1", "10.1/a"), page("2", "10.1/a", kTitle)},
     {{0, 1}, {2}}},
    {"PageOfATrialWithTheTitle", {source("", "1", "", kTitle, "NCT01"), page("", "", kTitle, "NCT01")}, {{0, 1}}},
    {"PagesOfOneDoiAndTitle", {page("", "10.1/a", kTitle), page("", "10.1/a", kTitle + " - Site")}, {{0, 1}}},
    {"PagesOfOneDoiAndTwoTitles", {page("", "10.1/a", kTitle), page("", "10.1/a", "Something else")}, {{0}, {1}}},
    {"BridgingPageJoinsNoWorks",
     {source("PMC1", "", "10.1/a"), source("", "1", ""), page("1", "10.1/a", kTitle)},
     {{0}, {1}, {2}}},
};

class SameWorks : public testing::TestWithParam<Case> {};

TEST_P(SameWorks, InAnyOrder) {
  const auto& [name, sources, works] = GetParam();
  std::vector<std::size_t> order(sources.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    std::vector<WorkIdentity> shuffled;
    for (const std::size_t i : order) shuffled.push_back(sources[i]);
    std::vector<std::vector<std::size_t>> found = same_works(shuffled);
    for (auto& work : found) {
      for (std::size_t& i : work) i = order[i];
      std::sort(work.begin(), work.end());
    }
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, works) << testing::PrintToString(order);
  } while (std::next_permutation(order.begin(), order.end()));
}

INSTANTIATE_TEST_SUITE_P(Rows, SameWorks, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

IndexedDocument of(const std::string& reader, bool full_text, std::size_t body) {
  IndexedDocument d;
  d.reader = reader;
  d.document.full_text = full_text;
  d.document.text = std::string(body, 'x') + "\n";
  Passage p;
  p.span = {0, static_cast<std::uint32_t>(body)};
  d.document.passages = {p};
  return d;
}

TEST(GivesText, FullTextThenFormatThenLength) {
  const std::vector<IndexedDocument> ranked = {
      of("jats@1", true, 9000),   of("jats@1", true, 100),    of("html@1", false, 20000), of("html@1", false, 9000),
      of("pubmed@1", false, 900), of("pubmed@1", false, 800), of("html@1", false, 2000)};
  for (std::size_t i = 0; i < ranked.size(); ++i)
    for (std::size_t j = 0; j < ranked.size(); ++j)
      EXPECT_EQ(gives_text_before(ranked[i], ranked[j]), i < j) << i << " " << j;
}

TEST(Complete, TakesWhatIsMissingAndTheGravestMark) {
  Document first, other, third;
  first.pmcid = "PMC1";
  first.title = "As printed";
  first.publication_types = {"research-article"};
  first.retraction = "expression of concern";
  first.corrections = {{"correction", "10.1/e", "", "", "Erratum"}};
  other.pmid = "1";
  other.title = "As in PubMed";
  other.year = 2019;
  other.mesh = {"Glioma/surgery"};
  other.publication_types = {"Randomized Controlled Trial", "research-article"};
  other.retraction = "retracted";
  other.corrections = {{"correction", "10.1/e", "", "", "J Inv. 2020"}, {"retraction", "", "9", "", ""}};
  third.year = 2018;
  third.retraction = "retraction notice";
  complete(first, {&other, &third});
  EXPECT_EQ(first.pmid, "1");
  EXPECT_EQ(first.title, "As printed");
  EXPECT_EQ(first.year, 2019);
  EXPECT_THAT(first.mesh, ElementsAre("Glioma/surgery"));
  EXPECT_THAT(first.publication_types, ElementsAre("research-article", "Randomized Controlled Trial"));
  EXPECT_EQ(first.retraction, "retracted");
  ASSERT_EQ(first.corrections.size(), 2u);
  EXPECT_EQ(first.corrections[0].note, "Erratum");
}

TEST(TitleLetters, FoldCaseAndDropSigns) {
  EXPECT_EQ(title_letters("β-Blockers in COPD: a \"trial\"."), "βblockersincopdatrial");
}

}  // namespace
}  // namespace warrant
