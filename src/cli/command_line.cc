// The command line: global options, the chosen command, the exit status; and all that knows CLI11, in one file, for it
// is dear to compile.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "src/cli/command.h"
#include "src/cli/common.h"

namespace warrant {

namespace {

// Letters to insert, drop, change or swap to make one of the other (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t k = 0; k <= b.size(); ++k) {
      if (i == 0 || k == 0) {
        d[i][k] = i + k;
        continue;
      }
      d[i][k] = std::min({d[i - 1][k] + 1, d[i][k - 1] + 1, d[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1)});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
        d[i][k] = std::min(d[i][k], d[i - 2][k - 2] + 1);
    }
  return d[a.size()][b.size()];
}

}  // namespace

const Argument& Argument::named(const std::string& value) const {
  option_->type_name(value);
  return *this;
}

const Argument& Argument::required() const {
  option_->required();
  return *this;
}

const Argument& Argument::one_of(const std::vector<std::string>& values) const {
  // Of many values help and errors would be nothing but the list.
  constexpr std::size_t kFew = 12;
  if (values.size() <= kFew) {
    option_->check(CLI::IsMember(values));
    return *this;
  }
  option_->check(CLI::Validator(
      [values](const std::string& given) {
        if (std::find(values.begin(), values.end(), given) != values.end()) return std::string();
        const std::string& nearest = *std::min_element(
            values.begin(), values.end(),
            [&](const std::string& a, const std::string& b) { return distance(given, a) < distance(given, b); });
        return given + " is none that there is; the nearest is " + nearest;
      },
      ""));
  return *this;
}

const Argument& Argument::between(std::int64_t least, std::int64_t most) const {
  option_->check(CLI::Range(least, most));
  return *this;
}

const Argument& Argument::not_negative() const {
  // CLI11's own check names the largest double as the other end.
  option_->check(CLI::Validator(
      [](const std::string& given) {
        double number = 0;
        if (!CLI::detail::lexical_cast(given, number)) return given + " is no number";
        return number < 0 ? given + " is less than 0" : std::string();
      },
      ""));
  return *this;
}

const Argument& Argument::split_at(char delimiter) const {
  option_->delimiter(delimiter)->allow_extra_args(false);  // what follows the value is not one more
  return *this;
}

Argument Arguments::option(const std::string& names, std::string& value, const std::string& help) {
  return Argument(app_->add_option(names, value, help));
}

Argument Arguments::option(const std::string& names, std::optional<std::string>& value, const std::string& help) {
  return Argument(app_->add_option(names, value, help));
}

Argument Arguments::option(const std::string& names, std::vector<std::string>& values, const std::string& help) {
  return Argument(app_->add_option(names, values, help));
}

Argument Arguments::number(const std::string& names, std::function<void(std::int64_t)> set, std::int64_t least,
                           std::int64_t most, const std::string& help) {
  const auto checked = [names, set = std::move(set), least, most](const std::int64_t& given) {
    if (given < least || given > most)
      throw CLI::ValidationError(
          names, std::to_string(given) + " is not between " + std::to_string(least) + " and " + std::to_string(most));
    set(given);
  };
  return Argument(app_->add_option_function<std::int64_t>(names, checked, help));
}

void Arguments::flag(const std::string& names, bool& set, const std::string& help) { app_->add_flag(names, set, help); }

Arguments Arguments::command(const std::string& name, const std::string& summary) {
  return Arguments(*app_->add_subcommand(name, summary));
}

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

// What to say of a first word that is no command, or "" when it is one.
std::string unknown_command(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = std::string_view(argv[i]).substr(0, 40);
    if (word == "--db" || word == "--format" || word == "--color") ++i;
    if (word.starts_with('-')) continue;
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const Command& command : commands()) {
      if (command.name == word) return "";
      const std::size_t far = command.name.starts_with(word) ? 1 : distance(word, command.name);
      if (far < least) {
        least = far;
        nearest = command.name;
      }
    }
    std::string message = fmt::format("there is no command \"{}\"", word);
    if (!nearest.empty()) message += fmt::format("; did you mean \"{}\"?", nearest);
    return message;
  }
  return "";
}

}  // namespace

int run_command_line(int argc, char** argv) {
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
    Arguments arguments(*sub);
    auto chosen = command.configure(arguments);
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
    const std::string unknown = unknown_command(argc, argv);
    complain(unknown.empty() ? std::string(error.what()) : unknown);
    fmt::print(stderr, "Run warrant --help, or warrant COMMAND --help, for what it takes.\n");
    return kUsage;
  }

  invocation.db = store_path(db);
  invocation.renderer = renderer_named(format);
  invocation.render = {use_color(color), terminal_width(), false};
  invocation.terminal_errors = isatty(STDERR_FILENO) == 1;
  return finish_output(action(invocation));
}

}  // namespace warrant
