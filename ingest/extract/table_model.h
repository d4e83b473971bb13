// One reading of a table for all extractors: a grid with spans resolved, header rows found, every column with its
// header path, every body row with its label, factor and panel. Formats do not matter here: readers give the same
// Table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "src/model/document.h"

namespace warrant {

enum class RowKind { kHeader, kData, kSeparator, kEmpty };

class TableModel {
 public:
  // Lifetime: the document must outlive the model.
  TableModel(const Document& document, std::int32_t table);

  std::int32_t rows() const { return table_->rows; }
  std::int32_t columns() const { return table_->columns; }
  // The cell that covers (row, column), -1 = none.
  std::int32_t cell(std::int32_t row, std::int32_t column) const;
  std::string_view text(std::int32_t row, std::int32_t column) const;  // of the covering cell
  // The same without raised footnote marks ("Odds Ratioᵃ").
  std::string words(std::int32_t row, std::int32_t column) const;
  const TableCell& cell_at(std::int32_t index) const { return table_->cells[static_cast<std::size_t>(index)]; }

  RowKind kind(std::int32_t row) const { return kinds_[static_cast<std::size_t>(row)]; }
  // Columns before the first that holds values.
  std::int32_t label_columns() const { return label_columns_; }
  // Header texts above a body cell, topmost first, without repetition. `leaf` is the lowest.
  std::vector<std::string> header_path(std::int32_t row, std::int32_t column) const;
  // The header rows that hold for a body row, in order.
  const std::vector<std::int32_t>& header_rows(std::int32_t row) const {
    return header_rows_[static_cast<std::size_t>(row)];
  }
  // Identity of the topmost header cell above (row, column) that spans more than one column, -1 = none.
  std::int32_t header_group(std::int32_t row, std::int32_t column) const;
  // How many header cells span both columns above the row.
  int shared_headers(std::int32_t row, std::int32_t a, std::int32_t b) const;
  // The rows that a row is indented under, outermost first; empty in tables without indents.
  std::vector<std::int32_t> ancestors(std::int32_t row) const;

  const std::string& label(std::int32_t row) const { return labels_[static_cast<std::size_t>(row)]; }
  const std::string& factor(std::int32_t row) const { return factors_[static_cast<std::size_t>(row)]; }
  std::int32_t factor_row(std::int32_t row) const { return factor_rows_[static_cast<std::size_t>(row)]; }
  const std::string& panel(std::int32_t row) const { return panels_[static_cast<std::size_t>(row)]; }

  std::string caption() const;
  std::string notes() const;
  // Panels that stand side by side in the document are stacked here.
  const Table& table() const { return *table_; }

 private:
  void span_headers();
  void classify_rows();
  void find_label_columns();
  void label_rows();
  bool counts_rows() const;
  bool numeric(std::int32_t row, std::int32_t column) const;
  bool subheader(std::int32_t row) const;
  bool spans_columns(std::int32_t row) const;  // one of its cells stands over three columns or more

  const Document& document_;
  std::shared_ptr<const Table> stacked_;  // owns what `table_` points at, unless the document does
  const Table* table_;
  std::int32_t panel_rows_ = 0;  // of each stacked panel
  std::vector<std::int32_t> grid_;
  std::vector<RowKind> kinds_;
  std::vector<std::vector<std::int32_t>> header_rows_;  // of each body row: the header rows that hold for it
  // Of each body row: the header rows before those; they hold for columns that the later ones leave empty.
  std::vector<std::vector<std::int32_t>> earlier_header_rows_;
  std::int32_t label_columns_ = 1;
  std::vector<std::string> labels_, factors_, panels_;
  std::vector<std::int32_t> factor_rows_;
};

}  // namespace warrant
