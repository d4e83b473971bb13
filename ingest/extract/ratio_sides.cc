#include "ingest/extract/ratio_sides.h"

#include <algorithm>

#include "ingest/extract/sentence_phrases.h"

namespace warrant {
namespace {

// Tokens of a comparing word at `i`, 0 = none.
std::size_t compares(const OpenSentence& s, std::size_t i) {
  const Token& t = s.tokens[i];
  if (t.is("versus") || t.is("vs") || t.is("against"))
    return i + 1 < s.tokens.size() && s.tokens[i + 1].is('.') ? 2 : 1;
  const bool follows = i + 1 < s.tokens.size() && (s.tokens[i + 1].is("with") || s.tokens[i + 1].is("to"));
  return (t.is("compared") || t.is("relative")) && follows ? 2 : 0;
}

bool copula(const Token& t) { return t.is("was") || t.is("is") || t.is("were") || t.is("are"); }

// From `first` to the word that ends a side.
TokenRange side(const OpenSentence& s, std::size_t first, std::size_t limit) {
  while (first < limit && (one_of(s.tokens[first], articles()) || s.tokens[first].is("those"))) ++first;
  std::size_t end = first;
  constexpr std::size_t kLongest = 18;
  while (end < limit && end - first < kLongest) {
    const Token& t = s.tokens[end];
    if (copula(t) || t.is("being") || t.is("at") || compares(s, end) > 0 || t.is('.') || t.is(',') || t.is(';') ||
        t.is(':') || t.is('=') || t.is('(') || t.is('[') || t.is(')') || t.is(']'))
      break;
    ++end;
  }
  // "compared with runners 2.1; 95% CI": the ratio itself; "a load over 2.1" is a limit.
  static const WordSet limits = {"over", "under", "above", "below", "than", "least", "most", "of", "to", "and"};
  if (end > first + 1 && end < s.tokens.size() && !copula(s.tokens[end]) && s.tokens[end - 1].is_number() &&
      s.tokens[end - 1].number.decimals > 0 && s.tokens[end - 2].is_word() && !one_of(s.tokens[end - 2], limits))
    --end;
  return end - first < kLongest && has_word(s, {first, end}) ? TokenRange{first, end} : TokenRange{};
}

// What "compared with …" names from `from` on, not far behind the claim.
TokenRange compared_behind(const OpenSentence& s, std::size_t from, std::size_t claim_end) {
  constexpr std::size_t kFar = 20;
  const std::size_t limit = std::min(s.tokens.size(), claim_end + kFar);
  for (std::size_t k = from; k < limit && !s.tokens[k].is(';'); ++k)
    if (const std::size_t length = compares(s, k); length > 0) return side(s, k + length, limit);
  return {};
}

}  // namespace

RatioSides sides_of_ratio(const OpenSentence& s, TokenRange claim) {
  static const WordSet name = {"odds", "hazard", "risk", "rate", "relative", "ratio", "ratios",   "or",
                               "hr",   "rr",     "aor",  "ahr",  "arr",      "irr",   "incidence"};
  std::size_t i = claim.first;
  while (i < claim.end && (one_of(s.tokens[i], name) || s.tokens[i].is('(') || s.tokens[i].is(')'))) ++i;
  if (i + 2 < claim.end && s.tokens[i].is_word() && s.tokens[i].text.ends_with("int")) ++i;  // "ORint"
  if (i == claim.first || i + 2 >= claim.end) return {};
  RatioSides out;
  // "The HR of death between A and B was 0.9"
  for (std::size_t k = i; k + 2 < claim.end; ++k) {
    if (s.tokens[k].is("in") || s.tokens[k].is("among")) break;  // "in patients with a level between 1 and 2"
    if (!s.tokens[k].is("between") || s.tokens[k + 1].is_number()) continue;
    out.subject = phrase_after(s, k + 1, 10);
    if (!has_word(s, out.subject) || out.subject.end + 1 >= claim.end || !s.tokens[out.subject.end].is("and"))
      return {};
    out.comparator = phrase_after(s, out.subject.end + 1, 10);
    out.comparator.end = std::min(out.comparator.end, claim.end);
    if (has_word(s, out.comparator)) return out;
    return {};
  }
  // "OR of relapse associated with X was"
  for (std::size_t k = i; k + 3 < claim.end; ++k) {
    if (s.tokens[k].is(',') || copula(s.tokens[k])) break;
    if (!s.tokens[k].is("associated") || !s.tokens[k + 1].is("with")) continue;
    out.subject = side(s, k + 2, claim.end);
    return out;
  }
  // "RR of death from all causes in A compared with B was", "HR of death for patients given A was"
  if (s.tokens[i].is("of")) {
    for (std::size_t k = i; k + 2 < claim.end && !copula(s.tokens[k]) && !s.tokens[k].is(','); ++k) {
      const std::size_t length = compares(s, k);
      if (length == 0) continue;
      std::size_t in = k - 1;
      while (in > i && !s.tokens[in].is("in") && !s.tokens[in].is("among") && !s.tokens[in].is("for")) --in;
      if (in == i) return {};
      out.subject = side(s, in + 1, k);
      out.comparator = side(s, k + length, claim.end);
      return out.subject.empty() || s.tokens[out.subject.first].is_number() ? RatioSides{} : out;
    }
    for (std::size_t k = i; k + 2 < claim.end && !copula(s.tokens[k]) && !s.tokens[k].is(','); ++k) {
      if (!s.tokens[k].is("for") && !s.tokens[k].is("among")) continue;
      const TokenRange r = side(s, k + 1, claim.end);
      if (r.empty() || r.end >= claim.end || !copula(s.tokens[r.end]) || ends_in_event(s, r)) break;
      out.subject = r;
      if (s.tokens[r.first].is("who") && s.tokens[r.first - 1].is("those")) --out.subject.first;
      out.comparator = compared_behind(s, r.end, claim.end);
      return out;
    }
    return {};
  }
  out.people = s.tokens[i].is("in") || s.tokens[i].is("among");
  if (!out.people && !s.tokens[i].is("for")) return {};
  out.subject = side(s, i + 1, claim.end);
  if (out.subject.empty() || out.subject.end >= claim.end) return {};
  // "in an intention-to-treat analysis", "in the fully adjusted model": how it was found.
  static const WordSet ways = {"analysis", "analyses", "model", "models", "regression", "population", "study", "trial"};
  if (one_of(s.tokens[out.subject.end - 1], ways)) return {};
  if (!out.people) {
    // "HR for death for A versus B": behind the last "for"; "HR for death versus …" tells no group.
    if (compares(s, out.subject.end) == 0 || mentions_endpoint(s, out.subject)) return {};
    for (std::size_t k = out.subject.first; k + 1 < out.subject.end; ++k)
      if (s.tokens[k].is("for") || s.tokens[k].is("in") || s.tokens[k].is("among")) out.subject.first = k + 1;
    while (out.subject.first + 1 < out.subject.end && one_of(s.tokens[out.subject.first], articles()))
      ++out.subject.first;
    if (ends_in_event(s, out.subject)) return {};
  }
  out.comparator = compared_behind(s, out.subject.end, claim.end);
  return out;
}

RatioSides sides_before(const OpenSentence& s, std::size_t bracket) {
  constexpr std::size_t kFar = 24;
  for (std::size_t i = bracket; i-- > (bracket > kFar ? bracket - kFar : 0);) {
    const Token& t = s.tokens[i];
    if (t.is(';') || t.is(')') || t.is(',')) break;
    if (!t.is("between") && !t.is("comparing")) continue;
    RatioSides out;
    out.subject = phrase_after(s, i + 1, 10);
    const std::size_t joint = out.subject.end;
    if (out.subject.empty() || joint + 1 >= bracket) return {};
    const std::size_t length = compares(s, joint);
    if (!s.tokens[joint].is("and") && !s.tokens[joint].is("with") && !s.tokens[joint].is("to") && length == 0)
      return {};
    out.comparator = phrase_after(s, joint + std::max<std::size_t>(length, 1), 10);
    if (out.comparator.empty() || out.comparator.end > bracket) return {};
    // Nothing but when and where stands behind them.
    static const WordSet adjuncts = {"from", "in", "at", "during", "after", "over", "by", "with", "to"};
    if (out.comparator.end < bracket && !one_of(s.tokens[out.comparator.end], adjuncts)) return {};
    const bool numbers = s.tokens[out.subject.first].is_number() || s.tokens[out.comparator.first].is_number();
    return numbers || !has_word(s, out.subject) || !has_word(s, out.comparator) ? RatioSides{} : out;
  }
  return {};
}

TokenRange changed_in(const OpenSentence& s, std::size_t bracket) {
  static const WordSet changes = {"increase", "decrease", "reduction", "rise", "decline", "fall"};
  static const WordSet in_whom = {"in", "among", "amongst", "for"};
  static const WordSet when = {"period", "periods", "follow-up", "time",  "months", "years",
                               "weeks",  "days",    "year",      "trial", "study"};
  constexpr std::size_t kFar = 32;
  for (std::size_t i = bracket; i-- > (bracket > kFar ? bracket - kFar : 0);) {
    const Token& t = s.tokens[i];
    if (t.is(';') || one_of(t, finite_verbs())) {
      // "reduced", "increased" are adjectives in "a reduced risk".
      if (t.is(';') || copula(t)) return {};
      continue;
    }
    if (!one_of(t, changes) || i + 2 >= bracket || !(s.tokens[i + 1].is("in") || s.tokens[i + 1].is("of"))) continue;
    for (std::size_t k = i + 3; k + 1 < bracket; ++k) {
      if (s.tokens[k].is(',') || s.tokens[k].is(')')) return {};
      if (!one_of(s.tokens[k], in_whom)) continue;
      const TokenRange r = phrase_after(s, k + 1, 8);
      if (!has_word(s, r) || r.end > bracket || s.tokens[r.first].is_number() || one_of(s.tokens[r.end - 1], when))
        return {};
      return r;
    }
    return {};
  }
  return {};
}

GroupValues values_of_groups(const OpenSentence& s, std::size_t end) {
  // "4.0 [per day] (n = 12) in the A group" from token `i`: the group, empty = no such words.
  const auto group_behind = [&](std::size_t i) -> TokenRange {
    if (i >= end || !s.tokens[i].is_number()) return {};
    ++i;
    constexpr std::size_t kUnit = 4;
    for (std::size_t steps = 0; i < end && steps < kUnit; ++steps) {
      if (s.tokens[i].is('(') && s.partner[i] != OpenSentence::npos) {
        i = s.partner[i] + 1;
        continue;
      }
      if (s.tokens[i].is("in") || s.tokens[i].is("for") || s.tokens[i].is("among")) {
        TokenRange r = phrase_after(s, i + 1, 7);
        for (std::size_t k = r.first; k < r.end; ++k)
          if (s.tokens[k].is('(')) r.end = k;  // "the A group (1.4 at baseline)"
        return has_word(s, r) && r.end <= end && !s.tokens[r.first].is_number() ? r : TokenRange{};
      }
      if (s.tokens[i].is(',') || s.tokens[i].is(';') || s.tokens[i].is("and")) return {};
      ++i;
    }
    return {};
  };
  constexpr std::size_t kFar = 60;
  for (std::size_t verb = end; verb-- > (end > kFar ? end - kFar : 1);) {
    if (s.tokens[verb].is(';')) {
      // "…; the resulting odds ratio was": of the clause before.
      bool resulting = false;
      for (std::size_t k = verb; k < end && k < verb + 6; ++k)
        resulting |= s.tokens[k].is("resulting") || s.tokens[k].is("corresponding");
      if (!resulting) return {};
      continue;
    }
    if (!copula(s.tokens[verb]) || s.open[verb] != OpenSentence::npos || verb == 0) continue;
    GroupValues out;
    out.first = group_behind(verb + 1);
    if (out.first.empty()) continue;
    std::size_t next = out.first.end;
    while (next < end && next - out.first.end < 12 && !s.tokens[next].is_number()) {
      const Token& t = s.tokens[next];
      if (t.is('(') && s.partner[next] != OpenSentence::npos)
        next = s.partner[next] + 1;
      else if (t.is("and") || t.is(',') || t.is("versus") || t.is("vs") || t.is('.') || t.is("compared") ||
               t.is("with") || t.is("to") || t.is("while") || t.is("whereas"))
        ++next;
      else
        break;
    }
    out.second = group_behind(next);
    if (out.second.empty()) continue;
    TokenRange r{verb, verb};
    constexpr std::size_t kLongest = 16;
    while (r.first > 0 && verb - r.first < kLongest) {
      const Token& t = s.tokens[r.first - 1];
      if (t.is(',') || t.is(';') || t.is(':') || t.is('.') || t.is(')') || t.is("that") || t.is("which") ||
          t.is("while") || t.is("whereas") || one_of(t, finite_verbs()))
        break;
      --r.first;
    }
    while (!r.empty() && (one_of(s.tokens[r.first], articles()) || s.tokens[r.first].is("and"))) ++r.first;
    static const WordSet of_method = {"ratio", "ratios", "rrs", "ors", "hrs", "comparing", "this", "these"};
    for (std::size_t k = r.first; k < r.end; ++k)
      if (one_of(s.tokens[k], of_method)) return {};
    if (!has_word(s, r) || one_of(s.tokens[r.first], lead_ins())) return {};
    out.measured = r;
    return out;
  }
  return {};
}

TokenRange topic_of(const OpenSentence& s) {
  const std::size_t n = s.tokens.size();
  if (n < 6) return {};
  std::size_t first = 0;
  if (s.tokens[0].is("for") || s.tokens[0].is("regarding") || s.tokens[0].is("concerning"))
    first = 1;
  else if (s.tokens[0].is("with") && (s.tokens[1].is("regard") || s.tokens[1].is("respect")) && s.tokens[2].is("to"))
    first = 3;
  else if (s.tokens[0].is("in") && s.tokens[1].is("terms") && s.tokens[2].is("of"))
    first = 3;
  if (first == 0) return {};
  const bool of_whom = s.tokens[0].is("for");
  while (first < n && (one_of(s.tokens[first], articles()) || s.tokens[first].is("development"))) ++first;
  static const WordSet ends = {"univariate", "multivariate", "univariable", "multivariable",
                               "analysis",   "analyses",     "similar",     "we"};
  static const WordSet nobody = {"patients", "women", "men",      "children",  "participants", "subjects", "people",
                                 "infants",  "those", "group",    "groups",    "arm",          "arms",     "example",
                                 "instance", "every", "each",     "per",       "both",         "all",      "this",
                                 "these",    "males", "females",  "adults",    "smokers",      "which",    "comparison",
                                 "cohort",   "trial", "subgroup", "variables", "population",   "sample",   "set",
                                 "dataset",  "data"};
  constexpr std::size_t kLongest = 8;
  std::size_t end = first;
  while (end < n && end - first < kLongest && !s.tokens[end].is(',') && !one_of(s.tokens[end], ends) &&
         !one_of(s.tokens[end], finite_verbs()) && !s.tokens[end].is("the"))
    ++end;
  if (end == first || end - first >= kLongest || end >= n || !has_word(s, {first, end})) return {};
  if (!s.tokens[end].is(',') && !one_of(s.tokens[end], ends)) return {};
  // "For drug A, …" is of whom; "For relapse, …" and "For SSI univariate analysis …" are of what.
  if (of_whom && s.tokens[end].is(',') && !ends_in_event(s, {first, end})) return {};
  for (std::size_t k = first; k < end; ++k)
    if (one_of(s.tokens[k], nobody) || s.tokens[k].is_number() || s.tokens[k].is('(')) return {};
  return {first, end};
}

}  // namespace warrant
