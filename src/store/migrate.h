// The schema of a store: recognises it, creates it, brings an older one up to date.
#pragma once

#include "src/base/result.h"
#include "src/store/sqlite.h"

namespace warrant {

// SQLite's application_id of a warrant store: "WRNT".
inline constexpr std::int64_t kApplicationId = 0x57524E54;

// The newest schema this program knows: the number of files in schema/.
int schema_version();

// The schema of an open file. Errors: kStore when it is no warrant store or its schema is newer than this program.
Result<int> stored_schema(Database& database);

// Applies the missing migrations in one transaction (all of them to an empty file).
Result<void> migrate(Database& database);

}  // namespace warrant
