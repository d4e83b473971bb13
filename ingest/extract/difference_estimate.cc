// Differences between groups and regression coefficients: mean, risk and standardised mean differences, B with its
// interval, in running text and tables. Their null value is 0.
#include <algorithm>

#include "ingest/extract/difference_table.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/sentence_phrases.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Anchor {
  std::size_t first = 0, end = 0;  // tokens
  std::string_view measure;
  bool adjusted = false;
  bool bare = false;  // "difference" alone: most of them are told without a number
};

// The difference or coefficient named at token i.
std::optional<Anchor> anchor_at(const std::vector<Token>& tokens, std::size_t i) {
  const auto is = [&](std::size_t k, std::string_view w) { return k < tokens.size() && tokens[k].is(w); };
  const Token& t = tokens[i];
  Anchor a{i, i + 1, measure::kMeanDifference, false, false};
  if (t.is("difference") || t.is("differences")) {
    static const WordSet adjectives = {"mean",          "risk",         "rate",         "absolute", "adjusted",
                                       "between-group", "group",        "treatment",    "weighted", "estimated",
                                       "pooled",        "standardized", "standardised", "net",      "between-groups",
                                       "prevalence",    "marginal"};
    for (; a.first > 0 && one_of(tokens[a.first - 1], adjectives); --a.first) {
      const Token& word = tokens[a.first - 1];
      if (word.is("risk") || word.is("rate") || word.is("prevalence")) a.measure = measure::kRiskDifference;
      if (word.is("standardized") || word.is("standardised")) a.measure = measure::kStandardizedMeanDifference;
      a.adjusted |= word.is("adjusted");
    }
    a.bare = a.first == i || (a.first + 1 == i && tokens[a.first].is("group"));
    return a;
  }
  if (t.is("absolute") && is(i + 1, "risk") && (is(i + 2, "reduction") || is(i + 2, "increase"))) {
    a.measure = measure::kRiskDifference;
    a.end = i + 3;
    return a;
  }
  if (t.text == "MD" || t.text == "WMD" || t.text == "AMD" || t.text == "aMD") return a;
  if (t.text == "SMD") {
    a.measure = measure::kStandardizedMeanDifference;
    return a;
  }
  if (t.text == "RD" || t.text == "ARD") {
    a.measure = measure::kRiskDifference;
    return a;
  }
  if (((t.is("cohen's") || t.is("cohen’s")) && is(i + 1, "d")) ||
      ((t.is("hedges'") || t.is("hedges’") || t.is("hedges")) && is(i + 1, "g"))) {
    a.end = i + 2;
    a.measure = measure::kStandardizedMeanDifference;
    return a;
  }
  const bool letter = t.text == "β" || t.text == "B" || t.is("beta");
  if ((letter && i + 1 < tokens.size() && tokens[i + 1].is('=')) ||
      (t.is("coefficient") && (i == 0 || !(is(i - 1, "correlation") || is(i - 1, "kappa"))) &&
       !(is(i + 1, "of") && (is(i + 2, "variation") || is(i + 2, "determination"))))) {
    a.measure = measure::kRegressionCoefficient;
    return a;
  }
  return std::nullopt;
}

bool glue(const Token& t) {
  return t.is('=') || t.is(':') || t.is(',') || t.is('(') || t.is('[') || t.is("of") || t.is("was") || t.is("is") ||
         t.is("in") || t.is("between") || t.is("groups") || t.is("the") || t.is("at") || t.is("for") || t.is("two");
}

struct Found {
  std::size_t value = 0, end = 0;
  std::optional<Interval> interval;
  std::optional<double> level;
  std::optional<PValue> p;
  bool percent = false;
};

// What stands before the number says that it is the anchor's: "was 2.1", "= 2.1" right behind it, "(2.1"; not
// "(OR 0.78", "chi square = 4.2", "statement 4".
bool introduces(const std::vector<Token>& tokens, const Anchor& a, std::size_t value) {
  const Token& before = tokens[value - 1];
  if (value == a.end) return true;
  if (before.is("of") || before.is("was") || before.is("is") || before.is("were") || before.is(',') || before.is(']') ||
      before.is(')') || before.is("by") || before.is("about") || before.is('~'))
    return true;
  if (before.is('=') || before.is(':')) {
    const Token& named = tokens[value - 2];
    return value - 1 == a.end || named.is(')') || named.is(']') || (!a.bare && value - a.end <= 4);
  }
  return (before.is('(') || before.is('[')) && value + 1 < tokens.size() && !tokens[value + 1].is('(');
}

// The number that belongs to the anchor, with interval or p value behind it. A value alone is not taken.
std::optional<Found> find_value(const std::vector<Token>& tokens, const Anchor& a, std::size_t limit) {
  constexpr std::size_t kMostWords = 9;
  for (std::size_t i = a.end; i < limit && i < a.end + kMostWords; ++i) {
    const Token& t = tokens[i];
    if (t.is(';') || t.is("p") || t.is("p-value") || t.is("than") || t.is("not") || t.is("no")) return std::nullopt;
    if (const auto label = read_interval_label(tokens, i)) {
      // "mean difference [95% CI] 2.1 [0.3, 3.9]": the label says what follows the value.
      i = label->end - 1;
      continue;
    }
    if (t.kind != TokenKind::kNumber) {
      if (!t.is_word() && !glue(t) && !t.is(')') && !t.is(']')) return std::nullopt;
      continue;
    }
    if (!t.is_number() || t.number.word) return std::nullopt;
    if (i > 0 && !introduces(tokens, a, i)) return std::nullopt;
    Found f;
    f.value = i;
    f.percent = t.number.percent;
    std::size_t k = i + 1;
    // The unit: "kg", "mmol/L", "percentage points".
    for (int words = 0; k < limit && words < 4; ++k) {
      if (tokens[k].is('%') || tokens[k].is('/') || tokens[k].is("per")) {
        f.percent |= tokens[k].is('%');
        continue;
      }
      if (!tokens[k].is_word() || tokens[k].is("in") || tokens[k].is("with") || tokens[k].is("for") ||
          tokens[k].is("ci") || tokens[k].is("p"))
        break;
      f.percent |= tokens[k].is("percentage");
      ++words;
    }
    f.end = i + 1;
    for (std::size_t last = k; k < limit && k < last + 6; ++k) {
      if (!f.interval) {
        if (const auto label = read_interval_label(tokens, k)) {
          std::size_t at = label->end;
          while (at < limit && (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('=') || tokens[at].is(';') ||
                                tokens[at].is("of")))
            ++at;
          if (const auto interval = read_interval(tokens, at, true)) {
            f.interval = interval;
            f.level = label->level;
            f.end = interval->end;
            last = k = interval->end;
            --k;
            continue;
          }
        } else if (tokens[k].is('(') || tokens[k].is('[')) {
          if (const auto interval = read_interval(tokens, k, false); interval && interval->low && interval->high &&
                                                                     *interval->low <= t.number.value &&
                                                                     t.number.value <= *interval->high) {
            f.interval = interval;
            f.end = interval->end;
            last = k = interval->end;
            --k;
            continue;
          }
        }
      }
      if (const auto p = read_p_value(tokens, k)) {
        f.p = p;
        f.end = p->end;
        break;
      }
      if (tokens[k].kind == TokenKind::kNumber || tokens[k].is('.')) break;
    }
    if (!f.interval && !f.p) return std::nullopt;
    if (a.bare && !f.level && !(f.interval && tokens[i - 1].is('='))) return std::nullopt;
    // "difference at 12 months (95% CI …)": a time, no difference.
    if (!f.interval && i + 1 < tokens.size() && tokens[i + 1].is_word() && !time_unit(tokens[i + 1].text).empty())
      return std::nullopt;
    if (f.interval && f.interval->low && f.interval->high &&
        (t.number.value < *f.interval->low - 1e-9 || t.number.value > *f.interval->high + 1e-9))
      return std::nullopt;
    return f;
  }
  return std::nullopt;
}

void extract_text(const Reading& reading, std::vector<Claim>& claims) {
  static const Literals names = {
      {"difference", 1}, {"risk reduction", 1}, {"risk increase", 1}, {"smd", 1, true}, {"md", 1, true},
      {"wmd", 1, true},  {"rd", 1, true},       {"ard", 1, true},     {"cohen", 1},     {"hedges", 1},
      {"β", 1},          {"beta", 1, true},     {"coefficient", 1},   {"b =", 1},       {"b=", 1}};
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if (names.in(text) == 0) continue;
    std::vector<Token> tokens = lex(text, sentence.span.start);
    std::vector<Anchor> anchors;
    for (std::size_t i = 0; i < tokens.size() && anchors.size() < 32; ++i)
      if (const auto a = anchor_at(tokens, i)) {
        // "mean difference (MD)": one name.
        if (!anchors.empty() && a->first <= anchors.back().end + 1)
          anchors.back().end = a->end;
        else
          anchors.push_back(*a);
        i = a->end - 1;
      }
    if (anchors.empty()) continue;
    const OpenSentence s = open_sentence(reading, index, std::move(tokens));
    const bool planning = is_planning(s);
    for (std::size_t k = 0; k < anchors.size(); ++k) {
      const Anchor& a = anchors[k];
      const std::size_t limit = k + 1 < anchors.size() ? anchors[k + 1].first : s.tokens.size();
      const auto found = find_value(s.tokens, a, limit);
      if (!found) continue;
      const Token& value = s.tokens[found->value];
      Claim c;
      c.kind = kind::kEffectEstimate;
      // "(adjusted difference 10.2%)" of a proportion is a difference of risks, of a percentage that was measured is
      // none.
      static const WordSet shares = {"proportion", "proportions", "prevalence", "incidence", "mortality", "percentage"};
      bool of_share = false;
      for (std::size_t b = a.first; b-- > 0 && a.first - b < 40 && !of_share;) of_share = one_of(s.tokens[b], shares);
      c.measure = a.measure == measure::kMeanDifference && found->percent &&
                          (of_share || (a.end - a.first > 1 && s.tokens[a.first].is("absolute")))
                      ? measure::kRiskDifference
                      : a.measure;
      c.value = value.number.value;
      c.value_text = value.text;
      c.value_op = value.number.op == Operator::kNone ? Operator::kEqual : value.number.op;
      c.value_span = value.span;
      if (found->percent) c.unit = "%";
      if (found->interval) {
        c.ci_low = found->interval->low;
        c.ci_high = found->interval->high;
        c.ci_level = found->level ? *found->level : 95;
      }
      if (found->p) {
        c.p_op = found->p->op;
        c.p_value = found->p->value;
      }
      place_claim(s, c);
      const TokenRange range{a.first, found->end};
      // "mean difference in pain was …"
      if (a.end < s.tokens.size() && (s.tokens[a.end].is("in") || s.tokens[a.end].is("for")))
        if (const TokenRange r = phrase_after(s, a.end + 1, 8); has_word(s, r) && r.end <= found->value)
          c.outcome = words(s, r);
      if (c.outcome.empty()) c.outcome = outcome_of(reading, s, range);
      label_groups(reading, s, range, c);
      if (a.adjusted) c.analysis = "adjusted";
      if (c.analysis.empty()) c.analysis = analysis_of(text);
      c.assumption = planning;
      judge_direction(c);
      claims.push_back(std::move(c));
    }
  }
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  extract_text(reading, claims);
  read_difference_tables(reading, claims);
}

}  // namespace

extern const Extractor difference_estimate_extractor;
const Extractor difference_estimate_extractor{"difference_estimate", 6, extract};

}  // namespace warrant
