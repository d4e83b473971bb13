// The five seed documents: every fact of theirs that a reader would note, looked for by value, unit, citation,
// direction and place. Runs where the real data stands beside the checkout.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/text.h"
#include "tests/ingest/pipeline/seeds_rows.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

using test::NumberRow;
using test::WordRow;

class Seeds : public testing::Test {
 protected:
  void SetUp() override {
    WARRANT_NEEDS_SHARED();
    const auto folder = test::shared_dir() / "seeds";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no seeds";
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    ASSERT_EQ(paths.size(), 5u);
    for (const auto& path : paths) {
      StageSeconds seconds;
      auto documents = index_source({path.string(), test::read_file(path)}, "0", seconds);
      ASSERT_EQ(documents.size(), 1u);
      ASSERT_TRUE(documents[0].has_value()) << to_string(documents[0].error());
      seeds_.push_back(std::move(*documents[0]));
    }
  }

  // Does any part of `span` stand at source bytes [start, start + length)?
  static bool stands_at(const Document& document, ByteSpan span, unsigned start, unsigned length) {
    return std::any_of(document.source_runs.begin(), document.source_runs.end(), [&](const SourceRun& run) {
      const std::uint32_t from = std::max(run.text_start, span.start),
                          to = std::min(run.text_start + run.length, span.end);
      if (from >= to) return false;
      const std::uint32_t at = run.source_start + (from - run.text_start);
      return at < start + length && start < at + (to - from);
    });
  }

  static bool close(std::optional<double> printed, double expected) {
    return printed && std::fabs(*printed - expected) < 1e-9;
  }

  static std::string markers_of(const Claim& claim) {
    std::vector<int> numbers;
    for (const ClaimCitation& citation : claim.citations) numbers.push_back(std::atoi(citation.marker.c_str()));
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::string out;
    for (int n : numbers) out += (out.empty() ? "" : " ") + std::to_string(n);
    return out;
  }

  static bool says(const Claim& c, const NumberRow& row) {
    const std::string kind = row.kind;
    if (kind == "median" && c.measure != measure::kMedianSurvival) return false;
    if (kind == "rate" && c.measure != measure::kSurvivalRate) return false;
    if (kind == "hr" && c.measure != measure::kHazardRatio) return false;
    bool value = close(c.value, row.value);
    if (kind == "any")
      for (const auto& other : {c.value_high, c.n, c.total, c.sd, c.q_low, c.q_high, c.statistic, c.p_value})
        value = value || close(other, row.value);
    if (kind == "share") value = value || close(c.statistic, row.value);
    if (!value) return false;
    if (row.high != 0 && !close(c.value_high, row.high)) return false;
    if (*row.unit != 0 && kind != "any" && c.unit != row.unit) return false;
    if (row.ci_high != 0 && !(close(c.ci_low, row.ci_low) && close(c.ci_high, row.ci_high))) return false;
    return true;
  }

  template <typename Row, typename Fits>
  void count(const char* what, const Row* rows, std::size_t size, std::size_t found_floor, std::size_t cited_floor,
             Fits fits) {
    std::size_t found = 0, cited = 0, with_markers = 0;
    std::string missing, uncited;
    for (std::size_t i = 0; i < size; ++i) {
      const Row& row = rows[i];
      const IndexedDocument& seed = seeds_[static_cast<std::size_t>(row.seed)];
      bool here = false, marked = false;
      for (const Claim& claim : seed.claims) {
        if (!stands_at(seed.document, claim.span, row.start, row.length) || !fits(claim, row)) continue;
        here = true;
        marked = marked || markers_of(claim) == row.markers;
      }
      if (*row.markers != 0) ++with_markers;
      found += here ? 1 : 0;
      if (here && marked && *row.markers != 0) ++cited;
      if (!here) missing += fmt::format(" {}@{}", row.id, row.start);
      if (here && !marked) uncited += fmt::format(" {}@{}", row.id, row.start);
    }
    std::printf("%s: %zu of %zu found, citations of %zu of %zu\n  missing:%s\n  other citations:%s\n", what, found,
                size, cited, with_markers, missing.c_str(), uncited.c_str());
    EXPECT_GE(found, found_floor) << what;
    EXPECT_GE(cited, cited_floor) << what;
  }

  std::vector<IndexedDocument> seeds_;
};

TEST_F(Seeds, NumbersAreFound) { count("numbers", test::kNumbers, std::size(test::kNumbers), 133, 35, says); }

TEST_F(Seeds, FactorsAreFoundWithTheirDirection) {
  count("factors", test::kFactors, std::size(test::kFactors), 57, 23, [](const Claim& claim, const WordRow& row) {
    if (claim.kind == kind::kStudyFact) return false;
    return std::string(row.word) == "-" ? !claim.subject.empty() : claim.polarity == row.word;
  });
}

TEST_F(Seeds, RecommendationsAreFoundWithTheirStrength) {
  count("recommendations", test::kRecommendations, std::size(test::kRecommendations), 43, 18,
        [](const Claim& claim, const WordRow& row) {
          return claim.kind == kind::kRecommendation && ascii_lower(claim.strength).find(row.word) != std::string::npos;
        });
}

TEST_F(Seeds, FurnitureGivesNoClaim) {
  for (const IndexedDocument& seed : seeds_)
    for (const Claim& claim : seed.claims) {
      const Place place = seed.document.passages[static_cast<std::size_t>(claim.passage)].place;
      EXPECT_TRUE(is_evidence(place)) << claim.kind;
    }
  // Related questions, latest posts, front and back matter, reference titles.
  const struct {
    int seed;
    unsigned start, end;
  } kFurniture[] = {{0, 0, 630},       {0, 5671, 8175}, {3, 0, 700},      {3, 6394, 7567},
                    {4, 14109, 14723}, {1, 0, 1540},    {1, 33147, 43175}};
  for (const auto& part : kFurniture) {
    const IndexedDocument& seed = seeds_[static_cast<std::size_t>(part.seed)];
    for (const Claim& claim : seed.claims)
      EXPECT_FALSE(stands_at(seed.document, claim.value_span, part.start, part.end - part.start))
          << part.seed << " " << claim.kind << " " << part.start;
  }
}

}  // namespace
}  // namespace warrant
