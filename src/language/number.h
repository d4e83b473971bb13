// The number grammar of clinical prose: numbers, operators, percent signs, intervals and p values as they are printed.
//
// lex() turns one sentence (or table cell) into tokens in one pass; the read_* functions look at a bounded stretch of
// them, so everything is linear in the text. No locale is ever asked. What is not a well-formed number is no number:
// "43.0.32" becomes one token marked malformed, never 43.0.
//
// Read: "0.81" "0·81" (U+00B7) "0,81" (decimal comma unless it groups thousands) ".81" "1,234" "−3" "1.2e-5"
// "3×10−5" "10⁵" "four" "twenty-one" "95%"; "<0.001" "p = <0.001" "less than 2"; "(0.6–0.9)" "[0.6, 0.9]"
// "95% CI: 0·6 to 0·9" "CI95% 0.6;0.9" "0.6 ± 0.9" after a CI label; "P < .001" "p-value of 0.03" "p = NS".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/span.h"
#include "src/model/claim.h"

namespace warrant {

// True when `word` equals `lower` up to ASCII case. Requires: `lower` is lower case.
bool equals_folded(std::string_view word, std::string_view lower);

struct Number {
  double value = 0;
  int decimals = 0;               // digits after the decimal point as printed
  Operator op = Operator::kNone;  // printed directly before: "<", "less than", "about"; "=" counts as kEqual
  bool percent = false;           // "%", "percent" or "per cent" follows
  bool word = false;              // "four"
  bool malformed = false;         // "43.0.32": value is the part that could be read and must not be used
};

enum class TokenKind : std::uint8_t { kWord, kNumber, kSymbol };

struct Token {
  TokenKind kind = TokenKind::kWord;
  // Symbols in one spelling: ( ) [ ] , ; : = < > / % + * | . and '-' (every dash and minus), 'l' (≤), 'g' (≥),
  // '~' (≈ ∼), '!' (±), '?' (anything else).
  char symbol = 0;
  bool space_before = false;
  ByteSpan span;          // in the lexed text plus `base`
  std::string_view text;  // as printed
  Number number;          // kNumber only

  bool is(char s) const { return kind == TokenKind::kSymbol && symbol == s; }
  // ASCII case-insensitive. Requires: `lower` is lower case.
  bool is(std::string_view lower) const {
    return kind == TokenKind::kWord && text.size() == lower.size() && equals_folded(text, lower);
  }
  bool is_number() const { return kind == TokenKind::kNumber && !number.malformed; }
  bool is_word() const { return kind == TokenKind::kWord; }
};

// A fixed set of lower-case words, asked without regard to ASCII case in constant time.
class WordSet {
 public:
  WordSet(std::initializer_list<std::string_view> words);
  bool has(std::string_view word) const;

 private:
  static std::size_t slot_of(std::string_view word);
  static constexpr std::size_t kSlots = 512;
  std::array<std::int16_t, kSlots> heads_;
  std::vector<std::pair<std::string_view, std::int16_t>> words_;  // word, next with the same slot
  std::uint64_t lengths_ = 0;                                     // bit n: some word has n letters
};

// True for a word that is one of `words` (lower case).
inline bool one_of(const Token& token, const WordSet& words) { return token.is_word() && words.has(token.text); }

// The tokens of `text` in order; spans are moved by `base`. Letters with digits and hyphens stay one word ("CA19-9",
// "HER2-positive", "progression-free"), number words are numbers, "two-year" and "5-year" are three tokens.
// Lifetime: the tokens' text is a view into `text`.
std::vector<Token> lex(std::string_view text, std::uint32_t base = 0);

// A lower and an upper bound. A bound printed as NE, NR, "not reached" or ∞, or malformed, is absent.
struct Interval {
  std::optional<double> low, high;
  std::size_t end = 0;  // index of the first token after it
};

// Two numbers with a separator (dash, "to", comma, semicolon, "and", ±) from tokens[at] on, opening and closing
// brackets included. `label` says that a CI label stands before, which lets "±", "and" and a lone bound through.
std::optional<Interval> read_interval(std::span<const Token> tokens, std::size_t at, bool label);

// "95% CI", "CI95%", "(95 % confidence interval [CI])", "CI": where the label ends and its level (absent = not said).
struct IntervalLabel {
  std::optional<double> level;
  std::size_t end = 0;
};
std::optional<IntervalLabel> read_interval_label(std::span<const Token> tokens, std::size_t at);

// A p value at tokens[at] == "p" / "P" / "p-value": kNotSignificant has no value.
struct PValue {
  Operator op = Operator::kEqual;
  std::optional<double> value;
  std::size_t end = 0;
};
std::optional<PValue> read_p_value(std::span<const Token> tokens, std::size_t at);

// The p value of a table cell that holds nothing else: "0.03", "<.001", "NS", "P = 0.2", "0.03*", "< 0.001a".
std::optional<PValue> read_p_cell(std::span<const Token> tokens);

// "months" for "month", "mo", "mos", "mths", "m."…; likewise years, weeks, days; "" for other words.
// "m" and "y"/"yr"/"d" are accepted as well: the caller knows that a time is expected.
std::string_view time_unit(std::string_view word);

}  // namespace warrant
