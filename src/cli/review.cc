// warrant review: what people say of claims, set one by one or from a file, and listed.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "src/base/clock.h"
#include "src/base/text.h"
#include "src/cli/common.h"
#include "src/cli/listing.h"
#include "src/model/json.h"
#include "src/render/describe.h"

namespace warrant {
namespace {

struct Options {
  std::vector<std::string> claims;
  Review said;  // status, by, at, note
  std::string import, document, state;
};

// What is wrong with what is said, or "".
std::string defect_of(const Review& review) {
  if (review.claim.empty()) return "no \"claim\"";
  if (std::find(kReviewStatuses.begin(), kReviewStatuses.end(), review.status) == kReviewStatuses.end())
    return fmt::format("the status is one of {}, not \"{}\"", joined(kReviewStatuses, ", "), review.status);
  if (review.by.empty()) return "no \"by\": a review has the name of who made it";
  if (!is_utc_time(review.at)) return fmt::format("\"{}\" is no time like 2026-11-30T08:00:00Z", review.at);
  return "";
}

// One transaction: a claim that is not there leaves the store as it was.
Result<std::int64_t> store_all(Store& store, const std::vector<Review>& reviews) {
  WARRANT_CHECK(store.begin());
  std::int64_t stored = 0;
  for (const Review& review : reviews) {
    const Result<bool> done = store.add_review(review);
    if (!done) {
      WARRANT_CHECK(store.rollback());
      return tl::unexpected(done.error());
    }
    if (*done) ++stored;
  }
  WARRANT_CHECK(store.commit());
  return stored;
}

int set(const Options& options, const Invocation& invocation) {
  std::vector<Review> reviews;
  for (const std::string& claim : options.claims) {
    Review review = options.said;
    review.claim = claim;
    if (review.at.empty()) review.at = utc_now();
    if (const std::string defect = defect_of(review); !defect.empty()) {
      complain("review: " + defect);
      return kUsage;
    }
    reviews.push_back(std::move(review));
  }
  auto store = Store::open(invocation.db, Store::Mode::kWrite);
  if (!store) return report_store(store.error());
  const auto stored = store_all(*store, reviews);
  if (!stored) return report(stored.error());
  remark(invocation, fmt::format("stored {} review{}", *stored, *stored == 1 ? "" : "s"));
  return kDone;
}

// Bad lines are named, the rest is stored.
int import_file(const Options& options, const Invocation& invocation) {
  const auto input = read_input(options.import);
  if (!input) return report(input.error());
  auto store = Store::open(invocation.db, Store::Mode::kWrite);
  if (!store) return report_store(store.error());
  if (const auto begun = store->begin(); !begun) return report_store(begun.error());
  int number = 0, failed = 0;
  std::int64_t stored = 0;
  const auto refuse = [&](const std::string& why) {
    complain(fmt::format("{}:{}: {}", options.import, number, why));
    ++failed;
  };
  for (const std::string_view line : lines_of(*input)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto review = review_from_json(line);
    if (!review) {
      refuse(review.error().message);
      continue;
    }
    if (review->by.empty()) review->by = options.said.by;
    if (review->at.empty()) review->at = options.said.at.empty() ? utc_now() : options.said.at;
    if (const std::string defect = defect_of(*review); !defect.empty()) {
      refuse(defect);
      continue;
    }
    const Result<bool> done = store->add_review(*review);
    if (!done && done.error().code != ErrorCode::kNotFound) return report_store(done.error());
    if (!done)
      refuse(to_string(done.error()));
    else if (*done)
      ++stored;
  }
  if (const auto done = store->commit(); !done) return report_store(done.error());
  remark(invocation, fmt::format("stored {} review{}, {} failed", stored, stored == 1 ? "" : "s", failed));
  return failed > 0 ? kSomeFailed : kDone;
}

std::string as_text(const ReviewRecord& r) {
  std::string out = fmt::format("{}  {}\n", r.claim.empty() ? r.review.claim : r.claim,
                                r.document.id.empty() ? r.review.document + " (withdrawn)" : citation_text(r.document));
  out += "    " + review_text(r) + "\n    \u201C" + r.review.quote + "\u201D\n";
  if (!r.claim.empty() && r.claim != r.review.claim) out += "    reviewed as " + r.review.claim + "\n";
  std::string safe;
  for (const std::string_view line : lines_of(out)) safe += terminal_safe(line) + '\n';
  return safe;
}

int list(const Options& options, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto reviews = store->reviews(options.document);
  if (!reviews) return report(reviews.error());
  Listing listing{{"claim", "document", "status", "by", "at", "note", "state", "start", "end", "quote"}, {}};
  for (const ReviewRecord& r : *reviews) {
    const auto asked = [&](const std::string& claim) { return claim == r.claim || claim == r.review.claim; };
    if (!options.claims.empty() && std::none_of(options.claims.begin(), options.claims.end(), asked)) continue;
    if (!options.said.status.empty() && options.said.status != r.review.status) continue;
    if (!options.state.empty() && options.state != r.state) continue;
    const bool lost = r.state == "lost";
    listing.entries.push_back(
        {to_json(r),
         as_text(r),
         {r.claim.empty() ? r.review.claim : r.claim, r.document.id.empty() ? r.review.document : r.document.id,
          r.review.status, r.review.by, r.review.at, r.review.note, r.state,
          lost ? "" : fmt::format("{}", r.span.start), lost ? "" : fmt::format("{}", r.span.end), r.review.quote}});
  }
  print(render(listing, invocation.renderer->name));
  if (listing.entries.empty()) remark(invocation, "no review");
  return listing.entries.empty() ? kNothingFound : kDone;
}

int run(const Options& options, const Invocation& invocation) {
  const bool setting = !options.claims.empty() && !options.said.status.empty() && !options.said.by.empty();
  if (setting || !options.import.empty()) {
    // Reviewing never makes a store.
    if (auto probe = Store::open(invocation.db, Store::Mode::kRead); !probe && !std::filesystem::exists(invocation.db))
      return report_store(probe.error());
    return setting ? set(options, invocation) : import_file(options, invocation);
  }
  if (!options.said.note.empty() || !options.said.by.empty()) {
    complain("review needs CLAIM, --status and --by to set a review");
    return kUsage;
  }
  return list(options, invocation);
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("claims", options->claims, "ids of claims (c:…)").named("CLAIM");
  app.option("--status", options->said.status, "submitted, under_review, approved or rejected")
      .one_of({kReviewStatuses.begin(), kReviewStatuses.end()})
      .named("STATUS");
  app.option("--by", options->said.by, "who says so").named("NAME");
  app.option("--note", options->said.note, "why, or what else is to be said").named("TEXT");
  app.option("--at", options->said.at, "when (UTC, 2026-11-30T08:00:00Z), else now").named("TIME");
  app.option("--import", options->import,
             "reviews as NDJSON {\"claim\", \"status\", \"by\", \"at\"?, \"note\"?}, - for stdin")
      .named("FILE");
  app.option("--document", options->document, "list those of this document").named("ID");
  app.option("--state", options->state, "list those whose words are kept, moved or lost")
      .one_of({"kept", "moved", "lost"})
      .named("STATE");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command review_command;
const Command review_command = {"review", "what people say of claims: set, import, list", configure};

}  // namespace warrant
