// What `rebuild` takes from a damaged store.
#include "sql.gen.h"
#include "src/base/digest.h"
#include "src/store/checksum.h"
#include "src/store/impl.h"

namespace warrant {
namespace {

// Every row as it is; the columns of both statements stand in the same order.
Result<void> copy(Database& from, std::string_view select, Database& to, std::string_view insert) {
  WARRANT_TRY(row, from.prepare(select));
  WARRANT_TRY(target, to.prepare(insert));
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return {};
    WARRANT_CHECK(target.run_row(row));
  }
}

}  // namespace

Result<std::vector<std::string>> Store::adopt(const Store& damaged) {
  struct Part {
    const char* table;
    std::string_view select, insert;
  };
  const Part parts[] = {
      {"run", sql::read::all_run, sql::write::copy_run},
      {"run_count", sql::read::all_run_count, sql::write::copy_run_count},
      {"document_change", sql::read::all_document_change, sql::write::copy_document_change},
      {"claim_change", sql::read::all_claim_change, sql::write::copy_claim_change},
      {"tombstone", sql::read::all_tombstone, sql::write::copy_tombstone},
      {"vocabulary_term", sql::read::all_vocabulary_term, sql::write::copy_vocabulary_term},
      {"review", sql::read::all_review, sql::write::insert_review},
      {"former_id", sql::read::all_former_id, sql::write::put_former_id},
      {"saved_question", sql::read::saved_questions, sql::write::put_saved_question},
      {"saved_answer", sql::read::all_saved_answer, sql::write::put_saved_answer},
      {"past_version", sql::read::all_past_version, sql::write::copy_past_version},
      {"source", sql::read::all_source, sql::write::copy_source},
  };
  std::vector<std::string> lost;
  WARRANT_TRY(transaction, Transaction::begin(impl_->database));
  for (const Part& part : parts)
    if (!copy(damaged.impl_->database, part.select, impl_->database, part.insert)) lost.emplace_back(part.table);
  WARRANT_CHECK(transaction.commit());
  return lost;
}

Result<std::vector<IndexedDocument>> Store::sound_sources(std::string_view id) const {
  std::int64_t nr = 0, checksum = 0;
  std::string text_sha256;
  {
    WARRANT_TRY(row, impl_->database.prepare(sql::read::stored_document));
    WARRANT_TRY(found, row.bind(id).step());
    if (!found) return fail(ErrorCode::kCorrupt, "its row cannot be found by its id", std::string(id));
    nr = row.integer(0);
    text_sha256 = row.string(7);
    checksum = row.integer(10);
  }
  WARRANT_TRY(document, impl_->load(nr));
  if (sha256_hex(document.document.text) != text_sha256)
    return fail(ErrorCode::kCorrupt, "the text is not what was stored", std::string(id));
  if (checksum_of(document) != checksum)
    return fail(ErrorCode::kCorrupt, "metadata, references or structure are not what was stored", std::string(id));
  std::vector<Problem> problems;
  WARRANT_CHECK(impl_->check_sources(nr, document.id, problems));
  if (!problems.empty()) return fail(ErrorCode::kCorrupt, problems.front().detail, std::string(id));
  return sources(id);
}

Result<std::vector<SourceRecord>> Store::source_records(std::string_view id) const {
  WARRANT_TRY(nr, impl_->find_document(id));
  return impl_->source_records(nr);
}

}  // namespace warrant
