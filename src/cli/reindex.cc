// warrant reindex: sentences and claims of stored documents derived again with this version's extractors. The text as
// read stays what it is; a newer reader needs the source, so that is `ingest`.
#include <fmt/format.h>

#include "ingest/pipeline/pipeline.h"
#include "src/cli/common.h"

namespace warrant {
namespace {

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<IngestOptions>();
  app.option("--jobs", options->jobs, "threads (else all cores)").between(1, 1024).named("N");
  return [options](const Invocation& invocation) -> int {
    if (auto probe = Store::open(invocation.db, Store::Mode::kRead); !probe) return report_store(probe.error());
    auto store = Store::open(invocation.db, Store::Mode::kWrite);
    if (!store) return report_store(store.error());
    IngestOptions with = *options;
    with.program_version = WARRANT_VERSION;
    std::uint64_t thousands = 0;
    with.progress = [&](const IngestReport& so_far) {
      const std::uint64_t done = so_far.updated + so_far.unchanged;
      if (done / 1000 <= thousands) return;
      thousands = done / 1000;
      remark(invocation, fmt::format("{} documents derived again", done));
    };
    const auto done = reindex(*store, with);
    if (!done) return report(done.error());
    remark(invocation, done->updated == 0
                           ? "every document is as this version derives it"
                           : fmt::format("{} documents derived again, {} claims", done->updated, done->claims));
    return kDone;
  };
}

}  // namespace

extern const Command reindex_command;
const Command reindex_command = {"reindex", "derive claims again with newer extractors", configure};

}  // namespace warrant
