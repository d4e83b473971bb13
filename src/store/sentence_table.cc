#include "src/store/sentence_table.h"

#include <algorithm>
#include <array>

#include "sql.gen.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// The order of schema/0001_store.sql.
constexpr Place kPlaces[] = {Place::kFront,  Place::kAbstract, Place::kBody,      Place::kTable,
                             Place::kFigure, Place::kBack,     Place::kReference, Place::kBoilerplate};

// Beginnings of the words that sections are mostly asked for by.
constexpr std::pair<std::string_view, Traits> kSectionWords[] = {
    {"result", 0x10}, {"method", 0x20}, {"introduct", 0x40}, {"background", 0x40}, {"discuss", 0x80}, {"conclus", 0x80},
};

// Reads one varint of at most nine bytes and gives what follows it; 0 behind the end.
const unsigned char* read_size(const unsigned char* at, const unsigned char* end, std::uint64_t& value) {
  value = 0;
  for (int shift = 0; shift < 63 && at < end; shift += 7) {
    const unsigned char byte = *at++;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  return at;
}

}  // namespace

Traits place_code(Place place) {
  return static_cast<Traits>(std::find(std::begin(kPlaces), std::end(kPlaces), place) - kPlaces);
}

Traits section_bits(std::string_view words) {
  const std::string lower = ascii_lower(words);
  Traits bits = 0;
  for (const auto& [word, bit] : kSectionWords)
    if (lower.find(word) != std::string::npos) bits |= bit;
  return bits;
}

std::vector<ByteSpan> own_results(const std::vector<Claim>& claims) {
  std::vector<ByteSpan> own;
  for (const Claim& claim : claims)
    if (!claim.cited && !claim.assumption) own.push_back(claim.span);
  return own;
}

std::vector<Traits> traits_of(const Document& document, const std::vector<Sentence>& sentences,
                              const std::vector<ByteSpan>& own) {
  std::vector<Traits> of_section;  // with those around it; parents come first
  for (const Section& section : document.sections) {
    Traits bits = section_bits(section.title) | section_bits(section.role);
    if (section.parent >= 0 && static_cast<std::size_t>(section.parent) < of_section.size())
      bits |= of_section[static_cast<std::size_t>(section.parent)];
    of_section.push_back(bits);
  }
  std::vector<Traits> traits;
  for (const Sentence& s : sentences) {
    const Passage& p = document.passages[static_cast<std::size_t>(s.passage)];
    Traits bits = place_code(p.place);
    if (p.section >= 0 && static_cast<std::size_t>(p.section) < of_section.size())
      bits |= of_section[static_cast<std::size_t>(p.section)];
    traits.push_back(bits);
  }
  for (const ByteSpan& span : own) {
    auto s = std::partition_point(sentences.begin(), sentences.end(),
                                  [&](const Sentence& sentence) { return sentence.span.end <= span.start; });
    for (; s != sentences.end() && s->span.start < span.end; ++s)
      traits[static_cast<std::size_t>(s - sentences.begin())] |= kOwnBit;
  }
  return traits;
}

void append_size(std::string& sizes, std::size_t tokens, Traits traits) {
  std::size_t value = tokens << 8 | traits;
  while (value >= 0x80) {
    sizes += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  sizes += static_cast<char>(value);
}

const DocumentRange* SentenceTable::document_of(std::uint32_t row) const {
  auto after = std::upper_bound(documents.begin(), documents.end(), row,
                                [](std::uint32_t value, const DocumentRange& d) { return value < d.first; });
  if (after == documents.begin()) return nullptr;
  --after;
  return row < after->end ? &*after : nullptr;
}

Result<SentenceTable> read_sentence_table(Database& database) {
  SentenceTable table;
  {  // memory is asked for once
    WARRANT_TRY(next, database.prepare(sql::read::next_rows));
    WARRANT_TRY(found, next.step());
    const std::int64_t rows = found ? next.integer(2) : 0;
    if (rows > 0 && rows < 1 << 28) {  // of a damaged store any number may come
      table.sizes.reserve(static_cast<std::size_t>(rows));
      table.traits.reserve(static_cast<std::size_t>(rows));
    }
  }
  WARRANT_TRY(statement, database.prepare(sql::read::document_sentences));
  while (true) {
    WARRANT_TRY(found, statement.step());
    if (!found) return table;
    DocumentRange document;
    document.nr = statement.integer(0);
    document.id = statement.string(1);
    document.year = statement.int32(2);
    const std::int64_t first = statement.integer(3), count = statement.integer(4);
    if (first < 0 || count < 0 || first + count > 0xFFFFFFF0 || first < static_cast<std::int64_t>(table.sizes.size()))
      return fail(ErrorCode::kCorrupt, "the rows of its sentences are not in order", document.id);
    document.first = static_cast<std::uint32_t>(first);
    document.end = static_cast<std::uint32_t>(first + count);
    const std::string_view sizes = statement.blob(5);
    if (sizes.size() < static_cast<std::size_t>(count))  // before memory is asked for
      return fail(ErrorCode::kCorrupt, "the sizes of its sentences are damaged", document.id);
    table.sizes.resize(document.end);
    table.traits.resize(document.end);
    std::array<std::int64_t, 8> rows{}, tokens{};  // by code of the place
    const auto* at = reinterpret_cast<const unsigned char*>(sizes.data());
    const unsigned char* const end = at + sizes.size();
    for (std::uint32_t row = document.first; row < document.end; ++row) {
      std::uint64_t value = 0;
      if (end - at >= 2 && at[0] >= 0x80 && at[1] < 0x80) {  // nearly always
        value = (at[0] & 0x7Fu) | std::uint64_t{at[1]} << 7;
        at += 2;
      } else {
        at = read_size(at, end, value);
      }
      const auto traits = static_cast<Traits>(value);
      const auto size = static_cast<std::uint16_t>(std::min<std::uint64_t>(value >> 8, 0xFFFF));
      table.sizes[row] = size;
      table.traits[row] = traits;
      ++rows[traits & kPlaceBits];
      tokens[traits & kPlaceBits] += size;
    }
    for (std::size_t code = 0; code < rows.size(); ++code) {
      const bool rest = is_rest(kPlaces[code]);
      (rest ? table.rest : table.main).rows += rows[code];
      (rest ? table.rest : table.main).tokens += tokens[code];
      (rest ? document.rest_tokens : document.tokens) += tokens[code];
    }
    document.front_tokens = tokens[kFrontCode];
    table.main.front_tokens += document.front_tokens;
    table.documents.push_back(std::move(document));
  }
}

}  // namespace warrant
