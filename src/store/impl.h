// What stands behind Store; shared by the files that implement it (store, write, read, dump, check).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/claim.h"
#include "src/store/sqlite.h"
#include "src/store/store.h"
#include "src/store/tokenizer.h"

namespace warrant {

struct Store::Impl {
  explicit Impl(Database opened) : database(std::move(opened)) {}

  // --- write.cc
  Result<void> load_next_rows();
  Result<Change> put(const IndexedDocument& document);
  Result<void> insert(const IndexedDocument& document, const std::string& text_sha256);
  Result<void> make_counter();
  Result<void> erase(std::int64_t nr, std::int64_t first_sentence, std::int64_t sentences);
  Result<void> remove(std::string_view document_id, std::string_view by_source);

  // --- history.cc
  struct ClaimPlace {
    std::string id;
    std::uint32_t start = 0;
  };
  Result<std::vector<ClaimPlace>> claim_places(std::int64_t nr);
  // Remembers what storing a document again changed; false = nothing.
  Result<bool> record_change(const std::string& id, const std::vector<ClaimPlace>& before,
                             const std::vector<Claim>& after, bool same_text);

  // --- read.cc
  Result<std::int64_t> find_document(std::string_view id);  // row number; kNotFound
  Result<DocumentRef> document_ref(std::int64_t nr);
  Result<IndexedDocument> load(std::int64_t nr);
  Result<Claim> load_claim(std::int64_t nr, std::int64_t* document, std::int64_t* checksum);
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

  Database database;
  std::int64_t run = 0;  // the one that is open, 0 = none
  std::string versions;  // fingerprint of all readers and extractors, see Store::use_versions
  std::unique_ptr<Retrieval> retrieval;
  std::optional<Tokenizer> counter;  // counts the tokens of sentences
};

}  // namespace warrant
