// abstract-against-body: a result or a number of people in the abstract that the body prints nowhere.
//
// Pitkin RM, Branagan MA, Burmeister LF. Accuracy of data in abstracts of published research articles. JAMA
// 1999;281:1110: data of an abstract are deficient when they differ from those of the body or are not found there. A
// number counts as found where the body prints one that rounds to it (either may have more digits). Computed figures
// and what only a picture shows are not found either, so a number alone is a note; it is a warning where one place of
// the body prints the other numbers of its sentence without it.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kLeastBody = 6000;     // bytes; less is no full text
constexpr std::size_t kLeastCompanions = 3;  // other numbers of the sentence that one place of the body prints

struct Number {
  double value = 0;
  int decimals = 0;
  ByteSpan span;  // in the text
  bool percent = false;
};

bool is_letter(char c) { return is_ascii_alpha(c) || c == '_'; }

// The unsigned decimals of a stretch of text; names such as "HbA1c" and "IL-6" hold none, years and marks are numbers.
std::vector<Number> numbers_in(std::string_view text, ByteSpan span) {
  std::vector<Number> numbers;
  for (std::uint32_t at = span.start; at < span.end; ++at) {
    if (!is_ascii_digit(text[at])) continue;
    const bool in_word = at > span.start && (is_letter(text[at - 1]) ||
                                             (text[at - 1] == '-' && at > span.start + 1 && is_letter(text[at - 2])));
    Number number;
    const std::uint32_t start = at;
    std::string digits;
    bool point = false;
    for (; at < span.end; ++at) {
      if (is_ascii_digit(text[at])) {
        digits += text[at];
        number.decimals += point;
        continue;
      }
      const auto digit_at = [&](std::uint32_t i) { return i < span.end && is_ascii_digit(text[i]); };
      if (text[at] == ',' && digits != "0" && !point && digit_at(at + 1) && digit_at(at + 2) && digit_at(at + 3) &&
          !digit_at(at + 4))
        continue;  // 1,234
      const bool middle_dot = text.substr(at, 2) == "·";
      // "P = 0,022", "96,6%"
      const bool comma =
          text[at] == ',' &&
          (digits == "0" || (digit_at(at + 1) && !digit_at(at + 2) && at + 2 < span.end && text[at + 2] == '%'));
      if ((text[at] == '.' || middle_dot || comma) && !point && digit_at(at + (middle_dot ? 2 : 1))) {
        digits += '.';
        point = true;
        at += middle_dot;
        continue;
      }
      break;
    }
    number.span = {start, at};
    number.value = std::strtod(digits.c_str(), nullptr);
    std::uint32_t next = at;
    while (next < span.end && text[next] == ' ') ++next;
    number.percent = next < span.end && text[next] == '%';
    if (number.decimals > 0 && digits.find_last_not_of('0') == digits.find('.')) number.decimals = 0;  // 20.0
    if (!in_word && digits.size() <= 9) numbers.push_back(number);
    --at;
  }
  return numbers;
}

// Either rounds to the other.
bool agree(const Number& a, const Number& b) {
  if (a.decimals == 0 && b.decimals == 0) return a.value == b.value;
  const int coarser = std::min(a.decimals, b.decimals);
  // A whole number says a decimal only as a percentage.
  if (coarser == 0 && !(a.percent && b.percent)) return false;
  return std::fabs(a.value - b.value) <= 0.5 * std::pow(10, -coarser) + 1e-9;
}

class Numbers {
 public:
  void add(const Number& number) { sorted_.push_back(number); }
  void sort() {
    std::sort(sorted_.begin(), sorted_.end(), [](const Number& a, const Number& b) { return a.value < b.value; });
  }
  bool holds(const Number& number) const {
    auto at = std::lower_bound(sorted_.begin(), sorted_.end(), number.value - 0.51,
                               [](const Number& a, double value) { return a.value < value; });
    for (; at != sorted_.end() && at->value <= number.value + 0.51; ++at)
      if (agree(*at, number)) return true;
    return false;
  }

 private:
  std::vector<Number> sorted_;
};

// One digit typed for another, left out or put in, or two exchanged: "31.77" and "31.78", "20.92" and "0.92".
bool is_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() > a.size() + 1) return false;
  std::size_t head = 0, tail = 0;
  while (head < a.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t left = a.size() - head - tail;  // between what both have
  if (a.size() < b.size()) return left == 0;
  return left == 1 || (left == 2 && a[head] == b[head + 1] && a[head + 1] == b[head]);
}

// "n = 447" beside "68.6%" and 652 people was computed.
bool is_computed(const Number& number, const std::vector<Number>& numbers) {
  if (number.decimals > 0 || number.percent) return false;
  for (const Number& share : numbers)
    for (const Number& whole : numbers)
      if (share.percent && !whole.percent && whole.decimals == 0 &&
          std::fabs(share.value * whole.value / 100 - number.value) <=
              0.5 + whole.value * 0.005 * std::pow(10, -share.decimals))
        return true;
  return false;
}

// A result or a number of people: decimals that are no limit, level or dose, and counts of people.
bool is_told(std::string_view text, const Sentence& sentence, const Number& number) {
  const std::string_view before = text.substr(sentence.span.start, number.span.start - sentence.span.start);
  const std::string_view after =
      text.substr(number.span.end, std::min<std::size_t>(40, sentence.span.end - number.span.end));
  static const RE2* limit =
      new RE2(R"((?:[<>≤≥]|less than|greater than|above|below|at least|within|version|v\.|α|alpha)\s?=?\s?[-−–]?$)");
  static const RE2* dose = new RE2(R"(^\s?-?(?:mg|µg|μg|mcg|g|kg|ml|mL|L|IU|Gy|mmol|cm|mm|nm|Hz|°C|T)\b)");
  static const RE2* people = new RE2(
      R"(^ (?:[a-z-]+ ){0,2}(?:patients|participants|subjects|women|men|children|adults|infants|people|individuals|cases|students|volunteers|eyes|households|families|girls|boys|neonates)\b)");
  static const RE2* size = new RE2(R"(\b[nN]\s?=\s?$)");
  if (matches(before.substr(before.size() > 24 ? before.size() - 24 : 0), *limit)) return false;
  if (number.decimals > 0) return !matches(after, *dose);
  if (number.value < 20 || (number.value >= 1900 && number.value < 2100)) return false;
  return matches(after, *people) || matches(before.substr(before.size() > 8 ? before.size() - 8 : 0), *size);
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const std::string_view text = d.text;
  if (d.kind != DocumentKind::kArticle) return;
  std::size_t bytes = 0;
  bool any = false;
  for (const Passage& passage : d.passages) {
    if (passage.place == Place::kBody || passage.place == Place::kTable || passage.place == Place::kFigure)
      bytes += passage.span.size();
    any = any || passage.place == Place::kAbstract;
  }
  if (!any || bytes < kLeastBody) return;
  Numbers body;
  std::vector<std::pair<ByteSpan, Numbers>> places;
  for (const Passage& passage : d.passages) {
    if (passage.place != Place::kBody && passage.place != Place::kTable && passage.place != Place::kFigure) continue;
    Numbers here;
    for (const Number& number : numbers_in(text, passage.span)) {
      body.add(number);
      here.add(number);
      // A share of one may be printed in percent, and the other way round.
      Number other = number;
      other.percent = !number.percent;
      other.value = number.percent ? number.value / 100 : number.value * 100;
      other.decimals = std::max(0, number.decimals + (number.percent ? 2 : -2));
      if (number.percent || (number.value < 1 && number.decimals >= 2)) body.add(other);
    }
    here.sort();
    if (passage.kind != PassageKind::kHeading) places.emplace_back(passage.span, std::move(here));
  }
  body.sort();
  std::vector<Number> told;  // by the abstract
  for (const Passage& passage : d.passages)
    if (passage.place == Place::kAbstract)
      for (const Number& number : numbers_in(text, passage.span)) told.push_back(number);
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (passage.place != Place::kAbstract || passage.kind == PassageKind::kHeading) continue;
    const std::string_view words = slice(text, sentence.span);
    static const RE2* registered = new RE2(R"((?i)regist|trial number|isrctn|doi|keywords)");
    if (matches(words, *registered)) continue;
    const std::vector<Number> numbers = numbers_in(text, sentence.span);
    std::vector<const Number*> lost;
    for (const Number& number : numbers) {
      if (!is_told(text, sentence, number)) continue;
      ++subject.checked;
      if (!body.holds(number) && !is_computed(number, told)) lost.push_back(&number);
    }
    if (lost.empty()) continue;
    // The place that prints most of the other results: small numbers, limits and hours stand everywhere.
    std::size_t companions = 0, most = 0;
    const std::pair<ByteSpan, Numbers>* best = nullptr;
    std::vector<const Number*> others;
    for (const Number& number : numbers)
      if (is_told(text, sentence, number) && std::find(lost.begin(), lost.end(), &number) == lost.end())
        others.push_back(&number);
    for (const auto& place : places) {
      companions = static_cast<std::size_t>(
          std::count_if(others.begin(), others.end(), [&](const Number* n) { return place.second.holds(*n); }));
      if (companions > most) {
        most = companions;
        best = &place;
      }
    }
    // What the place prints for it: a number that resembles it and that the sentence does not tell.
    const auto slipped = [&](const Number& number) {
      const std::string_view printed = slice(text, number.span);
      for (const Number& other : numbers_in(text, best->first))
        if (other.decimals > 0 && is_slip(printed, slice(text, other.span)) &&
            std::none_of(others.begin(), others.end(), [&](const Number* n) { return n->value == other.value; }))
          return true;
      return false;
    };
    for (const Number* number : lost) {
      Number rounded = *number;
      rounded.value = std::round(rounded.value);
      rounded.decimals = 0;
      const bool likely = lost.size() == 1 && number->decimals > 0 && most >= kLeastCompanions &&
                          most == others.size() && !best->second.holds(rounded) && slipped(*number);
      const std::string printed(slice(text, number->span));
      Finding& finding = report(
          findings, likely ? Severity::kWarning : Severity::kNote, number->span,
          likely ? fmt::format("the abstract prints {}; the place in the body with its other {} numbers does not",
                               printed, most)
                 : fmt::format("the abstract prints {}, the body does not", printed),
          printed);
      if (best != nullptr && most >= 2)
        finding.related.push_back({subject.document.id, std::string(slice(text, best->first)), best->first});
    }
  }
}

}  // namespace

extern const Check abstract_against_body_check;
const Check abstract_against_body_check = {"abstract-against-body", Severity::kWarning,
                                           "a number of the abstract that the body does not print",
                                           "Pitkin et al. 1999 (JAMA 281:1110): data of an abstract that differ from "
                                           "the body or are missing there. Looks for every "
                                           "decimal and number of people in text, tables and captions; either may be "
                                           "rounded, a share may be a percentage. What was "
                                           "computed or stands in a picture only is not found: a note. A warning where "
                                           "one paragraph or row of the body prints all "
                                           "other numbers of the sentence (three or more) and for this decimal one "
                                           "that differs by a slip of the pen.",
                                           run};

}  // namespace warrant
