#include "src/query/numbers.h"

#include <algorithm>

#include "src/base/text.h"
#include "src/language/fold.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

// What a sentence gains, as a multiple of its score, that prints all the numbers and holds all other words (of half the
// words, a quarter); that prints a number right behind the word typed before it; that prints a sign as typed.
constexpr double kNumbers = 3, kLabelled = 1, kVerbatim = 0.5;
constexpr std::size_t kLabelBefore = 4;  // words

std::string key_of(std::string_view text) {
  std::string key = " ";
  for (const Word& word : words_of(text)) key += word.stem + " ";
  return key;
}

bool holds(const std::string& text, const std::vector<std::string>& ways) {
  return std::any_of(ways.begin(), ways.end(),
                     [&](const std::string& way) { return text.find(way) != std::string::npos; });
}

// Whole: "<3" is not in "<30" or "<3.5".
bool stands_in(std::string_view text, std::string_view piece) {
  for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + 1)) {
    const std::size_t next = at + piece.size();
    const bool digits = is_ascii_digit(piece.back());
    if (digits && next + 1 < text.size() && text[next] == '.' && is_ascii_digit(text[next + 1])) continue;
    if (digits && next < text.size() && is_ascii_digit(text[next])) continue;
    if (at > 0 && is_ascii_alpha(piece.front()) && is_ascii_alpha(text[at - 1])) continue;
    return true;
  }
  return false;
}

// True when a label stands in the few words before a place where the number does.
bool labelled(const std::string& text, const std::string& number, const std::vector<std::string>& label) {
  for (std::size_t at = text.find(number); at != std::string::npos; at = text.find(number, at + 1)) {
    std::size_t from = at;
    for (std::size_t words = 0; words < kLabelBefore && from > 0; ++words) from = text.rfind(' ', from - 1);
    if (holds(text.substr(from, at + 1 - from), label)) return true;
  }
  return false;
}

}  // namespace

bool has_decimal(std::string_view word) {
  for (std::size_t i = 1; i + 1 < word.size(); ++i)
    if ((word[i] == '.' || word[i] == ',') && is_ascii_digit(word[i - 1]) && is_ascii_digit(word[i + 1])) return true;
  return false;
}

PrintedNumbers::PrintedNumbers(const std::vector<QueryTerm>& terms, std::size_t typed) {
  std::vector<std::string> before;
  for (std::size_t i = 0; i < typed; ++i) {
    const QueryTerm& term = terms[i];
    if (term.excluded || term.prefix) continue;
    std::vector<std::string> ways = {key_of(term.text)};
    for (std::size_t other = typed; other < terms.size(); ++other)
      if (term.group != 0 && terms[other].group == term.group) ways.push_back(key_of(terms[other].text));
    if (has_decimal(term.text)) {
      decimals_.push_back(i);
      numbers_.push_back({ways.front(), before});
    } else if (ways.front() != " ") {
      words_.push_back(ways);
    }
    before = std::move(ways);
    std::string sign = folded(term.text);
    if (sign.find_first_of("<>=~") != std::string::npos && sign.find_first_of("0123456789") != std::string::npos)
      signs_.push_back(std::move(sign));
  }
}

double PrintedNumbers::factor(std::string_view quote) const {
  const std::string text = key_of(quote);
  double factor = 1;
  if (!numbers_.empty()) {
    double present = 0, with_label = 0, held = 0;
    for (const Number& number : numbers_) {
      present += text.find(number.key) != std::string::npos ? 1 : 0;
      with_label += labelled(text, number.key, number.label) ? 1 : 0;
    }
    for (const auto& ways : words_) held += holds(text, ways) ? 1 : 0;
    const double words = words_.empty() ? 1 : held / static_cast<double>(words_.size());
    const auto all = static_cast<double>(numbers_.size());
    factor += kNumbers * words * words * present / all + kLabelled * with_label / all;
  }
  if (!signs_.empty()) {
    const std::string printed = folded(quote);
    for (const std::string& sign : signs_) factor *= stands_in(printed, sign) ? 1 + kVerbatim : 1;
  }
  return factor;
}

}  // namespace warrant
