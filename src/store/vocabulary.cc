// Imported vocabularies: other words for a term, beyond the built-in concepts.
#include "sql.gen.h"
#include "src/base/text.h"
#include "src/store/impl.h"

namespace warrant {
namespace {

std::string key_of(std::string_view term) { return fold_case(collapse_space(term)); }

}  // namespace

Result<std::int64_t> Store::import_vocabulary(std::string_view name, const std::vector<VocabularyTerm>& terms) {
  WARRANT_TRY(transaction, Transaction::begin(impl_->database));
  WARRANT_CHECK(impl_->database.run(sql::write::delete_vocabulary, name));
  std::int64_t concept_number = 0, count = 0;
  const auto insert = [&](const VocabularyTerm& of, const std::string& term, bool preferred) {
    ++count;
    return impl_->database.run(sql::write::insert_vocabulary_term, name, concept_number, of.code, term, key_of(term),
                               preferred);
  };
  for (const VocabularyTerm& term : terms) {
    ++concept_number;
    WARRANT_CHECK(insert(term, term.name, true));
    for (const std::string& synonym : term.synonyms) WARRANT_CHECK(insert(term, synonym, false));
  }
  WARRANT_CHECK(transaction.commit());
  return count;
}

Result<std::vector<std::string>> Store::synonyms_of(std::string_view term) const {
  WARRANT_TRY(statement, impl_->database.prepare(sql::read::vocabulary_synonyms));
  const std::string key = key_of(term);
  statement.bind(key);
  std::vector<std::string> synonyms;
  while (true) {
    WARRANT_TRY(row, statement.step());
    if (!row) return synonyms;
    synonyms.push_back(statement.string(0));
  }
}

Result<std::map<std::string, std::int64_t>> Store::vocabularies() const {
  WARRANT_TRY(statement, impl_->database.prepare(sql::read::vocabularies));
  std::map<std::string, std::int64_t> found;
  while (true) {
    WARRANT_TRY(row, statement.step());
    if (!row) return found;
    found[statement.string(0)] = statement.integer(1);
  }
}

}  // namespace warrant
