#include "src/store/migrate.h"

#include <filesystem>
#include <iterator>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sql.gen.h"

namespace warrant {
namespace {

// 0 for an empty file.
Result<int> examine(Database& database) {
  WARRANT_TRY(identity, database.prepare(sql::read::identity));
  WARRANT_TRY(row, identity.step());
  if (!row) return fail(ErrorCode::kStore, "the store says nothing about its schema", database.path());
  const std::int64_t application = identity.integer(0);
  const std::int64_t version = identity.integer(1);
  if (application == 0 && version == 0 && identity.integer(2) == 0) return 0;
  if (application != kApplicationId)
    return fail(ErrorCode::kStore, "not a warrant store (an SQLite file of another program)", database.path());
  if (version > schema_version())
    return fail(
        ErrorCode::kStore,
        fmt::format("the store has schema {}, this program knows {}: use a newer warrant", version, schema_version()),
        database.path());
  return static_cast<int>(version);
}

// SQLite does not wait for the disk when it copies.
bool sync_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  return synced;
}

}  // namespace

int schema_version() { return static_cast<int>(std::size(sql::kMigrations)); }

Result<int> stored_schema(Database& database) {
  WARRANT_TRY(version, examine(database));
  if (version == 0) return fail(ErrorCode::kStore, "not a warrant store (an empty file)", database.path());
  return version;
}

Result<void> migrate(Database& database) {
  WARRANT_TRY(version, examine(database));
  if (version == schema_version()) return {};
  // A store of an older schema is copied first, so that a failure, or an older program, can go back to it.
  if (version > 0) {
    const std::string copy = fmt::format("{}.schema{}", database.path(), version);
    std::error_code error;
    if (!std::filesystem::exists(copy, error)) {
      // A copy is a second database for a moment; connections allow none.
      const int attached = sqlite3_limit(database.handle(), SQLITE_LIMIT_ATTACHED, 1);
      const std::string part = copy + ".part";  // what a killed migration left is no copy
      std::filesystem::remove(part, error);
      const Result<void> copied = database.run(sql::write::backup, part);
      sqlite3_limit(database.handle(), SQLITE_LIMIT_ATTACHED, attached);
      if (!copied) return copied;
      if (!sync_file(part)) return fail(ErrorCode::kStore, "the copy of the store cannot be written", part);
      std::filesystem::rename(part, copy, error);
      if (error) return fail(ErrorCode::kStore, "the copy of the store cannot be made: " + error.message(), copy);
    }
  }
  WARRANT_TRY(transaction, Transaction::begin(database));
  WARRANT_TRY(now, examine(database));  // another process may have migrated while we waited
  for (int next = now; next < schema_version(); ++next) WARRANT_CHECK(database.execute(sql::kMigrations[next]));
  return transaction.commit();
}

}  // namespace warrant
