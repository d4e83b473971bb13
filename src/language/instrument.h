// Instruments: scores, grades and scales with their items, points, ranges and cut-offs. The table is
// src/language/instruments.tsv, each entry with its source and what it was checked against ("" = not verified).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/result.h"
#include "src/base/span.h"

namespace warrant {

struct InstrumentLevel {
  double points = 0;
  std::vector<std::string_view> names;  // what may be answered; the first is shown
  std::optional<double> from, to;       // a number in here answers it too, ends included
};

struct InstrumentItem {
  std::string_view key;                 // "general-condition": for --set
  std::vector<std::string_view> names;  // what texts call it; the first is shown
  std::vector<InstrumentLevel> levels;
};

struct InstrumentClass {
  double low = 0, high = 0;             // totals, ends included
  std::string_view label, by, checked;  // what it says, whose cut-offs, against what it was checked
};

enum class InstrumentKind {
  kSum,      // points of all items
  kGrade,    // one of the levels of its one item
  kNumber,   // read off a line
  kPercent,  // sum of the items answered by their highest possible sum, in percent
};

struct Instrument {
  std::string_view name, full_name;
  std::vector<std::string_view> names;  // what texts call it; a surname alone is not among them ("Bauer et al.")
  InstrumentKind kind = InstrumentKind::kSum;
  double low = 0, high = 0;  // range of the total
  bool high_is_better = false;
  std::string_view high_means, source, checked, note;
  std::vector<InstrumentItem> items;
  std::vector<InstrumentClass> classes;  // empty where its authors gave none
};

// The table, in the order of the file.
std::span<const Instrument> instruments();

// By its name, full name or another name; case and dashes do not matter. Null when there is none.
const Instrument* instrument_named(std::string_view name);

struct InstrumentMention {
  ByteSpan span;                      // in the text given
  const Instrument* meant = nullptr;  // never null; lives as long as the program
};

// The instruments that `text` (UTF-8) names, from left to right, the longest name each: "revised Tokuhashi score" is
// not the original. Names of up to four letters count in exactly this case only.
std::vector<InstrumentMention> instruments_in(std::string_view text);

struct InstrumentTotal {
  double total = 0;
  std::vector<std::pair<const InstrumentItem*, const InstrumentLevel*>> answers;  // in the order of the items
  const InstrumentClass* in = nullptr;                                            // null when no class holds the total
};

// The total for answers {item key or name, level name or number}. Errors (kInvalidArgument): an item or level that the
// instrument has not, an item twice, and, but for a percent, an item left out.
Result<InstrumentTotal> total_of(const Instrument& instrument,
                                 const std::vector<std::pair<std::string, std::string>>& answers);

}  // namespace warrant
