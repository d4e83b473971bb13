#include "src/query/stem_table.h"

#include <functional>
#include <utility>

#include "src/base/text.h"

namespace warrant {

std::string_view name_of_greek(std::string_view letter) {
  static constexpr std::pair<std::string_view, std::string_view> kLetters[] = {
      {"\u03B1", "alpha"}, {"\u03B2", "beta"},  {"\u03B3", "gamma"},
      {"\u03B4", "delta"}, {"\u03BA", "kappa"}, {"\u03C9", "omega"}};
  for (const auto& [sign, name] : kLetters)
    if (sign == letter) return name;
  return {};
}

std::uint32_t StemTable::number_of(const WordCutter& word) {
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(word.word));
  if (const Met& met = met_[slot_of(word.word, hash)]; met.length != 0) return met.number;
  std::string stemmed = word.number ? word.word : stem(fold_case(word.word));
  if (!word.number)
    if (std::string number = number_of_word(stemmed); !number.empty()) stemmed = std::move(number);
  if (const std::string_view name = name_of_greek(stemmed); !name.empty()) stemmed = name;
  std::uint32_t number = find(stemmed);
  if (number == kUnknown) {
    number = static_cast<std::uint32_t>(stems_.size());
    stems_.push_back(std::move(stemmed));
    numbers_.emplace(stems_.back(), number);
  }
  remember(word.word, hash, number);
  return number;
}

std::size_t StemTable::slot_of(std::string_view word, std::uint32_t hash) const {
  const std::size_t mask = met_.size() - 1;
  std::size_t slot = hash & mask;
  for (; met_[slot].length != 0; slot = (slot + 1) & mask)
    if (met_[slot].hash == hash && std::string_view(letters_).substr(met_[slot].start, met_[slot].length) == word)
      break;
  return slot;
}

void StemTable::remember(std::string_view word, std::uint32_t hash, std::uint32_t number) {
  const auto put = [this](const Met& met) {
    std::size_t slot = met.hash & (met_.size() - 1);
    while (met_[slot].length != 0) slot = (slot + 1) & (met_.size() - 1);
    met_[slot] = met;
  };
  if (2 * ++met_count_ > met_.size()) {
    const std::vector<Met> before = std::exchange(met_, std::vector<Met>(2 * met_.size()));
    for (const Met& met : before)
      if (met.length != 0) put(met);
  }
  put({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(word.size()), hash, number});
  letters_ += word;
}

std::uint32_t StemTable::find(std::string_view stem) const {
  if (const std::string_view name = name_of_greek(stem); !name.empty()) stem = name;
  const auto known = numbers_.find(stem);
  return known == numbers_.end() ? kUnknown : known->second;
}

}  // namespace warrant
