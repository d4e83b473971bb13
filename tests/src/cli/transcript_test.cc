// Runs the transcripts of tests/cli/*.md: the real program, its output, remarks and exit status.
//
// A transcript is Markdown; its indented blocks hold commands and what they give:
//     $ warrant text nothing          a command, run by sh in the checkout with a store of the transcript's own
//     stdout, line by line
//     ! a line of stderr
//     [1]                             the exit status, always last
// WARRANT_UPDATE_GOLDEN=1 rewrites what the commands give.
#include <cstdlib>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "tests/support/data.h"

namespace warrant {
namespace {

std::vector<std::string> lines_of_file(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::stringstream in(test::read_file(path));
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// What a command gives, as the transcript writes it.
std::vector<std::string> run(const std::string& command, const std::filesystem::path& folder) {
  test::write_file(folder / "command.sh", "warrant() { \"$PROGRAM\" \"$@\"; }\n" + command + "\n");
  const std::string line = fmt::format(
      "cd '{}' && PROGRAM='{}' WARRANT_DB='{}/store.db' NO_COLOR=1 LC_ALL=C sh '{}/command.sh' >'{}/out' 2>'{}/err' "
      "</dev/null",
      test::source_dir().string(), test::program().string(), folder.string(), folder.string(), folder.string(),
      folder.string());
  const int status = std::system(line.c_str());
  std::vector<std::string> result = lines_of_file(folder / "out");
  for (const std::string& remark : lines_of_file(folder / "err")) result.push_back("! " + remark);
  for (std::string& text : result)  // the folder's name changes from run to run
    for (std::size_t at = text.find(folder.string()); at != std::string::npos; at = text.find(folder.string()))
      text.replace(at, folder.string().size(), "FOLDER");
  result.push_back(fmt::format("[{}]", WIFEXITED(status) ? WEXITSTATUS(status) : -1));
  return result;
}

std::vector<std::filesystem::path> transcripts() {
  std::vector<std::filesystem::path> list;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "tests/cli"))
    if (entry.path().extension() == ".md") list.push_back(entry.path());
  std::sort(list.begin(), list.end());
  return list;
}

class Transcripts : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Transcripts, Hold) {
  const test::TemporaryFolder folder;
  std::vector<std::string> actual;
  const std::vector<std::string> expected = lines_of_file(GetParam());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    actual.push_back(expected[i]);
    if (expected[i].rfind("    $ ", 0) != 0) continue;
    for (const std::string& line : run(expected[i].substr(6), folder.path()))
      actual.push_back(line.empty() ? "" : "    " + line);
    while (i + 1 < expected.size() &&
           expected[i].rfind("    [", 0) != 0) {  // skip what the file says, up to the status
      if (expected[i + 1].rfind("    $ ", 0) == 0) break;
      ++i;
    }
  }
  std::string joined;
  for (const std::string& line : actual) joined += line + '\n';
  if (std::getenv("WARRANT_UPDATE_GOLDEN") != nullptr) {
    test::write_file(GetParam(), joined);
    return;
  }
  EXPECT_EQ(test::read_file(GetParam()), joined) << "WARRANT_UPDATE_GOLDEN=1 rewrites " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Cli, Transcripts, testing::ValuesIn(transcripts()), [](const auto& file) {
  std::string name = file.param.stem().string();
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
});

}  // namespace
}  // namespace warrant
