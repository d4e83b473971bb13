// warrant text DOCUMENT: the canonical text, byte for byte.
#include <memory>

#include "src/cli/common.h"

namespace warrant {
namespace {

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto id = std::make_shared<std::string>();
  app.option("document", *id, "PMCID, PMID, DOI or id").required().named("DOCUMENT");
  return [id](const Invocation& invocation) -> int {
    auto store = Store::open(invocation.db, Store::Mode::kRead);
    if (!store) return report_store(store.error());
    const auto document = store->document(*id);
    if (!document) return report(document.error());
    const auto text = store->text(document->ref.id);
    if (!text) return report(text.error());
    print(*text);
    return kDone;
  };
}

}  // namespace

extern const Command text_command;
const Command text_command = {"text", "the canonical text that every span points into", configure};

}  // namespace warrant
