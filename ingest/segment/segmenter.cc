#include "ingest/segment/segmenter.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include <unicode/uchar.h>

#include "ingest/segment/boundary_words.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);
// A bracket that is not closed within so many bytes does not hold its sentence together.
constexpr std::size_t kBracketReach = 400;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// Full stops, question and exclamation marks, brackets: all that the scan must stop at.
constexpr auto kStops = [] {
  std::array<bool, 256> table{};
  for (const char c : {'.', '?', '!', '(', '[', ')', ']', '\xE2', '\xE3'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

// How the text goes on at `at`.
enum class Start {
  kNone,   // the text ends
  kUpper,  // a capital letter
  kDigit,
  kOpening,  // a bracket or quote
  kMixed,    // a lower-case word that names something: p53, mRNA, α-synuclein, c-Myc
  kLower,    // any other lower-case word
  kSign,     // anything else
};

class Splitter {
 public:
  // `marks`: the citation marks of the text, which begins at byte `base` of its document.
  explicit Splitter(std::string_view text, std::span<const CitationAnchor> marks = {}, std::uint32_t base = 0)
      : text_(text), marks_(marks), base_(base) {}

  std::vector<ByteSpan> run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const char c = text_[at];
      if (!kStops[static_cast<unsigned char>(c)]) {
        ++at;
        continue;
      }
      if (c == '(' || c == '[') {
        if (depth_++ == 0) open_ = at;
        ++at;
        continue;
      }
      if (c == ')' || c == ']') {
        if (depth_ > 0) --depth_;
        ++at;
        continue;
      }
      const std::size_t length = terminator(at);
      if (length == 0) {
        ++at;
        continue;
      }
      std::size_t after = at + length;
      while (after < text_.size())
        if (const std::size_t more = terminator(after); more > 0)
          after += more;
        else
          break;
      const std::size_t end = sentence_end(at, after);
      at = after;
      if (end == kNoEnd) continue;
      add(end);
      at = std::max(at, end);
    }
    add(text_.size());
    return std::move(sentences_);
  }

 private:
  // Bytes of the sentence-ending mark at `at`, 0 for none.
  std::size_t terminator(std::size_t at) const {
    const char c = text_[at];
    if (c == '.' || c == '?' || c == '!') return 1;
    if (c == '\xE2' && text_.substr(at, 3) == "…") return 3;
    if (c == '\xE3' && text_.substr(at, 3) == "。") return 3;
    return 0;
  }

  void add(std::size_t end) {
    std::size_t start = begin_;
    begin_ = end;
    depth_ = 0;
    while (start < end && is_ascii_space(text_[start])) ++start;
    while (end > start && is_ascii_space(text_[end - 1])) --end;
    if (start < end) sentences_.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)});
  }

  std::size_t skip_space(std::size_t at) const {
    while (at < text_.size()) {
      if (is_ascii_space(text_[at])) {
        ++at;
      } else if (const std::size_t n = wide_space(at); n > 0) {
        at += n;
      } else {
        break;
      }
    }
    return at;
  }

  // NBSP, the spaces of U+2000 to U+200B and U+202F, and marks that show nothing (U+200C to U+200F).
  std::size_t wide_space(std::size_t at) const {
    if (text_[at] == '\xC2') return text_.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
    if (text_[at] != '\xE2' || at + 2 >= text_.size() || text_[at + 1] != '\x80') return 0;
    const auto last = static_cast<unsigned char>(text_[at + 2]);
    return (last >= 0x80 && last <= 0x8F) || last == 0xAF ? 3 : 0;
  }

  // Past quotes and brackets that close at `at`.
  std::size_t skip_closing(std::size_t at) const {
    while (at < text_.size()) {
      const char c = text_[at];
      if (c == ')' || c == ']' || c == '"' || c == '\'' || c == '}') {
        ++at;
      } else if (text_.substr(at, 3) == "”" || text_.substr(at, 3) == "’") {
        at += 3;
      } else if (text_.substr(at, 2) == "»") {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  // The word that ends before `end`, without what opens it: letters, digits, inner points, dashes and the like.
  std::string_view word_before(std::size_t end) const {
    std::size_t start = end;
    const std::size_t limit = std::max(begin_, end > 40 ? end - 40 : 0);
    while (start > limit) {
      const char c = text_[start - 1];
      if (is_ascii_space(c) || c == '(' || c == '[' || c == '"' || c == ',' || c == ';' || c == ':') break;
      if (c == '\xA0' && start >= 2 && text_[start - 2] == '\xC2') break;
      --start;
    }
    return text_.substr(start, end - start);
  }

  std::string_view word_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end < at + 40 && !is_ascii_space(text_[end]) && text_[end] != ',' &&
           text_[end] != ')' && text_[end] != ';')
      ++end;
    return text_.substr(at, end - at);
  }

  Start start_at(std::size_t at) const {
    if (at >= text_.size()) return Start::kNone;
    const char c = text_[at];
    if (is_upper(c)) return Start::kUpper;
    if (is_ascii_digit(c)) return Start::kDigit;
    if (is_lower(c)) return names_something(word_at(at)) ? Start::kMixed : Start::kLower;
    if (c == '(' || c == '[' || c == '"' || c == '\'' || text_.substr(at, 3) == "“" || text_.substr(at, 3) == "‘")
      return Start::kOpening;
    if (static_cast<unsigned char>(c) < 0x80) return Start::kSign;
    std::size_t next = at;
    const auto code = static_cast<UChar32>(next_code_point(text_, next));
    if (u_isupper(code)) return Start::kUpper;
    if (u_isalpha(code)) return Start::kMixed;
    return Start::kSign;
  }

  // "p53", "mRNA", "c-Myc": a digit or a capital after a lower-case start.
  static bool names_something(std::string_view word) {
    for (std::size_t i = 1; i < word.size(); ++i)
      if (is_upper(word[i]) || is_ascii_digit(word[i])) return true;
    return false;
  }

  // Where the sentence ends whose last mark stands at [mark, after), or kNoEnd.
  std::size_t sentence_end(std::size_t mark, std::size_t after) const {
    const std::size_t closed = skip_closing(after);
    const std::size_t cited = skip_citation(mark, closed);
    if (cited != closed) {
      if (cited < text_.size() && text_[cited] == '.') return kNoEnd;  // the full stop after the mark ends it
      if (depth_ > 0 && closed == after && bracket_closes(after)) return kNoEnd;
      return ends_word(mark, after, skip_space(cited)) ? cited : kNoEnd;
    }
    const std::size_t next = skip_space(closed);
    if (next >= text_.size()) return kNoEnd;  // the text's own end
    if (next == closed) return closed == after && missing_space(mark, after) ? after : kNoEnd;
    if (depth_ > 0 && closed == after && open_ > begin_ && bracket_closes(after)) return kNoEnd;
    if (text_[mark] != '.' || after - mark > 1) {
      const Start start = start_at(next);
      return start == Start::kLower || start == Start::kSign ? kNoEnd : closed;
    }
    // ".)" and '."' end a sentence when a new one can start.
    if (closed != after) {
      const Start start = start_at(next);
      return start != Start::kLower && start != Start::kSign ? closed : kNoEnd;
    }
    return ends_word(mark, after, next) ? closed : kNoEnd;
  }

  bool bracket_closes(std::size_t at) const {
    const std::size_t limit = std::min(text_.size(), at + kBracketReach);
    int depth = depth_;
    for (; at < limit; ++at) {
      if (text_[at] == '(' || text_[at] == '[') ++depth;
      if ((text_[at] == ')' || text_[at] == ']') && --depth <= 0) return true;
    }
    return false;
  }

  // Past a citation mark that belongs to the sentence before it: "survival.3,4 The", "survival. [3] The",
  // "patients. 1, 2 However", "survival.³ The". `at` itself when there is none.
  std::size_t skip_citation(std::size_t mark, std::size_t at) const {
    if (at >= text_.size() || mark == begin_) return at;
    const bool apart = is_ascii_space(text_[at]);
    std::size_t from = apart ? at + 1 : at;
    if (from >= text_.size()) return at;
    std::size_t end = from;
    bool bracket = false, several = false;
    if (text_[from] == '[' || (text_[from] == '(' && !apart)) {
      bracket = true;
      ++end;
    }
    int digits = 0;
    bool any = false;
    while (end < text_.size()) {
      const char c = text_[end];
      if (is_ascii_digit(c)) {
        if (++digits > 3) return at;
        any = true;
        ++end;
      } else if (const std::size_t n = superscript(end); n > 0) {
        any = true;
        end += n;
      } else if (any && (c == ',' || c == '-' || c == ';' || text_.substr(end, 3) == "–" ||
                         (c == ' ' && (text_[end - 1] == ',' || text_[end - 1] == ';')))) {
        if (c == ' ' && (end + 1 >= text_.size() || !is_ascii_digit(text_[end + 1]))) break;
        several = true;
        digits = 0;
        end += text_.substr(end, 3) == "–" ? 3 : 1;
      } else {
        break;
      }
    }
    if (!any) return at;
    if (bracket) {
      if (end >= text_.size() || (text_[end] != ']' && text_[end] != ')')) return at;
      ++end;
    }
    const char last = text_[end - 1];
    if (last == ',' || last == '-' || last == ';') return at;
    const bool raised = superscript(from) > 0;
    if (bracket && end < text_.size() && text_[end] == '.') return end;  // "…pathway". [8]."
    // ". 12 Patients": a lone number may count what follows; "2008.3" may be a decimal.
    const std::size_t next = skip_space(end);
    if (next < text_.size() && start_at(next) != Start::kUpper && start_at(next) != Start::kOpening &&
        !(bracket && start_at(next) == Start::kMixed))
      return at;
    if (next < text_.size() && next == end && !bracket && !raised) return at;
    if (apart && !bracket && !raised && !several && next < text_.size() && !starts_sentence(word_at(next)) &&
        !is_mark(from, end))
      return at;
    if (!apart && !bracket && !raised && mark > 0 && is_ascii_digit(text_[mark - 1]) &&
        word_before(mark).find('.') == std::string_view::npos)
      return at;
    return end;
  }

  // A citation mark that is known as one.
  bool is_mark(std::size_t from, std::size_t end) const {
    const ByteSpan span{base_ + static_cast<std::uint32_t>(from), base_ + static_cast<std::uint32_t>(end)};
    const auto at = std::lower_bound(marks_.begin(), marks_.end(), span.start,
                                     [](const CitationAnchor& a, std::uint32_t start) { return a.span.start < start; });
    return at != marks_.end() && at->span == span;
  }

  // Bytes of a superscript digit, comma or minus at `at`.
  std::size_t superscript(std::size_t at) const {
    const std::string_view two = text_.substr(at, 2), three = text_.substr(at, 3);
    if (two == "¹" || two == "²" || two == "³") return 2;
    if (three.size() == 3 && three[0] == '\xE2' && three[1] == '\x81') {
      const auto last = static_cast<unsigned char>(three[2]);
      if (last == 0xB0 || (last >= 0xB4 && last <= 0xBB)) return 3;
    }
    return 0;
  }

  // "the outcome.The next": two ordinary words with a full stop and no space between them.
  bool missing_space(std::size_t mark, std::size_t after) const {
    if (text_[mark] != '.' || after - mark > 1 || after + 1 >= text_.size() || !is_upper(text_[after])) return false;
    if (!is_lower(text_[after + 1]) && !(text_[after + 1] == ' ' && text_[after] == 'A')) return false;
    const std::string_view before = word_before(mark), next = word_at(after);
    if (next.find_first_of("./@") < next.size() - 1 || before.find_first_of("./@") != std::string_view::npos)
      return false;
    if (depth_ > 0 && bracket_closes(after)) return false;
    if (before.ends_with(')') || before.ends_with(']') || before.ends_with('%')) return true;
    const auto lower = static_cast<std::size_t>(std::count_if(before.begin(), before.end(), is_lower));
    return lower >= 3 && lower == before.size() && !is_abbreviation(before);
  }

  // Whether the full stop at `mark` ends its sentence, given that the text goes on at `next` after a space.
  bool ends_word(std::size_t mark, std::size_t after, std::size_t next) const {
    if (next >= text_.size()) return true;
    const Start start = start_at(next);
    const std::string_view before = word_before(mark);
    const std::string_view following = word_at(next);
    if (text_[mark] != '.' || after - mark > 1) return start != Start::kLower && start != Start::kSign;
    if (before.empty()) return start == Start::kUpper || start == Start::kOpening;
    if (is_list_number(before, mark) || is_label(mark)) return false;
    if (before.size() == 1 && is_ascii_alpha(before[0])) return ends_letter(before[0], mark, start, following);
    if (before == "al" || before.ends_with(".al")) return start == Start::kUpper && starts_sentence(following);
    if (is_abbreviation(before)) return false;
    if (is_number_word(before)) return start != Start::kDigit && start != Start::kMixed && start != Start::kLower;
    if (may_end(before)) return start == Start::kUpper && starts_sentence(following);
    if (before.find('.') != std::string_view::npos && is_dotted(before))
      return start == Start::kUpper && (starts_sentence(following) || is_lower(before[0]));
    switch (start) {
      case Start::kLower:
        return ends_before_lower(before);
      case Start::kSign:
        return is_lower(before.back()) || before.back() == ')' || before.back() == '%' || is_ascii_digit(before.back());
      default:
        return true;
    }
  }

  // "1." at the start of a sentence or after a colon numbers a list.
  bool is_list_number(std::string_view before, std::size_t mark) const {
    if (before.size() > 4 || std::count_if(before.begin(), before.end(), is_ascii_digit) == 0 ||
        !std::all_of(before.begin(), before.end(), [](char c) { return is_ascii_digit(c) || c == '.'; }))
      return false;
    std::size_t start = mark - before.size();
    const std::size_t word = start;
    while (start > begin_ && is_ascii_space(text_[start - 1])) --start;
    if (start == begin_) return true;
    return before.size() <= 2 && start < word && (text_[start - 1] == ':' || text_[start - 1] == ';');
  }

  // "Table 2.", "Fig. S3." and the like at the start: the label of a caption is no sentence.
  bool is_label(std::size_t mark) const {
    const std::string_view label = trim(text_.substr(begin_, mark - begin_));
    if (label.size() > 40 || !is_ascii_digit(label.back())) return false;
    const std::size_t space = label.rfind(' ');
    if (space == std::string_view::npos) return false;
    std::string_view name = label.substr(0, space);
    if (name.ends_with('.')) name.remove_suffix(1);
    return is_caption_label(name);
  }

  // A single letter: an initial ("J. B. Smith"), a genus ("S. aureus"), or the name of a thing ("vitamin C. The").
  bool ends_letter(char letter, std::size_t mark, Start start, std::string_view following) const {
    std::size_t start_of_word = mark - 1;
    while (start_of_word > begin_ && is_ascii_space(text_[start_of_word - 1])) --start_of_word;
    if (start_of_word == begin_) return false;  // "A. Methods"
    if (start == Start::kLower) return false;
    if (is_lower(letter)) return start == Start::kUpper || start == Start::kOpening;
    if (start != Start::kUpper) return start == Start::kOpening || start == Start::kDigit;
    if (letter == 'I') return true;  // a numeral: "type I. Patients", "Mfe I. Blots"
    if (following.size() == 2 && following[1] == '.') return false;
    return starts_sentence(following) || is_lettered(word_before(start_of_word));
  }

  // "U.S", "b.i.d", "N.B", "J.-P": single letters with points.
  static bool is_dotted(std::string_view word) {
    if (word.size() == 4 && word.substr(1, 2) == ".-" && is_upper(word[0]) && is_upper(word[3])) return true;
    for (std::size_t i = 0; i < word.size(); ++i)
      if (i % 2 == 0 ? !is_ascii_alpha(word[i]) : word[i] != '.') return false;
    return true;
  }

  // A lower-case word after the full stop: an unknown short form before it, or a sentence that begins small.
  static bool ends_before_lower(std::string_view before) {
    const char last = before.back();
    if (last == ')' || last == ']') return true;
    // "at week 8. those in the other arm"
    if (std::all_of(before.begin(), before.end(), is_ascii_digit)) return true;
    if (before.size() < 5) return false;
    return std::all_of(before.begin(), before.end(), [](char c) { return is_lower(c) || c == '-'; });
  }

  std::string_view text_;
  std::span<const CitationAnchor> marks_;
  std::uint32_t base_;
  std::vector<ByteSpan> sentences_;
  std::size_t begin_ = 0;  // where the sentence starts
  int depth_ = 0;          // open brackets in it
  std::size_t open_ = 0;   // the outermost
};

bool is_one_sentence(PassageKind kind) {
  return kind == PassageKind::kTitle || kind == PassageKind::kHeading || kind == PassageKind::kTableRow ||
         kind == PassageKind::kReference;
}

}  // namespace

std::vector<ByteSpan> split_sentences(std::string_view text) { return Splitter(text).run(); }

std::vector<Sentence> segment(const Document& document) {
  std::vector<Sentence> sentences;
  for (std::size_t i = 0; i < document.passages.size(); ++i) {
    const Passage& passage = document.passages[i];
    const auto index = static_cast<std::int32_t>(i);
    const std::string_view text = slice(document.text, passage.span);
    const auto add = [&](ByteSpan span) {
      sentences.push_back({index, {passage.span.start + span.start, passage.span.start + span.end}});
    };
    if (is_one_sentence(passage.kind)) {
      const std::string_view words = trim(text);
      const auto start = static_cast<std::uint32_t>(words.data() - text.data());
      if (!words.empty()) add({start, start + static_cast<std::uint32_t>(words.size())});
      continue;
    }
    for (const ByteSpan span : Splitter(text, document.anchors, passage.span.start).run()) add(span);
  }
  return sentences;
}

}  // namespace warrant
