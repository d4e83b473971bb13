#include "src/language/share.h"

#include <algorithm>

#include <re2/re2.h>

#include "src/base/text.h"

namespace warrant {
namespace {

#define COUNT R"(\d{1,3}(?:,\d{3})+|\d{1,7})"
#define DECIMAL R"(\d{1,3}(?:(?:\.|·)\d{1,4})?)"

ByteSpan span_in(std::string_view text, re2::StringPiece part) {
  const auto start = static_cast<std::uint32_t>(part.data() - text.data());
  return {start, start + static_cast<std::uint32_t>(part.size())};
}

// Requires: `part` has the form of COUNT or a decimal, a sign before it allowed.
PrintedNumber number_at(std::string_view text, re2::StringPiece part) {
  PrintedNumber number;
  number.span = span_in(text, part);
  double sign = 1, scale = 1;
  bool fraction = false;
  for (std::size_t i = 0; i < part.size();) {
    const char32_t c = next_code_point({part.data(), part.size()}, i);
    if (c == '-' || c == 0x2212 || c == 0x2013) sign = -1;
    if (c == '.' || c == 0xB7) fraction = true;
    if (c < '0' || c > '9') continue;
    number.value = number.value * 10 + static_cast<double>(c - '0');
    if (fraction) {
      scale *= 10;
      ++number.decimals;
    }
  }
  number.value = sign * number.value / scale;
  return number;
}

// A count must not be the tail of a longer number, a range, a date or a code ("1.23 (4%)", "T4 (5%)").
bool stands_alone(std::string_view text, std::uint32_t start) {
  if (start == 0) return true;
  std::uint32_t before = start - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  std::size_t at = before;
  const char32_t c = next_code_point(text, at);
  return c == ' ' || c == '(' || c == '[' || c == '|' || c == '"' || c == 0x2009 || c == 0xA0;
}

// "12/30 (95% CI …)": the percent is the level of an interval, not a share.
bool names_a_level(std::string_view after_percent) {
  static const RE2* re = new RE2(R"(^\d?\s?%?\s?(?:[Cc]onfidence|CI\b|C\.I|CrI|[Cc]redible|[Pp]rediction))");
  return RE2::PartialMatch(re2::StringPiece(after_percent.data(), after_percent.size()), *re);
}

struct Pattern {
  RE2 re;
  int count, total, percent;  // capturing groups, 0 = none
};

const std::vector<const Pattern*>& patterns() {
  static const auto* table = new std::vector<const Pattern*>{
      // 23/55 (41.82%), 23 of 55 (41.82%), 23 of the 55 patients (41.82%), 23 out of 55 women (…%)
      new Pattern{RE2("(" COUNT R"()\s?(?:/|of(?: the| all| a total of)?|out of(?: the| all)?)\s?()" COUNT
                      R"()(?: [a-z]+){0,3}\s?[,;]?\s?[(\[]\s?(?:or )?()" DECIMAL R"()\s?%(?:\s?[)\]])?)"),
                  1, 2, 3},
      // 41.82% (23/55), 41.82 % (23 of 55), 41.8% [23 of the 55]
      new Pattern{RE2("(" DECIMAL R"()\s?%(?: of [a-z]+)?\s?[(\[]\s?(?:n\s?=\s?)?()" COUNT
                      R"()\s?(?:/|of(?: the| all)?|out of)\s?()" COUNT R"()(?: [a-z]+){0,3}\s?[)\]])"),
                  2, 3, 1},
      // 23 (41.82%), 23 patients (41.82%), 23 male patients (41.82%)
      new Pattern{RE2("(" COUNT R"()(?: [a-zA-Z-]+){0,4}\s?[(\[]\s?()" DECIMAL R"()\s?%\s?[)\],;])"), 1, 0, 2},
  };
  return *table;
}

}  // namespace

std::vector<PrintedShare> find_shares(std::string_view text) {
  std::vector<PrintedShare> shares;
  if (text.find('%') == std::string_view::npos) return shares;
  const re2::StringPiece input(text.data(), text.size());
  for (const Pattern* pattern : patterns()) {
    re2::StringPiece group[4];
    std::size_t at = 0;
    while (at < text.size() && pattern->re.Match(input, at, text.size(), RE2::UNANCHORED, group, 4)) {
      PrintedShare share;
      share.span = span_in(text, group[0]);
      at = share.span.end;
      share.count = number_at(text, group[pattern->count]);
      if (pattern->total != 0) share.total = number_at(text, group[pattern->total]);
      share.percent = number_at(text, group[pattern->percent]);
      if (!stands_alone(text, share.span.start) || names_a_level(text.substr(share.percent.span.end))) continue;
      if (std::none_of(shares.begin(), shares.end(),
                       [&](const PrintedShare& other) { return other.span.overlaps(share.span); }))
        shares.push_back(share);
    }
  }
  std::sort(shares.begin(), shares.end(), [](const PrintedShare& a, const PrintedShare& b) { return a.span < b.span; });
  return shares;
}

std::optional<PrintedShare> share_of_cell(std::string_view cell) {
  static const RE2* plain =
      new RE2("\\s?(" COUNT R"()\s?[(\[]\s?()" DECIMAL R"()\s?%?\s?[)\]]\s?(?:[a-z]{1,2}|\*{1,3}|†|‡|§)?\s?)");
  static const RE2* slash =
      new RE2("\\s?(" COUNT R"()\s?/\s?()" COUNT R"()\s?[(\[]\s?()" DECIMAL R"()\s?%?\s?[)\]]\s?)");
  const re2::StringPiece input(cell.data(), cell.size());
  re2::StringPiece group[4];
  PrintedShare share;
  share.span = {0, static_cast<std::uint32_t>(cell.size())};
  if (slash->Match(input, 0, cell.size(), RE2::ANCHOR_BOTH, group, 4)) {
    share.count = number_at(cell, group[1]);
    share.total = number_at(cell, group[2]);
    share.percent = number_at(cell, group[3]);
    return share;
  }
  if (plain->Match(input, 0, cell.size(), RE2::ANCHOR_BOTH, group, 3)) {
    share.count = number_at(cell, group[1]);
    share.percent = number_at(cell, group[2]);
    return share;
  }
  return std::nullopt;
}

std::vector<PrintedNumber> find_group_sizes(std::string_view text) {
  static const RE2* re = new RE2(R"((?:^|[^A-Za-z])[nN]\s?=\s?()" COUNT R"()(?:[^\d.·/%]|\.?$|\.[^\d]))");
  std::vector<PrintedNumber> sizes;
  const re2::StringPiece input(text.data(), text.size());
  re2::StringPiece group[2];
  std::size_t at = 0;
  while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
    sizes.push_back(number_at(text, group[1]));
    at = sizes.back().span.end;
  }
  return sizes;
}

std::optional<PrintedNumber> plain_number(std::string_view text) {
  static const RE2* re = new RE2(R"(\s?((?:-|−|–)?(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:(?:\.|·)\d{1,6})?)\s?)");
  re2::StringPiece group[2];
  if (!re->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::ANCHOR_BOTH, group, 2))
    return std::nullopt;
  return number_at(text, group[1]);
}

#undef COUNT
#undef DECIMAL

}  // namespace warrant
