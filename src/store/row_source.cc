#include "src/store/row_source.h"

#include <memory>
#include <new>

#include "sql.gen.h"

namespace warrant {

// SQLite's view of it (sqlite.org/vtab.html): an eponymous table that can only be read from its first row to its last.
struct RowModule {
  struct Table : sqlite3_vtab {
    RowSource* source = nullptr;
  };
  struct Cursor : sqlite3_vtab_cursor {
    std::size_t row = 0;
  };
  static RowSource& source(sqlite3_vtab_cursor* cursor) { return *static_cast<Table*>(cursor->pVtab)->source; }
  static std::size_t& row(sqlite3_vtab_cursor* cursor) { return static_cast<Cursor*>(cursor)->row; }

  static int connect(sqlite3* connection, void* source, int, const char* const*, sqlite3_vtab** made, char**) {
    if (const int code = sqlite3_declare_vtab(connection, sql::write::new_row.data()); code != SQLITE_OK) return code;
    auto table = new (std::nothrow) Table{};
    if (table == nullptr) return SQLITE_NOMEM;
    table->source = static_cast<RowSource*>(source);
    *made = table;
    return SQLITE_OK;
  }
  static int disconnect(sqlite3_vtab* table) {
    delete static_cast<Table*>(table);
    return SQLITE_OK;
  }
  static int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    info->estimatedCost = 100;
    info->estimatedRows = 100;
    return SQLITE_OK;
  }
  static int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
    auto cursor = new (std::nothrow) Cursor{};
    if (cursor == nullptr) return SQLITE_NOMEM;
    *made = cursor;
    return SQLITE_OK;
  }
  static int close(sqlite3_vtab_cursor* cursor) {
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
  }
  static int go_to(sqlite3_vtab_cursor* cursor, std::size_t number) {
    row(cursor) = number;
    if (RowSource& rows = source(cursor); number < rows.count_) rows.row_(number);
    return SQLITE_OK;
  }
  static int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) { return go_to(cursor, 0); }
  static int next(sqlite3_vtab_cursor* cursor) { return go_to(cursor, row(cursor) + 1); }
  static int eof(sqlite3_vtab_cursor* cursor) { return row(cursor) >= source(cursor).count_ ? 1 : 0; }
  static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int number) {
    using Kind = RowSource::Value::Kind;
    const RowSource& rows = source(cursor);
    if (static_cast<std::size_t>(number) >= rows.columns_) return SQLITE_MISUSE;
    const RowSource::Value& value = rows.values_[number];
    switch (value.kind) {
      case Kind::kNull:
        break;
      case Kind::kInteger:
        sqlite3_result_int64(context, value.integer);
        break;
      case Kind::kReal:
        sqlite3_result_double(context, value.real);
        break;
      case Kind::kText:
        sqlite3_result_text64(context, value.bytes.data(), value.bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
        break;
      case Kind::kBlob:
        sqlite3_result_blob64(context, value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
        break;
    }
    return SQLITE_OK;
  }
  static int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* number) {
    *number = static_cast<sqlite3_int64>(row(cursor));
    return SQLITE_OK;
  }
};

int RowSource::attach(sqlite3* connection) {
  static const sqlite3_module module = [] {
    sqlite3_module m{};
    m.xConnect = RowModule::connect;
    m.xBestIndex = RowModule::best_index;
    m.xDisconnect = RowModule::disconnect;
    m.xOpen = RowModule::open;
    m.xClose = RowModule::close;
    m.xFilter = RowModule::filter;
    m.xNext = RowModule::next;
    m.xEof = RowModule::eof;
    m.xColumn = RowModule::column;
    m.xRowid = RowModule::rowid;
    return m;
  }();
  return sqlite3_create_module(connection, "new_row", &module, this);
}

}  // namespace warrant
