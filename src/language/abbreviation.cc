#include "src/language/abbreviation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

// Reach of the search, in bytes: content of one bracket, and text before it.
constexpr std::size_t kBracketReach = 250, kLongReach = 300;
constexpr std::size_t kMostShort = 10;
// Steps of alignment allowed for each byte of text; real articles take about 50, and hostile ones end here.
constexpr std::size_t kStepsPerByte = 200;

// Weights of the alignment, per letter of the short form, and the least mean that is believed. Set on the labelled
// abstracts of the MED1250 corpus (tests/bench/abbreviations.cc prints precision and recall).
constexpr double kWordStart = 3, kIdleWordStart = 1, kNextLetter = 1.6, kSameWord = 0.6, kOtherWord = -1,
                 kNoDigit = 0.3;
constexpr double kSkippedWord = 1.3, kSkippedIdle = 0.25, kSkippedTail = 1.2;
constexpr double kBelieved = 1.35, kMoreForTwoLetters = 0.25, kMoreForSmallLetters = 0.3;

bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

template <std::size_t N>
bool is_one_of(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Words whose letters short forms seldom take.
constexpr std::string_view kIdle[] = {"a",   "an",  "the",  "of",   "in",  "on",   "at",  "to",
                                      "for", "by",  "with", "from", "or",  "as",   "and", "is",
                                      "was", "are", "were", "be",   "its", "into", "via", "per"};
// Words that begin no long form, and words that stand inside none.
constexpr std::string_view kNoStart[] = {"a",    "an",   "the",   "of",    "and",  "in",     "on",   "for",
                                         "to",   "by",   "with",  "from",  "or",   "at",     "as",   "is",
                                         "was",  "were", "are",   "after", "plus", "before", "that", "this",
                                         "both", "all",  "using", "than",  "into", "via"};
constexpr std::string_view kNotInside[] = {"was",  "were", "is",   "are",   "has",
                                           "have", "had",  "that", "which", "between"};

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c == ' ')
      inside = false;
    else if (!inside) {
      inside = true;
      ++words;
    }
  }
  return words;
}

std::size_t count_upper(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_upper));
}

bool is_short_form(std::string_view s) {
  if (s.empty() || s.size() > kMostShort || count_words(s) > 2 || !is_alnum(s[0])) return false;
  if (std::none_of(s.begin(), s.end(), is_ascii_alpha)) return false;
  if (s.size() == 1) return is_upper(s[0]);
  if (s.find_first_of("<>=%") != std::string_view::npos) return false;
  // "10 mg"
  const std::size_t space = s.find(' ');
  return space == std::string_view::npos || !std::all_of(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(space),
                                                         [](char c) { return is_ascii_digit(c) || c == '.'; });
}

bool balanced(std::string_view text) {
  int round = 0, square = 0;
  for (const char c : text) {
    round += c == '(' ? 1 : c == ')' ? -1 : 0;
    square += c == '[' ? 1 : c == ']' ? -1 : 0;
  }
  return round == 0 && square == 0;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

bool may_be_long_form(std::string_view short_form, std::string_view long_form) {
  if (long_form.size() <= short_form.size() || !balanced(long_form)) return false;
  const std::string wanted = ascii_lower(short_form);
  for (std::string_view rest = long_form; !rest.empty();) {
    const std::string_view word = first_word(rest);
    if (ascii_lower(word) == wanted || is_one_of(kNotInside, word)) return false;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return true;
}

// How well the letters of `short_form` fall on `long_form`, in order, the first on its first letter; per letter.
std::optional<double> alignment(std::string_view short_form, std::string_view long_form, std::size_t& steps_left) {
  struct Letter {
    char c;
    bool optional;  // a digit ("T3"), or the s of a plural
  };
  std::vector<Letter> letters;
  for (const char c : short_form)
    if (is_alnum(c)) letters.push_back({lower(c), !letters.empty() && is_ascii_digit(c)});
  if (letters.size() > 2 && short_form.back() == 's' && count_upper(short_form) + 1 == short_form.size())
    letters.back().optional = true;
  // Words of the long form: of each byte the word it is in, of each word what leaving it out costs.
  std::vector<std::size_t> word_of(long_form.size());
  std::vector<char> starts(long_form.size(), 0);
  std::vector<double> cost_up_to{0};  // of the words before the k-th
  std::vector<bool> idle;
  for (std::size_t i = 0; i < long_form.size(); ++i) {
    const bool inside = is_alnum(long_form[i]);
    if (inside && (i == 0 || !is_alnum(long_form[i - 1]))) {
      std::size_t end = i;
      while (end < long_form.size() && is_alnum(long_form[end])) ++end;
      starts[i] = 1;
      idle.push_back(is_one_of(kIdle, ascii_lower(long_form.substr(i, end - i))));
      cost_up_to.push_back(cost_up_to.back() + (idle.back() ? kSkippedIdle : 1));
    }
    word_of[i] = idle.empty() ? 0 : idle.size() - 1;
  }
  const auto skipped = [&](std::size_t from, std::size_t to) {
    return to > from + 1 ? cost_up_to[to] - cost_up_to[from + 1] : 0;
  };
  struct Match {
    std::size_t at;
    double score;
  };
  std::size_t first = 0;
  while (first < long_form.size() && !is_alnum(long_form[first])) ++first;
  const auto starts_number_word = [&](char digit) {
    static constexpr std::string_view kNumbers[] = {"zero", "one", "two",   "three", "four",
                                                    "five", "six", "seven", "eight", "nine"};
    return is_ascii_digit(digit) && ascii_lower(long_form.substr(first)).starts_with(kNumbers[digit - '0']);
  };
  if (letters.empty() || first == long_form.size()) return std::nullopt;
  if (lower(long_form[first]) != letters[0].c && !starts_number_word(letters[0].c)) return std::nullopt;
  std::vector<Match> matches{{first, kWordStart}};
  for (std::size_t k = 1; k < letters.size(); ++k) {
    std::vector<Match> next;
    if (letters[k].optional)
      for (const Match& m : matches) next.push_back({m.at, m.score + kNoDigit});
    for (std::size_t i = matches.empty() ? long_form.size() : matches.front().at + 1; i < long_form.size(); ++i) {
      if (lower(long_form[i]) != letters[k].c) continue;
      if (steps_left < matches.size()) return std::nullopt;
      steps_left -= matches.size();
      double best = -1e9;
      for (const Match& m : matches) {
        if (m.at >= i) continue;
        double score = m.score - kSkippedWord * skipped(word_of[m.at], word_of[i]);
        if (starts[i] != 0)
          score += idle[word_of[i]] ? kIdleWordStart : kWordStart;
        else if (m.at + 1 == i)
          score += kNextLetter;
        else
          score += word_of[m.at] == word_of[i] ? kSameWord : kOtherWord;
        best = std::max(best, score);
      }
      if (best > -1e8) next.push_back({i, best});
    }
    matches = std::move(next);
    std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.at < b.at; });
  }
  double best = -1e9;
  for (const Match& m : matches)
    best = std::max(best, m.score - kSkippedWord * kSkippedTail * skipped(word_of[m.at], idle.size()));
  if (best < -1e8) return std::nullopt;
  return best / static_cast<double>(letters.size());
}

double believed(std::string_view short_form) {
  const auto letters = std::count_if(short_form.begin(), short_form.end(), is_alnum);
  return kBelieved + (letters == 2 ? kMoreForTwoLetters : 0) +
         (count_upper(short_form) == 0 ? kMoreForSmallLetters : 0);
}

std::string_view without_quotes(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
  return text;
}

// The long form at the end of `before` (the clause up to the bracket), as a part of it; empty when there is none.
std::string_view long_form_in(std::string_view short_form, std::string_view before, std::size_t& steps_left) {
  const auto letters = static_cast<std::size_t>(std::count_if(short_form.begin(), short_form.end(), is_alnum));
  const std::size_t most_words = std::min(letters + 5, letters * 2);
  if (letters == 1) {  // "testosterone (T)": the one word before it
    const std::size_t space = before.find_last_of(" [(");
    const std::string_view word = space == std::string_view::npos ? before : before.substr(space + 1);
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) { return is_ascii_alpha(c) || c == '-'; });
    return word.size() >= 5 && plain && lower(word[0]) == lower(short_form[0]) ? word : std::string_view();
  }
  std::string_view best;
  double best_score = -1e9;
  std::size_t words = 0;
  for (std::size_t start = before.size(); start-- > 0;) {
    if (before[start] != ' ' && (start + 1 == before.size() || before[start + 1] == ' ')) ++words;
    if (words > most_words) break;
    const bool begins = is_alnum(before[start]) &&
                        (start == 0 || std::string_view(" ([/\"'-").find(before[start - 1]) != std::string_view::npos);
    if (!begins) continue;
    if (lower(before[start]) != lower(short_form[0]) && !is_ascii_digit(short_form[0])) continue;
    const std::string_view tail = before.substr(start);
    if (is_one_of(kNoStart, ascii_lower(first_word(tail)))) continue;
    const auto score = alignment(short_form, tail, steps_left);
    if (!score || *score <= best_score + 1e-9) continue;
    // A long form is made of whole words: "2,6-" belongs to "2,6-diaminopurine"; "anti-" and "(…)-" do not.
    std::size_t whole = before.rfind(' ', start);
    whole = whole == std::string_view::npos ? 0 : whole + 1;
    const std::string_view prefix = before.substr(whole, start - whole);
    const std::string small = ascii_lower(prefix);
    if (prefix.find(')') != std::string_view::npos || prefix.find("--") != std::string_view::npos || small == "non-" ||
        small == "anti-")
      whole = start;
    std::string_view form = without_quotes(before.substr(whole));
    while (!form.empty() && (form[0] == '(' || form[0] == '[') && !balanced(form)) form.remove_prefix(1);
    if (!may_be_long_form(short_form, form)) continue;
    best = form;
    best_score = *score;
  }
  return best_score >= believed(short_form) ? best : std::string_view();
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), steps_left_(text.size() * kStepsPerByte) {}

  std::vector<Abbreviation> run() {
    // Each bracket with its other half, in the order they open; of those that open and never close none is scanned for.
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::vector<std::size_t> open;  // indexes into pairs
    static constexpr auto kBrackets = [] {
      std::array<bool, 256> table{};
      for (const unsigned char c : {'(', ')', '[', ']'}) table[c] = true;
      return table;
    }();
    const std::string_view text = text_;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (!kBrackets[static_cast<unsigned char>(c)]) continue;
      if (c == '(' || c == '[') {
        open.push_back(pairs.size());
        pairs.emplace_back(at, 0);
      } else if (!open.empty()) {
        pairs[open.back()].second = at;
        open.pop_back();
      }
    }
    for (const auto& [at, close] : pairs)
      if (at > 0 && close > 0 && close < at + kBracketReach) bracket(at, close);
    return std::move(found_);
  }

 private:
  ByteSpan place(std::string_view part) const {
    const auto start = static_cast<std::uint32_t>(part.data() - text_.data());
    return {start, start + static_cast<std::uint32_t>(part.size())};
  }

  void add(std::string_view short_form, std::string_view long_form) {
    found_.push_back({std::string(short_form), std::string(long_form), place(short_form), place(long_form)});
  }

  // The clause that ends before the bracket.
  std::string_view clause_before(std::size_t open) const {
    const std::size_t from = open > kLongReach ? open - kLongReach : 0;
    std::string_view before = text_.substr(from, open - from);
    for (std::size_t i = before.size(); i-- > 1;) {
      const char stop = before[i - 1];
      if (before[i] != ' ' || (stop != '.' && stop != ';' && stop != ':' && stop != '?')) continue;
      before.remove_prefix(i + 1);
      break;
    }
    return trim(before);
  }

  bool try_before(std::string_view short_form, std::string_view before) {
    if (!is_short_form(short_form)) return false;
    const std::string_view form = long_form_in(short_form, before, steps_left_);
    if (form.empty()) return false;
    add(short_form, form);
    return true;
  }

  void bracket(std::size_t open, std::size_t close) {
    const std::string_view inner = trim(text_.substr(open + 1, close - open - 1));
    // "(3%)" is neither half of a definition.
    if (std::none_of(inner.begin(), inner.end(),
                     [](char c) { return is_ascii_alpha(c) || static_cast<signed char>(c) < 0; }))
      return;
    const std::string_view before = clause_before(open);
    // "overall survival (OS; secondary endpoint)"
    std::size_t cut = inner.size();
    for (const std::string_view stop : {"; ", ", ", "=", ": "}) cut = std::min(cut, inner.find(stop));
    if (try_before(without_quotes(inner.substr(0, cut)), before)) return;
    // "(overall survival, OS)", and "superoxide dismutase (EC 1.15.1.1; SOD)"
    if (const std::size_t mark = inner.find_last_of(",;"); mark != std::string_view::npos) {
      const std::string_view last = without_quotes(inner.substr(mark + 1));
      if (count_upper(last) >= 2 &&
          (try_before(last, trim(inner.substr(0, mark))) || (inner[mark] == ';' && try_before(last, before))))
        return;
    }
    // "OS (overall survival)"
    const std::size_t space = before.find_last_of(" ([");
    std::string_view word = without_quotes(space == std::string_view::npos ? before : before.substr(space + 1));
    if (!is_short_form(word) || word.size() < 2 || count_upper(word) == 0) return;
    const std::size_t stop = std::min(inner.find("; "), inner.find(", "));
    for (const std::string_view form : {inner, inner.substr(0, stop)}) {
      const bool words =
          count_words(form) >= 2 || (count_upper(word) >= 2 && form.size() >= 8 && count_upper(form) <= 1);
      if (!words || !may_be_long_form(word, form)) continue;
      if (const auto score = alignment(word, form, steps_left_); score && *score >= believed(word))
        return add(word, form);
    }
  }

  std::string_view text_;
  std::size_t steps_left_;
  std::vector<Abbreviation> found_;
};

}  // namespace

std::vector<Abbreviation> abbreviations(std::string_view text) { return Finder(text).run(); }

std::vector<Abbreviation> abbreviations(const Document& document) {
  std::vector<Abbreviation> all;
  std::set<std::string, std::less<>> known;
  for (const Passage& passage : document.passages) {
    if (passage.place == Place::kReference || passage.place == Place::kBoilerplate) continue;
    for (Abbreviation& a : abbreviations(slice(document.text, passage.span))) {
      if (!known.insert(a.short_form).second) continue;
      for (ByteSpan* span : {&a.short_span, &a.long_span}) {
        span->start += passage.span.start;
        span->end += passage.span.start;
      }
      all.push_back(std::move(a));
    }
  }
  return all;
}

}  // namespace warrant
