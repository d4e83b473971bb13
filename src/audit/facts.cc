#include "src/audit/facts.h"

#include <algorithm>
#include <cmath>

#include <re2/re2.h>

#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

PrintedNumber moved(PrintedNumber number, std::uint32_t by) {
  number.span.start += by;
  number.span.end += by;
  return number;
}

// Forms that find_shares leaves to the context: "8/20, 40%", "69%, 33/48", "(overall 69 %; 33/48)".
void add_slashed_shares(std::string_view text, std::vector<PrintedShare>& shares) {
#define COUNT R"((\d{1,3}(?:,\d{3})+|\d{1,7}))"
#define DECIMAL R"((\d{1,3}(?:(?:\.|·)\d{1,4})?))"
  static const RE2* count_first = new RE2(R"((?:^|[\s(\[:;]))" COUNT R"(\s?(?:/|out of)\s?)" COUNT
                                          R"((?: [a-z]+){0,2}\s?[,;=:(\[]{1,2}\s?)" DECIMAL R"(\s?%)");
  static const RE2* percent_first = new RE2(R"((?:^|[\s(\[:;]))" DECIMAL R"(\s?%\s?[,;:([]{1,2}\s?(?:n\s?=\s?)?)" COUNT
                                            R"(\s?(?:/|out of)\s?)" COUNT R"(\s?(?:[)\];,.:]|$))");
#undef COUNT
#undef DECIMAL
  if (text.find('%') == std::string_view::npos) return;
  if (text.find('/') == std::string_view::npos && text.find("out of") == std::string_view::npos) return;
  const re2::StringPiece input(text.data(), text.size());
  for (const RE2* re : {count_first, percent_first}) {
    re2::StringPiece group[4];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 4)) {
      const auto number = [&](re2::StringPiece part) {
        PrintedNumber n = plain_number({part.data(), part.size()}).value_or(PrintedNumber{});
        const auto start = static_cast<std::uint32_t>(part.data() - text.data());
        n.span = {start, start + static_cast<std::uint32_t>(part.size())};
        return n;
      };
      PrintedShare share;
      const bool first = re == count_first;
      share.count = number(group[first ? 1 : 2]);
      share.total = number(group[first ? 2 : 3]);
      share.percent = number(group[first ? 3 : 1]);
      share.span = cover(cover(share.count->span, share.total->span), share.percent.span);
      if (share.percent.span.end < text.size() && text[share.percent.span.end] == '%') ++share.span.end;
      at = share.span.end;
      const std::string_view after = text.substr(share.percent.span.end, 24);
      const bool level =
          after.find("CI") != std::string_view::npos || after.find("onfidence") != std::string_view::npos;
      if (level || std::any_of(shares.begin(), shares.end(),
                               [&](const PrintedShare& other) { return other.span.overlaps(share.span); }))
        continue;
      shares.push_back(share);
    }
  }
  std::sort(shares.begin(), shares.end(), [](const PrintedShare& a, const PrintedShare& b) { return a.span < b.span; });
}

ColumnHead head_of(const TableGrid& grid, std::int32_t column) {
  static const RE2* percent = new RE2("(?i)%|percent|per cent");
  static const RE2* p = new RE2(R"(^\s?(?i)p(?:[- ]?values?)?\s?[*†‡§a-d]?\s?$)");
  static const RE2* total = new RE2(R"((?i)^\s?(?:total|all|overall|whole|entire|combined)\b)");
  static const RE2* ratio = new RE2(
      R"(\b(?:[acu]?OR|[acu]?HR|[acu]?RR|IRR|SHR|[ac]?PR)s?\b|(?i)\b(?:odds|hazards?|risk|rate|prevalence)[- ]ratio|relative risk|exp ?\(b\))");
  static const RE2* interval = new RE2(R"((?i)\bC\.?I\b|confidence|9[059] ?%)");
  ColumnHead head;
  for (std::int32_t r = 0; r < std::max(1, grid.table->header_rows) && r < grid.table->rows; ++r) {
    const std::string_view cell = grid.cell(r, column);
    if (cell.empty()) continue;
    if (cell.find('=') != std::string_view::npos)
      if (const auto sizes = find_group_sizes(cell); sizes.size() == 1) head.group = sizes[0].value;
    head.percent = head.percent || matches(cell, *percent);
    head.p = head.p || matches(cell, *p);
    head.total = head.total || matches(cell, *total);
    head.ratio = head.ratio || matches(cell, *ratio);
    head.interval = head.interval || matches(cell, *interval);
  }
  return head;
}

TableGrid grid_of(const Table& table, std::string_view text) {
  TableGrid grid;
  grid.table = &table;
  grid.text = text;
  grid.cell_at.assign(static_cast<std::size_t>(table.rows) * static_cast<std::size_t>(table.columns), -1);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const TableCell& cell = table.cells[i];
    for (std::int32_t r = cell.row; r < std::min(table.rows, cell.row + cell.row_span); ++r)
      for (std::int32_t c = cell.column; c < std::min(table.columns, cell.column + cell.column_span); ++c)
        grid.cell_at[static_cast<std::size_t>(r * table.columns + c)] = static_cast<std::int32_t>(i);
  }
  for (std::int32_t c = 0; c < table.columns; ++c) grid.heads.push_back(head_of(grid, c));
  grid.numbers.resize(table.cells.size());
  grid.shares.resize(table.cells.size());
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const std::string_view cell = slice(text, table.cells[i].span);
    // Most cells are words; a share is short.
    if (cell.size() > 40 || std::none_of(cell.begin(), cell.end(), is_ascii_digit)) continue;
    if (cell.find_first_of("([") == std::string_view::npos)
      grid.numbers[i] = plain_number(cell);
    else
      grid.shares[i] = share_of_cell(cell);
  }
  return grid;
}

}  // namespace

const std::optional<PrintedNumber>& TableGrid::number(std::int32_t row, std::int32_t column) const {
  static const std::optional<PrintedNumber> none;
  const std::int32_t index = at(row, column);
  return index < 0 ? none : numbers[static_cast<std::size_t>(index)];
}

const std::optional<PrintedShare>& TableGrid::share(std::int32_t row, std::int32_t column) const {
  static const std::optional<PrintedShare> none;
  const std::int32_t index = at(row, column);
  return index < 0 ? none : shares[static_cast<std::size_t>(index)];
}

ByteSpan TableGrid::span(std::int32_t row, std::int32_t column) const {
  return table->cells[static_cast<std::size_t>(at(row, column))].span;
}

std::string_view TableGrid::cell(std::int32_t row, std::int32_t column) const {
  const std::int32_t index = at(row, column);
  return index < 0 ? std::string_view() : slice(text, table->cells[static_cast<std::size_t>(index)].span);
}

bool TableGrid::starts(std::int32_t row, std::int32_t column) const {
  const std::int32_t index = at(row, column);
  if (index < 0) return false;
  const TableCell& cell = table->cells[static_cast<std::size_t>(index)];
  return cell.row == row && cell.column == column;
}

AuditFacts gather_facts(const IndexedDocument& document) {
  const Document& d = document.document;
  AuditFacts facts;
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    const Sentence& sentence = document.sentences[i];
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    for (const PrintedNumber& size : find_group_sizes(text))
      facts.group_sizes.push_back(moved(size, sentence.span.start));
    if (passage.kind == PassageKind::kTableRow) continue;
    std::vector<PrintedShare> shares = find_shares(text);
    add_slashed_shares(text, shares);
    for (PrintedShare share : shares) {
      if (share.count) share.count = moved(*share.count, sentence.span.start);
      if (share.total) share.total = moved(*share.total, sentence.span.start);
      share.percent = moved(share.percent, sentence.span.start);
      share.span.start += sentence.span.start;
      share.span.end += sentence.span.start;
      facts.shares.push_back({share, static_cast<std::int32_t>(i)});
    }
  }
  for (const Table& table : d.tables)
    if (table.rows > 0 && table.columns > 0 && table.rows < 5000 && table.columns < 500)
      facts.tables.push_back(grid_of(table, d.text));
  return facts;
}

namespace {

// The first plain number at or after `i` in `part`: its value, digits after the point and place; false at the end.
bool next_number(std::string_view part, std::size_t& i, double& value, int& decimals, std::size_t& start) {
  while (i < part.size() && !is_ascii_digit(part[i])) ++i;
  if (i == part.size()) return false;
  start = i;
  double number = 0, scale = 1;
  decimals = 0;
  bool fraction = false;
  while (i < part.size()) {
    if (is_ascii_digit(part[i])) {
      number = number * 10 + (part[i] - '0');
      if (fraction) {
        scale *= 10;
        ++decimals;
      }
      ++i;
    } else if (!fraction && part[i] == '.' && i + 1 < part.size() && is_ascii_digit(part[i + 1])) {
      fraction = true;
      ++i;
    } else if (!fraction && part.substr(i, 2) == "\xC2\xB7" && i + 2 < part.size() && is_ascii_digit(part[i + 2])) {
      fraction = true;
      i += 2;
    } else {
      break;
    }
  }
  value = number / scale;
  return true;
}

}  // namespace

std::optional<int> printed_decimals(std::string_view text, ByteSpan span, double value) {
  const std::string_view part = slice(text, span);
  double number = 0;
  int decimals = 0;
  for (std::size_t i = 0, start = 0; next_number(part, i, number, decimals, start);)
    if (std::fabs(number - std::fabs(value)) < 1e-9 * std::max(1.0, std::fabs(value))) return decimals;
  return std::nullopt;
}

bool may_be_less(std::string_view text, ByteSpan span, double value, bool upper) {
  static const RE2* lower_sign = new RE2(R"((?:(?:^|[\s(\[,;:])(?:-|–|−|‐|‑)|<) ?$)");
  static const RE2* upper_sign = new RE2(R"((?:\bto|[,;]|-|–|−|‐|‑) ?(?:-|–|−|‐|‑|>) ?$)");
  const std::string_view part = slice(text, span);
  double number = 0;
  int decimals = 0;
  for (std::size_t i = 0, start = 0; next_number(part, i, number, decimals, start);)
    if (std::fabs(number - std::fabs(value)) < 1e-9 * std::max(1.0, std::fabs(value)) &&
        matches(part.substr(0, start), upper ? *upper_sign : *lower_sign))
      return true;
  return false;
}

}  // namespace warrant
