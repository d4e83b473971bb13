// Words as numbers: two words have the same number when their stems, or the numbers that they spell out, are the
// same; a Greek letter is its name.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "src/base/text_numbers.h"
#include "src/language/stem.h"

namespace warrant {

// "beta" of "β"; "" of what is no Greek letter that names things.
std::string_view name_of_greek(std::string_view letter);

class StemTable {
 public:
  static constexpr std::uint32_t kUnknown = TextNumbers::kUnknown;

  // Of a word as it is printed; a word met before is neither folded nor stemmed again.
  std::uint32_t number_of(const WordCutter& word);
  // Of a stem; kUnknown when no word has had it.
  std::uint32_t find(std::string_view stem) const;
  std::string_view operator[](std::uint32_t number) const { return stems_[number]; }  // Lifetime: of the table
  std::size_t size() const { return stems_.size(); }

 private:
  std::deque<std::string> stems_;
  TextNumbers numbers_;  // by stem
  TextNumbers met_;      // by word
};

}  // namespace warrant
