#include "src/language/stem.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "src/base/text.h"

namespace warrant {
namespace {

// Porter's algorithm works on a word's measure m: the number of vowel-consonant sequences before a suffix.
class Stemmer {
 public:
  explicit Stemmer(std::string_view word) : word_(word) {}

  std::string run() {
    step_1a();
    step_1b();
    step_1c();
    step_2();
    step_3();
    step_4();
    step_5();
    return word_;
  }

 private:
  bool consonant(std::size_t i) const {
    switch (word_[i]) {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
        return false;
      case 'y':
        return i == 0 || !consonant_before(i);
      default:
        return true;
    }
  }
  // A 'y' is a vowel after a consonant; runs of y are resolved from the left without recursion.
  bool consonant_before(std::size_t i) const {
    bool previous = false;
    for (std::size_t k = 0; k < i; ++k) {
      const char c = word_[k];
      const bool vowel = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
      previous = c == 'y' ? (k == 0 || !previous) : !vowel;
    }
    return previous;
  }

  std::size_t measure(std::size_t length) const {
    std::size_t m = 0;
    bool vowel = false;
    for (std::size_t i = 0; i < length; ++i) {
      if (consonant(i)) {
        m += vowel ? 1 : 0;
        vowel = false;
      } else {
        vowel = true;
      }
    }
    return m;
  }
  bool has_vowel(std::size_t length) const {
    for (std::size_t i = 0; i < length; ++i)
      if (!consonant(i)) return true;
    return false;
  }
  // The last letter is compared first, without a call: it differs nearly always.
  bool ends(std::string_view suffix) const { return word_.back() == suffix.back() && ends_so(suffix); }
  bool ends_so(std::string_view suffix) const {
    return word_.size() > suffix.size() && word_.compare(word_.size() - suffix.size(), suffix.size(), suffix) == 0;
  }
  bool double_consonant() const {
    const std::size_t n = word_.size();
    return n > 1 && word_[n - 1] == word_[n - 2] && consonant(n - 1);
  }
  bool cvc(std::size_t length) const {
    if (length < 3 || !consonant(length - 1) || consonant(length - 2) || !consonant(length - 3)) return false;
    const char c = word_[length - 1];
    return c != 'w' && c != 'x' && c != 'y';
  }
  void replace(std::string_view suffix, std::string_view with) {
    word_.resize(word_.size() - suffix.size());
    word_ += with;
  }
  bool replace_if(std::size_t least, std::string_view suffix, std::string_view with) {
    return ends(suffix) && replace_now(least, suffix, with);
  }
  bool replace_now(std::size_t least, std::string_view suffix, std::string_view with) {
    if (measure(word_.size() - suffix.size()) >= least) replace(suffix, with);
    return true;
  }

  void step_1a() {
    if (ends("sses")) {
      replace("sses", "ss");
    } else if (ends("ies")) {
      replace("ies", "i");
    } else if (ends("s") && !ends("ss")) {
      replace("s", "");
    }
  }
  void step_1b() {
    if (ends("eed")) {
      if (measure(word_.size() - 3) > 0) replace("eed", "ee");
      return;
    }
    if (ends("ed") && has_vowel(word_.size() - 2)) {
      replace("ed", "");
    } else if (ends("ing") && has_vowel(word_.size() - 3)) {
      replace("ing", "");
    } else {
      return;
    }
    if (ends("at") || ends("bl") || ends("iz")) {
      word_ += 'e';
    } else if (double_consonant() && word_.back() != 'l' && word_.back() != 's' && word_.back() != 'z') {
      word_.pop_back();
    } else if (measure(word_.size()) == 1 && cvc(word_.size())) {
      word_ += 'e';
    }
  }
  void step_1c() {
    if (ends("y") && has_vowel(word_.size() - 1)) word_.back() = 'i';
  }
  void step_2() {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kRules = {{
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
        {"abli", "able"},   {"alli", "al"},     {"entli", "ent"}, {"eli", "e"},     {"ousli", "ous"},
        {"ization", "ize"}, {"ation", "ate"},   {"ator", "ate"},  {"alism", "al"},  {"iveness", "ive"},
        {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},  {"iviti", "ive"}, {"biliti", "ble"},
    }};
    for (const auto& [suffix, with] : kRules)
      if (replace_if(1, suffix, with)) return;
  }
  void step_3() {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kRules = {{
        {"icate", "ic"},
        {"ative", ""},
        {"alize", "al"},
        {"iciti", "ic"},
        {"ical", "ic"},
        {"ful", ""},
        {"ness", ""},
    }};
    for (const auto& [suffix, with] : kRules)
      if (replace_if(1, suffix, with)) return;
  }
  void step_4() {
    static constexpr std::array<std::string_view, 19> kSuffixes = {"al",  "ance",  "ence", "er",  "ic", "able", "ible",
                                                                   "ant", "ement", "ment", "ent", "ou", "ism",  "ate",
                                                                   "iti", "ous",   "ive",  "ize", "ion"};
    for (std::string_view suffix : kSuffixes) {
      if (!ends(suffix)) continue;
      const std::size_t left = word_.size() - suffix.size();
      if (suffix == "ion" && word_[left - 1] != 's' && word_[left - 1] != 't') return;
      if (measure(left) > 1) word_.resize(left);
      return;
    }
  }
  void step_5() {
    if (ends("e")) {
      const std::size_t left = word_.size() - 1;
      const std::size_t m = measure(left);
      if (m > 1 || (m == 1 && !cvc(left))) word_.pop_back();
    }
    if (ends("ll") && measure(word_.size() - 1) > 1) word_.pop_back();
  }

  std::string word_;
};

// Of ASCII letters and digits.
enum : std::uint8_t { kNoWord = 0, kLetter = 1, kDigit = 2 };
constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 0; c < 128; ++c)
    classes[static_cast<std::size_t>(c)] = is_ascii_digit(static_cast<char>(c))   ? kDigit
                                           : is_ascii_alpha(static_cast<char>(c)) ? kLetter
                                                                                  : kNoWord;
  return classes;
}();

bool is_word_byte(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

// Punctuation and signs outside ASCII end a word: the general-punctuation block, Latin-1 signs, mathematical operators.
std::size_t non_ascii_length(std::string_view text, std::size_t at, bool& separator) {
  std::size_t next = at;
  const char32_t c = next_code_point(text, next);
  separator = (c >= 0x2000 && c <= 0x206F) || (c >= 0x80 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) ||
              c == 0xD7 || c == 0xF7 || (c >= 0x2190 && c <= 0x23FF) || c == 0x3000 || c == 0xFFFD;
  return next - at;
}

// A raised dot between digits is a decimal point ("0·72").
std::size_t decimal_point(std::string_view text, std::size_t at) {
  if (text[at] == '.') return 1;
  return text.substr(at, 2) == "\u00B7" ? 2 : 0;
}

}  // namespace

std::string stem(std::string_view word) {
  if (word.size() < 3 || word.size() > 40) return std::string(word);
  for (char c : word)
    if (c < 'a' || c > 'z') return std::string(word);
  return Stemmer(word).run();
}

bool WordCutter::next() {
  std::size_t at = at_;
  bool separator = false;
  while (at < text_.size()) {
    std::size_t step = 1;
    separator = false;
    if (static_cast<unsigned char>(text_[at]) >= 0x80) step = non_ascii_length(text_, at, separator);
    if (!separator && is_word_byte(text_[at])) break;
    at += step;
  }
  word.clear();
  span.start = static_cast<std::uint32_t>(at);
  number = true;
  bool has_point = false;
  std::size_t kept = at;  // up to here the word is the text's
  while (at < text_.size()) {
    std::uint8_t seen = 0;
    while (at < text_.size()) {
      const std::uint8_t here = kClasses[static_cast<unsigned char>(text_[at])];
      if (here == kNoWord) break;
      seen |= here;
      ++at;
    }
    number = number && (seen & kLetter) == 0;
    if (at == text_.size()) break;
    const char c = text_[at];
    const std::size_t point = number && at > span.start && !has_point ? decimal_point(text_, at) : 0;
    if (point != 0 && at + point < text_.size() && is_ascii_digit(text_[at + point])) {
      word += text_.substr(kept, at - kept);
      word += '.';
      has_point = true;
      at += point;
      kept = at;
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x80) break;
    if (number && decimal_point(text_, at) != 0) break;
    const std::size_t step = non_ascii_length(text_, at, separator);
    if (separator) break;
    number = false;
    at += step;
  }
  word += text_.substr(kept, at - kept);
  span.end = static_cast<std::uint32_t>(at);
  at_ = at;
  return !word.empty();
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (WordCutter cut(text); cut.next();)
    words.push_back({cut.number ? cut.word : stem(fold_case(cut.word)), cut.span, cut.number});
  return words;
}

std::string number_of_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 13> kNumbers = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelv"};
  if (!stem.empty() && is_ascii_digit(stem.front())) return std::string(stem);
  for (std::size_t i = 1; i < kNumbers.size(); ++i)
    if (kNumbers[i] == stem) return std::to_string(i);
  return "";
}

bool is_stop_word(std::string_view given) {
  if (given.size() > 1 && std::all_of(given.begin(), given.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    return false;
  const std::string word = ascii_lower(given);
  static constexpr std::array<std::string_view, 127> kWords = {
      "a",       "about",   "after", "all",    "also",   "am",     "among",   "an",     "and",     "any",  "are",
      "as",      "at",      "be",    "been",   "before", "being",  "between", "both",   "but",     "by",   "can",
      "could",   "did",     "do",    "does",   "doing",  "during", "each",    "either", "for",     "from", "further",
      "had",     "has",     "have",  "having", "he",     "her",    "here",    "hers",   "him",     "his",  "how",
      "i",       "if",      "in",    "into",   "is",     "it",     "its",     "itself", "just",    "may",  "me",
      "might",   "more",    "most",  "must",   "my",     "no",     "nor",     "not",    "now",     "of",   "off",
      "on",      "once",    "only",  "or",     "other",  "our",    "ours",    "out",    "over",    "own",  "per",
      "same",    "shall",   "she",   "should", "so",     "some",   "such",    "than",   "that",    "the",  "their",
      "theirs",  "them",    "then",  "there",  "these",  "they",   "this",    "those",  "through", "to",   "too",
      "under",   "until",   "up",    "upon",   "us",     "very",   "was",     "we",     "were",    "what", "when",
      "where",   "whether", "which", "while",  "who",    "whom",   "whose",   "why",    "will",    "with", "within",
      "without", "would",   "yes",   "you",    "your",   "yours"};
  return std::binary_search(kWords.begin(), kWords.end(), std::string_view(word));
}

}  // namespace warrant
