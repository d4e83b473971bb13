// Words as numbers: two words have the same number when their stems, or the numbers that they spell out, are the
// same; a Greek letter is its name.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "src/language/stem.h"

namespace warrant {

// "beta" of "β"; "" of what is no Greek letter that names things.
std::string_view name_of_greek(std::string_view letter);

class StemTable {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  // Of a word as it is printed; a word met before is neither folded nor stemmed again.
  std::uint32_t number_of(const WordCutter& word);
  // Of a stem; kUnknown when no word has had it.
  std::uint32_t find(std::string_view stem) const;
  std::string_view operator[](std::uint32_t number) const { return stems_[number]; }  // Lifetime: of the table
  std::size_t size() const { return stems_.size(); }

 private:
  // Words met, in slots that are tried one after the other: one look-up for each word of every document read.
  struct Met {
    std::uint32_t start, length, hash, number;  // length 0: empty
  };
  std::size_t slot_of(std::string_view word, std::uint32_t hash) const;
  void remember(std::string_view word, std::uint32_t hash, std::uint32_t number);

  std::deque<std::string> stems_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // by stem
  std::string letters_;                                          // of the words met
  std::vector<Met> met_ = std::vector<Met>(1u << 13);
  std::size_t met_count_ = 0;
};

}  // namespace warrant
