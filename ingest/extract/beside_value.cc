#include "ingest/extract/beside_value.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/table_cells.h"
#include "src/base/text.h"

namespace warrant {

std::optional<Interval> BesideValue::interval_cell(std::int32_t row, std::int32_t column) const {
  std::string text(model_.text(row, column));
  static const Guarded glued(R"((\d)\s?to(\.?\d))");  // "0.79 to2.31"
  if (glued.in(text)) RE2::GlobalReplace(&text, glued.pattern(), "\\1 to \\2");
  const auto tokens = lex(text);
  std::size_t at = 0;
  if (const auto label = read_interval_label(tokens, 0)) at = label->end;
  while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is('='))) ++at;
  return warrant::read_interval(tokens, at, true);
}

void BesideValue::read_interval(std::int32_t row, const ColumnSense& sense, const std::vector<ColumnSense>& senses,
                                Claim& c) const {
  const auto bounds = [&](std::int32_t low, std::int32_t high) {
    c.ci_low = labels_.bound_cell(row, low);
    c.ci_high = labels_.bound_cell(row, high);
  };
  const auto joins = [&](std::int32_t column) {
    const std::vector<Token> tokens = lex(model_.text(row, column));
    return tokens.size() == 1 && (tokens[0].is("to") || tokens[0].is('-'));
  };
  if (sense.interval >= 0) {
    if (const auto interval = interval_cell(row, sense.interval)) {
      c.ci_low = interval->low;
      c.ci_high = interval->high;
    } else if (sense.interval + 2 < model_.columns() && joins(sense.interval + 1)) {
      bounds(sense.interval, sense.interval + 2);  // "1.72 | to | 3.96"
    } else if (sense.high < 0 && sense.interval + 1 < model_.columns() &&
               senses[static_cast<std::size_t>(sense.interval + 1)].role == Role::kInterval) {
      bounds(sense.interval, sense.interval + 1);  // a header over two columns: lower, upper
    }
  }
  if (!c.ci_low && !c.ci_high && sense.low >= 0 && sense.high >= 0) bounds(sense.low, sense.high);
  if (c.ci_low || c.ci_high) c.ci_level = 95;
}

bool BesideValue::continues_label(std::int32_t row) const {
  return row > 0 && model_.kind(row) == RowKind::kData &&
         (model_.text(row, 0).empty() || model_.cell(row, 0) == model_.cell(row - 1, 0));
}

std::optional<PValue> BesideValue::read_below(std::int32_t row, std::int32_t column, Claim& c) const {
  if (row + 1 >= model_.rows() || !c.value) return std::nullopt;
  const std::string_view label = model_.text(row + 1, 0);
  if (!label.empty() && label != model_.text(row, 0)) return std::nullopt;
  const std::int32_t below = model_.cell(row + 1, column);
  if (below < 0 || model_.cell_at(below).row != row + 1) return std::nullopt;
  const std::string_view text = model_.text(row + 1, column);
  if (text.empty() || !(text[0] == '(' || text[0] == '[')) return std::nullopt;
  const auto tokens = lex(text);
  const auto interval = warrant::read_interval(tokens, 0, true);
  if (!interval || interval->end < tokens.size() || !interval->low || !interval->high || *interval->low > *c.value ||
      *interval->high < *c.value)
    return std::nullopt;
  c.ci_low = interval->low;
  c.ci_high = interval->high;
  c.ci_level = 95;
  if (row + 2 >= model_.rows() || !continues_label(row + 2) || !continues_label(row + 1)) return std::nullopt;
  return read_p_cell(lex(model_.text(row + 2, column)));
}

bool BesideValue::under_interval(std::int32_t row, std::int32_t column) const {
  if (row < 2 || !continues_label(row) || !continues_label(row - 1)) return false;
  const std::string_view text = model_.text(row - 1, column);
  if (text.empty() || !(text[0] == '(' || text[0] == '[')) return false;
  const auto tokens = lex(text);
  const auto interval = warrant::read_interval(tokens, 0, true);
  return interval && interval->end >= tokens.size() && interval->low && interval->high;
}

std::optional<PValue> BesideValue::shifted_bounds(std::int32_t row, const ColumnSense& sense,
                                                  const std::vector<ColumnSense>& senses, Claim& c) const {
  const std::int32_t low = sense.interval, high = low + 1, last = low + 2;
  if (low < 0 || sense.p != high || last >= model_.columns() || !c.value ||
      senses[static_cast<std::size_t>(last)].role != Role::kP)
    return std::nullopt;
  const auto a = labels_.bound_cell(row, low), b = labels_.bound_cell(row, high);
  if (!a || !b || *a > *c.value || *b < *c.value || model_.text(row, last).empty()) return std::nullopt;
  c.ci_low = a;
  c.ci_high = b;
  c.ci_level = 95;
  return read_p_cell(lex(model_.text(row, last)));
}

bool BesideValue::holds_ratio(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
  const std::int32_t index = model_.cell(row, column);
  if (model_.kind(row) != RowKind::kData || index < 0 || model_.cell_at(index).row != row) return false;
  const std::string_view text = model_.text(row, column);
  return !text.empty() && !labels_.reference_like(row, column, sense) &&
         std::any_of(text.begin(), text.end(), is_ascii_digit);
}

std::optional<PValue> BesideValue::p_of(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
  const auto printed = [&](std::int32_t r) -> std::optional<PValue> {
    const std::int32_t index = model_.cell(r, sense.p);
    if (index < 0 || model_.text(r, sense.p).empty()) return std::nullopt;
    return read_p_cell(lex(model_.text(r, sense.p)));
  };
  const std::optional<PValue> mine = printed(row);
  if (sense.role != Role::kRatio) return mine;
  // "1 (ref.) | 0.5 | 0.4 | p": of levels side by side, one p value tests them together.
  for (std::int32_t k = model_.label_columns(); mine && !sense.own_p && k < model_.columns(); ++k)
    if (k != column && k != sense.p && is_reference_word(model_.text(row, k))) return std::nullopt;
  // The levels of the row's factor.
  std::int32_t head = model_.factor_row(row), first = row, last = row;
  if (head < 0 && row + 1 < model_.rows() && model_.factor_row(row + 1) == row) head = row;
  if (head >= 0) {
    const bool level =
        model_.kind(head) == RowKind::kData && model_.label_columns() > 1 && !model_.words(head, 1).empty();
    first = level ? head : head + 1;
    last = std::max(first, row);
    while (last + 1 < model_.rows() && model_.factor_row(last + 1) == head) ++last;
  }
  int ratios = 0, references = 0, levels = 0, values = 0;
  std::int32_t alone = -1;
  for (std::int32_t r = first; r <= last; ++r) {
    if (model_.kind(r) != RowKind::kData) continue;
    ++levels;
    if (holds_ratio(r, column, sense))
      ++ratios;
    else if (!model_.text(r, column).empty() && labels_.reference_like(r, column, sense))
      ++references;
    const std::int32_t index = model_.cell(r, sense.p);
    const std::string_view text = model_.text(r, sense.p);
    if (index < 0 || text.empty() || text[0] == '(' || model_.cell_at(index).row != r || !printed(r)) continue;
    ++values;
    alone = r;
  }
  if (mine) {
    const TableCell& cell = model_.cell_at(model_.cell(row, sense.p));
    int across = 0;
    for (std::int32_t r = cell.row; r < cell.row + cell.row_span && r < model_.rows(); ++r)
      across += holds_ratio(r, column, sense);
    const bool of_all = across > 1 || (references > 0 && ratios > 1 && values == 1 && alone == first);
    // "<0.001" above "(0.08)": in brackets, the trend's.
    const bool of_trend = values > 0 && model_.text(row, sense.p)[0] == '(';
    return of_all || of_trend ? std::nullopt : mine;
  }
  // "Unemployed | 1 | <0.001" above "Employed | 0.27 (0.16, 0.46) | ": of two levels it is the only test.
  const bool of_two = ratios == 1 && levels == 2 && values <= 1 && model_.text(row, sense.p).empty();
  if (!of_two || !sense.own_p) return std::nullopt;
  return values == 1 ? printed(alone) : first == head + 1 ? printed(head) : std::nullopt;
}

std::optional<PValue> BesideValue::p_row_below(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
  if (row + 1 >= model_.rows() || model_.kind(row + 1) != RowKind::kData) return std::nullopt;
  if (sense_of_words({model_.label(row + 1)}, exp_).role != Role::kP) return std::nullopt;
  if (row > 0 && model_.kind(row - 1) == RowKind::kData && model_.factor_row(row - 1) == model_.factor_row(row) &&
      sense_of_words({model_.label(row - 1)}, exp_).role != Role::kP && !labels_.reference_like(row - 1, column, sense))
    return std::nullopt;
  return read_p_cell(lex(model_.text(row + 1, column)));
}

}  // namespace warrant
