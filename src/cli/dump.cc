// warrant dump: everything as canonical NDJSON, the same bytes for the same inputs in any order.
#include "src/cli/common.h"

namespace warrant {
namespace {

std::function<int(const Invocation&)> configure(Arguments&) {
  return [](const Invocation& invocation) -> int {
    auto store = Store::open(invocation.db, Store::Mode::kRead);
    if (!store) return report_store(store.error());
    const auto done = store->dump([](std::string_view line) {
      print(line);
      if (line.empty() || line.back() != '\n') print("\n");
      return true;
    });
    return done ? kDone : report(done.error());
  };
}

}  // namespace

extern const Command dump_command;
const Command dump_command = {"dump", "everything as canonical NDJSON", configure};

}  // namespace warrant
