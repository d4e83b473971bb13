// Which outcome, group and comparator a number in running text belongs to: nearest words, in a fixed order of trust.
#include <algorithm>

#include "ingest/extract/sentence_context.h"

namespace warrant {
namespace {

const WordSet kEventNouns = {
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
    "control"};
// Words that end a noun phrase.
const WordSet kStops = {"was",
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
                        "developed"};
const WordSet kArticles = {"the", "a", "an", "all", "any", "of"};
const WordSet kLeadIns = {"in", "for", "with", "among", "amongst", "on", "of", "under", "per"};

bool starts_sentence_stop(const Token& t) { return one_of(t, kStops); }

// Finite verbs that follow the thing a result is about.
const WordSet kVerbs = {"was",       "were",     "is",         "are",         "had",       "has",          "have",
                        "led",       "leads",    "showed",     "shows",       "remained",  "remains",      "resulted",
                        "improved",  "improves", "reduced",    "reduces",     "increased", "increases",    "prolonged",
                        "predicted", "predicts", "doubled",    "experienced", "achieved",  "demonstrated", "conferred",
                        "carried",   "yielded",  "favored",    "favoured",    "decreased", "lived",        "survived",
                        "exhibited", "did",      "more",       "tended",      "extended",  "produced",     "provided",
                        "seemed",    "appeared", "correlated", "associated",  "lowered",   "raised",       "received"};
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
      if (starts_sentence_stop(t) || one_of(t, kVerbs) || t.is("and") || t.is("for") || t.is("in") || t.is("among") ||
          t.is("with"))
        break;
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
  while (first < last && (one_of(s.tokens[first], kArticles) ||
                          (s.tokens[first].kind == TokenKind::kSymbol && !s.tokens[first].is('<') &&
                           !s.tokens[first].is('>') && !s.tokens[first].is('l') && !s.tokens[first].is('g'))))
    ++first;
  return {first, last};
}

// The noun phrase that starts at token `first`, at most `limit` tokens.
TokenRange phrase_after(const OpenSentence& s, std::size_t first, std::size_t limit) {
  while (first < s.tokens.size() && (one_of(s.tokens[first], kArticles))) ++first;
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
      if (end > first && (starts_sentence_stop(t) || t.is("and") || t.is("for") || t.is("in") || t.is("among"))) break;
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

bool mentions_endpoint(const OpenSentence& s, TokenRange r) {
  return std::any_of(s.endpoints.begin(), s.endpoints.end(),
                     [&](const Endpoint& e) { return e.range.first < r.end && r.first < e.range.end; });
}

bool ends_in_event(const OpenSentence& s, TokenRange r) {
  return !r.empty() && one_of(s.tokens[r.end - 1], kEventNouns);
}

bool has_word(const OpenSentence& s, TokenRange r) {
  for (std::size_t i = r.first; i < r.end; ++i)
    if (s.tokens[i].is_word() && s.tokens[i].text.size() > 1) return true;
  return false;
}

// Conditions that are risk factors as often as outcomes.
const WordSet kConditions = {"diabetes", "cancer",     "depression", "pneumonia",   "sepsis",     "malaria",
                             "embolism", "infection",  "infections", "hypotension", "pain",       "anaemia",
                             "anemia",   "use",        "disability", "pregnancy",   "prevalence", "incidence",
                             "control",  "metastasis", "metastases"};

std::string words(const OpenSentence& s, TokenRange r) {
  // No label ends in a verb or preposition.
  static const WordSet trailing = {"was",  "were", "is",   "are",    "had",      "has", "have", "led", "to",
                                   "in",   "of",   "with", "for",    "and",      "or",  "by",   "at",  "still",
                                   "also", "not",  "who",  "showed", "resulted", "the", "a",    "on"};
  while (r.end > r.first + 1 && one_of(s.tokens[r.end - 1], trailing) && s.tokens[r.end - 1].text != "A") --r.end;
  return std::string(s.text(r));
}

// The index after brackets that close behind the claim.
std::size_t after_brackets(const OpenSentence& s, std::size_t i) {
  while (i < s.tokens.size() && (s.tokens[i].is(')') || s.tokens[i].is(']'))) ++i;
  return i;
}

// Whose event it is, is no part of the event: "mortality of patients".
const WordSet kPeople = {"patients", "women", "men", "children", "participants", "subjects", "people", "infants",
                         "the",      "a",     "all", "these",    "those",        "our",      "each",   "this"};

// The event noun phrase nearest before `end`, not before `floor`.
TokenRange event_before(const OpenSentence& s, std::size_t end, std::size_t floor) {
  for (std::size_t i = end; i > floor; --i) {
    const Token& t = s.tokens[i - 1];
    if (one_of(t, kEventNouns)) {
      // "risk of death", "rate of infection": the phrase up to the noun, with its adjectives.
      TokenRange r = phrase_before(s, i, floor, 6);
      for (std::size_t k = r.end; k-- > r.first;)
        if (s.tokens[k].is("of")) {
          r.first = k + 1;
          break;
        }
      while (!r.empty() &&
             (one_of(s.tokens[r.first], kArticles) || s.tokens[r.first].is("adjusted") ||
              s.tokens[r.first].is("unadjusted") || s.tokens[r.first].is("model") || s.tokens[r.first].is("final")))
        ++r.first;
      return r;
    }
  }
  return {};
}

// What "associated with", "odds of", "risk of", "likelihood of" name before `end`.
TokenRange cued_outcome(const OpenSentence& s, std::size_t end, std::size_t floor) {
  static const WordSet heads = {"risk", "odds",  "likelihood", "probability", "chance",
                                "rate", "rates", "hazard",     "incidence"};
  for (std::size_t i = end; i > floor + 1; --i) {
    const Token& of = s.tokens[i - 1];
    const Token& head = s.tokens[i - 2];
    const bool cue =
        ((of.is("of") || of.is("for")) && one_of(head, heads)) || (of.is("with") && head.is("associated")) ||
        (of.is("of") &&
         (head.is("predictor") || head.is("predictors") || head.is("predictive") || head.is("prognostic"))) ||
        (of.is("to") && head.is("likely"));
    if (!cue) continue;
    TokenRange r = phrase_after(s, i, 7);
    while (!r.empty() &&
           (s.tokens[r.first].is("increased") || s.tokens[r.first].is("decreased") || s.tokens[r.first].is("reduced") ||
            s.tokens[r.first].is("higher") || s.tokens[r.first].is("lower")))
      ++r.first;
    if (r.end > end) r.end = std::max(r.first, end);
    if (!r.empty()) return r;
  }
  return {};
}

// The endpoint or event nearest before sentence `s` in its paragraph.
std::string outcome_earlier(const Reading& reading, const OpenSentence& s) {
  for (std::size_t back = 1; back <= 4 && back <= s.index; ++back) {
    const Sentence& previous = reading.sentences[s.index - back];
    if (previous.passage != s.sentence.passage) {
      // Title and text of one figure are two passages.
      const auto& passages = reading.document.passages;
      const Passage& here = passages[static_cast<std::size_t>(s.sentence.passage)];
      const Passage& there = passages[static_cast<std::size_t>(previous.passage)];
      if (here.kind != PassageKind::kCaption || there.kind != PassageKind::kCaption ||
          previous.passage + 1 < s.sentence.passage)
        break;
    }
    const OpenSentence p = open_sentence(reading, s.index - back);
    if (!p.endpoints.empty()) return words(p, p.endpoints.back().range);
    if (const TokenRange r = event_before(p, p.tokens.size(), 0); !r.empty()) return words(p, r);
  }
  std::int32_t section = reading.document.passages[static_cast<std::size_t>(s.sentence.passage)].section;
  for (int depth = 0; section >= 0 && depth < 4; ++depth) {
    const std::string& title = reading.document.sections[static_cast<std::size_t>(section)].title;
    const auto tokens = lex(title);
    if (const auto endpoints = find_endpoints(tokens); !endpoints.empty())
      return title.substr(tokens[endpoints[0].range.first].span.start,
                          tokens[endpoints[0].range.end - 1].span.end - tokens[endpoints[0].range.first].span.start);
    section = reading.document.sections[static_cast<std::size_t>(section)].parent;
  }
  return main_outcome(reading.document);
}

}  // namespace

std::string event_in(std::string_view text) {
  // Conditions of the people and general words are no outcomes of a caption.
  static const WordSet no_outcome = {"use",       "control",    "reduction", "improvement", "event",    "events",
                                     "incidence", "prevalence", "cancer",    "diabetes",    "survival", "consultation"};
  const std::vector<Token> tokens = lex(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!one_of(tokens[i], kEventNouns) || one_of(tokens[i], no_outcome)) continue;
    if (i + 1 < tokens.size() && tokens[i + 1].is_word() && !starts_sentence_stop(tokens[i + 1]) &&
        !one_of(tokens[i + 1], kLeadIns) && !tokens[i + 1].is("and"))
      continue;
    std::size_t first = i;
    while (first > 0 && i - first < 4 && tokens[first - 1].is_word() && !starts_sentence_stop(tokens[first - 1]) &&
           !one_of(tokens[first - 1], kLeadIns) && !one_of(tokens[first - 1], kArticles) &&
           !tokens[first - 1].is("and") && !tokens[first - 1].is("predicting"))
      --first;
    if (first >= 2 && !time_unit(tokens[first].text).empty() && tokens[first - 1].is('-') &&
        tokens[first - 2].is_number())
      first -= 2;
    // "response to the letter", "adherence to therapy"
    std::size_t last = i;
    const bool of = i + 2 < tokens.size() && tokens[i + 1].is("of") && !one_of(tokens[i + 2], kPeople);
    if (of || (i + 2 < tokens.size() && tokens[i + 1].is("to"))) {
      std::size_t k = i + 2;
      while (k < tokens.size() && k < i + 6 && tokens[k].is_word() &&
             (one_of(tokens[k], kArticles) ||
              !(starts_sentence_stop(tokens[k]) || one_of(tokens[k], kLeadIns) || tokens[k].is("and"))))
        ++k;
      last = k - 1;
    }
    return std::string(text.substr(tokens[first].span.start, tokens[last].span.end - tokens[first].span.start));
  }
  return {};
}

std::string main_outcome(const Document& document) {
  const std::vector<Token> title = lex(document.title);
  for (const Endpoint& e : find_endpoints(title))
    return document.title.substr(title[e.range.first].span.start,
                                 title[e.range.end - 1].span.end - title[e.range.first].span.start);
  for (const Passage& p : document.passages) {
    if (p.place != Place::kAbstract) continue;
    const std::string_view text = slice(document.text, p.span);
    const std::vector<Token> tokens = lex(text, p.span.start);
    for (const Endpoint& e : find_endpoints(tokens))
      return document.text.substr(tokens[e.range.first].span.start,
                                  tokens[e.range.end - 1].span.end - tokens[e.range.first].span.start);
  }
  if (std::string event = event_in(document.title); !event.empty()) return event;
  for (const Passage& p : document.passages)
    if (p.place == Place::kAbstract)
      if (std::string event = event_in(slice(document.text, p.span)); !event.empty()) return event;
  return {};
}

std::string outcome_of(const Reading& reading, const OpenSentence& s, TokenRange claim) {
  // 1. Named inside the claim: "HR for OS was 0.8".
  for (const Endpoint& e : s.endpoints)
    if (e.range.first >= claim.first && e.range.end <= claim.end) return words(s, e.range);
  for (std::size_t i = claim.first + 1; i + 1 < claim.end; ++i)
    if ((s.tokens[i].is("for") || s.tokens[i].is("of")) && s.tokens[i + 1].is_word()) {
      TokenRange r = phrase_after(s, i + 1, 6);
      while (!r.empty() && (s.tokens[r.end - 1].kind == TokenKind::kNumber || s.tokens[r.end - 1].is("of"))) --r.end;
      if (!r.empty() && r.end <= claim.end && has_word(s, r) && !s.tokens[r.end - 1].is("group") &&
          !s.tokens[r.end - 1].is("arm"))
        return words(s, r);
    }
  // 2. Right behind it: "(HR 2.8, 95% CI 2.2–3.5) for CSS".
  const std::size_t behind = after_brackets(s, claim.end);
  if (behind + 1 < s.tokens.size() &&
      (s.tokens[behind].is("for") || s.tokens[behind].is("in") || s.tokens[behind].is("on"))) {
    for (const Endpoint& e : s.endpoints)
      if (e.range.first > behind && e.range.first <= behind + 3) return words(s, e.range);
    const TokenRange r = phrase_after(s, behind + 1, 6);
    if (s.tokens[behind].is("for") && ends_in_event(s, r)) return words(s, r);
  }
  // 3. Nearest before it: an endpoint or an event; a survival endpoint wins over a nearer event of another kind.
  TokenRange endpoint;
  for (const Endpoint& e : s.endpoints)
    if (e.range.end <= claim.first) endpoint = e.range;
  std::size_t reach = claim.first;
  const std::size_t bracket = s.open[claim.first];
  if (bracket != OpenSentence::npos && bracket > 0 && one_of(s.tokens[bracket - 1], kConditions)) {
    // In a list of factors the condition right before the bracket is a factor.
    int same = 0;
    for (std::size_t i = 0; i + 1 < s.tokens.size(); ++i)
      if (s.tokens[i].is('(') && s.tokens[i + 1].text == s.tokens[claim.first].text) ++same;
    if (same >= 3) reach = phrase_before(s, bracket, 0, 8).first;
  }
  const TokenRange event = event_before(s, reach, endpoint.end);
  const TokenRange cued = cued_outcome(s, claim.first, endpoint.end);
  if (!event.empty() && (endpoint.empty() || claim.first - event.end <= 3)) return words(s, event);
  if (!endpoint.empty()) return words(s, endpoint);
  if (!event.empty()) return words(s, event);
  if (!cued.empty()) return words(s, cued);
  // 4. After it.
  for (const Endpoint& e : s.endpoints)
    if (e.range.first >= claim.end) return words(s, e.range);
  if (const TokenRange r = cued_outcome(s, std::min(s.tokens.size(), claim.end + 25), claim.end); !r.empty())
    return words(s, r);
  for (std::size_t i = claim.end; i < s.tokens.size() && i < claim.end + 25; ++i)
    if (one_of(s.tokens[i], kEventNouns)) return words(s, phrase_before(s, i + 1, claim.end, 5));
  // 5. In the sentences before it, then the headings.
  return outcome_earlier(reading, s);
}

namespace {

// Words that open a clause, or a sentence without being about anything.
const WordSet kClauseOpeners = {
    "that",    "which",     "while",      "whereas",       "but",         "although",     "though",
    "because", "however",   "moreover",   "furthermore",   "similarly",   "additionally", "also",
    "thus",    "therefore", "where",      "when",          "if",          "and",          "indeed",
    "finally", "overall",   "conversely", "interestingly", "importantly", "likewise",     "notably"};
const WordSet kEmptySubjects = {"endpoints",    "end-points",   "less",
                                "more",         "beyond",       "there",
                                "we",           "it",           "this",
                                "these",        "they",         "results",
                                "findings",     "analysis",     "analyses",
                                "study",        "studies",      "model",
                                "effect",       "effects",      "difference",
                                "differences",  "results",      "estimates",
                                "trial",        "ratio",        "ratios",
                                "rate",         "rates",        "data",
                                "who",          "hr",           "or",
                                "rr",           "value",        "values",
                                "factor",       "factors",      "predictor",
                                "predictors",   "response",     "endpoint",
                                "end-point",    "outcome",      "outcomes",
                                "risk",         "odds",         "hazard",
                                "trend",        "association",  "each",
                                "comparison",   "hazards",      "confidence",
                                "interval",     "ci",           "median",
                                "follow-up",    "set",          "time",
                                "times",        "respectively", "benefit",
                                "low",          "high",         "higher",
                                "lower",        "about",        "approximately",
                                "satisfactory", "different",    "similar",
                                "adjusted",     "around",       "only",
                                "latter",       "former",       "significant",
                                "rather",       "trends",       "towards",
                                "respective",   "corresponding"};

// True when the bracket at token `at` is one of several in its sentence: "diabetes (OR 1.9 …), CABG (OR 2.7 …)".
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
  static const WordSet no_start = {"was",  "were", "is",     "are",   "had",   "has",  "be",
                                   "been", "less", "months", "years", "weeks", "days", "respectively"};
  if (one_of(s.tokens[r.first], no_start)) return false;
  static const WordSet people = {"patients", "women",       "men",    "participants", "subjects", "those",
                                 "children", "individuals", "people", "group",        "groups"};
  bool persons = false;
  for (std::size_t k = r.first; k < r.end; ++k) persons |= one_of(s.tokens[k], people);
  if (ends_in_event(s, r) && !persons && !(one_of(s.tokens[r.end - 1], kConditions) && listed(s, r.end))) return false;
  const Token& last = s.tokens[r.end - 1];
  if (last.is_word() && last.text.size() > 1 && !time_unit(last.text).empty() &&
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

// The grammatical subject of the clause that holds token `at`: what stands before its verb.
TokenRange clause_subject(const OpenSentence& s, std::size_t at) {
  const std::size_t floor = at > 60 ? at - 60 : 0;
  for (std::size_t v = at; v > floor; --v) {
    const std::size_t verb = v - 1;
    if (!one_of(s.tokens[verb], kVerbs)) continue;
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
    while (first < end && (one_of(s.tokens[first], kArticles) || one_of(s.tokens[first], kClauseOpeners))) ++first;
    TokenRange r{first, end};
    if (!r.empty() && about_something(s, r)) return r;
  }
  return {};
}

// Prefix that an earlier phrase lends to a later one: "higher levels of insulin (…) and C-peptide (…)".
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

}  // namespace

void label_groups(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& out) {
  const std::size_t n = s.tokens.size();
  const auto compare_at = [&](std::size_t i) -> std::size_t {  // tokens of a comparing word at i, 0 = none
    const Token& t = s.tokens[i];
    if (t.is("vs") || t.is("versus") || t.is("v")) return i + 1 < n && s.tokens[i + 1].is('.') ? 2 : 1;
    if ((t.is("compared") || t.is("relative") || t.is("comparing")) && i + 1 < n &&
        (s.tokens[i + 1].is("with") || s.tokens[i + 1].is("to")))
      return 2;
    if (t.is("than")) return 1;
    return 0;
  };
  // "A versus B", "between A and B" in [from, to). Sets both sides.
  const auto try_compare = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      TokenRange left, right;
      if (const std::size_t length = compare_at(i); length > 0) {
        std::size_t start = i + length;
        while (start < n && (s.tokens[start].is("those") || s.tokens[start].is("in") || s.tokens[start].is("with") ||
                             s.tokens[start].is("for") || s.tokens[start].is("after") || s.tokens[start].is("among")))
          ++start;
        // "compared with 13.5 months for anastrozole", "versus 60% in the control group"
        if (start + 2 < n && s.tokens[start].kind == TokenKind::kNumber) {
          std::size_t k = start + 1;
          while (k < n && k < start + 3 &&
                 (s.tokens[k].is('%') || (s.tokens[k].is_word() && !time_unit(s.tokens[k].text).empty())))
            ++k;
          if (k < n && s.tokens[k].is('(') && s.partner[k] != OpenSentence::npos) k = s.partner[k] + 1;
          if (k > start + 1 && k + 1 < n &&
              (s.tokens[k].is("for") || s.tokens[k].is("in") || s.tokens[k].is("with") || s.tokens[k].is("among")))
            start = k + 1;
        }
        right = phrase_after(s, start, 8);
        left = phrase_before(s, i, 0, 9);
        if (s.tokens[i].is("than") && right.end - right.first == 1 && s.tokens[right.first].kind == TokenKind::kNumber)
          continue;
      } else if (s.tokens[i].is("between")) {
        left = phrase_after(s, i + 1, 10);
        if (left.empty() || left.end >= n || !(s.tokens[left.end].is("and") || s.tokens[left.end].is("or"))) continue;
        right = phrase_after(s, left.end + 1, 10);
      } else {
        continue;
      }
      if (right.empty() || !about_something(s, right)) continue;
      // The phrase before the claim's bracket is the right side: then the left is what the claim is about.
      if (!out.subject.empty() && out.subject == words(s, right)) out.subject.clear();
      if (s.tokens[right.first].kind == TokenKind::kNumber && right.end - right.first <= 2)
        continue;  // "12 versus 10 months"
      if (out.comparator.empty()) out.comparator = words(s, right);
      // "longer PFS than B", "as likely to relapse as B": what stands before is no group.
      const bool infinitive = !left.empty() && left.first > 0 &&
                              (s.tokens[left.first - 1].is("to") || s.tokens[left.first - 1].is("likely"));
      if (!left.empty() && !infinitive && !s.tokens[i].is("than") && about_something(s, left) && out.subject.empty() &&
          !(s.tokens[left.first].kind == TokenKind::kNumber && left.end - left.first <= 2))
        out.subject = words(s, left);
      return;
    }
  };
  const std::size_t behind = after_brackets(s, claim.end);
  const bool bracketed = s.open[claim.first] != OpenSentence::npos;
  const std::size_t anchor = bracketed ? s.open[claim.first] : claim.first;
  const TokenRange before = phrase_before(s, anchor, 0, 8);
  const bool good_before = !before.empty() && about_something(s, before);
  TokenRange after;
  if (behind + 1 < n && one_of(s.tokens[behind], kLeadIns)) after = phrase_after(s, behind + 1, 10);
  // "in favor of fulvestrant", "favoring X"
  if (behind + 2 < n && s.tokens[behind].is("in") &&
      (s.tokens[behind + 1].is("favor") || s.tokens[behind + 1].is("favour")))
    after = phrase_after(s, behind + 3, 6);
  if (behind + 1 < n && (s.tokens[behind].is("favoring") || s.tokens[behind].is("favouring")))
    after = phrase_after(s, behind + 1, 6);
  const bool good_after = !after.empty() && about_something(s, after);
  const bool ratio = out.kind == kind::kEffectEstimate;
  if (ratio && n > 3 && s.tokens[0].is("for") &&
      (s.tokens[1].is("every") || s.tokens[1].is("each") || s.tokens[1].is("per"))) {
    std::size_t end = 1;
    while (end < claim.first && end < 16 && !s.tokens[end].is(',')) ++end;
    if (end < claim.first && s.tokens[end].is(',')) out.subject = words(s, {1, end});
  }
  if (ratio) {
    if (bracketed && good_before && out.subject.empty()) out.subject = lent_prefix(s, before) + words(s, before);
    try_compare(behind, std::min(n, behind + 45));
    const std::size_t from = claim.first > 50 ? claim.first - 50 : 0;
    if (out.comparator.empty()) try_compare(from, claim.first);
    if (!out.comparator.empty()) {
      // "X was associated with longer PFS than Y": the phrase before "than" is no group, the clause's subject is.
      if (out.subject.empty() || out.subject == out.comparator)
        if (const TokenRange r = clause_subject(s, claim.first); !r.empty()) out.subject = words(s, r);
    }
    // "X was associated with shorter OS (HR …) in these patients": the factor, not the people.
    if (out.subject.empty() && good_after) {
      bool associates = false;
      for (std::size_t i = claim.first > 25 ? claim.first - 25 : 0; i < claim.first; ++i)
        associates |= s.tokens[i].is("associated") || s.tokens[i].is("predictor") || s.tokens[i].is("predicted") ||
                      s.tokens[i].is("correlated") || s.tokens[i].is("related") || s.tokens[i].is("prognostic");
      if (associates)
        if (const TokenRange r = clause_subject(s, claim.first); !r.empty()) out.subject = words(s, r);
    }
    if (out.subject.empty() && good_after) out.subject = words(s, after);
    // "survival favored arimoclomol"
    if (out.subject.empty())
      for (std::size_t i = claim.first; i-- > (claim.first > 25 ? claim.first - 25 : 0);)
        if (s.tokens[i].is("favored") || s.tokens[i].is("favoured") || s.tokens[i].is("favors") ||
            s.tokens[i].is("favours")) {
          if (const TokenRange r = phrase_after(s, i + 1, 6); !r.empty() && about_something(s, r))
            out.subject = words(s, r);
          break;
        }
    if (out.subject.empty())
      if (const TokenRange r = clause_subject(s, claim.first); !r.empty()) out.subject = words(s, r);
  } else {
    if (good_after) out.subject = words(s, after);
    // "those assigned to the X group 10.8 months": no verb between phrase and number.
    if (out.subject.empty() && good_before && !bracketed && claim.first == before.end) {
      std::size_t first = before.first;
      while (first > 0 && before.end - first < 12 && s.tokens[first - 1].is_word() &&
             !one_of(s.tokens[first - 1], kVerbs) && !s.tokens[first - 1].is("and"))
        --first;
      out.subject = words(s, {first, before.end});
    }
    if (out.subject.empty() && bracketed && good_before) out.subject = words(s, before);
    if (out.subject.empty())
      if (const TokenRange r = clause_subject(s, claim.first); !r.empty()) out.subject = words(s, r);
  }
  if (out.subject.empty() && good_before && bracketed) out.subject = words(s, before);
  // Groups named before: "in the X group", "patients with X".
  if (out.subject.empty()) {
    for (std::size_t i = claim.first; i-- > 0;) {
      const Token& t = s.tokens[i];
      if (t.is(';')) break;
      if (t.is("for") && i > 0 &&
          (s.tokens[i - 1].is("adjusting") || s.tokens[i - 1].is("adjusted") || s.tokens[i - 1].is("controlling") ||
           s.tokens[i - 1].is("adjustment") || s.tokens[i - 1].is("controlled")))
        continue;
      if (t.is("in") || t.is("for") || t.is("among") || t.is("with") || t.is("of")) {
        const TokenRange r = phrase_after(s, i + 1, 10);
        if (!r.empty() && r.end <= claim.first && about_something(s, r) &&
            !(s.tokens[r.first].kind == TokenKind::kNumber && r.end - r.first <= 2)) {
          out.subject = words(s, r);
          break;
        }
      }
    }
  }
  // Behind the claim, not adjacent: "… months (95% CI 1–2) after start of therapy in all patients".
  if (out.subject.empty()) {
    for (std::size_t i = claim.end; i < n && i < claim.end + 14; ++i)
      if (s.tokens[i].is("in") || s.tokens[i].is("for") || s.tokens[i].is("among") || s.tokens[i].is("with")) {
        const TokenRange r = phrase_after(s, i + 1, 10);
        if (!r.empty() && about_something(s, r)) {
          out.subject = words(s, r);
          break;
        }
      }
  }
  // The sentence before names the group: "Patients who started X were followed. Their median survival was 1.9 years."
  if (out.subject.empty() && s.index > 0 && reading.sentences[s.index - 1].passage == s.sentence.passage) {
    const OpenSentence p = open_sentence(reading, s.index - 1);
    for (std::size_t i = p.tokens.size(); i-- > 0 && out.subject.empty();)
      if (one_of(p.tokens[i], kVerbs)) {
        if (const TokenRange r = clause_subject(p, i + 1 < p.tokens.size() ? i + 1 : i); !r.empty())
          out.subject = words(p, r);
        break;
      }
  }
  // "In patients naive to tamoxifen, median PFS was 17 months for the combination": the people the sentence is about.
  static const WordSet people = {"patients", "subgroup", "population", "women",    "men", "participants",
                                 "subjects", "cohort",   "those",      "children", "set"};
  if (n > 2 && claim.first > 2 && (s.tokens[0].is("in") || s.tokens[0].is("for") || s.tokens[0].is("among"))) {
    std::size_t end = 1;
    bool named = false;
    while (end < claim.first && end < 28 && !s.tokens[end].is(',') && !one_of(s.tokens[end], kVerbs)) {
      named |= one_of(s.tokens[end], people);
      ++end;
    }
    // "those patients who had received X in the Y study, …": a relative clause has a verb of its own.
    if (named && end < claim.first && end < 28 && !s.tokens[end].is(',')) {
      while (end < claim.first && end < 34 && !s.tokens[end].is(',')) ++end;
    }
    if (named && end < claim.first && s.tokens[end].is(',')) {
      std::size_t first = 1;
      // "retrospective analysis of those patients who had received X in the Y study": from the people to the place.
      for (std::size_t k = 1; k < end; ++k)
        if (one_of(s.tokens[k], people) && !s.tokens[k].is("those") && k > 2 &&
            (s.tokens[k - 1].is("those") || s.tokens[k - 1].is("all") || s.tokens[k - 1].is("among") ||
             s.tokens[k - 1].is("of"))) {
          first = k;
          break;
        }
      while (first < end && (one_of(s.tokens[first], kArticles) || s.tokens[first].is("those"))) ++first;
      std::size_t last = end;
      for (std::size_t k = first + 2; k < end; ++k)
        if (s.tokens[k].is("in") && k + 1 < end && s.tokens[k + 1].is("the")) {
          last = k;
          break;
        }
      if (s.tokens[last - 1].is(')') && s.partner[last - 1] != OpenSentence::npos && s.partner[last - 1] > first)
        last = s.partner[last - 1];
      if (last > first) {
        out.population = words(s, {first, last});
        if (out.subject.empty())
          out.subject = out.population;
        else if (out.subject.find(out.population) == std::string::npos &&
                 out.population.find(out.subject) == std::string::npos)
          out.subject += ", " + out.population;
      }
    }
  }
}

}  // namespace warrant
