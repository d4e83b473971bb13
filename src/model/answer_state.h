// What an answer rests on, reduced to what a person would call a change of it: status, summary and the quotes, not
// ranks and scores.
#pragma once

#include <string>
#include <vector>

#include "src/model/answer.h"

namespace warrant {

struct AnswerState {
  struct Item {
    std::string document, claim, quote;  // claim "" = a sentence without one
    std::string retraction;              // the document's mark

    friend bool operator==(const Item&, const Item&) = default;
  };
  std::string status, summary;
  std::vector<Item> evidence;  // in order of document and quote

  friend bool operator==(const AnswerState&, const AnswerState&) = default;
};

AnswerState state_of(const Answer& answer);

struct AnswerChange {
  bool changed = false;
  std::vector<AnswerState::Item> added, gone;
  std::vector<AnswerState::Item> marked;  // the same quote, whose document is marked (or cleared) since
};

// Evidence is the same when document and quote are.
AnswerChange compare(const AnswerState& before, const AnswerState& now);

}  // namespace warrant
