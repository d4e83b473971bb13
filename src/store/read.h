// Reads that several files of the store share. Row numbers in, values out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/store/sqlite.h"

namespace warrant {

Result<DocumentRef> read_document_ref(Database& database, std::int64_t nr);

// A reference from the columns of references.sql, of which `key` is number `column`.
Reference reference_from(const Statement& row, int column);

Result<std::vector<Section>> read_sections(Database& database, std::int64_t nr);

Result<std::vector<ShortForm>> read_short_forms(Database& database, std::int64_t nr);

Result<std::vector<Coverage>> read_coverage(Database& database, std::int64_t nr);

// Titles of a section and its ancestors, outermost first.
std::vector<std::string> path_of(const std::vector<Section>& sections, std::int32_t section);

// The document a reference is (its id) and how that was found; both "" when it is not in the store.
struct ReferenceTarget {
  std::string document, basis;
};
Result<ReferenceTarget> read_reference_target(Database& database, std::int64_t reference);

}  // namespace warrant
