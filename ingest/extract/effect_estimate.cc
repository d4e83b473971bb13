// Hazard, odds, risk and rate ratios in running text and tables.
#include <algorithm>
#include <cmath>

#include <re2/re2.h>

#include "ingest/extract/arm_labels.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/ratio_names.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/sentence_phrases.h"
#include "ingest/extract/table_claims.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// "were 13.8 | times higher | (95% CI …)" at token `i`.
bool times_more(const std::vector<Token>& tokens, std::size_t i) {
  return i + 2 < tokens.size() && tokens[i].is("times") &&
         (tokens[i + 1].is("higher") || tokens[i + 1].is("greater") || tokens[i + 1].is("lower")) &&
         (tokens[i + 2].is('(') || tokens[i + 2].is('['));
}

bool unit_follows(const std::vector<Token>& tokens, std::size_t i) {
  if (i + 1 >= tokens.size()) return false;
  const Token& t = tokens[i + 1];
  if (times_more(tokens, i + 1)) return false;
  if (t.is('%') || t.is("percent")) return true;
  if (t.is('-') && !t.space_before && i + 2 < tokens.size() && tokens[i + 2].is_word() && !tokens[i + 2].space_before)
    return true;
  if (t.is('/') && i + 2 < tokens.size() && tokens[i + 2].kind == TokenKind::kNumber) return true;
  if (t.is_word() && !t.space_before && t.text.size() > 1 && t.text.size() < 4 && !t.is("for") && !t.is("in") &&
      !t.is("and") && !t.is("to"))
    return true;
  if (!t.is_word()) return false;
  static const WordSet units = {
      "months", "month",    "years",     "year",   "weeks",   "week",     "days",         "day",      "hours",
      "hour",   "h",        "hr",        "hrs",    "min",     "minutes",  "mg",           "kg",       "g",
      "ml",     "mm",       "cm",        "beats",  "bpm",     "patients", "participants", "subjects", "women",
      "men",    "children", "events",    "deaths", "points",  "times",    "per",          "mmhg",     "gy",
      "iu",     "mmol",     "fractions", "fold",   "studies", "trials",   "cases"};
  return one_of(t, units);
}

struct Found {
  std::size_t anchor_first = 0, value = 0, end = 0;  // end: after interval and p value
  std::optional<Interval> interval;
  std::optional<double> level;
  std::optional<PValue> p;
};

// Where the label of an interval stands that holds `value`, with nothing but words between it and token `i`, or npos.
std::size_t interval_behind_words(const std::vector<Token>& tokens, std::size_t i, std::size_t limit, double value) {
  constexpr std::size_t kMostWords = 14;
  for (std::size_t k = i; k < limit && k < i + kMostWords; ++k) {
    if (const auto label = read_interval_label(tokens, k); label && k > i) {
      std::size_t at = label->end;
      while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('='))) ++at;
      const auto interval = read_interval(tokens, at, true);
      const bool holds = interval && interval->low && interval->high && *interval->low <= value + 1e-9 &&
                         value <= *interval->high + 1e-9;
      return holds ? k : OpenSentence::npos;
    }
    const Token& t = tokens[k];
    if (t.kind == TokenKind::kNumber || t.is(';') || t.is(')') || t.is(']') || t.is('.')) return OpenSentence::npos;
  }
  return OpenSentence::npos;
}

// Where a bracketed p value stands with nothing but a group's words between it and token `i`, or npos.
std::size_t p_behind_words(const std::vector<Token>& tokens, std::size_t i, std::size_t limit) {
  constexpr std::size_t kMostWords = 14;
  // ", and the difference between the groups was significant [p < 0.001]"
  bool significant = false;
  if (tokens[i].is(',') && i + 1 < limit && (tokens[i + 1].is("and") || tokens[i + 1].is("which"))) {
    for (std::size_t k = i + 1; k < limit && k < i + kMostWords + 2; ++k) {
      const Token& t = tokens[k];
      if ((t.is('(') || t.is('[')) && significant && k + 1 < tokens.size() && read_p_value(tokens, k + 1)) return k + 1;
      if (t.kind == TokenKind::kNumber ? !t.number.word : !t.is_word()) break;
      significant |= t.is("significant") || t.is("significantly");
    }
    return OpenSentence::npos;
  }
  // "was 1.5 compared to people with a level < 100 mg/dl (p = 0.002)"
  const bool compares = tokens[i].is("compared") || tokens[i].is("relative") || tokens[i].is("versus");
  if (!tokens[i].is("for") && !tokens[i].is("in") && !tokens[i].is("with") && !compares) return OpenSentence::npos;
  for (std::size_t k = i; k < limit && k < i + kMostWords + (compares ? 6 : 0); ++k) {
    const Token& t = tokens[k];
    if ((t.is('(') || t.is(',')) && k > i + 1 && k + 1 < tokens.size() && read_p_value(tokens, k + 1)) return k + 1;
    if (t.is('-') && !t.space_before) continue;
    if (compares && (t.is_number() || t.is('<') || t.is('>') || t.is('l') || t.is('g') || t.is('/') || t.is('%')))
      continue;
    if (!t.is_word() || one_of(t, finite_verbs())) return OpenSentence::npos;
  }
  return OpenSentence::npos;
}

// Interval, level and p value from token `i` on. `limit` is the next claim's first token.
void read_tail(const OpenSentence& s, std::size_t i, std::size_t limit, double value, Found& out) {
  const std::vector<Token>& tokens = s.tokens;
  out.end = i;
  // What may stand between the parts.
  const auto glue = [&](const Token& t) {
    return t.is(',') || t.is(';') || t.is(':') || t.is('=') || t.is("and") || t.is("with") || t.is("a") || t.is("an") ||
           t.is("the") || t.is("of") || t.is("range") || t.is("ranging") || t.is("from") || t.is('|') ||
           t.is("log-rank") || t.is("logrank") || t.is("two-sided") || t.is("one-sided") || t.is("adjusted") ||
           t.is("stratified") || t.is("unadjusted") || t.is("nominal") || t.is("test") || t.is("cox") || t.is("wald") ||
           t.is("was") || t.is("is") || t.is("corresponding") || t.is("log") || t.is("rank") || t.is('-') ||
           t.is("both") || t.is("by") || t.is("respectively");
  };
  std::size_t last = i;
  int words = 0;
  while (i < tokens.size() && i < limit && i < last + 14) {
    const Token& t = tokens[i];
    if (!out.interval) {
      if (const auto label = read_interval_label(tokens, i); label && label->end <= limit) {
        std::size_t k = label->end;
        while (k < tokens.size() && k < label->end + 4 &&
               (tokens[k].is(':') || tokens[k].is(',') || tokens[k].is('=') || tokens[k].is("of") ||
                tokens[k].is("is") || tokens[k].is("was") || tokens[k].is(')') || tokens[k].is(']') ||
                tokens[k].is(';') || tokens[k].is("ranging") || tokens[k].is("ranged") || tokens[k].is("were")))
          ++k;
        // "95% CI −0.6–0.9" after a dash for ":".
        if (k < tokens.size() && tokens[k].is('-') && k + 1 < tokens.size() && tokens[k + 1].kind == TokenKind::kNumber)
          ++k;
        if (auto interval = read_interval(tokens, k, true); interval && interval->end <= limit + 1) {
          // A dash for a colon made the lower bound negative: ratios have none.
          if (interval->low && *interval->low < 0) interval->low = -*interval->low;
          out.interval = interval;
          out.level = label->level;
          i = last = out.end = interval->end;
          continue;
        }
      }
      if (t.is('(') || t.is('[') || ((t.is(',') || t.is(';')) && i == out.end) ||
          (t.kind == TokenKind::kNumber && i == out.end)) {
        // "(0.6–0.9)" and "[0.67, 0.98" without a label must hold the value, or it is something else.
        std::size_t k = i;
        if (t.is(',') || t.is(';')) ++k;
        if (auto interval = read_interval(tokens, k, false);
            interval && interval->low && (interval->high || (interval->end < tokens.size())) &&
            *interval->low <= value + 1e-9 && *interval->low >= 0 &&
            (!interval->high || *interval->high >= value - 1e-9) &&
            (t.is('(') || t.is('[') || interval->end <= limit) && k < tokens.size() &&
            !((t.is(',') || t.is(';')) && tokens[k].kind == TokenKind::kNumber &&
              !(interval->high && tokens[k].number.decimals > 0))) {
          if (!(t.kind == TokenKind::kNumber && !(tokens[i].number.decimals > 0))) {
            out.interval = interval;
            i = last = out.end = interval->end;
            continue;
          }
        }
      }
    }
    if (!out.p) {
      if (const auto p = read_p_value(tokens, i); p && p->end <= limit) {
        out.p = p;
        i = last = out.end = p->end;
        // "OR 0.3, p = 0.02 [95% CI 0.1, 0.9]", "p = 0.02; 95% CI 0.1–0.9"
        std::size_t k = i;
        while (k < tokens.size() && k < i + 2 &&
               (tokens[k].is('[') || tokens[k].is('(') || tokens[k].is(',') || tokens[k].is(';')))
          ++k;
        if (!out.interval && k > i && k < limit && read_interval_label(tokens, k)) continue;
        break;
      }
      if (t.is("ns") && t.text == "NS") {
        out.p = PValue{Operator::kNotSignificant, std::nullopt, i + 1};
        out.end = i + 1;
        break;
      }
    }
    if (t.is(')') || t.is(']')) {
      // Out of the bracket: only a further bracket or a directly following p value still belongs to the claim.
      if (out.p) break;
      ++i;
      if (i < limit && out.interval && tokens[i].is(','))
        if (const std::size_t at = p_behind_words(tokens, i, limit); at != OpenSentence::npos) {
          i = last = at;
          continue;
        }
      if (i < tokens.size() &&
          (tokens[i].is('(') || tokens[i].is('[') || tokens[i].is(',') || tokens[i].is(';') || tokens[i].is(')') ||
           tokens[i].is(']') || tokens[i].is("p") || tokens[i].is("with") || tokens[i].is("and")))
        continue;
      // "0.61 (95% CI 0.31–1.22) for the one group in comparison with the other (p = 0.16)"
      if (i < limit && out.interval)
        if (const std::size_t at = p_behind_words(tokens, i, limit); at != OpenSentence::npos) {
          i = last = at;
          continue;
        }
      break;
    }
    if (t.is("per") && i == out.end) {
      // "1.02 per year, 95% CI …"
      std::size_t k = i + 1;
      while (k < tokens.size() && k < limit && k < i + 8 && !tokens[k].is(',') && !tokens[k].is(';') &&
             !tokens[k].is('(') && !tokens[k].is('[') && !tokens[k].is(')'))
        ++k;
      if (k >= tokens.size() || k >= i + 8 || tokens[k].is(')')) break;
      i = last = k;
      continue;
    }
    if (t.is('(') || t.is('[') || glue(t)) {
      if (t.is_word() && ++words > 6) break;
      ++i;
      continue;
    }
    // "HR 1.09 in favour of the control arm, 95% CI 0.91–1.29": words up to a labelled interval that holds the value.
    if (i == out.end && !out.interval && t.is_word())
      if (const std::size_t label = interval_behind_words(tokens, i, limit, value); label != OpenSentence::npos) {
        i = last = label;
        continue;
      }
    if (i == out.end && !out.p && (t.is("compared") || t.is("relative") || t.is("versus")))
      if (const std::size_t at = p_behind_words(tokens, i, limit); at != OpenSentence::npos) {
        i = last = at;
        continue;
      }
    if (i == out.end && times_more(tokens, i)) {
      i = last = i + 2;
      continue;
    }
    // A raised citation or footnote letter right after the value.
    if (t.is_word() && t.text.size() == 1 && !t.space_before && i == out.end) {
      ++i;
      continue;
    }
    break;
  }
}

// Index of the value that belongs to the anchor, or npos. `limit`: next anchor or end.
std::size_t find_value(const OpenSentence& s, const RatioName& a, std::size_t limit, bool trusted) {
  const std::vector<Token>& tokens = s.tokens;
  std::size_t words = 0;
  bool method = false;    // a model stands far behind the name
  bool labelled = false;  // an empty CI label stood between: "OR [95% CI]"
  for (std::size_t i = a.end; i < limit && i < a.end + 34; ++i) {
    const Token& t = tokens[i];
    // "HR (F (1, 83) = 7.39": a test of the heart rate.
    if ((t.text == "F" || t.text == "t") && i + 1 < tokens.size() && tokens[i + 1].is('(')) return OpenSentence::npos;
    if (t.is_word() && t.text.size() > 1 && t.text[0] == 'F' && is_ascii_digit(t.text[1]) && i > 0 &&
        tokens[i - 1].is('('))
      return OpenSentence::npos;  // "HR (F6.9, 131.6; p < 0.001)"
    if (const auto label = read_interval_label(tokens, i)) {
      std::size_t k = label->end;
      if (k + 1 < tokens.size() && (tokens[k].is(':') || tokens[k].is(',') || tokens[k].is('='))) ++k;
      if (k < tokens.size() && read_interval(tokens, k, true) && !tokens[k].is(')') && !tokens[k].is(']')) {
        const auto interval = read_interval(tokens, k, true);
        // "HR (95% CI 0.6–0.9)": an interval without a value. "OR (95% CI) 1.4 (0.7–2.7)" reads on.
        if (!(tokens[k].kind == TokenKind::kNumber && k + 1 < tokens.size() &&
              (tokens[k + 1].is('(') || tokens[k + 1].is('['))) &&
            interval && tokens[k].kind == TokenKind::kNumber &&
            !(interval->low && interval->high && *interval->high < *interval->low))
          return OpenSentence::npos;
      }
      labelled = true;
      i = label->end - 1;
      continue;
    }
    // "(hazard ratio of drug; 0.67, 95% CI …"
    const bool opens_value =
        words < 5 && i + 1 < limit && tokens[i + 1].is_number() && tokens[i + 1].number.decimals > 0;
    if (t.is(';') && words > 0 && !labelled && !opens_value) return OpenSentence::npos;
    if (t.kind == TokenKind::kNumber) {
      const Number& n = t.number;
      const Token* before = i > 0 ? &tokens[i - 1] : nullptr;
      const bool near = words <= 2;
      if (n.malformed || n.value < 0 || n.percent || (n.word && words > 1)) continue;
      if (n.word) continue;
      if (n.op == Operator::kLess || n.op == Operator::kGreater || n.op == Operator::kLessEqual ||
          n.op == Operator::kGreaterEqual) {
        // "HR > 1 means …" explains; "HR <0.01 (0.00–…)" reports.
        if (!(near && i + 1 < tokens.size() &&
              (tokens[i + 1].is('(') || tokens[i + 1].is('[') || tokens[i + 1].is(';') || tokens[i + 1].is(',')) &&
              (read_interval(tokens, i + 1, false) || read_interval_label(tokens, i + 2))))
          continue;
      }
      if (unit_follows(tokens, i)) {
        if (near && i + 1 < tokens.size() && tokens[i + 1].is("per")) {
        } else {
          continue;
        }
      }
      // "n = 12", "p = 0.03", "grade 3", "Table 2", "CA 19".
      if (before != nullptr && before->is('=') && i >= 2 && (tokens[i - 2].is("n") || tokens[i - 2].is("p"))) continue;
      static const WordSet never = {"p",    "table", "figure", "fig",   "than",  "age",
                                    "aged", "at",    "ci",     "below", "above", "null"};
      static const WordSet named = {"grade", "stage", "model", "phase", "group", "arm", "type",
                                    "level", "day",   "week",  "month", "year"};  // "group 2", not "group 1.18"
      // "hazard ratio score 5: survival 1.30": a name.
      if (n.decimals == 0 && words > 0 && i + 1 < tokens.size() && tokens[i + 1].is(':')) continue;
      if (before != nullptr && (one_of(*before, never) || (n.decimals == 0 && one_of(*before, named)))) continue;
      if (before != nullptr && before->is('!')) return OpenSentence::npos;
      // "72 ± 9": a mean; "(1)" and "[12]": a citation.
      if (i + 1 < tokens.size() && tokens[i + 1].is('!') && !labelled) return OpenSentence::npos;
      const bool boxed = before != nullptr && (before->is('[') || before->is('(')) && i + 1 < tokens.size() &&
                         (tokens[i + 1].is(']') || tokens[i + 1].is(')')) && n.decimals == 0;
      if (boxed) continue;
      if (before != nullptr && before->is('[') && n.decimals == 0 && i + 1 < tokens.size() &&
          (tokens[i + 1].is(',') || tokens[i + 1].is('-')))
        continue;
      Found tail;
      read_tail(s, i + 1, limit, n.value, tail);
      const bool has_interval = tail.interval.has_value();
      if (n.decimals == 0 && !has_interval &&
          !(near && (n.value <= 30 || tail.p) &&
            (before != nullptr &&
             (before->is('=') || before->is("of") || before->is(':') || before->is("was") || a.spelled))))
        continue;
      // A range of the value itself ("odds ratios ranging from 2 to 20") is no estimate.
      if (i + 2 < tokens.size() && (tokens[i + 1].is("to") || tokens[i + 1].is('-') || tokens[i + 1].is("and")) &&
          tokens[i + 2].kind == TokenKind::kNumber && !labelled && !has_interval) {
        // "in people with a level between 100–115 mg/dl": of whom it is.
        if (before != nullptr && before->is("between") && unit_follows(tokens, i + 2)) {
          i += 2;
          continue;
        }
        if (before != nullptr && (before->is("from") || before->is("between"))) return OpenSentence::npos;
      }
      if (!trusted && !has_interval && !tail.p) continue;
      if (!near && n.decimals == 0 && !has_interval) continue;
      if (method && !(has_interval && before != nullptr && (before->is("was") || before->is("were"))))
        return OpenSentence::npos;
      const bool stated = before != nullptr && before->is("was") && tail.p;
      if (words > (stated ? 24 : 14) && !has_interval) continue;
      if (!near && !has_interval && i + 1 < tokens.size() && tokens[i + 1].is_word()) {
        // A noun behind a distant bare number is what it counts or measures.
        static const WordSet functional = {"for",   "in",       "and",   "with", "vs",   "versus",
                                           "to",    "compared", "p",     "but",  "when", "after",
                                           "among", "than",     "which", "as",   "on",   "between"};
        if (!one_of(tokens[i + 1], functional)) continue;
      }
      if (n.value > 1000 && !has_interval) continue;
      return i;
    }
    if (t.is_word()) {
      ++words;
      if (t.is("p") || t.is("p-value")) return OpenSentence::npos;
      // "the HR of death in the fully adjusted model of tea use was 0.45 (95% CI …)"
      method |= (t.is("model") || t.is("models")) && words > 6;
      if ((t.is("than") || t.is("detect") || t.is("calculated") || t.is("estimated") || t.is("presented")) &&
          words > 6 && !(t.is("than") && i + 1 < limit && tokens[i + 1].is_number()))
        return OpenSentence::npos;
    }
  }
  return OpenSentence::npos;
}

void emit(const Reading& reading, const OpenSentence& s, const RatioName& a, const Found& f,
          std::vector<Claim>& claims) {
  const Token& value = s.tokens[f.value];
  // "an IRR of 1 signifies no difference": what the number means, no result.
  static const WordSet explained = {"signifies", "indicates", "means",     "represents",
                                    "denotes",   "implies",   "indicating"};
  if (value.number.value == 1 && !f.interval && !f.p && f.end < s.tokens.size() && one_of(s.tokens[f.end], explained))
    return;
  Claim c;
  c.kind = kind::kEffectEstimate;
  c.measure = a.measure;
  c.value = value.number.value;
  c.value_text = value.text;
  c.value_op = value.number.op == Operator::kNone ? Operator::kEqual : value.number.op;
  c.value_span = value.span;
  if (f.interval) {
    c.ci_low = f.interval->low;
    c.ci_high = f.interval->high;
    c.ci_level = f.level ? *f.level : 95;
  }
  if (f.p) {
    c.p_op = f.p->op;
    c.p_value = f.p->value;
  }
  if (!f.p && s.open[f.value] != OpenSentence::npos) {
    // "(p < 0.001; HR 1.4; 95% CI …)": the p value opens the bracket.
    const std::size_t bracket = s.open[f.value];
    if (const auto p = read_p_value(s.tokens, bracket + 1); p && p->end <= a.first && a.first - p->end <= 2) {
      c.p_op = p->op;
      c.p_value = p->value;
    } else {
      // "(15 (83%) vs 15 (56%); P = 0.063; RR = 1.5; 95% CI …)": of the counts before it, and of their ratio.
      bool other = !compares_counts(s, f.value);
      for (std::size_t k = bracket + 1; k + 2 < a.first && !other; ++k) {
        other = s.tokens[k].text == "HR" || s.tokens[k].text == "OR" || s.tokens[k].text == "RR";
        if (const auto before = read_p_value(s.tokens, k); before && before->end + 1 == a.first) {
          c.p_op = before->op;
          c.p_value = before->value;
          break;
        }
      }
    }
  }
  place_claim(s, c);
  const TokenRange range{std::min(f.anchor_first, f.value), std::max(f.end, f.value + 1)};
  c.outcome = outcome_of(reading, s, range);
  label_groups(reading, s, range, c);
  c.analysis = a.analysis;
  if (c.analysis.empty())
    c.analysis = analysis_of(slice(reading.document.text, {s.sentence.span.start, s.tokens[range.end - 1].span.end}));
  if (c.analysis.empty()) c.analysis = analysis_of(slice(reading.document.text, s.sentence.span));
  judge_direction(c);
  claims.push_back(std::move(c));
}

// "a 0.89 decrease in odds of responding (95% CI 0.82–0.96)": odds, hazard or risk as a factor with its interval.
void read_factor(const Reading& reading, const OpenSentence& s, std::vector<Claim>& claims) {
  const std::vector<Token>& tokens = s.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool odds = tokens[i].is("odds"), hazard = tokens[i].is("hazard");
    if (!odds && !hazard) continue;
    const std::size_t from = i > 12 ? i - 12 : 0;
    for (std::size_t k = i; k-- > from;) {
      const Token& t = tokens[k];
      if (t.is(';') || t.is(')') || t.is(']')) break;
      if (!t.is_number() || t.number.percent || t.number.word || t.number.value <= 0 || t.number.decimals == 0)
        continue;
      const auto label_before =
          k > 0 && (tokens[k - 1].is('-') || tokens[k - 1].is("ci") || tokens[k - 1].is('<') || tokens[k - 1].is('='));
      if (label_before) break;
      // The interval of this factor stands soon behind and holds it.
      bool done = false;
      for (std::size_t j = i; j < tokens.size() && j < i + 24; ++j) {
        const auto label = read_interval_label(tokens, j);
        if (!label) continue;
        Found f;
        read_tail(s, j, tokens.size(), t.number.value, f);
        if (f.interval && f.interval->low && f.interval->high && *f.interval->low <= t.number.value &&
            t.number.value <= *f.interval->high) {
          f.anchor_first = k;
          f.value = k;
          const RatioName a{k, i + 1, odds ? measure::kOddsRatio : measure::kHazardRatio, true, ""};
          emit(reading, s, a, f, claims);
          done = true;
        }
        break;
      }
      if (done) i += 3;
      break;
    }
    // "the odds of violence at follow-up were 0.47 (95% CI 0.21–1.05)": a value with an interval that holds it.
    if (!claims.empty() && claims.back().span == s.sentence.span && claims.back().kind == kind::kEffectEstimate)
      continue;
    constexpr std::size_t kFar = 26;
    for (std::size_t k = i + 1; k < tokens.size() && k < i + kFar; ++k) {
      const Token& t = tokens[k];
      if (t.is(';') || t.is("difference") || t.is("differences")) break;
      if (!t.is_number() || t.number.percent || t.number.word || t.number.decimals == 0 || t.number.value <= 0 ||
          k == 0 ||
          !(tokens[k - 1].is("were") || tokens[k - 1].is("was") || tokens[k - 1].is("of") || tokens[k - 1].is("be")))
        continue;
      Found f;
      read_tail(s, k + 1, tokens.size(), t.number.value, f);
      if (!f.interval || !f.level || !f.interval->low || !f.interval->high || *f.interval->low > t.number.value ||
          *f.interval->high < t.number.value)
        break;
      f.anchor_first = f.value = k;
      const RatioName a{i, i + 1, odds ? measure::kOddsRatio : measure::kHazardRatio, true, ""};
      emit(reading, s, a, f, claims);
      break;
    }
  }
}

// "HR: 0.57 (…) and HR: 0.64 (…) for RFS and OS, respectively": each ratio from `first` on is of its own endpoint.
void spread_outcomes(const OpenSentence& s, std::vector<Claim>& claims, std::size_t first) {
  const std::size_t count = claims.size() - first;
  if (count < 2 || s.endpoints.size() < count) return;
  const std::size_t from = s.endpoints.size() - count;
  for (std::size_t k = from + 1; k < s.endpoints.size(); ++k)
    for (std::size_t i = s.endpoints[k - 1].range.end; i < s.endpoints[k].range.first; ++i)
      if (!s.tokens[i].is("and") && !s.tokens[i].is(',')) return;
  constexpr std::size_t kNear = 2;
  const std::size_t last = s.endpoints.back().range.end;
  bool respectively = false;
  for (std::size_t i = last; i < s.tokens.size() && i < last + kNear; ++i)
    respectively |= s.tokens[i].is("respectively");
  if (!respectively || s.tokens[s.endpoints[from].range.first].span.start < claims.back().value_span.end) return;
  for (std::size_t k = 0; k < count; ++k) claims[first + k].outcome = s.outcome(s.endpoints[from + k].range);
}

constexpr std::size_t kMostNames = 64;  // no article names as many ratios in one sentence

void extract_text(const Reading& reading, std::vector<Claim>& claims) {
  static const Guarded prefilter(
      R"((hazards?|odds|relative|[Rr]isk|[Rr]ate)[ -]|Hazard|Odds|Relative|\b(a|s|c|u|adj|cs|sd|sub-)?HRs?|\bhr\b|OR\d|[HR]R\d|OR\b|ORs|O\.R|RRs?\b|IRR|SHR|ORadj|[OHR]R(int|MH|mh)\b)");
  static const Literals spelled = {{"hazard", 1}, {"odds", 1}, {"relative", 1}, {"risk", 1}, {"rate", 1}, {"hr", 1}};
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if (std::none_of(text.begin(), text.end(), is_ascii_digit)) continue;
    // Every abbreviation of it but "hr" holds a capital R.
    if (text.find('R') == std::string_view::npos && spelled.in(text) == 0) continue;
    if (!prefilter.in(text)) continue;
    // Each of them alone is a name (see the limit on names below): then the sentence need not be taken apart.
    std::size_t named = 0;
    for (std::size_t at = text.find('R'); at != std::string_view::npos; at = text.find('R', at + 1))
      named += at > 0 && (text[at - 1] == 'H' || text[at - 1] == 'O' || text[at - 1] == 'R') &&
               (at < 2 || !is_ascii_alpha(text[at - 2])) && (at + 1 >= text.size() || text[at + 1] == ' ');
    if (named > 2 * kMostNames) continue;
    std::vector<Token> tokens = lex(text, sentence.span.start);
    const RatioMeaning& meaning = reading.meaning();
    const std::vector<RatioName> anchors = find_ratios(tokens, meaning.adjusted_risk);
    static const WordSet factors = {"odds", "hazard"};
    if (anchors.size() > kMostNames) continue;
    if (anchors.empty() &&
        std::none_of(tokens.begin(), tokens.end(), [](const Token& t) { return one_of(t, factors); }))
      continue;
    const OpenSentence s = open_sentence(reading, index, std::move(tokens));
    const std::size_t before = claims.size();
    for (std::size_t k = 0; k < anchors.size(); ++k) {
      const RatioName& a = anchors[k];
      // "15/hr" and "24 hr" are hours, "0.30 < RR < 0.32" is an interval.
      if (a.first > 0) {
        const Token& left = s.tokens[a.first - 1];
        if (s.tokens[a.first].text == "hr" && (left.is('/') || left.kind == TokenKind::kNumber)) continue;
        if ((left.is('<') || left.is('l')) && a.first > 1 && s.tokens[a.first - 2].kind == TokenKind::kNumber) continue;
      }
      const std::size_t limit = k + 1 < anchors.size() ? anchors[k + 1].first : s.tokens.size();
      const bool hazard = a.measure == measure::kHazardRatio || a.measure == measure::kSubdistributionHazardRatio;
      if (hazard && !a.spelled && meaning.other_hazard) continue;
      const bool trusted = a.spelled || (hazard                             ? meaning.hazard
                                         : a.measure == measure::kOddsRatio ? meaning.odds
                                                                            : meaning.risk);
      std::size_t value = find_value(s, a, limit, trusted);
      std::size_t first = a.first;
      // "1.4 (0.7–2.7) hazard ratio" is rare; "0.8 HR" is not read.
      int guard = 0;
      while (value != OpenSentence::npos && ++guard < 64) {
        Found f;
        f.anchor_first = first;
        f.value = value;
        read_tail(s, value + 1, limit, s.tokens[value].number.value, f);
        emit(reading, s, a, f, claims);
        // Further values of the same measure: "; 0.16 (0.07 to 0.39) for …", "and 1.2 (0.9–1.4)".
        std::size_t next = OpenSentence::npos;
        int words = 0;
        for (std::size_t i = f.end; i < limit && i < f.end + 26; ++i) {
          const Token& t = s.tokens[i];
          // "RR 0.74 (…), RD 0.04 (…)": another measure.
          static const WordSet others = {"rd", "md", "smd", "wmd", "ard", "nnt", "nnh", "icc", "auc", "difference"};
          if (t.is_word() && (++words > 18 || t.is("median") || t.is("mean") || one_of(t, others))) break;
          if (!t.is_number() || t.number.percent || t.number.word || t.number.value <= 0 || unit_follows(s.tokens, i))
            continue;
          if (i > 0 && (s.tokens[i - 1].is('-') || s.tokens[i - 1].is("p"))) continue;
          if (read_interval_label(s.tokens, i)) continue;
          // "(3.5 VFD, 95% CI 1.2 to 5.9)": a noun behind it is what it counts.
          static const WordSet fine = {"for",   "in",   "and",   "with", "vs",    "versus", "to",   "when",
                                       "among", "than", "as",    "on",   "after", "at",     "by",   "during",
                                       "but",   "or",   "while", "p",    "per",   "ci",     "from", "using"};
          if (i + 1 < s.tokens.size() && s.tokens[i + 1].is_word() && s.tokens[i + 1].text.size() > 1 &&
              s.tokens[i + 1].space_before && !one_of(s.tokens[i + 1], fine))
            continue;
          Found tail;
          read_tail(s, i + 1, limit, t.number.value, tail);
          if (tail.interval && (t.number.decimals > 0 || tail.level)) {
            next = i;
            break;
          }
          // "0.8, 0.7 and 0.9, respectively": bare decimals right behind.
          if (i <= f.end + 2 && t.number.decimals > 0 && t.number.op == Operator::kNone && i + 1 < s.tokens.size() &&
              !tail.interval && !s.tokens[i + 1].is('-') && s.tokens[i - 1].kind != TokenKind::kNumber &&
              (s.tokens[i - 1].is(',') || s.tokens[i - 1].is("and") || s.tokens[i - 1].is("versus") ||
               s.tokens[i - 1].is("vs")) &&
              !f.interval &&
              (s.tokens[a.end - 1].text.back() == 's' || s.tokens[i - 1].is("versus") || s.tokens[i - 1].is("vs") ||
               std::any_of(s.tokens.begin(), s.tokens.end(), [](const Token& w) { return w.is("respectively"); }))) {
            next = i;
            break;
          }
        }
        value = next;
        first = next;
      }
    }
    // "(HR 1.98 and 1.96; p < 0.0001)", "(OR 0.60 and OR 0.61, p < 0.05 for both)": the p value behind the list is that
    // of each.
    for (std::size_t c = claims.size(); c-- > before + 1;) {
      const Claim& later = claims[c];
      Claim& earlier = claims[c - 1];
      const bool bare = !earlier.ci_low && !later.ci_low && earlier.p_op == Operator::kNone;
      constexpr std::uint32_t kJoint = 9;  // " and HR "
      if (!bare || later.p_op == Operator::kNone || later.value_span.start > earlier.value_span.end + kJoint) break;
      earlier.p_op = later.p_op;
      earlier.p_value = later.p_value;
      judge_direction(earlier);
    }
    spread_outcomes(s, claims, before);
    if (claims.size() == before) read_factor(reading, s, claims);
    if (claims.size() > before && is_planning(s))
      for (std::size_t k = before; k < claims.size(); ++k) claims[k].assumption = true;
  }
}

// "boys were less likely to fall (0.70, 95% CI 0.61–0.80) than girls": a likelihood with the interval of a ratio, in a
// document whose text has one kind of ratio only.
bool states_chance(const std::vector<Token>& tokens, std::size_t value) {
  static const WordSet chances = {"likely", "risk", "risks", "odds", "likelihood", "chance"};
  static const WordSet compares = {"less",    "more",      "lower",    "higher",  "increased", "reduced",
                                   "greater", "decreased", "elevated", "smaller", "fewer"};
  static const WordSet things = {"score", "scores", "group", "groups", "factor", "factors", "class", "patients"};
  constexpr std::size_t kFar = 16;
  for (std::size_t i = value; i-- > (value > kFar ? value - kFar : 0);) {
    if (tokens[i].is(';') || tokens[i].is(')')) return false;
    if (!one_of(tokens[i], chances)) continue;
    // "The risk was low (0.12, …)" tells a risk, "the risk score was higher (2.10, …)" a score.
    if (i + 1 < tokens.size() && one_of(tokens[i + 1], things)) return false;
    return (i >= 1 && one_of(tokens[i - 1], compares)) || (i >= 2 && one_of(tokens[i - 2], compares));
  }
  return false;
}

// "(HR 1.19; 0.94–1.50)" said once, then "(0.75; 0.57–0.96)": the same form without its name, in a document that has
// one ratio only. The interval must hold the value about in its middle by ratio, as intervals of ratios do.
void extract_unnamed(const Reading& reading, std::vector<Claim>& claims) {
  std::string_view measure;
  bool form = false;
  for (const Claim& c : claims) {
    if (c.kind != kind::kEffectEstimate || c.place == Place::kTable) continue;
    if (!measure.empty() && measure != c.measure) return;
    measure = c.measure;
    const std::string_view behind = slice(reading.document.text, {c.value_span.end, c.span.end});
    form |= c.ci_low && c.ci_high && behind.size() > 3 && behind[0] == ';' &&
            is_ascii_digit(behind[behind[1] == ' ' ? 2 : 1]);
  }
  if (measure.empty()) return;
  const std::string name(measure);
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if ((text.find("; ") == std::string_view::npos && text.find("CI") == std::string_view::npos) ||
        std::any_of(claims.begin(), claims.end(), [&](const Claim& c) { return c.span == sentence.span; }))
      continue;
    std::vector<Token> tokens = lex(text, sentence.span.start);
    std::vector<std::size_t> values;
    for (std::size_t i = 1; i + 4 < tokens.size(); ++i) {
      if (!tokens[i].is_number() || tokens[i].number.decimals < 2 || tokens[i].number.percent) continue;
      if (tokens[i - 1].is('(') && tokens[i + 1].is(',') && states_chance(tokens, i)) {
        if (const auto label = read_interval_label(tokens, i + 2)) {
          std::size_t at = label->end;
          while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('='))) ++at;
          const auto interval = read_interval(tokens, at, true);
          const double v = tokens[i].number.value;
          if (interval && interval->low && interval->high && *interval->low > 0 &&
              *interval->low<v&& * interval->high> v) {
            const double below = std::log(v / *interval->low), above = std::log(*interval->high / v);
            if (std::fabs(below - above) < 0.1 * (below + above) + 0.03) values.push_back(i);
          }
        }
        continue;
      }
      if (!form || !tokens[i + 1].is(';') ||
          !(tokens[i - 1].is('(') || tokens[i - 1].is(':') || tokens[i - 1].is("versus") || tokens[i - 1].is("vs")))
        continue;
      const double v = tokens[i].number.value;
      const auto interval = read_interval(tokens, i + 2, true);
      if (!interval || !interval->low || !interval->high || *interval->low <= 0 || *interval->low >= v ||
          *interval->high <= v)
        continue;
      const double below = std::log(v / *interval->low), above = std::log(*interval->high / v);
      if (std::fabs(below - above) < 0.1 * (below + above) + 0.03) values.push_back(i);
    }
    if (values.empty()) continue;
    const OpenSentence s = open_sentence(reading, index, std::move(tokens));
    for (const std::size_t i : values) {
      Found f;
      f.anchor_first = f.value = i;
      read_tail(s, i + 1, s.tokens.size(), s.tokens[i].number.value, f);
      if (f.interval) emit(reading, s, RatioName{i, i + 1, name, true, ""}, f, claims);
    }
  }
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  const std::size_t first = claims.size();
  extract_text(reading, claims);
  if (claims.size() > first) extract_unnamed(reading, claims);
  extract_tables(reading, TableKind::kRatio, claims);
}

}  // namespace

extern const Extractor effect_estimate_extractor;
const Extractor effect_estimate_extractor{"effect_estimate", 11, extract};

}  // namespace warrant
