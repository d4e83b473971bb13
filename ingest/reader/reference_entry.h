// The tokens of one printed reference, and what its parts are found with. Internal to reference_text.cc and its kin.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/text.h"
#include "src/model/reference.h"

namespace warrant::reference {

enum class Kind { kWord, kNumber, kDash, kPunct };

// A word holds letters, inner apostrophes and inner hyphens; a number digits with letters glued to it ("e123",
// "2019a").
struct Token {
  Kind kind = Kind::kPunct;
  std::uint32_t start = 0, end = 0;
  char punct = 0;      // of kPunct in ASCII, quotes as '"'
  bool space = false;  // white space before it
};

// An entry as tokens; indexes past the end are no word, number or mark. Lifetime: a view into the text.
class Entry {
 public:
  explicit Entry(std::string_view text) : text_(text) { tokenize(); }

  std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t i) const { return tokens_[i]; }
  std::string_view text(std::size_t i) const {
    return text_.substr(tokens_[i].start, tokens_[i].end - tokens_[i].start);
  }
  std::string_view between(std::size_t from, std::size_t to) const {
    if (from >= to || from >= size()) return {};
    return text_.substr(tokens_[from].start, tokens_[to - 1].end - tokens_[from].start);
  }
  bool punct(std::size_t i, char c) const { return i < size() && tokens_[i].punct == c; }
  bool word(std::size_t i) const { return i < size() && tokens_[i].kind == Kind::kWord; }
  bool number(std::size_t i) const { return i < size() && tokens_[i].kind == Kind::kNumber; }
  bool dash(std::size_t i) const { return i < size() && tokens_[i].kind == Kind::kDash; }
  bool is(std::size_t i, std::string_view lower) const { return word(i) && ascii_lower(text(i)) == lower; }

  bool upper_first(std::size_t i) const;
  // 1 to 4 capitals ("J", "JA", "J-P"): a person's initials.
  bool initials(std::size_t i) const;
  // A four-digit year, "2019" or "2019a"; 0 when it is none.
  std::int32_t year(std::size_t i) const;

 private:
  void tokenize();

  std::string_view text_;
  std::vector<Token> tokens_;
};

enum class NameStyle { kNone, kFamilyInitials, kFamilyCommaInitials, kInitialsFamily };

// Reads the author list at token `i`; returns the token after it (and after "et al.").
std::size_t read_authors(const Entry& e, std::size_t i, std::vector<std::string>& authors, NameStyle& style);

// The cluster of numbers, months and words like "vol" that holds year, volume and pages: tokens [start, end).
struct Tail {
  std::size_t start = 0, end = 0;
  int score = -1;  // -1 = none
};
Tail find_tail(const Entry& e, std::size_t from, bool year_known);

// Sets year (unless known), volume and pages.
void read_tail(const Entry& e, const Tail& tail, Reference& r);

// Takes DOI, PMID, PMCID, web addresses and link texts out of `text` (blanks in their place).
void take_identifiers(std::string& text, Reference& r);

// The text without Markdown and HTML emphasis and without a leading number, which goes to `label`.
std::string strip_markup(std::string_view entry, std::string& label);

}  // namespace warrant::reference
