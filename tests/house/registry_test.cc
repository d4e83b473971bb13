// Every registered entry has its fixtures (ARCHITECTURE.md, recipes), so a half-done addition is red.
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "src/base/text.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

using std::filesystem::path;

// The names of a .def list: what stands in the brackets of its lines.
std::vector<std::string> entries(const path& file) {
  std::vector<std::string> names;
  std::stringstream in(test::read_file(test::source_dir() / file));
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("WARRANT_", 0) != 0) continue;
    const std::size_t open = line.find('('), close = line.find(')');
    if (open != std::string::npos && close != std::string::npos)
      names.push_back(line.substr(open + 1, close - open - 1));
  }
  return names;
}

bool holds_a_file(const path& folder) {
  if (!std::filesystem::is_directory(folder)) return false;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) return true;
  return false;
}

TEST(Registry, NamesAreUnique) {
  for (const char* list : {"ingest/reader/readers.def", "ingest/extract/extractors.def", "src/audit/checks.def",
                           "src/render/renderers.def", "src/cli/commands.def"}) {
    const auto names = entries(list);
    EXPECT_FALSE(names.empty()) << list;
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size()) << list;
  }
}

TEST(Registry, EveryEntryHasItsFile) {
  const std::pair<const char*, const char*> lists[] = {{"ingest/reader/readers.def", "ingest/reader"},
                                                       {"ingest/extract/extractors.def", "ingest/extract"},
                                                       {"src/audit/checks.def", "src/audit"},
                                                       {"src/render/renderers.def", "src/render"},
                                                       {"src/cli/commands.def", "src/cli"}};
  for (const auto& [list, folder] : lists)
    for (const std::string& name : entries(list))
      EXPECT_TRUE(std::filesystem::exists(test::source_dir() / folder / (name + ".cc"))) << list << ": " << name;
}

TEST(Registry, EveryCheckFiresAndIsSilent) {
  for (const std::string& name : entries("src/audit/checks.def"))
    for (const char* kind : {"fires", "silent"})
      EXPECT_TRUE(holds_a_file(test::source_dir() / "tests/golden/audit" / name / kind)) << name << " " << kind;
}

TEST(Registry, EveryReaderHasGoldens) {
  for (const std::string& name : entries("ingest/reader/readers.def"))
    EXPECT_TRUE(holds_a_file(test::source_dir() / "tests/golden/reader" / name)) << name;
}

TEST(Registry, EveryExtractorHasSpans) {
  for (const std::string& name : entries("ingest/extract/extractors.def"))
    EXPECT_TRUE(std::filesystem::exists(test::source_dir() / "tests/spans" / (name + ".txt"))) << name;
}

TEST(Registry, EveryRendererHasGoldens) {
  for (const std::string& name : entries("src/render/renderers.def"))
    EXPECT_TRUE(holds_a_file(test::source_dir() / "tests/golden/render" / name)) << name;
}

}  // namespace
}  // namespace warrant
