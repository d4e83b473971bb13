// The direction that numbers tell: effect estimates with their intervals, and two groups' figures.
#include <algorithm>
#include <optional>

#include "src/language/scene.h"

namespace warrant {
namespace {

// "ratio 0.85; 95% CI 0.38 to 1.88"
Direction of_interval(const Scene& s, Clause c) {
  const auto [from, to] = c;
  for (std::size_t i = from; i + 2 < to; ++i) {
    if (s.words[i] != "ci" && !(s.words[i] == "interval")) continue;
    std::size_t low = i + 1;
    while (low < to && low <= i + 3 && !s.words.is_number(low)) ++low;
    if (low >= to || !s.words.is_number(low)) continue;
    std::size_t high = low + 1;
    if (high < to && (s.words[high] == "to" || s.words[high] == "and")) ++high;
    if (high >= to || !s.words.is_number(high)) continue;
    bool hazard = false, ratio = false, difference = false;
    std::optional<double> value;
    for (std::size_t j = i > from + 14 ? i - 14 : from; j < i; ++j) {
      const std::string_view w = s.words[j];
      if (w == "or" && s.words.gap(j).find('(') == std::string_view::npos && !(j + 1 < i && s.words.is_number(j + 1)))
        continue;
      if (w == "hr" || w == "ahr" || w == "hazard") hazard = true;
      if (w == "hr" || w == "or" || w == "rr" || w == "irr" || w == "aor" || w == "ahr" || w == "ratio" || w == "risk")
        ratio = true;
      if (w.starts_with("difference") || w == "md" || w == "wmd" || w == "b" || w == "beta" || w == "smd")
        difference = true;
      if (s.words.is_number(j) && s.words.value(j) != 95) value = s.words.value(j);
    }
    if (!value || ratio == difference) continue;
    const Direction d = direction_of_interval(*value, s.words.value(low), s.words.value(high), ratio ? 1 : 0);
    return hazard && s.time_to_event ? flipped(d) : d;  // a lower hazard is a longer survival
  }
  return Direction::kNone;
}

// Not a p value, a level of confidence, a time or a group's size.
bool is_result(const Scene& s, std::size_t i) {
  static constexpr std::string_view kNoResultAfter[] = {"p",     "n",      "day",   "days",   "week", "weeks",
                                                        "month", "months", "table", "figure", "fig"};
  static constexpr std::string_view kNoResultBefore[] = {"ci",   "weeks", "months", "days", "years",
                                                         "week", "month", "mg",     "h",    "hours"};
  if (i > 0) {
    if (std::find(std::begin(kNoResultAfter), std::end(kNoResultAfter), s.words[i - 1]) != std::end(kNoResultAfter))
      return false;
    if (s.words.gap(i).find_first_of("/<>") != std::string_view::npos) return false;
  }
  return i + 1 >= s.words.size() ||
         std::find(std::begin(kNoResultBefore), std::end(kNoResultBefore), s.words[i + 1]) == std::end(kNoResultBefore);
}

// "89.0 in the trial group and 84.2 in the control group", "A: 12%, B: 17%": each group's first number, or its first
// share where both have one ("7 of 40 (17.5%)").
Direction of_groups(const Scene& s, Clause c) {
  const auto [from, to] = c;
  std::optional<double> subject, comparator, subject_share, comparator_share;
  for (std::size_t i = from; i < to; ++i) {
    if (!s.words.is_number(i) || s.after_plus_minus(i) || !is_result(s, i)) continue;
    Side side = Side::kNobody;
    for (std::size_t j = i + 1; side == Side::kNobody && j < std::min(to, i + 9); ++j) {
      if (s.words.is_number(j) && !s.after_plus_minus(j) && !s.inside[j]) break;
      if (s.words[j] != "in" && s.words[j] != "with" && s.words[j] != "for" && s.words[j] != "of" &&
          s.words[j] != "among")
        continue;
      for (std::size_t k = j + 1; side == Side::kNobody && k < std::min(to, j + 7) && !s.words.is_number(k); ++k)
        side = s.side[k];
    }
    for (std::size_t j = i; side == Side::kNobody && j > from && j + 8 > i; --j) {
      if (s.words.is_number(j - 1) && j < i) break;
      side = s.side[j - 1];
    }
    if (side == Side::kSubject && !subject) subject = s.words.value(i);
    if (side == Side::kComparator && !comparator) comparator = s.words.value(i);
    if (!s.words.gap(i + 1).starts_with("%")) continue;
    if (side == Side::kSubject && !subject_share) subject_share = s.words.value(i);
    if (side == Side::kComparator && !comparator_share) comparator_share = s.words.value(i);
  }
  if (subject_share && comparator_share) subject = subject_share, comparator = comparator_share;
  if (!subject || !comparator || *subject == *comparator) return Direction::kNone;
  return of_sign(*subject > *comparator ? 1 : -1);
}

// "3.4 versus 6.6": the order of the numbers is that in which the groups are named.
Direction of_pair(const Scene& s, Clause c) {
  const auto [from, to] = c;
  if (const Direction d = of_groups(s, c); d != Direction::kNone) return d;
  for (const CueHit& hit : s.hits) {
    if (hit.kind != CueKind::kThan || hit.first < from || hit.last >= to) continue;
    std::optional<double> left, right;
    for (std::size_t i = hit.first; i > from && i + 14 > hit.first; --i)
      if (s.words.is_number(i - 1) && !s.after_plus_minus(i - 1)) {
        left = s.words.value(i - 1);
        if (s.words.gap(i - 1).find('(') == std::string_view::npos) break;
      }
    for (std::size_t i = hit.last; i < std::min(to, hit.last + 14) && !right; ++i)
      if (s.words.is_number(i) && !s.after_plus_minus(i)) right = s.words.value(i);
    if (!left || !right || *left == *right) continue;
    Direction d = of_sign(*left > *right ? 1 : -1);
    Side first = Side::kNobody;
    for (std::size_t i = 0; i < s.words.size() && first == Side::kNobody; ++i) first = s.side[i];
    return first == Side::kComparator ? flipped(d) : d;
  }
  return Direction::kNone;
}

}  // namespace

Direction direction_of_numbers(const Scene& scene, Clause clause, std::size_t about) {
  const std::size_t at = about == kNowhere ? clause.from : about;
  if (const Direction d = of_interval(scene, clause); d != Direction::kNone) return d;
  const auto p = scene.p_value_for(at, clause);
  if (!p) return Direction::kNone;
  if (!p->significant) return Direction::kNoDifference;
  if (const Direction d = of_pair(scene, {at, clause.to}); d != Direction::kNone) return d;
  return of_groups(scene, clause);  // "in group A 17% needed it, in group B 52%"
}

}  // namespace warrant
