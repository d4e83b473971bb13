#include "src/query/asked_value.h"

#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/model/claim.h"

namespace warrant {
namespace {

struct MeasureWords {
  std::string_view words, measure;
  ValueType value;
};

// Words that ask for a number. The first that occurs decides.
constexpr std::array<MeasureWords, 59> kMeasures = {{
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
    {"how long do ", measure::kMedianSurvival, ValueType::kDuration},
    {"how long can ", measure::kMedianSurvival, ValueType::kDuration},
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
    {"which fraction", "", ValueType::kShare},
    {"what fraction", "", ValueType::kShare},
    {"how common ", "", ValueType::kShare},
    {"how frequent", "", ValueType::kShare},
    {"how often ", "", ValueType::kShare},
    {"incidence of ", "", ValueType::kShare},
    {"prevalence of ", "", ValueType::kShare},
    {"how accurate ", "", ValueType::kAccuracy},
    {"how sensitive ", "", ValueType::kAccuracy},
    {"how specific ", "", ValueType::kAccuracy},
    {"accuracy of ", "", ValueType::kAccuracy},
    {"sensitivity of ", "", ValueType::kAccuracy},
    {"specificity of ", "", ValueType::kAccuracy},
    {"sensitivity and specificity", "", ValueType::kAccuracy},
    {"diagnostic accuracy", "", ValueType::kAccuracy},
    {"area under the ", "", ValueType::kAccuracy},
    {"predictive value", "", ValueType::kAccuracy},
    {"c-index", "", ValueType::kAccuracy},
    {"concordance index", "", ValueType::kAccuracy},
    {"how long ", "", ValueType::kDuration},
    {"how many ", "", ValueType::kNumber},
    {"which total", "", ValueType::kNumber},
    {"point total", "", ValueType::kNumber},
    {"cut-off", "", ValueType::kNumber},
    {"cutoff", "", ValueType::kNumber},
    {"threshold", "", ValueType::kNumber},
    {"target ", "", ValueType::kNumber},
}};

// "complication rate", "the rate of anastomotic leak": a share of people; not the heart rate, nor a rate of decline.
bool asks_rate(std::string_view text) {
  static constexpr std::array<std::string_view, 15> kOfTime = {
      "heart",  "puls",     "respiratori", "breath",   "filtrat", "flow",  "metabol", "infus",
      "growth", "sediment", "ventricular", "clearanc", "ventil",  "sweat", "work"};
  static constexpr std::array<std::string_view, 11> kOfChange = {
      "absorpt", "chang", "clearanc", "declin", "decreas", "growth", "heal", "increas", "infus", "loss", "progress"};
  const auto words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string printed = ascii_lower(slice(text, words[i].span));  // not "self-rating"
    if (printed != "rate" && printed != "rates") continue;
    if (i > 0 && std::find(kOfTime.begin(), kOfTime.end(), words[i - 1].stem) != kOfTime.end()) continue;
    const auto last = words.begin() + static_cast<std::ptrdiff_t>(std::min(i + 5, words.size()));
    if (std::none_of(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, last, [&](const Word& word) {
          return std::find(kOfChange.begin(), kOfChange.end(), word.stem) != kOfChange.end();
        }))
      return true;
  }
  return false;
}

// "What is the mortality after hip fracture", "what is the risk of bleeding with X".
bool asks_chance(std::string_view lower) {
  static const RE2 form(
      R"(^(?:what|how high|how great) (?:is|was|are|were) the (?:[\w-]+ ){0,2}(?:mortality|fatality|(?:risk|chance|probability|likelihood|frequency) of)\b)");
  return RE2::PartialMatch(re2::StringPiece(lower.data(), lower.size()), form);
}

// "What is the overall survival with X": a time, or a share alive.
bool asks_survival(std::string_view lower) {
  static const RE2 form(
      R"(^(?:what|how long) (?:is|was) the (?:(?:overall|expected|cancer-specific|(?:progression|disease|relapse|recurrence|event)[- ]free) )*(?:survival|prognosis|life expectancy)\b)");
  return RE2::PartialMatch(re2::StringPiece(lower.data(), lower.size()), form);
}

// "Mean length of stay after X?", "what was the mean fall in Y".
bool asks_mean(std::string_view lower) {
  for (std::string_view head : {"what is the ", "what was the ", "what were the ", "what are the ", "the "})
    if (lower.starts_with(head)) lower.remove_prefix(head.size());
  static const RE2 score(R"(^(?:[\w-]+ ){1,3}(?:scores?|levels?|concentrations?) (?:of|in|after|with|for|at|on)\b)");
  if (RE2::PartialMatch(re2::StringPiece(lower.data(), lower.size()), score)) return true;
  return lower.starts_with("mean ") || lower.starts_with("average ") || lower.starts_with("median ");
}

// The word before `at` does not say sensitivity to what: "insulin sensitivity".
bool stands_alone(std::string_view lower, std::size_t at) {
  static constexpr std::array<std::string_view, 13> kBefore = {
      "", "and", "diagnostic", "how", "its", "negative", "or", "overall", "pooled", "positive", "the", "was", "what"};
  const std::string_view before = trim(lower.substr(0, at));
  const std::size_t space = before.rfind(' ');
  const std::string_view word = space == std::string_view::npos ? before : before.substr(space + 1);
  return std::find(kBefore.begin(), kBefore.end(), word) != kBefore.end();
}

}  // namespace

AskedValue asked_value(std::string_view text, bool effect) {
  const std::string lower = ascii_lower(text);
  const auto says = [&](std::string_view words) { return lower.find(words) != std::string::npos; };
  for (const MeasureWords& known : kMeasures) {
    const std::size_t said = lower.find(known.words);
    if (said == std::string::npos || (said > 0 && lower[said - 1] == '/')) continue;  // "benefit/risk ratio"
    if (known.value == ValueType::kAccuracy && !stands_alone(lower, said)) continue;
    // "how long do patients stay": no survival.
    if (known.words.starts_with("how long") && !known.measure.empty() && !says(" live") && !says("surviv") &&
        !says("alive") && !says(" life") && !says(" die"))
      continue;
    // What a treatment does to a survival rate is said in words, too.
    if (effect && known.value != ValueType::kRatio) return {known.measure, ValueType::kNone};
    return {known.measure, known.value};
  }
  if (effect) return {};
  if (asks_mean(lower)) return {"", ValueType::kMean};
  if (asks_survival(lower)) return {"", ValueType::kSurvival};
  return {"", asks_rate(text) || asks_chance(lower) ? ValueType::kShare : ValueType::kNone};
}

std::string time_point_of(std::string_view text) {
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view unit = words[i + 1].stem;
    // The stem of "one" is that of "on".
    const bool one = ascii_lower(slice(text, words[i].span)) == "one";
    const std::string number = one ? "1" : number_of_word(words[i].stem);
    if (!number.empty() && (unit == "year" || unit == "month" || unit == "week" || unit == "dai"))
      return number + " " + std::string(unit);
  }
  return "";
}

std::string without_time(std::string_view question) {
  static const RE2 time(
      R"((?i) (?:at|within|by|after|over) (?:the )?(?:first )?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?:days?|weeks?|months?|years?)\b)");
  std::string rest(question);
  RE2::GlobalReplace(&rest, time, "");
  return rest;
}

ValueType value_of_measure(std::string_view measure) {
  for (const MeasureWords& known : kMeasures)
    if (known.measure == measure) return known.value;
  return ValueType::kNumber;
}

bool names_value(std::string_view stem, const UnderstoodQuestion& understood) {
  static constexpr std::array<std::string_view, 5> kRatio = {"hazard", "odd", "relat", "risk", "ratio"};
  static constexpr std::array<std::string_view, 9> kDose = {"best",  "dosag", "dose",    "fraction", "fractionat",
                                                            "ideal", "optim", "regimen", "right"};
  static constexpr std::array<std::string_view, 14> kTime = {"dai",   "durat",  "last", "long",   "median",
                                                             "month", "overal", "rate", "surviv", "take",
                                                             "time",  "week",   "year", "ratio"};
  static constexpr std::array<std::string_view, 14> kShare = {
      "chanc", "common",    "fraction", "frequenc", "frequent", "incid", "likelihood",
      "often", "percentag", "preval",   "probabl",  "proport",  "rate",  "share"};
  static constexpr std::array<std::string_view, 19> kAccuracy = {
      "area",        "concord",  "curv",   "index",   "neg",      "posit",      "valu",
      "accur",       "accuraci", "detect", "diagnos", "diagnost", "differenti", "discrimin",
      "distinguish", "identifi", "sensit", "specif",  "tell"};
  const auto among = [&](const auto& words) { return std::find(words.begin(), words.end(), stem) != words.end(); };
  const bool time = !understood.at.empty() && (understood.at.rfind(std::string(stem) + " ", 0) == 0 ||
                                               understood.at.ends_with(" " + std::string(stem)));
  if (understood.value == ValueType::kRatio) return time || among(kRatio);
  if (understood.value == ValueType::kDose && among(kDose)) return true;
  if (understood.value == ValueType::kShare && among(kShare)) return true;
  if (understood.value == ValueType::kAccuracy && among(kAccuracy)) return true;
  if (understood.value == ValueType::kMean) return stem == "median" || stem == "averag";
  return among(kTime) || among(kRatio) || time;
}

}  // namespace warrant
