// Numbers with a common head: "median OS was 12.3 and 9.1 months (p = 0.03) for groups A and B, respectively".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/extract/sentence_context.h"

namespace warrant {

// One number of a sentence that will become a claim.
struct Item {
  std::size_t value = 0;       // token of the number
  std::size_t end = 0;         // first token after number, unit and interval
  std::optional<double> high;  // of a printed range
  std::string unit;
  std::optional<TimePoint> at;
  std::optional<Interval> interval;
  std::optional<double> level;
  std::optional<PValue> p;
  std::size_t chain = 0;  // items of one comparison share it
  std::size_t list = 0;   // items of one printed list ("12.5 versus 10.7 months") share it
  std::size_t printed =
      0;            // of rates: items printed side by side ("86%, 80% and 69%") share it, whatever times they are of
  TokenRange head;  // endpoint
  std::string outcome;
};

// For every token: true when it is part of an interval, range, p value, count ("n = 12") or its label, so no value.
std::vector<bool> spoken_for(const OpenSentence& s);

// An interval that follows tokens[i - 1] directly: "(95% CI 9.0–11.5)", "[24–34]", ", 95% CI: …". Sets interval, level
// and end of the item; a bare bracket counts only when it holds `value`.
void read_item_interval(const OpenSentence& s, Item& item, double value);

// Gives each chain the p value printed behind it, unless a ratio stands between.
void share_p_values(const OpenSentence& s, std::vector<Item>& items);

// The claim of item `k`: value, operator, range, unit, time, interval, p value, place, subject and comparator. Its kind,
// measure, outcome and assumption are left to the caller.
Claim claim_of_item(const Reading& reading, const OpenSentence& s, const std::vector<Item>& items, std::size_t k);

// Subject and comparator of item `k`.
void label_item(const Reading& reading, const OpenSentence& s, const std::vector<Item>& items, std::size_t k,
                Claim& claim);

}  // namespace warrant
