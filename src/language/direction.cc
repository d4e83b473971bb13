#include "src/language/direction.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "src/language/concepts.h"
#include "src/language/words.h"

namespace warrant {
namespace {

// What stands after is not read: real sentences are shorter, and the time taken stays bounded on any input.
constexpr std::size_t kMostBytes = 4096;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// Words that name no outcome and no group by themselves.
bool is_idle(std::string_view word) {
  static constexpr std::string_view kIdle[] = {"a",
                                               "an",
                                               "the",
                                               "of",
                                               "in",
                                               "on",
                                               "at",
                                               "to",
                                               "for",
                                               "and",
                                               "or",
                                               "with",
                                               "by",
                                               "from",
                                               "as",
                                               "group",
                                               "groups",
                                               "arm",
                                               "arms",
                                               "level",
                                               "levels",
                                               "mean",
                                               "rate",
                                               "rates",
                                               "number",
                                               "score",
                                               "scores",
                                               "total",
                                               "patients",
                                               "subjects",
                                               "participants",
                                               "between",
                                               "after",
                                               "before",
                                               "during",
                                               "weeks",
                                               "week",
                                               "months",
                                               "month",
                                               "days",
                                               "day",
                                               "years",
                                               "year",
                                               "hours",
                                               "minutes",
                                               "mg",
                                               "was",
                                               "were",
                                               "is",
                                               "are",
                                               "that",
                                               "this",
                                               "their",
                                               "its",
                                               "change",
                                               "changes",
                                               "value",
                                               "values",
                                               "alone",
                                               "plus",
                                               "per",
                                               "daily",
                                               "dose",
                                               "each",
                                               "all",
                                               "baseline",
                                               "follow",
                                               "up",
                                               "time",
                                               "women",
                                               "men",
                                               "children",
                                               "percentage",
                                               "proportion",
                                               "treatment",
                                               "therapy",
                                               "than",
                                               "who",
                                               "which",
                                               "both",
                                               "not",
                                               "received",
                                               "concentration",
                                               "concentrations"};
  return word.size() < 2 || std::find(std::begin(kIdle), std::end(kIdle), word) != std::end(kIdle);
}

// A rough stem: enough to tell "gametocyte" and "gametocytes", "exercise" and "exercising" as one.
std::string_view stem(std::string_view word) {
  for (const std::string_view ending :
       {"ations", "ation", "ating", "ings", "ing", "ies", "ed", "es", "s", "e", "y", "al"})
    if (word.size() >= ending.size() + 4 && word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

// "group:a" for the word i of "group A" or "arm 2", else "".
std::string group_name(const Words& words, std::size_t i) {
  if (i == 0 || words[i].size() > 2) return "";
  const std::string_view before = words[i - 1];
  if (before != "group" && before != "arm" && before != "groups") return "";
  return words[i] == "in" || words[i] == "of" ? "" : "group:" + std::string(words[i]);
}

// The stems of a phrase, and the names of the concepts it mentions.
struct Topic {
  std::set<std::string, std::less<>> stems;
  std::set<const Concept*> concepts;

  explicit Topic(std::string_view phrase) {
    const Words words(phrase);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (const std::string name = group_name(words, i); !name.empty()) stems.insert(name);
      if (!words.is_number(i) && !is_idle(words[i])) stems.emplace(stem(words[i]));
    }
    for (const Mention& mention : mentions(phrase)) concepts.insert(mention.meant);
  }
  void without(const Topic& other) {
    for (const std::string& s : other.stems) stems.erase(s);
    for (const Concept* c : other.concepts) concepts.erase(c);
  }
};

enum class Side : char { kNobody, kSubject, kComparator };

// One statement of a direction in a sentence.
struct Statement {
  Direction direction = Direction::kNone;
  std::size_t at = 0;     // its word
  bool firm = false;      // "significantly", or a p value below 0.05 with it
  bool compares = false;  // has a "than"
};

Direction flipped(Direction d) {
  if (d == Direction::kIncreased) return Direction::kDecreased;
  if (d == Direction::kDecreased) return Direction::kIncreased;
  return d;
}

Direction of_sign(int sign) { return sign >= 0 ? Direction::kIncreased : Direction::kDecreased; }

class Judge {
 public:
  Judge(std::string_view sentence, const Comparison& asked)
      : words_(sentence),
        hits_(cues_in(words_)),
        outcome_(asked.outcome),
        subject_(asked.subject),
        comparator_(asked.comparator),
        shared_(asked.comparator) {
    const Topic all_subject = subject_, all_comparator = comparator_;
    subject_.without(all_comparator);
    comparator_.without(all_subject);
    shared_.without(comparator_);
    if (!asked.outcome.empty()) harm_ = is_harm(Words(asked.outcome));
    mark(sentence);
    split_clauses();
    find_p_values();
  }

  Direction verdict() const {
    const std::vector<std::size_t> order = clauses_by_relevance();
    for (const std::size_t clause : order)
      if (const Direction d = of_clause(clause); d != Direction::kNone) return overruled(clause, d);
    return Direction::kNone;
  }

 private:
  struct PValue {
    std::size_t at;
    bool significant;
  };

  // Which words are of the outcome, the subject and the comparator.
  void mark(std::string_view sentence) {
    const std::size_t n = words_.size();
    about_.assign(n, false);
    side_.assign(n, Side::kNobody);
    for (std::size_t i = 0; i < n; ++i) {
      if (const std::string name = group_name(words_, i); !name.empty()) {
        if (subject_.stems.contains(name)) side_[i] = Side::kSubject;
        if (comparator_.stems.contains(name)) side_[i] = Side::kComparator;
      }
      if (words_.is_number(i) || is_idle(words_[i])) continue;
      const std::string_view s = stem(words_[i]);
      about_[i] = outcome_.stems.contains(s);
      if (subject_.stems.contains(s)) side_[i] = Side::kSubject;
      if (comparator_.stems.contains(s)) side_[i] = Side::kComparator;
    }
    for (const Mention& mention : mentions(sentence)) {
      const bool about = outcome_.concepts.contains(mention.meant);
      const bool subject = subject_.concepts.contains(mention.meant);
      const bool comparator = comparator_.concepts.contains(mention.meant);
      if (!about && !subject && !comparator) continue;
      for (std::size_t i = 0; i < n; ++i) {
        if (!mention.span.overlaps(words_.source(sentence, i, i + 1))) continue;
        about_[i] = about_[i] || about;
        if (side_[i] == Side::kNobody && subject != comparator) side_[i] = subject ? Side::kSubject : Side::kComparator;
      }
    }
    // Words every trial uses, where the question's own words do not name the group.
    for (std::size_t i = 0; i < n; ++i) {
      if (side_[i] != Side::kNobody) continue;
      const std::string_view w = words_[i];
      if (w == "control" || w == "controls" || w == "placebo" || w == "sham" || w == "untreated" || w == "usual") {
        const bool of_group = w != "control" || i + 1 >= n || !about_[i];
        if (of_group && !subject_.stems.contains(stem(w))) side_[i] = Side::kComparator;
      } else if (w == "intervention" || w == "experimental" || w == "treated") {
        if (!comparator_.stems.contains(stem(w))) side_[i] = Side::kSubject;
      }
    }
  }

  // Clauses end at semicolons and full stops outside brackets and at words of contrast.
  void split_clauses() {
    clause_start_.push_back(0);
    int depth = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::string_view gap = words_.gap(i);
      for (const char c : gap) depth = c == '(' ? depth + 1 : c == ')' ? std::max(0, depth - 1) : depth;
      inside_.push_back(depth > 0);
      if (i == 0) continue;
      const std::string_view before = words_[i - 1], w = words_[i];
      const bool full_stop = gap.find(". ") != std::string_view::npos && before != "vs" && before != "resp" &&
                             before != "fig" && before != "al" && before != "approx" && before.size() > 1;
      const bool stop = full_stop || gap.find(';') != std::string_view::npos;
      const bool after_comma = gap.find(',') != std::string_view::npos;
      const bool contrast = w == "but" || w == "whereas" || w == "although" || w == "however" ||
                            ((w == "while" || w == "though") && after_comma);
      if ((stop || contrast) && depth == 0) clause_start_.push_back(i);
    }
    clause_start_.push_back(words_.size());
  }

  void find_p_values() {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (words_[i] != "p" && !(words_[i] == "value" && i > 0 && words_[i - 1] == "p")) continue;
      std::size_t number = i + 1;
      while (number < words_.size() && number <= i + 4 && !words_.is_number(number)) ++number;
      if (number >= words_.size() || !words_.is_number(number)) continue;
      const std::string_view sign = words_.gap(number);
      const double p = words_.value(number);
      if (p < 0 || p > 1) continue;
      const bool above = sign.find('>') != std::string_view::npos;
      p_values_.push_back({i, !above && p <= 0.05});
    }
  }

  bool negated_before(std::size_t word, std::size_t from) const {
    for (const CueHit& hit : hits_)
      if (hit.kind == CueKind::kNegate && hit.last <= word && hit.first >= from && word - hit.last <= 5 &&
          !(hit.last < words_.size() && words_[hit.last] == "only"))
        return true;
    return false;
  }

  std::vector<std::size_t> clauses_by_relevance() const {
    const std::size_t n = clause_start_.size() - 1;
    std::vector<std::pair<std::size_t, std::size_t>> ranked;  // words of the outcome, clause
    for (std::size_t c = 0; c < n; ++c) {
      std::set<std::string_view> seen;
      for (std::size_t i = clause_start_[c]; i < clause_start_[c + 1]; ++i)
        if (about_[i]) seen.insert(stem(words_[i]));
      ranked.emplace_back(seen.size(), c);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> order;
    for (const auto& [score, clause] : ranked) order.push_back(clause);
    return order;
  }

  // "…, but the difference was not significant": what follows a statement may take it back.
  Direction overruled(std::size_t clause, Direction d) const {
    if (d == Direction::kNoDifference) return d;
    const std::size_t c = clause + 1;
    if (c + 1 >= clause_start_.size() || clause_start_[c + 1] - clause_start_[c] > 30) return d;
    bool of_difference = false, other_outcome = false;
    for (std::size_t i = clause_start_[c]; i < clause_start_[c + 1]; ++i) {
      of_difference = of_difference || words_[i].starts_with("differ") || words_[i].starts_with("signific") ||
                      words_[i].starts_with("equivalen") || words_[i].starts_with("similar");
      other_outcome = other_outcome || about_[i];
    }
    if (of_difference && !other_outcome && of_clause(c) == Direction::kNoDifference) return Direction::kNoDifference;
    return d;
  }

  // The place in a clause that speaks of the outcome: the middle of the window with most of its words.
  std::size_t anchor(std::size_t from, std::size_t to) const {
    std::size_t best = kNowhere, most = 0;
    for (std::size_t i = from; i < to; ++i) {
      if (!about_[i]) continue;
      std::set<std::string_view> seen;
      std::size_t last = i;
      for (std::size_t j = i; j < std::min(to, i + 8); ++j)
        if (about_[j]) {
          seen.insert(words_[j]);
          last = j;
        }
      if (seen.size() > most) {
        most = seen.size();
        best = last;
      }
    }
    return best;
  }

  static std::size_t distance(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

  std::optional<PValue> p_value_for(std::size_t at, std::size_t from, std::size_t to) const {
    std::optional<PValue> before;
    for (const PValue& p : p_values_) {
      if (p.at < from || p.at >= to) continue;
      if (p.at > at) return p;
      before = p;
    }
    return before;
  }

  // Whether a topic is bad for the patient: it names a harm and nothing good ("pain relief", "survival").
  static bool is_harm(const Words& words) {
    bool harm = false;
    for (const CueHit& hit : cues_in(words)) {
      if (hit.kind == CueKind::kGood) return false;
      harm = harm || hit.kind == CueKind::kHarm;
    }
    return harm;
  }

  bool bad_outcome(std::size_t from, std::size_t to) const {
    if (harm_) return *harm_;
    bool harm = false;
    for (const CueHit& hit : hits_) {
      if (hit.first < from || hit.last > to) continue;
      if (hit.kind == CueKind::kGood) return false;
      harm = harm || hit.kind == CueKind::kHarm;
    }
    return harm;
  }

  // The sign of a change or degree word for the amount of the outcome: +1, -1, or 0 for none.
  int sign_of(const CueHit& hit, bool harm) const {
    switch (hit.kind) {
      case CueKind::kUp:
      case CueKind::kMore:
      case CueKind::kSlower:
        return 1;
      case CueKind::kDown:
      case CueKind::kLess:
      case CueKind::kFaster:
        return -1;
      case CueKind::kBetter:
        return harm ? -1 : 1;
      case CueKind::kWorse:
        return harm ? 1 : -1;
      default:
        return 0;
    }
  }

  static bool is_degree(CueKind kind) { return kind == CueKind::kMore || kind == CueKind::kLess; }
  static bool is_noun_of_change(std::string_view w) {
    static constexpr std::string_view kNouns[] = {"increase",  "decrease",  "reduction",  "decline",      "improvement",
                                                  "rise",      "fall",      "drop",       "elevation",    "gain",
                                                  "increases", "decreases", "reductions", "improvements", "declines"};
    return std::find(std::begin(kNouns), std::end(kNouns), w) != std::end(kNouns);
  }

  // The group that "than …" names, of the marker `hit`.
  Side reference_of(const CueHit& hit, std::size_t to) const {
    for (std::size_t i = hit.last; i < std::min(to, hit.last + 10); ++i) {
      if (i > hit.last && words_.gap(i).find_first_of(",;") != std::string_view::npos) break;
      if (side_[i] != Side::kNobody) return side_[i];
    }
    // "A plus B … than B": all words of B are words of "A plus B" too.
    if (!comparator_.stems.empty() || subject_.stems.empty()) return Side::kNobody;
    for (std::size_t i = hit.last; i < std::min(to, hit.last + 10); ++i)
      if (shared_.stems.contains(stem(words_[i]))) return Side::kComparator;
    return Side::kNobody;
  }

  // A "than" between groups, not between numbers or times ("46 vs. 99", "versus day 0").
  bool compares_groups(const CueHit& hit, std::size_t from, std::size_t to) const {
    if (hit.kind != CueKind::kThan || hit.first < from || hit.last >= to) return false;
    const std::string_view next = words_[hit.last];
    return !words_.is_number(hit.last) && next != "day" && next != "baseline" && next != "week";
  }

  // The group a statement at `at` is made of: kSubject keeps its direction, kComparator turns it.
  Side group_of(std::size_t at, std::size_t from, std::size_t to, bool& compares) const {
    // The words of "than …" name the other group; the next one after the statement first, else one before it.
    const CueHit* marker = nullptr;
    for (const CueHit& hit : hits_) {
      if (!compares_groups(hit, from, to) || (hit.first > at && inside_[hit.first] && !inside_[at])) continue;
      if (hit.first > at && hit.first - at <= 25) {
        marker = &hit;
        break;
      }
      if (hit.first < at) marker = &hit;
    }
    if (marker != nullptr) {
      compares = true;
      const Side other = reference_of(*marker, to);
      if (other == Side::kComparator) return Side::kSubject;
      if (other == Side::kSubject) return Side::kComparator;
    }
    // Else the group named next to it: "higher in the control group", "the placebo group improved".
    for (std::size_t i = at; i < std::min(to, at + 12); ++i) {
      const bool in = words_[i] == "in" || words_[i] == "among" || words_[i] == "for" || words_[i] == "with" ||
                      words_[i] == "by" || words_[i] == "after" || words_[i] == "under";
      if (!in) continue;
      for (std::size_t j = i + 1; j < std::min(to, i + 7); ++j)
        if (side_[j] != Side::kNobody) return side_[j];
    }
    for (std::size_t i = at; i > from; --i)
      if (side_[i - 1] != Side::kNobody) return side_[i - 1];
    for (std::size_t i = at; i < to; ++i)
      if (side_[i] != Side::kNobody) return side_[i];
    return Side::kNobody;
  }

  Direction of_clause(std::size_t clause) const {
    const std::size_t from = clause_start_[clause], to = clause_start_[clause + 1];
    const std::size_t about = anchor(from, to);
    const bool harm = bad_outcome(from, to);
    std::optional<Statement> best;
    double best_score = -1e9;
    for (std::size_t h = 0; h < hits_.size(); ++h) {
      const CueHit& hit = hits_[h];
      if (hit.first < from || hit.last > to) continue;
      const auto made = statement(h, from, to, harm);
      if (!made) continue;
      double score = 0;
      if (about != kNowhere) score -= 0.15 * static_cast<double>(distance(made->at, about));
      if (made->firm) score += 2;
      if (made->compares) score += 2;
      if (made->direction == Direction::kNoDifference) score += 1.5;
      if (is_degree(hit.kind)) score += 1;
      if (score > best_score) {
        best_score = score;
        best = made;
      }
    }
    if (!best) return of_numbers(from, to, about);
    if (best->direction != Direction::kNoDifference && !best->firm) {
      if (const auto p = p_value_for(std::max(best->at, about == kNowhere ? 0 : about), from, to); p && !p->significant)
        return Direction::kNoDifference;
    }
    return best->direction;
  }

  // What the cue at index h states, if anything.
  std::optional<Statement> statement(std::size_t h, std::size_t from, std::size_t to, bool harm) const {
    const CueHit& hit = hits_[h];
    Statement made;
    made.at = hit.first;
    if (hit.kind == CueKind::kSame) {
      made.direction = Direction::kNoDifference;
      return made;
    }
    if (hit.kind == CueKind::kDifference) {
      if (!negated_before(hit.first, from)) return std::nullopt;
      made.direction = Direction::kNoDifference;
      return made;
    }
    int sign = sign_of(hit, harm);
    if (sign == 0) return std::nullopt;
    if (part_of_outcome(hit)) return std::nullopt;
    if (negated_before(hit.first, from)) {
      made.direction = Direction::kNoDifference;
      return made;
    }
    if (is_degree(hit.kind)) {
      // "a greater reduction": the change word turns it; "the reduction … was greater": one before it does.
      bool turned = false;
      for (const CueHit& other : hits_) {
        if (other.first < hit.last || other.first > hit.last + 3 || other.last > to || is_degree(other.kind)) continue;
        if (const int s = sign_of(other, harm); s != 0) {
          sign *= s;
          turned = true;
          break;
        }
      }
      for (std::size_t i = hit.first; !turned && i > from && i + 25 > hit.first; --i) {
        // "decreased significantly less": a verb just before it, too.
        if (!is_noun_of_change(words_[i - 1]) && i + 3 < hit.first) continue;
        for (const CueHit& other : hits_)
          if (other.first == i - 1 && !is_degree(other.kind) && !part_of_outcome(other) && sign_of(other, harm) != 0) {
            sign *= sign_of(other, harm);
            turned = true;
            break;
          }
      }
    } else {
      // Said already by the degree word before it.
      for (const CueHit& other : hits_)
        if (is_degree(other.kind) && other.first >= from && other.last <= to &&
            ((other.last <= hit.first && other.last + 3 >= hit.first) ||
             (hit.last <= other.first && hit.last + 2 >= other.first)))
          return std::nullopt;
    }
    made.direction = of_sign(sign);
    for (std::size_t i = hit.first >= from + 4 ? hit.first - 4 : from; i < std::min(to, hit.last + 3); ++i)
      if (words_[i].starts_with("significant")) made.firm = true;
    if (group_of(hit.first, from, to, made.compares) == Side::kComparator) made.direction = flipped(made.direction);
    return made;
  }

  // "weight loss" and "pain relief" name an outcome; the change word inside states nothing of it.
  bool part_of_outcome(const CueHit& hit) const { return about_[hit.first] && hit.kind != CueKind::kDown; }

  // No words of change: two numbers with "vs" and a p value, or a ratio with its interval.
  Direction of_numbers(std::size_t from, std::size_t to, std::size_t about) const {
    const auto p = p_value_for(about == kNowhere ? from : about, from, to);
    if (const Direction d = of_interval(from, to); d != Direction::kNone) return d;
    if (p && !p->significant) return Direction::kNoDifference;
    if (!p) return Direction::kNone;
    return of_pair(about == kNowhere ? from : about, to);
  }

  // "ratio 0.85; 95% CI 0.38 to 1.88"
  Direction of_interval(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i + 2 < to; ++i) {
      if (words_[i] != "ci" && !(words_[i] == "interval")) continue;
      std::size_t low = i + 1;
      while (low < to && low <= i + 3 && !words_.is_number(low)) ++low;
      if (low >= to || !words_.is_number(low)) continue;
      std::size_t high = low + 1;
      if (high < to && (words_[high] == "to" || words_[high] == "and")) ++high;
      if (high >= to || !words_.is_number(high)) continue;
      bool ratio = false, difference = false;
      std::optional<double> value;
      for (std::size_t j = i > from + 14 ? i - 14 : from; j < i; ++j) {
        const std::string_view w = words_[j];
        if (w == "or" && words_.gap(j).find('(') == std::string_view::npos && !(j + 1 < i && words_.is_number(j + 1)))
          continue;
        if (w == "hr" || w == "or" || w == "rr" || w == "irr" || w == "aor" || w == "ahr" || w == "ratio" ||
            w == "risk")
          ratio = true;
        if (w.starts_with("difference") || w == "md" || w == "wmd" || w == "b" || w == "beta" || w == "smd")
          difference = true;
        if (words_.is_number(j) && words_.value(j) != 95) value = words_.value(j);
      }
      if (!value || ratio == difference) continue;
      return direction_of_interval(*value, words_.value(low), words_.value(high), ratio ? 1 : 0);
    }
    return Direction::kNone;
  }

  // "3.4 versus 6.6": the order of the numbers is that in which the groups are named.
  Direction of_pair(std::size_t from, std::size_t to) const {
    if (const Direction d = of_groups(from, to); d != Direction::kNone) return d;
    for (const CueHit& hit : hits_) {
      if (hit.kind != CueKind::kThan || hit.first < from || hit.last >= to) continue;
      std::optional<double> left, right;
      for (std::size_t i = hit.first; i > from && i + 14 > hit.first; --i)
        if (words_.is_number(i - 1) && !after_plus_minus(i - 1)) {
          left = words_.value(i - 1);
          if (words_.gap(i - 1).find('(') == std::string_view::npos) break;
        }
      for (std::size_t i = hit.last; i < std::min(to, hit.last + 14) && !right; ++i)
        if (words_.is_number(i) && !after_plus_minus(i)) right = words_.value(i);
      if (!left || !right || *left == *right) continue;
      Direction d = of_sign(*left > *right ? 1 : -1);
      Side first = Side::kNobody;
      for (std::size_t i = 0; i < words_.size() && first == Side::kNobody; ++i) first = side_[i];
      return first == Side::kComparator ? flipped(d) : d;
    }
    return Direction::kNone;
  }

  // "89.0 in the trial group and 84.2 in the control group", "A: 12%, B: 17%": each group's first number.
  Direction of_groups(std::size_t from, std::size_t to) const {
    std::optional<double> subject, comparator;
    for (std::size_t i = from; i < to; ++i) {
      if (!words_.is_number(i) || after_plus_minus(i) || !is_result(i)) continue;
      Side side = Side::kNobody;
      for (std::size_t j = i + 1; side == Side::kNobody && j < std::min(to, i + 9); ++j) {
        if (words_.is_number(j) && !after_plus_minus(j) && !inside_[j]) break;
        if (words_[j] != "in" && words_[j] != "with" && words_[j] != "for" && words_[j] != "of" && words_[j] != "among")
          continue;
        for (std::size_t k = j + 1; side == Side::kNobody && k < std::min(to, j + 7) && !words_.is_number(k); ++k)
          side = side_[k];
      }
      for (std::size_t j = i; side == Side::kNobody && j > from && j + 8 > i; --j) {
        if (words_.is_number(j - 1) && j < i) break;
        side = side_[j - 1];
      }
      if (side == Side::kSubject && !subject) subject = words_.value(i);
      if (side == Side::kComparator && !comparator) comparator = words_.value(i);
    }
    if (!subject || !comparator || *subject == *comparator) return Direction::kNone;
    return of_sign(*subject > *comparator ? 1 : -1);
  }

  // Not a p value, a level of confidence, a time or a group's size.
  bool is_result(std::size_t i) const {
    static constexpr std::string_view kNoResultAfter[] = {"p",     "n",      "day",   "days",   "week", "weeks",
                                                          "month", "months", "table", "figure", "fig"};
    static constexpr std::string_view kNoResultBefore[] = {"ci",   "weeks", "months", "days", "years",
                                                           "week", "month", "mg",     "h",    "hours"};
    if (i > 0) {
      if (std::find(std::begin(kNoResultAfter), std::end(kNoResultAfter), words_[i - 1]) != std::end(kNoResultAfter))
        return false;
      if (words_.gap(i).find_first_of("/<>") != std::string_view::npos) return false;
    }
    return i + 1 >= words_.size() || std::find(std::begin(kNoResultBefore), std::end(kNoResultBefore), words_[i + 1]) ==
                                         std::end(kNoResultBefore);
  }

  bool after_plus_minus(std::size_t i) const { return words_.gap(i).find("±") != std::string_view::npos; }

  Words words_;
  std::vector<CueHit> hits_;
  Topic outcome_, subject_, comparator_;  // of the groups: the words that only the one has
  Topic shared_;                          // words of the comparator that the subject has too
  std::optional<bool> harm_;              // whether less of the outcome asked for is better
  std::vector<bool> about_;
  std::vector<Side> side_;
  std::vector<bool> inside_;               // brackets
  std::vector<std::size_t> clause_start_;  // and the end
  std::vector<PValue> p_values_;
};

}  // namespace

std::string_view name_of(Direction direction) {
  switch (direction) {
    case Direction::kIncreased:
      return "increased";
    case Direction::kDecreased:
      return "decreased";
    case Direction::kNoDifference:
      return "no_difference";
    case Direction::kNone:
      break;
  }
  return "";
}

Direction direction_of(std::string_view sentence) { return direction_of(sentence, {}); }

Direction direction_of(std::string_view sentence, const Comparison& asked) { return Judge(sentence, asked).verdict(); }

Direction direction_of_interval(double value, double low, double high, double null_value) {
  if (low > high) std::swap(low, high);
  if (low < null_value && null_value < high) return Direction::kNoDifference;
  if (value == null_value) return Direction::kNoDifference;
  return of_sign(value > null_value ? 1 : -1);
}

}  // namespace warrant
