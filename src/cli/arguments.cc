#include "src/cli/arguments.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace warrant {

const Argument& Argument::named(const std::string& value) const {
  option_->type_name(value);
  return *this;
}

const Argument& Argument::required() const {
  option_->required();
  return *this;
}

const Argument& Argument::one_of(const std::vector<std::string>& values) const {
  option_->check(CLI::IsMember(values));
  return *this;
}

const Argument& Argument::between(std::int64_t least, std::int64_t most) const {
  option_->check(CLI::Range(least, most));
  return *this;
}

const Argument& Argument::not_negative() const {
  option_->check(CLI::NonNegativeNumber);
  return *this;
}

const Argument& Argument::split_at(char delimiter) const {
  option_->delimiter(delimiter);
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

}  // namespace warrant
