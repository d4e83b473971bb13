// Which way two statements turn: more or less of something, better or worse, or no difference; and whether a statement
// and a sentence of a source turn the same way.
#pragma once

#include "src/query/agreement.h"

namespace warrant {

// 1: it speaks of what is better, -1: of what is worse; 0: of both, none, or denied.
int worth_of(std::string_view text);

// Whether a stem tells more or less, better or worse.
bool is_direction_word(std::string_view stem);

enum class Turn { kSame, kUnknown, kOpposite };

// Of statements as a whole. "A more than B" and "B less than A" are the same; so are "did not differ" and "no effect".
Turn compare_turns(std::string_view statement, std::string_view sentence);

// A word of change stands beside one word in the statement and its opposite beside the same word in the sentence:
// "all markers increased" of "all markers decreased"; or the same beside the same. Words of both ways are left out.
struct WordTurn {
  bool same = false, opposite = false;
};
WordTurn turn_of_words(std::string_view statement, std::string_view sentence);

// One speaks of a loss or lack, the other not: "less weight" is "more weight loss".
bool loses_alone(std::string_view statement, std::string_view sentence);

// The statement says that a risk rose or fell, and the ratio with its whole interval says otherwise: "raised the risk
// (HR 0.56, 95% CI 0.38-0.83)".
bool belies_ratio(const CitingStatement& statement, const ReportedNumber& ratio);

// The statement's own numbers go the other way than its words: "increased from 90 to 45%", "less with A (94%) than with
// B (33%)".
bool belies_itself(const CitingStatement& statement);

// Of the words beside the claim's number and `number` of the sentence: those of its clause, else of the sentence when
// all of it turns one way. `ratio`: a ratio is told of its whole clause. Silent when they turn both ways.
Turn compare_turns_at(const CitingStatement& statement, const SourceSentence& sentence, const LabelledNumber& number,
                      bool ratio);

}  // namespace warrant
