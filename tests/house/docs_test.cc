// The README speaks of every command and every option; the table of promises names tests that exist.
#include <filesystem>
#include <regex>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include "src/cli/command.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

TEST(Docs, ReadmeNamesEveryCommandAndOption) {
  const std::string readme = test::read_file(test::source_dir() / "README.md");
  for (const Command& command : commands()) {
    const std::string name(command.name);
    const std::size_t section = readme.find("### `warrant " + name);
    ASSERT_NE(section, std::string::npos) << "no section \"### `warrant " << name << "\"";
    const std::string text = readme.substr(section, readme.find("\n### ", section + 1) - section);
    EXPECT_NE(text.find("    warrant "), std::string::npos) << name << " has no example";
    CLI::App app;
    Arguments arguments(app);
    command.configure(arguments);
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& long_name : option->get_lnames()) {
        if (long_name != "help") {
          EXPECT_NE(text.find("--" + long_name), std::string::npos) << name << " --" << long_name;
        }
      }
    }
  }
}

TEST(Docs, ReadmeNamesTheGlobalOptionsAndStatuses) {
  const std::string readme = test::read_file(test::source_dir() / "README.md");
  for (const char* word : {"--db", "--format", "--color", "--quiet", "--version", "WARRANT_DB", "NO_COLOR", "| 130 |"})
    EXPECT_NE(readme.find(word), std::string::npos) << word;
  for (const Renderer& renderer : renderers())
    EXPECT_NE(readme.find("`" + std::string(renderer.name) + "`"), std::string::npos) << renderer.name;
}

// tests/reliability.md names tests that exist.
TEST(Docs, EveryPromiseHasItsTest) {
  std::string code;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / "tests"))
    if (entry.path().extension() == ".cc") code += test::read_file(entry.path());
  const std::string promises = test::read_file(test::source_dir() / "tests/reliability.md");
  static const std::regex name_of_a_test("`([A-Z][A-Za-z0-9]*)\\.([A-Z][A-Za-z0-9]*)`");
  int named = 0;
  for (std::sregex_iterator at(promises.begin(), promises.end(), name_of_a_test), end; at != end; ++at, ++named)
    EXPECT_NE(code.find(fmt::format("({}, {})", at->str(1), at->str(2))), std::string::npos) << at->str(0);
  EXPECT_GT(named, 50);
}

}  // namespace
}  // namespace warrant
