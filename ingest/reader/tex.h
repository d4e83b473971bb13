// TeX math as it stands in converted articles ("57.36 \pm 10.38", "\chi^2 = 5.1", "10^{-3}", "\geq 3\%") -> readable
// text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warrant {

// A run of readable text, printed raised or not.
struct TexPiece {
  std::string text;
  bool raised = false;

  friend bool operator==(const TexPiece&, const TexPiece&) = default;
};

// The content of `$…$` (without the dollar signs) as text, linear in its length. Numbers stay intact: blanks between
// the digits of one number, which TeX does not print, are dropped ("3 . 5 3 8" is 3.538). Unknown commands stay as
// printed.
std::vector<TexPiece> read_tex(std::string_view tex);

// True when the text between two dollar signs is math, not prose between two prices.
bool looks_like_tex(std::string_view between_dollars);

}  // namespace warrant
