// Every audit check has a document that makes it fire and one about which it must be silent:
// tests/golden/audit/<check>/{fires,silent}/input.* (other.* are ingested beside it) and fires/expected.txt.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/audit/check.h"
#include "src/base/digest.h"
#include "tests/support/golden.h"

namespace warrant {
namespace {

std::string folder_of(std::string_view check) {
  std::string name(check);
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
}

// The findings about input.*, one a line.
std::string audited(const std::filesystem::path& folder, std::string_view check) {
  test::TemporaryFolder temporary;
  auto store = Store::open((temporary.path() / "kb.db").string(), Store::Mode::kWrite);
  if (!store) return "store: " + to_string(store.error());
  std::string id;
  EXPECT_TRUE(store->begin());
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string stem = entry.path().stem().string();
    if (stem != "input" && stem != "other") continue;
    StageSeconds seconds;
    const Source source{entry.path().filename().string(), test::read_file(entry.path())};
    for (auto& document : index_source(source, sha256_hex(source.bytes), seconds)) {
      if (!document) return "input: " + to_string(document.error());
      if (stem == "input") id = document->id;
      const auto put = store->put(*document);
      if (!put) return "put: " + to_string(put.error());
    }
  }
  EXPECT_TRUE(store->commit());
  const auto report = audit(*store, id, {std::string(check)});
  if (!report) return "audit: " + to_string(report.error());
  EXPECT_TRUE(report->checked.contains(check)) << check << " judged nothing: silence must be earned";
  std::string out;
  for (const Finding& f : report->findings)
    out += fmt::format("{} | {} | {} | printed: {} | expected: {} | {}\n", name_of(f.severity), f.quote, f.message,
                       f.printed, f.expected, f.arithmetic);
  return out;
}

class AuditGolden : public ::testing::TestWithParam<std::string> {};

TEST_P(AuditGolden, FiresWhereItShould) {
  const auto folder = test::source_dir() / "tests/golden/audit" / folder_of(GetParam()) / "fires";
  const std::string found = audited(folder, GetParam());
  EXPECT_FALSE(found.empty());
  test::expect_golden(folder / "expected.txt", found);
}

TEST_P(AuditGolden, IsSilentWhereItShould) {
  const auto folder = test::source_dir() / "tests/golden/audit" / folder_of(GetParam()) / "silent";
  EXPECT_EQ(audited(folder, GetParam()), "");
}

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const Check& check : checks()) out.emplace_back(check.name);
  return out;
}

INSTANTIATE_TEST_SUITE_P(Audit, AuditGolden, ::testing::ValuesIn(names()),
                         [](const auto& test) { return folder_of(test.param); });

}  // namespace
}  // namespace warrant
