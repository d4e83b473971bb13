#include "ingest/extract/table_model.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/table_panels.h"

#include <algorithm>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

// Words that only headers hold.
bool speaks_of_columns(std::string_view text) {
  static const Guarded words(
      R"(\b(?:HR|OR|RR)\b|(?i:hazard|odds|ratio\b|\bCI\b|confidence|exp ?\(|p[ -]?value|^p\*?$|^sig\.?|median|\bn\b ?(\(|=|$)|no\. of|events?\b|survival|univaria|multivaria|adjusted|analysis|lower|upper|mean|\bSD\b|\bSE\b|variable|characteristic|factor|wald|β|coefficient))");
  // Cells of numbers and ASCII signs are most cells and hold none of them.
  if (std::none_of(text.begin(), text.end(),
                   [](char c) { return is_ascii_alpha(c) || static_cast<signed char>(c) < 0; }))
    return false;
  return words.in(text);
}

// "7th": raised, but no footnote mark.
bool ordinal(std::string_view raised) { return raised == "th" || raised == "st" || raised == "nd" || raised == "rd"; }

// "kg/m2", "s-1", "(x10^9)/L": raised, but part of the unit.
bool exponent(std::string_view before, std::string_view raised) {
  if ((raised == "2" || raised == "3" || raised == "²" || raised == "³") && before.ends_with('m')) return true;
  static const Guarded power("[-−–⁻]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}"), negative("[-−–⁻].*"),
      times("(?i)(?:[x×*^(]|(?:^|\\D)[·/]) ?10$");  // not "0·10"
  if (!power.is(raised)) return false;
  return negative.is(raised) || times.in(before);
}

// "H.R.", "O. R." are HR and OR.
std::string undotted(std::string words) {
  static const Guarded dotted(R"((?:^|[^A-Za-z.])([HOR])\. ?(R)\.)");
  re2::StringPiece letters[3];
  while (dotted.find(words, letters, 3)) {
    const auto at = static_cast<std::size_t>(letters[1].data() - words.data());
    const auto end = static_cast<std::size_t>(letters[2].data() - words.data()) + 2;
    words.replace(at, end - at, {words[at], 'R'});
  }
  return words;
}

}  // namespace

TableModel::TableModel(const Document& document, std::int32_t table)
    : document_(document), table_(&document.tables[static_cast<std::size_t>(table)]), panel_rows_(table_->rows) {
  if (std::optional<Table> stacked = stacked_panels(document, *table_)) {
    stacked_ = std::make_shared<const Table>(*std::move(stacked));
    table_ = stacked_.get();
  }
  // A table of colspan soup may announce far more columns than cells: the grid is bounded by what is there.
  const std::size_t rows = static_cast<std::size_t>(std::max(0, table_->rows));
  const std::size_t columns = static_cast<std::size_t>(std::max(0, table_->columns));
  if (rows * columns > 4000000) {
    kinds_.assign(rows, RowKind::kEmpty);
    grid_.clear();
    label_rows();
    return;
  }
  grid_.assign(rows * columns, -1);
  for (std::size_t i = 0; i < table_->cells.size(); ++i) {
    const TableCell& c = table_->cells[i];
    const std::int32_t last_row = std::min(table_->rows, c.row + std::max(1, c.row_span));
    const std::int32_t last_column = std::min(table_->columns, c.column + std::max(1, c.column_span));
    for (std::int32_t r = std::max(0, c.row); r < last_row; ++r)
      for (std::int32_t k = std::max(0, c.column); k < last_column; ++k) {
        std::int32_t& slot = grid_[static_cast<std::size_t>(r) * columns + static_cast<std::size_t>(k)];
        if (slot < 0) slot = static_cast<std::int32_t>(i);
      }
  }
  span_headers();
  classify_rows();
  find_label_columns();
  label_rows();
}

// "Drug | | Placebo | " above "n | OR | n | OR": a header beside empty cells stands over the columns up to the next,
// when the same words stand below each.
void TableModel::span_headers() {
  const std::int32_t columns = table_->columns;
  for (std::int32_t r = 0; r + 1 < table_->header_rows && r + 1 < table_->rows; ++r) {
    std::vector<std::int32_t> starts;
    bool plain = true;
    for (std::int32_t c = 1; c < columns && plain; ++c) {
      const std::int32_t index = cell(r, c);
      plain = index >= 0 && cell_at(index).column_span == 1 && cell_at(index).row_span == 1;
      if (plain && !text(r, c).empty()) starts.push_back(c);
    }
    if (!plain || starts.size() < 2) continue;
    const std::int32_t width = starts[1] - starts[0];
    bool repeated = width >= 2 && starts.back() + width == columns;
    for (std::size_t i = 1; i < starts.size() && repeated; ++i) {
      repeated = starts[i] - starts[i - 1] == width;
      for (std::int32_t k = 0; k < width && repeated; ++k)
        repeated = !text(r + 1, starts[0] + k).empty() && text(r + 1, starts[0] + k) == text(r + 1, starts[i] + k);
    }
    if (!repeated) continue;
    for (const std::int32_t start : starts)
      for (std::int32_t k = 1; k < width; ++k)
        grid_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(start + k)] =
            cell(r, start);
  }
}

std::int32_t TableModel::cell(std::int32_t row, std::int32_t column) const {
  if (row < 0 || column < 0 || row >= table_->rows || column >= table_->columns || grid_.empty()) return -1;
  return grid_[static_cast<std::size_t>(row) * static_cast<std::size_t>(table_->columns) +
               static_cast<std::size_t>(column)];
}

std::string_view TableModel::text(std::int32_t row, std::int32_t column) const {
  const std::int32_t index = cell(row, column);
  return index < 0 ? std::string_view() : trim(slice(document_.text, cell_at(index).span));
}

std::string TableModel::words(std::int32_t row, std::int32_t column) const {
  const std::int32_t index = cell(row, column);
  if (index < 0) return {};
  const ByteSpan span = cell_at(index).span;
  const auto& raised = document_.superscripts;
  auto mark = std::partition_point(raised.begin(), raised.end(), [&](ByteSpan s) { return s.end <= span.start; });
  std::string out;
  std::uint32_t at = span.start;
  for (; mark != raised.end() && mark->start < span.end; ++mark) {
    if (mark->start < at || mark->end > span.end || mark->size() > 4 || ordinal(slice(document_.text, *mark))) continue;
    if (exponent(slice(document_.text, {at, mark->start}), slice(document_.text, *mark))) continue;
    out += document_.text.substr(at, mark->start - at);
    at = mark->end;
  }
  out += document_.text.substr(at, span.end - at);
  return std::string(trim(out));
}

bool TableModel::numeric(std::int32_t row, std::int32_t column) const {
  const std::string_view t = text(row, column);
  if (t.empty()) return false;
  // A value starts with a digit, sign, operator or bracket; "5-year OS" and "2 cycles" are words.
  std::size_t letters = 0, digits = 0;
  for (char c : t) {
    letters += is_ascii_alpha(c) ? 1 : 0;
    digits += is_ascii_digit(c) ? 1 : 0;
  }
  if (digits == 0 || letters > digits || is_ascii_alpha(t[0])) return false;
  static const Guarded interval_label(R"((?i)^\W*\d+(\.\d+)? ?%?[ -]*C\.?I)");
  return letters < 2 || !interval_label.in(t);
}

bool TableModel::subheader(std::int32_t row) const {
  // "| n (%) | | OR (95% CI)": short cells that name a measure, beside an empty label.
  static const Guarded measure(
      R"((?i)^\W*(adjusted |unadjusted |crude )?([a-z]?HR|[a-z]?OR|[a-z]?RR|IRR|odds ratio|hazard ratio|risk ratio|relative risk|mean difference|MD|difference|effect size|β|SMD)\b[^0-9]*(\d\d ?% ?(CI|confidence)[^0-9]*)?$)");
  if (!text(row, 0).empty() && !speaks_of_columns(words(row, 0)) && numeric(row, 0)) return false;
  for (std::int32_t c = 1; c < table_->columns; ++c)
    if (measure.in(words(row, c))) return true;
  return false;
}

bool TableModel::spans_columns(std::int32_t row) const {
  for (std::int32_t c = 1; c < table_->columns; ++c)
    if (const std::int32_t index = cell(row, c); index >= 0 && cell_at(index).column_span >= 3) return true;
  return false;
}

void TableModel::classify_rows() {
  const std::int32_t rows = table_->rows, columns = table_->columns;
  kinds_.assign(static_cast<std::size_t>(rows), RowKind::kData);
  header_rows_.assign(static_cast<std::size_t>(rows), {});
  earlier_header_rows_.assign(static_cast<std::size_t>(rows), {});
  std::vector<std::int32_t> current, earlier, top;
  bool body_seen = false;
  for (std::int32_t r = 0; r < rows; ++r) {
    if (r > 0 && r % panel_rows_ == 0) {
      for (auto* lines : {&current, &earlier, &top}) lines->clear();
      body_seen = false;
    }
    std::int32_t filled = 0, numbers = 0, wordy = 0, marked = 0, last = -1;
    std::int32_t covered = 0;
    for (std::int32_t c = 0; c < columns; ++c) {
      const std::int32_t index = cell(r, c);
      if (index < 0 || index == last) {
        if (index >= 0 && index == last && !text(r, c).empty()) ++covered;
        continue;
      }
      last = index;
      if (text(r, c).empty()) continue;
      // A cell hanging down from a row above does not fill this one.
      if (cell_at(index).row != r && cell_at(index).column > 0) continue;
      ++filled;
      ++covered;
      if (c > 0 && numeric(r, c)) ++numbers;
      if (speaks_of_columns(words(r, c))) ++wordy;
      if (cell_at(index).header) ++marked;
    }
    RowKind& kind = kinds_[static_cast<std::size_t>(r)];
    if (filled == 0) {
      kind = RowKind::kEmpty;
    } else if (r % panel_rows_ < table_->header_rows) {
      // A header of many rows may be a body marked wrongly: numbers under column words are data.
      kind = numbers >= 2 && wordy == 0 && body_seen ? RowKind::kData : RowKind::kHeader;
      if (kind == RowKind::kHeader && numbers >= 2 && r > 0 && wordy == 0 && numbers * 2 > filled)
        kind = RowKind::kData;
    } else if (!body_seen && table_->header_rows == 0 && numbers == 0 && filled > 1) {
      kind = RowKind::kHeader;
    } else if (!body_seen && table_->header_rows == 0 && r == 0 && filled > 1) {
      kind = RowKind::kHeader;
    } else if (!body_seen && r > 0 && !current.empty() && current.back() == r - 1 && filled >= 3 && numbers == 0 &&
               text(r, 0).empty() && spans_columns(r - 1)) {
      kind = RowKind::kHeader;  // "| Rearrest | Injury | Drug use" below "| Outcomes, odds ratios" across them
    } else if (filled == 1 && numbers == 0) {
      kind = RowKind::kSeparator;
      // One label beside empty cells is a separator; one value in the middle is data.
      bool first = false;
      for (std::int32_t c = 0; c < columns && !first; ++c)
        if (!text(r, c).empty()) {
          first = c == 0 || cell_at(cell(r, c)).column_span > 1 || c <= 1;
          break;
        }
      if (!first) kind = RowKind::kData;
    } else if (body_seen && numbers == 0 && !text(r, 0).empty() && text(r, 0).back() == ':' && filled < columns) {
      kind = RowKind::kSeparator;  // "Complications: | | Model B."
    } else if ((numbers == 0 && wordy >= 2 && filled >= 2) ||
               (numbers <= 1 && wordy > numbers && filled >= 2 && subheader(r))) {
      kind = RowKind::kHeader;
    }
    if (kind == RowKind::kHeader) {
      // A header in the middle starts over; at the top header rows add up.
      if (body_seen) {
        if (top.empty()) top = current;
        earlier = top;
        current.clear();
      }
      body_seen = false;
      constexpr std::size_t kMostHeaderRows = 16;  // more are no header, and each is kept for every row below
      if (current.size() < kMostHeaderRows) current.push_back(r);
    } else if (kind == RowKind::kData) {
      body_seen = true;
    } else if (kind == RowKind::kSeparator && !current.empty() && current.back() != r) {
      // Separators keep the header.
    }
    header_rows_[static_cast<std::size_t>(r)] = current;
    earlier_header_rows_[static_cast<std::size_t>(r)] = earlier;
  }
}

void TableModel::find_label_columns() {
  label_columns_ = table_->columns > 1 ? 1 : 0;
  for (std::int32_t c = 1; c < table_->columns - 1 && c < 4; ++c) {
    std::int32_t words = 0, filled = 0, stepped = 0, lines = 0;
    bool role = false;
    for (std::int32_t r = 0; r < table_->rows; ++r) {
      if (kind(r) == RowKind::kHeader) {
        static const Guarded category(
            R"((?i)(categor|subgroup|level|group|comparison|outcome|variable|characteristic|factor|contrast|class))");
        const std::string_view t = text(r, c);
        if (!t.empty() && speaks_of_columns(t) && !category.in(t)) role = true;
        continue;
      }
      if (kind(r) != RowKind::kData || text(r, c).empty()) continue;
      const std::int32_t index = cell(r, c);
      if (cell_at(index).column != c) continue;
      ++filled;
      static const Guarded beneath(R"(^\(|^[Pp] ?[=<>])");  // a value's interval or p value, below it
      lines += beneath.in(text(r, c));
      if (text(r, c - 1).empty()) ++stepped;  // "Sex | " above " | Female": labels in steps
      const std::string_view t = text(r, c);
      std::size_t letters = 0;
      for (char ch : t) letters += is_ascii_alpha(ch) ? 1 : 0;
      static const Guarded no_label(R"((?i)^\W*(NR|NE|NA|n/a|NS|ref|referent|reference( group| category)?)\W*$)");
      if (letters > 0 && is_ascii_alpha(t[0]) && !no_label.is(t)) ++words;
    }
    if (role || filled == 0 || (words * 5 < filled * 3 && !(c == 1 && stepped * 2 > filled && lines * 3 < filled)))
      break;
    label_columns_ = c + 1;
  }
}

// "# | Parameter", "Number of trials | Drug": the first column numbers or counts, it labels nothing.
bool TableModel::counts_rows() const {
  static const Guarded header(
      R"((?i)^\W*(#|nr\.?|n|no\.?( of .*)?|s/?n|sl\.?( no\.?)?|numbers?( of .*)?|item|rank|trials|studies|k)?\W*$)");
  bool any = false;
  for (std::int32_t r = 0; r < table_->rows; ++r) {
    const std::string_view t = text(r, 0);
    if (kind(r) == RowKind::kHeader && !header.is(t)) return false;
    if (kind(r) != RowKind::kData || t.empty()) continue;
    if (t.size() > 3 || !std::all_of(t.begin(), t.end(), is_ascii_digit)) return false;
    any = true;
  }
  return any;
}

void TableModel::label_rows() {
  const std::size_t n = static_cast<std::size_t>(std::max(0, table_->rows));
  labels_.assign(n, "");
  factors_.assign(n, "");
  panels_.assign(n, "");
  factor_rows_.assign(n, -1);
  if (grid_.empty()) return;
  std::string factor, panel;
  std::int32_t factor_row = -1, factor_indent = 0;
  // Under a heading row that names its reference, children fill the same columns; the first that does not ends it.
  bool by_reference = false;
  std::int32_t child = -1;
  const auto filled_like = [&](std::int32_t a, std::int32_t b) {
    for (std::int32_t c = label_columns_; c < table_->columns; ++c)
      if (text(a, c).empty() != text(b, c).empty()) return false;
    return true;
  };
  bool previous_separator = false, indented = false;
  std::string carried;
  std::int32_t carried_row = -1;
  bool part_carried = false;  // `panel` is the separator above rows whose factor is carried
  // "Vomiting | | | <0.001" above "Drug | 4.2 | 5.1 | ": a heading with the p value of its rows.
  const std::int32_t last_column = table_->columns - 1;
  const auto heads_by_p = [&](std::int32_t r) {
    static const Guarded p_cell(R"((?i)^\W*(p\s*)?[<>=≤≥]?\s*(0?[.·]\d+|1\.0+|n\.?s\.?[a-e]?)\W*(\(?[.\d]*\)?)\W*$)");
    if (r + 1 >= table_->rows || kinds_[static_cast<std::size_t>(r + 1)] != RowKind::kData || last_column < 2 ||
        text(r, 0).empty() || text(r + 1, 0).empty() || !p_cell.is(text(r, last_column)) ||
        !text(r + 1, last_column).empty())
      return false;
    bool values = false;
    for (std::int32_t c = std::max(label_columns_, 1); c < last_column; ++c) {
      if (!text(r, c).empty()) return false;
      values |= numeric(r + 1, c);
    }
    return values;
  };
  bool by_p = false;  // the factor is such a heading
  for (const TableCell& c : table_->cells) indented |= c.column == 0 && c.indent > 0;
  const bool numbered = label_columns_ >= 2 && counts_rows();
  for (std::int32_t r = 0; r < table_->rows; ++r) {
    const std::size_t i = static_cast<std::size_t>(r);
    if (kinds_[i] == RowKind::kHeader || kinds_[i] == RowKind::kEmpty) {
      if (kinds_[i] == RowKind::kHeader && r > 0) {
        carried.clear();
        factor.clear();
        factor_row = -1;
      }
      continue;
    }
    std::string label;
    std::int32_t last = -1, indent = 0;
    for (std::int32_t c = 0; c < std::max(label_columns_, 1); ++c) {
      const std::int32_t index = cell(r, c);
      if (index < 0 || index == last) continue;
      last = index;
      std::string t = words(r, c);
      static const RE2 bullet("^(?:[·•◦▪○●] ?|[-–] )([A-Za-z])");
      if (!t.empty() && !is_ascii_alpha(t[0])) RE2::Replace(&t, bullet, "\\1");
      if (c == 0) indent = cell_at(index).indent;
      if (t.empty() || (c == 0 && numbered)) continue;
      if (!label.empty()) label += ": ";
      label += t;
    }
    if (kinds_[i] == RowKind::kSeparator) {
      carried.clear();
      by_p = false;
      if (part_carried) panel.clear();
      part_carried = false;
      std::int32_t column = 0;
      while (column < table_->columns && text(r, column).empty()) ++column;
      const TableCell& c = cell_at(cell(r, column));
      if (label.empty()) label = words(r, column);
      const bool wide = c.column_span >= std::max(2, table_->columns - 1);
      const std::int32_t below = r + 1 < table_->rows ? cell(r + 1, 0) : -1;
      if (indented && below >= 0 && cell_at(below).indent <= c.indent) {
        // Nothing is indented under it: it heads a part of the table, no factor.
        panel = label;
        factor.clear();
        factor_row = -1;
        labels_[i] = label;
        previous_separator = true;
        continue;
      }
      if (previous_separator && !indented) {
        panel = factor;
      } else if (wide && !indented) {
        // A row across the whole table opens a part of it, unless every factor is written so.
        panel.clear();
      }
      factor = label;
      while (factor.size() > 1 && factor.back() == ':') factor.pop_back();
      factor_row = r;
      factor_indent = c.indent;
      by_reference = false;
      labels_[i] = label;
      panels_[i] = panel;
      previous_separator = true;
      continue;
    }
    previous_separator = false;
    labels_[i] = label;
    // "Moderate | Constant" above " | Arm A": the first label column is written once for the rows below it.
    if (label_columns_ >= 2 && !indented && !numbered) {
      if (text(r, 0).empty() && r > 0 && !carried.empty()) {
        // "CPD | | " over "Day | 7 | …" and " | 14 | …" is a part of the table; over " | Mild | …" it is a factor as
        // well.
        if (factor_row >= 0 && kinds_[static_cast<std::size_t>(factor_row)] == RowKind::kSeparator && panel.empty() &&
            carried_row == factor_row + 1) {
          panel = factor;
          part_carried = true;
        }
        factor = carried;
        factor_row = carried_row;
      } else if (!text(r, 0).empty()) {
        const bool heads =
            r + 1 < table_->rows && text(r + 1, 0).empty() && !text(r + 1, 1).empty() && kinds_[i + 1] == RowKind::kData;
        const bool ends = !carried.empty() && factor_row == carried_row;  // what was carried to here
        carried = heads ? words(r, 0) : std::string();
        carried_row = r;
        if ((heads || ends) && factor_row >= 0 && kinds_[static_cast<std::size_t>(factor_row)] != RowKind::kSeparator) {
          factor.clear();
          factor_row = -1;
        }
      }
    }
    if (indented && indent <= factor_indent && factor_row >= 0) {
      // Back at the margin of its heading: this row belongs to no factor.
      factor.clear();
      factor_row = -1;
    }
    if (by_reference) {
      if (child < 0) {
        child = r;
      } else if (!filled_like(child, r)) {
        factor.clear();
        factor_row = -1;
        by_reference = false;
      }
    }
    if (by_p && !text(r, last_column).empty()) {
      factor.clear();
      factor_row = -1;
      by_p = false;
    }
    panels_[i] = panel;
    factors_[i] = factor;
    factor_rows_[i] = factor_row;
    if ((factor_row < 0 || !by_p) && heads_by_p(r) &&
        (factor_row < 0 || kinds_[static_cast<std::size_t>(factor_row)] != RowKind::kSeparator)) {
      factor = label;
      factor_row = r;
      factor_indent = indent;
      by_p = true;
      continue;
    }
    // A row at the margin that rows below are indented under, or that names its reference, heads them.
    static const Guarded reference(R"((?i)\(?\b(ref(erence)?)\b)");
    const bool heads_below =
        indented && r + 1 < table_->rows && cell(r + 1, 0) >= 0 && cell_at(cell(r + 1, 0)).indent > indent;
    // "No drug (reference group)" beside values is a level itself.
    static const Guarded itself(
        R"((?i)([\(\[,;:]\s*|[\(\[][^()]*[-–—=]\s?)ref(erence)?( group| category| level)?\.?\s*[\)\]]?\W*$)");
    bool level = false;
    for (std::int32_t c = label_columns_; c < table_->columns && !level && itself.in(label); ++c) level = numeric(r, c);
    if (heads_below || (!indented && !level && reference.in(label) && label.size() > 14)) {
      if (!heads_below) {
        // The separator above it was no factor but a part of the table.
        if (factor_row >= 0 && kinds_[static_cast<std::size_t>(factor_row)] == RowKind::kSeparator) panel = factor;
        panels_[i] = panel;
        factors_[i].clear();
        by_reference = true;
        child = -1;
      }
      factor = label;
      factor_row = r;
      factor_indent = indent;
    }
  }
}

std::vector<std::string> TableModel::header_path(std::int32_t row, std::int32_t column) const {
  std::vector<std::string> path;
  for (const auto* rows : {&header_rows_, &earlier_header_rows_}) {
    std::int32_t last = -1;
    for (std::int32_t h : (*rows)[static_cast<std::size_t>(row)]) {
      const std::int32_t index = cell(h, column);
      if (index < 0 || index == last) continue;
      last = index;
      std::string t = undotted(words(h, column));
      if (!t.empty()) path.push_back(std::move(t));
    }
    if (!path.empty()) break;
  }
  return path;
}

std::int32_t TableModel::header_group(std::int32_t row, std::int32_t column) const {
  for (std::int32_t h : header_rows_[static_cast<std::size_t>(row)]) {
    const std::int32_t index = cell(h, column);
    const bool spans = index >= 0 && (cell_at(index).column_span > 1 || cell(h, column + 1) == index ||
                                      (column > 0 && cell(h, column - 1) == index));
    if (spans && !text(h, column).empty()) return index;
  }
  return -1;
}

int TableModel::shared_headers(std::int32_t row, std::int32_t a, std::int32_t b) const {
  int shared = 0;
  std::int32_t last = -1;
  for (std::int32_t h : header_rows_[static_cast<std::size_t>(row)]) {
    const std::int32_t index = cell(h, a);
    if (index < 0 || index != cell(h, b) || index == last || text(h, a).empty()) continue;
    last = index;
    ++shared;
  }
  return shared;
}

std::vector<std::int32_t> TableModel::ancestors(std::int32_t row) const {
  std::vector<std::int32_t> out;
  constexpr std::int32_t kFarthest = 200;  // rows looked at above
  std::int32_t indent = cell(row, 0) < 0 ? 0 : cell_at(cell(row, 0)).indent;
  for (std::int32_t r = row - 1; r >= 0 && row - r < kFarthest && indent > 0; --r) {
    const std::int32_t index = cell(r, 0);
    if (kind(r) == RowKind::kHeader) break;
    if (index < 0 || label(r).empty() || cell_at(index).indent >= indent) continue;
    indent = cell_at(index).indent;
    out.insert(out.begin(), r);
  }
  return out;
}

std::string TableModel::caption() const {
  std::string out;
  for (std::int32_t p : table_->captions) {
    if (!out.empty()) out += ' ';
    out += slice(document_.text, document_.passages[static_cast<std::size_t>(p)].span);
  }
  return out;
}

std::string TableModel::notes() const {
  std::string out;
  for (std::int32_t p : table_->notes) {
    if (!out.empty()) out += ' ';
    out += slice(document_.text, document_.passages[static_cast<std::size_t>(p)].span);
  }
  return out;
}

}  // namespace warrant
