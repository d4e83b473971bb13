#include "ingest/extract/table_labels.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/label_words.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_cells.h"
#include "src/base/text.h"

namespace warrant {

TableLabels::TableLabels(const Reading& reading, std::int32_t table, std::string_view measure)
    : reading_(reading),
      document_(reading.document),
      model_(reading.tables[static_cast<std::size_t>(table)]),
      caption_(model_.caption()),
      measure_(measure) {}

std::optional<double> TableLabels::bound_cell(std::int32_t row, std::int32_t column) const {
  for (const Token& t : lex(model_.text(row, column)))
    if (t.is_number()) return t.number.value;
  return std::nullopt;
}

bool TableLabels::reference_like(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
  const std::string_view text = model_.text(row, column);
  if (text.empty() || text == "-" || text == "–" || text == "—" || is_reference_word(text)) return true;
  const auto tokens = lex(text);
  if (tokens.empty() || !tokens[0].is_number()) return false;
  if (tokens[0].number.value != 1) return false;
  for (std::size_t k = 1; k < tokens.size(); ++k)
    if (tokens[k].kind == TokenKind::kNumber) return false;
  if (sense.interval >= 0 && bound_cell(row, sense.interval)) return false;
  if (sense.low >= 0 && bound_cell(row, sense.low)) return false;
  return true;
}

void TableLabels::label(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                        const ColumnSense& sense, const ColumnSense& cross, bool transposed, bool goes_on,
                        Claim& c) const {
  const std::string factor = model_.factor(row), panel = model_.panel(row);
  std::string row_label = model_.label(row);
  if (goes_on) row_label = model_.label(row - 1) + (row_label.empty() ? "" : " ") + row_label;
  // "(N = 1244)" below "All patients": the label of two rows in two lines.
  static const Guarded count_only(R"((?i)^\W*(n\s*=\s*)?[\d, ]+( (cases?|patients|participants|events?))?\W*$)");
  if (model_.label_columns() > 1 && row > 0 && count_only.is(model_.words(row, 0)) &&
      model_.kind(row - 1) == RowKind::kData && row_label.starts_with(model_.words(row, 0)))
    row_label.replace(0, model_.words(row, 0).size(), model_.words(row - 1, 0));
  // "12 months | Drug": when it was seen is part of the outcome.
  std::string when;
  if (model_.label_columns() > 1 && is_time(model_.words(row, 0)) &&
      model_.words(row, 0).size() + 2 < row_label.size()) {
    when = model_.words(row, 0);
    row_label.erase(0, when.size() + 2);
  } else if (is_time(factor) && !row_label.empty()) {
    when = factor;
  }
  const std::string factor_endpoint = endpoint_in(factor), panel_endpoint = endpoint_in(panel);
  const Comparison groups =
      sense.role == Role::kRatio && !transposed ? compared_groups(row, column, senses) : Comparison{};
  bool label_is_outcome = false;
  std::string group_beside;
  label_outcome(row, column, senses, sense, cross, transposed, groups, label_is_outcome, group_beside, c);
  std::vector<std::string> path = model_.header_path(row, column);
  std::string reference;
  if (!transposed && !groups.outcome.empty()) {
    c.outcome = groups.outcome;
    c.subject = groups.subject;
    c.comparator = groups.comparator;
    const std::string of_whom = (factor.empty() ? "" : factor + ": ") + row_label;
    if (of_whom != c.outcome && !row_label.empty()) c.subject += " (" + of_whom + ")";
    return;
  }
  if (!transposed && sense.role == Role::kRatio && label_levels(row, column, senses, c)) return;
  if (transposed) {
    // A cell across several columns belongs to the headers that span them all.
    const TableCell& cell = model_.cell_at(model_.cell(row, column));
    if (cell.column_span > 1) {
      const std::vector<std::string> last = model_.header_path(row, column + cell.column_span - 1);
      std::erase_if(path,
                    [&](const std::string& words) { return std::find(last.begin(), last.end(), words) == last.end(); });
    }
    std::string subject;
    for (const std::string& words : path) {
      if (sense_of_words({words}, measure_).role != Role::kNone && path.size() > 1) continue;
      const std::string name = strip_counts(words);
      if (name.empty()) continue;
      if (!subject.empty()) subject += ": ";
      subject += name;
    }
    std::string left, right;
    if (sense.role == Role::kRatio && split_versus(row_label, left, right)) {
      static const RE2 lead(R"((?i)^(?:for|of) )");
      RE2::Replace(&left, lead, "");
      subject += (subject.empty() ? "" : ": ") + left;
      c.comparator = right;
    }
    c.subject = subject;
    // "OR (95% CI) | REF | 1.3 | 1.6": what the others are compared with.
    for (std::int32_t k = model_.label_columns(); sense.role == Role::kRatio && k < model_.columns(); ++k)
      if (const std::vector<std::string> other = model_.header_path(row, k);
          k != column && c.comparator.empty() && !other.empty() && is_reference_word(model_.text(row, k)))
        c.comparator = strip_counts(other.back());
    const bool says_outcome = !c.outcome.empty() && factor.find(c.outcome) != std::string::npos;
    if (!factor.empty() && factor_endpoint.empty() && !says_outcome &&
        sense_of_words({factor}, measure_).role == Role::kNone)
      c.subject += " (" + factor + ")";
  } else if (label_is_outcome) {
    const bool factor_names = factor_endpoint.empty() && !is_heading(factor);
    c.subject = group_beside;
    if (c.subject.empty() && !groups.subject.empty()) {
      c.subject = groups.subject;
      c.comparator = groups.comparator;
      if (!panel.empty() && panel_endpoint.empty() && !is_heading(panel)) c.subject += " (" + panel + ")";
    }
    if (c.subject.empty()) c.subject = subject_column(row, column);
    if (c.subject.empty() && factor_names) c.subject = factor;
    const std::vector<Arm>& arms = reading_.arms().all();
    if (c.subject.empty() && arms.size() == 2 && arms[0].control != arms[1].control) {
      c.subject = arms[arms[0].control ? 1 : 0].name;
      c.comparator = arms[arms[0].control ? 0 : 1].name;
    }
    // "6 months | 12 months" above the same columns: when it was seen.
    for (const std::string& words : path)
      if (is_time(words) && parts_columns(row, column, words, senses) && c.outcome.find(words) == std::string::npos)
        c.outcome += ": " + words;
  } else {
    std::string label = strip_reference(row_label, &reference);
    std::string group = factor_endpoint.empty() || !find_ratios(lex(factor)).empty()
                            ? strip_reference(factor, reference.empty() ? &reference : nullptr)
                            : "";
    // "Complications", "Baseline characteristics": a part of the list, unless one of its rows is the reference.
    static const Guarded part(
        R"((?i)\b(factors|characteristics|variables|complications?|co-?morbidit\w+|conditions|measures|covariates|predictors|markers|demographics?|history|model \w|symptoms)\b)");
    const bool part_of_list = part.in(group) && reference.empty() && sense.role == Role::kRatio &&
                              reference_row(row, column, senses, sense, groups.subject.empty()).empty();
    if (is_heading(group) || part_of_list || is_analysis_heading(group) || is_time(group) ||
        (!group.empty() && (c.outcome == group || !stated_outcome(group).empty())))
      group.clear();
    if (!factor_endpoint.empty()) {
      static const Guarded about(R"((?i)^\W*[\w ,()%/-]*surviv|^\W*[A-Z]{2,5}\W*$|time to)");
      if (!about.in(factor)) group = factor;
    }
    group = strip_counts(group);
    std::string left, right;
    if (sense.role == Role::kRatio && split_versus(label, left, right)) {
      // "PN vs. Control": the left side is what the ratio is about.
      if (c.comparator.empty()) c.comparator = right;
      label = left;
    }
    // "Drug A vs. | Drug B", the first written once for the rows below it.
    static const Guarded against(R"((?i)^(.+?)\s+(?:vs\.?|versus|compared (?:to|with))\W*$)");
    const std::string first = model_.label_columns() > 1 ? model_.words(row, 0) : std::string();
    re2::StringPiece side[2];
    if (sense.role == Role::kRatio && against.is(first.empty() ? std::string_view(group) : first, side, 2) &&
        !model_.words(row, 1).empty()) {
      c.comparator = model_.words(row, 1);
      label = side[1].as_string();
      group.clear();
    }
    // "Active treatment" under "Complications": an arm under what happened to it.
    if (sense.role == Role::kRatio && !group.empty() && is_arm(label) && !is_subgroup(row, false) &&
        (!event_in(group).empty() || caption_outcome().empty())) {
      static const Guarded allotted(
          R"((?i)treat|group|\barms?\b|allocat|interven|regimen|drug|therap|random|stud(y|ies)|trial|program|strateg|cohort|baseline|subgroup)");
      if (!allotted.in(group) && !is_analysis_heading(group)) {
        c.outcome = without_counts(group);
        group.clear();
      }
    }
    // "Outcome | Unadjusted | 1.57 | 1.79" under arms: how it was found, not of whom.
    if (is_analysis_heading(label) && (!group.empty() || !c.outcome.empty())) label.clear();
    if (std::string above = factor_above(row, column, senses); !above.empty() && is_time(label)) {
      when = label;
      label = above;
      group.clear();
    }
    c.subject = group.empty() || group == label ? label : label.empty() ? group : group + ": " + label;
    // A row that is its factor's reference: "Markers (ref: 0)" with the reference's own median.
    if (!reference.empty() && sense.role != Role::kRatio && factor != row_label && is_reference_word(row_label))
      c.subject = label + ": " + reference;
    if (!reference.empty()) c.comparator = reference;
    if (!panel.empty() && panel_endpoint.empty() && !is_heading(panel) && !is_analysis_heading(panel) &&
        stated_outcome(panel).empty())
      c.subject += " (" + panel + ")";
    // Groups in the header: a value column under "Training set".
    for (const std::string& words : path) {
      static const Guarded set(
          R"((?i)\b(set|cohort|arm|group|population|male|female|men|women|patients|trial|study)s?\b)");
      // "Visits in intervention group": behind the outcome, the group.
      if (!c.outcome.empty() && words.size() > c.outcome.size() && words.starts_with(c.outcome)) {
        static const Guarded whose(R"((?i)^,? (?:in|among) (?:the )?([\w-]+(?: [\w-]+)? (?:group|arm|cohort)s?)\b.*$)");
        const std::string rest = words.substr(c.outcome.size());
        re2::StringPiece groups_of[2];
        if (whose.is(rest, groups_of, 2)) c.subject += " (" + groups_of[1].as_string() + ")";
        continue;
      }
      // "Lower numeracy" is a bound only right above the numbers.
      const Role role = sense_of_words({words}, measure_).role;
      const bool bound = role == Role::kLow || role == Role::kHigh;
      if ((role == Role::kNone || (bound && &words != &path.back())) && endpoint_in(words).empty() &&
          (c.outcome.empty() || words.find(c.outcome) == std::string::npos) && c.subject != words &&
          (set.in(words) || parts_columns(row, column, words, senses)))
        c.subject += c.subject.empty() ? strip_counts(words) : " (" + strip_counts(words) + ")";
    }
    if (!when.empty() && c.outcome.find(when) == std::string::npos) c.outcome += (c.outcome.empty() ? "" : ": ") + when;
  }
  if (c.comparator.empty() && sense.role == Role::kRatio && !transposed && !label_is_outcome)
    c.comparator = reference_row(row, column, senses, sense, groups.subject.empty());
}

// Whether the header `words` above the column is not above all columns of the same kind: "Core | Buffer" over ratios of
// either.
bool TableLabels::parts_columns(std::int32_t row, std::int32_t column, std::string_view words,
                                const std::vector<ColumnSense>& senses) const {
  static const Guarded no_part(
      R"((?i)^\W*(models?|step|analysis|p\b|[tFz] ?\(|total|all\b|overall|n\b|%|no\.|ref)|adjust|varia(te|ble)|\bvs\.?\b|versus|correct)");
  constexpr std::size_t kLongest = 80;
  if (words.size() > kLongest || no_part.in(words) || !analysis_of(words).empty()) return false;
  const Role role = senses[static_cast<std::size_t>(column)].role;
  for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
    if (k == column || senses[static_cast<std::size_t>(k)].role != role) continue;
    const std::vector<std::string> path = model_.header_path(row, k);
    if (std::find(path.begin(), path.end(), words) == path.end()) return true;
  }
  return false;
}

// "History | Size | Number" over ratios that only the caption names: the factor of a row whose label says when.
std::string TableLabels::factor_above(std::int32_t row, std::int32_t column,
                                      const std::vector<ColumnSense>& senses) const {
  if (find_ratios(lex(caption_)).empty()) return {};
  const std::vector<std::string> path = model_.header_path(row, column);
  if (path.size() != 1 || is_time(path[0]) || !endpoint_in(path[0]).empty() || !event_in(path[0]).empty()) return {};
  const Role role = senses[static_cast<std::size_t>(column)].role;
  if (role != Role::kNone && role != Role::kOther) return {};
  return parts_columns(row, column, path[0], senses) || model_.columns() - model_.label_columns() > 1
             ? strip_counts(path[0])
             : "";
}

// "Outcome | OR | … | Predictor": a column of words that names what the row's number belongs to.
std::string TableLabels::subject_column(std::int32_t row, std::int32_t column) const {
  static const Guarded header(
      R"((?i)\b(predictor|exposure|treatment|intervention|comparison|contrast|factor|arm|group)s?\b)");
  for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
    const std::vector<std::string> path = model_.header_path(row, k);
    if (path.empty() || !header.in(path.back())) continue;
    const std::string words = model_.words(row, k);
    if (words.empty() || !is_ascii_alpha(words[0]) || words.size() > 80) continue;
    return words;
  }
  // "GDM | 23% | Fruit | Quartile 2 | 1.13": columns of words before the value, behind one of numbers.
  std::string out;
  for (std::int32_t k = model_.label_columns(); k < column; ++k) {
    int filled = 0, worded = 0;
    for (std::int32_t r = 0; r < model_.rows(); ++r) {
      const std::int32_t index = model_.cell(r, k);
      if (model_.kind(r) != RowKind::kData || index < 0 || model_.cell_at(index).row != r || model_.text(r, k).empty())
        continue;
      ++filled;
      const std::string_view text = model_.text(r, k);
      worded += is_ascii_alpha(text[0]) && text.size() > 2 && !is_reference_word(text);
    }
    const std::string words = model_.words(row, k);
    const bool few = worded < 3 && model_.cell(row, k) >= 0 && model_.cell_at(model_.cell(row, k)).row_span < 2;
    if (worded * 5 < filled * 4 || few || words.empty() || !is_ascii_alpha(words[0]) || words.size() > 80) continue;
    out += (out.empty() ? "" : ": ") + words;
  }
  return out;
}

std::string TableLabels::reference_row(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                                       const ColumnSense& sense, bool left_out_too) const {
  const std::int32_t head = model_.factor_row(row);
  constexpr std::int32_t kFar = 40;
  const auto named = [&](std::int32_t r) { return strip_reference(model_.label(r), nullptr); };
  const auto printed = [&](std::int32_t r) {
    return !model_.text(r, column).empty() && reference_like(r, column, sense);
  };
  // A row without any ratio: the level that is left out. Where groups are compared, of two rows only.
  std::int32_t rows = 0;
  const std::int32_t heading = head < 0 && row + 1 < model_.rows() && model_.factor_row(row + 1) == row ? row : head;
  for (std::int32_t r = std::max(0, heading); heading >= 0 && r < model_.rows(); ++r) {
    if (r > heading && model_.factor_row(r) != heading) break;
    rows += model_.kind(r) == RowKind::kData &&
            (r != heading || (model_.label_columns() > 1 && !model_.words(r, 1).empty()));
  }
  const auto blank = [&](std::int32_t r) {
    static const Guarded statistic(R"((?i)\b(mean|median|SD|total|missing|unknown|change|difference|p[- ]?values?)\b)");
    if ((!left_out_too && rows != 2) || statistic.in(model_.label(r))) return false;
    for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k)
      if (senses[static_cast<std::size_t>(k)].role == Role::kRatio && !model_.text(r, k).empty()) return false;
    return true;
  };
  // A ratio across two rows compares them: "Age | <25 | 1.56" above " | ≥25 | ".
  const TableCell& cell = model_.cell_at(model_.cell(row, column));
  const bool steps = model_.label_columns() > 1;
  if (cell.row_span == 2 && row + 1 < model_.rows() && model_.kind(row + 1) == RowKind::kData)
    if (const std::string other = steps ? model_.words(row + 1, 1) : named(row + 1);
        !other.empty() && !model_.text(row + 1, 0).empty() &&
        model_.cell(row + 1, steps ? 1 : 0) != model_.cell(row, steps ? 1 : 0))
      return other;
  // "Drug A (reference) | Drug B | Drug C", else the row above it.
  static const Guarded called(R"((?i)\bref(erence|erent)?\b)");
  const bool opens = steps && !model_.words(row, 0).empty();  // a factor of its own
  for (std::int32_t r = row - 1; r >= 0 && row - r < kFar; --r) {
    if (opens && model_.text(r, 0).empty()) break;
    if (model_.kind(r) != RowKind::kData || model_.factor_row(r) != head) break;
    // A p value of its own makes "1.00" a result.
    const bool tested =
        sense.p >= 0 && read_p_cell(lex(model_.text(r, sense.p))) && read_p_cell(lex(model_.text(row, sense.p)));
    if (printed(r) && (called.in(model_.label(r)) || (r == row - 1 && head < 0 && !tested))) return named(r);
  }
  // "Site | North | 1.4" above " | South | 1.0": below the row that names the factor.
  std::int32_t below = 0, left_out = -1;
  for (std::int32_t r = row + 1; opens && r < model_.rows() && model_.factor_row(r) == row; ++r) {
    if (model_.kind(r) != RowKind::kData) continue;
    if (printed(r)) return named(r);
    ++below;
    if (blank(r)) left_out = r;
  }
  if (below == 1 && left_out >= 0) return steps ? model_.words(left_out, 1) : named(left_out);
  if (head < 0) return only_reference(column, sense);
  // "Site | North | 1.0" above " | South | 1.4": the row that names the factor is its reference.
  if (model_.kind(head) == RowKind::kData && steps && printed(head) && !model_.words(head, 1).empty())
    return model_.words(head, 1);
  for (std::int32_t r = head; r < model_.rows() && r < head + kFar; ++r) {
    if (r == row || model_.kind(r) != RowKind::kData) continue;
    if (r != head && model_.factor_row(r) != head) break;
    if (r != head && (printed(r) || (model_.text(r, column).empty() && blank(r)))) return named(r);
  }
  return {};
}

// "Drug A | 0.8", "Drug B | 0.7", "Placebo | 1 (ref)": the first or last row of a table without factors.
std::string TableLabels::only_reference(std::int32_t column, const ColumnSense& sense) const {
  std::int32_t first = -1, last = -1, reference = -1;
  for (std::int32_t r = 0; r < model_.rows(); ++r) {
    if (model_.kind(r) == RowKind::kSeparator) return {};
    if (model_.kind(r) != RowKind::kData) continue;
    if (model_.factor_row(r) >= 0) return {};
    if (first < 0) first = r;
    last = r;
    const std::string_view text = model_.text(r, column);
    if (text.empty() || !(is_ascii_alpha(text[0]) || is_ascii_digit(text[0])) || !reference_like(r, column, sense))
      continue;
    if (reference >= 0 || (sense.p >= 0 && read_p_cell(lex(model_.text(r, sense.p))))) return {};
    reference = r;
  }
  return reference >= 0 && (reference == first || reference == last) ? strip_reference(model_.label(reference), nullptr)
                                                                     : "";
}

}  // namespace warrant
