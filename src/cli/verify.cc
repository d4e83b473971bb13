// warrant verify QUOTE|FILE: where sentences or numbers stand in the store.
#include <filesystem>
#include <memory>

#include "src/base/text.h"
#include "src/cli/common.h"
#include "src/query/verify.h"

namespace warrant {
namespace {

int run(const std::string& given, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  std::vector<std::string> quotes;
  std::error_code ignored;
  if (given == "-" || std::filesystem::is_regular_file(given, ignored)) {
    const auto text = read_input(given);
    if (!text) return report(text.error());
    for (std::string_view line : lines_of(*text))
      if (!trim(line).empty()) quotes.emplace_back(line);
  } else {
    quotes.push_back(given);
  }
  bool all = !quotes.empty();
  std::vector<QuoteVerdict> verdicts;
  for (const std::string& quote : quotes) {
    auto verdict = verify_quote(*store, quote);
    if (!verdict) return report(verdict.error());
    all = all && verdict->verdict == "supported";
    verdicts.push_back(std::move(*verdict));
  }
  print(invocation.renderer->verdicts(verdicts, invocation.render));
  return all ? kDone : kNothingFound;
}

std::function<int(const Invocation&)> configure(CLI::App& app) {
  auto quote = std::make_shared<std::string>();
  app.add_option("quote", *quote, "a sentence or number; or a file with one a line, - for stdin")
      ->required()
      ->type_name("QUOTE|FILE");
  return [quote](const Invocation& invocation) { return run(*quote, invocation); };
}

}  // namespace

extern const Command verify_command;
const Command verify_command = {"verify", "where a sentence or number stands in the store", configure};

}  // namespace warrant
