// warrant status: what is in the store.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/cli/listing.h"
#include "src/model/json.h"

namespace warrant {
namespace {

using Counts = std::map<std::string, std::int64_t>;

std::string json_object(const Counts& counts) {
  std::string out = "{";
  for (const auto& [name, count] : counts)
    out += fmt::format("{}{}:{}", out.size() > 1 ? "," : "", json_quote(name), count);
  return out + "}";
}

struct Numbers {
  std::int64_t seen = 0, held = 0;
  Counts left;  // by reason

  explicit Numbers(const StoreStatus& s) : left(s.numbers_by_reason) {
    for (const auto& [reason, count] : left) seen += count;
    if (const auto found = left.find(std::string(kInClaims)); found != left.end()) {
      held = found->second;
      left.erase(found);
    }
  }
};

std::string as_json(const StoreStatus& s, const std::string& path) {
  const Numbers numbers(s);
  return fmt::format(
      "{{\"schema\":1,\"store\":{},\"documents\":{},\"documents_by_kind\":{},\"passages\":{},\"sentences\":{},"
      "\"claims\":{},\"claims_to_derive\":{},"
      "\"claims_by_measure\":{},\"references\":{},\"resolved_references\":{},\"text_bytes\":{},\"file_bytes\":{},"
      "\"numbers\":{{\"seen\":{},\"in_claims\":{},\"left\":{},\"by_reason\":{}}},"
      "\"readers\":{},\"extractors\":{},\"schema_version\":{},\"sqlite_version\":{},\"version\":{}}}",
      json_quote(path), s.documents, json_object(s.documents_by_kind), s.passages, s.sentences, s.claims,
      s.claims_later, json_object(s.claims_by_measure), s.references, s.resolved_references, s.text_bytes, s.file_bytes,
      numbers.seen, numbers.held, numbers.seen - numbers.held, json_object(numbers.left), json_object(s.readers),
      json_object(s.extractors), s.schema_version, json_quote(s.sqlite_version), json_quote(WARRANT_VERSION));
}

// name and value of every line people see; CSV and Markdown show the same.
std::vector<std::pair<std::string, std::string>> rows_of(const StoreStatus& s, const std::string& path) {
  std::vector<std::pair<std::string, std::string>> rows;
  const auto counts = [&](std::string_view group, const Counts& list) {
    for (const auto& [name, count] : list)
      rows.emplace_back(fmt::format("{} {}", group, name), fmt::format("{}", count));
  };
  rows.emplace_back("store", path);
  rows.emplace_back("documents", fmt::format("{}", s.documents));
  counts("documents", s.documents_by_kind);
  rows.emplace_back("passages", fmt::format("{}", s.passages));
  rows.emplace_back("sentences", fmt::format("{}", s.sentences));
  rows.emplace_back("claims", fmt::format("{}", s.claims));
  if (s.claims_later > 0)
    rows.emplace_back("claims to derive", fmt::format("of {} documents, by `reindex`", s.claims_later));
  counts("claims", s.claims_by_measure);
  rows.emplace_back("references", fmt::format("{} ({} in the store)", s.references, s.resolved_references));
  const Numbers numbers(s);
  rows.emplace_back("numbers", fmt::format("{} seen, {} in claims, {} left", numbers.seen, numbers.held,
                                           numbers.seen - numbers.held));
  counts("numbers left", numbers.left);
  counts("reader", s.readers);
  counts("extractor", s.extractors);
  rows.emplace_back("size", fmt::format("{:.1f} MB of text, {:.1f} MB on disk", static_cast<double>(s.text_bytes) / 1e6,
                                        static_cast<double>(s.file_bytes) / 1e6));
  rows.emplace_back(
      "versions", fmt::format("warrant {}, schema {}, SQLite {}", WARRANT_VERSION, s.schema_version, s.sqlite_version));
  return rows;
}

int run(const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto status = store->status();
  if (!status) return report(status.error());
  const std::string_view format = invocation.renderer->name;
  if (format == "json" || format == "ndjson") {
    const std::string line = as_json(*status, invocation.db);
    print((format == "json" ? pretty_json(line) : line) + '\n');
    return kDone;
  }
  std::string out = format == "csv" ? "what,value\r\n" : format == "markdown" ? "| what | value |\n|---|---|\n" : "";
  const auto rows = rows_of(*status, invocation.db);
  std::size_t width = 0;
  for (const auto& [name, value] : rows) width = std::max(width, name.size());
  for (const auto& [name, value] : rows) {
    if (format == "csv") {
      out += fmt::format("{},\"{}\"\r\n", name, value);
    } else if (format == "markdown") {
      out += fmt::format("| {} | {} |\n", name, value);
    } else {
      out += fmt::format("{:<{}}  {}\n", terminal_safe(name), width, terminal_safe(value));
    }
  }
  print(out);
  return kDone;
}

std::string run_as_json(const Run& r) {
  std::string inputs, counts;
  for (const std::string& input : r.inputs) inputs += (inputs.empty() ? "" : ",") + json_quote(input);
  for (const auto& [kind, list] : r.counts) {
    std::string names;
    for (const auto& [name, count] : list)
      names += fmt::format("{}{}:{}", names.empty() ? "" : ",", json_quote(name), count);
    counts += fmt::format(",{}:{{{}}}", json_quote(kind + "_by_name"), names);
  }
  return fmt::format(
      "{{\"schema\":1,\"run\":{},\"command\":{},\"started\":{},\"finished\":{},\"version\":{},\"inputs\":[{}],"
      "\"interrupted\":{},\"new\":{},\"updated\":{},\"unchanged\":{},\"withdrawn\":{},\"skipped\":{},\"failed\":{},"
      "\"claims\":{},\"source_bytes\":{},\"seconds\":{:.2f}{}}}",
      r.nr, json_quote(r.command), json_quote(r.started), r.finished.empty() ? "null" : json_quote(r.finished),
      json_quote(r.version), inputs, r.interrupted, r.created, r.updated, r.unchanged, r.withdrawn, r.skipped, r.failed,
      r.claims, r.source_bytes, r.seconds, counts);
}

std::string_view end_of(const Run& r) {
  return r.finished.empty() ? "did not end" : r.interrupted ? "interrupted" : r.failed > 0 ? "some failed" : "done";
}

std::string run_as_text(const Run& r) {
  std::string out = fmt::format("{:>4}  {}  {} ({}, {:.1f} s)\n", r.nr, r.started, r.command, end_of(r), r.seconds);
  out += fmt::format("      {} new, {} updated, {} unchanged, {} withdrawn, {} skipped, {} failed, {} claims\n",
                     r.created, r.updated, r.unchanged, r.withdrawn, r.skipped, r.failed, r.claims);
  for (const std::string& input : r.inputs) out += fmt::format("      {}\n", terminal_safe(input));
  return out;
}

int show_runs(const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto runs = store->runs();
  if (!runs) return report(runs.error());
  Listing listing{{"run", "started", "command", "end", "new", "updated", "unchanged", "withdrawn", "skipped", "failed",
                   "claims", "seconds"},
                  {}};
  for (const Run& r : *runs) {
    std::vector<std::string> cells = {fmt::format("{}", r.nr), r.started, r.command, std::string(end_of(r))};
    for (const std::int64_t n : {r.created, r.updated, r.unchanged, r.withdrawn, r.skipped, r.failed, r.claims})
      cells.push_back(fmt::format("{}", n));
    cells.push_back(fmt::format("{:.2f}", r.seconds));
    listing.entries.push_back({run_as_json(r), run_as_text(r), std::move(cells)});
  }
  print(render(listing, invocation.renderer->name));
  if (runs->empty()) remark(invocation, "no run yet");
  return kDone;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto runs = std::make_shared<bool>(false);
  app.flag("--runs", *runs, "what wrote to the store, when, and what came of it");
  return [runs](const Invocation& invocation) { return *runs ? show_runs(invocation) : run(invocation); };
}

}  // namespace

extern const Command status_command;
const Command status_command = {"status", "what is in the store", configure};

}  // namespace warrant
