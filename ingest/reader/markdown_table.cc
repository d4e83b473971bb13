#include "ingest/reader/markdown_table.h"

#include <algorithm>
#include <cstdlib>

#include "src/base/text.h"

namespace warrant {
namespace {

ByteSpan trimmed(std::string_view text, ByteSpan span) {
  while (span.start < span.end && is_ascii_space(text[span.start])) ++span.start;
  while (span.start < span.end && is_ascii_space(text[span.end - 1])) --span.end;
  return span;
}

bool blank(const RawCell& cell) { return cell.pieces.empty(); }

// A cell that starts like a value: such a row is no header.
bool is_value(std::string_view text, const RawCell& cell) {
  if (blank(cell)) return false;
  std::string_view s = slice(text, cell.pieces.front());
  while (!s.empty() && (s[0] == '$' || s[0] == '*' || s[0] == '(' || s[0] == '<' || s[0] == '>' || s[0] == '-' ||
                        s[0] == ' ' || s[0] == '\\'))
    s.remove_prefix(1);
  if (s.substr(0, 3) == "−" || s.substr(0, 3) == "≥") s.remove_prefix(3);
  return !s.empty() && is_ascii_digit(s[0]);
}

RawCell cell_at(std::string_view text, ByteSpan span, std::int32_t column) {
  RawCell cell;
  cell.column = column;
  span = trimmed(text, span);
  if (!span.empty()) cell.pieces.push_back(span);
  return cell;
}

// Formats without spans show them by empty cells: a header over several columns is followed by blanks that have text
// below, a header or a row label over several rows has blanks below.
void infer_spans(std::string_view text, RawTable& table) {
  auto& rows = table.rows;
  for (auto& row : rows) table.columns = std::max(table.columns, static_cast<std::int32_t>(row.size()));
  constexpr std::size_t kLargestGrid = 2'000'000;  // a ragged monster stays as it is
  if (rows.size() * static_cast<std::size_t>(table.columns) > kLargestGrid) return;
  for (auto& row : rows)
    while (static_cast<std::int32_t>(row.size()) < table.columns)
      row.push_back(RawCell{{}, static_cast<std::int32_t>(row.size()), 1, 1, false});
  const auto columns = static_cast<std::size_t>(table.columns);
  const auto is_header = [&](const std::vector<RawCell>& row) {
    return std::none_of(row.begin(), row.end(), [&](const RawCell& cell) { return is_value(text, cell); });
  };
  table.header_rows = rows.empty() ? 0 : 1;
  while (table.header_rows > 0 && static_cast<std::size_t>(table.header_rows) + 1 < rows.size() &&
         table.header_rows < 3) {
    const auto& row = rows[static_cast<std::size_t>(table.header_rows)];
    const auto& above = rows[static_cast<std::size_t>(table.header_rows) - 1];
    const bool some_blank_above = std::any_of(above.begin() + 1, above.end(), [](const auto& c) { return blank(c); });
    if (columns == 0 || !blank(row[0]) || !is_header(row) || !some_blank_above) break;
    ++table.header_rows;
  }
  const auto headers = static_cast<std::size_t>(table.header_rows);
  std::vector<std::vector<bool>> covered(rows.size(), std::vector<bool>(columns, false));
  for (std::size_t r = 0; r < headers; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      RawCell& cell = rows[r][c];
      cell.header = true;
      if (blank(cell)) continue;
      std::size_t end = c + 1;
      while (r + 1 < headers && c > 0 && end < columns && blank(rows[r][end]) && !blank(rows[r + 1][end])) ++end;
      if (r + 1 < headers && end > c + 1) {
        cell.column_span = static_cast<std::int32_t>(end - c);
        for (std::size_t k = c + 1; k < end; ++k) covered[r][k] = true;
      }
      std::size_t below = r + 1;
      while (end == c + 1 && below < headers && blank(rows[below][c])) covered[below++][c] = true;
      cell.row_span = static_cast<std::int32_t>(below - r);
    }
  }
  for (std::size_t r = headers; columns > 1 && r < rows.size(); ++r) {
    if (blank(rows[r][0])) continue;
    std::size_t below = r + 1;
    while (below < rows.size() && blank(rows[below][0]) && !blank(rows[below][1])) covered[below++][0] = true;
    rows[r][0].row_span = static_cast<std::int32_t>(below - r);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<RawCell> kept;
    for (std::size_t c = 0; c < columns; ++c)
      if (!covered[r][c]) kept.push_back(std::move(rows[r][c]));
    rows[r] = std::move(kept);
  }
}

std::int32_t span_attribute(std::string_view tag, std::string_view name) {
  const std::size_t at = tag.find(name);
  if (at == std::string_view::npos) return 1;
  std::size_t i = at + name.size();
  while (i < tag.size() && (tag[i] == ' ' || tag[i] == '=' || tag[i] == '"' || tag[i] == '\'')) ++i;
  std::int32_t value = 0;
  while (i < tag.size() && is_ascii_digit(tag[i]) && value < 1000) value = value * 10 + (tag[i++] - '0');
  return std::clamp(value, 1, 100);
}

}  // namespace

RawTable read_tab_table(std::string_view text, const std::vector<ByteSpan>& lines) {
  RawTable table;
  for (ByteSpan line : lines) {
    std::vector<RawCell> row;
    std::uint32_t start = line.start;
    for (std::uint32_t i = line.start; i <= line.end; ++i) {
      if (i < line.end && text[i] != '\t') continue;
      row.push_back(cell_at(text, {start, i}, static_cast<std::int32_t>(row.size())));
      start = i + 1;
    }
    table.rows.push_back(std::move(row));
  }
  infer_spans(text, table);
  return table;
}

RawTable read_pipe_table(std::string_view text, const std::vector<ByteSpan>& lines) {
  RawTable table;
  for (ByteSpan line : lines) {
    line = trimmed(text, line);
    if (!line.empty() && text[line.start] == '|') ++line.start;
    if (!line.empty() && text[line.end - 1] == '|' && (line.size() < 2 || text[line.end - 2] != '\\')) --line.end;
    std::vector<RawCell> row;
    std::uint32_t start = line.start;
    for (std::uint32_t i = line.start; i <= line.end; ++i) {
      if (i < line.end && text[i] == '\\') {
        ++i;  // an escaped pipe is text
        continue;
      }
      if (i < line.end && text[i] != '|') continue;
      row.push_back(cell_at(text, {start, std::min(i, line.end)}, static_cast<std::int32_t>(row.size())));
      start = i + 1;
    }
    table.rows.push_back(std::move(row));
  }
  infer_spans(text, table);
  return table;
}

RawTable read_html_table(std::string_view text, ByteSpan span) {
  RawTable table;
  std::vector<std::int32_t> busy;  // per column: rows still covered by a cell above
  std::uint32_t cell_start = 0;
  bool in_cell = false, in_head = false, explicit_head = false;
  const auto end_cell = [&](std::uint32_t at) {
    if (!in_cell) return;
    in_cell = false;
    const ByteSpan inner = trimmed(text, {cell_start, at});
    if (!inner.empty()) table.rows.back().back().pieces.push_back(inner);
  };
  const auto begin_row = [&] {
    table.rows.emplace_back();
    for (std::int32_t& rows : busy) rows = std::max(rows - 1, 0);
    if (in_head) {
      explicit_head = true;
      table.header_rows = static_cast<std::int32_t>(table.rows.size());
    }
  };
  for (std::uint32_t i = span.start; i < span.end; ++i) {
    if (text[i] != '<') continue;
    std::uint32_t end = i + 1;
    while (end < span.end && text[end] != '>' && text[end] != '<') ++end;
    if (end >= span.end || text[end] != '>') continue;
    const std::string tag = ascii_lower(text.substr(i + 1, end - i - 1));
    const std::string_view name = std::string_view(tag).substr(0, tag.find_first_of(" \t\n/", 1));
    if (name == "td" || name == "th") {
      end_cell(i);
      if (table.rows.empty()) begin_row();
      RawCell cell;
      cell.header = name == "th" || in_head;
      cell.row_span = span_attribute(tag, "rowspan");
      cell.column_span = span_attribute(tag, "colspan");
      std::size_t column =
          table.rows.back().empty()
              ? 0
              : static_cast<std::size_t>(table.rows.back().back().column + table.rows.back().back().column_span);
      while (column < busy.size() && busy[column] > 0) ++column;
      cell.column = static_cast<std::int32_t>(column);
      const std::size_t after = column + static_cast<std::size_t>(cell.column_span);
      if (busy.size() < after) busy.resize(after, 0);
      for (std::size_t c = column; c < after; ++c) busy[c] = cell.row_span;
      table.columns = std::max(table.columns, static_cast<std::int32_t>(after));
      table.rows.back().push_back(cell);
      cell_start = end + 1;
      in_cell = true;
    } else if (name == "/td" || name == "/th" || name == "tr" || name == "/tr" || name == "/table" || name == "thead" ||
               name == "/thead" || name == "tbody" || name == "/tbody") {
      end_cell(i);
      if (name == "thead") in_head = true;
      if (name == "/thead" || name == "tbody") in_head = false;
      if (name == "tr") begin_row();
    }
    i = end;
  }
  end_cell(span.end);
  std::erase_if(table.rows, [](const auto& row) { return row.empty(); });
  if (!explicit_head) {
    table.header_rows = 0;
    for (const auto& row : table.rows) {
      if (!std::all_of(row.begin(), row.end(), [](const RawCell& cell) { return cell.header; })) break;
      ++table.header_rows;
    }
  }
  table.header_rows = std::min(table.header_rows, static_cast<std::int32_t>(table.rows.size()));
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (RawCell& cell : table.rows[r])
      cell.row_span = std::min(cell.row_span, static_cast<std::int32_t>(table.rows.size() - r));
  return table;
}

bool is_delimiter_row(std::string_view line) {
  line = trim(line);
  bool dash = false, pipe = false;
  for (char c : line) {
    if (c == '-')
      dash = true;
    else if (c == '|')
      pipe = true;
    else if (c != ':' && c != ' ' && c != '\t')
      return false;
  }
  return dash && pipe;
}

}  // namespace warrant
