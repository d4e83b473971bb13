// warrant audit [DOCUMENT…]: findings about claims, numbers and links.
#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"
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

struct Tally {
  std::int64_t checked = 0, found = 0;
};

// Every document, on all cores, each thread with a connection of its own; in the order of `ids`.
std::vector<Result<AuditReport>> audit_all(const Store& store, const std::vector<std::string>& ids,
                                           const std::vector<std::string>& checks, const std::string& db) {
  std::vector<Result<AuditReport>> reports(ids.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](const Store& with) {
    for (std::size_t i = next++; i < ids.size(); i = next++) reports[i] = audit(with, ids[i], checks);
  };
  std::vector<std::thread> threads;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t t = 1; t < std::min(cores, ids.size() / 4); ++t)
    threads.emplace_back([&] {
      // Where no further connection can be had, the others do its share.
      if (const auto own = Store::open(db, Store::Mode::kRead)) work(*own);
    });
  work(store);
  for (std::thread& thread : threads) thread.join();
  return reports;
}

// "412 numbers, links and statements checked, 407 consistent, 5 findings (1 error, 0 warnings, 4 notes)", then check by
// check: an auditor must see that silence was earned. `severities` counts by Severity.
void summarise(const Invocation& invocation, std::size_t documents, const std::map<std::string_view, Tally>& tallies,
               const std::int64_t (&severities)[3]) {
  Tally all;
  for (const auto& [check, tally] : tallies) {
    all.checked += tally.checked;
    all.found += tally.found;
  }
  const auto counted = [](std::int64_t n, std::string_view what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  remark(invocation,
         fmt::format("{}: {} numbers, links and statements checked, {} consistent, {}{}",
                     counted(static_cast<std::int64_t>(documents), "document"), all.checked,
                     std::max<std::int64_t>(0, all.checked - all.found), counted(all.found, "finding"),
                     all.found == 0 ? ""
                                    : fmt::format(" ({}, {}, {})", counted(severities[2], "error"),
                                                  counted(severities[1], "warning"), counted(severities[0], "note"))));
  for (const auto& [check, tally] : tallies)
    remark(invocation, fmt::format("  {:<26} {:>9} checked {:>7} found", check, tally.checked, tally.found));
}

int run(const Options& options, const Invocation& invocation) {
  if (!options.explain.empty()) return explain(options.explain, invocation);
  const Severity threshold = *severity_from(options.fail_on);
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  std::vector<std::string> ids;
  for (const std::string& given : options.documents) {
    if (brief_of(*store, given)) {
      ids.push_back(given);
      continue;
    }
    const auto document = store->document(given);
    if (!document) return report(document.error());
    ids.push_back(document->ref.id);
  }
  if (ids.empty()) {
    auto all = store->document_ids();
    if (!all) return report(all.error());
    ids = std::move(*all);
  }
  auto reports = audit_all(*store, ids, options.checks, invocation.db);
  std::map<std::string_view, Tally> tallies;
  std::vector<Finding> list;
  bool reached = false;
  std::int64_t severities[3] = {};
  for (auto& report_of : reports) {
    if (!report_of) return report(report_of.error());
    for (const auto& [check, checked] : report_of->checked) tallies[check].checked += checked;
    for (Finding& finding : report_of->findings) {
      ++tallies[finding.check].found;
      ++severities[static_cast<std::size_t>(finding.severity)];
      reached = reached || finding.severity >= threshold;
      list.push_back(std::move(finding));
    }
    *report_of = {};
  }
  print(invocation.renderer->findings(list, invocation.render));
  summarise(invocation, ids.size(), tallies, severities);
  return reached ? kNothingFound : kDone;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const Check& check : checks()) names.emplace_back(check.name);
  app.option("documents", options->documents, "documents (default: all)").named("DOCUMENT");
  app.option("--check", options->checks, fmt::format("only these: {}", joined(names, ", ")))
      .split_at(',')
      .one_of(names)
      .named("NAME");
  app.option("--explain", options->explain, "what a check does, its formula, source and limits")
      .one_of(names)
      .named("NAME");
  app.option("--fail-on", options->fail_on, "exit 1 from this severity on: error (default), warning, note")
      .one_of({"error", "warning", "note"})
      .named("SEVERITY");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command audit_command;
const Command audit_command = {"audit", "findings about claims, numbers and links", configure};

}  // namespace warrant
