#include "ingest/extract/outcome_list.h"

#include <algorithm>
#include <vector>

#include "ingest/extract/sentence_phrases.h"

namespace warrant {
namespace {

constexpr std::size_t kLongest = 16;  // tokens of an item

bool compares(const Token& t) {
  static const WordSet words = {"compared", "than",     "versus", "vs",      "v",    "comparing",
                                "between",  "among",    "while",  "whereas", "but",  "which",
                                "who",      "although", "by",     "above",   "below"};
  return one_of(t, words);
}

bool person(const Token& t) {
  static const WordSet words = {"group",     "groups",     "arm",   "arms",    "patients",   "participants",
                                "controls",  "cohort",     "men",   "women",   "boys",       "girls",
                                "children",  "subjects",   "males", "females", "aged",       "subgroup",
                                "condition", "conditions", "model", "models",  "adjustment", "analysis"};
  return one_of(t, words);
}

// Tokens [first, end) read as one item: no verb, comparison or people in it.
bool is_item(const OpenSentence& s, TokenRange r) {
  if (r.empty() || r.end - r.first > kLongest || !has_word(s, r)) return false;
  for (std::size_t k = r.first; k < r.end; ++k) {
    const Token& t = s.tokens[k];
    // "reductions in X in both the A and B conditions": in whom.
    if ((t.is("in") || t.is("for")) && k + 1 < r.end &&
        (one_of(s.tokens[k + 1], articles()) || s.tokens[k + 1].is("both") || s.tokens[k + 1].is("either")))
      return false;
    // "heart attack (MI)": its short form.
    if (t.is('(') && k > r.first && s.partner[k] == k + 2 && k + 2 < r.end) {
      k += 2;
      continue;
    }
    if (t.is(';') || t.is(':') || t.is('(') || t.is('[') || compares(t) || person(t) ||
        (one_of(t, finite_verbs()) && !in_capitals(t)))
      return false;
  }
  return true;
}

// Behind the bracket that closes at `close`, over citations and what joins the items of a list.
std::size_t item_start(const OpenSentence& s, std::size_t close) {
  std::size_t i = after_brackets(s, close + 1);
  while (i < s.tokens.size() && s.tokens[i].is('[') && s.partner[i] != OpenSentence::npos) i = s.partner[i] + 1;
  static const WordSet joints = {"and", "or", "as", "well", "also", "nor", "with", "to", "on"};
  while (i < s.tokens.size() &&
         (s.tokens[i].is(',') || s.tokens[i].is(';') || one_of(s.tokens[i], joints) || one_of(s.tokens[i], articles())))
    ++i;
  return i;
}

TokenRange trimmed(const OpenSentence& s, TokenRange r) {
  static const WordSet lead = {"have", "be", "report", "had", "also", "to", "more", "less", "and", "or", "all", "both"};
  while (!r.empty() && (one_of(s.tokens[r.first], lead) || one_of(s.tokens[r.first], articles()) ||
                        s.tokens[r.first].is(',') || s.tokens[r.first].is(';')))
    ++r.first;
  return r;
}

// "reduction in", "risk of", "were higher for": the first token behind it, the last of them in [floor, end), or npos.
std::size_t behind_change(const OpenSentence& s, std::size_t floor, std::size_t end) {
  static const WordSet chances = {"risk",        "risks",     "odds",       "hazard",      "likelihood",
                                  "probability", "chance",    "rate",       "rates",       "incidence",
                                  "prevalence",  "frequency", "proportion", "proportions", "occurrence"};
  static const WordSet changes = {"reduction", "reductions", "increase",    "increases",   "decrease",
                                  "decreases", "difference", "differences", "improvement", "improvements",
                                  "decline",   "declines",   "excess"};
  static const WordSet effects = {"effect", "effects", "impact", "influence"};
  static const WordSet degrees = {"reduced", "lower", "higher", "increased", "decreased", "elevated", "greater"};
  std::size_t found = OpenSentence::npos;
  for (std::size_t i = floor + 1; i < end; ++i) {
    const Token& t = s.tokens[i];
    const Token& left = s.tokens[i - 1];
    if ((t.is("of") && (one_of(left, chances) || left.is("excess"))) || (t.is("for") && one_of(left, chances)) ||
        (t.is("on") && (one_of(left, effects) || (left.is("either") && i > 1 && one_of(s.tokens[i - 2], effects)))) ||
        (t.is("in") && one_of(left, changes)) || (t.is("for") && one_of(left, degrees)))
      found = i + 1;
  }
  return found;
}

// "an effect on thirst | in homes with tea": in whom it is.
bool leads_on(const OpenSentence& s, TokenRange r) {
  for (std::size_t k = r.first; k < r.end; ++k)
    if (one_of(s.tokens[k], lead_ins()) && !s.tokens[k].is("of")) return true;
  return false;
}

// "were less frequent in the tea group", "occurred more often with tea": the first token of the group, or npos.
std::size_t group_of_predicate(const OpenSentence& s, std::size_t verb) {
  static const WordSet verbs = {"was", "were", "is", "are", "occurred", "happened"};
  static const WordSet degrees = {"frequent", "common",     "prevalent", "lower",    "higher",   "reduced", "increased",
                                  "often",    "frequently", "decreased", "elevated", "commonly", "greater", "rarer"};
  static const WordSet where = {"in", "among", "with", "after", "under", "following", "for"};
  if (verb >= s.tokens.size() || !one_of(s.tokens[verb], verbs)) return OpenSentence::npos;
  std::size_t i = verb + 1;
  while (i < s.tokens.size() && i < verb + 5 && !one_of(s.tokens[i], degrees)) {
    const Token& t = s.tokens[i];
    if (!t.is("more") && !t.is("less") && !t.is("also") && !t.is("both") && !t.is("all") && !t.is("not") &&
        !(t.text.size() > 4 && t.text.substr(t.text.size() - 2) == "ly"))
      return OpenSentence::npos;
    ++i;
  }
  if (i + 2 >= s.tokens.size() || !one_of(s.tokens[i], degrees) || !one_of(s.tokens[i + 1], where))
    return OpenSentence::npos;
  return i + 2;
}

}  // namespace

OutcomeItem listed_outcome(const OpenSentence& s, TokenRange claim) {
  const std::size_t bracket = s.open[claim.first];
  if (bracket == OpenSentence::npos || !s.tokens[bracket].is('(') || s.open[bracket] != OpenSentence::npos ||
      s.partner[bracket] == OpenSentence::npos)
    return {};
  // The brackets of ratios, and those of them that stand in one list with the claim's.
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i + 1 < s.tokens.size(); ++i)
    if (s.tokens[i].is('(') && s.open[i] == OpenSentence::npos && s.partner[i] != OpenSentence::npos &&
        (s.tokens[i + 1].text == s.tokens[claim.first].text || i == bracket))
      all.push_back(i);
  const std::size_t at = static_cast<std::size_t>(std::find(all.begin(), all.end(), bracket) - all.begin());
  // "carriage on Day 4 (OR …), Day 7 (OR …)": of the first, at another time.
  const auto dated = [&](TokenRange r) {
    static const WordSet when = {"day", "week", "month", "year", "days", "weeks", "months", "years", "at", "after"};
    bool number = false;
    for (std::size_t k = r.first; k < r.end; ++k) {
      if (s.tokens[k].is_word() && !s.tokens[k].is_number() && !one_of(s.tokens[k], when)) return false;
      number |= s.tokens[k].is_number();
    }
    return number;
  };
  const auto item_at = [&](std::size_t first_bracket, std::size_t first) {
    const TokenRange item = trimmed(s, {at == first_bracket ? first : item_start(s, s.partner[all[at - 1]]), bracket});
    if (at == first_bracket || !dated(item)) return item;
    TokenRange named = trimmed(s, {first, all[first_bracket]});
    for (std::size_t k = named.first + 1; k + 1 < named.end; ++k)
      if ((s.tokens[k].is("on") || s.tokens[k].is("at") || s.tokens[k].is("after") || s.tokens[k].is("by")) &&
          dated({k + 1, named.end}))
        named.end = k;
    return named;
  };
  if (all.size() > 1) {
    std::size_t likely = OpenSentence::npos;
    for (std::size_t i = 1; i < all[0]; ++i)
      if (s.tokens[i].is("to") && s.tokens[i - 1].is("likely")) likely = i + 1;
    if (likely != OpenSentence::npos) {
      TokenRange item = item_at(0, likely);
      for (std::size_t i = item.first; i + 1 < item.end; ++i)
        if (s.tokens[i].is("likely") && s.tokens[i + 1].is("to")) item.first = i + 2;
      item = trimmed(s, item);
      return item.end - item.first > kLongest ? OutcomeItem{} : OutcomeItem{item, {}};
    }
  }
  std::size_t from = at, last = at;
  const auto joined = [&](std::size_t k) { return is_item(s, {item_start(s, s.partner[all[k - 1]]), all[k]}); };
  while (from > 0 && joined(from)) --from;
  while (last + 1 < all.size() && joined(last + 1)) ++last;
  // The clause of the list: back from its first bracket to the last bracket or turn before it.
  constexpr std::size_t kFar = 40;
  const std::size_t head = all[from];
  std::size_t floor = head > kFar ? head - kFar : 0;
  for (std::size_t i = floor; i < head; ++i)
    if (s.tokens[i].is(';') || s.tokens[i].is(')')) floor = i + 1;
  if (last > from)
    if (const std::size_t first = behind_change(s, floor, head);
        first != OpenSentence::npos && is_item(s, {first, head}) &&
        !(s.tokens[first - 1].is("on") && leads_on(s, {first, head})))
      return {item_at(from, first), {}};
  const std::size_t group = group_of_predicate(s, after_brackets(s, s.partner[all[last]] + 1));
  if (group == OpenSentence::npos) return {};
  static const WordSet openers = {"that", "and", "hence", "thus", "however", "moreover"};
  std::size_t first = head;
  while (first > floor && s.tokens[first - 1].is_word() && !one_of(s.tokens[first - 1], openers)) --first;
  const TokenRange subject = phrase_after(s, group, 10);
  if (!is_item(s, trimmed(s, {first, head})) || !has_word(s, subject)) return {};
  return {item_at(from, first), subject};
}

}  // namespace warrant
