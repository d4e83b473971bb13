// The parts of a question: what is done (subject), against what (comparator), what becomes of what (outcome), in whom.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warrant {

struct QuestionParts {
  std::string subject, comparator, outcome;
  std::string population;     // the people, else the condition or setting, asked about
  bool effect = false;        // asks what the subject does to the outcome; else subject and outcome are empty
  bool of_condition = false;  // the outcome is whom or what the subject is good for: "is S effective in asthma"
  bool result = false;        // "pain outcome after surgery": the values found are asked for
  bool yes_or_no = false;     // "does …", "is …"
};

// `text` has single spaces only (collapse_space).
QuestionParts parts_of(std::string_view text);

// Holds a word for people: "pre-school employees".
bool names_people(std::string_view text);

// Those of a question on a value: "hazard ratio for OUTCOME with SUBJECT in POPULATION", as far as they stand there.
QuestionParts value_parts_of(std::string_view text);

// Those of "which factors predict OUTCOME in POPULATION" and its like.
QuestionParts factor_parts_of(std::string_view text);

// "Should SUBJECT be given in POPULATION"; with an OUTCOME it asks what SUBJECT does ("should women take S to gain O").
QuestionParts recommendation_parts_of(std::string_view text);

// Stems of what is to be done in "should X be drained or aspirated"; none for "be given", "be used", "be treated".
std::vector<std::string> deed_of(std::string_view text);

// "Sensitivity of SUBJECT for POPULATION", which is a condition there.
QuestionParts accuracy_parts_of(std::string_view text);

// "How common is OUTCOME in POPULATION", "how often do POPULATION OUTCOME", "prevalence of OUTCOME in POPULATION".
QuestionParts frequency_parts_of(std::string_view text);

// "What proportion of POPULATION on SUBJECT had OUTCOME at …".
QuestionParts share_parts_of(std::string_view text);

// OUTCOME of "odds ratio for OUTCOME with …", or "".
std::string ratio_outcome_of(std::string_view text);

// The second of two groups that a question on a value names ("… with ice versus heat in adults"), or "".
std::string second_group_of(std::string_view text);

}  // namespace warrant
