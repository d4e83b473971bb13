#include "src/store/sqlite.h"

#include <filesystem>
#include <mutex>

#include <fmt/format.h>

#include "sql.gen.h"

namespace warrant {
namespace {

// Once per process, before the first connection: no allocation statistics (their global mutex halves the speed of two
// connections in two threads) and no mutex per connection.
void configure_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_initialize();
  });
}

// The advice of sqlite.org/security.html for files that may come from elsewhere.
void harden(sqlite3* handle) {
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 512 << 20);
  sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100'000);
  sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 100);
  sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 10);
  sqlite3_limit(handle, SQLITE_LIMIT_VDBE_OP, 25'000);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, 100);
  sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
}

// A file: URI; everything but plain characters is percent-encoded.
std::string file_uri(const std::string& path, std::string_view query) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                       c == '.' || c == '-' || c == '_';
    if (plain)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  uri += query;
  return uri;
}

Result<sqlite3*> open_handle(const std::string& uri, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_URI, nullptr);
  if (code == SQLITE_OK) return handle;
  std::string message = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  sqlite3_close_v2(handle);
  return fail(ErrorCode::kStore, std::move(message));
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), key_(other.key_), statement_(other.statement_), misuse_(other.misuse_) {
  other.statement_ = nullptr;
}

Statement::~Statement() {
  if (statement_ != nullptr) database_->give_back(key_, statement_);
}

Result<bool> Statement::step() {
  if (misuse_) return fail(ErrorCode::kStore, "a value could not be bound", sqlite3_sql(statement_));
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected(database_->error());
}

Result<void> Statement::finish() {
  while (true) {
    auto row = step();
    if (!row) {
      sqlite3_reset(statement_);
      return tl::unexpected(std::move(row).error());
    }
    if (!*row) break;
  }
  sqlite3_reset(statement_);
  return {};
}

Result<void> Statement::run_row(const Statement& row) {
  sqlite3_reset(statement_);
  const int columns = sqlite3_column_count(row.statement_);
  for (int i = 0; i < columns; ++i)
    check(sqlite3_bind_value(statement_, i + 1, sqlite3_column_value(row.statement_, i)));
  return finish();
}

std::optional<double> Statement::optional_real(int column) const {
  if (is_null(column)) return std::nullopt;
  return real(column);
}

std::string_view Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_, column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void Statement::bind_one(int index, std::string_view text) {
  const char* bytes = text.data() != nullptr ? text.data() : "";
  check(sqlite3_bind_text64(statement_, index, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind_one(int index, BlobView blob) {
  const char* bytes = blob.bytes.data() != nullptr ? blob.bytes.data() : "";
  check(sqlite3_bind_blob64(statement_, index, bytes, blob.bytes.size(), SQLITE_STATIC));
}

Result<Database> Database::open(const std::string& path, Mode mode, int busy_timeout_ms) {
  configure_once();
  std::error_code ignored;
  const bool exists = std::filesystem::exists(path, ignored);
  if (mode == Mode::kRead && !exists) return fail(ErrorCode::kNotFound, "no store there", path);
  if (mode == Mode::kWrite && !exists) {
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorCode::kStore, "cannot create the folder: " + error.message(), path);
  }
  const int flags = mode == Mode::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  auto handle = open_handle(file_uri(path, ""), flags);
  if (!handle) return fail(ErrorCode::kStore, "cannot open the store: " + handle.error().message, path);
  Database database(*handle, path);
  harden(database.handle_);
  if (mode == Mode::kWrite && database.rows_->attach(database.handle_) != SQLITE_OK)
    return tl::unexpected(database.error());
  sqlite3_busy_timeout(database.handle_, busy_timeout_ms);
  auto configured = database.execute(sql::read::open);
  // A WAL database on a read-only file system has no place for its -shm file: read it as it is.
  if (!configured && mode == Mode::kRead && (sqlite3_errcode(database.handle_) & 0xFF) == SQLITE_CANTOPEN) {
    handle = open_handle(file_uri(path, "?immutable=1"), flags);
    if (!handle) return fail(ErrorCode::kStore, "cannot open the store: " + handle.error().message, path);
    Database immutable(*handle, path);
    harden(immutable.handle_);
    WARRANT_CHECK(immutable.execute(sql::read::open));
    return immutable;
  }
  // A writer that was killed before the store became a write-ahead one left a journal, which only a writer may roll
  // back.
  if (!configured && mode == Mode::kRead && (sqlite3_errcode(database.handle_) & 0xFF) == SQLITE_READONLY)
    if (auto writer = Database::open(path, Mode::kWrite, busy_timeout_ms); writer)
      configured = database.execute(sql::read::open);
  WARRANT_CHECK(std::move(configured));
  return database;
}

Result<Database> Database::open_private() {
  configure_once();
  WARRANT_TRY(handle, open_handle("file::memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  Database database(handle, "");
  harden(handle);
  return database;
}

Database::Database(Database&& other) noexcept
    : handle_(other.handle_),
      path_(std::move(other.path_)),
      rows_(std::move(other.rows_)),
      cache_(std::move(other.cache_)) {
  other.handle_ = nullptr;
  other.cache_.clear();
}

Database::~Database() {
  for (auto& [key, statements] : cache_)
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

Result<Statement> Database::prepare(std::string_view sql) {
  auto& free = cache_[sql.data()];
  if (!free.empty()) {
    sqlite3_stmt* statement = free.back();
    free.pop_back();
    return Statement(*this, sql.data(), statement);
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(error());
  return Statement(*this, sql.data(), statement);
}

void Database::give_back(const void* key, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  cache_[key].push_back(statement);
}

Result<void> Database::insert_rows(std::string_view sql, std::size_t count,
                                   const std::function<void(RowSource&, std::size_t)>& row) {
  if (count == 0) return {};
  rows_->give(count, [&](std::size_t i) { row(*rows_, i); });
  Result<void> inserted = run(sql);
  rows_->give(0, nullptr);
  return inserted;
}

Result<void> Database::execute(std::string_view sql) {
  while (!sql.empty()) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, &tail) != SQLITE_OK)
      return tl::unexpected(error());
    sql.remove_prefix(static_cast<std::size_t>(tail - sql.data()));
    if (statement == nullptr) continue;  // only comments or white space
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (code != SQLITE_DONE) {
      Error failure = error();
      sqlite3_finalize(statement);
      return tl::unexpected(std::move(failure));
    }
    sqlite3_finalize(statement);
  }
  return {};
}

Error Database::error() const {
  const int code = sqlite3_extended_errcode(handle_);
  std::string message = sqlite3_errmsg(handle_);
  ErrorCode kind = ErrorCode::kStore;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      message = "another process is writing to the store; it did not finish in time";
      break;
    case SQLITE_FULL:
      message = "the disk is full";
      break;
    case SQLITE_READONLY:
      message = "the store cannot be written to (" + message + ")";
      break;
    case SQLITE_CORRUPT:
      kind = ErrorCode::kCorrupt;
      message = "the store is damaged (" + message + ")";
      break;
    case SQLITE_NOTADB:
      message = "not a warrant store (not an SQLite file)";
      break;
    default:
      break;
  }
  return Error{kind, std::move(message), path_};
}

ShadowTables::ShadowTables(Database& database) : database_(database) {
  sqlite3_db_config(database_.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
}

ShadowTables::~ShadowTables() { sqlite3_db_config(database_.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr); }

Result<Transaction> Transaction::begin(Database& database) {
  WARRANT_CHECK(database.run(sql::write::begin));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr && database_->in_transaction()) (void)database_->run(sql::write::rollback);
}

Result<void> Transaction::commit() {
  WARRANT_CHECK(database_->run(sql::write::commit));
  database_ = nullptr;
  return {};
}

}  // namespace warrant
