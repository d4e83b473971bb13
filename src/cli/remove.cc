// warrant remove DOCUMENT…: takes documents out, leaving a tombstone.
#include <memory>

#include <fmt/format.h>

#include "src/cli/common.h"

namespace warrant {
namespace {

// One transaction: an id that is not there leaves the store as it was.
Result<void> remove_all(Store& store, const std::vector<std::string>& given) {
  WARRANT_CHECK(store.begin_run("remove", WARRANT_VERSION, given));
  WARRANT_CHECK(store.begin());
  for (const std::string& id : given) {
    auto document = store.document(id);
    Result<void> removed = document ? store.remove(document->ref.id) : tl::unexpected(document.error());
    if (!removed) {
      WARRANT_CHECK(store.rollback());
      return removed;
    }
  }
  WARRANT_CHECK(store.commit());
  Run counts;
  counts.withdrawn = static_cast<std::int64_t>(given.size());
  return store.end_run(counts);
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto ids = std::make_shared<std::vector<std::string>>();
  app.option("documents", *ids, "PMCIDs, PMIDs, DOIs or ids").required().named("DOCUMENT");
  return [ids](const Invocation& invocation) -> int {
    // Removing never makes a store.
    if (auto probe = Store::open(invocation.db, Store::Mode::kRead); !probe) return report_store(probe.error());
    auto store = Store::open(invocation.db, Store::Mode::kWrite);
    if (!store) return report_store(store.error());
    const auto done = remove_all(*store, *ids);
    if (!done) return report(done.error());
    remark(invocation, fmt::format("removed {} document{}", ids->size(), ids->size() == 1 ? "" : "s"));
    return kDone;
  };
}

}  // namespace

extern const Command remove_command;
const Command remove_command = {"remove", "take documents out, leaving a tombstone", configure};

}  // namespace warrant
