// warrant claims: the claims, filtered.
#include <algorithm>
#include <memory>
#include <optional>

#include "src/cli/common.h"
#include "src/query/verdict.h"

namespace warrant {
namespace {

struct Options {
  ClaimFilter filter;
  bool own = false, cited = false;
};

int run(const Options& options, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  ClaimFilter filter = options.filter;
  if (options.own != options.cited) filter.cited = options.cited;
  if (!filter.document.empty()) {
    const auto document = store->document(filter.document);
    if (!document) return report(document.error());
    filter.document = document->ref.id;
  }
  // Lines are printed as they come; the other formats need the whole list.
  const bool streaming = invocation.renderer->name == "ndjson";
  // Verdicts are judged when read: they change with every document that arrives.
  std::string verdict;
  std::swap(verdict, filter.verdict);
  std::int64_t left = filter.limit;
  if (!verdict.empty()) filter.limit = -1;
  RenderOptions render = invocation.render;
  render.reasons = !verdict.empty();
  Judge judge(*store);
  std::optional<Error> failed;
  bool any = false;
  std::vector<ClaimRecord> list;
  const auto done = store->claims(filter, [&](const ClaimRecord& stored) {
    ClaimRecord record = stored;
    if (const auto judged = judge.judge(record); !judged) {
      failed = judged.error();
      return false;
    }
    if (!verdict.empty()) {
      if (std::none_of(record.citations.begin(), record.citations.end(),
                       [&](const CitationRecord& citation) { return citation.verdict == verdict; }))
        return true;
      if (left == 0) return false;
      if (left > 0) --left;
    }
    any = true;
    if (streaming) {
      print(invocation.renderer->claims({record}, render));
    } else {
      list.push_back(record);
    }
    return true;
  });
  if (!done) return report(done.error());
  if (failed) return report(*failed);
  if (!streaming) print(invocation.renderer->claims(list, render));
  if (!any) remark(invocation, "no claims found");
  return any ? kDone : kNothingFound;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  ClaimFilter& filter = options->filter;
  app.option("--measure", filter.measure, "hazard_ratio, median_survival…").named("NAME");
  app.option("--kind", filter.kind, "effect_estimate, time_to_event…").named("NAME");
  app.option("--outcome", filter.outcome, "words of the outcome").named("WORDS");
  app.option("--subject", filter.subject, "words of the subject").named("WORDS");
  app.option("--document", filter.document, "only of this document").named("ID");
  app.option("--verdict", filter.verdict, "with a citation of this verdict").named("NAME");
  app.option("--review", filter.review, "only those whose last review says so: approved, rejected… or none")
      .one_of({"submitted", "under_review", "approved", "rejected", "none"})
      .named("STATUS");
  app.option("--limit", filter.limit, "at most so many").not_negative().named("N");
  app.flag("--own", options->own, "only the document's own results");
  app.flag("--cited", options->cited, "only results of works it cites");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command claims_command;
const Command claims_command = {"claims", "the claims, filtered", configure};

}  // namespace warrant
