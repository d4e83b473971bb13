// SQLite behind RAII: connections set up the same way everywhere, cached statements, transactions. Only src/store sees
// this; every SQL text comes from queries/ or schema/ (generated/sql.gen.h).
//
// A connection belongs to one thread at a time (SQLITE_CONFIG_MULTITHREAD).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

#include "src/base/result.h"
#include "src/store/row_source.h"

namespace warrant {

using Blob = std::string;  // bound and read as BLOB through bind_blob / blob()

class Database;

// A statement taken from the connection's cache; goes back when destroyed. Parameters are bound by position, in the
// order of the query's "-- in:" header.
class Statement {
 public:
  Statement(Database& database, const void* key, sqlite3_stmt* statement)
      : database_(&database), key_(key), statement_(statement) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Binds all parameters from the first on. Lifetime: texts and blobs are kept by reference until the next bind or the
  // end of the statement. A wrong count or a text over the limit makes the next step() fail.
  template <typename... Args>
  Statement& bind(const Args&... args) {
    sqlite3_reset(statement_);
    int index = 0;
    (bind_one(++index, args), ...);
    if (index != sqlite3_bind_parameter_count(statement_)) misuse_ = true;
    return *this;
  }

  // True when there is a row.
  Result<bool> step();
  // Binds, runs to the end, resets.
  template <typename... Args>
  Result<void> run(const Args&... args) {
    bind(args...);
    return finish();
  }

  // Binds all columns of another statement's row in order, runs to the end, resets.
  Result<void> run_row(const Statement& row);

  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::int32_t int32(int column) const { return static_cast<std::int32_t>(integer(column)); }
  std::uint32_t uint32(int column) const { return static_cast<std::uint32_t>(integer(column)); }
  double real(int column) const { return sqlite3_column_double(statement_, column); }
  std::optional<double> optional_real(int column) const;
  // Lifetime: until the next step or reset.
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  std::string string(int column) const { return std::string(text(column)); }

  sqlite3_stmt* handle() const { return statement_; }

 private:
  void bind_one(int index, std::int64_t value) { check(sqlite3_bind_int64(statement_, index, value)); }
  void bind_one(int index, std::int32_t value) { check(sqlite3_bind_int64(statement_, index, value)); }
  void bind_one(int index, std::uint32_t value) { check(sqlite3_bind_int64(statement_, index, value)); }
  void bind_one(int index, std::uint64_t value) {
    check(sqlite3_bind_int64(statement_, index, static_cast<std::int64_t>(value)));
  }
  void bind_one(int index, bool value) { check(sqlite3_bind_int64(statement_, index, value ? 1 : 0)); }
  void bind_one(int index, double value) { check(sqlite3_bind_double(statement_, index, value)); }
  void bind_one(int index, std::nullptr_t) { check(sqlite3_bind_null(statement_, index)); }
  void bind_one(int index, std::string_view text);
  void bind_one(int index, const std::string& text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, const char* text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, BlobView blob);
  template <typename T>
  void bind_one(int index, const std::optional<T>& value) {
    if (value)
      bind_one(index, *value);
    else
      bind_one(index, nullptr);
  }
  void check(int code) {
    if (code != SQLITE_OK) misuse_ = true;
  }
  Result<void> finish();

  Database* database_;
  const void* key_;
  sqlite3_stmt* statement_;
  bool misuse_ = false;
};

class Database {
 public:
  enum class Mode { kRead, kWrite };

  // Opens a file, DEFENSIVE, with untrusted schema, cell checks, no extensions and tight limits. kWrite creates it and
  // its folders. A file on read-only media is opened as immutable. Errors: kNotFound, kStore.
  static Result<Database> open(const std::string& path, Mode mode, int busy_timeout_ms);
  // An empty one in memory, for functions of SQLite that need a connection.
  static Result<Database> open_private();
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  // The statement for one of the constants of sql.gen.h (it must live for ever: its address is the cache's key).
  Result<Statement> prepare(std::string_view sql);
  // Runs every statement of a text, ignoring rows: migrations and pragmas.
  Result<void> execute(std::string_view sql);
  // prepare + run.
  template <typename... Args>
  Result<void> run(std::string_view sql, const Args&... args) {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected(std::move(statement).error());
    return statement->run(args...);
  }
  // Runs an INSERT … SELECT FROM new_row over `count` rows: `row(source, i)` sets the values of row i. When it fails,
  // rows before the one at fault are stored. Requires: opened with kWrite.
  Result<void> insert_rows(std::string_view sql, std::size_t count,
                           const std::function<void(RowSource&, std::size_t)>& row);
  // The first column of the first row; 0 when there is none.
  template <typename... Args>
  Result<std::int64_t> integer(std::string_view sql, const Args&... args) {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected(std::move(statement).error());
    auto row = statement->bind(args...).step();
    if (!row) return tl::unexpected(std::move(row).error());
    return *row ? statement->integer(0) : 0;
  }

  // Of the last insert, update or delete.
  std::int64_t changed_rows() const { return sqlite3_changes(handle_); }
  // Of all of them through this connection so far.
  std::int64_t all_changed_rows() const { return sqlite3_total_changes64(handle_); }
  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  const std::string& path() const { return path_; }
  sqlite3* handle() const { return handle_; }
  // The last failure as an Error: kCorrupt for damage, else kStore; says what to do when locked, full or read-only.
  Error error() const;

 private:
  friend class Statement;
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  void give_back(const void* key, sqlite3_stmt* statement);

  sqlite3* handle_ = nullptr;
  std::string path_;
  std::unique_ptr<RowSource> rows_ = std::make_unique<RowSource>();  // where it is stays
  std::unordered_map<const void*, std::vector<sqlite3_stmt*>> cache_;
};

// While it lives, statements may write to the tables of virtual tables (SQLITE_DBCONFIG_DEFENSIVE is off): the
// full-text index gets its segments ready made, see fts5_writer.h.
class ShadowTables {
 public:
  explicit ShadowTables(Database& database);
  ~ShadowTables();
  ShadowTables(const ShadowTables&) = delete;
  ShadowTables& operator=(const ShadowTables&) = delete;

 private:
  Database& database_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when destroyed without commit().
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace warrant
