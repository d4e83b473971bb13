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
};

// What kind of answer fits.
enum class AnswerType {
  kAny,     // a statement
  kEffect,  // what a treatment or factor does to an outcome
  kValue,   // a number of the asked measure
};

struct UnderstoodQuestion {
  Interpretation shown;
  AnswerType type = AnswerType::kAny;
  std::vector<QuestionTerm> terms;  // no stem twice; the most telling role wins
};

UnderstoodQuestion understand(std::string_view question);

}  // namespace warrant
