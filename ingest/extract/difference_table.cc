#include "ingest/extract/difference_table.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <optional>
#include <string>

#include <re2/re2.h>

#include "ingest/extract/literals.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_labels.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Column {
  std::string_view measure;  // empty = no difference
  bool percent = false;
  std::string analysis;
  std::int32_t interval = -1, error = -1, p = -1;
};

// What a header says, or nothing when it names no difference.
std::string_view difference_in(const std::vector<std::string>& path) {
  static const Guarded difference(
      R"((?i)^\W*((mean|adjusted|unadjusted|crude|between|within|groups?|treatment|estimated|absolute|risk|rate|weighted|net|standardi[sz]ed|pooled|least|squares?|LS|in|of|the)\W+)*differences?\b)");
  static const Guarded short_name(R"(^\W*(a?MD|WMD|SMD|RD|ARD)\b)");
  static const Guarded standardised(R"((?i)standardi[sz]ed (mean )?diff|\bSMD\b|cohen.?s d|hedges)");
  static const Guarded risk(R"((?i)\b(risk|rate|proportion)s?\W+(\w+\W+)?diff|absolute risk|\bA?RD\b)");
  static const Guarded coefficient(
      R"((?i)^\W*((adjusted|unadjusted|crude|regression|standardi[sz]ed|unstandardi[sz]ed|parameter)\W+)*(β|beta|b|coef\.?|coefficients?)\W*(\(|,|$|[a-e*†]$))");
  static const Guarded other(
      R"(\b(?:HR|OR|RR)\b|(?i:ratio|\bodds|exp ?\(|p[- ]?value|\bp\b ?(for|of|<)|sig\b|signific|correlation|minimal))");
  for (auto words = path.rbegin(); words != path.rend(); ++words) {
    if (words->size() > 90 || other.in(*words)) return {};
    if (standardised.in(*words)) return measure::kStandardizedMeanDifference;
    if (difference.in(*words) || short_name.in(*words))
      return risk.in(*words) ? measure::kRiskDifference : measure::kMeanDifference;
    if (coefficient.in(*words)) return measure::kRegressionCoefficient;
  }
  return {};
}

class DifferenceReader {
 public:
  DifferenceReader(const Reading& reading, std::int32_t table, std::vector<Claim>& claims)
      : document_(reading.document),
        index_(table),
        model_(reading.tables[static_cast<std::size_t>(table)]),
        labels_(reading, table, ""),
        claims_(claims) {}

  void read() {
    if (model_.columns() < 2 || model_.columns() > 60 || model_.rows() > 2000) return;
    bool known = false;
    for (std::int32_t row = 0; row < model_.rows(); ++row) {
      if (model_.kind(row) == RowKind::kHeader) known = false;
      if (model_.kind(row) != RowKind::kData) continue;
      if (!known) read_headers(row);
      known = true;
      for (std::int32_t c = model_.label_columns(); any_ && c < model_.columns(); ++c)
        if (!columns_[static_cast<std::size_t>(c)].measure.empty()) read_cell(row, c);
    }
  }

 private:
  void read_headers(std::int32_t row) {
    static const Guarded interval(
        R"((?i)^\W*(\d+ ?%?[ -]*)?(C\.?I\.?s?|confidence (interval|limit)s?)\W*(\d+ ?%)?\W*[a-z*]?$)");
    static const Guarded error(R"((?i)^\W*(s\.?e\.?m?\.?|std\.? ?err(or)?\.?|standard error)\W*$)");
    static const Guarded p(R"((?i)^\W*(p(\b|[- ]?val)|sig\.?$).*)");
    const std::size_t n = static_cast<std::size_t>(std::max(0, model_.columns()));
    columns_.assign(n, {});
    senses_.assign(n, {});
    any_ = false;
    std::int32_t owner = -1;
    for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c) {
      const std::vector<std::string> path = model_.header_path(row, c);
      if (path.empty()) continue;
      Column& column = columns_[static_cast<std::size_t>(c)];
      ColumnSense& sense = senses_[static_cast<std::size_t>(c)];
      const std::string& leaf = path.back();
      if (p.is(leaf)) {
        sense.role = Role::kP;
        if (owner >= 0 && columns_[static_cast<std::size_t>(owner)].p < 0)
          columns_[static_cast<std::size_t>(owner)].p = c;
      } else if (interval.is(leaf)) {
        sense.role = Role::kInterval;
        if (owner >= 0 && columns_[static_cast<std::size_t>(owner)].interval < 0)
          columns_[static_cast<std::size_t>(owner)].interval = c;
      } else if (error.is(leaf)) {
        sense.role = Role::kOther;
        if (owner >= 0 && columns_[static_cast<std::size_t>(owner)].error < 0)
          columns_[static_cast<std::size_t>(owner)].error = c;
      } else if (column.measure = difference_in(path);
                 column.measure == measure::kRegressionCoefficient && leaf.size() <= 2 && !speaks_of_regression(row)) {
        column.measure = {};  // "A | B | C" are groups
      } else if (!column.measure.empty()) {
        sense.role = Role::kRatio;
        for (const std::string& words : path) {
          static const Guarded percent(R"((^|[,(/] ?)%|percentage)");
          column.percent |= percent.in(words);
          if (column.analysis.empty()) column.analysis = analysis_of(words);
        }
        owner = c;
        any_ = true;
      } else if (!find_ratios(lex(leaf)).empty()) {
        sense.role = Role::kOther;
        owner = -1;
      }
    }
  }

  bool speaks_of_regression(std::int32_t row) const {
    static const Guarded words(R"((?i)regress|coefficient|predict|exp ?\(|\bbeta\b|wald|β|\bs\.?e\b|std)");
    if (words.in(model_.caption())) return true;
    for (std::int32_t c = 0; c < model_.columns(); ++c)
      for (const std::string& above : model_.header_path(row, c))
        if (words.in(above)) return true;
    return false;
  }

  void read_cell(std::int32_t row, std::int32_t c) {
    const std::int32_t at = model_.cell(row, c);
    if (at < 0 || model_.cell_at(at).row != row || model_.cell_at(at).column != c) return;
    const ByteSpan span = model_.cell_at(at).span;
    const std::string_view text = slice(document_.text, span);
    if (text.empty() || text.size() > 90) return;
    const Column& column = columns_[static_cast<std::size_t>(c)];
    const std::vector<Token> tokens = lex(text, span.start);
    std::size_t i = 0;
    // "Mean difference $12.07": words and signs before the number.
    static const WordSet names = {"mean", "difference", "diff", "md", "wmd", "smd", "rd", "beta", "β", "b", "adjusted"};
    while (i < tokens.size() && !tokens[i].is_number()) {
      // "t36 = 2.15" is a statistic.
      if (tokens[i].is('(') || tokens[i].is('[') || i > 3 || (tokens[i].is_word() && !one_of(tokens[i], names))) return;
      ++i;
    }
    if (i >= tokens.size()) return;
    const bool negative = i > 0 && tokens[i - 1].is('-');  // "− 0.5"
    const double value = negative ? -tokens[i].number.value : tokens[i].number.value;
    if (i + 1 < tokens.size() && (tokens[i + 1].is('!') || tokens[i + 1].is('/'))) return;
    Claim claim;
    claim.value = value;
    claim.value_span = tokens[i].span;
    claim.value_text = tokens[i].text;
    if (negative) {
      claim.value_span.start = tokens[i - 1].span.start;
      claim.value_text = slice(document_.text, claim.value_span);
    }
    claim.value_op = Operator::kEqual;
    bool percent = tokens[i].number.percent || column.percent;
    const auto take = [&](const std::optional<Interval>& interval) {
      if (!interval || !interval->low || !interval->high || claim.ci_low) return;
      if (*interval->low > value + 1e-9 || value > *interval->high + 1e-9) return;
      claim.ci_low = interval->low;
      claim.ci_high = interval->high;
      claim.ci_level = 95;
    };
    for (std::size_t k = i + 1; k < tokens.size(); ++k) {
      if (const auto label = read_interval_label(tokens, k)) {
        std::size_t from = label->end;
        while (from < tokens.size() && (tokens[from].is(':') || tokens[from].is(',') || tokens[from].is('='))) ++from;
        take(read_interval(tokens, from, true));
        if (claim.ci_low && label->level) claim.ci_level = label->level;
      } else if (tokens[k].is('(') || tokens[k].is('[') || (k == i + 1 && tokens[k].is_number())) {
        take(read_interval(tokens, k, true));
      }
      if (claim.p_op == Operator::kNone)
        if (const auto p = read_p_value(tokens, k)) {
          claim.p_op = p->op;
          claim.p_value = p->value;
        }
    }
    const auto cell_tokens = [&](std::int32_t k) { return lex(model_.text(row, k)); };
    if (column.interval >= 0) {
      const auto bounds = cell_tokens(column.interval);
      take(read_interval(bounds, 0, true));
    }
    if (column.error >= 0)
      if (const auto error = cell_tokens(column.error);
          error.size() == 1 && error[0].is_number() && error[0].number.value >= 0)
        claim.se = error[0].number.value;
    if (column.p >= 0 && claim.p_op == Operator::kNone)
      if (const auto p = read_p_cell(cell_tokens(column.p))) {
        claim.p_op = p->op;
        claim.p_value = p->value;
      }
    if (!claim.ci_low && !claim.se && claim.p_op == Operator::kNone) return;
    const std::int32_t passage = model_.table().row_passages[static_cast<std::size_t>(row)];
    if (passage < 0) return;
    const Passage& p = document_.passages[static_cast<std::size_t>(passage)];
    claim.kind = kind::kEffectEstimate;
    claim.measure = column.measure == measure::kMeanDifference && percent ? measure::kRiskDifference : column.measure;
    if (percent) claim.unit = "%";
    claim.passage = passage;
    claim.place = p.place;
    claim.section = p.section;
    claim.table = index_;
    claim.span = p.span;
    labels_.label(row, c, senses_, senses_[static_cast<std::size_t>(c)], {}, false, false, claim);
    claim.analysis = column.analysis;
    judge_direction(claim);
    claims_.push_back(std::move(claim));
  }

  const Document& document_;
  std::int32_t index_;
  const TableModel& model_;
  TableLabels labels_;
  std::vector<Claim>& claims_;
  std::vector<Column> columns_;
  std::vector<ColumnSense> senses_;
  bool any_ = false;
};

}  // namespace

void read_difference_tables(const Reading& reading, std::vector<Claim>& claims) {
  static const Literals words = {{"difference", 1}, {"md", 1, true}, {"smd", 1, true},  {"wmd", 1, true},
                                 {"rd", 1, true},   {"β", 1},        {"beta", 1, true}, {"coef", 1},
                                 {"cohen", 1},      {"hedges", 1},   {"| b", 1},        {"ard", 1, true}};
  for (std::size_t t = 0; t < reading.document.tables.size(); ++t) {
    const Table& table = reading.document.tables[t];
    bool named = false;
    for (const std::int32_t p : table.row_passages)
      if (p >= 0 && !named)
        named =
            words.in(slice(reading.document.text, reading.document.passages[static_cast<std::size_t>(p)].span)) != 0;
    if (named) DifferenceReader(reading, static_cast<std::int32_t>(t), claims).read();
  }
}

}  // namespace warrant
