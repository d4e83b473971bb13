// Which outcome a number in running text belongs to: nearest words, in a fixed order of trust.
#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/arm_labels.h"
#include "ingest/extract/caption_outcome.h"
#include "ingest/extract/event_phrase.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/label_phrase.h"
#include "ingest/extract/outcome_list.h"
#include "ingest/extract/predicate_outcome.h"
#include "ingest/extract/ratio_sides.h"
#include "ingest/extract/result_clause.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/sentence_phrases.h"
#include "src/base/text.h"

namespace warrant {
namespace {

bool ends_phrase(const Token& t) { return one_of(t, phrase_stops()); }

// The first of a list of results in brackets.
bool listed_first(const OpenSentence& s, std::size_t bracket) {
  for (std::size_t i = s.partner[bracket] == OpenSentence::npos ? bracket : s.partner[bracket]; i < s.tokens.size();
       ++i)
    if (s.tokens[i].is('(')) return !list_item_before(s, i).empty();
  return false;
}

// "Factors identified were A (OR …), B (OR …) and C (OR …)": `reach` moves to where the list begins.
bool lists_factors(const OpenSentence& s, std::size_t bracket, std::size_t& reach) {
  if (list_item_before(s, bracket).empty() && !listed_first(s, bracket)) return false;
  static const WordSet kinds = {"factors", "predictors", "variables", "covariates", "determinants", "characteristics"};
  std::size_t first = 0;
  while (first < bracket && !(s.tokens[first].is('(') && s.open[first] == OpenSentence::npos)) ++first;
  bool named = false;
  for (std::size_t i = 0; i < first; ++i) {
    named |= one_of(s.tokens[i], kinds);
    if (named &&
        (s.tokens[i].is("were") || s.tokens[i].is("are") || s.tokens[i].is(':') || s.tokens[i].is("included"))) {
      reach = std::min(reach, i);
      return true;
    }
  }
  return false;
}

// What "were associated with …", "predicted …" behind a list names.
TokenRange associated_after(const OpenSentence& s, std::size_t from) {
  for (std::size_t i = from; i + 1 < s.tokens.size(); ++i) {
    const bool with = s.tokens[i].is("with") && i > 0 && s.tokens[i - 1].is("associated");
    const bool of =
        s.tokens[i].is("of") && i > 0 && (s.tokens[i - 1].is("predictors") || s.tokens[i - 1].is("predictive"));
    if (!with && !of && !s.tokens[i].is("predicted")) continue;
    TokenRange r = phrase_after(s, i + 1, 8);
    static const WordSet lead = {"increased", "decreased", "reduced", "higher", "lower",     "risk",     "odds",
                                 "of",        "a",         "an",      "the",    "screening", "positive", "for"};
    while (!r.empty() && one_of(s.tokens[r.first], lead)) ++r.first;
    if (r.empty() && r.end < s.tokens.size()) r = phrase_after(s, r.end + 1, 6);
    return r;
  }
  return {};
}

// The endpoint or event nearest before sentence `s` in its paragraph.
std::string outcome_earlier(const Reading& reading, const OpenSentence& s) {
  for (std::size_t back = 1; back <= 4 && back <= s.index; ++back) {
    const Sentence& previous = reading.sentences[s.index - back];
    if (previous.passage != s.sentence.passage) {
      // Title and text of one figure are two passages.
      const auto& passages = reading.document.passages;
      const Passage& here = passages[static_cast<std::size_t>(s.sentence.passage)];
      const Passage& there = passages[static_cast<std::size_t>(previous.passage)];
      if (here.kind != PassageKind::kCaption || there.kind != PassageKind::kCaption ||
          previous.passage + 1 < s.sentence.passage)
        break;
    }
    const OpenSentence p = open_sentence(reading, s.index - back);
    if (!p.endpoints.empty()) return words(p, p.endpoints.back().range);
    if (const TokenRange topic = topic_of(p);
        !topic.empty() && (ends_in_event(p, topic) || in_capitals(p.tokens[topic.end - 1])))
      return words(p, topic);
    if (const GroupValues values = values_of_groups(p, p.tokens.size()); !values.measured.empty())
      return words(p, values.measured);
    // What the people have is no outcome of the next sentence, unless it is a risk.
    static const WordSet of_people = {"diabetes", "cancer",  "malaria",   "infection",  "infections",
                                      "use",      "control", "pregnancy", "prevalence", "incidence"};
    for (std::size_t end = p.tokens.size(); end > 0;) {
      const TokenRange r = event_before(p, end, 0);
      if (r.empty()) break;
      if (!one_of(p.tokens[r.end - 1], of_people) || cued_outcome(p, r.end, 0).end == r.end) return words(p, r);
      end = r.first;
    }
  }
  std::int32_t section = reading.document.passages[static_cast<std::size_t>(s.sentence.passage)].section;
  for (int depth = 0; section >= 0 && depth < 4; ++depth) {
    const std::string& title = reading.document.sections[static_cast<std::size_t>(section)].title;
    const auto tokens = lex(title);
    if (const auto endpoints = find_endpoints(tokens); !endpoints.empty())
      return title.substr(tokens[endpoints[0].range.first].span.start,
                          tokens[endpoints[0].range.end - 1].span.end - tokens[endpoints[0].range.first].span.start);
    section = reading.document.sections[static_cast<std::size_t>(section)].parent;
  }
  return reading.outcome();
}

}  // namespace

std::string event_in(std::string_view text) {
  // Conditions of the people and general words are no outcomes of a caption.
  static const WordSet no_outcome = {"use",       "control",    "reduction", "improvement", "event",    "events",
                                     "incidence", "prevalence", "cancer",    "diabetes",    "survival", "consultation"};
  const std::vector<Token> tokens = lex(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!one_of(tokens[i], event_nouns()) || one_of(tokens[i], no_outcome) || dates_something(tokens, i)) continue;
    if (i + 1 < tokens.size() && tokens[i + 1].is_word() && !ends_phrase(tokens[i + 1]) &&
        !one_of(tokens[i + 1], lead_ins()) && !tokens[i + 1].is("and"))
      continue;
    std::size_t first = i;
    while (first > 0 && i - first < 4 && tokens[first - 1].is_word() && !ends_phrase(tokens[first - 1]) &&
           !one_of(tokens[first - 1], lead_ins()) && !one_of(tokens[first - 1], articles()) &&
           !tokens[first - 1].is("and") && !tokens[first - 1].is("predicting"))
      --first;
    if (first >= 2 && !time_unit(tokens[first].text).empty() && tokens[first - 1].is('-') &&
        tokens[first - 2].is_number())
      first -= 2;
    // "response to the letter", "adherence to therapy"
    std::size_t last = i;
    const bool of = i + 2 < tokens.size() && tokens[i + 1].is("of") && !one_of(tokens[i + 2], people_words());
    if (of || (i + 2 < tokens.size() && tokens[i + 1].is("to"))) {
      std::size_t k = i + 2;
      while (k < tokens.size() && k < i + 6 && tokens[k].is_word() &&
             (one_of(tokens[k], articles()) ||
              !(ends_phrase(tokens[k]) || one_of(tokens[k], lead_ins()) || tokens[k].is("and"))))
        ++k;
      last = k - 1;
    }
    return std::string(text.substr(tokens[first].span.start, tokens[last].span.end - tokens[first].span.start));
  }
  return {};
}

namespace {

// "The primary outcome was functional status at day 90": what the abstract, else the text says it is.
std::string primary_outcome(const Document& document) {
  static const RE2 named(
      R"((?i)\bprimary (?:study |efficacy )?(?:outcome|end ?-?point)(?: measure| variable)?(?: was|,| is|:) (?:the |an? )?(?:(?:proportion|percentage|number|rate|incidence|change|difference|improvement|reduction|mean|occurrence|presence) (?:of|in) (?:the |an? )?)?((?:[a-zA-Z][\w'’/-]*|\d+) ?(?:[\w'’/-]+ ?){0,6}))");
  static const RE2 end(
      R"((?i)^(.*?)\s+(?:was|were|did|as|assessed|measured|defined|determined|evaluated|between|from|which|that|and|or|using|according|with|by|among|in|at|after|during)\b.*$)");
  // "… was whether an eligible patient received an eye exam within 90 days"
  static const RE2 deed(
      R"((?i)\bprimary (?:study |efficacy )?(?:outcome|end ?-?point)(?: measure| variable)?(?: was|,| is|:) whether (?:or not )?(?:the |an? |each )?(?:[\w-]+ ){0,3}?(?:patient|participant|woman|child|subject|infant|person)s? ((?:[\w/'’-]+ ?){2,8}))");
  static const WordSet nobody = {
      "analysed", "analyzed", "assessed", "measured", "defined",       "evaluated",    "determined",
      "whether",  "to",       "how",      "the",      "patients",      "participants", "women",
      "subjects", "met",      "not",      "similar",  "significantly", "reached",      "whereas",
      "but",      "while",    "with",     "in",       "data"};
  for (const Place place : {Place::kAbstract, Place::kBody})
    for (const Passage& p : document.passages) {
      if (p.place != place || p.kind != PassageKind::kParagraph) continue;
      const std::string_view text = slice(document.text, p.span);
      std::string found, cut;
      if (text.find("rimary ") == std::string_view::npos) continue;
      const re2::StringPiece piece(text.data(), text.size());
      if (RE2::PartialMatch(piece, deed, &found)) {
        if (RE2::FullMatch(found, end, &cut)) found = cut;
        return std::string(trim(found));
      }
      if (!RE2::PartialMatch(piece, named, &found)) continue;
      if (RE2::FullMatch(found, end, &cut)) found = cut;
      found = trim(found);
      const std::vector<Token> words = lex(found);
      if (!words.empty() && !one_of(words[0], nobody) && words[0].is_word() && found.size() > 2) return found;
    }
  return {};
}

}  // namespace

std::string main_outcome(const Document& document) {
  const std::vector<Token> title = lex(document.title);
  for (const Endpoint& e : find_endpoints(title))
    return document.title.substr(title[e.range.first].span.start,
                                 title[e.range.end - 1].span.end - title[e.range.first].span.start);
  if (std::string primary = primary_outcome(document); !primary.empty()) return primary;
  // "… and risk of colorectal cancer": what the title's risk is of.
  static const RE2 risk(
      R"((?i)\b(?:risk|odds|incidence|prevention|predictors?) (?:of|for) (?:the |an? )?((?:[\w'’–-]+ ?){1,4}))"),
      end(R"((?i)^(.*?)\s+(?:in|among|by|with|at|during|from|after|and|or|using|for|on|to|when|as|than|between)\b.*$)");
  if (std::string found, cut; RE2::PartialMatch(document.title, risk, &found)) {
    if (RE2::FullMatch(found, end, &cut) && !cut.empty()) found = cut;
    found = trim(found);
    if (found.size() > 2) return found;
  }
  for (const Passage& p : document.passages) {
    if (p.place != Place::kAbstract) continue;
    const std::string_view text = slice(document.text, p.span);
    const std::vector<Token> tokens = lex(text, p.span.start);
    for (const Endpoint& e : find_endpoints(tokens))
      return document.text.substr(tokens[e.range.first].span.start,
                                  tokens[e.range.end - 1].span.end - tokens[e.range.first].span.start);
  }
  // "X for haemorrhage", "in patients with stroke": what the people have, no outcome.
  if (std::string event = event_in(document.title); !event.empty()) {
    const std::size_t at = document.title.find(event);
    const std::vector<Token> before = lex(std::string_view(document.title).substr(0, at));
    const bool condition = !before.empty() && (before.back().is("for") || before.back().is("with"));
    if (!condition) return event;
  }
  for (const Passage& p : document.passages)
    if (p.place == Place::kAbstract)
      if (std::string event = event_in(slice(document.text, p.span)); !event.empty()) return event;
  return {};
}

namespace {

// "showed a response rate of 38%", "had the highest response", "time from leave to return was": what people showed.
std::string held_in(std::string_view text) {
  static const Guarded rate(
      R"((?i)\b(?:showed|had|achieved|presented|reported|demonstrated) (?:an? |the )((?:[\w-]+ ){0,3}?[\w-]+) rates? of \d)"),
      most(
          R"((?i)\b(?:showed|had|achieved|presented|experienced) (?:an? |the )?(?:significantly )?(?:highe(?:r|st)|lowe(?:r|st)|greate(?:r|st)|best|better|worst?e?) ((?:[\w–-]+ ){0,5}?[\w–-]+)(?:,| \(| than\b| compared\b| as\b| after\b))"),
      time(
          R"((?i)\btime (?:from [^,;()]{3,60}? )?(?:to|until) (?:the )?((?:[\w-]+ ){0,3}?[\w-]+) (?:was|were|did|between)\b)");
  static const Guarded general(R"((?i)\b(risk|odds|rates?|hazard|likelihood|chance|group|arm|number)s?$)");
  re2::StringPiece groups[2];
  for (const Guarded* form : {&rate, &most, &time})
    if (form->find(text, groups, 2) && !general.in(std::string_view(groups[1].data(), groups[1].size())))
      return groups[1].as_string();
  return {};
}

std::string outcome_beside(const Reading& reading, const OpenSentence& s, TokenRange claim) {
  // "The OR in patients with A compared to those with B was 3": its words are of the groups.
  if (sides_of_ratio(s, claim).people && s.endpoints.empty()) {
    if (const TokenRange topic = topic_of(s); !topic.empty()) return words(s, topic);
    const TokenRange event = event_before(s, claim.first, 0);
    return event.empty() ? outcome_earlier(reading, s) : words(s, event);
  }
  // 1. Named right before the claim or inside it: "the PFS HR was 0.4", "HR for OS was 0.8".
  for (const Endpoint& e : s.endpoints)
    if (e.range.end == claim.first) return words(s, e.range);
  for (const Endpoint& e : s.endpoints)
    if (e.range.first >= claim.first && e.range.end <= claim.end) return words(s, e.range);
  // "(DRFS hazard ratio = 0.78; BCS hazard ratio = 0.60)": a short form right before the name of the ratio.
  if (claim.first > 1) {
    const Token& t = s.tokens[claim.first - 1];
    const Token& before = s.tokens[claim.first - 2];
    const bool capital = t.is_word() && t.text.size() >= 2 && t.text.size() <= 6 &&
                         std::all_of(t.text.begin(), t.text.end(), [](char ch) { return ch >= 'A' && ch <= 'Z'; });
    if (capital && t.text != "CI" && t.text != "AND" && (before.is('(') || before.is(';') || before.is('[')) &&
        s.tokens[claim.first].is_word() && reading.arms().mentions({t}).empty())
      return std::string(t.text);
  }
  // "(significant for shoulder stiffness, HR 3.07": said in the bracket.
  if (const std::size_t bracket = s.open[claim.first]; bracket != OpenSentence::npos && claim.first - bracket < 14)
    for (std::size_t i = bracket + 1; i + 2 < claim.first; ++i) {
      if (s.tokens[i].is_number()) break;
      if (!s.tokens[i].is("for") || !(s.tokens[claim.first - 1].is(',') || s.tokens[claim.first - 1].is(':'))) continue;
      const TokenRange r = phrase_after(s, i + 1, 8);
      if (r.end + 1 == claim.first && has_word(s, r) &&
          (ends_in_event(s, r) || (i > 0 && s.tokens[i - 1].is("significant"))))
        return words(s, r);
    }
  for (std::size_t i = claim.first + 1; i + 1 < claim.end; ++i)
    if ((s.tokens[i].is("for") || s.tokens[i].is("of")) && s.tokens[i + 1].is_word()) {
      TokenRange r = phrase_after(s, i + 1, 6);
      // "risk of returning to work": the deed with its object.
      if (r.end - r.first == 1 && s.tokens[r.first].text.size() > 5 &&
          s.tokens[r.first].text.substr(s.tokens[r.first].text.size() - 3) == "ing" &&
          !one_of(s.tokens[r.first], event_nouns()))
        r.end = std::min(claim.end, verb_phrase(s, r.first).end);
      // "time to bloody stools": to what.
      if (!r.empty() && (s.tokens[r.end - 1].is("time") || s.tokens[r.end - 1].is("times")) && r.end + 1 < claim.end &&
          s.tokens[r.end].is("to"))
        r.end = std::min(claim.end, phrase_after(s, r.end + 1, 6).end);
      // "the development of recurrence and metastasis"
      if (r.end - r.first > 2 && s.tokens[r.first + 1].is("of") &&
          (s.tokens[r.first].is("development") || s.tokens[r.first].is("occurrence")))
        r.first += 2;
      if (!r.empty() && ends_in_event(s, r) && r.end + 1 < claim.end &&
          (s.tokens[r.end].is("and") || s.tokens[r.end].is("or")) && one_of(s.tokens[r.end + 1], event_nouns()))
        r.end += 2;
      // "death of the drug group against the control group": of whom.
      for (std::size_t k = r.first + 1; k < r.end; ++k)
        if (s.tokens[k].is("of")) {
          bool group = false;
          for (std::size_t m = k + 1; m < claim.end && m < k + 9; ++m)
            group |= s.tokens[m].is("against") || s.tokens[m].is("group") || s.tokens[m].is("arm");
          if (group) r.end = k;
        }
      while (!r.empty() && (s.tokens[r.end - 1].kind == TokenKind::kNumber || s.tokens[r.end - 1].is("of"))) --r.end;
      // "HR for drug versus placebo" names the groups.
      const bool compared = r.end < s.tokens.size() && (s.tokens[r.end].is("versus") || s.tokens[r.end].is("vs") ||
                                                        s.tokens[r.end].is("compared") || s.tokens[r.end].is("v"));
      if (!r.empty() && r.end <= claim.end && has_word(s, r) && !compared && !s.tokens[r.end - 1].is("group") &&
          !s.tokens[r.end - 1].is("arm"))
        return words(s, r);
    }
  // 2. Right behind it: "(HR 2.8, 95% CI 2.2–3.5) for CSS".
  const std::size_t behind = after_brackets(s, claim.end);
  if (behind + 1 < s.tokens.size() &&
      (s.tokens[behind].is("for") || s.tokens[behind].is("in") || s.tokens[behind].is("on"))) {
    for (const Endpoint& e : s.endpoints)
      if (e.range.first > behind && e.range.first <= behind + 3) return words(s, e.range);
    const TokenRange r = phrase_after(s, behind + 1, 6);
    if (s.tokens[behind].is("for") && ends_in_event(s, r)) return words(s, r);
  }
  // "had a RR of 0.53 (…) for LVEF below 30%", "having an OR of 1.5 (…) of being discharged"
  if (behind + 1 < s.tokens.size() && (s.tokens[behind].is("for") || s.tokens[behind].is("of"))) {
    std::size_t k = claim.first;
    while (k > 0 && claim.first - k < 3 && (one_of(s.tokens[k - 1], articles()) || s.tokens[k - 1].is("adjusted"))) --k;
    if (k > 0 && (s.tokens[k - 1].is("had") || s.tokens[k - 1].is("has") || s.tokens[k - 1].is("have") ||
                  s.tokens[k - 1].is("having")))
      if (const TokenRange r = verb_phrase(s, behind + 1);
          has_word(s, r) && !one_of(s.tokens[r.first], people_words()) && !s.tokens[r.first].is_number())
        return words(s, r);
  }
  if (behind + 1 < s.tokens.size() && (s.tokens[behind].is("regarding") || s.tokens[behind].is("concerning")))
    if (const TokenRange r = phrase_after(s, behind + 1, 6); has_word(s, r)) return words(s, r);
  // "attempted suicide (14 vs 11; RR 1.26 …)": what was counted stands before the bracket.
  if (compares_counts(s, claim.first)) {
    // "(abstinence rates: 10.9% vs 8.9%, OR …)": named inside.
    TokenRange inside{s.open[claim.first] + 1, s.open[claim.first] + 1};
    while (inside.end < claim.first && s.tokens[inside.end].is_word()) ++inside.end;
    static const WordSet ratios = {"hr", "or", "rr", "irr", "ci", "p", "n", "ratio"};
    if (has_word(s, inside) && !one_of(s.tokens[inside.end - 1], ratios) && inside.end + 1 < claim.first &&
        s.tokens[inside.end].is(':') && s.tokens[inside.end + 1].is_number() &&
        reading.arms()
            .mentions({s.tokens.begin() + static_cast<std::ptrdiff_t>(inside.first),
                       s.tokens.begin() + static_cast<std::ptrdiff_t>(inside.end)})
            .empty())
      return words(s, inside);
    TokenRange counted{s.open[claim.first], s.open[claim.first]};
    // "abstinent at three months (10 vs 4": when it was counted.
    if (counted.first > 2 && s.tokens[counted.first - 1].is_word() &&
        !time_unit(s.tokens[counted.first - 1].text).empty() && s.tokens[counted.first - 1].text.size() > 1)
      for (std::size_t k = counted.first - 1; k-- > 1 && counted.end - k < 5;)
        if (s.tokens[k].is("at") || s.tokens[k].is("after") || s.tokens[k].is("by") || s.tokens[k].is("within")) {
          counted = {k, k};
          break;
        }
    // "The induction deaths were not different (11% vs 11% …)": what the clause is about.
    static const WordSet judged = {"different", "similar", "comparable", "lower", "higher", "significant", "greater"};
    if (counted.first > 1 && one_of(s.tokens[counted.first - 1], judged)) {
      std::size_t verb = counted.first - 1;
      while (verb > 0 && counted.first - verb < 5 && !one_of(s.tokens[verb], finite_verbs())) --verb;
      if (one_of(s.tokens[verb], finite_verbs())) {
        TokenRange r = phrase_before(s, verb, 0, 8);
        // "survival from relapse was …", "rate of death was …"
        while (r.first > 1 && (s.tokens[r.first - 1].is("from") || one_of(s.tokens[r.first - 1], lead_ins())) &&
               counted.first - r.first < 12) {
          const TokenRange more = phrase_before(s, r.first - 1, 0, 6);
          if (!has_word(s, more)) break;
          r.first = more.first;
        }
        static const WordSet group_words = {"group", "groups", "arm", "arms", "patients", "participants"};
        if (has_word(s, r) && !one_of(s.tokens[r.end - 1], group_words) && !s.tokens[r.first].is("difference"))
          return words(s, r);
      }
    }
    static const WordSet before = {"and",        "or",       "in",          "with",      "who",
                                   "that",       "reported", "significant", "fewer",     "more",
                                   "excess",     "among",    "either",      "trend",     "toward",
                                   "towards",    "no",       "reduced",     "reduction", "developed",
                                   "developing", "had",      "for",         "as",        "non-significant",
                                   "of",         "any",      "the"};
    const std::size_t end = counted.end;
    while (counted.first > 0 && end - counted.first < 10) {
      const Token& t = s.tokens[counted.first - 1];
      if (t.is('-') && !t.space_before && counted.first > 1 && s.tokens[counted.first - 2].is_number()) {
        counted.first -= 2;  // "60-day follow-up"
        continue;
      }
      const bool inner = end - counted.first > 0 && (t.is("of") || t.is("for") || t.is("any")) &&
                         end - counted.first < 5 && counted.first > 1 && s.tokens[counted.first - 2].is_word();
      if (!t.is_word() || one_of(t, finite_verbs()) || (one_of(t, before) && !inner)) break;
      --counted.first;
    }
    while (!counted.empty() && (one_of(s.tokens[counted.first], before) || s.tokens[counted.first].is("to")))
      ++counted.first;
    // "higher for X than for Y (15% vs 11% …": the other side; "106 of 993": a share.
    std::size_t lead = counted.first;
    while (lead > 0 && (one_of(s.tokens[lead - 1], articles()) || one_of(s.tokens[lead - 1], lead_ins()) ||
                        s.tokens[lead - 1].is("those")))
      --lead;
    if ((lead > 0 && s.tokens[lead - 1].is("than")) ||
        (lead > 1 && s.tokens[lead - 2].is("compared") &&
         (s.tokens[lead - 1].is("to") || s.tokens[lead - 1].is("with"))) ||
        (lead > 0 && (s.tokens[lead - 1].is("compared") || s.tokens[lead - 1].is("received") ||
                      s.tokens[lead - 1].is("receiving") || s.tokens[lead - 1].is("given"))) ||
        (!counted.empty() && s.tokens[counted.first].is_number()))
      counted.first = counted.end;
    static const WordSet groups = {"group", "groups", "arm", "arms", "patients", "participants", "placebo", "control"};
    if (!counted.empty() && has_word(s, counted) && !one_of(s.tokens[counted.end - 1], groups) &&
        reading.arms()
            .mentions({s.tokens.begin() + static_cast<std::ptrdiff_t>(counted.first),
                       s.tokens.begin() + static_cast<std::ptrdiff_t>(counted.end)})
            .empty())
      return words(s, counted);
  }
  // "compared with placebo (PPH: RR 0.69 …; severe PPH: RR 0.18 …)": an outcome for each, when arms are compared.
  if (claim.first > 1 && s.tokens[claim.first - 1].is(':') && s.open[claim.first] != OpenSentence::npos &&
      arms_compared(reading, s, claim)) {
    TokenRange r{claim.first - 1, claim.first - 1};
    while (r.first > 0 && r.end - r.first < 10 && !s.tokens[r.first - 1].is(';') && !s.tokens[r.first - 1].is('(') &&
           !s.tokens[r.first - 1].is('[') && !s.tokens[r.first - 1].is(','))
      --r.first;
    static const WordSet groups = {"group", "groups",  "arm",      "men",      "women",    "condition",
                                   "aged",  "age",     "years",    "model",    "adjusted", "unadjusted",
                                   "males", "females", "analysis", "patients", "stage",    "subgroup"};
    bool group = !has_word(s, r);
    for (std::size_t k = r.first; k < r.end; ++k) group |= one_of(s.tokens[k], groups);
    if (!group && reading.arms()
                      .mentions({s.tokens.begin() + static_cast<std::ptrdiff_t>(r.first),
                                 s.tokens.begin() + static_cast<std::ptrdiff_t>(r.end)})
                      .empty())
      return words(s, r);
  }
  if (const TokenRange r = listed_outcome(s, claim).outcome; has_word(s, r)) return words(s, r);
  if (const std::size_t bracket = s.open[claim.first]; bracket != OpenSentence::npos) {
    if (const TokenRange r = measured_before(s, bracket); !r.empty() && !mentions_endpoint(s, r)) return words(s, r);
    // "A (OR …), B (OR …) and C (OR …) were associated with death"
    if (!list_item_before(s, bracket).empty() || listed_first(s, bracket))
      if (const TokenRange r = associated_after(s, claim.end); !r.empty()) return words(s, r);
  }
  if (const TokenRange r = result_clause(s, claim).outcome;
      has_word(s, r) && std::none_of(s.endpoints.begin(), s.endpoints.end(), [&](const Endpoint& e) {
        return e.range.first >= r.end && e.range.end <= claim.first;
      })) {
    for (const Endpoint& e : s.endpoints)
      if (e.range.first >= r.first && e.range.end <= r.end) return words(s, e.range);
    return words(s, r);
  }
  // What the sentence counts or makes more likely, unless it names an endpoint.
  if (std::none_of(s.endpoints.begin(), s.endpoints.end(),
                   [&](const Endpoint& e) { return e.range.end <= claim.first; })) {
    constexpr std::size_t kFar = 60, kLongest = 80;
    std::size_t from = claim.first > kFar ? claim.first - kFar : 0;
    for (std::size_t i = from; i < claim.first; ++i)
      if (s.tokens[i].is(';') && s.open[i] == OpenSentence::npos) from = i + 1;
    if (const TokenRange r = outcome_of_count(s, claim); has_word(s, r)) return words(s, r);
    if (const TokenRange r = outcome_of_difference(s, claim); has_word(s, r)) return words(s, r);
    if (std::string held = held_in(s.text({from, claim.first})); !held.empty()) return held;
    if (std::string counted = counted_in(s.text({from, claim.first})); !counted.empty() && counted.size() < kLongest)
      return counted;
    if (const TokenRange r = outcome_of_change(s, claim); has_word(s, r)) return words(s, r);
    if (const TokenRange r = outcome_of_chance(s, claim); has_word(s, r)) return words(s, r);
    if (std::string counted = outcome_of_shares(s, claim); !counted.empty()) return counted;
  }
  if (const GroupValues values = values_of_groups(s, claim.first); !values.measured.empty() && s.endpoints.empty())
    return words(s, values.measured);
  // 3. Nearest before it: an endpoint or an event; a survival endpoint wins over a nearer event of another kind.
  TokenRange endpoint;
  for (const Endpoint& e : s.endpoints)
    if (e.range.end <= claim.first) endpoint = e.range;
  std::size_t reach = claim.first;
  const std::size_t bracket = s.open[claim.first];
  if (bracket != OpenSentence::npos && bracket > 0 && one_of(s.tokens[bracket - 1], conditions())) {
    // In a list of factors the condition right before the bracket is a factor.
    int same = 0;
    for (std::size_t i = 0; i + 1 < s.tokens.size(); ++i)
      if (s.tokens[i].is('(') && s.tokens[i + 1].text == s.tokens[claim.first].text) ++same;
    if (same >= 3) reach = phrase_before(s, bracket, 0, 8).first;
  }
  // The items of a list of factors are no outcomes.
  const bool factors = bracket != OpenSentence::npos && lists_factors(s, bracket, reach);
  const TokenRange event = event_before(s, reach, endpoint.end);
  const TokenRange cued = cued_outcome(s, claim.first, endpoint.end);
  // "higher odds of … in patients with diabetes": the condition is whose odds they are.
  const bool whose =
      !event.empty() && !cued.empty() && cued.end <= event.first && one_of(s.tokens[event.end - 1], conditions());
  if (whose && endpoint.empty()) return words(s, cued);
  if (!event.empty() && (endpoint.empty() || claim.first - event.end <= 3)) return words(s, event);
  if (!endpoint.empty()) return words(s, endpoint);
  if (!event.empty()) return words(s, event);
  if (!cued.empty()) return words(s, cued);
  if (const TokenRange topic = topic_of(s); !topic.empty()) return words(s, topic);
  // 4. After it.
  for (const Endpoint& e : s.endpoints)
    if (e.range.first >= claim.end) return words(s, e.range);
  if (factors) return outcome_earlier(reading, s);
  if (const TokenRange r = cued_outcome(s, std::min(s.tokens.size(), claim.end + 25), claim.end); !r.empty())
    return words(s, r);
  for (std::size_t i = claim.end; i < s.tokens.size() && i < claim.end + 25; ++i)
    if (one_of(s.tokens[i], event_nouns())) return words(s, phrase_before(s, i + 1, claim.end, 5));
  // 5. In the sentences before it, then the headings.
  return outcome_earlier(reading, s);
}

}  // namespace

std::string bare_outcome(std::string outcome) {
  static const Guarded measured(
      R"((?i)^(?:the )?(?:corresponding |overall |estimated |[\w-]*adjusted |pooled |crude )*(?:(?:odds|hazard|rate|risk)s? ratios?|relative risks?|prevalences?)(?: ?\([A-Za-z]+\))? (?:of|for) (?:the |an? )?(.{3,})$)");
  std::string rest;
  if (measured.possible(outcome) && RE2::FullMatch(outcome, measured.pattern(), &rest)) return rest;
  return outcome;
}

std::string outcome_of(const Reading& reading, const OpenSentence& s, TokenRange claim) {
  const std::string outcome = outcome_phrase(bare_outcome(outcome_beside(reading, s, claim)));
  // A number or the name of a group is no outcome.
  const std::vector<Token> tokens = lex(outcome);
  const bool share = outcome.find('%') != std::string::npos && outcome.find(" of ") != std::string::npos;
  const bool wordless = share || std::none_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.is_word(); });
  const std::vector<ArmMention> arms = reading.arms().mentions(tokens);
  const bool arm = arms.size() == 1 && arms[0].first == 0 && arms[0].end == tokens.size();
  // "a protective effect", "a significant association": on what, other words say.
  static const Guarded effect(
      R"((?i)^(?:an? |the )?(?:(?:protective|beneficial|adverse|significant|harmful|positive|negative|independent|strong|statistical|favou?rable|unfavou?rable) )*(?:effects?|associations?|impact|relationships?|significance|difference|differences|benefit)$|^protective$|^(?:a )?(?:relative |absolute )?(?:risk|odds|hazard)? ?reductions?$|^(?:[\w-]+ ){0,3}analys[ei]s$|^(?:higher|lower|greater|similar|better|worse|shorter|longer)$|^(?:consistent|among|compared) .*$)");
  if (wordless || arm || effect.is(outcome)) {
    TokenRange topic = topic_of(s);
    if (topic.empty()) topic = outcome_of_count(s, claim);
    return outcome_phrase(topic.empty() ? outcome_earlier(reading, s) : words(s, topic));
  }
  return outcome;
}

}  // namespace warrant
