// BM25 (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework) over postings: the best rows.
// Rows are scored in float, window by window, and those that can be among the best are computed again in double, term
// by term in the order given, so that results and their order are exact. In a window only the terms that can lift a row
// among the best on their own are read in full; the frequent ones, which cannot, are looked up for the rows that are
// left (MaxScore: Turtle & Flood 1995, with bounds by window as in block-max indexes: Ding & Suel 2011).
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <utility>
#include <vector>

#include "src/store/fts5_reader.h"
#include "src/store/retrieval.h"
#include "src/store/sentence_table.h"

namespace warrant {

// The postings of a term with what scoring needs to know of them; kept from query to query.
struct IndexedPostings {
  struct Window {
    std::uint32_t begin = 0;  // its first posting
    float best = 0;           // the largest tf / (tf + norm) in it
  };
  Postings postings;
  std::size_t matching = 0;     // rows that hold the term, also those that a filter took away
  std::vector<Window> windows;  // by row / Bm25::kWindow, and one that ends the last; empty for short lists
  float best = 0;               // of all windows
  // Filled when documents are first asked for: index and occurrences, and how many have the term in their title.
  std::vector<std::pair<std::uint32_t, float>> documents;
  std::uint32_t titles = 0;

  std::size_t bytes() const {
    return postings.rows.size() * 6 + windows.size() * sizeof(Window) + documents.size() * 8 + sizeof *this;
  }
};

struct ScoredTerm {
  IndexedPostings* list = nullptr;
  double weight = 1;
  bool required = false;
  bool excluded = false;    // no row with it may be found
  std::uint32_t group = 0;  // as QueryTerm; whole documents gain by all terms
  std::uint32_t letters = 0;  // bytes of its tokens
  bool digit = false;         // one of them holds one
  bool several = false;       // tokens
};

struct Scored {
  double score = 0;
  std::uint32_t row = 0;
};

// Rows that may be found: in these ranges, ascending and disjoint.
struct Allowed {
  struct Range {
    std::uint32_t first = 0, end = 0;
  };
  std::vector<Range> ranges;
};

// Which sentences may be found, by their traits.
using TraitFilter = std::bitset<256>;

class Bm25 {
 public:
  static constexpr std::uint32_t kWindow = 4096;  // rows

  // Lifetime: all three outlive it.
  Bm25(const SentenceTable& table, const SentenceTable::Totals& totals, const RetrievalOptions& options);

  // Rows that `filter` does not let pass are left out, but for the rarity of the term they count. Valid for the same
  // table, k1, b and title_weight only.
  IndexedPostings index(Postings postings, const TraitFilter& filter) const;

  // The best `limit` allowed rows, best first, and all that are as good as the last of them.
  std::vector<Scored> best_rows(const std::vector<ScoredTerm>& terms, const Allowed& allowed, std::size_t limit) const;

 private:
  struct Lane;
  double idf(double rows, double matching) const;
  double norm_of(double size) const { return options_.k1 * (1 - options_.b + options_.b * size / average_); }
  // tf / (tf + norm)
  float share(std::uint32_t row, std::uint16_t count) const;
  void add(const Lane& lane, std::uint32_t first, float* sums) const;
  double score_of(std::uint32_t row, const std::vector<ScoredTerm>& terms, const std::vector<double>& idfs) const;
  const SentenceTable& table_;
  const SentenceTable::Totals& totals_;
  const RetrievalOptions& options_;
  double average_ = 1;  // tokens of a sentence
  // By size; longer sentences are rare. What a term that occurs once gains needs no division.
  std::array<float, 512> norms_{}, once_{};
};

}  // namespace warrant
