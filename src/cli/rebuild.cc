// warrant rebuild: a damaged store made whole again from its own texts, or from its sources.
#include <fmt/format.h>

#include "ingest/pipeline/rebuild.h"
#include "src/cli/common.h"

namespace warrant {
namespace {

int run(const IngestOptions& given, const Invocation& invocation) {
  if (auto probe = Store::open(invocation.db, Store::Mode::kRead); !probe) return report_store(probe.error());
  IngestOptions options = given;
  options.program_version = WARRANT_VERSION;
  const auto done = rebuild(invocation.db, options);
  if (!done) return report_store(done.error());
  for (const std::string& id : done->lost) complain(id + ": damaged, and its source is not where it was: lost");
  for (const std::string& table : done->lost_tables) complain("the rows of \"" + table + "\" could not all be read");
  remark(invocation,
         fmt::format("{} documents derived again from their texts, {} read again from their sources, {} lost",
                     done->documents, done->read_again.size(), done->lost.size()));
  remark(invocation, "the store as it was: " + done->aside);
  return done->lost.empty() && done->lost_tables.empty() ? kDone : kSomeFailed;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<IngestOptions>();
  app.option("--jobs", options->jobs, "threads (else all cores)").between(1, 1024).named("N");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command rebuild_command;
const Command rebuild_command = {"rebuild", "make a damaged store whole again", configure};

}  // namespace warrant
