// Words for matching: lower-case runs of letters and digits, and their stems (Porter 1980, "An algorithm for suffix
// stripping", as FTS5's porter tokenizer), so that what is compared in memory agrees with the index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

// The Porter stem of a lower-case ASCII word; other words come back as they are.
std::string stem(std::string_view word);

struct Word {
  std::string stem;
  ByteSpan span;        // in the text
  bool number = false;  // "0.05", "16.83": decimals stay in one word

  friend bool operator==(const Word&, const Word&) = default;
};

// Cuts UTF-8 text into words, as they are printed: next() brings the first, the second … until it is false.
class WordCutter {
 public:
  explicit WordCutter(std::string_view text) : text_(text) {}  // Lifetime: of what `text` points to
  bool next();

  std::string word;     // a decimal point is '.' in it, however it is printed
  ByteSpan span;        // in the text
  bool number = false;  // digits only, with a decimal point or not

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// The words of UTF-8 text, case folded and stemmed, in order. A decimal number is one word, written with '.'.
std::vector<Word> words_of(std::string_view text);

// "5" of "five" (as a stem, two to twelve) and of "5"; "" of what is no number.
std::string number_of_word(std::string_view stem);

// Words that carry no meaning for matching: articles, pronouns, auxiliaries, question words; not what is printed in
// capitals ("OR" is an odds ratio).
bool is_stop_word(std::string_view word);

}  // namespace warrant
