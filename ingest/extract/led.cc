#include "ingest/extract/led.h"

#include <vector>

namespace warrant {
namespace {

std::vector<Literal> rows_of(std::initializer_list<std::string_view> words) {
  std::vector<Literal> rows;
  for (const std::string_view word : words) rows.push_back({word, 1});
  return rows;
}

}  // namespace

Led::Led(std::string_view pattern, std::initializer_list<std::string_view> words)
    : pattern_(re2::StringPiece(pattern.data(), pattern.size())), words_(rows_of(words)) {}

bool Led::find(std::string_view text, re2::StringPiece* groups, int count) const {
  const re2::StringPiece piece(text.data(), text.size());
  // RE2 takes the long s and the Kelvin sign for letters of words.
  if (Literals::folds_to_ascii(text)) return pattern_.Match(piece, 0, text.size(), RE2::UNANCHORED, groups, count);
  for (std::size_t at = words_.find(text, 0); at != std::string_view::npos; at = words_.find(text, at + 1))
    if (pattern_.Match(piece, at, text.size(), RE2::ANCHOR_START, groups, count)) return true;
  return false;
}

}  // namespace warrant
