#include "ingest/extract/group_columns.h"
#include "ingest/extract/guarded.h"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "ingest/extract/label_words.h"
#include "src/base/text.h"
#include "src/language/number.h"
#include "src/language/share.h"

namespace warrant {
namespace {

struct PartName {
  SummaryPart part;
  Guarded words;
};

bool is_plain(std::string_view words) {
  return !words.empty() && words.size() < 8 &&
         std::all_of(words.begin(), words.end(), [](char c) { return is_ascii_digit(c) || c == '.' || c == ','; });
}

// The unit of time that heads a row of numbers: "Time (months)", "Week".
std::string_view unit_of_time(std::string_view label) {
  static const Guarded time(R"((?i)^\W*(time|follow[- ]?up|visit|months?|weeks?|days?|years?|hours?)\b)");
  if (label.size() > 40 || !time.in(label)) return {};
  for (const Token& t : lex(label))
    if (t.is_word() && t.text.size() > 2)
      if (const std::string_view unit = time_unit(t.text); !unit.empty()) return unit;
  return {};
}

// "Week 3", "After 1 month": the time itself.
std::optional<TimePoint> time_point(std::string_view words) {
  const std::vector<Token> tokens = lex(words);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_number() || tokens[i].number.value < 0 || tokens[i].number.percent) continue;
    std::size_t next = i + 1;
    if (next < tokens.size() && tokens[next].is('-')) ++next;
    if (next < tokens.size() && tokens[next].is_word() && !tokens[next].is("m"))
      if (const std::string_view unit = time_unit(tokens[next].text); !unit.empty())
        return TimePoint{tokens[i].number.value, std::string(unit)};
    if (i > 0 && tokens[i - 1].is_word() && tokens[i - 1].text.size() > 2)
      if (const std::string_view unit = time_unit(tokens[i - 1].text); !unit.empty())
        return TimePoint{tokens[i].number.value, std::string(unit)};
  }
  return std::nullopt;
}

}  // namespace

SummaryPart summary_part(std::string_view words) {
  static const PartName names[] = {
      {SummaryPart::kMean,
       Guarded(R"((?i)^\W*(?:(?:arithmetic|geometric|overall) )?(?:means?|average)(?: values?| scores?)?\W*$)")},
      {SummaryPart::kMean,
       Guarded(
           R"((?i)^\W*(?:means?|average) ?\((?:[a-z/µμ%]|min|sec|years?|days?|hours?|weeks?|months?|minutes?|seconds?|mm ?Hg|kg|cm|points?|mg|ml)+\)\W*$)")},
      {SummaryPart::kDeviation,
       Guarded(R"((?i)^\W*(?:S\.?D\.?|(?:std|st|stand)\.? ?dev(?:iation)?\.?|standard deviations?)(?: ?\(±\))?\W*$)")},
      {SummaryPart::kError,
       Guarded(
           R"((?i)^\W*(?:S\.?E\.?(?:M\.?)?|(?:std|st)\.? ?err(?:or)?\.?|standard errors?(?: of (?:the )?mean)?)\W*$)")},
      {SummaryPart::kMedian, Guarded(R"((?i)^\W*medians?(?: values?)?\W*$)")},
      {SummaryPart::kLowQuartile,
       Guarded(R"((?i)^\W*(?:25 ?%|Q1|P25|25th(?: per)?(?: ?centile)?|lower quartile|first quartile)\W*$)")},
      {SummaryPart::kHighQuartile,
       Guarded(R"((?i)^\W*(?:75 ?%|Q3|P75|75th(?: per)?(?: ?centile)?|upper quartile|third quartile)\W*$)")},
      {SummaryPart::kQuartiles,
       Guarded(
           R"((?i)^\W*(?:I\.?Q\.?R\.?|inter-?quartile(?: range)?s?|quartiles|Q1 ?[-–—,] ?Q3|P25 ?[-–—,] ?P75|25th?(?: percentile)? ?[-–—,] ?75th?(?: percentiles?)?)\W*$)")},
      {SummaryPart::kRange, Guarded(R"((?i)^\W*(?:range|min(?:imum)? ?[-–—,/] ?max(?:imum)?)\W*$)")},
      {SummaryPart::kMinimum, Guarded(R"((?i)^\W*min(?:imum|\.)?\W*$)")},
      {SummaryPart::kMaximum, Guarded(R"((?i)^\W*max(?:imum|\.)?\W*$)")},
      {SummaryPart::kCount, Guarded(R"((?i)^\W*(?:n|no\.?|number|frequency|count|patients|cases|events)\W*$)")},
      {SummaryPart::kShare, Guarded(R"((?i)^[\s(]*(?:%|per ?cent(?:age)?)\W*$)")},
      {SummaryPart::kFreedom, Guarded(R"((?i)^\W*(?:d\.?f\.?|degrees? of freedom)\W*$)")},
      {SummaryPart::kStatistic,
       Guarded(
           R"((?i)^\W*(?:χ ?[2²]?|chi[- ]?squared?|x2|[ztfu])(?:[- ](?:values?|ratio|statistics?|coefficient|test|score))?\W*$|^(?:test )?statistic$)")},
  };
  if (words.empty() || words.size() > 40) return SummaryPart::kWhole;
  for (const PartName& name : names)
    if (name.words.in(words)) return name.part;
  return SummaryPart::kWhole;
}

bool names_time(std::string_view words) {
  static const Guarded time(
      R"((?i)^[\s(]*(?:at |on |the )*(?:baseline\b.{0,24}|(?:pre|post)(?:[- ]?(?:test(?:ing)?|treatment|training|intervention|op(?:erative(?:ly)?|eration)?\.?|dose|therapy|study|surgery|exercise|trial|program(?:me)?))?|(?:before|after|prior to)\b.{0,40}|(?:day|week|wk|month|year|visit|hour|session|cycle|T|D|W|M)s?\.? ?[0-9]+(?: ?[-–] ?[0-9]+)?(?: ?(?:follow[- ]?up))?|(?:first|second|third|fourth|last|final|initial) (?:visit|day|week|month|year|session|measurement|evaluation|assessment)|[0-9.]+(?:st|nd|rd|th)? ?[-–]?(?:days?|weeks?|wks?|w|months?|mo|years?|yrs?|hours?|h|hrs?|min|minutes?)(?: (?:follow[- ]?up|later|visit|post\S*|after\b.*|of (?:treatment|therapy|intervention|follow[- ]?up)))?|(?:end|start|beginning) of\b.{0,30}|follow[- ]?up\b.{0,20}|end ?-?point|(?:study )?(?:entry|end|start)|(?:Δ|delta).{0,20}|(?:mean |absolute |percent(?:age)? |% )?changes?\b.{0,40})\W*$)");
  return words.size() < 60 && (is_time(words) || time.in(words)) &&
         words.find_first_of("<>") == std::string_view::npos && words.find("≥") == std::string_view::npos &&
         words.find("≤") == std::string_view::npos;
}

bool names_size(std::string_view words) {
  static const Guarded size(
      R"((?i)^\W*(?:(?:total )?n|no\.?|(?:total )?(?:numbers?|no\.?)(?: of (?:patients?|subjects?|participants?|people|women|men|children|cases|individuals|volunteers))?|sample size)\W*(?:\(?n\)?)?\W*$)");
  return size.in(words);
}

bool names_group(std::string_view words) {
  static const Guarded group(
      R"((?i)^\W*(?:the )?(?:.{1,60}\b(?:groups?|arms?)|(?:groups?|arms?) [A-Z0-9]{1,3}|.{0,30}\b(?:placebo|sham|controls?|usual care|standard care)|(?:intervention|treatment|treated|untreated|experimental|active)(?: treatment)?)\W*(?:\(?n ?= ?[0-9]+\)?)?\W*$)");
  static const Guarded compared(R"((?i)\b(?:vs?\.?|versus|compared|minus|differ\w*|change)(?:\W|$))");
  return words.size() < 80 && group.in(words) && !compared.in(words);
}

std::string joined_labels(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (!out.empty()) out += ": ";
    out += word;
  }
  return out;
}

GroupColumn group_column(const TableModel& model, std::int32_t row, std::int32_t column) {
  // As printed: "drug or placebo" holds no odds ratio, "Group B" no coefficient, "n = 95" no level.
  static const Guarded others(
      "\\b(?:a?HR|a?OR|RR|IRR|CI)\\b|(?i:exp) ?\\(B\\)|(?:^|: )B(?: ?[(,]|$)|\\b95 ?%|"
      "(?i:\\b(?:confidence|ratio|coefficient|survival rate|median (?:OS|PFS|survival))\\b)");
  static const Guarded estimates(
      "\\b(?:a?HR|a?OR|RR|IRR|RD|MD|SMD|OS|PFS|B)\\b|(?i:exp) ?\\(B\\)|β|(?i:ratio|coefficient|surviv|differ|effect|"
      "change|hazard|odds|relative|reduction|estimate|beta|versus|\\bvs?\\b)");
  static const Guarded summaries("(?i)\\b(?:means?|prevalence|proportions?|percentages?)\\b|%.{0,12}\\(95");
  static const Guarded p("(?i)^p(?:[- ]?values?)? ?(?:[*†‡§a-e1-4]|\\([^)]*\\))*$");
  static const RE2 count(R"((?i)\s*(?:[\(\[]\s*total,?\s+|[\(\[]?\s*\b)n\s*=\s*(\d[\d, ]*)[\)\]]?)");
  // "n (%)" and "mean ± SD" say how, not who.
  static const Guarded form(
      "(?i)^\\W*(?:n|no\\.?|number|mean|median|%)?\\W*(?:n|%|s\\.?[de]m?\\.?|iqr|range|q1|q3|p25|p75|95 ?% ?ci|[-–±/,; "
      "])*\\W*$");
  GroupColumn out;
  out.path = model.header_path(row, column);
  // Rows of bare numbers above the values: their own label says what they are.
  for (const std::int32_t h : model.header_rows(row)) {
    const std::string number = model.words(h, column);
    if (column < model.label_columns() || !is_plain(number)) continue;
    const auto part = std::find(out.path.begin(), out.path.end(), number);
    if (part == out.path.end()) continue;
    const std::string label = model.words(h, 0);
    const std::vector<Token> tokens = lex(number);
    if (tokens.size() != 1 || !tokens[0].is_number()) continue;
    if (names_size(label)) {
      out.people = tokens[0].number.value;
      out.path.erase(part);
    } else if (const std::string_view unit = unit_of_time(label); !unit.empty()) {
      out.at = TimePoint{tokens[0].number.value, std::string(unit)};
      *part = fmt::format("{} {}", number, unit);
    }
  }
  out.all = joined_labels(out.path);
  if (!out.path.empty()) {
    out.leaf = trim(out.path.back());
    out.part = summary_part(out.leaf);
  }
  std::vector<std::string> who = out.path, group;
  std::erase_if(who, [&](const std::string& part) { return form.in(part); });
  if (out.part != SummaryPart::kWhole && out.part != SummaryPart::kCount && !who.empty() &&
      who.back() == out.path.back())
    who.pop_back();
  for (const std::string& part : who) {
    const std::string bare = strip_counts(part);
    if (!names_time(bare)) {
      group.push_back(part);
      continue;
    }
    out.timed = true;
    if (!out.at) out.at = time_point(bare);
  }
  const auto without_size = [&](std::string& words) {
    const std::vector<PrintedNumber> sizes = find_group_sizes(words);
    if (sizes.size() != 1) return;
    if (!out.people) out.people = sizes[0].value;
    RE2::Replace(&words, count, "");
    while (!words.empty() && (words.back() == ' ' || words.back() == ':')) words.pop_back();
  };
  out.words = joined_labels(who);
  out.group = joined_labels(group);
  without_size(out.words);
  without_size(out.group);
  out.other = others.in(out.all);
  if (out.other && summaries.in(out.all) && !estimates.in(out.all)) {
    out.other = false;
    out.interval = true;
  }
  out.p = !out.path.empty() && p.in(out.leaf);
  return out;
}

}  // namespace warrant
