// The body cells of a table of groups, each read as the summary that it prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/extractor.h"
#include "ingest/extract/group_columns.h"
#include "ingest/extract/group_shares.h"
#include "src/language/number.h"

namespace warrant {

class GroupCells {
 public:
  // Lifetime: the reading outlives it.
  GroupCells(const Reading& reading, std::int32_t table);

  // To be called for every row of the table in turn.
  void begin_row(std::int32_t row);
  // What stands above a column, as it holds for the row begun.
  const GroupColumn& header(std::int32_t column) const;
  // The claim of a cell of that row, without labels: a count, share, mean, median, rate or statistic. Nothing when it
  // is no summary, another extractor's, or when nobody can tell what it is.
  std::optional<Claim> read(std::int32_t column) const;
  // A claim of the row begun, with its place.
  Claim start_at(std::string_view kind, ByteSpan value) const;

 private:
  // A cell with what is asked about it more than once.
  struct Cell {
    std::int32_t column;
    const GroupColumn& above;
    std::string_view text;
    std::vector<Token> tokens;
    std::size_t first = 0;  // the value's token
    double sign = 1;
    mutable std::string spoken;  // when first asked for

    const Number& number() const { return tokens[first].number; }
  };
  struct Header;
  struct Rate {
    std::string words, unit;  // what names the unit, and its name; "" = none
    bool inside = false;      // it stands in a bracket: "events (rate per 100 person-years)"
  };

  const Header& above(std::int32_t column) const;
  bool sizes_row(std::int32_t row) const;
  const std::string& words_of(const Cell& cell) const;
  Claim start(std::string_view kind, const Token& value, double sign) const;
  std::optional<Claim> with_spread(const Cell& cell) const;
  std::optional<Claim> of_people(const Cell& cell) const;
  std::optional<Claim> in_brackets(const Cell& cell) const;
  std::optional<Claim> with_bounds(const Cell& cell) const;
  std::optional<Claim> single(const Cell& cell) const;
  std::optional<Claim> rate(const Cell& cell, const Rate& unit) const;
  static Rate rate_in(const std::string& words);
  std::optional<Claim> named_part(const Cell& cell, SummaryPart part) const;
  std::optional<double> beside(std::int32_t column, SummaryPart part) const;
  void freedom_beside(std::int32_t column, Claim& claim) const;
  bool sizes_a_mean(std::int32_t column, const std::string& leaf) const;
  bool shares_in_row(std::int32_t column) const;

  const Document& document_;
  std::int32_t index_;
  const TableModel& model_;
  GroupShares shares_;
  std::string about_;  // caption and notes, lower case
  std::int32_t row_ = 0;
  SummaryPart row_part_ = SummaryPart::kWhole;  // what the row's label names
  std::vector<std::optional<double>> sizes_;    // of the groups, by column, as a row above says
  Rate row_rate_;
  struct Header {
    GroupColumn column;
    Rate rate;
  };
  mutable std::vector<std::optional<Header>> headers_;  // by column, when first asked for
};

}  // namespace warrant
