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
constexpr std::array<std::string_view, 8> kAuxiliaries = {"does ", "do ", "did ", "can ",
                                                          "will ", "is ", "are ", "was "};

std::string_view strip(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.back() == '?' || text.back() == '.' || text.back() == ',')) text.remove_suffix(1);
  for (std::string_view article : {"the ", "a ", "an ", "The "})
    if (text.substr(0, article.size()) == article) text.remove_prefix(article.size());
  return trim(text);
}

struct Parts {
  std::string_view subject, comparator, outcome;
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
  static constexpr std::array<std::string_view, 34> kFillers = {
      "agre",     "answer", "articl", "call",   "caveat", "cite",  "cohort", "consid", "corpu",
      "document", "evid",   "exist",  "file",   "find",   "found", "give",   "item",   "know",
      "known",    "list",   "make",   "mani",   "match",  "mean",  "much",   "number", "page",
      "publish",  "quot",   "refer",  "report", "requir", "say",   "state"};
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

}  // namespace

UnderstoodQuestion understand(std::string_view question) {
  UnderstoodQuestion understood;
  const std::string text = collapse_space(question.substr(0, std::min<std::size_t>(question.size(), 4096)));
  const std::string lower = ascii_lower(text);
  Interpretation& shown = understood.shown;

  Parts parts;
  if (read_effect_of(text, lower, parts) || read_act(text, lower, parts)) {
    shown.subject = strip(parts.subject);
    shown.comparator = strip(parts.comparator);
    shown.outcome = strip(parts.outcome);
    understood.type = AnswerType::kEffect;
  }
  for (const MeasureWords& known : kMeasures) {
    if (lower.find(known.words) == std::string::npos) continue;
    shown.measure = known.measure;
    understood.value = known.value;
    if (understood.type == AnswerType::kAny) understood.type = AnswerType::kValue;
    break;
  }

  understood.at = time_point_of(text);
  if (understood.type != AnswerType::kEffect) {
    if (const Found versus = find_any(lower, kAgainst, 0); versus) {
      const Found end = find_any(lower, kGroupEnds, versus.end);
      shown.comparator =
          strip(std::string_view(text).substr(versus.end, end ? end.start - versus.end : std::string::npos));
    }
  }

  // The role that weighs most comes first: a word of the outcome keeps that role.
  Terms terms(understood.terms);
  terms.add(shown.outcome, Role::kOutcome);
  terms.add(shown.subject, Role::kSubject);
  terms.add(shown.comparator, Role::kComparator);
  if (understood.type != AnswerType::kEffect) terms.add(text, Role::kOther);
  if (understood.terms.empty()) terms.add(text, Role::kOther);
  for (QuestionTerm& term : understood.terms) {
    static constexpr std::array<std::string_view, 14> kMeasureWords = {"dai",    "durat",  "hazard", "median", "month",
                                                                       "odd",    "overal", "rate",   "ratio",  "risk",
                                                                       "surviv", "time",   "week",   "year"};
    term.measure = understood.type == AnswerType::kValue &&
                   (std::binary_search(kMeasureWords.begin(), kMeasureWords.end(), std::string_view(term.stem)) ||
                    (!understood.at.empty() && understood.at.rfind(term.stem + " ", 0) == 0));
    shown.terms.push_back(term.text);
  }
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

Interpretation interpret(std::string_view question) { return understand(question).shown; }

}  // namespace warrant
