// BM25 (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework) over postings: the best rows.
// Of each term it is known, in a byte and rounded up, how much it adds to each row and at most in each block of rows
// (block-max index: Ding & Suel 2011). The sums of the latter say which blocks are worth a look, the most promising
// first (block-max pruning: Mallia, Suel & Tonellotto 2024), those of the former which of their rows are: only these
// are scored, in double, term by term in the order given, so that results and their order are exact.
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
  static constexpr std::uint32_t kBlock = 32;  // rows

  Postings postings;
  std::size_t matching = 0;         // rows that hold the term, also those that a filter took away
  std::vector<std::uint8_t> gains;  // by posting: tf / (tf + norm) in 255ths, rounded up
  // Of long lists, by block: the largest gain, and the first posting, with one more that ends the last.
  std::vector<std::uint8_t> most;
  std::vector<std::uint32_t> begins;
  // Filled when documents are first asked for: index and occurrences, and how many have the term in their title.
  std::vector<std::pair<std::uint32_t, float>> documents;
  std::uint32_t titles = 0;

  bool is_long() const { return !begins.empty(); }
  // The first posting not below `row`.
  std::size_t at(std::uint32_t row) const;
  // How often the row holds the term.
  std::uint16_t count_in(std::uint32_t row) const;
  std::size_t bytes() const {
    return postings.rows.size() * 7 + begins.size() * 5 + documents.size() * 8 + sizeof *this;
  }
};

struct ScoredTerm {
  IndexedPostings* list = nullptr;
  double weight = 1;
  bool required = false;
  bool excluded = false;      // no row with it may be found
  std::uint32_t group = 0;    // as QueryTerm; whole documents gain by all terms
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
  // Lifetime: all three outlive it.
  Bm25(const SentenceTable& table, const SentenceTable::Totals& totals, const RetrievalOptions& options);

  // Rows that `filter` does not let pass are left out, but for the rarity of the term they count. Valid for the same
  // table, k1, b and title_weight only.
  IndexedPostings index(Postings postings, const TraitFilter& filter) const;

  // The best `limit` allowed rows, best first, and all that are as good as the last of them.
  std::vector<Scored> best_rows(const std::vector<ScoredTerm>& terms, const Allowed& allowed, std::size_t limit) const;

 private:
  struct Lane;
  struct Blocks;
  struct Best;
  double idf(double rows, double matching) const;
  double norm_of(double size) const { return options_.k1 * (1 - options_.b + options_.b * size / average_); }
  std::uint8_t gain_of(std::uint32_t row, std::uint16_t count) const;
  Blocks bounds_of(const std::vector<Lane>& lanes, const Allowed& allowed) const;
  void look(std::uint32_t block, float bound, std::vector<Lane>& lanes, const Allowed& allowed, Best& best) const;
  double score_of(std::uint32_t row, const std::vector<ScoredTerm>& terms, const std::vector<double>& idfs) const;
  const SentenceTable& table_;
  const SentenceTable::Totals& totals_;
  const RetrievalOptions& options_;
  double average_ = 1;                    // tokens of a sentence
  std::array<std::uint8_t, 512> once_{};  // by size, what a term that occurs once gains; longer sentences are rare
};

}  // namespace warrant
