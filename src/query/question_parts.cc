#include "src/query/question_parts.h"

#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/concepts.h"
#include "src/language/stem.h"
#include "src/query/question_words.h"

namespace warrant {
namespace {

// A piece of the question: `from` the end of the found words to the start of the next ones.
struct Found {
  std::size_t start = std::string_view::npos, end = 0;
  explicit operator bool() const { return start != std::string_view::npos; }
};

// The first of `phrases` at or after `from`: the earliest, and of those the longest.
template <std::size_t n>
Found find_any(std::string_view text, const std::array<std::string_view, n>& phrases, std::size_t from) {
  Found best;
  for (std::string_view phrase : phrases) {
    const std::size_t at = text.find(phrase, from);
    if (at == std::string_view::npos) continue;
    if (at < best.start || (at == best.start && at + phrase.size() > best.end)) best = {at, at + phrase.size()};
  }
  return best;
}

std::string_view strip(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.back() == '?' || text.back() == '.' || text.back() == ',')) text.remove_suffix(1);
  for (std::string_view article : {"the ", "a ", "an ", "The "})
    if (text.substr(0, article.size()) == article) text.remove_prefix(article.size());
  return trim(text);
}

struct Parts {
  std::string_view subject, comparator, outcome;
  bool result = false;
  bool condition = false;       // the outcome is a condition, or people
  bool comparison = false;      // what follows the subject says in whom
  std::string_view where = {};  // in whom or when, where it is not behind the outcome
};

// What may be done to an outcome: "can frailty be reduced".
constexpr std::array<std::string_view, 10> kBeDone = {" be reduced",   " be prevented", " be improved",  " be lowered",
                                                      " be decreased", " be increased", " be shortened", " be delayed",
                                                      " be relieved",  " be avoided"};

constexpr std::array<std::string_view, 4> kByMeans = {" by ", " with ", " using ", " through "};

// Where an outcome ends and the condition begins: "pain | after fracture".
constexpr std::array<std::string_view, 4> kConditions = {" in ", " after ", " among ", " during "};

// "effect of S compared with C on O", "effect of S on O compared with C".
bool read_effect_of(std::string_view text, std::string_view lower, Parts& parts) {
  const Found effect = find_any(lower, kEffectOf, 0);
  if (!effect) return false;
  Found versus = find_any(lower, kVersus, effect.end);
  const Found on = find_any(lower, kOn, versus ? versus.end : effect.end);
  if (versus && on) {
    parts = {text.substr(effect.end, versus.start - effect.end), text.substr(versus.end, on.start - versus.end),
             text.substr(on.end)};
    return true;
  }
  const Found first_on = find_any(lower, kOn, effect.end);
  if (!first_on) return false;
  parts.subject = text.substr(effect.end, first_on.start - effect.end);
  versus = find_any(lower, kVersus, first_on.end);
  parts.outcome = versus ? text.substr(first_on.end, versus.start - first_on.end) : text.substr(first_on.end);
  if (versus) parts.comparator = text.substr(versus.end);
  return true;
}

// "is O lower with S than with C", "is O prolonged by S", "are there fewer O when S".
bool read_comparison(std::string_view text, std::string_view lower, Parts& parts) {
  const auto between = [&](std::size_t from, std::size_t to) { return text.substr(from, to - std::min(from, to)); };
  const auto starts_with_one = [&](const auto& words, std::size_t at) {
    const Found found = find_any(lower, words, at);
    return found && found.start == at ? found : Found();
  };
  Found outcome, with;
  if (const Found there = starts_with_one(kThere, 0)) {
    const Found fewer = starts_with_one(kFewer, there.end);
    if (!fewer || lower.find(" between ") != std::string_view::npos) return false;
    with = find_any(lower, kWhen, fewer.end);
    outcome.start = fewer.end;
    outcome.end = with.start;
  } else {
    for (std::string_view auxiliary : {"is ", "are ", "was ", "were "})
      if (lower.starts_with(auxiliary)) outcome.start = auxiliary.size();
    if (!outcome) return false;
    for (Found how = find_any(lower, kHow, outcome.start); how && !with; how = find_any(lower, kHow, how.end - 1)) {
      with = starts_with_one(kWith, how.end - 1);
      outcome.end = how.start;
    }
  }
  if (!with || outcome.end <= outcome.start) return false;
  const Found than = find_any(lower, kThan, with.end);
  parts = {between(with.end, than ? than.start : text.size()), than ? text.substr(than.end) : std::string_view(),
           between(outcome.start, outcome.end)};
  parts.comparison = true;
  return true;
}

// "what effect does S have on O", "is S better than C for O", "difference in O between S and C", "O outcome after S".
bool read_other(std::string_view text, std::string_view lower, Parts& parts) {
  const auto between = [&](std::size_t from, std::size_t to) { return text.substr(from, to - std::min(from, to)); };
  if (const std::size_t effect = lower.find("effect does "), have = lower.find(" have on ");
      effect != std::string_view::npos && have != std::string_view::npos && have > effect) {
    parts = {between(effect + 12, have), {}, text.substr(have + 9)};
    return true;
  }
  // "A versus B in P: O"
  if (const Found versus = find_any(lower, kAgainst, 0)) {
    const Found colon = find_any(lower, kColon, versus.end), end = find_any(lower, kGroupEnds, versus.end);
    if (colon && lower.find(':') == colon.start) {
      const Found effect = find_any(lower, kAnyEffect, colon.end);
      parts = {text.substr(0, versus.start),
               between(versus.end, end && end.start < colon.start ? end.start : colon.start),
               text.substr(effect && effect.start == colon.end ? effect.end : colon.end)};
      return true;
    }
  }
  // "what happens to O with S", "S in P: what happens to O"
  if (const Found happens = find_any(lower, kHappens, 0)) {
    const Found when = find_any(lower, kWhen, happens.end);
    if (happens.start == 0 && when) {
      parts = {text.substr(when.end), {}, between(happens.end, when.start)};
      parts.comparison = true;
      return true;
    }
    const Found colon = find_any(lower, kDashes, 0);
    if (colon && colon.end == happens.start) {
      const Found who = find_any(lower.substr(0, colon.start), kWho, 0);
      parts = {text.substr(0, who ? who.start : colon.start), {}, text.substr(happens.end)};
      return true;
    }
  }
  // "S for P - any benefit on O"
  for (Found dash = find_any(lower, kDashes, 0); dash; dash = find_any(lower, kDashes, dash.end)) {
    const Found effect = find_any(lower, kAnyEffect, dash.end);
    if (!effect || effect.start != dash.end) continue;
    const Found who = find_any(lower.substr(0, dash.start), kWho, 0);
    parts = {text.substr(0, who ? who.start : dash.start), {}, text.substr(effect.end)};
    return true;
  }
  if (read_comparison(text, lower, parts)) return true;
  // "Can O be reduced by S", "can O be reduced in P": by what is not said.
  for (std::string_view can : {"can ", "could ", "may "}) {
    if (!lower.starts_with(can)) continue;
    const Found act = find_any(lower, kBeDone, can.size());
    if (!act) break;
    const Found by = find_any(lower.substr(act.end), kByMeans, 0);
    const bool said = by && by.start == 0;
    parts = {said ? text.substr(act.end + by.end) : std::string_view(), {}, between(can.size(), act.start)};
    parts.comparison = said;
    return true;
  }
  for (std::string_view auxiliary : kAuxiliaries) {
    if (lower.substr(0, auxiliary.size()) != auxiliary) continue;
    const Found better = find_any(lower, kBetter, auxiliary.size());
    if (!better) break;
    const Found on = find_any(lower, kBetterFor, better.end);
    parts = {between(auxiliary.size(), better.start), between(better.end, on ? on.start : text.size()),
             on ? text.substr(on.end) : std::string_view()};
    return true;
  }
  if (const std::size_t difference = lower.find("difference in "), two = lower.find(" between ");
      difference != std::string_view::npos && two != std::string_view::npos && two > difference) {
    const std::size_t both = lower.find(" and ", two);
    if (both == std::string_view::npos) return false;
    parts = {between(two + 9, both), text.substr(both + 5), between(difference + 14, two)};
    return true;
  }
  for (std::string_view word : {" outcome after ", " outcomes after ", " outcome of ", " outcomes of ",
                                " outcome following ", " outcomes following ", " outcome with ", " outcomes with "}) {
    const std::size_t at = lower.find(word);
    if (at == std::string_view::npos) continue;
    const auto before = words_of(text.substr(0, at));
    if (before.empty() || before.size() > 3 || is_stop_word(slice(lower, before.front().span))) continue;
    parts = {text.substr(at + word.size()), {}, text.substr(0, at), true};
    return true;
  }
  return false;
}

// The phrase that says in whom: the last one after "in", "among"… that holds a word for people, to the end of the
// question or to what compares or dates.
std::string_view population_of(std::string_view text, std::string_view lower) {
  static constexpr std::array<std::string_view, 11> kEnds = {
      " compared ", " versus ", " vs ", " on ", " after ", " before ", " during ", " treated ", " and do ", ",", ":"};
  for (std::string_view start : kWho) {
    for (std::size_t at = lower.rfind(start); at != std::string_view::npos && at > 0; at = lower.rfind(start, at - 1)) {
      const std::size_t from = at + start.size();
      const Found end = find_any(lower, kEnds, from);
      const std::string_view phrase = lower.substr(from, end ? end.start - from : std::string_view::npos);
      if (phrase.size() > 120) break;
      for (std::string_view person : kPeople)
        if (phrase.find(person) != std::string_view::npos) return strip(text.substr(from, phrase.size()));
    }
  }
  return {};
}

// "does S improve O (compared with C)".
bool read_act(std::string_view text, std::string_view lower, Parts& parts) {
  for (std::string_view auxiliary : kAuxiliaries) {
    if (lower.substr(0, auxiliary.size()) != auxiliary) continue;
    if (const Found safe = find_any(lower, kSafe, auxiliary.size() - 1)) {
      parts.subject = text.substr(auxiliary.size(), safe.start - auxiliary.size());
      parts.outcome = kHarms;
      parts.where = text.substr(safe.end);
      return true;
    }
    Found act = find_any(lower, kEffective, auxiliary.size() - 1);
    parts.condition = act && !lower.substr(act.start, act.end - act.start).ends_with("ing ") &&
                      !lower.substr(act.end, lower.find(' ', act.end) - act.end).ends_with("ing");
    if (!act) act = find_any(lower, kActs, auxiliary.size() - 1);
    while (act && lower.substr(act.end, 3) == "of ") act = find_any(lower, kActs, act.end);  // "a change of diet"
    if (!act) return false;
    parts.subject = text.substr(auxiliary.size(), act.start - std::min(act.start, auxiliary.size()));
    const Found versus = find_any(lower, kVersus, act.end);
    parts.outcome = versus ? text.substr(act.end, versus.start - act.end) : text.substr(act.end);
    if (versus) parts.comparator = text.substr(versus.end);
    return !parts.subject.empty();
  }
  return false;
}

}  // namespace

QuestionParts parts_of(std::string_view text) {
  // "How effective is S in P" asks whether it is.
  static const RE2 how_good(
      R"((?i)^how (effective|useful|beneficial|helpful) (is|are|was|were) (.+?) (in|for|against) (.+)$)");
  // "How much weight do patients lose with S"
  static const RE2 how_much(
      R"((?i)^how much (.+?) (?:do|does|did|can|is|are|was|were) (?:.+? )?(?:lose|lost|gain|gained|saved?|drop) (?:with|on|after|by|from) (.+)$)");
  if (std::string plain(text); RE2::Replace(&plain, how_much, R"(does \2 reduce \1)")) return parts_of(plain);
  if (std::string plain(text); RE2::Replace(&plain, how_good, R"(\2 \3 \1 \4 \5)")) return parts_of(plain);
  const std::string folded = ascii_lower(text);
  const std::string_view lower = folded;
  std::size_t start = 0;  // of the yes-or-no question in "by how much does S reduce O"
  for (std::string_view how : kHowMuch)
    if (start == 0 && lower.substr(0, how.size()) == how) start = how.size();
  QuestionParts parts;
  parts.yes_or_no = std::any_of(kAuxiliaries.begin(), kAuxiliaries.end(), [&](std::string_view auxiliary) {
    return lower.substr(start, auxiliary.size()) == auxiliary;
  });
  if (!parts.yes_or_no) start = 0;
  // "In P, is O lower with S?"
  std::string_view first_people;
  for (std::string_view in : {"in ", "among ", "for "}) {
    const std::size_t comma = lower.find(", ");
    if (!lower.starts_with(in) || comma == std::string_view::npos) continue;
    const bool asks = std::any_of(kAuxiliaries.begin(), kAuxiliaries.end(), [&](std::string_view auxiliary) {
      return lower.substr(comma + 2, auxiliary.size()) == auxiliary;
    });
    if (!asks) continue;
    first_people = text.substr(in.size(), comma - in.size());
    start = comma + 2;
    parts.yes_or_no = true;
  }
  parts.population = first_people.empty() ? population_of(text, lower) : strip(first_people);
  Parts read;
  const bool effect_of = read_effect_of(text, lower, read);
  parts.effect = effect_of || read_other(text.substr(start), lower.substr(start), read) ||
                 read_act(text.substr(start), lower.substr(start), read);
  if (!parts.effect) return parts;
  parts.result = read.result;
  parts.of_condition = read.condition;
  if (parts.population.empty()) parts.population = strip(read.where);
  // In a question with a verb what follows the outcome says in whom; "effect of S on O" may have names of outcomes with
  // any words in them.
  if (!effect_of && !read.result) {
    for (std::string_view* part : {&read.outcome, &read.comparator, &read.subject}) {
      if (part == &read.subject && !read.comparison) continue;
      const Found end = find_any(ascii_lower(*part), kConditions, 0);
      if (!end || end.start == 0) continue;
      if (parts.population.empty()) parts.population = strip(part->substr(end.end));
      *part = part->substr(0, end.start);
    }
  }
  parts.subject = strip(read.subject);
  parts.comparator = strip(read.comparator);
  parts.outcome = strip(read.outcome);
  // "cause less nausea", "associated with lower risk of asthma": which way it goes is found.
  for (std::string_view amount :
       {"less ", "fewer ", "more ", "lower risk", "higher risk", "greater risk", "lower rate", "higher rate",
        "lower incidence", "higher incidence", "lower mortality", "higher mortality"})
    if (!effect_of && parts.outcome.starts_with(amount))
      parts.outcome = strip(std::string_view(parts.outcome).substr(amount.find(' ') + 1));
  return parts;
}

bool names_people(std::string_view text) {
  const std::string lower = ascii_lower(text);
  return std::any_of(kPeople.begin(), kPeople.end(),
                     [&](std::string_view person) { return lower.find(person) != std::string::npos; });
}

QuestionParts value_parts_of(std::string_view text) {
  static constexpr std::array<std::string_view, 2> kOutcome = {" for ", " of "};
  static constexpr std::array<std::string_view, 7> kBy = {" with ",  " after ",     " by ",   " on ",
                                                          " using ", " following ", " under "};
  static constexpr std::array<std::string_view, 14> kStops = {
      " with ", " after ", " by ",  " on ", " using ",    " following ", " under ",
      " in ",   " among ", " for ", " of ", " compared ", " versus ",    " vs "};
  const std::string folded = ascii_lower(text);
  const std::string_view lower = folded;
  const auto phrase_after = [&](const Found& start) {
    const Found end = find_any(lower, kStops, start.end);
    return strip(text.substr(start.end, end ? end.start - start.end : std::string_view::npos));
  };
  QuestionParts parts;
  const auto of_outcome = [](const Mention& mention) {
    return mention.meant->kind == "endpoint" || mention.meant->kind == "outcome";
  };
  for (Found at = find_any(lower, kOutcome, 0); at && parts.outcome.empty(); at = find_any(lower, kOutcome, at.end)) {
    const std::string_view phrase = phrase_after(at);
    const auto named = mentions(phrase);
    if (std::any_of(named.begin(), named.end(), of_outcome)) parts.outcome = phrase;
  }
  if (parts.outcome.empty())  // "median progression-free survival"
    for (const Mention& mention : mentions(text))
      if (parts.outcome.empty() && mention.meant->kind == "endpoint" && mention.meant->name != "survival")
        parts.outcome = slice(text, mention.span);
  const std::string_view people = population_of(text, lower);
  parts.population = people;
  // "of A versus B": what stands before the word is the first group, else what follows "with", "after"… outside the
  // population.
  if (const Found versus = find_any(lower, kAgainst, 0)) {
    std::size_t from = 0;
    for (std::string_view stop : kStops)
      if (const std::size_t at = lower.substr(0, versus.start).rfind(stop); at != std::string_view::npos)
        from = std::max(from, at + stop.size());
    if (from > 0) parts.subject = strip(text.substr(from, versus.start - from));
  }
  const auto in_population = [&](std::size_t at) {
    const auto first = people.empty() ? 0 : static_cast<std::size_t>(people.data() - text.data());
    return !people.empty() && at + 1 >= first && at < first + people.size();
  };
  for (Found by = find_any(lower, kBy, 0); by && parts.subject.empty(); by = find_any(lower, kBy, by.end - 1))
    if (!in_population(by.start)) parts.subject = phrase_after(by);
  static constexpr std::array<std::string_view, 2> kIn = {" in ", " among "};
  if (const Found in = find_any(lower, kIn, 0); in && parts.population.empty()) {
    const std::string_view phrase = phrase_after(in);
    if (!phrase.substr(0, phrase.find(' ')).ends_with("ing")) parts.population = phrase;  // "in telling A from B"
  }
  return parts;
}

std::string second_group_of(std::string_view text) {
  const std::string lower = ascii_lower(text);
  const Found versus = find_any(lower, kAgainst, 0);
  if (!versus) return "";
  const Found end = find_any(lower, kGroupEnds, versus.end);
  return std::string(strip(text.substr(versus.end, end ? end.start - versus.end : std::string_view::npos)));
}

}  // namespace warrant
