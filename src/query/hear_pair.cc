// Two numbers of a statement with a group each, and the same two numbers in the source with the groups exchanged.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/query/hearing.h"

namespace warrant {
namespace {

using Words = std::set<std::string>;

// Those of the one number that the other does not have.
Words apart(const LabelledNumber& number, const LabelledNumber& other) {
  Words out;
  for (const Words* words : {&number.words, &number.groups})
    for (const std::string& word : *words)
      if (!other.words.contains(word) && !other.groups.contains(word) && weight_of(word) == 1) out.insert(word);
  return out;
}

int shared(const Words& a, const Words& b) {
  return static_cast<int>(std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
}

bool is_value(const ReportedNumber& said, const ReportedNumber& there) {
  return std::fabs(std::fabs(said.value) - std::fabs(there.value)) < 1e-9 && said.decimals == there.decimals &&
         (said.unit == there.unit || there.unit.empty() || said.unit.empty());
}

// The one number of a place that is `said`; null = none or several.
const LabelledNumber* only_one(const ReportedNumber& said, const std::vector<LabelledNumber>& numbers) {
  const LabelledNumber* found = nullptr;
  for (const LabelledNumber& number : numbers) {
    if (!is_value(said, number.number)) continue;
    if (found != nullptr) return nullptr;
    found = &number;
  }
  return found;
}

}  // namespace

bool hear_pair(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  const std::vector<LabelledNumber> said = labelled_numbers(statement.text, {});
  const LabelledNumber* own = nullptr;
  for (const LabelledNumber& number : said)
    if (number.span.start == statement.number_span.start && !statement.number_span.empty()) own = &number;
  if (own == nullptr) return false;
  for (const LabelledNumber& other : said) {
    if (&other == own || other.number.unit != own->number.unit || other.number.change_start ||
        own->number.change_start || is_value(own->number, other.number))
      continue;
    const Words mine = apart(*own, other), theirs = apart(other, *own);
    if (mine.empty() || theirs.empty()) continue;
    const SourceSentence* place = nullptr;
    const LabelledNumber* there = nullptr;
    double best = 0;
    for (SourceSentence& sentence : source.sentences) {
      if (!sentence.result || !holds(sentence, own->number.value) || !holds(sentence, other.number.value)) continue;
      source.label(sentence);
      const LabelledNumber* a = only_one(own->number, sentence.labelled);
      const LabelledNumber* b = only_one(other.number, sentence.labelled);
      if (a == nullptr || b == nullptr || a->clause != b->clause) continue;
      // "… in the A group (x vs y)": which of the two is A's, the words do not say for sure.
      if (a->words.contains("~") || b->words.contains("~")) continue;
      const Words of_a = apart(*a, *b), of_b = apart(*b, *a);
      const int straight = shared(mine, of_a) + shared(theirs, of_b),
                crossed = shared(mine, of_b) + shared(theirs, of_a);
      if (straight > 0 || crossed == 0) {
        if (straight > 0) return false;
        continue;
      }
      const double words = shared_words(statement, sentence, source.title);
      if (words <= best) continue;
      place = &sentence, there = a, best = words;
    }
    if (place == nullptr || best < 0.3) continue;
    testimony.against = 1;
    testimony.against_span = place->span;
    testimony.against_reason =
        fmt::format("the source has them the other way round: \u201C{}\u201D", around(*place, *there));
    return true;
  }
  return false;
}

}  // namespace warrant
