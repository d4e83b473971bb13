// The rows of a table, in the XHTML model (table, tr, td) and the OASIS/CALS one (tgroup, row, entry).
#include <algorithm>

#include "ingest/reader/jats.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

constexpr int kMaxSpan = 1000;  // HTML, "algorithm for processing rows"
constexpr int kMaxRowSpan = 65534;
constexpr std::size_t kMaxColumns = 10000;

bool is_row(std::string_view name) { return name == "tr" || name == "row"; }
bool is_cell(std::string_view name) { return name == "td" || name == "th" || name == "entry"; }

bool has_text(pugi::xml_node node) {
  XmlCursor cursor(node);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next())
    if (event == XmlCursor::Event::kText && !trim(cursor.node().value()).empty()) return true;
  return false;
}

// Levels of indentation that a cell's text begins with: fixed spaces (two no-break or en spaces or one em space make a
// level), or lists around it.
int indent_of(pugi::xml_node cell) {
  int halves = 0, lists = 0;
  XmlCursor cursor(cell);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    const pugi::xml_node node = cursor.node();
    if (event == XmlCursor::Event::kEnter && local_name(node) == "list") ++lists;
    if (event != XmlCursor::Event::kText) continue;
    const std::string_view text = node.value();
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = next_code_point(text, i);
      if (c == 0xA0 || c == 0x2002 || c == 0x2000) {
        ++halves;
      } else if (c == 0x2003 || c == 0x2001) {
        halves += 2;
      } else if (!(c < 0x80 && is_ascii_space(static_cast<char>(c))) && (c < 0x2004 || c > 0x200A)) {
        return (halves + 1) / 2 + lists;
      }
    }
  }
  return 0;
}

class TableReader {
 public:
  TableReader(Article& article, std::int32_t index, Place place, std::int32_t section)
      : article_(article), inline_(article), index_(index), place_(place), section_(section) {
    table_.rows = 0;
  }

  void run(pugi::xml_node root) {
    int in_head = 0;
    bool head_over = false;
    XmlCursor cursor(root);
    for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
      const pugi::xml_node node = cursor.node();
      if (event == XmlCursor::Event::kText) {
        if (!trim(node.value()).empty()) article_.builder.skipped().add("text-outside-cells");
        continue;
      }
      const std::string_view name = local_name(node);
      if (event == XmlCursor::Event::kEnter) {
        if (name == "thead") {
          ++in_head;
        } else if (is_row(name)) {
          const bool all_header = row(node, in_head > 0);
          head_over =
              head_over || !(in_head > 0 || (table_.header_rows == table_.rows - 1 && all_header && !had_head_));
          if (!head_over) table_.header_rows = table_.rows;
          cursor.skip();
        } else if (name == "colspec") {
          columns_by_name_.emplace(node.attribute("colname").value(), static_cast<int>(columns_by_name_.size()));
        }
      } else if (name == "thead") {
        --in_head;
        had_head_ = true;
      }
    }
    for (TableCell& cell : table_.cells) {
      cell.row_span = std::min(cell.row_span, table_.rows - cell.row);
      table_.columns = std::max(table_.columns, cell.column + cell.column_span);
    }
    article_.document.tables.push_back(std::move(table_));
  }

 private:
  // Reads one row; true when all its cells are header cells.
  bool row(pugi::xml_node tr, bool in_head) {
    const bool visible = has_text(tr);
    bool all_header = true, first = true;
    std::size_t column = 0;
    if (visible) article_.builder.begin(PassageKind::kTableRow, place_, section_);
    std::vector<std::pair<std::size_t, int>> spans;  // columns that rows below must leave free
    for (const pugi::xml_node node : tr.children()) {
      const std::string_view name = local_name(node);
      if (!is_cell(name)) {
        if (node.type() == pugi::node_element || !trim(node.value()).empty())
          article_.builder.skipped().add("text-outside-cells");
        continue;
      }
      while (column < busy_.size() && busy_[column] > 0) ++column;
      TableCell cell = cell_of(node, column);
      cell.header = in_head || name == "th";
      all_header = all_header && cell.header;
      if (visible) {
        if (!first) article_.builder.append_raw(" | ");
        const std::uint32_t mark = article_.builder.mark();
        inline_.append(node);
        cell.span = article_.builder.since(mark);
        inline_.reset();
        if (!cell.span.empty()) cell.indent = indent_of(node);
      }
      first = false;
      column = static_cast<std::size_t>(cell.column + cell.column_span);
      if (cell.row_span > 1)
        for (std::size_t c = static_cast<std::size_t>(cell.column); c < column; ++c)
          spans.emplace_back(c, cell.row_span);
      table_.cells.push_back(cell);
    }
    for (int& rows : busy_) rows = std::max(0, rows - 1);
    for (const auto& [c, rows] : spans) {
      if (c >= busy_.size()) busy_.resize(c + 1);
      busy_[c] = rows - 1;
    }
    std::int32_t passage = -1;
    if (visible) {
      const bool blank = std::all_of(table_.cells.begin() + static_cast<long>(row_start_), table_.cells.end(),
                                     [](const TableCell& c) { return c.span.empty(); });
      if (blank) {
        drop_row();
      } else {
        passage = article_.builder.end();
      }
    }
    if (passage >= 0) {
      Passage& made = article_.document.passages[static_cast<std::size_t>(passage)];
      made.table = index_;
      made.row = table_.rows;
    } else {
      for (std::size_t i = row_start_; i < table_.cells.size(); ++i) table_.cells[i].span = {};
    }
    table_.row_passages.push_back(passage);
    ++table_.rows;
    const bool any = table_.cells.size() > row_start_;
    row_start_ = table_.cells.size();
    return all_header && any;
  }

  void drop_row() { article_.builder.drop(); }

  TableCell cell_of(pugi::xml_node node, std::size_t column) {
    TableCell cell;
    cell.row = table_.rows;
    cell.row_span =
        std::clamp(node.attribute("rowspan").as_int(node.attribute("morerows").as_int(0) + 1), 1, kMaxRowSpan);
    cell.column_span = std::clamp(node.attribute("colspan").as_int(1), 1, kMaxSpan);
    const auto named = [&](const char* attribute) {
      const auto at = columns_by_name_.find(node.attribute(attribute).value());
      return at == columns_by_name_.end() ? -1 : at->second;
    };
    const int from = named("namest"), to = named("nameend"), at = named("colname");
    if (from >= 0 && to >= from) cell.column_span = to - from + 1;
    const int wanted = from >= 0 ? from : at;
    if (wanted > static_cast<int>(column)) column = static_cast<std::size_t>(wanted);
    if (column > kMaxColumns) cell.column_span = 1;
    cell.column = static_cast<std::int32_t>(column);
    return cell;
  }

  Article& article_;
  Inline inline_;
  std::int32_t index_;
  Place place_;
  std::int32_t section_;
  Table table_;
  std::vector<int> busy_;  // by column: rows still covered by a cell from above
  std::unordered_map<std::string, int> columns_by_name_;
  std::size_t row_start_ = 0;  // first cell of the row being read
  bool had_head_ = false;
};

}  // namespace

void read_table(Article& article, pugi::xml_node node, std::int32_t index, Place place, std::int32_t section) {
  TableReader(article, index, place, section).run(node);
}

}  // namespace warrant::jats
