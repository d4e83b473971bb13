#include "ingest/extract/summary_labels.h"

#include <algorithm>
#include <cstddef>

#include "ingest/extract/phrases.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kFarthest = 24;  // tokens that one phrase is searched over

const WordSet kCopulas = {"was",      "were",    "is",       "are",      "be",      "been",     "had",
                          "has",      "have",    "of",       "averaged", "reached", "remained", "at",
                          "equalled", "totaled", "totalled", "being",    "as",      "to",       "by"};
const WordSet kVerbs = {
    "was",       "were",         "is",           "are",        "be",         "been",      "had",
    "has",       "have",         "did",          "showed",     "shown",      "reported",  "occurred",
    "achieved",  "received",     "developed",    "underwent",  "completed",  "reached",   "averaged",
    "presented", "experienced",  "demonstrated", "died",       "survived",   "responded", "suffered",
    "withdrew",  "discontinued", "required",     "needed",     "remained",   "became",    "dropped",
    "fell",      "rose",         "chose",        "used",       "took",       "tested",    "seroconverted",
    "gave",      "made",         "felt",         "said",       "agreed",     "consented", "included",
    "attended",  "recovered",    "relapsed",     "progressed", "improved",   "decreased", "increased",
    "declined",  "changed",      "ranged",       "found",      "observed",   "noted",     "led",
    "resulted",  "filled",       "finished",     "started",    "stopped",    "met",       "failed",
    "indicated", "revealed",     "exhibited",    "identified", "experience", "accounted", "represented",
    "comprised", "consisted",    "lost",         "gained",     "returned",   "rated",     "scored",
    "can",       "could",        "may",          "might",      "will",       "would",     "should",
    "must",      "do",           "does"};
const WordSet kBeing = {"was", "were", "is", "are"};
const WordSet kConnectors = {"and", "vs", "versus",       "v",   "to", "or",    "compared", "with", "than",  "against",
                             "for", "in", "respectively", "the", "a",  "while", "whereas",  "only", "about", "of"};
const WordSet kJoints = {"and", "but", "while", "whereas", "which", "that", "where", "who", "or", "with"};
const WordSet kGroups = {"group",        "groups",       "arm",      "arms",    "cohort",     "cohorts", "patients",
                         "participants", "subjects",     "controls", "placebo", "women",      "men",     "children",
                         "control",      "intervention", "boys",     "girls",   "infants",    "adults",  "males",
                         "females",      "cases",        "people",   "sample",  "population", "mothers", "individuals",
                         "recipients",   "users",        "nonusers", "smokers"};
const WordSet kHedges = {"about",     "approximately", "around", "only", "nearly", "almost",  "still", "also", "then",
                         "estimated", "significantly", "up",     "over", "just",   "roughly", "a",     "the",  "an",
                         "mean",      "median",        "overall"};

struct Reader {
  std::string_view text;
  const std::vector<Token>& tokens;
  std::vector<std::size_t> open;     // innermost '(' or '[' around a token, kNone = none
  std::vector<std::size_t> partner;  // of a bracket, its other half

  Reader(std::string_view words, const std::vector<Token>& list)
      : text(words), tokens(list), open(list.size(), kNone), partner(list.size(), kNone) {
    std::vector<std::size_t> stack;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool closes = tokens[i].is(')') || tokens[i].is(']');
      if (closes && !stack.empty()) {
        partner[stack.back()] = i;
        partner[i] = stack.back();
        stack.pop_back();
      }
      open[i] = stack.empty() ? kNone : stack.back();
      if (tokens[i].is('(') || tokens[i].is('[')) stack.push_back(i);
    }
  }

  ByteSpan span(std::size_t first, std::size_t end) const {
    if (end <= first) return {};
    return core_phrase(text, {tokens[first].span.start, tokens[end - 1].span.end});
  }
  bool is(std::size_t i, const WordSet& words) const { return i < tokens.size() && one_of(tokens[i], words); }
  bool breaks(std::size_t i) const {
    const Token& t = tokens[i];
    return t.is(',') || t.is(';') || t.is(':') || t.is('(') || t.is('[') || t.is(')') || t.is(']') || t.is('=');
  }
  // Words enough to name something: a word of three letters that is no joint.
  bool names(ByteSpan phrase) const {
    const std::string_view words = slice(text, phrase);
    int run = 0, letters = 0;
    for (const char c : words) {
      run = is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80 ? run + 1 : 0;
      letters = std::max(letters, run);
    }
    return letters >= 2 && phrase.size() <= 160;
  }
  bool group_like(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i)
      if (is(i, kGroups)) return true;
    return false;
  }

  // Start of the phrase that ends before `end`: back to a delimiter, a verb, a joint or a number; brackets are jumped.
  std::size_t phrase_start(std::size_t end, bool stop_at_prepositions) const {
    std::size_t i = end;
    while (i > 0 && end - i < kFarthest) {
      const Token& t = tokens[i - 1];
      if ((t.is(')') || t.is(']')) && partner[i - 1] != kNone && i < end) {
        i = partner[i - 1];
        continue;
      }
      if (breaks(i - 1) || is(i - 1, kVerbs) || is(i - 1, kJoints) || t.is("than") || t.is("vs") || t.is("versus"))
        break;
      if (stop_at_prepositions && (t.is("in") || t.is("for") || t.is("among"))) break;
      if (t.is_number() && i < end && !t.text.empty() && t.number.decimals > 0) break;
      --i;
    }
    return i;
  }
  // End of the phrase that starts at `first`: on to a delimiter or a joint.
  std::size_t phrase_end(std::size_t first, bool stop_at_verbs) const {
    std::size_t i = first;
    while (i < tokens.size() && i - first < kFarthest) {
      if (breaks(i) || tokens[i].is('.') || is(i, kJoints)) break;
      if (stop_at_verbs && is(i, kVerbs)) break;
      if (tokens[i].is("vs") || tokens[i].is("versus") || tokens[i].is("compared")) break;
      if (tokens[i].is_number() && i > first && (tokens[i].number.percent || tokens[i].number.decimals > 0)) break;
      ++i;
    }
    return i;
  }
  // The words before the verb at `verb`: what the clause is about.
  ByteSpan before_verb(std::size_t verb) const {
    std::size_t end = verb;
    while (end > 0 && is(end - 1, kHedges)) --end;
    std::size_t first = end;
    while (first > 0 && end - first < kFarthest) {
      const Token& t = tokens[first - 1];
      if ((t.is(')') || t.is(']')) && partner[first - 1] != kNone) {
        first = partner[first - 1];
        continue;
      }
      if (breaks(first - 1)) break;
      if ((first > 1 && is(first - 1, kVerbs)) || t.is("but") || t.is("while") || t.is("whereas") || t.is("that") ||
          t.is("which"))
        break;
      if (t.is("and") && first >= 2 &&
          (tokens[first - 2].is_number() || tokens[first - 2].is(')') || tokens[first - 2].is('%')))
        break;
      --first;
    }
    return span(first, end);
  }
  // The list that ends with the phrase: "in A, B and | C" back to its first item.
  ByteSpan list_before(ByteSpan phrase) const {
    std::size_t first = static_cast<std::size_t>(
        std::lower_bound(tokens.begin(), tokens.end(), phrase.start,
                         [](const Token& t, std::uint32_t start) { return t.span.start < start; }) -
        tokens.begin());
    constexpr std::size_t kLongest = 2 * kFarthest;
    const std::size_t start = first;
    while (first > 0 && start - first < kLongest) {
      const Token& t = tokens[first - 1];
      if (is(first - 1, kVerbs) || t.is("that") || t.is("which") || t.is("but") || t.is("while") ||
          (breaks(first - 1) && !t.is(',')) || (t.is_number() && t.space_before))
        break;
      --first;
    }
    return core_phrase(text, {tokens[first].span.start, phrase.end});
  }
  // What the verb at `verb` says: "were | without disease", "had | pruritus", "received treatment".
  ByteSpan predicate(std::size_t verb) const {
    const std::size_t from = is(verb, kBeing) || tokens[verb].is("had") || tokens[verb].is("has") ? verb + 1 : verb;
    return span(from, phrase_end(from, false));
  }
  // "In the SVH group, …": the people the sentence opens with.
  ByteSpan opening_group() const {
    if (tokens.size() < 4 ||
        !(tokens[0].is("in") || tokens[0].is("among") || tokens[0].is("for") || tokens[0].is("of")))
      return {};
    std::size_t end = 1;
    while (end < tokens.size() && end < kFarthest && !breaks(end)) ++end;
    if (end >= tokens.size() || !tokens[end].is(',') || !group_like(1, end)) return {};
    return span(1, end);
  }
  // The last verb in [from, to), kNone = none; verbs inside brackets are none.
  std::size_t verb_before(std::size_t to) const {
    for (std::size_t i = to; i-- > 0 && to - i < 2 * kFarthest;) {
      if ((tokens[i].is(')') || tokens[i].is(']')) && partner[i] != kNone) {
        i = partner[i];
        continue;
      }
      if (tokens[i].is(';')) return kNone;
      if (is(i, kVerbs)) return i;
    }
    return kNone;
  }
};

// Values [first, end) that share what is measured: between them only connecting words, groups and brackets.
struct Chain {
  std::size_t first = 0, end = 0;
};

std::vector<Chain> chains_of(const Reader& r, const std::vector<SummaryLabel>& values) {
  std::vector<Chain> chains;
  for (std::size_t i = 0; i < values.size(); ++i) {
    bool joined = false;
    if (i > 0) {
      const std::size_t from = values[i - 1].value.end, to = values[i].value.first;
      joined = to <= from + 14;
      bool connector = false, verb = false;
      for (std::size_t k = from; k < to && joined; ++k) {
        const Token& t = r.tokens[k];
        connector |= t.is("and") || t.is("vs") || t.is("versus") || t.is("v") || t.is("than") || t.is("compared") ||
                     t.is("or") || t.is("to") || t.is("while") || t.is("whereas") || t.is(',');
        verb |= r.is(k, kVerbs);
        joined = !t.is(';');
      }
      // Words of another thing between them ("and impulse by 3.7") part the values, words of a group do not.
      bool other = false;
      for (std::size_t k = from; k < to; ++k)
        other |= r.tokens[k].is_word() && !r.is(k, kConnectors) && r.tokens[k].text.size() > 3;
      joined = joined && connector && !verb && (!other || r.group_like(from, to) || r.tokens[to - 1].is('('));
      // "abdominal pain (2.4% and 2.5%), nausea (2.6% and 2.1%)": a new bracket with words of its own is a new thing.
      if (joined && r.open[to] != kNone && r.open[to] != r.open[values[i - 1].value.first] && other &&
          !r.group_like(from, to) && r.open[values[i - 1].value.first] != kNone) {
        bool compares = false;
        for (std::size_t k = from; k < to; ++k)
          compares |=
              r.tokens[k].is("than") || r.tokens[k].is("vs") || r.tokens[k].is("versus") || r.tokens[k].is("compared");
        joined = compares;
      }
    }
    if (joined)
      chains.back().end = i + 1;
    else
      chains.push_back({i, i + 1});
  }
  return chains;
}

// The group named right behind a value: "26% of patients in the FOLFIRI arm", "7.2 points in the control group".
ByteSpan group_behind(const Reader& r, std::size_t at, std::size_t* end) {
  std::size_t i = at;
  while (i < r.tokens.size() && i < at + 3 && (r.tokens[i].is('%') || r.tokens[i].is(')'))) ++i;
  if (i < r.tokens.size() && r.tokens[i].is('(') && r.partner[i] != kNone) i = r.partner[i] + 1;
  if (i + 2 < r.tokens.size() && r.tokens[i].is("out") && r.tokens[i + 1].is("of")) ++i;
  if (i >= r.tokens.size() || !(r.tokens[i].is("in") || r.tokens[i].is("of") || r.tokens[i].is("for") ||
                                r.tokens[i].is("among") || r.tokens[i].is("with")))
    return {};
  const std::size_t stop = r.phrase_end(i + 1, true);
  // "30% of carers experience depression": they do or have something, whoever they are.
  const bool subject = r.tokens[i].is("of") && r.is(stop, kVerbs);
  if (!r.group_like(i + 1, stop) && !r.tokens[i].is("in") && !subject) return {};
  *end = stop;
  // "of whom withdrew" names nobody, "of those aged over 65" does.
  static const WordSet pointers = {"whom", "which", "them", "these", "those", "their", "its", "it"};
  if (r.is(i + 1, pointers) && !(r.tokens[i + 1].is("those") && stop > i + 2)) return {};
  return r.span(i + 1, stop);
}

// "age | in the A group": the group that a phrase ends in, taken off it; empty when it ends in none.
ByteSpan take_group_off(const Reader& r, ByteSpan& phrase) {
  static const WordSet ends = {"group", "arm", "cohort"};
  const auto token_at = [&](std::uint32_t place) {
    return static_cast<std::size_t>(
        std::lower_bound(r.tokens.begin(), r.tokens.end(), place,
                         [](const Token& t, std::uint32_t start) { return t.span.start < start; }) -
        r.tokens.begin());
  };
  const std::size_t first = token_at(phrase.start), end = token_at(phrase.end);
  if (end == 0 || end <= first + 2 || !r.is(end - 1, ends)) return {};
  for (std::size_t i = end - 1; i-- > first + 1;) {
    if (!r.tokens[i].is("in") && !r.tokens[i].is("for") && !r.tokens[i].is("among")) continue;
    const ByteSpan group = r.span(i + 1, end), rest = r.span(first, i);
    if (!r.names(group) || !r.names(rest)) return {};
    phrase = rest;
    return group;
  }
  return {};
}

void label_chain(const Reader& r, std::vector<SummaryLabel>& values, Chain chain) {
  const std::size_t count = chain.end - chain.first;
  SummaryLabel& head = values[chain.first];
  const std::size_t first = head.value.first, last = values[chain.end - 1].value.end;
  const std::size_t bracket = r.open[first];
  std::size_t behind = last;
  for (std::size_t k = chain.first; k < chain.end; ++k) {
    std::size_t end = values[k].value.end;
    values[k].subject = group_behind(r, values[k].value.end, &end);
    if (k + 1 == chain.end) behind = end;
    // "in the A group (3.1 ± 2)": the group stands before the bracket.
    const std::size_t own = r.open[values[k].value.first];
    if (values[k].subject.empty() && own != kNone) {
      const std::size_t from = r.phrase_start(own, true);
      std::size_t lead = from;
      while (lead > 0 && (r.tokens[lead - 1].is("for") || r.tokens[lead - 1].is("in") || r.tokens[lead - 1].is("with")))
        --lead;
      const bool compared = k > chain.first && lead > 0 &&
                            (r.tokens[lead - 1].is("than") || r.tokens[lead - 1].is("vs") ||
                             r.tokens[lead - 1].is("versus") || r.tokens[lead - 1].is("to"));
      if (compared || r.group_like(from, own)) values[k].subject = r.span(from, own);
    }
  }
  ByteSpan outcome;
  if (bracket != kNone) {
    const std::size_t from = r.phrase_start(bracket, false);
    const ByteSpan phrase = r.span(from, bracket);
    const std::size_t verb = r.verb_before(from);
    const bool predicate = verb != kNone && verb + 1 == from && r.is(verb, kBeing);
    if (r.names(phrase) && !predicate && !r.group_like(from, bracket)) {
      outcome = phrase;
    } else if (verb != kNone) {
      outcome = r.before_verb(verb);  // "weight loss was greater in A (…) than in B (…)"
      if (predicate && head.subject.empty())
        if (const std::size_t group = r.phrase_start(bracket, true); group > from)
          head.subject = r.span(group, bracket);
    }
  } else {
    std::size_t next = last;  // behind the value's brackets
    if (next < r.tokens.size() && r.tokens[next].is('(') && r.partner[next] != kNone) next = r.partner[next] + 1;
    std::size_t verb = first;
    while (verb > 0 && r.is(verb - 1, kHedges)) --verb;
    const bool copula = verb > 0 && r.is(verb - 1, kCopulas);
    const std::size_t said = behind < r.tokens.size() && r.is(behind, kVerbs) ? behind : kNone;
    if (r.is(first, kVerbs)) {
      outcome = r.before_verb(first);  // "scores | fell from 7 to 3"
    } else if (said != kNone && !copula) {
      // "26% of patients were | without evidence of disease"
      outcome = r.predicate(said);
    } else if (copula) {
      std::size_t at = verb - 1;
      while (at > 0 && r.is(at - 1, kVerbs)) --at;
      outcome = r.before_verb(at);
      if (!r.names(outcome) && next < r.tokens.size()) outcome = r.span(next, r.phrase_end(next, true));
    } else if (next < r.tokens.size() && r.tokens[next].is_word() && !r.is(next, kConnectors)) {
      const std::size_t end = r.phrase_end(next, true);
      outcome = r.span(next, end);  // "18% definite anxiety"; "66% seroconverted"
      // "success was seen in 21 (70%) and 18 (60%) children": what was seen.
      const std::size_t at =
          count > 1 && r.group_like(next, end) && !r.is(end, kVerbs) && first > 0 && r.tokens[first - 1].is("in")
              ? r.verb_before(first)
              : kNone;
      if (at != kNone)
        outcome = r.before_verb(at);
      else if (end > next && r.group_like(next, end) && r.is(end, kVerbs))
        outcome = r.predicate(end);  // "15/268 subjects had pain"
      if (end == next || !r.names(outcome)) outcome = r.span(next, r.phrase_end(next, false));
    } else if (const std::size_t at = r.verb_before(first); at != kNone) {
      outcome = r.before_verb(at);  // "nausea occurred in 12% of patients"
    }
  }
  // "age in the A group was 62 years and in the B group was 58 years": what reaches back over a value is named there.
  ByteSpan group;
  if (chain.first > 0 && !outcome.empty()) {
    const SummaryLabel& earlier = values[chain.first - 1];
    std::size_t from = earlier.value.end;
    const bool over = outcome.start < r.tokens[from - 1].span.end && outcome.end > r.tokens[from - 1].span.end;
    static const WordSet turns = {"and", "but", "while", "whereas"};
    const auto goes_on = [&](std::size_t k) { return r.tokens[k].is(',') || r.tokens[k].is(';') || r.is(k, turns); };
    if (over && goes_on(from)) {
      while (from < first && goes_on(from)) ++from;
      const bool in = r.tokens[from].is("in") || r.tokens[from].is("for") || r.tokens[from].is("among");
      const std::size_t start = in ? from + 1 : from;
      std::size_t to = start;
      while (to < first && r.tokens[to].span.end <= outcome.end) ++to;
      const ByteSpan rest = r.span(start, to);
      if (in && r.group_like(start, to)) {
        group = rest;
        outcome = earlier.outcome;
      } else {
        outcome = in ? ByteSpan{} : rest;
      }
    }
  }
  if (count == 1 && group.empty()) group = take_group_off(r, outcome);
  if (head.subject.empty()) head.subject = group;
  static const WordSet empty = {"total",    "out",        "of",         "we",   "they",  "this",  "these",
                                "it",       "there",      "he",         "she",  "those", "which", "who",
                                "majority", "remaining",  "others",     "rest", "to",    "by",    "from",
                                "average",  "an average", "on average", "mean", "figure"};
  // "reductions by an average", "follow-up we": without what leads on to the number.
  for (std::string_view tail : {" by an average", " on average", " an average", " average", " we", " they"}) {
    const std::string_view phrase = slice(r.text, outcome);
    if (phrase.size() > tail.size() && phrase.substr(phrase.size() - tail.size()) == tail) {
      outcome.end -= static_cast<std::uint32_t>(tail.size());
      if (tail == " we" || tail == " they") outcome = {};
    }
  }
  // Cut out of a bracket or behind a slash.
  if (const std::string_view phrase = slice(r.text, outcome); !phrase.empty() && (phrase[0] == '/' || phrase[0] == '('))
    outcome = {};
  if (!r.names(outcome) || empty.has(slice(r.text, outcome))) outcome = {};
  const ByteSpan opening = r.opening_group();
  // "A, B and C were 16%, 27% and 31%": as many things as values.
  std::vector<ByteSpan> things, groups_before;
  if (count > 2 && !outcome.empty() && outcome.end <= r.tokens[first].span.start)
    if (const ByteSpan whole = r.list_before(outcome); whole != outcome)
      if (const std::size_t items = list_items(r.text, whole).size(); items == count) outcome = whole;
  if (count > 1 && !outcome.empty()) {
    const bool in_turn = r.text.find("respectively") != std::string_view::npos;
    // "durations in the treatment and control groups were 18.6 and 20.1"
    const std::string_view phrase = slice(r.text, outcome);
    for (std::string_view in : {" in ", " for ", " among ", " of "}) {
      const std::size_t at = phrase.rfind(in);
      if (at == std::string_view::npos) continue;
      const ByteSpan behind_it{outcome.start + static_cast<std::uint32_t>(at + in.size()), outcome.end};
      if (groups_before = list_items(r.text, behind_it); in_turn && groups_before.size() == count) {
        outcome = core_phrase(r.text, {outcome.start, outcome.start + static_cast<std::uint32_t>(at)});
        break;
      }
      groups_before.clear();
    }
    if (groups_before.empty()) things = list_items(r.text, outcome);
  }
  for (std::size_t k = chain.first; k < chain.end; ++k) {
    values[k].outcome = things.size() == count ? things[k - chain.first] : outcome;
    if (!groups_before.empty()) values[k].subject = groups_before[k - chain.first];
    if (values[k].subject.empty()) values[k].subject = opening;
    if (!r.names(values[k].subject) || values[k].subject == values[k].outcome) values[k].subject = {};
  }
  // "…, in the A, B and C groups, respectively": as many groups as values, said once behind the last.
  if (count > 1 && things.size() != count && groups_before.empty()) {
    const ByteSpan all = values[chain.end - 1].subject;
    const bool only_last =
        std::all_of(values.begin() + static_cast<std::ptrdiff_t>(chain.first),
                    values.begin() + static_cast<std::ptrdiff_t>(chain.end - 1),
                    [&](const SummaryLabel& v) { return v.subject.empty() || v.subject == opening; });
    if (only_last && !all.empty() && all != opening) {
      ByteSpan listed = all;
      const std::size_t stop =
          r.text.substr(0, std::min<std::size_t>(r.text.size(), all.end + 160)).find(", respectively", all.start);
      if (stop != std::string_view::npos) listed.end = static_cast<std::uint32_t>(stop);
      const std::vector<ByteSpan> groups = list_items(r.text, listed);
      if (groups.size() == count)
        for (std::size_t k = 0; k < count; ++k) values[chain.first + k].subject = groups[k];
    }
  }
}

}  // namespace

void label_summaries(std::string_view text, const std::vector<Token>& tokens, std::vector<SummaryLabel>& values) {
  if (values.empty()) return;
  const Reader reader(text, tokens);
  for (const Chain chain : chains_of(reader, values)) label_chain(reader, values, chain);
  // "mean age was 31.5 ± 9.2 years, mean body weight 85 ± 12 kg": what stands right before the value names it.
  static const WordSet averages = {"mean", "median", "average"};
  for (SummaryLabel& value : values) {
    std::size_t start = value.value.first;
    constexpr std::size_t kLongest = 8;
    while (start > 0 && value.value.first - start < kLongest && !reader.breaks(start - 1) &&
           tokens[start - 1].is_word() && !reader.is(start - 1, kVerbs) && !reader.is(start - 1, kBeing))
      --start;
    if (start == 0 || !tokens[start - 1].is(',')) continue;
    while (start < value.value.first && reader.is(start, kConnectors)) ++start;
    if (start + 1 < value.value.first && reader.is(start, averages))
      value.outcome = reader.span(start, value.value.first);
  }
  // A value is no name of another: "31 patients were in the A group while 21 patients…".
  const auto starts = [&](const SummaryLabel& v) { return tokens[v.value.first].span.start; };
  for (SummaryLabel& value : values) {
    if (value.outcome.empty()) continue;
    auto t = std::lower_bound(tokens.begin(), tokens.end(), value.outcome.start,
                              [](const Token& token, std::uint32_t start) { return token.span.start < start; });
    while (t != tokens.end() && (one_of(*t, kHedges) || t->is("from"))) ++t;
    if (t == tokens.end() || t->span.end > value.outcome.end) continue;
    auto v = std::upper_bound(values.begin(), values.end(), t->span.start,
                              [&](std::uint32_t start, const SummaryLabel& other) { return start < starts(other); });
    if (v == values.begin()) continue;
    --v;
    if (t->span.end <= tokens[v->value.end - 1].span.end) value.outcome = {};
  }
}

}  // namespace warrant
