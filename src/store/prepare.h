// What storing a document needs and what can be worked out without the store: whether it is sound, hashes, check sums,
// keys, packed columns and the postings of its sentences. For any thread, so that the one that writes need only bind.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "src/base/result.h"
#include "src/model/claim.h"
#include "src/store/term_lists.h"

namespace warrant {

struct Prepared {
  WARRANT_RECORD(Prepared);

  std::string defect;  // what is wrong with its spans or indices, else ""; nothing else is set then
  std::string text_sha256;
  std::int64_t checksum = 0, sentence_checksum = 0;
  std::vector<std::int64_t> claim_checksums;
  std::string tables, anchors, superscripts, source_runs;  // packed
  std::string sizes;                                       // sentence_size.sizes
  TermLists sentences, rest;  // of the two full-text indexes; rows: number of the sentence in the document
  std::optional<std::int64_t> title_key;
  std::string author_key;
  struct ReferenceKeys {
    std::optional<std::int64_t> title;
    std::string author;
  };
  std::vector<ReferenceKeys> references;
};

// For any number of threads.
class Preparer {
 public:
  // Errors: kStore when SQLite has no FTS5.
  Result<Prepared> prepare(const IndexedDocument& document);

 private:
  std::mutex mutex_;
  std::vector<Analyzer> idle_;
};

}  // namespace warrant
