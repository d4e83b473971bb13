// Values <-> JSON, as the contract (README "Records") says: every record carries "schema": 1, absent is null, numbers
// are numbers, offsets are UTF-8 bytes into the canonical text. The only nlohmann-json user.
// All functions return one line without a trailing newline (NDJSON); `pretty` re-indents one such line.
#pragma once

#include <string>
#include <string_view>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/model/answer_state.h"
#include "src/model/claim.h"
#include "src/model/finding.h"

namespace warrant {

std::string to_json(const DocumentRecord& document);
std::string to_json(const ClaimRecord& claim);
std::string to_json(const ReferenceRecord& reference);
std::string to_json(const ReviewRecord& review);
std::string to_json(const PassageHit& hit);
std::string to_json(const Answer& answer);
std::string to_json(const Finding& finding);
std::string to_json(const QuoteVerdict& verdict);

// One line of `ask --batch`: {"id", "question", "document"?}. Errors name what is wrong with the line.
Result<Question> question_from_json(std::string_view line);

// The other way round, without its id: a saved question.
std::string question_to_json(const Question& question);

std::string to_json(const AnswerState& state);
Result<AnswerState> answer_state_from_json(std::string_view line);

// One line of `review --import`: {"claim", "status", "by", "at"?, "note"?}, or what to_json() makes of a review. `at`
// is empty when the line has none.
Result<Review> review_from_json(std::string_view line);

// The same JSON indented by two spaces, for `--format json`.
std::string pretty_json(std::string_view json);

// A JSON string literal, quotes included; ill-formed UTF-8 becomes U+FFFD.
std::string json_quote(std::string_view text);

}  // namespace warrant
