#include "src/language/labels.h"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/abbreviation.h"
#include "src/language/alike.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

const WordSet kJoiners = {"vs",   "versus",  "v",    "and", "or",    "than",    "compared",
                          "well", "against", "over", "but", "while", "whereas", "although"};
const WordSet kPairJoiners = {"vs", "versus", "v", "than", "compared", "against", "comparison", "opposed"};
const WordSet kComparisons = {"vs", "versus", "v", "than", "compared", "against", "comparison", "contrast", "relative"};
const WordSet kPrepositions = {"in",   "for", "with",  "among",   "of",      "after",     "under", "on",      "at",
                               "by",   "to",  "from",  "between", "both",    "receiving", "given", "the",     "a",
                               "an",   "as",  "those", "who",     "that",    "when",      "using", "treated", "during",
                               "into", "was", "were",  "via",     "through", "per"};
const WordSet kVerbs = {
    "was",      "were",      "is",        "are",       "had",      "has",         "have",     "did",      "showed",
    "reached",  "occurred",  "achieved",  "developed", "received", "experienced", "reported", "remained", "showing",
    "differed", "increased", "decreased", "reduced",   "improved", "fell",        "rose",     "be",       "been",
    "being",    "does",      "do",        "could",     "can",      "may",         "might",    "would",    "there"};
const WordSet kMeasureWords = {"hazard",   "ratio", "hr",  "or",  "rr",       "odds",   "risk",
                               "relative", "ahr",   "aor", "irr", "mean",     "median", "difference",
                               "md",       "smd",   "n",   "sd",  "adjusted", "beta",   "d"};
const WordSet kLinks = {"of",   "to",           "by",   "only", "about", "approximately", "a", "an", "the", "as",
                        "from", "respectively", "with", "at",   "in"};
// Words for any group or number: they tell nothing apart.
const std::set<std::string, std::less<>> kAnyGroup = {
    "arm",       "group",   "cohort",     "patient", "subject", "particip", "receiv",        "given",     "treat",
    "treatment", "respond", "case",       "person",  "people",  "individu", "respect",       "mean",      "median",
    "rate",      "versu",   "vs",         "compar",  "than",    "year",     "month",         "week",      "dai",
    "day",       "ci",      "sd",         "onli",    "follow",  "number",   "percent",       "percentag", "proport",
    "total",     "overal",  "use",        "had",     "baselin", "show",     "report",        "reach",     "about",
    "approxim",  "us",      "studi",      "trial",   "result",  "valu",     "significantli", "signific",  "differ",
    "averag",    "higher",  "lower",      "greater", "less",    "more",     "fewer",         "increas",   "decreas",
    "reduc",     "did",     "also",       "minut",   "second",  "hour",     "took",          "found",     "last",
    "while",     "wherea",  "population", "popul",   "roughli", "around",   "nearli",        "almost"};

// The label of "study group", "treatment arm" and their like.
constexpr std::string_view kActiveArm = "treatment group";

bool is_label(const std::string& stem) { return stem.size() > 1 && kAnyGroup.count(stem) == 0; }

void add_alias(std::set<std::string>& out, const Aliases& aliases, std::string_view short_form) {
  if (const auto at = aliases.find(short_form); at != aliases.end()) out.insert(at->second.begin(), at->second.end());
}

void add_word(std::set<std::string>& out, std::string_view printed, const Aliases& aliases) {
  const std::string lower = ascii_lower(printed);
  const bool short_form = std::all_of(printed.begin(), printed.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!short_form && (is_stop_word(printed) || is_stop_word(lower))) return;
  for (const Word& word : words_of(printed)) {
    if (word.number) continue;
    // Capitals are a name, no plural: "OS" is not "o".
    const std::string_view part = slice(printed, word.span);
    const bool capitals = std::all_of(part.begin(), part.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (equals_folded(part, "or")) continue;  // the odds ratio
    if (capitals && part.size() > 1)
      out.insert(ascii_lower(part));
    else if (part.size() > 11 && ascii_lower(part).starts_with("individuali"))
      out.insert("individualized");  // "individual" names nobody
    else if (is_label(word.stem))
      out.insert(one_spelling(word.stem));
    add_alias(out, aliases, ascii_lower(slice(printed, word.span)));
  }
  add_alias(out, aliases, lower);
}

bool is_group_letter(const Token& token) {
  return token.is_word() && token.text.size() <= 2 && token.text[0] >= 'A' && token.text[0] <= 'Z' &&
         (token.text.size() == 1 || is_ascii_digit(token.text[1]));
}

bool is_preposition(const Token& token) { return one_of(token, kPrepositions) && !is_group_letter(token); }

bool is_group_noun(const Token& token) {
  return token.is("group") || token.is("groups") || token.is("arm") || token.is("arms");
}

// "group", and what may stand for it: "in intervention subjects (3.9 vs. 2.7)".
bool names_people(const Token& token) {
  return is_group_noun(token) || token.is("patients") || token.is("subjects") || token.is("participants") ||
         token.is("women") || token.is("men") || token.is("children") || token.is("infants") || token.is("cohort");
}

// Words that name an arm only beside "group": "the study group", "the treatment and placebo arms".
bool is_arm_word(const Token& token) {
  return token.is("study") || token.is("treatment") || token.is("treated") || token.is("active") || token.is("test") ||
         token.is("trial") || token.is("case");
}

// Reads one sentence.
class Labeller {
 public:
  Labeller(std::string_view text, const Aliases& aliases)
      : aliases_(aliases), said_(reported_in(text)), times_(said_.tokens.size(), nullptr), doses_(said_.tokens.size()) {
    find_more_times();
    for (const TimeMention& time : said_.times) times_[time.token] = &time;
    for (const ReportedNumber& number : said_.numbers)
      if (is_dose(number)) doses_[number.token] = dose_word(number);
  }

  // From now on doses are words.
  bool leave_doses_out() {
    return std::erase_if(said_.numbers, [&](const ReportedNumber& n) { return !doses_[n.token].empty(); }) > 0;
  }

  std::vector<LabelledNumber> mentioned() const {
    std::vector<LabelledNumber> out;
    for (const ReportedNumber& number : said_.mentioned) {
      LabelledNumber labelled;
      labelled.number = number;
      labelled.span = tokens()[number.token].span;
      // "the A group, n = 53"
      std::size_t named = number.token;
      while (named > 0 && (tokens()[named - 1].is('=') || tokens()[named - 1].is("n"))) --named;
      if (named < number.token && named > 1 && tokens()[named - 1].is(',')) --named;
      const auto [from, to] = phrase_before(0, named);
      labelled.groups = groups_in(from, to);
      labelled.words = labelled.printed = words_in(from, to);
      std::size_t end = number.end;
      while (end < tokens().size() && !is_boundary(end) && !tokens()[end].is(')')) ++end;
      labelled.near = words_in(from, end);
      if (number.unit != "people") labelled.words.merge(words_in(number.end, end));
      out.push_back(std::move(labelled));
    }
    return out;
  }

  std::set<std::string> words() const {
    std::set<std::string> out;
    add(out, 0, tokens().size());
    return out;
  }

  // Of all its words; 0 where they name both or none.
  int phase() const {
    bool before = false, after = false;
    for (std::size_t t = 0; t < tokens().size(); ++t) {
      const int phase = phase_at(t);
      before = before || phase < 0;
      after = after || phase > 0;
    }
    return after - before;
  }

  // The words behind "compared with", "versus", "than".
  std::set<std::string> comparators() const {
    std::set<std::string> out;
    std::size_t superior = tokens().size();  // "superior to B", "superiority of A over B"
    for (std::size_t t = 0; t < tokens().size(); ++t) {
      if (skip(t)) continue;
      constexpr std::size_t kFarthest = 10;
      if (tokens()[t].is("superior") || tokens()[t].is("superiority") || tokens()[t].is("inferior") ||
          tokens()[t].is("inferiority") || tokens()[t].is("advantage") || tokens()[t].is("preferable"))
        superior = t;
      const bool over = (tokens()[t].is("over") || tokens()[t].is("to")) && superior < t && t - superior < kFarthest;
      if (over) superior = tokens().size();
      if (over || one_of(tokens()[t], kComparisons)) add(out, t + 1, item_end(t));
    }
    return out;
  }

  std::vector<LabelledNumber> numbers() {
    make_runs();
    if (elements_.empty()) return {};
    tell_phases();
    share_local_words();
    for (std::size_t r = 0; r < runs_.size(); ++r) pair_words(r);
    govern();
    std::vector<LabelledNumber> out;
    for (const Element& element : elements_)
      for (std::size_t n = element.first; n <= element.last; ++n) {
        LabelledNumber labelled;
        labelled.number = said_.numbers[n];
        labelled.span = tokens()[said_.numbers[n].token].span;
        labelled.words = element.words;
        labelled.groups = element.groups;
        labelled.near = element.near;
        labelled.printed = element.printed;
        labelled.inherited = element.inherited;
        labelled.clause = element.clause;
        labelled.pair = element.pair;
        labelled.phase = element.phase;
        out.push_back(std::move(labelled));
      }
    return out;
  }

 private:
  struct Element {            // numbers that say one thing: "20 (14%)"
    std::size_t first, last;  // numbers
    std::set<std::string> words, printed, groups, near, inherited;
    std::size_t clause = 0, pair = 0;
    int phase = 0;
  };
  struct Run {                    // elements joined directly: "10.2 and 10.8"
    std::size_t first, last;      // elements
    std::size_t from, to;         // tokens
    bool change = false;          // "from 8.1 to 7.0"
    bool versus = false;          // its last two are set against each other
    std::size_t set_against = 0;  // the first element behind "versus", 0 = none
  };

  const std::vector<Token>& tokens() const { return said_.tokens; }
  bool skip(std::size_t t) const { return said_.companion[t]; }
  // A time point or dose stands for a word.
  bool is_name(std::size_t t) const { return times_[t] != nullptr || !doses_[t].empty(); }

  bool is_dose(const ReportedNumber& number) const {
    static const WordSet units = {"mg", "ug", "mcg", "iu", "mg/day", "mg/d", "mg/kg", "ug/day", "mg/m", "ug/d"};
    static const WordSet thresholds = {"cutoff", "cut-off", "threshold", "cutoffs", "thresholds", "cut-offs"};
    if (units.has(number.unit)) return true;
    for (std::size_t t = number.token; t > 0 && number.token - t < 3; --t)
      if (one_of(tokens()[t - 1], thresholds)) return true;
    return false;
  }

  // Times in words ("on the third day", "after a year"), of rows ("D3"), of follow-up ("for the 12 months follow-up"),
  // and those behind which a number is told ("in 360 days was 87.6"). Only the last are no numbers.
  void find_more_times() {
    static const std::string_view ordinals[] = {"first", "second",  "third",  "fourth", "fifth",
                                                "sixth", "seventh", "eighth", "ninth",  "tenth"};
    static const WordSet whens = {"after", "at", "within", "in", "by"};
    std::vector<TimeMention> more;
    const auto word = [&](std::size_t t) { return t < tokens().size() && tokens()[t].is_word(); };
    for (std::size_t t = 0; t < tokens().size(); ++t) {
      if (!word(t) || skip(t)) continue;
      const std::string_view unit = word(t + 1) ? time_unit(tokens()[t + 1].text) : std::string_view();
      if (!unit.empty() && tokens()[t + 1].text.size() > 2 && !tokens()[t + 1].text.ends_with('s')) {
        const auto ordinal = std::find_if(std::begin(ordinals), std::end(ordinals),
                                          [&](std::string_view name) { return tokens()[t].is(name); });
        if (ordinal != std::end(ordinals))
          more.push_back({t, {static_cast<double>(ordinal - std::begin(ordinals) + 1), std::string(unit)}});
        else if (tokens()[t].is("a") && t > 0 && one_of(tokens()[t - 1], whens))
          more.push_back({t, {1, std::string(unit)}});
      }
      // "20 weeks" is all that a cell says, or heads a row.
      if (t == 1 && tokens()[0].is_number() && tokens()[0].number.decimals == 0 && !tokens()[0].number.percent &&
          (tokens().size() == 2 || tokens()[2].is('|')) && tokens()[1].text.size() > 1)
        if (const std::string_view period = time_unit(tokens()[1].text); !period.empty())
          more.push_back({0, {tokens()[0].number.value, std::string(period)}});
      // "D3" heads a row of the third day.
      const std::string_view text = tokens()[t].text;
      if (t == 0 && text.size() > 1 && text.size() < 4 && (text[0] == 'D' || text[0] == 'd') &&
          std::all_of(text.begin() + 1, text.end(), is_ascii_digit) && !(word(1) && tokens()[1].is("receptor")) &&
          !(word(1) && tokens()[1].is("dissection")))
        more.push_back({t, {std::strtod(std::string(text.substr(1)).c_str(), nullptr), "days"}});
    }
    std::erase_if(said_.numbers, [&](const ReportedNumber& number) {
      const bool time =
          number.unit == "days" || number.unit == "weeks" || number.unit == "months" || number.unit == "years";
      if (!time || number.decimals > 0 || number.token == 0 || number.low) return false;
      const Token& before = tokens()[number.token - 1];
      std::size_t end = number.end;
      if (end < tokens().size() && tokens()[end].is("of")) ++end;
      const bool follow_up = end < tokens().size() && tokens()[end].text.starts_with("follow") &&
                             (before.is("the") || before.is("during") || before.is("for") || before.is("of"));
      const bool told = before.is("in") && end < tokens().size() && one_of(tokens()[end], kVerbs);
      if (follow_up || told) more.push_back({number.token, {number.value, number.unit}});
      return told;
    });
    said_.times.insert(said_.times.end(), more.begin(), more.end());
    std::sort(said_.times.begin(), said_.times.end(),
              [](const TimeMention& a, const TimeMention& b) { return a.token < b.token; });
  }

  // "Genotype 3", "grade 2": a name with its number.
  std::string numbered_name(std::size_t t) const {
    static const WordSet names = {"genotype", "grade", "stage", "type",  "phase",     "class",    "quartile", "tertile",
                                  "quintile", "step",  "cycle", "visit", "trimester", "serotype", "version"};
    if (t + 1 >= tokens().size() || !one_of(tokens()[t], names) || !tokens()[t + 1].is_number()) return {};
    const Number& number = tokens()[t + 1].number;
    if (number.decimals > 0 || number.percent || number.value > 12) return {};
    return fmt::format("{} {:g}", ascii_lower(tokens()[t].text), number.value);
  }

  // The words of tokens [from, to), at most `most` of them (from the end when `last`).
  void add(std::set<std::string>& out, std::size_t from, std::size_t to, bool with_aliases = true) const {
    static const Aliases none;
    const Aliases& aliases = with_aliases ? aliases_ : none;
    for (std::size_t t = from; t < std::min(to, tokens().size()); ++t) {
      if (skip(t)) continue;
      if (times_[t] != nullptr) out.insert(time_word(times_[t]->time));
      if (!doses_[t].empty()) out.insert(doses_[t]);
      if (!tokens()[t].is_word() || times_[t] != nullptr) continue;
      if (is_arm_word(tokens()[t]) && names_arm(t)) {
        out.insert(std::string(kActiveArm));
        add_alias(out, aliases, kActiveArm);
      } else if (is_group_letter(tokens()[t]) && (near_group_noun(t) || is_letter_name(t))) {
        const std::string name = "group " + ascii_lower(tokens()[t].text);
        out.insert(name);
        if (near_group_noun(t)) add_alias(out, aliases, name);
      } else if (tokens()[t].text.size() > 1) {
        // "SAL/FP" is one short form.
        if (const std::string name = numbered_name(t); !name.empty()) out.insert(name);
        if (t + 2 < tokens().size() && tokens()[t + 1].is('/') && tokens()[t + 2].is_word())
          add_alias(out, aliases, ascii_lower(tokens()[t].text) + "/" + ascii_lower(tokens()[t + 2].text));
        add_word(out, tokens()[t].text, aliases);
      }
    }
  }

  // "unit A", "influenza A, B and C", and "B (n = 65)" at the head of a row.
  bool is_letter_name(std::size_t t) const {
    if (tokens()[t].text.size() != 1) return false;
    if (t > 0 && t + 1 < tokens().size() &&
        (tokens()[t - 1].is("vs") || tokens()[t - 1].is("versus") ||
         (t > 1 && tokens()[t - 1].is('.') && tokens()[t - 2].is("vs"))))
      return true;
    if (tokens()[t].text[0] > 'H') return false;
    if (t == 0) return tokens().size() == 1 || tokens()[1].is('(');
    const Token& before = tokens()[t - 1];
    if (before.is(',') || before.is("and") || before.is("or") || before.is("vs"))
      return t > 1 && is_group_letter(tokens()[t - 2]) && is_letter_name(t - 2);
    return before.is_word() && before.text.size() > 2 && !is_preposition(before) && !one_of(before, kVerbs);
  }

  // "treatment group", "study and control groups", "treatment vs. placebo arms".
  bool names_arm(std::size_t t) const {
    std::size_t next = t + 1;
    const auto word = [&](std::size_t at) { return at < tokens().size() && tokens()[at].is_word(); };
    if (word(next) && one_of(tokens()[next], kJoiners)) {
      next += next + 1 < tokens().size() && tokens()[next + 1].is('.') ? 2 : 1;
      while (word(next) && (tokens()[next].is("the") || tokens()[next].is("in") || tokens()[next].is("for"))) ++next;
      if (word(next) && !is_group_noun(tokens()[next])) ++next;
    }
    // "the treatment (1.78%) group"
    constexpr std::size_t kLongest = 24;
    if (next < tokens().size() && tokens()[next].is('('))
      for (std::size_t end = next; end < std::min(tokens().size(), next + kLongest); ++end)
        if (tokens()[end].is(')')) {
          next = end + 1;
          break;
        }
    return next < tokens().size() && is_group_noun(tokens()[next]);
  }

  bool near_group_noun(std::size_t t) const {
    for (std::size_t k = t > 3 ? t - 3 : 0; k < t; ++k)
      if (is_group_noun(tokens()[k])) return true;
    return t + 1 < tokens().size() && is_group_noun(tokens()[t + 1]);
  }

  void make_runs() {
    const auto& numbers = said_.numbers;
    for (std::size_t n = 0; n < numbers.size(); ++n) {
      bool direct = n > 0, joiner = false, change = false, versus = false;
      int depth = 0;
      for (std::size_t t = runs_.empty() ? 0 : runs_.back().from; direct && t <= numbers[n - 1].token; ++t)
        depth += tokens()[t].is('(') - tokens()[t].is(')');
      for (std::size_t t = n > 0 ? numbers[n - 1].token + 1 : 0; direct && t < numbers[n].token; ++t) {
        const Token& token = tokens()[t];
        // "(37.5% vs 17.5%) and …": its bracket ends a run.
        depth += token.is('(') - token.is(')');
        if (depth < 0) direct = false;
        if (skip(t)) continue;
        if (token.is_word()) {
          const bool joins = token.is("vs") || token.is("versus") || token.is("and") || token.is("or") ||
                             token.is("compared") || token.is("to") || token.is("with") || token.is("against") ||
                             token.is("than") || token.is("v");
          joiner |= joins;
          versus |= one_of(token, kPairJoiners);
          change |= token.is("to");
          // "5 of 86 (5.9%)"
          const bool total = token.is("of") && t == numbers[n - 1].end && t + 2 < tokens().size() &&
                             tokens()[t + 1].is_number() && tokens()[t + 2].is('(');
          // "358.87 days (median, 331 days)" says one thing.
          const bool same = one_of(token, kMeasureWords) && !numbers[n].unit.empty() &&
                            numbers[n].unit == numbers[n - 1].unit && !token.is("n");
          direct = joins || total || same || t < numbers[n - 1].end;
        } else if (token.is('/') && t + 1 < numbers[n].token && tokens()[t + 1].is_number()) {
          ++t;  // "24/82 (29.27%)"
        } else if (token.is(',') || token.is(';') || token.is('/')) {
          joiner = joiner || !(t > 0 && one_of(tokens()[t - 1], kMeasureWords));
        } else if (token.is_number() && !(t > 0 && (tokens()[t - 1].is("of") || tokens()[t - 1].is('/')))) {
          direct = false;
        }
      }
      if (direct && !joiner) {
        elements_.back().last = n;
        runs_.back().to = numbers[n].end;
        continue;
      }
      elements_.push_back({n, n, {}, {}, {}, {}, {}, 0, 0});
      // "85 men and 37 women" are two.
      const auto counted = [&](std::size_t k) {
        return numbers[k].unit == "people" && numbers[k].end > 0 ? tokens()[numbers[k].end - 1].text
                                                                 : std::string_view();
      };
      if (direct && !versus && !counted(n).empty() && !counted(n - 1).empty() && counted(n) != counted(n - 1))
        direct = false;
      // "24.4 vs 23.0 and 18.7 vs 11.0" are two.
      if (direct && runs_.back().versus && !versus && runs_.back().last == runs_.back().first + 1) direct = false;
      if (direct) {
        Run& run = runs_.back();
        run.last = elements_.size() - 1;
        run.to = numbers[n].end;
        run.change |= change;
        run.versus = run.versus || versus;
        if (versus && run.set_against == 0) run.set_against = elements_.size() - 1;
      } else {
        runs_.push_back(
            {elements_.size() - 1, elements_.size() - 1, numbers[n].token, numbers[n].end, false, false, 0});
      }
    }
  }

  bool is_boundary(std::size_t t) const {
    const Token& token = tokens()[t];
    return token.is(',') || token.is(';') || token.is(':') || token.is('.') || one_of(token, kJoiners);
  }

  // Where the noun phrase next before token `to` begins: verbs, brackets and names of measures between are passed over.
  std::pair<std::size_t, std::size_t> phrase_before(std::size_t from, std::size_t to) const {
    std::size_t end = to;
    // "monitoring group, 32.6%"
    if (end > from + 1 && tokens()[end - 1].is(',') && tokens()[end - 2].is_word()) --end;
    while (end > from) {
      const Token& token = tokens()[end - 1];
      const bool sign = token.is('(') || token.is('[') || token.is(')') || token.is(':') || token.is('=') ||
                        token.is('-') || token.is('~') || token.is('%') || token.is('<') || token.is('>');
      // "… in the A group, occurring in 53"
      const bool participle = token.is(',') && end < to && tokens()[end].is("occurring");
      const bool passed = skip(end - 1) || sign || participle || one_of(token, kVerbs) ||
                          one_of(token, kMeasureWords) || one_of(token, kLinks) ||
                          (token.is_word() && !one_of(token, kJoiners) && words_in(end - 1, end).empty());
      if (!passed || is_name(end - 1)) break;
      --end;
    }
    std::size_t start = end, words = 0;
    while (start > from) {
      const Token& token = tokens()[start - 1];
      if (skip(start - 1)) break;
      if (!is_name(start - 1) && !token.is_word() && !token.is('-') && !token.is('/') && !token.is('+')) break;
      if (is_preposition(token) || one_of(token, kVerbs) || one_of(token, kJoiners)) break;
      if (token.is_word() && ++words > 5) break;
      --start;
    }
    return {start, end};
  }

  // Gives the words of tokens [from, to) to a run.
  void give(const Run& run, std::size_t from, std::size_t to) {
    const std::set<std::string> words = words_in(from, to), printed = words_in(from, to, false);
    const std::set<std::string> groups = groups_in(from, to);
    for (std::size_t e = run.first; e <= run.last; ++e) {
      elements_[e].words.insert(words.begin(), words.end());
      elements_[e].printed.insert(printed.begin(), printed.end());
      elements_[e].groups.insert(groups.begin(), groups.end());
    }
  }

  std::set<std::string> words_in(std::size_t from, std::size_t to, bool with_aliases = true) const {
    std::set<std::string> out;
    add(out, from, to, with_aliases);
    return out;
  }

  // The words before "group" and "arm".
  std::set<std::string> groups_in(std::size_t from, std::size_t to) const {
    std::set<std::string> out;
    for (std::size_t t = from; t < std::min(to, tokens().size()); ++t) {
      if (!is_group_noun(tokens()[t])) continue;
      std::size_t start = t;
      while (start > from && t - start < 3 && tokens()[start - 1].is_word() && !is_preposition(tokens()[start - 1]) &&
             !one_of(tokens()[start - 1], kJoiners) && !one_of(tokens()[start - 1], kVerbs))
        --start;
      add(out, start, t, false);
    }
    return out;
  }

  // The words between two runs belong to the one before ("10.3 with A versus") or after ("… and B (9.3").
  void share_local_words() {
    constexpr std::size_t kMostAfter = 10;
    std::pair<std::size_t, std::size_t> head{0, 0};
    std::size_t clause = 0;
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      const std::size_t from = r == 0 ? 0 : split_[r - 1], to = runs_[r].from;
      const auto phrase = phrase_before(from, to);
      const bool own_phrase = !words_in(phrase.first, phrase.second).empty();
      // Nothing is inherited over "whereas".
      for (std::size_t t = r == 0 ? to : runs_[r - 1].to; t < to; ++t)
        if (tokens()[t].is("whereas") || tokens()[t].is("while")) head = {0, 0};
      if (own_phrase) head = phrase;
      give(runs_[r], head.first, head.second);
      if (!own_phrase)
        for (std::size_t e = runs_[r].first; e <= runs_[r].last; ++e) elements_[e].inherited = elements_[e].words;
      if (r > 0) {
        bool stop = false, verb = false;
        for (std::size_t t = runs_[r - 1].to; t < to; ++t) {
          if (skip(t)) continue;
          stop |= tokens()[t].is(';') || tokens()[t].is('.');
          verb |= stop && one_of(tokens()[t], kVerbs);
        }
        clause += verb;
      }
      for (std::size_t e = runs_[r].first; e <= runs_[r].last; ++e) elements_[e].clause = clause;
      // Words behind it, up to the boundary.
      const std::size_t next = r + 1 < runs_.size() ? runs_[r + 1].from : tokens().size();
      // "3.31 days (range 3 to 5) in group A": what stands in a bracket behind it stops nothing.
      std::size_t end = tokens().size();
      int open = 0;
      for (std::size_t t = runs_[r].to, k = r + 1; t < tokens().size() && end == tokens().size(); ++t) {
        if (k < runs_.size() && t == runs_[k].from) {
          if (open <= 0) end = t;
          ++k;
        }
        open += tokens()[t].is('(') - tokens()[t].is(')');
      }
      std::size_t after = runs_[r].to, words = 0;
      bool bracket = false;
      for (; after < end; ++after) {
        const Token& token = tokens()[after];
        if (skip(after) || token.is("respectively")) continue;
        if (token.is(',') && after + 1 < end &&
            (tokens()[after + 1].is("respectively") || tokens()[after - 1].is("respectively")))
          continue;
        if (token.is('(')) bracket = true;
        if (token.is(')')) {
          bracket = false;
          continue;
        }
        if (bracket) continue;
        // "–5.97, 95% CI –8.49 to –3.44, P<.001 for A": commas beside an interval part nothing.
        if (token.is(',') && after >= runs_[r].to &&
            ((after > runs_[r].to && skip(after - 1)) ||
             (after + 1 < end && skip(after + 1) && !one_of(tokens()[after + 1], kJoiners))))
          continue;
        // "5.2, in group A", but "A 80.1 mg/dL, B 89.2"
        const bool goes_on =
            token.is(',') && after == runs_[r].to && after + 1 < end && is_preposition(tokens()[after + 1]);
        if (is_boundary(after) && !goes_on) break;
        // "Patients that received A": the verb of a relative clause ends nothing.
        const bool relative = after > runs_[r].to && (tokens()[after - 1].is("that") || tokens()[after - 1].is("who"));
        if (one_of(token, kVerbs) && !relative) break;
        if (token.is_word() && ++words > kMostAfter) break;
      }
      // "DA (71%) and": nothing stands behind. "… with 71% and B with": what follows the boundary is the next one's.
      bool follows = false;
      for (std::size_t t = runs_[r].to; t < after && !follows; ++t)
        follows = tokens()[t].is_word() && is_preposition(tokens()[t]);
      // "11 MET and 14 yogic meditation", "85 men and 37 women": a count and what it counts.
      std::size_t behind = runs_[r].to;
      if (runs_[r].first == runs_[r].last) {
        const ReportedNumber& number = said_.numbers[elements_[runs_[r].last].last];
        const bool counts = number.decimals == 0 && (number.unit.empty() || number.unit == "people");
        if (counts && number.unit == "people") behind = number.token + 1;
        follows = follows || (counts && behind < after && tokens()[behind].is_word() && tokens()[behind].space_before);
        // "65 (64%) placebo-treated patients": the people next behind.
        if (!follows && elements_[runs_[r].last].first != elements_[runs_[r].last].last && number.unit == "%") {
          std::size_t t = behind;
          while (t < after && tokens()[t].is(')')) ++t;
          const std::size_t name = t;
          while (t < after && t - name < 5 && !names_people(tokens()[t]) && !is_preposition(tokens()[t])) ++t;
          if (t > name && t < after && names_people(tokens()[t])) {
            follows = true;
            behind = name;
          }
        }
      }
      // "x with 10 mg compared with y for 5 mg": what stands behind is the second's alone, what before the first's.
      const bool comparator = names_comparator(behind, after);
      // "shorter (11.9 vs 15.6 h) in the A group": behind a bracket that closes, it is not the second's.
      bool closed = false;
      for (std::size_t t = runs_[r].to; t < behind + 1 && t < after; ++t) closed |= tokens()[t].is(')');
      const bool second = follows && !closed && runs_[r].versus && runs_[r].set_against > runs_[r].first &&
                          (comparator || !groups_in(behind, after).empty() || names_dose(behind, after));
      if (second) {
        Run last = runs_[r];
        last.first = runs_[r].set_against;
        for (std::size_t e = last.first; e <= last.last && !comparator; ++e)
          for (auto* held : {&elements_[e].words, &elements_[e].printed, &elements_[e].groups}) held->clear();
        give(last, behind, after);
      } else if (follows) {
        give(runs_[r], behind, after);
      }
      // What stands behind a verb is this clause's still, up to the boundary.
      std::size_t split = after;
      if (split < end && one_of(tokens()[split], kVerbs)) {
        while (split < end && !is_boundary(split)) ++split;
        if (split == end) split = after;
      }
      // "A: 50.9 N B: 14.9 N"
      if (!follows && split == after && after < end && tokens()[after].is(':')) split = runs_[r].to;
      // "16 were adolescents (mean age 15.6 years": the bracket tells of what stands before it.
      std::size_t open_bracket = to;
      for (std::size_t t = from; t < to && open_bracket == to; ++t)
        if (tokens()[t].is('(') || tokens()[t].is('[')) open_bracket = t;
      const bool in_bracket = r > 0 && open_bracket == from;
      std::set<std::string> near = words_in(in_bracket ? runs_[r - 1].to : from, to);
      near.merge(words_in(runs_[r].to, std::max(std::min(after, split), std::min(split, next))));
      for (std::size_t e = runs_[r].first; e <= runs_[r].last; ++e) elements_[e].near = near;
      if (second && comparator)
        for (std::size_t e = runs_[r].first; e <= runs_[r].last; ++e) {
          elements_[e].pair = r + 1;
          if (e >= runs_[r].set_against) continue;
          for (const std::string& word : words_in(behind, after)) elements_[e].near.erase(word);
        }
      split_.push_back(std::min(split, next));
    }
  }

  // "-0.36 vs 0.1 for placebo"
  bool names_comparator(std::size_t from, std::size_t to) const {
    static const WordSet names = {"placebo", "sham", "control", "controls", "comparator"};
    for (std::size_t t = from; t < to; ++t)
      if (one_of(tokens()[t], names)) return true;
    return false;
  }

  bool names_dose(std::size_t from, std::size_t to) const {
    for (std::size_t t = from; t < to; ++t)
      if (!doses_[t].empty()) return true;
    return false;
  }

  // -1: before what was done ("at baseline", "before training"), 1: after it, 0: another word.
  int phase_at(std::size_t t) const {
    static const WordSet processes = {"training", "treatment", "therapy",   "intervention", "exercise", "programme",
                                      "program",  "surgery",   "operation", "treatments",   "it",       "study"};
    static const WordSet references = {"from", "to", "than", "with", "vs", "versus", "against"};
    if (skip(t) || !tokens()[t].is_word()) return 0;
    const std::string word = ascii_lower(tokens()[t].text);
    std::size_t next = t + 1;
    while (next < tokens().size() && (tokens()[next].is("the") || tokens()[next].is("a") || tokens()[next].is('-')))
      ++next;
    const bool ends = next >= tokens().size() || !(tokens()[next].is_word() || tokens()[next].is_number());
    const auto is_process = [&] { return !ends && tokens()[next].is_word() && one_of(tokens()[next], processes); };
    if (t > 0 && one_of(tokens()[t - 1], references)) return 0;  // "change from baseline", "compared to pre"
    if (word == "baseline") return -1;
    if (word == "initially" || word.starts_with("preoperat") || word.starts_with("pretreat") ||
        word.starts_with("preinterv"))
      return -1;
    if (word == "before" || word == "pre" || word == "prior") return ends || is_process() ? -1 : 0;
    if (word == "afterwards" || word.starts_with("postoperat") || word.starts_with("posttreat") ||
        word.starts_with("postinterv"))
      return 1;
    if (word == "after" || word == "post" || word == "following")
      return (ends && word != "following") || is_process() || (!ends && times_[next] != nullptr) ? 1 : 0;
    return 0;
  }

  // The phase of each run: of the word behind it up to a boundary, else of the last before it, which goes on for the
  // next ones up to a full stop or semicolon.
  void tell_phases() {
    int carried = 0;
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      const std::size_t from = r == 0 ? 0 : runs_[r - 1].to,
                        next = r + 1 < runs_.size() ? runs_[r + 1].from : tokens().size();
      int behind = 0, before = 0;
      for (std::size_t t = from; t < runs_[r].from; ++t) {
        if (tokens()[t].is(';')) carried = 0;
        if (const int phase = phase_at(t); phase != 0) before = phase;
      }
      for (std::size_t t = runs_[r].to; t < next && behind == 0; ++t) {
        if (tokens()[t].is(',') || tokens()[t].is(';') || one_of(tokens()[t], kJoiners)) break;
        behind = phase_at(t);
      }
      if (before != 0) carried = before;
      if (runs_[r].change) continue;
      for (std::size_t e = runs_[r].first; e <= runs_[r].last; ++e) elements_[e].phase = behind != 0 ? behind : carried;
    }
  }

  // Content words left of `joiner`, back to a preposition, verb, bracket or number.
  std::size_t item_start(std::size_t joiner) const {
    std::size_t t = joiner, words = 0;
    // "A (n = 12) vs. B": a bracket with nothing but a group size is passed over.
    if (t > 1 && tokens()[t - 1].is(')')) {
      std::size_t open = t - 1;
      while (open > 0 && t - open < 8 && !tokens()[open].is('(')) --open;
      bool size = tokens()[open].is('(');
      for (std::size_t k = open + 1; size && k + 1 < t; ++k) size = skip(k) || !tokens()[k].is_number();
      if (size) t = open;
    }
    const std::size_t item = t;
    while (t > 0) {
      const Token& token = tokens()[t - 1];
      if (token.is(',') && t == item) {
        --t;
        continue;
      }
      if (!is_name(t - 1) &&
          (token.is_number() || (!token.is_word() && !token.is('-') && !token.is('/') && !token.is('+'))))
        break;
      if (is_preposition(token) || one_of(token, kVerbs) || one_of(token, kJoiners)) break;
      if (token.is_word() && ++words > 6) break;
      --t;
    }
    return t;
  }
  std::size_t item_end(std::size_t joiner) const {
    std::size_t t = joiner + 1, words = 0;
    while (t < tokens().size() && (is_preposition(tokens()[t]) || tokens()[t].is("with") || tokens()[t].is('.'))) ++t;
    while (t < tokens().size()) {
      const Token& token = tokens()[t];
      if (!is_name(t) &&
          (token.is_number() || (!token.is_word() && !token.is('-') && !token.is('/') && !token.is('+'))))
        break;
      if (is_preposition(token) || one_of(token, kVerbs) || one_of(token, kJoiners) || token.is("respectively")) break;
      if (token.is_word() && ++words > 6) break;
      ++t;
    }
    return t;
  }

  // What stands at `start` is the other side of a comparison: "than in the B group".
  bool is_set_against(std::size_t start) const {
    for (std::size_t t = start; t-- > 0 && start - t <= 4;) {
      if (one_of(tokens()[t], kJoiners) || tokens()[t].is("opposed")) return true;
      if (!is_preposition(tokens()[t])) return false;
    }
    return false;
  }

  // One of the items that a run of numbers is shared out to.
  struct Item {
    std::set<std::string> words, printed;  // with and without aliases
  };
  Item item_in(std::size_t from, std::size_t to) const { return {words_in(from, to), words_in(from, to, false)}; }

  // The items that `joiner` joins, last one last: "A, B and C" has three.
  std::vector<Item> items_at(std::size_t joiner, std::size_t count) const {
    std::vector<Item> items = {item_in(joiner + 1, item_end(joiner))};
    std::size_t end = joiner;
    if (count == 2 && !tokens()[joiner].is("and") && !tokens()[joiner].is("or")) {
      // "The A group had fewer cases than the B group": group is set against group.
      const auto has_noun = [&](std::size_t from, std::size_t to) {
        for (std::size_t t = from; t < std::min(to, tokens().size()); ++t)
          if (is_group_noun(tokens()[t])) return true;
        return false;
      };
      std::size_t left = joiner;
      while (left > 0 && !is_group_noun(tokens()[left - 1])) --left;
      if (left > 0 && !tokens()[left - 1].is("groups") && !tokens()[left - 1].is("arms") &&
          has_noun(joiner + 1, item_end(joiner) + 1) && !has_noun(item_start(joiner), joiner)) {
        Item item = item_in(item_start(left), left);
        if (!item.words.empty() && !items.back().words.empty()) return {std::move(item), std::move(items.back())};
      }
    }
    while (items.size() < count) {
      while (end > 0 && (tokens()[end - 1].is(',') || tokens()[end - 1].is("and") || tokens()[end - 1].is("vs"))) --end;
      const std::size_t start = item_start(end);
      if (start >= end) return {};
      Item item = item_in(start, end);
      if (item.words.empty()) return {};
      items.insert(items.begin(), std::move(item));
      end = start;
      if (items.size() < count && !(end > 0 && (tokens()[end - 1].is(',') || one_of(tokens()[end - 1], kJoiners))))
        return {};
    }
    return items.back().words.empty() ? std::vector<Item>() : items;
  }

  bool is_number_joiner(std::size_t t) const {
    return std::any_of(runs_.begin(), runs_.end(), [&](const Run& run) { return t >= run.from && t < run.to; });
  }

  // A run of several numbers shares out the items of a list elsewhere in the sentence.
  void pair_words(std::size_t r) {
    const Run& run = runs_[r];
    const std::size_t count = run.last - run.first + 1;
    if (count < 2 || (run.change && count != 4)) return;
    const std::size_t next = r + 1 < runs_.size() ? runs_[r + 1].from : tokens().size();
    std::size_t respectively = tokens().size();
    for (std::size_t t = run.to; t < next && respectively == tokens().size(); ++t)
      if (tokens()[t].is("respectively")) respectively = t;
    std::vector<Item> items;
    const auto try_at = [&](std::size_t t) {
      if (!items.empty() || is_number_joiner(t)) return;
      items = items_at(t, count);
    };
    const bool told = respectively < tokens().size();
    if (run.change && !told) return;
    int depth = 0;
    for (std::size_t t = 0; t < run.to; ++t) depth += tokens()[t].is('(') - tokens()[t].is(')');
    // "… higher in the A group (x vs. y)": the first is A's, the other not.
    if (items.empty() && count == 2 && run.from > 2 &&
        (tokens()[run.from - 1].is('(') || tokens()[run.from - 1].is('[')) && names_people(tokens()[run.from - 2]) &&
        !tokens()[run.from - 2].is("groups") && !tokens()[run.from - 2].is("arms") &&
        !is_set_against(item_start(run.from - 1))) {
      Item item = item_in(item_start(run.from - 1), run.from - 1);
      if (!item.words.empty()) items = {std::move(item), {{"~"}, {"~"}}};
    }
    // Next behind the numbers: "for groups A and B", "in A versus B, respectively".
    for (std::size_t t = run.to; t < next && items.empty(); ++t) {
      const Token& token = tokens()[t];
      if (skip(t)) continue;
      depth += token.is('(') - token.is(')');
      if (token.is(';') && depth <= 0) break;
      if (one_of(token, kVerbs)) break;
      const bool pair = one_of(token, kPairJoiners) ||
                        ((token.is("and") || token.is("or")) && (told || count > 2 || after_preposition(t, run.to)));
      if (pair) try_at(t);
    }
    // Before them: "(group A vs group B) …", "in A than in B (…)", "A and B had … respectively".
    for (std::size_t t = run.from; t-- > 0 && items.empty();) {
      const Token& token = tokens()[t];
      if (skip(t)) continue;
      const bool pair =
          one_of(token, kPairJoiners) ||
          (token.is("and") && (told || between(t) || joins_times(t) || (count == 2 && joins_groups(t, run.versus)) ||
                               (count > 2 && ends_at_verb(t, run.from)) || meets_bracket(t, run)));
      if (pair) try_at(t);
    }
    // Far behind: "(58.8% vs 52.1%) and … were … with A compared with B".
    for (std::size_t t = next; t < tokens().size() && items.empty(); ++t)
      if (!skip(t) && one_of(tokens()[t], kPairJoiners)) try_at(t);
    // "In the A group … (x vs y)": the first is A's, the other not.
    if (items.empty() && count == 2 && !tokens().empty() && tokens()[0].is("in")) {
      std::size_t end = 1;
      while (end < 8 && end < tokens().size() && !is_group_noun(tokens()[end]) && !tokens()[end].is(',')) ++end;
      if (end < tokens().size() && is_group_noun(tokens()[end])) {
        if (end + 1 < tokens().size() && is_group_letter(tokens()[end + 1])) end += 2;  // "in arm A"
        items = {item_in(1, end), {{"~"}, {"~"}}};
      }
    }
    // "At 5, 15 and 30 minutes … 4, 3 and 4, respectively".
    const bool listed = said_.times.size() == count && count > 1 && said_.times.back().token < run.from &&
                        said_.times.back().token - said_.times.front().token <= 4 * count;
    if (items.empty() && listed)
      for (const TimeMention& time : said_.times) items.push_back({{time_word(time.time)}, {time_word(time.time)}});
    // "X and Y … -34% to -45%, and -75% to -85%, respectively"
    if (run.change) items.clear();
    const std::size_t each = run.change ? 2 : 1;
    if (each == 2)
      for (std::size_t t = run.from; t-- > 0 && items.empty();)
        if (!skip(t) && tokens()[t].is("and")) items = items_at(t, count / each);
    if (items.size() * each != count) return;
    for (std::size_t n = 0; n < count; ++n) {
      const std::size_t i = n / each;
      Element& element = elements_[run.first + n];
      for (const Item& item : items)
        for (const std::string& word : item.words) {
          for (auto* words : {&element.words, &element.printed, &element.near, &element.groups}) words->erase(word);
        }
      for (auto* words : {&element.words, &element.near}) words->insert(items[i].words.begin(), items[i].words.end());
      element.printed.insert(items[i].printed.begin(), items[i].printed.end());
      element.pair = r + 1;
    }
  }

  // A group named in a sentence: "the placebo group", "unit B".
  struct GroupPhrase {
    std::size_t from, noun;
    std::set<std::string> words;
    bool many = false, compared = false, taken = false;
  };

  std::vector<GroupPhrase> group_phrases() const {
    std::vector<GroupPhrase> found;
    for (std::size_t t = 0; t < tokens().size(); ++t) {
      GroupPhrase phrase{t, t, {}};
      if (is_group_letter(tokens()[t]) && is_letter_name(t)) {
        add(phrase.words, t, t + 1);
      } else if (is_group_noun(tokens()[t])) {
        while (phrase.from > 0 && t - phrase.from < 6) {
          const Token& before = tokens()[phrase.from - 1];
          // "the control (untrained) group"
          if (before.is(')') && phrase.from == t && phrase.from > 3 && tokens()[phrase.from - 3].is('(')) {
            phrase.from -= 3;
            continue;
          }
          if (!(before.is_word() || before.is('-') || before.is('/') || before.is('+')) || is_preposition(before) ||
              one_of(before, kJoiners) || one_of(before, kVerbs))
            break;
          --phrase.from;
        }
        add(phrase.words, phrase.from, t + (t + 1 < tokens().size() && is_group_letter(tokens()[t + 1]) ? 2 : 1));
        phrase.many = tokens()[t].is("groups") || tokens()[t].is("arms");
      }
      if (phrase.words.empty()) continue;
      for (std::size_t k = phrase.from; k > 0 && phrase.from - k < 4; --k) {
        if (one_of(tokens()[k - 1], kComparisons)) phrase.compared = true;
        if (!is_preposition(tokens()[k - 1])) break;
      }
      found.push_back(std::move(phrase));
    }
    return found;
  }

  // A number that has no group of its own is that of the group named next behind it, else of the last one named before
  // it, which governs until another is: "In the placebo group, 1005 before and 241 after treatment".
  void govern() {
    constexpr std::size_t kFarthest = 9;
    std::vector<GroupPhrase> phrases = group_phrases();
    if (phrases.empty()) return;
    const auto take = [&](Element& element, const GroupPhrase& phrase) {
      element.groups = phrase.words;
      element.words.insert(phrase.words.begin(), phrase.words.end());
    };
    for (std::size_t e = 0; e < elements_.size(); ++e) {
      Element& element = elements_[e];
      if (element.pair != 0) continue;
      const std::size_t end = said_.numbers[element.last].end, start = said_.numbers[element.first].token,
                        next = e + 1 < elements_.size() ? said_.numbers[elements_[e + 1].first].token : tokens().size();
      GroupPhrase* behind = nullptr;
      bool assigned = false;
      for (GroupPhrase& phrase : phrases) {
        if (phrase.from < end || phrase.noun >= next || phrase.from - end > kFarthest) continue;
        // "151 were assigned to the A arm"
        assigned = end + 1 < phrase.from && (tokens()[end].is("were") || tokens()[end].is("was"));
        bool open = !phrase.compared && !phrase.many;
        for (std::size_t t = assigned ? end + 1 : end; open && t < phrase.from; ++t) {
          const Token& token = tokens()[t];
          open = skip(t) ||
                 !(token.is(';') || token.is('.') || token.is(':') || one_of(token, kJoiners) || one_of(token, kVerbs));
        }
        if (open) behind = &phrase;
        break;
      }
      if (behind != nullptr) {
        behind->taken = true;
        if (assigned) {
          for (const std::string& word : element.groups)
            for (auto* words : {&element.words, &element.printed}) words->erase(word);
          element.groups.clear();
        }
        if (element.groups.empty()) take(element, *behind);
        continue;
      }
      // "… than in the B group (8.2 s)": the one next before it.
      GroupPhrase* next_before = nullptr;
      const std::size_t last = e > 0 ? said_.numbers[elements_[e - 1].last].token : 0;
      for (GroupPhrase& phrase : phrases)
        if (phrase.noun < start && start - phrase.noun <= 6 && !phrase.many && (e == 0 || phrase.from > last) &&
            !phrase.taken)
          next_before = &phrase;
      if (next_before != nullptr && element.groups.empty()) {
        take(element, *next_before);
        continue;
      }
      if (!element.groups.empty()) continue;
      const GroupPhrase* force = nullptr;
      for (const GroupPhrase& phrase : phrases)
        if (phrase.noun < start && !phrase.many && !phrase.compared && !phrase.taken) force = &phrase;
      if (force != nullptr) take(element, *force);
    }
  }

  // "A, B and C was 3.3, 2.3 and 0.3": nothing but the verb between the list and its numbers.
  bool ends_at_verb(std::size_t joiner, std::size_t run) const {
    const std::size_t end = item_end(joiner);
    return end < run && run - end <= 2 && one_of(tokens()[end], kVerbs);
  }
  // "for A and B (55.8% vs. 59.2%)": the list ends where the bracket of the two begins.
  bool meets_bracket(std::size_t joiner, const Run& run) const {
    if (!run.versus || run.last != run.first + 1 || run.from == 0 || !tokens()[run.from - 1].is('(')) return false;
    const std::size_t start = item_start(joiner);
    return item_end(joiner) + 1 == run.from && start > 0 && start < joiner &&
           (tokens()[start - 1].is("for") || tokens()[start - 1].is("in") || tokens()[start - 1].is("between") ||
            tokens()[start - 1].is("with") || tokens()[start - 1].is("among") || tokens()[start - 1].is("of"));
  }
  bool after_preposition(std::size_t joiner, std::size_t from) const {
    const std::size_t start = item_start(joiner);
    return start > from && start < joiner && is_preposition(tokens()[start - 1]);
  }
  // "the A and B groups"
  // "in the A and B group: … (x vs y)" says the same of a run of two.
  bool joins_groups(std::size_t joiner, bool versus = false) const {
    for (std::size_t t = joiner + 1; t < std::min(joiner + 5, tokens().size()); ++t) {
      if (tokens()[t].is("groups") || tokens()[t].is("arms")) return true;
      if (versus && t == joiner + 2 && tokens()[t].is("group")) return true;
      if (!tokens()[t].is_word() || is_preposition(tokens()[t]) || one_of(tokens()[t], kVerbs)) return false;
    }
    return false;
  }
  // "1-year and 2-year".
  bool joins_times(std::size_t joiner) const {
    const auto time_in = [&](std::size_t from, std::size_t to) {
      for (std::size_t t = from; t < std::min(to, tokens().size()); ++t)
        if (times_[t] != nullptr) return true;
      return false;
    };
    return time_in(joiner > 4 ? joiner - 4 : 0, joiner) && time_in(joiner + 1, joiner + 4);
  }
  bool between(std::size_t joiner) const {
    const std::size_t start = item_start(joiner);
    for (std::size_t t = start > 2 ? start - 2 : 0; t < joiner; ++t)
      if (tokens()[t].is("between") || tokens()[t].is("both") || tokens()[t].is("groups") || tokens()[t].is("arms"))
        return true;
    return false;
  }

  const Aliases& aliases_;
  ReportedSentence said_;
  std::vector<const TimeMention*> times_;
  std::vector<std::string> doses_;  // token by token: "5mg"
  std::vector<Element> elements_;
  std::vector<Run> runs_;
  std::vector<std::size_t> split_;
};

}  // namespace

std::string dose_word(const ReportedNumber& number) {
  return fmt::format("{:g}{}", number.value, number.unit.substr(0, 2));
}

std::set<std::string> comparator_words(std::string_view text) { return Labeller(text, {}).comparators(); }

std::set<std::string> label_words(std::string_view text, const Aliases& aliases) {
  return Labeller(text, aliases).words();
}

std::vector<LabelledNumber> labelled_numbers(std::string_view text, const Aliases& aliases) {
  std::vector<LabelledNumber> all = Labeller(text, aliases).numbers();
  Labeller without(text, aliases);
  if (all.size() < 2 || !without.leave_doses_out()) return all;
  // Those beside a dose are told apart by it.
  std::vector<LabelledNumber> others = without.numbers();
  for (LabelledNumber& number : all)
    for (LabelledNumber& other : others)
      if (other.span == number.span) number = std::move(other);
  return all;
}

int phase_of_label(std::string_view label) { return Labeller(label, {}).phase(); }

std::vector<LabelledNumber> mentioned_numbers(std::string_view text, const Aliases& aliases) {
  return Labeller(text, aliases).mentioned();
}

Aliases aliases_of(const Document& document) {
  Aliases out;
  const auto put = [&](std::string_view short_form, std::string_view long_form) {  // adds to what is known
    // Spreads name no group: "standard deviation" is no standard care.
    static const WordSet spreads = {"sd", "se", "sem", "ci", "iqr", "sds", "cis"};
    if (spreads.has(short_form) || long_form.find("Fig") != std::string_view::npos ||
        long_form.find("Table") != std::string_view::npos || long_form.starts_with("see "))
      return;
    std::set<std::string>& words = out[ascii_lower(short_form)];
    for (const Word& word : words_of(long_form))
      if (!word.number && is_label(word.stem) && !is_stop_word(slice(long_form, word.span)))
        words.insert(one_spelling(word.stem));
  };
  for (const Abbreviation& found : abbreviations(document)) put(found.short_form, found.long_form);
  static const RE2 named_after(R"(((?:[\w+/&-]+ ){0,5}[\w+/&-]{3,}),? \((?:[Gg]roup|[Aa]rm) ([A-E]|[1-5])\b)");
  static const RE2 named_before(R"(\b(?:[Gg]roup|[Aa]rm) ([A-E]|[1-5]) \(([^()\n]{3,160})\))");
  static const RE2 named_inside(R"(\((?:[Gg]roup|[Aa]rm) ([A-E]|[1-5])[,:;] ([^()\n]{3,80})\))");
  // "intranasal lidocaine 2% (treatment)", "the placebo capsules (control group, n = 40)".
  static const RE2 named_arm(
      R"(((?:[\w+%/&.-]+ ){0,3}[\w+/&-]{3,}),? \((?:the )?(?:study|treatment|active|test)(?: (?:group|arm))?(?:[,;:] [^()\n]{1,20})?\))");
  re2::StringPiece rest(document.text);
  std::string phrase, letter;
  while (RE2::FindAndConsume(&rest, named_arm, &phrase)) put(kActiveArm, phrase);
  rest = document.text;
  while (RE2::FindAndConsume(&rest, named_after, &phrase, &letter)) put("group " + letter, phrase);
  for (const RE2* named : {&named_before, &named_inside}) {
    rest = document.text;
    while (RE2::FindAndConsume(&rest, *named, &letter, &phrase)) put("group " + letter, phrase);
  }
  // What two groups share names neither.
  std::map<std::string, int> uses;
  for (const auto& [name, words] : out)
    if (name.starts_with("group "))
      for (const std::string& word : words) ++uses[word];
  for (auto& [name, words] : out)
    if (name.starts_with("group ")) std::erase_if(words, [&](const std::string& word) { return uses[word] > 1; });
  return out;
}

Owner owner_of(const std::set<std::string>& statement, const LabelledNumber& number, const LabelledNumber& rival,
               const std::set<std::string>& said_groups) {
  const auto hits = [&](const std::set<std::string>& words, const std::set<std::string>& without) {
    return std::count_if(words.begin(), words.end(), [&](const std::string& word) {
      return without.count(word) == 0 && statement.count(word) != 0;
    });
  };
  const auto only = [](const std::set<std::string>& words, const std::set<std::string>& without) {
    return std::count_if(words.begin(), words.end(), [&](const std::string& word) { return without.count(word) == 0; });
  };
  // A group named by the statement is one of those named here.
  if (!said_groups.empty() && only(number.groups, rival.groups) > 0 && only(rival.groups, number.groups) > 0) {
    const auto named = [&](const std::set<std::string>& groups, const std::set<std::string>& without) {
      return std::any_of(groups.begin(), groups.end(), [&](const std::string& word) {
        return said_groups.contains(word) && !without.contains(word);
      });
    };
    const bool this_one = named(number.groups, rival.groups), other_one = named(rival.groups, number.groups);
    if (this_one != other_one && number.clause == rival.clause) return this_one ? Owner::kThis : Owner::kOther;
    if (other_one && !this_one) return Owner::kOther;
  }
  // The group of the statement is named here, beside the other number alone.
  if (!said_groups.empty() && number.groups.empty() && number.clause == rival.clause && number.pair == 0) {
    const bool told = std::any_of(said_groups.begin(), said_groups.end(), [&](const std::string& word) {
      return rival.groups.contains(word) && !number.words.contains(word) && !number.near.contains(word);
    });
    const bool here = std::any_of(said_groups.begin(), said_groups.end(), [&](const std::string& word) {
      return number.words.contains(word) || number.near.contains(word);
    });
    if (told && !here) return Owner::kOther;
  }
  if (number.clause != rival.clause) return Owner::kUnknown;
  // "In the control group at month four" against "in the intervention group": the groups decide.
  if (only(number.groups, rival.groups) > 0 && only(rival.groups, number.groups) > 0) {
    const auto own = hits(number.groups, rival.groups), other = hits(rival.groups, number.groups);
    if ((own > 0) != (other > 0)) return own > 0 ? Owner::kThis : Owner::kOther;
  }
  auto own = hits(number.words, rival.words), other = hits(rival.words, number.words);
  if (own > 0 && other > 0) {
    // "8% of erythromycin-treated and 17% of placebo-treated women": who they are tells less than what they got.
    static const std::set<std::string, std::less<>> people = {"woman", "man", "child", "infant", "adult", "volunt"};
    const auto whom = [&](const std::set<std::string>& words, const std::set<std::string>& without) {
      return std::count_if(words.begin(), words.end(), [&](const std::string& word) {
        return people.contains(word) && without.count(word) == 0 && statement.count(word) != 0;
      });
    };
    const auto own_people = whom(number.words, rival.words), other_people = whom(rival.words, number.words);
    if ((own_people > 0) != (other_people > 0)) own -= own_people, other -= other_people;
  }
  if ((own > 0) == (other > 0)) return Owner::kUnknown;
  if (own > 0) return Owner::kThis;
  // One word in common with a long label is chance; a word that stands near the number too tells nothing; and where the
  // number has no words of its own, nothing is told apart.
  const auto surely = hits(rival.words, number.near);
  // A rival that has a name of its own is told from a number whose only name it inherits.
  const auto own_word = [&](const std::string& word) {
    return !number.inherited.contains(word) && (!rival.words.contains(word) || rival.inherited.contains(word));
  };
  const bool apart = std::any_of(number.words.begin(), number.words.end(), own_word) ||
                     (number.pair != 0 && number.pair == rival.pair);
  return surely > 0 && apart && surely * 2 >= only(rival.printed, number.words) ? Owner::kOther : Owner::kUnknown;
}

}  // namespace warrant
