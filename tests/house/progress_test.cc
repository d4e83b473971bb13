// What people see while a run goes on: one line that is drawn again on a terminal, a line per 1,000 documents
// elsewhere, nothing with -q; failures are named in all of them.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/support/archive.h"
#include "tests/support/articles.h"
#include "tests/support/process.h"

namespace warrant {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class Progress : public testing::Test {
 protected:
  std::string in(const std::string& name) const { return (folder_.path() / name).string(); }
  std::vector<std::string> ingest(const std::string& what, const std::vector<std::string>& options = {}) const {
    std::vector<std::string> words = {test::program().string(), "--db", in("s.db")};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"ingest", in(what)});
    return words;
  }
  static std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
      if (c == at)
        parts.emplace_back();
      else
        parts.back() += c;
    }
    return parts;
  }

  test::TemporaryFolder folder_;
};

TEST_F(Progress, IsOneLineOnATerminal) {
  for (int i = 1; i <= 80; ++i) test::write_file(in(fmt::format("docs/{:03}.xml", i)), test::jats_article(i));
  test::write_file(in("docs/040-cut.xml"), test::jats_article(99).substr(0, 2000));
  const test::Finished finished = test::run_on_terminal(ingest("docs"), folder_.path());
  EXPECT_EQ(finished.status, 3) << finished.err;
  EXPECT_THAT(finished.out, StartsWith("new "));
  int drawn = 0, told = 0;
  for (const std::string& part : split(finished.err, '\r')) {
    if (part.find(" documents, ") == std::string::npos) continue;
    ++drawn;
    EXPECT_THAT(part, MatchesRegex("\x1b\\[K[0-9]+ documents, [0-9]+ claims, [0-9.]+ MB/s, [01] failed"
                                   "(, [0-9]+ %, [0-9]+:[0-9][0-9] left)?"));
    told += part.find(" left") != std::string::npos;
  }
  EXPECT_GE(drawn, 1) << finished.err;
  EXPECT_GE(told, 1) << finished.err;
  // Wiped before anything else is said, and at the end.
  EXPECT_THAT(finished.err, ContainsRegex("\r\x1b\\[Kwarrant: [^\r]*040-cut.xml[^\r]*\r\n"));
  EXPECT_THAT(split(finished.err, '\r').back(), testing::AnyOf("\x1b[K", "\n"));
}

TEST_F(Progress, IsALinePerThousandDocumentsElsewhere) {
  std::string tar;
  for (int i = 1; i <= 2050; ++i)
    tar += test::tar_member(fmt::format("{}.md", i), fmt::format("# Trial {}\n\nNothing was found.\n", i));
  test::write_file(in("many.tar"), tar + test::tar_end());
  const test::Finished finished = test::run(ingest("many.tar"), folder_.path());
  EXPECT_EQ(finished.status, 0);
  const std::vector<std::string> lines = split(finished.err, '\n');
  ASSERT_THAT(lines, SizeIs(3)) << finished.err;
  EXPECT_THAT(lines[0], StartsWith("warrant: 1000 documents, 0 claims, "));
  EXPECT_THAT(lines[1], StartsWith("warrant: 2000 documents, 0 claims, "));
  EXPECT_EQ(lines[2], "");
  EXPECT_THAT(finished.err, Not(HasSubstr("\r")));
  EXPECT_EQ(test::run(ingest("many.tar", {"-q"}), folder_.path()).err, "");
}

}  // namespace
}  // namespace warrant
