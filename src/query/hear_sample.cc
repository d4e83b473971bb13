// How many took part: "Altogether 86 women with asthma were enrolled".
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/alike.h"
#include "src/language/stem.h"
#include "src/query/hearing.h"
#include "src/query/told_apart.h"

namespace warrant {
namespace {

// Words of taking part, by their stems in one spelling (alike.tsv: "enrolled", "included", "randomised" are "recruit").
const std::set<std::string, std::less<>> kTakingPart = {"recruit", "particip", "enter",   "particp", "analys",
                                                        "analyz",  "consist",  "compris", "volunt",  "join"};
// What says nothing of who they were.
const std::set<std::string, std::less<>> kFrame = {"altogeth", "total", "took",    "part",   "sampl", "all",
                                                   "final",    "sum",   "complet", "person", "adult", "volunt"};

bool takes_part(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  for (std::size_t w = 0; w < words.size(); ++w) {
    const std::string word = ascii_lower(slice(text, words[w].span));
    if ((kTakingPart.contains(one_spelling(words[w].stem)) && !word.starts_with("participant")) || word == "studied")
      return true;
    const bool part = w + 1 < words.size() && slice(text, words[w + 1].span) == "part";
    if (part && (word == "took" || word == "take" || word == "taking")) return true;
  }
  return false;
}

bool is_count(const ReportedNumber& number) {
  return number.decimals == 0 && (number.unit.empty() || number.unit == "people") && !number.low && number.value >= 2;
}

}  // namespace

bool hear_sample(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  const ReportedNumber& own = statement.number;
  if (!is_count(own) || !same_operator(own.op, Operator::kEqual) || !takes_part(statement.text) ||
      !statement.groups.empty())
    return false;
  // Behind the first number stand parts of it.
  for (const Quantity& q : quantities_of(statement.text))
    if (!statement.number_span.empty() && q.span.end <= statement.number_span.start) return false;
  std::set<std::string> who;
  for (const std::string& word : statement.words)
    if (weight_of(word) == 1 && !kTakingPart.contains(word) && !kFrame.contains(word) && !source.title.contains(word))
      who.insert(word);
  const auto same_people = [&](const SourceSentence& sentence) {
    return std::includes(sentence.words.begin(), sentence.words.end(), who.begin(), who.end());
  };
  bool printed = false;
  for (SourceSentence& sentence : source.sentences) {
    if (!holds(sentence, own.value)) continue;
    printed = true;
    if (sentence.table_row || sentence.cites || !takes_part(sentence.text) || !same_people(sentence)) continue;
    source.label(sentence);
    for (const auto* numbers : {&sentence.labelled, &sentence.mentioned})
      for (const LabelledNumber& number : *numbers) {
        if (!is_count(number.number) || std::fabs(number.number.value - own.value) > 1e-9 ||
            is_of_other_people(statement, sentence, number))
          continue;
        testimony.support = 0.8;
        testimony.support_span = sentence.span;
        testimony.support_reason = fmt::format("the source has {}", shown(number.number));
        return true;
      }
  }
  const double studied = source.document.document.sample_size;
  if (printed || studied < 2 || who.size() > 1) return false;
  for (SourceSentence& sentence : source.sentences) {
    if (sentence.table_row || sentence.cites || !holds(sentence, studied) || !takes_part(sentence.text)) continue;
    testimony.against = 0.9;
    testimony.against_span = sentence.span;
    testimony.against_reason = fmt::format("the source studied {}, not {}", studied, shown(own));
    return true;
  }
  return false;
}

}  // namespace warrant
