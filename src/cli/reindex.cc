// warrant reindex: sentences and claims of stored documents derived again with this version's extractors. The text as
// read stays what it is; a newer reader needs the source, so that is `ingest`.
#include <fmt/format.h>

#include "ingest/extract/extractor.h"
#include "ingest/link/linker.h"
#include "ingest/segment/segmenter.h"
#include "src/cli/common.h"

namespace warrant {
namespace {

Result<std::uint64_t> reindex(Store& store) {
  constexpr std::size_t kBatch = 256;
  WARRANT_TRY(ids, store.document_ids());
  std::uint64_t changed = 0;
  for (std::size_t first = 0; first < ids.size(); first += kBatch) {
    WARRANT_CHECK(store.begin());
    for (std::size_t i = first; i < std::min(first + kBatch, ids.size()); ++i) {
      const auto derive = [&]() -> Result<void> {
        WARRANT_TRY(document, store.load(ids[i]));
        document.sentences = segment(document.document);
        document.claims = extract({document.document, document.sentences});
        link(document.document, document.sentences, document.claims);
        for (Claim& claim : document.claims) claim.id = claim_id(document.id, claim);
        WARRANT_TRY(change, store.put(document));
        changed += change == Change::kUnchanged ? 0 : 1;
        return {};
      };
      if (const Result<void> done = derive(); !done) {
        WARRANT_CHECK(store.rollback());
        return tl::unexpected(done.error());
      }
    }
    WARRANT_CHECK(store.commit());
  }
  WARRANT_CHECK(store.maintain());
  return changed;
}

std::function<int(const Invocation&)> configure(CLI::App&) {
  return [](const Invocation& invocation) -> int {
    if (auto probe = Store::open(invocation.db, Store::Mode::kRead); !probe) return report_store(probe.error());
    auto store = Store::open(invocation.db, Store::Mode::kWrite);
    if (!store) return report_store(store.error());
    const auto changed = reindex(*store);
    if (!changed) return report(changed.error());
    remark(invocation, fmt::format("{} documents changed", *changed));
    return kDone;
  };
}

}  // namespace

extern const Command reindex_command;
const Command reindex_command = {"reindex", "derive claims again with newer extractors", configure};

}  // namespace warrant
