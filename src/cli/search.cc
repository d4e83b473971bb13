// warrant search QUERY: ranked passages, claims or documents.
#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/query/search.h"

namespace warrant {
namespace {

struct Options {
  std::string query, document, section, year;
  std::vector<std::string> in = {"passages"};
  std::int32_t limit = 10;
};

// Claims that stand in the best passages, best passage first.
Result<std::vector<ClaimRecord>> claims_of(const Store& store, const std::vector<PassageHit>& hits,
                                           std::int32_t limit) {
  std::vector<ClaimRecord> found;
  std::set<std::string> seen;
  for (const PassageHit& hit : hits) {
    ClaimFilter filter;
    filter.document = hit.document.id;
    WARRANT_CHECK(store.claims(filter, [&](const ClaimRecord& record) {
      if (record.claim.span.overlaps(hit.span) && seen.insert(record.claim.id).second) found.push_back(record);
      return true;
    }));
    if (found.size() >= static_cast<std::size_t>(limit)) {
      found.resize(static_cast<std::size_t>(limit));
      break;
    }
  }
  return found;
}

Result<bool> show_results(const Store& store, const Options& options, const SearchFilter& filter,
                          const Invocation& invocation) {
  bool any = false;
  for (const std::string& what : options.in) {
    if (what == "documents") {
      WARRANT_TRY(documents, search_documents(store, options.query, filter, options.limit));
      any = any || !documents.empty();
      print(invocation.renderer->documents(documents, invocation.render));
    } else if (what == "claims") {
      // Few sentences hold a claim: look at more of them than claims are wanted.
      WARRANT_TRY(hits, search(store, options.query, filter, std::min(options.limit, 1000) * 10));
      WARRANT_TRY(claims, claims_of(store, hits, options.limit));
      any = any || !claims.empty();
      print(invocation.renderer->claims(claims, invocation.render));
    } else {
      WARRANT_TRY(hits, search(store, options.query, filter, options.limit));
      any = any || !hits.empty();
      print(invocation.renderer->hits(hits, invocation.render));
    }
  }
  return any;
}

int run(const Options& options, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  SearchFilter filter;
  filter.section = options.section;
  if (!options.year.empty()) {
    const auto years = parse_years(options.year);
    if (!years) return report(years.error());
    std::tie(filter.year_from, filter.year_to) = *years;
  }
  if (!options.document.empty()) {
    const auto document = store->document(options.document);
    if (!document) return report(document.error());
    filter.document = document->ref.id;
  }
  for (const std::string& text : parse_query(options.query).remarks) remark(invocation, text);
  const auto any = show_results(*store, options, filter, invocation);
  if (!any) return report(any.error());
  if (!*any) remark(invocation, "nothing found");
  return *any ? kDone : kNothingFound;
}

std::function<int(const Invocation&)> configure(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("query", options->query, "words, \"phrases\", +required words")->required()->type_name("QUERY");
  app.add_option("--limit", options->limit, "how many results (default 10)")
      ->check(CLI::Range(1, 100000))
      ->type_name("N");
  app.add_option("--document", options->document, "only in this document")->type_name("ID");
  app.add_option("--section", options->section, "only in sections with these words in their title or role")
      ->type_name("WORDS");
  app.add_option("--year", options->year, "only works of these years")->type_name("A..B");
  app.add_option("--in", options->in, "passages (default), claims, documents")
      ->delimiter(',')
      ->check(CLI::IsMember(std::vector<std::string>{"passages", "claims", "documents"}))
      ->type_name("KINDS");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command search_command;
const Command search_command = {"search", "ranked passages that hold the words", configure};

}  // namespace warrant
