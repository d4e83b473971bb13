#include "src/query/told_apart.h"

#include <algorithm>

#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

// Time points and phases of the statement and of a number's place.
std::set<std::string> times_at(const SourceSentence& sentence, const LabelledNumber& number) {
  std::set<std::string> times = time_words(number.words);
  if (times.empty()) times = time_words(sentence.own_labels);
  if (times.empty()) times = time_words(sentence.heading);
  return times;
}

bool is_later(const std::string& time) { return std::strtod(time.c_str(), nullptr) > 0; }

// "Before training" of a number told after it, "at baseline" of one of week 12.
bool other_phase(const CitingStatement& statement, const SourceSentence& sentence, const LabelledNumber& number) {
  if (statement.phase * number.phase < 0) return true;
  if (!sentence.table_row) return false;
  const std::set<std::string> there = times_at(sentence, number), said = time_words(statement.labels);
  if (statement.phase < 0 && number.phase == 0)
    return !there.empty() && std::all_of(there.begin(), there.end(), is_later);
  return number.phase < 0 && statement.phase == 0 && std::any_of(said.begin(), said.end(), is_later) && there.empty();
}

// Stems that a stretch of text denies: "without addiction", "non-addicted".
std::set<std::string> denied_words(std::string_view text) {
  std::set<std::string> out;
  const std::vector<Word> words = words_of(text);
  constexpr std::size_t kReach = 3;
  for (std::size_t w = 0; w + 1 < words.size(); ++w) {
    const std::string word = ascii_lower(slice(text, words[w].span));
    const std::size_t reach = word == "without" ? kReach : word == "non" ? 1 : 0;
    for (std::size_t k = w + 1; k < words.size() && k <= w + reach; ++k) {
      const std::string next = ascii_lower(slice(text, words[k].span));
      if (next == "who" || next == "and" || next == "or" || next == "with") break;
      if (!words[k].number && !is_stop_word(next)) out.insert(words[k].stem);
    }
  }
  return out;
}

// 1 for a word for men, -1 for women, 0 for others (stems).
int sex_of(std::string_view stem) {
  static const std::set<std::string, std::less<>> men = {"boi", "father", "husband", "male", "man", "men"};
  static const std::set<std::string, std::less<>> women = {"femal", "girl", "mother", "wife", "wive", "woman", "women"};
  return men.contains(stem) ? 1 : women.contains(stem) ? -1 : 0;
}

// The sex that the noun behind a place names: "37 [healthy] women"; none behind a comma, a bracket or another number.
int sex_behind(std::string_view text, std::size_t place) {
  constexpr std::size_t kFarthest = 2;  // words
  std::size_t passed = 0;
  for (const Word& word : words_of(text.substr(std::min(place, text.size())))) {
    const std::string_view between = text.substr(place).substr(0, word.span.start);
    if (word.number || between.find_first_of(",;()[]") != std::string_view::npos) return 0;
    if (const int sex = sex_of(word.stem); sex != 0) return sex;
    if (++passed > kFarthest) return 0;
  }
  return 0;
}

// The words between a number and the last one before it that is not joined to it.
std::string_view words_before(const SourceSentence& sentence, const std::vector<LabelledNumber>& pool,
                              const LabelledNumber& number) {
  std::size_t from = 0;
  for (const LabelledNumber& other : pool)
    if (other.span.end <= number.span.start) from = std::max<std::size_t>(from, other.span.end);
  return std::string_view(sentence.text).substr(from, number.span.start - from);
}

}  // namespace

std::int32_t table_of(const SourceSentence& sentence, const WitnessDocument& source) {
  return sentence.table_row ? source.document.document.passages[static_cast<std::size_t>(sentence.passage)].table : -1;
}

std::vector<double> p_values_of(std::string_view text) {
  std::vector<double> out;
  const std::vector<Token> tokens = lex(text);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    if (!tokens[t].is("p")) continue;
    const auto p = read_p_value(tokens, t);
    static const double bounds[] = {0.05, 0.01, 0.001, 0};
    if (p && p->value && std::find(std::begin(bounds), std::end(bounds), *p->value) == std::end(bounds))
      out.push_back(*p->value);
  }
  return out;
}

bool is_other_time(const CitingStatement& statement, const SourceSentence& sentence, const LabelledNumber& number) {
  return other_time(statement.labels, times_at(sentence, number)) || other_phase(statement, sentence, number);
}

Owned at_right_time(const CitingStatement& statement, const Owned& place, WitnessDocument& source) {
  const auto timeless = [](const std::set<std::string>& words, const std::set<std::string>& more) {
    std::set<std::string> out;
    for (const auto* set : {&words, &more})
      for (const std::string& word : *set)
        if (!is_ascii_digit(word[0]) || word.find("mg") != std::string::npos) out.insert(word);
    return out;
  };
  const std::int32_t table = table_of(*place.sentence, source);
  Owned found;
  if (table < 0) return found;
  const auto row = timeless(place.sentence->own_labels, place.sentence->heading),
             column = timeless(place.number->words, {});
  const std::set<std::string> said = time_words(statement.labels);
  for (SourceSentence& sentence : source.sentences) {
    if (table_of(sentence, source) != table) continue;
    source.label(sentence);
    if (timeless(sentence.own_labels, sentence.heading) != row) continue;
    for (const LabelledNumber& number : sentence.labelled) {
      if (number.number.unit != place.number->number.unit || number.number.decimals != place.number->number.decimals ||
          timeless(number.words, {}) != column || is_other_time(statement, sentence, number) ||
          compare_number(statement, number.number, true).same)
        continue;
      const std::set<std::string> times = times_at(sentence, number);
      const bool told = (statement.phase != 0 && statement.phase == number.phase) || (!said.empty() && !times.empty());
      if (told && found.number == nullptr) found = {&sentence, &number, 1};
    }
  }
  return found;
}

bool is_of_those_without(const CitingStatement& statement, const SourceSentence& sentence,
                         const std::vector<LabelledNumber>& pool, const LabelledNumber& number,
                         const LabelledNumber& rival) {
  const std::string_view here = words_before(sentence, pool, number), there = words_before(sentence, pool, rival);
  const auto stems_in = [](std::string_view text) {
    std::set<std::string> out;
    for (const Word& word : words_of(text)) out.insert(word.stem);
    return out;
  };
  const std::set<std::string> said = denied_words(statement.text), denied_here = denied_words(here),
                              denied_there = denied_words(there), all_here = stems_in(here),
                              all_there = stems_in(there), all = stems_in(statement.text);
  for (const std::string& word : said)
    if (denied_there.contains(word) && all_here.contains(word) && !denied_here.contains(word)) return true;
  for (const std::string& word : denied_here)
    if (all.contains(word) && !said.contains(word) && all_there.contains(word) && !denied_there.contains(word))
      return true;
  return false;
}

bool is_of_other_people(const CitingStatement& statement, const SourceSentence& sentence,
                        const LabelledNumber& number) {
  const int said = sex_behind(statement.text, statement.number_span.end);
  return said != 0 && said * sex_behind(sentence.text, number.span.end) < 0;
}

bool is_nearer_to(const CitingStatement& statement, const LabelledNumber& number, const LabelledNumber& rival,
                  WitnessDocument& source) {
  // Before the first number stands what may be said of all.
  constexpr std::size_t kMostNear = 7;
  if (number.clause != rival.clause || rival.near.size() > kMostNear) return false;
  const auto by = [](const LabelledNumber& n, const std::string& word) {
    return n.near.contains(word) || n.words.contains(word);
  };
  const auto is_arm = [&](const std::string& word) {
    return std::any_of(source.contrasts().pairs().begin(), source.contrasts().pairs().end(),
                       [&](const auto& pair) { return pair.first.contains(word); });
  };
  // What the statement says of a later number of its own is not this one's.
  std::size_t end = statement.number_span.end;
  while (end < statement.text.size() && !is_ascii_digit(statement.text[end])) ++end;
  const std::set<std::string> own = label_words(std::string_view(statement.text).substr(0, end), {});
  std::size_t covered = 0, known = 0, told = 0;
  for (const std::string& word : statement.labels) {
    if (source.rarity().of(word) == 0) continue;
    ++known;
    covered += by(rival, word);
    if (by(number, word) && !by(rival, word)) return false;
    told += by(rival, word) && !by(number, word) && own.contains(word) && !is_ascii_digit(word[0]) && !is_arm(word);
  }
  if (told == 0 || covered * 2 < known) return false;
  static const std::set<std::string, std::less<>> places = {"figur", "fig", "tabl", "up", "see"};
  return std::any_of(number.near.begin(), number.near.end(), [&](const std::string& word) {
    return !places.contains(word) && !by(rival, word) && !statement.topic.contains(word) && !is_ascii_digit(word[0]) &&
           !is_arm(word);
  });
}

}  // namespace warrant
