#include <ctime>
#include <utility>

#include "ingest/extract/coverage.h"
#include "ingest/extract/extractor.h"
#include "ingest/extract/study.h"
#include "ingest/link/linker.h"
#include "ingest/pipeline/pipeline.h"
#include "ingest/pipeline/record.h"
#include "ingest/pipeline/stopwatch.h"
#include "ingest/reader/reader.h"
#include "ingest/segment/segmenter.h"
#include "src/language/abbreviation.h"
#include "src/model/claim_ids.h"

namespace warrant {
namespace {

IndexedDocument derive(Document document, StageSeconds& seconds, Derive what) {
  IndexedDocument indexed;
  Stopwatch watch;
  find_anchors(document);
  recognise_study(document);
  seconds.link += watch.lap();
  indexed.sentences = segment(document);
  seconds.segment += watch.lap();
  count_overlong(document, indexed.sentences);
  if (what == Derive::kTextOnly) {
    document.skipped.push_back({std::string(kClaimsToDerive), 1});
    indexed.document = std::move(document);
    return indexed;
  }
  const Reading reading(document, indexed.sentences);
  indexed.claims = extract(reading);
  seconds.extract += watch.lap();
  link(document, indexed.sentences, indexed.claims);
  for (const Abbreviation& a : abbreviations(document)) document.short_forms.push_back({a.short_form, a.long_form});
  indexed.coverage = coverage_of(reading, indexed.claims);
  seconds.link += watch.lap();
  indexed.document = std::move(document);
  return indexed;
}

std::string versioned(std::string_view name, int version) { return std::string(name) + "@" + std::to_string(version); }

}  // namespace

std::string pipeline_versions() {
  std::string out;
  for (const Reader& reader : readers()) out += versioned(reader.name, reader.version) + " ";
  for (const Extractor& extractor : extractors()) out += versioned(extractor.name, extractor.version) + " ";
  if (!out.empty()) out.pop_back();
  return out;
}

std::vector<Result<IndexedDocument>> index_source(const Source& source, const std::string& sha256,
                                                  StageSeconds& seconds, Derive what) {
  const SourceView view{source.bytes, source.name};
  Stopwatch watch;
  const Result<const Reader*> reader = reader_for(view);
  seconds.read += watch.lap();
  if (reader) return index_piece(**reader, view, sha256, source.bytes.size(), seconds, what);
  Error error = reader.error();
  error.where = source.name;
  std::vector<Result<IndexedDocument>> out;
  out.push_back(tl::unexpected(std::move(error)));
  return out;
}

std::vector<Result<IndexedDocument>> index_piece(const Reader& reader, const SourceView& piece,
                                                 const std::string& sha256, std::uint64_t source_bytes,
                                                 StageSeconds& seconds, Derive what) {
  std::vector<Result<IndexedDocument>> out;
  const auto refuse = [&](Error error) {
    // Readers know lines and offsets, not whose they are.
    if (error.where.empty())
      error.where = piece.name;
    else if (!error.where.starts_with(piece.name))
      error.where = std::string(piece.name) + ": " + error.where;
    out.push_back(tl::unexpected(std::move(error)));
  };
  Stopwatch watch;
  const Result<void> read = reader.read(piece, [&](Result<Document> document) {
    seconds.read += watch.lap();
    if (!document) {
      refuse(std::move(document).error());
      return true;
    }
    IndexedDocument indexed = derive(std::move(*document), seconds, what);
    indexed.id = document_id(indexed.document, sha256);
    indexed.source = piece.name;
    indexed.media_type = reader.media_type;
    indexed.sha256 = sha256;
    indexed.source_bytes = source_bytes;
    indexed.reader = versioned(reader.name, reader.version);
    assign_claim_ids(indexed);
    out.push_back(std::move(indexed));
    watch.lap();
    return true;
  });
  seconds.read += watch.lap();
  if (!read)
    refuse(read.error());
  else if (out.empty())
    refuse({ErrorCode::kUnsupported, "holds no document", {}});
  return out;
}

}  // namespace warrant
