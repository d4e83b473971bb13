#include "ingest/extract/measured_list.h"

#include <algorithm>

#include "ingest/extract/arm_labels.h"
#include "ingest/extract/sentence_phrases.h"

namespace warrant {
namespace {

bool is_ratio_word(const Token& t) {
  return t.is("hr") || t.is("hazard") || t.is("or")
             ? (t.text == "OR" || t.text == "HR" || t.is("hazard") || t.text == "hr")
             : t.is("odds") || t.is("ratio") || t.text == "RR";
}

std::size_t skip_articles(const OpenSentence& s, std::size_t i) {
  while (i < s.tokens.size() &&
         (s.tokens[i].is("the") || s.tokens[i].is("a") || s.tokens[i].is("an") || s.tokens[i].is("both") ||
          s.tokens[i].is("patients") || s.tokens[i].is("those") || s.tokens[i].is('.')))
    ++i;
  return i;
}

bool joins(const Token& t) {
  return t.is("and") || t.is("or") || t.is("vs") || t.is("versus") || t.is("v") || t.is(',');
}

bool ends_group(const Token& t) {
  return t.is('(') || t.is('[') || t.is(')') || t.is(']') || t.is(';') || t.is(':') || t.is('=') || t.is("was") ||
         t.is("were") || t.is("respectively") || t.is("had") || t.is("is") || t.is("are") || t.is("median") ||
         t.is("compared") || t.is("with") || t.is("for") || t.is("in") || t.is("than") || t.is("p") || t.is("at") ||
         t.is("showed") || t.is("treated") || t.is("receiving") || t.is("by");
}

// Splits tokens [first, …) into `count` coordinated phrases: "groups A and B", "the NP plus X group and NP alone
// group".
std::vector<std::string> coordination(const OpenSentence& s, std::size_t first, std::size_t count, std::size_t limit) {
  std::vector<std::string> out;
  std::vector<TokenRange> parts;
  std::size_t i = skip_articles(s, first);
  std::size_t start = i;
  for (; i < limit && i < s.tokens.size() && i < first + 12 * count; ++i) {
    const Token& t = s.tokens[i];
    if (t.is('(') && s.partner[i] != OpenSentence::npos && s.partner[i] - i < 10) {
      i = s.partner[i];
      continue;
    }
    if (ends_group(t)) break;
    if (joins(t)) {
      if (i > start) parts.push_back({start, i});
      start = skip_articles(s, i + 1);
      while (start < s.tokens.size() && (s.tokens[start].is("and") || s.tokens[start].is("or")))
        start = skip_articles(s, start + 1);
      i = start > i ? start - 1 : i;
      if (parts.size() == count) break;
    }
  }
  if (parts.size() < count && i > start) parts.push_back({start, std::min(i, s.tokens.size())});
  if (parts.size() != count) return out;
  for (const TokenRange& r : parts) {
    // Groups are words or counts of something, no units, ratios or endpoints.
    for (std::size_t k = r.first; k < r.end; ++k)
      if (is_ratio_word(s.tokens[k]) || s.tokens[k].is("ci") || s.tokens[k].is('%') || s.tokens[k].is('=') ||
          (s.tokens[k].is_word() && s.tokens[k].text.size() > 1 && !time_unit(s.tokens[k].text).empty()))
        return out;
    for (const Endpoint& e : s.endpoints)
      if (e.range.first < r.end && r.first < e.range.end) return out;
  }
  {
    const TokenRange& tail = parts.back();
    bool wordy = false;
    for (std::size_t k = tail.first; k < tail.end; ++k) wordy |= s.tokens[k].is_word();
    if (!wordy && parts[0].end - parts[0].first < 2) return out;
    for (const TokenRange& r : parts)
      if (std::all_of(s.tokens.begin() + static_cast<std::ptrdiff_t>(r.first),
                      s.tokens.begin() + static_cast<std::ptrdiff_t>(r.end),
                      [](const Token& t) { return t.kind == TokenKind::kSymbol; }))
        return out;
  }
  for (const TokenRange& r : parts) {
    if (r.end - r.first > 12) return {};
    out.emplace_back(s.text(r));
  }
  // "groups A and B", "risk factors 0, 1, 2": the noun of the first goes for all; "the X and Y groups": of the last.
  const auto noun = [](const Token& t) {
    return t.is("group") || t.is("groups") || t.is("arm") || t.is("arms") || t.is("cohort") || t.is("cohorts") ||
           t.is("patients") || t.is("stage") || t.is("stages");
  };
  // "grade II, III and IV gliomas", "stage 1, 2 and 3 disease": words before the first and behind the last go for all.
  const auto ordinal = [&](std::size_t at) {
    static const WordSet roman = {"i", "ii", "iii", "iv", "v"};
    const Token& t = s.tokens[at];
    return t.is_number() ? !t.number.word : t.is_word() && (one_of(t, roman) && t.text[0] == 'I');
  };
  bool levels = parts[0].end - parts[0].first > 1 && ordinal(parts[0].end - 1) && ordinal(parts.back().first);
  for (std::size_t k = 1; k + 1 < parts.size(); ++k)
    levels &= parts[k].end - parts[k].first == 1 && ordinal(parts[k].first);
  if (levels) {
    const TokenRange& last = parts.back();
    std::size_t behind = last.first + 1, end = behind;
    while (end < last.end && end < behind + 2 && s.tokens[end].is_word() && !one_of(s.tokens[end], finite_verbs()) &&
           !s.tokens[end].is("could") && !s.tokens[end].is("can"))
      ++end;
    const std::string lead(s.text({parts[0].first, parts[0].end - 1})), tail(s.text({behind, end}));
    for (std::size_t k = 0; k < out.size(); ++k) {
      const std::size_t at = k == 0 ? parts[0].end - 1 : parts[k].first;
      out[k] = lead + " " + std::string(s.tokens[at].text) + (tail.empty() ? "" : " " + tail);
    }
  } else if (noun(s.tokens[parts[0].first]) && parts[0].end - parts[0].first > 1) {
    const std::string head(s.tokens[parts[0].first].is("groups") ? "group"
                           : s.tokens[parts[0].first].is("arms") ? "arm"
                                                                 : s.tokens[parts[0].first].text);
    out[0] = head + " " + std::string(s.text({parts[0].first + 1, parts[0].end}));
    for (std::size_t k = 1; k < out.size(); ++k)
      if (parts[k].end - parts[k].first <= 3 && !noun(s.tokens[parts[k].first])) out[k] = head + " " + out[k];
  } else {
    const TokenRange& last = parts.back();
    const Token& tail = s.tokens[last.end - 1];
    const bool counted = parts[0].end - parts[0].first == 1 && s.tokens[parts[0].first].kind == TokenKind::kNumber;
    if (counted && last.end - last.first > 1) {
      const std::string rest(s.text({last.first + 1, last.end}));
      for (std::size_t k = 0; k + 1 < out.size(); ++k) out[k] += " " + rest;
    } else if (noun(tail) && last.end - last.first > 1) {
      for (std::size_t k = 0; k + 1 < out.size(); ++k)
        if (!noun(s.tokens[parts[k].end - 1]))
          out[k] += tail.is("groups") || tail.is("group") ? " group" : tail.is("arms") || tail.is("arm") ? " arm" : "";
    }
  }
  return out;
}

}  // namespace

std::vector<bool> spoken_for(const OpenSentence& s) {
  std::vector<bool> taken(s.tokens.size(), false);
  const auto mark = [&](std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to && k < taken.size(); ++k) taken[k] = true;
  };
  for (std::size_t i = 0; i < s.tokens.size(); ++i) {
    if (taken[i]) continue;
    const Token& t = s.tokens[i];
    if (const auto label = read_interval_label(s.tokens, i)) {
      std::size_t k = label->end;
      while (k < s.tokens.size() && k < label->end + 3 &&
             (s.tokens[k].is(':') || s.tokens[k].is(',') || s.tokens[k].is('=') || s.tokens[k].is("of") ||
              s.tokens[k].is("was") || s.tokens[k].is(')') || s.tokens[k].is(']') || s.tokens[k].is(';')))
        ++k;
      const auto interval = read_interval(s.tokens, k, true);
      mark(i, interval ? interval->end : label->end);
      continue;
    }
    const bool verb = t.is("ranged") || t.is("ranges") || t.is("ranging");
    if (t.is("range") || (verb && s.open[i] != OpenSentence::npos) || t.is("iqr") || t.is("interquartile") ||
        t.is("inter-quartile") || t.is("quartiles") || t.is("min-max") || t.is("idr")) {
      std::size_t k = i + 1;
      while (k < s.tokens.size() && k < i + 6 &&
             (s.tokens[k].is(':') || s.tokens[k].is(',') || s.tokens[k].is('=') || s.tokens[k].is("of") ||
              s.tokens[k].is("was") || s.tokens[k].is("range") || s.tokens[k].is("iqr") || s.tokens[k].is('(') ||
              s.tokens[k].is('[') || s.tokens[k].is(')') || s.tokens[k].is(']') || s.tokens[k].is("from") ||
              s.tokens[k].is("between")))
        ++k;
      if (const auto interval = read_interval(s.tokens, k, true))
        mark(i, interval->end);
      else if (k < s.tokens.size() && s.tokens[k].kind == TokenKind::kNumber)
        mark(i, k + 1);
      continue;
    }
    if (const auto p = read_p_value(s.tokens, i)) {
      mark(i, p->end);
      continue;
    }
    if ((t.is("sd") || t.is("se") || t.is("sem") || t.is("n") || t.is("standard")) && i + 2 < s.tokens.size()) {
      for (std::size_t k = i + 1; k < i + 5 && k < s.tokens.size(); ++k)
        if (s.tokens[k].kind == TokenKind::kNumber) {
          if (t.is("n") && !s.tokens[i + 1].is('=')) break;
          mark(i, k + 1);
          break;
        }
    }
    if (t.is('!') && i + 1 < s.tokens.size() && s.tokens[i + 1].kind == TokenKind::kNumber) mark(i, i + 2);
  }
  return taken;
}

void read_item_interval(const OpenSentence& s, Item& item, double value) {
  std::size_t i = item.end;
  if (i < s.tokens.size() && (s.tokens[i].is(',') || s.tokens[i].is(';'))) ++i;
  const std::size_t bracket = i;
  std::size_t k = i;
  bool label_seen = false;
  if (const auto label = read_interval_label(s.tokens, i)) {
    k = label->end;
    item.level = label->level;
    label_seen = true;
  } else if (i < s.tokens.size() && (s.tokens[i].is('(') || s.tokens[i].is('[')) &&
             s.partner[i] != OpenSentence::npos) {
    // "(n = 44; 95% CI 3–5)", "(range 2–9; 95% CI …)": the label stands further in.
    for (std::size_t j = i + 1; j < s.partner[i]; ++j)
      if (const auto inner = read_interval_label(s.tokens, j)) {
        k = inner->end;
        item.level = inner->level;
        label_seen = true;
        break;
      } else if (is_ratio_word(s.tokens[j])) {
        return;
      }
  } else {
    // "10.3 months in the BTH1677 arm (95% CI 5.6–11)": the group stands between.
    std::size_t k2 = i;
    while (k2 < s.tokens.size() && k2 < i + 12) {
      const Token& t = s.tokens[k2];
      const bool numbered = t.kind == TokenKind::kNumber && k2 > 0 &&
                            (s.tokens[k2 - 1].is("arm") || s.tokens[k2 - 1].is("group") ||
                             s.tokens[k2 - 1].is("stage") || s.tokens[k2 - 1].is("cohort"));
      if (t.is('(') || t.is('[')) break;
      if (!(t.is_word() || t.is('-') || t.is('/') || t.is('+') || numbered) || t.is("and") || t.is("vs") ||
          t.is("versus") || t.is("compared") || t.is("than") || t.is("was") || t.is("were"))
        return;
      ++k2;
    }
    if (k2 == i || k2 >= s.tokens.size() || !(s.tokens[k2].is('(') || s.tokens[k2].is('['))) return;
    const auto behind = read_interval_label(s.tokens, k2);
    if (!behind) return;
    k = behind->end;
    while (k < s.tokens.size() && (s.tokens[k].is(':') || s.tokens[k].is(',') || s.tokens[k].is('='))) ++k;
    if (const auto interval = read_interval(s.tokens, k, true)) {
      item.interval = interval;
      item.level = behind->level ? behind->level : 95;
    }
    return;  // the group is read from item.end on
  }
  if (label_seen) {
    while (k < s.tokens.size() && (s.tokens[k].is(':') || s.tokens[k].is(',') || s.tokens[k].is('=') ||
                                   s.tokens[k].is("of") || s.tokens[k].is("was") || s.tokens[k].is(';')))
      ++k;
    if (const auto interval = read_interval(s.tokens, k, true)) {
      item.interval = interval;
      if (!item.level) item.level = 95;
      item.end = interval->end;
      if (s.tokens[bracket].is('(') || s.tokens[bracket].is('['))
        if (s.partner[bracket] != OpenSentence::npos) item.end = std::max(item.end, s.partner[bracket] + 1);
    }
    return;
  }
  if (const auto interval = read_interval(s.tokens, i, false); interval && interval->low && *interval->low <= value &&
                                                               (!interval->high || *interval->high >= value) &&
                                                               s.partner[i] < interval->end) {
    // "(21–31)": an interval when the sentence has spoken of one, else an unnamed spread that is nobody's value.
    for (std::size_t j = 0; j < i; ++j)
      if (read_interval_label(s.tokens, j)) {
        item.interval = interval;
        item.level = 95;
        break;
      }
    item.end = interval->end;
  }
}

namespace {

// "… while the median DSS of the others was not reached (p = 0.006)": the arm without a value takes part in the test.
bool not_reached_behind(const OpenSentence& s, std::size_t endpoint) {
  constexpr std::size_t kFar = 20;
  for (std::size_t i = endpoint; i + 1 < s.tokens.size() && i < endpoint + kFar; ++i) {
    if (s.tokens[i].kind == TokenKind::kNumber && i > 0 && !s.tokens[i - 1].is("other")) return false;
    if (s.tokens[i].is("not") && (s.tokens[i + 1].is("reached") || s.tokens[i + 1].is("achieved") ||
                                  s.tokens[i + 1].is("attained") || s.tokens[i + 1].is("yet")))
      return true;
  }
  return false;
}

// "(1.3 v 6.3 years for A; and 7.8 years for B; Figure 2B; p = 0.002)": what closes the bracket of the values.
std::optional<PValue> p_closing_bracket(const OpenSentence& s, const Item& item) {
  const std::size_t bracket = s.open[item.value];
  if (bracket == OpenSentence::npos || s.partner[bracket] == OpenSentence::npos) return std::nullopt;
  for (std::size_t i = item.end; i < s.partner[bracket]; ++i) {
    if (is_ratio_word(s.tokens[i])) return std::nullopt;
    if (const auto p = read_p_value(s.tokens, i)) return p->end == s.partner[bracket] ? p : std::nullopt;
  }
  return std::nullopt;
}

// "a difference (p = 0.07) in survival between groups (70% and 77%)": the test before its endpoint.
bool difference_before(const OpenSentence& s, std::size_t bracket, std::size_t behind, std::size_t head) {
  constexpr std::size_t kFar = 8;
  return bracket > 0 && (s.tokens[bracket - 1].is("difference") || s.tokens[bracket - 1].is("differences")) &&
         behind <= head && head - behind < kFar &&
         std::none_of(s.endpoints.begin(), s.endpoints.end(),
                      [&](const Endpoint& e) { return e.range.first > behind && e.range.first < head; });
}

}  // namespace

void share_p_values(const OpenSentence& s, std::vector<Item>& items) {
  for (std::size_t k = 0; k < items.size(); ++k) {
    const bool last = k + 1 == items.size() || items[k + 1].chain != items[k].chain;
    if (!last && items[k + 1].list == items[k].list) continue;
    const std::size_t limit = k + 1 < items.size() ? items[k + 1].value : s.tokens.size();
    std::optional<PValue> p;
    for (std::size_t i = items[k].end; i < limit && i < items[k].end + 30; ++i) {
      const Token& t = s.tokens[i];
      if (is_ratio_word(t) || (t.is(';') && s.open[i] == s.open[items[k].value] && i > items[k].end)) break;
      if (std::any_of(s.endpoints.begin(), s.endpoints.end(), [&](const Endpoint& e) { return e.range.first == i; }) &&
          !not_reached_behind(s, i))
        break;
      if ((p = read_p_value(s.tokens, i))) break;
    }
    if (!p && last) p = p_closing_bracket(s, items[k]);
    if (!p && last) {
      // "distinct PFS curves (p = 0.004) were seen: … median PFS of 9.8 and 2.0 years": said before, for the same
      // endpoint.
      const std::size_t start = items[k].head.first;
      for (std::size_t i = 0; i < start && !p; ++i) {
        if (!s.tokens[i].is('(')) continue;
        const auto here = read_p_value(s.tokens, i + 1);
        if (!here || here->end >= s.tokens.size() || !s.tokens[here->end].is(')')) continue;
        bool plain = true, same = false;
        for (std::size_t m = i > 5 ? i - 5 : 0; m < i; ++m) {
          if (s.tokens[m].kind == TokenKind::kNumber || is_ratio_word(s.tokens[m])) plain = false;
          for (const Endpoint& e : s.endpoints) same |= e.range.first == m && s.text(e.range) == s.text(items[k].head);
        }
        if (plain && (same || difference_before(s, i, here->end + 1, start))) p = here;
      }
    }
    if (!p) continue;
    for (std::size_t j = k + 1; j-- > 0 && items[j].chain == items[k].chain;) {
      if (items[j].p) break;
      items[j].p = p;
    }
  }
}

namespace {

// "X increased PFS (6.9 vs 9.8 months) compared with Y": the first value is of Y. True when what the clause says of its
// subject contradicts the order of the two values.
bool told_backwards(const OpenSentence& s, const Item& first, const Item& last) {
  static const WordSet more = {"increased",   "improved",   "prolonged", "extended", "longer",
                               "increases",   "improves",   "prolongs",  "superior", "prolongation",
                               "improvement", "increasing", "improving"},
                       less = {"decreased", "reduced",  "shortened", "shorter",
                               "worse",     "inferior", "poorer",    "decrease"};
  constexpr std::size_t kFar = 30;
  bool up = false, down = false;
  for (std::size_t i = first.value; i-- > (first.value > kFar ? first.value - kFar : 0);) {
    const Token& t = s.tokens[i];
    if (t.is("no") || t.is("not")) return false;  // "was not improved": which is the longer is not said
    if (t.is(';') || t.is("but")) break;
    // A ratio or p value before it is told of something else.
    if (s.open[i] != OpenSentence::npos && s.open[i] != s.open[first.value]) continue;
    up |= one_of(t, more);
    down |= one_of(t, less);
  }
  const double a = s.tokens[first.value].number.value, b = s.tokens[last.value].number.value;
  return up != down && a != b && (a < b) == up;
}

// "2-, 3- and 5-year OS were 86%, 80% and 69% with A, and 91%, …", "OS and PFS were 53% and 54%, respectively, in A,
// versus …": the group behind a run of rates at several times or of several endpoints owns them all; empty = no such
// run or group.
TokenRange group_over_time(const OpenSentence& s, const std::vector<Item>& items, std::size_t k) {
  std::size_t first = k, last = k;
  while (first > 0 && items[first - 1].printed == items[k].printed) --first;
  while (last + 1 < items.size() && items[last + 1].printed == items[k].printed) ++last;
  if (first == last || items[k].printed == 0) return {};
  for (std::size_t i = first; i <= last; ++i)
    for (std::size_t j = first; j < i; ++j)
      if (!items[i].at || (items[i].at == items[j].at) == (s.text(items[i].head) == s.text(items[j].head))) return {};
  std::size_t behind = after_aside(s, items[last].end);
  while (behind + 1 < s.tokens.size() && (s.tokens[behind].is(',') || s.tokens[behind].is("respectively"))) ++behind;
  if (behind + 1 >= s.tokens.size() || !(s.tokens[behind].is("with") || s.tokens[behind].is("in") ||
                                         s.tokens[behind].is("for") || s.tokens[behind].is("among")))
    return {};
  const TokenRange group = phrase_after(s, behind + 1, 10);
  // "with a hazard ratio of 0.6"
  for (std::size_t i = group.first; i < group.end; ++i)
    if (is_ratio_word(s.tokens[i])) return {};
  return has_word(s, group) && !mentions_endpoint(s, group) ? group : TokenRange{};
}

// "5-year survival after resection was 43%", "a 4-year survival following resection of 65%", "the 22% 4-year survival
// following ablation": what the endpoint is said to follow; empty = nothing, or a time.
TokenRange given_before(const OpenSentence& s, const Item& item) {
  std::size_t i = item.head.end;
  while (i < s.tokens.size() && (s.tokens[i].is("rate") || s.tokens[i].is("rates") || s.tokens[i].is("time"))) ++i;
  if (i < s.tokens.size() && s.tokens[i].is('(') && s.partner[i] != OpenSentence::npos && s.partner[i] - i == 2)
    i = s.partner[i] + 1;  // "(DFS)"
  if (i + 1 >= s.tokens.size() || !(s.tokens[i].is("after") || s.tokens[i].is("following"))) return {};
  constexpr std::size_t kFar = 16;
  if (item.head.end <= item.value && item.value - i > kFar) return {};
  TokenRange r = phrase_after(s, i + 1, 8);
  for (std::size_t k = r.first + 1; k < r.end; ++k)
    if (s.tokens[k].is("of") && k + 1 < s.tokens.size() && s.tokens[k + 1].is_number()) r.end = k;
  for (std::size_t k = r.first; k < r.end; ++k)
    if (s.tokens[k].is_number() || (s.tokens[k].text.size() > 1 && !time_unit(s.tokens[k].text).empty())) return {};
  static const WordSet when = {"diagnosis", "surgery", "treatment", "randomization",   "randomisation", "enrollment",
                               "start",     "onset",   "therapy",   "transplantation", "relapse",       "progression"};
  const bool alone = r.end - r.first == 1 && one_of(s.tokens[r.first], when);
  return has_word(s, r) && !mentions_endpoint(s, r) && !alone ? r : TokenRange{};
}

}  // namespace

Claim claim_of_item(const Reading& reading, const OpenSentence& s, const std::vector<Item>& items, std::size_t k) {
  const Item& item = items[k];
  const Token& value = s.tokens[item.value];
  Claim c;
  c.value = value.number.value;
  c.value_text = value.text;
  c.value_op = value.number.op == Operator::kNone ? Operator::kEqual : value.number.op;
  c.value_high = item.high;
  c.unit = item.unit;
  c.at = item.at;
  c.value_span = value.span;
  if (item.interval) {
    c.ci_low = item.interval->low;
    c.ci_high = item.interval->high;
    c.ci_level = item.level;
  }
  if (item.p) {
    c.p_op = item.p->op;
    c.p_value = item.p->value;
  }
  place_claim(s, c);
  label_item(reading, s, items, k, c);
  return c;
}

void label_item(const Reading& reading, const OpenSentence& s, const std::vector<Item>& items, std::size_t k,
                Claim& claim) {
  const Item& item = items[k];
  std::size_t first = k, last = k;
  while (first > 0 && items[first - 1].list == item.list) --first;
  while (last + 1 < items.size() && items[last + 1].list == item.list) ++last;
  const std::size_t count = last - first + 1;
  const bool leads = count == 2 && k == (told_backwards(s, items[first], items[last]) ? last : first);
  if (const TokenRange owner = group_over_time(s, items, k); !owner.empty()) {
    claim.subject = words(s, owner);
    return;
  }
  // Only of the first number behind it: "after A was 43% compared to 23% after B".
  if (count == 1 && (k == 0 || items[k - 1].head.first != item.head.first))
    if (const TokenRange given = given_before(s, item); !given.empty()) {
      claim.subject = words(s, given);
      return;
    }
  if (count > 1) {
    std::size_t behind = items[last].end;
    // Past "(p = 0.74)" and commas.
    while (behind < s.tokens.size()) {
      if (s.tokens[behind].is(','))
        ++behind;
      else if (s.tokens[behind].is('(') && s.partner[behind] != OpenSentence::npos)
        behind = s.partner[behind] + 1;
      else if (const auto p = read_p_value(s.tokens, behind))
        behind = p->end;
      else if (s.tokens[behind].is(')') || s.tokens[behind].is("respectively"))
        ++behind;
      else
        break;
    }
    std::vector<std::string> groups;
    bool respectively = false;
    for (std::size_t i = items[last].end; i < s.tokens.size(); ++i) respectively |= s.tokens[i].is("respectively");
    if (behind + 1 < s.tokens.size() &&
        (s.tokens[behind].is("for") || s.tokens[behind].is("in") || s.tokens[behind].is("among") ||
         s.tokens[behind].is("with") || s.tokens[behind].is("favoring"))) {
      groups = coordination(s, behind + 1, count, s.tokens.size());
      if (groups.empty() && count == 2 && !respectively)
        if (const auto arms = arms_of_pair(reading, s, {items[first].value, items[last].end})) {
          claim.subject = k == first ? arms->subject : arms->comparator;
          if (k == first) claim.comparator = arms->comparator;
          return;
        }
      if (groups.empty() && count == 2 && behind == items[last].end && !s.tokens[behind].is("with")) {
        // "X had 9.5 months vs. 6.9 months for patients with Y": each value has its own side.
        const TokenRange right = phrase_after(s, behind + 1, 10);
        if (k == last && has_word(s, right)) {
          claim.subject = words(s, right);
          return;
        }
        Claim probe;
        label_groups(reading, s, {items[first].value, items[first].value + 1}, probe);
        claim.subject = probe.subject;
        claim.comparator = words(s, right);
        return;
      }
      if (groups.empty() && count == 2) {
        // "p < 0.001 for CEA": one factor with two levels.
        Claim probe;
        label_groups(reading, s, {item.value, behind}, probe);
        claim.subject = probe.subject;
        return;
      }
    }
    if (groups.empty() && count == 2 && !respectively)
      if (const auto arms = arms_of_pair(reading, s, {items[first].value, items[last].end})) {
        claim.subject = leads ? arms->subject : arms->comparator;
        if (leads) claim.comparator = arms->comparator;
        return;
      }
    // "A versus B: 6.9 vs 9.8 months", "A was compared with B (6.9 vs 9.8 months)": in the order named.
    if (groups.empty() && count == 2) {
      constexpr std::size_t kFar = 40;
      const std::size_t value = items[first].value;
      for (std::size_t i = value; i-- > 1 && value - i < kFar && groups.empty();) {
        const Token& t = s.tokens[i];
        if (t.is(';')) break;
        std::size_t right_at = 0;
        if (t.is("versus") || t.is("vs")) right_at = i + (i + 1 < value && s.tokens[i + 1].is('.') ? 2 : 1);
        if (t.is("compared") && i + 1 < value && (s.tokens[i + 1].is("with") || s.tokens[i + 1].is("to")))
          right_at = i + 2;
        if (right_at == 0) continue;
        std::size_t left_end = i;
        while (left_end > 1 && (s.tokens[left_end - 1].is("was") || s.tokens[left_end - 1].is("were") ||
                                s.tokens[left_end - 1].is(',')))
          --left_end;
        const TokenRange left = phrase_before(s, left_end, 0, 8), right = phrase_after(s, right_at, 8);
        const auto names = [&](TokenRange r) {
          return has_word(s, r) && r.end <= value && !s.tokens[r.first].is_number() && !mentions_endpoint(s, r);
        };
        if (names(left) && names(right)) groups = {words(s, left), words(s, right)};
        break;
      }
    }
    if (groups.empty() && respectively) {
      // "…, for groups A and B, respectively" at the end serves every list of the sentence.
      for (std::size_t i = behind; i + 1 < s.tokens.size() && groups.empty(); ++i)
        if (s.tokens[i].is("for") || s.tokens[i].is("in") || s.tokens[i].is("among"))
          groups = coordination(s, i + 1, count, s.tokens.size());
    }
    if (groups.empty()) {
      // "0, 1, 2, or 3 risk factors with corresponding …" / "in groups A and B, median OS was …"
      for (std::size_t i = items[first].value; i-- > 0 && groups.empty();) {
        const Token& t = s.tokens[i];
        if (t.is("for") || t.is("in") || t.is("of") || t.is(':') || t.is('(') || t.is("with") || t.is("between") ||
            t.is("among")) {
          groups = coordination(s, i + 1, count, items[first].value);
          if (!groups.empty() && count == 2 && groups[0].find_first_of("0123456789") == 0) groups.clear();
        }
      }
    }
    if (groups.empty() && count == 2) {
      if (const auto arms = arms_from_context(reading, s)) {
        claim.subject = leads ? arms->subject : arms->comparator;
        if (leads) claim.comparator = arms->comparator;
        return;
      }
      Claim probe;
      probe.kind = kind::kEffectEstimate;
      label_groups(reading, s, {items[first].value, items[last].end}, probe);
      // Two values of one comparison are never of the same group.
      bool versus = false;
      for (std::size_t i = items[first].value; i < items[last].value; ++i)
        versus |= s.tokens[i].is("versus") || s.tokens[i].is("vs") || s.tokens[i].is("v");
      claim.subject = leads || (!versus && probe.comparator.empty()) ? probe.subject : probe.comparator;
      if (leads) claim.comparator = probe.comparator;
      return;
    }
    if (groups.size() == count) {
      claim.subject = groups[k - first];
      if (count == 2) claim.comparator = groups[1 - (k - first)];
      return;
    }
  }
  label_groups(reading, s, {item.value, item.end}, claim);
}

}  // namespace warrant
