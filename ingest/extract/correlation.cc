// Correlation coefficients with their p values: "r = 0.45, p = 0.01", "Spearman's rho of −0.3", tables of them.
#include <array>
#include <cmath>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_cells.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::string_view kCorrelation = "correlation";

// The coefficient named at token i: "r", "rs", "rho", "ρ", "R"; never "r²" or "R2". Empty = none.
std::string_view coefficient_at(std::string_view document, const std::vector<Token>& tokens, std::size_t i) {
  const Token& t = tokens[i];
  if (!t.is_word()) return {};
  // A raised mark is no token: look at the text.
  const std::string_view behind = document.substr(t.span.end, 2);
  if (behind == "²" || behind.substr(0, 1) == "^") return {};
  if (t.text == "r" || t.text == "R" || t.text == "rp" || t.text == "r_p") return "r";
  if (t.is("rho") || t.text == "ρ" || t.text == "rs" || t.text == "Rs" || t.text == "r_s") return "rho";
  return {};
}

void set_direction(Claim& c) {
  const bool significant = c.p_value && *c.p_value <= 0.05 && c.p_op != Operator::kGreater;
  if (c.p_op == Operator::kNotSignificant || (c.p_value && !significant))
    c.direction = "no_difference";
  else if (significant)
    c.direction = *c.value > 0 ? "increased" : "decreased";
}

// "There was no significant correlation between A and B (r =", whatever p is printed: what the authors say counts.
bool is_denied_correlation(std::string_view before) {
  for (std::string_view turn : {" but ", " whereas ", " while ", " although "})
    if (const std::size_t at = before.rfind(turn); at != std::string_view::npos) before.remove_prefix(at + turn.size());
  int depth = 0;  // "(r = 0.28; p = 0.02)" ends no statement
  for (std::size_t at = before.size(); at-- > 0;) {
    if (before[at] == ')') ++depth;
    if (before[at] == '(' && depth > 0) --depth;  // an open one is the value's own
    if (before[at] != ';' || depth != 0) continue;
    before.remove_prefix(at + 1);
    break;
  }
  // "In patients without diabetes, A was correlated with B" denies nothing.
  static const Guarded denied(
      R"((?i)\b(?:no|not|without)\b(?: (?:statistical(?:ly)?|significant(?:ly)?|any|clear(?:ly)?|strong(?:ly)?|be|been|found|to|independent(?:ly)?|a|an|linear(?:ly)?|such|evidence|of|other|further|direct(?:ly)?|appreciable|relevant|meaningful|detectable|observed|show|shown|apparent|longer|positive(?:ly)?|negative(?:ly)?|well)){0,6} (?:inter-?)?correlat|\bneither\b[^;.]{0,60}\bcorrelat)");
  return denied.in(before);
}

// "… (r = 0.52, p = 0.01) and pulse pressure (r =": the next of a list, between its value and the one before. Its own
// pair where it names one ("or change in speed and balance"), else its subject is the one before. What is not read so
// stays unnamed: another pair's names would be wrong.
void label_next(std::string_view between, const Claim& last, Claim& c) {
  static const RE2 item(
      R"((?i)^[)\],\s]*(?:;?\s*p(?:[- ]values?)?\s*[=<>≤]\s*[\d.]+)?[)\],;\s]*(and |or |as well as )?(?:with |between )?(?:the |changes? in )?([a-z][^,;:()\[\]=]{2,80}?)\s*(?:\([^()=]*\))?[,\s(\[]*(?:spearman'?s? |pearson'?s? )?(?:r|rs|rho|ρ)\s*(?:=|of|was)?\s*[-−]?$)");
  static const RE2 pair(R"((?i)^(.+?) (?:and|with) (?:the |changes? in )?(.+)$)");
  std::string link, names;
  if (!RE2::FullMatch(re2::StringPiece(between.data(), between.size()), item, &link, &names)) return;
  if (link == "or " && RE2::FullMatch(names, pair, &c.subject, &c.outcome)) return;
  if (names == "and" || names == "or" || names.find(" and ") != std::string::npos) return;
  c.subject = last.subject;
  c.outcome = names;
}

// "A was correlated with B": the first, of which `groups` are the whole, A and B. A is up to 90 characters
// without a sign of the sentence: they are counted here, since a pattern that counts them from every place would cost
// thousands of times its length.
bool find_correlated(std::string_view text, std::array<re2::StringPiece, 3>& groups) {
  static const Guarded verb(
      R"((?i) (?:was|were|is|are|had|has|have|showed|to be|been)?(?: also| not| only| been)*(?: \w+ly| negative| positive| inverse| weak| moderate| strong| significant| a| direct)* ?(?:correlat(?:ed|es|e|ions?)|associat(?:ed|ion)|related)(?: \w+ly)* (?:with|to) (?:the |both )?([^,;:()]{2,80}?)(?:\s+(?:was|were|in|at|by|is|are|for|among|but|and (?:negativ|positiv|invers))\b|[,;:.()\[]|$))");
  constexpr std::size_t kLeast = 2, kMost = 90;
  re2::StringPiece found[2];
  for (std::size_t at = 0; verb.find(text, found, 2, at);) {
    const auto end = static_cast<std::size_t>(found[0].data() - text.data());
    std::size_t start = end, count = 0;
    for (std::size_t i = end; i > 0 && count < kMost; --i) {
      if (std::string_view(",;:()").find(text[i - 1]) != std::string_view::npos) break;
      if ((static_cast<unsigned char>(text[i - 1]) & 0xC0) == 0x80) continue;  // within a character
      start = i - 1;
      ++count;
    }
    if (count >= kLeast) {
      const auto whole = static_cast<std::size_t>(found[0].data() + found[0].size() - text.data());
      groups = {re2::StringPiece(text.data() + start, whole - start),
                re2::StringPiece(text.data() + start, end - start), found[1]};
      return true;
    }
    at = end + 1;
  }
  return false;
}

// "A was correlated with B", "correlation between A and B": what varies with what. `last`: the coefficient of the
// sentence before this one, if any, and where it ends in `text`.
void label(std::string_view text, std::size_t value_at, const Claim* last, std::size_t last_end, Claim& c) {
  static const Guarded between(
      R"((?i)\b(?:correlations?|associations?|relationships?|agreement)(?: coefficients?)?(?: \([^)]*\))?(?: was| were)?(?: \w+)? between (?:the |changes in |change in )?([^,;:()]{2,90}?) (?:and|with) (?:the |changes in |that of )?([^,;:()]{2,80}?)(?:\s+(?:was|were|in|at|by|is|are|for|with|among|of|did|found|observed|could|had|when)\b|[,;:.()\[]|$))");
  static const Guarded of_with(
      R"((?i)\bcorrelations? of (?:the )?([^,;:()]{2,90}?) (?:with|to) (?:the )?([^,;:()]{2,80}?)(?:\s+(?:was|were|in|at|by|is|are|for|among)\b|[,;:.()\[]|$))");
  const std::string_view before = text.substr(last_end, std::min(text.size(), value_at) - std::min(last_end, value_at));
  // The statement nearest before the value, else the sentence's first.
  const auto look = [&](const auto& find) {
    std::array<re2::StringPiece, 3> groups;
    std::string_view rest = before;
    std::string last_a, last_b;
    for (int guard = 0; guard < 8 && find(rest, groups); ++guard) {
      last_a = groups[1].as_string();
      last_b = groups[2].as_string();
      rest.remove_prefix(static_cast<std::size_t>(groups[0].data() + groups[0].size() - rest.data()));
    }
    if (last_a.empty()) return false;
    static const RE2 lead(
        R"((?i)^.*\b(?:that|and|while|whereas|but|found|showed|although)\s+|^(?:the|a|an|both|there)\s+)");
    RE2::Replace(&last_a, lead, "");
    // "A modest correlation with X" does not say of what.
    static const Guarded strength(
        "(?i)(?:(?:an?|the|no|only|very|statistically|significant(?:ly)?|modest|weak|moderate|strong|high|low|good|"
        "poor|"
        "positive|negative|inverse|direct|linear|clear)\\s*)*");
    if (strength.is(last_a)) last_a.clear();
    c.subject = std::string(trim(last_a));
    c.outcome = std::string(trim(last_b));
    return !c.outcome.empty();
  };
  const auto names_pair = [](const Guarded& pattern) {
    return [&pattern](std::string_view rest, auto& groups) { return pattern.find(rest, groups.data(), 3); };
  };
  const auto correlated = [](std::string_view rest, auto& groups) { return find_correlated(rest, groups); };
  if (!look(names_pair(between)) && !look(names_pair(of_with)) && !look(correlated) && last != nullptr)
    label_next(before, *last, c);
}

void read_sentence(const Reading& reading, const Sentence& sentence, std::vector<Claim>& claims) {
  const std::string_view text = slice(reading.document.text, sentence.span);
  static const Literals cues = {{"correlat", 1}, {"r=", 2},  {"r =", 2},      {"rho", 1, true}, {"ρ", 1},
                                {"rs =", 2},     {"rs=", 2}, {"spearman", 1}, {"pearson", 1},   {"r of", 2}};
  const std::uint32_t found = cues.in(text);
  if (found == 0) return;
  const std::vector<Token> tokens = lex(text, sentence.span.start);
  // Agreement of raters, reliability and effect sizes are printed with the same letter.
  static const Literals other = {{"intraclass", 1},    {"intra-class", 1}, {"icc", 1, true},    {"test-retest", 1},
                                 {"retest", 1},        {"reliability", 1}, {"inter-rater", 1},  {"interrater", 1},
                                 {"effect size", 1},   {"kappa", 1},       {"intracluster", 1}, {"intra-cluster", 1},
                                 {"design effect", 1}, {"sample size", 1}};
  const bool not_correlation = other.in(text) != 0;
  const std::size_t first = claims.size();
  const auto name_and_keep = [&](Claim c) {
    const Claim* last = claims.size() > first ? &claims.back() : nullptr;
    label(text, c.value_span.start - sentence.span.start, last,
          last != nullptr ? last->value_span.end - sentence.span.start : 0, c);
    set_direction(c);
    if (is_denied_correlation(text.substr(0, c.value_span.start - sentence.span.start))) c.direction = "no_difference";
    claims.push_back(std::move(c));
  };
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    std::string_view name = coefficient_at(reading.document.text, tokens, i);
    std::size_t k = i + 1;
    if (!name.empty()) {
      // "r(38) = 0.4", "r = 0.4", "r: 0.4", "rho of 0.4", "r-value 0.4"
      std::optional<double> df;
      if (tokens[k].is('(') && k + 2 < tokens.size() && tokens[k + 1].is_number() && tokens[k + 2].is(')')) {
        df = tokens[k + 1].number.value;
        k += 3;
      }
      // "r2 = 0.4" printed with a space is explained variance.
      if (k + 1 < tokens.size() && tokens[k].is_number() && tokens[k].number.value == 2 && tokens[k + 1].is('='))
        continue;
      if (k >= tokens.size()) continue;
      if (tokens[k].is('=') || tokens[k].is(':') || (name == "rho" && (tokens[k].is("of") || tokens[k].is("was"))) ||
          tokens[k].is('~')) {
        ++k;
      } else if (!(tokens[k].is_number() && (tokens[k].number.op != Operator::kNone || tokens[i].is("rho")))) {
        continue;  // "r < 0.2" and "rho 0.28" need no sign of equality
      }
      double sign = 1;
      if (k < tokens.size() && tokens[k].is('-')) sign = -1, ++k;
      if (k >= tokens.size() || !tokens[k].is_number() || tokens[k].number.decimals == 0 || tokens[k].number.percent ||
          std::fabs(tokens[k].number.value) > 1 || not_correlation)
        continue;
      Claim c = claim_of(reading.document, sentence, kind::kTest);
      c.measure = kCorrelation;
      c.value = sign * tokens[k].number.value;
      c.value_text = tokens[k].text;
      c.value_span = tokens[k].span;
      if (sign < 0) {
        c.value_span.start = tokens[k - 1].span.start;
        c.value_text = slice(reading.document.text, c.value_span);
      }
      c.value_op = tokens[k].number.op == Operator::kNone ? Operator::kEqual : tokens[k].number.op;
      c.statistic = c.value;
      c.statistic_name = name;
      c.df = df;
      const bool boxed = i > 0 && (tokens[i - 1].is('(') || tokens[i - 1].is('['));
      for (std::size_t j = k + 1; j < tokens.size() && j < k + (boxed ? 16 : 8); ++j) {
        if (const auto p = read_p_value(tokens, j)) {
          c.p_op = p->op;
          c.p_value = p->value;
          break;
        }
        if (const auto label = read_interval_label(tokens, j); label && !c.ci_low) {
          std::size_t at = label->end;
          while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('='))) ++at;
          if (const auto interval = read_interval(tokens, at, true)) {
            c.ci_low = interval->low;
            c.ci_high = interval->high;
            c.ci_level = label->level ? *label->level : 95;
            j = interval->end - 1;
          }
          continue;
        }
        if (j > k + 1 && !coefficient_at(reading.document.text, tokens, j).empty()) break;
        if (boxed ? tokens[j].is(')') || tokens[j].is(']')
                  : tokens[j].is_word() && !tokens[j].is("and") && !tokens[j].is("with"))
          break;
      }
      name_and_keep(std::move(c));
      i = k;
      continue;
    }
    // "a correlation coefficient of 0.45 (p = 0.01)"
    if (!(tokens[i].is("coefficient") && i > 0 && tokens[i - 1].is("correlation")) || not_correlation) continue;
    while (k < tokens.size() && k < i + 6 && !tokens[k].is_number() &&
           coefficient_at(reading.document.text, tokens, k).empty())
      ++k;
    if (k >= tokens.size() || !tokens[k].is_number()) continue;
    const Token& v = tokens[k];
    if (v.number.decimals == 0 || std::fabs(v.number.value) > 1 || v.number.percent ||
        !(tokens[k - 1].is("of") || tokens[k - 1].is("was") || tokens[k - 1].is('=') || tokens[k - 1].is("is") ||
          tokens[k - 1].is(':')))
      continue;
    Claim c = claim_of(reading.document, sentence, kind::kTest);
    c.measure = kCorrelation;
    c.value = v.number.value;
    c.value_text = v.text;
    c.value_span = v.span;
    c.value_op = Operator::kEqual;
    c.statistic = c.value;
    c.statistic_name = "r";
    for (std::size_t j = k + 1; j < tokens.size() && j < k + 5; ++j)
      if (const auto p = read_p_value(tokens, j)) {
        c.p_op = p->op;
        c.p_value = p->value;
        break;
      }
    name_and_keep(std::move(c));
    i = k;
  }
}

void read_table(const Reading& reading, std::size_t index, std::vector<Claim>& claims) {
  const TableModel& model = reading.tables[index];
  if (model.columns() < 2 || model.columns() > 40 || model.rows() > 500) return;
  const std::string caption = model.caption(), notes = model.notes();
  static const Guarded about(R"((?i)\bcorrelat|\bpearson|\bspearman)");
  static const Guarded head(
      R"((?i)^\W*(?:(?:pearson|spearman)(?:['’]?s?)?\W*)?(?:r|rs|rho|ρ|correlation(?: coefficient)?s?(?: \(r\))?|r[- ]values?|corr\.?(?: coeff?\.?)?)\W*[a-e*†]?$)"),
      p_head(R"((?i)^\W*p\b)"), no_value(R"((?i)reliab|intraclass|ICC|\bn\b|mean|\bSD\b|p\b|retest|alpha)");
  if (!about.in(caption)) return;
  static const Guarded reliability(R"((?i)reliab|intraclass|test-retest|agreement|regress)");
  if (reliability.in(caption)) return;
  // "< 0.001" among the cells: a table of p values.
  bool p_values = false;
  for (std::int32_t r = 0; r < model.rows(); ++r)
    for (std::int32_t c = model.label_columns(); c < model.columns() && model.kind(r) == RowKind::kData; ++c) {
      const std::string_view text = model.text(r, c);
      p_values |= !text.empty() && text[0] == '<';
    }
  for (std::int32_t r = 0; r < model.rows(); ++r) {
    if (model.kind(r) != RowKind::kData) continue;
    const std::int32_t passage = model.table().row_passages[static_cast<std::size_t>(r)];
    if (passage < 0 || model.label(r).empty()) continue;
    static const Guarded p_row(R"((?i)^\W*(p\b|sig|n\b|p[- ]?val))");
    if (p_row.in(model.label(r))) continue;
    for (std::int32_t c = model.label_columns(); c < model.columns(); ++c) {
      const std::int32_t cell = model.cell(r, c);
      if (cell < 0 || model.cell_at(cell).row != r || model.cell_at(cell).column != c) continue;
      const std::vector<std::string> path = model.header_path(r, c);
      if (path.empty() || p_head.in(path.back())) continue;
      const bool named = head.is(path.back());
      if (!named && (p_values || no_value.in(path.back()))) continue;
      const std::string_view text = slice(reading.document.text, model.cell_at(cell).span);
      const std::vector<Token> tokens = lex(text, model.cell_at(cell).span.start);
      std::size_t i = 0;
      if (!tokens.empty() && !coefficient_at(reading.document.text, tokens, 0).empty()) {
        ++i;
        if (i < tokens.size() && tokens[i].is('=')) ++i;
      }
      if (i >= tokens.size() || !tokens[i].is_number()) continue;
      const Number& n = tokens[i].number;
      // Whole matrices print two decimals or more; a diagonal of ones says nothing.
      if (n.decimals < 2 || std::fabs(n.value) >= 1 || n.percent || n.op != Operator::kNone) {
        if (!(n.op == Operator::kEqual && n.decimals >= 2 && std::fabs(n.value) < 1)) continue;
      }
      if (i + 1 < tokens.size() && (tokens[i + 1].is('!') || tokens[i + 1].is('/') || tokens[i + 1].is('-'))) continue;
      const ByteSpan row = reading.document.passages[static_cast<std::size_t>(passage)].span;
      Claim claim = claim_of(reading.document, {passage, row}, kind::kTest);
      claim.measure = kCorrelation;
      claim.value = claim.statistic = n.value;
      claim.value_text = tokens[i].text;
      claim.value_op = Operator::kEqual;
      claim.value_span = tokens[i].span;
      claim.statistic_name = "r";
      for (std::size_t j = i + 1; j < tokens.size() && claim.p_op == Operator::kNone; ++j)
        if (const auto p = read_p_value(tokens, j)) claim.p_op = p->op, claim.p_value = p->value;
      if (claim.p_op == Operator::kNone) {
        // "r | p" side by side.
        if (c + 1 < model.columns()) {
          const std::vector<std::string> right = model.header_path(r, c + 1);
          if (!right.empty() && p_head.in(right.back()))
            if (const auto p = read_p_cell(lex(model.text(r, c + 1)))) claim.p_op = p->op, claim.p_value = p->value;
        }
        // "0.45*", "0.45 (0.01)" under "r (p)"
        std::string marks;
        for (const char ch : text)
          if (ch == '*') marks += ch;
        if (claim.p_op == Operator::kNone && !marks.empty())
          if (const auto p = p_of_marks(notes, marks)) claim.p_op = p->op, claim.p_value = p->value;
      }
      claim.subject = model.factor(r).empty() ? model.label(r) : model.factor(r) + ": " + model.label(r);
      for (auto words = path.rbegin(); words != path.rend() && claim.outcome.empty(); ++words)
        if (!head.is(*words)) claim.outcome = *words;
      if (claim.outcome.empty()) {
        static const RE2 pair(
            R"((?i)correlations?[^.]{0,40}? (?:between|of) ([^.,;]{3,80}?) (?:and|with|to) ([^.,;]{3,80}?)(?:\s+(?:in|at|by|for|among)\b|[.,;(]|$))");
        std::string a, b;
        if (RE2::PartialMatch(caption, pair, &a, &b)) {
          static const Guarded many(R"((?i)variables|parameters|factors|characteristics|measures|indices|markers)");
          claim.outcome = many.in(b) ? a : b;
        }
      }
      set_direction(claim);
      claims.push_back(std::move(claim));
    }
  }
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  for (const Sentence& sentence : reading.sentences)
    if (is_running_text(reading.document, sentence) && !is_overlong(sentence)) read_sentence(reading, sentence, claims);
  for (std::size_t i = 0; i < reading.tables.size(); ++i) read_table(reading, i, claims);
}

}  // namespace

extern const Extractor correlation_extractor;
const Extractor correlation_extractor{"correlation", 5, extract};

}  // namespace warrant
