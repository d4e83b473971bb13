#include "src/language/reported.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "src/base/text.h"

namespace warrant {
namespace {

// Words before a whole number that make it a name, a time point or a condition: "grade 3", "week 12", "aged 60".
const WordSet kNames = {
    "grade",    "grades",    "stage",      "stages",      "type",    "types",  "phase",     "level",    "levels",
    "aged",     "group",     "groups",     "table",       "fig",     "tables", "figure",    "figures",  "version",
    "arm",      "arms",      "visit",      "cycle",       "class",   "model",  "chapter",   "section",  "step",
    "period",   "periods",   "experiment", "experiments", "session", "trial",  "trials",    "quartile", "tertile",
    "quintile", "trimester", "round",      "wave",        "lunch",   "meal",   "condition", "appendix", "genotype",
    "codon",    "exon",      "no",         "nos",         "number",  "ref",    "question",  "item"};
const WordSet kTimeNames = {"week", "weeks", "day", "days", "month", "months", "year", "years"};
// "At 6 months" is a time point; "during 6 months" is how long it took, and neither is a result.
const WordSet kTimePoints = {"at", "after"};
const WordSet kDurations = {"within", "during", "until", "before", "over", "first", "past", "last", "next", "every"};
const WordSet kUnits = {"mg",     "g",  "kg", "ug",  "ng", "pg",  "mmol",  "umol", "nmol",  "pmol", "mol",
                        "l",      "dl", "ml", "m",   "cm", "mm",  "km",    "w",    "kcal",  "kj",   "mmhg",
                        "bpm",    "iu", "u",  "meq", "ms", "s",   "min",   "h",    "point", "kpa",  "cells",
                        "copies", "mn", "nm", "hz",  "gy", "cgy", "beats", "mu",   "ppm"};

const WordSet kSpreads = {"sd", "se", "sem", "sds", "n", "df", "standard"};

const WordSet kPeople = {"patients",     "patient",  "cases",  "women",       "men",     "children",
                         "participants", "subjects", "people", "individuals", "infants", "adults",
                         "persons",      "newborns", "deaths", "events"};

// Units written out, and other spellings, as kUnits has them.
std::string short_unit(std::string unit) {
  static const std::map<std::string_view, std::string_view> spellings = {
      {"minutes", "min"},     {"minute", "min"},     {"mins", "min"},
      {"hours", "h"},         {"hour", "h"},         {"hr", "h"},
      {"hrs", "h"},           {"points", "point"},   {"seconds", "s"},
      {"second", "s"},        {"sec", "s"},          {"secs", "s"},
      {"litre", "l"},         {"litres", "l"},       {"liter", "l"},
      {"liters", "l"},        {"millilitre", "ml"},  {"millilitres", "ml"},
      {"milliliter", "ml"},   {"milliliters", "ml"}, {"mls", "ml"},
      {"gram", "g"},          {"grams", "g"},        {"gm", "g"},
      {"milligram", "mg"},    {"milligrams", "mg"},  {"kilogram", "kg"},
      {"kilograms", "kg"},    {"kgs", "kg"},         {"microgram", "ug"},
      {"micrograms", "ug"},   {"mcg", "ug"},         {"nanogram", "ng"},
      {"nanograms", "ng"},    {"millimetre", "mm"},  {"millimetres", "mm"},
      {"millimeter", "mm"},   {"millimeters", "mm"}, {"centimetre", "cm"},
      {"centimetres", "cm"},  {"centimeter", "cm"},  {"centimeters", "cm"},
      {"metre", "m"},         {"metres", "m"},       {"meter", "m"},
      {"meters", "m"},        {"kilometres", "km"},  {"kilometers", "km"},
      {"milliseconds", "ms"}, {"msec", "ms"},        {"kilocalories", "kcal"},
      {"mmols", "mmol"}};
  const auto at = spellings.find(unit);
  return at == spellings.end() ? std::move(unit) : std::string(at->second);
}

// "day" of "day", "d" only behind a stroke.
std::string_view period_named(const Token& token, bool behind_stroke) {
  static constexpr std::pair<std::string_view, std::string_view> periods[] = {{"day", "day"},
                                                                              {"week", "week"},
                                                                              {"wk", "week"},
                                                                              {"month", "month"},
                                                                              {"year", "year"},
                                                                              {"yr", "year"},
                                                                              {"hour", "h"},
                                                                              {"hr", "h"},
                                                                              {"night", "night"},
                                                                              {"minute", "min"},
                                                                              {"fortnight", "fortnight"}};
  for (const auto& [name, period] : periods)
    if (token.is(name)) return period;
  if (behind_stroke && token.is("d")) return "day";
  if (behind_stroke && token.is("h")) return "h";
  if (behind_stroke && token.is("min")) return "min";
  return {};
}

// The period that tokens [t, …) begin with: "per day", "a week", "/night", "daily"; "" = none.
std::string_view period_at(const std::vector<Token>& tokens, std::size_t t) {
  static constexpr std::pair<std::string_view, std::string_view> adverbs[] = {{"daily", "day"},     {"weekly", "week"},
                                                                              {"monthly", "month"}, {"yearly", "year"},
                                                                              {"nightly", "night"}, {"hourly", "h"}};
  for (const auto& [name, period] : adverbs)
    if (tokens[t].is(name)) return period;
  if (t + 1 >= tokens.size()) return {};
  const bool stroke = tokens[t].is('/');
  if (stroke || tokens[t].is("per") || tokens[t].is("a") || tokens[t].is("each") || tokens[t].is("every"))
    return period_named(tokens[t + 1], stroke);
  return {};
}

// That behind a number whose unit ends before token t: "3.4 servings of fruit a day".
std::string_view period_behind(const std::vector<Token>& tokens, std::size_t t, std::string_view unit) {
  static const WordSet stops = {"in",  "with",     "for",  "at", "after", "versus", "vs",
                                "and", "compared", "than", "to", "or",    "from"};
  if (const std::size_t stroke = unit.rfind('/'); stroke != std::string_view::npos) {
    const std::vector<Token> last = lex(unit.substr(stroke + 1));
    return last.empty() ? std::string_view() : period_named(last.front(), true);
  }
  constexpr std::size_t kFarthest = 6;
  for (std::size_t i = t; i < std::min(tokens.size(), t + kFarthest); ++i) {
    if (const std::string_view period = period_at(tokens, i); !period.empty()) return period;
    if (!(tokens[i].is_word() || tokens[i].is('-')) || one_of(tokens[i], stops)) return {};
  }
  return {};
}

// The unit that stands at token i; moves i behind it.
std::string unit_at(const std::vector<Token>& tokens, std::size_t& i) {
  if (i >= tokens.size()) return {};
  std::size_t at = i;
  if (tokens[at].is('-') && at + 1 < tokens.size() && tokens[at + 1].is_word() && !tokens[at + 1].space_before) ++at;
  // "8 consecutive months"
  static const WordSet between = {"consecutive", "successive", "full", "whole", "complete", "calendar"};
  if (one_of(tokens[at], between) && at + 1 < tokens.size() && tokens[at + 1].is_word() &&
      !time_unit(tokens[at + 1].text).empty())
    ++at;
  const Token& token = tokens[at];
  if (!token.is_word()) return {};
  // "m" and "d" after a number are metres and digits more often than months and days.
  if (token.text.size() > 1 || token.is("y"))
    if (const std::string_view time = time_unit(token.text); !time.empty()) {
      i = at + 1;
      return std::string(time);
    }
  std::string unit = ascii_lower(token.text);
  if (unit.starts_with("\u03BC") || unit.starts_with("\u00B5")) unit.replace(0, 2, "u");
  if (kPeople.has(unit)) {
    i = at + 1;
    return "people";
  }
  if (unit == "nights" || unit == "night") {
    i = at + 1;
    return "nights";
  }
  unit = short_unit(std::move(unit));
  if (!kUnits.has(unit)) return {};
  if (unit == "mm" && at + 1 < tokens.size() && tokens[at + 1].is("hg")) {
    unit = "mmhg";
    ++at;
  }
  i = at + 1;
  if (i + 1 < tokens.size() && tokens[i].is('/') && tokens[i + 1].is_word()) {
    if (unit == "mm" && tokens[i + 1].is("hg")) {  // "mm/Hg"
      i += 2;
      return "mmhg";
    }
    unit += "/" + short_unit(ascii_lower(tokens[i + 1].text));
    i += 2;
  }
  return unit;
}

class SentenceReader {
 public:
  SentenceReader(std::string_view text, std::span<const ByteSpan> marks) {
    out_.tokens = lex(text);
    out_.companion.assign(out_.tokens.size(), false);
    std::size_t mark = 0;
    for (std::size_t i = 0; i < tokens().size(); ++i) {
      while (mark < marks.size() && marks[mark].end <= tokens()[i].span.start) ++mark;
      if (mark < marks.size() && marks[mark].overlaps(tokens()[i].span)) out_.companion[i] = true;
    }
  }

  ReportedSentence read() {
    for (std::size_t i = 0; i < tokens().size(); ++i) companions(i);
    for (std::size_t i = 0; i < tokens().size(); ++i) number(i);
    attach();
    std::sort(out_.mentioned.begin(), out_.mentioned.end(),
              [](const ReportedNumber& a, const ReportedNumber& b) { return a.token < b.token; });
    return std::move(out_);
  }

 private:
  const std::vector<Token>& tokens() const { return out_.tokens; }
  bool symbol(std::size_t i, char s) const { return i < tokens().size() && tokens()[i].is(s); }

  void fill(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, tokens().size()); ++i) out_.companion[i] = true;
  }

  void companions(std::size_t i) {
    if (out_.companion[i]) return;
    if (const auto label = read_interval_label(tokens(), i)) {
      std::size_t end = label->end;
      while (symbol(end, ':') || symbol(end, '=') || symbol(end, ',')) ++end;
      if (const auto interval = read_interval(tokens(), end, true)) {
        intervals_.push_back({i, *interval, label->level});
        end = interval->end;
      }
      fill(i, end);
    } else if (tokens()[i].is("p")) {
      if (const auto p = read_p_value(tokens(), i)) {
        p_values_.push_back({i, *p});
        std::size_t end = p->end;
        if (symbol(end, '-') && end + 1 < tokens().size() && tokens()[end + 1].is_number()) end += 2;  // "p<0.05-0.001"
        // "(p = 0.006 versus placebo)": what is set against what the number belongs to.
        if (end < tokens().size() && (tokens()[end].is("versus") || tokens()[end].is("vs") || tokens()[end].is("v") ||
                                      tokens()[end].is("compared") || tokens()[end].is("against"))) {
          constexpr std::size_t kLongest = 8;
          std::size_t close = end;
          while (close < tokens().size() && close - end < kLongest && !tokens()[close].is_number() &&
                 !symbol(close, '(') && !symbol(close, ')') && !symbol(close, ']'))
            ++close;
          if (symbol(close, ')') || symbol(close, ']')) end = close;
        }
        fill(i, end);
      }
    } else if (tokens()[i].is('(') || tokens()[i].is('[')) {
      // "0.93 (0.77–1.14)": a bracket that holds an interval and nothing else, behind a number.
      if (i == 0 || !(tokens()[i - 1].is_number() || tokens()[i - 1].is('%'))) return;
      const auto interval = read_interval(tokens(), i, false);
      if (!interval || !interval->low || !interval->high) return;
      // "350 (83%, 95% CI 79 to 86%)": the bracket goes on.
      if (!symbol(interval->end - 1, ')') && !symbol(interval->end - 1, ']')) return;
      intervals_.push_back({i, *interval, {}});
      fill(i, interval->end);
    } else if (tokens()[i].is('!') || one_of(tokens()[i], kSpreads)) {
      // "SD 3.1", "n = 12", "with a standard error of 0.53"
      std::size_t value = i + 1;
      while (symbol(value, '=') || symbol(value, ':') || symbol(value, ',') ||
             (value < tokens().size() && (tokens()[value].is("of") || tokens()[value].is("deviation") ||
                                          tokens()[value].is("error") || tokens()[value].is("was"))))
        ++value;
      if (tokens()[i].is("standard") && value == i + 1) return;
      if (value < tokens().size() && tokens()[value].is_number()) {
        if (tokens()[i].is("n") && value > i + 1) mention(value, "people");
        fill(i, value + 1);
      }
    }
  }

  // The unit of "at 8, 16 and 24 weeks", of whose numbers `i` is one; "" of anything else.
  std::string_view unit_of_time_list(std::size_t i) const {
    const auto inner = [&](std::size_t t) {
      return tokens()[t].is(',') || tokens()[t].is("and") || tokens()[t].is("or") || tokens()[t].is("to") ||
             (tokens()[t].is_number() && tokens()[t].number.decimals == 0 && !tokens()[t].number.percent);
    };
    std::size_t from = i, to = i + 1;
    while (from > 0 && i - from < 12 && inner(from - 1)) --from;
    while (to < tokens().size() && to - i < 12 && inner(to)) ++to;
    const bool list = from > 0 && to < tokens().size() && to - from >= 3 && tokens()[to].is_word() &&
                      (one_of(tokens()[from - 1], kTimePoints) || tokens()[from - 1].is("between"));
    if (!list) return {};
    if (tokens()[to].is("min") || tokens()[to].is("minutes")) return "min";
    return time_unit(tokens()[to].text);
  }

  void mention(std::size_t i, std::string_view unit) {
    const Number& number = tokens()[i].number;
    ReportedNumber found;
    found.token = i;
    found.end = i + 1;
    found.value = number.value;
    found.decimals = number.decimals;
    found.op = number.op == Operator::kNone ? Operator::kEqual : number.op;
    found.unit = unit;
    out_.mentioned.push_back(std::move(found));
  }

  void time_point(std::size_t i, TimePoint time) {
    mention(i, time.unit);
    out_.times.push_back({i, std::move(time)});
  }

  void number(std::size_t i) {
    if (out_.companion[i] || !tokens()[i].is_number()) return;
    const Number& number = tokens()[i].number;
    const bool whole = number.decimals == 0 && !number.percent;
    std::size_t before = i;
    while (before > 0 && !out_.companion[before - 1] &&
           (symbol(before - 1, '-') || symbol(before - 1, '<') || symbol(before - 1, '>') || symbol(before - 1, '=') ||
            symbol(before - 1, '~') || symbol(before - 1, '+')))
      --before;
    const Token* last = before > 0 ? &tokens()[before - 1] : nullptr;
    std::size_t next = i + 1;
    if (number.percent && symbol(next, '%')) ++next;
    const bool dashed = symbol(next, '-') && next + 1 < tokens().size() && tokens()[next + 1].is_word() &&
                        !tokens()[next].space_before && !tokens()[next + 1].space_before;
    std::string unit = number.percent ? "%" : unit_at(tokens(), next);  // moves next
    if (unit.empty() && symbol(i + 1, '!') && i + 2 < tokens().size() && tokens()[i + 2].is_number()) {
      // "5.2 ± 1.1%"
      next = i + 3;
      unit = tokens()[i + 2].number.percent ? "%" : unit_at(tokens(), next);
    }
    const bool time = unit == "months" || unit == "years" || unit == "weeks" || unit == "days";
    if (time && whole && last != nullptr && one_of(*last, kDurations)) return mention(i, unit);
    // "At 5 years 2 of 18": the years have their number.
    const bool counted = before >= 2 && tokens()[before - 2].is_number() && tokens()[before - 2].number.decimals == 0;
    // "After a year 26 of them" likewise.
    const bool one_time = before >= 2 && (tokens()[before - 2].is("a") || tokens()[before - 2].is("one") ||
                                          tokens()[before - 2].is("the") || tokens()[before - 2].is("per"));
    if (whole && last != nullptr && one_of(*last, kTimeNames) && !counted && !one_time) {
      time_point(i, {number.value, std::string(time_unit(last->text))});
      return;
    }
    if (const std::string_view listed = whole ? unit_of_time_list(i) : std::string_view(); !listed.empty()) {
      time_point(i, {number.value, std::string(listed)});
      return;
    }
    // "At 39.75 weeks" is measured.
    const bool clock = whole && (unit == "min" || unit == "h") && last != nullptr && one_of(*last, kTimePoints);
    // "Two year PFS": in the singular it is no length of time.
    const bool singular = time && whole && number.value > 1 && i + 1 < tokens().size() && tokens()[i + 1].is_word() &&
                          !tokens()[i + 1].text.ends_with('s') && tokens()[i + 1].text.size() > 3 &&
                          next < tokens().size() && tokens()[next].is_word();
    if (clock ||
        (time && number.decimals < 2 && (dashed || singular || (last != nullptr && one_of(*last, kTimePoints))))) {
      time_point(i, {number.value, unit});
      return;
    }
    // "One of two groups", but "fifty-nine patients" and "nine patients".
    if (number.word && !number.percent && number.value < (unit == "people" ? 3 : 13)) {
      if (number.value > 1) mention(i, unit);
      return;
    }
    if (dashed && !time && !number.percent) return;  // "9-item scale"
    if (whole && unit.empty() && number.value >= 1900 && number.value <= 2100) return;
    if (whole && last != nullptr && one_of(*last, kNames)) return;
    if (whole && last != nullptr && (last->is('/') || last->is("of")) && before >= 2 &&
        (tokens()[before - 2].is_number() || tokens()[before - 2].is('%') ||
         (tokens()[before - 2].is(')') && before >= 3 &&
          (tokens()[before - 3].is('%') || tokens()[before - 3].is_number()))))
      return;                                                                    // the total of a share
    if (whole && last != nullptr && (last->is("per") || last->is('/'))) return;  // "per 100 person-years"
    // "22/100 person-years", "68 per 1,000".
    if (unit.empty() && next + 1 < tokens().size() && (symbol(next, '/') || tokens()[next].is("per")) &&
        tokens()[next + 1].is_number() && tokens()[next + 1].number.value >= 100) {
      unit = fmt::format("/{}", tokens()[next + 1].number.value);
      next += 2;
      // "per 100 person-years", "per 100 child-months"
      for (std::size_t t = next; t < std::min(next + 3, tokens().size()); ++t) {
        if (!tokens()[t].is_word() && !tokens()[t].is('-')) break;
        std::string_view word = tokens()[t].text;
        if (const std::size_t dash = word.rfind('-'); dash != std::string_view::npos) word.remove_prefix(dash + 1);
        if (const std::string_view period = time_unit(word); word.size() > 3 && !period.empty()) {
          unit += " person-" + std::string(period);
          next = t + 1;
          break;
        }
      }
    }
    ReportedNumber found;
    found.token = i;
    found.end = next;
    found.value = number.value;
    const bool minus =
        i > 0 && symbol(i - 1, '-') && !tokens()[i].space_before &&
        (i < 2 || tokens()[i - 1].space_before || !(tokens()[i - 2].is_number() || tokens()[i - 2].is_word()));
    if (minus && found.value > 0) found.value = -found.value;
    found.decimals = number.decimals;
    found.op = number.op == Operator::kNone ? Operator::kEqual : number.op;
    found.unit = unit;
    found.per = period_behind(tokens(), next, unit);
    found.change_start = last != nullptr && last->is("from");
    out_.numbers.push_back(std::move(found));
  }

  // Intervals and p values belong to the last number before them.
  void attach() {
    auto& numbers = out_.numbers;
    const auto owner = [&](std::size_t place) -> ReportedNumber* {
      ReportedNumber* best = nullptr;
      for (ReportedNumber& n : numbers)
        if (n.token < place) best = &n;
      return best;
    };
    for (const auto& [place, interval, level] : intervals_) {
      ReportedNumber* n = owner(place);
      if (n == nullptr || n->low || !interval.low || !interval.high) continue;
      n->low = interval.low;
      n->high = interval.high;
      n->level = level;
      // "10 (7 to 14) days", "5.9 (95% CI 5.4-6.5) kPa"
      std::size_t behind = interval.end;
      if (symbol(behind, ')') || symbol(behind, ']')) ++behind;
      if (std::size_t end = behind; n->unit.empty() && n->token + 4 > place) {
        n->unit = unit_at(tokens(), end);
        if (!n->unit.empty()) fill(behind, end);
      }
    }
    // "4.79 ± 0.17 (mmol/L)"
    for (ReportedNumber& n : numbers) {
      if (!n.unit.empty()) continue;
      std::size_t open = n.end;
      while (open < tokens().size() && out_.companion[open]) ++open;
      std::size_t end = open + 1;
      if (!symbol(open, '(') && !symbol(open, '[')) continue;
      std::string unit = unit_at(tokens(), end);
      // "29.8 (SD: 3.3) years"
      std::size_t close = open + 1;
      while (close < tokens().size() && out_.companion[close]) ++close;
      if (unit.empty() && close > open + 1 && symbol(close, ')')) {
        n.unit = unit_at(tokens(), ++close);
        if (n.unit == "people") n.unit.clear();
        continue;
      }
      if (unit.empty() || unit == "people" || !(symbol(end, ')') || symbol(end, ']'))) continue;
      n.unit = std::move(unit);
      fill(open, end + 1);
    }
    for (const auto& [place, p] : p_values_) {
      ReportedNumber* n = owner(place);
      if (n == nullptr || n->p_op != Operator::kNone) continue;
      n->p_op = p.op;
      n->p = p.value;
    }
    // The unit printed once: "10.2 and 10.8 months", "31% vs 32".
    for (std::size_t i = numbers.size(); i-- > 1;) {
      if (!numbers[i - 1].unit.empty() || numbers[i].unit.empty()) continue;
      bool joined = true;
      int depth = 0;  // a bracket that closes between them parts them
      for (std::size_t t = numbers[i - 1].token + 1; joined && t < numbers[i].token; ++t) {
        const Token& token = tokens()[t];
        depth += token.is('(') - token.is(')');
        joined = depth >= 0 && (out_.companion[t] || !token.is_word() || token.is("and") || token.is("vs") ||
                                token.is("versus") || token.is("to") || token.is("or"));
      }
      if (joined) numbers[i - 1].unit = numbers[i].unit;
    }
  }

  struct PlacedInterval {
    std::size_t place;
    Interval interval;
    std::optional<double> level;
  };
  struct PlacedP {
    std::size_t place;
    PValue value;
  };
  ReportedSentence out_;
  std::vector<PlacedInterval> intervals_;
  std::vector<PlacedP> p_values_;
};

}  // namespace

ReportedSentence reported_in(std::string_view text, std::span<const ByteSpan> marks) {
  return SentenceReader(text, marks).read();
}

std::string unit_of_label(std::string_view label) {
  const std::vector<Token> tokens = lex(label);
  std::string found;
  for (std::size_t t = 0; t + 1 < tokens.size(); ++t) {
    if (!tokens[t].is('(') && !tokens[t].is('[') && !tokens[t].is(',')) continue;
    std::size_t end = t + 1;
    std::string unit = unit_at(tokens, end);
    const bool whole = end == tokens.size() || tokens[end].is(')') || tokens[end].is(']') || tokens[end].is(',');
    if (!unit.empty() && whole && unit != "people") found = std::move(unit);
  }
  return found;
}

std::string period_of_label(std::string_view label) {
  const std::vector<Token> tokens = lex(label);
  std::string found;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    if (tokens[t].is("a")) continue;
    const std::string_view period = period_at(tokens, t);
    if (period.empty()) continue;
    if (!found.empty() && found != period) return {};
    found = period;
  }
  return found;
}

std::string time_word(const TimePoint& time) {
  if (time.unit == "years") return fmt::format("{}mo", time.value * 12);
  if (time.unit == "months") return fmt::format("{}mo", time.value);
  if (time.unit == "weeks") return fmt::format("{}wk", time.value);
  if (time.unit == "min" || time.unit == "h") return fmt::format("{}{}", time.value, time.unit);
  return fmt::format("{}d", time.value);
}

}  // namespace warrant
