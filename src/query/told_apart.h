// What tells the numbers of one place apart besides the names beside them: times and phases, "with" and "without", and
// which of them the statement's other words stand nearer to.
#pragma once

#include <string_view>
#include <vector>

#include "src/query/hearing.h"

namespace warrant {

// The table that a row stands in, -1 = none.
std::int32_t table_of(const SourceSentence& sentence, const WitnessDocument& source);

// The exact p values that a statement prints; usual bounds ("< 0.05") are left out.
std::vector<double> p_values_of(std::string_view text);

// The number is told of another time or phase ("at baseline") than the statement is.
bool is_other_time(const CitingStatement& statement, const SourceSentence& sentence, const LabelledNumber& number);

// The number of the same row and column but for its time, which is the statement's; its `number` is null = none.
Owned at_right_time(const CitingStatement& statement, const Owned& place, WitnessDocument& source);

// The statement speaks of those with something and the number of those without, or the other way, and `rival` is told
// of the statement's ones.
bool is_of_those_without(const CitingStatement& statement, const SourceSentence& sentence,
                         const std::vector<LabelledNumber>& pool, const LabelledNumber& number,
                         const LabelledNumber& rival);

// The noun behind the number names the other sex: "37 women" for "37 men".
bool is_of_other_people(const CitingStatement& statement, const SourceSentence& sentence, const LabelledNumber& number);

// Words of the statement stand beside `rival` alone, and beside `number` stands what it does not say:
// "somnolence (A: 21.8%; B: 14.6%), dizziness (A: 12.8%; …)".
bool is_nearer_to(const CitingStatement& statement, const LabelledNumber& number, const LabelledNumber& rival,
                  WitnessDocument& source);

}  // namespace warrant
