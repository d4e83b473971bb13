// The terms of a document's sentences with their postings, ready for a full-text index: made on any thread, long before
// the one thread that writes puts the lists of many documents together into a segment (fts5_segment.h).
//
// Postings stand in FTS5's own encoding, that of format version 4, one column (SQLite's fts5_index.c, "DOCLIST
// FORMAT"): for each row the difference to the row before, twice the size of its position list, then the positions,
// each as the difference to the one before plus 2; all as SQLite varints.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"

namespace warrant {

// Terms, numbered from 0 in order of arrival. What is in it never moves, so the lists that name its terms can be read
// on another thread while it grows: whoever has a list may read its terms.
class TermDictionary {
 public:
  struct Entry {
    std::uint64_t hash = 0;
    const char* bytes = nullptr;
    std::uint32_t size = 0;
    std::string_view text() const { return {bytes, size}; }
  };

  const Entry& operator[](std::uint32_t number) const {
    const int block = block_of(number);
    return blocks_[static_cast<std::size_t>(block)][number - first_of(block)];
  }
  // Requires: not there yet.
  std::uint32_t add(std::string_view text, std::uint64_t hash);
  std::uint32_t size() const { return size_; }

 private:
  // Block k holds kFirstBlock << k entries.
  static constexpr std::uint32_t kFirstBlock = 1024;
  static int block_of(std::uint32_t number) { return std::bit_width(number / kFirstBlock + 1) - 1; }
  static std::uint32_t first_of(int block) { return ((1u << block) - 1) * kFirstBlock; }

  std::array<std::unique_ptr<Entry[]>, 22> blocks_;  // 2^32 entries
  std::vector<std::unique_ptr<char[]>> texts_;
  char* text_ = nullptr;  // free bytes of the last of texts_
  std::size_t left_ = 0;
  std::uint32_t size_ = 0;
};

// The terms of some rows, each once. Row numbers are relative: rows of a document are numbered when it is stored.
struct TermLists {
  struct Term {
    std::uint32_t number = 0;               // in the dictionary
    std::uint32_t list = 0, list_size = 0;  // bytes of lists
    std::uint32_t first_row = 0, last_row = 0;
  };
  std::vector<Term> terms;
  std::string lists;  // without the first row's number, which depends on what stands before it
  std::shared_ptr<const TermDictionary> dictionary;
  std::uint32_t rows = 0;
  std::uint64_t tokens = 0;

  std::size_t bytes() const { return lists.size() + terms.size() * sizeof(Term); }
  std::string_view text_of(const Term& term) const { return (*dictionary)[term.number].text(); }
  std::string_view list_of(const Term& term) const { return {lists.data() + term.list, term.list_size}; }
};

// Splits texts as the full-text indexes do and collects TermLists. Words met before are looked up as they stand,
// without folding and stemming them again; all others go through FTS5's own tokenizer. For one thread at a time.
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
