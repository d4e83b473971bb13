// Ranked full-text retrieval over the store's sentences: the one place that knows how the index works (FTS5). Callers
// hand over words, never FTS5 syntax.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/answer.h"

namespace warrant {

// One thing to look for: a word or a phrase, as typed; tokenised like the index (case, accents, stems folded).
struct QueryTerm {
  std::string text;
  double weight = 1.0;
  bool phrase = false;    // words must stand together
  bool required = false;  // must occur
  bool excluded = false;  // must not occur
  bool prefix = false;    // every word that begins so
  // Of the terms of one group (0 = none), which say the same, only the best counts in a sentence: a list of synonyms is
  // not the best answer.
  std::uint32_t group = 0;
};

struct SearchFilter {
  std::string document;                     // id, "" = all
  std::string section;                      // words of a section title or role, "" = all
  std::int32_t year_from = 0, year_to = 0;  // 0 = open
  std::vector<Place> places;                // empty = all but boilerplate and references
  std::vector<DocumentKind> kinds;          // of documents; empty = all
  bool own = false;                         // only sentences that hold a result of their document's own
};

struct RetrievalOptions {
  std::int32_t limit = 10;
  bool whole_documents = false;    // rank documents instead of sentences
  double title_weight = 2.5;       // of words in titles when whole documents are ranked
  bool document_features = false;  // of whole documents: the model of document_ranking.h; false: BM25F with eliteness
  double k1 = 1.2, b = 0.75;       // BM25 (Robertson & Zaragoza 2009); idf = ln(1 + (N - n + 0.5) / (n + 0.5))
  bool fts5_idf = false;           // idf of FTS5's bm25() instead: ln((N - n + 0.5) / (n + 0.5)), at least 1e-6
  bool read_blocks = true;         // false: ask SQLite for every place of a term (slow; for comparison)
};

struct SentenceHit {
  double score = 0;            // larger is better
  std::string document;        // id
  std::int32_t sentence = -1;  // ordinal of the sentence in its document; -1 for whole documents
  ByteSpan span;
};

class Retrieval {
 public:
  virtual ~Retrieval() = default;
  // Best first; ties by document id and span, so that the order is the same everywhere.
  virtual Result<std::vector<SentenceHit>> top(const std::vector<QueryTerm>& terms, const SearchFilter& filter,
                                               const RetrievalOptions& options) const = 0;
  // Words of the store that are spelt like this one, the likeliest first; none when it stands there itself.
  virtual Result<std::vector<std::string>> similar(std::string_view word, std::size_t limit) const = 0;
  // A hit with its document, section, place and quote filled in; matches of `terms` are marked in the snippet.
  virtual Result<PassageHit> show(const SentenceHit& hit, const std::vector<QueryTerm>& terms) const = 0;
};

}  // namespace warrant
