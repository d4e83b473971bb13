// A set of lower-case words written as one text with blanks between them, asked without regard to ASCII case.
#pragma once

#include <algorithm>
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
      if (end > at) words_.insert(words.substr(at, end - at));
      at = end + 1;
    }
  }

  bool has(std::string_view word) const {
    constexpr std::size_t kLongest = 32;
    if (word.size() > kLongest) return false;
    char folded[kLongest];
    for (std::size_t i = 0; i < word.size(); ++i)
      folded[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
    return words_.contains(std::string_view(folded, word.size()));
  }

 private:
  std::unordered_set<std::string_view> words_;
};

}  // namespace warrant
