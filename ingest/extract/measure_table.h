// What the words of a table say of the measures in it: read once, for all families of claims.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/table_columns.h"

namespace warrant {

class Reading;

struct MeasureTable {
  bool mentions = false;  // the words of a measure stand in it; else the rest is empty
  std::string caption, notes;
  std::string_view model;    // what Exp(B) is in it, "" = not said
  std::string_view measure;  // the ratio that caption or notes name for the whole table, "" = none
  // Rows under one header share the senses of their columns: the senses, and of each row the index of its own, -1 = it
  // has none.
  std::vector<std::vector<ColumnSense>> senses;
  std::vector<std::int32_t> senses_of_row;
};

// Of table `table` of the reading.
MeasureTable measures_in(const Reading& reading, std::size_t table);

}  // namespace warrant
