#include "src/base/text_numbers.h"

#include <bit>
#include <functional>
#include <utility>

namespace warrant {

TextNumbers::TextNumbers(std::size_t expected) : slots_(std::bit_ceil(2 * expected + 2)) {}

std::uint32_t TextNumbers::hash_of(std::string_view text) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
}

std::uint32_t TextNumbers::find(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].number != kUnknown; at = (at + 1) & mask)
    if (slots_[at].hash == hash && std::string_view(letters_).substr(slots_[at].start, slots_[at].length) == text)
      return slots_[at].number;
  return kUnknown;
}

void TextNumbers::add(std::string_view text, std::uint32_t hash, std::uint32_t number) {
  if (2 * ++used_ > slots_.size())
    for (const Slot& slot : std::exchange(slots_, std::vector<Slot>(2 * slots_.size())))
      if (slot.number != kUnknown) put(slot);
  put({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(text.size()), hash, number});
  letters_ += text;
}

void TextNumbers::put(const Slot& slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = slot.hash & mask;
  while (slots_[at].number != kUnknown) at = (at + 1) & mask;
  slots_[at] = slot;
}

}  // namespace warrant
