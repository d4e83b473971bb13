// Rows for an INSERT … SELECT FROM new_row: a table that stands in the program, not in the store. One statement takes
// all rows of a document, so that cursors are opened and closed once and not for each row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

namespace warrant {

// A byte string to bind as BLOB.
struct BlobView {
  std::string_view bytes;
};

// The virtual table new_row of a connection, with the columns c1, c2, … of queries/write/new_row.sql.
class RowSource {
 public:
  // Makes the connection know it. Lifetime: it must outlive the connection. Returns SQLite's code.
  int attach(sqlite3* connection);

  // What the next statement reads: `count` rows; `row(i)` calls set() with the values of row i.
  void give(std::size_t count, std::function<void(std::size_t)> row) {
    count_ = count;
    row_ = std::move(row);
  }
  // Lifetime: texts and blobs are kept by reference until the next row is asked for. A statement that reads more
  // columns than are set fails.
  template <typename... Args>
  void set(const Args&... args) {
    static_assert(sizeof...(Args) <= kColumns);
    std::size_t column = 0;
    (put(values_[column++], args), ...);
    columns_ = column;
  }

 private:
  friend struct RowModule;
  static constexpr std::size_t kColumns = 60;
  struct Value {
    enum class Kind { kNull, kInteger, kReal, kText, kBlob } kind = Kind::kNull;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view bytes;
  };

  static void put(Value& value, std::int64_t number) {
    value.kind = Value::Kind::kInteger;
    value.integer = number;
  }
  static void put(Value& value, std::int32_t number) { put(value, std::int64_t{number}); }
  static void put(Value& value, std::uint32_t number) { put(value, std::int64_t{number}); }
  static void put(Value& value, std::uint64_t number) { put(value, static_cast<std::int64_t>(number)); }
  static void put(Value& value, bool flag) { put(value, std::int64_t{flag}); }
  static void put(Value& value, double number) {
    value.kind = Value::Kind::kReal;
    value.real = number;
  }
  static void put(Value& value, std::string_view text) {
    value.kind = Value::Kind::kText;
    value.bytes = text.data() != nullptr ? text : std::string_view("");
  }
  static void put(Value& value, const std::string& text) { put(value, std::string_view(text)); }
  static void put(Value& value, const char* text) { put(value, std::string_view(text)); }
  static void put(Value& value, BlobView blob) {
    put(value, blob.bytes);
    value.kind = Value::Kind::kBlob;
  }
  template <typename T>
  static void put(Value& value, const std::optional<T>& there) {
    if (there)
      put(value, *there);
    else
      value.kind = Value::Kind::kNull;
  }

  std::size_t count_ = 0, columns_ = 0;
  std::function<void(std::size_t)> row_;
  Value values_[kColumns];
};

}  // namespace warrant
