// Saved questions and what their answers were.
#include "sql.gen.h"
#include "src/base/clock.h"
#include "src/store/impl.h"

namespace warrant {

Result<void> Store::save_question(std::string_view name, std::string_view question, std::string_view answer) {
  Database& database = impl_->database;
  WARRANT_TRY(transaction, Transaction::begin(database));
  WARRANT_CHECK(database.run(sql::write::delete_saved_answers, name));
  WARRANT_CHECK(database.run(sql::write::put_saved_question, name, question, utc_now()));
  WARRANT_TRY(run, database.integer(sql::read::last_run));
  WARRANT_CHECK(database.run(sql::write::put_saved_answer, name, run, utc_now(), answer));
  return transaction.commit();
}

Result<void> Store::record_answers(const std::vector<std::pair<std::string, std::string>>& answers) {
  Database& database = impl_->database;
  WARRANT_TRY(transaction, Transaction::begin(database));
  WARRANT_TRY(run, database.integer(sql::read::last_run));
  for (const auto& [name, answer] : answers)
    WARRANT_CHECK(database.run(sql::write::put_saved_answer, name, run, utc_now(), answer));
  return transaction.commit();
}

Result<bool> Store::forget_question(std::string_view name) {
  Database& database = impl_->database;
  WARRANT_TRY(transaction, Transaction::begin(database));
  WARRANT_CHECK(database.run(sql::write::delete_saved_answers, name));
  WARRANT_CHECK(database.run(sql::write::delete_saved_question, name));
  const bool known = database.changed_rows() > 0;
  WARRANT_CHECK(transaction.commit());
  return known;
}

Result<std::vector<SavedQuestion>> Store::saved_questions() const {
  std::vector<SavedQuestion> questions;
  WARRANT_TRY(row, impl_->database.prepare(sql::read::saved_questions));
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return questions;
    questions.push_back({row.string(0), row.string(1), row.string(2)});
  }
}

Result<std::optional<SavedAnswer>> Store::saved_answer(std::string_view name, std::int64_t not_after_run) const {
  WARRANT_TRY(row, impl_->database.prepare(sql::read::saved_answer));
  WARRANT_TRY(found, row.bind(name, not_after_run).step());
  if (!found) return std::nullopt;
  return SavedAnswer{row.integer(0), row.string(1), row.string(2)};
}

}  // namespace warrant
