// Which outcome, group and comparator a number in running text belongs to: nearest words, in a fixed order of trust.
#include <algorithm>

#include "ingest/extract/sentence_context.h"

namespace warrant {
namespace {

constexpr std::string_view kEventNouns[] = {
    "mortality",     "death",         "deaths",       "dying",           "recurrence",      "recurrences",
    "relapse",       "relapses",      "progression",  "hospitalization", "hospitalisation", "hospitalizations",
    "admission",     "admissions",    "readmission",  "re-admission",    "infection",       "infections",
    "stroke",        "strokes",       "infarction",   "failure",         "event",           "events",
    "response",      "responding",    "remission",    "pregnancy",       "birth",           "births",
    "bleeding",      "hemorrhage",    "haemorrhage",  "toxicity",        "stiffness",       "fracture",
    "fractures",     "falls",         "cure",         "discontinuation", "transmission",    "pain",
    "complication",  "complications", "exacerbation", "exacerbations",   "rejection",       "diabetes",
    "cancer",        "metastasis",    "metastases",   "dropout",         "adherence",       "cessation",
    "abstinence",    "vomiting",      "nausea",       "delirium",        "depression",      "enrollment",
    "enrolment",     "participation", "uptake",       "success",         "recovery",        "healing",
    "clearance",     "disability",    "malaria",      "pneumonia",       "sepsis",          "hypotension",
    "thrombosis",    "embolism",      "anaemia",      "anemia",          "preeclampsia",    "prevalence",
    "incidence",     "reduction",     "improvement",  "survival",        "consultation",    "initiation",
    "breastfeeding", "use",           "control"};
// Words that end a noun phrase.
constexpr std::string_view kStops[] = {"was",          "were",        "is",
                                       "are",          "be",          "been",
                                       "being",        "had",         "has",
                                       "have",         "having",      "did",
                                       "do",           "does",        "showed",
                                       "shows",        "show",        "shown",
                                       "reported",     "report",      "found",
                                       "observed",     "compared",    "versus",
                                       "vs",           "v",           "than",
                                       "but",          "which",       "that",
                                       "respectively", "while",       "whereas",
                                       "when",         "as",          "or",
                                       "associated",   "association", "significantly",
                                       "significant",  "by",          "between",
                                       "from",         "if",          "not",
                                       "no",           "increased",   "decreased",
                                       "reduced",      "improved",    "longer",
                                       "shorter",      "better",      "worse",
                                       "greater",      "more",        "less",
                                       "there",        "we",          "our",
                                       "this",         "these",       "those",
                                       "it",           "its",         "they",
                                       "their",        "also",        "however",
                                       "remained",     "remain",      "reached",
                                       "demonstrated", "led",         "resulted",
                                       "favored",      "favoured",    "favoring",
                                       "favouring",    "favor",       "favour",
                                       "indicated",    "revealed",    "yielded",
                                       "achieved",     "experienced", "estimated",
                                       "identified",   "predicted",   "predictor",
                                       "predictors",   "independent", "factor",
                                       "factors",      "likely",      "similar",
                                       "difference",   "differences", "each",
                                       "only",         "even",        "after",
                                       "before",       "at",          "on",
                                       "to",           "during",      "because",
                                       "since",        "although",    "though",
                                       "into",         "within",      "per",
                                       "both",         "median",      "mean",
                                       "using",        "including",   "corresponding",
                                       "respective",   "presented",   "occurred",
                                       "developed"};
constexpr std::string_view kArticles[] = {"the", "a", "an", "all", "any", "of"};
constexpr std::string_view kLeadIns[] = {"in", "for", "with", "among", "amongst", "on", "of", "under", "per"};

bool starts_sentence_stop(const Token& t) { return one_of(t, kStops); }

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
      if (starts_sentence_stop(t) || t.is("and") || t.is("for") || t.is("in") || t.is("among") || t.is("with")) break;
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

std::string words(const OpenSentence& s, TokenRange r) { return std::string(s.text(r)); }

// The index after brackets that close behind the claim.
std::size_t after_brackets(const OpenSentence& s, std::size_t i) {
  while (i < s.tokens.size() && (s.tokens[i].is(')') || s.tokens[i].is(']'))) ++i;
  return i;
}

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
      while (!r.empty() && one_of(s.tokens[r.first], kArticles)) ++r.first;
      return r;
    }
  }
  return {};
}

// What "associated with", "odds of", "risk of", "likelihood of" name before `end`.
TokenRange cued_outcome(const OpenSentence& s, std::size_t end, std::size_t floor) {
  static constexpr std::string_view heads[] = {"risk", "odds",  "likelihood", "probability", "chance",
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
    if (previous.passage != s.sentence.passage) break;
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
  return {};
}

}  // namespace

std::string outcome_of(const Reading& reading, const OpenSentence& s, TokenRange claim) {
  // 1. Named inside the claim: "HR for OS was 0.8".
  for (const Endpoint& e : s.endpoints)
    if (e.range.first >= claim.first && e.range.end <= claim.end) return words(s, e.range);
  for (std::size_t i = claim.first + 1; i + 1 < claim.end; ++i)
    if ((s.tokens[i].is("for") || s.tokens[i].is("of")) && s.tokens[i + 1].is_word()) {
      const TokenRange r = phrase_after(s, i + 1, 6);
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
  const TokenRange event = event_before(s, claim.first, endpoint.end);
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

void label_groups(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& out) {
  (void)reading;
  const std::size_t n = s.tokens.size();
  // "A versus B" in the words around the claim.
  const auto compare_at = [&](std::size_t i) -> std::size_t {  // tokens of a comparing word at i, 0 = none
    const Token& t = s.tokens[i];
    if (t.is("vs") || t.is("versus") || t.is("v")) return i + 1 < n && s.tokens[i + 1].is('.') ? 2 : 1;
    if ((t.is("compared") || t.is("relative") || t.is("comparing")) && i + 1 < n &&
        (s.tokens[i + 1].is("with") || s.tokens[i + 1].is("to")))
      return 2;
    if (t.is("than")) return 1;
    return 0;
  };
  const auto try_compare = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const std::size_t length = compare_at(i);
      if (length == 0) continue;
      const TokenRange right = phrase_after(s, i + length, 8);
      TokenRange left = phrase_before(s, i, 0, 9);
      if (right.empty() || !has_word(s, right) || mentions_endpoint(s, right)) continue;
      if (s.tokens[right.first].kind == TokenKind::kNumber && right.end - right.first <= 2)
        continue;  // "12 versus 10 months"
      if (out.comparator.empty()) out.comparator = words(s, right);
      if (!left.empty() && has_word(s, left) && !mentions_endpoint(s, left) && out.subject.empty() &&
          !ends_in_event(s, left))
        out.subject = words(s, left);
      return;
    }
  };
  const std::size_t behind = after_brackets(s, claim.end);
  // 1. The phrase right before the bracket: "higher insulin (HR = …)".
  std::size_t anchor = claim.first;
  const bool bracketed = s.open[claim.first] != OpenSentence::npos;
  if (bracketed) anchor = s.open[claim.first];
  TokenRange before = phrase_before(s, anchor, 0, 8);
  const bool good_before =
      !before.empty() && has_word(s, before) && !mentions_endpoint(s, before) && !ends_in_event(s, before);
  // 2. Behind the claim: "in group A", "for the sorafenib group".
  TokenRange after;
  if (behind + 1 < n && one_of(s.tokens[behind], kLeadIns)) after = phrase_after(s, behind + 1, 8);
  const bool good_after =
      !after.empty() && has_word(s, after) && !mentions_endpoint(s, after) && !ends_in_event(s, after);
  const bool ratio = out.kind == kind::kEffectEstimate;
  if (ratio) {
    const std::size_t from = claim.first > 40 ? claim.first - 40 : 0;
    try_compare(behind, std::min(n, behind + 25));
    if (out.comparator.empty()) try_compare(from, claim.first);
    if (out.subject.empty() && bracketed && good_before) out.subject = words(s, before);
  }
  if (out.subject.empty() && good_after) out.subject = words(s, after);
  if (out.subject.empty() && good_before && bracketed) out.subject = words(s, before);
  // 3. Groups named before: "in the X group", "patients with X had a median …".
  if (out.subject.empty()) {
    for (std::size_t i = claim.first; i-- > 0;) {
      const Token& t = s.tokens[i];
      if (t.is(';')) break;
      if (t.is("in") || t.is("for") || t.is("among") || t.is("with") || t.is("of")) {
        const TokenRange r = phrase_after(s, i + 1, 8);
        if (!r.empty() && r.end <= claim.first && has_word(s, r) && !mentions_endpoint(s, r) && !ends_in_event(s, r)) {
          out.subject = words(s, r);
          break;
        }
      }
    }
  }
  // 4. The grammatical subject of the sentence.
  if (out.subject.empty()) {
    std::size_t first = 0;
    const TokenRange r = phrase_after(s, first, 12);
    if (!r.empty() && r.end <= claim.first && !mentions_endpoint(s, r)) out.subject = words(s, r);
  }
}

}  // namespace warrant
