// The flags that design/field/seed-facts.md (d) asks for on the seed documents, and no false alarm beside them. Ids,
// checks and short labels only; the documents stay in the shared folder.
#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/audit/check.h"
#include "src/base/digest.h"
#include "tests/support/data.h"
#include "tests/support/golden.h"

namespace warrant {
namespace {

struct Flag {
  const char* id;
  int seed;
  const char* check;
  const char* label;  // part of the quote or the message
};

constexpr Flag kFlags[] = {
    {"d01", 0, "dangling-citation", "no reference list"},
    {"d02", 1, "count-stated-twice", "29 here, 34"},
    {"d03", 1, "parts-of-group", "25, more than the group of 23"},
    {"d04", 1, "table-total", "32"},
    {"d04", 1, "table-total", "13"},
    {"d05", 1, "paired-test", "21.79"},
    {"d06", 1, "opposite-statements", "no significant effect"},
    {"d08", 1, "opposite-statements", "all were lower"},
    {"d09", 1, "pooled-mean", "group sizes exchanged"},
    {"d10", 1, "coefficient-exponent", "1.191"},
    {"d10", 1, "coefficient-exponent", "0.136"},
    {"d11", 1, "effect-without-estimate", "no estimate"},
    {"d12", 1, "population-against-title", "work about bone metastases"},
    {"d13", 1, "cohort-against-title", "speaks of 49"},
    {"d13", 1, "cohort-against-title", "speaks of 133"},
    {"d14", 1, "population-against-title", "reference 21 of breast only"},
    {"d14", 1, "population-against-title", "reference 22 of breast only"},
    {"d14", 1, "population-against-title", "reference 24 of kidney only"},
    {"d15", 1, "author-against-list", "reference 23"},
    {"d15", 1, "author-against-list", "reference 29"},
    {"d16", 3, "dangling-citation", "the list has 3"},
    {"d16", 3, "self-citation", "Dr.Oracle"},
    {"d17", 4, "instrument-definition", "more aggressive"},
    {"d18", 4, "instrument-definition", "Bauer"},
    {"d19", 4, "instrument-definition", "albumin"},
    {"d20", 1, "adjustment-not-shown", "performance status"},
    {"d21", 1, "missing-result", "log-rank"},
    {"d22", 1, "p-zero", "0.000"},
    {"d23", 1, "deaths-against-median", "41.82% died"},
    {"d24", 1, "parts-of-group", "32 of a group of 23"},
    {"d25", 1, "inferred-numbers", "17 of 29"},
    {"d26", 1, "duplicate-caption", "TABLE 3"},
    {"d27", 1, "undefined-variable", "endocrine"},
    {"d28", 1, "uncited-evidence", "zoledronic"},
    {"d28", 1, "uncited-evidence", "previous literature"},
    {"d28", 2, "uncited-evidence", "nothing in this document"},
    {"d28", 4, "uncited-evidence", "nothing in this document"},
    {"d29", 0, "strength-above-evidence", "mandatory"},
    {"d30", 0, "one-value-two-sources", "7.1 months"},
    {"d31", 3, "premise-not-in-question", "burst fracture"},
    {"d31", 3, "premise-not-in-question", "attempted and failed"},
    {"d32", 0, "status-conflict", "pending"},
    {"d32", 3, "status-conflict", "pending"},
    {"d33", 1, "across-documents", "58.18% here and 90% there"},
    {"d34", 0, "across-documents", "3.5 months here and 16.83"},
    {"d35", 0, "across-documents", "multi-stage"},
    {"d35", 0, "across-documents", "Extrathoracic bony"},
    {"d36", 0, "across-documents", "opposite order"},
    {"d36", 3, "across-documents", "opposite order"},
    {"d37", 3, "across-documents", "contraindicated here"},
    {"d38", 4, "across-documents", "Frankel"},
};

class AuditSeeds : public ::testing::Test {
 protected:
  void SetUp() override {
    WARRANT_NEEDS_SHARED();
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(test::shared_dir() / "seeds"))
      paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    ASSERT_EQ(paths.size(), 5U);
    auto store = Store::open((temporary_.path() / "kb.db").string(), Store::Mode::kWrite);
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->begin());
    std::vector<std::string> ids;
    for (const auto& path : paths) {
      StageSeconds seconds;
      const Source source{path.filename().string(), test::read_file(path)};
      for (auto& document : index_source(source, sha256_hex(source.bytes), seconds)) {
        ASSERT_TRUE(document);
        ids.push_back(document->id);
        ASSERT_TRUE(store->put(*document));
      }
    }
    ASSERT_TRUE(store->commit());
    ASSERT_EQ(ids.size(), 5U);
    for (const std::string& id : ids) {
      auto report = audit(*store, id, {});
      ASSERT_TRUE(report);
      const auto text = store->text(id);
      ASSERT_TRUE(text);
      for (const Finding& finding : report->findings) EXPECT_EQ(slice(*text, finding.span), finding.quote);
      findings_.push_back(std::move(report->findings));
    }
  }

  static bool is(const Flag& flag, const Finding& finding) {
    return finding.check == flag.check && (finding.quote.find(flag.label) != std::string::npos ||
                                           finding.message.find(flag.label) != std::string::npos);
  }

  test::TemporaryFolder temporary_;
  std::vector<std::vector<Finding>> findings_;  // by seed
};

TEST_F(AuditSeeds, AreFlagged) {
  std::set<std::string> found;
  for (const Flag& flag : kFlags) {
    const auto& list = findings_[static_cast<std::size_t>(flag.seed)];
    const bool there = std::any_of(list.begin(), list.end(), [&](const Finding& f) { return is(flag, f); });
    EXPECT_TRUE(there) << flag.id << " " << flag.check << " " << flag.label;
    if (there) found.insert(flag.id);
  }
  EXPECT_GE(found.size(), 37U);
}

// Whatever is more than a note, or recomputed, is one of the flags: 45 + 4 + 5 + 1 = 55 and the other positive controls
// stay silent.
TEST_F(AuditSeeds, GiveNoFalseAlarm) {
  const std::set<std::string_view> arithmetic = {
      "percent-of-count",   "impossible-percent",        "test-statistic",    "contingency-p", "pooled-mean",
      "interval-against-p", "estimate-outside-interval", "uncited-reference", "table-total",   "reference-order",
      "count-stated-twice", "cohort-against-title",      "parts-of-group",    "paired-test",   "coefficient-exponent"};
  for (std::size_t seed = 0; seed < findings_.size(); ++seed)
    for (const Finding& finding : findings_[seed]) {
      if (finding.severity == Severity::kNote && arithmetic.count(finding.check) == 0) continue;
      EXPECT_TRUE(std::any_of(std::begin(kFlags), std::end(kFlags),
                              [&](const Flag& f) { return f.seed == static_cast<int>(seed) && is(f, finding); }))
          << seed << " " << finding.check << " " << finding.message;
    }
}

}  // namespace
}  // namespace warrant
