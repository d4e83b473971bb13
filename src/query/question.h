// A reviewer's words -> what is asked: the parts of the question and the words to look for, each with a weight.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/model/answer.h"

namespace warrant {

enum class Role { kOutcome, kSubject, kComparator, kPopulation, kOther };

struct QuestionTerm {
  std::string text;  // as typed
  std::string stem;
  Role role = Role::kOther;
  bool number = false;
  bool measure = false;     // names the measure or time asked for: a value of that kind says it
  bool people = false;      // "patients": every work has them, so that no answer must say them
  bool population = false;  // of the population of a question on a value
  bool condition = false;   // of an outcome, behind "in", "after"…: "colds in winter"
  int name = 0;             // a short form that an answer must speak of; those of one group are alternatives; 0 = none
  int pointer = 0;          // of "Chan (21)": one group of these is enough for an answer; 0 = none
};

// What kind of answer fits.
enum class AnswerType {
  kAny,     // a statement
  kEffect,  // what a treatment or factor does to an outcome
  kValue,   // a number
};

// What a number must look like to be the answer.
enum class ValueType {
  kNone,
  kNumber,        // any: "how many", "which total"
  kShare,         // with %: "what proportion", "complication rate"
  kDuration,      // with a unit of time
  kDose,          // with a unit of dose: "which dose", "fractionation"
  kSurvivalRate,  // share alive at a time
  kSurvival,      // a time or a share alive: "what is the overall survival"
  kRatio,         // hazard, odds, risk ratio
  kMean,          // a mean or median: "mean length of stay"
  kAccuracy,      // of a test: "how accurate", "sensitivity"
};

// What a sentence must do to be the answer, beside holding the words and the value.
enum class Sought {
  kNothing,
  kDefinition,      // "how is X defined"
  kRecommendation,  // "should we", "is X recommended"
  kFactors,         // "which factors", "predictors of"
};

// Other words for some of the question's words (src/language/concepts.h), all as stems.
struct Synonym {
  std::vector<std::string> words, meant;
};

struct UnderstoodQuestion {
  Interpretation shown;
  std::string design;                       // of the studies asked for, as said; "" = any
  std::int32_t year_from = 0, year_to = 0;  // of their publication; 0 = open
  std::string text;                         // the question
  AnswerType type = AnswerType::kAny;
  ValueType value = ValueType::kNone;
  Sought sought = Sought::kNothing;
  bool sought_in_parts = false;        // and of what is known
  bool outcome_is_condition = false;   // "is S useful in asthma": what is asked for there is not said
  bool outcome_comes = false;          // "risk of O", "incidence of O": how many get it
  bool asks_harms = false;             // "is S safe in P"
  bool yes_or_no = false;              // "does", "is": signs of a result count
  bool result = false;                 // "pain outcome after surgery": the values found are asked for
  bool list = false;                   // "which factors", "what are the items"
  std::string at;                      // a time point as words' stems: "5 year"; "" when none is asked
  std::vector<std::string> needed;     // stems of which the sentence with the number must hold one; empty = none
  std::string needed_of;               // the stem that it must stand beside: "haemoglobin" of "target haemoglobin"
  std::vector<std::string> endpoints;  // names of endpoints asked for (src/language/concepts.h)
  struct Phrase {
    std::string joint;               // the preposition before it, "" at the beginning
    std::vector<std::string> stems;  // without names in capitals, numbers, people and words of the measure
  };
  std::vector<Phrase> phrases;         // what stands between prepositions
  std::vector<std::string> designs;    // parts of names of designs, one of which documents must have; empty = all
  std::string study_size;              // "55" of "n = 55" or "the 55 patients": only a document that says so is meant
  std::vector<std::string> predicate;  // of "what proportion were cured": stems; the answer must say the last
  std::vector<std::string> deeds;      // of "should X be drained or aspirated": an answer must say one
  std::vector<std::string> ratio_of;   // of "odds ratio for O": stems of O, half of which its place must name
  bool counts_people = false;          // "how many patients": a count or share of people is asked for
  bool plan = false;                   // "how many will be recruited": what is planned is asked for
  bool deaths = false;                 // deaths are asked for, so an answer must speak of them
  bool document_given = false;         // one document is asked
  bool about_links = false;            // asks for citations that lead nowhere
  std::string kind;                    // of the documents asked about, "" = all
  std::vector<Synonym> synonyms;
  std::vector<QuestionTerm> terms;  // no stem twice; the most telling role wins
};

// The text names endpoints, and none of those asked for: progression-free is not overall survival.
bool other_endpoint(std::string_view text, const UnderstoodQuestion& question);

// The words, with the corrections that the question brings (Question::outcome…).
UnderstoodQuestion understand(const Question& question);
UnderstoodQuestion understand(std::string_view question);

}  // namespace warrant
