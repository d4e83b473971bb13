// warrant text DOCUMENT: the canonical text, byte for byte.
#include <memory>

#include "src/cli/common.h"

namespace warrant {
namespace {

struct Options {
  std::string id;
  std::int64_t past = 0;
};

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("document", options->id, "PMCID, PMID, DOI or id").required().named("DOCUMENT");
  app.option("--past", options->past, "the text of an older version, 1 is the oldest").between(1, 1 << 30).named("N");
  return [options](const Invocation& invocation) -> int {
    auto store = Store::open(invocation.db, Store::Mode::kRead);
    if (!store) return report_store(store.error());
    const auto document = store->document(options->id);
    if (!document) return report(document.error());
    const std::string& id = document->ref.id;
    const auto text = options->past > 0 ? store->past_text(id, options->past) : store->text(id);
    if (!text) return report(text.error());
    print(*text);
    return kDone;
  };
}

}  // namespace

extern const Command text_command;
const Command text_command = {"text", "the canonical text that every span points into", configure};

}  // namespace warrant
