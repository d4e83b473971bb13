// What the values of a table were measured on: from labels, headers, separator rows, caption and the text around it.
#include "ingest/extract/table_labels.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/caption_outcome.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/label_words.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_cells.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Said once a table, asked for by every row.
template <typename Find>
const std::string& once(std::optional<std::string>& kept, Find find) {
  if (!kept) kept = find();
  return *kept;
}

}  // namespace

// "Percentage of patients obtaining screening" above this or an earlier part of the table.
const std::string& TableLabels::counted_above(std::int32_t row) const {
  if (counted_.empty())
    for (std::int32_t r = 0; r < model_.rows(); ++r) {
      counted_.push_back(r > 0 ? counted_.back() : std::make_shared<const std::string>());
      if (model_.kind(r) != RowKind::kSeparator && model_.kind(r) != RowKind::kHeader) continue;
      if (std::string counted = counted_in(model_.words(r, 0)); !counted.empty())
        counted_.back() = std::make_shared<const std::string>(std::move(counted));
    }
  return *counted_[static_cast<std::size_t>(row)];
}

const std::string& TableLabels::caption_outcome() const {
  return once(from_caption_, [&] {
    const std::string named = outcome_in_caption(caption_);
    return named.empty() ? counted_in(caption_) : named;
  });
}

// The row across the table above `row` that names an event, when rows below it are compared with a reference; -1 =
// none.
std::int32_t TableLabels::event_above(std::int32_t row, const std::vector<ColumnSense>& senses) const {
  constexpr std::int32_t kFar = 60;
  const auto reference = [&](std::int32_t r) {
    for (std::int32_t k = model_.label_columns(); k < model_.columns() && model_.kind(r) == RowKind::kData; ++k) {
      const std::string_view text = model_.text(r, k);
      if (senses[static_cast<std::size_t>(k)].role == Role::kRatio && !text.empty() &&
          (is_ascii_alpha(text[0]) || is_ascii_digit(text[0])) &&
          reference_like(r, k, senses[static_cast<std::size_t>(k)]))
        return true;
    }
    return false;
  };
  std::int32_t from = -1;
  for (std::int32_t r = row - 1; r >= 0 && row - r < kFar && from < 0; --r) {
    if (model_.kind(r) == RowKind::kHeader) return -1;
    if (model_.kind(r) != RowKind::kSeparator) continue;
    static const Guarded event(R"((?i)\b(events?|outcome|death|mortality|failure|relapse|recurrence)\b)");
    const std::string& label = model_.label(r);
    if (label.size() < 80 && (event.in(label) || !endpoint_in(label).empty()) && stated_outcome(label).empty() &&
        !is_heading(label))
      from = r;
  }
  for (std::int32_t r = from + 1; from >= 0 && r < row; ++r)
    if (reference(r)) return from;
  return -1;
}

// Whether the row answers the line above it together with one other row that prints no ratio.
bool TableLabels::answers(std::int32_t row, std::int32_t column) const {
  const std::int32_t head = model_.factor_row(row);
  if (head < 0 || model_.kind(head) != RowKind::kSeparator) return false;
  int others = 0, blank = 0;
  for (std::int32_t r = head + 1; r < model_.rows() && model_.factor_row(r) == head; ++r) {
    if (r == row || model_.kind(r) != RowKind::kData) continue;
    ++others;
    const std::string_view text = model_.text(r, column);
    blank += text.empty() || text == "-" || text == "–";
  }
  return others == 1 && blank == 1;
}

// The lowest header of a column whose ratio a header above names, when the columns beside it have others: what
// happened.
std::string TableLabels::leaf_outcome(std::int32_t row, std::int32_t column,
                                      const std::vector<ColumnSense>& senses) const {
  const std::vector<std::string> path = model_.header_path(row, column);
  if (path.size() < 2 || !find_ratios(lex(path.back())).empty() ||
      std::none_of(path.begin(), path.end(), [](const std::string& w) { return !find_ratios(lex(w)).empty(); }))
    return {};
  if (std::string stated = stated_outcome(path.back()); !stated.empty()) return stated;
  static const Guarded people(
      R"((?i)\b(set|cohort|arm|group|population|male|female|men|women|boys|girls|patients|trial|study|site|sites|controls?|cases?|intervention|placebo|quartile|tertile|quintile|q\d|t\d|high|low|medium|moderate|mild|severe|none|yes|no|never|former|current)s?\b|^\W*[<>≤≥\d])");
  const std::vector<std::string> beside =
      model_.header_path(row, column == model_.columns() - 1 ? column - 1 : column + 1);
  if (people.in(path.back()) || is_time(path.back()) || is_arm(path.back()) || is_analysis_heading(path.back()) ||
      !parts_columns(row, column, path.back(), senses) || beside.size() < 2 || beside.front() != path.front())
    return {};
  // A caption that names the outcome of them all leaves parts of people or times to the header.
  return caption_outcome().empty() || path.back().size() > 20 ? strip_counts(path.back()) : "";
}

void TableLabels::label_outcome(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                                const ColumnSense& sense, const ColumnSense& cross, bool transposed,
                                const Comparison& groups, bool& label_is_outcome, std::string& group_beside,
                                Claim& c) const {
  const std::string factor = model_.factor(row), row_label = model_.label(row);
  c.outcome = sense.endpoint;
  // "MST" is a time of survival: what survival, other words say.
  static const Guarded abbreviation(R"((?i)^(MST|median survival time|median survival)$)");
  if (sense.role == Role::kTime && abbreviation.is(c.outcome)) {
    c.outcome = endpoint_in(caption_);
    if (c.outcome.empty() || abbreviation.is(c.outcome)) c.outcome = "survival";
  }
  if (c.outcome.empty()) c.outcome = cross.endpoint;
  if (c.outcome.empty()) c.outcome = endpoint_in(factor);
  if (c.outcome.empty()) c.outcome = endpoint_in(model_.panel(row));
  // "Secondary outcome: quitting by week 8" above "Unadjusted", "Adjusted" or arms; other rows are outcomes themselves.
  bool stated_above = false;
  for (const std::string& above : {factor, model_.panel(row)})
    if (c.outcome.empty()) {
      c.outcome = stated_outcome(above);
      stated_above = !c.outcome.empty();
    }
  // … also when "Unadjusted" stands between them.
  constexpr std::int32_t kNear = 8;
  for (std::int32_t r = row - 1; c.outcome.empty() && r >= 0 && row - r <= kNear && is_analysis_heading(factor); --r) {
    if (model_.kind(r) == RowKind::kData) continue;
    c.outcome = stated_outcome(model_.words(r, 0));
    stated_above = !c.outcome.empty();
    if (!is_analysis_heading(model_.words(r, 0))) break;
  }
  const bool row_names = !row_label.empty() && !is_analysis_heading(row_label) && !is_arm(row_label) &&
                         !is_time(row_label) && find_ratios(lex(row_label)).empty();
  label_is_outcome =
      sense.role == Role::kRatio && !transposed && (cross.role == Role::kTime || cross.role == Role::kRate);
  if (!transposed) {
    static const Guarded outcome_header(
        R"((?i)\b(outcome|end ?-?point|event|adverse|cause of|complication|(cancer|tumou?r|disease) site|symptom)s?\b|^\W*((reported|adverse|acute|late|drug) )*(side[- ]?effects?|reactions?|toxicit(y|ies))\W*$)");
    for (const std::string& words : model_.header_path(row, 0)) {
      // "Outcome: receiving a test" above factors names the outcome of them all.
      static const Guarded stated(R"((?i)^\W*(?:dependent variable|outcomes?|end ?-?point)s?\s*[:=]\s*(\S.{2,}?)\s*$)");
      // "Local response (no local response)", "Relapse (relapse = 0)": the state that is coded as nought.
      static const Guarded coded(
          R"((?i)^\W*(\S[^()]{2,60}?)\s*\((?:(?:no|not|non|without|absence)\b[^()]*|[\w -]{1,30} ?= ?[01])\)\W*$)");
      re2::StringPiece groups_of[2];
      if (stated.is(words, groups_of, 2))
        c.outcome = strip_counts(groups_of[1].as_string());
      else if (sense.role == Role::kRatio && c.outcome.empty() && coded.is(words, groups_of, 2))
        c.outcome = groups_of[1].as_string();
      else
        label_is_outcome |= outcome_header.in(words);
      // "PFS | Arm A | Arm B": the corner.
      if (c.outcome.empty() && model_.header_path(row, 0).size() == 1) c.outcome = endpoint_in(words);
    }
    const std::string endpoint = endpoint_in(row_label);
    if (!endpoint.empty()) label_is_outcome = true;
    // Levels of a factor, one of which is printed as the reference, are groups.
    bool level = false;
    const std::int32_t head = model_.factor_row(row);
    for (std::int32_t r = head; head >= 0 && r < model_.rows() && r < head + 40 && !level; ++r) {
      const std::string_view text = model_.text(r, column);
      level = r > head && model_.factor_row(r) == head && !text.empty() &&
              (is_ascii_digit(text[0]) || is_ascii_alpha(text[0])) && reference_like(r, column, sense);
    }
    // "Comparison of habits between intervention and control groups": the caption names the groups.
    static const Guarded between(
        R"((?i)\b(between|comparing|comparison of|effects? of)\b.{0,90}\b(intervention|controls?|placebo|treatment groups?|study groups?|arms)\b)");
    std::string left, right;  // "CC vs TT": the row says itself what it compares
    const bool compared = (!groups.subject.empty() && !split_versus(row_label, left, right)) ||
                          (sense.role == Role::kRatio && between.in(caption_));
    static const Guarded outcomes(R"((?i)\b(outcomes|end ?-?points)\b)");
    const bool answered = level && compared && outcomes.in(caption_);
    if (compared && (c.outcome.empty() || (stated_above && row_names)) && !is_subgroup(row, groups.in_header) &&
        (!level || answered))
      label_is_outcome = true;
    // Rows under "Major events" one of which is printed as the reference are groups as well.
    if (const std::int32_t event =
            endpoint.empty() && groups.subject.empty() && sense.role == Role::kRatio ? event_above(row, senses) : -1;
        event >= 0) {
      c.outcome = strip_counts(model_.label(event));
      label_is_outcome = false;
    }
    // "Overall survival:" above "Median, months": the heading names what the ratio beside the medians is of.
    if (label_is_outcome && endpoint.empty() && cross.role == Role::kTime && !endpoint_in(factor).empty()) {
      c.outcome = endpoint_in(factor);
    } else if (label_is_outcome) {
      // "Yes" and "< 37 weeks" say what of the line above.
      static const Guarded generic(
          R"((?i)^\W*(yes|no|overall|total|all|any|n ?\(%\)|(at |by |day|week|month|year|visit|round|wave|time|T|phase)s?[- ]*\d.*|\d+(st|nd|rd|th)[- ](day|week|month|year|visit).*|(one|two|three|four|six|nine|twelve)[- ](day|week|month|year).*|baseline|follow[- ]?up|[<>≤≥\d].*)\W*$)");
      c.outcome = !endpoint.empty() ? endpoint : without_counts(row_label);
      static const Guarded size(R"((?i)\s*[(\[]n\s*=\s*[\d, ]+[)\]])");
      if (endpoint.empty() && size.in(c.outcome)) RE2::Replace(&c.outcome, size.pattern(), "");
      // "TT1", "IPTp-2": a code says nothing by itself.
      static const Guarded code(R"(^\W*[A-Za-z]{1,6}-?\d{1,2}\W*$)");
      const std::string bare = without_counts(row_label);
      // "Adequate" below "Inadequate", whose ratio is left out: both answer what the line above asks.
      if (endpoint.empty() && (generic.is(bare) || code.is(bare) || answered || answers(row, column))) {
        if (!factor.empty() && !is_heading(factor)) {
          c.outcome = without_counts(factor) + ": " + c.outcome;
        } else if (const std::string about = outcome_in_caption(caption_); !about.empty()) {
          c.outcome = about + ": " + c.outcome;
        }
      }
    }
    // "Attendance" above "Intention to treat analysis": in whom it was looked at, not what.
    static const Guarded people(
        R"((?i)^\W*((intention|intent)[- ]to[- ]treat|per[- ]protocol|m?ITT|as[- ]treated|complete cases?)( (analysis|population|set|group|sample))?\W*$)");
    if (compared && endpoint.empty() && people.in(row_label) && !factor.empty() && !is_heading(factor) &&
        !is_analysis_heading(factor)) {
      label_is_outcome = true;
      c.outcome = without_counts(factor);
    }
    // "All patients | DFS": the group in one label column, the outcome in another.
    for (std::int32_t k = 0; k < model_.label_columns() && model_.label_columns() > 1; ++k) {
      const std::string words = model_.words(row, k);
      if (!words.empty() && endpoint_in(words).empty() && k < 3 && label_is_outcome && !endpoint.empty())
        group_beside = words;
    }
  }
  const std::vector<std::string> path = model_.header_path(row, column);
  // A header that is no measure (the caption is) names the outcome.
  const bool own_header = path.size() == 1 && find_ratios(lex(path[0])).empty() && !find_ratios(lex(caption_)).empty();
  if (c.outcome.empty() && !transposed)
    for (const std::string& words : path) {
      // "Anti-HBc positivity | HBsAg positivity", "GLS < -15%": states that people are in or not.
      static const Guarded state(
          R"((?i)[a-z]{2}(osis|itis|[ae]mia|uria|pathy|plegia|algia)\b|\b(positiv|negativ|carriage|seropre|seroconver|gain|loss|status|testing|screening|knowledge|birth|injur|syndrome|disease|impairment|decline|persistence|dependence|preterm|overweight|obes\w+)[a-z]*\W*$|^[A-Za-z][\w α-ω-]{1,30} ?[<>≤≥] ?-?\d+(\.\d+)? ?[a-zµ%/]*\W*$)");
      if (!c.outcome.empty() || !(path.size() > 1 || own_header)) continue;
      c.outcome = event_in(words);
      const ColumnSense here = sense_of_words({words}, measure_);
      if (c.outcome.empty() && here.role == Role::kNone && here.analysis.empty() && state.in(words) &&
          parts_columns(row, column, words, senses))
        c.outcome = strip_counts(words);
    }
  // "Visits in intervention group | Visits in control group": of whom it is, behind what it is.
  static const Guarded in_group(
      R"((?i)^(\S.{3,80}?),? (?:in|among) (?:the )?[\w-]+(?: [\w-]+)? (?:group|arm|cohort)s?\b.*$)");
  // Models with several outcomes side by side.
  static const Guarded several(R"((?i)\b(multinomial|polytomous|polychotomous)\b)");
  if (c.outcome.empty() && !transposed && sense.role == Role::kRatio)
    for (const std::string& words : path) {
      re2::StringPiece groups_of[2];
      if (!c.outcome.empty() || path.size() < 2 || sense_of_words({words}, measure_).role != Role::kNone ||
          !parts_columns(row, column, words, senses))
        continue;
      if (in_group.is(words, groups_of, 2))
        c.outcome = groups_of[1].as_string();
      else if (several.in(caption_) || several.in(model_.notes()))
        c.outcome = strip_counts(words);
    }
  // "Associations of age and sex with sleepiness" across the table.
  static const Guarded tells(
      R"((?i)associat|predict|correlate|factors|\b(risk|odds|likelihood) (of|for)\b|ratios? (of|for))");
  if (c.outcome.empty() && !transposed)
    for (const std::string& words : path)
      if (c.outcome.empty() && words.size() > 20 && tells.in(words) && !parts_columns(row, column, words, senses))
        c.outcome = outcome_in_caption(words);
  // "Adjusted odds ratios" over "Primary outcome: quitting | Use of a clinic": each leaf is an outcome.
  if (c.outcome.empty() && !transposed && sense.role == Role::kRatio) c.outcome = leaf_outcome(row, column, senses);
  // "Primary endpoint | Secondary endpoint"
  static const Guarded ranked(R"((?i)^\W*(co-?)?(primary|secondary|main) (end ?-?point|outcome)s?\W*$)");
  if (c.outcome.empty() && !transposed)
    for (const std::string& words : path)
      if (ranked.is(words)) c.outcome = words;
  if (c.outcome.empty() && transposed && sense.role == Role::kRatio) {
    // "Odds ratio for care from a provider, drug vs. placebo" beside the row.
    static const RE2 named(R"((?i)\b(?:ratio|risk)s?\b[^a-z]*(?:for|of) ([^,(]+))");
    std::string outcome;
    std::string left, right;
    if (RE2::PartialMatch(row_label, named, &outcome) && !split_versus(outcome, left, right))
      c.outcome = std::string(trim(outcome));
    else if (!outcome.empty() && !factor.empty() && !is_heading(factor))
      c.outcome = counted_in(factor).empty() ? without_counts(factor) : counted_in(factor);
  }
  if (c.outcome.empty()) c.outcome = caption_outcome();
  if (c.outcome.empty() && !transposed) {
    // A spanning header that is neither a measure nor an analysis names the outcome: "Death | Relapse".
    for (const std::string& words : path) {
      const ColumnSense s = sense_of_words({words}, measure_);
      static const Guarded analysis(
          R"((?i)analys|adjust|crude|model|eliminat|selection|stepwise|backward|forward|sensitiv|imput|bootstrap|weight|match|varia|total|group|\bvs\b|versus|cohort|patients|\bn\b ?=|^\W*%|\(%\)|set\b|year|month|week|\bday|baseline|\barms?\b|trial|correct|interest|period|overall|follow)");
      static const Guarded level(
          R"((?i)^\W*(low|lower|lowest|high|higher|highest|middle|medium|less|more|younger|older|the other|others?)\b)");
      const auto unfit = [&](const std::string& w) { return analysis.in(w) || level.in(w); };
      bool of_people = unfit(words);
      const std::size_t depth = static_cast<std::size_t>(&words - path.data());
      for (std::int32_t k = model_.label_columns(); k < model_.columns() && !of_people; ++k)
        if (senses[static_cast<std::size_t>(k)].role == sense.role)
          if (const std::vector<std::string> other = model_.header_path(row, k); other.size() == path.size())
            of_people = unfit(other[depth]);
      if (s.role == Role::kNone && !of_people && path.size() > 1 && words.size() > 3) {
        c.outcome = words;
        break;
      }
    }
  }
  if (c.outcome.empty()) c.outcome = counted_above(row);
  if (c.outcome.empty()) c.outcome = once(from_text_, [&] { return outcome_in_text(); });
  // "2", "os": no words.
  static const Guarded no_words(R"(^([^A-Za-z]*[A-Za-z]?[^A-Za-z]*|[a-z]{2})$)");
  if (no_words.is(c.outcome)) c.outcome.clear();
  if (c.outcome.empty()) c.outcome = reading_.outcome();
}

std::string TableLabels::outcome_in_text() const {
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
    if (std::string outcome = outcome_in_caption(words, true); !outcome.empty()) return outcome;
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

}  // namespace warrant
