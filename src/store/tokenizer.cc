#include "src/store/tokenizer.h"

#include <iterator>

#include "sql.gen.h"

namespace warrant {

Result<Tokenizer> Tokenizer::make(Database& database, Kind kind) {
  // SQLite hands its FTS5 interface out through a pointer bound to a statement (sqlite.org/fts5.html section 7).
  fts5_api* api = nullptr;
  {
    WARRANT_TRY(statement, database.prepare(sql::read::fts5_api));
    sqlite3_bind_pointer(statement.handle(), 1, &api, "fts5_api_ptr", nullptr);
    WARRANT_CHECK(statement.step());
  }
  if (api == nullptr) return fail(ErrorCode::kStore, "this SQLite has no FTS5");
  void* context = nullptr;
  fts5_tokenizer functions;
  const char* arguments[] = {"unicode61", "remove_diacritics", "2"};  // as in schema/0001_store.sql
  Fts5Tokenizer* handle = nullptr;
  const bool plain = kind == Kind::kPlain;
  const char** from = arguments + (plain ? 1 : 0);
  if (api->xFindTokenizer(api, plain ? "unicode61" : "porter", &context, &functions) != SQLITE_OK ||
      functions.xCreate(context, from, static_cast<int>(std::end(arguments) - from), &handle) != SQLITE_OK)
    return fail(ErrorCode::kStore, "this SQLite has no porter tokenizer");
  return Tokenizer(functions, handle);
}

Tokenizer::Tokenizer(Tokenizer&& other) noexcept : functions_(other.functions_), handle_(other.handle_) {
  other.handle_ = nullptr;
}

Tokenizer::~Tokenizer() {
  if (handle_ != nullptr) functions_.xDelete(handle_);
}

std::vector<IndexToken> Tokenizer::tokens(std::string_view text) const {
  std::vector<IndexToken> found;
  const auto add = [](void* context, int, const char* term, int size, int start, int end) {
    static_cast<std::vector<IndexToken>*>(context)->push_back(
        {std::string(term, static_cast<std::size_t>(size)),
         {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}});
    return SQLITE_OK;
  };
  functions_.xTokenize(handle_, &found, FTS5_TOKENIZE_DOCUMENT, text.data(), static_cast<int>(text.size()), add);
  return found;
}

std::size_t Tokenizer::count(std::string_view text) const {
  std::size_t counted = 0;
  const auto add = [](void* context, int, const char*, int, int, int) {
    ++*static_cast<std::size_t*>(context);
    return SQLITE_OK;
  };
  functions_.xTokenize(handle_, &counted, FTS5_TOKENIZE_DOCUMENT, text.data(), static_cast<int>(text.size()), add);
  return counted;
}

}  // namespace warrant
