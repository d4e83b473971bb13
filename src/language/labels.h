// Which words of a sentence belong to which of its numbers: "20.0 and 25.3 months for groups A and B" gives 20.0 to
// group A; "XELIRI (10.3) … FOLFIRI (9.3)", "10.3 with XELIRI versus 9.3 with FOLFIRI" and "(A vs B) … 13% vs 22%" are
// read as well. So a number that belongs to one arm, outcome or time point is not taken for another's.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/language/reported.h"
#include "src/model/document.h"

namespace warrant {

// Other words for short forms that a document defines: lower-case short form ("crt", "group a") -> stems of its long
// form.
using Aliases = std::map<std::string, std::set<std::string>, std::less<>>;
// From the abbreviations of a document and its "… (group A)", "group A (…)".
Aliases aliases_of(const Document& document);

// The stems of the content words of `text`, with those of the short forms in it, group letters ("group a") and time
// points ("12mo"). Numbers, function words and words for any group ("patients", "arm") are left out.
std::set<std::string> label_words(std::string_view text, const Aliases& aliases);

// Those behind "compared with", "versus", "than": what a statement's subject is set against.
std::set<std::string> comparator_words(std::string_view text);

struct LabelledNumber {
  ReportedNumber number;
  ByteSpan span;                    // of its digits, in the text
  std::set<std::string> words;      // that belong to it and its like, not to the whole sentence; with their aliases
  std::set<std::string> groups;     // those of them that name a group ("control group")
  std::set<std::string> near;       // all words between its neighbours: what may belong to it as well
  std::set<std::string> printed;    // `words` without aliases
  std::set<std::string> inherited;  // those of `words` that stand before an earlier number, none before this one
  std::size_t clause = 0;           // numbers parted by ';' and a verb stand in different ones
  std::size_t pair = 0;  // numbers that share out one list of names ("A vs. B: 13% vs. 22%") have the same; 0 = none
  int phase = 0;         // -1: before what was done ("at baseline"), 1: after it ("after training"), 0: not told
};

// The phase of a header, row or statement as a whole; 0 where it names none or both.
int phase_of_label(std::string_view label);

// The numbers that `text` reports, each with its words. A dose or threshold ("5 mg", "a cut-off of 15 mm") is a number
// of its own, and beside other numbers a word. Linear in the text for a bounded count of numbers.
std::vector<LabelledNumber> labelled_numbers(std::string_view text, const Aliases& aliases);

// The numbers that `text` mentions without reporting them: sizes of groups, times, durations.
std::vector<LabelledNumber> mentioned_numbers(std::string_view text, const Aliases& aliases);

// The label word of a dose: "5mg".
std::string dose_word(const ReportedNumber& number);

enum class Owner { kUnknown, kThis, kOther };
// Whether the words of a statement name what `number` belongs to, or what `rival` (of the same sentence or row) does.
// `said_groups`: the words of the statement that name its number's group, where it names one.
Owner owner_of(const std::set<std::string>& statement, const LabelledNumber& number, const LabelledNumber& rival,
               const std::set<std::string>& said_groups = {});

}  // namespace warrant
