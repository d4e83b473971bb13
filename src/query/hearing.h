// The parts of hear() (src/query/testimony.h): what a source says about a statement's number where it stands, about
// other numbers of the same thing, and about statements without numbers. Each fills the testimony it is given.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/query/testimony.h"

namespace warrant {

inline constexpr double kSameWords = 0.5;       // share of the claim's words that a witness must hold
inline constexpr double kSameThing = 0.75;      // the same for words alone to be the opposite
inline constexpr double kSameStatement = 0.65;  // the same for another number to be a contradiction

// A sentence that tells the statement word for word has another number where the statement's own one stands.
bool hear_aligned(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// A statement of how many took part, where the source tells it; false: it is none, or nothing is known.
bool hear_sample(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// Two numbers of the statement with a group each: the source has the two with the groups exchanged.
bool hear_pair(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// The number where it stands, with its group, outcome, time, interval, p value, unit and direction.
void hear_numbers(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// The source's claims of the same measure.
void hear_claims(const Claim& claim, const CitingStatement& statement, const IndexedDocument& source,
                 Testimony& testimony);
// Another number of the same kind where the source speaks of the same thing, and the claim's number nowhere near.
void hear_rivals(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// The number that the statement belongs to most, where its own stands nowhere: one that a slip in copying made it from,
// or one that nearly all of the statement speaks of.
void hear_altered(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// The number itself, with another unit of its kind and nowhere with its own: "13.8 weeks" of 13.8 days.
void hear_unit(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);
// Statements without numbers: the same words turned the same way or the other way.
void hear_words(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony);

// Measures whose value names the whole result; a count or a length of follow-up is one of many.
bool is_result(std::string_view measure);

// A number of the source with how much of the statement belongs to it.
struct Owned {
  const SourceSentence* sentence = nullptr;
  const LabelledNumber* number = nullptr;
  double share = -1;
};

// Both print an interval, and it is the same (rounding allowed) or is not.
enum class Intervals { kOneMissing, kSame, kOther };
Intervals compare_intervals(const ReportedNumber& claim, const ReportedNumber& source);

// The statement as it stands in the sentence, word for word and number for number, but for what a few words part.
bool is_told_in_order(std::string_view statement, std::string_view sentence);

// Time points of two sets of words: true when both have one and none is the same.
bool other_time(const std::set<std::string>& statement, const std::set<std::string>& there);
std::set<std::string> time_words(const std::set<std::string>& words);

// Each side names one of a pair of opposites and not the other: "male" against "female", "low" against "high".
bool are_opposed(const std::set<std::string>& statement, const std::set<std::string>& there);
// The statement names one group and the number's words another: neither is a word for any active or control group.
bool are_other_groups(const std::set<std::string>& statement, const std::set<std::string>& there,
                      const std::set<std::string>& known);
// Words for a group that had nothing, or what is usual: "placebo", "control".
bool names_control(const std::set<std::string>& words);
// "Intervention", "experimental", "active": the other group.
bool names_active(const std::set<std::string>& words);

bool holds(const SourceSentence& sentence, double value);
ByteSpan sentence_span(const IndexedDocument& document, const Claim& claim);
// A number as a reason shows it, and the words of the source printed around it.
std::string shown(const ReportedNumber& number);
std::string around(const SourceSentence& sentence, const LabelledNumber& number);

}  // namespace warrant
