// What ranked search keeps in memory of every sentence: its document, size and traits. 3 bytes a sentence, read from
// one blob a document (2,250 articles in a few milliseconds) and again only after the store has changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/claim.h"
#include "src/model/document.h"
#include "src/store/sqlite.h"

namespace warrant {

// What filters ask of a sentence: bits 0-2 the code of its place, bit 3 a result of the document's own stands in it,
// bits 4-7 words in the title or role of a section around it (section_bits).
using Traits = std::uint8_t;
inline constexpr Traits kPlaceBits = 0x07, kOwnBit = 0x08, kSectionBits = 0xF0;
inline constexpr Traits kFrontCode = 0;

Traits place_code(Place place);
// The bits of the words in a section's title or role that have one (results; methods; introduction, background;
// discussion, conclusions); a bit may stand for a word that only begins so.
Traits section_bits(std::string_view words);

// The stretches of text that hold a result of the document's own, in order.
std::vector<ByteSpan> own_results(const std::vector<Claim>& claims);
std::vector<Traits> traits_of(const Document& document, const std::vector<Sentence>& sentences,
                              const std::vector<ByteSpan>& own);

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
  std::vector<Traits> traits;            // by row
  // Of the evidence index and of the index of references and boilerplate.
  struct Totals {
    std::int64_t rows = 0, tokens = 0, front_tokens = 0;
  } main, rest;

  // The document that holds a row; nullptr when none does.
  const DocumentRange* document_of(std::uint32_t row) const;
};

// True for the places that are indexed apart, in rest_index.
constexpr bool is_rest(Place place) { return place == Place::kReference || place == Place::kBoilerplate; }

// The same of a place's code.
constexpr bool is_rest_code(Traits code) { return code == 6 || code == 7; }

// sentence_size.sizes: one varint a sentence.
void append_size(std::string& sizes, std::size_t tokens, Traits traits);

Result<SentenceTable> read_sentence_table(Database& database);

}  // namespace warrant
