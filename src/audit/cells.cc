#include "src/audit/cells.h"

#include <algorithm>
#include <cmath>

#include <re2/re2.h>

#include "src/base/statistics.h"
#include "src/base/text.h"

namespace warrant {

using re2::RE2;

std::optional<PrintedP> p_of_cell(std::string_view cell) {
  static const RE2* re = new RE2(R"(^\s?(?:[Pp]\s?)?([=<>≤≥]?)\s?([01]?(?:\.|·)\d{1,6})\s?(?:[*†‡§#]{0,3}|[a-e])\s?$)");
  if (cell.size() > 24 || std::none_of(cell.begin(), cell.end(), is_ascii_digit)) return std::nullopt;
  std::string op, digits;
  if (!RE2::FullMatch(re2::StringPiece(cell.data(), cell.size()), *re, &op, &digits)) return std::nullopt;
  if (const std::size_t dot = digits.find("\xC2\xB7"); dot != std::string::npos) digits.replace(dot, 2, ".");
  return PrintedP{op.empty() ? "=" : op, std::strtod(digits.c_str(), nullptr),
                  static_cast<int>(digits.size() - digits.find('.') - 1)};
}

std::pair<double, double> range_of(const PrintedP& p) {
  if (p.op == "<" || p.op == "≤") return {0, p.value};
  if (p.op == ">" || p.op == "≥") return {p.value, 1};
  // Cut off or rounded.
  const double unit = std::pow(10.0, -p.decimals);
  return {std::max(0.0, p.value - 0.5 * unit), std::min(1.0, p.value + unit)};
}

double distance(const PrintedP& printed, PRange recomputed) {
  const auto z = [](double p) { return p >= 1 ? 0.0 : z_of_p(std::max(p, 1e-12)); };
  const auto [low, high] = range_of(printed);
  return std::max({0.0, z(recomputed.high) - z(low), z(high) - z(recomputed.low)});
}

bool says_significant(const PrintedP& p) {
  if (p.op == ">" || p.op == "≥") return false;
  return p.op == "<" ? p.value <= 0.05 : p.value < 0.05;
}

std::optional<PrintedMean> mean_of_cell(std::string_view cell) {
  static const RE2* re = new RE2(
      R"(\s?((?:-|−|–)?\d{1,6}(?:\.\d{1,4})?)\s?(?:±\s?(\d{1,6}(?:\.\d{1,4})?)|\(\s?(?:±|SD:?)?\s?(\d{1,6}(?:\.\d{1,4})?)\s?\))\s?(?:[a-z*†]{0,2})\s?)");
  if (cell.size() < 4 || cell.size() > 40 || cell.find_first_of("(\xB1") == std::string_view::npos) return std::nullopt;
  re2::StringPiece mean, plus, bracket;
  if (!RE2::FullMatch(re2::StringPiece(cell.data(), cell.size()), *re, &mean, &plus, &bracket)) return std::nullopt;
  const re2::StringPiece sd = plus.empty() ? bracket : plus;
  const auto m = plain_number({mean.data(), mean.size()}), s = plain_number({sd.data(), sd.size()});
  if (!m || !s) return std::nullopt;
  return PrintedMean{*m, *s, !plus.empty()};
}

double half_unit(const PrintedNumber& number) { return 0.5 * std::pow(10.0, -number.decimals); }

}  // namespace warrant
