#include "ingest/extract/group_phrases.h"

#include <algorithm>

#include "ingest/extract/sentence_phrases.h"

namespace warrant {
namespace {

// Words that open a clause, or a sentence without being about anything.
const WordSet kClauseOpeners = {
    "that",    "which",     "while",      "whereas",       "but",         "although",     "though",
    "because", "however",   "moreover",   "furthermore",   "similarly",   "additionally", "also",
    "thus",    "therefore", "where",      "when",          "if",          "and",          "indeed",
    "finally", "overall",   "conversely", "interestingly", "importantly", "likewise",     "notably"};
const WordSet kEmptySubjects = {"univariable",
                                "univariate",
                                "multivariable",
                                "multivariate",
                                "adjusted",
                                "unadjusted",
                                "endpoints",
                                "end-points",
                                "less",
                                "more",
                                "beyond",
                                "there",
                                "we",
                                "it",
                                "this",
                                "these",
                                "they",
                                "results",
                                "findings",
                                "analysis",
                                "analyses",
                                "study",
                                "studies",
                                "model",
                                "effect",
                                "effects",
                                "difference",
                                "differences",
                                "results",
                                "estimates",
                                "trial",
                                "ratio",
                                "ratios",
                                "rate",
                                "rates",
                                "data",
                                "who",
                                "hr",
                                "or",
                                "rr",
                                "value",
                                "values",
                                "factor",
                                "factors",
                                "predictor",
                                "predictors",
                                "response",
                                "endpoint",
                                "end-point",
                                "outcome",
                                "outcomes",
                                "risk",
                                "odds",
                                "hazard",
                                "trend",
                                "association",
                                "each",
                                "comparison",
                                "hazards",
                                "confidence",
                                "interval",
                                "ci",
                                "median",
                                "follow-up",
                                "set",
                                "time",
                                "times",
                                "respectively",
                                "benefit",
                                "modelling",
                                "modeling",
                                "adjustment",
                                "regression",
                                "models",
                                "covariates",
                                "confounders",
                                "imputation",
                                "counterparts",
                                "low",
                                "high",
                                "higher",
                                "lower",
                                "about",
                                "approximately",
                                "satisfactory",
                                "different",
                                "similar",
                                "adjusted",
                                "around",
                                "only",
                                "latter",
                                "former",
                                "significant",
                                "rather",
                                "trends",
                                "towards",
                                "respective",
                                "corresponding",
                                "stratification",
                                "entry",
                                "presentation",
                                "baseline",
                                "investigator",
                                "review",
                                "considered",
                                "significance",
                                "reduction",
                                "regardless",
                                "irrespective",
                                "faster",
                                "slower",
                                "earlier",
                                "later",
                                "sooner",
                                "better",
                                "worse",
                                "longer",
                                "shorter"};

}  // namespace

bool listed(const OpenSentence& s, std::size_t at) {
  if (at >= s.tokens.size() || !s.tokens[at].is('(')) return false;
  int brackets = 0;
  for (std::size_t i = 0; i < s.tokens.size(); ++i)
    if (s.tokens[i].is('(') && i + 1 < s.tokens.size() &&
        (s.tokens[i + 1].text == "OR" || s.tokens[i + 1].text == "HR" || s.tokens[i + 1].text == "RR" ||
         s.tokens[i + 1].text == "AOR" || s.tokens[i + 1].text == "aOR" || s.tokens[i + 1].is("odds") ||
         s.tokens[i + 1].is("hazard") || s.tokens[i + 1].is("adjusted")))
      ++brackets;
  return brackets >= 3;
}

bool about_something(const OpenSentence& s, TokenRange r) {
  if (!has_word(s, r) || mentions_endpoint(s, r)) return false;
  static const WordSet no_start = {
      "was",         "were",         "is",          "are",      "had",        "has",       "be",
      "been",        "less",         "months",      "years",    "weeks",      "days",      "from",
      "which",       "irrespective", "regardless",  "whether",  "considered", "including", "respectively",
      "differences", "such",         "improvement", "increase", "reduction",  "decrease",  "decline",
      "change",      "twice",        "rate",        "rates",    "median",     "mean"};
  if (one_of(s.tokens[r.first], no_start) && !in_capitals(s.tokens[r.first])) return false;
  // "approximately 15% of patients": a share.
  for (std::size_t k = r.first; k < r.end && k < r.first + 4; ++k) {
    if (s.tokens[k].is('%') || (s.tokens[k].is_number() && s.tokens[k].number.percent)) {
      if (!(s.tokens[r.first].is('<') || s.tokens[r.first].is('>') || s.tokens[r.first].is('l') ||
            s.tokens[r.first].is('g')))
        for (std::size_t m = k; m < r.end; ++m)
          if (s.tokens[m].is("of")) return false;
      break;
    }
  }
  // "the two groups", "both arms", "this group": nobody's name.
  static const WordSet unnamed = {"two",  "three",  "both", "these",     "this",  "the",  "study", "treatment", "group",
                                  "arms", "groups", "arm",  "different", "other", "four", "same",  "all"};
  // "This treatment", "these findings": what the sentence before names.
  static const WordSet pointing = {"this", "these", "that", "such"};
  static const WordSet pointed_at = {"treatment",  "treatments", "therapy",      "therapies",   "regimen",  "regimens",
                                     "approach",   "strategy",   "combination",  "drug",        "drugs",    "agent",
                                     "procedure",  "method",     "intervention", "observation", "finding",  "findings",
                                     "result",     "results",    "relationship", "association", "trend",    "schedule",
                                     "concept",    "effect",     "effects",      "factor",      "factors",  "variable",
                                     "difference", "reduction",  "increase",     "improvement", "analysis", "model"};
  if (one_of(s.tokens[r.first], pointing) && r.end - r.first <= 3 && one_of(s.tokens[r.end - 1], pointed_at))
    return false;
  // "sufficient", "more frequently": no name.
  static const WordSet predicates = {"sufficient",  "insufficient", "effective", "possible", "necessary", "detectable",
                                     "significant", "likely",       "unlikely",  "example",  "instance",  "contrast"};
  std::size_t content = 0, judging = 0;
  for (std::size_t k = r.first; k < r.end; ++k) {
    if (!s.tokens[k].is_word() || one_of(s.tokens[k], articles()) || s.tokens[k].is("more") || s.tokens[k].is("much"))
      continue;
    ++content;
    const std::string_view text = s.tokens[k].text;
    judging += one_of(s.tokens[k], predicates) || (text.size() > 5 && text.ends_with("ly") && !text.ends_with("ily"));
  }
  if (content > 0 && content == judging) return false;
  // "We observed", "showing improvement": nobody's result.
  static const WordSet tellers = {"we",        "showing",   "demonstrating", "suggesting", "indicating",
                                  "revealing", "resulting", "leading",       "giving",     "yielding"};
  if (one_of(s.tokens[r.first], tellers)) return false;
  // "previous trials": another work's.
  static const WordSet works = {"trials", "studies", "reports", "series", "results", "data", "findings"};
  if ((s.tokens[r.first].is("previous") || s.tokens[r.first].is("other") || s.tokens[r.first].is("earlier")) &&
      r.end - r.first > 1 && one_of(s.tokens[r.first + 1], works))
    return false;
  bool named = false;
  for (std::size_t k = r.first; k < r.end; ++k) named |= !one_of(s.tokens[k], unnamed);
  const bool grouped = s.tokens[r.end - 1].is("groups") || s.tokens[r.end - 1].is("arms") ||
                       ((s.tokens[r.end - 1].is("group") || s.tokens[r.end - 1].is("arm")) && r.end - r.first > 1 &&
                        s.tokens[r.first].is("this"));
  if (!named && grouped) return false;
  static const WordSet people = {"patients", "women",       "men",    "participants", "subjects", "those",
                                 "children", "individuals", "people", "group",        "groups"};
  bool persons = false;
  for (std::size_t k = r.first; k < r.end; ++k) persons |= one_of(s.tokens[k], people);
  // "absence of fever (OR …)" in a list of factors.
  static const WordSet traits = {"absence", "presence", "history", "lack", "no", "previous", "prior", "past", "having"};
  const bool trait = one_of(s.tokens[r.first], traits) || one_of(s.tokens[r.end - 1], conditions());
  if (ends_in_event(s, r) && !persons && !(trait && listed(s, r.end))) return false;
  const Token& last = s.tokens[r.end - 1];
  // "those who attended for 12 months", "women dosed five days a week": people whom a time tells apart.
  const bool told_apart = persons && r.end - r.first > 3 &&
                          (s.tokens[r.first + 1].is("who") || s.tokens[r.first + 1].is("whose") ||
                           s.tokens[r.first + 1].is("aged") || s.tokens[r.first + 1].text.ends_with("ed"));
  if (!told_apart && last.is_word() && last.text.size() > 1 && !time_unit(last.text).empty() &&
      !(r.end - r.first > 2 && s.tokens[r.end - 2].is('/')))
    return false;
  for (std::size_t k = r.first; k < r.end; ++k)
    if (s.tokens[k].is("hazard") || s.tokens[k].is("odds") || s.tokens[k].is("ci") || s.tokens[k].text == "HR" ||
        s.tokens[k].text == "OR")
      return false;
  if ((last.is("factor") || last.is("factors")) && r.end - r.first >= 2) {
    static const WordSet judged = {"prognostic", "risk",      "independent", "predictive", "significant",
                                   "protective", "important", "adverse",     "favorable",  "favourable"};
    if (!one_of(s.tokens[r.end - 2], judged)) return true;
  }
  return !one_of(last, kEmptySubjects) && !(r.end - r.first == 1 && one_of(s.tokens[r.first], kClauseOpeners));
}

TokenRange clause_subject(const OpenSentence& s, std::size_t at) {
  const std::size_t floor = at > 60 ? at - 60 : 0;
  for (std::size_t v = at; v > floor; --v) {
    const std::size_t verb = v - 1;
    if (!one_of(s.tokens[verb], finite_verbs())) continue;
    const std::size_t bracket = s.open[verb];
    if (bracket != OpenSentence::npos && s.open[at < s.tokens.size() ? at : at - 1] != bracket) continue;
    // Back to the clause's start.
    std::size_t first = verb;
    while (first > 0 && verb - first < 22) {
      const Token& t = s.tokens[first - 1];
      if (t.is(';') || t.is(':') || t.is('(') || t.is('[')) break;
      if ((t.is(')') || t.is(']')) && s.partner[first - 1] != OpenSentence::npos) {
        first = s.partner[first - 1];
        continue;
      }
      if (t.is(',') || one_of(t, kClauseOpeners)) {
        // "A and B were …": the subject goes on when no verb stands before it.
        break;
      }
      --first;
    }
    std::size_t end = verb;
    while (end > first &&
           (s.tokens[end - 1].is("significantly") || s.tokens[end - 1].is("also") || s.tokens[end - 1].is("both") ||
            s.tokens[end - 1].is("independently") || s.tokens[end - 1].is("not") || s.tokens[end - 1].is("who") ||
            s.tokens[end - 1].is("were") || s.tokens[end - 1].is("was")))
      --end;
    while (first < end && (one_of(s.tokens[first], articles()) || one_of(s.tokens[first], kClauseOpeners))) ++first;
    TokenRange r{first, end};
    // "…, compared to patients without it, who had a median OS of 6.9 months": whom the relative clause is about.
    if (verb > 1 && (s.tokens[verb - 1].is("who") || s.tokens[verb - 1].is("which"))) {
      const std::size_t before = verb - (s.tokens[verb - 2].is(',') ? 2 : 1);
      if (const TokenRange people = phrase_before(s, before, 0, 10); !people.empty() && about_something(s, people))
        return people;
    }
    // The nearest verb may be a participle: "the drug was associated with reduced …".
    for (std::size_t k = r.first + 1; k < r.end; ++k)
      if (s.tokens[k - 1].is("who") || s.tokens[k - 1].is("that") || s.tokens[k - 1].is("which")) {
        continue;  // "patients who had X": a part of it
      } else if (s.tokens[k].is("was") || s.tokens[k].is("were") || s.tokens[k].is("is") || s.tokens[k].is("had") ||
                 s.tokens[k].is("has")) {
        r.end = k;
        break;
      }
    if (!r.empty() && about_something(s, r)) return r;
  }
  return {};
}

TokenRange item_label(const OpenSentence& s, std::size_t value) {
  // "(wild type: 7.5 months, codon 12: 8.2 months)"
  if (value > 1 && s.tokens[value - 1].is(':') && s.open[value] != OpenSentence::npos) {
    TokenRange r{value - 1, value - 1};
    while (r.first > 0 && r.end - r.first < 8 && !s.tokens[r.first - 1].is(',') && !s.tokens[r.first - 1].is('(') &&
           !s.tokens[r.first - 1].is(';') && !s.tokens[r.first - 1].is(':'))
      --r.first;
    return has_word(s, r) && !mentions_endpoint(s, r) ? r : TokenRange{};
  }
  const Endpoint* head = nullptr;
  for (const Endpoint& e : s.endpoints)
    if (e.range.end <= value) head = &e;
  if (head == nullptr || value - head->range.end > 3) return {};
  std::size_t end = head->range.first;
  if (end > 0 && s.tokens[end - 1].is("median")) --end;
  std::size_t first = end;
  while (first > 0 && !s.tokens[first - 1].is(';') && !s.tokens[first - 1].is(':')) {
    const Token& t = s.tokens[first - 1];
    if (end - first > 10 || one_of(t, finite_verbs()) || t.is(',') || t.is("and") || s.open[first - 1] != s.open[value])
      return {};
    --first;
  }
  // Only in a list: a semicolon before it or behind it.
  bool list = first > 0;
  if (!list)
    for (std::size_t i = value; i < s.tokens.size() && !list; ++i)
      list = s.tokens[i].is(';') && s.open[i] == s.open[value];
  return list ? TokenRange{first, end} : TokenRange{};
}

std::string lent_prefix(const OpenSentence& s, TokenRange phrase) {
  if (phrase.first < 2 || !(s.tokens[phrase.first - 1].is("and") || s.tokens[phrase.first - 1].is("or") ||
                            s.tokens[phrase.first - 1].is(',')))
    return {};
  std::size_t close = phrase.first - 2;
  if (s.tokens[close].is(',') && close > 0) --close;
  if (!(s.tokens[close].is(')') || s.tokens[close].is(']')) || s.partner[close] == OpenSentence::npos) return {};
  const TokenRange before = phrase_before(s, s.partner[close], 0, 8);
  if (before.empty()) return {};
  for (std::size_t k = before.first; k + 1 < before.end; ++k)
    if (s.tokens[k].is("of")) return std::string(s.text({before.first, k + 1})) + " ";
  static const WordSet levels = {"higher",     "lower",      "high",      "low",   "elevated",
                                 "increasing", "decreasing", "increased", "older", "younger"};
  if (before.end - before.first > 1 && one_of(s.tokens[before.first], levels) &&
      !one_of(s.tokens[phrase.first], levels))
    return std::string(s.tokens[before.first].text) + " ";
  return {};
}

std::string spelled_level(const OpenSentence& s, const std::string& subject) {
  const std::vector<Token> label = lex(subject);
  if (label.size() >= 3 && label[label.size() - 2].is("whose")) {
    for (std::size_t i = 0; i + 2 < s.tokens.size(); ++i) {
      if (!s.tokens[i].is("whose")) continue;
      static const WordSet has = {"had", "showed", "demonstrated", "expressed", "were", "was", "have", "has"};
      if (!one_of(s.tokens[i + 2], has)) continue;
      const TokenRange r = phrase_after(s, i + 3, 8);
      if (has_word(s, r) && subject.find(s.tokens[i + 1].text) != std::string::npos) return words(s, r);
    }
  }
  if (label.size() != 1 || !one_of(label[0], level_words())) return subject;
  constexpr std::size_t kLongest = 5;
  for (std::size_t i = 0; i + 1 < s.tokens.size(); ++i) {
    if (!one_of(s.tokens[i], level_words())) continue;
    const TokenRange r = phrase_after(s, i + 1, kLongest);
    if (r.first != i + 1 || !has_word(s, r) || one_of(s.tokens[r.first], level_words()) || mentions_endpoint(s, r) ||
        !s.tokens[r.first].is_word() || one_of(s.tokens[r.first], lead_ins()) || s.tokens[r.first].is("and") ||
        one_of(s.tokens[r.first], finite_verbs()) || one_of(s.tokens[r.first], phrase_stops()))
      continue;
    return subject + " " + words(s, r);
  }
  return subject;
}

TokenRange related_factor(const OpenSentence& s, std::size_t claim) {
  constexpr std::size_t kFar = 32;
  for (std::size_t i = claim; i-- > (claim > kFar ? claim - kFar : 1);) {
    const Token& t = s.tokens[i];
    if (t.is(';')) return {};
    const bool relates =
        (t.is("with") && i > 0 && s.tokens[i - 1].is("associated")) ||
        ((t.is("for") || t.is("of")) && i > 0 && (s.tokens[i - 1].is("factor") || s.tokens[i - 1].is("predictor")));
    if (!relates) continue;
    // The right side tells of an event, endpoint, risk or change of one.
    bool event = false;
    for (std::size_t k = i + 1; k < claim && k < i + 14 && !s.tokens[k].is('('); ++k)
      event |= one_of(s.tokens[k], event_nouns()) || s.tokens[k].is("risk") || s.tokens[k].is("odds") ||
               s.tokens[k].is("hazard") || s.tokens[k].is("likelihood");
    for (const Endpoint& e : s.endpoints) event |= e.range.first > i && e.range.first < claim;
    return event ? clause_subject(s, i) : TokenRange{};
  }
  return {};
}

}  // namespace warrant
