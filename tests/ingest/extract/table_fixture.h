// Documents with one table, written as lines of cells.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "src/base/text.h"
#include "src/model/document.h"

namespace warrant {

// A table written as lines of cells between bars; leading '>' is an indent, "^N " a column span, "_N " a row span
// (the rows below leave that cell out), "text~a~" a raised
// mark.
inline Document table_of(
    std::string_view caption, const std::vector<std::string_view>& rows, int header_rows = 1,
    std::string_view note = "",
    std::string_view body = "We fitted Cox models for the hazard ratio and logistic models for the odds ratio.") {
  Document d;
  const auto begin = [&](PassageKind kind, Place place, int row = -1) {
    Passage p;
    p.kind = kind;
    p.place = place;
    p.table = kind == PassageKind::kParagraph ? -1 : 0;
    p.row = row;
    p.span.start = static_cast<std::uint32_t>(d.text.size());
    d.passages.push_back(p);
  };
  const auto end = [&] {
    d.passages.back().span.end = static_cast<std::uint32_t>(d.text.size());
    d.text += '\n';
    return static_cast<std::int32_t>(d.passages.size() - 1);
  };
  begin(PassageKind::kParagraph, Place::kBody);
  d.text += body;
  end();
  Table t;
  t.id = "T1";
  t.label = "Table 1";
  begin(PassageKind::kCaption, Place::kTable);
  d.text += caption;
  t.captions.push_back(end());
  t.header_rows = header_rows;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    begin(PassageKind::kTableRow, Place::kTable, static_cast<int>(r));
    std::string_view rest = rows[r];
    int column = 0;
    while (true) {
      const std::size_t bar = rest.find('|');
      std::string_view text = trim(rest.substr(0, bar));
      TableCell cell;
      cell.row = static_cast<int>(r);
      cell.column = column;
      cell.header = static_cast<int>(r) < header_rows;
      while (!text.empty() && text[0] == '>') ++cell.indent, text.remove_prefix(1);
      if (!text.empty() && text[0] == '^') {
        cell.column_span = text[1] - '0';
        text = trim(text.substr(2));
      }
      if (!text.empty() && text[0] == '_') {
        cell.row_span = text[1] - '0';
        text = trim(text.substr(2));
      }
      column += cell.column_span;
      if (cell.column > 0) d.text += " | ";
      cell.span.start = static_cast<std::uint32_t>(d.text.size());
      for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~') {
          const std::size_t close = text.find('~', i + 1);
          const auto at = static_cast<std::uint32_t>(d.text.size());
          d.text += text.substr(i + 1, close - i - 1);
          d.superscripts.push_back({at, static_cast<std::uint32_t>(d.text.size())});
          i = close;
        } else {
          d.text += text[i];
        }
      }
      cell.span.end = static_cast<std::uint32_t>(d.text.size());
      t.cells.push_back(cell);
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
    t.columns = std::max(t.columns, column);
    t.row_passages.push_back(end());
  }
  t.rows = static_cast<int>(rows.size());
  if (!note.empty()) {
    begin(PassageKind::kTableNote, Place::kTable);
    d.text += note;
    t.notes.push_back(end());
  }
  d.tables.push_back(t);
  return d;
}

}  // namespace warrant
