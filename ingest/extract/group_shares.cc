#include "ingest/extract/group_shares.h"

#include <cmath>
#include <vector>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::int32_t kMostRows = 200;  // looked at

// The numbers of people of which the count can be the printed share.
std::pair<double, double> possible(const PrintedShare& share) {
  const double half = 0.5 * std::pow(10, -share.percent.decimals) + 1e-9;
  const double low = 100 * share.count->value / (share.percent.value + half);
  const double high = share.percent.value > half ? 100 * share.count->value / (share.percent.value - half) : 1e12;
  return {low, high};
}

bool is_share(const PrintedShare& share) {
  return share.count && share.count->decimals == 0 && share.count->value >= 0 && share.percent.value <= 100;
}

}  // namespace

GroupShares::Whole GroupShares::whole_of(std::int32_t factor, std::int32_t column, std::int32_t from) const {
  const auto known = wholes_.find({factor, column});
  if (known != wholes_.end()) return known->second;
  std::vector<PrintedShare> shares;
  const std::int32_t first = factor >= 0 ? factor : 0;
  for (std::int32_t r = first; r < model_.rows() && r < first + kMostRows; ++r) {
    if (model_.kind(r) != RowKind::kData || (factor >= 0 && r != from && model_.factor_row(r) != factor)) continue;
    if (const auto share = share_of_cell(model_.text(r, column)); share && is_share(*share)) shares.push_back(*share);
  }
  Whole whole;
  double sum = 0, counts = 0;
  for (const PrintedShare& share : shares) {
    sum += share.percent.value;
    counts += share.count->value;
    if (share.count->value < 1 || share.percent.value <= 0) continue;
    const auto [low, high] = possible(share);
    if (!whole.known || high - low < whole.high - whole.low) whole = {low, high, true};
  }
  std::size_t fitting = 0, told = 0;
  for (const PrintedShare& share : shares) {
    if (share.count->value < 1) continue;
    ++told;
    const auto [low, high] = possible(share);
    if (low <= whole.high && high >= whole.low) ++fitting;
  }
  // Two numbers may agree by chance, unless they are all there is.
  const bool all = std::abs(sum - 100) <= 1 && counts >= whole.low && counts <= whole.high;
  whole.known = whole.known && fitting * 10 >= told * 7 && (told >= 3 || (told >= 2 && all));
  wholes_.emplace(std::pair{factor, column}, whole);
  return whole;
}

bool GroupShares::proven(std::int32_t row, std::int32_t column, const PrintedShare& share,
                         std::optional<double> people) const {
  if (!is_share(share)) return false;
  const auto [low, high] = possible(share);
  if (people && low <= *people && *people <= high && share.count->value > 0) return true;
  for (const std::int32_t factor : {model_.factor_row(row), -1}) {
    const Whole whole = whole_of(factor, column, row);
    if (whole.known && low <= whole.high && high >= whole.low) return true;
  }
  return false;
}

bool GroupShares::add_up(std::int32_t row, std::int32_t column, double people) const {
  const std::int32_t factor = model_.factor_row(row);
  if (factor < 0) return false;
  const auto [at, fresh] = sums_.try_emplace({factor, column}, std::nullopt);
  if (fresh) {
    double sum = 0;
    int rows = 0;
    bool whole = true;
    for (std::int32_t r = factor; r < model_.rows() && r < factor + kMostRows && whole; ++r) {
      if (model_.kind(r) != RowKind::kData || model_.factor_row(r) != factor) continue;
      const auto number = plain_number(model_.text(r, column));
      whole = number && number->decimals == 0 && number->value >= 0;
      if (whole) sum += number->value;
      ++rows;
    }
    if (whole && rows >= 2) at->second = sum;
  }
  return at->second && *at->second == people;
}

}  // namespace warrant
