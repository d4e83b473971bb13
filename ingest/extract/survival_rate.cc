// Proportions alive or event-free at a stated time, in running text and tables.
#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/measured_list.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_claims.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// A list of time points: "5-year", "1-, 3- and 5-year", "at two and three years", "month 12".
struct TimeList {
  TokenRange range;
  std::vector<TimePoint> values;
  bool adjective = false;  // "5-year"
  bool at = false;         // "at", "after", "beyond" before it
};

std::vector<TimeList> find_times(const OpenSentence& s, const std::vector<bool>& taken) {
  std::vector<TimeList> out;
  const std::vector<Token>& tokens = s.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is_word() && i + 1 < tokens.size() && tokens[i + 1].is_number() && !tokens[i + 1].number.percent &&
        (tokens[i].is("month") || tokens[i].is("year") || tokens[i].is("week") || tokens[i].is("day"))) {
      if (i + 2 < tokens.size() && tokens[i + 2].is_word() && !time_unit(tokens[i + 2].text).empty()) continue;
      if (i > 0 && (tokens[i - 1].is('-') || tokens[i - 1].kind == TokenKind::kNumber)) continue;
      TimeList t;
      t.range = {i, i + 2};
      t.values = {{tokens[i + 1].number.value, std::string(time_unit(tokens[i].text))}};
      t.at = true;
      out.push_back(t);
      ++i;
      continue;
    }
    if (!tokens[i].is_number() || tokens[i].number.percent || taken[i] || tokens[i].number.value <= 0) continue;
    TimeList t;
    t.range.first = i;
    std::size_t j = i;
    bool done = false;
    while (j < tokens.size() && j < i + 16) {
      if (!tokens[j].is_number() || tokens[j].number.percent) break;
      t.values.push_back({tokens[j].number.value, ""});
      ++j;
      if (j < tokens.size() && tokens[j].is('-')) {
        // "5-year" ends, "3- and 5-year" goes on, "3-5 years" is a range.
        if (j + 1 < tokens.size() && tokens[j + 1].is_word() && !time_unit(tokens[j + 1].text).empty()) {
          t.adjective = true;
          ++j;
        } else if (j + 1 < tokens.size() && tokens[j + 1].is_number()) {
          break;
        } else {
          ++j;
        }
      }
      if (j < tokens.size() && tokens[j].is_word() && !time_unit(tokens[j].text).empty() && tokens[j].text.size() > 1) {
        for (TimePoint& each : t.values) each.unit = time_unit(tokens[j].text);
        t.range.end = j + 1;
        if (tokens[j].is("year") || tokens[j].is("month") || tokens[j].is("yr") || tokens[j].is("mo"))
          t.adjective = t.adjective || t.values.size() > 1 || !tokens[i].is("one");
        done = true;
        break;
      }
      // "3-yPFSR": the year is the first letter of the endpoint.
      static const WordSet yearly = {"yosr", "ypfsr", "ydfsr", "yos", "ypfs", "ydfs"};
      if (j < tokens.size() && one_of(tokens[j], yearly) && tokens[j].text[0] == 'y') {
        for (TimePoint& each : t.values) each.unit = "years";
        t.range.end = j;
        t.adjective = done = true;
        break;
      }
      if (j < tokens.size() && tokens[j].is_word() && tokens[j].text.find('-') != std::string_view::npos) {
        // "5-year-survival" came as one word.
        const std::string_view head = tokens[j].text.substr(0, tokens[j].text.find('-'));
        if (!time_unit(head).empty()) {
          for (TimePoint& each : t.values) each.unit = time_unit(head);
          t.range.end = j;
          t.adjective = done = true;
          break;
        }
      }
      bool separated = false;
      while (j < tokens.size() && (tokens[j].is(',') || tokens[j].is("and") || tokens[j].is('/') || tokens[j].is("or")))
        separated = true, ++j;
      if (!separated) break;
    }
    if (!done) continue;
    if (i > 0) {
      std::size_t k = i - 1;
      while (k > 0 && (tokens[k].is("the") || tokens[k].is("least") || tokens[k].is("a") || tokens[k].is("minimum") ||
                       (tokens[k].is("of") && tokens[k - 1].is("minimum")) || tokens[k].is('<') || tokens[k].is('>') ||
                       tokens[k].is('g') || tokens[k].is('l') || tokens[k].is("than")))
        --k;
      t.at = tokens[k].is("at") || tokens[k].is("after") || tokens[k].is("beyond") || tokens[k].is("within") ||
             tokens[k].is("by") || tokens[k].is("for") || tokens[k].is("to") || tokens[k].is("over") ||
             tokens[k].is("more") || tokens[k].is("longer");
      // "estimates 10 years after randomisation"
      if (t.range.end < tokens.size() && (tokens[t.range.end].is("after") || tokens[t.range.end].is("following")))
        t.at = true;
    }
    i = std::max(i, t.range.end - 1);
    // "6-month and 1-year survival": one list of two.
    if (!out.empty() && out.back().adjective && t.adjective && t.range.first > out.back().range.end &&
        t.range.first <= out.back().range.end + 2) {
      bool joined = true;
      for (std::size_t k = out.back().range.end; k < t.range.first; ++k)
        joined = joined && (tokens[k].is("and") || tokens[k].is(',') || tokens[k].is('/'));
      if (joined) {
        out.back().values.insert(out.back().values.end(), t.values.begin(), t.values.end());
        out.back().range.end = t.range.end;
        continue;
      }
    }
    out.push_back(t);
  }
  return out;
}

bool other_head(const Token& t) {
  static const WordSet words = {
      "response",   "responses", "orr",         "pcr",         "rr",          "cr",          "pr",      "toxicity",
      "toxicities", "incidence", "recurrence",  "recurrences", "mortality",   "death",       "deaths",  "relapse",
      "relapses",   "reduction", "increase",    "decrease",    "difference",  "improvement", "benefit", "prevalence",
      "compliance", "adherence", "sensitivity", "specificity", "neutropenia", "remission",   "failure", "complications",
      "morbidity",  "died",      "relapsed",    "recurred",    "risk",        "decline",     "change",  "drop",
      "gain",       "rejection", "power",       "advantage"};
  return t.is_word() && one_of(t, words);
}

// "is from 30% to 70%" is one range, "improved from 30% to 70%" tells two shares. `i` is the second number.
bool from_to(const std::vector<Token>& tokens, std::size_t i) {
  static const WordSet changes = {"improved",    "improve", "improves", "increased",  "increase",
                                  "increases",   "rose",    "raised",   "fell",       "decreased",
                                  "declined",    "dropped", "reduced",  "improving",  "changed",
                                  "improvement", "raises",  "raising",  "increasing", "decreasing"};
  if (i < 4 || !tokens[i - 1].is("to") || !tokens[i - 4].is("from")) return false;
  for (std::size_t k = i - 4; k-- > (i > 30 ? i - 30 : 0);)
    if (one_of(tokens[k], changes)) return false;
  return true;
}

// "the difference in survival at 10 years was 6%": a change, no share. "from 60% to 70%" and "(60% vs 70%)" are two.
bool is_difference(const OpenSentence& s, TokenRange head, std::size_t value) {
  static const WordSet changes = {"difference", "differences", "benefit",   "gain",    "improvement",
                                  "reduction",  "increase",    "increment", "decrease"};
  if (s.open[value] != OpenSentence::npos || value == 0 || s.tokens[value - 1].is("from") ||
      s.tokens[value - 1].is("to") || head.first > value)
    return false;
  constexpr std::size_t kFar = 6;
  for (std::size_t k = head.first; k-- > (head.first > kFar ? head.first - kFar : 0);)
    if ((s.tokens[k].is("in") || s.tokens[k].is("of")) && k > 0 && one_of(s.tokens[k - 1], changes)) return true;
  return false;
}

struct Head {
  std::vector<TokenRange> endpoints;
  bool before = true;
};

// The endpoints that own the percentage at token `value`.
std::optional<Head> head_of(const OpenSentence& s, std::size_t value) {
  const std::vector<Token>& tokens = s.tokens;
  std::size_t k = s.endpoints.size();
  while (k > 0 && s.endpoints[k - 1].range.end > value) --k;
  // "34% of treated … participants were alive", "10% of patients survive beyond 5 years": a verb behind.
  const auto behind = [&]() -> std::optional<Head> {
    for (const Endpoint& e : s.endpoints) {
      if (e.range.first <= value || e.range.first > value + 30) continue;
      const Token& t = tokens[e.range.end - 1];
      const bool verb = t.is("alive") || t.is("survive") || t.is("survived");
      // "78% 2-year PFS", "an 85% five-year survival rate".
      const bool noun = e.range.first <= value + 6;
      if (verb || noun) {
        std::size_t words = 0;
        for (std::size_t i = value + 1; i < e.range.first; ++i) {
          if (tokens[i].is(';')) return std::nullopt;
          if (noun && !verb && (tokens[i].is(',') || tokens[i].is(')') || tokens[i].is("and") || tokens[i].is('(')))
            return std::nullopt;
          if (other_head(tokens[i])) return std::nullopt;
          ++words;
        }
        return Head{{e.range}, false};
      }
    }
    return std::nullopt;
  };
  if (k == 0) return behind();
  const Endpoint& nearest = s.endpoints[k - 1];
  if (value - nearest.range.end > 70) return behind();
  for (std::size_t i = nearest.range.end; i < value; ++i) {
    if (other_head(tokens[i]) && !(tokens[i].is("rate"))) {
      // "(P = 0.01) and a reduction of 20%": another quantity came between. "risk group" is no quantity.
      if (tokens[i].is("risk") && i + 1 < tokens.size() &&
          (tokens[i + 1].is("group") || tokens[i + 1].is("groups") || tokens[i + 1].is("patients") ||
           tokens[i + 1].is("disease")))
        continue;
      return behind();
    }
  }
  if (auto b = behind();
      b && (tokens[b->endpoints[0].end - 1].is("alive") || tokens[b->endpoints[0].end - 1].is("survive")) &&
      value - nearest.range.end > 12)
    return b;
  // "a 29% reduction in …" is checked by the caller's words behind the number.
  Head h;
  h.endpoints.insert(h.endpoints.begin(), nearest.range);
  for (std::size_t e = k - 1; e-- > 0;) {
    const TokenRange& next = h.endpoints.front();
    bool straight = next.first - s.endpoints[e].range.end <= 6;
    for (std::size_t i = s.endpoints[e].range.end; straight && i < next.first; ++i)
      straight = tokens[i].is("and") || tokens[i].is(',') || tokens[i].is('(') || tokens[i].is(')') ||
                 tokens[i].is("the") || tokens[i].is('/');
    if (!straight) break;
    h.endpoints.insert(h.endpoints.begin(), s.endpoints[e].range);
  }
  return h;
}

const TimeList* time_of(const OpenSentence& s, const std::vector<TimeList>& times, const Head& head, std::size_t value,
                        std::size_t end, std::size_t next) {
  // Right behind: "85% at 5 years".
  for (const TimeList& t : times) {
    if (t.range.first < end || t.range.first > end + 3 || t.range.first > next) continue;
    if (t.at && t.values.size() == 1) return &t;
  }
  const TokenRange first = head.endpoints.front(), last = head.endpoints.back();
  if (head.before) {
    // Between endpoint and number: "PFS at two and three years were".
    const TimeList* between = nullptr;
    for (const TimeList& t : times)
      if (t.range.first >= last.end && t.range.end <= value && (t.at || t.adjective)) between = &t;
    const TimeList* directly = nullptr;
    for (const TimeList& t : times)
      if (t.range.end <= first.first && first.first - t.range.end <= (t.at || t.adjective ? 4u : 1u)) directly = &t;
    if (directly != nullptr && (between == nullptr || value - between->range.end > 12)) return directly;
    if (between != nullptr) return between;
    if (directly != nullptr) return directly;
  } else {
    for (const TimeList& t : times)
      if (t.range.first >= last.end && t.range.first <= last.end + 4 && t.at) return &t;
    for (const TimeList& t : times)
      if (t.range.first > value && t.range.end <= first.first && t.adjective) return &t;
  }
  // Earlier in the sentence: "At 12 months, …"; else "… at 5 years" behind.
  const TimeList* earlier = nullptr;
  for (const TimeList& t : times)
    if (t.range.end <= value && (t.at || t.adjective)) earlier = &t;
  if (earlier != nullptr) return earlier;
  for (const TimeList& t : times)
    if (t.range.first >= end && t.range.first <= end + 14 && t.at && t.values.size() == 1) return &t;
  (void)s;
  return nullptr;
}

// `only`: the one time that the document's other rates are of; then only sentences that name none are read.
void extract_text(const Reading& reading, std::optional<TimePoint> only, std::vector<Claim>& claims) {
  static const Guarded prefilter(
      R"((?i)(surviv|\balive\b|\b[a-z]{0,3}(OS|PFS|DFS|RFS|EFS|CSS|DSS|MFS|FFS|LFS)\b|freedom from|local control|(recurrence|relapse|event|progression|disease|failure|metastasis)-free))");
  static const Guarded time(R"((?i)(month|year|week|day|yr|\bmo\b))");
  static const Guarded timeless(R"((?i)surviv\w*( \w+)? rates? (was|were|of|is|are) [^;]*\bC\.?I\b)");
  for (std::size_t index = 0; index < reading.sentences.size(); ++index) {
    const Sentence& sentence = reading.sentences[index];
    if (!is_prose(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    if (text.find('%') == std::string_view::npos && text.find("percent") == std::string_view::npos &&
        text.find("per cent") == std::string_view::npos)
      continue;
    if (names_too_many_endpoints(text) || !prefilter.in(text) || time.in(text) == only.has_value()) continue;
    if (only && !timeless.in(text)) continue;
    const OpenSentence s = open_sentence(reading, index);
    if (s.endpoints.empty()) continue;
    const std::vector<Token>& tokens = s.tokens;
    const std::vector<bool> taken = spoken_for(s);
    std::vector<TimeList> times = find_times(s, taken);
    if (only && times.empty()) times.push_back({{0, 0}, {*only}, false, true});
    if (times.empty()) continue;
    // The percentages, with "80 and 60%" and "80–85%" read as they are meant.
    std::vector<Item> found;
    std::size_t list = 0, printed = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!tokens[i].is_number() || taken[i] || !tokens[i].number.percent || tokens[i].number.value < 0 ||
          tokens[i].number.value > 100)
        continue;
      std::vector<Item> here;
      Item item;
      item.value = i;
      item.end = i + 1;
      while (item.end < tokens.size() && (tokens[item.end].is('%') || tokens[item.end].is("percent") ||
                                          tokens[item.end].is("per") || tokens[item.end].is("cent")))
        ++item.end;
      if (i >= 2 && (tokens[i - 1].is('-') || tokens[i - 1].is("to")) && tokens[i - 2].is_number() && !taken[i - 2]) {
        // The range "80–85%": the lower end is the value.
        const bool again = !found.empty() && found.back().value == i - 2;
        if (again) {
          found.back().high = tokens[i].number.value;
          found.back().end = item.end;
          continue;
        }
        if (!tokens[i - 2].number.percent) {
          item.value = i - 2;
          item.high = tokens[i].number.value;
        }
      } else if (i >= 3 && (tokens[i - 1].is('-') || from_to(tokens, i)) && tokens[i - 2].is('%') && !found.empty() &&
                 found.back().value == i - 3) {
        found.back().high = tokens[i].number.value;
        found.back().end = item.end;
        continue;
      }
      // "between 25% and 65%" is one range.
      if (i >= 4 && tokens[i - 1].is("and") && tokens[i - 2].is('%') && tokens[i - 4].is("between") && !found.empty() &&
          found.back().value == i - 3) {
        found.back().high = tokens[i].number.value;
        found.back().end = item.end;
        continue;
      }
      // Bare numbers before it that share the sign: "94, 88 and 60%".
      std::size_t back = item.value;
      while (back >= 2 && (tokens[back - 1].is("and") || tokens[back - 1].is(',') || tokens[back - 1].is("vs") ||
                           tokens[back - 1].is("versus") || tokens[back - 1].is("v") ||
                           (tokens[back - 1].is('.') && tokens[back - 2].is("vs")))) {
        std::size_t k = back - 2;
        if ((tokens[k].is(',') || ((tokens[k].is("vs") || tokens[k].is("v")) && tokens[k + 1].is('.'))) && k > 0) --k;
        if (!tokens[k].is_number() || tokens[k].number.percent || taken[k] || tokens[k].number.word ||
            tokens[k].number.value > 100 || tokens[k].number.value < 0)
          break;
        if (k > 0 && (tokens[k - 1].is('=') || tokens[k - 1].is("p") || tokens[k - 1].is('/'))) break;
        // A year or count is no percentage: the shapes must agree.
        if (tokens[k].number.decimals != tokens[item.value].number.decimals && tokens[k].number.decimals == 0 &&
            tokens[item.value].number.decimals > 0)
          break;
        Item other;
        other.value = k;
        other.end = k + 1;
        here.insert(here.begin(), other);
        back = k;
      }
      read_item_interval(s, item, tokens[item.value].number.value);
      here.push_back(item);
      // Items joined by "and", commas or "versus" are one list.
      bool joined = false;
      if (!found.empty() && here.front().value > found.back().end) {
        joined = true;
        for (std::size_t k = found.back().end; k < here.front().value; ++k)
          joined = joined && (tokens[k].is("and") || tokens[k].is(',') || tokens[k].is("vs") ||
                              tokens[k].is("versus") || tokens[k].is("v") || tokens[k].is('/') || tokens[k].is('.'));
      } else if (!found.empty() && here.front().value == found.back().end) {
        joined = false;
      }
      // "54% (P = 0.9) and 37% (P = 0.1)" still stand side by side.
      bool beside = joined;
      if (!joined && !found.empty() && here.front().value > found.back().end) {
        beside = true;
        for (std::size_t k = found.back().end; k < here.front().value && beside; ++k) {
          if (tokens[k].is('(') && s.partner[k] != OpenSentence::npos && s.partner[k] < here.front().value &&
              read_p_value(tokens, k + 1))
            k = s.partner[k];
          else
            beside = tokens[k].is("and") || tokens[k].is(',');
        }
      }
      if (!joined) ++list;
      if (!beside) ++printed;
      for (Item& each : here) {
        each.list = list;
        each.printed = printed;
        found.push_back(each);
      }
      i = std::max(i, item.end - 1);
    }
    if (found.empty()) continue;
    std::vector<Item> items;
    struct Run {
      std::size_t head = 0;
      const TimeList* time = nullptr;
      std::size_t count = 0;
    } run;
    for (std::size_t k = 0; k < found.size(); ++k) {
      Item item = found[k];
      // "29% reduction", "5% difference", "95% power".
      bool change = false;
      for (std::size_t i = item.end; i < tokens.size() && i < item.end + 3; ++i) {
        if (tokens[i].is('(') || tokens[i].is(',') || tokens[i].is("and") || tokens[i].is("in") ||
            tokens[i].is("for") || tokens[i].is("of"))
          break;
        change |= other_head(tokens[i]);
      }
      if (item.value > 0 && tokens[item.value - 1].is("by")) change = true;
      // "621/843 (74%) patients": a share of people, not of survival.
      if (item.end + 1 < tokens.size() && tokens[item.end].is(')') &&
          (tokens[item.end + 1].is("patients") || tokens[item.end + 1].is("participants") ||
           tokens[item.end + 1].is("subjects") || tokens[item.end + 1].is("of")))
        change = true;
      if (change) continue;
      const auto head = head_of(s, item.value);
      if (!head || is_difference(s, head->endpoints.back(), item.value)) continue;
      const std::size_t next = k + 1 < found.size() ? found[k + 1].value : tokens.size();
      const TimeList* time_list = time_of(s, times, *head, item.value, item.end, next);
      if (time_list == nullptr) continue;
      if (run.time == time_list && run.head == head->endpoints.front().first)
        ++run.count;
      else
        run = {head->endpoints.front().first, time_list, 0};
      const std::size_t m = time_list->values.size(), e = head->endpoints.size();
      const bool behind = time_list->range.first >= item.end;
      const std::size_t time_index = behind ? 0 : run.count % m;
      std::size_t endpoint_index = m > 1 && e > 1 ? (run.count / m) % e : e > 1 ? run.count % e : 0;
      // "PFS and OS were 72% vs. 47%, and 88% vs. 67%": a pair for each endpoint.
      const auto versus = [&](std::size_t a) {
        for (std::size_t i = found[a].end; i < found[a + 1].value; ++i)
          if (tokens[i].is("vs") || tokens[i].is("versus") || tokens[i].is("v")) return true;
        return false;
      };
      const bool pairs = m == 1 && e > 1 && found.size() == 2 * e && versus(0) && !versus(1);
      if (pairs) endpoint_index = run.count / 2 % e;
      if (e > 1 && found.size() < e) endpoint_index = e - 1;
      item.head = head->endpoints[endpoint_index];
      item.at = time_list->values[time_index];
      item.unit = "%";
      item.chain = (e > 1 ? item.head : head->endpoints.front()).first * 64 + time_index;
      // Several times of one group are one list, but each group is named once: only lists over groups are shared out.
      if (m > 1 || e > 1) item.list = 1000 + (pairs ? k / 2 : items.size());
      items.push_back(item);
    }
    if (items.empty()) continue;
    share_p_values(s, items);
    const bool planning = is_planning(s);
    for (std::size_t k = 0; k < items.size(); ++k) {
      const Item& item = items[k];
      Claim c = claim_of_item(reading, s, items, k);
      c.kind = kind::kSurvivalRate;
      c.measure = measure::kSurvivalRate;
      c.outcome = s.outcome(item.head);
      if (reading.document.passages[static_cast<std::size_t>(s.sentence.passage)].kind == PassageKind::kCaption &&
          s.tokens[item.head.first].is("alive"))
        c.outcome = outcome_of(reading, s, {0, 1});
      c.assumption = planning;
      claims.push_back(std::move(c));
    }
  }
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  const std::size_t first = claims.size();
  extract_text(reading, std::nullopt, claims);
  // "Survival rates were 94% (95% CI …)" in an article that tells them at one time alone.
  std::optional<TimePoint> only;
  bool several = false;
  for (std::size_t k = first; k < claims.size(); ++k) {
    if (!claims[k].at || claims[k].cited) continue;
    several |= only && (only->value != claims[k].at->value || only->unit != claims[k].at->unit);
    only = claims[k].at;
  }
  if (only && !several) extract_text(reading, only, claims);
  extract_tables(reading, TableKind::kRate, claims);
}

}  // namespace

extern const Extractor survival_rate_extractor;
const Extractor survival_rate_extractor{"survival_rate", 11, extract};

}  // namespace warrant
