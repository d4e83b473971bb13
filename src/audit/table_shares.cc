#include "src/audit/table_shares.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <re2/re2.h>

#include "src/audit/reading.h"
#include "src/audit/share_arithmetic.h"

namespace warrant {

Whole completes_group(const TableGrid& grid, const std::vector<ShareColumn>& columns,
                      const std::vector<TableShare>& shares, const TableShare& entry) {
  const auto at = [&](std::int32_t row, std::int32_t column) -> const TableShare* {
    const auto found = std::lower_bound(shares.begin(), shares.end(), std::pair(row, column),
                                        [](const TableShare& share, const std::pair<std::int32_t, std::int32_t>& cell) {
                                          return std::pair(share.row, share.column) < cell;
                                        });
    return found != shares.end() && found->row == row && found->column == column ? &*found : nullptr;
  };
  const double group = columns[static_cast<std::size_t>(entry.column)].group;
  // Small groups add up by chance, and so do rows of times.
  static const RE2* time = new RE2(R"((?i)baseline|\b(?:month|week|day|year|visit|hour)s?\b|follow.?up)");
  if (group < 15 || matches(grid.cell(entry.row, 0), *time)) return Whole::kNo;
  std::int32_t first = entry.row, last = entry.row;
  constexpr std::int32_t kMost = 8;  // rows of a variable
  while (first + kMost > entry.row && at(first - 1, entry.column) != nullptr) --first;
  while (last < entry.row + kMost && at(last + 1, entry.column) != nullptr) ++last;
  // Another column whose rows make up its group as well.
  const auto is_whole = [&](std::int32_t column, std::int32_t a, std::int32_t b) {
    double sum = 0;
    for (std::int32_t r = a; r <= b; ++r) {
      const TableShare* share = at(r, column);
      if (share == nullptr || !share->fits_column) return false;
      sum += share->share.count->value;
    }
    return sum == columns[static_cast<std::size_t>(column)].group;
  };
  for (std::int32_t a = std::max(first, entry.row - kMost + 1); a <= entry.row; ++a)
    for (std::int32_t b = std::max(entry.row, a + 1); b <= last && b < a + kMost; ++b) {
      double sum = 0, percent = 0, slack = 0;
      bool others = true;
      for (std::int32_t r = a; r <= b && others; ++r) {
        const TableShare& share = *at(r, entry.column);
        others = r == entry.row || share.fits_column;
        sum += share.share.count->value;
        percent += share.share.percent.value;
        slack += 0.5 * unit_of(share.share.percent);
      }
      if (!others) continue;
      const double wanted = std::round(entry.share.percent.value * group / 100);
      const bool percent_wrong = sum == group;
      bool count_wrong = sum - entry.share.count->value + wanted == group && std::fabs(percent - 100) <= slack + 1e-9 &&
                         fits(wanted, group, entry.share.percent);
      // Right for the sum of the counts: a value is missing.
      bool missing = true;
      for (std::int32_t r = a; r <= b && missing; ++r) {
        const TableShare& share = *at(r, entry.column);
        missing = fits(share.share.count->value, sum, share.share.percent);
      }
      count_wrong = count_wrong && !missing;
      if (!percent_wrong && !count_wrong) continue;
      bool another = false;
      for (std::int32_t c = 1; c < grid.table->columns && !another; ++c)
        another = c != entry.column && columns[static_cast<std::size_t>(c)].group > 0 && is_whole(c, a, b);
      // Alone a run of rows must be the variable as it stands, between rows of other kinds.
      if (another || (a == first && b == last)) return percent_wrong ? Whole::kCounts : Whole::kPercentages;
    }
  return Whole::kNo;
}

}  // namespace warrant
