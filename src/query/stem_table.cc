#include "src/query/stem_table.h"

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
  const std::uint32_t hash = TextNumbers::hash_of(word.word);
  if (const std::uint32_t known = met_.find(word.word, hash); known != kUnknown) return known;
  std::string stemmed = word.number ? word.word : stem(fold_case(word.word));
  if (!word.number)
    if (std::string number = number_of_word(stemmed); !number.empty()) stemmed = std::move(number);
  if (const std::string_view name = name_of_greek(stemmed); !name.empty()) stemmed = name;
  const std::uint32_t stem_hash = TextNumbers::hash_of(stemmed);
  std::uint32_t number = numbers_.find(stemmed, stem_hash);
  if (number == kUnknown) {
    number = static_cast<std::uint32_t>(stems_.size());
    numbers_.add(stemmed, stem_hash, number);
    stems_.push_back(std::move(stemmed));
  }
  met_.add(word.word, hash, number);
  return number;
}

std::uint32_t StemTable::find(std::string_view stem) const {
  if (const std::string_view name = name_of_greek(stem); !name.empty()) stem = name;
  return numbers_.find(stem);
}

}  // namespace warrant
