// The terms of a document's sentences with their postings, ready for a full-text index: made on any thread, long before
// the one thread that writes puts the lists of many documents together into a segment (fts5_segment.h).
//
// Postings stand in FTS5's own encoding, that of format version 4, one column (SQLite's fts5_index.c, "DOCLIST FORMAT"):
// for each row the difference to the row before, twice the size of its position list, then the positions, each as the
// difference to the one before plus 2; all as SQLite varints.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"

namespace warrant {

// The terms of some rows, each once. Row numbers are relative: rows of a document are numbered when it is stored.
struct TermLists {
  struct Term {
    std::uint64_t hash = 0;                      // of the term, for putting lists together
    std::uint32_t text = 0, list = 0;            // where they begin in texts, lists
    std::uint32_t text_size = 0, list_size = 0;  // bytes
    std::uint32_t first_row = 0, last_row = 0;
  };
  std::vector<Term> terms;
  std::string texts;
  std::string lists;  // without the first row's number, which depends on what stands before it
  std::uint32_t rows = 0;
  std::uint64_t tokens = 0;

  std::size_t bytes() const { return texts.size() + lists.size() + terms.size() * sizeof(Term); }
  std::string_view text_of(const Term& term) const { return {texts.data() + term.text, term.text_size}; }
  std::string_view list_of(const Term& term) const { return {lists.data() + term.list, term.list_size}; }
};

// Splits texts as the full-text indexes do and collects TermLists. Words met before are looked up as they stand, without
// folding and stemming them again; all others go through FTS5's own tokenizer. For one thread at a time.
class Analyzer {
 public:
  static Result<Analyzer> make();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  // Adds a row; rows ascend. Returns its number of tokens.
  std::uint32_t add(std::uint32_t row, std::string_view text);
  // What was added since the last time.
  TermLists take();

 private:
  struct State;
  explicit Analyzer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace warrant
