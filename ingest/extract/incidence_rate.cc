// Incidence and mortality rates: events per person-time ("2.3 per 100 person-years") or per head of a population ("49
// deaths per 1,000 live births"), with interval, in running text. (A dictionary of epidemiology, 6th ed., Porta 2014:
// incidence rate, incidence density, mortality rate.)
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/incidence_unit.h"
#include "ingest/extract/measured_list.h"
#include "ingest/extract/sentence_context.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// "per 100 person-years", "/1000 PYR", "per 100,000 population".
constexpr const char* kUnit =
    R"((?i)(?:\bper |/ ?)(100|1[, ]?000|10[, ]?000|100[, ]?000|1 million|million|hundred|thousand) ?((?:person|patient|participant|subject|woman|women|child|infant|adult|resident|device|catheter|ventilator|bed|patient-bed|hospital|exposure)[- \x{2010}-\x{2013}]?(?:years?|yrs?|months?|weeks?|days?)(?:[- ]at[- ]risk)?|pyrs?|pyo|pys?|(?:live ?|total )?births|deliveries|population|inhabitants|persons|people|residents|women|men|children|infants|individuals|admissions|vaccinees)\b)";

struct Unit {
  std::size_t first = 0, end = 0;  // tokens
  std::string name;                // "per 100 person-years"
  bool share = false;              // "/100 women": behind a whole number it is a share
};

std::string name_of_unit(std::string_view count, std::string_view of) {
  std::string digits;
  for (char c : count)
    if (is_ascii_digit(c)) digits += c;
  const std::string lower = ascii_lower(count);
  if (lower == "hundred") digits = "100";
  if (lower == "thousand") digits = "1000";
  if (lower.ends_with("million")) digits = "1000000";
  std::string noun = ascii_lower(of);
  static const RE2 years("py(?:rs?|o|s)?");
  if (RE2::FullMatch(noun, years)) noun = "person-years";
  static const RE2 time(R"((\w+(?:-bed)?)[- \x{2010}-\x{2013}]?(year|yr|month|week|day)s?(?:[- ]at[- ]risk)?)");
  std::string who, unit;
  if (RE2::FullMatch(noun, time, &who, &unit)) noun = fmt::format("{}-{}s", who, unit == "yr" ? "year" : unit);
  return fmt::format("per {} {}", digits, noun);
}

std::vector<Unit> units_in(std::string_view text, const std::vector<Token>& tokens, std::uint32_t base) {
  static const Guarded form(kUnit);
  std::vector<Unit> units;
  re2::StringPiece groups[3];
  for (std::size_t from = 0; form.find(text, groups, 3, from);) {
    const auto start = static_cast<std::uint32_t>(groups[0].data() - text.data());
    const auto end = static_cast<std::uint32_t>(start + groups[0].size());
    from = end;
    const auto at = [&](std::uint32_t place) {
      return static_cast<std::size_t>(
          std::lower_bound(tokens.begin(), tokens.end(), base + place,
                           [](const Token& t, std::uint32_t p) { return t.span.end <= p; }) -
          tokens.begin());
    };
    const std::size_t first = at(start);
    const std::size_t last = at(end - 1);
    static const RE2 heads(
        "(?i)(?:total )?births|deliveries|persons|people|residents|women|men|children|infants|individuals|admissions|"
        "vaccinees");
    const bool share = groups[0][0] == '/' && RE2::FullMatch(groups[2], heads);
    if (last < tokens.size())
      units.push_back({first, last + 1,
                       name_of_unit(std::string_view(groups[1].data(), groups[1].size()),
                                    std::string_view(groups[2].data(), groups[2].size())),
                       share});
  }
  return units;
}

// What is no rate of events: staff, money, differences.
bool is_other(const OpenSentence& s, std::size_t value, std::size_t unit) {
  static const WordSet staff = {"physicians", "doctors",  "nurses",   "workers",
                                "midwives",   "surgeons", "dentists", "pharmacists"};
  static const WordSet counted = {"beds", "dollars", "usd", "eur", "euros", "hospitals", "clinics", "smokers"};
  static const WordSet measured = {"cost", "costs", "density", "excess"};
  static const WordSet differences = {"difference", "differences", "reduction", "increase", "decrease"};
  static const WordSet rates = {"incidence", "incidences", "mortality", "seroincidence"};
  constexpr std::size_t kNear = 8, kNext = 3;
  for (std::size_t k = value > kNear ? value - kNear : 0; k < value; ++k) {
    // "The rate difference was 3.7"; not "no difference (2.1 vs 2.3)".
    const bool difference = one_of(s.tokens[k], differences) && s.open[k] == s.open[value];
    if (difference && (k + kNext >= value || (k > 0 && (s.tokens[k - 1].is("rate") || s.tokens[k - 1].is("risk")))))
      return true;
    if (one_of(s.tokens[k], staff)) return true;
    // "incidence density"
    const bool of_rate = s.tokens[k].is("density") && k > 0 && one_of(s.tokens[k - 1], rates);
    if (one_of(s.tokens[k], measured) && !of_rate) return true;
  }
  // "7 more strokes", "fell by 2.3".
  static const WordSet more = {"more", "fewer", "less", "additional", "extra", "excess", "lower", "higher"};
  if (value > 0 && s.tokens[value - 1].is("by")) return true;
  for (std::size_t k = value; k < unit; ++k)
    if (one_of(s.tokens[k], more)) return true;
  for (std::size_t k = value; k < unit; ++k)
    if (one_of(s.tokens[k], counted) || one_of(s.tokens[k], staff)) return true;
  return false;
}

// Some word says that events are counted.
bool tells_events(std::string_view text) {
  static const Guarded events(
      R"((?i)incidence|prevalence|mortality|\b(?:rates?|ratios?|deaths?|died|cases?|events?|episodes?|infections?|fractures?|falls|admissions?|referrals?|hospitali[sz]\w+|exacerbations?|attacks?|strokes?|injur\w+|stillbirths?|relapses?|suicides?|affect\w*)\b)");
  return events.in(text);
}

// Part of a citation mark: "(HCW)1 per 100,000".
bool is_mark(const OpenSentence& s, std::size_t token) {
  const ByteSpan span = s.tokens[token].span;
  const auto& anchors = s.document->anchors;
  const auto at = std::lower_bound(anchors.begin(), anchors.end(), span.start,
                                   [](const CitationAnchor& a, std::uint32_t start) { return a.span.end <= start; });
  return at != anchors.end() && at->span.overlaps(span);
}

bool is_calendar_year(const Token& t) {
  return t.number.decimals == 0 && t.number.value >= 1900 && t.number.value <= 2100 && t.text.size() == 4;
}

bool joins(const Token& t) {
  return t.is("and") || t.is(',') || t.is("vs") || t.is("versus") || t.is("v") || t.is("compared") || t.is("with") ||
         t.is("to") || t.is("or");
}

// Before token `end`: the number that ends there, behind what was counted ("3.4 cases | per 1,000") and its own bracket
// ("1.3 (95% CI 1.0–1.6) | per 100"). npos = none.
std::size_t number_before(const OpenSentence& s, std::size_t end) {
  const std::vector<Token>& tokens = s.tokens;
  constexpr std::size_t kCounted = 5;  // words: "new cases of influenza A"
  // "Of 12 women the rate | per 100 was 3.4": the number stands elsewhere.
  static const WordSet elsewhere = {
      "the", "rate", "rates", "ratio", "ratios", "density", "incidence", "mortality",  "prevalence",
      "was", "were", "is",    "are",   "had",    "has",     "than",      "at",         "in",
      "who", "that", "which", "as",    "number", "risk",    "expressed", "calculated", "reported"};
  std::size_t words = 0;
  for (std::size_t i = end; i-- > 0;) {
    const Token& t = tokens[i];
    if (t.is_number() && is_mark(s, i)) continue;
    if (t.is_number()) return t.number.percent || t.number.word || is_calendar_year(t) ? OpenSentence::npos : i;
    if (t.is(')') || t.is(']')) {
      const std::size_t open = s.partner[i];
      if (open == OpenSentence::npos || open == 0 || words > 0) return OpenSentence::npos;
      i = open;
      continue;
    }
    if (!t.is_word() || joins(t) || one_of(t, elsewhere) || ++words > kCounted) return OpenSentence::npos;
  }
  return OpenSentence::npos;
}

// Behind a unit that ends before token `first`: the number of "per 100 person-years | was 3.4". npos = none.
std::size_t number_behind(const OpenSentence& s, std::size_t first) {
  static const WordSet was = {"was", "were", "is", "of"};
  const std::vector<Token>& tokens = s.tokens;
  if (first + 1 >= tokens.size() || !(one_of(tokens[first], was) || tokens[first].is('=') || tokens[first].is(':')))
    return OpenSentence::npos;
  const Token& t = tokens[first + 1];
  return t.is_number() && !t.number.percent && !t.number.word && !is_calendar_year(t) ? first + 1 : OpenSentence::npos;
}

// The bracket right behind the number: "1.3 (1.0–1.6) | per 100", "1.3 (95% CI 1.0 to 1.6)".
void read_own_interval(const OpenSentence& s, Item& item) {
  const std::vector<Token>& tokens = s.tokens;
  const double value = tokens[item.value].number.value;
  if (item.value + 1 >= tokens.size() || !(tokens[item.value + 1].is('(') || tokens[item.value + 1].is('['))) return;
  const auto own = read_interval(tokens, item.value + 1, false);
  if (own && own->low && own->high && *own->low <= value && value <= *own->high)
    item.interval = own;
  else
    read_item_interval(s, item, value);
}

// A rate that stands in brackets or with an interval behind the unit: "(pyrs; 95% CI, 1.0–1.6)", "[95% CI …]".
void read_interval_behind(const OpenSentence& s, Item& item) {
  const std::vector<Token>& tokens = s.tokens;
  const double value = tokens[item.value].number.value;
  read_item_interval(s, item, value);
  if (item.interval || item.end >= tokens.size()) return;
  std::size_t k = item.end;
  if (tokens[k].is('(') || tokens[k].is('[')) ++k;
  constexpr std::size_t kFar = 6;  // "(pyrs; 95% CI …"
  for (const std::size_t last = std::min(tokens.size(), k + kFar); k < last; ++k) {
    if (tokens[k].is(')') || tokens[k].is(']') || tokens[k].is("and") || tokens[k].is("vs")) return;
    const auto label = read_interval_label(tokens, k);
    if (!label) {
      if (tokens[k].is_number()) return;
      continue;
    }
    std::size_t at = label->end;
    while (at < tokens.size() && (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('=') || tokens[at].is(')')))
      ++at;
    const auto interval = read_interval(tokens, at, true);
    if (!interval || !interval->low || !interval->high || *interval->low > value || value > *interval->high) return;
    item.interval = interval;
    item.level = label->level;
    item.end = interval->end;
    return;
  }
}

// What is counted, as the sentence names it before the number or between number and unit; "" = it does not.
std::string counted(const OpenSentence& s, std::size_t value, std::size_t unit) {
  const std::vector<Token>& tokens = s.tokens;
  static const WordSet any = {"cases", "events", "episodes", "new",  "case",  "event", "a",
                              "rate",  "at",     "was",      "were", "women", "men",   "children"};
  std::size_t first = value + 1;
  while (first < unit && (!tokens[first].is_word() || one_of(tokens[first], any) || tokens[first].is("of"))) ++first;
  if (first < unit && s.open[first] == s.open[value]) return std::string(s.text({first, unit}));
  const std::string_view before = std::string_view(s.document->text)
                                      .substr(s.sentence.span.start, tokens[value].span.start - s.sentence.span.start);
  static const RE2 of_what(
      R"((?i).*\b((?:(?:annual|crude|overall|adjusted|cumulative|mean|estimated) )?(?:incidence|mortality|attack|death|event)(?: rates?| density| densities)? (?:of|for|from) (?:[\w-]+ ){0,4}?[\w-]+?)(?: (?:was|were|is|are|in|at|during|among|for|has|had|ranged|fell|declined|increased|decreased|per|rates?|from|to|after|before|with|of|,|\().*|[,:(].*)$)");
  static const RE2 kind_of(
      R"(\b((?:[A-Za-z][\w-]+ ){0,3}(?i:incidence(?: rates?| density)?|mortality(?: rates?| ratios?)?|(?:death|birth|fatality|attack|infection|hospitali[sz]ation|admission|event|fall|fracture|suicide|bleeding|relapse|exacerbation|stillbirth|reinfection|transmission|occurrence) (?:rates?|ratios?)))\b)");
  std::string what;
  re2::StringPiece piece(before.data(), before.size());
  bool found = RE2::FullMatch(piece, of_what, &what);
  // The last that is named.
  for (std::string next; !found && RE2::FindAndConsume(&piece, kind_of, &next);) what = next;
  if (!what.empty()) {
    if (found) return what;
    static const RE2 lead(
        R"((?i)^(?:.* (?:and|or|the|that|with|an?|to|in|from|by|is|was|were|per) |(?:the|an?|of|in|and|that|had|with|at|is|was|were|by|for|from|this|our|their|its|there|whereas|while) )+)");
    RE2::Replace(&what, lead, "");
    return what;
  }
  return "";
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  static const Guarded unit(kUnit);
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if (!unit.in(text) || !tells_events(text)) continue;
    const OpenSentence s = open_sentence(reading, index);
    const std::vector<Token>& tokens = s.tokens;
    const std::vector<bool> taken = spoken_for(s);
    std::vector<Item> items;
    std::size_t list = 0, floor = 0;
    for (const Unit& each : units_in(text, tokens, sentence.span.start)) {
      if (each.first < floor) continue;
      std::vector<Item> here;
      std::size_t value = number_before(s, each.first);
      const bool behind = value == OpenSentence::npos;
      if (behind) value = number_behind(s, each.end);
      if (value == OpenSentence::npos || value < floor || is_other(s, value, std::max(value, each.first))) continue;
      if (each.share && tokens[value].number.decimals == 0) continue;  // "12/100 women" counts women
      // "95% CI, 19–26 per 100 person-years"
      bool interval = false;
      for (std::size_t k = value > 6 ? value - 6 : 0; k < value; ++k)
        interval |= tokens[k].is("ci") || tokens[k].is("CI");
      if (interval && taken[value]) continue;
      Item item;
      item.value = value;
      item.end = value + 1;
      item.unit = each.name;
      // "1.3 (1.0–1.6) per 100"
      if (!behind) read_own_interval(s, item);
      item.end = behind ? value + 1 : each.end;
      if (!item.interval) read_interval_behind(s, item);
      // "between 107 and 187", "107-187 per 100,000": a range; "from 39 to 23" are two.
      const bool dashed = value >= 2 && tokens[value - 1].is('-') && tokens[value - 2].is_number();
      const bool between =
          value >= 3 && tokens[value - 1].is("and") && tokens[value - 2].is_number() && tokens[value - 3].is("between");
      static const WordSet varies = {"range", "ranges", "ranged", "ranging", "varies", "varied", "vary"};
      const bool to = value >= 2 && tokens[value - 1].is("to") && tokens[value - 2].is_number() &&
                      !is_calendar_year(tokens[value - 2]);
      const bool from = to && value >= 3 && tokens[value - 3].is("from");
      const bool ranged = to && (!from || (value >= 4 && one_of(tokens[value - 4], varies)));
      // "22 (19–26 per 1,000 person-years)": the interval of the number before the bracket.
      const bool inside = (dashed || ranged) && value >= 4 &&
                          (tokens[value - 3].is('(') || tokens[value - 3].is('[')) && tokens[value - 4].is_number() &&
                          !tokens[value - 4].number.percent &&
                          tokens[value - 2].number.value <= tokens[value - 4].number.value &&
                          tokens[value - 4].number.value <= tokens[value].number.value;
      if (inside) {
        item.value = value - 4;
        item.interval = Interval{tokens[value - 2].number.value, tokens[value].number.value, item.end};
      } else if ((dashed || between || ranged) && value - 2 >= floor && !tokens[value - 2].number.percent) {
        item.high = tokens[value].number.value;
        item.value = value - 2;
      }
      here.push_back(item);
      for (std::size_t first = item.value; !behind && !item.high && first >= floor + 2;) {
        std::size_t k = first - 1;
        bool joined = false;
        while (k > floor && (joins(tokens[k]) || tokens[k].is('.'))) joined = true, --k;
        if (joined && (tokens[k].is(')') || tokens[k].is(']')) && s.partner[k] != OpenSentence::npos &&
            s.partner[k] > floor)
          k = s.partner[k] - 1;
        if (!joined || !tokens[k].is_number() || is_calendar_year(tokens[k]) || is_mark(s, k) ||
            tokens[k].number.percent || tokens[k].number.word)
          break;
        // A count beside rates: the shapes must agree.
        if (tokens[k].number.decimals == 0 && tokens[item.value].number.decimals > 0) break;
        if (k > 0 && (tokens[k - 1].is('=') || tokens[k - 1].is('<') || tokens[k - 1].is('>') ||
                      tokens[k - 1].is('/') || tokens[k - 1].is('-')))
          break;
        if (s.open[k] != s.open[item.value]) break;
        if (tokens[first - 1].is("to") && !(k > 0 && tokens[k - 1].is("from"))) break;
        Item other;
        other.value = k;
        other.end = k + 1;
        other.unit = each.name;
        read_own_interval(s, other);
        here.insert(here.begin(), other);
        first = k;
      }
      ++list;
      std::string outcome = counted(s, std::min(value, each.first), each.first);
      // "The incidence of stroke, infarction and bleeding was 1.2, 3.4 and 5.6": each has its own.
      if (const std::size_t of = outcome.find(" of "); here.size() > 1 && of != std::string::npos) outcome.resize(of);
      for (Item& one : here) {
        one.list = list;
        one.outcome = outcome;
        one.head = {one.value, one.value + 1};
        items.push_back(one);
      }
      floor = std::max(each.end, item.value + 1);
    }
    if (items.empty()) continue;
    const bool planning = is_planning(s);
    share_p_values(s, items);
    for (std::size_t k = 0; k < items.size(); ++k) {
      const Item& item = items[k];
      Claim c = claim_of_item(reading, s, items, k);
      c.kind = kind::kIncidenceRate;
      c.measure = measure::kIncidenceRate;
      static const Guarded no_group(
          R"((?i)incidence|mortality|prevalence|\b(?:rates?|cases|deaths?|ratio|might|may)\b|^(?:with|visited|selected|RR|HR) )");
      if (no_group.in(c.subject)) c.subject.clear();
      if (no_group.in(c.comparator)) c.comparator.clear();
      c.outcome = item.outcome.empty() ? outcome_of(reading, s, {item.value, item.end}) : item.outcome;
      c.assumption = planning;
      claims.push_back(std::move(c));
    }
  }
}

}  // namespace

std::string rate_unit(std::string_view words, std::size_t* at) {
  static const Guarded form(kUnit);
  re2::StringPiece groups[3];
  if (!form.find(words, groups, 3)) return {};
  if (at != nullptr) *at = static_cast<std::size_t>(groups[0].data() - words.data());
  return name_of_unit(std::string_view(groups[1].data(), groups[1].size()),
                      std::string_view(groups[2].data(), groups[2].size()));
}

bool speaks_of_rate(std::string_view words) { return tells_events(words); }

extern const Extractor incidence_rate_extractor;
const Extractor incidence_rate_extractor{"incidence_rate", 3, extract};

}  // namespace warrant
