// warrant audit [DOCUMENT…]: findings about claims, numbers and links.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/cli/common.h"
#include "src/render/terminal.h"

namespace warrant {
namespace {

struct Options {
  std::vector<std::string> documents, checks;
  std::string fail_on = "error";
  std::string explain;
};

int explain(const std::string& name, const Invocation& invocation) {
  for (const Check& check : checks())
    if (check.name == name)
      print(fmt::format("{} ({})\n{}\n\n{}", check.name, name_of(check.severity), check.summary,
                        wrap(check.explanation, 0, invocation.render)));
  return kDone;
}

int run(const Options& options, const Invocation& invocation) {
  if (!options.explain.empty()) return explain(options.explain, invocation);
  const Severity threshold = *severity_from(options.fail_on);
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  std::vector<std::string> ids;
  for (const std::string& given : options.documents) {
    const auto document = store->document(given);
    if (!document) return report(document.error());
    ids.push_back(document->ref.id);
  }
  if (ids.empty()) {
    auto all = store->document_ids();
    if (!all) return report(all.error());
    ids = std::move(*all);
  }
  bool reached = false;
  std::int64_t checked = 0, found = 0;
  const bool streaming = invocation.renderer->name == "ndjson";
  std::vector<Finding> list;
  for (const std::string& id : ids) {
    auto audited = audit(*store, id, options.checks);
    if (!audited) return report(audited.error());
    checked += audited->checked;
    found += static_cast<std::int64_t>(audited->findings.size());
    for (Finding& finding : audited->findings) {
      reached = reached || finding.severity >= threshold;
      list.push_back(std::move(finding));
    }
    if (streaming) {
      print(invocation.renderer->findings(list, invocation.render));
      list.clear();
    }
  }
  if (!streaming) print(invocation.renderer->findings(list, invocation.render));
  remark(invocation, fmt::format("{} documents, {} numbers and links checked, {} consistent, {} findings", ids.size(),
                                 checked, std::max<std::int64_t>(0, checked - found), found));
  return reached ? kNothingFound : kDone;
}

std::function<int(const Invocation&)> configure(CLI::App& app) {
  auto options = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const Check& check : checks()) names.emplace_back(check.name);
  app.add_option("documents", options->documents, "documents (default: all)")->type_name("DOCUMENT");
  app.add_option("--check", options->checks, fmt::format("only these: {}", fmt::join(names, ", ")))
      ->delimiter(',')
      ->check(CLI::IsMember(names))
      ->type_name("NAME");
  app.add_option("--explain", options->explain, "what a check does, its formula, source and limits")
      ->check(CLI::IsMember(names))
      ->type_name("NAME");
  app.add_option("--fail-on", options->fail_on, "exit 1 from this severity on: error (default), warning, note")
      ->check(CLI::IsMember(std::vector<std::string>{"error", "warning", "note"}))
      ->type_name("SEVERITY");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command audit_command;
const Command audit_command = {"audit", "findings about claims, numbers and links", configure};

}  // namespace warrant
