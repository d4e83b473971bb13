#include "ingest/extract/sentence_phrases.h"

#include <algorithm>

namespace warrant {

const WordSet& event_nouns() {
  static const WordSet words = {
      "mortality",    "death",         "deaths",       "dying",           "recurrence",      "recurrences",
      "relapse",      "relapses",      "progression",  "hospitalization", "hospitalisation", "hospitalizations",
      "admission",    "admissions",    "readmission",  "re-admission",    "infection",       "infections",
      "stroke",       "strokes",       "infarction",   "failure",         "event",           "events",
      "response",     "responding",    "remission",    "pregnancy",       "birth",           "births",
      "bleeding",     "hemorrhage",    "haemorrhage",  "toxicity",        "stiffness",       "fracture",
      "fractures",    "falls",         "cure",         "discontinuation", "transmission",    "pain",
      "complication", "complications", "exacerbation", "exacerbations",   "rejection",       "diabetes",
      "cancer",       "metastasis",    "metastases",   "dropout",         "adherence",       "cessation",
      "abstinence",   "vomiting",      "nausea",       "delirium",        "depression",      "enrollment",
      "enrolment",    "participation", "uptake",       "success",         "recovery",        "healing",
      "clearance",    "disability",    "malaria",      "pneumonia",       "sepsis",          "hypotension",
      "thrombosis",   "embolism",      "anaemia",      "anemia",          "preeclampsia",    "prevalence",
      "incidence",    "survival",      "consultation", "initiation",      "breastfeeding",   "use",
      "control",      "fever",         "diarrhea",     "diarrhoea",       "cough",           "wheezing",
      "pruritus",     "headache",      "rash",         "dizziness",       "neutropenia",     "thrombocytopenia",
      "hypoglycemia", "hypoglycaemia", "mucositis",    "amputation",      "reoperation",     "transfusion",
      "intubation",   "restenosis",    "miscarriage",  "stillbirth",      "conception",      "implantation",
      "seizures",     "retention",     "attendance",   "completion",      "compliance",      "immunization",
      "immunisation", "vaccination",   "coverage",     "caries",          "seroconversion",  "thromboembolism"};
  return words;
}
// Words that end a noun phrase.
const WordSet& phrase_stops() {
  static const WordSet words = {"was",
                                "were",
                                "is",
                                "are",
                                "be",
                                "been",
                                "being",
                                "had",
                                "has",
                                "have",
                                "having",
                                "did",
                                "do",
                                "does",
                                "showed",
                                "shows",
                                "show",
                                "shown",
                                "reported",
                                "report",
                                "found",
                                "observed",
                                "compared",
                                "versus",
                                "vs",
                                "v",
                                "than",
                                "but",
                                "which",
                                "that",
                                "respectively",
                                "while",
                                "whereas",
                                "when",
                                "as",
                                "or",
                                "associated",
                                "association",
                                "significantly",
                                "significant",
                                "by",
                                "between",
                                "from",
                                "if",
                                "not",
                                "no",
                                "increased",
                                "decreased",
                                "reduced",
                                "improved",
                                "longer",
                                "shorter",
                                "better",
                                "worse",
                                "greater",
                                "more",
                                "less",
                                "there",
                                "we",
                                "our",
                                "this",
                                "these",
                                "those",
                                "it",
                                "its",
                                "they",
                                "their",
                                "also",
                                "however",
                                "remained",
                                "remains",
                                "remain",
                                "reached",
                                "demonstrated",
                                "led",
                                "resulted",
                                "favored",
                                "favoured",
                                "favoring",
                                "favouring",
                                "favor",
                                "favour",
                                "indicated",
                                "revealed",
                                "yielded",
                                "achieved",
                                "experienced",
                                "estimated",
                                "identified",
                                "predicted",
                                "independent",
                                "likely",
                                "similar",
                                "difference",
                                "differences",
                                "each",
                                "only",
                                "even",
                                "after",
                                "before",
                                "at",
                                "on",
                                "to",
                                "during",
                                "because",
                                "since",
                                "although",
                                "though",
                                "into",
                                "within",
                                "per",
                                "both",
                                "median",
                                "mean",
                                "using",
                                "including",
                                "corresponding",
                                "respective",
                                "presented",
                                "occurred",
                                "developed",
                                "displays",
                                "display",
                                "presents",
                                "summarizes",
                                "summarises",
                                "lists",
                                "depicts",
                                "illustrates"};
  return words;
}
const WordSet& articles() {
  static const WordSet words = {"the", "a", "an", "all", "any", "of"};
  return words;
}
const WordSet& lead_ins() {
  static const WordSet words = {"in", "for", "with", "among", "amongst", "on", "of", "under", "per"};
  return words;
}

const WordSet& level_words() {
  static const WordSet words = {"high",         "low",      "higher",   "lower",     "moderate", "weak",     "strong",
                                "negligible",   "negative", "positive", "mild",      "severe",   "elevated", "normal",
                                "intermediate", "absent",   "present",  "wild-type", "mutant",   "mutated",  "medium",
                                "poor",         "good",     "standard", "small",     "large"};
  return words;
}

namespace {

const WordSet& groups_of_people() {
  static const WordSet words = {"patients",    "those",    "women",   "men",    "participants", "subjects",
                                "individuals", "children", "adults",  "people", "persons",      "cases",
                                "infants",     "mothers",  "smokers", "users",  "survivors"};
  return words;
}

bool starts_sentence_stop(const Token& t) { return one_of(t, phrase_stops()); }

const WordSet& bounds() {
  static const WordSet words = {"more",  "less",  "fewer",   "greater", "higher",
                                "lower", "older", "younger", "above",   "below"};
  return words;
}

// "6 or more": token `i` is the last word of a limit behind its number.
bool or_more(const OpenSentence& s, std::size_t i) {
  return i > 1 && one_of(s.tokens[i], bounds()) && s.tokens[i - 1].is("or") &&
         s.tokens[i - 2].kind == TokenKind::kNumber;
}

// "greater than 500": token `i` is the "than" of a limit before its number, which is no percentage.
bool than_limit(const OpenSentence& s, std::size_t i) {
  return i > 0 && s.tokens[i].is("than") && one_of(s.tokens[i - 1], bounds()) && i + 1 < s.tokens.size() &&
         s.tokens[i + 1].kind == TokenKind::kNumber && !s.tokens[i + 1].number.percent;
}

}  // namespace

// Finite verbs that follow the thing a result is about.
const WordSet& finite_verbs() {
  static const WordSet words = {
      "was",         "were",      "is",           "are",       "had",       "has",       "have",      "led",
      "leads",       "showed",    "shows",        "remained",  "remains",   "resulted",  "improved",  "improves",
      "reduced",     "reduces",   "increased",    "increases", "prolonged", "predicted", "predicts",  "doubled",
      "experienced", "achieved",  "demonstrated", "conferred", "carried",   "yielded",   "favored",   "favoured",
      "decreased",   "lived",     "survived",     "exhibited", "rose",      "declined",  "dropped",   "did",
      "more",        "tended",    "extended",     "produced",  "provided",  "seemed",    "appeared",  "correlated",
      "associated",  "lowered",   "raised",       "received",  "protected", "halved",    "prevented", "delayed",
      "affected",    "shortened", "approached",   "persisted"};
  return words;
}
// The noun phrase that ends before token `end` (exclusive), at most `limit` tokens.
TokenRange phrase_before(const OpenSentence& s, std::size_t end, std::size_t floor, std::size_t limit) {
  std::size_t last = end;
  // "X (n = 44) (HR …": an aside between the phrase and the claim.
  while (last > floor && (s.tokens[last - 1].is(')') || s.tokens[last - 1].is(']')) &&
         s.partner[last - 1] != OpenSentence::npos && s.partner[last - 1] >= floor)
    last = s.partner[last - 1];
  std::size_t first = last;
  while (first > floor && last - first < limit) {
    const Token& t = s.tokens[first - 1];
    if (t.is_word()) {
      // "six or more visits", "blood loss greater than 500 ml": a limit is part of the phrase.
      if (first > floor + 2 && first < last && or_more(s, first - 1)) {
        first -= 3;
        continue;
      }
      if (first > floor + 2 && than_limit(s, first - 1)) {
        first -= 2;
        continue;
      }
      if (starts_sentence_stop(t) || one_of(t, finite_verbs()) || t.is("and") || t.is("for") || t.is("in") ||
          t.is("among") || t.is("with")) {
        // "patients who developed new metastases (HR 2.2": back to whom the clause is about.
        std::size_t verb = first - 1;
        if (verb > floor + 1 && !s.tokens[verb - 1].is("who") && s.tokens[verb - 2].is("who")) --verb;
        if (last > first && verb > floor + 1 && s.tokens[verb - 1].is("who") &&
            one_of(s.tokens[verb - 2], groups_of_people()))
          first = verb - 2;
        break;
      }
      --first;
      continue;
    }
    if (t.kind == TokenKind::kNumber || t.is('-') || t.is('/') || t.is('%') || t.is('l') || t.is('g') || t.is('<') ||
        t.is('>') || t.is('+') || t.is('=')) {
      --first;
      continue;
    }
    break;
  }
  while (first < last && (one_of(s.tokens[first], articles()) ||
                          (s.tokens[first].kind == TokenKind::kSymbol && !s.tokens[first].is('<') &&
                           !s.tokens[first].is('>') && !s.tokens[first].is('l') && !s.tokens[first].is('g'))))
    ++first;
  return {first, last};
}

// The noun phrase that starts at token `first`, at most `limit` tokens.
TokenRange phrase_after(const OpenSentence& s, std::size_t first, std::size_t limit) {
  while (first < s.tokens.size() && (one_of(s.tokens[first], articles()))) ++first;
  std::size_t end = first;
  while (end < s.tokens.size() && end - first < limit) {
    const Token& t = s.tokens[end];
    if (t.is_word()) {
      if (end > first && t.is("with")) {
        static const WordSet people = {"patients",    "those",    "women",  "men",    "participants", "subjects",
                                       "individuals", "children", "adults", "tumors", "tumours",      "disease",
                                       "people",      "persons",  "cases",  "plus",   "treated"};
        if (!one_of(s.tokens[end - 1], people)) break;
      }
      // "patients who developed new metastases", "those with no expression": the clause says which people.
      if (end > first && (t.is("who") || t.is("whose")) && one_of(s.tokens[end - 1], groups_of_people())) {
        ++end;
        for (int verbs = 0;
             verbs < 2 && end < s.tokens.size() && s.tokens[end].is_word() &&
             (one_of(s.tokens[end], phrase_stops()) || one_of(s.tokens[end], finite_verbs()) || verbs == 0);
             ++verbs)
          ++end;
        continue;
      }
      if (end > first && t.is("no") && s.tokens[end - 1].is("with")) {
        ++end;
        continue;
      }
      const bool levels = end > first && t.is("or") && one_of(s.tokens[end - 1], level_words()) &&
                          end + 1 < s.tokens.size() && one_of(s.tokens[end + 1], level_words());
      if (end > first && !levels &&
          (starts_sentence_stop(t) || t.is("and") || t.is("for") || t.is("in") || t.is("among")))
        break;
      if (end == first && (t.is("which") || t.is("that") || t.is("respectively") || t.is("median"))) break;
      ++end;
      continue;
    }
    if (t.kind == TokenKind::kNumber || t.is('-') || t.is('/') || t.is('%') || t.is('l') || t.is('g') || t.is('<') ||
        t.is('>') || t.is('+')) {
      ++end;
      continue;
    }
    // "combination therapy (fulvestrant 250 mg plus anastrozole) compared with": an aside of words stays inside.
    if (t.is('(') && s.partner[end] != OpenSentence::npos && s.partner[end] - end < 12 &&
        s.partner[end] - first < limit + 6) {
      const std::size_t close = s.partner[end];
      bool numbers = false;
      for (std::size_t k = end + 1; k < close; ++k)
        numbers |= s.tokens[k].is('=') || s.tokens[k].is('%') || s.tokens[k].is("ci");
      if (numbers || close + 1 >= s.tokens.size() || !s.tokens[close + 1].is_word()) break;
      end = close + 1;
      continue;
    }
    break;
  }
  while (end > first && s.tokens[end - 1].kind == TokenKind::kSymbol && !s.tokens[end - 1].is(')') &&
         !s.tokens[end - 1].is('%') && !s.tokens[end - 1].is('+'))
    --end;
  return {first, end};
}

bool in_capitals(const Token& token) {
  return token.text.size() > 2 &&
         std::all_of(token.text.begin(), token.text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool mentions_endpoint(const OpenSentence& s, TokenRange r) {
  return std::any_of(s.endpoints.begin(), s.endpoints.end(),
                     [&](const Endpoint& e) { return e.range.first < r.end && r.first < e.range.end; });
}

bool ends_in_event(const OpenSentence& s, TokenRange r) {
  return !r.empty() && one_of(s.tokens[r.end - 1], event_nouns());
}

bool has_word(const OpenSentence& s, TokenRange r) {
  for (std::size_t i = r.first; i < r.end; ++i)
    if (s.tokens[i].is_word() && s.tokens[i].text.size() > 1) return true;
  return false;
}

// Conditions that are risk factors as often as outcomes.
const WordSet& conditions() {
  static const WordSet words = {"diabetes", "cancer",     "depression", "pneumonia",   "sepsis",     "malaria",
                                "embolism", "infection",  "infections", "hypotension", "pain",       "anaemia",
                                "anemia",   "use",        "disability", "pregnancy",   "prevalence", "incidence",
                                "control",  "metastasis", "metastases"};
  return words;
}

std::string words(const OpenSentence& s, TokenRange r) {
  // No label ends in a verb or preposition.
  static const WordSet trailing = {"was",  "were", "is",    "are",    "had",      "has", "have", "led", "to",
                                   "in",   "of",   "with",  "for",    "and",      "or",  "by",   "at",  "still",
                                   "also", "not",  "who",   "showed", "resulted", "the", "a",    "on",  "be",
                                   "can",  "will", "could", "would",  "should",   "did", "that"};
  while (r.end > r.first + 1 && one_of(s.tokens[r.end - 1], trailing) && s.tokens[r.end - 1].text != "A" &&
         !in_capitals(s.tokens[r.end - 1]))
    --r.end;
  return std::string(s.text(r));
}

// The index after brackets that close behind the claim.
std::size_t after_brackets(const OpenSentence& s, std::size_t i) {
  while (i < s.tokens.size() && (s.tokens[i].is(')') || s.tokens[i].is(']'))) ++i;
  return i;
}

std::size_t after_aside(const OpenSentence& s, std::size_t i) {
  i = after_brackets(s, i);
  return i < s.tokens.size() && s.tokens[i].is('(') && s.partner[i] != OpenSentence::npos ? s.partner[i] + 1 : i;
}

// Whose event it is, is no part of the event: "mortality of patients".
const WordSet& people_words() {
  static const WordSet words = {"patients", "women", "men", "children", "participants", "subjects", "people", "infants",
                                "the",      "a",     "all", "these",    "those",        "our",      "each",   "this"};
  return words;
}

TokenRange measured_before(const OpenSentence& s, std::size_t bracket) {
  static const WordSet heads = {"reduction",  "increase",    "decrease",     "odds",       "risk",
                                "rate",       "rates",       "incidence",    "likelihood", "hazard",
                                "reductions", "probability", "improvement",  "decline",    "increases",
                                "decreases",  "declines",    "improvements", "risks",      "probabilities"};
  constexpr std::size_t kLongest = 9;
  for (std::size_t k = bracket; k > 1 && bracket - k < kLongest; --k) {
    const Token& t = s.tokens[k - 1];
    if (t.is_number() || t.is('-')) continue;  // "CAR for weeks 5–10"
    if (!t.is_word() || one_of(t, finite_verbs()) || t.is("than") || t.is("with") || t.is("between")) return {};
    if (!(t.is("in") || t.is("of")) || !one_of(s.tokens[k - 2], heads)) continue;
    TokenRange r{k, bracket};
    // "reduction in the odds of the composite": the last of them.
    while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
    static const WordSet groups = {"group", "groups", "arm", "arms", "patients", "women", "men", "participants"};
    // "risk of X in women in group 2": in whom is no part of it.
    for (std::size_t m = r.end; m-- > r.first + 1;)
      if (m + 1 < r.end && (s.tokens[m].is("in") || s.tokens[m].is("among") || s.tokens[m].is("for")) &&
          (one_of(s.tokens[m + 1], groups) || one_of(s.tokens[m + 1], groups_of_people()) ||
           (m + 3 >= r.end && (s.tokens[r.end - 1].is("models") || s.tokens[r.end - 1].is("model") ||
                               s.tokens[r.end - 1].is("analysis") || s.tokens[r.end - 1].is("analyses")))))
        r.end = m;
    if (r.empty() || one_of(s.tokens[r.end - 1], groups)) return {};
    return r;
  }
  return {};
}

TokenRange list_item_before(const OpenSentence& s, std::size_t bracket) {
  static const WordSet ratios = {"or",  "hr",   "rr",     "aor",      "ahr",     "arr",
                                 "irr", "odds", "hazard", "adjusted", "relative"};
  std::size_t items = 0, previous = OpenSentence::npos, first_item = OpenSentence::npos;
  for (std::size_t i = 0; i + 1 < s.tokens.size(); ++i) {
    if (!s.tokens[i].is('(') || s.open[i] != OpenSentence::npos || !one_of(s.tokens[i + 1], ratios)) continue;
    ++items;
    if (first_item == OpenSentence::npos) first_item = i;
    if (i < bracket) previous = i;
  }
  if (items < 3 || previous == OpenSentence::npos || s.partner[previous] == OpenSentence::npos) return {};
  TokenRange r{s.partner[previous] + 1, bracket};
  while (!r.empty() && (s.tokens[r.first].is(',') || s.tokens[r.first].is(';') || s.tokens[r.first].is("and") ||
                        s.tokens[r.first].is("or") || one_of(s.tokens[r.first], articles())))
    ++r.first;
  constexpr std::size_t kLongest = 14;
  if (r.empty() || r.end - r.first > kLongest || !has_word(s, r)) return {};
  // "flushes per day (of both kinds) (HR …": without the aside.
  if (s.tokens[r.end - 1].is(')') && s.partner[r.end - 1] != OpenSentence::npos && s.partner[r.end - 1] > r.first)
    r.end = s.partner[r.end - 1];
  for (std::size_t k = r.first; k < r.end; ++k) {
    const bool or_more = k > r.first && s.tokens[k - 1].is("or");  // "6 or more visits"
    if ((one_of(s.tokens[k], finite_verbs()) && !or_more) || s.tokens[k].is(';') || s.tokens[k].is('(')) return {};
  }
  return r;
}

}  // namespace warrant
