// Storing and removing documents. Row numbers are given out here, so that no insert has to look anything up, and the
// rows of a document's passages and sentences are contiguous: a document is a range of rows for the full-text index.
#include <algorithm>

#include <fmt/format.h>

#include "sql.gen.h"
#include "src/base/clock.h"
#include "src/base/digest.h"
#include "src/store/checksum.h"
#include "src/store/impl.h"
#include "src/store/keys.h"
#include "src/store/pack.h"
#include "src/store/sentence_table.h"

namespace warrant {
namespace {

template <typename List>
bool has_index(const List& list, std::int32_t index) {
  return index >= -1 && index < static_cast<std::int32_t>(list.size());
}

// What is wrong with the derived parts, or "".
std::string defect_of_derived(const IndexedDocument& d) {
  const Document& document = d.document;
  if (d.id.empty()) return "no id";
  std::int32_t passage = 0;
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < d.sentences.size(); ++i) {
    const Sentence& s = d.sentences[i];
    if (s.passage < passage || s.passage >= static_cast<std::int32_t>(document.passages.size()) || s.span.start < end ||
        s.span.end < s.span.start || !document.passages[static_cast<std::size_t>(s.passage)].span.contains(s.span))
      return fmt::format("sentence {} is out of order or outside its passage", i);
    passage = s.passage;
    end = s.span.end;
  }
  for (const Claim& c : d.claims) {
    if (c.passage < 0 || !has_index(document.passages, c.passage) ||
        !document.passages[static_cast<std::size_t>(c.passage)].span.contains(c.span) || c.span.empty() ||
        !c.span.contains(c.value_span) || c.value_span.end < c.value_span.start)
      return fmt::format("claim {} has a span outside its passage", c.id);
    if (c.id.empty()) return fmt::format("claim at {} has no id", c.span.start);
    if (!has_index(document.sections, c.section) || !has_index(document.tables, c.table))
      return fmt::format("claim {} names no section or table", c.id);
    for (const ClaimCitation& citation : c.citations)
      if (!has_index(document.references, citation.reference) || !has_index(document.anchors, citation.anchor))
        return fmt::format("claim {} cites what is not there", c.id);
  }
  return "";
}

}  // namespace

Result<void> Store::Impl::load_next_rows() {
  WARRANT_TRY(rows, database.prepare(sql::read::next_rows));
  WARRANT_TRY(found, rows.step());
  if (!found) return fail(ErrorCode::kStore, "no row numbers");
  next = {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)};
  return {};
}

Result<Change> Store::Impl::put(const IndexedDocument& d) {
  std::string defect = defect_of(d.document);
  if (defect.empty()) defect = defect_of_derived(d);
  if (!defect.empty()) return fail(ErrorCode::kCorrupt, std::move(defect), d.source);
  const std::string text_sha256 = sha256_hex(d.document.text);

  WARRANT_TRY(stored, database.prepare(sql::read::stored_document));
  WARRANT_TRY(exists, stored.bind(d.id).step());
  const std::string release = release_of(d.source);
  if (!exists) {
    if (!release.empty()) {
      WARRANT_TRY(tombstone, database.prepare(sql::read::tombstone));
      WARRANT_TRY(withdrawn, tombstone.bind(d.id).step());
      if (withdrawn && release < release_of(tombstone.text(0))) return Change::kUnchanged;
    }
    WARRANT_CHECK(insert(d, text_sha256));
    WARRANT_CHECK(database.run(sql::write::delete_tombstone, d.id));
    if (run != 0) WARRANT_CHECK(database.run(sql::write::insert_document_change, run, d.id, "new"));
    return Change::kNew;
  }
  const std::int64_t nr = stored.integer(0);
  const std::int64_t first_sentence = stored.integer(8), sentences = stored.integer(9);
  const std::string source = stored.string(1);
  const bool same_bytes = stored.text(2) == d.sha256;
  const bool same_text = stored.text(7) == text_sha256;
  if (same_bytes && same_text) {
    // The same file under several names keeps the first of them, whichever came first.
    if (d.source < source) WARRANT_CHECK(database.run(sql::write::rename_source, d.source, nr));
    if (stored.text(3) == d.reader && stored.text(4) == versions) return Change::kUnchanged;
  } else if (const std::string stored_release = release_of(source); !release.empty() && !stored_release.empty()) {
    // Of one file the record that comes last is the newest version.
    if (release < stored_release) return Change::kUnchanged;
  } else if (source != d.source || same_bytes) {
    // Another source of the same work, or the same work twice in one source: the fuller one stays.
    const auto stored_rank = std::tuple(stored.integer(5), stored.integer(6), stored.string(2), stored.string(7));
    const auto new_rank = std::tuple(std::int64_t{d.document.full_text ? 1 : 0},
                                     static_cast<std::int64_t>(d.document.text.size()), d.sha256, text_sha256);
    if (new_rank < stored_rank) return Change::kUnchanged;
  }
  WARRANT_TRY(before, claim_places(nr));
  WARRANT_CHECK(erase(nr, first_sentence, sentences));
  WARRANT_CHECK(insert(d, text_sha256));
  WARRANT_CHECK(record_change(d.id, before, d.claims, same_text));
  return Change::kUpdated;
}

Result<void> Store::Impl::insert(const IndexedDocument& d, const std::string& text_sha256) {
  const Document& document = d.document;
  const std::int64_t nr = next.document++;
  const std::int64_t first_passage = next.passage;
  const std::int64_t first_sentence = next.sentence;
  WARRANT_CHECK(database.run(
      sql::write::insert_document, nr, d.id, d.source, d.media_type, d.sha256, d.source_bytes, d.reader, versions,
      document.pmcid, document.pmid, document.doi, document.nct, document.title, document.year, document.journal,
      pack_strings(document.authors), name_of(document.kind), document.language, document.license,
      document.study_design, document.sample_size, document.review_status, document.updated, document.retraction,
      pack_strings(document.publication_types), pack_strings(document.keywords), pack_strings(document.mesh),
      document.full_text, title_key(document.title), author_key(document.authors), document.text.size(), text_sha256,
      first_passage, document.passages.size(), first_sentence, d.sentences.size(), checksum_of(d)));
  WARRANT_CHECK(database.run(sql::write::insert_structure, nr, BlobView{pack(document.tables)},
                             BlobView{pack(document.anchors)}, BlobView{pack(document.superscripts)},
                             BlobView{pack(document.source_runs)}));
  std::int64_t ordinal = 0;
  for (const Correction& c : document.corrections)
    WARRANT_CHECK(database.run(sql::write::insert_correction, nr, ordinal++, c.kind, c.doi, c.pmid, c.pmcid, c.note));
  ordinal = 0;
  for (const SkipCount& s : document.skipped)
    WARRANT_CHECK(database.run(sql::write::insert_skipped, nr, ordinal++, s.what, s.count));
  ordinal = 0;
  for (const ShortForm& s : document.short_forms)
    WARRANT_CHECK(database.run(sql::write::insert_short_form, nr, ordinal++, s.short_form, s.long_form));
  for (const Coverage& c : d.coverage)
    WARRANT_CHECK(database.run(sql::write::insert_coverage, nr, c.reason, c.count, BlobView{pack(c.examples)}));
  ordinal = 0;
  for (const Section& s : document.sections)
    WARRANT_CHECK(database.run(sql::write::insert_section, nr, ordinal++, s.title, s.role, s.parent, s.depth));

  {
    WARRANT_TRY(insert_passage, database.prepare(sql::write::insert_passage));
    for (const Passage& p : document.passages)
      WARRANT_CHECK(insert_passage.run(next.passage++, nr, name_of(p.kind), name_of(p.place), p.section, p.table, p.row,
                                       p.span.start, slice(document.text, p.span)));
    WARRANT_TRY(insert_sentence, database.prepare(sql::write::insert_sentence));
    WARRANT_TRY(index_sentence, database.prepare(sql::write::index_sentence));
    WARRANT_TRY(index_rest, database.prepare(sql::write::index_rest));
    WARRANT_CHECK(make_counter());
    std::string sizes;
    const std::vector<Traits> traits = traits_of(document, d.sentences, own_results(d.claims));
    for (const Sentence& s : d.sentences) {
      const Passage& p = document.passages[static_cast<std::size_t>(s.passage)];
      const std::int64_t id = next.sentence++;
      WARRANT_CHECK(insert_sentence.run(id, first_passage + s.passage, s.span.start - p.span.start, s.span.size()));
      const std::string_view words = slice(document.text, s.span);
      WARRANT_CHECK((is_rest(p.place) ? index_rest : index_sentence).run(id, words));
      append_size(sizes, counter->count(words), traits[static_cast<std::size_t>(id - first_sentence)]);
    }
    WARRANT_CHECK(database.run(sql::write::insert_sizes, nr, BlobView{sizes}, checksum_of(d.sentences)));
  }
  {
    WARRANT_TRY(insert_reference, database.prepare(sql::write::insert_reference));
    ordinal = 0;
    for (const Reference& r : document.references)
      WARRANT_CHECK(insert_reference.run(next.reference++, nr, ordinal++, r.key, r.label, r.number, r.number_inferred,
                                         r.span.start, r.span.end, pack_strings(r.authors), r.title, r.journal, r.year,
                                         r.volume, r.pages, r.doi, r.pmid, r.pmcid, title_key(r.title),
                                         author_key(r.authors)));
  }
  WARRANT_TRY(insert_claim, database.prepare(sql::write::insert_claim));
  WARRANT_TRY(insert_citation, database.prepare(sql::write::insert_citation));
  ordinal = 0;
  for (const Claim& c : d.claims) {
    const std::int64_t claim = next.claim++;
    const std::optional<double> at_value = c.at ? std::optional<double>(c.at->value) : std::nullopt;
    WARRANT_CHECK(insert_claim.run(
        claim, nr, ordinal++, c.id, c.kind, c.measure, c.value, c.value_text, symbol_of(c.value_op), c.value_high,
        c.not_reached, c.unit, at_value, c.at ? c.at->unit : std::string(), c.ci_low, c.ci_high, c.ci_level,
        symbol_of(c.p_op), c.p_value, c.sd, c.se, c.q_low, c.q_high, c.spread, c.n, c.total, c.statistic, c.df, c.df2,
        c.statistic_name, c.outcome, c.subject, c.comparator, c.population, c.analysis, c.direction, c.polarity,
        c.strength, c.negated, c.hedged, c.assumption, name_of(c.place), c.section, c.passage, c.table, c.span.start,
        c.span.end, c.value_span.start, c.value_span.end, c.cited, c.extractor, checksum_of(c, document.text)));
    std::int64_t position = 0;
    for (const ClaimCitation& citation : c.citations)
      WARRANT_CHECK(
          insert_citation.run(claim, position++, citation.anchor, citation.marker, citation.reference, citation.basis));
  }
  return {};
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
  WARRANT_CHECK(database.run(sql::write::unindex_sentence, first_sentence, last));
  WARRANT_CHECK(database.run(sql::write::unindex_rest, first_sentence, last));
  WARRANT_CHECK(database.run(sql::write::delete_sentences, first_sentence, last));
  for (std::string_view statement :
       {sql::write::delete_citations, sql::write::delete_claims, sql::write::delete_references,
        sql::write::delete_passages, sql::write::delete_sections, sql::write::delete_skipped,
        sql::write::delete_coverage, sql::write::delete_short_forms, sql::write::delete_corrections,
        sql::write::delete_structure, sql::write::delete_sizes, sql::write::delete_document})
    WARRANT_CHECK(database.run(statement, nr));
  return {};
}

Result<void> Store::Impl::remove(std::string_view document_id, std::string_view by_source) {
  WARRANT_TRY(stored, database.prepare(sql::read::stored_document));
  WARRANT_TRY(exists, stored.bind(document_id).step());
  const std::string release = release_of(by_source);
  const std::string source = exists ? stored.string(1) : "";
  const bool came_back = exists && !release.empty() && release < release_of(source);
  if (!exists && !release.empty()) {
    WARRANT_TRY(tombstone, database.prepare(sql::read::tombstone));
    WARRANT_TRY(known, tombstone.bind(document_id).step());
    if (!known || release_of(tombstone.text(0)) < release)
      WARRANT_CHECK(database.run(sql::write::put_tombstone, document_id, utc_now(), by_source));
  }
  if (!exists || came_back)
    return fail(ErrorCode::kNotFound, "no such document in the store", std::string(document_id));
  if (run != 0) {
    WARRANT_TRY(claims, claim_places(stored.integer(0)));
    for (const ClaimPlace& claim : claims)
      WARRANT_CHECK(database.run(sql::write::insert_claim_change, run, document_id, claim.id, "withdrawn"));
    WARRANT_CHECK(database.run(sql::write::insert_document_change, run, document_id, "withdrawn"));
  }
  WARRANT_CHECK(erase(stored.integer(0), stored.integer(8), stored.integer(9)));
  WARRANT_CHECK(database.run(sql::write::delete_source, source));
  return database.run(sql::write::put_tombstone, document_id, utc_now(), by_source);
}

}  // namespace warrant
