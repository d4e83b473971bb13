// How well tests and models tell people apart: sensitivity, specificity, predictive values, accuracy, area under the
// ROC curve, C-index, with interval and cut-off, in running text and tables.
#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/diagnostic_names.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/sentence_phrases.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Value {
  std::size_t token = 0, end = 0;  // end: behind interval, counts and p value
  bool percent = false;
  std::optional<double> high;  // "25–47%"
  std::optional<Interval> interval;
  std::optional<double> level, n, total;
  std::optional<PValue> p;
};

// Interval, counts and p value from token `i` on, that belong to the value before.
void read_tail(const std::vector<Token>& tokens, std::size_t i, std::size_t limit, double value, Value& out) {
  out.end = i;
  constexpr std::size_t kFar = 16;
  bool open = false;
  for (std::size_t k = i; k < limit && k < i + kFar;) {
    const Token& t = tokens[k];
    if (const auto label = read_interval_label(tokens, k); label && !out.interval) {
      std::size_t at = label->end;
      while (at < tokens.size() &&
             (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('=') || tokens[at].is("of")))
        ++at;
      if (auto interval = read_interval(tokens, at, true); interval && interval->end <= limit + 1) {
        out.interval = interval;
        out.level = label->level;
        k = out.end = interval->end;
        continue;
      }
      return;
    }
    if ((t.is('(') || t.is('[')) && !out.interval) {
      if (k + 3 < limit && tokens[k + 1].is_number() && tokens[k + 2].is('/') && tokens[k + 3].is_number()) {
        out.n = tokens[k + 1].number.value;
        out.total = tokens[k + 3].number.value;
        k += 4;
        if (k < tokens.size() && (tokens[k].is(')') || tokens[k].is(']'))) ++k;
        out.end = k;
        continue;
      }
      if (auto interval = read_interval(tokens, k, false); interval && interval->low && interval->high &&
                                                           *interval->low <= value && value <= *interval->high &&
                                                           interval->end <= limit + 1) {
        out.interval = interval;
        k = out.end = interval->end;
        continue;
      }
      open = true;
      ++k;
      continue;
    }
    if (const auto p = read_p_value(tokens, k); p && p->end <= limit) {
      out.p = p;
      out.end = p->end;
      return;
    }
    const bool glue = t.is(',') || t.is(';') || t.is(')') || t.is(']') || t.is('%');
    if (!glue && !(open && t.is("with"))) return;
    if (t.is(')') && !open)
      ++k;
    else
      ++k;
  }
}

class SentenceReader {
 public:
  SentenceReader(const OpenSentence& s, std::vector<Claim>& claims) : s_(s), tokens_(s.tokens), claims_(claims) {}

  void read(const std::vector<DiagnosticName>& names) {
    names_ = &names;
    const std::string_view text = slice(s_.document->text, s_.sentence.span);
    // Accuracy is of aim and memory too, areas under curves are of concentrations: beside other words of diagnosis
    // only.
    static const Guarded diagnosis(
        R"((?i)sensitivit|specificit|predictive value|PPV|NPV|\bROC\b|receiver|diagnos|predict|detect|classif|discriminat|screen|identif|c[- ](index|statistic)|concordance|progno|risk)");
    static const Guarded concentration(
        R"((?i)ng|µg|μg|mg ?[·.*/]|[·.*] ?h\b|\bh/|0[-–]?\d*h|AUC ?\(?0|pharmacokinetic|plasma|Cmax|clearance|bioavailab|glucose|insulin)");
    diagnosis_ = diagnosis.in(text);
    concentration_ = concentration.in(text);
    for (std::size_t k = 0; k < names.size();) {
      std::size_t last = k;
      while (last + 1 < names.size() && listed(names[last].end, names[last + 1].first)) ++last;
      read_list(k, last + 1);
      k = last + 1;
    }
  }

 private:
  // Names that stand in one list: only commas, "and", "or", slashes and articles between.
  bool listed(std::size_t from, std::size_t to) const {
    if (to - from > 4) return false;
    for (std::size_t i = from; i < to; ++i) {
      const Token& t = tokens_[i];
      if (!(t.is(',') || t.is('/') || t.is("and") || t.is("or") || t.is("the") || t.is("a") || t.is("an") ||
            t.is('(') || t.is(')')))
        return false;
    }
    return true;
  }

  std::optional<Value> value_at(std::size_t i, std::size_t limit, std::string_view measure, bool later_percent) const {
    const Token& t = tokens_[i];
    if (!t.is_number() || t.number.word || t.number.value < 0) return std::nullopt;
    Value v;
    v.token = i;
    v.percent = t.number.percent || later_percent;
    std::size_t next = i + 1;
    while (next < tokens_.size() && (tokens_[next].is('%') || (t.number.percent && tokens_[next].is("percent"))))
      ++next;
    if (next + 1 < limit && (tokens_[next].is('-') || tokens_[next].is("to")) && tokens_[next + 1].is_number() &&
        tokens_[next + 1].number.value > t.number.value) {
      v.high = tokens_[next + 1].number.value;
      v.percent |= tokens_[next + 1].number.percent;
      next += 2;
      while (next < tokens_.size() && tokens_[next].is('%')) ++next;
    }
    // A unit or a count makes it another number.
    if (next + 1 < tokens_.size() && tokens_[next].is('-') && !tokens_[next].space_before &&
        tokens_[next + 1].is_word())
      return std::nullopt;  // "2-back"
    if (!v.percent && next < tokens_.size() && tokens_[next].is_word() &&
        (tokens_[next].text.size() > 1 || (next + 1 < tokens_.size() && tokens_[next + 1].is('/')))) {
      static const WordSet fine = {"and",          "for",  "with",  "in",   "at",    "to", "vs",    "versus",
                                   "respectively", "when", "while", "or",   "using", "by", "among", "compared",
                                   "but",          "was",  "were",  "than", "which", "as"};
      if (!one_of(tokens_[next], fine)) return std::nullopt;
    }
    if (!plausible_diagnostic(measure, t.number.value, v.percent, t.number.decimals) ||
        (v.high && !plausible_diagnostic(measure, *v.high, v.percent, t.number.decimals)))
      return std::nullopt;
    read_tail(tokens_, next, limit, t.number.value, v);
    if (v.end < next) v.end = next;
    return v;
  }

  void read_list(std::size_t from, std::size_t to) {
    const std::size_t count = to - from;
    const std::size_t end = (*names_)[to - 1].end;
    const std::size_t limit = to < names_->size() ? (*names_)[to].first : tokens_.size();
    // A value right before a single name: "85% sensitivity".
    const std::size_t first = (*names_)[from].first;
    std::size_t before = first;
    while (before > 0 && tokens_[before - 1].is('%')) --before;
    const bool value_before =
        before > 0 && tokens_[before - 1].is_number() && tokens_[before - 1].number.percent && before < first;
    std::vector<Value> values;
    // … unless the name goes on to say its value ("the 90% sensitivity was …").
    const bool goes_on =
        end < tokens_.size() &&
        (tokens_[end].is('(') || tokens_[end].is('=') || tokens_[end].is(':') || tokens_[end].is("of") ||
         tokens_[end].is("was") || tokens_[end].is("were") || tokens_[end].is_number());
    if (count == 1 && value_before && !goes_on) {
      if (auto v = value_at(before - 1, tokens_.size(), (*names_)[from].measure, false)) {
        v->end = end;
        emit((*names_)[from], *v, from, to);
      }
      return;
    }
    std::size_t gap_words = 0;
    bool said = false;  // a copula, "of", "=" right before the value
    constexpr std::size_t kFar = 34;
    for (std::size_t i = end; i < limit && i < end + kFar && values.size() <= count;) {
      const Token& t = tokens_[i];
      if (t.is_number()) {
        // "(n = 12)", "p = 0.02", "cut-off of 0.5" are other numbers.
        static const WordSet not_before = {"cutoff", "cut-off", "threshold", "than",  "p",
                                           "n",      "top",     "month",     "months"};
        bool other = false;
        for (std::size_t b = i; b-- > end && i - b < 4;) other |= one_of(tokens_[b], not_before);
        const std::string_view measure = (*names_)[from + std::min(values.size(), count - 1)].measure;
        bool later = false;
        if (count > 1 && !t.number.percent && t.number.value > 1)
          for (std::size_t k = i + 1; k < limit && k < i + 10 && !later; ++k)
            later = tokens_[k].is_number() && tokens_[k].number.percent;
        const auto v = other ? std::nullopt : value_at(i, limit, measure, later);
        const bool near = gap_words == 0 || said;
        if (v && (near || !values.empty())) {
          values.push_back(*v);
          i = std::max(v->end, i + 1);
          said = true;
          continue;
        }
        // "was 1 ng/ml": its value, which is none of ours.
        if (!values.empty() || (said && !other)) break;
        said = false;
        ++i;
        continue;
      }
      if (t.is(';') && (values.size() >= count || gap_words > 0)) break;
      if (const auto p = read_p_value(tokens_, i); p && p->end > i) {
        i = p->end;
        continue;
      }
      if (const auto label = read_interval_label(tokens_, i); label && values.empty()) {
        // "sensitivity (95% CI) was 85% (80–90)"
        i = label->end;
        continue;
      }
      static const WordSet sayers = {"was", "were",     "is",    "are",           "of",           "reached",
                                     "at",  "equalled", "about", "approximately", "around",       "be",
                                     "as",  "to",       "only",  "from",          "respectively", "both"};
      if (t.is_word()) {
        if (values.empty()) {
          said = one_of(t, sayers);
          if (!said) ++gap_words;
        } else if (!(t.is("and") || t.is("or") || t.is("vs") || t.is("versus") || t.is("for"))) {
          break;
        }
      } else if (t.is('=') || t.is(':')) {
        said = true;
      }
      ++i;
    }
    if (count == 1 && values.empty() && value_before) {
      if (auto v = value_at(before - 1, tokens_.size(), (*names_)[from].measure, false)) {
        v->end = (*names_)[from].end;
        emit((*names_)[from], *v, from, to);
      }
      return;
    }
    if (count == 1 && !values.empty()) {
      emit((*names_)[from], values[0], from, to);
      return;
    }
    if (count > 1 && values.size() == count)
      for (std::size_t k = 0; k < count; ++k) emit((*names_)[from + k], values[k], from, to);
  }

  void emit(const DiagnosticName& name, const Value& v, std::size_t from, std::size_t to) {
    if (name.measure == "accuracy" && !diagnosis_) return;
    if (name.measure == "auc" && (!diagnosis_ || (concentration_ && !v.interval && v.percent))) return;
    const Token& t = tokens_[v.token];
    Claim c;
    c.kind = kind::kDiagnostic;
    c.measure = name.measure;
    c.value = t.number.value;
    c.value_text = t.text;
    c.value_op = t.number.op == Operator::kNone ? Operator::kEqual : t.number.op;
    c.value_span = t.span;
    c.value_high = v.high;
    c.unit = v.percent ? "%" : "";
    if (v.interval) {
      c.ci_low = v.interval->low;
      c.ci_high = v.interval->high;
      c.ci_level = v.level ? *v.level : 95;
    }
    if (v.p) {
      c.p_op = v.p->op;
      c.p_value = v.p->value;
    }
    c.n = v.n;
    c.total = v.total;
    place_claim(s_, c);
    label((*names_)[from].first, (*names_)[to - 1].end, c);
    static const Guarded supposed(R"((?i)\b(assum(ed|ing|ption)|anticipated|hypothesi[sz]ed)\b)");
    c.assumption = is_planning(s_) || supposed.in(slice(s_.document->text, s_.sentence.span));
    claims_.push_back(std::move(c));
  }

  // The test, what it is to tell, and the cut-off.
  void label(std::size_t first, std::size_t end, Claim& c) const {
    const std::string text(slice(s_.document->text, s_.sentence.span));
    static const RE2 target(
        R"((?i)\b(?:detect(?:ing|ion of|s|ed)?|diagnos(?:ing|is of|e|es)|predict(?:ing|ion of|s|ed)?|identif(?:ying|ication of|y|ies)|discriminat(?:ing|ion of|e|es)|screening (?:for|of)|classif(?:ying|ication of)|distinguish(?:ing|es)?|differentiat(?:ing|ion of|es?)|prognosis of) (?:the |a |an |of |between )?([^,;:()\[\]]{3,80}?)(?:\s+(?:was|were|is|are|with|at|using|by|had|has|from|when|in|compared)\b|[,;:.()\[\]]|$))");
    std::string outcome;
    if (RE2::PartialMatch(text, target, &outcome)) c.outcome = std::string(trim(outcome));
    static const RE2 cut(
        R"((?i)\bcut[- ]?off(?:s| values?| points?| scores?| levels?| thresholds?)?(?: (?:of|at|was|were|is|being|set at|for [\w -]{2,30} was)|:|=|,)*\s*((?:[≥≤<>]\s*)?\d[\d.,·]*\d*\s*(?:%|[a-zA-Zµμ]+(?:/[a-zA-Zµμ0-9]+)?)?))");
    std::string limit;
    if (RE2::PartialMatch(text, cut, &limit)) c.analysis = "cut-off " + std::string(trim(limit));
    // "sensitivity of X for Y was …", "X had a sensitivity of …"
    if (end < tokens_.size() && tokens_[end].is("of") && end + 1 < tokens_.size() && !tokens_[end + 1].is_number())
      if (const TokenRange r = phrase_after(s_, end + 1, 10); has_word(s_, r)) c.subject = words(s_, r);
    static const WordSet verbs = {"had",          "has",      "have",      "showed",   "shows",    "yielded",
                                  "demonstrated", "provided", "achieved",  "gave",     "reached",  "with",
                                  "was",          "were",     "exhibited", "revealed", "predicted"};
    for (std::size_t i = first; c.subject.empty() && i > 0 && first - i < 14; --i)
      if (one_of(tokens_[i - 1], verbs)) {
        const TokenRange r = phrase_before(s_, i - 1, 0, 9);
        if (has_word(s_, r)) c.subject = words(s_, r);
        break;
      }
  }

  const OpenSentence& s_;
  const std::vector<Token>& tokens_;
  std::vector<Claim>& claims_;
  const std::vector<DiagnosticName>* names_ = nullptr;
  bool diagnosis_ = false, concentration_ = false;
};

// Words that a sentence or table with such a measure holds.
bool names_accuracy(std::string_view text) {
  static const Literals cues = {{"sensitivit", 1},
                                {"specificit", 1},
                                {"predictive value", 1},
                                {"ppv", 1, true},
                                {"npv", 1, true},
                                {"accuracy", 1, true},
                                {"auc", 1},
                                {"auroc", 1},
                                {"area under", 1},
                                {"areas under", 1},
                                {"c-index", 1},
                                {"c index", 1},
                                {"concordance", 1},
                                {"c-statistic", 1},
                                {"c statistic", 1},
                                {"likelihood ratio", 1}};
  return cues.in(text) != 0;
}

void read_table(const Reading& reading, std::size_t index, std::vector<Claim>& claims) {
  const TableModel& model = reading.tables[index];
  const std::vector<std::int32_t>& rows = model.table().row_passages;
  if (std::none_of(rows.begin(), rows.end(), [&](std::int32_t p) {
        return p >= 0 && names_accuracy(
                             slice(reading.document.text, reading.document.passages[static_cast<std::size_t>(p)].span));
      }))
    return;
  constexpr std::int32_t kMost = 60;
  if (model.columns() < 2 || model.columns() > kMost || model.rows() > 2000) return;
  const std::string caption = model.caption();
  static const RE2 target(
      R"((?i)\b(?:detect\w*|diagnos\w*|predict\w*|identif\w*|discriminat\w*|screening)(?: of| for| the| a| an)* ([^,;:.()]{3,70}?)(?:\s+(?:was|were|with|at|using|by|in|among|for|from|and|according)\b|[,;:.()]|$))");
  std::string outcome;
  if (RE2::PartialMatch(caption, target, &outcome)) outcome = std::string(trim(outcome));
  const auto measure_of = [&](const std::vector<std::string>& path) -> std::string_view {
    for (auto words = path.rbegin(); words != path.rend(); ++words)
      if (const std::string_view m = diagnostic_label(*words); !m.empty()) return m;
    return {};
  };
  // Accuracy alone is of tasks, an area under a curve alone of concentrations.
  bool tests = false;
  static const Guarded discrimination(
      R"((?i)\bROC\b|receiver|discriminat|diagnos|accuracy|c[- ](index|statistic)|performance)");
  static const Guarded kinetics(R"((?i)\bC ?max\b|\bT ?max\b|half-life|pharmacokinetic|AUC ?\(?(0|τ|tau|inf|last))");
  if (kinetics.in(caption)) return;
  for (std::int32_t r = 0; r < model.rows(); ++r)
    for (std::int32_t c = 0; c < model.columns(); ++c)
      if (model.kind(r) == RowKind::kHeader && kinetics.in(model.text(r, c))) return;
  for (std::int32_t r = 0; r < model.rows() && !tests; ++r) {
    if (model.kind(r) != RowKind::kData) continue;
    std::string_view m = diagnostic_label(model.label(r));
    tests |= !m.empty() && m != "accuracy" && (m != "auc" || discrimination.in(caption));
    for (std::int32_t c = model.label_columns(); c < model.columns() && !tests; ++c) {
      m = measure_of(model.header_path(r, c));
      tests |= !m.empty() && m != "accuracy" && (m != "auc" || discrimination.in(caption));
    }
  }
  if (!tests) return;
  for (std::int32_t r = 0; r < model.rows(); ++r) {
    if (model.kind(r) != RowKind::kData) continue;
    const std::int32_t passage = model.table().row_passages[static_cast<std::size_t>(r)];
    if (passage < 0) continue;
    const std::string_view of_row = diagnostic_label(model.label(r));
    for (std::int32_t c = model.label_columns(); c < model.columns(); ++c) {
      const std::int32_t cell = model.cell(r, c);
      if (cell < 0 || model.cell_at(cell).row != r || model.cell_at(cell).column != c || model.text(r, c).empty())
        continue;
      const std::vector<std::string> path = model.header_path(r, c);
      std::string_view measure = measure_of(path);
      const bool by_column = !measure.empty();
      if (!by_column) measure = of_row;
      if (measure.empty()) continue;
      static const Guarded not_a_group(
          R"((?i)^\W*(p\b|p[- ]?val|\d+ ?% ?C\.?I|C\.?I\.?|n\b|total n|cut[- ]?off|SE\b|SD\b))");
      if (!path.empty() && not_a_group.in(path.back())) continue;
      const TableCell& here = model.cell_at(cell);
      const std::vector<Token> tokens = lex(slice(reading.document.text, here.span), here.span.start);
      if (tokens.empty() || !tokens[0].is_number()) continue;
      const Number& number = tokens[0].number;
      bool percent = number.percent || number.value > 1;
      for (const std::string& words : path)
        percent |= words.find('%') != std::string::npos && by_column && number.value > 1;
      if (number.value <= 1 && !number.percent) percent = false;
      if (measure == "positive_likelihood_ratio" || measure == "negative_likelihood_ratio") percent = false;
      if (!plausible_diagnostic(measure, number.value, percent, number.decimals)) continue;
      std::size_t next = 1;
      while (next < tokens.size() && tokens[next].is('%')) ++next;
      if (next < tokens.size() && (tokens[next].is('!') || tokens[next].is('/'))) continue;  // "85 ± 4", "34/40"
      Value v;
      read_tail(tokens, next, tokens.size(), number.value, v);
      const ByteSpan row = reading.document.passages[static_cast<std::size_t>(passage)].span;
      Claim claim = claim_of(reading.document, {passage, row}, kind::kDiagnostic);
      claim.measure = measure;
      claim.value = number.value;
      claim.value_text = tokens[0].text;
      claim.value_op = number.op == Operator::kNone ? Operator::kEqual : number.op;
      claim.value_span = tokens[0].span;
      claim.unit = percent ? "%" : "";
      claim.n = v.n;
      claim.total = v.total;
      // "AUC | 95% CI": the interval in the column behind.
      if (!v.interval && by_column && c + 1 < model.columns()) {
        const std::vector<std::string> right = model.header_path(r, c + 1);
        static const Guarded interval(R"((?i)^\W*(\d+ ?%? ?)?(C\.?I\.?s?|confidence intervals?)\W*(\d+ ?%)?\W*$)");
        if (!right.empty() && interval.is(right.back())) v.interval = read_interval(lex(model.text(r, c + 1)), 0, true);
      }
      if (v.interval && v.interval->low && v.interval->high && *v.interval->low <= number.value &&
          number.value <= *v.interval->high) {
        claim.ci_low = v.interval->low;
        claim.ci_high = v.interval->high;
        claim.ci_level = v.level ? *v.level : 95;
      }
      claim.outcome = outcome;
      if (by_column) {
        const std::string factor = model.factor(r);
        claim.subject = factor.empty() || factor == model.label(r) ? model.label(r) : factor + ": " + model.label(r);
        for (const std::string& words : path)
          if (diagnostic_label(words).empty() && path.size() > 1 && claim.subject.size() + words.size() < 160)
            claim.subject += " (" + words + ")";
      } else if (!path.empty()) {
        claim.subject = path.back();
        if (!model.factor(r).empty()) claim.subject = model.factor(r) + ": " + claim.subject;
      }
      claims.push_back(std::move(claim));
    }
  }
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if (!names_accuracy(text)) continue;
    std::vector<Token> tokens = lex(text, sentence.span.start);
    const std::vector<DiagnosticName> names = find_diagnostics(tokens);
    constexpr std::size_t kMostNames = 64;
    if (names.empty() || names.size() > kMostNames) continue;
    SentenceReader(open_sentence(reading, index, std::move(tokens)), claims).read(names);
  }
  for (std::size_t i = 0; i < reading.tables.size(); ++i) read_table(reading, i, claims);
}

}  // namespace

extern const Extractor diagnostic_extractor;
const Extractor diagnostic_extractor{"diagnostic", 5, extract};

}  // namespace warrant
