#include "ingest/reader/reference_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <unicode/uchar.h>

#include "src/base/text.h"

namespace warrant {
namespace {

enum class Kind { kWord, kNumber, kDash, kPunct };

// A word holds letters, inner apostrophes and inner hyphens; a number digits with letters glued to it ("e123",
// "2019a").
struct Token {
  Kind kind = Kind::kPunct;
  std::uint32_t start = 0, end = 0;
  char punct = 0;      // of kPunct in ASCII, quotes as '"'
  bool space = false;  // white space before it
};

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

bool is_letter(char32_t c) {
  return c < 0x80
             ? is_ascii_alpha(static_cast<char>(c))
             : (u_isalpha(static_cast<UChar32>(c)) != 0 || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

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

  bool upper_first(std::size_t i) const {
    if (!word(i)) return false;
    std::size_t at = tokens_[i].start;
    return u_isupper(static_cast<UChar32>(next_code_point(text_, at))) != 0;
  }
  // 1 to 4 capitals ("J", "JA", "J-P"): a person's initials.
  bool initials(std::size_t i) const {
    if (!word(i)) return false;
    int letters = 0;
    for (std::size_t at = tokens_[i].start; at < tokens_[i].end;) {
      const char32_t c = next_code_point(text_, at);
      if (is_dash(c) || is_apostrophe(c)) continue;
      if (u_isupper(static_cast<UChar32>(c)) == 0) return false;
      ++letters;
    }
    return letters >= 1 && letters <= 4;
  }
  // A four-digit year, "2019" or "2019a"; 0 when it is none.
  std::int32_t year(std::size_t i) const {
    if (!number(i)) return 0;
    const std::string_view t = text(i);
    if (t.size() < 4 || t.size() > 5 || (t.size() == 5 && (t[4] < 'a' || t[4] > 'k'))) return 0;
    std::int32_t value = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      if (!is_ascii_digit(t[k])) return 0;
      value = value * 10 + (t[k] - '0');
    }
    return value >= 1800 && value <= 2039 ? value : 0;
  }

 private:
  void tokenize() {
    bool space = false;
    for (std::size_t i = 0; i < text_.size();) {
      std::size_t next = i;
      const char32_t c = next_code_point(text_, next);
      Token token;
      token.start = static_cast<std::uint32_t>(i);
      token.space = space;
      space = false;
      if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
        space = true;
        i = next;
        continue;
      }
      const bool digit = c < 0x80 && is_ascii_digit(static_cast<char>(c));
      if (digit || is_letter(c)) {
        bool has_digit = digit;
        std::size_t end = next;
        while (end < text_.size()) {
          std::size_t after = end;
          const char32_t d = next_code_point(text_, after);
          const bool d_digit = d < 0x80 && is_ascii_digit(static_cast<char>(d));
          if (d_digit || is_letter(d)) {
            has_digit = has_digit || d_digit;
            end = after;
            continue;
          }
          if (has_digit || !(is_apostrophe(d) || is_dash(d)) || after >= text_.size()) break;
          std::size_t beyond = after;
          if (d == 0x2013 || d == 0x2014 || !is_letter(next_code_point(text_, beyond))) break;
          end = beyond;
        }
        token.kind = has_digit ? Kind::kNumber : Kind::kWord;
        next = end;
      } else if (is_dash(c)) {
        token.kind = Kind::kDash;
      } else {
        token.punct = c < 0x80                                                 ? static_cast<char>(c)
                      : (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB ? '"'
                                                                               : '?';
        if (c == '?' || (c >= 0x80 && token.punct == '?')) token.punct = c == '?' ? '?' : '~';
      }
      token.end = static_cast<std::uint32_t>(next);
      tokens_.push_back(token);
      i = next;
    }
  }

  std::string_view text_;
  std::vector<Token> tokens_;
};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 32> kParticles = {
    "van", "von", "der", "den", "de",  "la",  "le", "du", "di", "da",  "dos", "del", "della", "ten", "ter", "bin",
    "al",  "el",  "zu",  "zur", "dal", "das", "do", "st", "'t", "ben", "abu", "ibn", "des",   "het", "vom", "te"};
constexpr std::array<std::string_view, 10> kSuffixes = {"jr",  "sr",  "ii", "iii", "iv",
                                                        "2nd", "3rd", "md", "phd", "4th"};
constexpr std::array<std::string_view, 23> kMonths = {
    "jan",  "january", "feb", "february", "mar",       "march", "apr",     "april", "may",      "jun", "june",    "jul",
    "july", "aug",     "sep", "sept",     "september", "oct",   "october", "nov",   "november", "dec", "december"};
constexpr std::array<std::string_view, 17> kTailWords = {"vol", "volume", "no",      "nr",   "issue", "iss",
                                                         "pp",  "p",      "pages",   "page", "suppl", "supplement",
                                                         "pt",  "art",    "article", "epub", "s"};

// --- authors ---------------------------------------------------------------------------------------------------------

enum class NameStyle { kNone, kFamilyInitials, kFamilyCommaInitials, kInitialsFamily };

struct Name {
  NameStyle style = NameStyle::kNone;
  std::size_t next = 0;  // token after it
  std::string text;
};

// Words of a family name from `i`: particles and capitalised words, at most five. Returns the token after them.
std::size_t family_end(const Entry& e, std::size_t i) {
  std::size_t at = i;
  bool capital = false;
  while (at < e.size() && at < i + 5 && e.word(at)) {
    const bool particle = one_of(ascii_lower(e.text(at)), kParticles);
    if (capital && e.initials(at)) break;
    if (!particle && !e.upper_first(at)) break;
    if (!particle && e[at].end - e[at].start < 2) break;
    capital = capital || !particle || e.upper_first(at);
    ++at;
    if (e.punct(at, '.') && at > i && ascii_lower(e.text(at - 1)) == "st") ++at;
  }
  return capital ? at : i;
}

// Initials from `i`: "JA", "J. A.", "J.-P."; `out` gets the letters. Returns the token after them, or `i`.
std::size_t initials_end(const Entry& e, std::size_t i, std::string& out) {
  std::size_t at = i;
  while (e.initials(at) && at < i + 12) {
    if (at > i && !e.punct(at - 1, '.') && !e.dash(at - 1) && e[at].end - e[at].start > 2) break;
    // "J. A randomised trial": after a stop, only another dotted letter is an initial.
    if (at > i && e.punct(at - 1, '.') && !e.punct(at + 1, '.') && !e.dash(at + 1)) break;
    out += e.text(at);
    ++at;
    if (e.punct(at, '.')) ++at;
    if (e.dash(at) && !e[at].space && e.initials(at + 1)) ++at;
  }
  return at;
}

Name name_at(const Entry& e, std::size_t i, NameStyle wanted) {
  Name name;
  const auto finish = [&](NameStyle style, std::size_t next, std::string_view family, const std::string& given) {
    name.style = style;
    name.next = next;
    name.text = std::string(family) + (given.empty() ? "" : " " + given);
    if (e.word(next) && one_of(ascii_lower(e.text(next)), kSuffixes)) ++name.next;
    return name;
  };
  const auto may = [&](NameStyle style) { return wanted == NameStyle::kNone || wanted == style; };
  const std::size_t family = family_end(e, i);
  if (family > i) {
    std::string given;
    if (may(NameStyle::kFamilyInitials)) {
      const std::size_t end = initials_end(e, family, given);
      if (end > family) return finish(NameStyle::kFamilyInitials, end, e.between(i, family), given);
    }
    if (may(NameStyle::kFamilyCommaInitials) && e.punct(family, ',')) {
      const std::size_t end = initials_end(e, family + 1, given);
      if (end > family + 1) return finish(NameStyle::kFamilyCommaInitials, end, e.between(i, family), given);
    }
  }
  if (wanted == NameStyle::kNone || wanted == NameStyle::kInitialsFamily || wanted == NameStyle::kFamilyCommaInitials) {
    std::string given;
    const std::size_t end = initials_end(e, i, given);
    if (end > i) {
      const std::size_t last = family_end(e, end);
      if (last > end && (e.punct(end - 1, '.') || e.punct(last, ',') || e.is(last, "and")))
        return finish(NameStyle::kInitialsFamily, last, e.between(end, last), given);
    }
  }
  return name;
}

bool at_et_al(const Entry& e, std::size_t i) {
  return (e.is(i, "et") && e.is(i + 1, "al")) || e.is(i, "others") || (e.is(i, "and") && e.is(i + 1, "others"));
}

// Reads the author list at the start; returns the token after it (and after "et al.").
std::size_t read_authors(const Entry& e, std::size_t i, std::vector<std::string>& authors, NameStyle& style) {
  style = NameStyle::kNone;
  std::size_t at = i;
  while (at < e.size()) {
    const Name name = name_at(e, at, style);
    if (name.style == NameStyle::kNone) break;
    if (style == NameStyle::kNone) style = name.style;
    authors.push_back(name.text);
    at = name.next;
    std::size_t separator = at;
    while (e.punct(separator, ',') || e.punct(separator, ';') || e.punct(separator, '&') || e.is(separator, "and"))
      ++separator;
    if (at_et_al(e, separator)) {
      at = separator + 2;
      if (e.punct(at, '.')) ++at;
      break;
    }
    if (e.punct(separator, '~')) {  // "… Last A": an ellipsis in a long list
      ++separator;
      while (e.punct(separator, ',')) ++separator;
    }
    if (separator == at) break;
    if (name_at(e, separator, style).style == NameStyle::kNone) break;
    at = separator;
  }
  return at;
}

// --- the numbers at the end ------------------------------------------------------------------------------------------

bool in_tail(const Entry& e, std::size_t i) {
  if (e.number(i)) {
    // "2nd", "COVID19" are words; "e123", "S12", "2019a", "12A" are numbers.
    const std::string_view t = e.text(i);
    const std::size_t digits = static_cast<std::size_t>(std::count_if(t.begin(), t.end(), is_ascii_digit));
    return digits + 3 >= t.size() && !t.ends_with("nd") && !t.ends_with("th") && !t.ends_with("rd");
  }
  if (e.dash(i)) return true;
  if (e.word(i)) {
    const std::string lower = ascii_lower(e.text(i));
    return one_of(lower, kMonths) || one_of(lower, kTailWords);
  }
  return e[i].punct != 0 && std::string_view(".,;:()[]").find(e[i].punct) != std::string_view::npos;
}

struct Tail {
  std::size_t start = 0, end = 0;  // tokens
  int score = -1;
};

Tail find_tail(const Entry& e, std::size_t from, bool year_known) {
  Tail best;
  for (std::size_t i = from; i < e.size();) {
    if (!in_tail(e, i)) {
      ++i;
      continue;
    }
    Tail tail;
    tail.start = i;
    int numbers = 0;
    bool year = false, colon = false, range = false, marked = false;
    for (; i < e.size() && in_tail(e, i); ++i) {
      if (e.number(i)) {
        ++numbers;
        year = year || e.year(i) != 0;
        range = range || (e.dash(i + 1) && e.number(i + 2));
        colon = colon || (i > tail.start && e.punct(i - 1, ':') && numbers > 1);
      }
      marked = marked || (e.word(i) && (e.is(i, "pp") || e.is(i, "vol")));
    }
    tail.end = i;
    if (numbers == 0) continue;
    tail.score =
        (year && !year_known ? 2 : 0) + (colon ? 2 : 0) + (range ? 1 : 0) + (numbers > 1 ? 1 : 0) + (marked ? 1 : 0);
    if (tail.score >= best.score && (tail.score >= 2 || tail.end + 1 >= e.size())) best = tail;
  }
  // Punctuation before the first number belongs to what is left of it, opening brackets excepted.
  if (best.score >= 0)
    while (best.start < best.end && e[best.start].kind == Kind::kPunct && !e.punct(best.start, '(')) ++best.start;
  return best;
}

void read_tail(const Entry& e, const Tail& tail, Reference& r) {
  const bool has_year = r.year != 0;
  std::size_t year_at = e.size();
  if (!has_year) {
    int best = 0;
    for (std::size_t i = tail.start; i < tail.end; ++i) {
      if (e.year(i) == 0) continue;
      int rank = 2;
      if (i > 0 && e.punct(i - 1, '('))
        rank = 5;
      else if (e.punct(i + 1, ';'))
        rank = 5;
      else if (e.word(i + 1) && one_of(ascii_lower(e.text(i + 1)), kMonths))
        rank = 4;
      else if ((i > 0 && (e.dash(i - 1) || e.punct(i - 1, ':'))) || e.dash(i + 1))
        rank = 1;
      else if (i == tail.start)
        rank = 3;
      if (rank > best) {
        best = rank;
        year_at = i;
        r.year = e.year(i);
      }
    }
  }
  std::size_t pages_at = tail.end;
  const auto take_pages = [&](std::size_t i) {
    pages_at = i;
    r.pages = std::string(e.text(i));
    if (e.dash(i + 1) && e.number(i + 2)) r.pages += "-" + std::string(e.text(i + 2));
  };
  std::vector<std::size_t> numbers;  // neither year, nor issue, nor day, nor the end of a range
  for (std::size_t i = tail.start; i < tail.end; ++i) {
    if (!e.number(i) || i == year_at) continue;
    if (i > 0 && e.dash(i - 1) && i >= 2 && (e.number(i - 2))) continue;
    if (i > 0 && e.punct(i - 1, '(')) continue;
    if (i > 1 && e.dash(i - 1) && e.punct(i - 2, '(')) continue;
    const auto month = [&](std::size_t k) { return e.word(k) && one_of(ascii_lower(e.text(k)), kMonths); };
    if (i > 0 && month(i - 1) && (e.punct(i + 1, ';') || e.punct(i + 1, ',') || e.punct(i + 1, ')'))) continue;
    if (has_year && e.year(i) == r.year && i == tail.start && e.punct(i + 1, ';')) continue;
    // "Suppl 2", "no. 4", "issue 3": an issue.
    std::size_t before = i;
    while (before > tail.start && e.punct(before - 1, '.')) --before;
    if (before > tail.start && e.word(before - 1)) {
      const std::string lower = ascii_lower(e.text(before - 1));
      if (lower == "suppl" || lower == "supplement" || lower == "no" || lower == "nr" || lower == "issue" ||
          lower == "iss" || lower == "pt")
        continue;
      if (lower == "pp" || lower == "p" || lower == "pages" || lower == "page") {
        take_pages(i);
        continue;
      }
    }
    numbers.push_back(i);
  }
  if (!numbers.empty() && pages_at == tail.end) {
    // After ':' or as a range, else the second number after the volume.
    for (std::size_t i : numbers)
      if (i > tail.start && e.punct(i - 1, ':')) {
        take_pages(i);
        break;
      }
    if (pages_at == tail.end)
      for (std::size_t i : numbers)
        if (e.dash(i + 1) && e.number(i + 2) && (i != numbers.front() || numbers.size() == 1)) {
          take_pages(i);
          break;
        }
    if (pages_at == tail.end && numbers.size() >= 2) take_pages(numbers[1]);
  }
  for (std::size_t i : numbers) {
    if (i >= pages_at) break;
    r.volume = std::string(e.text(i));
    break;
  }
}

// --- title and journal -----------------------------------------------------------------------------------------------

std::string clean(std::string_view text) {
  std::string out = collapse_space(text);
  const auto strip = [](char c) { return std::string_view(" .,;:([").find(c) != std::string_view::npos; };
  while (!out.empty() && strip(out.back())) out.pop_back();
  std::size_t i = 0;
  while (i < out.size() && std::string_view(" .,;:)]").find(out[i]) != std::string_view::npos) ++i;
  return out.substr(i);
}

// True when a title may end at the full stop, question or exclamation mark `i`.
bool sentence_end(const Entry& e, std::size_t i) {
  if (!(e.punct(i, '.') || e.punct(i, '?') || e.punct(i, '!'))) return false;
  return i + 1 >= e.size() || e[i + 1].space;
}

// The token after which the journal begins, for a title that starts at `from` and numbers that start at `to`.
std::size_t journal_start(const Entry& e, std::size_t from, std::size_t to) {
  std::size_t end = to;
  while (end > from && (e.punct(end - 1, '.') || e.punct(end - 1, ',') || e.punct(end - 1, ':') ||
                        e.punct(end - 1, ';') || e.punct(end - 1, '(')))
    --end;
  std::size_t best = e.size();
  for (std::size_t i = end; i-- > from + 1;) {
    if (!sentence_end(e, i)) continue;
    if (e.punct(i, '.') && e.word(i - 1) && e.upper_first(i - 1)) {
      // A capitalised word before the stop may abbreviate ("J. Clin. Oncol."): so it is when everything since the
      // stop before it is one or two short capitalised words.
      std::size_t words = 0, k = i;
      bool capitals = true;
      while (k > from && !sentence_end(e, k - 1)) {
        --k;
        if (e.word(k)) {
          ++words;
          capitals = capitals && (e.upper_first(k) || e[k].end - e[k].start <= 3) && e[k].end - e[k].start <= 9;
        } else if (!e.punct(k, '&') && !e.dash(k)) {
          capitals = false;
        }
      }
      if (capitals && words <= 2 && k > from) {
        continue;
      }
    }
    best = i + 1;
    break;
  }
  return best;
}

void read_title(const Entry& e, std::size_t from, std::size_t to, bool commas, Reference& r) {
  while (from < to && !e.punct(from, '"') && e[from].kind == Kind::kPunct && !e.punct(from, '[')) ++from;
  if (from >= to) return;
  if (e.punct(from, '"')) {
    std::size_t close = from + 1;
    while (close < to && !e.punct(close, '"')) ++close;
    // “Title,” Journal or “Title.” Journal; quotation marks inside a title end neither way.
    const bool closes =
        close < to && (e.punct(close - 1, ',') || sentence_end(e, close - 1) || e.punct(close - 1, '.') ||
                       e.punct(close + 1, ',') || e.punct(close + 1, '.') || e.punct(close + 1, ';'));
    if (closes) {
      r.title = clean(e.between(from + 1, close));
      r.journal = clean(e.between(close + 1, to));
      if (r.journal.starts_with("in ") || r.journal.starts_with("In ")) r.journal = clean(r.journal.substr(3));
      return;
    }
  }
  std::size_t journal = commas ? to : journal_start(e, from, to);
  if (journal >= to) {
    // "…, Title words, J. Abbrev. 37 (2019) 123": the last comma before a capital parts them.
    std::size_t comma = e.size();
    for (std::size_t i = to; i-- > from + 2;)
      if (e.punct(i, ',') && e.upper_first(i + 1) && i + 1 < to) {
        comma = i;
        break;
      }
    journal = comma < to ? comma + 1 : to;
  }
  r.title = clean(e.between(from, journal));
  r.journal = clean(e.between(journal, to));
}

// --- identifiers -----------------------------------------------------------------------------------------------------

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && i < text.size(); ++i) text[i] = ' ';
}

// Takes "PMID: 123" or "PMC123" after `word` out of the text.
void take_identifiers(std::string& text, Reference& r) {
  for (std::size_t at = text.find("10."); at != std::string::npos; at = text.find("10.", at + 3)) {
    if (at > 0 && (is_ascii_digit(text[at - 1]) || text[at - 1] == '.')) continue;
    const std::string doi = find_doi(std::string_view(text).substr(at));
    if (doi.empty() || ascii_lower(std::string_view(text).substr(at, doi.size())) != doi) continue;
    if (r.doi.empty()) r.doi = doi;
    std::size_t from = at;
    while (from > 0 && !is_ascii_space(text[from - 1])) --from;
    const std::string head = ascii_lower(trim(std::string_view(text).substr(0, from)));
    for (std::string_view word : {"doi:", "doi", "doi.org/"})
      if (head.ends_with(word)) {
        from = head.size() - word.size() + (text.find_first_not_of(" \t\n"));
        break;
      }
    blank(text, from, at + doi.size());
  }
  const auto digits_after = [&](std::size_t i) {
    while (i < text.size() && (text[i] == ':' || text[i] == ' ' || text[i] == '/')) ++i;
    std::size_t end = i;
    while (end < text.size() && is_ascii_digit(text[end])) ++end;
    return std::pair(i, end);
  };
  std::string lower = ascii_lower(text);
  for (std::string_view word : {"pmid", "pubmed:", "pubmed.ncbi.nlm.nih.gov/", "/pubmed/"}) {
    const std::size_t at = lower.find(word);
    if (at == std::string::npos) continue;
    const auto [from, to] = digits_after(at + word.size());
    if (to - from < 3 || to - from > 8) continue;
    if (r.pmid.empty()) r.pmid = text.substr(from, to - from);
    blank(text, at, to);
    lower = ascii_lower(text);
  }
  if (std::size_t at = lower.find("pmc"); at != std::string::npos) {
    for (; at != std::string::npos; at = lower.find("pmc", at + 3)) {
      std::size_t word_end = at + 3;
      if (lower.compare(word_end, 2, "id") == 0) word_end += 2;
      auto [from, to] = digits_after(word_end);
      if (lower.compare(from, 3, "pmc") == 0) std::tie(from, to) = digits_after(from + 3);
      if (to - from < 4 || to - from > 9) continue;
      r.pmcid = "PMC" + text.substr(from, to - from);
      blank(text, at, to);
      break;
    }
  }
  // Web addresses and the buttons that stand after an entry on web pages.
  lower = ascii_lower(text);
  for (std::string_view word : {"http://", "https://", "www."}) {
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
      std::size_t end = at;
      while (end < text.size() && !is_ascii_space(text[end])) ++end;
      blank(text, at, end);
      for (std::size_t i = at; i < end; ++i) lower[i] = ' ';
    }
  }
  for (std::string_view word :
       {"[pubmed]", "[google scholar]", "[crossref]", "[ref list]", "[pmc free article]", "[internet]",
        "google scholar", "available from:", "available at:", "[epub ahead of print]", "epub ahead of print",
        "(pubmed)", "[doi]", "pubmed abstract"}) {
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1))
      blank(text, at, at + word.size());
  }
}

// The text without Markdown emphasis, HTML emphasis and a leading number, which goes to `label`.
std::string strip_markup(std::string_view entry, std::string& label) {
  std::string out;
  for (std::size_t i = 0; i < entry.size(); ++i) {
    const char c = entry[i];
    if (c == '*' || (c == '\\' && i + 1 < entry.size() && !is_ascii_alpha(entry[i + 1]))) continue;
    if (c == '_' && (i == 0 || i + 1 == entry.size() || entry[i - 1] == ' ' || entry[i + 1] == ' ' ||
                     entry[i + 1] == '.' || entry[i + 1] == ','))
      continue;
    if (c == '<') {
      const std::size_t close = entry.find('>', i);
      if (close != std::string_view::npos && close - i < 12) {
        i = close;
        continue;
      }
    }
    out += c;
  }
  std::string_view rest = trim(out);
  if (rest.starts_with("- ")) rest = trim(rest.substr(2));
  std::size_t i = !rest.empty() && (rest[0] == '[' || rest[0] == '(') ? 1 : 0;
  const std::size_t from = i;
  while (i < rest.size() && is_ascii_digit(rest[i])) ++i;
  if (i > from && i - from <= 3 && i < rest.size()) {
    const bool bracketed = from == 1;
    const bool closed =
        bracketed ? rest[i] == ']' || rest[i] == ')' : rest[i] == '.' || rest[i] == ')' || rest[i] == ':';
    if (closed && (i + 1 >= rest.size() || !is_ascii_digit(rest[i + 1]))) {
      label = std::string(rest.substr(from, i - from));
      rest = trim(rest.substr(i + 1));
    } else if (!bracketed && rest[i] == ' ') {
      label = std::string(rest.substr(from, i - from));
      rest = trim(rest.substr(i));
    }
  }
  return std::string(rest);
}

}  // namespace

std::string find_doi(std::string_view text) {
  for (std::size_t at = text.find("10."); at != std::string_view::npos; at = text.find("10.", at + 3)) {
    if (at > 0 && (is_ascii_digit(text[at - 1]) || text[at - 1] == '.')) continue;
    std::size_t i = at + 3;
    while (i < text.size() && (is_ascii_digit(text[i]) || text[i] == '.')) ++i;
    if (i - at < 7 || i >= text.size() || text[i] != '/') continue;
    std::size_t end = i + 1;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' &&
           std::string_view("\"<>{}|\\^`").find(text[end]) == std::string_view::npos)
      ++end;
    // Closing punctuation is not part of it; a bracket only when it was opened inside.
    while (end > i + 1) {
      const char c = text[end - 1];
      const std::string_view inside = text.substr(at, end - at);
      if (std::string_view(".,;:'*_").find(c) != std::string_view::npos ||
          (c == ')' && std::count(inside.begin(), inside.end(), '(') < std::count(inside.begin(), inside.end(), ')')) ||
          (c == ']' && std::count(inside.begin(), inside.end(), '[') < std::count(inside.begin(), inside.end(), ']')))
        --end;
      else
        break;
    }
    if (end > i + 1) return ascii_lower(text.substr(at, end - at));
  }
  return {};
}

Reference parse_reference(std::string_view raw) {
  Reference r;
  std::string text = strip_markup(raw, r.label);
  take_identifiers(text, r);
  const Entry e(text);
  NameStyle style = NameStyle::kNone;
  std::size_t at = read_authors(e, 0, r.authors, style);
  // A body as author: "World Health Organization. (2019)." or "… (2019)" within the first words.
  if (r.authors.empty()) {
    for (std::size_t i = 1; i < e.size() && i < 14; ++i) {
      if (e.punct(i, '(') && e.year(i + 1) != 0 && (e.punct(i + 2, ')') || e.punct(i + 2, ',')) && i + 4 < e.size()) {
        r.authors.push_back(clean(e.between(0, i)));
        at = i;
        break;
      }
      if (e.number(i)) break;
    }
  }
  // The year right after the authors: "(2019)", "(2019, March 3)", "2019.".
  std::size_t title = at;
  const bool commas = style == NameStyle::kInitialsFamily && e.punct(at, ',');  // everything is parted by commas
  while (e.punct(title, '.') || e.punct(title, ',') || e.punct(title, ':') || e.punct(title, ';')) ++title;
  if (e.punct(title, '(') && e.is(title + 1, "eds")) {
    while (title < e.size() && !e.punct(title, ')')) ++title;
    ++title;
    while (e.punct(title, '.') || e.punct(title, ',')) ++title;
  }
  if (e.punct(title, '(') && e.year(title + 1) != 0) {
    r.year = e.year(title + 1);
    while (title < e.size() && !e.punct(title, ')')) ++title;
    ++title;
  } else if (!r.authors.empty() && e.year(title) != 0 &&
             (e.punct(title + 1, '.') || e.punct(title + 1, ',') || e.punct(title + 1, ':'))) {
    r.year = e.year(title);
    ++title;
  }
  const Tail tail = find_tail(e, title, r.year != 0);
  if (tail.score >= 0) {
    read_tail(e, tail, r);
    read_title(e, title, tail.start, commas, r);
  } else {
    read_title(e, title, e.size(), commas, r);
  }
  if (r.year == 0)
    for (std::size_t i = 0; i < e.size(); ++i)
      if (e.year(i) != 0) r.year = e.year(i);
  return r;
}

}  // namespace warrant
