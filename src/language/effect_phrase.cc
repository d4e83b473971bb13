#include "src/language/effect_phrase.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "src/base/span.h"
#include "src/language/words.h"

namespace warrant {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 14> kOfGroups = {
    "with", "in", "among", "after", "under", "for", "by", "on", "given", "from", "during", "at", "taking", "between"};
// What may stand between the subject and its verb, an adjective or a participle.
constexpr std::array<std::string_view, 38> kPassed = {
    "was",    "were",          "is",       "are",      "be",    "been",    "did",   "does",   "do",    "not",
    "had",    "has",           "have",     "a",        "an",    "no",      "the",   "also",   "there", "markedly",
    "much",   "significantly", "slightly", "more",     "could", "can",     "may",   "might",  "would", "will",
    "should", "clearly",       "further",  "somewhat", "any",   "neither", "never", "already"};
constexpr std::array<std::string_view, 13> kBe = {"was",    "were",     "is",     "are",    "be",  "been",    "being",
                                                  "became", "remained", "stayed", "seemed", "got", "appeared"};
// Verbs that say only that something was had, given or done: the noun behind the word of degree is the outcome.
constexpr std::array<std::string_view, 39> kLight = {
    "had",      "has",      "have",    "showed", "show",     "shows",       "gave",     "gives",   "led",    "leads",
    "made",     "makes",    "brought", "brings", "produced", "produces",    "caused",   "causes",  "left",   "resulted",
    "results",  "reported", "needed",  "needs",  "required", "experienced", "achieved", "yielded", "wrote",  "took",
    "received", "used",     "lost",    "gained", "suffered", "provided",    "spent",    "offered", "exerted"};
// Adjectives that the word of degree before them only grades: the outcome is what is so.
constexpr std::array<std::string_view, 16> kGraded = {"common", "frequent",   "prevalent",  "high",   "low",  "often",
                                                      "likely", "pronounced", "marked",     "severe", "rare", "strong",
                                                      "large",  "long",       "widespread", "intense"};
// Nouns for a change or its lack: what changed stands behind "in", "on", "of" or "to".
constexpr std::array<std::string_view, 26> kNouns = {
    "difference", "differences", "effect",    "effects",  "change",      "changes",      "influence",
    "impact",     "increase",    "increases", "decrease", "decreases",   "reduction",    "reductions",
    "rise",       "fall",        "drop",      "decline",  "improvement", "improvements", "worsening",
    "gain",       "gains",       "benefit",   "relief",   "association"};
constexpr std::array<std::string_view, 12> kBehindNoun = {"in", "on",   "of", "to",        "for",   "upon",
                                                          "at", "with", "as", "regarding", "about", "over"};
constexpr std::array<std::string_view, 12> kOfNoun = {"significant", "statistically", "clinically", "significantly",
                                                      "further",     "marked",        "additional", "relevant",
                                                      "clear",       "overall",       "added",      "important"};
constexpr std::array<std::string_view, 10> kTimes = {"week", "weeks", "month", "months", "day",
                                                     "days", "year",  "years", "hour",   "hours"};
constexpr std::array<std::string_view, 12> kOfTime = {"baseline", "follow",  "discharge", "admission", "end",  "once",
                                                      "first",    "arrival", "entry",     "endpoint",  "term", "birth"};
constexpr std::array<std::string_view, 9> kAmounts = {"half",   "a",      "one",  "two", "about",
                                                      "almost", "nearly", "over", "more"};
// They tell who does well or is well made, so what stands before them is no outcome.
constexpr std::array<std::string_view, 14> kOfDoers = {
    "effective",   "efficacious", "superior", "inferior", "successful", "beneficial", "ineffective",
    "noninferior", "useful",      "faster",   "quicker",  "slower",     "equivalent", "helpful"};

bool tells(CueKind kind) {
  switch (kind) {
    case CueKind::kUp:
    case CueKind::kDown:
    case CueKind::kMore:
    case CueKind::kLess:
    case CueKind::kBetter:
    case CueKind::kWorse:
    case CueKind::kFaster:
    case CueKind::kSlower:
    case CueKind::kSame:
    case CueKind::kDifference:
      return true;
    default:
      return false;
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), words_(text), hits_(cues_in(words_)), end_(words_.size()) {}

  std::vector<std::string> parts() const {
    const auto first = std::find_if(hits_.begin(), hits_.end(), [](const CueHit& hit) { return tells(hit.kind); });
    std::size_t from = 0;
    std::vector<std::string> out;
    for (std::size_t i = first == hits_.end() ? words_.size() : first->last; i + 1 < words_.size(); ++i) {
      const bool but = words_[i] == "but";
      if (!but && words_[i] != "and") continue;
      const std::string_view subject = without_verb(from);
      // "Fell with A but not with B".
      if (but && words_[i + 1] == "not" && i + 2 < words_.size() && one_of(words_[i + 2], kOfGroups)) {
        if (subject.empty()) break;
        out.push_back(text(from, i));
        return with_rest(std::move(out), fmt::format("{} did not change {}", subject, text(i + 2, words_.size())));
      }
      const std::size_t verb = joined_verb(i + 1);
      if (verb == kNone) continue;
      // "Lower risk and higher gain", "smaller and shorter": no statement of its own.
      if (verb == i + 1 && !is_verb(verb)) continue;
      if (verb == i + 1 || is_auxiliary(words_[i + 1]) || one_of(words_[i + 1], kBe) || one_of(words_[i + 1], kLight)) {
        if (subject.empty()) break;
        out.push_back(text(from, i));
        return with_rest(std::move(out), fmt::format("{} {}", subject, text(i + 1, words_.size())));
      }
      if (!but && !be_between(i + 2, verb) && !is_change(verb)) continue;
      out.push_back(text(from, i));
      from = i + 1;
    }
    out.push_back(text(from, words_.size()));
    return out;
  }

  EffectPhrase read() {
    find_comparator();
    const CueHit* main = main_cue();
    if (main == nullptr) return {};
    skip_time();
    const auto [subject_end, be] = before_predicate(*main);
    if (compared_first_ && begin_ >= subject_end) return {};
    const std::size_t first = main->first, last = main->last;
    // "More women than men stopped treatment".
    if (main->first == begin_ && end_ > last && !out_.comparator.empty() && !compared_first_ &&
        comparator_verb_ != kNone && is_degree(*main)) {
      out_.subject = text(last, end_);
      out_.comparator = without_head(comparator_at_, comparator_verb_);
      out_.outcome = text(comparator_verb_, words_.size());
      return out_;
    }
    // "There was no difference in pain between A and B": nobody stands before the verb.
    const bool nobody = subject_end <= begin_;
    const std::size_t noun = noun_of_change(first, last);
    if (noun != kNone && (nobody || light_before(subject_end, first) || !be))
      return with_noun(noun, subject_end, nobody);
    // "Women were more likely than men to start".
    const std::size_t likely = words_[last - 1] == "likely"              ? last
                               : last < end_ && words_[last] == "likely" ? last + 1
                                                                         : 0;
    if (be && likely != 0 && (!behind_.empty() || (likely < end_ && words_[likely] == "to"))) {
      set_subject(begin_, subject_end);
      out_.outcome = behind_.empty() ? text(likely + 1, end_) : behind_;
      return out_;
    }
    if (be && is_link(first)) {
      set_subject(begin_, subject_end);
      out_.outcome = text(std::min(last + 1, end_), end_);
      return out_;
    }
    // "There were fewer falls with A".
    if (be && nobody && is_degree(*main)) {
      const std::size_t group = until_group(last);
      out_.outcome = text(last, group);
      set_groups(group);
      return out_;
    }
    if (be) return with_adjective(*main, subject_end);
    if (const std::size_t light = light_verb(subject_end);
        light != kNone && (is_degree(*main) || behind_link(subject_end))) {
      // "Users had less plaque than controls": the noun behind it.
      set_subject(begin_, light);
      out_.outcome = text(last, until_group(last));
      return out_;
    }
    return with_verb(*main, subject_end);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  static std::vector<std::string> with_rest(std::vector<std::string> parts, const std::string& rest) {
    for (std::string& part : effect_parts(rest)) parts.push_back(std::move(part));
    return parts;
  }
  // What stands before the verb of the part that begins at `from`.
  std::string_view without_verb(std::size_t from) const {
    for (const CueHit& hit : hits_) {
      if (!tells(hit.kind) || hit.first < from) continue;
      std::size_t end = hit.first;
      while (end > from && (one_of(words_[end - 1], kPassed) || one_of(words_[end - 1], kBe) ||
                            one_of(words_[end - 1], kLight) || words_[end - 1].ends_with("ly")))
        --end;
      return end > from ? slice(text_, words_.source(text_, from, end)) : std::string_view();
    }
    return {};
  }
  // The word of direction of a statement that begins at `from`, behind a few words.
  std::size_t joined_verb(std::size_t from) const {
    constexpr std::size_t kReach = 8;
    for (const CueHit& hit : hits_)
      if (tells(hit.kind) && hit.first >= from && hit.first < from + kReach && !one_of(words_[hit.first], kNouns))
        return hit.first;
    return kNone;
  }
  bool is_verb(std::size_t at) const {
    const std::string_view word = words_[at];
    return word.ends_with("ed") || word.ends_with("es") || word == "rose" || word == "fell" || word == "grew";
  }
  bool is_change(std::size_t at) const {
    return is_verb(at) && std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
             return hit.first == at && (hit.kind == CueKind::kUp || hit.kind == CueKind::kDown);
           });
  }

  std::string text(std::size_t from, std::size_t to) const {
    if (from >= to) return {};
    return std::string(slice(text_, words_.source(text_, from, to)));
  }
  std::string without_head(std::size_t from, std::size_t to) const {
    while (from < to && (one_of(words_[from], kOfGroups) || words_[from] == "the" || words_[from] == "those" ||
                         words_[from] == "that" || words_[from] == "who" || words_[from] == "of" ||
                         words_[from] == "only" || words_[from] == "both"))
      ++from;
    return text(from, to);
  }
  std::size_t preposition(std::size_t from, std::size_t to) const {
    while (from < to && !(one_of(words_[from], kOfGroups) && !is_time(from, to))) ++from;
    return from;
  }
  std::size_t until_group(std::size_t from) const { return preposition(from, end_); }
  static bool is_degree(const CueHit& hit) {
    return hit.kind == CueKind::kMore || hit.kind == CueKind::kLess || hit.kind == CueKind::kBetter ||
           hit.kind == CueKind::kWorse || hit.kind == CueKind::kSame;
  }

  // "At twelve months", "after the first week", "at baseline".
  bool is_time(std::size_t from, std::size_t to) const {
    const std::size_t most = std::min(from + 5, to);
    for (std::size_t i = from + 1; i < most; ++i) {
      if (one_of(words_[i], kOfGroups)) return false;
      if (one_of(words_[i], kTimes) || (i <= from + 2 && one_of(words_[i], kOfTime))) return true;
    }
    return false;
  }

  void find_comparator() {
    for (const CueHit& hit : hits_) {
      // "Effective against nausea", "protected against falls": what it is good for.
      const std::string_view before = hit.first > 0 ? words_[hit.first - 1] : std::string_view();
      if (words_[hit.first] == "against" && (one_of(before, kOfDoers) || before.starts_with("protect"))) continue;
      if (hit.kind != CueKind::kThan || (hit.last < words_.size() && words_.is_number(hit.last))) continue;
      if (hit.first > 0) {
        end_ = hit.first;
        comparator_at_ = hit.last;
        std::size_t to = comparator_end(hit.last);
        if (hit.last + 1 < to && to == words_.size()) comparator_verb_ = hit.last + 1;
        while (to > hit.last + 1 && (is_auxiliary(words_[to - 1]) || one_of(words_[to - 1], kBe))) --to;
        out_.comparator = without_head(hit.last, to);
        return;
      }
      // "Compared with placebo, X reduced Y".
      std::size_t comma = hit.last;
      while (comma < words_.size() && words_.gap(comma).find(',') == std::string_view::npos) ++comma;
      if (comma >= words_.size()) return;
      out_.comparator = without_head(hit.last, comma);
      begin_ = comma;
      compared_first_ = true;
      return;
    }
    // "As common with A as with B".
    std::size_t as = kNone;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i] != "as") continue;
      if (as != kNone && i > as + 1) {
        end_ = i;
        likened_ = {CueKind::kSame, as, as + 2};
        out_.comparator = without_head(i + 1, words_.size());
        return;
      }
      as = i;
    }
    // "Superior to B", "similar to B".
    for (const CueHit& hit : hits_) {
      const bool likens = hit.kind == CueKind::kSame || hit.kind == CueKind::kBetter || hit.kind == CueKind::kWorse;
      if (!likens || hit.last >= words_.size() || words_[hit.last] != "to" || hit.last + 1 >= words_.size()) continue;
      if (one_of(words_[hit.last - 1], kNouns)) continue;
      end_ = hit.last;
      const std::size_t to = preposition(hit.last + 1, words_.size());
      out_.comparator = without_head(hit.last + 1, to);
      if (to < words_.size()) behind_ = text(to + 1, words_.size());  // "superior to B in Y"
      return;
    }
  }

  // The comparator ends where an outcome follows: "more likely than men to start", "than B at relieving".
  std::size_t comparator_end(std::size_t from) {
    for (std::size_t i = from + 1; i < words_.size(); ++i) {
      const bool doing = (words_[i] == "in" || words_[i] == "at" || words_[i] == "for") && i + 1 < words_.size() &&
                         words_[i + 1].ends_with("ing");
      if (words_[i] == "to" || words_[i] == "against" || doing || words_.gap(i).find(',') != std::string_view::npos) {
        behind_ = text(words_.gap(i).find(',') != std::string_view::npos ? i : i + 1, words_.size());
        return i;
      }
    }
    return words_.size();
  }

  // The predicate: the first cue of direction behind which no verb "to be" stands that has one of its own ("side
  // effects were as common", "variability was reduced").
  const CueHit* main_cue() const {
    const CueHit* best = nullptr;
    if (likened_) return &*likened_;
    for (const CueHit& hit : hits_) {
      if (!tells(hit.kind) || hit.first < begin_ || hit.last > end_) continue;
      // "Significantly more …": the next cue tells.
      const bool significant = words_[hit.first].starts_with("significan") && hit.last == hit.first + 1;
      if (significant) continue;
      // "Was associated with a lower": what it is associated with tells the direction.
      const bool linked = best != nullptr && is_link(best->first) && hit.first < best->last + 5;
      if (best != nullptr && !linked && !be_between(best->last, hit.first)) break;
      // "Side effects were seen" tells nothing; "differences were found" does.
      best = &hit;
    }
    return best;
  }
  bool is_link(std::size_t at) const {
    const std::string_view word = words_[at];
    return word == "associated" || word == "linked" || word == "related" || word == "correlated" || word == "tied";
  }
  bool be_between(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (one_of(words_[i], kBe)) return true;
    return false;
  }

  // A time at the head: "At twelve months reminders …".
  void skip_time() {
    if (begin_ >= end_ || !one_of(words_[begin_], kOfGroups) || !is_time(begin_, end_)) return;
    for (std::size_t i = begin_ + 1; i < std::min(begin_ + 6, end_); ++i)
      if (one_of(words_[i], kTimes) || one_of(words_[i], kOfTime)) {
        begin_ = i + 1;
        return;
      }
  }

  struct Before {
    std::size_t end;
    bool be;
  };
  // Where the words before the predicate end, and whether it hangs on "to be".
  Before before_predicate(const CueHit& main) const {
    std::size_t end = main.first;
    bool be = false;
    while (end > begin_ && (one_of(words_[end - 1], kPassed) || one_of(words_[end - 1], kBe) ||
                            words_[end - 1].starts_with("significan") || words_[end - 1].ends_with("ly") ||
                            words_[end - 1] == "as" || words_[end - 1] == "equally")) {
      be = be || one_of(words_[end - 1], kBe);
      --end;
    }
    // "Two days shorter".
    if (end > begin_ + 1 && one_of(words_[end - 1], kTimes)) {
      end -= 2;
      while (end > begin_ && (one_of(words_[end - 1], kBe) || one_of(words_[end - 1], kPassed))) {
        be = be || one_of(words_[end - 1], kBe);
        --end;
      }
    }
    return {end, be};
  }

  bool is_graded_or_likely(std::size_t at) const { return at < end_ && one_of(words_[at], kGraded); }

  std::size_t light_verb(std::size_t before) const {
    if (before > begin_ && one_of(words_[before - 1], kLight)) return before - 1;
    // "Resulted in fewer", "led to less", "was associated with lower", "left mothers with fewer".
    for (std::size_t i = before; i > begin_ + 1 && before - i < 5; --i)
      if (one_of(words_[i - 1], kLight) || words_[i - 1] == "associated" || words_[i - 1] == "linked") {
        std::size_t verb = i - 1;
        while (verb > begin_ && one_of(words_[verb - 1], kBe)) --verb;
        return verb;
      }
    // "had" is among the words that may be passed over.
    if (before < end_ && one_of(words_[before], kLight)) return before;
    return kNone;
  }
  // "Was associated with increased".
  bool behind_link(std::size_t before) const {
    for (std::size_t i = before; i > begin_ + 1 && before - i < 3; --i)
      if (is_link(i - 1)) return true;
    return false;
  }
  bool light_before(std::size_t from, std::size_t to) const {
    for (std::size_t i = from > begin_ + 1 ? from - 1 : from; i < to; ++i)
      if (one_of(words_[i], kLight)) return true;
    return false;
  }

  // "No significant difference in", "a reduction of": the noun of the cue or the next one behind it.
  std::size_t noun_of_change(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < std::min(last + 3, end_); ++i) {
      // "Greater pain relief" is a relief of pain, no relief in something.
      if (i >= last && i > first && !one_of(words_[i], kNouns) && !one_of(words_[i], kOfNoun)) return kNone;
      if (one_of(words_[i], kNouns) && !(i > 0 && is_auxiliary(words_[i - 1])) &&
          (i + 1 >= end_ || one_of(words_[i + 1], kBehindNoun) || words_[i + 1] == "between" ||
           words_[i + 1] == "was" || words_[i + 1] == "were"))
        return i;
    }
    return kNone;
  }

  bool is_amount_of_change(std::size_t at) const {
    return !words_[at].starts_with("effect") && words_[at] != "influence" && words_[at] != "impact";
  }

  EffectPhrase with_noun(std::size_t noun, std::size_t subject_end, bool nobody) {
    std::size_t from = noun + 1;
    // "No differences were found in Y".
    while (from < end_ && from < noun + 5 && !one_of(words_[from], kBehindNoun) && words_[from] != "between") ++from;
    // "No effect of X on Y".
    if (nobody && from < end_ && words_[from] == "of" && !is_amount_of_change(noun))
      for (std::size_t on = from + 2; on + 1 < end_; ++on)
        if (words_[on] == "on" || words_[on] == "upon") {
          out_.subject = text(from + 1, on);
          out_.outcome = text(on + 1, until_group(on + 1));
          return out_;
        }
    if (from < end_ && one_of(words_[from], kBehindNoun)) {
      const std::size_t to = until_group(from + 1);
      out_.outcome = text(from + 1, to);
      if (nobody) set_groups(to);
    } else if (nobody) {
      set_groups(from);
    }
    if (!nobody) {
      const std::size_t light = light_verb(subject_end);
      set_subject(begin_, light == kNone ? subject_end : light);
    }
    if (out_.outcome.empty()) out_.outcome = behind_;
    return out_;
  }

  // "Between A and B", "with A".
  void set_groups(std::size_t at) {
    if (at >= end_) return;
    std::size_t both = at + 1;
    while (both < end_ && words_[both] != "and") ++both;
    if (words_[at] == "between" && both < end_ && out_.comparator.empty()) {
      out_.subject = without_head(at, both);
      out_.comparator = without_head(both + 1, end_);
    } else {
      std::size_t to = end_;
      while (to > at + 1 && (words_[to - 1] == "more" || words_[to - 1] == "less")) --to;  // "in A more than in B"
      out_.subject = without_head(at, to);
    }
  }

  void set_subject(std::size_t from, std::size_t to) {
    const std::size_t inside = preposition(from, to);
    // "Patients on A", "those given A".
    out_.subject = inside > from && inside + 1 < to && is_people(words_[inside - 1]) ? without_head(inside, to)
                                                                                     : without_head(from, to);
  }
  // Behind it stands a verb: "did not change".
  static bool is_auxiliary(std::string_view word) {
    return word == "not" || word == "did" || word == "to" || word == "could" || word == "does" || word == "may";
  }
  static bool is_people(std::string_view word) {
    return word == "patients" || word == "participants" || word == "people" || word == "those" || word == "subjects" ||
           word == "women" || word == "men" || word == "children" || word == "infants" || word == "adults";
  }

  // "Y was lower with A", "A was more effective against Y", "A and B were equally common".
  EffectPhrase with_adjective(const CueHit& main, std::size_t subject_end) {
    std::size_t last = main.last;
    while (last < end_ && (is_graded_or_likely(last) || words_[last].ends_with("ly"))) ++last;
    std::size_t group = until_group(last);
    for (std::size_t i = last; i < group; ++i)
      if (words_[i] == "against") group = i;
    const bool doer = one_of(words_[main.last - 1], kOfDoers) || (last < end_ && one_of(words_[last], kOfDoers));
    const bool of_speed = main.kind == CueKind::kFaster || main.kind == CueKind::kSlower;
    if (doer && !(group < end_ && (words_[group] == "with" || of_speed))) {
      set_subject(begin_, subject_end);
      out_.outcome = group < end_ ? text(group + 1, end_) : behind_;
      return out_;
    }
    const std::size_t inside = preposition(begin_, subject_end);
    if (group < end_) {
      out_.outcome = text(begin_, subject_end);
      // "Was significantly reduced in A": participles in between are no part of it.
      set_groups_or_both(group);
    } else if (inside < subject_end && inside > begin_) {
      out_.outcome = text(begin_, inside);
      out_.subject = without_head(inside, subject_end);
    } else if (const std::size_t of = of_group(begin_, subject_end); of != kNone) {
      out_.outcome = text(begin_, of);
      out_.subject = without_head(of, subject_end);
    } else if (last < end_ && (main.kind == CueKind::kMore || main.kind == CueKind::kLess)) {
      // "Older adults were more stressed", "less fat".
      out_.subject = text(begin_, subject_end);
      out_.outcome = text(last, end_);
    } else {
      out_.outcome = text(begin_, subject_end);
    }
    return out_;
  }
  void set_groups_or_both(std::size_t group) {
    if (words_[group] == "between" || words_[group] == "with" || words_[group] == "in" || words_[group] == "among")
      for (std::size_t i = group + 1; i < end_; ++i)
        if (words_[i] == "and" && words_[group] == "between" && out_.comparator.empty()) return set_groups(group);
    out_.subject = without_head(group, end_);
  }
  // "The error of trained subjects … than that of controls".
  std::size_t of_group(std::size_t from, std::size_t to) const {
    if (end_ + 2 >= words_.size() || words_[end_ + 1] != "that" || words_[end_ + 2] != "of") return kNone;
    for (std::size_t i = from + 1; i < to; ++i)
      if (words_[i] == "of") return i;
    return kNone;
  }

  // "X reduced Y", "Y fell with X", "A did better on Y".
  EffectPhrase with_verb(const CueHit& main, std::size_t subject_end) {
    std::size_t last = main.last;
    const auto idle = [&](std::size_t i) {
      return words_[i] == "only" || words_[i] == "more" || words_[i] == "less" || words_[i] == "most" ||
             words_[i] == "better" || words_[i] == "further" || words_[i] == "even" ||
             (words_[i].ends_with("ly") && words_[i] != "family" && words_[i] != "daily") || words_[i] == "much" ||
             words_[i] == "again" || words_[i] == "as" || words_[i] == "well" || words_[i] == "sooner" ||
             words_[i] == "faster" || words_[i] == "earlier" || words_[i] == "later" || words_[i] == "longer";
    };
    while (last < end_ && idle(last)) ++last;
    std::size_t group = until_group(last);
    // "Fell by half with A".
    if (group + 1 < end_ && words_[group] == "by" &&
        (words_.is_number(group + 1) || one_of(words_[group + 1], kAmounts))) {
      const std::size_t next = until_group(group + 1);
      if (last == group) last = next;
      group = next;
    }
    // "Performed better on Y", "did worse in Y", "benefited".
    const bool does = subject_end > begin_ && (words_[subject_end] == "did" || words_[subject_end - 1] == "performed" ||
                                               words_[subject_end - 1] == "fared" || words_[subject_end - 1] == "did" ||
                                               words_[subject_end - 1] == "scored");
    if (does && group == last) {
      const std::size_t verb = words_[subject_end] == "did" ? subject_end : subject_end - 1;
      if (main.kind == CueKind::kBetter || main.kind == CueKind::kWorse) {
        set_subject(begin_, verb);
        out_.outcome = group < end_ ? text(group + 1, end_) : behind_;
        return out_;
      }
    }
    if (last < end_ && group > last && !is_because(last)) {
      // Transitive. Adverbs behind the object are no part of it: "relieved anxiety more".
      std::size_t to = group;
      while (to > last + 1 && idle(to - 1)) --to;
      if (subject_end > begin_)
        set_subject(begin_, subject_end);
      else
        set_groups(group);  // "fewer patients fell with A"
      out_.outcome = text(last, to);
      return out_;
    }
    // "The groups did not differ in pain".
    if ((main.kind == CueKind::kDifference || main.kind == CueKind::kSame) && group < end_ && words_[group] == "in" &&
        names_groups(begin_, subject_end)) {
      out_.subject = text(begin_, subject_end);
      out_.outcome = text(group + 1, until_group(group + 1));
      return out_;
    }
    // Intransitive: what changed stands before it.
    std::size_t to = subject_end;
    if (to > begin_ + 1 && one_of(words_[to - 1], kLight)) --to;
    // "Patients on A slept longer than", "the three sealed equally well": what they did is the outcome.
    const std::string_view word = words_[main.first];
    const bool adverb = main.kind == CueKind::kMore || main.kind == CueKind::kLess || main.kind == CueKind::kSame ||
                        word == "better" || word == "worse" || word == "best";
    if (last >= end_ && adverb && to > begin_ + 1) {
      set_subject(begin_, to - 1);
      out_.outcome = behind_.empty() ? text(to - 1, to) : behind_;
      return out_;
    }
    const std::size_t inside = preposition(begin_, to);
    if (group < end_ || is_because(last)) {
      out_.outcome = text(begin_, to);
      if (group < end_)
        set_groups(group);
      else
        out_.subject = without_head(after_because(last), end_);
    } else if (inside < to && inside > begin_) {
      out_.outcome = text(begin_, inside);
      out_.subject = without_head(inside, to);
    } else {
      out_.outcome = text(begin_, to);
    }
    return out_;
  }
  // "Improved thanks to the programme", "fell owing to A".
  bool is_because(std::size_t at) const {
    return at < end_ &&
           (words_[at] == "thanks" || words_[at] == "owing" || words_[at] == "due" || words_[at] == "because" ||
            words_[at] == "following" || words_[at] == "without" || words_[at] == "when" || words_[at] == "if");
  }
  bool names_groups(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (words_[i] == "groups" || words_[i] == "arms" || words_[i] == "and" || words_[i] == "both" ||
          words_[i] == "they" || words_[i] == "treatments" || words_[i] == "neither")
        return true;
    return false;
  }
  std::size_t after_because(std::size_t at) const {
    ++at;
    while (at < end_ && (words_[at] == "to" || words_[at] == "of")) ++at;
    return at;
  }

  std::string_view text_;
  Words words_;
  std::vector<CueHit> hits_;
  std::size_t begin_ = 0, end_;  // the statement without what it is compared with
  bool compared_first_ = false;
  std::size_t comparator_at_ = 0, comparator_verb_ = kNone;  // the second word of "than men stopped", if any
  std::optional<CueHit> likened_;                            // "as common … as"
  std::string behind_;  // what stands behind the comparator: "… than men to start a module"
  EffectPhrase out_;
};

}  // namespace

std::vector<std::string> effect_parts(std::string_view statement) { return Parser(statement).parts(); }

EffectPhrase effect_phrase(std::string_view statement) { return Parser(statement).read(); }

}  // namespace warrant
