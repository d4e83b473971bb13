// Texts with a number each, for tables of words that every word of a document is looked up in: slots that are tried one
// after the other, all letters in one string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warrant {

class TextNumbers {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  // `expected`: texts; more make it grow.
  explicit TextNumbers(std::size_t expected = 4096);

  static std::uint32_t hash_of(std::string_view text);
  // kUnknown: not there. `hash`: hash_of(text).
  std::uint32_t find(std::string_view text, std::uint32_t hash) const;
  std::uint32_t find(std::string_view text) const { return find(text, hash_of(text)); }
  // Requires: the text is not there, `number` is not kUnknown.
  void add(std::string_view text, std::uint32_t hash, std::uint32_t number);

 private:
  struct Slot {
    std::uint32_t start = 0, length = 0, hash = 0, number = kUnknown;  // kUnknown: empty
  };
  void put(const Slot& slot);

  std::string letters_;
  std::vector<Slot> slots_;  // a power of two
  std::size_t used_ = 0;
};

}  // namespace warrant
