// warrant check [--deep]: is the store sound.
#include <memory>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/model/json.h"

namespace warrant {
namespace {

std::string csv_cell(std::string_view text) {
  std::string out = "\"";
  for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

int run(bool deep, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto problems = store->check(deep);
  if (!problems) return report_store(problems.error());
  const std::string_view format = invocation.renderer->name;
  std::string out;
  if (format == "csv") out += "what,where,detail\r\n";
  if (format == "markdown") out += "| what | where | detail |\n|---|---|---|\n";
  for (const Problem& p : *problems) {
    if (format == "json" || format == "ndjson") {
      out += fmt::format("{}{{\"schema\":1,\"what\":{},\"where\":{},\"detail\":{}}}{}",
                         format == "json" && !out.empty() ? ",\n" : "", json_quote(p.what), json_quote(p.where),
                         json_quote(p.detail), format == "ndjson" ? "\n" : "");
    } else if (format == "csv") {
      out += fmt::format("{},{},{}\r\n", csv_cell(p.what), csv_cell(p.where), csv_cell(p.detail));
    } else if (format == "markdown") {
      out += fmt::format("| {} | {} | {} |\n", terminal_safe(p.what), terminal_safe(p.where), terminal_safe(p.detail));
    } else {
      out += fmt::format("{}: {}: {}\n", terminal_safe(p.what), terminal_safe(p.where), terminal_safe(p.detail));
    }
  }
  if (format == "json") out = problems->empty() ? "[]\n" : "[\n" + out + "\n]\n";
  print(out);
  if (problems->empty()) remark(invocation, deep ? "the store is sound (deep check)" : "the store is sound");
  return problems->empty() ? kDone : kNothingFound;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto deep = std::make_shared<bool>(false);
  app.flag("--deep", *deep, "also the full-text index, hashes, and every span against its quote");
  return [deep](const Invocation& invocation) { return run(*deep, invocation); };
}

}  // namespace

extern const Command check_command;
const Command check_command = {"check", "is the store sound", configure};

}  // namespace warrant
