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
#include <vector>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/model/claim.h"
#include "src/model/vocabulary.h"
#include "src/store/history.h"
#include "src/store/retrieval.h"

namespace warrant {

enum class Change { kNew, kUpdated, kUnchanged };

struct ClaimFilter {
  std::string measure, kind, document, verdict;
  std::string outcome, subject;  // words; every one must occur in the field, case and accents folded
  std::optional<bool> cited;
  std::int64_t limit = -1;  // -1 = all
};

struct StoreStatus {
  std::map<std::string, std::int64_t> documents_by_kind, claims_by_measure, readers, extractors;
  std::map<std::string, std::int64_t> numbers_by_reason;  // Coverage of all documents
  std::int64_t documents = 0, passages = 0, sentences = 0, claims = 0, references = 0, resolved_references = 0;
  std::int64_t text_bytes = 0, file_bytes = 0;
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
  // Stores a document with all that is derived from it, replacing one with the same id. The same source bytes,
  // reader and extractor versions are kUnchanged. Two different sources for one id: the same source name = an update,
  // the newer wins; different names = the fuller one wins (full text, then longer text, then sha256), so that the
  // result does not depend on order. Of two of PubMed's numbered files the later one wins. Refuses (kCorrupt) a document whose spans do not fit its text.
  Result<Change> put(const IndexedDocument& document);
  // What derives the stored values now: names and versions of all readers and extractors, in one line. Documents stored
  // under another fingerprint are stored again by put(). Set before the first put.
  void use_versions(std::string fingerprint);
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
  // Takes a document out, leaving a tombstone that says when. kNotFound when there is none. `by_source`: the source that
  // withdraws it. Of PubMed's numbered files (pubmed26n0001.xml.gz) the later one counts, in whatever order they come:
  // a withdrawal outlives the records of earlier files, also of works that are not here yet.
  Result<void> remove(std::string_view document_id, std::string_view by_source = {});
  // Stores a vocabulary under a name, in place of one of that name, in a transaction of its own. Returns the number of
  // its names and synonyms.
  Result<std::int64_t> import_vocabulary(std::string_view name, const std::vector<VocabularyTerm>& terms);
  // Takes over from a damaged store what no source can give again: runs and changes, tombstones, vocabularies, and which
  // sources are stored. Returns the tables that could not be read. In a transaction of its own; this store is empty.
  Result<std::vector<std::string>> adopt(const Store& damaged);
  // Index upkeep in bounded steps after commits.
  Result<void> maintain();

  // --- reading
  Result<DocumentRecord> document(std::string_view id) const;  // also accepts a PMID, DOI or PMCID in other spellings
  Result<std::string> text(std::string_view id) const;
  Result<IndexedDocument> load(std::string_view id) const;  // everything, as it was put
  Result<std::vector<std::string>> document_ids(std::string_view kind) const;  // name_of(DocumentKind); sorted
  // load(), but kCorrupt when the text, metadata or structure are not what was put.
  Result<IndexedDocument> load_sound(std::string_view id) const;
  Result<std::string> source_of(std::string_view id) const;  // the name of the source a document came from
  Result<std::vector<std::string>> document_ids() const;     // sorted
  Result<void> claims(const ClaimFilter& filter, const std::function<bool(const ClaimRecord&)>& sink) const;
  Result<ClaimRecord> claim(std::string_view id) const;
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
