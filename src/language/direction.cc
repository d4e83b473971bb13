#include "src/language/direction.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "src/language/scene.h"

namespace warrant {
namespace {

// What stands after is not read: real sentences are shorter, and the time taken stays bounded on any input.
constexpr std::size_t kMostBytes = 4096;

// One statement of a direction in a sentence.
struct Statement {
  Direction direction = Direction::kNone;
  std::size_t at = 0;     // its word
  bool firm = false;      // "significantly"
  bool compares = false;  // has a "than"
};

// The sign of a change or degree word for the amount of the outcome: +1, -1, or 0 for none.
int sign_of(const CueHit& hit, bool harm) {
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

bool is_degree(CueKind kind) { return kind == CueKind::kMore || kind == CueKind::kLess; }
bool is_noun_of_change(std::string_view w) {
  static constexpr std::string_view kNouns[] = {"increase",  "decrease",  "reduction",  "decline",      "improvement",
                                                "rise",      "fall",      "drop",       "elevation",    "gain",
                                                "increases", "decreases", "reductions", "improvements", "declines"};
  return std::find(std::begin(kNouns), std::end(kNouns), w) != std::end(kNouns);
}

class Judge {
 public:
  Judge(std::string_view sentence, const Comparison& asked) : s_(sentence, asked) {}

  Direction verdict() const {
    for (const std::size_t clause : s_.by_relevance())
      if (const Direction d = of_clause(s_.clauses[clause]); d != Direction::kNone) return overruled(clause, d);
    return Direction::kNone;
  }

 private:
  bool negated_before(std::size_t word, std::size_t from) const {
    for (const CueHit& hit : s_.hits)
      if (hit.kind == CueKind::kNegate && !with_or_without(hit) && hit.last <= word && hit.first >= from &&
          word - hit.last <= 5 && !(hit.last < s_.words.size() && s_.words[hit.last] == "only"))
        return true;
    return false;
  }

  // "In patients with and without diabetes" denies nothing.
  bool with_or_without(const CueHit& hit) const {
    return hit.first >= 2 && s_.words[hit.first] == "without" && s_.words[hit.first - 2] == "with" &&
           (s_.words[hit.first - 1] == "and" || s_.words[hit.first - 1] == "or");
  }

  // "None of those on A had it, but in the placebo group …": it is rarer with A.
  Direction of_none(const CueHit& hit) const {
    Side of = Side::kNobody;
    for (std::size_t i = hit.last; of == Side::kNobody && i < std::min(s_.words.size(), hit.last + 8); ++i)
      if (!s_.inside[i]) of = s_.side[i];
    if (of == Side::kNobody) return Direction::kNoDifference;
    const Side other = of == Side::kSubject ? Side::kComparator : Side::kSubject;
    if (std::find(s_.side.begin(), s_.side.end(), other) == s_.side.end()) return Direction::kNoDifference;
    return of == Side::kSubject ? Direction::kDecreased : Direction::kIncreased;
  }

  // "…, but the difference was not significant": a later clause may take a statement back.
  Direction overruled(std::size_t clause, Direction d) const {
    if (d == Direction::kNoDifference) return d;
    for (std::size_t c = clause + 1; c < s_.clauses.size(); ++c)
      if (takes_back(s_.clauses[c])) return Direction::kNoDifference;
    return d;
  }

  bool takes_back(Clause clause) const {
    if (clause.to - clause.from > 30) return false;
    bool of_difference = false, of_subject = false, of_comparator = false;
    for (std::size_t i = clause.from; i < clause.to; ++i) {
      if (s_.about[i]) return false;  // it has an outcome of its own
      of_subject = of_subject || s_.side[i] == Side::kSubject;
      of_comparator = of_comparator || s_.side[i] == Side::kComparator;
      for (const std::string_view start : {"differ", "signific", "equivalen", "similar", "evidence"})
        of_difference = of_difference || s_.words[i].starts_with(start);
    }
    const std::string_view first = s_.words[clause.from];  // "while nothing changed in the placebo group"
    if (of_comparator && !of_subject && (first == "while" || first == "whereas")) return false;
    return of_difference && of_clause(clause) == Direction::kNoDifference;
  }

  // The group that "than …" names, of the marker `hit`.
  Side reference_of(const CueHit& hit, std::size_t to) const {
    // "compared with only 1/9 (11%) in the control group": what stands in brackets names no group.
    for (std::size_t i = hit.last, seen = 0; i < to && seen < 10; ++i) {
      if (s_.inside[i] && !s_.inside[hit.first]) {
        if (!s_.inside[i - 1] && !s_.words.is_number(i - 1)) break;
        continue;
      }
      if (i > hit.last && s_.words.gap(i).find_first_of(",;") != std::string_view::npos) break;
      if (s_.side[i] != Side::kNobody) return s_.side[i];
      ++seen;
    }
    // "A plus B … than B": all words of B are words of "A plus B" too.
    if (!s_.comparator.stems.empty() || s_.subject.stems.empty()) return Side::kNobody;
    for (std::size_t i = hit.last; i < std::min(to, hit.last + 10); ++i)
      if (s_.shared.stems.contains(topic_stem(s_.words[i]))) return Side::kComparator;
    return Side::kNobody;
  }

  // A "than" between groups, not between numbers or times ("46 vs. 99", "versus day 0").
  bool compares_groups(const CueHit& hit, std::size_t from, std::size_t to) const {
    if (hit.kind != CueKind::kThan || hit.first < from || hit.last >= to) return false;
    const std::string_view next = s_.words[hit.last];
    return !s_.words.is_number(hit.last) && next != "day" && next != "baseline" && next != "week";
  }

  // The group a statement at `at` is made of: kSubject keeps its direction, kComparator turns it.
  Side group_of(std::size_t at, std::size_t from, std::size_t to, bool& compares) const {
    // The words of "than …" name the other group; the next one after the statement first, else one before it.
    const CueHit* marker = nullptr;
    for (const CueHit& hit : s_.hits) {
      if (!compares_groups(hit, from, to) || (hit.first > at && s_.inside[hit.first] && !s_.inside[at])) continue;
      if (hit.first > at && hit.first - at <= 25) {
        marker = &hit;
        break;
      }
      if (hit.first < at) marker = &hit;
    }
    if (marker != nullptr) {
      const Side other = reference_of(*marker, to);
      compares = other != Side::kNobody;
      if (other == Side::kComparator) return Side::kSubject;
      if (other == Side::kSubject) return Side::kComparator;
    }
    // Else the group named next to it: "higher in the control group", "the placebo group improved".
    for (std::size_t i = at; i < std::min(to, at + 12); ++i) {
      const bool in = s_.words[i] == "in" || s_.words[i] == "among" || s_.words[i] == "for" || s_.words[i] == "with" ||
                      s_.words[i] == "by" || s_.words[i] == "after" || s_.words[i] == "under";
      if (!in) continue;
      for (std::size_t j = i + 1; j < std::min(to, i + 7); ++j) {
        if (s_.side[j] == Side::kNobody || s_.inside[j] != s_.inside[at]) continue;
        // "in those treated with A (n = 16) or B": of both.
        std::size_t k = j + 1;
        while (k < to && s_.inside[k] != s_.inside[j]) ++k;
        if (k + 1 < to && (s_.words[k] == "or" || s_.words[k] == "and") && s_.side[k + 1] != Side::kNobody &&
            s_.side[k + 1] != s_.side[j])
          return Side::kNobody;
        return s_.side[j];
      }
    }
    for (std::size_t i = at; i > from; --i)
      if (s_.side[i - 1] != Side::kNobody) return s_.side[i - 1];
    for (std::size_t i = at; i < to; ++i)
      if (s_.side[i] != Side::kNobody) return s_.side[i];
    return Side::kNobody;
  }

  Direction of_clause(Clause clause) const {
    const std::size_t from = clause.from, to = clause.to;
    const std::size_t at_outcome = s_.anchor(clause);
    const bool harm = s_.bad_outcome(clause);
    std::optional<Statement> best;
    double best_score = -1e9;
    for (std::size_t h = 0; h < s_.hits.size(); ++h) {
      const CueHit& hit = s_.hits[h];
      if (hit.first < from || hit.last > to) continue;
      const auto made = statement(h, from, to, harm);
      if (!made) continue;
      double score = 0;
      if (at_outcome != kNowhere) score -= 0.15 * static_cast<double>(distance(made->at, at_outcome));
      if (made->firm) score += 2;
      if (made->compares) score += 2;
      if (made->direction == Direction::kNoDifference) score += made->firm ? 3 : 1.5;
      if (is_degree(hit.kind)) score += 1;
      if (score > best_score) {
        best_score = score;
        best = made;
      }
    }
    if (!best) return direction_of_numbers(s_, clause, at_outcome);
    if (best->direction != Direction::kNoDifference && !best->firm) {
      if (const auto p = s_.p_value_for(std::max(best->at, at_outcome == kNowhere ? 0 : at_outcome), clause);
          p && !p->significant)
        return Direction::kNoDifference;
    }
    return best->direction;
  }

  static bool is_worth(CueKind kind) { return kind == CueKind::kBetter || kind == CueKind::kWorse; }
  // "In reducing", "for raising".
  bool is_aim(const CueHit& hit, bool harm) const {
    return hit.first > 0 && s_.words[hit.first].ends_with("ing") && !is_worth(hit.kind) && sign_of(hit, harm) != 0 &&
           (s_.words[hit.first - 1] == "in" || s_.words[hit.first - 1] == "for" || s_.words[hit.first - 1] == "at");
  }
  // "Superior to B in reducing X" lowers X more, whether X is good or bad.
  int sign_with_aim(const CueHit& hit, std::size_t to, bool harm) const {
    constexpr std::size_t kReach = 12;
    if (is_worth(hit.kind))
      for (const CueHit& aim : s_.hits)
        if (aim.first >= hit.last && aim.first < hit.last + kReach && aim.last <= to && is_aim(aim, harm))
          return sign_of(aim, harm) * (hit.kind == CueKind::kBetter ? 1 : -1);
    return sign_of(hit, harm);
  }

  // What the cue at index h states, if anything.
  std::optional<Statement> statement(std::size_t h, std::size_t from, std::size_t to, bool harm) const {
    const CueHit& hit = s_.hits[h];
    Statement made;
    made.at = hit.first;
    if (hit.kind == CueKind::kSame) {
      // "It fell, in women and men alike" likens no outcome.
      if (s_.words[hit.first] == "alike" &&
          std::any_of(s_.hits.begin(), s_.hits.begin() + static_cast<std::ptrdiff_t>(h), [&](const CueHit& other) {
            return other.first >= from && sign_of(other, harm) != 0 && !part_of_outcome(other);
          }))
        return std::nullopt;
      made.direction = s_.words[hit.first] == "none" ? of_none(hit) : Direction::kNoDifference;
      for (std::size_t i = hit.first; i < hit.last; ++i)
        made.firm = made.firm || s_.words[i].find("significant") != std::string_view::npos;
      return made;
    }
    if (hit.kind == CueKind::kDifference) {
      if (!negated_before(hit.first, from)) return std::nullopt;
      made.direction = Direction::kNoDifference;
      made.firm = s_.words[hit.first].starts_with("significant");
      return made;
    }
    int sign = sign_with_aim(hit, to, harm);
    if (sign == 0) return std::nullopt;
    if (is_aim(hit, harm) && std::any_of(s_.hits.begin(), s_.hits.end(), [&](const CueHit& other) {
          return is_worth(other.kind) && other.first >= from && other.first < hit.first;
        }))
      return std::nullopt;  // it is its aim
    // "p less than 0.001", "more than 5 kg": a bound.
    if (is_degree(hit.kind) && hit.last + 1 < to && s_.words[hit.last] == "than" && s_.words.is_number(hit.last + 1))
      return std::nullopt;
    if (part_of_outcome(hit)) return std::nullopt;
    if (negated_before(hit.first, from)) {
      made.direction = Direction::kNoDifference;
      return made;
    }
    if (is_degree(hit.kind)) {
      // "a greater reduction": the change word turns it; "the reduction … was greater": one before it does.
      bool turned = false;
      for (const CueHit& other : s_.hits) {
        if (other.first < hit.last || other.first > hit.last + 3 || other.last > to || is_degree(other.kind)) continue;
        if (const int s = sign_with_aim(other, to, harm); s != 0) {
          sign *= s;
          turned = true;
          break;
        }
      }
      for (std::size_t i = hit.first; !turned && i > from && i + 25 > hit.first; --i) {
        // "decreased significantly less": a verb just before it, too.
        if (!is_noun_of_change(s_.words[i - 1]) && i + 3 < hit.first) continue;
        for (const CueHit& other : s_.hits)
          if (other.first == i - 1 && !is_degree(other.kind) && !part_of_outcome(other) && sign_of(other, harm) != 0) {
            sign *= sign_of(other, harm);
            turned = true;
            break;
          }
      }
    } else {
      // Said already by the degree word before it.
      for (const CueHit& other : s_.hits)
        if (is_degree(other.kind) && !part_of_outcome(other) && other.first >= from && other.last <= to &&
            ((other.last <= hit.first && other.last + 3 >= hit.first) ||
             (hit.last <= other.first && hit.last + 2 >= other.first)))
          return std::nullopt;
    }
    made.direction = of_sign(sign);
    bool in_both = false;
    for (std::size_t i = from; i + 1 < to; ++i)
      in_both = in_both || ((s_.words[i] == "both" || s_.words[i] == "all") &&
                            (s_.words[i + 1] == "groups" || s_.words[i + 1] == "arms"));
    for (std::size_t i = hit.first >= from + 4 ? hit.first - 4 : from; i < std::min(to, hit.last + 3); ++i)
      if (s_.words[i].starts_with("significant") && !(i > from && s_.words[i - 1] == "non")) made.firm = true;
    if (group_of(hit.first, from, to, made.compares) == Side::kComparator) made.direction = flipped(made.direction);
    if (in_both && !made.compares && !is_degree(hit.kind)) made.direction = Direction::kNoDifference;
    return made;
  }

  // "weight loss" and "pain relief" name an outcome; the change word inside states nothing of it.
  bool part_of_outcome(const CueHit& hit) const { return s_.about[hit.first] && hit.kind != CueKind::kDown; }

  static std::size_t distance(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

  Scene s_;
};

}  // namespace

Direction flipped(Direction d) {
  if (d == Direction::kIncreased) return Direction::kDecreased;
  if (d == Direction::kDecreased) return Direction::kIncreased;
  return d;
}

Direction of_sign(int sign) { return sign >= 0 ? Direction::kIncreased : Direction::kDecreased; }

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
