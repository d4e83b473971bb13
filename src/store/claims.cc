// Claims as records: filtered, with document, section, quote and citations resolved.
#include <algorithm>
#include <map>

#include "sql.gen.h"
#include "src/store/impl.h"
#include "src/store/pack.h"
#include "src/store/read.h"
#include "src/store/tokenizer.h"

namespace warrant {

// What the claims of one document share; kept while the claims of that document are read one after another.
struct ClaimContext {
  std::int64_t document = 0;
  std::int64_t first_passage = 0;
  DocumentRef ref;
  std::vector<Section> sections;
  std::vector<std::string> table_ids;
  std::vector<ShortForm> short_forms;
  std::map<std::string, ReviewRecord> reviews;  // the last one of each claim
};

Result<void> Store::Impl::enter_document(std::int64_t nr, ClaimContext& context) {
  if (context.document == nr) return {};
  WARRANT_TRY(ref, read_document_ref(database, nr));
  WARRANT_TRY(sections, read_sections(database, nr));
  WARRANT_TRY(first, database.integer(sql::read::first_passage, nr));
  WARRANT_TRY(structure, database.prepare(sql::read::structure));
  WARRANT_TRY(found, structure.bind(nr).step());
  if (!found) return fail(ErrorCode::kCorrupt, "the structure of a document is missing", ref.id);
  WARRANT_TRY(tables, unpack_tables(structure.blob(0)));
  WARRANT_TRY(forms, read_short_forms(database, nr));
  WARRANT_TRY(reviews, reviews_of(nr));
  context = {nr, first, std::move(ref), std::move(sections), {}, std::move(forms), {}};
  for (ReviewRecord& review : reviews)
    if (!review.claim.empty()) context.reviews.insert_or_assign(review.claim, std::move(review));
  for (Table& table : tables)
    context.table_ids.push_back(table.id.empty() ? std::move(table.label) : std::move(table.id));
  return {};
}

namespace {

// True when every word of `words` is among the words of `field` (stems, so "deaths" finds "death").
bool has_words(const Tokenizer& tokenizer, std::string_view field, const std::vector<IndexToken>& words) {
  if (words.empty()) return true;
  const std::vector<IndexToken> present = tokenizer.tokens(field);
  return std::all_of(words.begin(), words.end(), [&](const IndexToken& word) {
    return std::any_of(present.begin(), present.end(),
                       [&](const IndexToken& token) { return token.term == word.term; });
  });
}

}  // namespace

Result<ClaimRecord> Store::Impl::claim_record(std::int64_t nr, ClaimContext& context) {
  ClaimRecord record;
  std::int64_t document = 0;
  WARRANT_TRY(claim, load_claim(nr, &document, nullptr));
  record.claim = std::move(claim);
  const Claim& c = record.claim;
  WARRANT_CHECK(enter_document(document, context));
  record.document = context.ref;
  if (const auto found = context.reviews.find(c.id); found != context.reviews.end()) record.review = found->second;
  record.section = path_of(context.sections, c.section);
  record.long_outcome = written_out(c.outcome, context.short_forms);
  record.long_subject = written_out(c.subject, context.short_forms);
  record.long_comparator = written_out(c.comparator, context.short_forms);
  record.long_population = written_out(c.population, context.short_forms);
  if (c.table >= 0 && static_cast<std::size_t>(c.table) < context.table_ids.size())
    record.table_id = context.table_ids[static_cast<std::size_t>(c.table)];
  {
    WARRANT_TRY(passage, database.prepare(sql::read::passage));
    WARRANT_TRY(found, passage.bind(context.first_passage + c.passage).step());
    const std::string_view text = found ? passage.text(7) : std::string_view();
    const std::uint32_t start = found ? passage.uint32(6) : 0;
    // A quote is shown only when it stands where the claim says.
    if (c.span.start < start || c.span.end < c.span.start || c.span.end - start > text.size())
      return fail(ErrorCode::kCorrupt, "claim " + c.id + " points outside its passage", record.document.id);
    record.quote = std::string(text.substr(c.span.start - start, c.span.size()));
  }
  for (const ClaimCitation& citation : c.citations) {
    CitationRecord shown;
    shown.marker = citation.marker;
    if (citation.reference >= 0) {
      WARRANT_TRY(reference, database.prepare(sql::read::reference_nr));
      WARRANT_TRY(found, reference.bind(document, citation.reference).step());
      if (found) {
        shown.reference = reference.int32(1);
        shown.title = reference.string(2);
        shown.doi = reference.string(3);
        shown.pmid = reference.string(4);
        WARRANT_TRY(target, read_reference_target(database, reference.integer(0)));
        shown.document = std::move(target.document);
      }
    }
    record.citations.push_back(std::move(shown));
  }
  return record;
}

Result<void> Store::claims(const ClaimFilter& filter, const std::function<bool(const ClaimRecord&)>& sink) const {
  if (!filter.verdict.empty()) return {};  // nothing is judged yet
  Database& database = impl_->database;
  WARRANT_TRY(tokenizer, Tokenizer::make(database));
  const std::vector<IndexToken> outcome = tokenizer.tokens(filter.outcome);
  const std::vector<IndexToken> subject = tokenizer.tokens(filter.subject);
  std::vector<std::int64_t> rows;
  {
    const bool by_document = !filter.document.empty();
    const bool by_measure = !by_document && !filter.measure.empty();
    WARRANT_TRY(row, database.prepare(by_document  ? sql::read::claims_of_document
                                      : by_measure ? sql::read::claims_of_measure
                                                   : sql::read::claims_all));
    if (by_document) {
      WARRANT_TRY(nr, impl_->find_document(filter.document));
      row.bind(nr);
    } else if (by_measure) {
      row.bind(filter.measure);
    }
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) break;
      rows.push_back(row.integer(0));
    }
  }
  ClaimContext context;
  std::int64_t given = 0, document = 0, forms_of = 0;
  std::vector<ShortForm> forms;
  // The label as printed, and with the document's short forms written out or its long forms shortened.
  const auto names = [&](const std::string& label, const std::vector<IndexToken>& words) {
    return has_words(tokenizer, label, words) ||
           (!forms.empty() &&
            has_words(tokenizer, label + ' ' + written_out(label, forms) + ' ' + short_forms_of(label, forms), words));
  };
  for (const std::int64_t nr : rows) {
    if (filter.limit >= 0 && given >= filter.limit) break;
    WARRANT_TRY(claim, impl_->load_claim(nr, &document, nullptr));
    if (document != forms_of && (!outcome.empty() || !subject.empty())) {
      WARRANT_TRY(defined, read_short_forms(database, document));
      forms = std::move(defined);
      forms_of = document;
    }
    if ((!filter.measure.empty() && claim.measure != filter.measure) ||
        (!filter.kind.empty() && claim.kind != filter.kind) || (filter.cited && claim.cited != *filter.cited) ||
        !names(claim.outcome, outcome) || !names(claim.subject, subject))
      continue;
    WARRANT_TRY(record, impl_->claim_record(nr, context));
    if (!filter.review.empty() && filter.review != (record.review ? record.review->review.status : "none")) continue;
    ++given;
    if (!sink(record)) break;
  }
  return {};
}

Result<ClaimRecord> Store::claim(std::string_view id) const {
  WARRANT_TRY(nr, impl_->database.integer(sql::read::claim_by_id, id));
  if (nr == 0) return tl::unexpected(impl_->not_here(id));
  ClaimContext context;
  return impl_->claim_record(nr, context);
}

}  // namespace warrant
