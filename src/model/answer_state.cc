#include "src/model/answer_state.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace warrant {
namespace {

auto key(const AnswerState::Item& item) { return std::tie(item.document, item.quote); }

bool before(const AnswerState::Item& a, const AnswerState::Item& b) { return key(a) < key(b); }

}  // namespace

AnswerState state_of(const Answer& answer) {
  AnswerState state{answer.status, answer.summary, {}};
  for (const EvidenceItem& e : answer.evidence)
    state.evidence.push_back(
        {e.document.id, e.claim ? e.claim->claim.id : std::string(), e.quote, e.document.retraction});
  std::stable_sort(state.evidence.begin(), state.evidence.end(), before);
  state.evidence.erase(std::unique(state.evidence.begin(), state.evidence.end(),
                                   [](const auto& a, const auto& b) { return key(a) == key(b); }),
                       state.evidence.end());
  return state;
}

AnswerChange compare(const AnswerState& then, const AnswerState& now) {
  AnswerChange change;
  std::set_difference(now.evidence.begin(), now.evidence.end(), then.evidence.begin(), then.evidence.end(),
                      std::back_inserter(change.added), before);
  std::set_difference(then.evidence.begin(), then.evidence.end(), now.evidence.begin(), now.evidence.end(),
                      std::back_inserter(change.gone), before);
  for (const AnswerState::Item& item : now.evidence) {
    const auto at = std::lower_bound(then.evidence.begin(), then.evidence.end(), item, before);
    if (at != then.evidence.end() && key(*at) == key(item) && at->retraction != item.retraction)
      change.marked.push_back(item);
  }
  change.changed = then.status != now.status || then.summary != now.summary || !change.added.empty() ||
                   !change.gone.empty() || !change.marked.empty();
  return change;
}

}  // namespace warrant
