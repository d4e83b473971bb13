// Which group or factor a number in running text belongs to, and what it is compared with.
#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/arm_labels.h"
#include "ingest/extract/group_phrases.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/label_phrase.h"
#include "ingest/extract/outcome_list.h"
#include "ingest/extract/ratio_sides.h"
#include "ingest/extract/result_clause.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/sentence_phrases.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// "either a 2 cm or a 4 cm margin": both sides.
bool either_or(const OpenSentence& s, std::size_t before, Claim& out) {
  for (std::size_t i = 0; i + 3 < before; ++i) {
    if (!s.tokens[i].is("either")) continue;
    const TokenRange left = phrase_after(s, i + 1, 8);
    if (left.empty() || left.end >= before || !s.tokens[left.end].is("or")) continue;
    const TokenRange right = phrase_after(s, left.end + 1, 8);
    if (!has_word(s, left) || !has_word(s, right) || right.end > before) continue;
    out.subject = words(s, left);
    out.comparator = words(s, right);
    return true;
  }
  return false;
}

// "The hazard ratios comparing A to B were lower for death (HR …), stroke (HR …)": the items are outcomes.
bool compares_arms(const OpenSentence& s) {
  for (std::size_t i = 0; i < s.tokens.size() && !s.tokens[i].is('('); ++i)
    if (s.tokens[i].is("comparing")) return true;
  return false;
}

// The people that stand alone between a bracket of results and the one that opens at `bracket`: ", in younger patients
// "; empty = something else does.
TokenRange people_of_item(const OpenSentence& s, std::size_t bracket) {
  static const WordSet people = {"patients", "women",   "men",      "those",    "children", "participants", "subjects",
                                 "infants",  "adults",  "smokers",  "girls",    "boys",     "individuals",  "people",
                                 "males",    "females", "carriers", "students", "workers",  "mothers"};
  std::size_t first = bracket;
  constexpr std::size_t kLongest = 16;
  while (first > 0 && bracket - first < kLongest && !s.tokens[first - 1].is(')') && !s.tokens[first - 1].is(']')) {
    if (one_of(s.tokens[first - 1], finite_verbs()) && !(first > 1 && s.tokens[first - 2].is("who"))) return {};
    --first;
  }
  if (first == 0 || bracket - first >= kLongest) return {};
  while (first < bracket &&
         (s.tokens[first].is(',') || s.tokens[first].is(';') || s.tokens[first].is("and") || s.tokens[first].is("or")))
    ++first;
  if (first + 1 >= bracket || !(s.tokens[first].is("in") || s.tokens[first].is("among"))) return {};
  TokenRange r{first + 1, bracket};
  while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
  for (std::size_t k = r.first; k < r.end && k < r.first + 3; ++k)
    if (one_of(s.tokens[k], people)) return r;
  return {};
}

void find_groups(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& out);

}  // namespace

void label_groups(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& out) {
  find_groups(reading, s, claim, out);
  // Words of statistics are nobody, and nothing is compared with itself.
  static const WordSet nobody = {"there",   "above",      "below",     "suggest",     "nonsignificant", "significant",
                                 "trend",   "trends",     "analysis",  "analyses",    "difference",     "differences",
                                 "results", "comparison", "model",     "association", "interaction",    "only",
                                 "effect",  "estimate",   "estimates", "regression",  "persisted",      "showed"};
  const std::vector<Token> label = lex(out.subject);
  if (label.size() == 1 && one_of(label[0], nobody)) out.subject.clear();
  name_groups(out.subject, out.comparator);
  if (!out.subject.empty() && (out.subject == out.comparator || ascii_lower(out.subject) == ascii_lower(out.outcome) ||
                               bare_outcome(out.subject) == out.outcome))
    out.subject.clear();
  // What was cut out named nobody: "39% of visits in A versus 69% in B had" names what stands before "versus".
  if (out.subject.empty() && !out.comparator.empty() && out.kind == kind::kEffectEstimate)
    for (std::size_t i = claim.first; i-- > (claim.first > 30 ? claim.first - 30 : 1);) {
      if (s.tokens[i].is(';')) break;
      const bool with = s.tokens[i].is("compared") && (s.tokens[i + 1].is("with") || s.tokens[i + 1].is("to"));
      if (!with && !s.tokens[i].is("versus") && !s.tokens[i].is("vs")) continue;
      const TokenRange left = phrase_before(s, i, 0, 9);
      if (has_word(s, left) && about_something(s, left) && !s.tokens[left.first].is_number() &&
          words(s, left) != out.comparator)
        out.subject = group_phrase(words(s, left));
      break;
    }
  // "In the walk group, 19 of 70 had sore feet as compared to 1 of 88 in …"
  if (out.subject.empty() && !out.comparator.empty() && s.tokens.size() > 4 && s.tokens[0].is("in"))
    if (const TokenRange r = phrase_after(s, 1, 8);
        r.end < claim.first && s.tokens[r.end].is(',') &&
        (s.tokens[r.end - 1].is("group") || s.tokens[r.end - 1].is("arm")) && words(s, r) != out.comparator)
      out.subject = words(s, r);
  // The arms, where the sentence tells of no factors.
  if (out.subject.empty() && out.kind == kind::kEffectEstimate)
    if (const auto arms = arms_from_context(reading, s); arms && arms->subject != out.comparator) {
      out.subject = arms->subject;
      if (out.comparator.empty()) out.comparator = arms->comparator;
    }
  if (!out.subject.empty()) out.subject = spelled_level(s, out.subject);
  if (!out.comparator.empty()) out.comparator = spelled_level(s, out.comparator);
}

namespace {

// "This treatment achieved a PFS of …": the sentence before names it, and what it was better than.
bool named_before(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& out) {
  if (s.index == 0 || reading.sentences[s.index - 1].passage != s.sentence.passage || claim.first < 4) return false;
  static const WordSet pointing = {"this", "these"};
  static const WordSet given = {"treatment", "therapy",  "regimen",  "combination",  "drug",    "agent",
                                "schedule",  "approach", "strategy", "intervention", "protocol"};
  const std::size_t noun = one_of(s.tokens[1], given) ? 1 : 2;
  const bool verb = one_of(s.tokens[noun + 1], finite_verbs()) || one_of(s.tokens[noun + 1], phrase_stops());
  if (!one_of(s.tokens[0], pointing) || !one_of(s.tokens[noun], given) || !verb ||
      !reading.arms().mentions({s.tokens.begin(), s.tokens.begin() + static_cast<std::ptrdiff_t>(claim.first)}).empty())
    return false;
  const OpenSentence p = open_sentence(reading, s.index - 1);
  for (std::size_t i = p.tokens.size(); i-- > 0 && out.subject.empty();)
    if (one_of(p.tokens[i], finite_verbs()))
      if (const TokenRange r = clause_subject(p, std::min(i + 1, p.tokens.size() - 1)); !r.empty())
        out.subject = words(p, r);
  if (out.subject.empty()) return false;
  for (std::size_t i = 1; i + 1 < p.tokens.size(); ++i) {
    const bool over = (p.tokens[i].is("to") && (p.tokens[i - 1].is("superior") || p.tokens[i - 1].is("compared"))) ||
                      (p.tokens[i].is("with") && p.tokens[i - 1].is("compared")) || p.tokens[i].is("versus");
    if (!over) continue;
    if (const TokenRange r = phrase_after(p, i + 1, 8); has_word(p, r) && about_something(p, r))
      out.comparator = words(p, r);
    break;
  }
  return true;
}

void find_groups(const Reading& reading, const OpenSentence& s, TokenRange claim, Claim& out) {
  const std::size_t n = s.tokens.size();
  if (named_before(reading, s, claim, out)) return;
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
        // "longer than 28 days": a limit.
        if (s.tokens[i].is("than") && i + 2 < n && s.tokens[i + 1].is_number() && s.tokens[i + 2].is_word() &&
            s.tokens[i + 2].text.size() > 1 && !time_unit(s.tokens[i + 2].text).empty())
          continue;
        // "greater than 500 ml", "more than 18 hours weekly": another.
        static const WordSet bound = {"greater", "more", "less", "fewer", "older", "younger"};
        if (s.tokens[i].is("than") && i > 0 && one_of(s.tokens[i - 1], bound) && i + 2 < n &&
            s.tokens[i + 1].is_number() && !s.tokens[i + 1].number.percent && s.tokens[i + 2].is_word())
          continue;
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
      } else if (s.tokens[i].is("comparing") ||
                 (s.tokens[i].is("comparison") && i + 1 < n && s.tokens[i + 1].is("of"))) {
        left = phrase_after(s, i + (s.tokens[i].is("comparing") ? 1 : 2), 10);
        if (left.empty() || left.end >= n ||
            !(s.tokens[left.end].is("and") || s.tokens[left.end].is("with") || s.tokens[left.end].is("to") ||
              compare_at(left.end) > 0))
          continue;
        right = phrase_after(s, left.end + std::max<std::size_t>(1, compare_at(left.end)), 10);
      } else if (s.tokens[i].is("between")) {
        left = phrase_after(s, i + 1, 10);
        std::size_t joint = after_aside(s, left.end);  // "between the A (27%) and the B group"
        if (left.empty() || joint >= n) continue;
        // "between people with A when compared to those with B"
        const std::size_t compared = s.tokens[joint].is("when") && joint + 1 < n ? joint + 1 : joint;
        const std::size_t comparing = compare_at(compared);
        if (comparing == 0 && !s.tokens[joint].is("and") && !s.tokens[joint].is("or")) continue;
        joint = comparing > 0 ? compared + comparing : joint + 1;
        while (comparing > 0 && joint + 1 < n && (s.tokens[joint].is("those") || s.tokens[joint].is("with"))) ++joint;
        right = phrase_after(s, joint, 10);
        // "an association between sex and the need for help": no groups.
        static const WordSet relations = {"association", "associations", "relationship", "correlation", "relation"};
        if (i > 0 && one_of(s.tokens[i - 1], relations)) continue;
      } else {
        continue;
      }
      if (right.empty() || !about_something(s, right)) continue;
      // The phrase before the claim's bracket is the right side: then the left is what the claim is about.
      if (!out.subject.empty() && out.subject == words(s, right)) out.subject.clear();
      if (s.tokens[right.first].kind == TokenKind::kNumber && right.end - right.first <= 2)
        continue;  // "12 versus 10 months"
      if (out.comparator.empty()) out.comparator = words(s, right);
      // "worse among A than among B"
      if (s.tokens[i].is("than") && !left.empty() && left.first > 0 && out.subject.empty() &&
          (s.tokens[left.first - 1].is("among") || s.tokens[left.first - 1].is("in") ||
           s.tokens[left.first - 1].is("for") || s.tokens[left.first - 1].is("with")) &&
          about_something(s, left))
        out.subject = words(s, left);
      // "longer PFS than B", "as likely to relapse as B": what stands before is no group.
      static const WordSet placed = {"allocated", "assigned", "randomized", "randomised", "exposed", "allocation"};
      const bool infinitive =
          !left.empty() && left.first > 0 &&
          ((s.tokens[left.first - 1].is("to") && !(left.first > 1 && one_of(s.tokens[left.first - 2], placed))) ||
           s.tokens[left.first - 1].is("likely"));
      if (!left.empty() && !infinitive && !s.tokens[i].is("than") && about_something(s, left) && out.subject.empty() &&
          !(s.tokens[left.first].kind == TokenKind::kNumber && left.end - left.first <= 2))
        out.subject = words(s, left);
      return;
    }
  };
  const std::size_t behind = out.kind == kind::kEffectEstimate || s.open[claim.first] != OpenSentence::npos
                                 ? after_brackets(s, claim.end)
                                 : after_aside(s, claim.end);
  const bool bracketed = s.open[claim.first] != OpenSentence::npos;
  const std::size_t anchor = bracketed ? s.open[claim.first] : claim.first;
  const TokenRange before = phrase_before(s, anchor, 0, 8);
  const bool counts = out.kind == kind::kEffectEstimate && bracketed && compares_counts(s, claim.first);
  const bool outcome_before = out.kind == kind::kEffectEstimate && bracketed && !measured_before(s, anchor).empty();
  bool good_before = !before.empty() && about_something(s, before) && !counts && !outcome_before;
  TokenRange after;
  if (behind + 1 < n && one_of(s.tokens[behind], lead_ins())) after = phrase_after(s, behind + 1, 10);
  // "was 43% after resection compared to 23% after ablation"
  if (out.kind != kind::kEffectEstimate && behind + 1 < n &&
      (s.tokens[behind].is("after") || s.tokens[behind].is("following")) && !s.tokens[behind + 1].is_number() &&
      std::any_of(s.tokens.begin(), s.tokens.end(), [](const Token& t) {
        return t.is("compared") || t.is("versus") || t.is("vs") || t.is("while") || t.is("whereas");
      }))
    after = phrase_after(s, behind + 1, 10);
  // "in favor of fulvestrant", "favoring X"
  if (behind + 2 < n && s.tokens[behind].is("in") &&
      (s.tokens[behind + 1].is("favor") || s.tokens[behind + 1].is("favour")))
    after = phrase_after(s, behind + 3, 6);
  if (behind + 1 < n && (s.tokens[behind].is("favoring") || s.tokens[behind].is("favouring")))
    after = phrase_after(s, behind + 1, 6);
  // "A had a RR of 0.53 (…) for waking at night": of what.
  std::size_t had = claim.first;
  while (had > 0 && claim.first - had < 3 &&
         (one_of(s.tokens[had - 1], articles()) || s.tokens[had - 1].is("adjusted")))
    --had;
  if (had > 0 && behind < n && s.tokens[behind].is("for") &&
      (s.tokens[had - 1].is("had") || s.tokens[had - 1].is("having")))
    after = {};
  const bool good_after = !after.empty() && about_something(s, after);
  const bool ratio = out.kind == kind::kEffectEstimate;
  if (ratio && n > 3 && s.tokens[0].is("for") &&
      (s.tokens[1].is("every") || s.tokens[1].is("each") || s.tokens[1].is("per"))) {
    std::size_t end = 1;
    while (end < claim.first && end < 16 && !s.tokens[end].is(',')) ++end;
    if (end < claim.first && s.tokens[end].is(',')) out.subject = words(s, {1, end});
  }
  // "(OR 0.95 (95% CI 0.93–0.97) for age; 0.16 (0.07–0.39) for the first trial)": named inside the same bracket.
  if (ratio && bracketed && good_after && s.tokens[behind].is("for") && s.open[behind] == s.open[claim.first] &&
      !ends_in_event(s, after))
    out.subject = words(s, after);
  // "greater in the A group (OR …), in younger patients (OR …) and in those who smoke (OR …)": in whom, for each.
  if (ratio && bracketed && out.subject.empty())
    if (const TokenRange people = people_of_item(s, anchor); !people.empty() && about_something(s, people))
      out.subject = words(s, people);
  const OutcomeItem outcome_item = ratio ? listed_outcome(s, claim) : OutcomeItem{};
  const bool outcomes_listed = !outcome_item.outcome.empty();
  if (outcomes_listed) good_before = false;
  if (!outcome_item.subject.empty() && about_something(s, outcome_item.subject)) {
    out.subject = words(s, outcome_item.subject);
    try_compare(outcome_item.subject.end, outcome_item.subject.end + 1);
  } else if (outcomes_listed) {
    std::size_t first = 0;  // the verb before the list is what they are likely to do
    while (first < anchor && !(s.tokens[first].is('(') && s.open[first] == OpenSentence::npos)) ++first;
    for (std::size_t i = 1; i < first; ++i)
      if (s.tokens[i - 1].is("likely") && s.tokens[i].is("to")) first = i;
    if (const TokenRange r = clause_subject(s, first); !r.empty()) out.subject = words(s, r);
  }
  // "was seen more frequently (OR 2.9) in A than in B"
  static const WordSet degrees = {"frequently", "often",   "commonly", "common", "prevalent", "frequent", "higher",
                                  "lower",      "greater", "likely",   "rarely", "worse",     "better"};
  if (ratio && bracketed && good_after && anchor > 0 && one_of(s.tokens[anchor - 1], degrees) &&
      (s.tokens[behind].is("in") || s.tokens[behind].is("among") || s.tokens[behind].is("for"))) {
    out.subject = words(s, after);
    try_compare(after.end, after.end + 1);
  }
  // "higher in the high-dose group (79%, RR 1.66": the group that is higher.
  if (ratio && bracketed && good_before && before.first > 1 &&
      (s.tokens[before.end - 1].is("group") || s.tokens[before.end - 1].is("arm"))) {
    std::size_t in = before.first - 1;
    while (in > 0 && one_of(s.tokens[in], articles())) --in;
    static const WordSet judged = {"higher", "lower",   "greater",   "less",    "more",      "better", "worse",
                                   "longer", "shorter", "increased", "reduced", "decreased", "smaller"};
    if (in > 0 && (s.tokens[in].is("in") || s.tokens[in].is("among") || s.tokens[in].is("for")) &&
        one_of(s.tokens[in - 1], judged))
      out.subject = words(s, before);
  }
  if (ratio && bracketed && !outcomes_listed && out.subject.empty())
    if (const TokenRange item = list_item_before(s, anchor); !item.empty() && !outcome_before && !compares_arms(s))
      out.subject = lent_prefix(s, before).empty() ? words(s, item) : "";
  // "34.7% in the A arm, 40.2% in the B arm (RR 1.16) and 39.9% in the C arm (RR 1.15)": each bracket is of its own
  // arm.
  const auto of_arm = [&](std::size_t bracket) {
    bool ratio_inside = false;  // "(39.9%, risk ratio = 1.15"
    for (std::size_t k = bracket + 1; k < n && k < bracket + 5; ++k)
      ratio_inside |= s.tokens[k].text == s.tokens[claim.first].text && s.open[k] == bracket;
    return bracket > 1 && ratio_inside && s.tokens[bracket].is('(') &&
           (s.tokens[bracket - 1].is("arm") || s.tokens[bracket - 1].is("group"));
  };
  if (ratio && bracketed && out.subject.empty() && good_before && of_arm(anchor)) {
    int arms = 0;
    for (std::size_t i = 0; i < n; ++i) arms += of_arm(i);
    if (arms >= 2) out.subject = words(s, before);
  }
  if (ratio && out.subject.empty()) {
    RatioSides sides = sides_of_ratio(s, claim);
    if (sides.subject.empty() && bracketed && !listed(s, anchor)) {
      sides = sides_before(s, anchor);
      if (!sides.subject.empty() && (!about_something(s, sides.subject) || !about_something(s, sides.comparator)))
        sides = {};
    }
    if (!sides.subject.empty()) {
      out.subject = words(s, sides.subject);
      if (!sides.comparator.empty()) out.comparator = words(s, sides.comparator);
    }
  }
  if (ratio && out.subject.empty() && !listed(s, anchor))
    if (const GroupValues values = values_of_groups(s, claim.first);
        !values.measured.empty() && about_something(s, values.first) && about_something(s, values.second)) {
      out.subject = words(s, values.first);
      out.comparator = words(s, values.second);
    }
  if (ratio && bracketed && out.subject.empty() && !listed(s, anchor) && clause_subject(s, anchor).empty())
    if (const TokenRange r = changed_in(s, anchor); !r.empty() && about_something(s, r)) {
      out.subject = words(s, r);
      try_compare(r.end, claim.first);
    }
  if (ratio && out.subject.empty() && !listed(s, anchor))
    if (const auto arms = arms_compared(reading, s, claim)) {
      out.subject = arms->subject;
      out.comparator = arms->comparator;
    }
  // "was 1.5 compared with placebo (P = 0.04)": behind the value, within the claim.
  for (std::size_t i = claim.first + 1; ratio && i < claim.end && out.comparator.empty(); ++i)
    if (s.tokens[i - 1].is_number() && !s.tokens[i].is("than") && compare_at(i) > 0) try_compare(i, i + 1);
  if (ratio && !out.subject.empty()) {
  } else if (ratio) {
    const ResultClause clause = result_clause(s, claim);
    // "(US $5: adjusted OR 1.02 …; US $10: adjusted OR 1.35 …)": an item for each.
    std::size_t colon = claim.first;
    while (colon > 0 && s.tokens[colon - 1].is_word() && claim.first - colon < 2) --colon;
    if (!clause.outcome.empty() && bracketed && colon > 1 && s.tokens[colon - 1].is(':')) {
      TokenRange r{colon - 1, colon - 1};
      while (r.first > anchor + 1 && !s.tokens[r.first - 1].is(';') && !s.tokens[r.first - 1].is(',')) --r.first;
      if (has_word(s, r) && r.end - r.first < 9 && about_something(s, r)) out.subject = words(s, r);
    }
    if (out.subject.empty() && !clause.subject.empty() && about_something(s, clause.subject) &&
        !(clause.listed && !lent_prefix(s, before).empty())) {
      out.subject = words(s, clause.subject);
      if (!clause.population.empty()) out.subject += ", " + words(s, clause.population);
    }
    // "… compared with placebo (HR 0.55)": the phrase before the bracket is the other side.
    std::size_t lead = before.first;
    while (lead > 0 && (one_of(s.tokens[lead - 1], articles()) || s.tokens[lead - 1].is("those") ||
                        s.tokens[lead - 1].is_number() || s.tokens[lead - 1].is('%') ||
                        (lead > 1 && one_of(s.tokens[lead - 1], lead_ins()) && compare_at(lead - 2) == 1)))
      --lead;
    bool other_side = lead > 0 && ((lead > 1 && compare_at(lead - 2) == 2) || compare_at(lead - 1) == 1);
    // "… compared to infants in houses owned by their families (RR": no verb between, so all of it is the other side.
    if (bracketed && good_before && !other_side) {
      constexpr std::size_t kFar = 16;
      for (std::size_t i = anchor; i-- > 0 && anchor - i < kFar;) {
        const Token& t = s.tokens[i];
        if (t.is(',') || t.is(';') || t.is(')') || one_of(t, finite_verbs())) break;
        const std::size_t length = compare_at(i);
        if (length == 0 || (t.is("than") && i + 1 < n && s.tokens[i + 1].is_number())) continue;
        const TokenRange whole{i + length, anchor};
        if (!about_something(s, whole)) break;
        out.comparator = words(s, whole);
        if (const TokenRange r = clause_subject(s, i); !r.empty()) out.subject = words(s, r);
        other_side = true;
        break;
      }
    }
    // "effect of vitamin A on mortality (RR": what has the effect.
    if (out.subject.empty())
      for (std::size_t i = claim.first > 40 ? claim.first - 40 : 0; i + 2 < claim.first; ++i) {
        static const WordSet effects = {"effect", "effects", "impact", "influence"};
        if (!one_of(s.tokens[i], effects) || !s.tokens[i + 1].is("of")) continue;
        const TokenRange r = phrase_after(s, i + 2, 8);
        if (has_word(s, r) && r.end < claim.first && s.tokens[r.end].is("on") && about_something(s, r))
          out.subject = words(s, r);
      }
    if (bracketed && out.subject.empty() && !listed(s, anchor))
      if (const TokenRange r = related_factor(s, anchor); !r.empty()) out.subject = words(s, r);
    // "Treatment reduced the odds of X in all participants (OR": what did it, not in whom.
    const auto people_only = [&] {
      static const WordSet people = {"patients", "participants", "women",   "men",         "children",
                                     "subjects", "people",       "infants", "individuals", "both",
                                     "groups",   "adults",       "overall", "population",  "study"};
      for (std::size_t k = before.first; k < before.end; ++k)
        if (!one_of(s.tokens[k], people) && !one_of(s.tokens[k], articles())) return false;
      return true;
    };
    if (bracketed && good_before && out.subject.empty() && !other_side && people_only())
      if (const TokenRange r = clause_subject(s, anchor); !r.empty()) out.subject = words(s, r);
    if (bracketed && good_before && out.subject.empty()) {
      if (other_side && out.comparator.empty())
        out.comparator = words(s, before);
      else if (!other_side)
        out.subject = lent_prefix(s, before) + words(s, before);
    }
    try_compare(behind, std::min(n, behind + 45));
    const std::size_t from = claim.first > 50 ? claim.first - 50 : 0;
    if (out.comparator.empty() || (out.subject.empty() && other_side && s.tokens[lead - 1].is("than")))
      try_compare(from, claim.first);
    if (!out.comparator.empty()) {
      // "X was associated with longer PFS than Y": the phrase before "than" is no group, the clause's subject is.
      if (out.subject.empty() || out.subject == out.comparator)
        if (const TokenRange r = clause_subject(s, claim.first); !r.empty()) out.subject = words(s, r);
    }
    // "X was associated with shorter OS (HR …) in these patients": the factor, not the people.
    if (out.subject.empty() && good_after) {
      bool associates = false;
      for (std::size_t i = claim.first > 25 ? claim.first - 25 : 0; i < claim.first; ++i)
        associates |= (s.tokens[i].is("risk") && i > 1 && (s.tokens[i - 2].is("at") || s.tokens[i - 2].is("a"))) ||
                      s.tokens[i].is("associated") || s.tokens[i].is("predictor") || s.tokens[i].is("predicted") ||
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
    if (const TokenRange label = item_label(s, claim.first); !label.empty()) out.subject = words(s, label);
    if (good_after && out.subject.empty()) out.subject = words(s, after);
    // "those assigned to the X group 10.8 months": no verb between phrase and number.
    if (out.subject.empty() && good_before && !bracketed && claim.first == before.end) {
      std::size_t first = before.first;
      while (first > 0 && before.end - first < 12 && s.tokens[first - 1].is_word() &&
             !one_of(s.tokens[first - 1], finite_verbs()) && !s.tokens[first - 1].is("and"))
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
           s.tokens[i - 1].is("adjustment") || s.tokens[i - 1].is("controlled") || s.tokens[i - 1].is("covariates") ||
           s.tokens[i - 1].is("covariate")))
        continue;
      if (t.is("in") || t.is("for") || t.is("among") || t.is("with") || t.is("of")) {
        const TokenRange r = phrase_after(s, i + 1, 10);
        // "quality of life impairment (31% versus 66%)": what was measured.
        const bool measured = t.is("of") && r.end + 1 < claim.first && s.tokens[r.end].is('(') &&
                              s.tokens[r.end + 1].is_number() && s.tokens[r.end + 1].number.percent;
        if (!r.empty() && r.end <= claim.first && about_something(s, r) && !measured &&
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
  if (ratio && out.subject.empty()) either_or(s, claim.first, out);
  if (ratio && out.subject.empty())
    if (const auto arms = arms_from_context(reading, s)) {
      out.subject = arms->subject;
      out.comparator = arms->comparator;
    }
  // The sentence before names the group: "Patients who started X were followed. Their median survival was 1.9 years."
  if (out.subject.empty() && s.index > 0 && reading.sentences[s.index - 1].passage == s.sentence.passage) {
    const OpenSentence p = open_sentence(reading, s.index - 1);
    for (std::size_t i = p.tokens.size(); i-- > 0 && out.subject.empty();)
      if (one_of(p.tokens[i], finite_verbs())) {
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
    while (end < claim.first && end < 28 && !s.tokens[end].is(',') && !one_of(s.tokens[end], finite_verbs()) &&
           !(s.tokens[end].is_number() && s.tokens[end].number.percent && s.open[end] == OpenSentence::npos)) {
      named |= one_of(s.tokens[end], people);
      ++end;
    }
    // "those patients who had received X in the Y study, …": a relative clause has a verb of its own.
    if (named && end < claim.first && end < 28 && !s.tokens[end].is(',') && !s.tokens[end].is_number()) {
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
      while (first < end && (one_of(s.tokens[first], articles()) || s.tokens[first].is("those"))) ++first;
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

}  // namespace
}  // namespace warrant
