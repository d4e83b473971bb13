// Median (and mean) times to survival-type endpoints in running text and tables.
#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/measured_list.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_claims.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// A number right behind one of these is a time point or a change, no median.
const WordSet kPointWords = {"at",     "after", "within", "every", "during", "until",    "over", "since",
                             "before", "by",    "for",    "last",  "first",  "previous", "past", "next",
                             "per",    "each",  "month",  "week",  "day",    "year"};
// Quantities with times of their own: the nearest head owns the number.
const WordSet kOtherHeads = {
    "follow-up",      "followup", "age",         "aged",       "interval",  "cycles", "treatment-free",
    "exposure",       "delay",    "recruitment", "accrual",    "admission", "stay",   "hospitalisation",
    "administration", "dose",     "onset",       "observation"};
const WordSet kChangeWords = {"difference",   "benefit",   "gain",        "improvement", "advantage", "increment",
                              "prolongation", "extension", "differences", "longer",      "shorter",   "increase",
                              "reduction",    "improved",  "prolonged",   "extended",    "increased"};

const WordSet kChangeVerbs = {"increased",   "increases", "increase",   "improved",   "improves",   "improve",
                              "prolonged",   "prolongs",  "extended",   "elevated",   "raised",     "reduced",
                              "decreased",   "shortened", "increasing", "improving",  "prolonging", "prolongation",
                              "improvement", "extension", "rose",       "lengthened", "shortening"};

struct Unit {
  std::string_view name;
  std::size_t end = 0;
};

// A unit of time at token i; single letters only where the sentence writes times so.
Unit unit_at(const std::vector<Token>& tokens, std::size_t i) {
  if (i >= tokens.size() || !tokens[i].is_word()) return {};
  const std::string_view name = time_unit(tokens[i].text);
  if (name.empty()) return {};
  if (tokens[i].text.size() == 1 && tokens[i].text != "m" && tokens[i].text != "y" && tokens[i].text != "d") return {};
  std::size_t end = i + 1;
  if (end < tokens.size() && tokens[end].is('.') && !tokens[end].space_before && tokens[i].text.size() <= 3) ++end;
  return {name, end};
}

struct Quantity {
  std::vector<Item> items;
  std::size_t end = 0;
  bool adjective = false;  // "12-month"
};

// A list of times that ends with a unit, from number token i on.
std::optional<Quantity> read_quantity(const OpenSentence& s, std::size_t i, const std::vector<bool>& taken) {
  const std::vector<Token>& tokens = s.tokens;
  Quantity q;
  std::size_t j = i;
  const std::size_t stop = std::min(tokens.size(), i + 48);
  while (j < stop) {
    if (!tokens[j].is_number() || tokens[j].number.percent || tokens[j].number.value < 0 || taken[j])
      return std::nullopt;
    // "Arm 1", "stage 3", "Table 2": a name.
    if (j > 0 && tokens[j].number.decimals == 0 && tokens[j].number.value < 20 &&
        (tokens[j - 1].is("arm") || tokens[j - 1].is("group") || tokens[j - 1].is("stage") ||
         tokens[j - 1].is("grade") || tokens[j - 1].is("cohort") || tokens[j - 1].is("phase") ||
         tokens[j - 1].is("table") || tokens[j - 1].is("figure") || tokens[j - 1].is("cycle") ||
         tokens[j - 1].is("codon")))
      return std::nullopt;
    Item item;
    item.value = j;
    item.end = j + 1;
    ++j;
    // "14. 0 months": a number that was torn.
    if (j + 1 < stop && tokens[j].is('.') && tokens[j + 1].is_number() && tokens[j + 1].number.value == 0)
      item.end = j += 2;
    // "between 4.9 and 7.2 months" is one range.
    if (j + 1 < stop && j >= 2 && tokens[j - 2].is("between") && tokens[j].is("and") && tokens[j + 1].is_number()) {
      item.high = tokens[j + 1].number.value;
      j += 2;
      item.end = j;
    }
    if (j < stop && tokens[j].is('+')) item.end = ++j;
    // "increased median OS from 12.1 to 14.6 months" tells two times, "ranged from 3 to 4 months" one range.
    bool change = false;
    if (j < stop && tokens[j].is("to") && j >= 2 && tokens[j - 2].is("from"))
      for (std::size_t k = j - 2; k-- > (j > 40 ? j - 40 : 0);) {
        if (tokens[k].is("ranged") || tokens[k].is("ranging") || tokens[k].is("range")) break;
        change |= one_of(tokens[k], kChangeVerbs);
      }
    if (j + 1 < stop && (tokens[j].is('-') || (tokens[j].is("to") && !change)) && tokens[j + 1].is_number() &&
        !tokens[j + 1].number.percent && !taken[j + 1]) {
      item.high = tokens[j + 1].number.value;
      j += 2;
      item.end = j;
    }
    if (const Unit unit = unit_at(tokens, j); !unit.name.empty()) {
      item.end = unit.end;
      q.items.push_back(item);
      for (Item& each : q.items) each.unit = unit.name;
      q.end = unit.end;
      return q;
    }
    if (tokens.size() > j + 1 && tokens[j].is('-') && !unit_at(tokens, j + 1).name.empty()) {
      const Unit unit = unit_at(tokens, j + 1);
      item.end = unit.end;
      q.items.push_back(item);
      for (Item& each : q.items) each.unit = unit.name;
      q.end = unit.end;
      q.adjective = true;
      return q;
    }
    // "10.2 (95% CI 9.0–11.5) and 10.8 (9.7–11.8) months"
    read_item_interval(s, item, tokens[item.value].number.value);
    if (j < stop && tokens[j].is('(') && s.partner[j] != OpenSentence::npos && s.partner[j] < stop &&
        item.end <= s.partner[j]) {
      // "5.1 (IQR 3–7) months", "9.1 (n = 20) and": an aside that is skipped.
      item.end = s.partner[j] + 1;
    }
    j = std::max(j, item.end);
    q.items.push_back(item);
    if (const Unit unit = unit_at(tokens, j); !unit.name.empty()) {
      for (Item& each : q.items) each.unit = unit.name;
      q.items.back().end = q.end = unit.end;
      return q;
    }
    // A separator and the next number.
    bool separated = false;
    while (j < stop && !tokens[j].is_number()) {
      const Token& t = tokens[j];
      if (t.is(',') || t.is("and") || t.is("or") || t.is("v") || t.is("vs") || t.is("versus") || t.is('.') ||
          t.is('/') || t.is("compared") || t.is("with") || t.is("to") || t.is("respectively") || t.is('>') ||
          t.is('<')) {
        separated = true;
        ++j;
      } else {
        return std::nullopt;
      }
    }
    if (!separated) return std::nullopt;
  }
  return std::nullopt;
}

bool same_words(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ascii_lower(a) == ascii_lower(b);
}

struct Governor {
  TokenRange head;
  bool mean = false;
  bool found = false;
};

bool filler(const Token& t) {
  return t.is("was") || t.is("were") || t.is("is") || t.is("are") || t.is("of") || t.is('(') || t.is('[') ||
         t.is(':') || t.is('=') || t.is(',') || t.is("only") || t.is("approximately") || t.is("about") ||
         t.is("around") || t.is("been") || t.is("nearly") || t.is("than") || t.is("less") || t.is("more") ||
         t.is('~') || t.is('<') || t.is('>') || t.is('l') || t.is('g') || t.is("time") || t.is("times") || t.is(')') ||
         t.is("just") || t.is("between") || t.is("from") || t.is("a") || t.is("the") || t.is("estimated") ||
         t.is("almost") || t.is("reached") || t.is("being") || t.is("lies") || t.is("lie") || t.is("ranges") ||
         t.is("ranged") || t.is("varies") || t.is("varied");
}

// "a median of 22 months"
bool median_directly_before(const std::vector<Token>& tokens, std::size_t value) {
  return value > 0 && (tokens[value - 1].is("median") ||
                       (value > 1 && tokens[value - 1].is("of") && tokens[value - 2].is("median")));
}

// "The overall survival of wild-type patients was 19.2 months": endpoint, whose it is, copula, number.
bool copula_after(const OpenSentence& s, const Endpoint& head, std::size_t value) {
  static const WordSet of = {"of", "in", "for", "among", "with"};
  static const WordSet people = {"patients",   "group",    "groups",       "arm",     "arms",    "cohort",
                                 "women",      "men",      "participants", "tumors",  "tumours", "carriers",
                                 "population", "subgroup", "patient",      "regimen", "those"};
  std::size_t k = value;
  while (k > head.range.end &&
         (s.tokens[k - 1].is("only") || s.tokens[k - 1].is("about") || s.tokens[k - 1].is("approximately")))
    --k;
  if (k <= head.range.end + 1 || !(s.tokens[k - 1].is("was") || s.tokens[k - 1].is("were"))) return false;
  if (!one_of(s.tokens[head.range.end], of)) return false;
  bool somebody = false;
  for (std::size_t i = head.range.end; i + 1 < k; ++i) {
    const Token& t = s.tokens[i];
    somebody |= one_of(t, people);
    if (t.is("was") || t.is("were") || t.is("is") || t.is("had") || t.is(';') || t.is(',')) return false;
  }
  return somebody;
}

// "expected survival of less than six months", "limit survival to one year", "survival to one month": what people must
// meet to take part, or a point in time.
bool is_requirement(const OpenSentence& s, TokenRange head, std::size_t value) {
  static const WordSet wished = {"expected",  "anticipated", "predicted", "prospective", "projected",
                                 "estimated", "minimum",     "limit",     "limits",      "limiting",
                                 "life",      "likely",      "probable",  "presumed",    "limited"};
  const std::vector<Token>& tokens = s.tokens;
  constexpr std::size_t kFar = 4;
  for (std::size_t k = head.first; k-- > (head.first > kFar ? head.first - kFar : 0);)
    if (one_of(tokens[k], wished)) return true;
  bool bound = false;
  for (std::size_t k = head.end; k < value; ++k)
    bound |= tokens[k].is('<') || tokens[k].is('>') || tokens[k].is("than") || tokens[k].is("least") ||
             tokens[k].is('l') || tokens[k].is('g');
  static const WordSet criteria = {"criteria", "criterion", "eligible",  "eligibility",
                                   "excluded", "inclusion", "exclusion", "included"};
  if (bound || tokens[value].number.op == Operator::kLess || tokens[value].number.op == Operator::kGreater ||
      tokens[value].number.op == Operator::kGreaterEqual || tokens[value].number.op == Operator::kLessEqual) {
    for (const Token& t : tokens)
      if (one_of(t, criteria)) return true;
    const std::int32_t section = s.document->passages[static_cast<std::size_t>(s.sentence.passage)].section;
    if (section >= 0 && s.document->sections[static_cast<std::size_t>(section)].role == "methods") return true;
  }
  // "increases survival to one month": no "from" before it.
  return value > 0 && tokens[value - 1].is("to") && !(value > 2 && tokens[value - 3].is("from")) &&
         head.end + 1 >= value;
}

// The endpoint that owns the number at token `value`.
Governor governor_of(const OpenSentence& s, std::size_t value, std::size_t after, bool adjective, bool pair) {
  Governor g;
  const std::vector<Token>& tokens = s.tokens;
  // "defined as survival of more than 18 months", "PFS less vs greater than 4 months": a limit that parts groups.
  if (value > 1 && tokens[value - 1].is("than")) {
    for (std::size_t k = after; k + 2 < tokens.size() && k < after + 2; ++k)
      if ((tokens[k].is("vs") || tokens[k].is("versus") || tokens[k].is("or")) && tokens[k + 2].is("than")) return g;
    for (std::size_t k = value - 1; k-- > (value > 14 ? value - 14 : 0);)
      if (tokens[k].is("defined") || tokens[k].is("dichotomized") || tokens[k].is("dichotomised") ||
          tokens[k].is("vs") || tokens[k].is("versus"))
        return g;
  }
  // Directly before: a time point, a change.
  if (value > 0 && !adjective) {
    std::size_t k = value - 1;
    while (k > 0 &&
           (tokens[k].is('~') || tokens[k].is("approximately") || tokens[k].is("about") || tokens[k].is("the") ||
            tokens[k].is("only") || tokens[k].is('<') || tokens[k].is('>') || tokens[k].is("than") ||
            tokens[k].is("least") || tokens[k].is("almost") || tokens[k].is("nearly") || tokens[k].is('(')))
      --k;
    if (one_of(tokens[k], kPointWords)) return g;
    if (tokens[k].is("beyond") && !(k > 0 && tokens[k - 1].is("to"))) return g;
    if (tokens[k].is("to") && k > 0 && tokens[k - 1].is("up")) return g;
  }
  // "5 year overall survival": a point in time.
  if (!adjective && !median_directly_before(tokens, value))
    for (const Endpoint& e : s.endpoints)
      if (e.range.first == after && tokens[value].number.decimals == 0 && tokens[after - 1].is("year")) return g;
  // The words up to 60 tokens back, as far as the clause goes; brackets hang on the clause, however long it is.
  const std::size_t reach = s.open[value] == OpenSentence::npos ? 60 : 140;
  const std::size_t floor = value > reach ? value - reach : 0;
  const Endpoint* head = nullptr;
  for (const Endpoint& e : s.endpoints) {
    if (e.range.end > value || e.range.first < floor) continue;
    // An aside that is closed before the number explains an endpoint, it does not replace it.
    const std::size_t bracket = s.open[e.range.first];
    if (head != nullptr && bracket != OpenSentence::npos && s.partner[bracket] != OpenSentence::npos &&
        s.partner[bracket] < value && bracket <= head->range.end + 1)
      continue;
    head = &e;
  }
  bool median = false, mean = false, changes_times = false;
  if (head != nullptr && !adjective) {
    bool only_filler = true;
    for (std::size_t k = head->range.end; k < value; ++k) {
      const Token& t = tokens[k];
      if (t.is(';') && s.open[k] == OpenSentence::npos && s.open[value] == OpenSentence::npos) {
        // "median PFS was 10 months in A; 12 months in B" goes on; a new statement does not.
        only_filler = false;
      }
      if (t.is('(') && s.partner[k] != OpenSentence::npos && s.partner[k] < value) {
        k = s.partner[k];
        continue;
      }
      if (one_of(t, kOtherHeads)) return g;
      if (k < head->range.end + 2 &&
          (t.is("rate") || t.is("rates") || t.is("probability") || t.is("benefit") || t.is("probabilities")) &&
          !median_directly_before(tokens, value))
        return g;
      if (one_of(t, kChangeWords) &&
          (k + 1 == value || (k + 2 >= value && (tokens[k + 1].is("of") || tokens[k + 1].is("by")))))
        return g;
      if ((t.is("by") || t.is("difference") || t.is("benefit") || t.is("gain") || t.is("improvement")) &&
          k + 4 >= value)
        return g;
      if (t.is("median")) median = true;
      if (t.is("mean") || t.is("average")) mean = true;
      // "OS at 12 months" is a time point, "OS after surgery was 12 months" is not.
      if ((t.is("after") || t.is("at") || t.is("within")) && k + 4 >= value &&
          std::none_of(
              tokens.begin() + static_cast<std::ptrdiff_t>(k), tokens.begin() + static_cast<std::ptrdiff_t>(value),
              [](const Token& between) { return between.is("was") || between.is("were") || between.is("is"); }))
        return g;
      if (!filler(t) && !t.is("median") && !t.is("versus") && !t.is("v") && !t.is("vs") && !t.is("and") &&
          !t.is("to") && t.kind != TokenKind::kNumber && time_unit(t.text).empty() && !t.is('-'))
        only_filler = false;
    }
    // "OS could be increased from 12 months to 15 months", "can increase OS to 9–12 months": times, no changes.
    if (s.open[value] == OpenSentence::npos && value > 1) {
      if (tokens[value - 1].is("from"))
        for (std::size_t k = value - 1; k-- > head->range.end && value - k < 5;)
          changes_times |= one_of(tokens[k], kChangeVerbs) && k > 0 &&
                           (tokens[k - 1].is("be") || tokens[k - 1].is("was") || tokens[k - 1].is("were") ||
                            tokens[k - 1].is("been") || tokens[k - 1].is("is"));
      if (tokens[value - 1].is("to") && value - 1 == head->range.end && after > value + 2)
        for (std::size_t k = head->range.first; k-- > 0 && head->range.first - k < 3;)
          changes_times |= one_of(tokens[k], kChangeVerbs);
    }
    // "the median improvement in OS was 4 months" is a change, "increased from 13 to 34 weeks" and "(12 v 10 months)"
    // are not.
    if (s.open[value] == OpenSentence::npos && value > 0 && !tokens[value - 1].is("from") &&
        !tokens[value - 1].is("to"))
      for (std::size_t k = head->range.first; k-- > (head->range.first > 4 ? head->range.first - 4 : 0);)
        if ((tokens[k].is("in") || tokens[k].is("of")) && k > 0 && one_of(tokens[k - 1], kChangeWords)) return g;
    const std::size_t back = head->range.first > 11 ? head->range.first - 11 : 0;
    for (std::size_t k = head->range.first; k-- > back;) {
      // "median (95% CI) values for DOR"
      if (tokens[k].is(')') && s.partner[k] != OpenSentence::npos && k - s.partner[k] < 8) {
        k = s.partner[k];
        continue;
      }
      if (one_of(tokens[k], kOtherHeads)) return g;
      if (tokens[k].is("median") || tokens[k].is("medians")) {
        median = true;
        break;
      }
      if (tokens[k].is("mean") || tokens[k].is("average")) {
        mean = true;
        break;
      }
      if (tokens[k].is(';') || tokens[k].is("was") || tokens[k].is("were")) break;
    }
    // "median PFS and OS were …", "median time to progression and overall survival".
    for (const Endpoint& e : s.endpoints) {
      if (&e == head) break;
      if (e.range.end + 6 >= head->range.first && e.range.first > 0 &&
          (tokens[e.range.first - 1].is("median") || (e.range.first > 1 && tokens[e.range.first - 2].is("median")))) {
        bool straight = true;
        for (std::size_t k = e.range.end; k < head->range.first; ++k)
          straight = straight && (tokens[k].is("and") || tokens[k].is(',') || tokens[k].is('(') || tokens[k].is(')') ||
                                  tokens[k].is("median") || tokens[k].is("the") || tokens[k].is('/'));
        median |= straight;
      }
    }
    median |= head->median;
    // "In survived patients, … a median of 6 months" of something else; "survived for a median of 6 months".
    const bool verb = tokens[head->range.first].is("survived") || tokens[head->range.first].is("survive");
    if (median && verb && !only_filler) {
      bool straight = true;
      for (std::size_t k = head->range.end; k < value; ++k)
        straight = straight && (filler(tokens[k]) || tokens[k].is("median") || tokens[k].is("for"));
      if (!straight) return g;
    }
    // "Survival 90 days after initiation"
    if (!median && !mean && head->range.end == value && after < tokens.size() &&
        (tokens[after].is("after") || tokens[after].is("post") || tokens[after].is("following") ||
         tokens[after].is("from")))
      return g;
    if (!median && !mean && !changes_times && is_requirement(s, head->range, value)) return g;
    const bool point =
        head->range.first >= 2 && tokens[head->range.first - 1].is_word() &&
        !time_unit(tokens[head->range.first - 1].text).empty() &&
        (tokens[head->range.first - 2].is('-') || tokens[head->range.first - 2].kind == TokenKind::kNumber);
    if (mean && !median) {
      g.mean = true;
      g.found = true;
    } else if (median || changes_times) {
      g.found = true;
    } else if (only_filler && !point && !tokens[head->range.first].is("alive") &&
               !tokens[head->range.first].is("survive") && !tokens[head->range.first].is("survived") &&
               !tokens[head->range.first].is("freedom")) {
      g.found = true;
    } else if (!point && !head->time && copula_after(s, *head, value)) {
      g.found = true;
    } else if (!point) {
      // "PFS was longer with A than with B (5.5 v 2.8 months)": a bracket behind a comparison of times.
      bool compares = s.open[value] != OpenSentence::npos || (pair && value > 0 && tokens[value - 1].is(','));
      bool longer = false;
      for (std::size_t k = head->range.first > 6 ? head->range.first - 6 : 0; k < value; ++k)
        longer |= tokens[k].is("longer") || tokens[k].is("shorter") || tokens[k].is("prolonged") ||
                  tokens[k].is("improved") || tokens[k].is("increased") || tokens[k].is("better") ||
                  tokens[k].is("increase") || tokens[k].is("worse") || tokens[k].is("superior") ||
                  tokens[k].is("reduced") || tokens[k].is("improvement") ||
                  (pair && (tokens[k].is("difference") || tokens[k].is("differences") || tokens[k].is("similar") ||
                            tokens[k].is("comparable") || tokens[k].is("differ") || tokens[k].is("differed")));
      g.found = compares && longer;
    }
    if (g.found) {
      g.head = head->range;
      // "freedom", "alive" and "local control" are rates.
      const Token& named = tokens[head->range.end - 1];
      if (named.is("control") || tokens[head->range.first].is("alive")) g.found = false;
    }
    if (g.found) return g;
  }
  // Behind it: "a 10.2-month median PFS", "12 months of median survival", but not "an improvement of 1.5 months in …".
  for (std::size_t k = value; k-- > (value > 4 ? value - 4 : 0);)
    if (one_of(tokens[k], kChangeWords)) return g;
  for (const Endpoint& e : s.endpoints) {
    if (e.range.first < after || e.range.first > after + 5) continue;
    bool here = e.median;
    for (std::size_t k = after; k < e.range.first; ++k) {
      here |= tokens[k].is("median");
      if (tokens[k].is(';') || tokens[k].is("age") || one_of(tokens[k], kChangeVerbs) || tokens[k].is(',') ||
          tokens[k].is('(')) {
        here = false;
        break;
      }
    }
    // "a median of 10.2 months PFS", "median 10.2 months OS"
    if (!here && e.range.first <= after + 3 && value > 0)
      here =
          tokens[value - 1].is("median") || (value > 1 && tokens[value - 1].is("of") && tokens[value - 2].is("median"));
    if (here) {
      g.found = true;
      g.head = e.range;
      return g;
    }
  }
  return g;
}

// "the mean and median survival was 31 and 17 months": 1 = the first of each two is the mean, -1 = the second, 0 = the
// head names one of them only.
int names_mean_and_median(const std::vector<Token>& tokens, TokenRange head) {
  if (head.first < 3 || !tokens[head.first - 2].is("and")) return 0;
  const Token& near = tokens[head.first - 1];
  const Token& far = tokens[head.first - 3];
  if (far.is("mean") && near.is("median")) return 1;
  return far.is("median") && near.is("mean") ? -1 : 0;
}

bool change_follows(const std::vector<Token>& tokens, std::size_t end) {
  for (std::size_t k = end; k < tokens.size() && k < end + 2; ++k) {
    if (tokens[k].is('(') || tokens[k].is(',')) return false;
    if (tokens[k].is("longer") || tokens[k].is("shorter") || tokens[k].is("difference") ||
        tokens[k].is("improvement") || tokens[k].is("benefit") || tokens[k].is("later") || tokens[k].is("earlier") ||
        tokens[k].is("old") || tokens[k].is("follow-up") || tokens[k].is("increase") || tokens[k].is("gain") ||
        tokens[k].is("advantage") || tokens[k].is("ago"))
      return true;
  }
  return false;
}

void add_claims(const Reading& reading, const OpenSentence& s, const std::vector<Item>& items,
                const std::vector<bool>& mean, std::vector<Claim>& claims) {
  for (std::size_t k = 0; k < items.size(); ++k) {
    Claim c = claim_of_item(reading, s, items, k);
    c.kind = kind::kTimeToEvent;
    c.measure = mean[k] ? measure::kMeanSurvival : measure::kMedianSurvival;
    c.outcome = s.outcome(items[k].head);
    claims.push_back(std::move(c));
  }
}

// "median OS was not reached": recorded, without a value.
void read_not_reached(const Reading& reading, const OpenSentence& s, const std::vector<bool>& taken,
                      std::vector<Claim>& claims) {
  for (std::size_t i = 0; i + 1 < s.tokens.size(); ++i) {
    if (!s.tokens[i].is("not") || taken[i]) continue;
    std::size_t k = i + 1;
    while (k < s.tokens.size() && k < i + 4 &&
           (s.tokens[k].is("yet") || s.tokens[k].is("been") || s.tokens[k].is("be")))
      ++k;
    if (k >= s.tokens.size() || !(s.tokens[k].is("reached") || s.tokens[k].is("estimable") ||
                                  s.tokens[k].is("attained") || s.tokens[k].is("evaluable")))
      continue;
    const Endpoint* head = nullptr;
    for (const Endpoint& e : s.endpoints)
      if (e.range.end <= i && i - e.range.end < 24) head = &e;
    if (head == nullptr) continue;
    bool median = head->median;
    for (std::size_t m = head->range.first > 6 ? head->range.first - 6 : 0; m < i; ++m)
      median |= s.tokens[m].is("median");
    if (!median) continue;
    Claim c;
    c.kind = kind::kTimeToEvent;
    c.measure = measure::kMedianSurvival;
    c.not_reached = true;
    c.value_text = s.text({i, k + 1});
    c.value_span = s.span({i, k + 1});
    place_claim(s, c);
    c.outcome = s.text(head->range);
    label_groups(reading, s, {i, k + 1}, c);
    claims.push_back(std::move(c));
  }
}

// "OS was 21.3 months in the one group and 19.9 months in the other": the second number goes with the first when only
// a group stands between them.
Governor carried_on(const OpenSentence& s, const std::vector<Item>& items, const std::vector<bool>& mean,
                    std::size_t value) {
  Governor g;
  constexpr std::size_t kFar = 24;
  if (items.empty() || value < items.back().end || value - items.back().end > kFar) return g;
  if (value > 0 && one_of(s.tokens[value - 1], kPointWords)) return g;
  for (const Endpoint& e : s.endpoints)
    if (e.range.first > value && e.range.first <= value + 2) return g;  // "five year survival"
  bool joined = false;
  for (std::size_t k = items.back().end; k < value; ++k) {
    const Token& t = s.tokens[k];
    if (one_of(t, kOtherHeads) || one_of(t, kChangeWords) || t.is(';') || t.is("after") || t.is("at") || t.is("rate") ||
        t.is("within") || t.is("range") || t.is('%') || t.is("mean") || t.is("follow-up"))
      return g;
    if (t.kind == TokenKind::kNumber && s.open[k] == s.open[value] && !read_p_value(s.tokens, k)) {
      // A name may hold a number: "codon 12", "arm 2".
      if (k == 0 || !s.tokens[k - 1].is_word() || t.number.decimals > 0) return g;
    }
    joined |= t.is("and") || t.is("versus") || t.is("vs") || t.is("compared") || t.is("while") || t.is("whereas") ||
              t.is(',');
  }
  for (const Endpoint& e : s.endpoints)
    if (e.range.first >= items.back().end && e.range.first < value) return g;
  if (!joined || s.open[value] != s.open[items.back().value]) return g;
  g.head = items.back().head;
  g.mean = mean.back();
  g.found = true;
  return g;
}

// Items of one comparison share a chain: those of one endpoint, and "9.5 months …, compared to …, who had a median OS
// of 6.9 months" or "… median OS 7.8 months; … median OS 6.7 months", which name it again.
std::size_t chain_of(const OpenSentence& s, const std::vector<Item>& items, const Item& item) {
  if (items.empty() || items.back().head.first == item.head.first || item.head.first < items.back().end ||
      !same_words(s.text(items.back().head), s.text(item.head)))
    return items.empty() || items.back().head.first != item.head.first ? item.head.first : items.back().chain;
  constexpr std::size_t kNear = 8;
  bool compares = s.tokens[items.back().end].is(';') && item.head.first - items.back().end <= kNear;
  for (std::size_t k = items.back().end; k < item.head.first; ++k) {
    const Token& t = s.tokens[k];
    if (read_p_value(s.tokens, k)) return item.head.first;
    compares |= t.is("compared") || t.is("versus") || t.is("vs") || t.is("than") || t.is("whereas") || t.is("while");
  }
  return compares ? items.back().chain : item.head.first;
}

void extract_text(const Reading& reading, std::vector<Claim>& claims) {
  static const Guarded prefilter(
      R"((?i)(surviv|\b[a-z]{0,3}(OS|PFS|DFS|RFS|EFS|CSS|DSS|MFS|TTP|TTF|MST|DOR|FFS|LFS|TTR|TTD)\b|(time|interval) (to|until)|(duration|length) of|duration|life expectancy))");
  static const Guarded unit(
      R"((?i)(month|year|week|day|mo\b|mos\b|yr|\dm\b|\d m\b|wk|mth|not (yet )?(been )?(reached|estimable|attained)))");
  static const Literals words = {
      {"surviv", 1},           {"os", 1, false, true},  {"pfs", 1, false, true}, {"dfs", 1, false, true},
      {"rfs", 1, false, true}, {"efs", 1, false, true}, {"css", 1, false, true}, {"dss", 1, false, true},
      {"mfs", 1, false, true}, {"ttp", 1, false, true}, {"ttf", 1, false, true}, {"mst", 1, false, true},
      {"dor", 1, false, true}, {"ffs", 1, false, true}, {"lfs", 1, false, true}, {"ttr", 1, false, true},
      {"ttd", 1, false, true}, {"time to", 1},          {"time until", 1},       {"interval to", 1},
      {"interval until", 1},   {"duration", 1},         {"length of", 1},        {"life expectancy", 1}};
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if (words.in(text) == 0 || names_too_many_endpoints(text)) continue;
    if (!prefilter.in(text) || !unit.in(text)) continue;
    const OpenSentence s = open_sentence(reading, index);
    if (s.endpoints.empty()) continue;
    const std::vector<bool> taken = spoken_for(s);
    std::vector<Item> items;
    std::vector<bool> mean;
    std::size_t list = 0;
    for (std::size_t i = 0; i < s.tokens.size(); ++i) {
      if (!s.tokens[i].is_number() || taken[i] || s.tokens[i].number.percent) continue;
      auto q = read_quantity(s, i, taken);
      if (!q) continue;
      // "25 months versus 19 months" is one list as much as "25 versus 19 months".
      bool versus = !items.empty() && items.back().list == list && q->items.front().value > items.back().end &&
                    q->items.front().value <= items.back().end + 2;
      if (versus) {
        const Token& between = s.tokens[items.back().end];
        versus = between.is("versus") || between.is("vs") || between.is("v") || between.is("compared");
        // "5.5 (3.8–14.0) months and 5.5 (3.5–10.7) months in the A and B arms"
        if (between.is("and") && items.size() < 2)
          for (std::size_t k = q->end; k < s.tokens.size() && !versus; ++k)
            versus = s.tokens[k].is("respectively") || s.tokens[k].is("arms") || s.tokens[k].is("groups");
      }
      if (!versus) ++list;
      const bool pair = q->items.size() == 2 ||
                        (q->end + 1 < s.tokens.size() && s.tokens[q->end + 1].is_number() &&
                         (s.tokens[q->end].is("versus") || s.tokens[q->end].is("vs") || s.tokens[q->end].is("v")));
      Governor g = governor_of(s, q->items.front().value, q->end, q->adjective, pair);
      if (!g.found && !q->adjective) g = carried_on(s, items, mean, q->items.front().value);
      if (g.found && !change_follows(s.tokens, q->end)) {
        // Two endpoints share a list: "median PFS and OS were 10 and 20 months".
        std::vector<TokenRange> heads;
        for (const Endpoint& e : s.endpoints) {
          if (e.range.end > g.head.end || q->items.size() < 2) continue;
          if (!heads.empty()) {
            bool straight = true;
            for (std::size_t k = heads.back().end; k < e.range.first; ++k)
              straight = straight &&
                         (s.tokens[k].is("and") || s.tokens[k].is(',') || s.tokens[k].is('(') || s.tokens[k].is(')') ||
                          s.tokens[k].is("median") || s.tokens[k].is("the") || (k > 0 && s.tokens[k - 1].is('(')));
            if (!straight) heads.clear();
          }
          heads.push_back(e.range);
        }
        const bool spread_heads = heads.size() > 1 && heads.size() == q->items.size();
        const int both = q->items.size() % 2 == 0 ? names_mean_and_median(s.tokens, g.head) : 0;
        for (std::size_t k = 0; k < q->items.size(); ++k) {
          Item item = q->items[k];
          if (both != 0 && k > 0) ++list;  // of one group each
          item.list = list;
          item.head = spread_heads ? heads[k] : g.head;
          item.chain = chain_of(s, items, item);
          if (k + 1 == q->items.size()) {
            item.end = q->end;
            if (!item.interval) read_item_interval(s, item, s.tokens[item.value].number.value);
            q->end = std::max(q->end, item.end);
          }
          items.push_back(std::move(item));
          mean.push_back(both == 0 ? g.mean : (k % 2 == 0) == (both > 0));
        }
      }
      i = std::max(i, q->end - 1);
    }
    const std::size_t before = claims.size();
    if (!items.empty()) {
      share_p_values(s, items);
      add_claims(reading, s, items, mean, claims);
    }
    read_not_reached(reading, s, taken, claims);
    if (claims.size() > before && is_planning(s))
      for (std::size_t k = before; k < claims.size(); ++k) claims[k].assumption = true;
  }
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  extract_text(reading, claims);
  extract_tables(reading, TableKind::kTime, claims);
}

}  // namespace

extern const Extractor time_to_event_extractor;
const Extractor time_to_event_extractor{"time_to_event", 11, extract};

}  // namespace warrant
