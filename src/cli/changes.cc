// warrant changes [--since RUN]: documents and claims that are new, changed or withdrawn since a run.
#include <memory>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/cli/listing.h"
#include "src/model/json.h"

namespace warrant {
namespace {

std::string ids_as_json(const std::vector<std::string>& ids) {
  std::string out = "[";
  for (const std::string& id : ids) out += (out.size() > 1 ? "," : "") + json_quote(id);
  return out + "]";
}

std::string as_json(const DocumentChange& c) {
  return fmt::format(
      "{{\"schema\":1,\"document\":{},\"change\":{},\"title\":{},\"retraction\":{},\"new_claims\":{},\"moved_claims\":{"
      "},"
      "\"withdrawn_claims\":{}}}",
      json_quote(c.document), json_quote(c.what), c.title.empty() ? "null" : json_quote(c.title),
      c.retraction.empty() ? "null" : json_quote(c.retraction), ids_as_json(c.new_claims), ids_as_json(c.moved_claims),
      ids_as_json(c.withdrawn_claims));
}

std::string as_text(const DocumentChange& c) {
  std::string out = fmt::format("{:<9}  {}", c.what, terminal_safe(c.document));
  if (!c.title.empty()) out += fmt::format("  {}", terminal_safe(c.title));
  out += '\n';
  if (!c.retraction.empty()) out += fmt::format("           RETRACTION MARK: {}\n", terminal_safe(c.retraction));
  const auto count = [&](std::size_t n, const char* what) {
    return n == 0 ? std::string() : fmt::format("  {} claim{} {}", n, n == 1 ? "" : "s", what);
  };
  const std::string claims = count(c.new_claims.size(), "new") + count(c.moved_claims.size(), "moved") +
                             count(c.withdrawn_claims.size(), "withdrawn");
  if (!claims.empty()) out += "         " + claims + '\n';
  return out;
}

// Without a run, what the last one changed.
Result<std::vector<DocumentChange>> changes_since(const Store& store, std::int64_t run) {
  WARRANT_TRY(runs, store.runs());
  if (runs.empty()) return std::vector<DocumentChange>();
  if (run > runs.front().nr)
    return fail(ErrorCode::kInvalidArgument, fmt::format("changes: the last run is {}", runs.front().nr));
  return store.changes(run >= 0 ? run : runs.front().nr - 1);
}

int run(std::int64_t since, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto changes = changes_since(*store, since);
  if (!changes) return report(changes.error());
  Listing listing{{"change", "document", "new_claims", "moved_claims", "withdrawn_claims", "retraction"}, {}};
  for (const DocumentChange& c : *changes)
    listing.entries.push_back(
        {as_json(c),
         as_text(c),
         {c.what, c.document, fmt::format("{}", c.new_claims.size()), fmt::format("{}", c.moved_claims.size()),
          fmt::format("{}", c.withdrawn_claims.size()), c.retraction}});
  print(render(listing, invocation.renderer->name));
  if (changes->empty()) remark(invocation, "nothing changed");
  return changes->empty() ? kNothingFound : kDone;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto since = std::make_shared<std::int64_t>(-1);
  app.option("--since", *since, "what changed after this run (else: by the last run); 0 is the beginning")
      .between(std::int64_t{0}, std::int64_t{1} << 60)
      .named("RUN");
  return [since](const Invocation& invocation) { return run(*since, invocation); };
}

}  // namespace

extern const Command changes_command;
const Command changes_command = {"changes", "new, changed and withdrawn documents and claims", configure};

}  // namespace warrant
