#include "ingest/extract/table_claims.h"

#include <algorithm>
#include <map>

#include <re2/re2.h>

#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_columns.h"
#include "ingest/extract/table_model.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// A value cell read: "1.20 (0.57, 2.54)", "<0.001", "12.3 months (95% CI 10–14), p = 0.03".
struct CellValue {
  std::size_t token = 0;
  std::optional<Interval> interval;
  std::optional<double> level;
  std::optional<PValue> p;
  std::optional<double> high;
  std::string unit;
  std::string marks;  // trailing stars and daggers
};

bool is_reference_word(std::string_view text) {
  static const RE2 words(R"((?i)\b(ref(erence|erent|\.)?|baseline category|comparator)\b)");
  return RE2::PartialMatch(text, words);
}

std::optional<CellValue> read_cell(const std::vector<Token>& tokens, std::string_view text, Role role,
                                   const ColumnSense& sense, bool interval_expected, bool range_inside) {
  if (tokens.empty() || is_reference_word(text)) return std::nullopt;
  std::size_t i = 0, words = 0;
  while (i < tokens.size() && !tokens[i].is_number()) {
    if (tokens[i].is("p") || tokens[i].is("p-value")) return std::nullopt;
    if (tokens[i].kind == TokenKind::kNumber) return std::nullopt;  // malformed
    static const WordSet other_measures = {"difference", "mean", "md", "beta", "β", "coefficient", "smd"};
    if (role == Role::kRatio && one_of(tokens[i], other_measures)) return std::nullopt;
    if (tokens[i].is_word()) ++words;
    ++i;
  }
  if (i >= tokens.size() || words > 4) return std::nullopt;
  CellValue v;
  v.token = i;
  const Number& n = tokens[i].number;
  if (n.word) return std::nullopt;
  std::size_t k = i + 1;
  if (role == Role::kRatio && sense.p_inside) {
    // "0.18 0.81 (0.61–1.09)": the p value first; alone it is only the p value.
    if (k < tokens.size() && tokens[k].is_number() && k + 1 < tokens.size() &&
        (tokens[k + 1].is('(') || tokens[k + 1].is('['))) {
      v.p = read_p_cell(std::vector<Token>(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(k)));
      v.token = k;
      ++k;
    } else if (!(k < tokens.size() && (tokens[k].is('(') || tokens[k].is('[')))) {
      return std::nullopt;
    }
  }
  if (role == Role::kRatio) {
    if (n.percent || n.value < 0) return std::nullopt;
    if (k < tokens.size() && tokens[k].is('!')) return std::nullopt;
    if (k < tokens.size() && tokens[k].is('/')) return std::nullopt;
    if (k + 1 < tokens.size() && tokens[k].is('-') && tokens[k + 1].is_number())
      return std::nullopt;  // an interval alone
    if (k + 1 < tokens.size() && tokens[k].is("to") && tokens[k + 1].is_number()) return std::nullopt;
  }
  if (role == Role::kTime) {
    if (n.percent || n.value < 0) return std::nullopt;
    if (k < tokens.size() && tokens[k].is('/')) return std::nullopt;
    if (k + 1 < tokens.size() && (tokens[k].is('-') || tokens[k].is("to")) && tokens[k + 1].is_number()) {
      v.high = tokens[k + 1].number.value;
      k += 2;
    }
    if (k < tokens.size() && tokens[k].is_word())
      if (const std::string_view unit = time_unit(tokens[k].text); !unit.empty() && tokens[k].text.size() > 1) {
        v.unit = unit;
        ++k;
      }
  }
  if (role == Role::kRate) {
    // "24 (80%)" and "24/30 (80)": the share is in the bracket.
    if (!n.percent) {
      std::size_t open = k;
      if (open + 1 < tokens.size() && tokens[open].is('/') && tokens[open + 1].is_number()) open += 2;
      if (open + 2 < tokens.size() && tokens[open].is('(') && tokens[open + 1].is_number() &&
          (tokens[open + 1].number.percent || tokens[open + 2].is(')')) && !tokens[open + 2].is('-')) {
        v.token = open + 1;
        k = open + 2;
      } else if (open != k) {
        return std::nullopt;
      }
    }
    const double value = tokens[v.token].number.value;
    if (value < 0 || value > 100) return std::nullopt;
    while (k < tokens.size() && tokens[k].is('%')) ++k;
  }
  while (k < tokens.size() && (tokens[k].is('*') || tokens[k].text == "†" || tokens[k].text == "‡" ||
                               tokens[k].text == "§" || tokens[k].text == "¶" || tokens[k].text == "#")) {
    v.marks += tokens[k].text;
    ++k;
  }
  if (k < tokens.size() && tokens[k].is_word() && tokens[k].text.size() == 1 && !tokens[k].space_before)
    ++k;  // a raised letter
  const double value = tokens[v.token].number.value;
  for (std::size_t j = k; j < tokens.size(); ++j) {
    if (!v.interval) {
      if (const auto label = read_interval_label(tokens, j)) {
        std::size_t at = label->end;
        while (at < tokens.size() &&
               (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('=') || tokens[at].is(';')))
          ++at;
        if (auto interval = read_interval(tokens, at, true)) {
          v.interval = interval;
          v.level = label->level;
          j = interval->end - 1;
          continue;
        }
      }
      if (tokens[j].is('(') || tokens[j].is('[') || (j == k && tokens[j].is_number()) ||
          (j == k && (tokens[j].is(',') || tokens[j].is(';')))) {
        std::size_t at = j;
        if (tokens[at].is(',') || tokens[at].is(';')) ++at;
        if (const auto interval = read_interval(tokens, at, true); interval && (interval->low || interval->high)) {
          const bool holds = (!interval->low || *interval->low <= value + 1e-6) &&
                             (!interval->high || *interval->high >= value - 1e-6);
          if (role == Role::kRatio ? holds || interval_expected : holds && interval_expected && !(range_inside)) {
            v.interval = interval;
            j = interval->end - 1;
            continue;
          }
          if (role != Role::kRatio && holds) {
            j = interval->end - 1;
            continue;
          }
        }
      }
    }
    if (!v.p)
      if (const auto p = read_p_value(tokens, j)) {
        v.p = p;
        j = p->end - 1;
        continue;
      }
    // "1.40 (.97–2.01), 0.07" where the header ends in "P value".
    if (!v.p && v.interval && tokens[j].is(',') && j + 2 == tokens.size() && tokens[j + 1].is_number()) {
      v.p = read_p_cell(std::vector<Token>{tokens[j + 1]});
      break;
    }
    if (tokens[j].is('*')) v.marks += '*';
  }
  return v;
}

std::string strip_reference(const std::string& label, std::string* reference) {
  static const RE2 ref(
      R"((?i)\s*[\(\[]?\s*\b(?:ref(?:erence)?(?: group| category)?)\b\s*[:=.]?\s*([^\)\]]*)[\)\]]?\s*$)");
  std::string name;
  std::string out = label;
  if (RE2::PartialMatch(label, ref, &name)) {
    RE2::Replace(&out, ref, "");
    if (reference != nullptr) *reference = std::string(trim(name));
    if (out.empty()) out = label;
  }
  return out;
}

std::string strip_counts(const std::string& words) {
  static const RE2 counts(R"((?i)\s*[\(\[]?\s*\bn\s*=\s*[\d, ]+[\)\]]?)");
  std::string out = words;
  RE2::GlobalReplace(&out, counts, "");
  return std::string(trim(out));
}

// What the caption says the table is about: an endpoint, or the words behind "predictors of", "associated with"…
std::string outcome_in_caption(const std::string& caption) {
  if (std::string e = endpoint_in(caption); !e.empty()) return e;
  if (std::string e = event_in(caption); !e.empty()) return e;
  static const RE2 cue(
      R"((?i)(?:for predicting|associated with|associations? (?:with|of .* with)|predict(?:ing|ors? of|ors? for|ive of|ion of)|risk factors? (?:for|of)|(?:risk|odds|likelihood|probability|hazard|incidence|rates?) of|determinants of|effects? (?:on|of .* on)|(?:regression|model|analys[ei]s|ratios?)(?: \([^)]*\))?(?: results)? (?:for|of|predicting|on)|related to|factors (?:for|affecting|influencing)) (?:the |an? )?((?:(?:[\w/'’–-]+|\([A-Z]+\)) ?){1,7}))");
  static const RE2 stop(
      R"((?i)^(.*?)\s+(?:in|among|by|according|with|between|at|during|from|after|using|stratified|adjusted|for|based|across|comparing|versus|vs|within|on|over|and their|as|per|of|through|when|among|whose|adjusting|controlling|study|trial|arm|group)\b.*$)");
  std::string found, cut;
  re2::StringPiece rest(caption);
  std::string best;
  while (RE2::FindAndConsume(&rest, cue, &found)) {
    if (RE2::FullMatch(found, stop, &cut) && !cut.empty()) found = cut;
    static const RE2 no_outcome(
        R"((?i)\b(sets?|cohorts?|patients|groups?|variables?|factors?|characteristics|data|subgroups?|parameters|results?|baseline|models?|regression|variates?|treatments?)\b)");
    if (RE2::PartialMatch(found, no_outcome)) continue;
    best = std::string(trim(found));
    static const RE2 weak(
        R"((?i)^(regression|variables?|factors?|model|multivaria\w+|univaria\w+|cox|logistic|the|association).*)");
    if (!RE2::FullMatch(best, weak)) return best;
  }
  return best;
}

// The p value a mark stands for in the notes: "* p < 0.05", "**P<0.01".
std::optional<PValue> p_of_marks(const std::string& notes, const std::string& marks) {
  if (marks.empty() || notes.empty()) return std::nullopt;
  std::size_t at = 0;
  while ((at = notes.find(marks, at)) != std::string::npos) {
    const bool whole =
        (at == 0 || notes[at - 1] != '*') && (at + marks.size() >= notes.size() || notes[at + marks.size()] != '*');
    if (whole) {
      const auto tokens = lex(std::string_view(notes).substr(at + marks.size(), 60));
      for (std::size_t i = 0; i < tokens.size() && i < 4; ++i)
        if (const auto p = read_p_value(tokens, i)) return p;
    }
    at += marks.size();
  }
  return std::nullopt;
}

class TableReader {
 public:
  TableReader(const Reading& reading, std::int32_t table, TableKind kind)
      : reading_(reading),
        document_(reading.document),
        index_(table),
        model_(reading.tables[static_cast<std::size_t>(table)]),
        kind_(kind),
        caption_(model_.caption()),
        notes_(model_.notes()) {}

  void read(std::vector<Claim>& claims) {
    if (!mentions_measures()) return;
    meaning_ = reading_.meaning();
    measure_ = model_measure(caption_ + " " + notes_);
    if (measure_.empty())
      measure_ = meaning_.hazard && !meaning_.odds   ? measure::kHazardRatio
                 : meaning_.odds && !meaning_.hazard ? measure::kOddsRatio
                                                     : "";
    {
      const auto ratios = find_ratios(lex(caption_));
      if (!ratios.empty()) caption_measure_ = ratios.front().measure;
      // "Data are HR (95% CI)" may stand below the table.
      static const RE2 data_are(
          R"((?i)(data|values|results|numbers|estimates|entries)( shown| presented| given)? are[^.;]{0,40}(ratio|\bHR|\bOR\b|\bRR|relative risk))");
      if (caption_measure_.empty() && RE2::PartialMatch(notes_, data_are)) {
        const auto noted = find_ratios(lex(notes_));
        if (!noted.empty()) caption_measure_ = noted.front().measure;
      }
    }
    for (std::int32_t r = 0; r < model_.rows(); ++r) {
      if (r == 0 || model_.kind(r) == RowKind::kHeader) senses_.clear();
      if (model_.kind(r) != RowKind::kData) continue;
      if (senses_.empty()) senses_ = column_senses(model_, r, measure_);
      read_row(r, claims);
    }
  }

 private:
  // Cheap: a table without any of these words holds no claim of ours.
  bool mentions_measures() const {
    static const RE2 words(
        R"(HR\b|OR\b|RR\b|ORs\b|HRs\b|SHR|(?i:hazard|odd|relative risk|risk ratio|rate ratio|relative rate|exp ?\(|surviv|\b[a-z]{0,3}(OS|PFS|DFS|RFS|EFS|CSS|DSS|MFS|TTP|MST|TTF|DOR)\b|time to|duration of|local control))");
    if (RE2::PartialMatch(caption_, words)) return true;
    for (const std::int32_t p : model_.table().row_passages)
      if (p >= 0 &&
          RE2::PartialMatch(slice(document_.text, document_.passages[static_cast<std::size_t>(p)].span), words))
        return true;
    return false;
  }

  ColumnSense row_sense(std::int32_t row) const {
    std::vector<std::string> words;
    if (!model_.label(row).empty()) words.push_back(model_.label(row));
    if (!model_.factor(row).empty()) words.push_back(model_.factor(row));
    return sense_of_words(words, measure_);
  }

  bool wanted(Role role) const {
    return (kind_ == TableKind::kRatio && role == Role::kRatio) || (kind_ == TableKind::kTime && role == Role::kTime) ||
           (kind_ == TableKind::kRate && role == Role::kRate);
  }

  static bool is_value(Role role) { return role == Role::kRatio || role == Role::kTime || role == Role::kRate; }

  void read_row(std::int32_t row, std::vector<Claim>& claims) {
    const ColumnSense beside = row_sense(row);
    // "Lower" and "p" beside a row name its numbers only when no column does.
    if (beside.role == Role::kP) return;
    const bool named =
        std::any_of(senses_.begin(), senses_.end(), [](const ColumnSense& s) { return is_value(s.role); });
    if (!named && (beside.role == Role::kP || beside.role == Role::kInterval || beside.role == Role::kLow ||
                   beside.role == Role::kHigh))
      return;
    std::string_view named_by_cell;
    for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c) {
      const std::int32_t index = model_.cell(row, c);
      if (index < 0) continue;
      const TableCell& cell = model_.cell_at(index);
      if (cell.row != row || cell.column != c || cell.span.empty()) continue;
      const ColumnSense& above = senses_[static_cast<std::size_t>(c)];
      if (kind_ == TableKind::kRatio && above.role != Role::kP) {
        // "RR=1.01 (0.91 to 1.13)" under a header that says nothing of it, or names another ratio.
        const std::vector<Token> tokens = lex(slice(document_.text, cell.span));
        const std::vector<RatioName> named_here = find_ratios(tokens);
        const bool names_itself = named_here.size() == 1 && named_here[0].first <= 1 &&
                                  tokens.size() > named_here[0].end + 1 && tokens.size() < 24;
        if (names_itself && !(above.role == Role::kRatio && above.measure == named_here[0].measure)) {
          ColumnSense sense = above;
          sense.role = Role::kRatio;
          sense.measure = named_here[0].measure;
          sense.interval = sense.low = sense.high = -1;
          sense.mixed = false;
          if (sense.p < 0)
            for (std::int32_t k = c + 1; k < model_.columns() && sense.p < 0; ++k)
              if (senses_[static_cast<std::size_t>(k)].role == Role::kP) sense.p = k;
          read_value(row, c, sense, beside, false, claims);
          continue;
        }
        // "GDM | 32% | 28% | Risk ratio | 0.87 (0.54 to 1.41)": a cell of the row names the measure of the next.
        if (named_here.size() == 1 && named_here[0].first == 0 && named_here[0].end == tokens.size())
          named_by_cell = named_here[0].measure;
        if (above.role == Role::kNone && !named_by_cell.empty()) {
          ColumnSense sense = above;
          sense.role = Role::kRatio;
          sense.measure = named_by_cell;
          read_value(row, c, sense, beside, false, claims, true);
          continue;
        }
      }
      if (is_value(above.role)) {
        // "Median OS" in the row under an "HR" column is the ratio; under a column named for a rate or time it is that.
        if (wanted(above.role)) read_value(row, c, above, beside, false, claims);
      } else if (above.role == Role::kNone ||
                 (above.role == Role::kOther &&
                  (kind_ == TableKind::kTime || (is_value(beside.role) && beside.role != Role::kRatio)))) {
        if (is_value(beside.role)) {
          if (wanted(beside.role)) read_value(row, c, beside, above, true, claims);
        } else if (kind_ == TableKind::kTime && !corner_endpoint(row).empty() && holds_time(cell)) {
          // "PFS | Arm A | Arm B" over "All patients | 8.2 months | 6.4 months".
          ColumnSense sense = above;
          sense.role = Role::kTime;
          sense.measure = measure::kMedianSurvival;
          sense.endpoint = corner_endpoint(row);
          read_value(row, c, sense, beside, false, claims);
        } else if (!caption_measure_.empty() && kind_ == TableKind::kRatio && above.role == Role::kNone) {
          ColumnSense sense = above;
          sense.role = Role::kRatio;
          sense.measure = caption_measure_;
          read_value(row, c, sense, beside, false, claims, true);
        }
      }
    }
  }

  // Said once a table, asked for by every row.
  template <typename Find>
  static const std::string& once(std::optional<std::string>& kept, Find find) {
    if (!kept) kept = find();
    return *kept;
  }

  std::string corner_endpoint(std::int32_t row) const {
    for (const std::string& words : model_.header_path(row, 0))
      if (std::string e = endpoint_in(words); !e.empty()) return e;
    return {};
  }

  bool holds_time(const TableCell& cell) const {
    const std::vector<Token> tokens = lex(slice(document_.text, cell.span));
    return tokens.size() >= 2 && tokens[0].is_number() && tokens[1].is_word() && tokens[1].text.size() > 1 &&
           !time_unit(tokens[1].text).empty();
  }

  std::optional<Interval> interval_cell(std::int32_t row, std::int32_t column, double value) const {
    const std::string_view text = model_.text(row, column);
    const auto tokens = lex(text);
    std::size_t at = 0;
    if (const auto label = read_interval_label(tokens, 0)) at = label->end;
    while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is('='))) ++at;
    auto interval = read_interval(tokens, at, true);
    (void)value;
    return interval;
  }

  std::optional<double> bound_cell(std::int32_t row, std::int32_t column) const {
    for (const Token& t : lex(model_.text(row, column)))
      if (t.is_number()) return t.number.value;
    return std::nullopt;
  }

  bool reference_like(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
    const std::string_view text = model_.text(row, column);
    if (text.empty() || text == "-" || text == "–" || text == "—" || is_reference_word(text)) return true;
    const auto tokens = lex(text);
    if (tokens.empty() || !tokens[0].is_number()) return false;
    if (tokens[0].number.value != 1) return false;
    for (std::size_t k = 1; k < tokens.size(); ++k)
      if (tokens[k].kind == TokenKind::kNumber) return false;
    if (sense.interval >= 0 && read_interval(lex(model_.text(row, sense.interval)), 0, true)) return false;
    if (sense.low >= 0 && bound_cell(row, sense.low)) return false;
    return true;
  }

  void read_value(std::int32_t row, std::int32_t column, const ColumnSense& sense, const ColumnSense& cross,
                  bool transposed, std::vector<Claim>& claims, bool needs_interval = false) {
    const TableCell& cell = model_.cell_at(model_.cell(row, column));
    const std::string_view text = slice(document_.text, cell.span);
    const std::vector<Token> tokens = lex(text, cell.span.start);
    const bool percent_inside = sense.percent;
    auto value = read_cell(tokens, text, sense.role, sense, sense.interval_inside || cross.interval_inside,
                           sense.range_inside && !sense.interval_inside);
    if (!value) return;
    const Token& token = tokens[value->token];
    Claim c;
    c.value = token.number.value;
    c.value_text = token.text;
    c.value_op = token.number.op == Operator::kNone ? Operator::kEqual : token.number.op;
    c.value_span = token.span;
    c.value_high = value->high;
    // Interval: in the cell, in its own column, in two columns, in the row below.
    if (value->interval) {
      c.ci_low = value->interval->low;
      c.ci_high = value->interval->high;
      c.ci_level = value->level ? *value->level : 95;
    } else if (!transposed && sense.interval >= 0) {
      if (const auto interval = interval_cell(row, sense.interval, *c.value)) {
        c.ci_low = interval->low;
        c.ci_high = interval->high;
        c.ci_level = 95;
      } else if (sense.high < 0 && sense.interval + 1 < model_.columns() &&
                 senses_[static_cast<std::size_t>(sense.interval + 1)].role == Role::kInterval) {
        // A CI header over two columns: lower, upper.
        c.ci_low = bound_cell(row, sense.interval);
        c.ci_high = bound_cell(row, sense.interval + 1);
        if (c.ci_low || c.ci_high) c.ci_level = 95;
      }
    }
    if (!c.ci_low && !c.ci_high && !transposed && sense.low >= 0 && sense.high >= 0) {
      c.ci_low = bound_cell(row, sense.low);
      c.ci_high = bound_cell(row, sense.high);
      if (c.ci_low || c.ci_high) c.ci_level = 95;
    }
    std::optional<PValue> p = value->p;
    if (!p && !transposed && sense.p >= 0) p = read_p_cell(lex(model_.text(row, sense.p)));
    if (transposed) read_rows_below(row, column, c, p);
    if (!p && transposed && sense.role == Role::kRatio) {
      for (std::int32_t k = column + 1; k < model_.columns(); ++k)
        if (senses_[static_cast<std::size_t>(k)].role == Role::kP) p = read_p_cell(lex(model_.text(row, k)));
    } else if (!p && transposed) {
      bool ratio = false;
      std::int32_t p_column = -1;
      for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
        ratio |= senses_[static_cast<std::size_t>(k)].role == Role::kRatio && !model_.text(row, k).empty();
        if (senses_[static_cast<std::size_t>(k)].role == Role::kP) p_column = k;
      }
      if (!ratio && p_column >= 0) p = read_p_cell(lex(model_.text(row, p_column)));
    }
    if (!p) p = p_of_marks(notes_, value->marks);
    if (p) {
      c.p_op = p->op;
      c.p_value = p->value;
    }
    place(row, c);
    const bool has_interval = c.ci_low.has_value() || c.ci_high.has_value();
    if (sense.role == Role::kRatio) {
      if (needs_interval && !has_interval) return;
      static const RE2 means(R"((?i)\bmean\b|\bmedian\b|\bSDs?\b|±|\bscore\b)");
      if (sense.mixed && !transposed && RE2::PartialMatch(model_.label(row), means)) return;
      if (sense.mixed && !transposed && RE2::PartialMatch(slice(document_.text, c.span), "±")) return;
      if (!has_interval && *c.value == 1) return;  // the reference
      const bool hazard =
          sense.measure == measure::kHazardRatio || sense.measure == measure::kSubdistributionHazardRatio;
      const bool known = hazard ? meaning_.hazard : sense.measure == measure::kOddsRatio ? meaning_.odds : true;
      // Abbreviations that the document never explains are another thing; ratios are never negative.
      if (!known && (hazard || !has_interval)) return;
      if ((c.ci_low && *c.ci_low < 0) || (c.ci_high && *c.ci_high < 0)) return;
      if (!has_interval && !c.p_value && token.number.decimals == 0) return;
      if (*c.value > 10000) return;
      c.kind = kind::kEffectEstimate;
      c.measure = sense.measure;
    } else if (sense.role == Role::kTime) {
      c.kind = kind::kTimeToEvent;
      c.measure = sense.measure.empty() ? measure::kMedianSurvival : sense.measure;
      c.unit = !value->unit.empty() ? value->unit : !sense.unit.empty() ? sense.unit : cross.unit;
      if (c.unit.empty()) c.unit = unit_elsewhere();
      if (c.unit.empty()) return;  // a number without a unit is no time
    } else {
      c.kind = kind::kSurvivalRate;
      c.measure = measure::kSurvivalRate;
      c.unit = token.number.percent || percent_inside || *c.value > 1 ? "%" : "";
      c.at = sense.at;
    }
    label(row, column, sense, cross, transposed, c);
    c.analysis = sense.analysis;
    if (c.analysis.empty()) c.analysis = cross.analysis;
    if (c.analysis.empty()) c.analysis = analysis_of(model_.panel(row));
    if (c.analysis.empty()) c.analysis = analysis_of(caption_);
    judge_direction(c);
    claims.push_back(std::move(c));
  }

  // "95% CI" and "p value" rows under the value in transposed tables.
  void read_rows_below(std::int32_t row, std::int32_t column, Claim& c, std::optional<PValue>& p) const {
    for (std::int32_t r = row + 1; r < model_.rows() && r <= row + 2; ++r) {
      if (model_.kind(r) != RowKind::kData) break;
      const ColumnSense below = sense_of_words({model_.label(r)}, measure_);
      if (below.role == Role::kInterval && !c.ci_low) {
        if (const auto interval = interval_cell(r, column, *c.value)) {
          c.ci_low = interval->low;
          c.ci_high = interval->high;
          c.ci_level = 95;
        }
      } else if (below.role == Role::kP && !p) {
        p = read_p_cell(lex(model_.text(r, column)));
      } else if (below.role != Role::kInterval && below.role != Role::kP) {
        break;
      }
    }
  }

  std::string unit_elsewhere() const {
    for (std::string_view words : {std::string_view(caption_), std::string_view(notes_)})
      for (const Token& t : lex(words))
        if (t.is_word() && t.text.size() > 2)
          if (const std::string_view unit = time_unit(t.text); !unit.empty()) return std::string(unit);
    return {};
  }

  void place(std::int32_t row, Claim& c) const {
    const Table& table = model_.table();
    const std::int32_t passage = table.row_passages[static_cast<std::size_t>(row)];
    c.passage = passage;
    c.place = Place::kTable;
    c.table = index_;
    if (passage >= 0) {
      const Passage& p = document_.passages[static_cast<std::size_t>(passage)];
      c.place = p.place;
      c.section = p.section;
      c.span = p.span;
    }
  }

  void label(std::int32_t row, std::int32_t column, const ColumnSense& sense, const ColumnSense& cross, bool transposed,
             Claim& c) const {
    const std::string factor = model_.factor(row), panel = model_.panel(row), row_label = model_.label(row);
    const std::string factor_endpoint = endpoint_in(factor), panel_endpoint = endpoint_in(panel);
    // Outcome.
    c.outcome = sense.endpoint;
    // "MST" is a time of survival: what survival, other words say.
    static const RE2 abbreviation(R"((?i)^(MST|median survival time|median survival)$)");
    if (sense.role == Role::kTime && RE2::FullMatch(c.outcome, abbreviation)) {
      c.outcome = endpoint_in(caption_);
      if (c.outcome.empty() || RE2::FullMatch(c.outcome, abbreviation)) c.outcome = "survival";
    }
    if (c.outcome.empty()) c.outcome = cross.endpoint;
    if (c.outcome.empty()) c.outcome = factor_endpoint;
    if (c.outcome.empty()) c.outcome = panel_endpoint;
    bool label_is_outcome =
        sense.role == Role::kRatio && !transposed && (cross.role == Role::kTime || cross.role == Role::kRate);
    std::string group_beside;
    if (!transposed) {
      static const RE2 outcome_header(R"((?i)\b(outcome|end ?-?point|event|adverse)s?\b)");
      const std::vector<std::string> head = model_.header_path(row, 0);
      for (const std::string& words : head) label_is_outcome |= RE2::PartialMatch(words, outcome_header);
      if (!endpoint_in(row_label).empty()) label_is_outcome = true;
      if (label_is_outcome) c.outcome = endpoint_in(row_label).empty() ? row_label : endpoint_in(row_label);
      // "All patients | DFS": the group in one label column, the outcome in another.
      for (std::int32_t k = 0; k < model_.label_columns() && model_.label_columns() > 1; ++k) {
        const std::string words = model_.words(row, k);
        if (!words.empty() && endpoint_in(words).empty() && k < 3 && label_is_outcome &&
            !endpoint_in(row_label).empty())
          group_beside = words;
      }
    }
    std::vector<std::string> path = model_.header_path(row, column);
    if (c.outcome.empty() && !transposed)
      for (const std::string& words : path)
        if (c.outcome.empty() && path.size() > 1) c.outcome = event_in(words);
    if (c.outcome.empty()) c.outcome = once(from_caption_, [&] { return outcome_in_caption(caption_); });
    if (c.outcome.empty() && !transposed) {
      // A spanning header that is neither a measure nor an analysis names the outcome: "Death | Relapse".
      for (const std::string& words : path) {
        const ColumnSense s = sense_of_words({words}, measure_);
        static const RE2 analysis(
            R"((?i)analys|adjust|crude|model|varia|total|group|\bvs\b|versus|cohort|patients|\bn\b ?=|%|set\b|year|month|week|\bday|baseline|\barms?\b|trial|correct|interest|period|overall|follow)");
        if (s.role == Role::kNone && !RE2::PartialMatch(words, analysis) && path.size() > 1 && words.size() > 3) {
          c.outcome = words;
          break;
        }
      }
    }
    if (c.outcome.empty()) c.outcome = once(from_text_, [&] { return outcome_in_text(); });
    if (c.outcome.empty()) c.outcome = once(from_document_, [&] { return main_outcome(document_); });
    // Subject and comparator.
    std::string reference;
    if (transposed) {
      std::string subject;
      for (const std::string& words : path) {
        if (sense_of_words({words}, measure_).role != Role::kNone && path.size() > 1) continue;
        if (!subject.empty()) subject += ": ";
        subject += strip_counts(words);
      }
      c.subject = subject;
      if (!factor.empty() && factor_endpoint.empty() && sense_of_words({factor}, measure_).role == Role::kNone)
        c.subject += " (" + factor + ")";
    } else if (label_is_outcome) {
      c.subject = !group_beside.empty() ? group_beside : factor_endpoint.empty() ? factor : "";
      if (c.subject.empty()) c.subject = subject_column(row);
      if (c.subject.empty()) c.subject = comparison_in_headers(row, c);
    } else {
      std::string label = strip_reference(row_label, &reference);
      std::string group = factor_endpoint.empty() || !find_ratios(lex(factor)).empty()
                              ? strip_reference(factor, reference.empty() ? &reference : nullptr)
                              : "";
      if (!factor_endpoint.empty()) {
        static const RE2 about(R"((?i)^\W*[\w ,()%/-]*surviv|^\W*[A-Z]{2,5}\W*$|time to)");
        if (!RE2::PartialMatch(factor, about)) group = factor;
      }
      c.subject = group.empty() || group == label ? label : label.empty() ? group : group + ": " + label;
      // A row that is its factor's reference: "Markers (ref: 0)" with the reference's own median.
      if (!reference.empty() && sense.role != Role::kRatio && factor != row_label && is_reference_word(row_label))
        c.subject = label + ": " + reference;
      if (!reference.empty()) c.comparator = reference;
      if (!panel.empty() && panel_endpoint.empty()) c.subject += " (" + panel + ")";
      // Groups in the header: a value column under "Training set".
      for (const std::string& words : path) {
        static const RE2 set(
            R"((?i)\b(set|cohort|arm|group|population|male|female|men|women|patients|trial|study)s?\b)");
        if (sense_of_words({words}, measure_).role == Role::kNone && RE2::PartialMatch(words, set) &&
            endpoint_in(words).empty() && c.outcome != words)
          c.subject += " (" + strip_counts(words) + ")";
      }
    }
    if (c.comparator.empty() && sense.role == Role::kRatio && !transposed)
      c.comparator = reference_row(row, column, sense);
    static const RE2 versus(R"((?i)(?:\bvs?\.?|\bversus|\bcompared (?:to|with))\s+([^):;|]+))");
    std::string right;
    if (c.comparator.empty() && RE2::PartialMatch(row_label, versus, &right)) c.comparator = std::string(trim(right));
  }

  // "Outcome | OR | … | Predictor": a column of words that names what the row's number belongs to.
  std::string subject_column(std::int32_t row) const {
    static const RE2 header(
        R"((?i)\b(predictor|exposure|treatment|intervention|comparison|contrast|factor|arm|group)s?\b)");
    for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
      const std::vector<std::string> path = model_.header_path(row, k);
      if (path.empty() || !RE2::PartialMatch(path.back(), header)) continue;
      const std::string words = model_.words(row, k);
      if (words.empty() || !is_ascii_alpha(words[0]) || words.size() > 80) continue;
      return words;
    }
    return {};
  }

  std::string comparison_in_headers(std::int32_t row, Claim& c) const {
    // "Drug (n = 50) | Placebo (n = 48) | HR": the first group is the subject, the second the comparator.
    std::vector<std::string> groups;
    for (std::int32_t k = model_.label_columns(); k < model_.columns() && groups.size() < 2; ++k) {
      if (senses_[static_cast<std::size_t>(k)].role != Role::kNone &&
          senses_[static_cast<std::size_t>(k)].role != Role::kOther)
        continue;
      const std::vector<std::string> path = model_.header_path(row, k);
      if (path.empty()) continue;
      const std::string words = strip_counts(path.front());
      if (words.size() > 2 && std::find(groups.begin(), groups.end(), words) == groups.end() &&
          !RE2::FullMatch(words, R"((?i)(n|no\.?|%|total|events?|studies).*)"))
        groups.push_back(words);
    }
    if (groups.size() == 2) c.comparator = groups[1];
    return groups.empty() ? "" : groups[0];
  }

  std::string reference_row(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
    const std::int32_t head = model_.factor_row(row);
    if (head < 0)
      return row > 0 && model_.kind(row - 1) == RowKind::kData && !model_.text(row - 1, column).empty() &&
                     reference_like(row - 1, column, sense)
                 ? model_.label(row - 1)
                 : "";
    for (std::int32_t r = head; r < model_.rows() && r < head + 40; ++r) {
      if (r == row || model_.kind(r) != RowKind::kData) continue;
      if (r != head && model_.factor_row(r) != head) break;
      if (r != head && reference_like(r, column, sense)) return model_.label(r);
    }
    return {};
  }

  std::string outcome_in_text() const {
    const std::string& label = model_.table().label;
    if (label.empty()) return {};
    std::size_t at = 0;
    for (int guard = 0; guard < 8 && (at = document_.text.find(label, at)) != std::string::npos;
         ++guard, at += label.size()) {
      if (at + label.size() < document_.text.size() && is_ascii_digit(document_.text[at + label.size()])) continue;
      const auto after = [&](const Sentence& s) { return s.span.end > at; };
      const auto it = std::partition_point(reading_.sentences.begin(), reading_.sentences.end(),
                                           [&](const Sentence& s) { return !after(s); });
      if (it == reading_.sentences.end()) break;
      if (!is_prose(document_, *it)) continue;
      const std::string words(slice(document_.text, it->span));
      if (std::string outcome = outcome_in_caption(words); !outcome.empty()) return outcome;
      // The sentences around it in the same paragraph: behind it first, a table is described after it is named.
      const auto k = it - reading_.sentences.begin();
      for (const std::ptrdiff_t step : {1, 2, -1, -2, 3, -3}) {
        if (k + step < 0 || k + step >= static_cast<std::ptrdiff_t>(reading_.sentences.size())) continue;
        const Sentence& near = reading_.sentences[static_cast<std::size_t>(k + step)];
        if (near.passage != it->passage) continue;
        if (std::string e = endpoint_in(slice(document_.text, near.span)); !e.empty()) return e;
      }
    }
    return {};
  }

  const Reading& reading_;
  const Document& document_;
  std::int32_t index_;
  const TableModel& model_;
  TableKind kind_;
  RatioMeaning meaning_;
  std::string caption_, notes_;
  std::string_view measure_, caption_measure_;
  std::vector<ColumnSense> senses_;
  mutable std::optional<std::string> from_caption_, from_text_, from_document_;
};

}  // namespace

void extract_tables(const Reading& reading, TableKind kind, std::vector<Claim>& claims) {
  for (std::size_t i = 0; i < reading.document.tables.size(); ++i) {
    TableReader reader(reading, static_cast<std::int32_t>(i), kind);
    reader.read(claims);
  }
}

}  // namespace warrant
