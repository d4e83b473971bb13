// Reading documents, claims and references back as the values that were put.
#include <fmt/format.h>

#include "sql.gen.h"
#include "src/base/text.h"
#include "src/store/impl.h"
#include "src/store/keys.h"
#include "src/store/pack.h"
#include "src/store/read.h"

namespace warrant {
namespace {

// Runs `each` for every row.
template <typename Each>
Result<void> for_rows(Statement& statement, Each each) {
  while (true) {
    WARRANT_TRY(row, statement.step());
    if (!row) return {};
    each();
  }
}

}  // namespace

Result<std::int64_t> Store::Impl::find_document(std::string_view id) {
  const Identifier other = parse_identifier(id);
  const std::pair<std::string_view, std::string> tries[] = {{sql::read::document_by_id, std::string(trim(id))},
                                                            {sql::read::document_by_pmcid, other.pmcid},
                                                            {sql::read::document_by_pmid, other.pmid},
                                                            {sql::read::document_by_doi, other.doi}};
  for (const auto& [sql, value] : tries) {
    if (value.empty()) continue;
    WARRANT_TRY(nr, database.integer(sql, value));
    if (nr != 0) return nr;
  }
  const std::string given(trim(id));
  WARRANT_TRY(nr, database.integer(sql::read::work_of_id, given, given));
  if (nr != 0) return nr;
  return tl::unexpected(not_here(id));
}

Result<DocumentRef> Store::Impl::document_ref(std::int64_t nr) { return read_document_ref(database, nr); }

Result<DocumentRef> read_document_ref(Database& database, std::int64_t nr) {
  WARRANT_TRY(row, database.prepare(sql::read::document_ref));
  WARRANT_TRY(found, row.bind(nr).step());
  if (!found) return fail(ErrorCode::kCorrupt, fmt::format("document row {} is missing", nr), database.path());
  DocumentRef ref;
  ref.id = row.string(0);
  ref.pmcid = row.string(1);
  ref.pmid = row.string(2);
  ref.doi = row.string(3);
  ref.title = row.string(4);
  ref.source = row.string(5);
  ref.year = row.int32(6);
  ref.kind = row.string(7);
  ref.retraction = row.string(8);
  return ref;
}

Result<std::vector<ShortForm>> read_short_forms(Database& database, std::int64_t nr) {
  std::vector<ShortForm> forms;
  WARRANT_TRY(row, database.prepare(sql::read::short_forms));
  row.bind(nr);
  WARRANT_CHECK(for_rows(row, [&] { forms.push_back({row.string(0), row.string(1)}); }));
  return forms;
}

Result<std::vector<Coverage>> read_coverage(Database& database, std::int64_t nr) {
  std::vector<Coverage> coverage;
  WARRANT_TRY(row, database.prepare(sql::read::coverage));
  row.bind(nr);
  while (true) {
    WARRANT_TRY(found, row.step());
    if (!found) return coverage;
    WARRANT_TRY(examples, unpack_spans(row.blob(2)));
    coverage.push_back({row.string(0), row.uint32(1), std::move(examples)});
  }
}

Result<std::vector<Section>> read_sections(Database& database, std::int64_t nr) {
  std::vector<Section> sections;
  WARRANT_TRY(row, database.prepare(sql::read::sections));
  row.bind(nr);
  WARRANT_CHECK(for_rows(row, [&] { sections.push_back({row.string(0), row.string(1), row.int32(2), row.int32(3)}); }));
  return sections;
}

std::vector<std::string> path_of(const std::vector<Section>& sections, std::int32_t section) {
  std::vector<std::string> path;
  while (section >= 0 && static_cast<std::size_t>(section) < sections.size() && path.size() < sections.size()) {
    path.insert(path.begin(), sections[static_cast<std::size_t>(section)].title);
    section = sections[static_cast<std::size_t>(section)].parent;
  }
  return path;
}

// The columns of queries/read/references.sql from `column` on.
Reference reference_from(const Statement& row, int column) {
  Reference r;
  r.key = row.string(column);
  r.label = row.string(column + 1);
  r.number = row.int32(column + 2);
  r.number_inferred = row.integer(column + 3) != 0;
  r.span = {row.uint32(column + 4), row.uint32(column + 5)};
  r.authors = unpack_strings(row.text(column + 6));
  r.title = row.string(column + 7);
  r.journal = row.string(column + 8);
  r.year = row.int32(column + 9);
  r.volume = row.string(column + 10);
  r.pages = row.string(column + 11);
  r.doi = row.string(column + 12);
  r.pmid = row.string(column + 13);
  r.pmcid = row.string(column + 14);
  return r;
}

namespace {

Claim claim_from(const Statement& row, int column) {
  Claim c;
  c.id = row.string(column++);
  c.kind = row.string(column++);
  c.measure = row.string(column++);
  c.value = row.optional_real(column++);
  c.value_text = row.string(column++);
  c.value_op = operator_from(row.text(column++)).value_or(Operator::kNone);
  c.value_high = row.optional_real(column++);
  c.not_reached = row.integer(column++) != 0;
  c.unit = row.string(column++);
  if (!row.is_null(column)) c.at = TimePoint{row.real(column), row.string(column + 1)};
  column += 2;
  c.ci_low = row.optional_real(column++);
  c.ci_high = row.optional_real(column++);
  c.ci_level = row.optional_real(column++);
  c.p_op = operator_from(row.text(column++)).value_or(Operator::kNone);
  c.p_value = row.optional_real(column++);
  c.sd = row.optional_real(column++);
  c.se = row.optional_real(column++);
  c.q_low = row.optional_real(column++);
  c.q_high = row.optional_real(column++);
  c.spread = row.string(column++);
  c.n = row.optional_real(column++);
  c.total = row.optional_real(column++);
  c.statistic = row.optional_real(column++);
  c.df = row.optional_real(column++);
  c.df2 = row.optional_real(column++);
  c.statistic_name = row.string(column++);
  c.outcome = row.string(column++);
  c.subject = row.string(column++);
  c.comparator = row.string(column++);
  c.population = row.string(column++);
  c.analysis = row.string(column++);
  c.direction = row.string(column++);
  c.polarity = row.string(column++);
  c.strength = row.string(column++);
  c.negated = row.integer(column++) != 0;
  c.hedged = row.integer(column++) != 0;
  c.assumption = row.integer(column++) != 0;
  c.place = place_from(row.text(column++)).value_or(Place::kBody);
  c.section = row.int32(column++);
  c.passage = row.int32(column++);
  c.table = row.int32(column++);
  c.span.start = row.uint32(column++);
  c.span.end = row.uint32(column++);
  c.value_span.start = row.uint32(column++);
  c.value_span.end = row.uint32(column++);
  c.cited = row.integer(column++) != 0;
  c.extractor = row.string(column);
  return c;
}

constexpr int kClaimColumns = 48;  // from id to extractor, in claim_from

}  // namespace

Result<Claim> Store::Impl::load_claim(std::int64_t nr, std::int64_t* document, std::int64_t* checksum) {
  WARRANT_TRY(row, database.prepare(sql::read::claim));
  WARRANT_TRY(found, row.bind(nr).step());
  if (!found) return fail(ErrorCode::kCorrupt, fmt::format("claim row {} is missing", nr), database.path());
  if (document != nullptr) *document = row.integer(0);
  Claim claim = claim_from(row, 1);
  if (checksum != nullptr) *checksum = row.integer(1 + kClaimColumns);
  WARRANT_TRY(citations, database.prepare(sql::read::claim_citations));
  citations.bind(nr);
  WARRANT_CHECK(for_rows(citations, [&] {
    claim.citations.push_back({citations.int32(0), citations.string(1), citations.int32(2), citations.string(3)});
  }));
  return claim;
}

Result<IndexedDocument> Store::Impl::load(std::int64_t nr) {
  IndexedDocument d;
  Document& document = d.document;
  std::int64_t first_passage = 0, first_sentence = 0, sentences = 0;
  {
    WARRANT_TRY(row, database.prepare(sql::read::document_row));
    WARRANT_TRY(found, row.bind(nr).step());
    if (!found) return fail(ErrorCode::kCorrupt, fmt::format("document row {} is missing", nr), database.path());
    int column = 0;
    d.id = row.string(column++);
    d.source = row.string(column++);
    d.media_type = row.string(column++);
    d.sha256 = row.string(column++);
    d.source_bytes = static_cast<std::uint64_t>(row.integer(column++));
    d.reader = row.string(column++);
    ++column;  // versions
    document.pmcid = row.string(column++);
    document.pmid = row.string(column++);
    document.doi = row.string(column++);
    document.nct = row.string(column++);
    document.title = row.string(column++);
    document.year = row.int32(column++);
    document.journal = row.string(column++);
    document.authors = unpack_strings(row.text(column++));
    document.kind = document_kind_from(row.text(column++)).value_or(DocumentKind::kArticle);
    document.language = row.string(column++);
    document.license = row.string(column++);
    document.study_design = row.string(column++);
    document.sample_size = row.int32(column++);
    document.review_status = row.string(column++);
    document.updated = row.string(column++);
    document.retraction = row.string(column++);
    document.publication_types = unpack_strings(row.text(column++));
    document.keywords = unpack_strings(row.text(column++));
    document.mesh = unpack_strings(row.text(column++));
    document.full_text = row.integer(column++) != 0;
    column += 2;  // title_key, author_key
    document.text.reserve(static_cast<std::size_t>(row.integer(column++)));
    ++column;  // text_sha256
    first_passage = row.integer(column++);
    ++column;  // passages
    first_sentence = row.integer(column++);
    sentences = row.integer(column);
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::passages));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] {
      Passage p;
      p.kind = passage_kind_from(row.text(1)).value_or(PassageKind::kOther);
      p.place = place_from(row.text(2)).value_or(Place::kBody);
      p.section = row.int32(3);
      p.table = row.int32(4);
      p.row = row.int32(5);
      p.span.start = row.uint32(6);
      const std::string_view text = row.text(7);
      p.span.end = p.span.start + static_cast<std::uint32_t>(text.size());
      document.text += text;
      document.text += '\n';
      document.passages.push_back(p);
    }));
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::sentences));
    row.bind(first_sentence, first_sentence + sentences - 1);
    d.sentences.reserve(static_cast<std::size_t>(sentences));
    WARRANT_CHECK(for_rows(row, [&] {
      const std::int64_t passage = row.integer(1) - first_passage;
      if (passage < 0 || passage >= static_cast<std::int64_t>(document.passages.size())) return;
      const std::uint32_t start = document.passages[static_cast<std::size_t>(passage)].span.start + row.uint32(2);
      d.sentences.push_back({static_cast<std::int32_t>(passage), {start, start + row.uint32(3)}});
    }));
  }
  WARRANT_TRY(sections, read_sections(database, nr));
  document.sections = std::move(sections);
  {
    WARRANT_TRY(row, database.prepare(sql::read::structure));
    WARRANT_TRY(found, row.bind(nr).step());
    if (!found) return fail(ErrorCode::kCorrupt, "the structure of a document is missing", d.id);
    WARRANT_TRY(tables, unpack_tables(row.blob(0)));
    WARRANT_TRY(anchors, unpack_anchors(row.blob(1)));
    WARRANT_TRY(superscripts, unpack_spans(row.blob(2)));
    WARRANT_TRY(runs, unpack_source_runs(row.blob(3)));
    document.tables = std::move(tables);
    document.anchors = std::move(anchors);
    document.superscripts = std::move(superscripts);
    document.source_runs = std::move(runs);
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::corrections));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] {
      document.corrections.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)});
    }));
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::skipped));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] { document.skipped.push_back({row.string(0), row.uint32(1)}); }));
  }
  WARRANT_TRY(short_forms, read_short_forms(database, nr));
  document.short_forms = std::move(short_forms);
  WARRANT_TRY(coverage, read_coverage(database, nr));
  d.coverage = std::move(coverage);
  {
    WARRANT_TRY(row, database.prepare(sql::read::references));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] { document.references.push_back(reference_from(row, 1)); }));
  }
  {
    WARRANT_TRY(claims, database.integer(sql::read::claim_count, nr));
    d.claims.reserve(static_cast<std::size_t>(claims));
    WARRANT_TRY(row, database.prepare(sql::read::document_claims));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] { d.claims.push_back(claim_from(row, 0)); }));
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::document_citations));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] {
      if (const auto claim = static_cast<std::size_t>(row.integer(0)); claim < d.claims.size())
        d.claims[claim].citations.push_back({row.int32(1), row.string(2), row.int32(3), row.string(4)});
    }));
  }
  return d;
}

Result<std::string> Store::work_of(const Reference& r) const {
  WARRANT_TRY(row, impl_->database.prepare(sql::read::work_of_reference));
  WARRANT_TRY(found, row.bind(r.doi, r.pmid, r.pmcid, title_key(r.title), r.year, author_key(r.authors)).step());
  return found ? row.string(0) : std::string();
}

namespace {

// Some words of the line that holds `span`, cut at blanks.
std::string words_around(std::string_view text, ByteSpan span) {
  constexpr std::size_t kReach = 70;
  std::size_t from = text.rfind('\n', span.start) + 1, to = std::min(text.find('\n', span.end), text.size());
  if (span.start == 0) from = 0;
  if (span.start - from > kReach) from = std::min<std::size_t>(text.find(' ', span.start - kReach) + 1, span.start);
  if (to - span.end > kReach) to = std::max<std::size_t>(text.rfind(' ', span.end + kReach), span.end);
  return std::string(text.substr(from, to - from));
}

}  // namespace

Result<DocumentRef> Store::document_ref(std::string_view id) const {
  WARRANT_TRY(nr, impl_->find_document(id));
  return impl_->document_ref(nr);
}

Result<DocumentRecord> Store::document(std::string_view id) const {
  Database& database = impl_->database;
  WARRANT_TRY(nr, impl_->find_document(id));
  DocumentRecord record;
  WARRANT_TRY(ref, impl_->document_ref(nr));
  record.ref = std::move(ref);
  {
    WARRANT_TRY(row, database.prepare(sql::read::document_row));
    WARRANT_TRY(found, row.bind(nr).step());
    if (!found) return fail(ErrorCode::kCorrupt, "the document row is missing", record.ref.id);
    record.media_type = row.string(2);
    record.sha256 = row.string(3);
    record.reader = row.string(5);
    record.journal = row.string(13);
    record.authors = unpack_strings(row.text(14));
    record.language = row.string(16);
    record.license = row.string(17);
    record.study_design = row.string(18);
    record.sample_size = row.int32(19);
    record.review_status = row.string(20);
    record.updated = row.string(21);
    record.nct = row.string(10);
    record.publication_types = unpack_strings(row.text(23));
    record.keywords = unpack_strings(row.text(24));
    record.mesh = unpack_strings(row.text(25));
    record.passages = row.integer(32);
    record.sentences = row.integer(34);
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::document_counts));
    WARRANT_TRY(found, row.bind(nr).step());
    if (found) {
      record.claims = row.integer(0);
      record.references = row.integer(1);
      record.cited_by = row.integer(2);
      record.cites_in_store = row.integer(3);
    }
  }
  {
    WARRANT_TRY(row, database.prepare(sql::read::corrections));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] {
      record.corrections.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)});
    }));
  }
  WARRANT_TRY(sources, impl_->source_records(nr));
  record.sources = std::move(sources);
  {
    WARRANT_TRY(row, database.prepare(sql::read::past_versions));
    row.bind(record.ref.id);
    WARRANT_CHECK(for_rows(row, [&] {
      record.versions.push_back({row.integer(0), row.string(1), row.string(2), row.string(3), row.string(4)});
    }));
  }
  WARRANT_TRY(row, database.prepare(sql::read::skipped));
  row.bind(nr);
  WARRANT_CHECK(for_rows(row, [&] { record.skipped.push_back({row.string(0), row.uint32(1)}); }));
  WARRANT_TRY(coverage, read_coverage(database, nr));
  WARRANT_TRY(whole, text(id));
  for (const Coverage& c : coverage) {
    DocumentRecord::Covered& shown = record.coverage.emplace_back();
    shown.reason = c.reason;
    shown.count = c.count;
    for (const ByteSpan span : c.examples)
      if (span.end <= whole.size()) shown.examples.push_back({span, words_around(whole, span)});
  }
  return record;
}

Result<std::string> Store::text(std::string_view id) const {
  WARRANT_TRY(nr, impl_->find_document(id));
  WARRANT_TRY(row, impl_->database.prepare(sql::read::passages));
  row.bind(nr);
  std::string text;
  WARRANT_CHECK(for_rows(row, [&] {
    text += row.text(7);
    text += '\n';
  }));
  return text;
}

Result<std::string> Store::past_text(std::string_view id, std::int64_t number) const {
  WARRANT_TRY(nr, impl_->find_document(id));
  WARRANT_TRY(ref, impl_->document_ref(nr));
  WARRANT_TRY(row, impl_->database.prepare(sql::read::past_text));
  WARRANT_TRY(found, row.bind(ref.id, number - 1).step());
  if (!found || number < 1)
    return fail(ErrorCode::kNotFound, fmt::format("there is no older version {}", number), ref.id);
  return row.string(0);
}

Result<IndexedDocument> Store::load(std::string_view id) const {
  WARRANT_TRY(nr, impl_->find_document(id));
  return impl_->load(nr);
}

Result<std::vector<std::string>> Store::document_ids() const {
  WARRANT_TRY(row, impl_->database.prepare(sql::read::document_ids));
  std::vector<std::string> ids;
  WARRANT_CHECK(for_rows(row, [&] { ids.push_back(row.string(0)); }));
  return ids;
}

Result<std::vector<std::string>> Store::document_ids(std::string_view kind) const {
  WARRANT_TRY(row, impl_->database.prepare(sql::read::document_ids_of_kind));
  row.bind(kind);
  std::vector<std::string> ids;
  WARRANT_CHECK(for_rows(row, [&] { ids.push_back(row.string(0)); }));
  return ids;
}

Result<std::vector<ReferenceRecord>> Store::references(std::string_view document_id) const {
  Database& database = impl_->database;
  WARRANT_TRY(nr, impl_->find_document(document_id));
  WARRANT_TRY(ref, impl_->document_ref(nr));
  WARRANT_TRY(text, this->text(ref.id));
  std::vector<ReferenceRecord> records;
  std::vector<std::int64_t> rows;
  {
    WARRANT_TRY(row, database.prepare(sql::read::references));
    row.bind(nr);
    WARRANT_CHECK(for_rows(row, [&] {
      rows.push_back(row.integer(0));
      ReferenceRecord record;
      record.citing = ref;
      record.reference = reference_from(row, 1);
      if (record.reference.span.end <= text.size() && record.reference.span.start <= record.reference.span.end)
        record.text = std::string(slice(text, record.reference.span));
      records.push_back(std::move(record));
    }));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    WARRANT_TRY(target, read_reference_target(database, rows[i]));
    records[i].document = std::move(target.document);
    records[i].basis = std::move(target.basis);
  }
  return records;
}

Result<ReferenceTarget> read_reference_target(Database& database, std::int64_t reference) {
  ReferenceTarget target;
  WARRANT_TRY(row, database.prepare(sql::read::reference_target));
  WARRANT_TRY(found, row.bind(reference).step());
  if (!found) return target;
  target.basis = row.string(1);
  WARRANT_TRY(ref, read_document_ref(database, row.integer(0)));
  target.document = std::move(ref.id);
  return target;
}

}  // namespace warrant
