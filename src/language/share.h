// Shares of a group as documents print them: "23 (41.82%)", "23/55 (41.82%)", "41.82% (23/55)", "23 of 55 (41.82 %)",
// "23 of the 55 patients (41.82%)". Extraction makes proportions of them, audit recomputes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

// A plain decimal as printed.
struct PrintedNumber {
  double value = 0;
  int decimals = 0;  // digits after the point: "41.80" has 2
  ByteSpan span;

  friend bool operator==(const PrintedNumber&, const PrintedNumber&) = default;
};

struct PrintedShare {
  std::optional<PrintedNumber> count, total;  // at least `count` is there
  PrintedNumber percent;                      // in percent
  ByteSpan span;

  friend bool operator==(const PrintedShare&, const PrintedShare&) = default;
};

// Every share in `text`, in order, spans into `text`. A decimal point is '.' or '·'; a comma between three-digit groups
// is a thousands mark. Linear in the text.
std::vector<PrintedShare> find_shares(std::string_view text);

// A table cell "45 (37.5)" or "45 (37.5%)" read as count and percent, when its whole text has that form.
std::optional<PrintedShare> share_of_cell(std::string_view cell);

// "n = 55", "N=1,234": group sizes, in order.
std::vector<PrintedNumber> find_group_sizes(std::string_view text);

// Reads a plain decimal ("1,234", "41.82", "0·5", "−1.5") that makes up the whole of `text`; nothing else.
std::optional<PrintedNumber> plain_number(std::string_view text);

}  // namespace warrant
