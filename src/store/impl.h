// What stands behind Store; shared by the files that implement it (store, write, read, dump, check).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/claim.h"
#include "src/store/prepare.h"
#include "src/store/sqlite.h"
#include "src/store/store.h"
#include "src/store/tokenizer.h"

namespace warrant {

// What the versions of a document begin with whose claims are still to be derived.
inline constexpr std::string_view kClaimsLater = "claims later, ";

// A claim of a stored document and where it stands.
struct ClaimPlace {
  std::string id;
  std::uint32_t start = 0;
  std::string words = {};  // claim_words(); of works only
};
// One source of a work, as it was put.
struct WorkSource {
  IndexedDocument document;
  std::string versions;  // that derived it
};
// A stored work that may have to be stored in another way.
struct StoredWork {
  std::int64_t nr = 0;
  std::string id;
  std::int64_t first_sentence = 0, sentences = 0;
  std::vector<ClaimPlace> claims;
  std::vector<WorkSource> sources;  // the one that gives the text first
  bool touched = false;             // its sources are no longer those stored
  bool replaced = false;            // all of them by the source that comes now
};

// True when two sources say the same, whatever their names and bytes.
bool same_content(const IndexedDocument& a, const IndexedDocument& b);

struct Store::Impl {
  explicit Impl(Database opened) : database(std::move(opened)) {}

  // --- write.cc
  Result<void> load_next_rows();
  Result<Change> put(const IndexedDocument& document, Prepared prepared);
  // `derived_by`: the versions that derived it.
  Result<void> insert(const IndexedDocument& document, Prepared prepared, const std::string& derived_by);
  Result<void> insert_parts(std::int64_t nr, const IndexedDocument& document);  // sections and what is counted
  Result<void> insert_texts(std::int64_t nr, const IndexedDocument& document, const Prepared& prepared);
  Result<void> insert_references(std::int64_t nr, const Document& document, const Prepared& prepared);
  Result<void> insert_claims(std::int64_t nr, const IndexedDocument& document, const Prepared& prepared);
  Result<void> make_counter();
  Result<void> erase(std::int64_t nr, std::int64_t first_sentence, std::int64_t sentences);
  Result<void> remove(std::string_view document_id, std::string_view by_source);
  // Brings the sentences stored since the last time into the full-text indexes, as one segment of each.
  Result<void> index_pending();
  void forget_pending();  // at the beginning and the end of a transaction

  // --- works.cc
  // Rows of the works that share an identifier with this one, ascending.
  Result<std::vector<std::int64_t>> works_near(const Document& document, std::string_view id);
  Result<std::vector<WorkSource>> sources_of(std::int64_t nr);
  Result<std::vector<SourceRecord>> source_records(std::int64_t nr);
  Result<StoredWork> load_work(std::int64_t nr);
  Result<std::vector<StoredWork>> load_works_around(std::vector<std::int64_t> rows);
  // Stores a source beside those of the works of `rows`: as one of theirs or as a work of its own.
  Result<Change> put_among(const IndexedDocument& document, const std::vector<std::int64_t>& rows);
  // Stores anew what changes when the sources of `works`, and one more, are put together again.
  Result<Change> regroup(std::vector<StoredWork>& works, std::optional<WorkSource> added);
  Result<void> insert_source(std::int64_t nr, std::size_t ordinal, const WorkSource& source);
  Result<void> check_sources(std::int64_t nr, const std::string& id, std::vector<Problem>& problems);
  // Takes PubMed's record of a PMID ("pmid:…") out; what other sources say of the work stays.
  Result<void> withdraw_record(std::string_view id, std::string_view by_source);

  // --- history.cc
  // Ids of the works here that a stored notice retracts or is concerned about; one may come twice.
  Result<std::vector<std::string>> marked_by(std::string_view id);
  Result<std::vector<ClaimPlace>> claim_places(std::int64_t nr);
  // Remembers what storing a document again changed. `same`: nothing but, perhaps, its claims.
  Result<void> record_change(const std::string& id, const std::vector<ClaimPlace>& before,
                             const std::vector<Claim>& after, bool same);

  // Remembers which works a stored one continues, under which ids, and what became of their claims; none = it is new.
  Result<void> record_succession(const IndexedDocument& document, const std::vector<const StoredWork*>& before);
  Result<void> keep_version(std::string_view id, std::int64_t nr);
  // The error for a document or claim that is not here, with what became of it.
  Error not_here(std::string_view id);
  Result<void> record_withdrawal(std::string_view id, const std::vector<ClaimPlace>& claims);

  // --- reviews.cc
  // The reviews of a document's claims, the oldest first, with where their words are now.
  Result<std::vector<ReviewRecord>> reviews_of(std::int64_t nr);
  Result<void> check_reviews(std::vector<Problem>& problems);

  // --- read.cc
  Result<std::int64_t> find_document(std::string_view id);  // row number; kNotFound
  Result<DocumentRef> document_ref(std::int64_t nr);
  Result<IndexedDocument> load(std::int64_t nr);
  Result<Claim> load_claim(std::int64_t nr, std::int64_t* document, std::int64_t* checksum);
  Result<void> enter_document(std::int64_t nr, struct ClaimContext& context);
  Result<ClaimRecord> claim_record(std::int64_t nr, struct ClaimContext& context);
  // --- check.cc and dump.cc
  Result<void> check_claims(std::int64_t nr, const IndexedDocument& document, std::vector<Problem>& problems);
  Result<void> check_sizes(std::int64_t nr, const IndexedDocument& document, std::vector<Problem>& problems);
  // The lines of one document in the canonical dump.
  static void dump_document(const IndexedDocument& document, const std::function<void(std::string_view)>& line);

  // The first row numbers that are free; valid inside a transaction.
  struct {
    std::int64_t document = 1, passage = 1, sentence = 1, reference = 1, claim = 1;
  } next;

  // Sentences of the open transaction that are not in the full-text indexes yet, in order of rows.
  struct Pending {
    std::int64_t first_sentence = 0;
    TermLists sentences, rest;
  };
  std::vector<Pending> pending;
  std::size_t pending_bytes = 0;
  // Pages of segments added and not paid for by merging yet: of sentence_index, of rest_index.
  std::int64_t written_pages[2] = {0, 0};

  Database database;
  Preparer preparer;
  std::int64_t run = 0;  // the one that is open, 0 = none
  std::string versions;  // fingerprint of all readers and extractors, see Store::use_versions
  // Whether documents stored under `stored` need not be stored again.
  bool is_current(std::string_view stored) const {
    return stored == versions || (versions.starts_with(kClaimsLater) && !stored.starts_with(kClaimsLater));
  }
  std::unique_ptr<Retrieval> retrieval;
  std::optional<Tokenizer> counter;  // counts the tokens of sentences
};

}  // namespace warrant
