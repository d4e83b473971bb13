#include "src/query/hearing.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {

ByteSpan sentence_span(const IndexedDocument& document, const Claim& claim) {
  for (const Sentence& sentence : document.sentences)
    if (sentence.span.contains(claim.value_span)) return sentence.span;
  return claim.span;
}

Intervals compare_intervals(const ReportedNumber& claim, const ReportedNumber& source) {
  if (!claim.low || !claim.high || !source.low || !source.high) return Intervals::kOneMissing;
  const auto near = [](double a, double b) {
    const double step = std::fabs(a) < 10 ? 0.0501 : 0.501;
    return std::fabs(std::fabs(a) - std::fabs(b)) < 1e-9 ||
           (std::fabs(a - std::round(a * 10) / 10) < 1e-9 && std::fabs(std::fabs(a) - std::fabs(b)) < step);
  };
  const bool straight = near(*claim.low, *source.low) && near(*claim.high, *source.high);
  const bool turned = near(*claim.low, *source.high) && near(*claim.high, *source.low);  // "-2.3 to -5.5"
  return straight || turned ? Intervals::kSame : Intervals::kOther;
}

bool holds(const SourceSentence& sentence, double value) {
  return std::any_of(sentence.numbers.begin(), sentence.numbers.end(),
                     [&](const Quantity& q) { return std::fabs(std::fabs(q.value) - std::fabs(value)) < 1e-9; });
}

std::string shown(const ReportedNumber& n) {
  std::string out = fmt::format("{}{}", n.op == Operator::kEqual ? "" : symbol_of(n.op), n.value);
  if (!n.unit.empty()) out += (n.unit == "%" ? "" : " ") + n.unit;
  if (!n.per.empty() && n.unit.find('/') == std::string::npos) out += " per " + n.per;
  if (n.low && n.high) out += fmt::format(" ({} to {})", *n.low, *n.high);
  return out;
}

// The words of the source printed between two places, for reasons.
std::string around(const SourceSentence& sentence, const LabelledNumber& number) {
  std::size_t from = number.span.start, to = number.span.end;
  from = from > 40 ? sentence.text.find(' ', from - 40) : 0;
  if (from == std::string::npos || from > number.span.start) from = number.span.start;
  to = std::min(sentence.text.size(), to + 40);
  if (to < sentence.text.size()) to = std::max<std::size_t>(sentence.text.rfind(' ', to), number.span.end);
  return std::string(trim(std::string_view(sentence.text).substr(from, to - from)));
}

bool other_time(const std::set<std::string>& statement, const std::set<std::string>& there) {
  const auto months = [](const std::string& word) -> double {
    if (word.empty() || !is_ascii_digit(word[0])) return -1;
    const double value = std::strtod(word.c_str(), nullptr);
    if (word.ends_with("mo")) return value;
    if (word.ends_with("wk")) return value / 4.345;
    if (word.ends_with("min")) return value / 43830;
    if (word.ends_with("h")) return value / 730.5;
    return word.ends_with("d") && word.find_first_not_of("0123456789.") == word.size() - 1 ? value / 30.44 : -1;
  };
  bool said = false, known = false;
  for (const std::string& a : statement) {
    const double at = months(a);
    if (at < 0) continue;
    said = true;
    for (const std::string& b : there) {
      const double other = months(b);
      if (other < 0) continue;
      known = true;
      if (std::fabs(at - other) <= 0.08 * std::max(at, other)) return false;
    }
  }
  return said && known;
}

bool are_opposed(const std::set<std::string>& statement, const std::set<std::string>& there) {
  static const std::pair<std::string_view, std::string_view> opposites[] = {{"man", "woman"},
                                                                            {"boi", "girl"},
                                                                            {"adult", "adolesc"},
                                                                            {"adult", "child"},
                                                                            {"low", "high"},
                                                                            {"systol", "diastol"},
                                                                            {"left", "right"},
                                                                            {"young", "old"},
                                                                            {"internalis", "externalis"},
                                                                            {"internaliz", "externaliz"},
                                                                            {"best", "worst"},
                                                                            {"minimum", "maximum"},
                                                                            {"horizont", "vertic"},
                                                                            {"upper", "lower"},
                                                                            {"urban", "rural"},
                                                                            {"hot", "cold"},
                                                                            {"warm", "cold"},
                                                                            {"inpati", "outpati"},
                                                                            {"positiv", "neg"},
                                                                            {"posit", "neg"},
                                                                            {"prior", "subsequ"},
                                                                            {"primari", "secondari"},
                                                                            {"heat", "cold"},
                                                                            {"earli", "late"},
                                                                            {"short", "long"},
                                                                            {"anterior", "posterior"},
                                                                            {"proxim", "distal"},
                                                                            {"medial", "later"},
                                                                            {"fast", "slow"}};
  const auto one_sided = [](const std::set<std::string>& words, std::string_view a, std::string_view b) {
    return words.contains(std::string(a)) && !words.contains(std::string(b));
  };
  // "Group A" against "group B", "5 mg" against "10 mg".
  const auto other_name = [&](const auto& is_name) {
    bool said = false, told = false;
    for (const std::string& word : statement) {
      if (!is_name(word)) continue;
      if (there.contains(word)) return false;
      said = true;
    }
    for (const std::string& word : there) told = told || is_name(word);
    return said && told;
  };
  if (other_name([](const std::string& word) { return word.starts_with("group ") && word.size() <= 8; })) return true;
  for (const std::string_view name :
       {"genotype ", "grade ", "stage ", "type ", "phase ", "class ", "quartile ", "tertile ", "quintile ", "step ",
        "cycle ", "visit ", "trimester ", "serotype ", "version "})
    if (other_name([&](const std::string& word) { return word.starts_with(name); })) return true;
  for (const std::string_view unit : {"mg", "ug", "mm"})
    if (other_name([&](const std::string& word) { return is_ascii_digit(word[0]) && word.ends_with(unit); }))
      return true;
  return std::any_of(std::begin(opposites), std::end(opposites), [&](const auto& pair) {
    return (one_sided(statement, pair.first, pair.second) && one_sided(there, pair.second, pair.first)) ||
           (one_sided(statement, pair.second, pair.first) && one_sided(there, pair.first, pair.second));
  });
}

bool are_other_groups(const std::set<std::string>& statement, const std::set<std::string>& there,
                      const std::set<std::string>& known) {
  static const std::set<std::string, std::less<>> any = {"intervent", "experiment", "experi",  "treatment group",
                                                         "activ",     "exposur",    "control", "placebo",
                                                         "usual",     "sham"};
  // "a" of "group a" and words of a shape say little.
  const auto name = [&](const std::string& word) {
    return known.contains(word) && !any.contains(word) && word.size() > 2 && !is_ascii_digit(word[0]);
  };
  bool said = false, told = false;
  for (const std::string& word : statement) {
    if (there.contains(word)) return false;
    if (any.contains(word)) return false;
    said = said || name(word);
  }
  for (const std::string& word : there) {
    if (any.contains(word)) return false;
    told = told || name(word);
  }
  return said && told;
}

bool names_control(const std::set<std::string>& words) {
  static const std::string_view controls[] = {"placebo", "control", "sham", "untreat", "usual", "wait"};
  return std::any_of(std::begin(controls), std::end(controls),
                     [&](std::string_view word) { return words.contains(std::string(word)); });
}

bool names_active(const std::set<std::string>& words) {
  return words.contains("intervent") || words.contains("experiment") || words.contains("treatment group") ||
         words.contains("activ");
}

std::set<std::string> time_words(const std::set<std::string>& words) {
  std::set<std::string> out;
  for (const std::string& word : words)
    if (is_ascii_digit(word[0])) out.insert(word);
  return out;
}

bool is_told_in_order(std::string_view statement, std::string_view sentence) {
  const std::vector<Word> said = words_of(statement), there = words_of(sentence);
  if (said.size() < 4 || said.size() > there.size()) return false;
  for (std::size_t from = 0; from + said.size() <= there.size(); ++from) {
    if (there[from].stem != said[0].stem) continue;
    std::size_t at = from, matched = 0;
    while (matched < said.size() && at < there.size() && at - from < said.size() + said.size() / 10) {
      matched += there[at].stem == said[matched].stem;
      ++at;
    }
    if (matched == said.size()) return true;
  }
  return false;
}

}  // namespace warrant
