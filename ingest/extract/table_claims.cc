#include "ingest/extract/table_claims.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <map>

#include <re2/re2.h>

#include "ingest/extract/beside_value.h"
#include "ingest/extract/label_words.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_cells.h"
#include "ingest/extract/table_columns.h"
#include "ingest/extract/table_labels.h"
#include "ingest/extract/table_model.h"
#include "src/base/text.h"

namespace warrant {
namespace {

class TableReader {
 public:
  TableReader(const Reading& reading, std::int32_t table, TableKind kind)
      : reading_(reading),
        document_(reading.document),
        index_(table),
        model_(reading.tables[static_cast<std::size_t>(table)]),
        about_(reading.measures[static_cast<std::size_t>(table)]),
        kind_(kind) {}

  void read(std::vector<Claim>& claims) {
    if (!about_.mentions) return;
    labels_.emplace(reading_, index_, about_.model);
    beside_.emplace(model_, *labels_, about_.model);
    for (std::int32_t r = 0; r < model_.rows(); ++r) {
      const std::int32_t senses = about_.senses_of_row[static_cast<std::size_t>(r)];
      if (senses < 0) continue;
      senses_ = &about_.senses[static_cast<std::size_t>(senses)];
      read_row(r, claims);
    }
  }

 private:
  ColumnSense row_sense(std::int32_t row) const {
    std::vector<std::string> words;
    if (!model_.label(row).empty()) words.push_back(model_.label(row));
    if (!model_.factor(row).empty()) words.push_back(model_.factor(row));
    return sense_of_words(words, about_.model);
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
        std::any_of(senses_->begin(), senses_->end(), [](const ColumnSense& s) { return is_value(s.role); });
    if (!named && (beside.role == Role::kP || beside.role == Role::kInterval || beside.role == Role::kLow ||
                   beside.role == Role::kHigh))
      return;
    std::string_view named_by_cell;
    // The constant of a model and its fit are of no factor.
    static const Guarded of_model(
        R"((?i)^\W*(constant|\(?intercept\)?|(nagelkerke|pseudo|mcfadden|cox (and|&) snell|adjusted)?'?s?[ -]*R ?-?(2|²|squared?)|omnibus .*|hosmer.*|-? ?2 ?(log|LL).*|log[- ]?likelihood.*|AIC|BIC|model (χ|chi).*)\W*$)");
    if (kind_ == TableKind::kRatio && of_model.is(model_.label(row))) return;
    if (kind_ == TableKind::kRatio && holds_negative(row)) return;
    for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c) {
      const std::int32_t index = model_.cell(row, c);
      if (index < 0) continue;
      const TableCell& cell = model_.cell_at(index);
      if (cell.row != row || cell.column != c || cell.span.empty()) continue;
      const ColumnSense& above = (*senses_)[static_cast<std::size_t>(c)];
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
              if ((*senses_)[static_cast<std::size_t>(k)].role == Role::kP) sense.p = k;
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
                 (above.role == Role::kOther && (kind_ == TableKind::kTime || !about_.measure.empty() ||
                                                 (is_value(beside.role) && beside.role != Role::kRatio)))) {
        if (is_value(beside.role)) {
          if (wanted(beside.role)) read_value(row, c, beside, above, true, claims);
        } else if (kind_ == TableKind::kRate && beside.role == Role::kNone && !beside.endpoint.empty() &&
                   above.role == Role::kNone && above.percent && time_of_caption()) {
          // "Overall survival | 14 | 15" under "A (%) | B (%)" in a table of estimates at five years.
          ColumnSense sense = beside;
          sense.role = Role::kRate;
          sense.at = time_of_caption();
          sense.percent = true;
          read_value(row, c, sense, above, true, claims);
        } else if (kind_ == TableKind::kTime && holds_time(cell) && !timed_endpoint(row).empty()) {
          // "PFS | Arm A | Arm B" over "All patients | 8.2 months | 6.4 months".
          ColumnSense sense = above;
          sense.role = Role::kTime;
          sense.measure = measure::kMedianSurvival;
          sense.endpoint = timed_endpoint(row);
          read_value(row, c, sense, beside, false, claims);
        } else if (!about_.measure.empty() && kind_ == TableKind::kRatio &&
                   (above.role == Role::kNone || factor_like(row, c))) {
          ColumnSense sense = above;
          sense.role = Role::kRatio;
          sense.measure = about_.measure;
          read_value(row, c, sense, beside, false, claims, true);
        }
      }
    }
  }

  // "1.1 (0.9–1.3)"
  bool holds_interval(std::int32_t row, std::int32_t column) const {
    const std::vector<Token> tokens = lex(model_.text(row, column));
    if (tokens.size() < 5 || !tokens[0].is_number() || !(tokens[1].is('(') || tokens[1].is('['))) return false;
    const auto interval = read_interval(tokens, 1, true);
    return interval && interval->low && interval->high && *interval->low <= tokens[0].number.value &&
           tokens[0].number.value <= *interval->high;
  }

  // "Age", "Total no. of animals" beside "History", all over ratios that only the caption names: one factor more.
  bool factor_like(std::int32_t row, std::int32_t column) const {
    static const Guarded statistic(
        R"((?i)\bmean\b|median|average|difference|range|\bS\.?[DE]\b|rate|%|coef|beta|β|score|weight|\bn\b)");
    for (const std::string& words : model_.header_path(row, column))
      if (statistic.in(words)) return false;
    if (!holds_interval(row, column)) return false;
    for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k)
      if (k != column && (*senses_)[static_cast<std::size_t>(k)].role == Role::kNone && holds_interval(row, k))
        return true;
    return false;
  }

  // Of times whose unit stands in the cells: the corner names it, or a caption of medians.
  std::string timed_endpoint(std::int32_t row) const {
    for (const std::string& words : model_.header_path(row, 0))
      if (std::string e = endpoint_in(words); !e.empty()) return e;
    static const Guarded median(R"((?i)\bmedian\b)"), other(R"((?i)\bmean\b|\baverage\b)");
    return median.in(about_.caption) && !other.in(about_.caption) ? endpoint_in(about_.caption) : std::string();
  }

  bool holds_time(const TableCell& cell) const {
    const std::vector<Token> tokens = lex(slice(document_.text, cell.span));
    return tokens.size() >= 2 && tokens[0].is_number() && tokens[1].is_word() && tokens[1].text.size() > 1 &&
           !time_unit(tokens[1].text).empty();
  }

  void read_value(std::int32_t row, std::int32_t column, const ColumnSense& sense, const ColumnSense& cross,
                  bool transposed, std::vector<Claim>& claims, bool needs_interval = false) {
    const TableCell& cell = model_.cell_at(model_.cell(row, column));
    const std::string_view text = slice(document_.text, cell.span);
    const std::vector<Token> tokens = lex(text, cell.span.start);
    auto value = read_cell(tokens, text, sense.role, sense, sense.interval_inside || cross.interval_inside,
                           sense.range_inside && !sense.interval_inside);
    if (!value) return;
    if (sense.role == Role::kRatio && !transposed && !value->interval && beside_->under_interval(row, column)) return;
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
    } else if (!transposed) {
      beside_->read_interval(row, sense, *senses_, c);
    }
    std::optional<PValue> below;
    if (!c.ci_low && !c.ci_high && !transposed && sense.role == Role::kRatio && sense.interval < 0)
      below = beside_->read_below(row, column, c);
    // "1.22 (088–1.70)": a misprint, no interval.
    if (c.ci_low && c.ci_high && *c.ci_low > *c.ci_high && (*c.ci_high > *c.value || *c.ci_low < *c.value)) {
      c.ci_low = c.ci_high = std::nullopt;
      c.ci_level = std::nullopt;
    }
    std::optional<PValue> p = value->p;
    if (!p) p = below;
    if (!transposed && !p && !c.ci_high) p = beside_->shifted_bounds(row, sense, *senses_, c);
    if (!p && !transposed && sense.p >= 0) p = beside_->p_of(row, column, sense);
    if (transposed) read_rows_below(row, column, c, p);
    if (!p && transposed && sense.role == Role::kRatio) {
      for (std::int32_t k = column + 1; k < model_.columns(); ++k)
        if ((*senses_)[static_cast<std::size_t>(k)].role == Role::kP) p = read_p_cell(lex(model_.text(row, k)));
    } else if (!p && transposed) {
      bool ratio = false;
      std::int32_t p_column = -1;
      for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
        ratio |= (*senses_)[static_cast<std::size_t>(k)].role == Role::kRatio && !model_.text(row, k).empty();
        if ((*senses_)[static_cast<std::size_t>(k)].role == Role::kP) p_column = k;
      }
      if (!ratio && p_column >= 0) p = read_p_cell(lex(model_.text(row, p_column)));
    }
    // "1.5 (0.3 to 8.0) 0.6" under "OR (95% CI) p-value"
    static const Guarded p_last(R"((?i)\bp[- ]?val(ue)?s?\W*$)");
    if (!p && value->interval && sense.role == Role::kRatio && tokens.size() > 4 && tokens.back().is_number() &&
        tokens.back().number.value <= 1 && (tokens[tokens.size() - 2].is(')') || tokens[tokens.size() - 2].is(']')))
      if (const std::vector<std::string> path = model_.header_path(row, column);
          !path.empty() && p_last.in(path.back()))
        p = read_p_cell(std::vector<Token>{tokens.back()});
    // "p-value" over "HR (95% CI)" in one header: the p value stands in the row above its ratio.
    const bool p_above = !p && sense.p_inside && row > 0 && model_.kind(row - 1) == RowKind::kData;
    if (p_above) p = read_p_cell(lex(model_.text(row - 1, column)));
    if (!p) p = p_of_marks(about_.notes, value->marks);
    if (!p && sense.role == Role::kRatio) p = p_of_note(cell);
    if (!p && sense.role == Role::kRatio && !transposed) p = beside_->p_row_below(row, column, sense);
    if (p) {
      c.p_op = p->op;
      c.p_value = p->value;
    }
    place(row, c);
    std::string_view measure = sense.measure;
    if (!sense.other.empty()) {
      // Times to events have hazards, other rows odds.
      static const Guarded timed(R"((?i)surviv|mortality|death|relapse|recurrence|progression|time to|incidence of)");
      const bool hazard = timed.in(model_.label(row));
      if (hazard == (sense.other == measure::kHazardRatio)) measure = sense.other;
    }
    if (sense.role == Role::kRatio)
      if (const auto noted = measure_of_note(cell)) {
        if (noted->empty()) return;
        measure = *noted;
      }
    const bool has_interval = c.ci_low.has_value() || c.ci_high.has_value();
    if (sense.role == Role::kRatio) {
      if (needs_interval && !has_interval) return;
      // "CLART2 HR" beside a row of sensitivities names a test.
      static const Guarded opens(
          R"((?i)^\W*((crude|(un)?adjusted|estimated|pooled|summary|overall|mean|cause[- ]specific|sub-?distribution|proportional|cumulative|mortality|incidence|prevalence|diagnostic|multivaria\w+|univaria\w+)\W+)*([a-z]{0,3}(HR|OR|RR)s?\b|hazards?|odds|risk|rate|relative|ratio|exp\b))");
      if (transposed && !has_interval && !opens.in(model_.label(row)) && !opens.in(model_.factor(row))) return;
      // The heart rate (HR) of a table of correlations.
      static const Guarded correlations(R"((?i)correlation)");
      if (!has_interval && correlations.in(about_.caption)) return;
      static const Guarded means(R"((?i)\bmean\b|\bmedian\b|\bSDs?\b|±|\bscore\b)");
      const bool outside = (c.ci_low && *c.ci_low > *c.value) || (c.ci_high && *c.ci_high < *c.value);
      if (sense.mixed && !transposed && outside) return;
      if (sense.mixed && !transposed && means.in(model_.label(row))) return;
      if (sense.mixed && !transposed && RE2::PartialMatch(slice(document_.text, c.span), "±")) return;
      if (!has_interval && *c.value == 1 && !(c.p_value && tested_by_rows(column, sense))) return;  // the reference
      // "1. 19": a misprint; which number is meant, nobody can say.
      static const Guarded broken(R"(^\W*\d+\. \d)");
      if (broken.in(slice(document_.text, cell.span))) return;
      const bool hazard = measure == measure::kHazardRatio || measure == measure::kSubdistributionHazardRatio;
      // RR is a respiratory or response rate as often.
      const bool known = hazard                           ? reading_.meaning().hazard
                         : measure == measure::kOddsRatio ? reading_.meaning().odds
                                                          : reading_.meaning().risk;
      // Abbreviations that the document never explains are another thing; ratios are never negative.
      if (!known && (hazard || !has_interval)) return;
      if ((c.ci_low && *c.ci_low < 0) || (c.ci_high && *c.ci_high < 0)) return;
      if (!has_interval && !c.p_value && token.number.decimals == 0) return;
      if (*c.value > 10000) return;
      c.kind = kind::kEffectEstimate;
      c.measure = measure;
    } else if (sense.role == Role::kTime) {
      if (tells_of_individuals()) return;
      c.kind = kind::kTimeToEvent;
      c.measure = sense.measure.empty() ? measure::kMedianSurvival : sense.measure;
      c.unit = !value->unit.empty() ? value->unit : !sense.unit.empty() ? sense.unit : cross.unit;
      if (c.unit.empty()) c.unit = unit_elsewhere();
      if (c.unit.empty()) return;  // a number without a unit is no time
    } else {
      c.kind = kind::kSurvivalRate;
      c.measure = measure::kSurvivalRate;
      c.unit = token.number.percent || sense.percent || *c.value > 1 ? "%" : "";
      c.at = sense.at;
    }
    labels_->label(row, column, *senses_, sense, cross, transposed, p_above && p.has_value(), c);
    c.analysis = sense.analysis;
    if (c.analysis.empty()) c.analysis = cross.analysis;
    if (c.analysis.empty()) c.analysis = analysis_of(model_.panel(row));
    if (c.analysis.empty() && is_analysis_heading(model_.factor(row))) c.analysis = analysis_of(model_.factor(row));
    // "Unadjusted and adjusted ratios": which one, the caption does not say.
    static const Guarded both(
        R"((?i)\b(unadjusted|crude)\b.*[^n]adjusted|[^n]adjusted.*\b(unadjusted|crude)\b|univaria\w+.*multivaria|multivaria\w+.*univaria)");
    if (c.analysis.empty() && !both.in(about_.caption)) c.analysis = analysis_of(about_.caption);
    judge_direction(c);
    claims.push_back(std::move(c));
  }

  // A ratio is never below nought: a row with such an interval tells differences, whatever its header says.
  bool holds_negative(std::int32_t row) const {
    for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c) {
      const ColumnSense& sense = (*senses_)[static_cast<std::size_t>(c)];
      if (sense.role != Role::kRatio || !sense.interval_inside) continue;
      const std::vector<Token> tokens = lex(model_.text(row, c));
      for (std::size_t i = 1; i < tokens.size(); ++i)
        if (const auto interval = read_interval(tokens, i, true)) {
          if (interval->low && interval->high && *interval->low < 0 && *interval->high >= 0) return true;
          break;
        }
    }
    return false;
  }

  // A list of factors, each with its ratio and its p value: "1.00 | 0.77" is a result there, no reference.
  bool tested_by_rows(std::int32_t column, const ColumnSense& sense) const {
    int rows = 0;
    constexpr int kFewest = 4;
    for (std::int32_t r = 0; r < model_.rows() && sense.p >= 0; ++r) {
      if (model_.kind(r) != RowKind::kData || model_.text(r, column).empty()) continue;
      const std::int32_t p = model_.cell(r, sense.p);
      if (model_.factor_row(r) >= 0 || p < 0 || model_.cell_at(p).row_span > 1 ||
          !read_p_cell(lex(model_.text(r, sense.p))))
        return false;
      ++rows;
    }
    return rows >= kFewest;
  }

  // Rows that are single patients ("A | PD | 3.7", "A | SD | 12.4"): their times are no medians.
  bool tells_of_individuals() {
    if (individuals_) return *individuals_;
    static const Guarded summary(R"((?i)median|\bmed\b|mean\b|average)");
    bool summarized = summary.in(about_.caption);
    std::vector<std::string> labels;
    bool numbered = true;
    for (std::int32_t r = 0; r < model_.rows() && !summarized; ++r) {
      for (std::int32_t c = 0; c < model_.columns() && model_.kind(r) == RowKind::kHeader; ++c)
        summarized |= summary.in(model_.text(r, c));
      if (model_.kind(r) != RowKind::kData) continue;
      summarized |= summary.in(model_.label(r)) || !model_.factor(r).empty();
      const std::string label(model_.text(r, 0));
      numbered &= !label.empty() && label.size() < 5 && std::all_of(label.begin(), label.end(), is_ascii_digit);
      labels.push_back(label);
    }
    constexpr std::size_t kFewest = 5;
    const std::size_t rows = labels.size();
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    individuals_ = !summarized && rows >= kFewest && (numbered || labels.size() * 2 <= rows);
    return *individuals_;
  }

  // The one time point that caption and notes set for all rates of the table ("all estimates are at 5 years").
  const std::optional<TimePoint>& time_of_caption() {
    if (caption_time_known_) return caption_time_;
    caption_time_known_ = true;
    static const RE2 at(
        R"((?i)(?:\bat|\bafter|:|^| )\s*(\d+|one|two|three|five|ten)[ -](year|month|week)s?\b[ -]?(follow|[a-z]*))");
    std::string number, unit, behind;
    for (const std::string* words : {&about_.caption, &about_.notes}) {
      re2::StringPiece rest(*words);
      while (RE2::FindAndConsume(&rest, at, &number, &unit, &behind)) {
        const std::vector<Token> tokens = lex(number);
        if (tokens.empty() || !tokens[0].is_number() || ascii_lower(behind).substr(0, 6) == "follow") continue;
        TimePoint here{tokens[0].number.value, ascii_lower(unit) + "s"};
        if (caption_time_ && (caption_time_->value != here.value || caption_time_->unit != here.unit))
          return caption_time_ = std::nullopt, caption_time_;
        caption_time_ = here;
      }
    }
    return caption_time_;
  }

  // The notes to the raised letters in a cell, without the letter.
  std::vector<std::string_view> notes_of(const TableCell& cell) const {
    std::vector<std::string_view> out;
    const auto& raised = document_.superscripts;
    auto mark =
        std::partition_point(raised.begin(), raised.end(), [&](ByteSpan s) { return s.end <= cell.span.start; });
    for (; mark != raised.end() && mark->start < cell.span.end; ++mark) {
      const std::string_view letter = slice(document_.text, *mark);
      if (letter.size() != 1) continue;
      for (const std::int32_t note : model_.table().notes) {
        const std::string_view text = slice(document_.text, document_.passages[static_cast<std::size_t>(note)].span);
        if (text.size() > 3 && text[0] == letter[0] && !(text[1] >= 'a' && text[1] <= 'z'))
          out.push_back(text.substr(1));
      }
    }
    return out;
  }

  // "1.9 (1.1–3.2)ᶠ" over "ᶠ p < 0.05".
  std::optional<PValue> p_of_note(const TableCell& cell) const {
    constexpr std::size_t kFirst = 8;  // tokens before the p value
    for (const std::string_view note : notes_of(cell)) {
      static const Guarded interaction(R"((?i)interact|trend|heterogen|departure|linear)");
      const std::vector<Token> tokens = lex(note.substr(0, 60));
      for (std::size_t i = 0; i < tokens.size() && i < kFirst && !interaction.in(note); ++i)
        if (const auto p = read_p_value(tokens, i)) return p;
    }
    return std::nullopt;
  }

  // What the note to a raised letter in the cell says of its measure: another ratio, or no ratio at all (empty).
  std::optional<std::string_view> measure_of_note(const TableCell& cell) const {
    for (const std::string_view text : notes_of(cell)) {
      const std::vector<Token> tokens = lex(text);
      const std::vector<RatioName> ratios = find_ratios(tokens);
      if (ratios.size() == 1) return ratios[0].measure;
      static const Guarded no_ratio(
          R"((?i)ratio of (the )?(geometric )?means?|mean ratio|mean difference|regression coefficient|geometric mean)");
      if (no_ratio.in(text)) return std::string_view();
    }
    return std::nullopt;
  }

  // "95% CI" and "p value" rows under the value in transposed tables.
  void read_rows_below(std::int32_t row, std::int32_t column, Claim& c, std::optional<PValue>& p) const {
    for (std::int32_t r = row + 1; r < model_.rows() && r <= row + 2; ++r) {
      if (model_.kind(r) != RowKind::kData) break;
      const ColumnSense below = sense_of_words({model_.label(r)}, about_.model);
      if (below.role == Role::kInterval && !c.ci_low) {
        if (const auto interval = beside_->interval_cell(r, column)) {
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
    for (std::string_view words : {std::string_view(about_.caption), std::string_view(about_.notes)})
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

  const Reading& reading_;
  const Document& document_;
  std::int32_t index_;
  const TableModel& model_;
  const MeasureTable& about_;
  TableKind kind_;
  const std::vector<ColumnSense>* senses_ = nullptr;  // of the columns in the row that is read
  std::optional<bool> individuals_;                   // once asked for
  bool caption_time_known_ = false;
  std::optional<TimePoint> caption_time_;
  std::optional<TableLabels> labels_;
  std::optional<BesideValue> beside_;
};

}  // namespace

void extract_tables(const Reading& reading, TableKind kind, std::vector<Claim>& claims) {
  for (std::size_t i = 0; i < reading.tables.size(); ++i) {
    TableReader reader(reading, static_cast<std::int32_t>(i), kind);
    reader.read(claims);
  }
}

}  // namespace warrant
