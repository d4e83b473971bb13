// Which of a set of short words stand in a text, ASCII case ignored, found in one scan: the cheap look before regular
// expressions. Each row names the users (bits) that need one of their rows to stand before they can match.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "ingest/extract/byte_scan.h"

namespace warrant {

struct Literal {
  std::string_view text;  // lower case, 2 bytes or more, static storage
  std::uint32_t users;
  bool word = false;  // counts only where no ASCII word character stands beside it (RE2's \b on both sides)
  bool end = false;   // counts only where none stands behind it
};

class Literals {
 public:
  using Scan = ByteScan::Way;

  // Requires: at most 62 rows.
  Literals(std::initializer_list<Literal> rows, Scan scan = Scan::kFastest)
      : Literals(std::vector<Literal>(rows), scan) {}
  explicit Literals(std::vector<Literal> rows, Scan scan = Scan::kFastest);
  // The users of all rows that stand in `text`. A text with the long s or the Kelvin sign, which RE2 takes for "s" and
  // "k" under (?i), gives the users of all rows that are no whole words: the look may only err towards "yes".
  std::uint32_t in(std::string_view text) const;
  // The rows that stand in `text`, as bits in order; of a text with those two letters all. Ends at the first row of
  // `enough` that it finds.
  std::uint64_t rows(std::string_view text, std::uint64_t enough = 0) const;
  // The first place from `from` on where a row stands, npos = none. The two letters are not looked for.
  std::size_t find(std::string_view text, std::size_t from) const;
  // Whether a row stands at `at`. The two letters are not looked for.
  bool at(std::string_view text, std::size_t at) const;
  // Whether one of those two letters stands in `text`.
  static bool folds_to_ascii(std::string_view text);

 private:
  bool any_stands(std::string_view text, std::size_t at, std::uint64_t may) const;

  std::vector<Literal> rows_;
  ByteScan scan_;
  std::uint32_t all_ = 0;
};

}  // namespace warrant
