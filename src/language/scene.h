// A sentence as the judge of directions sees it: which of its words are of the outcome, the subject and the comparator
// asked for, its clauses, its p values. Inside src/language only.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/language/concepts.h"
#include "src/language/direction.h"
#include "src/language/words.h"

namespace warrant {

inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// The stems of a phrase, and the concepts it mentions.
struct Topic {
  std::set<std::string, std::less<>> stems;
  std::set<const Concept*> concepts;

  explicit Topic(std::string_view phrase);
  void without(const Topic& other);
};

enum class Side : char { kNobody, kSubject, kComparator };

// A clause: words [from, to).
struct Clause {
  std::size_t from, to;
};

struct SaidP {
  std::size_t at;  // the word "p"
  bool significant;
};

struct Scene {
  Scene(std::string_view sentence, const Comparison& asked);

  Words words;
  std::vector<CueHit> hits;
  Topic outcome, subject, comparator;  // of the groups: the words that only the one has
  Topic shared;                        // words of the comparator that the subject has too
  std::optional<bool> harm;            // whether less of the outcome asked for is better
  bool time_to_event;                  // the outcome is a survival or a time to an event: a low hazard means more of it
  std::vector<bool> about;             // word by word: of the outcome
  std::vector<Side> side;              // word by word: of which group
  std::vector<bool> inside;            // word by word: in brackets
  std::vector<Clause> clauses;
  std::vector<SaidP> p_values;

  // The clauses, those with most words of the outcome first.
  std::vector<std::size_t> by_relevance() const;
  // The word of a clause that speaks of the outcome, or kNowhere.
  std::size_t anchor(Clause clause) const;
  // The p value that belongs to a word: the next one in the clause, else the last.
  std::optional<SaidP> p_value_for(std::size_t word, Clause clause) const;
  // Whether less of the outcome is better for the patient: as asked, or as far as the clause tells.
  bool bad_outcome(Clause clause) const;
  bool after_plus_minus(std::size_t word) const;

 private:
  void mark(std::string_view sentence);
  void mark_usual_groups();
  void split_clauses();
  void find_p_values();
};

// A rough stem: enough to tell "gametocyte" and "gametocytes" as one.
std::string_view topic_stem(std::string_view word);

// The direction that a clause's numbers tell where its words tell none: an effect estimate with its interval, or two
// groups' figures with a significant p value.
Direction direction_of_numbers(const Scene& scene, Clause clause, std::size_t about);

Direction of_sign(int sign);

}  // namespace warrant
