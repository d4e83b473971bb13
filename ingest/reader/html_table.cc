#include "ingest/reader/html_table.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "src/base/text.h"

namespace warrant::html {
namespace {

constexpr std::int32_t kMaxSpan = 1000;    // HTML caps colspan at 1000
constexpr std::int32_t kWideTable = 4000;  // from this column on no cell spans any more

bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

std::int32_t span_of(const Page& page, std::int32_t cell, const char* name) {
  const int value = std::atoi(std::string(page.attribute(cell, name)).c_str());
  return std::clamp(value, 1, static_cast<int>(kMaxSpan));
}

bool hidden(const Page& page, std::int32_t i) {
  const GumboTag tag = page[i].tag;
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_BUTTON ||
         tag == GUMBO_TAG_SVG;
}

std::string_view trim_start(std::string_view text) {
  while (!text.empty() && (is_ascii_space(text.front()) || text.starts_with("\xC2\xA0")))
    text.remove_prefix(text.front() == '\xC2' ? 2 : 1);
  return text;
}

// Text of a cell or caption; nested tables lose their grid.
void append_inline(const Page& page, std::int32_t root, TextBuilder& builder, const InlineSink& seen) {
  bool begun = false;  // no space of the source's layout before the first word
  for (std::int32_t i = root + 1; i < page[root].end; ++i) {
    if (page[i].is_text) {
      const std::string_view text = begun ? page[i].text : trim_start(page[i].text);
      begun = begun || !text.empty();
      builder.append(to_nfc(text));
    } else if (hidden(page, i)) {
      i = page[i].end - 1;
    } else if (page.is(i, GUMBO_TAG_SUP)) {
      const std::uint32_t from = builder.mark();
      builder.append_superscript(to_nfc(page.text_of(i)));
      seen(i, builder.since(from));
      i = page[i].end - 1;
    } else if (page.is(i, GUMBO_TAG_A) && page.attribute(i, "href").starts_with("#")) {
      const std::uint32_t from = builder.mark();
      builder.append(to_nfc(page.text_of(i)));
      seen(i, builder.since(from));
      i = page[i].end - 1;
    } else if (page.is(i, GUMBO_TAG_BR) || page.is(i, GUMBO_TAG_P) || page.is(i, GUMBO_TAG_DIV) ||
               page.is(i, GUMBO_TAG_LI)) {
      if (begun) builder.append(" ");
    }
  }
}

struct Row {
  std::vector<std::int32_t> cells;
  bool head = false;  // in thead, or nothing but th
};

// The rows of this table, not of tables inside it.
std::vector<Row> rows_of(const Page& page, std::int32_t table) {
  std::vector<Row> rows;
  for (std::int32_t i = table + 1; i < page[table].end; ++i) {
    if (page[i].is_text) continue;
    if (page.is(i, GUMBO_TAG_TABLE)) {
      i = page[i].end - 1;
      continue;
    }
    if (!page.is(i, GUMBO_TAG_TR)) continue;
    Row row;
    bool all_th = true;
    for (std::int32_t k = i + 1; k < page[i].end; k = page[k].end)
      if (!page[k].is_text && is_cell(page[k].tag)) {
        row.cells.push_back(k);
        all_th = all_th && page.is(k, GUMBO_TAG_TH);
      }
    row.head = page.is(page[i].parent, GUMBO_TAG_THEAD) || (all_th && row.cells.size() > 1);
    if (!row.cells.empty()) rows.push_back(std::move(row));
    i = page[i].end - 1;
  }
  return rows;
}

}  // namespace

bool is_data_table(const Page& page, std::int32_t table) {
  const std::string role = std::string(page.attribute(table, "role"));
  if (role == "presentation" || role == "none") return false;
  bool nested = false, headed = false, heavy = false;
  for (std::int32_t i = table + 1; i < page[table].end; ++i) {
    if (page[i].is_text) continue;
    const GumboTag tag = page[i].tag;
    nested = nested || tag == GUMBO_TAG_TABLE;
    headed = headed || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_THEAD;
    heavy = heavy || (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H3) || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN;
  }
  if (nested || heavy) return false;
  const std::vector<Row> rows = rows_of(page, table);
  std::size_t cells = 0, columns = 0, bytes = 0;
  for (const Row& row : rows) {
    cells += row.cells.size();
    columns = std::max(columns, row.cells.size());
    for (std::int32_t cell : row.cells) bytes += page.text_of(cell).size();
  }
  if (headed) return columns >= 2 || rows.size() >= 3;
  return rows.size() >= 2 && columns >= 2 && cells >= 4 && bytes / cells < 150;
}

void write_table(const Page& page, std::int32_t node, std::int32_t section, Document& d, TextBuilder& b,
                 const InlineSink& seen) {
  const auto index = static_cast<std::int32_t>(d.tables.size());
  d.tables.emplace_back();
  Table table;
  table.id = std::string(page.attribute(node, "id"));
  for (std::int32_t i = node + 1; i < page[node].end; ++i) {
    if (!page.is(i, GUMBO_TAG_CAPTION)) continue;
    b.begin(PassageKind::kCaption, Place::kTable, section);
    append_inline(page, i, b, seen);
    if (const std::int32_t passage = b.end(); passage >= 0) {
      table.captions.push_back(passage);
      d.passages[static_cast<std::size_t>(passage)].table = index;
    }
    break;
  }
  std::vector<std::int32_t> blocked;  // rows that each column is still covered by a cell above
  bool in_head = true;
  const std::vector<Row> rows = rows_of(page, node);
  for (const Row& row : rows) {
    const auto r = table.rows++;
    in_head = in_head && row.head;
    if (in_head) ++table.header_rows;
    std::int32_t column = 0;
    bool text = false;
    for (std::int32_t cell : row.cells) text = text || !page.text_of(cell).empty();
    if (text) b.begin(PassageKind::kTableRow, Place::kTable, section);
    std::vector<std::int32_t> next = blocked;
    for (std::int32_t& rows_left : next) rows_left = std::max(rows_left - 1, 0);
    for (std::size_t k = 0; k < row.cells.size(); ++k) {
      const std::int32_t cell = row.cells[k];
      while (static_cast<std::size_t>(column) < blocked.size() && blocked[static_cast<std::size_t>(column)] > 0)
        ++column;
      TableCell c;
      c.row = r;
      c.column = column;
      c.row_span = span_of(page, cell, "rowspan");
      c.column_span = column < kWideTable ? span_of(page, cell, "colspan") : 1;
      c.header = page.is(cell, GUMBO_TAG_TH) || row.head;
      if (text) {
        if (k > 0) b.append_raw(" | ");
        const std::uint32_t from = b.mark();
        append_inline(page, cell, b, seen);
        c.span = b.since(from);
      } else {
        c.span = {static_cast<std::uint32_t>(d.text.size()), static_cast<std::uint32_t>(d.text.size())};
      }
      column += c.column_span;
      if (next.size() < static_cast<std::size_t>(column)) next.resize(static_cast<std::size_t>(column), 0);
      for (std::int32_t q = c.column; q < column; ++q)
        next[static_cast<std::size_t>(q)] = std::max(next[static_cast<std::size_t>(q)], c.row_span - 1);
      table.cells.push_back(c);
    }
    blocked = std::move(next);
    table.columns = std::max(table.columns, column);
    std::int32_t passage = text ? b.end() : -1;
    table.row_passages.push_back(passage);
    if (passage >= 0) {
      d.passages[static_cast<std::size_t>(passage)].table = index;
      d.passages[static_cast<std::size_t>(passage)].row = r;
    }
  }
  for (TableCell& cell : table.cells) cell.row_span = std::min(cell.row_span, table.rows - cell.row);
  // "Table 2. Title" -> "Table 2"
  if (!table.captions.empty()) {
    const std::string_view caption = slice(d.text, d.passages[static_cast<std::size_t>(table.captions.front())].span);
    std::size_t end = 0;
    if (ascii_lower(caption.substr(0, 6)) == "table ") {
      end = 6;
      while (end < caption.size() && (is_ascii_digit(caption[end]) || is_ascii_alpha(caption[end]))) ++end;
      table.label = std::string(caption.substr(0, end));
    }
  }
  d.tables[static_cast<std::size_t>(index)] = std::move(table);
}

}  // namespace warrant::html
