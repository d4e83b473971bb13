#include "src/audit/share_arithmetic.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

namespace warrant {

double unit_of(const PrintedNumber& number) { return std::pow(10.0, -number.decimals); }

bool fits(double count, double total, const PrintedNumber& percent) {
  return total > 0 && count <= total && std::fabs(100 * count / total - percent.value) < unit_of(percent) * (1 + 1e-9);
}

double possible_total(double count, const PrintedNumber& percent, double wanted) {
  const double unit = unit_of(percent);
  if (count <= 0) return percent.value < unit ? std::max(wanted, 1.0) : 0;
  const double low = std::max(count, std::floor(100 * count / (percent.value + unit)) + 1);
  const double high = percent.value - unit <= 0 ? 1e9 : std::ceil(100 * count / (percent.value - unit)) - 1;
  if (high < low) {
    // The open interval may hold its exact rounding ends.
    const double exact = std::round(100 * count / std::max(percent.value, 1e-9));
    return exact >= count && fits(count, exact, percent) ? exact : 0;
  }
  return std::clamp(wanted, low, high);
}

bool padded(double count, double total, const PrintedNumber& percent) {
  PrintedNumber less = percent;
  while (less.decimals > 0 && std::fabs(percent.value * std::pow(10, less.decimals - 1) -
                                        std::round(percent.value * std::pow(10, less.decimals - 1))) < 1e-6) {
    --less.decimals;
    if (total > 0 ? fits(count, total, less) : possible_total(count, less, count) > 0) return true;
  }
  return false;
}

std::string show(const PrintedNumber& percent) { return fmt::format("{:.{}f}%", percent.value, percent.decimals); }

std::string show_percent(double count, double total, int decimals) {
  return fmt::format("{:.{}f}%", 100 * count / total, decimals);
}

std::vector<std::pair<double, std::uint32_t>> whole_numbers(std::string_view text) {
  static const RE2* re = new RE2(R"((?:^|[^\d.,·])(\d{1,3}(?:,\d{3})+|\d{1,6})(?:$|[^\d.,·%]|[.,](?:$|[^\d])))");
  std::vector<std::pair<double, std::uint32_t>> numbers;
  re2::StringPiece input(text.data(), text.size()), group[2];
  std::size_t at = 0;
  while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
    std::string digits(group[1]);
    std::erase(digits, ',');
    numbers.emplace_back(std::stod(digits), static_cast<std::uint32_t>(group[1].data() - text.data()));
    at = static_cast<std::size_t>(group[1].data() - text.data()) + group[1].size();
  }
  return numbers;
}

}  // namespace warrant
