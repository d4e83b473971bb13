#include "ingest/extract/table_labels.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <re2/re2.h>

#include "ingest/extract/caption_outcome.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_cells.h"
#include "src/base/text.h"
#include "src/language/share.h"

namespace warrant {
namespace {

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
  static const Guarded inside(R"((?i)\s*,\s*n\s*=\s*[\d, ]+\))"), of(R"((?i)\s*[\(\[]?\bn\s*/\s*N\b.*$)");
  static const Guarded counts(R"((?i)\s*[\(\[]?\s*\bn\s*=\s*[\d, ]+[\)\]]?)"),
      shares(R"((?i)[,;:]?\s*(no\.?|n)?\s*[\(\[](no\.?,? ?|n,? ?)?%[\)\]]\s*$)");
  std::string out = words;
  if (inside.in(out))
    RE2::GlobalReplace(&out, inside.pattern(), ")");  // "Limited formula (intervention group, n = 50)"
  if (std::string bare = out; of.in(out) && RE2::Replace(&bare, of.pattern(), "") && !trim(bare).empty()) out = bare;
  if (counts.in(out)) RE2::GlobalReplace(&out, counts.pattern(), "");
  if (std::string bare = out; shares.in(out) && RE2::Replace(&bare, shares.pattern(), "") && !trim(bare).empty())
    out = bare;
  return std::string(trim(out));
}

// "Primary outcomes", "Secondary:": headings that name no group.
bool is_heading(std::string_view words) {
  static const Guarded heading(
      R"((?i)^\W*(co-?)?(primary|secondary|tertiary|other|main|key|safety|efficacy|exploratory|clinical|overall)?\W*((end ?-?points?|outcomes?|analys[ie]s|results|variables?|measures?|events?)\W*)*$)");
  return heading.is(words);
}

// "12 months", "Week 4", "At two years", "Baseline": when, no factor.
bool is_time(std::string_view words) {
  static const Guarded time(
      R"((?i)^\W*((at |by |after )?(\d+(st|nd|rd|th)?|one|two|three|four|five|six|nine|ten|twelve|eighteen)[ –-]?(months?|weeks?|days?|years?|hours?|mo|yrs?|wks?)( follow[- ]?up| post\w*)?|(month|week|day|year|visit|follow[- ]?up)s? ?\d+)\W*$)");
  return time.is(words);
}

// An outcome as a label: without "n (%)" and marks.
std::string without_counts(std::string_view words) {
  static const RE2 tail(
      R"((?i)[,;:]?\s*[\(\[]?\s*\b(n|no\.?|number)\s*[,/]?\s*n?\s*\(?\s*(%|percent)\s*\)?\s*[\)\]]?\s*$)");
  std::string out(words);
  RE2::Replace(&out, tail, "");
  while (!out.empty() && (out.back() == '*' || out.back() == ' ' || out.back() == ',')) out.pop_back();
  return out.empty() ? std::string(words) : out;
}

// "A vs. B" outside brackets: both sides, each without the words of the measure.
bool split_versus(std::string_view words, std::string& left, std::string& right) {
  static const Guarded versus(R"((?i)^(.*?[^\s,;:(])\s*,?\s+(?:vs\.?|versus|compared (?:to|with))\s*([^():;|,]+).*$)");
  static const RE2 measure(
      R"((?i)^.*\b(?:hazard|odds|risk|rate|relative|adjusted|unadjusted|crude)?\s*(?:ratio|risk|\bHR|\bOR|\bRR)\b(?:\s*\([^)]*\))?(?:\s+or (?:rate|risk|odds|hazard)(?: ratio)?)?\s*(?:for [^,]*,|of|,|:)?\s*)"),
      measure_behind(
          R"((?i)\s+(?:(?:adjusted |unadjusted )?(?:hazard|odds|risk|rate) ratio|relative risk|[ac]?HR|[ac]?OR|[ac]?RR)\.?$)");
  const std::size_t bracket = words.find('(');
  re2::StringPiece sides[3];
  if (!versus.is(words, sides, 3)) return false;
  left = sides[1].as_string();
  right = sides[2].as_string();
  if (bracket != std::string_view::npos && bracket < left.size() && left.find(')') == std::string::npos) return false;
  RE2::Replace(&left, measure, "");
  RE2::Replace(&right, measure_behind, "");
  left = std::string(trim(left));
  right = std::string(trim(right));
  return !left.empty() && !right.empty();
}

// Said once a table, asked for by every row.
template <typename Find>
const std::string& once(std::optional<std::string>& kept, Find find) {
  if (!kept) kept = find();
  return *kept;
}

}  // namespace

bool is_analysis_heading(std::string_view words) {
  static const Guarded heading(
      R"((?i)^\W*((cox|logistic|linear|poisson|regression|proportional|hazards?|final|full|models?)\W+)*((uni|multi|bi)-?varia\w+|(un)?-?adjusted|crude)\b)");
  constexpr std::size_t kLongest = 90;
  return words.size() < kLongest && heading.in(words);
}

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
  if (sense.interval >= 0 && read_interval(lex(model_.text(row, sense.interval)), 0, true)) return false;
  if (sense.low >= 0 && bound_cell(row, sense.low)) return false;
  return true;
}

// The table tells of factors and subgroups rather than of outcomes.
bool TableLabels::is_subgroup(std::int32_t row, bool compared) const {
  static const Guarded caption(
      R"((?i)sub-?group|predict|risk factor|factors? (associated|influenc|affect|for)|multivari|univari|associat|regression|determinant|correlat|prognos)");
  static const Guarded corner(
      R"((?i)sub-?group|characteristic|variable|factor|predictor|covariate|patients?\b|baseline)");
  static const Guarded trait(
      R"((?i)^\W*(age|sex|gender|race|ethnic|smok|stage|grade|ecog|bmi\b|country|region|cent(re|er)|education|married|marital|income|histolog|performance|history of|baseline|type of|prior|previous))");
  static const Guarded sex(R"((?i)^\W*(male|female|men|women)s?\W*(\d.*)?$)");
  static const Guarded outcomes(R"((?i)\b(outcomes?|end ?-?points?)\b)"),
      strict(R"((?i)sub-?group|predict|risk factor|prognos)");
  if (caption.in(caption_) && !(outcomes.in(caption_) && !strict.in(caption_))) return true;
  // "26–34", "0–7 d"; "Restricted to those followed up": ages, times and ways to analyse.
  static const Guarded range(R"(^\W*\d+(\.\d+)?\s*([–-]|to)\s*\d+(\.\d+)?\b)"),
      way(R"((?i)^\W*(regardless|restricted|including|excluding|intention|intent|per[- ]protocol|ITT\b|mITT|complete case|sensitivity|unadjusted|adjusted|crude|model\b|as[- ]treated|(uni|multi)varia\w+|(age|sex|fully|minimally)[- ](and \w+[- ])?adjusted))");
  if (range.in(model_.label(row)) || range.in(model_.factor(row)) || way.in(model_.label(row))) return true;
  // "History of fever, n (%)" counts people with it.
  static const Guarded counted(R"((?i)\bn ?\(%\)\W*$|\bno\. ?\(%\)\W*$)");
  const bool counts = counted.in(model_.label(row)) && model_.factor(row).empty();
  if (!outcomes.in(caption_) && !compared && !counts)
    for (const std::string& words : model_.header_path(row, 0))
      if (corner.in(words)) return true;
  return sex.is(model_.label(row)) || (trait.in(model_.label(row)) && !counts) || trait.in(model_.factor(row));
}

// The groups whose counts stand beside the ratio of `column`; those that hold counts of nobody's group are none.
TableLabels::Comparison TableLabels::compared_groups(std::int32_t row, std::int32_t column,
                                                     const std::vector<ColumnSense>& senses) const {
  static const Guarded group(
      R"((?i)\b(groups?|arms?|placebo|controls?|intervention|usual|standard|treatment|allocated|sham|cases?|cohort)\b|\bn ?= ?\d|\(\d[\d,]*\))");
  static const Guarded control(
      R"((?i)\b(placebo|controls?|usual|standard|sham|conventional|TAU|SoC|waiting|wait-?list|routine|untreated|comparator|no)\b|alone)");
  static const Guarded p_or_total(
      R"((?i)^\W*(p\b|total|all\b|overall|n\b|%|missing)|interaction|difference|p[- ]?value|\bratio)");
  // "Drug versus placebo (95% CI)" above the ratio itself.
  Comparison out;
  const std::vector<std::string> above = model_.header_path(row, column);
  for (const std::string& words : above)
    if (split_versus(words, out.subject, out.comparator)) {
      out.in_header = true;
      // "Drug versus none" over "Death": the other header names the outcome.
      for (const std::string& other : above)
        if (&other != &words && out.outcome.empty() && (!endpoint_in(other).empty() || !event_in(other).empty()) &&
            find_ratios(lex(other)).empty())
          out.outcome = other;
      return out;
    }
  std::vector<std::string> names;
  std::vector<std::int32_t> columns;  // of the names
  std::string last;                   // the column before, when it may be a group as well
  bool beside_group = false;          // the column before is a group
  // "Main effect of A | Main effect of B", each over two groups and their ratio: those of the ratio's own block.
  const std::int32_t block = model_.header_group(row, column);
  int in_block = 0;
  for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k)
    in_block += block >= 0 && k != column && model_.header_group(row, k) == block &&
                senses[static_cast<std::size_t>(k)].role == Role::kNone;
  for (std::int32_t k = model_.label_columns(); k < model_.columns() && names.size() < 3; ++k) {
    const Role role = senses[static_cast<std::size_t>(k)].role;
    if (in_block >= 2 && model_.header_group(row, k) != block) continue;
    if (k == column || (role != Role::kNone && role != Role::kOther)) {
      last.clear();
      beside_group = false;
      continue;
    }
    std::string name, plain;
    const std::vector<std::string> path = model_.header_path(row, k);
    // "Positive biopsy" over "Events/patients": whose counts they are.
    static const Guarded counted(
        R"((?i)^\W*(no\.?( of)? )?(events?|n|cases|deaths)\W*(\(?\W*(/|of)\W*(patients|n|total|persons?|participants)\W*|\(?\W*%\W*)\)?\W*$)");
    const bool over_counts = path.size() > 1 && counted.is(path.back());
    // "Event rate, %/year" over "Drug | Placebo".
    static const Guarded counts_below(
        R"((?i)^\W*((event|incidence|mortality|crude|cumulative) )*(events?|incidence|rates?|cases|deaths|frequency|prevalence|proportion)\b)");
    const bool under_counts =
        path.size() > 1 && counts_below.in(path[path.size() - 2]) && model_.header_group(row, k) >= 0;
    static const Guarded size_only(R"((?i)^\W*n ?= ?[\d, ]+\W*$)");
    for (const std::string& words : path) {
      if (size_only.is(words) && !plain.empty()) {
        name = plain;  // "Quartile 4" over "n = 41"
        break;
      }
      if (p_or_total.in(words)) continue;
      static const RE2 number(R"(\s*\(\d[\d,]*\)\s*$)");
      std::string here = strip_counts(words);
      RE2::Replace(&here, number, "");
      if (group.in(words) || !reading_.arms().mentions(lex(words)).empty() ||
          (over_counts && &words != &path.back() && words.size() < 60) ||
          (under_counts && &words == &path.back() && words.size() < 60)) {
        name = here;
        break;
      }
      constexpr std::size_t kLongestName = 30;
      static const Guarded number_of(R"((?i)^\W*(no\.?|number)\b)");
      if (plain.empty() && here.size() > 1 && here.size() <= kLongestName && !number_of.in(here)) plain = here;
    }
    // "Drug | Placebo": one named group makes a group of the column beside it.
    if (!name.empty() && names.empty() && !last.empty() && role == Role::kNone) {
      names.push_back(last);
      columns.push_back(k - 1);
    }
    if (name.empty() && beside_group && names.size() == 1 && role == Role::kNone) name = plain;
    beside_group = !name.empty();
    last = name.empty() && role == Role::kNone ? plain : "";
    if ((name.size() > 1 || (under_counts && !name.empty())) &&
        std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
      columns.push_back(k);
    }
  }
  if (names.size() < 2) return {};
  const bool first_control = control.in(names[0]), second_control = control.in(names[1]);
  bool swapped = first_control && !second_control;
  if (names.size() == 2)
    if (const int told =
            told_by_shares(column, columns[0], columns[1], senses[static_cast<std::size_t>(column)].measure);
        told != 0)
      if ((told < 0) != swapped && std::abs(told) >= (first_control != second_control ? 3 : 1)) swapped = told < 0;
  return {names[swapped ? 1 : 0], names[swapped ? 0 : 1]};
}

// How many rows' ratios are of the first group to the second by the shares beside them, less those of the second to the
// first; 0 when the rows do not agree. "12/50 (24%) | 6/48 (12.5%) | 2.2": of the first.
int TableLabels::told_by_shares(std::int32_t column, std::int32_t first, std::int32_t second,
                                std::string_view ratio) const {
  const bool odds = ratio == measure::kOddsRatio;
  if (!odds && ratio != measure::kRiskRatio) return 0;
  const auto [kept, fresh] = told_.try_emplace({column, first, second}, 0);
  if (!fresh) return kept->second;
  // Shares of before the study tell nothing of its result.
  static const Guarded before(
      R"((?i)\b(baseline|before|pre|pre-|pre-?(treatment|test|intervention|operative\w*)|at entry|enrol\w*)\b)");
  // "12 (24.0)" may be a mean with its deviation, unless words or the size of the group say otherwise.
  static const Guarded percent(R"((?i)%|percent|proportion|prevalence)");
  struct Group {
    std::int32_t column;
    bool percents = false;
    double people = 0;
  };
  Group groups[] = {{first}, {second}};
  for (Group& group : groups)
    for (const std::string& words : model_.header_path(model_.rows() - 1, group.column)) {
      if (before.in(words)) return 0;
      group.percents |= percent.in(words);
      if (const auto sizes = find_group_sizes(words); sizes.size() == 1) group.people = sizes[0].value;
    }
  const auto is_share = [](double count, double people, double percents) {
    return people >= count && people > 0 && std::fabs(100 * count / people - percents) < 1;
  };
  // "272 | 61 (22.4)": 61 of 272.
  const auto is_share_of_cell = [&](std::int32_t row, double count, double percents) {
    for (std::int32_t k = 0; k < model_.columns(); ++k) {
      const std::vector<Token> tokens = lex(model_.text(row, k));
      if (tokens.size() == 1 && tokens[0].is_number() && tokens[0].number.decimals == 0 && count > 3 &&
          is_share(count, tokens[0].number.value, percents))
        return true;
    }
    return false;
  };
  const auto share = [&](std::int32_t row, const Group& group) -> double {
    const std::vector<Token> tokens = lex(model_.text(row, group.column));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!tokens[i].is_number() || tokens[i].number.value <= 0) continue;
      const double v = tokens[i].number.value;
      if (i + 2 < tokens.size() && tokens[i + 1].is('/') && tokens[i + 2].is_number() && tokens[i + 2].number.value > v)
        return v / tokens[i + 2].number.value;
      if (tokens[i].number.percent || (i + 1 < tokens.size() && tokens[i + 1].is('%'))) return v / 100;
      if (i == 2 && tokens[1].is('(') && tokens.size() > 3 && tokens[3].is(')') && tokens[0].is_number() &&
          tokens[0].number.decimals == 0 &&
          (group.percents || percent.in(model_.label(row)) || percent.in(caption_) ||
           is_share(tokens[0].number.value, group.people, v) || is_share_of_cell(row, tokens[0].number.value, v)))
        return v / 100;
    }
    return 0;
  };
  constexpr std::int32_t kMostRows = 40;
  int straight = 0, turned = 0;
  for (std::int32_t row = 0; row < std::min(model_.rows(), kMostRows); ++row) {
    if (model_.kind(row) != RowKind::kData) continue;
    const std::vector<Token> tokens = lex(model_.text(row, column));
    if (tokens.empty() || !tokens[0].is_number() || tokens[0].number.value <= 0) continue;
    double a = share(row, groups[0]), b = share(row, groups[1]);
    if (a <= 0 || b <= 0 || a >= 1 || b >= 1) continue;
    if (odds) a /= 1 - a, b /= 1 - b;
    const double here = std::log(a / b), printed = std::log(tokens[0].number.value);
    if (std::fabs(here) < 0.05 || std::fabs(printed) < 0.05) continue;
    const double near = std::fabs(printed - here), far = std::fabs(printed + here);
    if (near < far / 2) ++straight;
    if (far < near / 2) ++turned;
  }
  const int told = straight > 0 && turned > 0 ? 0 : straight - turned;
  kept->second = told;
  return told;
}

// Levels of an exposure side by side ("Q1 | Q2 | Q3" over "1 (reference) | 0.82 (0.67, 1.01) | …"): the column names
// the level, the rows above it and its own label the exposure. False: the row holds no reference beside the value.
bool TableLabels::label_levels(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                               Claim& c) const {
  const auto level_of = [&](std::int32_t k) -> std::string {
    std::vector<std::string> path = model_.header_path(row, k);
    while (!path.empty() && (strip_counts(path.back()).empty() || find_group_sizes(path.back()).size() == 1) &&
           path.size() > 1)
      path.pop_back();  // "n = 2,118" below the level
    if (path.empty() || sense_of_words({path.back()}, measure_).role != Role::kNone ||
        !analysis_of(path.back()).empty())
      return {};
    static const Guarded model(R"((?i)^\W*(model|crude|step|analysis|total|all\b|overall))");
    return model.in(path.back()) ? std::string() : strip_counts(path.back());
  };
  const std::string level = level_of(column);
  if (level.empty()) return false;
  std::string reference;
  for (std::int32_t k = model_.label_columns(); k < model_.columns() && reference.empty(); ++k) {
    const ColumnSense& sense = senses[static_cast<std::size_t>(k)];
    const std::string_view text = model_.text(row, k);
    if (k == column || (sense.role != Role::kRatio && sense.role != Role::kNone) || text.empty() ||
        !(is_ascii_digit(text[0]) || is_ascii_alpha(text[0])) || !reference_like(row, k, sense))
      continue;
    reference = level_of(k);
  }
  if (reference.empty() || reference == level) return false;
  std::vector<std::string> exposure;
  for (const std::int32_t above : model_.ancestors(row)) {
    // "Colorectal | Colon | Rectum" under a caption of colorectal cancer: sites, which are outcomes.
    const std::int32_t indent = model_.cell_at(model_.cell(above, 0)).indent;
    const std::string caption = ascii_lower(c.outcome);
    bool outcome = false;
    constexpr std::size_t kShortest = 4;
    for (std::int32_t r = 0; r < model_.rows() && !outcome; ++r)
      outcome = model_.cell(r, 0) >= 0 && model_.cell_at(model_.cell(r, 0)).indent == indent &&
                model_.kind(r) == RowKind::kSeparator && model_.label(r).size() >= kShortest &&
                caption.find(ascii_lower(model_.label(r))) != std::string::npos;
    if (outcome)
      c.outcome = model_.label(above);
    else
      exposure.push_back(model_.label(above));
  }
  if (exposure.empty())
    for (const std::string& words : {model_.panel(row), model_.factor(row)})
      if (!words.empty() && !is_heading(words)) exposure.push_back(words);
  static const Guarded estimate(
      R"((?i)^\W*((fully |age|sex|multi\w*|uni\w*|un)?[- ]?adjusted|multivaria\w+|univaria\w+|crude|basic|model|HR|OR|RR|hazard|odds|relative)\b)");
  if (const std::string& label = model_.label(row); !label.empty() && !estimate.in(label)) exposure.push_back(label);
  c.subject.clear();
  for (const std::string& words : exposure) {
    const std::string name = strip_counts(words);
    if (!name.empty() && name != c.outcome) c.subject += name + ": ";
  }
  c.subject += level;
  c.comparator = reference;
  return true;
}

void TableLabels::label(std::int32_t row, std::int32_t column, const std::vector<ColumnSense>& senses,
                        const ColumnSense& sense, const ColumnSense& cross, bool transposed, bool goes_on,
                        Claim& c) const {
  const std::string factor = model_.factor(row), panel = model_.panel(row);
  std::string row_label = model_.label(row);
  if (goes_on) row_label = model_.label(row - 1) + (row_label.empty() ? "" : " ") + row_label;
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
      subject += (subject.empty() ? "" : ": ") + left;
      c.comparator = right;
    }
    c.subject = subject;
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
    if (c.subject.empty()) c.subject = subject_column(row);
    if (c.subject.empty() && factor_names) c.subject = factor;
    const std::vector<Arm>& arms = reading_.arms().all();
    if (c.subject.empty() && arms.size() == 2 && arms[0].control != arms[1].control) {
      c.subject = arms[arms[0].control ? 1 : 0].name;
      c.comparator = arms[arms[0].control ? 0 : 1].name;
    }
  } else {
    std::string label = strip_reference(row_label, &reference);
    std::string group = factor_endpoint.empty() || !find_ratios(lex(factor)).empty()
                            ? strip_reference(factor, reference.empty() ? &reference : nullptr)
                            : "";
    // "Complications", "Baseline characteristics": a part of the list, unless one of its rows is the reference.
    static const Guarded part(
        R"((?i)\b(factors|characteristics|variables|complications?|co-?morbidit\w+|conditions|measures|covariates|predictors|markers|demographics?|history|model \w|symptoms)\b)");
    const bool part_of_list =
        part.in(group) && reference.empty() && sense.role == Role::kRatio && reference_row(row, column, sense).empty();
    if (is_heading(group) || part_of_list || is_analysis_heading(group) || is_time(group) ||
        (!group.empty() && c.outcome == group))
      group.clear();
    if (!factor_endpoint.empty()) {
      static const Guarded about(R"((?i)^\W*[\w ,()%/-]*surviv|^\W*[A-Z]{2,5}\W*$|time to)");
      if (!about.in(factor)) group = factor;
    }
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
    if (is_analysis_heading(label) && !group.empty()) label.clear();
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
    if (!panel.empty() && panel_endpoint.empty() && !is_heading(panel) && !is_analysis_heading(panel))
      c.subject += " (" + panel + ")";
    // Groups in the header: a value column under "Training set".
    for (const std::string& words : path) {
      static const Guarded set(
          R"((?i)\b(set|cohort|arm|group|population|male|female|men|women|patients|trial|study)s?\b)");
      if (sense_of_words({words}, measure_).role == Role::kNone && endpoint_in(words).empty() &&
          (c.outcome.empty() || words.find(c.outcome) == std::string::npos) && c.subject != words &&
          (set.in(words) || parts_columns(row, column, words, senses)))
        c.subject += " (" + strip_counts(words) + ")";
    }
    if (!when.empty() && c.outcome.find(when) == std::string::npos) c.outcome += (c.outcome.empty() ? "" : ": ") + when;
  }
  if (c.comparator.empty() && sense.role == Role::kRatio && !transposed && !label_is_outcome)
    c.comparator = reference_row(row, column, sense);
}

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

// "Intervention", "Placebo", a group that the study compares: nothing else.
bool TableLabels::is_arm(std::string_view label) const {
  static const Guarded arm(
      R"((?i)^\W*(the )?(intervention|control|placebo|usual care|standard care|active( treatment)?|experimental|treatment|sham|comparison)s?( groups?| arms?)?\W*$)");
  if (arm.is(label)) return true;
  const std::vector<Token> tokens = lex(label);
  const std::vector<ArmMention> mentions = reading_.arms().mentions(tokens);
  return mentions.size() == 1 && mentions[0].first == 0 && mentions[0].end == tokens.size();
}

// The lowest header of a column whose ratio a header above names, when the columns beside it have others: what
// happened.
std::string TableLabels::leaf_outcome(std::int32_t row, std::int32_t column,
                                      const std::vector<ColumnSense>& senses) const {
  const std::vector<std::string> path = model_.header_path(row, column);
  if (path.size() < 2 || !find_ratios(lex(path.back())).empty() ||
      std::none_of(path.begin(), path.end(), [](const std::string& w) { return !find_ratios(lex(w)).empty(); }))
    return {};
  static const Guarded stated(
      R"((?i)^\W*(?:(?:co-?)?(?:primary|secondary|main) )?(?:outcome|end ?-?point)s?\s*[:–-]\s*(\S.{2,}?)\s*$)");
  re2::StringPiece words[2];
  if (stated.is(path.back(), words, 2)) return strip_counts(words[1].as_string());
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

// Whether the header `words` above the column is not above all columns of the same kind: "Core | Buffer" over ratios of
// either.
bool TableLabels::parts_columns(std::int32_t row, std::int32_t column, std::string_view words,
                                const std::vector<ColumnSense>& senses) const {
  static const Guarded no_part(
      R"((?i)^\W*(models?|step|analysis|p\b|total|all\b|overall|n\b|%|no\.|ref)|adjust|varia(te|ble)|\bvs\.?\b|versus|correct)");
  constexpr std::size_t kLongest = 60;
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
  label_is_outcome =
      sense.role == Role::kRatio && !transposed && (cross.role == Role::kTime || cross.role == Role::kRate);
  if (!transposed) {
    static const Guarded outcome_header(
        R"((?i)\b(outcome|end ?-?point|event|adverse|cause of|complication|(cancer|tumou?r|disease) site|symptom)s?\b|^\W*((reported|adverse|acute|late|drug) )*(side[- ]?effects?|reactions?|toxicit(y|ies))\W*$)");
    for (const std::string& words : model_.header_path(row, 0)) {
      // "Outcome: receiving a test" above factors names the outcome of them all.
      static const Guarded stated(R"((?i)^\W*(?:dependent variable|outcomes?|end ?-?point)s?\s*[:=]\s*(\S.{2,}?)\s*$)");
      re2::StringPiece groups_of[2];
      if (stated.is(words, groups_of, 2))
        c.outcome = strip_counts(groups_of[1].as_string());
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
    if (compared && c.outcome.empty() && !is_subgroup(row, groups.in_header) && !level) label_is_outcome = true;
    if (label_is_outcome) {
      // "Yes" and "< 37 weeks" say what of the line above.
      static const Guarded generic(
          R"((?i)^\W*(yes|no|overall|total|all|any|n ?\(%\)|(at |by |day|week|month|year|visit|round|wave|time|T|phase)s?[- ]*\d.*|\d+(st|nd|rd|th)[- ](day|week|month|year|visit).*|(one|two|three|four|six|nine|twelve)[- ](day|week|month|year).*|baseline|follow[- ]?up|[<>≤≥\d].*)\W*$)");
      c.outcome = !endpoint.empty() ? endpoint : without_counts(row_label);
      if (endpoint.empty() && generic.is(without_counts(row_label))) {
        if (!factor.empty() && !is_heading(factor)) {
          c.outcome = without_counts(factor) + ": " + c.outcome;
        } else if (const std::string about = outcome_in_caption(caption_); !about.empty()) {
          c.outcome = about + ": " + c.outcome;
        }
      }
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
    if (RE2::PartialMatch(row_label, named, &outcome)) c.outcome = std::string(trim(outcome));
  }
  if (c.outcome.empty()) c.outcome = caption_outcome();
  if (c.outcome.empty() && !transposed) {
    // A spanning header that is neither a measure nor an analysis names the outcome: "Death | Relapse".
    for (const std::string& words : path) {
      const ColumnSense s = sense_of_words({words}, measure_);
      static const Guarded analysis(
          R"((?i)analys|adjust|crude|model|varia|total|group|\bvs\b|versus|cohort|patients|\bn\b ?=|^\W*%|\(%\)|set\b|year|month|week|\bday|baseline|\barms?\b|trial|correct|interest|period|overall|follow)");
      if (s.role == Role::kNone && !analysis.in(words) && path.size() > 1 && words.size() > 3) {
        c.outcome = words;
        break;
      }
    }
  }
  if (c.outcome.empty()) c.outcome = counted_above(row);
  if (c.outcome.empty()) c.outcome = once(from_text_, [&] { return outcome_in_text(); });
  if (c.outcome.empty()) c.outcome = reading_.outcome();
}

// "Outcome | OR | … | Predictor": a column of words that names what the row's number belongs to.
std::string TableLabels::subject_column(std::int32_t row) const {
  static const Guarded header(
      R"((?i)\b(predictor|exposure|treatment|intervention|comparison|contrast|factor|arm|group)s?\b)");
  for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
    const std::vector<std::string> path = model_.header_path(row, k);
    if (path.empty() || !header.in(path.back())) continue;
    const std::string words = model_.words(row, k);
    if (words.empty() || !is_ascii_alpha(words[0]) || words.size() > 80) continue;
    return words;
  }
  return {};
}

std::string TableLabels::reference_row(std::int32_t row, std::int32_t column, const ColumnSense& sense) const {
  const std::int32_t head = model_.factor_row(row);
  constexpr std::int32_t kFar = 40;
  const auto named = [&](std::int32_t r) { return strip_reference(model_.label(r), nullptr); };
  const auto printed = [&](std::int32_t r) {
    return !model_.text(r, column).empty() && reference_like(r, column, sense);
  };
  // "Drug A (reference) | Drug B | Drug C", else the row above it.
  static const Guarded called(R"((?i)\bref(erence|erent)?\b)");
  const bool opens = model_.label_columns() > 1 && !model_.words(row, 0).empty();  // a factor of its own
  for (std::int32_t r = row - 1; r >= 0 && row - r < kFar; --r) {
    if (opens && model_.text(r, 0).empty()) break;
    if (model_.kind(r) != RowKind::kData || model_.factor_row(r) != head) break;
    if (printed(r) && (called.in(model_.label(r)) || (r == row - 1 && head < 0))) return named(r);
  }
  // "Site | North | 1.4" above " | South | 1.0": below the row that names the factor.
  for (std::int32_t r = row + 1; opens && r < model_.rows() && model_.factor_row(r) == row; ++r)
    if (model_.kind(r) == RowKind::kData && printed(r)) return named(r);
  if (head < 0) return {};
  // "Site | North | 1.0" above " | South | 1.4": the row that names the factor is its reference.
  if (model_.kind(head) == RowKind::kData && model_.label_columns() > 1 && printed(head) &&
      !model_.words(head, 1).empty())
    return model_.words(head, 1);
  for (std::int32_t r = head; r < model_.rows() && r < head + kFar; ++r) {
    if (r == row || model_.kind(r) != RowKind::kData) continue;
    if (r != head && model_.factor_row(r) != head) break;
    if (r != head && reference_like(r, column, sense)) return named(r);
  }
  return {};
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

}  // namespace warrant
