// What people said of claims, and what became of the words they said it of.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "sql.gen.h"
#include "src/store/checksum.h"
#include "src/store/impl.h"

namespace warrant {
namespace {

// The columns of queries/read/all_review.sql.
Review review_from(const Statement& row) {
  Review r;
  r.claim = row.string(0);
  r.document = row.string(1);
  r.status = row.string(2);
  r.by = row.string(3);
  r.at = row.string(4);
  r.note = row.string(5);
  r.quote = row.string(6);
  r.span = {row.uint32(7), row.uint32(8)};
  r.words = row.string(9);
  r.before = row.string(10);
  r.after = row.string(11);
  r.copies = row.int32(12);
  return r;
}

// A review of which nothing is known but that it was given.
ReviewRecord lost(Review review) {
  ReviewRecord record;
  record.review = std::move(review);
  record.state = "lost";
  return record;
}

}  // namespace

Result<std::vector<ReviewRecord>> Store::Impl::reviews_of(std::int64_t nr) {
  std::vector<ReviewRecord> records;
  WARRANT_TRY(row, database.prepare(sql::read::reviews_of_document));
  row.bind(nr);
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) break;
    records.push_back(lost(review_from(row)));
  }
  if (records.empty()) return records;
  WARRANT_TRY(ref, document_ref(nr));
  WARRANT_TRY(document, load(nr));
  for (ReviewRecord& r : records) {
    r.document = ref;
    const Claim* claim = claim_of(r.review, document.claims, document.document.text);
    if (claim == nullptr) continue;
    r.claim = claim->id;
    r.span = claim->span;
    r.state = claim->span == r.review.span ? "kept" : "moved";
  }
  return records;
}

Result<bool> Store::add_review(Review review) {
  WARRANT_TRY(claim_nr, impl_->database.integer(sql::read::claim_by_id, review.claim));
  if (claim_nr == 0) return tl::unexpected(impl_->not_here(review.claim));
  std::int64_t nr = 0;
  WARRANT_TRY(claim, impl_->load_claim(claim_nr, &nr, nullptr));
  WARRANT_TRY(document, impl_->load(nr));
  if (claim.span.end > document.document.text.size())
    return fail(ErrorCode::kCorrupt, "claim " + claim.id + " points outside its text", document.id);
  review.document = document.id;
  anchor(review, claim, document.claims, document.document.text);
  const Review& r = review;
  WARRANT_TRY(insert, impl_->database.prepare(sql::write::insert_review));
  WARRANT_CHECK(insert.run(r.claim, r.document, r.status, r.by, r.at, r.note, r.quote, r.span.start, r.span.end,
                           r.words, r.before, r.after, r.copies, checksum_of(r)));
  return impl_->database.changed_rows() > 0;
}

Result<std::vector<ReviewRecord>> Store::reviews(std::string_view document_id) const {
  std::vector<ReviewRecord> records;
  std::map<std::string, std::int64_t> documents;  // the ids that reviews name, and their rows; 0 = gone
  if (!document_id.empty()) documents.emplace(document_id, impl_->find_document(document_id).value_or(0));
  {
    WARRANT_TRY(row, impl_->database.prepare(sql::read::all_review));
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      const std::string id = row.string(1);
      if (document_id.empty() && !documents.contains(id)) documents.emplace(id, impl_->find_document(id).value_or(0));
      if (const auto at = documents.find(id); at != documents.end() && at->second == 0)
        records.push_back(lost(review_from(row)));
    }
  }
  std::set<std::int64_t> rows;
  for (const auto& [id, nr] : documents) rows.insert(nr);
  rows.erase(0);
  for (const std::int64_t nr : rows) {
    WARRANT_TRY(placed, impl_->reviews_of(nr));
    std::move(placed.begin(), placed.end(), std::back_inserter(records));
  }
  const auto key = [](const ReviewRecord& r) {
    return std::tie(r.review.document, r.review.span.start, r.review.claim, r.review.at, r.review.by, r.review.status,
                    r.review.note);
  };
  std::sort(records.begin(), records.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return records;
}

Result<void> Store::Impl::check_reviews(std::vector<Problem>& problems) {
  WARRANT_TRY(row, database.prepare(sql::read::all_review));
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return {};
    if (checksum_of(review_from(row)) != row.integer(13))
      problems.push_back({"review", row.string(1), "a review of claim " + row.string(0) + " is not what was stored"});
  }
}

}  // namespace warrant
