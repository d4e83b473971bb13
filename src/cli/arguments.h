// What a command takes from its line: named options, flags and positional words, tied to the variables they set. The
// face of CLI11, which is dear to compile: only command_line.cc includes it.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace warrant {

// One option, for what else is to be said of it.
class Argument {
 public:
  explicit Argument(CLI::Option* option) : option_(option) {}
  const Argument& named(const std::string& value) const;  // what stands for the value in --help: FILE, N, WORDS
  const Argument& required() const;
  const Argument& one_of(const std::vector<std::string>& values) const;
  const Argument& between(std::int64_t least, std::int64_t most) const;
  const Argument& not_negative() const;
  const Argument& split_at(char delimiter) const;  // a,b,c are three values

 private:
  CLI::Option* option_;
};

// The arguments of one command. `names`: "--limit", "-q,--quiet", or a bare word for a positional one. Variables must
// outlive parsing and keep their value where the option is not given.
class Arguments {
 public:
  explicit Arguments(CLI::App& app) : app_(&app) {}
  Argument option(const std::string& names, std::string& value, const std::string& help);
  Argument option(const std::string& names, std::optional<std::string>& value, const std::string& help);
  Argument option(const std::string& names, std::vector<std::string>& values, const std::string& help);
  template <std::integral Int>
  Argument option(const std::string& names, Int& value, const std::string& help) {
    using Limits = std::numeric_limits<Int>;
    return number(
        names, [&value](std::int64_t given) { value = static_cast<Int>(given); },
        std::is_signed_v<Int> ? static_cast<std::int64_t>(Limits::min()) : 0,
        static_cast<std::int64_t>(Limits::max() & std::numeric_limits<std::int64_t>::max()), help);
  }
  void flag(const std::string& names, bool& set, const std::string& help);
  // A command of the command.
  Arguments command(const std::string& name, const std::string& summary);

 private:
  Argument number(const std::string& names, std::function<void(std::int64_t)> set, std::int64_t least,
                  std::int64_t most, const std::string& help);

  CLI::App* app_;
};

}  // namespace warrant
