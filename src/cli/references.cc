// warrant references: the reference list of a document, or the most cited works that are not in the store.
#include <memory>

#include "src/cli/common.h"

namespace warrant {
namespace {

struct Options {
  std::string document;
  bool missing = false;
  std::int64_t limit = 20;
};

int run(const Options& options, const Invocation& invocation) {
  if (options.missing == !options.document.empty()) {
    complain("give a document, or --missing for works that are not in the store");
    return kUsage;
  }
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  auto references = options.missing ? store->missing_works(options.limit) : store->references(options.document);
  if (!references) return report(references.error());
  print(invocation.renderer->references(*references, invocation.render));
  if (references->empty()) remark(invocation, options.missing ? "every cited work is in the store" : "no references");
  return references->empty() ? kNothingFound : kDone;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("document", options->document, "whose list: a PMCID, PMID, DOI or id").named("DOCUMENT");
  app.flag("--missing", options->missing, "the most cited works that are not in the store, with their identifiers");
  app.option("--limit", options->limit, "with --missing, at most so many (20)").not_negative().named("N");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command references_command;
const Command references_command = {"references", "references of a document, or works that are missing", configure};

}  // namespace warrant
