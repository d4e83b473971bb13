#include "ingest/extract/literals.h"

#include <bit>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

bool stands(std::string_view text, std::size_t at, const Literal& row) {
  if (text.size() - at < row.text.size()) return false;
  for (std::size_t i = 0; i < row.text.size(); ++i)
    if (lower(text[at + i]) != row.text[i]) return false;
  if (!row.word && !row.end) return true;
  const std::size_t end = at + row.text.size();
  return !(row.word && at > 0 && word_char(text[at - 1])) && !(end < text.size() && word_char(text[end]));
}

// What the rows begin with; the last are the two letters that fold to ASCII.
std::vector<ThreeBytes> beginnings(const std::vector<Literal>& rows) {
  std::vector<ThreeBytes> out(rows.size() + 1);
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t place = 0; place < 3; ++place) {
      ByteSet& bytes = out[r][place];
      if (place >= rows[r].text.size()) {
        bytes.set();
        continue;
      }
      const char c = rows[r].text[place];
      bytes.set(static_cast<unsigned char>(c));
      if (c >= 'a' && c <= 'z') bytes.set(static_cast<unsigned char>(c - 32));
    }
  // U+017F is C5 BF, U+212A is E2 84 AA.
  for (const unsigned char c : {0xC5, 0xE2}) out.back()[0].set(c);
  for (const unsigned char c : {0xBF, 0x84}) out.back()[1].set(c);
  out.back()[2].set();
  return out;
}

}  // namespace

Literals::Literals(std::vector<Literal> rows, Scan scan) : rows_(std::move(rows)), scan_(beginnings(rows_), scan) {
  for (const Literal& row : rows_)
    if (!row.word && !row.end) all_ |= row.users;
}

std::uint32_t Literals::in(std::string_view text) const {
  std::uint32_t found = 0;
  const std::uint64_t folds = std::uint64_t{1} << rows_.size();
  scan_.visit(text, 0, [&](std::size_t at, std::uint64_t may) {
    if ((may & folds) != 0) {
      found |= all_;
      may &= ~folds;
    }
    for (; may != 0; may &= may - 1) {
      const Literal& row = rows_[static_cast<std::size_t>(std::countr_zero(may))];
      if ((found & row.users) != row.users && stands(text, at, row)) found |= row.users;
    }
    return true;
  });
  return found;
}

std::uint64_t Literals::rows(std::string_view text, std::uint64_t enough) const {
  std::uint64_t found = 0;
  const std::uint64_t folds = std::uint64_t{1} << rows_.size();
  scan_.visit(text, 0, [&](std::size_t at, std::uint64_t may) {
    may &= ~found;
    if ((may & folds) != 0) {
      found = folds - 1;
      return false;
    }
    for (; may != 0; may &= may - 1) {
      const auto row = static_cast<std::size_t>(std::countr_zero(may));
      if (stands(text, at, rows_[row])) found |= std::uint64_t{1} << row;
    }
    return (found & enough) == 0;
  });
  return found;
}

std::size_t Literals::find(std::string_view text, std::size_t from) const {
  std::size_t found = std::string_view::npos;
  scan_.visit(text, from, [&](std::size_t place, std::uint64_t may) {
    if (any_stands(text, place, may)) found = place;
    return found == std::string_view::npos;
  });
  return found;
}

bool Literals::at(std::string_view text, std::size_t at) const {
  return at < text.size() && any_stands(text, at, scan_.rows_at(text, at));
}

bool Literals::any_stands(std::string_view text, std::size_t at, std::uint64_t may) const {
  for (may &= (std::uint64_t{1} << rows_.size()) - 1; may != 0; may &= may - 1)
    if (stands(text, at, rows_[static_cast<std::size_t>(std::countr_zero(may))])) return true;
  return false;
}

bool Literals::folds_to_ascii(std::string_view text) {
  return text.find("\xC5\xBF") != std::string_view::npos || text.find("\xE2\x84\xAA") != std::string_view::npos;
}

}  // namespace warrant
