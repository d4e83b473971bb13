// Storing and removing documents. Row numbers are given out here, so that no insert has to look anything up, and the
// rows of a document's passages and sentences are contiguous: a document is a range of rows for the full-text index.
#include <algorithm>

#include "sql.gen.h"
#include "src/base/clock.h"
#include "src/store/fts5_writer.h"
#include "src/store/impl.h"
#include "src/store/keys.h"
#include "src/store/pack.h"

namespace warrant {
namespace {

// Postings that wait for the end of the transaction.
constexpr std::size_t kMostPending = 64u << 20;

constexpr Fts5WriteTables kSentenceIndex{
    sql::read::sentence_index_version,   sql::read::sentence_index_block, sql::write::put_sentence_index_block,
    sql::write::put_sentence_index_term, sql::write::merge_index,         sql::read::sentence_term};
constexpr Fts5WriteTables kRestIndex{sql::read::rest_index_version,    sql::read::rest_index_block,
                                     sql::write::put_rest_index_block, sql::write::put_rest_index_term,
                                     sql::write::merge_rest,           sql::read::rest_term};

}  // namespace

Result<void> Store::Impl::load_next_rows() {
  WARRANT_TRY(rows, database.prepare(sql::read::next_rows));
  WARRANT_TRY(found, rows.step());
  if (!found) return fail(ErrorCode::kStore, "no row numbers");
  forget_pending();
  next = {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)};
  return {};
}

Result<Change> Store::Impl::put(const IndexedDocument& d, Prepared prepared) {
  if (!prepared.defect.empty()) return fail(ErrorCode::kCorrupt, std::move(prepared.defect), d.source);
  const std::string text_sha256 = prepared.text_sha256;

  const std::string release = release_of(d.source);
  const bool pubmed = d.reader.starts_with("pubmed@") && !d.document.pmid.empty();
  const std::string record = pubmed ? "pmid:" + d.document.pmid : d.id;  // what PubMed would withdraw it as
  if (!release.empty()) {
    WARRANT_TRY(tombstone, database.prepare(sql::read::tombstone));
    WARRANT_TRY(withdrawn, tombstone.bind(record).step());
    if (withdrawn && release < release_of(tombstone.text(0))) return Change::kUnchanged;
  }
  const auto stored_again = [&]() -> Result<void> {
    WARRANT_CHECK(database.run(sql::write::delete_tombstone, d.id));
    return record == d.id ? Result<void>() : database.run(sql::write::delete_tombstone, record);
  };
  WARRANT_TRY(near, works_near(d.document, d.id));
  bool alone = near.size() <= 1;
  {
    // What this source gave before under the hash of its bytes, when it names no work.
    WARRANT_TRY(unnamed, database.prepare(sql::read::unnamed_of_source));
    unnamed.bind(d.source);
    while (true) {
      WARRANT_TRY(found, unnamed.step());
      if (!found) break;
      if (unnamed.text(1) == d.sha256) continue;
      alone = false;
      near.push_back(unnamed.integer(0));
    }
  }
  if (near.empty()) {
    WARRANT_CHECK(insert(d, std::move(prepared), versions));
    WARRANT_CHECK(stored_again());
    WARRANT_CHECK(record_succession(d, {}));
    return Change::kNew;
  }
  WARRANT_TRY(stored, database.prepare(sql::read::stored_document));
  WARRANT_TRY(exists, stored.bind(d.id).step());
  WARRANT_TRY(several, database.integer(sql::read::has_sources, near.front()));
  const bool same_slot = exists && (stored.text(1) == d.source || stored.text(2) == d.sha256 ||
                                    (!release.empty() && !release_of(stored.text(1)).empty()));
  if (!alone || several != 0 || !same_slot) {
    WARRANT_TRY(change, put_among(d, near));
    if (change != Change::kUnchanged) WARRANT_CHECK(stored_again());
    return change;
  }
  const std::int64_t nr = stored.integer(0);
  const std::int64_t first_sentence = stored.integer(8), sentences = stored.integer(9);
  const std::string source = stored.string(1);
  const bool same_bytes = stored.text(2) == d.sha256;
  const bool same_text = stored.text(7) == text_sha256;
  if (same_bytes && same_text) {
    // The same file under several names keeps the first of them, whichever came first.
    if (d.source < source) WARRANT_CHECK(database.run(sql::write::rename_source, d.source, nr));
    if (stored.text(3) == d.reader && is_current(stored.text(4))) return Change::kUnchanged;
  } else if (const std::string stored_release = release_of(source); !release.empty() && !stored_release.empty()) {
    // Of one file the record that comes last is the newest version.
    if (release < stored_release) return Change::kUnchanged;
  } else if (same_bytes) {
    // The same work twice in one source: the fuller one stays.
    const auto stored_rank = std::tuple(stored.integer(5), stored.integer(6), stored.string(2), stored.string(7));
    const auto new_rank = std::tuple(std::int64_t{d.document.full_text ? 1 : 0},
                                     static_cast<std::int64_t>(d.document.text.size()), d.sha256, text_sha256);
    if (new_rank < stored_rank) return Change::kUnchanged;
  }
  WARRANT_TRY(before, claim_places(nr));
  bool same = same_bytes && same_text;
  if (same_text && !same_bytes && run != 0) {  // other metadata are a change: it may be retracted now
    WARRANT_TRY(old, load(nr));
    same = same_content(d, old);
  }
  if (!same_text) WARRANT_CHECK(keep_version(d.id, nr));
  WARRANT_CHECK(erase(nr, first_sentence, sentences));
  WARRANT_CHECK(insert(d, std::move(prepared), versions));
  WARRANT_CHECK(record_change(d.id, before, d.claims, same));
  return Change::kUpdated;
}

Result<void> Store::Impl::insert(const IndexedDocument& d, Prepared prepared, const std::string& derived_by) {
  const Document& document = d.document;
  const std::int64_t nr = next.document++;
  const std::int64_t first_passage = next.passage;
  const std::int64_t first_sentence = next.sentence;
  WARRANT_CHECK(database.run(
      sql::write::insert_document, nr, d.id, d.source, d.media_type, d.sha256, d.source_bytes, d.reader, derived_by,
      document.pmcid, document.pmid, document.doi, document.nct, document.title, document.year, document.journal,
      pack_strings(document.authors), name_of(document.kind), document.language, document.license,
      document.study_design, document.sample_size, document.review_status, document.updated, document.retraction,
      pack_strings(document.publication_types), pack_strings(document.keywords), pack_strings(document.mesh),
      document.full_text, prepared.title_key, prepared.author_key, document.text.size(), prepared.text_sha256,
      first_passage, document.passages.size(), first_sentence, d.sentences.size(), prepared.checksum));
  WARRANT_CHECK(database.run(sql::write::insert_structure, nr, BlobView{prepared.tables}, BlobView{prepared.anchors},
                             BlobView{prepared.superscripts}, BlobView{prepared.source_runs}));
  std::int64_t ordinal = 0;
  for (const Correction& c : document.corrections)
    WARRANT_CHECK(database.run(sql::write::insert_correction, nr, ordinal++, c.kind, c.doi, c.pmid, c.pmcid, c.note));
  WARRANT_CHECK(insert_parts(nr, d));
  WARRANT_CHECK(insert_texts(nr, d, prepared));
  WARRANT_CHECK(insert_references(nr, document, prepared));
  WARRANT_CHECK(insert_claims(nr, d, prepared));
  WARRANT_CHECK(database.run(sql::write::add_extent, 1, document.passages.size(), d.claims.size()));
  if (d.sentences.empty()) return {};
  pending_bytes += prepared.sentences.bytes() + prepared.rest.bytes();
  pending.push_back({first_sentence, std::move(prepared.sentences), std::move(prepared.rest)});
  return pending_bytes < kMostPending ? Result<void>() : index_pending();
}

Result<void> Store::Impl::insert_parts(std::int64_t nr, const IndexedDocument& d) {
  const Document& document = d.document;
  WARRANT_CHECK(database.insert_rows(
      sql::write::insert_skipped, document.skipped.size(),
      [&](RowSource& row, std::size_t i) { row.set(nr, i, document.skipped[i].what, document.skipped[i].count); }));
  WARRANT_CHECK(database.insert_rows(
      sql::write::insert_short_form, document.short_forms.size(), [&](RowSource& row, std::size_t i) {
        row.set(nr, i, document.short_forms[i].short_form, document.short_forms[i].long_form);
      }));
  std::string examples;
  WARRANT_CHECK(
      database.insert_rows(sql::write::insert_coverage, d.coverage.size(), [&](RowSource& row, std::size_t i) {
        examples = pack(d.coverage[i].examples);
        row.set(nr, d.coverage[i].reason, d.coverage[i].count, BlobView{examples});
      }));
  return database.insert_rows(sql::write::insert_section, document.sections.size(), [&](RowSource& row, std::size_t i) {
    const Section& s = document.sections[i];
    row.set(nr, i, s.title, s.role, s.parent, s.depth);
  });
}

Result<void> Store::Impl::insert_texts(std::int64_t nr, const IndexedDocument& d, const Prepared& prepared) {
  const Document& document = d.document;
  const std::int64_t first_passage = next.passage;
  WARRANT_CHECK(
      database.insert_rows(sql::write::insert_passage, document.passages.size(), [&](RowSource& row, std::size_t i) {
        const Passage& p = document.passages[i];
        row.set(next.passage++, nr, name_of(p.kind), name_of(p.place), p.section, p.table, p.row, p.span.start,
                slice(document.text, p.span));
      }));
  WARRANT_CHECK(
      database.insert_rows(sql::write::insert_sentence, d.sentences.size(), [&](RowSource& row, std::size_t i) {
        const Sentence& s = d.sentences[i];
        const Passage& p = document.passages[static_cast<std::size_t>(s.passage)];
        row.set(next.sentence++, first_passage + s.passage, s.span.start - p.span.start, s.span.size());
      }));
  return database.run(sql::write::insert_sizes, nr, BlobView{prepared.sizes}, prepared.sentence_checksum);
}

Result<void> Store::Impl::insert_references(std::int64_t nr, const Document& document, const Prepared& prepared) {
  std::string authors;
  return database.insert_rows(
      sql::write::insert_reference, document.references.size(), [&](RowSource& row, std::size_t i) {
        const Reference& r = document.references[i];
        authors = pack_strings(r.authors);
        row.set(next.reference++, nr, i, r.key, r.label, r.number, r.number_inferred, r.span.start, r.span.end, authors,
                r.title, r.journal, r.year, r.volume, r.pages, r.doi, r.pmid, r.pmcid, prepared.references[i].title,
                prepared.references[i].author);
      });
}

Result<void> Store::Impl::insert_claims(std::int64_t nr, const IndexedDocument& d, const Prepared& prepared) {
  const std::int64_t first = next.claim;
  std::vector<std::pair<std::size_t, std::size_t>> citations;  // claim, position
  WARRANT_CHECK(database.insert_rows(sql::write::insert_claim, d.claims.size(), [&](RowSource& row, std::size_t i) {
    const Claim& c = d.claims[i];
    row.set(next.claim++, nr, i, c.id, c.kind, c.measure, c.value, c.value_text, symbol_of(c.value_op), c.value_high,
            c.not_reached, c.unit, c.at ? std::optional<double>(c.at->value) : std::nullopt,
            c.at ? std::string_view(c.at->unit) : std::string_view(), c.ci_low, c.ci_high, c.ci_level,
            symbol_of(c.p_op), c.p_value, c.sd, c.se, c.q_low, c.q_high, c.spread, c.n, c.total, c.statistic, c.df,
            c.df2, c.statistic_name, c.outcome, c.subject, c.comparator, c.population, c.analysis, c.direction,
            c.polarity, c.strength, c.negated, c.hedged, c.assumption, name_of(c.place), c.section, c.passage, c.table,
            c.span.start, c.span.end, c.value_span.start, c.value_span.end, c.cited, c.extractor,
            prepared.claim_checksums[i]);
    for (std::size_t k = 0; k < c.citations.size(); ++k) citations.emplace_back(i, k);
  }));
  return database.insert_rows(sql::write::insert_citation, citations.size(), [&](RowSource& row, std::size_t i) {
    const auto [claim, position] = citations[i];
    const ClaimCitation& c = d.claims[claim].citations[position];
    row.set(first + static_cast<std::int64_t>(claim), position, c.anchor, c.marker, c.reference, c.basis);
  });
}

Result<void> Store::Impl::index_pending() {
  if (pending.empty()) return {};
  std::vector<SegmentPart> sentences, rest;
  for (const Pending& p : pending) {
    sentences.push_back({p.first_sentence, &p.sentences});
    rest.push_back({p.first_sentence, &p.rest});
  }
  WARRANT_TRY(added, add_segment(database, kSentenceIndex, sentences));
  if (!added) WARRANT_CHECK(database.run(sql::write::index_sentences, pending.front().first_sentence));
  WARRANT_TRY(rest_added, add_segment(database, kRestIndex, rest));
  if (!rest_added) WARRANT_CHECK(database.run(sql::write::index_rest, pending.front().first_sentence));
  written_pages[0] += added.value_or(0);
  written_pages[1] += rest_added.value_or(0);
  forget_pending();
  return {};
}

void Store::Impl::forget_pending() {
  pending.clear();
  pending_bytes = 0;
}

// Stemming neither joins nor drops tokens, so they are counted without it.
Result<void> Store::Impl::make_counter() {
  if (counter) return {};
  WARRANT_TRY(made, Tokenizer::make(database, Tokenizer::Kind::kPlain));
  counter.emplace(std::move(made));
  return {};
}

Result<void> Store::Impl::erase(std::int64_t nr, std::int64_t first_sentence, std::int64_t sentences) {
  const std::int64_t last = first_sentence + sentences - 1;
  const auto of_this = [&](const Pending& p) { return p.first_sentence == first_sentence; };
  if (sentences > 0 && std::erase_if(pending, of_this) == 0) {
    WARRANT_CHECK(database.run(sql::write::unindex_sentence, first_sentence, last));
    WARRANT_CHECK(database.run(sql::write::unindex_rest, first_sentence, last));
  }
  WARRANT_CHECK(database.run(sql::write::delete_sentences, first_sentence, last));
  WARRANT_CHECK(database.run(sql::write::delete_citations, nr));
  WARRANT_CHECK(database.run(sql::write::delete_claims, nr));
  const std::int64_t claims = database.changed_rows();
  WARRANT_CHECK(database.run(sql::write::delete_passages, nr));
  WARRANT_CHECK(database.run(sql::write::add_extent, -1, -database.changed_rows(), -claims));
  for (std::string_view statement :
       {sql::write::delete_references, sql::write::delete_sections, sql::write::delete_skipped,
        sql::write::delete_coverage, sql::write::delete_short_forms, sql::write::delete_corrections,
        sql::write::delete_structure, sql::write::delete_sizes, sql::write::delete_work_sources,
        sql::write::delete_document})
    WARRANT_CHECK(database.run(statement, nr));
  return {};
}

Result<void> Store::Impl::remove(std::string_view document_id, std::string_view by_source) {
  if (!by_source.empty()) return withdraw_record(document_id, by_source);
  WARRANT_TRY(nr, database.integer(sql::read::document_by_id, document_id));
  if (nr == 0) return fail(ErrorCode::kNotFound, "no such document in the store", std::string(document_id));
  WARRANT_TRY(work, load_work(nr));
  WARRANT_CHECK(record_withdrawal(work.id, work.claims));
  WARRANT_CHECK(erase(work.nr, work.first_sentence, work.sentences));
  for (const WorkSource& source : work.sources)
    WARRANT_CHECK(database.run(sql::write::delete_source, source.document.source));
  return database.run(sql::write::put_tombstone, document_id, utc_now(), by_source);
}

}  // namespace warrant
