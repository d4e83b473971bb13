#include "src/query/question.h"

#include <algorithm>
#include <array>

#include "src/base/text.h"
#include "src/language/concepts.h"
#include "src/language/stem.h"
#include "src/model/claim.h"
#include "src/query/ask.h"

namespace warrant {
namespace {

// A piece of the question: `from` the end of the found words to the start of the next ones.
struct Found {
  std::size_t start = std::string_view::npos, end = 0;
  explicit operator bool() const { return start != std::string_view::npos; }
};

// The first of `phrases` at or after `from`: the earliest, and of those the longest.
template <std::size_t n>
Found find_any(std::string_view text, const std::array<std::string_view, n>& phrases, std::size_t from) {
  Found best;
  for (std::string_view phrase : phrases) {
    const std::size_t at = text.find(phrase, from);
    if (at == std::string_view::npos) continue;
    if (at < best.start || (at == best.start && at + phrase.size() > best.end)) best = {at, at + phrase.size()};
  }
  return best;
}

constexpr std::array<std::string_view, 13> kVersus = {" compared with ",
                                                      " compared to ",
                                                      " in comparison with ",
                                                      " in comparison to ",
                                                      " versus ",
                                                      " vs. ",
                                                      " vs ",
                                                      " relative to ",
                                                      " as opposed to ",
                                                      " rather than ",
                                                      " over ",
                                                      " instead of ",
                                                      " than "};
// Those that only ever stand between two groups, and what ends the second.
constexpr std::array<std::string_view, 5> kAgainst = {" compared with ", " compared to ", " versus ", " vs. ", " vs "};
constexpr std::array<std::string_view, 6> kGroupEnds = {" in ", " for ", " on ", " after ", " among ", " patients"};
constexpr std::array<std::string_view, 6> kEffectOf = {"effect of ",    "effects of ", "impact of ",
                                                       "influence of ", "benefit of ", "efficacy of "};
constexpr std::array<std::string_view, 1> kOn = {" on "};
constexpr std::array<std::string_view, 26> kActs = {
    " improve ",  " improves ", " reduce ", " reduces ", " increase ",       " increases ", " decrease ",
    " prolong ",  " prolongs ", " extend ", " affect ",  " affects ",        " influence ", " predict ",
    " predicts ", " lower ",    " raise ",  " prevent ", " prevents ",       " change ",    " alter ",
    " worsen ",   " shorten ",  " impair ", " enhance ", " associated with "};
constexpr std::array<std::string_view, 10> kAuxiliaries = {"does ", "do ",  "did ", "can ",  "will ",
                                                           "is ",   "are ", "was ", "were ", "has "};
// What may stand before a yes-or-no question: "by how much does S reduce O".
constexpr std::array<std::string_view, 5> kHowMuch = {"by how much ", "how much ", "to what extent ", "how strongly ",
                                                      "how "};
constexpr std::array<std::string_view, 7> kBetter = {" better than ", " superior to ",     " more effective than ",
                                                     " inferior to ", " non-inferior to ", " as effective as ",
                                                     " as good as "};
constexpr std::array<std::string_view, 4> kBetterFor = {" for ", " in terms of ", " with regard to ", " regarding "};
// Words for people: a phrase with one of them after "in" or "among" is the population.
constexpr std::array<std::string_view, 30> kPeople = {
    "patient",    "people",      "adult",    "child",   "women",   "men ",      "infant",     "elderly",
    "subject",    "participant", "survivor", "athlete", "smoker",  "volunteer", "individual", "cohort",
    "population", "adolescent",  "student",  "neonate", "newborn", "mother",    "person",     "worker",
    "resident",   "runner",      "player",   "girls",   "boys",    "veteran"};
constexpr std::array<std::string_view, 3> kWho = {" in ", " among ", " for "};

std::string_view strip(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.back() == '?' || text.back() == '.' || text.back() == ',')) text.remove_suffix(1);
  for (std::string_view article : {"the ", "a ", "an ", "The "})
    if (text.substr(0, article.size()) == article) text.remove_prefix(article.size());
  return trim(text);
}

struct Parts {
  std::string_view subject, comparator, outcome;
  bool result = false;
};

// "effect of S compared with C on O", "effect of S on O compared with C".
bool read_effect_of(std::string_view text, std::string_view lower, Parts& parts) {
  const Found effect = find_any(lower, kEffectOf, 0);
  if (!effect) return false;
  Found versus = find_any(lower, kVersus, effect.end);
  const Found on = find_any(lower, kOn, versus ? versus.end : effect.end);
  if (versus && on) {
    parts = {text.substr(effect.end, versus.start - effect.end), text.substr(versus.end, on.start - versus.end),
             text.substr(on.end)};
    return true;
  }
  const Found first_on = find_any(lower, kOn, effect.end);
  if (!first_on) return false;
  parts.subject = text.substr(effect.end, first_on.start - effect.end);
  versus = find_any(lower, kVersus, first_on.end);
  parts.outcome = versus ? text.substr(first_on.end, versus.start - first_on.end) : text.substr(first_on.end);
  if (versus) parts.comparator = text.substr(versus.end);
  return true;
}

// "what effect does S have on O", "is S better than C for O", "difference in O between S and C", "O outcome after S".
bool read_other(std::string_view text, std::string_view lower, Parts& parts) {
  const auto between = [&](std::size_t from, std::size_t to) { return text.substr(from, to - std::min(from, to)); };
  if (const std::size_t effect = lower.find("effect does "), have = lower.find(" have on ");
      effect != std::string_view::npos && have != std::string_view::npos && have > effect) {
    parts = {between(effect + 12, have), {}, text.substr(have + 9)};
    return true;
  }
  for (std::string_view auxiliary : kAuxiliaries) {
    if (lower.substr(0, auxiliary.size()) != auxiliary) continue;
    const Found better = find_any(lower, kBetter, auxiliary.size());
    if (!better) break;
    const Found on = find_any(lower, kBetterFor, better.end);
    parts = {between(auxiliary.size(), better.start), between(better.end, on ? on.start : text.size()),
             on ? text.substr(on.end) : std::string_view()};
    return true;
  }
  if (const std::size_t difference = lower.find("difference in "), two = lower.find(" between ");
      difference != std::string_view::npos && two != std::string_view::npos && two > difference) {
    const std::size_t both = lower.find(" and ", two);
    if (both == std::string_view::npos) return false;
    parts = {between(two + 9, both), text.substr(both + 5), between(difference + 14, two)};
    return true;
  }
  for (std::string_view word : {" outcome after ", " outcomes after ", " outcome of ", " outcomes of ",
                                " outcome following ", " outcomes following ", " outcome with ", " outcomes with "}) {
    const std::size_t at = lower.find(word);
    if (at == std::string_view::npos) continue;
    const auto before = words_of(text.substr(0, at));
    if (before.empty() || before.size() > 3 || is_stop_word(slice(lower, before.front().span))) continue;
    parts = {text.substr(at + word.size()), {}, text.substr(0, at), true};
    return true;
  }
  return false;
}

// The phrase that says in whom: the last one after "in", "among"… that holds a word for people, to the end of the
// question or to what compares or dates.
std::string_view population_of(std::string_view text, std::string_view lower) {
  static constexpr std::array<std::string_view, 10> kEnds = {
      " compared ", " versus ", " vs ", " on ", " after ", " before ", " during ", " treated ", " and do ", ","};
  for (std::string_view start : kWho) {
    for (std::size_t at = lower.rfind(start); at != std::string_view::npos && at > 0; at = lower.rfind(start, at - 1)) {
      const std::size_t from = at + start.size();
      const Found end = find_any(lower, kEnds, from);
      const std::string_view phrase = lower.substr(from, end ? end.start - from : std::string_view::npos);
      if (phrase.size() > 120) break;
      for (std::string_view person : kPeople)
        if (phrase.find(person) != std::string_view::npos) return strip(text.substr(from, phrase.size()));
    }
  }
  return {};
}

// "does S improve O (compared with C)".
bool read_act(std::string_view text, std::string_view lower, Parts& parts) {
  for (std::string_view auxiliary : kAuxiliaries) {
    if (lower.substr(0, auxiliary.size()) != auxiliary) continue;
    const Found act = find_any(lower, kActs, auxiliary.size() - 1);
    if (!act) return false;
    parts.subject = text.substr(auxiliary.size(), act.start - std::min(act.start, auxiliary.size()));
    const Found versus = find_any(lower, kVersus, act.end);
    parts.outcome = versus ? text.substr(act.end, versus.start - act.end) : text.substr(act.end);
    if (versus) parts.comparator = text.substr(versus.end);
    return !parts.subject.empty();
  }
  return false;
}

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> stems;
  for (Word& word : words_of(text)) stems.push_back(std::move(word.stem));
  return stems;
}

struct MeasureWords {
  std::string_view words, measure;
  ValueType value;
};

// Words that ask for a number. The first that occurs decides.
constexpr std::array<MeasureWords, 42> kMeasures = {{
    {"hazard ratio", measure::kHazardRatio, ValueType::kRatio},
    {"odds ratio", measure::kOddsRatio, ValueType::kRatio},
    {"risk ratio", measure::kRiskRatio, ValueType::kRatio},
    {"relative risk", measure::kRiskRatio, ValueType::kRatio},
    {"median survival", measure::kMedianSurvival, ValueType::kDuration},
    {"median overall survival", measure::kMedianSurvival, ValueType::kDuration},
    {"median progression", measure::kMedianSurvival, ValueType::kDuration},
    {"median disease", measure::kMedianSurvival, ValueType::kDuration},
    {"median os", measure::kMedianSurvival, ValueType::kDuration},
    {"median pfs", measure::kMedianSurvival, ValueType::kDuration},
    {"median time", measure::kMedianSurvival, ValueType::kDuration},
    {"life expectancy", measure::kMedianSurvival, ValueType::kDuration},
    {"how long do", measure::kMedianSurvival, ValueType::kDuration},
    {"how long can", measure::kMedianSurvival, ValueType::kDuration},
    {"year survival", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"year overall survival", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"month survival", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"years survival", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"survival rate", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"survival at ", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"alive at ", measure::kSurvivalRate, ValueType::kSurvivalRate},
    {"mean difference", measure::kMeanDifference, ValueType::kNumber},
    {"risk difference", measure::kRiskDifference, ValueType::kNumber},
    {"fractionation", "", ValueType::kDose},
    {"which dose", "", ValueType::kDose},
    {"what dose", "", ValueType::kDose},
    {"dose of ", "", ValueType::kDose},
    {"dosage", "", ValueType::kDose},
    {"dose and ", "", ValueType::kDose},
    {"what proportion", "", ValueType::kShare},
    {"what percentage", "", ValueType::kShare},
    {"what share", "", ValueType::kShare},
    {"complication rate", "", ValueType::kShare},
    {"response rate", "", ValueType::kShare},
    {"how long ", "", ValueType::kDuration},
    {"how many ", "", ValueType::kNumber},
    {"which total", "", ValueType::kNumber},
    {"point total", "", ValueType::kNumber},
    {"cut-off", "", ValueType::kNumber},
    {"cutoff", "", ValueType::kNumber},
    {"threshold", "", ValueType::kNumber},
    {"target ", "", ValueType::kNumber},
}};

// "5 year" of "five-year survival", "after 5 years".
std::string time_point_of(std::string_view text) {
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view unit = words[i + 1].stem;
    const std::string number = number_of_word(words[i].stem);
    if (!number.empty() && (unit == "year" || unit == "month" || unit == "week" || unit == "dai"))
      return number + " " + std::string(unit);
  }
  return "";
}

// Words that ask, and say nothing of what is asked about (stems, sorted).
bool is_filler(std::string_view stem) {
  static constexpr std::array<std::string_view, 35> kFillers = {
      "agre",  "alon",     "answer", "articl", "call",   "caveat", "cite",  "cohort", "consid",
      "corpu", "document", "evid",   "exist",  "file",   "find",   "found", "give",   "item",
      "know",  "known",    "list",   "make",   "mani",   "match",  "mean",  "much",   "number",
      "page",  "publish",  "quot",   "refer",  "report", "requir", "say",   "state"};
  return std::binary_search(kFillers.begin(), kFillers.end(), stem);
}

class Terms {
 public:
  explicit Terms(std::vector<QuestionTerm>& terms) : terms_(terms) {}

  void add(std::string_view text, Role role) {
    for (const Word& word : words_of(text)) {
      const std::string printed(slice(text, word.span));
      if (is_stop_word(printed) || (role == Role::kOther && is_filler(word.stem))) continue;
      const auto known = std::find_if(terms_.begin(), terms_.end(), [&](const auto& t) { return t.stem == word.stem; });
      if (known == terms_.end()) {
        const std::string number = number_of_word(word.stem);
        terms_.push_back({printed, number.empty() ? word.stem : number, role, word.number || !number.empty()});
      }
    }
  }

 private:
  std::vector<QuestionTerm>& terms_;
};

// What a number must look like for a measure that the user names.
ValueType value_of_measure(std::string_view measure) {
  for (const MeasureWords& known : kMeasures)
    if (known.measure == measure) return known.value;
  return ValueType::kNumber;
}

// Words that only say what kind of number is asked for: a number of that kind says them. Beside a ratio
// "survival" is the outcome.
bool names_value(std::string_view stem, const UnderstoodQuestion& understood) {
  static constexpr std::array<std::string_view, 5> kRatio = {"hazard", "odd", "relat", "risk", "ratio"};
  static constexpr std::array<std::string_view, 5> kDose = {"dosag", "dose", "fraction", "fractionat", "regimen"};
  static constexpr std::array<std::string_view, 11> kTime = {"dai",    "durat", "median", "month", "overal", "rate",
                                                             "surviv", "time",  "week",   "year",  "ratio"};
  const auto among = [&](const auto& words) { return std::find(words.begin(), words.end(), stem) != words.end(); };
  const bool time = !understood.at.empty() && (understood.at.rfind(std::string(stem) + " ", 0) == 0 ||
                                               understood.at.ends_with(" " + std::string(stem)));
  if (understood.value == ValueType::kRatio) return time || among(kRatio);
  if (understood.value == ValueType::kDose && among(kDose)) return true;
  return among(kTime) || among(kRatio) || time;
}

// Short forms that name a thing: "EGFR", "HbA1c". Those of statistics and places say nothing of the subject.
bool is_name(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kCommon = {
      "AND", "CI", "EU", "HR", "II", "III", "IV", "NOT", "OR", "RCT", "RCTs", "RR", "SD", "UK", "US", "USA", "VS"};
  const auto capitals = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals >= 2 && word.size() <= 8 && std::find(kCommon.begin(), kCommon.end(), word) == kCommon.end();
}

// Names joined by "or" or "/" are alternatives: one of them is enough. Returns the group of each term, 0 = no name.
void find_names(std::string_view text, std::vector<QuestionTerm>& terms) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return;  // all in capitals
  int groups = 0;
  std::size_t last = std::string_view::npos;
  for (const Word& word : words_of(text)) {
    const std::string_view printed = slice(text, word.span);
    if (!is_name(printed)) continue;
    const auto term = std::find_if(terms.begin(), terms.end(), [&](const auto& t) { return t.stem == word.stem; });
    if (term == terms.end() || term->name != 0) continue;
    const bool alternative = last != std::string_view::npos && [&] {
      const std::string_view gap = text.substr(last, word.span.start - last);
      return gap == " or " || gap == "/" || gap == ", " || gap == " (";
    }();
    term->name = alternative ? groups : ++groups;
    last = word.span.end;
  }
}

// "Chan (21) and Shehadi (22)": names with a citation mark; each is asked for by itself.
void find_pointers(std::string_view text, std::vector<QuestionTerm>& terms) {
  int pointers = 0;
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view name = slice(text, words[i].span);
    const std::string_view gap = text.substr(words[i].span.end, words[i + 1].span.start - words[i].span.end);
    if (name.size() < 3 || name.front() < 'A' || name.front() > 'Z' || !words[i + 1].number || gap != " (" ||
        words[i + 1].span.end >= text.size() || text[words[i + 1].span.end] != ')')
      continue;
    ++pointers;
    for (QuestionTerm& term : terms)
      if (term.stem == words[i].stem || term.stem == words[i + 1].stem) term.pointer = pointers;
  }
}

// "n = 55": the study of that size.
std::string study_size_of(std::string_view text) {
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view gap = text.substr(words[i].span.end, words[i + 1].span.start - words[i].span.end);
    if (words[i].stem == "n" && words[i + 1].number && trim(gap) == "=") return words[i + 1].stem;
  }
  return "";
}

bool holds(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

UnderstoodQuestion understand(const Question& question) {
  UnderstoodQuestion understood;
  const std::string text =
      collapse_space(std::string_view(question.text).substr(0, std::min<std::size_t>(question.text.size(), 4096)));
  const std::string lower = ascii_lower(text);
  Interpretation& shown = understood.shown;

  Parts parts;
  std::size_t start = 0;  // of the yes-or-no question in "by how much does S reduce O"
  for (std::string_view how : kHowMuch)
    if (start == 0 && lower.rfind(how, 0) == 0) start = how.size();
  const bool yes_or_no = std::any_of(kAuxiliaries.begin(), kAuxiliaries.end(), [&](std::string_view auxiliary) {
    return std::string_view(lower).substr(start, auxiliary.size()) == auxiliary;
  });
  if (!yes_or_no) start = 0;
  const std::string_view asked = std::string_view(text).substr(start),
                         asked_lower = std::string_view(lower).substr(start);
  if (read_effect_of(text, lower, parts) || read_other(asked, asked_lower, parts) ||
      read_act(asked, asked_lower, parts)) {
    shown.subject = strip(parts.subject);
    shown.comparator = strip(parts.comparator);
    shown.outcome = strip(parts.outcome);
    understood.type = AnswerType::kEffect;
    understood.result = parts.result;
  }
  shown.population = population_of(text, lower);
  for (const MeasureWords& known : kMeasures) {
    if (lower.find(known.words) == std::string::npos) continue;
    shown.measure = known.measure;
    // What a treatment does to a survival rate is said in words, too.
    if (understood.type == AnswerType::kEffect && known.value != ValueType::kRatio) break;
    understood.value = known.value;
    if (understood.type == AnswerType::kAny) understood.type = AnswerType::kValue;
    break;
  }
  if (!question.outcome.empty()) shown.outcome = collapse_space(question.outcome);
  if (!question.subject.empty()) shown.subject = collapse_space(question.subject);
  if (!question.comparator.empty()) shown.comparator = collapse_space(question.comparator);
  if (!question.population.empty()) shown.population = collapse_space(question.population);
  if (!question.measure.empty()) {
    shown.measure = question.measure;
    understood.value = value_of_measure(question.measure);
    if (understood.type == AnswerType::kAny) understood.type = AnswerType::kValue;
  }
  if (!shown.outcome.empty() && !shown.subject.empty() && understood.type == AnswerType::kAny)
    understood.type = AnswerType::kEffect;

  understood.document_given = !question.document.empty();
  understood.at = time_point_of(text);
  if (understood.type != AnswerType::kEffect && shown.comparator.empty()) {
    if (const Found versus = find_any(lower, kAgainst, 0); versus) {
      const Found end = find_any(lower, kGroupEnds, versus.end);
      shown.comparator =
          strip(std::string_view(text).substr(versus.end, end ? end.start - versus.end : std::string::npos));
    }
  }
  if (understood.value == ValueType::kNumber && lower.find("target ") != std::string::npos)
    understood.needed = {"target", "goal", "aim"};
  understood.about_links = holds(lower, {"citation", "reference", "citing"}) &&
                           holds(lower, {"not be resolved", "unresolved", "not resolve", "dangl", "missing reference",
                                         "without a reference", "no reference", "cannot be traced"});
  for (const auto& [words, kind] :
       {std::pair("q&a", "qa"), std::pair("web page", "web"), std::pair("guideline", "guideline")})
    if (understood.about_links && lower.find(words) != std::string::npos) understood.kind = kind;

  // The role that weighs most comes first: a word of the outcome keeps that role.
  Terms terms(understood.terms);
  terms.add(shown.outcome, Role::kOutcome);
  terms.add(shown.subject, Role::kSubject);
  terms.add(shown.comparator, Role::kComparator);
  if (understood.type != AnswerType::kEffect) terms.add(text, Role::kOther);
  terms.add(shown.population, understood.type == AnswerType::kEffect ? Role::kPopulation : Role::kOther);
  if (understood.terms.empty()) terms.add(text, Role::kOther);
  for (QuestionTerm& term : understood.terms) {
    term.measure = understood.type == AnswerType::kValue && names_value(term.stem, understood);
    shown.terms.push_back(term.text);
  }
  find_names(text, understood.terms);
  find_pointers(text, understood.terms);
  understood.study_size = study_size_of(text);
  for (std::string_view word :
       {"which factors", "what factors", "what are", "which items", "which criteria", "which components"})
    understood.list = understood.list || lower.find(word) != std::string::npos;
  for (const Mention& mention : mentions(text)) {
    if (mention.narrower || mention.meant->kind == "unit") continue;
    const auto meant = stems_of(slice(text, mention.span));
    const auto add = [&](std::string_view words) {
      auto stems = stems_of(words);
      if (stems != meant) understood.synonyms.push_back({std::move(stems), meant});
    };
    add(mention.meant->name);
    for (std::string_view synonym : mention.meant->synonyms) add(synonym);
  }
  return understood;
}

UnderstoodQuestion understand(std::string_view text) {
  Question question;
  question.text = std::string(text);
  return understand(question);
}

Interpretation interpret(std::string_view question) { return understand(question).shown; }

}  // namespace warrant
