// The store: one SQLite file that holds documents, their canonical texts, claims, references and the full-text index.
// No SQL and no sqlite3 type in any signature; all statements stand in queries/, the tables in schema/.
// Public ids in and out ("PMC123", "c:…"); row numbers never leave the store.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/model/claim.h"
#include "src/model/review.h"
#include "src/model/vocabulary.h"
#include "src/store/history.h"
#include "src/store/retrieval.h"
#include "src/store/saved_question.h"

namespace warrant {

struct Prepared;  // src/store/prepare.h

enum class Change { kNew, kUpdated, kUnchanged };

struct ClaimFilter {
  std::string measure, kind, document, verdict;
  std::string outcome, subject;  // words; every one must occur in the field, case and accents folded
  std::optional<bool> cited;
  std::string review;       // one of kReviewStatuses, "none"; "" = any
  std::int64_t limit = -1;  // -1 = all
};

struct StoreStatus {
  std::map<std::string, std::int64_t> documents_by_kind, claims_by_measure, readers, extractors;
  std::map<std::string, std::int64_t> numbers_by_reason;  // Coverage of all documents
  std::int64_t documents = 0, passages = 0, sentences = 0, claims = 0, references = 0, resolved_references = 0;
  std::int64_t text_bytes = 0, file_bytes = 0;
  std::int64_t claims_later = 0;  // documents whose claims are still to be derived (Store::use_versions)
  int schema_version = 0;
  std::string sqlite_version;
};

// One thing `check` found wrong.
struct Problem {
  std::string what;   // "text-hash", "span", "fts", "sqlite"…
  std::string where;  // document or table
  std::string detail;
};

// A file as the file system describes it, without reading it. changed_ns: its status change time (ns since 1970), which
// the kernel sets at every change of content, size or times; 0 = unknown.
struct FileState {
  std::uint64_t bytes = 0;
  std::int64_t changed_ns = 0;
};

class Store {
 public:
  enum class Mode { kRead, kWrite };  // kWrite creates the file and its folders when absent

  // Opens a store. Errors: kNotFound (kRead and no file), kStore (not a warrant store, newer schema, locked, damaged).
  static Result<Store> open(const std::string& path, Mode mode, int busy_timeout_ms = 5000);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // --- writing (Mode::kWrite). Everything between begin() and commit() becomes visible at once or not at all.
  Result<void> begin();
  Result<void> commit();
  Result<void> rollback();
  // Stores one source of a work with all that is derived from it. The same bytes, reader and versions are kUnchanged; a
  // source's new bytes take the place of the old ones, and of PubMed's numbered files the later one wins. Sources of
  // the same work (src/model/work.h) become one document: the fullest gives the text, all give metadata, in any order
  // of arrival. Refuses (kCorrupt) a document whose spans do not fit its text.
  Result<Change> put(const IndexedDocument& document);
  // The same with what Preparer::prepare() made of this very document (src/store/prepare.h), on whatever thread.
  Result<Change> put(const IndexedDocument& document, Prepared prepared);
  // What put() would do, as far as a glance tells; writes nothing.
  Result<Change> foresee(const IndexedDocument& document) const;
  // What derives the stored values now: names and versions of all readers and extractors, in one line. Documents stored
  // under another fingerprint are stored again by put(). Set before the first put. `claims_later`: what is put has no
  // claims yet and is outdated from the start; what has its claims counts as current, whoever derived them.
  void use_versions(std::string fingerprint, bool claims_later = false);
  // Opens the record of a run, in a transaction of its own: what is put and removed until end_run() belongs to it.
  Result<void> begin_run(std::string_view command, std::string_view version, const std::vector<std::string>& inputs);
  // Closes it with its counts (numbers, times and texts of begin_run() are ignored).
  Result<void> end_run(const Run& counts);
  // Marks a source as stored to its end (all its documents were put without an error), in the open transaction.
  Result<void> finished(std::string_view source, std::string_view sha256, FileState file = {});
  // True when exactly these bytes were finished() under this name by current versions: the caller can skip reading
  // them.
  Result<bool> is_current(std::string_view source, std::string_view sha256);
  // True when a file in exactly this state was finished() by current versions: it need not even be read.
  Result<bool> is_current(std::string_view source, FileState file);
  // True when no source was finished() yet: there is nothing to compare with.
  Result<bool> empty();
  // Documents derived by other versions than those of use_versions(), sorted.
  Result<std::vector<std::string>> outdated_ids() const;
  // Takes a document out, with all its sources, leaving a tombstone that says when. kNotFound when there is none.
  // `by_source`: the source that withdraws PubMed's record of it ("pmid:…"); what other sources give of the work stays.
  // Of PubMed's numbered files (pubmed26n0001.xml.gz) the later one counts, in whatever order they come: a withdrawal
  // outlives the records of earlier files, also of works that are not here yet.
  Result<void> remove(std::string_view document_id, std::string_view by_source = {});
  // Stores what somebody says of a claim that is here now (claim, status, by, at and note are given). False when
  // exactly this is stored already. kNotFound when there is no such claim.
  Result<bool> add_review(Review review);
  // Saves a question (JSON) under a name, in place of one of that name, with its answer of now (JSON: AnswerState).
  Result<void> save_question(std::string_view name, std::string_view question, std::string_view answer);
  // What saved questions (by name) are answered after the last run.
  Result<void> record_answers(const std::vector<std::pair<std::string, std::string>>& answers);
  Result<bool> forget_question(std::string_view name);  // false = there was none
  // Stores a vocabulary under a name, in place of one of that name, in a transaction of its own. Returns the number of
  // its names and synonyms.
  Result<std::int64_t> import_vocabulary(std::string_view name, const std::vector<VocabularyTerm>& terms);
  // Takes over from a damaged store what no source can give again: runs and changes, tombstones, vocabularies, and
  // which sources are stored. Returns the tables that could not be read. In a transaction of its own; this store is
  // empty.
  Result<std::vector<std::string>> adopt(const Store& damaged);
  // Index upkeep in bounded steps after commits.
  Result<void> maintain();

  // --- reading. What is not here is kNotFound; the message says when and by what it was withdrawn, if it was.
  Result<DocumentRecord> document(std::string_view id) const;   // also accepts a PMID, DOI or PMCID in other spellings
  Result<DocumentRef> document_ref(std::string_view id) const;  // its short form, which holds what notices say of it
  Result<std::string> text(std::string_view id) const;
  // The text of the older version `number` (1 = the oldest) of a document; DocumentRecord::versions lists them.
  Result<std::string> past_text(std::string_view id, std::int64_t number) const;
  Result<IndexedDocument> load(std::string_view id) const;                     // everything, as it was put
  Result<std::vector<std::string>> document_ids(std::string_view kind) const;  // name_of(DocumentKind); sorted
  // The sources of a work, each as it was put; the one that gives its text first.
  Result<std::vector<IndexedDocument>> sources(std::string_view id) const;
  // The same, but kCorrupt when a text, metadata or structure are not what was put.
  Result<std::vector<IndexedDocument>> sound_sources(std::string_view id) const;
  Result<std::vector<SourceRecord>> source_records(std::string_view id) const;
  Result<std::vector<std::string>> document_ids() const;  // sorted
  Result<void> claims(const ClaimFilter& filter, const std::function<bool(const ClaimRecord&)>& sink) const;
  Result<ClaimRecord> claim(std::string_view id) const;
  // All reviews, of one document (any form of its id) unless "", with where their words are now; by document and claim,
  // the oldest of each first. A review outlives its claim and its document.
  Result<std::vector<ReviewRecord>> reviews(std::string_view document_id) const;
  Result<std::vector<ReferenceRecord>> references(std::string_view document_id) const;
  // Works that documents of the store cite and that are not in it, most cited first (then by title): the entry that
  // tells most of each, with `cited_by`. One work is told by its DOI, PMID or PMCID, else by title and year.
  Result<std::vector<ReferenceRecord>> missing_works(std::int64_t limit) const;
  // The id of the document that a reference names (by DOI, PMID, PMCID, else title, year and first author, if it prints
  // one), or "".
  Result<std::string> work_of(const Reference& reference) const;
  // The other terms of the imported concepts that have this term, names first; case and white space do not matter.
  Result<std::vector<std::string>> synonyms_of(std::string_view term) const;
  Result<std::map<std::string, std::int64_t>> vocabularies() const;  // by name, with their numbers of terms
  Result<StoreStatus> status() const;
  Result<Searched> extent() const;  // how much there is to search, without the work of status()

  Result<std::vector<SavedQuestion>> saved_questions() const;  // by name
  // The last answer recorded when `not_after_run` was the last run, or an earlier one.
  Result<std::optional<SavedAnswer>> saved_answer(std::string_view name, std::int64_t not_after_run) const;
  Result<std::int64_t> last_run() const;  // its number, 0 = none yet

  // All runs, the last one first.
  Result<std::vector<Run>> runs() const;
  // What changed after a run (0 = since the beginning), by document id.
  Result<std::vector<DocumentChange>> changes(std::int64_t since_run) const;

  // Ranked search; see retrieval.h.
  const Retrieval& retrieval() const;

  // Soundness. Not deep: SQLite quick_check and counts. Deep: integrity_check, FTS5 integrity, foreign keys, sha256 of
  // every text, every span equal to its quote. Empty = sound.
  Result<std::vector<Problem>> check(bool deep) const;

  // Canonical NDJSON of everything: sorted, no row numbers, times or machine paths; byte-identical for the same inputs
  // in any order. One line per call.
  Result<void> dump(const std::function<bool(std::string_view line)>& sink) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace warrant
