#include "ingest/extract/event_phrase.h"

#include <algorithm>

#include "ingest/extract/predicate_outcome.h"

namespace warrant {

// "at enrolment", "during pregnancy", "since admission": the event says when.
bool dates_something(const std::vector<Token>& tokens, std::size_t i) {
  static const WordSet moments = {"enrollment", "enrolment", "birth",       "admission",
                                  "initiation", "pregnancy", "consultation"};
  static const WordSet when = {"at", "during", "since", "before", "after", "from", "until", "in", "following"};
  if (!one_of(tokens[i], moments)) return false;
  for (std::size_t k = i; k-- > 0 && i - k < 3;)
    if (one_of(tokens[k], when))
      return true;
    else if (!one_of(tokens[k], articles()) && !tokens[k].is("early") && !tokens[k].is("late"))
      return false;
  return false;
}

namespace {

// "covariates for sex, age and tobacco use were included", "adjusting for fever": no verb stands between.
bool adjusted_for(const OpenSentence& s, std::size_t i) {
  static const WordSet adjusts = {"adjusting", "adjusted",   "adjustment",  "controlling", "controlled",
                                  "covariate", "covariates", "confounders", "accounting"};
  constexpr std::size_t kFar = 40;
  for (std::size_t k = i; k-- > (i > kFar ? i - kFar : 0);) {
    const Token& t = s.tokens[k];
    static const WordSet tells = {"indicated", "revealed", "showed", "found", "observed",
                                  "hr",        "or",       "rr",     "ratio", "model"};
    if (t.is(';') || t.is(')') || t.is(']') || one_of(t, finite_verbs()) || one_of(t, tells)) return false;
    if (one_of(t, adjusts)) return s.tokens[k + 1].is("for") || t.is("covariates") || t.is("confounders");
  }
  return false;
}

}  // namespace

TokenRange event_before(const OpenSentence& s, std::size_t end, std::size_t floor) {
  for (std::size_t i = end; i > floor; --i) {
    const Token& t = s.tokens[i - 1];
    static const WordSet methods = {"analysis", "analyses", "curve", "curves", "function", "functions", "model"};
    if (t.is("survival") && i < s.tokens.size() && one_of(s.tokens[i], methods)) continue;
    if (t.is("control") || t.is("use")) {
      // "the control group", "compared with control": people; "glycaemic control", "drug use" are outcomes.
      static const WordSet groups = {"group", "groups", "arm", "arms", "subjects", "condition", "patients", "of"};
      const bool people = (i < s.tokens.size() && one_of(s.tokens[i], groups)) || i < 2 || !s.tokens[i - 2].is_word() ||
                          one_of(s.tokens[i - 2], articles()) || one_of(s.tokens[i - 2], phrase_stops()) ||
                          one_of(s.tokens[i - 2], lead_ins()) || s.tokens[i - 2].is("and");
      if (people) continue;
    }
    if (one_of(t, event_nouns()) && !dates_something(s.tokens, i - 1) && !adjusted_for(s, i - 1)) {
      // "risk of death", "rate of infection": the phrase up to the noun, with its adjectives.
      TokenRange r = phrase_before(s, i, floor, 6);
      for (std::size_t k = r.end; k-- > r.first;)
        if (s.tokens[k].is("of")) {
          r.first = k + 1;
          break;
        }
      // "incidence of hypertension": of what.
      if ((t.is("incidence") || t.is("prevalence")) && i + 1 < end && s.tokens[i].is("of")) {
        const TokenRange of = phrase_after(s, i + 1, 7);
        if (has_word(s, of) && of.end <= end) return of;
      }
      while (r.end - r.first > 1 && (s.tokens[r.first].is_number() || s.tokens[r.first].is('%')) &&
             !s.tokens[r.first + 1].is('-'))
        ++r.first;  // "194 deaths"
      while (!r.empty() &&
             (one_of(s.tokens[r.first], articles()) || s.tokens[r.first].is("adjusted") ||
              s.tokens[r.first].is("unadjusted") || s.tokens[r.first].is("model") || s.tokens[r.first].is("final") ||
              (r.end - r.first > 1 &&
               (s.tokens[r.first].is("higher") || s.tokens[r.first].is("lower") || s.tokens[r.first].is("increased") ||
                s.tokens[r.first].is("reduced") || s.tokens[r.first].is("lowest") || s.tokens[r.first].is("highest")))))
        ++r.first;
      // "death or permanent disability" is one outcome.
      while (r.first > floor + 1 && s.tokens[r.first - 1].is("or") && one_of(s.tokens[r.first - 2], event_nouns())) {
        const TokenRange other = phrase_before(s, r.first - 1, floor, 4);
        if (other.empty()) break;
        r.first = other.first;
      }
      return r;
    }
  }
  return {};
}

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
        (of.is("for") && (head.is("factor") || head.is("factors"))) || (of.is("to") && head.is("likely"));
    if (!cue) continue;
    TokenRange r = phrase_after(s, i, 7);
    if (of.is("to")) {
      // "likely to report at least one symptom at follow-up": the deed with its object.
      static const WordSet auxiliary = {"have", "be", "report", "had", "also", "a", "an", "the"};
      r.first = i;
      while (r.first + 1 < s.tokens.size() && one_of(s.tokens[r.first], auxiliary)) ++r.first;
      r = verb_phrase(s, r.first);
    }
    while (!r.empty() &&
           (s.tokens[r.first].is("increased") || s.tokens[r.first].is("decreased") || s.tokens[r.first].is("reduced") ||
            s.tokens[r.first].is("higher") || s.tokens[r.first].is("lower")))
      ++r.first;
    // "the occurrence of side effects"
    if (r.end - r.first > 2 && s.tokens[r.first + 1].is("of") &&
        (s.tokens[r.first].is("occurrence") || s.tokens[r.first].is("development") ||
         s.tokens[r.first].is("incidence") || s.tokens[r.first].is("presence")))
      r.first += 2;
    if (r.end > end) r.end = std::max(r.first, end);
    if (!r.empty()) return r;
  }
  return {};
}

}  // namespace warrant
