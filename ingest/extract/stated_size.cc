// How many people a sentence says a study took in.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/study.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

const WordSet& people_words() {
  static const WordSet people = {"patients",  "participants", "subjects",    "women",      "men",      "adults",
                                 "children",  "infants",      "individuals", "volunteers", "people",   "persons",
                                 "cases",     "respondents",  "pregnancies", "neonates",   "students", "nurses",
                                 "residents", "veterans",     "survivors",   "controls"};
  return people;
}

// The forms of a stated size (bits).
constexpr std::uint32_t kWeIncluded = 1, kWereIncluded = 2, kTotalOf = 4, kRecordsOf = 8, kAmongThose = 16,
                        kStudyOf = 32;

// Those whose number may stand in the text: digits, a blank, up to five words and then people, as in every form, with
// the word before the number that some of them ask for. 0 = there is no such number.
std::uint32_t possible_sizes(std::string_view text) {
  static const WordSet records = {"of", "from", "for", "the"};
  // RE2 takes the long s and the Kelvin sign for letters.
  constexpr std::uint32_t kOthers = kWeIncluded | kWereIncluded | kAmongThose | kStudyOf;
  if (Literals::folds_to_ascii(text)) return kOthers | kTotalOf | kRecordsOf;
  const auto counts_people = [&](std::size_t at) {
    for (int word = 0; word <= 5; ++word) {
      std::size_t end = at;
      while (end < text.size() && word_char(text[end])) ++end;
      if (people_words().has(text.substr(at, end - at))) return true;
      while (end < text.size() && (word_char(text[end]) || text[end] == '-')) ++end;
      if (end == at || end >= text.size() || text[end] != ' ') return false;
      at = end + 1;
    }
    return false;
  };
  std::uint32_t found = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != ' ' || !is_ascii_digit(text[i - 1]) || !counts_people(i + 1)) continue;
    found |= kOthers;
    std::size_t start = i;
    while (start > 0 && (is_ascii_digit(text[start - 1]) || text[start - 1] == ',')) --start;
    if (start < 2 || text[start - 1] != ' ') continue;
    std::size_t word = start - 1;
    while (word > 0 && text[word - 1] != ' ' && start - word < 16) --word;
    const std::string_view before = text.substr(word, start - 1 - word);
    // The word may begin behind another sign: "(the 12 patients".
    const std::size_t sign = before.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,");
    const std::string_view plain = sign == std::string_view::npos ? before : before.substr(sign + 1);
    if (equals_folded(plain, "of")) found |= kTotalOf;
    if (records.has(plain)) found |= kRecordsOf;
  }
  return found;
}

// Where the number of a stated size may begin: digits, a blank, up to six words and people.
struct SizePlaces {
  std::vector<std::size_t> numbers;  // in order
  std::uint32_t forms = 0;           // bits: what the words before them leave possible
};

SizePlaces size_places(std::string_view text) {
  static const WordSet verbs = {"include",    "included", "enrolle",     "enrolled",  "recruited",
                                "studied",    "reviewed", "analysed",    "analyzed",  "randomised",
                                "randomized", "assigned", "allocated",   "evaluated", "identified",
                                "surveyed",   "followed", "interviewed", "of",        "all"};
  static const WordSet among = {"in", "among", "of", "comprised", "involving", "included", "the", "all"};
  static const WordSet of_study = {"of", "in", "with", "on", "among", "involving"};
  static const WordSet studies = {"trial", "study", "cohort", "review", "analysis", "series"};
  const auto counts_people = [&](std::size_t at) {
    constexpr int kMostWords = 6;
    for (int word = 0; word <= kMostWords; ++word) {
      std::size_t end = at;
      while (end < text.size() && word_char(text[end])) ++end;
      if (people_words().has(text.substr(at, end - at))) return true;
      while (end < text.size() && (is_ascii_alpha(text[end]) || text[end] == '-')) ++end;
      if (end < text.size() && text[end] == ',') ++end;
      if (end >= text.size() || text[end] != ' ') return false;
      at = end + 1;
    }
    return false;
  };
  // The letters before `end`.
  const auto word_before = [&](std::size_t end) {
    std::size_t start = end;
    while (start > 0 && is_ascii_alpha(text[start - 1])) --start;
    return text.substr(start, end - start);
  };
  SizePlaces places;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != ' ' || !is_ascii_digit(text[i - 1]) || !counts_people(i + 1)) continue;
    std::size_t start = i;
    while (start > 0 && (is_ascii_digit(text[start - 1]) || text[start - 1] == ',')) --start;
    for (std::size_t at = start; at < i; ++at) {
      if (!is_ascii_digit(text[at]) || (at > start && text[at - 1] != ',')) continue;
      places.numbers.push_back(at);
      if (at < 2 || text[at - 1] != ' ') continue;
      const std::string_view word = word_before(at - 1);
      if (verbs.has(word)) places.forms |= kWeIncluded;
      if (among.has(word)) places.forms |= kAmongThose;
      if (!of_study.has(word) || at < word.size() + 3) continue;
      const std::string_view noun = word_before(at - word.size() - 2);  // "pretrial" counts as well
      for (std::size_t cut = 0; cut < noun.size(); ++cut)
        if (studies.has(noun.substr(cut))) places.forms |= kStudyOf;
    }
  }
  return places;
}

// "Sixty-eight patients with breast cancer were allocated".
StatedSize spelled_size(std::string_view sentence) {
  // The first word must be a number of four or more: few sentences begin so.
  if (sentence.empty() || std::string_view("FSENT").find(sentence[0]) == std::string_view::npos) return {};
  std::size_t word = 1;
  while (word < sentence.size() && is_ascii_alpha(sentence[word])) ++word;
  const std::vector<Token> first = lex(sentence.substr(0, word));
  if (first.size() != 1 || !first[0].is_number()) return {};
  // "Two hundred"
  const std::string_view behind = sentence.substr(std::min(word + 1, sentence.size()));
  if (first[0].number.value < 4 && !behind.starts_with("hundred") && !behind.starts_with("thousand") &&
      !behind.starts_with("million"))
    return {};
  static const Guarded form(
      "^([A-Z][a-z]+(?:[- ][a-z]+)?) ((?:[A-Za-z][A-Za-z-]* "
      "){0,5}?(?:patients|participants|subjects|women|men|adults|children|infants|"
      "individuals|volunteers|people|persons|cases|students|nurses|males|females))\\b[^.;]{0,120}?\\b(?:were|was|"
      "participated|underwent|"
      "received|completed|entered|took part|gave)\\b");
  re2::StringPiece groups[3];
  if (!form.find(sentence, groups, 3)) return {};
  for (std::size_t length : {groups[1].size(), std::string_view(groups[1].data(), groups[1].size()).find(' ')}) {
    if (length == std::string_view::npos || length > groups[1].size()) continue;
    const std::vector<Token> tokens = lex(sentence.substr(0, length));
    if (tokens.size() != 1 || !tokens[0].is_number() || !tokens[0].number.word || tokens[0].number.value < 4) continue;
    const auto start = static_cast<std::uint32_t>(groups[2].data() - sentence.data());
    return {static_cast<std::int32_t>(tokens[0].number.value),
            {0, static_cast<std::uint32_t>(length)},
            {start, start + static_cast<std::uint32_t>(groups[2].size())}};
  }
  return {};
}

// "72 hours after surgery in patients", "30, 2015 we screened the records for participants": words that join clauses or
// tell a time stand between the number and the people.
bool counts_no_people(re2::StringPiece counted) {
  static const WordSet joints = {"we",     "they",   "there", "were", "was",  "the",   "in",
                                 "after",  "before", "for",   "from", "who",  "which", "that",
                                 "during", "until",  "on",    "at",   "by",   "when",  "to",
                                 "these",  "had",    "have",  "our",  "then", "while", "per"};
  for (const Token& token : lex({counted.data(), counted.size()})) {
    if (one_of(token, people_words())) return false;
    if (one_of(token, joints) || (token.is_word() && token.text.size() > 1 && !time_unit(token.text).empty()))
      return true;
  }
  return false;
}

// "120 adult patients with asthma were enrolled" from the number at `at` on. An automaton for all of it is in a new
// state at nearly every letter of the words before the people, so these are read here: up to six, the fewest that lead
// to an end. `groups`: as those of the form that says the same.
bool states_included(std::string_view sentence, std::size_t at, const Guarded& end, re2::StringPiece* groups) {
  constexpr int kMostWords = 6;
  if (at > 0 && word_char(sentence[at - 1])) return false;
  std::size_t word = at;
  while (word < sentence.size() && (is_ascii_digit(sentence[word]) || sentence[word] == ',')) ++word;
  if (word >= sentence.size() || sentence[word] != ' ') return false;
  const std::string_view number = sentence.substr(at, word - at);
  if (const std::size_t comma = number.find(','); comma != std::string_view::npos) {  // "1,234"
    if (comma > 3) return false;
    for (std::size_t i = comma; i < number.size(); ++i)
      if ((number[i] == ',') != ((i - comma) % 4 == 0)) return false;
    if ((number.size() - comma) % 4 != 0) return false;
  }
  ++word;
  for (int words = 0; words <= kMostWords; ++words) {
    std::size_t stop = word;
    while (stop < sentence.size() && is_ascii_alpha(sentence[stop])) ++stop;
    re2::StringPiece with[2];
    if (people_words().has(sentence.substr(word, stop - word)) && end.at(sentence, stop, with, 2)) {
      const auto people = static_cast<std::size_t>(with[1].end() - sentence.data());
      groups[1] = {number.data(), number.size()};
      groups[2] = {sentence.data() + at + number.size() + 1, people - at - number.size() - 1};
      return true;
    }
    if (stop == word) return false;
    while (stop < sentence.size() && (is_ascii_alpha(sentence[stop]) || sentence[stop] == '-')) ++stop;
    if (stop < sentence.size() && sentence[stop] == ',') ++stop;
    if (stop >= sentence.size() || sentence[stop] != ' ') return false;
    word = stop + 1;
  }
  return false;
}

}  // namespace

StatedSize stated_size(std::string_view sentence) {
  constexpr const char* kPeople =
      "(?:patients|participants|subjects|women|men|adults|children|infants|individuals|volunteers|people|persons|cases|"
      "respondents|"
      "pregnancies|neonates|students|nurses|residents|veterans|survivors|controls)";
  // "h-96 h period in patients": words between the number and the people are words.
  constexpr const char* kNumber = "(\\d{1,3}(?:,\\d{3})+|\\d+) ((?:[A-Za-z][A-Za-z-]*,? ){0,6}?";
  constexpr const char* kWith = "(?: (?:with|diagnosed with|undergoing|suffering from) [^,.;()]{3,80}?)?";
  constexpr const char* kTaken =
      "(?:included|enrolled|recruited|randomi[sz]ed|randomly|identified|analy[sz]ed|studied|assigned|allocated|"
      "reviewed|evaluated|"
      "treated|eligible|investigated|followed|surveyed|interviewed|divided|examined|entered|participated|took "
      "part|gave|consented|"
      "underwent|received)\\b";
  static const std::string included =
      std::string(
          " (?:\\([^)]*\\) |from [^.;()]{3,60}? |aged [^.;()]{3,40}? |who [^.;()]{3,60}? )?(?:were|was|had been|have "
          "been|) ?(?:\\w+ )?") +
      kTaken;
  static const Guarded end_of_included("(?i)(" + std::string(kWith) + ")" + included);
  static const Guarded forms[] = {
      Guarded(
          std::string(
              "(?i)\\b(?:we|to|and|authors) (?:\\w+ )?(?:included?|enrolled?|recruited|studied|reviewed|analy[sz]ed|"
              "randomi[sz]ed|randomly (?:assigned|allocated)|assigned|evaluated|identified|surveyed|followed|allocated|"
              "interviewed) (?:a total of |all )?") +
          kNumber + kPeople + kWith + ")\\b"),
      Guarded(std::string("(?i)\\b") + kNumber + kPeople + kWith + ")" + included),
      Guarded(
          std::string(
              "(?i)\\b(?:a total|(?:enrolled|included|recruited|surveyed|studied) an? (?:\\w+ )?(?:sub)?sample) of ") +
          kNumber + kPeople + kWith + ")\\b"),
      Guarded(std::string("(?i)\\b(?:data|records|charts|outcomes?) (?:of|from|for|on) (?:the )?") + kNumber + kPeople +
              kWith + ")\\b"),
      Guarded(std::string("(?i)\\b(?:in|among|of|comprised|involving|included) (?:the |all )?") + kNumber + kPeople +
              kWith +
              ") (?:\\w+ly )?(?:enrolled|randomi[sz]ed|included|recruited|analy[sz]ed|who "
              "(?:were|had|underwent|received)|undergoing|with)\\b"),
      Guarded(
          std::string(
              "(?i)^(?:[^.;:]{0,60}(?:trial|study|cohort|review|analysis|series) (?:of|in|with|on|among|involving) )") +
          kNumber + kPeople + kWith + ")\\b"),
  };
  if (const StatedSize spelled = spelled_size(sentence); spelled.people > 0) return spelled;
  std::uint32_t possible = possible_sizes(sentence);
  if (possible == 0) return {};
  // People who left, were asked or are a part of the others; planned ones.
  static const Guarded others(
      "(?i)^(?: \\([^)]*\\))? (?:(?:were|was|had been|have been) )?(?:\\w+ )?(?:screened|assessed "
      "for|excluded|died|withdr\\w+|dropped|"
      "discontinued|lost|declined|refused|experienced|needed|required|missing|approached|contacted|invited|out "
      "of)\\b|^ out of\\b");
  static const Guarded planned(
      "(?i)\\b(?:power|sample size|to detect|calculated|anticipat\\w+|drop-?out rate|would be|will "
      "be|required|estimated that|"
      "per (?:group|arm)|in each (?:group|arm))\\b");
  // The words that a form needs besides.
  constexpr std::uint32_t kBoth = kWeIncluded | kWereIncluded;
  static const Literals form_words = {{"total of", kTotalOf},
                                      {"data ", kRecordsOf},
                                      {"records ", kRecordsOf},
                                      {"charts ", kRecordsOf},
                                      {"outcome", kRecordsOf},
                                      {"includ", kBoth},
                                      {"enrol", kBoth},
                                      {"recruited", kBoth},
                                      {"randomi", kBoth},
                                      {"randomly", kBoth},
                                      {"identified", kBoth},
                                      {"analy", kBoth},
                                      {"studied", kBoth},
                                      {"assigned", kBoth},
                                      {"reviewed", kBoth},
                                      {"evaluated", kBoth},
                                      {"surveyed", kBoth},
                                      {"followed", kBoth},
                                      {"allocated", kBoth},
                                      {"interviewed", kBoth},
                                      {"treated", kWereIncluded},
                                      {"eligible", kWereIncluded},
                                      {"investigated", kWereIncluded},
                                      {"divided", kWereIncluded},
                                      {"examined", kWereIncluded},
                                      {"entered", kWereIncluded},
                                      {"participated", kWereIncluded},
                                      {"took part", kWereIncluded},
                                      {"gave", kWereIncluded},
                                      {"consented", kWereIncluded},
                                      {"underwent", kWereIncluded},
                                      {"received", kWereIncluded}};
  possible &= form_words.in(sentence) | kAmongThose | kStudyOf;
  // Letters that RE2 takes for others: only the patterns themselves can tell.
  const bool strange = Literals::folds_to_ascii(sentence);
  const SizePlaces places = strange ? SizePlaces{} : size_places(sentence);
  if (!strange) possible &= places.forms | kWereIncluded | kTotalOf | kRecordsOf;
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    if ((possible & (1u << i)) == 0) continue;
    re2::StringPiece groups[3];
    // The form that begins with the number is tried only where people are counted.
    const bool found =
        (1u << i) == kWereIncluded && !strange
            ? std::any_of(places.numbers.begin(), places.numbers.end(),
                          [&](std::size_t at) { return states_included(sentence, at, end_of_included, groups); })
            : forms[i].find(sentence, groups, 3);
    if (!found) continue;
    std::string digits;
    for (char c : groups[1])
      if (c != ',') digits += c;
    if (digits.size() > 9) continue;
    const auto at = [&](re2::StringPiece p) {
      const auto start = static_cast<std::uint32_t>(p.data() - sentence.data());
      return ByteSpan{start, start + static_cast<std::uint32_t>(p.size())};
    };
    const std::int32_t people = std::atoi(digits.c_str());
    if (people < 1 || counts_no_people(groups[2])) continue;
    const std::string_view behind =
        sentence.substr(static_cast<std::size_t>(groups[2].data() + groups[2].size() - sentence.data()));
    if (others.in(behind)) continue;
    // "groups of 10-15 participants"
    const char* before = groups[1].data();
    if (before > sentence.data() && (before[-1] == '-' || static_cast<unsigned char>(before[-1]) >= 0x80)) continue;
    if (planned.in(sentence)) return {};
    return {people, at(groups[1]), at(groups[2])};
  }
  return {};
}

}  // namespace warrant
