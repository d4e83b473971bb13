// BM25 (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework) over postings: the best rows or documents.
// Scores are summed in float over all rows and the few that can be among the best are computed again in double, term by
// term in the order given, so that results and their order are exact.
#pragma once

#include <cstdint>
#include <vector>

#include "src/store/fts5_reader.h"
#include "src/store/retrieval.h"
#include "src/store/sentence_table.h"

namespace warrant {

struct ScoredTerm {
  Postings postings;
  double weight = 1;
  bool required = false;
};

struct Scored {
  double score = 0;
  std::uint32_t row = 0;
};

// Rows that may be found.
struct Allowed {
  struct Range {
    std::uint32_t first = 0, end = 0;
  };
  std::vector<Range> ranges;   // ascending, disjoint
  std::uint8_t places = 0xFF;  // bit i = places with code i
};

// Memory that is used again from query to query; the sums are all zero in between.
struct Bm25Scratch {
  std::vector<float> sums;
};

class Bm25 {
 public:
  // Lifetime: all four outlive it.
  Bm25(const SentenceTable& table, const SentenceTable::Totals& totals, const RetrievalOptions& options,
       Bm25Scratch& scratch)
      : table_(table), totals_(totals), options_(options), scratch_(scratch) {}

  // The best `limit` allowed rows, best first, and all that are as good as the last of them.
  std::vector<Scored> best_rows(const std::vector<ScoredTerm>& terms, const Allowed& allowed, std::size_t limit) const;

  // Every document in the allowed ranges that holds a term (and every required one), by its first row; no order.
  // A document's size is the sum of its sentences' sizes.
  std::vector<Scored> documents(const std::vector<ScoredTerm>& terms, const Allowed& allowed) const;

 private:
  double idf(double rows, double matching) const;
  const SentenceTable& table_;
  const SentenceTable::Totals& totals_;
  const RetrievalOptions& options_;
  Bm25Scratch& scratch_;
};

}  // namespace warrant
