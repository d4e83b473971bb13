// Numbers in a search. "HR 0.72 overall survival" asks for what prints 0.72 as a hazard ratio of overall survival: the
// number counts by how much of the other words stand with it, or bare cells of tables would come first.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/store/retrieval.h"

namespace warrant {

// "0.72", "p<0.05": a digit, a point or comma, a digit.
bool has_decimal(std::string_view word);

class PrintedNumbers {
 public:
  // `terms` = those typed, `typed` of them, and after them what expansion added.
  PrintedNumbers(const std::vector<QueryTerm>& terms, std::size_t typed);

  bool empty() const { return decimals_.empty() && signs_.empty(); }
  // Which of the terms are decimal numbers.
  const std::vector<std::size_t>& decimals() const { return decimals_; }
  // What a sentence's score is multiplied by.
  double factor(std::string_view quote) const;

 private:
  struct Number {
    std::string key;                 // " 0.72 ", as stems between spaces
    std::vector<std::string> label;  // " hr ": the word typed before it, and the other ways of saying that
  };
  std::vector<std::size_t> decimals_;
  std::vector<Number> numbers_;
  std::vector<std::vector<std::string>> words_;  // each in every way of saying it
  std::vector<std::string> signs_;               // "p<0.05", folded: the index does not know the signs
};

}  // namespace warrant
