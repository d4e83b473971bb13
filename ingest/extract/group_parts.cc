// Summaries whose parts stand in columns, or rows, of their own: "Mean | SD", "Median | 25% | 75%", "n | %", "df | F".
#include <algorithm>
#include <cmath>

#include "ingest/extract/group_cells.h"
#include "ingest/extract/guarded.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {

// A number under, or beside, "Mean", "Median", "%": its spread stands in the next columns.
std::optional<Claim> GroupCells::named_part(const Cell& cell, SummaryPart part) const {
  const Token& token = cell.tokens[cell.first];
  if (part == SummaryPart::kMean) {
    static const Guarded estimate(R"((?i)differ|ratio|\bvs\b|versus|square|\brank)");
    if (estimate.in(cell.above.all) || estimate.in(model_.label(row_))) return std::nullopt;
    Claim claim = start(kind::kMean, token, cell.sign);
    claim.sd = beside(cell.column, SummaryPart::kDeviation);
    if (!claim.sd) claim.se = beside(cell.column, SummaryPart::kError);
    if (token.number.percent) claim.unit = "%";
    return claim;
  }
  if (part == SummaryPart::kMedian) {
    Claim claim = start(kind::kMedian, token, cell.sign);
    claim.q_low = beside(cell.column, SummaryPart::kLowQuartile);
    claim.q_high = beside(cell.column, SummaryPart::kHighQuartile);
    const auto bounds = [&](SummaryPart spread) {
      for (std::int32_t c = cell.column + 1; c <= cell.column + 3 && c < model_.columns(); ++c) {
        if (header(c).part != spread) continue;
        const std::vector<Token> tokens = lex(model_.text(row_, c));
        if (const auto interval = read_interval(tokens, 0, true); interval && interval->low && interval->high) {
          claim.q_low = interval->low;
          claim.q_high = interval->high;
        }
        return;
      }
    };
    if (!claim.q_low || !claim.q_high) bounds(SummaryPart::kQuartiles);
    if (claim.q_low && claim.q_high) {
      claim.spread = "iqr";
    } else {
      claim.q_low = beside(cell.column, SummaryPart::kMinimum);
      claim.q_high = beside(cell.column, SummaryPart::kMaximum);
      if (!claim.q_low || !claim.q_high) bounds(SummaryPart::kRange);
      if (claim.q_low && claim.q_high) claim.spread = "range";
    }
    const double value = *claim.value;
    if (!claim.q_low || !claim.q_high || *claim.q_low > value || *claim.q_high < value) {
      claim.q_low = claim.q_high = std::nullopt;
      claim.spread.clear();
    }
    return claim;
  }
  if (part == SummaryPart::kShare && cell.column > 0 && cell.sign > 0 && token.number.value <= 100) {
    // "n | %": the count stands before it, and both agree with the size of the group.
    if (header(cell.column - 1).part != SummaryPart::kCount) return std::nullopt;
    const auto count = plain_number(model_.text(row_, cell.column - 1));
    if (!count || count->decimals > 0) return std::nullopt;
    const std::optional<double>& people = cell.above.people ? cell.above.people : header(cell.column - 1).people;
    if (!people || *people <= 0 || std::abs(count->value / *people * 100 - token.number.value) >= 1)
      return std::nullopt;
    Claim claim = start(kind::kProportion, token, 1);
    claim.unit = "%";
    claim.n = count->value;
    claim.total = people;
    return claim;
  }
  return std::nullopt;
}

// The number in one of the next columns of the same group, or under the row, that is the `part` of this one's summary.
std::optional<double> GroupCells::beside(std::int32_t column, SummaryPart part) const {
  const std::vector<std::string>& own = header(column).path;
  for (std::int32_t c = column + 1; c <= column + 4 && c < model_.columns(); ++c) {
    if (header(c).part != part) continue;
    const std::vector<std::string>& path = header(c).path;
    if (path.size() != own.size() || !std::equal(own.begin(), own.end() - 1, path.begin())) continue;
    // Another mean in between: it is that one's.
    bool own_one = true;
    for (std::int32_t k = column + 1; k < c; ++k) own_one &= header(k).part != header(column).part;
    const auto number = plain_number(model_.text(row_, c));
    if (own_one && number) return number->value;
  }
  if (row_part_ == SummaryPart::kWhole) return std::nullopt;
  // "Age: mean" above "Age: SD"
  for (std::int32_t r = row_ + 1; r <= row_ + 3 && r < model_.rows() && model_.kind(r) == RowKind::kData; ++r) {
    const std::string_view label = model_.label(r);
    const std::size_t from = label.find_last_of(":,(");
    const std::string_view last = from == std::string_view::npos ? label : label.substr(from + 1);
    const SummaryPart below = summary_part(trim(last.substr(0, last.find_last_not_of(" )") + 1)));
    if (below == SummaryPart::kWhole || below == row_part_ || model_.factor_row(r) != model_.factor_row(row_)) break;
    if (below != part) continue;
    const auto number = plain_number(model_.text(r, column));
    return number ? std::optional(number->value) : std::nullopt;
  }
  return std::nullopt;
}

// "df | 2, 45"
void GroupCells::freedom_beside(std::int32_t column, Claim& claim) const {
  for (std::int32_t c = std::max(model_.label_columns(), column - 2); c <= column + 2 && c < model_.columns(); ++c) {
    if (c == column || header(c).part != SummaryPart::kFreedom || claim.df) continue;
    const std::vector<std::string>&own = header(column).path, &path = header(c).path;
    if (path.size() != own.size() || !std::equal(own.begin(), own.end() - 1, path.begin())) continue;
    const std::string_view text = model_.text(row_, c);
    const std::size_t comma = text.find(',');
    const bool two = comma != std::string_view::npos && ascii_lower(claim.statistic_name) == "f";
    if (const auto first = plain_number(trim(text.substr(0, two ? comma : text.size())))) claim.df = first->value;
    if (!two) continue;
    if (const auto second = plain_number(trim(text.substr(comma + 1)))) claim.df2 = second->value;
  }
}

}  // namespace warrant
