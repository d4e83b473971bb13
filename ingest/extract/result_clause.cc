#include "ingest/extract/result_clause.h"

#include <algorithm>
#include <optional>

#include "ingest/extract/predicate_outcome.h"
#include "ingest/extract/sentence_phrases.h"

namespace warrant {
namespace {

constexpr std::size_t kFar = 70;  // tokens between a verb and the ratio that it leads to

enum class Form {
  kRelates,     // "X was associated with Y", "X predicted Y", "X reduced Y", "X were more likely to Y"
  kPredictors,  // "predictors of Y were X"
  kCompares,    // "Y was higher in X than in Z"
  kDiffers,     // "Y was not different between"
  kObserved,    // "we observed increased Y in X"
};

struct Relation {
  Form form = Form::kRelates;
  std::size_t first = 0;   // the verb
  std::size_t object = 0;  // the first token behind it
  bool open = false;       // the object may stand behind the claim: "had increased odds (OR …) of Y"
};

const WordSet& changed() {
  static const WordSet words = {"increased",     "decreased",  "reduced",  "higher",   "lower",     "greater",
                                "elevated",      "lesser",     "double",   "doubled",  "twice",     "smaller",
                                "similar",       "comparable", "increase", "decrease", "reduction", "halved",
                                "significantly", "fold",       "half",     "raised",   "excess",    "improved"};
  return words;
}

const WordSet& chances() {
  static const WordSet words = {"risk",        "risks",         "odds",      "hazard",     "hazards", "likelihood",
                                "probability", "probabilities", "chance",    "chances",    "rate",    "rates",
                                "incidence",   "prevalence",    "frequency", "proportion", "number",  "occurrence"};
  return words;
}

bool copula(const Token& t) {
  static const WordSet words = {"was", "were", "is", "are", "be", "been", "remained", "being"};
  return one_of(t, words) && !in_capitals(t);
}

bool finite(const Token& t) { return (copula(t) || one_of(t, finite_verbs())) && !in_capitals(t); }

// What a sentence turns with: what stands before is said of something else.
bool turns(const Token& t) {
  static const WordSet words = {"but", "while", "whereas", "although", "though", "which", "whom", "however"};
  return t.is(';') || one_of(t, words);
}

// "analysis", "model": where a result comes from, no result.
bool of_method(const Token& t) {
  static const WordSet words = {"analysis", "analyses", "model", "models", "modelling", "modeling", "regression"};
  return one_of(t, words);
}

bool adverb(const Token& t) {
  static const WordSet words = {"not",      "also", "still",  "more",  "less",  "as",      "no",     "only",
                                "strongly", "both", "either", "twice", "times", "equally", "almost", "nearly",
                                "most",     "the",  "a",      "an",    "any",   "much",    "far",    "even"};
  return t.is_number() || one_of(t, words) ||
         (t.is_word() && t.text.size() > 4 && t.text.substr(t.text.size() - 2) == "ly");
}

// The next token of the same bracket level, over brackets.
std::size_t next_at_level(const OpenSentence& s, std::size_t i) {
  const bool opens = s.tokens[i].is('(') || s.tokens[i].is('[');
  return opens && s.partner[i] != OpenSentence::npos && s.partner[i] > i ? s.partner[i] + 1 : i + 1;
}

// Back from the verb part that ends before `i` to its first word: "was not independently" of "… associated with".
std::size_t verb_start(const OpenSentence& s, std::size_t i) {
  static const WordSet auxiliary = {"had", "has",      "have",   "did",    "does",  "may",   "might",  "could", "would",
                                    "to",  "appeared", "seemed", "tended", "found", "shown", "appear", "seem",  "tend"};
  // "were 69% more likely", "were more than four times more likely"
  const auto degree = [&](std::size_t k) {
    return s.tokens[k].is('%') ||
           (s.tokens[k].is("than") && k > 0 && k + 1 < s.tokens.size() && s.tokens[k - 1].is("more") &&
            (s.tokens[k + 1].is_number() || s.tokens[k + 1].is("twice")));
  };
  while (i > 0 && (adverb(s.tokens[i - 1]) || degree(i - 1) || copula(s.tokens[i - 1]) ||
                   (one_of(s.tokens[i - 1], auxiliary) && !in_capitals(s.tokens[i - 1]))))
    --i;
  while (i < s.tokens.size() && (s.tokens[i].is("both") || s.tokens[i].is_number())) ++i;
  return i;
}

// Steps over "the risk of", "increased odds of", "a higher".
std::size_t over_change(const OpenSentence& s, std::size_t i) {
  for (int steps = 0; i < s.tokens.size() && steps < 12; ++steps) {
    const Token& t = s.tokens[i];
    if (one_of(t, articles()) || one_of(t, changed()) || t.is("more") || t.is("less") || t.is("fewer") ||
        t.is("subsequent") || t.is("significant") || t.is("to") || t.is("their") || t.is("its") ||
        (t.is_number() && !(i + 1 < s.tokens.size() && s.tokens[i + 1].is('-'))) ||  // but "7-day mortality"
        t.is("unadjusted") || t.is("adjusted") || t.is('%') || t.is("change") || t.is("changes") ||
        t.is("difference") || t.is("differences") ||
        (t.is("in") && i > 0 &&
         (one_of(s.tokens[i - 1], changed()) || s.tokens[i - 1].is("change") || s.tokens[i - 1].is("changes") ||
          s.tokens[i - 1].is("difference") || s.tokens[i - 1].is("differences")))) {
      ++i;
      continue;
    }
    if (one_of(t, chances()) && i + 1 < s.tokens.size() && (s.tokens[i + 1].is("of") || s.tokens[i + 1].is("for"))) {
      i += 2;
      continue;
    }
    break;
  }
  return i;
}

// "rose after X", "increased by 12% in X", "fell from 8 to 3 among X": the first token of X; none = it changes
// something else.
std::optional<std::size_t> changed_where(const OpenSentence& s, std::size_t verb) {
  std::size_t i = verb + 1;
  const std::size_t n = s.tokens.size();
  if (i < n && one_of(s.tokens[i], changed()) && s.tokens[i].is("significantly")) ++i;
  if (i < n && (s.tokens[i].is("by") || s.tokens[i].is("from"))) {
    constexpr std::size_t kNumbers = 12;
    std::size_t k = i + 1;
    while (k < n && k - i < kNumbers &&
           (s.tokens[k].is_number() || s.tokens[k].is('%') || s.tokens[k].is("to") || s.tokens[k].is('(')))
      k = next_at_level(s, k);
    if (k == i + 1) return std::nullopt;
    i = k;
  }
  static const WordSet where = {"in", "among", "after", "following", "during", "with"};
  if (i + 1 >= n || !one_of(s.tokens[i], where)) return std::nullopt;
  // "improved in the model"
  for (std::size_t k = i + 1; k < n && k < i + 6; ++k)
    if (of_method(s.tokens[k])) return std::nullopt;
  return s.tokens[i].is("after") || s.tokens[i].is("following") || s.tokens[i].is("during") ? i : i + 1;
}

std::optional<Relation> relation_at(const OpenSentence& s, std::size_t i) {
  const std::vector<Token>& tokens = s.tokens;
  const std::size_t n = tokens.size();
  const Token& t = tokens[i];
  if (!t.is_word() || i + 1 >= n || i == 0) return std::nullopt;
  // "Factors associated with Y were X"
  static const WordSet kinds = {"factor", "factors", "variable", "variables", "characteristics", "covariates"};
  std::size_t kind = i - 1;
  while (kind > 0 && tokens[kind].is_word() && tokens[kind].text.ends_with("ly") && !tokens[kind].is("only")) --kind;
  if (t.is("associated") && tokens[i + 1].is("with") && one_of(tokens[kind], kinds)) {
    // "X was the only factor associated with Y"
    std::size_t k = kind;
    while (k > 0 && i - k < 7 && tokens[k - 1].is_word() && !copula(tokens[k - 1])) --k;
    if (k > 1 && i - k < 7 && copula(tokens[k - 1]))
      return Relation{Form::kRelates, verb_start(s, k - 1), i + 2, false};
    return Relation{Form::kPredictors, kind, i + 2, false};
  }
  if ((t.is("associated") || t.is("correlated") || t.is("linked")) && tokens[i + 1].is("with"))
    return Relation{Form::kRelates, verb_start(s, i), i + 2, false};
  if (t.is("related") && (tokens[i + 1].is("to") || tokens[i + 1].is("with")) && i + 2 < n &&
      (copula(tokens[i - 1]) || (i > 1 && adverb(tokens[i - 1]) && copula(tokens[i - 2]))))
    return Relation{Form::kRelates, verb_start(s, i), i + 2, false};
  if ((t.is("predicted") || t.is("predicts") || t.is("predict")) && !tokens[i + 1].is("by") &&
      !one_of(tokens[i - 1], articles()) && !copula(tokens[i - 1]))
    return Relation{Form::kRelates, verb_start(s, i), i + 1, false};
  static const WordSet predictors = {"predictor",  "predictors", "determinant", "determinants",
                                     "correlates", "factor",     "factors"};
  if (one_of(t, predictors)) {
    static const WordSet judged = {"risk", "prognostic", "predictive", "protective", "independent", "contributing"};
    if ((t.is("factor") || t.is("factors")) && !one_of(tokens[i - 1], judged)) return std::nullopt;
    std::size_t object = i + 1;
    if (tokens[object].is("associated") || tokens[object].is("related")) ++object;
    if (object + 1 >= n || !(tokens[object].is("of") || tokens[object].is("for") || tokens[object].is("with")))
      return std::nullopt;
    ++object;
    std::size_t k = i;
    while (k > 0 && i - k < 7 && tokens[k - 1].is_word() && !copula(tokens[k - 1]) && !tokens[k - 1].is("as") &&
           !tokens[k - 1].is("and") && !tokens[k - 1].is("of"))
      --k;
    if (k > 0 && copula(tokens[k - 1])) return Relation{Form::kRelates, verb_start(s, k - 1), object, false};
    if (k > 1 && tokens[k - 1].is("as")) return Relation{Form::kRelates, k - 1, object, false};
    return Relation{Form::kPredictors, k, object, false};
  }
  if (t.is("likely") && tokens[i + 1].is("to")) {
    std::size_t object = i + 2;
    static const WordSet auxiliary = {"have", "be",         "report",  "had",    "also",
                                      "been", "experience", "develop", "achieve"};
    while (object < n && (one_of(tokens[object], auxiliary) || one_of(tokens[object], articles()))) ++object;
    return Relation{Form::kRelates, verb_start(s, i), object, false};
  }
  // "were twice as likely as Z to Y"
  if (t.is("likely") && (tokens[i + 1].is("as") || tokens[i + 1].is("than")))
    for (std::size_t k = i + 2; k + 1 < n && k < i + 12 && !tokens[k].is('(') && !tokens[k].is(','); ++k)
      if (tokens[k].is("to")) return Relation{Form::kRelates, verb_start(s, i), k + 1, false};
  // "had increased odds of Y", "were at higher risk of Y", "conferred a lower risk of Y"
  static const WordSet holders = {"had",     "has",         "have", "at",    "showed",  "conferred",
                                  "carried", "experienced", "with", "shows", "confers", "demonstrated"};
  if (one_of(t, chances()) && one_of(tokens[i - 1], changed())) {
    std::size_t k = i - 1;
    while (k > 0 && i - k < 7 && (one_of(tokens[k - 1], changed()) || adverb(tokens[k - 1]) || tokens[k - 1].is('-')))
      --k;
    if (k == 0 || !one_of(tokens[k - 1], holders)) return std::nullopt;
    --k;
    if (tokens[k].is("with") || (tokens[k].is("at") && !(k > 0 && copula(tokens[k - 1])))) return std::nullopt;
    const bool of = tokens[i + 1].is("of") || tokens[i + 1].is("for");
    if (!of && !tokens[i + 1].is('(') && !tokens[i + 1].is('[')) return std::nullopt;
    return Relation{Form::kRelates, tokens[k].is("at") ? verb_start(s, k) : k, of ? i + 2 : i + 1, !of};
  }
  static const WordSet changes = {"increased", "reduced",   "decreased", "lowered",  "raised",    "doubled",   "halved",
                                  "improved",  "prolonged", "prevented", "reduces",  "increases", "decreases", "lowers",
                                  "improves",  "rose",      "fell",      "declined", "dropped",   "worsened"};
  if (one_of(t, changes)) {
    static const WordSet adjective = {
        "had",         "has",          "have",   "by", "at",   "in",       "for",   "to",    "with", "and",     "or",
        "from",        "reported",     "showed", "is", "was",  "were",     "are",   "be",    "been", "no",      "as",
        "experienced", "demonstrated", "of",     "on", "than", "observed", "found", "noted", "saw",  "detected"};
    std::size_t k = i - 1;
    while (k > 0 && adverb(tokens[k])) --k;
    if (const auto place = changed_where(s, i); place && !one_of(tokens[k], adjective) && tokens[k].is_word())
      return Relation{Form::kCompares, verb_start(s, i), *place, false};
    if (one_of(tokens[k], adjective) || one_of(tokens[i - 1], articles()) || !tokens[k].is_word()) return std::nullopt;
    return Relation{Form::kRelates, verb_start(s, i), i + 1, false};
  }
  // "Y occurred more often with X"
  if (t.is("occurred") || t.is("happened")) {
    std::size_t k = i + 1;
    while (k < n && k < i + 4 && adverb(tokens[k]) && !tokens[k].is("frequently") && !tokens[k].is("commonly")) ++k;
    static const WordSet often = {"frequently", "often", "commonly", "rarely"};
    static const WordSet where = {"in", "among", "with", "after", "for", "under"};
    if (k > i + 1 && k + 2 < n && one_of(tokens[k], often) && one_of(tokens[k + 1], where))
      return Relation{Form::kCompares, i, k + 2, false};
  }
  static const WordSet seen = {"observed", "found", "noted", "saw", "detected"};
  if (one_of(t, seen) && (tokens[i - 1].is("we") || tokens[i - 1].is("authors"))) {
    std::size_t k = i + 1;
    while (k < n && one_of(tokens[k], articles())) ++k;
    static const WordSet degree = {"increased", "decreased", "reduced", "higher", "lower", "improved", "fewer"};
    if (k + 1 < n && one_of(tokens[k], degree)) return Relation{Form::kObserved, i, k + 1, false};
  }
  static const WordSet reports = {"reported", "experienced", "developed",   "achieved",
                                  "showed",   "attained",    "demonstrated"};
  if (one_of(t, reports)) {
    static const WordSet degree = {"more",    "fewer",   "less",   "decreased", "increased", "improved",
                                   "greater", "reduced", "higher", "lower",     "better",    "worse"};
    if (!one_of(tokens[i + 1], degree) || one_of(tokens[i - 1], articles())) return std::nullopt;
    return Relation{Form::kRelates, verb_start(s, i), i + 2, false};
  }
  if (copula(t)) {
    std::size_t k = i + 1;
    while (k < n && k < i + 4 && adverb(tokens[k])) ++k;
    static const WordSet degree = {"higher",  "lower",     "greater",    "worse",  "better",   "longer",   "shorter",
                                   "reduced", "increased", "similar",    "common", "frequent", "elevated", "decreased",
                                   "likely",  "enhanced",  "diminished", "raised", "lowered",  "improved"};
    // "Y was more often reported by X"
    static const WordSet told = {"reported", "seen", "observed", "found", "present", "noted", "detected", "recorded"};
    static const WordSet often = {"often", "frequently", "commonly"};
    for (std::size_t m = i + 1; m + 2 < n && m < i + 6; ++m)
      if ((one_of(tokens[m], often) && one_of(tokens[m + 1], told)) ||
          (one_of(tokens[m], told) && m + 3 < n && tokens[m + 1].is("more") && one_of(tokens[m + 2], often))) {
        const std::size_t by = one_of(tokens[m], often) ? m + 2 : m + 3;
        if (tokens[by].is("by") || tokens[by].is("in") || tokens[by].is("among"))
          return Relation{Form::kCompares, i, by + 1, false};
        break;
      }
    // "X was not significantly different between the groups": who they are stands elsewhere.
    if (k + 1 < n && (tokens[k].is("different") || tokens[k].is("similar") || tokens[k].is("comparable")) &&
        tokens[k + 1].is("between"))
      return Relation{Form::kDiffers, i, k + 1, false};
    if (k + 1 >= n || !one_of(tokens[k], degree)) return std::nullopt;
    static const WordSet where = {"in", "among", "amongst", "for", "with", "after", "following", "under"};
    if (!one_of(tokens[k + 1], where)) return std::nullopt;
    return Relation{Form::kCompares, i, k + 2, false};
  }
  return std::nullopt;
}

// The noun phrase before the verb at `verb`, back to the start of its clause.
TokenRange subject_before(const OpenSentence& s, std::size_t verb) {
  static const WordSet openers = {"that",         "which",  "while",    "whereas",     "but",
                                  "although",     "though", "because",  "however",     "where",
                                  "when",         "if",     "moreover", "furthermore", "similarly",
                                  "additionally", "indeed", "overall",  "finally",     "conversely"};
  static const WordSet relative = {"who", "that", "which", "whose"};
  std::size_t first = verb;
  const std::size_t level = s.open[verb];
  while (first > 0 && verb - first < 40) {
    const Token& t = s.tokens[first - 1];
    if ((t.is(')') || t.is(']')) && s.partner[first - 1] != OpenSentence::npos && s.partner[first - 1] < first) {
      first = s.partner[first - 1];
      continue;
    }
    if (s.open[first - 1] != level || t.is(';') || t.is(':') || t.is(',') || t.is('.')) break;
    if (finite(t)) {
      // A relative clause is part of the phrase; another verb ends it.
      bool inside = false;
      for (std::size_t k = first - 1; k-- > 0 && first - k < 5;)
        if (one_of(s.tokens[k], relative)) {
          first = k;
          inside = true;
          break;
        }
      if (inside) continue;
      const bool participle = !copula(t) && first < verb && (s.tokens[first].is("by") || s.tokens[first].is("in"));
      if (!participle) {
        std::size_t joint = first;
        while (joint < verb && !s.tokens[joint].is("and")) ++joint;
        first = joint < verb ? joint + 1 : first;
        break;
      }
    }
    // "children that took part in X": whom the clause is about.
    static const WordSet persons = {"children", "patients",    "women",    "men",     "people", "participants",
                                    "subjects", "adolescents", "students", "infants", "those",  "individuals"};
    if ((t.is("that") || t.is("which")) && first > 1 && first < verb && one_of(s.tokens[first - 2], persons)) {
      first -= 2;
      continue;
    }
    if (one_of(t, openers) && !(t.is("overall") && first < verb && s.tokens[first].is("survival"))) break;
    --first;
  }
  TokenRange r{first, verb};
  while (!r.empty() &&
         (one_of(s.tokens[r.first], articles()) || s.tokens[r.first].is("and") || s.tokens[r.first].is("or")))
    ++r.first;
  while (!r.empty() &&
         ((adverb(s.tokens[r.end - 1]) && !s.tokens[r.end - 1].is_number()) || s.tokens[r.end - 1].is("to") ||
          (s.tokens[r.end - 1].is("longer") && r.end > 1 && s.tokens[r.end - 2].is("no"))))
    --r.end;
  // "men who … in the past 12 months": when, not who.
  if (r.end - r.first > 5 && s.tokens[r.end - 1].text.size() > 1 && !time_unit(s.tokens[r.end - 1].text).empty())
    for (std::size_t k = r.end - 1; k > r.first + 1 && r.end - k < 6; --k)
      if (s.tokens[k].is("in") || s.tokens[k].is("during") || s.tokens[k].is("within") || s.tokens[k].is("at") ||
          s.tokens[k].is("for")) {
        r.end = k;
        break;
      }
  return r;
}

// The object from `from` on, before `end`: what happens.
TokenRange object_of(const OpenSentence& s, std::size_t from, std::size_t end) {
  const std::size_t first = over_change(s, from);
  if (first >= end) return {};
  static const WordSet general = {"risk",      "risks",    "rate",         "rates", "odds",       "hazard",
                                  "incidence", "from",     "by",           "in",    "regardless", "irrespective",
                                  "which",     "slightly", "respectively", "for"};
  TokenRange r = verb_phrase(s, first);
  r.end = std::min(r.end, end);
  if (r.empty() || (one_of(s.tokens[first], general) &&
                    (r.end - first == 1 || one_of(s.tokens[first], lead_ins()) || !one_of(s.tokens[first], chances()))))
    return {};
  // "… in the multivariate model", "on adjusted regression analysis": how it was found.
  for (std::size_t k = r.first + 1; k < r.end; ++k) {
    if (!(s.tokens[k].is("in") || s.tokens[k].is("on") || s.tokens[k].is("using") || s.tokens[k].is("by"))) continue;
    for (std::size_t m = k + 1; m < r.end && m < k + 7; ++m)
      if (of_method(s.tokens[m])) {
        r.end = k;
        break;
      }
  }
  return r;
}

// The item of a list that ends at `anchor`, behind the bracket before it, not before `floor`.
TokenRange item_before(const OpenSentence& s, std::size_t anchor, std::size_t floor) {
  std::size_t first = anchor;
  while (first > floor && anchor - first < 18 && !s.tokens[first - 1].is(')') && !s.tokens[first - 1].is(']') &&
         !s.tokens[first - 1].is(';'))
    --first;
  // "Models show that X (OR …": what is shown.
  for (std::size_t k = first; k + 1 < anchor; ++k)
    if (s.tokens[k].is("that") && !finite(s.tokens[k + 1])) first = k + 1;
  TokenRange r{first, anchor};
  static const WordSet openers = {"however", "moreover", "furthermore", "similarly", "additionally", "finally", "also"};
  while (!r.empty() &&
         (s.tokens[r.first].is(',') || one_of(s.tokens[r.first], openers) || s.tokens[r.first].is("and") ||
          s.tokens[r.first].is("or") || one_of(s.tokens[r.first], articles())))
    ++r.first;
  return r;
}

// "More men in the X villages reported Y (OR …)", "The odds of Y for X were half those for Z (OR …)".
ResultClause counted_clause(const OpenSentence& s, std::size_t anchor) {
  ResultClause out;
  static const WordSet amounts = {"more", "fewer", "less"};
  static const WordSet shares = {"proportion", "percentage", "number"};
  static const WordSet deeds = {"reported",  "attended",  "completed", "used",     "died",    "developed",
                                "required",  "received",  "chose",     "engaged",  "took",    "accepted",
                                "underwent", "responded", "recovered", "relapsed", "smoked",  "stopped",
                                "started",   "continued", "agreed",    "returned", "achieved"};
  static const WordSet held = {"had", "reported", "experienced", "have", "showed", "achieved", "developed"};
  std::size_t from = anchor > kFar ? anchor - kFar : 0;
  for (std::size_t i = from; i < anchor; ++i)
    if (turns(s.tokens[i]) && s.open[i] == OpenSentence::npos) from = i + 1;
  for (std::size_t i = from; i + 2 < anchor; i = next_at_level(s, i)) {
    const Token& t = s.tokens[i];
    const bool opens = i == 0 || i == from || s.tokens[i - 1].is(',') || s.tokens[i - 1].is("and") ||
                       one_of(s.tokens[i - 1], articles()) || s.tokens[i - 1].is("significantly") ||
                       (one_of(t, shares) && one_of(s.tokens[i - 1], changed()));
    if (!opens) continue;
    if (one_of(t, amounts) || (one_of(t, shares) && s.tokens[i + 1].is("of"))) {
      std::size_t first = i + 1, verb = first;
      while (first < anchor && one_of(s.tokens[first], articles())) ++first;
      static const WordSet manner = {"often", "frequently", "commonly", "or", "likely", "common", "frequent"};
      if (first < anchor && one_of(s.tokens[first], manner)) continue;
      for (verb = first + 1; verb < anchor && verb - first < 24; verb = next_at_level(s, verb)) {
        if (!finite(s.tokens[verb]) && !one_of(s.tokens[verb], deeds)) continue;
        if (s.tokens[verb - 1].is("who") || s.tokens[verb - 1].is("that") || s.tokens[verb - 1].is("to")) continue;
        break;
      }
      if (verb >= anchor || verb - first >= 24) return {};
      // "More of the X were undertreated (OR"; "were more often treated", "were in the Y group" count nothing.
      static const WordSet no_state = {"more",     "less", "higher",     "lower", "similar", "in",
                                       "from",     "not",  "observed",   "seen",  "found",   "noted",
                                       "reported", "also", "associated", "likely"};
      if (copula(s.tokens[verb]) && (verb + 1 >= anchor || one_of(s.tokens[verb + 1], no_state))) return {};
      out.subject = {first, verb};
      for (std::size_t k = first; k < verb; ++k)
        if (s.tokens[k].is("than") || s.tokens[k].is("compared")) out.subject.end = std::min(out.subject.end, k);
      out.outcome = object_of(s, one_of(s.tokens[verb], held) || copula(s.tokens[verb]) ? verb + 1 : verb, anchor);
      return out;
    }
    if ((t.is("odds") || t.is("risk") || t.is("likelihood") || t.is("hazard") || t.is("probability")) &&
        s.tokens[i + 1].is("of")) {
      std::size_t verb = i + 2, whose = 0;
      for (; verb < anchor && verb - i < 24 && !copula(s.tokens[verb]); verb = next_at_level(s, verb)) {
        if (s.tokens[verb].is(',') || finite(s.tokens[verb])) return {};
        if (s.tokens[verb].is("for") || s.tokens[verb].is("among")) whose = verb;
      }
      if (verb >= anchor || verb - i >= 24 || whose == 0) return {};
      out.outcome = object_of(s, i + 2, whose);
      out.subject = {whose + 1, verb};
      return out;
    }
  }
  return {};
}

}  // namespace

ResultClause result_clause(const OpenSentence& s, TokenRange claim) {
  ResultClause out;
  const std::size_t n = s.tokens.size();
  std::size_t anchor = claim.first;
  for (std::size_t b = s.open[claim.first]; b != OpenSentence::npos; b = s.open[b]) anchor = b;
  const bool bracketed = anchor != claim.first;
  while (!bracketed && anchor > 0 &&
         (s.tokens[anchor - 1].is(',') || s.tokens[anchor - 1].is(';') || s.tokens[anchor - 1].is(':') ||
          s.tokens[anchor - 1].is("with") || one_of(s.tokens[anchor - 1], articles())))
    --anchor;
  // The last relation before the claim in its clause, and the last bracket of results between them.
  std::optional<Relation> relation;
  std::size_t closed = OpenSentence::npos;
  for (std::size_t i = anchor > kFar ? anchor - kFar : 0; i < anchor; i = next_at_level(s, i)) {
    if (s.open[i] != OpenSentence::npos) continue;
    const Token& t = s.tokens[i];
    if (turns(t)) relation.reset();
    // ", and more of them reported …": a clause of its own.
    if (t.is(',') && i + 2 < anchor && s.tokens[i + 1].is("and") &&
        (s.tokens[i + 2].is("more") || s.tokens[i + 2].is("fewer")))
      relation.reset();
    if ((t.is('(') || t.is('[')) && s.partner[i] != OpenSentence::npos && s.partner[i] < anchor) {
      bool ratio = false;
      for (std::size_t k = i; k < s.partner[i]; ++k)
        ratio |= s.tokens[k].text == "HR" || s.tokens[k].text == "OR" || s.tokens[k].text == "RR" ||
                 s.tokens[k].is("ci") || s.tokens[k].text == s.tokens[claim.first].text;
      if (ratio) closed = s.partner[i];
    }
    if (const auto here = relation_at(s, i); here && here->object <= anchor) {
      relation = here;
      closed = OpenSentence::npos;
    }
  }
  if (relation) {
    const bool item = closed != OpenSentence::npos && closed > relation->object;
    if (relation->form == Form::kPredictors) {
      const TokenRange what = object_of(s, relation->object, anchor);
      if (what.empty() || what.end >= anchor || !copula(s.tokens[what.end])) return {};
      out.outcome = what;
      out.subject = item_before(s, anchor, what.end + 1);
      return out;
    }
    if (relation->form == Form::kObserved) {
      std::size_t in = relation->object;
      while (in < anchor && in - relation->object < 12 && !s.tokens[in].is("in") && !s.tokens[in].is("among") &&
             !s.tokens[in].is(','))
        ++in;
      if (item || in + 1 >= anchor || !(s.tokens[in].is("in") || s.tokens[in].is("among"))) return {};
      out.outcome = object_of(s, relation->object, in);
      out.subject = {in + 1, in + 1};
      while (out.subject.end < anchor && !s.tokens[out.subject.end].is(',') && !s.tokens[out.subject.end].is("than") &&
             !s.tokens[out.subject.end].is("compared"))
        out.subject.end = next_at_level(s, out.subject.end);
      out.subject.end = std::min(out.subject.end, anchor);
      while (!out.subject.empty() && one_of(s.tokens[out.subject.first], articles())) ++out.subject.first;
      return out;
    }
    if (relation->form == Form::kCompares || relation->form == Form::kDiffers) {
      static const WordSet nothing = {"results",    "findings",    "effects",  "effect",    "associations",
                                      "difference", "differences", "patterns", "estimates", "this",
                                      "these",      "it",          "they"};
      out.outcome = subject_before(s, relation->first);
      out.outcome.first = std::min(over_change(s, out.outcome.first), out.outcome.end);
      for (std::size_t k = out.outcome.first; k < out.outcome.end; ++k)
        if (s.tokens[k].is('(')) out.outcome.end = k;
      if (out.outcome.empty() || one_of(s.tokens[out.outcome.end - 1], nothing)) return {};
      if (item) {
        // "… in the A (34%, OR 1.4) and the B group (37%, OR 1.5)", "… in A (RR 1.1) than in B (RR 0.9)"
        TokenRange other = item_before(s, anchor, relation->object);
        static const WordSet lead = {"than", "in", "among", "for", "with", "those"};
        while (!other.empty() && (one_of(s.tokens[other.first], lead) || one_of(s.tokens[other.first], articles())))
          ++other.first;
        constexpr std::size_t kMost = 12;
        if (relation->form == Form::kDiffers || other.empty() || other.end - other.first > kMost) return {};
        for (std::size_t k = other.first; k < other.end; ++k)
          if (finite(s.tokens[k]) || s.tokens[k].is(',') || s.tokens[k].is(':')) return {};
        out.subject = other;
        out.listed = true;
        return out;
      }
      if (relation->form == Form::kDiffers) {
        // In whom it was measured is no part of it; a long one is more than a name.
        constexpr std::size_t kLongest = 8;
        for (std::size_t k = out.outcome.first; k < out.outcome.end; ++k)
          if (s.tokens[k].is("in") || s.tokens[k].is("among")) out.outcome.end = k;
        if (out.outcome.empty() || out.outcome.end - out.outcome.first > kLongest) return {};
        TokenRange r{relation->object + 1, relation->object + 1};
        while (r.end < anchor && !s.tokens[r.end].is('(') && !s.tokens[r.end].is("and")) ++r.end;
        while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
        const std::size_t joint = after_aside(s, r.end);
        if (joint < anchor && s.tokens[joint].is("and")) out.subject = r;
        return out;
      }
      TokenRange r{relation->object, relation->object};
      while (r.end < anchor && !s.tokens[r.end].is("than") && !s.tokens[r.end].is("compared") &&
             !s.tokens[r.end].is(',') && !s.tokens[r.end].is("versus") && !s.tokens[r.end].is("vs"))
        r.end = next_at_level(s, r.end);
      while (!r.empty() && one_of(s.tokens[r.first], articles())) ++r.first;
      r.end = std::min(r.end, anchor);
      out.subject = r;
      return out;
    }
    out.subject = subject_before(s, relation->first);
    // "Two factors improved Y: A (OR …) and B (OR …)"
    static const WordSet kinds = {"factors", "variables", "predictors", "characteristics", "covariates"};
    if (!out.subject.empty() && one_of(s.tokens[out.subject.end - 1], kinds))
      for (std::size_t k = relation->object; k < anchor; k = next_at_level(s, k))
        if (s.tokens[k].is(':')) {
          out.subject = item_before(s, anchor, k + 1);
          out.outcome = object_of(s, relation->object, k);
          return out;
        }
    if (s.tokens[relation->first].is("as")) {
      // "identified X as a predictor of Y"
      static const WordSet found = {"identified", "found",       "confirmed", "revealed",  "showed",
                                    "considered", "established", "disclosed", "indicated", "demonstrated"};
      for (std::size_t k = relation->first; k-- > 0 && relation->first - k < 24;)
        if (one_of(s.tokens[k], found)) {
          out.subject = {k + 1, relation->first};
          break;
        }
    }
    for (std::size_t k = out.subject.first + 1; k < out.subject.end; ++k)
      if (s.tokens[k].is("vs") || s.tokens[k].is("versus")) {
        if (s.open[k] == OpenSentence::npos) out.subject.end = k;
        break;
      }
    if (relation->open) {
      const std::size_t behind = after_brackets(s, claim.end);
      if (behind + 1 < n && (s.tokens[behind].is("of") || s.tokens[behind].is("for")))
        out.outcome = object_of(s, behind + 1, n);
      return out;
    }
    out.outcome = object_of(s, relation->object, anchor);
    if (item) {
      static const WordSet people = {"men", "women", "patients", "group",        "groups",
                                     "arm", "arms",  "children", "participants", "subjects"};
      const TokenRange last = item_before(s, anchor, relation->object);
      static const WordSet when = {"at", "after", "during", "by", "within"};  // "Y at 6 weeks (OR …) or at 12 months"
      if (!last.empty() && !of_method(s.tokens[last.end - 1]) && !one_of(s.tokens[last.end - 1], people) &&
          !one_of(s.tokens[last.first], lead_ins()) && !one_of(s.tokens[last.first], when))
        out.outcome = object_of(s, last.first, anchor);
    }
    // "… were more likely to shrink following treatment X": what X did to them.
    for (std::size_t k = out.outcome.first + 1; k + 1 < out.outcome.end; ++k)
      if (s.tokens[k].is("following") || s.tokens[k].is("after") || s.tokens[k].is("under")) {
        static const WordSet given = {"treatment", "therapy",        "vaccination",  "supplementation", "exposure",
                                      "surgery",   "administration", "chemotherapy", "radiotherapy",    "intervention"};
        bool treats = false;
        for (std::size_t m = k + 1; m < out.outcome.end; ++m) treats |= one_of(s.tokens[m], given);
        if (!treats) continue;
        out.population = out.subject;
        out.subject = {k + 1, out.outcome.end};
        out.outcome.end = k;
      }
    // "the incidence of Y was associated with X", "Y was associated with the treatment arm"
    static const WordSet arms = {"arm", "arms", "group", "allocation", "treatment", "intervention", "randomization"};
    const bool chance = out.subject.end - out.subject.first > 2 && one_of(s.tokens[out.subject.first], chances()) &&
                        (s.tokens[out.subject.first + 1].is("of") || s.tokens[out.subject.first + 1].is("for"));
    if (chance || (out.population.empty() && !out.outcome.empty() && one_of(s.tokens[out.outcome.end - 1], arms))) {
      std::swap(out.subject, out.outcome);
      out.outcome.first = std::min(over_change(s, out.outcome.first), out.outcome.end);
    }
    return out;
  }
  if (bracketed)
    if (const ResultClause counted = counted_clause(s, anchor); !counted.outcome.empty()) return counted;
  // "A (OR …), B (OR …) and C (OR …) were associated with Y"
  if (!bracketed) return {};
  for (std::size_t i = after_brackets(s, claim.end); i < n && i < claim.end + kFar; i = next_at_level(s, i)) {
    if (turns(s.tokens[i]) || s.tokens[i].is("where") || s.tokens[i].is("that")) break;
    const auto here = relation_at(s, i);
    if (!here) continue;
    if (here->form != Form::kRelates || here->open) break;
    out.listed = true;
    out.subject = item_before(s, anchor, 0);
    out.outcome = object_of(s, here->object, n);
    break;
  }
  return out;
}

}  // namespace warrant
