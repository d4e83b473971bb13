#include "ingest/extract/literals.h"

#include <bit>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::uint64_t kFoldsToAscii = std::uint64_t{1} << 63;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr std::size_t byte(char c) { return static_cast<unsigned char>(c); }
constexpr bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

bool stands(std::string_view text, std::size_t at, const Literal& row) {
  if (text.size() - at < row.text.size()) return false;
  for (std::size_t i = 0; i < row.text.size(); ++i)
    if (lower(text[at + i]) != row.text[i]) return false;
  if (!row.word) return true;
  const std::size_t end = at + row.text.size();
  return !(at > 0 && word_char(text[at - 1])) && !(end < text.size() && word_char(text[end]));
}

}  // namespace

Literals::Literals(std::vector<Literal> rows) : rows_(std::move(rows)) {
  const auto allow = [](std::array<std::uint64_t, 256>& place, char c, std::uint64_t bit) {
    place[byte(c)] |= bit;
    if (c >= 'a' && c <= 'z') place[byte(c) - 32] |= bit;
  };
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const std::uint64_t bit = std::uint64_t{1} << r;
    const Literal& row = rows_[r];
    allow(first_, row.text[0], bit);
    allow(second_, row.text[1], bit);
    if (row.text.size() > 2) allow(third_, row.text[2], bit);
    for (std::uint64_t& place : third_)
      if (row.text.size() == 2) place |= bit;
    if (!row.word) all_ |= row.users;
  }
  // U+017F is C5 BF, U+212A is E2 84 AA.
  first_[0xC5] |= kFoldsToAscii;
  second_[0xBF] |= kFoldsToAscii;
  for (std::uint64_t& place : third_) place |= kFoldsToAscii;
  first_[0xE2] |= kFoldsToAscii;
  second_[0x84] |= kFoldsToAscii;
}

std::uint32_t Literals::in(std::string_view text) const {
  std::uint32_t found = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    // The end of the text has no third byte: two-byte rows only, whose bits are in every place.
    const char next = i + 2 < text.size() ? text[i + 2] : '\0';
    std::uint64_t may = first_[byte(text[i])] & second_[byte(text[i + 1])] & third_[byte(next)];
    if (may == 0) continue;
    if ((may & kFoldsToAscii) != 0) {
      found |= all_;
      may &= ~kFoldsToAscii;
    }
    for (; may != 0; may &= may - 1) {
      const Literal& row = rows_[static_cast<std::size_t>(std::countr_zero(may))];
      if ((found & row.users) != row.users && stands(text, i, row)) found |= row.users;
    }
  }
  return found;
}

std::uint64_t Literals::rows(std::string_view text) const {
  std::uint64_t found = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = i + 2 < text.size() ? text[i + 2] : '\0';
    std::uint64_t may = first_[byte(text[i])] & second_[byte(text[i + 1])] & third_[byte(next)] & ~found;
    if (may == 0) continue;
    if ((may & kFoldsToAscii) != 0) return (std::uint64_t{1} << rows_.size()) - 1;
    for (; may != 0; may &= may - 1) {
      const auto row = static_cast<std::size_t>(std::countr_zero(may));
      if (stands(text, i, rows_[row])) found |= std::uint64_t{1} << row;
    }
  }
  return found;
}

}  // namespace warrant
