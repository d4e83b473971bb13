// What ranked search keeps in memory of every sentence: its document, size and place. 3 bytes a sentence, read from one
// blob a document (2,250 articles in a few milliseconds) and again only after the store has changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/document.h"
#include "src/store/sqlite.h"

namespace warrant {

// A document as the contiguous rows of its sentences.
struct DocumentRange {
  std::int64_t nr = 0;
  std::string id;
  std::int32_t year = 0;
  std::uint32_t first = 0, end = 0;          // rows, half open
  std::int64_t tokens = 0, rest_tokens = 0;  // of its sentences in the evidence index and in the other
  std::int64_t front_tokens = 0;             // of tokens, those of its title and the like
};

struct SentenceTable {
  std::vector<DocumentRange> documents;  // in order of rows
  std::vector<std::uint16_t> sizes;      // tokens, by row; at most 65,535
  std::vector<std::uint8_t> places;      // place code of sentence_size, by row
  // Of the evidence index and of the index of references and boilerplate.
  struct Totals {
    std::int64_t rows = 0, tokens = 0, front_tokens = 0;
  } main, rest;

  // The document that holds a row; nullptr when none does.
  const DocumentRange* document_of(std::uint32_t row) const;
};

inline constexpr std::uint8_t kFrontCode = 0;

// True for the places that are indexed apart, in rest_index.
constexpr bool is_rest(Place place) { return place == Place::kReference || place == Place::kBoilerplate; }

// sentence_size.sizes: one varint a sentence.
void append_size(std::string& sizes, std::size_t tokens, Place place);

Result<SentenceTable> read_sentence_table(Database& database);

}  // namespace warrant
