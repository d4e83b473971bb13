// How far two printings of a result agree: numbers exactly, words loosely. The parts that src/query/verdict.cc weighs.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/language/labels.h"
#include "src/language/number.h"
#include "src/model/claim.h"

namespace warrant {

// A number with its unit as printed in running text or a table cell.
struct Quantity {
  double value = 0;
  int decimals = 0;
  Operator op = Operator::kNone;
  std::string unit;          // "%", months, years, weeks, days, "" = none printed
  bool range_start = false;  // first number of "3.5-7"
  ByteSpan span;             // relative to the text given
};

// Every well-formed number of `text`, in order, with its unit; both numbers of a range have the range's unit.
std::vector<Quantity> quantities_of(std::string_view text);

// What a citing sentence or draft says, made ready for comparing.
struct CitingStatement {
  std::string text;
  std::set<std::string> words;  // stems of content words; no numbers, no names before "et al.", no citation marks
  std::vector<std::pair<std::string, std::string>> printed;  // stem and word as printed, for searching
  std::vector<Quantity> key;          // the numbers that must be found: value, range end, interval, p
  std::string outcome;                // of the claim
  ReportedNumber number;              // the claim's own number as printed; its value is the claim's
  std::optional<double> partner;      // the other end of "from 8.1 to 7.0"
  ByteSpan number_span;               // of its digits in `text`, empty when not found
  std::set<std::string> groups;       // words that name its number's group
  std::set<std::string> set_against;  // words of what it is compared with
  std::set<std::string>
      labels;                   // words that may tell arms, outcomes and time points apart, without other numbers' ones
  std::set<std::string> topic;  // the same with all of them
  int phase = 0;                // of its number, as labels.h has it
  std::set<std::string> units;  // of its other numbers: "4.6 days with A and 4.63 with B"
};
CitingStatement statement_of(const Claim& claim, std::string_view words);

// A sentence or table row of a source.
struct SourceSentence {
  ByteSpan span;  // in the source's text
  std::string text;
  std::set<std::string> words;   // its own and those of its section titles, caption and header row
  std::set<std::string> before;  // those of the sentence before it in its paragraph
  std::vector<Quantity> numbers;
  bool table_row = false;
  std::int32_t passage = -1;
  bool result = true;     // not of a section that tells of other works or of what was planned
  bool cites = false;     // it names other works
  bool caption = false;   // or a note of a table
  bool percents = false;  // of a table row: it, its headers or caption speak of percent; filled by label()
  std::vector<LabelledNumber> labelled;               // filled by label(), as are the next four
  std::vector<LabelledNumber> mentioned;              // what it prints and does not report
  std::vector<std::pair<Operator, double>> p_values;  // in its text, or under the header of a p value
  std::set<std::string> own_labels;                   // label words of its own text
  std::set<std::string> context_labels;  // of its section titles and caption; of a row also what heads its first cell
  std::set<std::string> heading;         // of a row: words of the row without numbers above it, which heads it
  bool is_labelled = false;
};

// Fills `labelled`: of running text by its words, of a table row by the headers of its columns.
void label(SourceSentence& sentence, const IndexedDocument& document, const Aliases& aliases);
// Sentences of evidence places, in order.
std::vector<SourceSentence> source_sentences(const IndexedDocument& document);

// Words around a claim of the source: its sentence or row, subject, outcome, section, caption.
std::set<std::string> context_words(const IndexedDocument& document, const Claim& claim, ByteSpan sentence);

// The stems of its title's content words.
std::set<std::string> title_words(const IndexedDocument& document);

// 1, less for words that any result has ("patients", "significant").
double weight_of(const std::string& stem_word);

// Share of the statement's words that the other side holds, by weight, 0 to 1.
// `known`: words that are taken for granted, those of the source's title.
double shared_words(const CitingStatement& statement, const std::set<std::string>& other,
                    const std::set<std::string>& known);

// The same of a sentence; what only the sentence before it holds counts half ("Of these, 39 died").
double shared_words(const CitingStatement& statement, const SourceSentence& sentence,
                    const std::set<std::string>& known);

bool same_measure(const Claim& a, const Claim& b);
// Both exact (or about), both bounds from above, or both from below.
bool same_operator(Operator a, Operator b);
bool same_times(const TimePoint& a, const TimePoint& b);

enum class Outcome { kSame, kUnknown, kOther };
Outcome compare_outcomes(const CitingStatement& statement, const Claim& claim, const Claim& other);

// Shared words of two group names over the shorter one, 0 to 1; 0 when either is not known.
double group_match(std::string_view a, std::string_view b);

// Stems of a group's name without words that name no group ("arm", "patients").
std::set<std::string> arm_words(std::string_view text);

struct Agreement {
  bool value = false;    // value, operator, range and unit
  bool rounded = false;  // equal only after rounding the source's to the claim's digits
  bool interval = true;  // false: both print one and they differ
  bool p = true;         // likewise
};
Agreement compare_numbers(const Claim& claim, const Claim& source);

struct NumbersFound {
  bool all = false;  // every key number stands in the sentence
  bool any = false;  // the first key number does
  bool rounded = false;
  bool rival = false;  // exactly one other number of the same unit and shape stands there
};
NumbersFound find_numbers(const CitingStatement& statement, const SourceSentence& sentence);

// True when every key number stands somewhere in the source's sentences; `first` is where the first of them stands.
bool numbers_apart(const CitingStatement& statement, const std::vector<SourceSentence>& sentences, ByteSpan& first);

// True when the sentence names an endpoint, and not the statement's.
bool names_other_outcome(const CitingStatement& statement, const SourceSentence& sentence);

// Whether the number of a source is the claim's: value (rounding allowed and told), operator and unit. A unit that is
// not printed fits any but a percent or a time; in a table any.
struct SameNumber {
  bool same = false, rounded = false, other_unit = false;  // other_unit: the value is the same, its unit is not
};
SameNumber compare_number(const CitingStatement& statement, const ReportedNumber& source, bool table_row);

// "Four out of five (79%)": a way to say a percentage, whose counts no source prints.
bool is_rough_share(const Claim& claim);

// The source prints fewer digits, and they agree.
bool rounds_back(const ReportedNumber& claim, const ReportedNumber& source);

}  // namespace warrant
