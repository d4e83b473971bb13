// The best rows by blocks, held against every row scored: over tables of one row and of more blocks than are looked at
// first, whatever the lists, filters and limits.
#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "src/store/bm25.h"

namespace warrant {
namespace {

struct TestTerm {
  double share;  // of the rows that hold it; 0 = none, 1 = all
  double weight = 1;
  bool required = false, excluded = false;
  std::uint32_t group = 0;
  bool again = false;  // the list of the term before it
};

struct BlockCase {
  const char* name;
  std::uint32_t rows;
  std::vector<TestTerm> terms;
  std::size_t limit;
  Traits trait = 0;                      // rows that have it only; 0 = all
  std::vector<Allowed::Range> ranges{};  // none = all
  double k1 = 1.2, b = 0.75;
  std::vector<std::uint32_t> gone{};  // rows without tokens, as those of a document that went
};

void PrintTo(const BlockCase& one, std::ostream* out) { *out << one.name; }

class Bm25Blocks : public ::testing::TestWithParam<BlockCase> {
 protected:
  void SetUp() override {
    const BlockCase& p = GetParam();
    options_.k1 = p.k1;
    options_.b = p.b;
    for (std::uint32_t row = 0; row < p.rows; ++row) {
      const bool gone = std::find(p.gone.begin(), p.gone.end(), row) != p.gone.end();
      const std::uint32_t size = gone ? 0 : 1 + random_() % (random_() % 50 == 0 ? 900 : 30);
      table_.sizes.push_back(static_cast<std::uint16_t>(size));
      table_.traits.push_back(row % 3 == 0 ? kOwnBit : Traits{0});
      table_.main.rows += gone ? 0 : 1;
      table_.main.tokens += size;
    }
    if (p.trait != 0)
      for (std::size_t traits = 0; traits < filter_.size(); ++traits) filter_[traits] = (traits & p.trait) != 0;
    else
      filter_.set();
    for (const TestTerm& term : p.terms) {
      if (!term.again || raw_.empty())
        raw_.push_back(postings_of(term.share));
      else
        raw_.push_back(raw_.back());
    }
  }

  Postings postings_of(double share) {
    Postings postings;
    for (std::uint32_t row = 0; row < table_.sizes.size(); ++row) {
      if (table_.sizes[row] == 0 || std::uniform_real_distribution<double>(0, 1)(random_) >= share) continue;
      postings.rows.push_back(row);
      postings.counts.push_back(static_cast<std::uint16_t>(1 + (random_() % 4 == 0 ? random_() % 6 : 0)));
    }
    return postings;
  }

  // Robertson & Zaragoza 2009, row by row.
  std::vector<Scored> scored() const {
    const BlockCase& p = GetParam();
    const double rows = static_cast<double>(table_.main.rows), average = static_cast<double>(table_.main.tokens) / rows;
    std::vector<Scored> all;
    for (std::uint32_t row = 0; row < table_.sizes.size(); ++row) {
      if (!filter_[table_.traits[row]]) continue;
      if (!p.ranges.empty() && std::none_of(p.ranges.begin(), p.ranges.end(), [row](const Allowed::Range& range) {
            return range.first <= row && row < range.end;
          }))
        continue;
      double score = 0;
      bool fits = true, any = false;
      std::map<std::uint32_t, double> groups;
      for (std::size_t i = 0; i < p.terms.size(); ++i) {
        const auto at = std::lower_bound(raw_[i].rows.begin(), raw_[i].rows.end(), row);
        const bool holds = at != raw_[i].rows.end() && *at == row;
        if (p.terms[i].excluded ? holds : p.terms[i].required && !holds) fits = false;
        if (!holds || p.terms[i].excluded) continue;
        any = true;
        const double tf = raw_[i].counts[static_cast<std::size_t>(at - raw_[i].rows.begin())];
        const double matching = static_cast<double>(raw_[i].rows.size());
        const double idf = std::log(1 + (rows - matching + 0.5) / (matching + 0.5));
        const double norm = p.k1 * (1 - p.b + p.b * table_.sizes[row] / average);
        const double gain = p.terms[i].weight * idf * tf * (p.k1 + 1) / (tf + norm);
        if (p.terms[i].group == 0)
          score += gain;
        else
          groups[p.terms[i].group] = std::max(groups[p.terms[i].group], gain);
      }
      for (const auto& [group, gain] : groups) score += gain;
      if (fits && any) all.push_back({score, row});
    }
    std::sort(all.begin(), all.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    return all;
  }

  std::mt19937 random_{20261130};
  RetrievalOptions options_;
  SentenceTable table_;
  TraitFilter filter_;
  std::vector<Postings> raw_;
};

TEST_P(Bm25Blocks, FindWhatScoringEveryRowFinds) {
  const BlockCase& p = GetParam();
  const Bm25 scorer(table_, table_.main, options_);
  std::vector<IndexedPostings> lists;
  for (const Postings& postings : raw_) lists.push_back(scorer.index(postings, filter_));
  std::vector<ScoredTerm> terms;
  for (std::size_t i = 0; i < lists.size(); ++i)
    terms.push_back({&lists[i], p.terms[i].weight, p.terms[i].required, p.terms[i].excluded, p.terms[i].group});
  Allowed allowed{p.ranges};
  if (p.ranges.empty()) allowed.ranges.push_back({0, p.rows});
  const std::vector<Scored> best = scorer.best_rows(terms, allowed, p.limit), all = scored();
  ASSERT_GE(best.size(), std::min(p.limit, all.size()));
  ASSERT_LE(best.size(), all.size());
  std::set<std::uint32_t> rows;
  for (std::size_t i = 0; i < best.size(); ++i) {
    EXPECT_NEAR(best[i].score, all[i].score, 1e-9 * all[i].score) << i;
    rows.insert(best[i].row);
  }
  EXPECT_EQ(rows.size(), best.size()) << "a row twice";
  // All that are better than the last, and all that are as good.
  for (const Scored& one : all) {
    if (best.empty() || one.score <= best.back().score * (1 + 1e-9)) break;
    EXPECT_TRUE(rows.contains(one.row)) << one.row;
  }
  if (best.size() < all.size()) {
    EXPECT_LT(all[best.size()].score, best.back().score);
  }
}

std::vector<TestTerm> many(std::size_t count, double share) {
  std::vector<TestTerm> terms;
  for (std::size_t i = 0; i < count; ++i) terms.push_back({share / static_cast<double>(i + 1)});
  return terms;
}

const std::vector<TestTerm> kMixed = {{0.3}, {0.02}, {0.001}, {0.1}};

const BlockCase kBlockCases[] = {
    {"OneRow", 1, {{1}}, 10},
    {"OneRowWithoutTheWord", 1, {{0}}, 10},
    {"TwoRowsOfWhichOneWent", 2, {{1}}, 10, 0, {}, 1.2, 0.75, {0}},
    {"FewerThanWanted", 5000, {{0.0005}}, 100},
    {"MoreWantedThanThereAre", 900, {{0.9}, {0.5}}, 100'000},
    {"OneWanted", 20'000, kMixed, 1},
    {"ABlockAndARow", 33, {{1}, {0.5}}, 40},
    {"LastBlockNotFull", 4100, {{0.9}, {0.02}}, 10},
    {"InEveryRow", 6000, {{1}, {1}}, 10},
    {"InEveryRowAndARareOne", 6000, {{1}, {0.001}}, 10},
    {"TheSameWordTwice", 6000, {{0.2}, {0.2, 1, false, false, 0, true}}, 10},
    {"MoreBlocksThanAreLookedAtFirst", 45'000, kMixed, 10},
    {"MoreThanTheFirstBlocksHold", 45'000, kMixed, 3000},
    {"OnlyRare", 45'000, {{0.0004}, {0.0003}}, 10},
    {"Filtered", 45'000, kMixed, 10, kOwnBit},
    {"InRanges", 45'000, kMixed, 10, 0, {{0, 3}, {40, 41}, {31'990, 32'010}, {44'990, 45'000}}},
    {"InOneRow", 45'000, kMixed, 10, 0, {{31, 32}}},
    {"Required", 45'000, {{0.3, 1, true}, {0.02}, {0.01, 1, true}}, 10},
    {"RequiredEverywhere", 6000, {{1, 1, true}, {0.02}}, 10},
    {"RequiredNowhere", 6000, {{0, 1, true}, {0.2}}, 10},
    {"Excluded", 45'000, {{0.3}, {0.02}, {0.5, 1, false, true}}, 10},
    {"ExcludedEverywhere", 6000, {{0.3}, {1, 1, false, true}}, 10},
    {"Groups",
     45'000,
     {{0.3, 1, false, false, 1}, {0.1, 0.5, false, false, 1}, {0.02}, {0.05, 0.7, false, false, 2}},
     10},
    {"SmallWeights", 20'000, {{0.3, 1e-6}, {0.02, 1e-7}}, 10},
    {"WeightsFarApart", 20'000, {{0.3, 1e-5}, {0.02, 1000}, {0.1}}, 50},
    {"ManyWords", 20'000, many(60, 0.5), 10},
    {"AllOfOneLength", 20'000, kMixed, 10, 0, {}, 1.2, 0},
    {"LengthsInFull", 20'000, kMixed, 10, 0, {}, 2, 1},
    {"OccurrencesAlike", 20'000, kMixed, 10, 0, {}, 0, 0.75},
};
INSTANTIATE_TEST_SUITE_P(Cases, Bm25Blocks, ::testing::ValuesIn(kBlockCases),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace warrant
