#include "ingest/extract/predicate_outcome.h"

#include <algorithm>
#include <vector>

#include "ingest/extract/sentence_phrases.h"
#include "ingest/extract/summary_labels.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kFar = 45;  // tokens before a claim that may still speak of it

bool compares(const Token& t) {
  return t.is("compared") || t.is("than") || t.is("versus") || t.is("vs") || t.is("v") || t.is("comparing");
}

bool group_word(const Token& t) {
  static const WordSet words = {"group", "groups", "arm", "arms", "patients", "participants", "controls", "cohort"};
  return one_of(t, words);
}

}  // namespace

TokenRange verb_phrase(const OpenSentence& s, std::size_t first) {
  static const WordSet stops = {"was",   "were",         "is",         "are",         "when",         "if",
                                "after", "adjusting",    "among",      "while",       "whereas",      "but",
                                "which", "respectively", "regardless", "independent", "independently"};
  constexpr std::size_t kLongest = 16;
  std::size_t i = first;
  while (i < s.tokens.size() && i - first < kLongest) {
    const Token& t = s.tokens[i];
    if (t.is('(') || t.is(')') || t.is('[') || t.is(']') || t.is(';') || t.is(',') || t.is(':') || t.is('.')) break;
    if (i > first && (t.text == "OR" || t.text == "HR" || t.text == "RR" || t.is('='))) break;
    if (compares(t) && !(t.is("than") && i > first && (s.tokens[i - 1].is("more") || s.tokens[i - 1].is("less"))))
      break;
    if (i > first && one_of(t, stops)) break;
    // "effects on smoking for either A or B"
    if (i > first && (t.is("for") || t.is("in") || t.is("among")) && i + 1 < s.tokens.size() &&
        (s.tokens[i + 1].is("either") || s.tokens[i + 1].is("both") || s.tokens[i + 1].is("neither")))
      break;
    if (t.is("in") || t.is("for") || t.is("between")) {
      // "… in the control group": of whom it is said.
      bool group = t.is("between");
      for (std::size_t k = i + 1;
           k < s.tokens.size() && k < i + 6 && (s.tokens[k].is_word() || s.tokens[k].is_number()); ++k)
        group |= group_word(s.tokens[k]);
      if (group) break;
    }
    if (t.is("and") && i + 1 < s.tokens.size() && s.tokens[i + 1].is_number()) break;
    ++i;
  }
  return {first, i};
}

std::string outcome_of_shares(const OpenSentence& s, TokenRange claim) {
  // The shares of the claim's clause, its own bracket left out.
  std::size_t floor = claim.first > kFar ? claim.first - kFar : 0;
  for (std::size_t i = claim.first; i-- > floor;)
    if (s.tokens[i].is(';') && s.open[i] == OpenSentence::npos) {
      floor = i + 1;
      break;
    }
  std::vector<SummaryLabel> shares;
  std::size_t end = claim.first;
  for (std::size_t b = s.open[claim.first]; b != OpenSentence::npos; b = s.open[b]) end = b;
  for (std::size_t i = floor; i < end; ++i) {
    if (!s.tokens[i].is_number()) continue;
    if (const auto level = read_interval_label(s.tokens, i)) {  // "95% CI 0.4–0.9"
      i = level->end - 1;
      if (const auto interval = read_interval(s.tokens, level->end, true)) i = interval->end - 1;
      continue;
    }
    // "reduced by 25%", "a 25% reduction": a change, no share.
    static const WordSet changes = {"reduction", "increase", "decrease",   "improvement", "higher",  "lower",
                                    "greater",   "ci",       "confidence", "risk",        "relative"};
    std::size_t after = i + 1;
    while (after < end && s.tokens[after].is('%')) ++after;
    if ((i > 0 && (s.tokens[i - 1].is("by") || s.tokens[i - 1].is("ci"))) ||
        (after < end && one_of(s.tokens[after], changes)))
      continue;
    SummaryLabel share;
    if (s.tokens[i].number.percent) {
      share.value = {i, i + 2 <= end ? i + 2 : end};
    } else if (i + 2 < end && s.tokens[i + 1].is('/') && s.tokens[i + 2].is_number() &&
               s.tokens[i].number.decimals == 0 && s.tokens[i + 2].number.value >= s.tokens[i].number.value) {
      share.value = {i, i + 3};
      // "15/268 (5.6%)" is one share.
      if (i + 5 < end && s.tokens[i + 3].is('(') && s.tokens[i + 4].is_number() && s.tokens[i + 4].number.percent &&
          s.partner[i + 3] != OpenSentence::npos && s.partner[i + 3] < end)
        share.value.end = s.partner[i + 3] + 1;
    } else {
      continue;
    }
    const std::size_t next = share.value.end;
    shares.push_back(share);
    i = next - 1;
  }
  if (shares.empty()) return {};
  const std::uint32_t base = s.sentence.span.start;
  const std::string_view text = slice(s.document->text, s.sentence.span);
  std::vector<Token> local = s.tokens;
  for (Token& t : local) t.span = {t.span.start - base, t.span.end - base};
  label_summaries(text, local, shares);
  // The last that is not the compared side ("compared with 31% of those …") and says what it counts.
  for (std::size_t k = shares.size(); k-- > 0;) {
    bool compared = false;
    for (std::size_t i = shares[k].value.first; i-- > floor && shares[k].value.first - i < 4;)
      compared |= compares(s.tokens[i]);
    if (compared && k > 0) continue;
    const std::string_view outcome = slice(text, shares[k].outcome);
    if (outcome.empty()) continue;
    static const WordSet nothing = {"difference", "differences", "increase", "decrease", "reduction", "improvement",
                                    "risk",       "rate",        "rates",    "likely",   "only",      "power"};
    const std::vector<Token> said = lex(outcome);
    if (said.empty() || said.size() > 18 || (said.size() == 1 && one_of(said[0], nothing))) continue;
    if (!find_ratios(said).empty()) continue;
    if (said.back().is_word() && group_word(said.back()) && said.size() < 4) continue;
    return std::string(outcome);
  }
  return {};
}

TokenRange outcome_of_count(const OpenSentence& s, TokenRange claim) {
  static const WordSet states = {"had",      "developed", "experienced", "reported", "showed",
                                 "achieved", "were",      "was",         "met"};
  static const WordSet deeds = {"died",   "responded", "relapsed",  "recovered",
                                "failed", "survived",  "harboured", "completed"};
  static const WordSet relative = {"who", "that", "which", "whose"};
  static const WordSet no_state = {"included",  "excluded",  "randomized", "randomised", "allocated", "analysed",
                                   "analyzed",  "enrolled",  "assigned",   "in",         "from",      "lost",
                                   "recruited", "available", "of",         "evaluated",  "assessed",  "compared"};
  const std::size_t floor = claim.first > kFar ? claim.first - kFar : 0;
  // Behind a bracket that opens at `i`.
  const auto over = [&](std::size_t i) {
    return i < claim.first && (s.tokens[i].is('(') || s.tokens[i].is('[')) && s.partner[i] != OpenSentence::npos &&
                   s.partner[i] < claim.first
               ? s.partner[i] + 1
               : i;
  };
  static const WordSet present = {"present",  "seen",     "observed",    "found",    "reported",  "detected",
                                  "noted",    "recorded", "experienced", "achieved", "diagnosed", "required",
                                  "attained", "given",    "used",        "reached",  "performed"};
  for (std::size_t i = floor; i + 4 < claim.first; ++i) {
    if (!s.tokens[i].is_number()) continue;
    // "Y was present in 21 of 120", "A change in Y, before to after, was experienced by 16.7% of women"
    const bool share = s.tokens[i].number.percent || s.tokens[i + 1].is('%') || s.tokens[i + 1].is('/') ||
                       s.tokens[i + 1].is('(') || s.tokens[i + 1].is("of");
    if (share && i > 3 && (s.tokens[i - 1].is("in") || s.tokens[i - 1].is("by")) && one_of(s.tokens[i - 2], present)) {
      std::size_t verb = i - 3;
      while (verb > 0 && i - verb < 5 && s.tokens[verb].is_word() && s.tokens[verb].text.ends_with("ly")) --verb;
      if (!s.tokens[verb].is("was") && !s.tokens[verb].is("were")) continue;
      TokenRange r{verb, verb};
      if (verb > 2 && s.tokens[verb - 1].is(','))
        for (std::size_t k = verb - 1; k-- > 1 && verb - k < 9;)
          if (s.tokens[k].is(',')) {
            r = {k, k};
            break;
          }
      static const WordSet opens = {"that", "which", "while", "whereas", "but", "and", "although", "where", "when"};
      while (r.first > 0 && r.end - r.first < 14 && !s.tokens[r.first - 1].is(',') && !s.tokens[r.first - 1].is(';') &&
             !s.tokens[r.first - 1].is(')') && !s.tokens[r.first - 1].is(':') &&
             !one_of(s.tokens[r.first - 1], opens) && !one_of(s.tokens[r.first - 1], finite_verbs()))
        --r.first;
      while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
      if (has_word(s, r) && !s.tokens[r.first].is("this") && !s.tokens[r.first].is("it") &&
          !one_of(s.tokens[r.first], lead_ins()))
        return r;
      continue;
    }
    if (s.tokens[i].number.decimals > 0 || s.tokens[i].number.percent) continue;
    std::size_t k = over(i + 1);
    if (s.tokens[k].is("out")) ++k;
    if (!s.tokens[k].is("of") && !s.tokens[k].is('/')) continue;
    ++k;
    if (k < claim.first && one_of(s.tokens[k], articles())) ++k;
    if (k >= claim.first || !s.tokens[k].is_number() || s.tokens[k].number.decimals > 0 ||
        s.tokens[k].number.value < s.tokens[i].number.value)
      continue;
    constexpr std::size_t kPeople = 26;
    bool clause = false;  // a relative clause has a verb of its own
    for (std::size_t verb = over(k + 1); verb < claim.first && verb < k + kPeople; verb = over(verb + 1)) {
      const Token& t = s.tokens[verb];
      if (t.is(';') || t.is(')') || t.is(']') || t.is("compared") || t.is("versus")) break;
      clause |= one_of(t, relative);
      const bool deed = one_of(t, deeds);
      if (!deed && !one_of(t, states) && !(clause && one_of(t, finite_verbs()))) {
        // "patients who completed the trial | had"
        if (clause && t.is_word() && t.text.size() > 4 && t.text.ends_with("ed")) clause = false;
        continue;
      }
      if (clause) {
        clause = false;
        continue;
      }
      std::size_t first = deed ? verb : verb + 1;
      while (first < claim.first && one_of(s.tokens[first], articles())) ++first;
      if (first >= claim.first || !s.tokens[first].is_word() || one_of(s.tokens[first], no_state) ||
          compares(s.tokens[first]))
        return {};
      TokenRange r = verb_phrase(s, first);
      r.end = std::min(r.end, claim.first);
      for (std::size_t m = r.first + 1; m < r.end; ++m)
        if (s.tokens[m].is("as") && m + 1 < r.end + 1 && compares(s.tokens[m + 1])) r.end = m;
      return r;
    }
  }
  return {};
}

TokenRange outcome_of_difference(const OpenSentence& s, TokenRange claim) {
  static const WordSet heads = {"difference", "differences", "trend",     "trends",      "benefit",
                                "benefits",   "advantage",   "reduction", "improvement", "effect"};
  static const WordSet leads = {"for", "in", "regarding", "concerning"};
  static const WordSet nobody = {"men",    "women",    "children", "infants",   "adults", "analysis",   "analyses",
                                 "model",  "models",   "study",    "studies",   "trial",  "trials",     "subjects",
                                 "people", "subgroup", "those",    "favour",    "favor",  "both",       "either",
                                 "years",  "months",   "weeks",    "follow-up", "period", "population", "individuals"};
  const std::size_t bracket = s.open[claim.first];
  if (bracket == OpenSentence::npos) return {};
  constexpr std::size_t kFarHead = 24, kLongest = 12;
  const std::size_t floor = bracket > kFarHead ? bracket - kFarHead : 0;
  std::size_t head = bracket;
  while (head > floor && !one_of(s.tokens[head - 1], heads)) {
    const Token& t = s.tokens[head - 1];
    if (t.is(';') || t.is(')') || t.is("but")) return {};
    --head;
  }
  if (head == floor) return {};
  for (std::size_t k = head; k + 1 < bracket; ++k) {
    const bool respect = s.tokens[k].is("to") && (s.tokens[k - 1].is("respect") || s.tokens[k - 1].is("regard"));
    if (!one_of(s.tokens[k], leads) && !respect) continue;
    if (s.tokens[k].is("in") && k > head) continue;  // "an effect in the north": where
    static const WordSet adjusts = {"adjusting",  "adjusted",   "adjustment", "controlling",
                                    "controlled", "accounting", "correcting", "correction"};
    if (one_of(s.tokens[k - 1], adjusts)) return {};
    TokenRange r{k + 1, k + 1};
    while (r.end < bracket && !one_of(s.tokens[r.end], finite_verbs()) && !s.tokens[r.end].is("between") &&
           !s.tokens[r.end].is("among") && !s.tokens[r.end].is("amongst") && !s.tokens[r.end].is("through") &&
           !s.tokens[r.end].is("occurring") && !s.tokens[r.end].is(',') && !s.tokens[r.end].is('(') &&
           !compares(s.tokens[r.end]) &&
           !(r.end > r.first && (s.tokens[r.end].is("in") || s.tokens[r.end].is("for")) && r.end + 1 < bracket &&
             (one_of(s.tokens[r.end + 1], articles()) || one_of(s.tokens[r.end + 1], nobody))))
      ++r.end;
    while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
    bool group = r.empty() || s.tokens[r.first].is_number() || r.end - r.first > kLongest ||
                 (r.end < bracket && compares(s.tokens[r.end]));
    for (std::size_t m = head; m < k; ++m) group |= s.tokens[m].is_number() && s.tokens[m].number.percent;
    for (std::size_t m = r.first; m < r.end; ++m)
      group |= group_word(s.tokens[m]) || (one_of(s.tokens[m], nobody) && m < r.first + 3);
    if (!group && has_word(s, r)) return r;
  }
  return {};
}

TokenRange outcome_of_chance(const OpenSentence& s, TokenRange claim) {
  static const WordSet heads = {"risk", "risks", "odds", "likelihood", "probability", "chance", "chances", "hazard"};
  static const WordSet effects = {"effect", "effects", "impact", "influence"};
  const std::size_t floor = claim.first > kFar ? claim.first - kFar : 0;
  for (std::size_t i = claim.first; i > floor + 1; --i) {
    const Token& word = s.tokens[i - 1];
    const Token& head = s.tokens[i - 2];
    if (word.is(';')) return {};
    if (word.is("to") && head.is("likely")) {
      std::size_t first = i;
      static const WordSet auxiliary = {"have", "be", "report", "had", "also", "a", "an", "the"};
      while (first < claim.first && one_of(s.tokens[first], auxiliary)) ++first;
      TokenRange r = verb_phrase(s, first);
      r.end = std::min(r.end, claim.first);
      return r;
    }
    if ((word.is("of") || word.is("for")) && one_of(head, heads)) {
      std::size_t first = i;
      while (first < claim.first && one_of(s.tokens[first], articles())) ++first;
      // Only a deed ("returning to work"): a noun is found by what ends it.
      if (first >= claim.first || !s.tokens[first].is_word()) return {};
      const std::string deed = ascii_lower(s.tokens[first].text);
      if (deed.size() < 6 || deed.substr(deed.size() - 3) != "ing" || one_of(s.tokens[first], event_nouns())) return {};
      TokenRange r = verb_phrase(s, first);
      r.end = std::min(r.end, claim.first);
      return r;
    }
    if (word.is("on")) {
      bool effect = false;
      for (std::size_t k = i - 1; k-- > floor && i - k < 12;) effect |= one_of(s.tokens[k], effects);
      if (!effect) continue;
      TokenRange r = verb_phrase(s, i);
      r.end = std::min(r.end, claim.first);
      while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
      return r;
    }
  }
  return {};
}

TokenRange outcome_of_change(const OpenSentence& s, TokenRange claim) {
  const std::size_t bracket = s.open[claim.first];
  if (bracket == OpenSentence::npos || s.partner[bracket] == OpenSentence::npos) return {};
  static const WordSet changes = {"improvement", "increase", "reduction", "decrease", "decline", "rise", "difference"};
  bool change = false;
  for (std::size_t i = bracket; i-- > 0 && bracket - i < 6;) change |= one_of(s.tokens[i], changes);
  const std::size_t behind = s.partner[bracket] + 1;
  if (!change || behind + 1 >= s.tokens.size() || !(s.tokens[behind].is("in") || s.tokens[behind].is("of"))) return {};
  TokenRange r = verb_phrase(s, behind + 1);
  while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
  for (std::size_t k = r.first; k < r.end; ++k)
    if (group_word(s.tokens[k])) return {};  // "in the intervention group": of whom
  return r;
}

}  // namespace warrant
