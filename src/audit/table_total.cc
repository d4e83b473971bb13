// table-total: rows and columns of counts that do not add up to the total beside them.
//
// A column is taken for the total when in most rows (at least three, and two thirds) it equals the sum of the other
// whole-number columns of the row; likewise a row. The rows that break the rule are reported. A total needs two or more
// parts, and rows of zeros prove nothing.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// The whole-number body of a table as a matrix; lines are rows, or columns when `transposed`.
struct Counts {
  const TableGrid* grid;
  bool transposed;

  std::int32_t lines() const { return transposed ? grid->table->columns : grid->table->rows; }
  std::int32_t fields() const { return transposed ? grid->table->rows : grid->table->columns; }
  std::int32_t row(std::int32_t line, std::int32_t field) const { return transposed ? field : line; }
  std::int32_t column(std::int32_t line, std::int32_t field) const { return transposed ? line : field; }

  std::optional<double> value(std::int32_t line, std::int32_t field) const {
    const std::int32_t r = row(line, field), c = column(line, field);
    if (!grid->starts(r, c)) return std::nullopt;
    if (const auto& number = grid->number(r, c); number && number->decimals == 0 && number->value >= 0)
      return number->value;
    return std::nullopt;
  }

  // The count of "12", "12 (34%)" or "12 (34.5)".
  std::optional<double> count(std::int32_t line, std::int32_t field) const {
    if (const auto number = value(line, field)) return number;
    const std::int32_t r = row(line, field), c = column(line, field);
    if (!grid->starts(r, c)) return std::nullopt;
    if (const auto& share = grid->share(r, c); share && !share->total) return share->count->value;
    return std::nullopt;
  }
  std::string_view cell(std::int32_t line, std::int32_t field) const {
    return grid->cell(row(line, field), column(line, field));
  }
};

// Rows of means, medians and group sizes are no sums. Only a row of plain counts is judged when its total is far off.
bool may_be_far(const TableGrid& grid, std::int32_t row) {
  static const RE2* measure =
      new RE2(R"((?i)median|mean|average|\bIQR|\bSD\b|\bages?\b|range|^\s?n\s?$|score|±|time|duration|m(?:in|ax)(?:\b|im))");
  for (std::int32_t c = 0; c < std::min(2, grid.table->columns); ++c)
    if (matches(grid.cell(row, c), *measure)) return false;
  for (std::int32_t c = 1; c < grid.table->columns; ++c)
    if (grid.starts(row, c) && grid.cell(row, c).find_first_of("([%") != std::string_view::npos) return false;
  return true;
}

// A line called "Total" at the end of a block: the lines above it (up to the line before that has no number) must add
// up to it in every field. Proven by the fields where they do.
void check_named(const AuditSubject& subject, const Counts& counts, std::vector<Finding>& findings) {
  std::string text_of_captions;
  for (std::int32_t p : counts.grid->table->captions)
    text_of_captions += slice(counts.grid->text, subject.document.document.passages[static_cast<std::size_t>(p)].span);
  static const RE2* named = new RE2(
      R"((?i)^\s?(?:grand )?(?:total|all|overall|sum)(?: \(?n\)?| number| patients| cases)?\s?[,:]?\s?(?:\(?n\s?(?:=\s?\d+)?(?:,? ?\(?%\)?)?\)?)?\s?$)");
  const std::int32_t first_line = counts.transposed ? 1 : std::max(1, counts.grid->table->header_rows);
  const std::int32_t first_field = counts.transposed ? std::max(1, counts.grid->table->header_rows) : 1;
  for (std::int32_t total = 0; total < counts.lines(); ++total) {
    const std::string_view label = counts.cell(total, 0);
    if (!RE2::PartialMatch(re2::StringPiece(label.data(), label.size()), *named)) continue;
    const bool leads = total <= first_line && counts.transposed;  // a total column may come first
    std::vector<std::int32_t> parts;
    if (leads) {
      for (std::int32_t line = total + 1; line < counts.lines(); ++line) parts.push_back(line);
    } else {
      for (std::int32_t line = total - 1; line >= first_line; --line) {
        bool any = false, empty = true;
        for (std::int32_t field = 0; field < counts.fields(); ++field) {
          any = any || (field >= first_field && counts.count(line, field).has_value());
          empty = empty && trim(counts.cell(line, field)).empty();
        }
        if (empty && !counts.transposed) continue;  // a rule across the table
        if (!any && !counts.transposed) break;      // the heading of the block
        // A column without a head holds labels, numbers as they may be.
        if (counts.transposed) {
          bool head = false;
          for (std::int32_t row = 0; row < first_field && !head; ++row)
            head = !counts.grid->cell(row, line).empty() && (counts.grid->starts(row, line) || first_field == 1);
          if (!head) break;
        }
        const std::string_view other = counts.cell(line, 0);
        if (RE2::PartialMatch(re2::StringPiece(other.data(), other.size()), *named)) break;
        parts.push_back(line);
      }
    }
    if (parts.size() < 2 || parts.size() > 60) continue;
    static const RE2* several = new RE2(
        R"((?i)event|adverse|complication|symptom|reason|comorbid|side effect|toxicit|diagnos|infection|medication|drug use|treatments?\b|barrier|more than one|multiple)");
    const bool events = matches(text_of_captions, *several);
    int right = 0;
    struct Wrong {
      std::int32_t field;
      double sum, printed;
      std::string arithmetic;
      bool far;
    };
    std::vector<Wrong> wrong;
    for (std::int32_t field = first_field; field < counts.fields(); ++field) {
      const auto printed = counts.count(total, field);
      if (!printed) continue;
      double sum = 0;
      int positive = 0, numbers = 0;
      bool complete = true;
      std::string arithmetic;
      for (auto line = parts.rbegin(); line != parts.rend(); ++line) {
        const auto number = counts.count(*line, field);
        if (!number) {
          const std::string_view cell = trim(counts.cell(*line, field));
          complete = complete && (cell.empty() || cell == "-" || cell == "–" || cell == "—");
          continue;
        }
        ++numbers;
        sum += *number;
        positive += *number > 0;
        arithmetic += fmt::format("{}{}", arithmetic.empty() ? "" : " + ", *number);
      }
      if (!complete || numbers < 2) continue;
      if (sum == *printed) {
        right += positive >= 2;
      } else {
        const bool far = sum < *printed * 0.6 || sum > *printed * 1.6;
        if (far && counts.transposed && !may_be_far(*counts.grid, field)) continue;  // means, maxima: no sums
        right -= far && positive >= 2;  // a mean, a maximum, a percentage: perhaps no sum at all
        if (far && !counts.transposed) continue;
        wrong.push_back({field, sum, *printed, fmt::format("{} = {}, not {}", arithmetic, sum, *printed), far});
      }
    }
    if (right <= 0 || static_cast<int>(wrong.size()) > right) continue;
    subject.checked += right + static_cast<std::int64_t>(wrong.size());
    for (const Wrong& w : wrong) {
      const std::int32_t cell = counts.grid->at(counts.row(total, w.field), counts.column(total, w.field));
      const ByteSpan span = counts.grid->table->cells[static_cast<std::size_t>(cell)].span;
      if (std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.span == span; })) continue;
      // "4 (40%)" below parts that add up to 6: people with more than one of them.
      // Likewise where the table counts events: people with several of them count once.
      const bool overlap =
          w.sum > w.printed && (events || plain_number(slice(counts.grid->text, span)) == std::nullopt);
      report(findings,
             overlap || w.far ? Severity::kNote
             : right >= 3     ? Severity::kError
                              : Severity::kWarning,
             span,
             fmt::format("the counts of this {} do not add up to its total", counts.transposed ? "row" : "column"),
             fmt::format("{}", w.printed), fmt::format("{}", w.sum), w.arithmetic);
    }
  }
}

struct Break {
  std::int32_t line;
  double sum, total;
  std::string arithmetic;
  bool far;  // perhaps no sum that went wrong, but another quantity
};

// Is `total` the sum of the other number fields of most lines? Gives the lines where it is not.
std::optional<std::vector<Break>> breaks_of(const Counts& counts, const std::vector<std::int32_t>& fields,
                                            std::int32_t total, std::int64_t& checked) {
  int right = 0, far = 0;
  std::vector<Break> breaks;
  for (std::int32_t line = 0; line < counts.lines(); ++line) {
    double sum = 0;
    int parts = 0, numbers = 0;
    std::string arithmetic;
    bool complete = true;
    for (std::int32_t field : fields) {
      const auto number = counts.value(line, field);
      if (!number) {
        complete = false;
        break;
      }
      ++numbers;
      if (field == total) continue;
      sum += *number;
      parts += *number > 0;
      arithmetic += fmt::format("{}{}", arithmetic.empty() ? "" : " + ", *number);
    }
    if (!complete || numbers < 3) continue;
    // A number in a column that is mostly empty is a part too, and the sum is not known.
    bool outside = false;
    for (std::int32_t other = 1; other < counts.fields() && !outside; ++other)
      outside = std::find(fields.begin(), fields.end(), other) == fields.end() && counts.value(line, other).has_value();
    if (outside) continue;
    const double printed = *counts.value(line, total);
    if (sum == printed) {
      right += parts >= 2;
    } else {
      const bool is_far = sum < 0.6 * printed || sum > 1.6 * printed;
      if (is_far && (counts.transposed || !may_be_far(*counts.grid, line))) continue;
      far += is_far;
      breaks.push_back({line, sum, printed, fmt::format("{} = {}, not {}", arithmetic, sum, printed), is_far});
    }
  }
  const auto near = static_cast<int>(breaks.size()) - far;
  if (right < 3 || near * 2 > right) return std::nullopt;
  checked += right + near;
  // One line that is far off among many that add up is worth a look.
  if (far * 4 > right) std::erase_if(breaks, [](const Break& line) { return line.far; });
  return breaks;
}

void check_direction(const AuditSubject& subject, const Counts& counts, std::vector<Finding>& findings) {
  // Fields that hold whole numbers in at least three lines.
  std::vector<std::int32_t> fields;
  for (std::int32_t field = 0; field < counts.fields(); ++field) {
    int numbers = 0;
    for (std::int32_t line = 0; line < counts.lines(); ++line) numbers += counts.value(line, field).has_value();
    if (numbers >= 3) fields.push_back(field);
  }
  if (fields.size() < 3 || fields.size() > 40) return;
  for (std::int32_t total : {fields.front(), fields.back()}) {
    const auto breaks = breaks_of(counts, fields, total, subject.checked);
    if (!breaks) continue;
    // Several rows whose total is the larger: it may count people of no group named.
    const auto more = std::count_if(breaks->begin(), breaks->end(), [](const Break& b) { return b.total > b.sum; });
    const bool others = !counts.transposed && more >= 2;
    for (const Break& line : *breaks) {
      const std::int32_t cell = counts.grid->at(counts.row(line.line, total), counts.column(line.line, total));
      // Two columns and their difference add up as well.
      const bool difference =
          fields.size() == 3 && !counts.transposed && !counts.grid->heads[static_cast<std::size_t>(total)].total;
      report(findings,
             difference || line.far ? Severity::kNote
             : others               ? Severity::kWarning
                                    : Severity::kError,
             counts.grid->table->cells[static_cast<std::size_t>(cell)].span,
             fmt::format("the counts of this {} do not add up to its total", counts.transposed ? "column" : "row"),
             fmt::format("{}", line.total), fmt::format("{}", line.sum), line.arithmetic);
    }
    return;
  }
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  for (const TableGrid& grid : subject.facts.tables) {
    check_direction(subject, {&grid, false}, findings);
    check_direction(subject, {&grid, true}, findings);
    check_named(subject, {&grid, false}, findings);
    check_named(subject, {&grid, true}, findings);
  }
}

}  // namespace

extern const Check table_total_check;
const Check table_total_check = {
    "table-total", Severity::kError, "rows or columns of counts that do not add up to their total",
    "Finds the total by arithmetic, not by its name: the first or last whole-number column (or row) that equals the "
    "sum "
    "of the others in at least three lines and two thirds of them; and lines called Total whose parts above them (or "
    "beside them) add up in at least half of the fields. Reports the lines that break the rule.",
    run};

}  // namespace warrant
