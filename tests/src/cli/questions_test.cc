// The worked questions of queries/questions/*.md, asked of a store made for them.
//
// A file names its store ("store: corpus", or PMC ids of the real articles beside the checkout: "store: PMC1 PMC2"). A
// question is a heading; under it "- status: no_evidence", or "- first 3: words" = one of the first three quotes holds
// these words (case aside), or "- document: ID" = the first quote is from there, or "- direction: NAME" = its
// direction.
#include <charconv>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/text.h"
#include "src/query/ask.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

struct Worked {
  std::string question, status, document, direction;
  std::vector<std::pair<std::size_t, std::string>> quotes;
};

struct File {
  std::vector<std::string> store;
  std::vector<Worked> questions;
};

File read(const std::filesystem::path& path) {
  File file;
  std::stringstream in(test::read_file(path));
  for (std::string line; std::getline(in, line);) {
    const auto after = [&](std::string_view head) {
      return std::string(trim(std::string_view(line).substr(head.size())));
    };
    if (line.rfind("store:", 0) == 0) {
      std::stringstream words(after("store:"));
      for (std::string word; words >> word;) file.store.push_back(word);
    } else if (line.rfind("## ", 0) == 0) {
      file.questions.push_back({after("## "), "", "", "", {}});
    } else if (line.rfind("- status:", 0) == 0) {
      file.questions.back().status = after("- status:");
    } else if (line.rfind("- document:", 0) == 0) {
      file.questions.back().document = after("- document:");
    } else if (line.rfind("- direction:", 0) == 0) {
      file.questions.back().direction = after("- direction:");
    } else if (line.rfind("- first ", 0) == 0) {
      const std::size_t colon = line.find(':');
      std::size_t within = 0;
      std::from_chars(line.data() + 8, line.data() + colon, within);
      file.questions.back().quotes.emplace_back(within, std::string(trim(line.substr(colon + 1))));
    }
  }
  return file;
}

Result<void> fill(Store& store, const std::vector<std::string>& names) {
  IngestOptions options;
  if (names.size() == 1 && names.front() == "corpus") {
    for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "corpus"))
      if (entry.is_directory()) options.paths.push_back(entry.path().string());
    WARRANT_TRY(report, ingest(store, options));
    return {};
  }
  const test::TemporaryFolder folder;
  const std::set<std::string> wanted(names.begin(), names.end());
  WARRANT_CHECK(fetch((test::shared_dir() / "data/pmc-oa-ccby.tar.gz").string(), {}, [&](Result<Source> source) {
    if (!source) return true;
    const std::string member = source->name.substr(source->name.rfind('!') + 1);  // "archive.tar.gz!PMC1.nxml"
    const std::string name = std::filesystem::path(member).stem().string();
    if (wanted.count(name)) test::write_file(folder.path() / (name + ".nxml"), source->bytes);
    return true;
  }));
  options.paths.push_back(folder.path().string());
  WARRANT_TRY(report, ingest(store, options));
  return {};
}

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> list;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "queries/questions"))
    if (entry.path().extension() == ".md") list.push_back(entry.path());
  std::sort(list.begin(), list.end());
  return list;
}

class Questions : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Questions, AreAnswered) {
  const File file = read(GetParam());
  ASSERT_FALSE(file.store.empty());
  ASSERT_FALSE(file.questions.empty());
  if (file.store.front() != "corpus") WARRANT_NEEDS_SHARED();
  const test::TemporaryFolder folder;
  auto store = Store::open((folder.path() / "store.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store) << to_string(store.error());
  const auto filled = fill(*store, file.store);
  ASSERT_TRUE(filled) << to_string(filled.error());
  Asker ask(*store);
  for (const Worked& worked : file.questions) {
    SCOPED_TRACE(worked.question);
    const auto answer = ask({"", worked.question, "", 10});
    ASSERT_TRUE(answer) << to_string(answer.error());
    if (!worked.status.empty()) {
      EXPECT_EQ(answer->status, worked.status) << (answer->evidence.empty() ? "" : answer->evidence.front().quote);
    }
    if (!worked.document.empty()) {
      ASSERT_FALSE(answer->evidence.empty());
      EXPECT_EQ(answer->evidence.front().document.id, worked.document);
    }
    if (!worked.direction.empty()) {
      ASSERT_FALSE(answer->evidence.empty());
      EXPECT_EQ(answer->evidence.front().direction, worked.direction) << answer->evidence.front().quote;
    }
    for (const auto& [within, words] : worked.quotes) {
      std::string seen;
      bool found = false;
      for (std::size_t i = 0; i < std::min(within, answer->evidence.size()); ++i) {
        seen += "\n  " + answer->evidence[i].quote;
        found = found || fold_case(answer->evidence[i].quote).find(fold_case(words)) != std::string::npos;
      }
      EXPECT_TRUE(found) << "\"" << words << "\" is not in the first " << within << ":" << seen;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(File, Questions, testing::ValuesIn(files()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
}  // namespace warrant
