#include "src/store/fts5_writer.h"

#include <algorithm>
#include <optional>
#include <string>

#include "sql.gen.h"
#include "src/store/fts5_format.h"

namespace warrant {
namespace {

Result<std::optional<std::string>> read_block(Database& database, const Fts5WriteTables& tables, std::int64_t id) {
  WARRANT_TRY(statement, database.prepare(tables.block));
  WARRANT_TRY(found, statement.bind(id).step());
  if (!found) return std::optional<std::string>();
  return std::optional<std::string>(statement.blob(0));
}

// The counts of rows and of tokens that FTS5 keeps for bm25().
Result<void> add_totals(Database& database, const Fts5WriteTables& tables, const std::vector<SegmentPart>& parts) {
  std::uint64_t rows = 0, tokens = 0;
  WARRANT_TRY(block, read_block(database, tables, kFts5TotalsBlock));
  if (block) {
    Fts5Cursor in(*block);
    rows = in.varint();
    tokens = in.varint();
    if (!in.good && !block->empty())
      return fail(ErrorCode::kCorrupt, "the full-text index has damaged totals", database.path());
  }
  for (const SegmentPart& part : parts) {
    rows += part.lists->rows;
    tokens += part.lists->tokens;
  }
  std::string totals;
  append_varint(totals, rows);
  append_varint(totals, tokens);
  return database.run(tables.put_block, kFts5TotalsBlock, BlobView{totals});
}

// Writes the segment's blocks and names it in the structure record, as the newest.
Result<SegmentSummary> write_segment(Database& database, const Fts5WriteTables& tables,
                                     const std::vector<SegmentPart>& parts, Fts5Structure structure) {
  const std::int64_t segment = structure.free_segment();
  WARRANT_TRY(put_block, database.prepare(tables.put_block));
  WARRANT_TRY(put_first_term, database.prepare(tables.put_first_term));
  const SegmentSink sink{[&](std::int64_t page, std::string_view block) {
                           return put_block.run((segment << kFts5SegmentShift) + page, BlobView{block});
                         },
                         // The low bit would say that the doclist has an index of its own.
                         [&](std::string_view separator, std::int64_t page) {
                           return put_first_term.run(segment, BlobView{separator}, page << 1);
                         }};
  WARRANT_TRY(summary, build_segment(parts, sink));
  if (summary.pages > 0) {
    structure.add({segment, 1, summary.pages});
    WARRANT_CHECK(put_block.run(kFts5StructureBlock, BlobView{structure.block()}));
  }
  WARRANT_CHECK(add_totals(database, tables, parts));
  return summary;
}

// True when the index has the term in this row.
Result<bool> has(Database& database, const Fts5WriteTables& tables, const std::string& term, std::int64_t row) {
  WARRANT_TRY(place, database.prepare(tables.places));
  place.bind(term);
  while (true) {
    WARRANT_TRY(found, place.step());
    if (!found || place.integer(0) == row) return found;
  }
}

Result<std::optional<std::int64_t>> add(Database& database, const Fts5WriteTables& tables,
                                        const std::vector<SegmentPart>& parts) {
  WARRANT_TRY(version, database.integer(tables.version));
  if (version != kFts5Version) return std::nullopt;
  WARRANT_TRY(record, read_block(database, tables, kFts5StructureBlock));
  if (!record) return fail(ErrorCode::kCorrupt, "the full-text index has no structure record", database.path());
  auto structure = Fts5Structure::read(*record);
  if (!structure && structure.error().code == ErrorCode::kUnsupported) return std::nullopt;
  if (!structure) return tl::unexpected(structure.error());
  if (structure->free_segment() == 0) return std::nullopt;
  WARRANT_TRY(summary, write_segment(database, tables, parts, std::move(*structure)));
  WARRANT_CHECK(database.run(sql::write::savepoint_forget));
  WARRANT_CHECK(database.run(sql::write::rollback_forget));
  WARRANT_CHECK(database.run(sql::write::release_forget));
  if (summary.pages > 0) {
    WARRANT_TRY(found, has(database, tables, summary.rare_term, summary.rare_row));
    if (!found) return std::nullopt;
  }
  return summary.pages;
}

}  // namespace

Result<std::optional<std::int64_t>> add_segment(Database& database, const Fts5WriteTables& tables,
                                                const std::vector<SegmentPart>& parts) {
  // Merging nothing: from here on FTS5 takes part in the transaction, and so hears of its savepoints.
  WARRANT_CHECK(database.run(tables.merge, std::int64_t{0}));
  const ShadowTables writable(database);
  WARRANT_CHECK(database.run(sql::write::savepoint_segment));
  WARRANT_TRY(added, add(database, tables, parts));  // after an error the transaction is rolled back
  if (!added) WARRANT_CHECK(database.run(sql::write::rollback_segment));
  WARRANT_CHECK(database.run(sql::write::release_segment));
  return added;
}

}  // namespace warrant
