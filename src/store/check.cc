// Is the store sound? SQLite's own checks do not see a damaged FTS5 index or a flipped byte of text, so every text is
// compared with its SHA-256, every claim with its id and the hash of its quote, and FTS5 with the text it indexes.
#include <algorithm>

#include <fmt/format.h>

#include "sql.gen.h"
#include "src/base/digest.h"
#include "src/model/claim_ids.h"
#include "src/store/checksum.h"
#include "src/store/impl.h"
#include "src/store/sentence_table.h"

namespace warrant {
namespace {

// Each row of `sql` is a problem; "ok" is none. A statement that fails is a problem too, as the file may be damaged.
void collect(Database& database, std::string_view what, std::string_view sql, std::vector<Problem>& problems) {
  auto statement = database.prepare(sql);
  if (!statement) {
    problems.push_back({std::string(what), "", statement.error().message});
    return;
  }
  while (problems.size() < 1000) {
    auto row = statement->step();
    if (!row) {
      problems.push_back({std::string(what), "", row.error().message});
      return;
    }
    if (!*row) return;
    if (statement->text(0) == "ok") continue;
    const int columns = sqlite3_column_count(statement->handle());
    problems.push_back({std::string(what), columns > 1 ? statement->string(0) : "", statement->string(columns - 1)});
  }
}

// FTS5's own check is an INSERT, so it needs a connection that may write.
void check_indexes(Database& database, std::vector<Problem>& problems) {
  for (const auto& [table, sql] : {std::pair{"sentence_index", sql::write::check_sentence_index},
                                   std::pair{"rest_index", sql::write::check_rest_index}}) {
    if (auto done = database.run(sql); !done) problems.push_back({"fts", table, done.error().message});
  }
}

void check_document(const IndexedDocument& d, std::string_view text_sha256, std::int64_t checksum,
                    std::vector<Problem>& problems) {
  if (sha256_hex(d.document.text) != text_sha256)
    problems.push_back({"text-hash", d.id, "the text is not what was stored"});
  if (checksum_of(d) != checksum)
    problems.push_back({"metadata", d.id, "metadata, references or structure are not what was stored"});
  if (std::string defect = defect_of(d.document); !defect.empty())
    problems.push_back({"document", d.id, std::move(defect)});
}

}  // namespace

Result<std::vector<Problem>> Store::check(bool deep) const {
  Database& database = impl_->database;
  std::vector<Problem> problems;
  collect(database, "sqlite", deep ? sql::read::integrity_check : sql::read::quick_check, problems);
  collect(database, "rows", sql::read::count_mismatch, problems);
  if (!deep) return problems;
  collect(database, "foreign-key", sql::read::foreign_key_check, problems);

  if (sqlite3_db_readonly(database.handle(), "main") == 1) {
    auto writable = Database::open(database.path(), Database::Mode::kWrite, 5000);
    if (writable)
      check_indexes(*writable, problems);
    else
      problems.push_back({"fts", "", "not checked, that needs write access: " + writable.error().message});
  } else {
    check_indexes(database, problems);
  }

  if (auto reviews = impl_->check_reviews(problems); !reviews)
    problems.push_back({"review", "", reviews.error().message});
  auto ids = document_ids();
  if (!ids) {
    problems.push_back({"document", "", ids.error().message});
    return problems;
  }
  for (const std::string& id : *ids) {
    WARRANT_TRY(row, database.prepare(sql::read::stored_document));
    auto found = row.bind(id).step();
    if (!found || !*found) {
      problems.push_back({"document", id, "its row cannot be found by its id"});
      continue;
    }
    const std::int64_t nr = row.integer(0);
    const std::string text_sha256 = row.string(7);
    const std::int64_t checksum = row.integer(10);
    auto document = impl_->load(nr);
    if (!document) {
      problems.push_back({"document", id, document.error().message});
      continue;
    }
    check_document(*document, text_sha256, checksum, problems);
    if (auto sources = impl_->check_sources(nr, id, problems); !sources)
      problems.push_back({"source", id, sources.error().message});
    auto sizes = impl_->check_sizes(nr, *document, problems);
    if (!sizes) problems.push_back({"size", id, sizes.error().message});
    auto claims = impl_->check_claims(nr, *document, problems);
    if (!claims) problems.push_back({"claim", id, claims.error().message});
  }
  return problems;
}

Result<void> Store::Impl::check_sizes(std::int64_t nr, const IndexedDocument& d, std::vector<Problem>& problems) {
  WARRANT_CHECK(make_counter());
  std::vector<ByteSpan> own;
  {
    WARRANT_TRY(row, database.prepare(sql::read::own_results));
    row.bind(nr);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      own.push_back({row.uint32(0), row.uint32(1)});
    }
  }
  std::string sizes;
  const std::vector<Traits> traits = traits_of(d.document, d.sentences, own);
  for (std::size_t i = 0; i < d.sentences.size(); ++i)
    append_size(sizes, counter->count(slice(d.document.text, d.sentences[i].span)), traits[i]);
  WARRANT_TRY(row, database.prepare(sql::read::sizes));
  WARRANT_TRY(found, row.bind(nr).step());
  if (!found || row.blob(0) != sizes || row.integer(1) != checksum_of(d.sentences))
    problems.push_back({"size", d.id, "its sentences, their sizes or traits are not what was stored"});
  return {};
}

Result<void> Store::Impl::check_claims(std::int64_t nr, const IndexedDocument& d, std::vector<Problem>& problems) {
  std::vector<std::int64_t> rows;
  {
    WARRANT_TRY(row, database.prepare(sql::read::claims_of_document));
    row.bind(nr);
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      rows.push_back(row.integer(0));
    }
  }
  const std::string_view text = d.document.text;
  ClaimChecksums checksums(text);
  for (const std::int64_t claim_nr : rows) {
    std::int64_t checksum = 0;
    WARRANT_TRY(claim, load_claim(claim_nr, nullptr, &checksum));
    if (claim.span.end > text.size() || claim.span.end < claim.span.start || !claim.span.contains(claim.value_span) ||
        claim.value_span.end < claim.value_span.start) {
      problems.push_back({"span", d.id, fmt::format("claim {} points outside the text", claim.id)});
    } else if (checksums.of(claim) != checksum) {
      problems.push_back({"claim", d.id, fmt::format("claim {} or its words are not what was stored", claim.id)});
    }
  }
  // The ids are hashes over quotes and values, so a changed number changes them.
  const auto fits = [&](const Claim& c) { return c.span.end <= text.size() && c.span.contains(c.value_span); };
  if (!std::all_of(d.claims.begin(), d.claims.end(), fits)) return {};
  IndexedDocument again;
  again.id = d.id;
  again.document.text = d.document.text;
  again.claims = d.claims;
  assign_claim_ids(again);
  for (std::size_t i = 0; i < d.claims.size(); ++i)
    if (again.claims[i].id != d.claims[i].id)
      problems.push_back(
          {"claim-id", d.id, fmt::format("the values of claim {} are not what was stored", d.claims[i].id)});
  return {};
}

}  // namespace warrant
