// warrant search QUERY: ranked passages, claims or documents.
#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/query/search.h"

namespace warrant {
namespace {

struct Options {
  std::optional<std::string> query, like;
  std::string document, section, year;
  std::vector<std::string> in = {"passages"}, kinds;
  bool literal = false, own = false;
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

bool lies_in(const PassageHit& hit, const Likeness& likeness) {
  return hit.document.id == likeness.document && hit.span.overlaps(likeness.where);
}

Result<bool> show_results(const Store& store, const Options& options, const Likeness& asked, SearchOptions search_for,
                          const Invocation& invocation) {
  bool any = false;
  const std::int32_t limit = search_for.limit;
  for (const std::string& what : options.in) {
    search_for.limit = limit;
    if (what == "documents") {
      WARRANT_TRY(found, find_documents(store, asked.query, search_for));
      std::vector<DocumentRecord> documents;
      for (const SentenceHit& hit : found) {
        if (hit.document == asked.document) continue;
        WARRANT_TRY(document, store.document(hit.document));
        documents.push_back(std::move(document));
      }
      any = any || !documents.empty();
      print(invocation.renderer->documents(documents, invocation.render));
      continue;
    }
    // Few sentences hold a claim: look at more of them than claims are wanted.
    const bool claims_wanted = what == "claims";
    if (claims_wanted) search_for.limit = std::min(limit, 1000) * 10;
    if (!asked.document.empty()) search_for.limit += 20;  // sentences of the place itself
    WARRANT_TRY(hits, search(store, asked.query, search_for));
    std::erase_if(hits, [&](const PassageHit& hit) { return lies_in(hit, asked); });
    if (claims_wanted) {
      WARRANT_TRY(claims, claims_of(store, hits, limit));
      any = any || !claims.empty();
      print(invocation.renderer->claims(claims, invocation.render));
      continue;
    }
    if (hits.size() > static_cast<std::size_t>(limit)) hits.resize(static_cast<std::size_t>(limit));
    for (std::size_t i = 0; i < hits.size(); ++i) hits[i].rank = static_cast<std::int32_t>(i) + 1;
    any = any || !hits.empty();
    print(invocation.renderer->hits(hits, invocation.render));
  }
  return any;
}

int run(const Options& options, const Invocation& invocation) {
  if (options.query.has_value() == options.like.has_value()) {
    complain("search needs words or --like ID, one of them");
    return kUsage;
  }
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  SearchOptions search_for;
  search_for.limit = options.limit;
  search_for.literal = options.literal;
  SearchFilter& filter = search_for.filter;
  filter.section = options.section;
  filter.own = options.own;
  for (const std::string& kind : options.kinds)
    if (const auto known = document_kind_from(kind)) filter.kinds.push_back(*known);
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
  Likeness asked;
  if (options.query) {
    asked.query = parse_query(*options.query);
  } else {
    auto found = like(*store, *options.like);
    if (!found) return report(found.error());
    asked = std::move(*found);
    search_for.literal = true;
  }
  for (const std::string& text : asked.query.remarks) remark(invocation, text);
  const auto any = show_results(*store, options, asked, search_for, invocation);
  if (!any) return report(any.error());
  if (!*any) {
    const auto other = respelt(*store, options.query.value_or(""));
    remark(invocation, other && !other->empty() ? "nothing found; did you mean: " + *other : "nothing found");
  }
  return *any ? kDone : kNothingFound;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("query", options->query, "words, \"phrases\", +required, -excluded words, beginnings*").named("QUERY");
  app.option("--like", options->like, "passages like this claim (c:…) or place (DOCUMENT:START-END)").named("ID");
  app.flag("--literal", options->literal, "only the words typed: no other forms, synonyms or abbreviations");
  app.option("--limit", options->limit, "how many results (default 10)").between(1, 100000).named("N");
  app.option("--document", options->document, "only in this document").named("ID");
  app.option("--section", options->section, "only in sections with these words in their title or role").named("WORDS");
  app.option("--year", options->year, "only works of these years").named("A..B");
  app.option("--kind", options->kinds, "only in documents of these kinds")
      .split_at(',')
      .one_of({"article", "review", "abstract", "qa", "web", "guideline"})
      .named("KINDS");
  app.flag("--own", options->own, "only sentences that hold a result of their document's own");
  app.option("--in", options->in, "passages (default), claims, documents")
      .split_at(',')
      .one_of({"passages", "claims", "documents"})
      .named("KINDS");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command search_command;
const Command search_command = {"search", "ranked passages that hold the words", configure};

}  // namespace warrant
