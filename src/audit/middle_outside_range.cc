// middle-outside-range: a median outside the range or interquartile range printed with it, a mean outside the range.
// A median lies between its quartiles and between the extremes, a mean between the extremes, whatever the data.
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

#define VALUE R"(((?:-|−|–)?\d{1,6}(?:(?:\.|·)\d{1,4})?))"
#define UNIT R"(\s?-?([a-zA-Zµμ%°/²³]{0,12}(?: of age)?))"
#define SHORT_UNIT R"((?:\s?-?([a-zA-Zµμ%°/²³]{1,12}(?: of age)?))??)"  // "to" of "−3 to −1" is none

// The number behind these words is no value: it names a time, a group or a part ("at 6 months", "in grade 3", "the 12
// items"), or is one of several.
bool is_label(std::string_view words, std::string_view unit) {
  static const RE2* label = new RE2(
      R"(\b(?:at(?: age)?|after|on|in|by|within|before|until|since|from|to|with|per|for|aged|than|over|under|above|below|the|these|those|all|group|arm|cohort|grade|stage|phase|class|level|type|day|week|month|year|visit|cycle|wave|item|step|quartile|quintile|tertile|table|figure)\s$)");
  static const RE2* one_of_several = new RE2(R"(\d\s?[%a-z]{0,8}(?:,|\s?/|\svs\.?|\sversus|\sor|\sto)\s$|\d\s$)");
  static const RE2* repeated =
      new RE2(R"(^(?:reading|measure|determination|observation|sample|value|trial|test|replicate|item|rater|image))");
  return matches(words, *label) || matches(words, *one_of_several) || (words == " of " && matches(unit, *repeated));
}

// "(range 4-6 vs 8-10)": whose range the first is, is not known.
bool has_another_range(std::string_view behind) {
  behind = behind.substr(0, std::min<std::size_t>(80, behind.find_first_of(")]")));
  static const RE2* range = new RE2(R"(\d\s?(?:-|–|−|to)\s?\d)");
  static const RE2* named = new RE2(R"((?i)range|iqr|quartile|\bci\b)");
  return matches(behind, *range) && !matches(behind, *named);
}

// "a decrease of 5 (range -10 to -1)": the sign is said in words.
bool within(double value, double low, double high) {
  return (value >= low && value <= high) || (-value >= low && -value <= high);
}

constexpr std::size_t kFarthest = 62;  // bytes from "median" to its value

std::string text_of_piece(re2::StringPiece piece) { return {piece.data(), piece.size()}; }

// "yrs" and "years", "h" and "hours": the first two letters say the same; nothing said is the other's unit.
bool same_unit(std::string a, std::string b) {
  a = ascii_lower(a);
  b = ascii_lower(b);
  if (a.empty() || b.empty()) return true;
  static const RE2* time = new RE2("^(?:min|h|d|w|mo|y|s)");
  if (RE2::PartialMatch(a, *time) && RE2::PartialMatch(b, *time)) {
    const std::size_t letters = a.front() == 'm' && b.front() == 'm' ? 2 : 1;
    return a.substr(0, letters) == b.substr(0, letters);
  }
  return a == b;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(
      R"(\b([Mm]edian|[Mm]ean|[Aa]verage)\b((?:[^;:()\[\]<>±]*?[\s=:])?\s?))" VALUE UNIT
      R"((?:\s?[,;]?\s?[(\[]?(?:±|\+/-|SD:?|s\.d\.)\s?=?\s?\d+(?:[.·]\d+)?\s?([a-z%°]{0,8})[)\]]?)?\s?[,;]?\s?[(\[]?\s?((?i)range|inter-?quartile range|IQR|full range|min(?:imum)?\s?(?:-|–|to)\s?max(?:imum)?)(?: \(?IQR\)?)?\s?[,:=]?\s?(?:of |from |was )?[(\[]?\s?)" VALUE
          SHORT_UNIT R"((?:\s?(?:-|–|−|—|,|;)\s?| to | and ))" VALUE UNIT R"((?:[\s);\]]|[.,](?:\D|$)|$))");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    const auto holds = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    if (!(holds("range") || holds("Range") || holds("IQR") || holds("quartile") || holds("max")) ||
        !(holds("edian") || holds("ean") || holds("verage")))
      continue;
    // Each name of a middle is looked at with what stands near it, so that a row of names costs no more than its
    // length.
    static const RE2* name = new RE2(R"(\b(?:[Mm]edian|[Mm]ean|[Aa]verage)\b)");
    constexpr std::size_t kBehind = 200;  // bytes: value, spread, range
    re2::StringPiece input(text.data(), text.size()), group[11], named;
    for (std::size_t at = 0; at < text.size() && name->Match(input, at, text.size(), RE2::UNANCHORED, &named, 1);) {
      const auto place = static_cast<std::size_t>(named.data() - text.data());
      at = place + named.size();
      const std::size_t stop = std::min(text.size(), at + kFarthest + kBehind);
      if (!re->Match(input, place, stop, RE2::ANCHOR_START, group, 11)) continue;
      if (group[2].size() > kFarthest) continue;
      at = static_cast<std::size_t>(group[3].data() - text.data()) + group[3].size();
      const bool mean = group[1][1] == 'e' && group[1][2] == 'a' ? true : group[1][1] == 'v';
      const std::string words = ascii_lower(text_of_piece(group[2])), what = ascii_lower(text_of_piece(group[6]));
      const bool quartiles = what.find('q') != std::string::npos;
      if (mean && quartiles) continue;  // a mean may lie outside the quartiles
      // Another value, or another statistic, stands between.
      if (words.find("range") != std::string::npos || words.find("mean") != std::string::npos ||
          words.find("median") != std::string::npos || words.find(" and ") != std::string::npos ||
          words.find("±") != std::string::npos || words.find("sd ") != std::string::npos)
        continue;
      const auto middle = plain_number(std::string_view(group[3].data(), group[3].size())),
                 low = plain_number(std::string_view(group[7].data(), group[7].size())),
                 high = plain_number(std::string_view(group[9].data(), group[9].size()));
      if (!middle || !low || !high || low->value >= high->value) continue;
      if (is_label(words, text_of_piece(group[4]))) continue;
      // "scores range from 15 to 17", "1,200 - 2,000"
      const auto gap = [&](int before, int behind) {
        const char* const from = group[before].data() + group[before].size();
        return std::string_view(from, static_cast<std::size_t>(group[behind].data() - from));
      };
      if (gap(4, 6) == " " && gap(6, 7) == " from ") continue;
      if (gap(7, 9) == "," && group[9].size() == 3) continue;
      bool one_unit = true;
      for (int a : {4, 5, 8})
        for (int b : {8, 10}) one_unit = one_unit && same_unit(text_of_piece(group[a]), text_of_piece(group[b]));
      if (!one_unit) continue;
      ++subject.checked;
      if (within(middle->value, low->value, high->value)) continue;
      if (has_another_range(text.substr(static_cast<std::size_t>(group[10].data() - text.data())))) continue;
      const auto start = sentence.span.start + static_cast<std::uint32_t>(group[1].data() - text.data());
      const auto end =
          sentence.span.start + static_cast<std::uint32_t>(group[9].data() + group[9].size() - text.data());
      const std::string value = text_of_piece(group[3]),
                        ends = fmt::format("{} to {}", text_of_piece(group[7]), text_of_piece(group[9]));
      report(findings, Severity::kError, {start, end},
             fmt::format("the {} of {} lies outside its {}", mean ? "mean" : "median", value,
                         quartiles ? "quartiles" : "range"),
             fmt::format("{} ({})", value, ends), fmt::format("a {} from {}", mean ? "mean" : "median", ends),
             middle->value > high->value ? fmt::format("{} > {}", value, text_of_piece(group[9]))
                                         : fmt::format("{} < {}", value, text_of_piece(group[7])));
    }
  }
}

#undef SHORT_UNIT
#undef UNIT
#undef VALUE

}  // namespace

extern const Check middle_outside_range_check;
const Check middle_outside_range_check = {"middle-outside-range", Severity::kError,
                                          "a median or mean outside the range printed with it",
                                          "\"Median 14 weeks (range 4-19)\": a median lies within its range and its "
                                          "quartiles, a mean within its range; a mean "
                                          "outside the quartiles is possible and not reported. Only running text, "
                                          "where range and value stand together in one "
                                          "unit.",
                                          run};

}  // namespace warrant
