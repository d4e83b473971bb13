// Questions that are asked again after every run.
#pragma once

#include <cstdint>
#include <string>

namespace warrant {

struct SavedQuestion {
  std::string name;
  std::string question;  // JSON: question_to_json()
  std::string saved_at;  // UTC, ISO 8601
};

struct SavedAnswer {
  std::int64_t run = 0;  // the last one when it was asked
  std::string answered_at;
  std::string answer;  // JSON: AnswerState
};

}  // namespace warrant
