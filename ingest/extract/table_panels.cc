#include "ingest/extract/table_panels.h"

#include <algorithm>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::int32_t kMostHeaderRows = 4, kMostPanels = 6, kLeastWidth = 2;

std::string_view text_of(const Document& document, const TableCell& cell) {
  return trim(slice(document.text, cell.span));
}

bool is_word(std::string_view text) {
  return !text.empty() && (is_ascii_alpha(text[0]) || static_cast<signed char>(text[0]) < 0);
}

// The width of a panel, 0 = the row does not tell any: labels "Gene | HR | P" that stand again, as wide each time.
std::int32_t width_told(const std::vector<std::string>& labels) {
  const auto columns = static_cast<std::int32_t>(labels.size());
  if (labels.empty() || !is_word(labels[0])) return 0;
  std::int32_t width = 1;
  while (width < columns && labels[static_cast<std::size_t>(width)] != labels[0]) ++width;
  if (width < kLeastWidth || width >= columns || columns % width != 0 || columns / width > kMostPanels) return 0;
  for (std::int32_t c = width; c < columns; ++c)
    if (labels[static_cast<std::size_t>(c)] != labels[static_cast<std::size_t>(c % width)]) return 0;
  return width;
}

}  // namespace

std::optional<Table> stacked_panels(const Document& document, const Table& table) {
  if (table.rows < 3 || table.columns < 2 * kLeastWidth) return std::nullopt;
  const std::int32_t searched = std::min({table.rows - 1, std::max(table.header_rows, 2), kMostHeaderRows});
  std::int32_t width = 0, header = -1;
  for (std::int32_t r = 0; r < searched && width == 0; ++r) {
    std::vector<std::string> labels(static_cast<std::size_t>(std::min(table.columns, 64)));
    for (const TableCell& cell : table.cells)
      if (cell.row == r && cell.column >= 0 && cell.column < static_cast<std::int32_t>(labels.size()))
        labels[static_cast<std::size_t>(cell.column)] = ascii_lower(text_of(document, cell));
    width = table.columns == static_cast<std::int32_t>(labels.size()) ? width_told(labels) : 0;
    header = r;
  }
  if (width == 0) return std::nullopt;
  // The columns of labels hold words.
  std::int32_t words = 0, others = 0;
  for (const TableCell& cell : table.cells)
    if (cell.row > header && cell.column >= width && cell.column % width == 0 && !cell.span.empty())
      ++(is_word(text_of(document, cell)) ? words : others);
  if (words == 0 || others > words) return std::nullopt;

  Table stacked = table;
  stacked.cells.clear();
  stacked.row_passages.clear();
  stacked.columns = width;
  const std::int32_t panels = table.columns / width;
  stacked.rows = table.rows * panels;
  for (std::int32_t panel = 0; panel < panels; ++panel) {
    const std::int32_t from = panel * width, to = from + width;
    for (const TableCell& cell : table.cells) {
      const std::int32_t end = cell.column + std::max(1, cell.column_span);
      if (end <= from || cell.column >= to) continue;
      TableCell moved = cell;
      moved.row += panel * table.rows;
      moved.row_span = std::min(std::max(1, cell.row_span), table.rows - cell.row);
      moved.column = std::max(cell.column, from) - from;
      moved.column_span = std::min(end, to) - from - moved.column;
      moved.header |= cell.row <= header;
      stacked.cells.push_back(moved);
    }
    stacked.row_passages.insert(stacked.row_passages.end(), table.row_passages.begin(), table.row_passages.end());
  }
  stacked.header_rows = std::max(table.header_rows, header + 1);
  return stacked;
}

}  // namespace warrant
