#include "src/query/question.h"

#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/concepts.h"
#include "src/language/stem.h"
#include "src/language/variants.h"
#include "src/model/claim.h"
#include "src/query/ask.h"
#include "src/query/asked_value.h"
#include "src/query/limits.h"
#include "src/query/question_parts.h"
#include "src/query/question_words.h"
#include "src/query/word_kinds.h"

namespace warrant {
namespace {

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> stems;
  for (Word& word : words_of(text)) stems.push_back(std::move(word.stem));
  return stems;
}

// Words that ask, and say nothing of what is asked about (stems, sorted).
bool is_filler(std::string_view stem) {
  static constexpr std::array<std::string_view, 45> kFillers = {
      "abov",  "achiev", "agre",  "alon",   "answer", "articl", "attain", "averag",   "below",
      "call",  "caveat", "cite",  "cohort", "compar", "consid", "corpu",  "document", "evid",
      "exist", "file",   "find",  "found",  "give",   "given",  "item",   "know",     "known",
      "list",  "make",   "mani",  "match",  "mean",   "much",   "number", "page",     "publish",
      "quot",  "reach",  "refer", "report", "requir", "say",    "state",  "versu",    "vs"};
  return std::binary_search(kFillers.begin(), kFillers.end(), stem);
}

class Terms {
 public:
  explicit Terms(std::vector<QuestionTerm>& terms) : terms_(terms) {}

  void add(std::string_view text, Role role) {
    for (const Word& word : words_of(text)) {
      const std::string printed(slice(text, word.span));
      if (is_stop_word(printed) || (role == Role::kOther && is_filler(word.stem))) continue;
      const auto known = std::find_if(terms_.begin(), terms_.end(), [&](const auto& t) { return t.stem == word.stem; });
      if (known == terms_.end()) {
        const std::string number = ascii_lower(printed) == "one" ? "1" : number_of_word(word.stem);
        terms_.push_back({printed, number.empty() ? word.stem : number, role, word.number || !number.empty()});
      }
    }
  }

 private:
  std::vector<QuestionTerm>& terms_;
};

// Short forms that name a thing: "EGFR", "HbA1c". Those of statistics and places say nothing of the subject.
bool is_name(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kCommon = {
      "AND", "CI", "EU", "HR", "II", "III", "IV", "NOT", "OR", "RCT", "RCTs", "RR", "SD", "UK", "US", "USA", "VS"};
  const auto capitals = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals >= 2 && word.size() <= 8 && std::find(kCommon.begin(), kCommon.end(), word) == kCommon.end();
}

// Names joined by "or" or "/" are alternatives: one of them is enough. Returns the group of each term, 0 = no name.
void find_names(std::string_view text, std::vector<QuestionTerm>& terms) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return;  // all in capitals
  int groups = 0;
  std::size_t last = std::string_view::npos;
  for (const Word& word : words_of(text)) {
    const std::string_view printed = slice(text, word.span);
    if (!is_name(printed)) continue;
    const auto term = std::find_if(terms.begin(), terms.end(), [&](const auto& t) { return t.stem == word.stem; });
    if (term == terms.end() || term->name != 0) continue;
    const bool alternative = last != std::string_view::npos && [&] {
      const std::string_view gap = text.substr(last, word.span.start - last);
      return gap == " or " || gap == "/" || gap == ", " || gap == " (";
    }();
    term->name = alternative ? groups : ++groups;
    last = word.span.end;
  }
}

// "Chan (21) and Shehadi (22)": names with a citation mark; each is asked for by itself.
void find_pointers(std::string_view text, std::vector<QuestionTerm>& terms) {
  int pointers = 0;
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view name = slice(text, words[i].span);
    const std::string_view gap = text.substr(words[i].span.end, words[i + 1].span.start - words[i].span.end);
    if (name.size() < 3 || name.front() < 'A' || name.front() > 'Z' || !words[i + 1].number || gap != " (" ||
        words[i + 1].span.end >= text.size() || text[words[i + 1].span.end] != ')')
      continue;
    ++pointers;
    for (QuestionTerm& term : terms)
      if (term.stem == words[i].stem || term.stem == words[i + 1].stem) term.pointer = pointers;
  }
}

// "stay" of "how long do patients stay in hospital", as a stem.
std::vector<std::string> lasting_of(std::string_view text) {
  // "remission" of "how long does remission last"
  static const RE2 last(R"((?i)^how long (?:does|do|did|will) (.+?) last\b)");
  std::string what;
  if (RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), last, &what))
    if (auto words = words_of(what); !words.empty()) return {std::move(words.back().stem)};
  static constexpr std::array<std::string_view, 8> kLasting = {"breastfe", "fast", "remain", "sleep",
                                                               "stai",     "stay", "wait",   "work"};
  for (const Word& word : words_of(text))
    if (std::find(kLasting.begin(), kLasting.end(), word.stem) != kLasting.end()) return {word.stem};
  return {};
}

// British and American spelling, "psycho-educational" and "psychoeducation".
void add_spellings(std::string_view text, UnderstoodQuestion& understood) {
  const auto add = [&](std::string_view words, const std::vector<std::string>& meant) {
    std::vector<std::string> stems;
    for (Word& word : words_of(words)) stems.push_back(std::move(word.stem));
    if (stems != meant) understood.synonyms.push_back({std::move(stems), meant});
  };
  for (const QuestionTerm& term : understood.terms)
    for (const std::string& form : spellings(term.text)) add(form, {term.stem});
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i + 1].span.start != words[i].span.end + 1 || text[words[i].span.end] != '-') continue;
    add(std::string(slice(text, words[i].span)) + std::string(slice(text, words[i + 1].span)),
        {words[i].stem, words[i + 1].stem});
  }
}

bool holds(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// Words for people in general (stems): every trial has them.
bool is_people(std::string_view stem) {
  static constexpr std::array<std::string_view, 7> kPeople = {"case",  "individu", "particip", "patient",
                                                              "peopl", "person",   "subject"};
  return std::find(kPeople.begin(), kPeople.end(), stem) != kPeople.end();
}

// "n = 55", "of the 55 patients": the study, or the group of it, of that size.
std::string study_size_of(std::string_view text) {
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view gap = text.substr(words[i].span.end, words[i + 1].span.start - words[i].span.end);
    if (!words[i + 1].number) continue;
    if (words[i].stem == "n" && trim(gap) == "=") return words[i + 1].stem;
    if (words[i].stem == "the" && gap == " " && i + 2 < words.size() && is_people(words[i + 2].stem))
      return words[i + 1].stem;
  }
  return "";
}

// "cured" of "what proportion of women were cured by X", "seizures" of "… developed seizures", as stems; none where no
// auxiliary or such verb leads to it.
std::vector<std::string> predicate_of(std::string_view text) {
  static constexpr std::array<std::string_view, 30> kBefore = {
      "used",    "received",  "took",        "underwent", "started",  "were",     "was",     "had",
      "are",     "developed", "experienced", "suffered",  "reported", "achieved", "reached", "required",
      "needed",  "showed",    "develop",     "have",      "get",      "suffer",   "report",  "experience",
      "achieve", "reach",     "require",     "need",      "show",     "develops"};
  static constexpr std::array<std::string_view, 17> kEnds = {"above",  "after", "among", "at",    "below", "by",
                                                             "during", "for",   "from",  "in",    "less",  "of",
                                                             "on",     "over",  "to",    "under", "with"};
  const auto one_of = [](const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  std::vector<std::string> stems;
  bool begun = false;
  for (const Word& word : words_of(text)) {
    const std::string printed = ascii_lower(slice(text, word.span));
    if (!begun) {
      begun = one_of(kBefore, printed);
    } else if (one_of(kEnds, printed)) {
      break;
    } else if (!is_stop_word(printed) && !word.number && !is_filler(word.stem)) {
      stems.push_back(word.stem);
    }
  }
  return stems;
}

// What stands between prepositions, as stems: "[trial] of [melatonin] for the [metabolic syndrome]". Without words for
// people, measures and what is named by capitals or numbers; phrases of nothing else are left out.
std::vector<UnderstoodQuestion::Phrase> phrases_of(std::string_view text, const std::vector<QuestionTerm>& terms) {
  static constexpr std::array<std::string_view, 19> kJoints = {
      "after", "among", "as", "at", "before", "by",    "during", "for",  "following", "from",
      "given", "in",    "of", "on", "under",  "using", "when",   "with", "without"};
  std::vector<UnderstoodQuestion::Phrase> phrases(1);
  for (const Word& word : words_of(text)) {
    const std::string_view printed = slice(text, word.span);
    if (std::find(kJoints.begin(), kJoints.end(), printed) != kJoints.end()) {
      phrases.push_back({std::string(printed), {}});
      continue;
    }
    const auto term = std::find_if(terms.begin(), terms.end(), [&](const auto& t) { return t.stem == word.stem; });
    if (term == terms.end() || term->measure || term->people || term->number) continue;
    if (std::any_of(printed.begin(), printed.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) continue;
    phrases.back().stems.push_back(word.stem);
  }
  std::erase_if(phrases, [](const auto& phrase) { return phrase.stems.empty(); });
  return phrases;
}

// "Should we", "is X recommended", "how is X defined", "which factors".
Sought sought_of(std::string_view lower) {
  const auto begins = [&](std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(),
                       [&](std::string_view head) { return lower.substr(0, head.size()) == head; });
  };
  if (begins({"how is ", "how was ", "how are ", "how were ", "what is ", "what are ", "what was ", "which "}) &&
      holds(lower, {" defined", "definition of"}))
    return Sought::kDefinition;
  if (begins({"define ", "definition of ", "what counts as ", "what counted as ", "what is meant by "}))
    return Sought::kDefinition;
  if (begins({"should ", "when should ", "who should ", "which patients should ", "must "}) ||
      holds(lower, {" recommended", " should we ", " should be ", "recommendation", "do guidelines ", "indicated"}))
    return Sought::kRecommendation;
  if (holds(lower, {"which factors", "what factors", "risk factors", "prognostic factors", "independent factors",
                    "predictors of", "which predictors", "what predicts", "which characteristics"}))
    return Sought::kFactors;
  return Sought::kNothing;
}

}  // namespace

UnderstoodQuestion understand(const Question& question) {
  UnderstoodQuestion understood;
  Limits limits = limits_in(
      collapse_space(std::string_view(question.text).substr(0, std::min<std::size_t>(question.text.size(), 4096))));
  const std::string text = std::move(limits.rest);
  const std::string lower = ascii_lower(text);
  understood.text = text;
  Interpretation& shown = understood.shown;
  understood.design = question.design.empty() ? limits.design : question.design;
  understood.designs = question.design.empty() ? std::move(limits.designs)
                                               : std::vector<std::string>{ascii_lower(trim(question.design))};
  const bool years_given = question.year_from != 0 || question.year_to != 0;
  understood.year_from = years_given ? question.year_from : limits.year_from;
  understood.year_to = years_given ? question.year_to : limits.year_to;

  const QuestionParts parts = parts_of(text);
  shown.subject = parts.subject;
  shown.comparator = parts.comparator;
  shown.outcome = parts.outcome;
  shown.population = parts.population;
  understood.result = parts.result;
  for (std::string_view coming : {"risk of ", "incidence of ", "occurrence of ", "rate of ", "development of "})
    understood.outcome_comes = understood.outcome_comes || ascii_lower(shown.outcome).starts_with(coming);
  understood.yes_or_no = parts.yes_or_no;
  understood.outcome_is_condition = parts.of_condition && question.outcome.empty();
  if (parts.effect) understood.type = AnswerType::kEffect;
  understood.sought = sought_of(lower);
  QuestionParts sought;
  if (!parts.effect && (understood.sought == Sought::kFactors || understood.sought == Sought::kRecommendation)) {
    sought = understood.sought == Sought::kFactors ? factor_parts_of(text) : recommendation_parts_of(text);
    // "Should women take S to gain O": what was found answers it, too.
    if (understood.sought == Sought::kRecommendation && !sought.outcome.empty()) sought = {};
  }
  const AskedValue asked = asked_value(text, understood.type == AnswerType::kEffect);
  shown.measure = asked.measure;
  understood.value = asked.value;
  if (understood.type == AnswerType::kAny && asked.value != ValueType::kNone) understood.type = AnswerType::kValue;
  if (!question.outcome.empty()) shown.outcome = collapse_space(question.outcome);
  if (!question.subject.empty()) shown.subject = collapse_space(question.subject);
  if (!question.comparator.empty()) shown.comparator = collapse_space(question.comparator);
  if (!question.population.empty()) shown.population = collapse_space(question.population);
  if (!question.measure.empty()) {
    shown.measure = question.measure;
    understood.value = value_of_measure(question.measure);
    if (understood.type == AnswerType::kAny) understood.type = AnswerType::kValue;
  }
  if (!shown.outcome.empty() && !shown.subject.empty() && understood.type == AnswerType::kAny)
    understood.type = AnswerType::kEffect;

  understood.document_given = !question.document.empty();
  understood.at = time_point_of(text);
  if (understood.type != AnswerType::kEffect && shown.comparator.empty()) shown.comparator = second_group_of(text);
  if (understood.value == ValueType::kNumber && lower.find("target ") != std::string::npos) {
    understood.needed = {"target", "goal", "aim"};
    const auto words = words_of(std::string_view(text).substr(lower.find("target ")));
    if (words.size() > 1) understood.needed_of = words[1].stem;
  }
  understood.about_links = holds(lower, {"citation", "reference", "citing"}) &&
                           holds(lower, {"not be resolved", "unresolved", "not resolve", "dangl", "missing reference",
                                         "without a reference", "no reference", "cannot be traced"});
  for (const auto& [words, kind] :
       {std::pair("q&a", "qa"), std::pair("web page", "web"), std::pair("guideline", "guideline")})
    if (understood.about_links && lower.find(words) != std::string::npos) understood.kind = kind;

  // The role that weighs most comes first: a word of the outcome keeps that role.
  Terms terms(understood.terms);
  terms.add(shown.outcome, Role::kOutcome);
  terms.add(shown.subject, Role::kSubject);
  terms.add(shown.comparator, Role::kComparator);
  if (understood.type != AnswerType::kEffect) terms.add(text, Role::kOther);
  terms.add(shown.population, understood.type == AnswerType::kEffect ? Role::kPopulation : Role::kOther);
  if (understood.terms.empty()) terms.add(text, Role::kOther);
  for (QuestionTerm& term : understood.terms) {
    term.measure = understood.type == AnswerType::kValue && names_value(term.stem, understood);
    term.people = understood.type != AnswerType::kEffect && is_people(term.stem);
    shown.terms.push_back(term.text);
  }
  const std::string_view outcome = shown.outcome;
  for (std::string_view joint : {" in ", " after ", " among ", " during ", " for ", " of "})
    if (const std::size_t at = outcome.find(joint);
        at != std::string_view::npos && (joint != " of " || names_people(outcome.substr(at))))
      for (const Word& word : words_of(outcome.substr(at)))
        for (QuestionTerm& term : understood.terms) term.condition = term.condition || term.stem == word.stem;
  find_names(text, understood.terms);
  find_pointers(text, understood.terms);
  understood.study_size = study_size_of(text);
  if (understood.type == AnswerType::kValue) {
    const QuestionParts value = value_parts_of(without_time(text));
    if (understood.value == ValueType::kRatio) {
      const std::string ratio_outcome = ratio_outcome_of(text);
      if (shown.outcome.empty()) shown.outcome = ratio_outcome;
      for (Word& word : words_of(ratio_outcome))
        if (!is_people(word.stem) && !is_stop_word(slice(ratio_outcome, word.span)))
          understood.ratio_of.push_back(std::move(word.stem));
    }
    if (shown.outcome.empty()) shown.outcome = value.outcome;
    if (shown.subject.empty()) shown.subject = value.subject;
    if (shown.population.empty()) shown.population = value.population;
    for (const Word& word : words_of(shown.population))
      for (QuestionTerm& term : understood.terms) term.population = term.population || term.stem == word.stem;
  }
  if (understood.value == ValueType::kAccuracy) sought = accuracy_parts_of(text);
  if (shown.outcome.empty()) shown.outcome = sought.outcome;
  if (shown.subject.empty()) shown.subject = sought.subject;
  if (shown.population.empty()) shown.population = sought.population;
  understood.sought_in_parts = !sought.outcome.empty() || !sought.subject.empty();
  if (understood.value == ValueType::kAccuracy)
    for (const Word& word : words_of(shown.population))
      for (QuestionTerm& term : understood.terms) term.population = term.population || term.stem == word.stem;
  understood.phrases = phrases_of(text, understood.terms);
  if (understood.sought == Sought::kRecommendation) understood.deeds = deed_of(text);
  if (understood.value == ValueType::kShare || understood.value == ValueType::kNumber)
    understood.predicate = predicate_of(text);
  if (understood.value == ValueType::kDuration) understood.predicate = lasting_of(text);
  if (understood.type == AnswerType::kAny && holds(lower, {" prefer "})) understood.predicate = {"prefer"};
  const QuestionParts share = share_parts_of(text);
  if ((understood.value == ValueType::kNumber || understood.value == ValueType::kShare) &&
      understood.predicate.empty() && !share.outcome.empty())
    understood.predicate = {words_of(share.outcome).front().stem};  // "completed" of "completed treatment"
  if ((understood.value == ValueType::kShare || understood.value == ValueType::kNumber) && !share.outcome.empty() &&
      !understood.predicate.empty()) {
    // What stood between prepositions ran on over the verb.
    if (question.outcome.empty()) shown.outcome = share.outcome;
    if (question.subject.empty()) shown.subject = share.subject;
    if (question.population.empty()) shown.population = share.population;
    if (!share.subject.empty()) understood.phrases.push_back({"with", stems_of(share.subject)});
  }
  if ((understood.value == ValueType::kShare || understood.value == ValueType::kMean) && understood.predicate.empty()) {
    const QuestionParts frequency = frequency_parts_of(text);
    if (shown.outcome.empty()) shown.outcome = frequency.outcome;
    if (!frequency.outcome.empty() && !frequency.population.empty()) shown.population = frequency.population;
    // "conversion" of "the rate of conversion to open surgery"
    auto words = words_of(std::string_view(frequency.outcome).substr(0, frequency.outcome.find(" to ")));
    // "fall" of "mean fall in FEV1" goes by many names
    if (!words.empty() && words.back().stem == "rate") words.pop_back();
    // which complications is said
    if (!words.empty() && !is_change_word(words.back().stem) && words.back().stem != "complic")
      understood.predicate = {words.back().stem};
  }
  if (understood.value == ValueType::kMean)
    for (const Word& word : words_of(shown.population))
      for (QuestionTerm& term : understood.terms) term.population = term.population || term.stem == word.stem;
  understood.plan = holds(lower, {" will ", "planned", "sample size", "protocol"});
  if (lower.starts_with("how many "))
    if (const auto words = words_of(text); words.size() > 2) understood.counts_people = is_people(words[2].stem);
  understood.deaths = std::any_of(understood.terms.begin(), understood.terms.end(), [](const QuestionTerm& term) {
    return term.role != Role::kPopulation && (term.stem == "death" || term.stem == "di" || term.stem == "dead" ||
                                              term.stem == "mortal" || term.stem == "fatal");
  });
  for (std::string_view word :
       {"which factors", "what factors", "what are", "which items", "which criteria", "which components"})
    understood.list = understood.list || lower.find(word) != std::string::npos;
  if (shown.measure == measure::kMedianSurvival && understood.type == AnswerType::kValue &&
      holds(lower + " ", {" live ", " live?", " survive ", " survive?", "life expectancy"}))
    understood.endpoints.emplace_back("survival");
  for (const Mention& mention : mentions(text)) {
    if (mention.meant->kind == "endpoint") understood.endpoints.emplace_back(mention.meant->name);
    if (mention.narrower || mention.meant->kind == "unit") continue;
    const auto meant = stems_of(slice(text, mention.span));
    const auto add = [&](std::string_view words) {
      auto stems = stems_of(words);
      if (stems != meant) understood.synonyms.push_back({std::move(stems), meant});
    };
    add(mention.meant->name);
    for (std::string_view synonym : mention.meant->synonyms) add(synonym);
    for (std::string_view narrower : mention.meant->narrower) add(narrower);
  }
  // Whether something is safe is told in more words than those for harms.
  understood.asks_harms = shown.outcome == kHarms;
  if (understood.asks_harms)
    for (std::string_view word : {"safe", "safely", "safety", "tolerated", "tolerance", "complication"})
      understood.synonyms.push_back({stems_of(word), stems_of(kHarms)});
  add_spellings(text, understood);
  return understood;
}

UnderstoodQuestion understand(std::string_view text) {
  Question question;
  question.text = std::string(text);
  return understand(question);
}

Interpretation interpret(std::string_view question) { return understand(question).shown; }

}  // namespace warrant
