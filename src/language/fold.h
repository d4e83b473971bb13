// Folding: two ways of printing the same words become the same bytes, for comparing only. A map leads back to the
// source, so that what is shown is always the source's own words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

// Folded text, and for each of its bytes the offset of the source code point it comes from.
struct Folded {
  std::string text;
  std::vector<std::uint32_t> origin;  // as long as text
};

// Folds UTF-8 text:
// - case (Unicode simple case folding); accents of Latin letters off ("Sjögren" -> "sjogren"); ligatures and full-width
//   forms spelt out; micro sign -> mu
// - white space of all kinds -> one space, none at the ends, beside < > = ± ~ and brackets, before , ; % and a full
// stop,
//   and around a dash that stands free between digits ("0.6 – 0.9" -> "0.6-0.9"); soft hyphens, zero-width characters
//   and combining accents are left out
// - hyphens, dashes and minus signs -> '-'; quotes and primes -> ' or "; "…" -> "..."; "×" -> 'x'; "+/-" -> "±";
//   "≤" -> "<=", "≥" -> ">="; "∼" -> '~'
// - a raised decimal point ("0·72", "p<·05") -> '.'
// - superscript and subscript digits and signs -> plain ones ("m²" -> "m2"), but after a digit marked with ^ or _
//   ("10⁵" -> "10^5"), since that is another number than 105
// Ill-formed bytes fold to U+FFFD. Linear time.
Folded fold(std::string_view text);

// The folded text alone.
std::string folded(std::string_view text);

// The bytes of `source` that a piece of `folded.text` comes from. Requires: folded == fold(source), piece not empty and
// inside folded.text.
ByteSpan source_span(const Folded& folded, std::string_view source, ByteSpan piece);

}  // namespace warrant
