// The program: global options, the chosen command, the exit status.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "src/cli/command.h"
#include "src/cli/common.h"

namespace warrant {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

// --db, else WARRANT_DB, else $XDG_DATA_HOME/warrant/warrant.db, else ~/.local/share/warrant/warrant.db (XDG Base
// Directory Specification 0.8: a relative XDG_DATA_HOME is invalid and ignored).
std::string store_path(const std::string& given) {
  if (!given.empty()) return given;
  if (std::string path = environment("WARRANT_DB"); !path.empty()) return path;
  std::string folder = environment("XDG_DATA_HOME");
  if (folder.empty() || folder.front() != '/') folder = environment("HOME") + "/.local/share";
  return folder + "/warrant/warrant.db";
}

// NO_COLOR (no-color.org): any value but the empty one turns colours off.
bool use_color(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  return isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return std::min<int>(size.ws_col, 120);
  return 80;
}

int run(int argc, char** argv) {
  CLI::App app("A literature knowledge base in which every claim is tied to the exact words of its source.", "warrant");
  app.set_version_flag("--version", std::string("warrant ") + WARRANT_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.option_defaults()->always_capture_default(false);

  std::string db, format = "text", color = "auto";
  Invocation invocation;
  std::vector<std::string> formats;
  for (const Renderer& renderer : renderers()) formats.emplace_back(renderer.name);
  app.add_option("--db", db, "the store (else WARRANT_DB, else $XDG_DATA_HOME/warrant/warrant.db)")->type_name("FILE");
  app.add_option("--format", format, fmt::format("{}", fmt::join(formats, ", ")))
      ->check(CLI::IsMember(formats))
      ->type_name("NAME");
  app.add_option("--color", color, "auto, always, never")
      ->check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("-q,--quiet", invocation.quiet, "no remarks, only errors, on stderr");

  std::function<int(const Invocation&)> action;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    auto chosen = command.configure(*sub);
    sub->callback([&action, chosen] { action = chosen; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& request) {
    return app.exit(request);
  } catch (const CLI::CallForAllHelp& request) {
    return app.exit(request);
  } catch (const CLI::CallForVersion& request) {
    return app.exit(request);
  } catch (const CLI::ParseError& error) {
    complain(error.what());
    fmt::print(stderr, "Run warrant --help, or warrant COMMAND --help, for what it takes.\n");
    return kUsage;
  }

  invocation.db = store_path(db);
  invocation.renderer = renderer_named(format);
  invocation.render = {use_color(color), terminal_width(), false};
  invocation.terminal_errors = isatty(STDERR_FILENO) == 1;
  return finish_output(action(invocation));
}

}  // namespace
}  // namespace warrant

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe shows as EPIPE, see finish_output()
  try {
    return warrant::run(argc, argv);
  } catch (const std::exception& error) {
    warrant::complain(fmt::format("internal error: {}", error.what()));
  } catch (...) {
    warrant::complain("internal error");
  }
  return warrant::kStoreUnusable;
}
