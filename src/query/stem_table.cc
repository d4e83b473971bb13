#include "src/query/stem_table.h"

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
  if (const auto known = met_.find(std::string_view(word.word)); known != met_.end()) return known->second;
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
  met_.emplace(word.word, number);
  return number;
}

std::uint32_t StemTable::find(std::string_view stem) const {
  if (const std::string_view name = name_of_greek(stem); !name.empty()) stem = name;
  const auto known = numbers_.find(stem);
  return known == numbers_.end() ? kUnknown : known->second;
}

}  // namespace warrant
