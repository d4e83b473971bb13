// The groups that a table's columns compare, and the levels of an exposure side by side.
#include "ingest/extract/table_labels.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/label_words.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_cells.h"
#include "src/base/text.h"
#include "src/language/share.h"

namespace warrant {

// The table tells of factors and subgroups rather than of outcomes.
bool TableLabels::is_subgroup(std::int32_t row, bool compared) const {
  static const Guarded caption(
      R"((?i)sub-?group|predict|risk factor|factors? (associated|influenc|affect|for)|multivari|univari|(^|[^-])associat|regression|determinant|correlat|prognos)");
  static const Guarded corner(
      R"((?i)sub-?(group|set|sample)s?\b|characteristic|variable|factor|predictor|covariate|patients?\b|baseline)");
  static const Guarded trait(
      R"((?i)^\W*(age|sex|gender|race|ethnic|smok\w*( (status|history|habits?))?\W*($|[(,:])|stage|grade|ecog|bmi\b|country|region|cent(re|er)|education|married|marital|income|histolog|performance|history of|baseline|type of|prior|previous))");
  static const Guarded sex(R"((?i)^\W*(male|female|men|women)s?\W*(\d.*)?$)");
  static const Guarded outcomes(R"((?i)\b(outcomes?|end ?-?points?)\b)"),
      strict(R"((?i)^\W*(table \d+\W+)?sub-?groups?\b|predict|risk factor|prognos)");
  if (caption.in(caption_) && !(outcomes.in(caption_) && !strict.in(caption_))) return true;
  // "26–34", "0–7 d"; "Restricted to those followed up": ages, times and ways to analyse.
  static const Guarded range(R"(^\W*\d+(\.\d+)?\s*([–-]|to)\s*\d+(\.\d+)?\b)"),
      way(R"((?i)^\W*(regardless|restricted|including|excluding|intention|intent|per[- ]protocol|m?ITT( (analysis|population|set|sample))?\W*$|complete case|sensitivity|unadjusted|adjusted|crude|model\b|as[- ]treated|(uni|multi)varia\w+|(age|sex|fully|minimally)[- ](and \w+[- ])?adjusted))");
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
  // When people were seen is no group of them, before and after only when nothing else is compared.
  static const Guarded time(
      R"((?i)^\W*((at |by |after )?(\d+|one|two|three|four|six|nine|twelve)(st|nd|rd|th)?[ -]?(day|week|month|year|hour)s?\b|(day|week|month|year|visit|wave|phase)s? ?\d|end of (treatment|follow|intervention|study)))"),
      stage(R"((?i)^\W*(baseline|follow[- ]?up|(pre|post)[- ]?(treatment|intervention|test))\W*$)");
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
  // "Drug A and placebo" above the ratio, where "Drug A" and "placebo" head columns of their own.
  static const Guarded pair(R"((?i)^(.{1,40}?) (?:and|&) (.{1,40})$)");
  for (const std::string& words : above) {
    re2::StringPiece sides[3];
    if (!pair.is(words, sides, 3)) continue;
    int found = 0;
    for (std::int32_t k = model_.label_columns(); k < model_.columns() && k != column; ++k)
      for (const std::string& other : model_.header_path(row, k))
        found |= strip_counts(other) == sides[1] ? 1 : strip_counts(other) == sides[2] ? 2 : 0;
    if (found == 3) return {sides[1].as_string(), sides[2].as_string(), true, ""};
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
  const auto find_groups = [&](bool stages) {
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
        if (p_or_total.in(words) || time.in(words) || (!stages && stage.is(words))) continue;
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
  };
  find_groups(false);
  if (names.size() < 2) {
    names.clear();
    columns.clear();
    last.clear();
    beside_group = false;
    find_groups(true);
  }
  // A header over two columns and their ratio: the two are what it compares.
  if (names.size() < 2 && in_block == 2) {
    names.clear();
    columns.clear();
    for (std::int32_t k = model_.label_columns(); k < model_.columns(); ++k) {
      if (k == column || model_.header_group(row, k) != block ||
          senses[static_cast<std::size_t>(k)].role != Role::kNone)
        continue;
      const std::vector<std::string> path = model_.header_path(row, k);
      static const Guarded counted(R"((?i)^\W*(n|no\.?|%|number|events?|cases|rate|mean|median|total)\b|^\W*%|\d)");
      constexpr std::size_t kLongest = 40;
      if (path.size() < 2 || counted.in(path.back()) || path.back().size() > kLongest || time.in(path.back()))
        return {};
      names.push_back(strip_counts(path.back()));
      columns.push_back(k);
    }
  }
  if (names.size() < 2) {
    // "Effects of the leaflet and covariates on outcomes": one thing, and each row is an outcome.
    static const Guarded effects(
        R"((?i)\b(?:effects?|impact|influence) of (?:the )?(\S.{1,60}?)(?: and (?:other )?(?:covariates|time))? on .{0,60}\b(?:outcomes?|end ?-?points?)\b)");
    static const Guarded unnamed(
        R"((?i)(intervention|treatment|therapy|programme|program|trial|study|drug|exposure|allocation|group|arm)s?)");
    re2::StringPiece thing[2];
    if (!effects.find(caption_, thing, 2) || unnamed.is(thing[1])) return {};
    return {thing[1].as_string(), "", false, ""};
  }
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
    if (k == column || (sense.role != Role::kRatio && sense.role != Role::kNone && !is_reference_word(text)) ||
        text.empty() || !(is_ascii_digit(text[0]) || is_ascii_alpha(text[0])) || !reference_like(row, k, sense))
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
    else if (stated_outcome(model_.label(above)).empty() && !is_analysis_heading(model_.label(above)))
      exposure.push_back(model_.label(above));
  }
  if (exposure.empty())
    for (const std::string& words : {model_.panel(row), model_.factor(row)})
      if (!words.empty() && !is_heading(words) && stated_outcome(words).empty() && !is_analysis_heading(words))
        exposure.push_back(words);
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

// "Intervention", "Placebo", a group that the study compares: nothing else.
bool TableLabels::is_arm(std::string_view label) const {
  static const Guarded arm(
      R"((?i)^\W*(the )?(intervention|control|placebo|usual care|standard care|active( treatment)?|experimental|treatment|sham|comparison)s?( groups?| arms?)?\W*$)");
  if (arm.is(label)) return true;
  const std::vector<Token> tokens = lex(label);
  const std::vector<ArmMention> mentions = reading_.arms().mentions(tokens);
  return mentions.size() == 1 && mentions[0].first == 0 && mentions[0].end == tokens.size();
}

}  // namespace warrant
