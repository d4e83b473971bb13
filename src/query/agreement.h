// How far two printings of a result agree: numbers exactly, words loosely. The parts that src/query/verdict.cc weighs.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
struct Statement {
  std::string text;
  std::set<std::string> words;  // stems of content words; no numbers, no names before "et al.", no citation marks
  std::vector<std::pair<std::string, std::string>> printed;  // stem and word as printed, for searching
  std::vector<Quantity> key;  // the numbers that must be found: value, range end, interval, p
  std::string outcome;        // of the claim
};
Statement statement_of(const Claim& claim, std::string_view words);

// A sentence or table row of a source.
struct SourceSentence {
  ByteSpan span;  // in the source's text
  std::string text;
  std::set<std::string> words;  // its own and those of its section titles, caption and header row
  std::vector<Quantity> numbers;
  bool table_row = false;
};
// Sentences of evidence places, in order.
std::vector<SourceSentence> source_sentences(const IndexedDocument& document);

// Words around a claim of the source: its sentence or row, subject, outcome, section, caption.
std::set<std::string> context_words(const IndexedDocument& document, const Claim& claim, ByteSpan sentence);

// Share of the statement's words that the other side holds, 0 to 1.
double shared_words(const Statement& statement, const std::set<std::string>& other);

bool same_measure(const Claim& a, const Claim& b);
bool same_times(const TimePoint& a, const TimePoint& b);

enum class Outcome { kSame, kUnknown, kOther };
Outcome compare_outcomes(const Statement& statement, const Claim& claim, const Claim& other);

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
NumbersFound find_numbers(const Statement& statement, const SourceSentence& sentence);

// True when every key number stands somewhere in the source's sentences; `first` is where the first of them stands.
bool numbers_apart(const Statement& statement, const std::vector<SourceSentence>& sentences, ByteSpan& first);

// True when the sentence names an endpoint, and not the statement's.
bool names_other_outcome(const Statement& statement, const SourceSentence& sentence);

enum class Turn { kSame, kUnknown, kOpposite };
// Whether two statements turn the same way (longer / shorter, higher / lower, more / fewer; significant or not).
Turn compare_directions(const Statement& statement, const SourceSentence& sentence);
// The same of the words next before the value at these bytes.
Turn compare_directions_at(std::string_view a, std::size_t value_a, std::string_view b, std::size_t value_b);

}  // namespace warrant
