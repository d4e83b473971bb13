#include "ingest/extract/label_words.h"

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "src/base/text.h"

namespace warrant {

std::string strip_reference(const std::string& label, std::string* reference) {
  static const RE2 ref(
      R"((?i)\s*[\(\[]?\s*\b(?:ref(?:erent|erence)?(?: group| category)?)\b\s*[:=.]?\s*([^\)\]]*)[\)\]]?\s*$)");
  // "Arm (A – reference)", "Female (vs. male)", "Sex (male vs female)": what it is compared with, in brackets.
  static const Guarded before(
      R"((?i)^(.*\S)\s*\(([^()]+?)\s*[-–—=:,]?\s*(?:as |is )?(?:the )?ref(?:erent|erence)?(?: group| category)?\s*\)\s*$)"),
      against(R"((?i)^(.*\S)\s*\((?:vs?\.|vs|versus|compared (?:to|with)|relative to)\s+([^()]+)\)\s*$)"),
      inside(R"((?i)^(.*\S)\s*\(([^()]+?)\s+(?:vs?\.|vs|versus)\s+([^()]+)\)\s*$)");
  re2::StringPiece groups[4];
  if (before.is(label, groups, 3) || against.is(label, groups, 3)) {
    if (reference != nullptr) *reference = std::string(trim(groups[2].as_string()));
    return groups[1].as_string();
  }
  if (inside.is(label, groups, 4)) {
    if (reference != nullptr) *reference = std::string(trim(groups[3].as_string()));
    return groups[1].as_string() + ": " + groups[2].as_string();
  }
  std::string name;
  std::string out = label;
  if (RE2::PartialMatch(label, ref, &name)) {
    RE2::Replace(&out, ref, "");
    if (reference != nullptr) *reference = std::string(trim(name));
    if (out.empty()) out = label;
  }
  return out;
}

std::string strip_counts(const std::string& words) {
  static const Guarded inside(R"((?i)\s*,\s*n\s*=\s*[\d, ]+\))"), of(R"((?i)\s*[\(\[]?\bn\s*/\s*N\b.*$)");
  static const Guarded counts(
      R"((?i)\s*[\(\[]\s*n\s*=\s*\d[^()\[\]]*[\)\]]|[,;]?\s*[\(\[]?\s*\bn\s*=\s*\d+(?:[, ]\d{3})*\s*[\)\]]?)"),
      shares(R"((?i)[,;:]?\s*(no\.?|n)?\s*[\(\[](no\.?,? ?|n,? ?)?%[\)\]]\s*$)"),
      percents(R"((?i)([a-z)])[,;]?\s*%\s*(?:\(n\s*(?:/\s*N)?\))?\s*$)"),
      people(
          R"((?i)\s*[\(\[]\d[\d,]* (cases?|events?|patients|participants|deaths|women|men|children|subjects)[\)\]])");
  std::string out = words;
  if (inside.in(out))
    RE2::GlobalReplace(&out, inside.pattern(), ")");  // "Limited formula (intervention group, n = 50)"
  if (std::string bare = out; of.in(out) && RE2::Replace(&bare, of.pattern(), "") && !trim(bare).empty()) out = bare;
  if (std::string bare = out;
      people.in(out) && RE2::GlobalReplace(&bare, people.pattern(), "") > 0 && !trim(bare).empty())
    out = bare;
  if (counts.in(out)) RE2::GlobalReplace(&out, counts.pattern(), "");
  if (percents.in(out)) RE2::Replace(&out, percents.pattern(), "\\1");
  if (std::string bare = out; shares.in(out) && RE2::Replace(&bare, shares.pattern(), "") && !trim(bare).empty())
    out = bare;
  out = std::string(trim(out));
  while (out.size() > 1 && out.back() == ':') out.pop_back();
  return out;
}

bool is_heading(std::string_view words) {
  static const Guarded heading(
      R"((?i)^\W*(co-?)?(primary|secondary|tertiary|other|main|key|safety|efficacy|exploratory|clinical|overall)?\W*((end ?-?points?|outcomes?(\(s\))?|analys[ie]s|results|variables?|measures?|events?)\W*)*$)");
  return heading.is(words);
}

std::string stated_outcome(std::string_view words) {
  static const Guarded stated(
      R"((?i)^\W*(?:(?:co-?)?(?:primary|secondary|tertiary|main|key) )?(?:study )?(?:outcome|end ?-?point)(?: measure| variable)?s?\s*[:–—-]\s*(\S.{2,}?)\s*$)");
  re2::StringPiece groups[2];
  return stated.is(words, groups, 2) ? strip_counts(groups[1].as_string()) : std::string();
}

bool is_time(std::string_view words) {
  static const Guarded time(
      R"((?i)^\W*((at |by |after )?(\d+(st|nd|rd|th)?|one|two|three|four|five|six|nine|ten|twelve|eighteen)[ –-]?(months?|weeks?|days?|years?|hours?|mo|yrs?|wks?)( follow[- ]?up| post\w*)?|(month|week|day|year|visit|follow[- ]?up)s? ?\d+( ?[–-] ?\d+)?)\W*$)");
  return time.is(words);
}

std::string without_counts(std::string_view words) {
  static const RE2 tail(
      R"((?i)[,;:]?\s*[\(\[]?\s*\b(n|no\.?|number)\s*[,/]?\s*n?\s*\(?\s*(%|percent)\s*\)?\s*[\)\]]?\s*$)");
  std::string out(words);
  RE2::Replace(&out, tail, "");
  while (!out.empty() && (out.back() == '*' || out.back() == ' ' || out.back() == ',')) out.pop_back();
  return out.empty() ? std::string(words) : out;
}

bool split_versus(std::string_view words, std::string& left, std::string& right) {
  static const Guarded versus(
      R"((?i)^(.*?[^\s,;:(])\s*,?(?:\s+(?:vs\.?|versus|compared (?:to|with))|vs\.)\s*([^():;|,]+).*$)");
  static const RE2 measure(
      R"((?i)^.*\b(?:hazard|odds|risk|rate|relative|adjusted|unadjusted|crude)?\s*(?:ratio|risk|\bHR|\bOR|\bRR)\b(?:\s*\([^)]*\))?(?:\s+or (?:rate|risk|odds|hazard)(?: ratio)?)?\s*(?:for [^,]*,|of|,|:)?\s*)"),
      measure_behind(
          R"((?i)\s+(?:(?:adjusted |unadjusted )?(?:hazard|odds|risk|rate) ratio|relative risk|[ac]?HR|[ac]?OR|[ac]?RR)\.?$)");
  const std::size_t bracket = words.find('(');
  re2::StringPiece sides[3];
  if (!versus.is(words, sides, 3)) return false;
  left = sides[1].as_string();
  right = std::string(trim(sides[2].as_string()));
  if (bracket != std::string_view::npos && bracket < left.size() && left.find(')') == std::string::npos) return false;
  RE2::Replace(&left, measure, "");
  // "Odds ratio (OR) (95% CI) I versus UC"
  static const RE2 rest(R"((?i)^[\s)\],;:–-]*(?:[(\[]?9\d ?% ?(?:CI|confidence intervals?)[)\]]?)?[\s)\],;:–-]*)");
  RE2::Replace(&left, rest, "");
  RE2::Replace(&right, measure_behind, "");
  left = std::string(trim(left));
  right = std::string(trim(right));
  return !left.empty() && !right.empty();
}

bool is_analysis_heading(std::string_view words) {
  static const Guarded heading(
      R"((?i)^\W*((cox|logistic|linear|poisson|regression|proportional|hazards?|final|full|models?)\W+)*((uni|multi|bi)-?varia\w+|(un)?-?adjusted|crude)\b)");
  constexpr std::size_t kLongest = 90;
  return words.size() < kLongest && heading.in(words);
}

}  // namespace warrant
