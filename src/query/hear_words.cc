#include "src/query/hearing.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/alike.h"
#include "src/language/direction.h"
#include "src/language/effect_phrase.h"
#include "src/language/stem.h"
#include "src/language/words.h"
#include "src/query/sentence_cues.h"
#include "src/query/turn.h"

namespace warrant {
namespace {

// The short forms of the source for names that the phrase spells out, behind it: "GlideScope (GVL)".
std::string with_short_forms(std::string phrase, const Aliases& aliases) {
  std::set<std::string> stems;
  for (const Word& word : words_of(phrase)) stems.insert(word.stem);
  std::string added;
  for (const auto& [short_form, long_form] : aliases) {
    if (long_form.empty() || short_form.starts_with("group ") || short_form.starts_with("treatment ")) continue;
    const auto shared = std::count_if(long_form.begin(), long_form.end(),
                                      [&](const std::string& word) { return stems.contains(word); });
    if (shared > 0 && static_cast<std::size_t>(shared) * 2 >= long_form.size()) added += " (" + short_form + ")";
  }
  return phrase + added;
}

constexpr std::size_t kLongest = 500;  // bytes; what is longer turns more than once

enum class Heard { kNone, kSame, kOpposite };
constexpr double kHalf = 0.5;

// "A, unlike B, raised C" without what it sets aside: that is nothing it is said of.
std::string without_asides(std::string text) {
  for (const std::string_view cue : {", unlike ", ", in contrast to ", ", in contrast with "}) {
    const std::size_t at = text.find(cue);
    if (at == std::string::npos) continue;
    const std::size_t end = text.find(',', at + cue.size());
    if (end != std::string::npos) text.erase(at, end + 1 - at);
  }
  return text;
}

// One statement, to be asked of many sentences.
class Asked {
 public:
  // `alone`: it is no part of a longer statement.
  Asked(const CitingStatement& statement, WitnessDocument& source, bool alone)
      : alone_(alone), text_(without_asides(statement.text)), effect_(effect_phrase(text_)), denied_(is_denied(text_)) {
    const Aliases& aliases = source.aliases;
    topic_ = statement.topic;
    take_verb_for_outcome();
    outcome_ = label_words(effect_.outcome, {});
    subject_ = label_words(effect_.subject, {});
    if (std::all_of(outcome_.begin(), outcome_.end(), [](const std::string& word) { return is_any_outcome(word); }))
      outcome_.clear();
    find_condition();
    // "The addition of A": A is what must be named.
    for (const char* word : {"addit", "ad", "combin", "program", "therapi"})
      if (subject_.size() > 1) subject_.erase(word);
    effect_.outcome = with_short_forms(std::move(effect_.outcome), aliases);
    effect_.subject = with_short_forms(std::move(effect_.subject), aliases);
    effect_.comparator = with_short_forms(std::move(effect_.comparator), aliases);
    names_ = label_words(effect_.subject, {});
    if (effect_.comparator.empty()) effect_.comparator = rivals_of(statement, source);
    find_sides(statement);
    for (const Word& word : words_of(text_)) {
      const std::string_view printed = slice(text_, word.span);
      const auto capital = [](char c) { return (c >= 'A' && c <= 'Z') || is_ascii_digit(c); };
      if (!word.number && printed.size() > 1 && std::all_of(printed.begin(), printed.end(), capital))
        short_forms_.push_back(ascii_lower(printed));
    }
    said_ = direction_of(text_, asked());
    if (said_ == Direction::kNone) said_ = direction_of(text_);
    if (said_ == Direction::kNone && !denied_ && says_as_much(text_)) said_ = Direction::kNoDifference;
    differs_ = said_ == Direction::kNone && !denied_ && tells_difference(text_);
  }

  // "As common with A as with B", "no more frequent with A than with B".
  static bool says_as_much(std::string_view text) {
    const std::vector<Token> tokens = lex(text);
    std::size_t as = tokens.size();
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (!tokens[t].is("as")) continue;
      if (as < t && t - as > 1 && t + 1 < tokens.size() &&
          (tokens[t + 1].is("with") || tokens[t + 1].is("in") || tokens[t + 1].is("without") ||
           tokens[t + 1].is("on") || tokens[t + 1].is("after") || tokens[t + 1].is("the") || tokens[t + 1].is("those")))
        return true;
      if (as == tokens.size()) as = t;
    }
    return false;
  }

  const std::set<std::string>& subject() const { return subject_; }
  bool directed() const { return said_ != Direction::kNone || differs_; }
  bool has_outcome() const { return !outcome_.empty(); }
  bool denies_difference() const { return said_ == Direction::kNoDifference; }
  bool denies(const std::string& sentence) const {
    return direction_of(told_part(sentence), asked()) == Direction::kNoDifference;
  }
  // "A fell, but B did not" says two things.
  bool turns_twice() const { return text_.find(" but ") != std::string::npos; }

  // "Lower in current than in former smokers": of the words that part the sides one stands there.
  bool names_sides(const SourceSentence& sentence) const {
    return sides_.empty() || std::any_of(sides_.begin(), sides_.end(), [&](const std::string& word) {
             return sentence.own_labels.contains(word) || sentence.words.contains(word);
           });
  }

  // Share of the words of what it is about, and of whom, that the sentence holds or that are `known`; 1 where it names
  // none. A short form is held where half of its long form is.
  double covered(const SourceSentence& sentence, const Aliases& aliases, const std::set<std::string>& known) const {
    const auto holds = [&](const std::string& word) {
      return sentence.own_labels.contains(word) || sentence.words.contains(word) || known.contains(word);
    };
    double least = 1;
    for (const std::set<std::string>* words : {&outcome_, &subject_}) {
      if (words->empty()) continue;
      const auto held = std::count_if(words->begin(), words->end(), [&](const std::string& word) {
        const auto alias = aliases.find(word);
        return holds(word) || (alias != aliases.end() && !alias->second.empty() &&
                               std::count_if(alias->second.begin(), alias->second.end(), holds) * 2 >=
                                   static_cast<std::ptrdiff_t>(alias->second.size()));
      });
      least = std::min(least, static_cast<double>(held) / static_cast<double>(words->size()));
    }
    return least;
  }

  // How well the sentence is about the same: of the outcome's words those that it holds, times whether it names the
  // group (1), leaves it to what the work is about while it speaks of groups (0.8), or of nobody (0.6); 0 to 1.
  double fit(const SourceSentence& sentence, const Aliases& aliases, const std::set<std::string>& title) const {
    if (outcome_.empty()) return 0;
    const auto in = [&](const std::string& word) {
      return sentence.own_labels.contains(word) || sentence.words.contains(word);
    };
    const auto share = [&](const std::set<std::string>& words, const std::set<std::string>& known) {
      const auto holds = [&](const std::string& word) { return in(word) || known.contains(word); };
      const auto held = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
        const auto alias = aliases.find(word);
        return holds(word) || (alias != aliases.end() && !alias->second.empty() &&
                               std::all_of(alias->second.begin(), alias->second.end(), holds));
      });
      return words.empty() ? 1 : static_cast<double>(held) / static_cast<double>(words.size());
    };
    static const WordSet groups = {"groups",  "group",    "arms",    "arm",          "treatments", "conditions", "both",
                                   "placebo", "controls", "control", "intervention", "trials",     "regimens"};
    // "In patients without A": of others nothing follows; nor of a part of "A with B".
    // "Placebo" of "placebo (PLA)": the short form that the source prints for it.
    const bool short_form = std::any_of(names_.begin(), names_.end(), [&](const std::string& word) {
      return !subject_.contains(word) && sentence.own_labels.contains(word);
    });
    const double named = short_form ? 1 : share(subject_, {}), of_title = share(subject_, title);
    const double unnamed = has_any(sentence.text, groups) ? 0.8 : 0.6;
    const bool left_out = of_title >= 0.5 && named < 0.34;
    return share(outcome_, {}) * share(condition_, title) * std::max(named, left_out ? unnamed : 0.0);
  }

  // The same of the outcome alone.
  bool holds_outcome(const SourceSentence& sentence) const {
    const auto held = std::count_if(outcome_.begin(), outcome_.end(), [&](const std::string& word) {
      return sentence.own_labels.contains(word) || sentence.words.contains(word);
    });
    return !outcome_.empty() && static_cast<std::size_t>(held) * 2 > outcome_.size();
  }

  // The short forms of the statement that the source defines ("HDL", of "HDLc") stand there, or what they mean.
  bool holds_short_forms(const SourceSentence& sentence, const Aliases& aliases) const {
    return std::all_of(short_forms_.begin(), short_forms_.end(), [&](const std::string& form) {
      const auto alias = aliases.lower_bound(form);
      if (alias == aliases.end() || !alias->first.starts_with(form)) return true;
      const auto named = sentence.own_labels.lower_bound(form);
      if (named != sentence.own_labels.end() && named->starts_with(form)) return true;
      const auto held = std::count_if(alias->second.begin(), alias->second.end(),
                                      [&](const std::string& word) { return sentence.own_labels.contains(word); });
      return held > 0 && static_cast<std::size_t>(held) * 5 >= alias->second.size() * 4;
    });
  }

  // Half of the words of the outcome, or the last one ("visits" of "clinic visits"), stand there, too.
  bool speaks_of_outcome(const SourceSentence& sentence, const Aliases& aliases) const {
    constexpr std::size_t kPrefix = 6;  // "analgesia", "analgesics"
    const auto in = [&](const std::set<std::string>& words, const std::string& word) {
      if (words.contains(word)) return true;
      const auto next = word.size() < kPrefix ? words.end() : words.lower_bound(word.substr(0, kPrefix));
      return next != words.end() && next->starts_with(std::string_view(word).substr(0, kPrefix));
    };
    // What the sentence before it spoke of counts where this one names little itself.
    constexpr std::size_t kFewNames = 6;
    const bool goes_on = sentence.own_labels.size() <= kFewNames;
    const auto here = [&](const std::string& word) {
      return in(sentence.own_labels, word) || in(sentence.words, word) || (goes_on && in(sentence.before, word));
    };
    const auto holds = [&](const std::string& word) {
      const auto alias = aliases.find(word);
      return here(word) || (alias != aliases.end() && std::any_of(alias->second.begin(), alias->second.end(), here));
    };
    const auto held = std::count_if(outcome_.begin(), outcome_.end(), holds);
    if (static_cast<std::size_t>(held) * 2 >= outcome_.size()) return true;
    const std::vector<Word> words = words_of(effect_.outcome);
    const auto head = std::find_if(words.rbegin(), words.rend(),
                                   [&](const Word& word) { return outcome_.contains(one_spelling(word.stem)); });
    return head == words.rend() || holds(one_spelling(head->stem));
  }

  // The sentence is of the same: it tells the statement nearly word for word and turns it, or a part of it has by its
  // own grammar the statement's outcome and still differs, or the statement is one short clause that it fits.
  bool meets(const SourceSentence& sentence, const Aliases& aliases, const std::set<std::string>& title) const {
    const std::string told = told_part(sentence.text);
    if (turns_copy(text_, sentence.text)) return true;
    if (!states_finding(text_) || is_of_others(sentence, title) || repeats_direction(told)) return false;
    if (const std::string_view window = told_window(text_, told); !window.empty() && turns(window)) return true;
    if (alone_ && plain()) return true;
    if (outcome_.empty() || turns_itself(effect_.outcome)) return false;
    const std::vector<std::string> parts = effect_parts(told);
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return differs_in(part, aliases); });
  }
  // One short clause that says of whom and of what.
  bool plain() const {
    constexpr std::size_t kWords = 14;
    return words_of(text_).size() <= kWords && effect_parts(text_).size() == 1;
  }
  // "Pain reduction was greater": which way it is meant the word of direction alone does not say.
  static bool turns_itself(const std::string& outcome) {
    const std::vector<Word> words = words_of(outcome);
    return std::any_of(words.begin(), words.end(), [](const Word& word) { return is_direction_word(word.stem); });
  }
  // It speaks of the control alone, of some of them, or of those that the sentence before named.
  bool is_of_others(const SourceSentence& sentence, const std::set<std::string>& title) const {
    const std::set<std::string> other = comparator_words(sentence.text);
    static const RE2 in_control(R"(\b(?:in|within|among|of) (?:the )?(?:placebo|control|sham|untreated|usual care)\b)");
    if (RE2::PartialMatch(sentence.text, in_control) && !names_control(topic_) && other.empty() &&
        sentence.text.find("between") == std::string::npos && share_in(names_, sentence.own_labels) == 0)
      return true;
    // "It fell" of no group is not denied by "no difference between the groups", nor that by "it fell".
    static const RE2 of_groups(R"(\b(?:between|among)\b.*\b(?:groups|arms)\b|\bboth (?:groups|arms)\b)"),
        no_difference(R"(\bno (?:statistically |significant |statistical )*differences?\b)");
    if (!alone_ && subject_.empty() && comparator_words(text_).empty() && !denies_difference() &&
        RE2::PartialMatch(sentence.text, of_groups))
      return true;
    if (denies_difference() && RE2::PartialMatch(sentence.text, no_difference)) return true;
    if (denies_difference() && comparator_words(text_).empty() && share_in(names_, other) > 0) return true;
    static const RE2 not_told(R"(\bthe (?:former|latter)\b)");
    if (RE2::PartialMatch(sentence.text, not_told)) return true;
    if (text_.find("without ") != std::string::npos && sentence.text.find("with ") != std::string::npos &&
        sentence.text.find("without ") == std::string::npos && sentence.text.find(" no ") == std::string::npos)
      return true;
    static const RE2 some(
        R"((?i)(?:^|[,;:] |^however, |\b)((?:in|among|for|within) (?:the )?(?:those|subgroups?|(?:patients|participants|subjects|children|women|men|girls|boys|people|individuals|infants|adults) (?:with|without|who|whose|not|aged|younger|older|having|treated))\b[^,;.]*|(?:in|among|for) (?:the )?(?:girls|boys|men|women|males|females)\b))");
    re2::StringPiece whom;
    if (text_.find("subpopulation") != std::string::npos || text_.find("subgroup") != std::string::npos) return false;
    if (!RE2::PartialMatch(sentence.text, some, &whom)) return false;
    const std::set<std::string> words = label_words(std::string_view(whom.data(), whom.size()), {});
    const auto known = [&](const std::string& word) { return topic_.contains(word) || title.contains(word); };
    return std::count_if(words.begin(), words.end(), known) * 2 < static_cast<std::ptrdiff_t>(words.size());
  }
  // Read by its own grammar the part has the statement's outcome, and the two differ.
  bool differs_in(const std::string& part, const Aliases& aliases) const {
    const EffectPhrase theirs = effect_phrase(part);
    const std::set<std::string> outcome = label_words(theirs.outcome, aliases);
    const bool list =
        theirs.outcome.find(',') != std::string::npos || theirs.outcome.find(" and ") != std::string::npos;
    if (share_in(outcome_, outcome) < kHalf ||
        (!list && share_in(label_words(theirs.outcome, {}), label_words(effect_.outcome, aliases)) < kHalf))
      return false;
    const Comparison by_theirs{theirs.outcome, theirs.subject, theirs.comparator};
    const Direction there = direction_of(part, by_theirs), said = direction_of(text_, by_theirs);
    if (there == Direction::kNone) return false;
    if (said != Direction::kNone && said != there) return true;
    const std::set<std::string> whose = label_words(theirs.subject, {});
    const double own = share_in(whose, names_), other = share_in(whose, label_words(effect_.comparator, {}));
    if (own == other && there != Direction::kNoDifference && !denies_difference()) return false;
    return (own < other ? flipped(there) : there) != said_;
  }
  // The same words of direction, denied in both or in neither, and nothing set the other way about: what reads
  // otherwise is read wrongly.
  bool repeats_direction(std::string_view told) const {
    const std::set<std::string> said = direction_words(text_), there = direction_words(told);
    if (said.empty() || is_denied(told) != denied_ ||
        !std::includes(there.begin(), there.end(), said.begin(), said.end()))
      return false;
    return share_in(names_, comparator_words(told)) <= share_in(comparator_words(text_), comparator_words(told));
  }
  static std::set<std::string> direction_words(std::string_view text) {
    std::set<std::string> out;
    const Words words(text);
    for (const CueHit& hit : cues_in(words))
      if (hit.kind == CueKind::kUp || hit.kind == CueKind::kDown || hit.kind == CueKind::kMore ||
          hit.kind == CueKind::kLess || hit.kind == CueKind::kBetter || hit.kind == CueKind::kWorse ||
          hit.kind == CueKind::kFaster || hit.kind == CueKind::kSlower || hit.kind == CueKind::kSame)
        for (const Word& word : words_of(slice(text, words.source(text, hit.first, hit.last)))) out.insert(word.stem);
    return out;
  }
  // Denied here and not there, or a word of direction goes the other way.
  bool turns(std::string_view window) const {
    if (is_denied(window) != denied_) return true;
    const std::vector<int> said = ways_of(text_), there = ways_of(window);
    const auto turned = [](const std::vector<int>& ways, const std::vector<int>& others) {
      const auto has = [&](int way) { return std::find(others.begin(), others.end(), way) != others.end(); };
      return std::any_of(ways.begin(), ways.end(), [&](int way) { return !has(way) && has(-way); });
    };
    return turned(said, there) || turned(there, said);
  }

  // Of `words` those that the others hold, or that begin alike ("analgesia", "analgesics").
  static double share_in(const std::set<std::string>& words, const std::set<std::string>& others) {
    constexpr std::size_t kPrefix = 6;
    if (words.empty()) return 0;
    const auto held = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
      if (others.contains(word)) return true;
      const auto next = word.size() < kPrefix ? others.end() : others.lower_bound(word.substr(0, kPrefix));
      return next != others.end() && next->starts_with(std::string_view(word).substr(0, kPrefix));
    });
    return static_cast<double>(held) / static_cast<double>(words.size());
  }

  Heard compare(const std::string& whole) const {
    if (const auto turned = turns_copy(text_, whole); turned && !lacks_evidence(whole))
      return *turned ? Heard::kOpposite : Heard::kSame;
    const std::string sentence = told_part(whole);
    if (repeats_verb(sentence)) return Heard::kSame;
    // Speed is told of speed alone: "sooner" is less time and more success.
    if (const int said = speed_of(text_), there = speed_of(sentence); said != 0 || there != 0) {
      if (said == 0 || there == 0 || is_denied(sentence) || denied_) return Heard::kNone;
      const std::set<std::string> other = comparator_words(sentence);
      const bool swapped = std::any_of(other.begin(), other.end(), [&](const std::string& word) {
        return names_.contains(word) && !comparator_words(text_).contains(word);
      });
      return (said == there) != swapped ? Heard::kSame : Heard::kOpposite;
    }
    // "No evidence that A reduces B".
    if (directed() && lacks_evidence(sentence) && !lacks_evidence(text_))
      return denies_difference() ? Heard::kSame : Heard::kOpposite;
    // "They differed significantly".
    if (differs_) {
      const Direction there = direction_of(sentence, asked());
      if (there == Direction::kNone && is_denied(sentence)) return Heard::kNone;
      if (there == Direction::kNone) return tells_difference(sentence) ? Heard::kSame : Heard::kNone;
      return there == Direction::kNoDifference ? Heard::kOpposite : Heard::kSame;
    }
    if (!directed()) {
      if (compare_turns(text_, sentence) == Turn::kOpposite) return Heard::kNone;
      return is_denied(sentence) == denied_ ? Heard::kSame : Heard::kOpposite;
    }
    const Direction there = direction_of(sentence, asked());
    // "The same dose" likens nothing.
    if (there == Direction::kNoDifference)
      for (const std::string_view cue : {"the same dose", "the same group", "the same time", "the same day",
                                         "the same patient", "the same way", "the same period"})
        if (sentence.find(cue) != std::string::npos) return Heard::kNone;
    // "Got worse" is never told by "improved".
    if (said_ != Direction::kNoDifference && there == said_ && worth_of(text_) * worth_of(sentence) < 0 &&
        comparator_words(sentence).empty() && comparator_words(text_).empty())
      return Heard::kOpposite;
    if (there != Direction::kNone && there != said_) {
      // "Both were effective" is not the opposite of "equally effective".
      const bool sets_apart = !comparator_words(sentence).empty() || sentence.find("differed") != std::string::npos ||
                              sentence.find("significantly different") != std::string::npos ||
                              sentence.find("significant difference") != std::string::npos;
      const bool of_likeness = denies_difference() && (!denied_ || text_.find("differ") != std::string::npos);
      if (of_likeness && !sets_apart) return Heard::kNone;
      // "All of them lowered it" is not denied by "no difference between them".
      if (there == Direction::kNoDifference && speaks_of_all(text_) && sentence.find("between") != std::string::npos)
        return Heard::kNone;
      // "Fever fell and appetite rose" is not the opposite of "appetite rose and fever fell".
      if (said_ != Direction::kNoDifference && there != Direction::kNoDifference) {
        const WordTurn words = turn_of_words(text_, sentence);
        if ((words.same && !words.opposite) || loses_alone(text_, sentence)) return Heard::kNone;
      }
      // "Got better" and "rose" may be the same.
      if (said_ != Direction::kNoDifference && there != Direction::kNoDifference &&
          tells_worth_alone(text_) != tells_worth_alone(sentence))
        return Heard::kNone;
      return Heard::kOpposite;
    }
    if (there != Direction::kNone) {
      if (const WordTurn words = turn_of_words(text_, sentence);
          words.same && !words.opposite && !denied_ && !is_denied(sentence))
        return Heard::kSame;
      if (!denied_ && denies_word_of(text_, sentence)) return Heard::kOpposite;
      // "B had more pain than A" may be "A had less pain than B"; where nothing is set against anything it is not.
      if (comparator_words(sentence).empty() && turn_of_words(text_, sentence).opposite)
        return comparator_words(text_).empty() ? Heard::kOpposite : Heard::kNone;
      // "Women more than men" of "men more than women"; where only one of two readings agrees, nothing is known.
      if (compare_turns(text_, sentence) != Turn::kOpposite) return Heard::kSame;
      return !comparator_words(text_).empty() && !comparator_words(sentence).empty() ? Heard::kOpposite : Heard::kNone;
    }
    switch (compare_turns(text_, sentence)) {
      case Turn::kSame:
        return Heard::kSame;
      case Turn::kOpposite:
        return Heard::kOpposite;
      default:
        return Heard::kNone;
    }
  }

 private:
  // "A was related to Y, but B was not": the part that alone names the subject.
  std::string part_about_subject(const std::string& sentence) const {
    if (names_.empty()) return sentence;
    for (const std::string_view cue : {", but ", "; ", ", whereas ", ", while ", " but not "}) {
      const std::size_t at = sentence.find(cue);
      if (at == std::string::npos) continue;
      const std::set<std::string> before = label_words(std::string_view(sentence).substr(0, at), {}),
                                  behind = label_words(std::string_view(sentence).substr(at + cue.size()), {});
      const auto in = [&](const std::set<std::string>& words, const std::set<std::string>& others) {
        return std::any_of(names_.begin(), names_.end(),
                           [&](const std::string& word) { return words.contains(word) && !others.contains(word); });
      };
      if (in(behind, before) && !in(before, behind)) return sentence.substr(at + cue.size());
      if (in(before, behind) && !in(behind, before)) return sentence.substr(0, at);
    }
    return sentence;
  }

  // "A improves recognition of faces and lessens the impairment by B" of "A improved the recognition of faces": behind
  // the same word of change stands the outcome, before it the subject.
  bool repeats_verb(std::string_view sentence) const {
    constexpr std::size_t kReach = 6;
    if (denied_ || outcome_.empty() || names_.empty() || !comparator_words(text_).empty()) return false;
    std::set<std::string> verbs;
    for (const Word& word : words_of(text_))
      if (is_direction_word(word.stem)) verbs.insert(word.stem);
    if (verbs.size() > 1) return false;  // "less effective in reducing" turns what it repeats
    const std::vector<Word> words = words_of(sentence);
    bool subject = false, denied = false;
    for (std::size_t w = 0; w < words.size(); ++w) {
      const std::string printed = ascii_lower(slice(sentence, words[w].span));
      denied = denied || is_denied(printed);
      for (const std::string& name : label_words(slice(sentence, words[w].span), {}))
        subject = subject || names_.contains(name);
      if (!subject || denied || !verbs.contains(words[w].stem)) continue;
      const std::size_t last = std::min(w + kReach, words.size() - 1);
      const std::set<std::string> behind =
          label_words(sentence.substr(words[w].span.end, words[last].span.end - words[w].span.end), {});
      const auto held = std::count_if(outcome_.begin(), outcome_.end(),
                                      [&](const std::string& word) { return behind.contains(word); });
      if (static_cast<std::size_t>(held) * 2 > outcome_.size()) return true;
    }
    return false;
  }

  // It tells that there was a difference, an effect or an association.
  static bool tells_difference(std::string_view text) {
    const Words words(text);
    const std::vector<CueHit> hits = cues_in(words);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.kind == CueKind::kDifference && !words[hit.first].starts_with("signific");
    });
  }

  // It tells better or worse, and nothing of more or less.
  static bool tells_worth_alone(std::string_view text) {
    bool worth = false, amount = false;
    for (const CueHit& hit : cues_in(Words(text))) {
      worth = worth || hit.kind == CueKind::kBetter || hit.kind == CueKind::kWorse;
      amount = amount || hit.kind == CueKind::kUp || hit.kind == CueKind::kDown || hit.kind == CueKind::kMore ||
               hit.kind == CueKind::kLess;
    }
    return worth && !amount;
  }

  static bool speaks_of_all(std::string_view text) {
    static const WordSet all = {"all", "both", "each", "either", "every"};
    return has_any(text, all);
  }

  // The part of a sentence that speaks of the statement's subject, and of its time or else its outcome.
  std::string told_part(const std::string& whole) const {
    const std::string sentence = part_about_subject(whole);
    std::string timed = part_of_time(sentence);
    return timed.size() < sentence.size() ? timed : part_about_outcome(std::move(timed));
  }

  // 1: faster, -1: slower, 0: neither or both.
  static int speed_of(std::string_view text) {
    static const WordSet fast = {"faster", "sooner", "quicker", "rapidly", "quickly"}, slow = {"slower", "slowly"};
    bool faster = false, slower = false;
    for (const Token& token : lex(text)) {
      faster = faster || one_of(token, fast);
      slower = slower || one_of(token, slow);
    }
    return faster - slower;
  }

  // "Similar at 6 weeks, while at 12 weeks it was lower": the part of the statement's time.
  std::string part_of_time(std::string sentence) const {
    const std::set<std::string> said = time_words(topic_);
    if (said.empty()) return sentence;
    for (const std::string_view cue : {", while ", ", but ", ", whereas ", "; ", "days, ", "weeks, ", "months, "}) {
      const std::size_t at = sentence.find(cue);
      if (at == std::string::npos) continue;
      const std::string before = sentence.substr(0, at + cue.find(',') + 1), behind = sentence.substr(at + cue.size());
      const auto tells = [&](const std::string& part) {
        const std::set<std::string> times = time_words(label_words(part, {}));
        return !times.empty() && !other_time(said, times);
      };
      if (tells(before) != tells(behind)) return tells(before) ? before : behind;
    }
    return sentence;
  }

  static bool lacks_evidence(std::string_view text) {
    for (const std::string_view cue : {"no support that", "no evidence that", "no evidence of", "no indication that",
                                       "no proof that", "not support that", "no support for"})
      if (text.find(cue) != std::string_view::npos) return true;
    return false;
  }

  // "No difference, except for anxiety, in which A was better": the part that tells of the outcome.
  std::string part_about_outcome(std::string sentence) const {
    // "A fell, with no difference in B", "A was lower but B was higher".
    for (const std::string_view cue : {" with no ", " without change", " but ", ", while ", ", whereas ", "; "}) {
      const std::size_t at = sentence.find(cue);
      if (at == std::string::npos || at == 0) continue;
      const std::set<std::string> before = label_words(std::string_view(sentence).substr(0, at), {}),
                                  behind = label_words(std::string_view(sentence).substr(at + cue.size()), {});
      std::size_t in_first = 0, in_second = 0;
      for (const std::string& word : outcome_) {
        in_first += before.contains(word) && !behind.contains(word);
        in_second += behind.contains(word) && !before.contains(word);
      }
      if (in_first == 0 && in_second > 0) return sentence.substr(at);
      if (in_second == 0 && in_first > 0) return sentence.substr(0, at);
    }
    for (const std::string_view cue : {"except for ", "except in ", "apart from ", "with the exception of "}) {
      const std::size_t at = sentence.find(cue);
      if (at == std::string::npos || at == 0) continue;
      const std::set<std::string> behind = label_words(std::string_view(sentence).substr(at + cue.size()), {});
      const std::set<std::string> before = label_words(std::string_view(sentence).substr(0, at), {});
      const bool excepted = std::any_of(topic_.begin(), topic_.end(), [&](const std::string& word) {
        return behind.contains(word) && !before.contains(word);
      });
      return excepted ? sentence.substr(at + cue.size()) : sentence.substr(0, at);
    }
    return sentence;
  }

  // "Treated babies weighed more than controls": what they did is the outcome.
  void take_verb_for_outcome() {
    if (!effect_.outcome.empty() || effect_.comparator.empty()) return;
    const std::size_t at = effect_.subject.rfind(' ');
    if (at == std::string::npos || !effect_.subject.ends_with("ed")) return;
    effect_.outcome = effect_.subject.substr(at + 1);
    effect_.subject.resize(at);
  }

  // What the source sets against the arm that the statement names.
  static std::string rivals_of(const CitingStatement& statement, WitnessDocument& source) {
    std::set<std::string> rivals;
    for (const auto& [arm, rival] : source.contrasts().pairs()) {
      const auto in = [&](const std::set<std::string>& words, const std::set<std::string>& others) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
          return statement.labels.contains(word) && !others.contains(word);
        });
      };
      if (!in(arm, rival) || in(rival, arm)) continue;
      for (const std::string& word : rival)
        if (!arm.contains(word) && !statement.labels.contains(word)) rivals.insert(word);
    }
    if (names_control(statement.labels)) {
      rivals.insert({"intervention", "experimental", "treatment"});
    } else if (!names_active(statement.labels) || !rivals.empty()) {
      rivals.insert({"control", "placebo"});
    }
    std::string out;
    for (const std::string& word : rivals) out += word + " ";
    return out;
  }

  // "Outcomes improved": which ones is not said.
  static bool is_any_outcome(const std::string& stem) {
    static const std::set<std::string, std::less<>> any = {
        "outcom", "paramet", "variabl", "domain", "measur", "endpoint", "result", "effect", "differ",
        "associ", "item",    "find",    "marker", "factor", "benefit",  "chang",  "improv", "respons"};
    return any.contains(stem);
  }

  // Of whom alone it speaks: "In patients without A, …", "… in the elderly".
  void find_condition() {
    static const WordSet heads = {"in", "among", "for", "within"};
    const std::size_t comma = text_.find(',');
    const std::vector<Token> tokens = lex(text_);
    if (comma != std::string::npos && comma < text_.size() / 2 && !tokens.empty() && one_of(tokens[0], heads))
      condition_ = label_words(std::string_view(text_).substr(0, comma), {});
  }

  void find_sides(const CitingStatement& statement) {
    const std::set<std::string> other = comparator_words(text_);
    if (other.empty()) return;
    const std::set<std::string> subject = label_words(effect_.subject, {});
    for (const std::string& word : subject)
      if (!other.contains(word) && !outcome_.contains(word)) sides_.insert(word);
    for (const std::string& word : other)
      if (!subject.contains(word) && statement.topic.contains(word)) sides_.insert(word);
  }

  Comparison asked() const { return {effect_.outcome, effect_.subject, effect_.comparator}; }

  bool alone_;
  std::string text_;
  EffectPhrase effect_;                              // with short forms
  std::set<std::string> outcome_, subject_, names_;  // label words, as printed; of the subject with its short forms
  std::set<std::string> topic_;                      // label words of the whole statement
  std::set<std::string> sides_;                      // what only one of the two sides of a comparison has
  std::set<std::string> condition_;                  // of whom alone it speaks
  std::vector<std::string> short_forms_;             // lower case
  bool denied_, differs_ = false;

  Direction said_ = Direction::kNone;
};

// Whether the sentence prints the claim's p value; kNone: it prints none at all.
Heard compare_p(const Claim& claim, SourceSentence& sentence, const WitnessDocument& source) {
  Heard answer = Heard::kNone;
  source.label(sentence);
  const ReportedSentence said = reported_in(sentence.text);
  for (std::size_t i = 0; i < said.tokens.size(); ++i) {
    if (!said.tokens[i].is("p")) continue;
    const auto p = read_p_value(said.tokens, i);
    if (!p) continue;
    Claim mine, theirs;
    mine.value = theirs.value = 1;
    mine.p_op = claim.p_op, mine.p_value = claim.p_value;
    theirs.p_op = p->op, theirs.p_value = p->value;
    if (compare_numbers(mine, theirs).p) return Heard::kSame;
    answer = Heard::kOpposite;
  }
  return answer;
}

void hear_one(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony,
              bool alone) {
  constexpr double kFits = 0.75;     // outcome and groups are the same, whatever the words
  constexpr double kFewWords = 0.2;  // less is no witness at all
  const Asked asked(statement, source, alone);
  const bool hedged = is_tentative(statement.text);
  const bool has_p = claim.p_value && claim.p_op != Operator::kNotSignificant;
  const std::set<std::string> set_against = comparator_words(statement.text);
  double same = -1, opposite = -1, other_p = -1, same_words = -1;
  const SourceSentence* met_place = nullptr;
  double met = -1, met_words = -1;
  const SourceSentence *same_place = nullptr, *opposite_place = nullptr, *p_place = nullptr;
  // Many sentences tell the same: what most of those say that speak of it most counts.
  std::vector<std::pair<double, double>> votes;  // words, weight: below 0 of the opposite
  const auto sum_of = [&](bool for_it) {
    constexpr double kNearBest = 0.15;
    double best = 0, sum = 0;
    for (const auto& [words, weight] : votes) best = std::max(best, words);
    for (const auto& [words, weight] : votes)
      if (words >= best - kNearBest && (weight > 0) == for_it) sum += std::fabs(weight);
    return sum;
  };
  for (SourceSentence& sentence : source.sentences) {
    double words = shared_words(statement, sentence, source.title);
    if (words < kFewWords) continue;
    const Heard p = has_p ? compare_p(claim, sentence, source) : Heard::kNone;
    if (p != Heard::kOpposite && is_told_in_order(statement.text, sentence.text) &&
        (hedged || !is_tentative(sentence.text)) && is_denied(sentence.text) == is_denied(statement.text)) {
      same = same_words = 1;
      same_place = &sentence;
      break;
    }
    // "In contrast to A, B …" says nothing of A.
    const std::set<std::string> other = comparator_words(sentence.text);
    if (std::any_of(other.begin(), other.end(), [&](const std::string& word) {
          return statement.labels.contains(word) && !set_against.contains(word);
        }))
      words -= 0.15;
    if (!hedged && is_tentative(sentence.text)) continue;
    // Other works' results and plans say nothing of what this one found.
    if (asked.directed() && (speaks_of_others(sentence.text) || sets_aside(asked.subject(), sentence.text))) continue;
    if (sentence.table_row || sentence.caption) continue;
    source.label(sentence);
    const double fit = asked.directed() ? asked.fit(sentence, source.aliases, source.title) : 0;
    if (words < kSameWords && fit < kFits) continue;
    if (asked.directed() && (!sentence.result || sentence.cites)) continue;
    if (other_time(statement.labels, sentence.own_labels) || !asked.holds_short_forms(sentence, source.aliases))
      continue;
    // What the whole work is about need not be said again.
    if (asked.directed() && asked.covered(sentence, source.aliases, source.title) < 0.34) continue;
    if (p == Heard::kSame) words = std::min(1.0, words + 0.2);
    if ((words < kSameWords && fit < kFits) || !asked.names_sides(sentence)) continue;
    const double rank = asked.directed() && asked.has_outcome() ? 0.5 * (words + fit) : words;
    const Heard answer = asked.compare(sentence.text);
    if (answer != Heard::kNone && asked.directed() && asked.speaks_of_outcome(sentence, source.aliases)) {
      const double weight = sentence.text.size() < kLongest ? 1 : 0.5;
      votes.emplace_back(rank, answer == Heard::kSame ? weight : -weight);
    }
    if (answer == Heard::kSame && rank > same &&
        (asked.directed() ? asked.speaks_of_outcome(sentence, source.aliases)
                          : words >= (sentence.result ? kSameStatement : kSameThing))) {
      if (has_p && p == Heard::kOpposite) {
        if (rank > other_p) other_p = rank, p_place = &sentence;
        continue;
      }
      same = rank;
      same_words = words;
      same_place = &sentence;
    } else if (answer == Heard::kOpposite && (rank > opposite || rank > met) &&
               (fit >= kFits || words >= (asked.denies_difference() || !asked.directed() ? 0.8 : 0.7)) &&
               sentence.text.size() < kLongest) {
      // Whom the title names need not be named where the outcome is.
      const bool of_title =
          asked.holds_outcome(sentence) && asked.covered(sentence, source.aliases, source.title) >= 0.5;
      if ((asked.covered(sentence, source.aliases, {}) < 0.5 && !of_title && fit < kFits) || !sentence.result) continue;
      // "Similar at baseline" says nothing of what came of it; "in A but not in B" says two things.
      if (tells_baseline(sentence.text) && !tells_baseline(statement.text)) continue;
      if (asked.turns_twice()) continue;
      // "No difference" may be one of other times, groups or parts.
      constexpr std::size_t kShort = 300;
      if (asked.directed() && !asked.denies_difference() && asked.denies(sentence.text) &&
          ((words < 0.8 && fit < kFits) || sentence.text.size() > kShort))
        continue;
      if (rank > met && asked.meets(sentence, source.aliases, source.title)) {
        met = rank, met_words = words, met_place = &sentence;
      }
      if (rank > opposite) {
        opposite = rank;
        opposite_place = &sentence;
      }
    }
  }
  if (p_place != nullptr && other_p > same && other_p >= kSameStatement) {
    testimony.against = std::min(other_p, 0.89);
    testimony.against_span = p_place->span;
    testimony.against_reason = "the source has another p value here";
  } else if (same_place != nullptr && same + 0.05 >= opposite &&
             !(opposite_place != nullptr && opposite + 0.05 >= same && sum_of(false) >= 2 &&
               sum_of(false) > 1.5 * sum_of(true))) {
    testimony.support = same_words;
    testimony.support_span = same_place->span;
    testimony.support_reason = "the source says the same in its own words";
  } else if (met_place != nullptr) {
    testimony.against = met_words;
    testimony.against_span = met_place->span;
    testimony.against_reason = "the source says the opposite";
  }
}

}  // namespace

void hear_words(const Claim& claim, const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  // "A lowered X but did not change Y": each is asked for itself. All must be so; one that is not is enough against.
  const std::vector<std::string> parts =
      claim.p_op == Operator::kNone ? effect_parts(statement.text) : std::vector<std::string>();
  const bool printed =
      parts.size() > 1 && std::any_of(source.sentences.begin(), source.sentences.end(), [&](const auto& s) {
        return shared_words(statement, s.words, {}) > kSameThing &&
               (is_told_in_order(statement.text, s.text) || turns_copy(statement.text, s.text) == false);
      });
  bool all = parts.size() > 1 && !printed;
  // "A lowered X and raised Y compared with B": with B both.
  const std::string rival = parts.size() > 1 ? effect_phrase(parts.back()).comparator : std::string();
  for (const std::string& part : parts) {
    if (parts.size() < 2 || printed) break;
    Testimony of_part;
    const bool alone = rival.empty() || !effect_phrase(part).comparator.empty();
    hear_one(claim, statement_of(claim, alone ? part : part + " compared with " + rival), source, of_part, false);
    if (of_part.against >= 0) {
      testimony = std::move(of_part);
      return;
    }
    all = all && of_part.support >= 0;
    if (testimony.support < 0 || of_part.support < testimony.support) testimony = std::move(of_part);
  }
  if (all) return;
  testimony = {};
  hear_one(claim, statement, source, testimony, true);
}

}  // namespace warrant
