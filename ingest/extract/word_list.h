// A set of lower-case words written as one text with blanks between them, asked without regard to ASCII case.
#pragma once

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <string_view>
#include <unordered_set>

namespace warrant {

class WordList {
 public:
  // Requires: `words` has static storage.
  explicit WordList(std::string_view words) {
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      if (end > at) {
        words_.insert(words.substr(at, end - at));
        lengths_[std::min(end - at, kLongest + 1)] = true;
        starts_[static_cast<unsigned char>(words[at])] = true;
      }
      at = end + 1;
    }
  }

  bool has(std::string_view word) const {
    if (word.size() > kLongest || !lengths_[word.size()]) return false;
    if (!starts_[static_cast<unsigned char>(word[0] >= 'A' && word[0] <= 'Z' ? word[0] + 32 : word[0])]) return false;
    char folded[kLongest];
    for (std::size_t i = 0; i < word.size(); ++i)
      folded[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
    return words_.contains(std::string_view(folded, word.size()));
  }

 private:
  static constexpr std::size_t kLongest = 32;
  std::unordered_set<std::string_view> words_;
  // Lengths and first letters that occur: most words that are asked for have another.
  std::bitset<kLongest + 2> lengths_;
  std::bitset<256> starts_;
};

}  // namespace warrant
