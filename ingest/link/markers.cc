#include "ingest/link/markers.h"

#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "src/base/text.h"

namespace warrant {
namespace {

// The bytes of a dash at `i` ('-', U+2010 to U+2015, U+2212, U+207B), or 0.
std::size_t dash_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return 0;
  if (text[i] == '-') return 1;
  if (text.size() - i < 3) return 0;
  const std::string_view three = text.substr(i, 3);
  if (three == "\xE2\x88\x92" || three == "\xE2\x81\xBB") return 3;
  return three.substr(0, 2) == "\xE2\x80" && static_cast<unsigned char>(three[2]) >= 0x90 &&
                 static_cast<unsigned char>(three[2]) <= 0x95
             ? 3
             : 0;
}

// A digit at `i`, raised or not: its value and bytes; -1 when it is none.
struct Digit {
  int value = -1;
  std::size_t bytes = 0;
  bool raised = false;
};

Digit digit_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return {};
  if (is_ascii_digit(text[i])) return {text[i] - '0', 1, false};
  if (static_cast<unsigned char>(text[i]) < 0xC2) return {};
  std::size_t next = i;
  const char32_t c = next_code_point(text, next);
  if (c == 0xB9) return {1, 2, true};
  if (c == 0xB2 || c == 0xB3) return {static_cast<int>(c - 0xB0), 2, true};
  if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079)) return {static_cast<int>(c - 0x2070), 3, true};
  return {};
}

template <typename List>
bool one_of(std::string_view word, const List& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_year(std::int32_t n) { return n >= 1800 && n <= 2100; }

// Bounds that keep hostile lines linear.
constexpr std::size_t kLongestWord = 60, kLongestMark = 120;

// The word (letters and inner marks) or number that ends right before `at`, spaces skipped.
std::string_view token_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t from = at;
  while (from > 0 && at - from < kLongestWord && text[from - 1] != ' ' && text[from - 1] != '(' &&
         text[from - 1] != '[')
    --from;
  return text.substr(from, at - from);
}

// The bracket that closes the one at `open`, near enough for a mark; npos without one.
std::size_t closing(std::string_view text, std::size_t open, char bracket) {
  const std::size_t at = text.substr(open, kLongestMark).find(bracket);
  return at == std::string_view::npos ? at : open + at;
}

char char_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  return at == 0 ? '\0' : text[at - 1];
}

// Calls visit(passage text, its start) for every passage that may hold marks.
template <typename Visit>
void each_passage(const Document& d, bool tables, const Visit& visit) {
  for (const Passage& p : d.passages) {
    if (!is_evidence(p.place) && p.place != Place::kBack) continue;
    if (p.kind == PassageKind::kReference || p.kind == PassageKind::kTitle) continue;
    if (p.kind == PassageKind::kTableRow && !tables) continue;
    visit(slice(d.text, p.span), p);
  }
}

ByteSpan place_of(const Passage& p, std::size_t from, std::size_t to) {
  return {p.span.start + static_cast<std::uint32_t>(from), p.span.start + static_cast<std::uint32_t>(to)};
}

// "F(1,28)", "t[35]": a bracket right behind a single letter holds arguments.
bool is_function(std::string_view text, std::size_t open) {
  if (open == 0 || text[open - 1] == ' ') return false;
  const std::string_view word = token_before(text, open);
  const std::size_t code_points = count_code_points(word);
  return code_points == 1 && (is_ascii_alpha(word[0]) || static_cast<unsigned char>(word[0]) >= 0xC3);
}

// "F [9,63] = 45.02": what is equated is no citation.
bool is_equated(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at < text.size() && (text[at] == '=' || text[at] == '<' || text[at] == '>');
}

// The inside of a bracket without "ref.", "refs", "reference" before the numbers.
std::vector<std::int32_t> bracket_numbers(std::string_view inside) {
  static const RE2 refs(R"((?i)^\s*(?:see\s+)?(?:refs?\.?|references?)\s+)");
  re2::StringPiece rest = inside;
  RE2::Consume(&rest, refs);
  return expand_numbers(std::string_view(rest.data(), rest.size()));
}

}  // namespace

std::vector<std::int32_t> expand_numbers(std::string_view text) {
  std::vector<std::int32_t> numbers;
  std::int32_t last = -1;
  bool range = false, joined = true, spaced = false, rising = true, only_spaces = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (Digit digit = digit_at(text, i); digit.value >= 0) {
      if (digit.value == 0) return {};
      const bool raised = digit.raised;
      std::int32_t value = 0;
      int digits = 0;
      for (; digit.value >= 0 && digit.raised == raised; digit = digit_at(text, i)) {
        value = value < 100000 ? value * 10 + digit.value : value;
        i += digit.bytes;
        ++digits;
      }
      if (digits > 4) return {};
      // "3⁴5": marks printed side by side, every second one raised to keep them apart. "1 2 3": parted by spaces.
      if (!joined) only_spaces = only_spaces || spaced;
      rising = rising && value > last;
      if (range) {
        if (value <= last || value - last > 200) return {};
        for (std::int32_t v = last + 1; v < value; ++v) numbers.push_back(v);
      }
      numbers.push_back(value);
      last = value;
      range = joined = spaced = false;
    } else if (const std::size_t dash = dash_at(text, i); dash > 0) {
      if (range || joined) return {};
      range = joined = true;
      i += dash;
    } else if (c == ',' || c == ';' || c == '&') {
      if (joined) return {};
      joined = true;
      ++i;
    } else if (c == ' ') {
      spaced = true;
      ++i;
    } else if (text.substr(i).starts_with("\xC2\xA0")) {
      spaced = true;
      i += 2;
    } else if (text.substr(i).starts_with("and ") && !joined) {
      joined = true;
      i += 4;
    } else {
      return {};
    }
  }
  if (joined || numbers.size() > 400 || (only_spaces && !rising)) return {};
  return numbers;
}

namespace {

// "[2, 3, 5, 2, 3]": values; a list of references names each once (or one twice, by mistake).
bool repeats_itself(std::vector<std::int32_t> numbers) {
  const auto all = static_cast<std::ptrdiff_t>(numbers.size());
  std::sort(numbers.begin(), numbers.end());
  return all - std::distance(numbers.begin(), std::unique(numbers.begin(), numbers.end())) >= 2;
}

}  // namespace

std::vector<Mark> bracket_marks(const Document& d) {
  std::vector<Mark> marks;
  each_passage(d, true, [&](std::string_view text, const Passage& p) {
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
      const std::size_t close = closing(text, open, ']');
      if (close == std::string_view::npos) continue;
      const std::vector<std::int32_t> numbers = bracket_numbers(text.substr(open + 1, close - open - 1));
      if (numbers.empty() || repeats_itself(numbers)) continue;
      // "5 [3–7] days", "12.5 [10, 15]": an interval behind a number, unless that is a year.
      const char before = char_before(text, open);
      if (numbers.size() > 1 && (is_ascii_digit(before) || before == '%')) {
        const std::vector<std::int32_t> value = expand_numbers(token_before(text, open));
        if (before == '%' || value.size() != 1 || !is_year(value[0])) continue;
      }
      if (before == '=' || before == '<' || before == '>') continue;
      if (is_function(text, open)) continue;
      // "3 days [1–5]": an interval behind a value with its unit.
      static const RE2 value_unit(
          R"((?i)[\d.](?:\s*|-)(?:days?|weeks?|months?|years?|yrs?|hours?|hrs?|h|min|mins|minutes|s|sec|seconds|mg|g|kg|ml|l|mmhg|mm|cm|points?|wk|mo|d|y)\s*$)");
      if (numbers.size() > 1 && text.substr(open, close - open).find(',') == std::string_view::npos &&
          RE2::PartialMatch(text.substr(open > 30 ? open - 30 : 0, std::min<std::size_t>(open, 30)), value_unit))
        continue;
      if (p.kind == PassageKind::kTableRow && before == ')' && numbers.size() > 1) continue;
      if (is_equated(text, close + 1)) continue;
      const ByteSpan place = place_of(p, open, close + 1);
      // "[9]–[21]": one mark.
      if (!marks.empty() && marks.back().span.end < place.start && p.span.contains(marks.back().span)) {
        const std::string_view gap = trim(slice(d.text, {marks.back().span.end, place.start}));
        const std::int32_t low = marks.back().numbers.back(), high = numbers.front();
        if (!gap.empty() && dash_at(gap, 0) == gap.size() && low < high && high - low <= 200) {
          for (std::int32_t n = low + 1; n < high; ++n) marks.back().numbers.push_back(n);
          marks.back().numbers.insert(marks.back().numbers.end(), numbers.begin(), numbers.end());
          marks.back().span.end = place.end;
          continue;
        }
      }
      marks.push_back({place, numbers});
    }
  });
  return marks;
}

std::vector<Mark> paren_marks(const Document& d) {
  static constexpr std::array<std::string_view, 66> kNotBefore = {
      "n",         "table",   "tables",   "figure", "fig",    "fig.", "figures",   "eq",       "eq.",
      "equation",  "grade",   "type",     "phase",  "score",  "mean", "median",    "sd",       "se",
      "stage",     "class",   "category", "step",   "either", "or",   "and",       "both",     "namely",
      "first",     "as",      "are",      "were",   "is",     "was",  "include",   "includes", "included",
      "including", "of",      "with",     "for",    "to",     "the",  "a",         "into",     "on",
      "from",      "through", "whether",  "if",     "when",   "than", "following", "be",       "that",
      "at",        "level",   "group",    "arm",    "day",    "week", "month",     "year",     "item",
      "question",  "no",      "section"};
  static constexpr std::array<std::string_view, 10> kCounted = {"day", "week",  "month", "year",  "group",
                                                                "arm", "score", "level", "first", "following"};
  std::vector<Mark> marks;
  each_passage(d, false, [&](std::string_view text, const Passage& p) {
    for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
      const std::size_t close = closing(text, open, ')');
      if (close == std::string_view::npos) continue;
      const std::vector<std::int32_t> numbers = bracket_numbers(text.substr(open + 1, close - open - 1));
      if (numbers.empty()) continue;
      const char before = char_before(text, open);
      // Nothing, or punctuation, stands before an enumerator: "both. (1) Curettage", "namely: (2)".
      // "…by 23% (2)." closes a sentence.
      const bool closes =
          close + 1 >= text.size() || (text[close + 1] == '.' && (close + 2 >= text.size() || text[close + 2] == ' '));
      if (before == '\0' || std::string_view(".,:;=<>%/").find(before) != std::string_view::npos) {
        if (!(before == '%' && closes && text[open - 1] == ' ') &&
            (before != '.' || !token_before(text, open).ends_with("al.")))
          continue;
      }
      if (open > 0 && text[open - 1] != ' ' && !is_ascii_alpha(text[open - 1]) && text[open - 1] != ')' &&
          static_cast<unsigned char>(text[open - 1]) < 0x80 && text[open - 1] != '.' && text[open - 1] != '"')
        continue;
      if (is_ascii_digit(before)) {
        const std::vector<std::int32_t> value = expand_numbers(token_before(text, open));
        if (value.empty() || !is_year(value.back())) continue;
      }
      const std::string word = ascii_lower(token_before(text, open));
      // "16 cigarettes a day (1)." closes a sentence; "day (1) and" counts.
      if ((one_of(word, kNotBefore) && !(closes && one_of(word, kCounted))) || is_function(text, open) ||
          is_equated(text, close + 1))
        continue;
      if (close + 1 < text.size() && (is_ascii_digit(text[close + 1]) || is_ascii_alpha(text[close + 1]))) continue;
      marks.push_back({place_of(p, open, close + 1), numbers});
    }
  });
  return marks;
}

std::vector<Mark> superscript_marks(const Document& d) {
  static constexpr std::array<std::string_view, 22> kPowered = {
      "cm", "m", "mm", "km",       "dm", "\xC2\xB5m", "\xCE\xBCm", "nm",   "kg/m", "r",        "\xCF\x87",
      "x",  "i", "t",  "\xCE\xB7", "s",  "min",       "h",         "mg/m", "g/m",  "\xCE\xA7", "/m"};
  std::vector<Mark> marks;
  std::size_t passage = 0;
  for (ByteSpan span : d.superscripts) {
    while (passage < d.passages.size() && d.passages[passage].span.end < span.end) ++passage;
    if (passage == d.passages.size()) break;
    const Passage& p = d.passages[passage];
    if (!p.span.contains(span) || (!is_evidence(p.place) && p.place != Place::kBack) || p.kind == PassageKind::kTitle)
      continue;
    std::string_view inside = trim(slice(d.text, span));
    if (inside.size() > 2 &&
        ((inside.front() == '[' && inside.back() == ']') || (inside.front() == '(' && inside.back() == ')')))
      inside = inside.substr(1, inside.size() - 2);
    while (!inside.empty() && (inside.back() == ',' || inside.back() == '.' || inside.back() == ';'))
      inside.remove_suffix(1);
    while (!inside.empty() && (inside.front() == ',' || inside.front() == ' ')) inside.remove_prefix(1);
    const std::vector<std::int32_t> numbers = expand_numbers(inside);
    if (numbers.empty()) continue;
    const std::string_view text = slice(d.text, p.span);
    const std::size_t at = span.start - p.span.start, end = span.end - p.span.start;
    // "¹⁸F", "O⁶MeG": raised before a symbol.
    if (end < text.size() && is_ascii_alpha(text[end])) continue;
    if (at > 0 && text[at - 1] != ' ') {
      std::string_view word = token_before(text, at);
      if (numbers.size() == 1 && numbers[0] <= 4 && one_of(ascii_lower(word), kPowered)) continue;
      if (numbers.size() == 1 && word.size() > 2 && numbers[0] <= 4) {
        const std::size_t slash = word.find_last_of("/0123456789");
        if (slash != std::string_view::npos && one_of(ascii_lower(word.substr(slash + 1)), kPowered)) continue;
      }
      // "10⁵", "2³": a power.
      if (is_ascii_digit(word.empty() ? 'x' : word.back()) && (word.ends_with("10") || word.size() == 1)) continue;
    }
    marks.push_back({span, numbers});
  }
  return marks;
}

std::vector<Mark> glued_marks(const Document& d) {
  // Small letters or closing marks, the numbers, and no letter or decimal behind them.
  static const RE2 glued(
      "(?:[a-z]{2}|[a-z][A-Z]|[a-z)%][\\]).,;:\"'\xE2\x80\x9D\xE2\x80\x99]{1,2}|[A-Z]{2}[.,;)]|[)"
      "\xE2\x80\x9D\xE2\x80\x99])"
      "([1-9\xC2\xB9\xC2\xB2\xC2\xB3\xE2\x81\xB4-\xE2\x81\xB9][0-9,;"
      "\xE2\x80\x93\xC2\xB9\xC2\xB2\xC2\xB3\xE2\x81\xB0\xE2\x81\xB4-\xE2\x81\xB9-]*)(?:[.,;:)\\]]|\\s|$)");
  std::vector<Mark> marks;
  each_passage(d, false, [&](std::string_view text, const Passage& p) {
    re2::StringPiece rest = text, digits;
    while (RE2::FindAndConsume(&rest, glued, &digits)) {
      const char* resume = digits.data() + digits.size();
      while (!digits.empty() && (digits[digits.size() - 1] == ',' || digits[digits.size() - 1] == ';'))
        digits.remove_suffix(1);
      const std::vector<std::int32_t> numbers = expand_numbers(std::string_view(digits.data(), digits.size()));
      const auto at = static_cast<std::size_t>(digits.data() - text.data());
      if (!numbers.empty() && numbers.back() < 1000) {
        Mark mark{place_of(p, at, at + digits.size()), numbers};
        // "humans.4, 5, 6 This": rising numbers go on with the mark; "5 6" only by one.
        static const RE2 next(R"(^(,?) (\d{1,3})(?:[ .,;:)]|$))");
        std::size_t end = at + digits.size();
        re2::StringPiece comma, number;
        while (RE2::PartialMatch(re2::StringPiece(text.data() + end, text.size() - end), next, &comma, &number)) {
          const std::vector<std::int32_t> value = expand_numbers(std::string_view(number.data(), number.size()));
          const std::int32_t step = value.empty() ? 0 : value[0] - mark.numbers.back();
          if (step < 1 || step > (comma.empty() ? 1 : 10)) break;
          mark.numbers.push_back(value[0]);
          end = static_cast<std::size_t>(number.data() + number.size() - text.data());
        }
        mark.span = place_of(p, at, end);
        resume = std::max(resume, text.data() + end);
        marks.push_back(std::move(mark));
      }
      // The character behind may begin the next mark's surroundings.
      rest = re2::StringPiece(resume, static_cast<std::size_t>(text.data() + text.size() - resume));
    }
  });
  return marks;
}

std::vector<Mark> trailing_marks(const Document& d) {
  static constexpr std::array<std::string_view, 48> kNotBefore = {
      "grade", "stage",   "phase",    "type",    "level", "day",   "days",     "week",  "weeks", "month",
      "table", "figure",  "fig",      "fig.",    "of",    "is",    "was",      "to",    "than",  "and",
      "or",    "by",      "at",       "in",      "for",   "score", "class",    "group", "arm",   "step",
      "part",  "chapter", "section",  "version", "least", "most",  "about",    "over",  "under", "age",
      "aged",  "tier",    "category", "note",    "no.",   "the",   "question", "page"};
  static const RE2 numbers_here("^(\\d{1,3}(?:\\s?(?:,|-|\xE2\x80\x93)\\s?\\d{1,3})*)");
  std::vector<Mark> marks;
  each_passage(d, false, [&](std::string_view text, const Passage& p) {
    if (p.kind != PassageKind::kParagraph && p.kind != PassageKind::kListItem) return;
    for (std::size_t space = text.find(' '); space != std::string_view::npos; space = text.find(' ', space + 1)) {
      const std::size_t from = space + 1;
      if (from >= text.size() || !is_ascii_digit(text[from])) continue;
      re2::StringPiece digits;
      if (!RE2::PartialMatch(re2::StringPiece(text.data() + from, text.size() - from), numbers_here, &digits)) continue;
      const std::size_t to = from + digits.size();
      const char before = char_before(text, from);
      const bool after_stop = before == '.' || before == '!' || before == '?';
      std::size_t next = to;
      while (next < text.size() && text[next] == ' ') ++next;
      const bool at_end = next >= text.size() || (text[to] == '.' && to + 1 == text.size());
      // Mid-line a mark stands behind a full stop and before a new sentence: "all patients. 1 However".
      const bool before_sentence =
          after_stop && next > to && next < text.size() && text[next] >= 'A' && text[next] <= 'Z';
      const bool before_stop = !after_stop && to < text.size() &&
                               std::string_view(".,;:)").find(text[to]) != std::string_view::npos &&
                               (to + 1 == text.size() || text[to + 1] == ' ');
      if (!at_end && !before_sentence && !before_stop) continue;
      // Behind a decimal number at the end of a line ("95% CI 0.62 to 1.01 2") a mark is no second value.
      const bool after_decimal = at_end && token_before(text, from).find('.') != std::string_view::npos;
      if (is_ascii_digit(before) && !after_decimal) continue;
      if (std::string_view("=<>+/*;,(").find(before) != std::string_view::npos) continue;
      // "…and quality of life: 1" ends a line that introduces a list; "Total: 12" is a value.
      if (before == ':' && !(at_end && from > 40)) continue;
      const std::string_view word = token_before(text, from);
      if (!after_stop && one_of(ascii_lower(word), kNotBefore)) continue;
      if (after_stop && (word == "No." || word == "Fig." || word == "vol." || word == "p.")) continue;
      const std::vector<std::int32_t> numbers = expand_numbers(std::string_view(digits.data(), digits.size()));
      if (!numbers.empty()) marks.push_back({place_of(p, from, to), numbers});
      space = to - 1;
    }
  });
  return marks;
}

}  // namespace warrant
