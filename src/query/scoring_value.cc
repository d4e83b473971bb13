// Whether a sentence holds the kind of value that a question asks for.
#include <algorithm>
#include <optional>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/concepts.h"
#include "src/language/stem.h"
#include "src/model/claim.h"
#include "src/query/scoring.h"

namespace warrant {
namespace {

template <std::size_t n>
bool holds_any(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::array<std::string_view, 5> kRatioWords = {"hazard ratio", "odds ratio", "risk ratio", "relative risk",
                                                         "exp (b)"};
constexpr std::array<std::string_view, 9> kRatioSigns = {" hr ", "(hr", " or ", "(or", " rr ",
                                                         "(rr",  "ahr", "aor",  "arr"};
constexpr std::array<std::string_view, 6> kSurvivalWords = {"surviv",     "progression", "relapse",
                                                            "recurrence", "life",        "time to"};

constexpr std::array<std::string_view, 9> kDefines = {"defined as",   "is defined",  "was defined",
                                                      "were defined", "are defined", "definition of",
                                                      "defined by",   "refers to",   "defined if"};
constexpr std::array<std::string_view, 5> kTakesFor = {"considered as", "considered to be", "counted as",
                                                       "classified as", "regarded as"};
constexpr std::array<std::string_view, 12> kRecommends = {
    "should ",      "advised",         "mandatory",   "contraindicated", "is indicated", "not support",
    "supports the", "support the use", "is required", "must ",           "first-line",   "not justif"};
constexpr std::array<std::string_view, 6> kMoreResearch = {"further stud", "further research", "further trial",
                                                           "future stud",  "future research",  "more research"};
constexpr std::array<std::string_view, 9> kRelates = {"predict",     "associated with", "independent",
                                                      "risk factor", "more likely",     "less likely",
                                                      "correlat",    "related to",      "odds ratio"};

// "0.72", "0·77": no number of a table or figure.
bool holds_decimal(std::string_view lower) {
  for (std::size_t at = 1; at + 1 < lower.size(); ++at) {
    if (!is_ascii_digit(lower[at - 1])) continue;
    const std::size_t next = lower[at] == '.' ? at + 1 : lower.substr(at, 2) == "·" ? at + 2 : lower.size();
    if (next < lower.size() && is_ascii_digit(lower[next])) return true;
  }
  return false;
}

// Says what is recommended; not "the recommended four visits", "later than recommended".
bool recommends(std::string_view lower) {
  for (std::size_t at = lower.find("recommend"); at != std::string_view::npos; at = lower.find("recommend", at + 1)) {
    const std::string_view before = lower.substr(0, at);
    if (!before.ends_with("the ") && !before.ends_with("than ") && !before.ends_with("as ")) return true;
  }
  return holds_any(lower, kRecommends);
}

constexpr std::array<std::string_view, 4> kMeanWords = {"mean", "median", "average", "\u00B1"};
constexpr std::array<std::string_view, 8> kAccuracyWords = {
    "sensitivit", "specificit", "accuracy was", "predictive value", "area under", "auc", "likelihood ratio", "kappa"};

// "(HR 0.72", "OR = 1.2": a short form with a number behind it; "(or retching)" is none.
bool holds_ratio_sign(std::string_view lower) {
  for (std::string_view sign : kRatioSigns)
    for (std::size_t at = lower.find(sign); at != std::string_view::npos; at = lower.find(sign, at + 1)) {
      std::size_t next = at + sign.size();
      while (next < lower.size() && next < at + sign.size() + 3 &&
             (lower[next] == ' ' || lower[next] == '=' || lower[next] == ':'))
        ++next;
      // "6 or 12 weeks"
      const bool decimal = next + 1 < lower.size() && (lower[next + 1] == '.' || lower.substr(next + 1, 2) == "\u00B7");
      if (next < lower.size() && is_ascii_digit(lower[next]) && (decimal || lower[next - 1] == '=')) return true;
    }
  return false;
}

// A sentence that names guidelines may say what they recommend, and mostly does not.
constexpr double kHalfFit = 0.5;

// Ends with "Figure ", "Table ": the digit behind it is its name.
bool names_float(std::string_view before) {
  static constexpr std::array<std::string_view, 8> kFloats = {"Fig. ",    "Fig ",   "Figs. ",  "Figure ",
                                                              "Figures ", "Table ", "Tables ", "table "};
  return std::any_of(kFloats.begin(), kFloats.end(), [&](std::string_view name) { return before.ends_with(name); });
}

// "12.9%", "3 per 1,000"; a limit is none ("HbA1c < 7%"), nor a change ("reduced by 48%").
bool holds_share(std::string_view lower) {
  static constexpr std::array<std::string_view, 4> kWords = {" percent ", " per cent ", " per 100", " per 1,000"};
  if (holds_any(lower, kWords)) return true;
  static constexpr std::array<std::string_view, 7> kLimits = {" by", "<", ">", "\u2264", "\u2265", "\u2A7D", "\u2A7E"};
  for (std::size_t at = lower.find('%'); at != std::string_view::npos; at = lower.find('%', at + 1)) {
    std::string_view before = lower.substr(0, at);
    while (!before.empty() && (is_ascii_digit(before.back()) || before.back() == '.' || before.back() == ' '))
      before.remove_suffix(1);
    if (before.ends_with("caine")) continue;  // "bupivacaine 0.25%"
    const std::string_view after = trim(lower.substr(at + 1, 5));
    if (after.starts_with("ci") || after.starts_with("conf") || after.starts_with("-ci")) continue;  // "95% CI"
    // "a 15% non-inferiority margin", "80% power"
    const std::string_view what = trim(lower.substr(at + 1, 24));
    const bool of_people = what.starts_with("of ");
    if ((what.find("caine") != std::string_view::npos && !of_people) || what.starts_with("solution") ||
        what.starts_with("saline") || what.starts_with("dextrose") || what.starts_with("glucose") ||
        what.starts_with("chlorhexidine") || what.starts_with("gel") || what.starts_with("cream") ||
        what.starts_with("oxygen") || what.starts_with("ethanol"))
      continue;  // strengths: "2% lidocaine"
    // "25% of the variance", "70% of the maximal heart rate": of no people.
    static constexpr std::array<std::string_view, 10> kOfNobody = {
        "variance", "variation",   "maxim",    "predicted", "energy",
        "vo2",      "body weight", "baseline", "daily",     "total weight"};
    if (of_people && holds_any(what.substr(0, 22), kOfNobody)) continue;
    if (what.starts_with("power") || what.starts_with("significance") || what.starts_with("level") ||
        (what.find("margin") != std::string_view::npos && !of_people))
      continue;
    if (std::none_of(kLimits.begin(), kLimits.end(), [&](std::string_view limit) { return before.ends_with(limit); }))
      return true;
  }
  return false;
}

}  // namespace

double QuestionedDocument::fits_sought(std::size_t s, const UnderstoodQuestion& question) const {
  if (question.sought == Sought::kNothing) return 0;
  const std::string lower = ascii_lower(slice(indexed_->document.text, indexed_->sentences[s].span));
  const auto claimed = [&](std::string_view claim_kind) {
    const ByteSpan span = indexed_->sentences[s].span;
    return std::any_of(indexed_->claims.begin(), indexed_->claims.end(),
                       [&](const Claim& claim) { return claim.kind == claim_kind && span.overlaps(claim.span); });
  };
  switch (question.sought) {
    case Sought::kNothing:
      return 0;
    case Sought::kDefinition:
      return holds_any(lower, kDefines) ? 4 : holds_any(lower, kTakesFor) ? 2 : 0;
    case Sought::kRecommendation:
      if (holds_any(lower, kMoreResearch)) return 0;
      return claimed(kind::kRecommendation)                 ? 3.5
             : recommends(lower)                            ? 2
             : lower.find("guideline") != std::string::npos ? kHalfFit
                                                            : 0;
    case Sought::kFactors: {
      // "Factors associated with falls are shown in Table 4", "research on factors associated with falls"
      static const RE2 untold(
          R"(\b(?:factors|characteristics|variables) (?:(?:significantly |independently )?(?:associated|related|correlated) (?:with|to)|influencing|affecting|predicting|predictive of) (?:[^,;]{0,120}\b(?:(?:are|were|is|was|will be) (?:\w+ )?(?:summari[sz]ed|shown|listed|presented|given|reported|displayed|assessed|examined|explored|investigated|evaluated|analy[sz]ed|identified (?:by|using|with))|will|may|should)\b))");
      if (RE2::PartialMatch(lower, untold)) return 0;
      return claimed(kind::kPrognosticFactor) ? 2 : holds_any(lower, kRelates) && relates_outcome(s, question) ? 1 : 0;
    }
  }
  return 0;
}

// "associated with O", "predictors of O", "O was related to"; not "the virus associated with A has reduced O". Other
// words for a relation ("more likely") name no place for the outcome.
bool QuestionedDocument::relates_outcome(std::size_t s, const UnderstoodQuestion& question) const {
  static constexpr std::array<std::string_view, 5> kRelation = {"associ", "correl", "link", "relat", "relationship"};
  static constexpr std::array<std::string_view, 3> kForetells = {"determin", "predict", "predictor"};
  static constexpr std::array<std::string_view, 4> kWhich = {"independ", "predict", "prognost", "risk"};
  static constexpr std::array<std::string_view, 6> kAuxiliary = {"ar", "be", "been", "is", "wa", "were"};
  constexpr std::uint32_t kNear = 8;  // words
  std::vector<std::string> outcome;
  for (Word& word : words_of(question.shown.outcome))
    if (!is_stop_word(slice(question.shown.outcome, word.span))) outcome.push_back(std::move(word.stem));
  if (outcome.empty()) return true;
  const auto one_of = [](const auto& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
  bool named = false;
  for (std::uint32_t w = first; w < last; ++w) {
    const bool factor = stem_at(w) == "factor" && w > first && one_of(kWhich, stem_at(w - 1));
    if (!factor && !one_of(kRelation, stem_at(w)) && !one_of(kForetells, stem_at(w))) continue;
    named = true;
    for (std::uint32_t k = w + 1; k < std::min(last, w + kNear); ++k)
      if (one_of(outcome, stem_at(k))) return true;
    bool auxiliary = false;
    for (std::uint32_t k = w; k-- > std::max(first + kNear, w) - kNear;) {
      auxiliary = auxiliary || one_of(kAuxiliary, stem_at(k));
      if (auxiliary && one_of(outcome, stem_at(k))) return true;
    }
  }
  return !named;
}

// Of the factors that the sentence tells none is one of what is asked: "low birth weight was associated with
// disability" tells no factor of low birth weight.
bool QuestionedDocument::tells_other_factors(std::size_t s, const std::vector<std::string>& outcome) const {
  const ByteSpan span = indexed_->sentences[s].span;
  bool any = false;
  for (const Claim& claim : indexed_->claims) {
    if ((claim.kind != kind::kPrognosticFactor && claim.kind != kind::kEffectEstimate) || claim.outcome.empty() ||
        !span.overlaps(claim.span))
      continue;
    any = true;
    for (const Word& word : words_of(claim.outcome))
      if (std::find(outcome.begin(), outcome.end(), word.stem) != outcome.end()) return false;
  }
  return any;
}

// "n = 55", "55 patients", "55 consecutive adult patients".
bool QuestionedDocument::is_study_of(std::string_view size) const {
  static constexpr std::array<std::string_view, 8> kWho = {"adult",   "case",   "individu", "particip",
                                                           "patient", "person", "subject",  "volunt"};
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (stem_at(i) != size) continue;
    if (i > 0 && stem_at(i - 1) == "n") return true;
    for (std::size_t k = i + 1; k < std::min(i + 4, words_.size()); ++k)
      if (std::find(kWho.begin(), kWho.end(), stem_at(k)) != kWho.end()) return true;
  }
  return false;
}

bool QuestionedDocument::tells_coming(std::size_t s) const {
  static constexpr std::array<std::string_view, 18> kComing = {
      "case",   "develop", "episod", "event",  "experienc", "hazard", "incid", "new",       "occur",
      "occurr", "odd",     "onset",  "preval", "proport",   "rate",   "risk",  "percentag", "number"};
  return any_stem(
             s,
             [](std::string_view word) { return std::find(kComing.begin(), kComing.end(), word) != kComing.end(); }) ||
         any_claim(s, [](const Claim& c) {
           return (c.kind == kind::kProportion || c.kind == kind::kEffectEstimate || c.kind == kind::kIncidenceRate) &&
                  !c.assumption;
         });
}

// Speaks of deaths or survival; "the most common causes of death" speaks of those who died.
bool QuestionedDocument::speaks_of_death(std::size_t s) const {
  static constexpr std::array<std::string_view, 8> kDeath = {"aliv", "dead",  "deceas", "death",
                                                             "di",   "fatal", "mortal", "surviv"};
  const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
  for (std::uint32_t w = first; w < last; ++w)
    if (std::find(kDeath.begin(), kDeath.end(), stem_at(w)) != kDeath.end() &&
        !(w >= first + 2 && stem_at(w - 2) == "caus") && !(w + 1 < last && stem_at(w + 1) == "caus"))
      return true;
  return false;
}

// Names the time point: "5 year", or twelve months for one year.
bool QuestionedDocument::names_time(std::size_t s, std::string_view at) const {
  const std::size_t space = at.find(' ');
  const std::string_view number = at.substr(0, space), unit = at.substr(space + 1);
  for (std::uint32_t w = 0; w + 1 < sentences_[s].words; ++w) {
    const std::string_view left = stem_at(sentences_[s].first_word + w);
    const std::string_view right = stem_at(sentences_[s].first_word + w + 1);
    if (right == unit && (left == number || (number == "1" && left == "on"))) return true;  // the stem of "one"
    if (unit == "year" && right == "month" &&
        ((number == "1" && left == "12") || (number == "2" && left == "24") || (number == "5" && left == "60")))
      return true;
    if (right == number && left == unit) return true;  // "at month 6"
  }
  return false;
}

// A digit that is neither of a citation mark nor of the name of a figure or table.
bool QuestionedDocument::holds_digit(std::size_t s) const {
  const Document& d = indexed_->document;
  const ByteSpan span = indexed_->sentences[s].span;
  auto anchor = std::lower_bound(d.anchors.begin(), d.anchors.end(), span.start,
                                 [](const CitationAnchor& a, std::uint32_t start) { return a.span.end <= start; });
  for (std::uint32_t at = span.start; at < span.end; ++at) {
    while (anchor != d.anchors.end() && anchor->span.end <= at) ++anchor;
    const bool mark = anchor != d.anchors.end() && anchor->span.start <= at;
    if (mark || !is_ascii_digit(d.text[at])) continue;
    std::uint32_t last = at;
    while (last + 1 < span.end && is_ascii_digit(d.text[last + 1])) ++last;
    const bool in_word = (at > span.start && is_ascii_alpha(d.text[at - 1])) ||  // "FEV1", "5-fluorouracil"
                         (last + 2 < span.end && d.text[last + 1] == '-' && is_ascii_alpha(d.text[last + 2]));
    if (!in_word && !names_float(std::string_view(d.text).substr(span.start, at - span.start))) return true;
    while (at + 1 < span.end && is_ascii_digit(d.text[at + 1])) ++at;
  }
  return false;
}

// "Seventy-four patients", "two deaths".
bool QuestionedDocument::holds_number_word(std::size_t s) const {
  static constexpr std::array<std::string_view, 10> kTens = {"eighti",  "fifti", "forti",  "hundr",    "nineti",
                                                             "seventi", "sixti", "thirti", "thirteen", "twenti"};
  return any_stem(s, [](std::string_view word) { return std::find(kTens.begin(), kTens.end(), word) != kTens.end(); });
}

bool other_endpoint(std::string_view text, const UnderstoodQuestion& question) {
  if (question.endpoints.empty()) return false;
  bool any = false;
  for (const Mention& mention : mentions(text)) {
    if (mention.meant->kind != "endpoint") continue;
    any = true;
    for (const std::string& endpoint : question.endpoints)
      if (endpoint == mention.meant->name || (endpoint == "survival" && mention.meant->name == "OS") ||
          (endpoint == "OS" && mention.meant->name == "survival"))
        return false;
  }
  return any;
}

int QuestionedDocument::holds_value(std::size_t s, const UnderstoodQuestion& question) const {
  const ByteSpan span = indexed_->sentences[s].span;
  const std::string lower = ascii_lower(slice(indexed_->document.text, span));
  const std::string& asked = question.shown.measure;
  if (question.value == ValueType::kSurvivalRate && !question.at.empty() && !names_time(s, question.at)) return 0;
  if (!asked.empty() && other_endpoint(slice(indexed_->document.text, span), question)) return 0;
  if (!asked.empty()) {
    const auto first = std::lower_bound(indexed_->claims.begin(), indexed_->claims.end(), span.start,
                                        [](const Claim& c, std::uint32_t start) { return c.value_span.start < start; });
    for (auto claim = first; claim != indexed_->claims.end() && claim->value_span.start < span.end; ++claim) {
      // "an expected survival of more than 3 months" is a condition, not a median.
      const bool named = asked != measure::kMedianSurvival || claim->place == Place::kTable ||
                         lower.find("median") != std::string::npos;
      if (claim->measure == asked && !claim->assumption && named && !other_endpoint(claim->outcome, question))
        return claim->cited ? 2 : 3;
    }
  }
  const auto number_before = [&](const auto& units) {
    for (std::uint32_t w = 0; w + 1 < sentences_[s].words; ++w) {
      if (!is_ascii_digit(stem_at(sentences_[s].first_word + w).front())) continue;
      const std::string_view unit = stem_at(sentences_[s].first_word + w + 1);
      if (std::find(units.begin(), units.end(), unit) == units.end()) continue;
      // "mg/dl" is a concentration.
      if (w + 2 >= sentences_[s].words) return true;
      const std::string_view per = stem_at(sentences_[s].first_word + w + 2);
      if (per != "dl" && per != "l" && per != "ml") return true;
    }
    return false;
  };
  static constexpr std::array<std::string_view, 10> kTime = {"month", "year", "week",  "dai", "d",
                                                             "hour",  "h",    "minut", "min", "second"};
  static constexpr std::array<std::string_view, 10> kDose = {"mg",      "g",  "gy",       "ml",  "mcg",
                                                             "\u00B5g", "iu", "fraction", "cgy", "unit"};
  const bool share = holds_share(lower);
  switch (question.value) {
    case ValueType::kNone:
      return 1;
    case ValueType::kNumber:
      if (question.counts_people)
        return share || holds_number_word(s) || any_claim(s, [](const Claim& c) {
                 return (c.kind == kind::kProportion || c.kind == kind::kStudyFact) && c.value && !c.assumption;
               });
      return holds_digit(s) || holds_number_word(s);
    case ValueType::kShare:
      // "Assessments were available for 250 of 262 (95.4%)": of whom it is known, not what.
      for (std::string_view known : {" available for ", " available in "})
        if (const std::size_t at = lower.find(known); at != std::string::npos) {
          const std::size_t first = lower.find('%');
          if (first != std::string::npos && first > at &&
              std::string_view(lower).substr(at, first - at).find(" and ") == std::string_view::npos)
            return 0;
        }
      if (any_claim(s, [](const Claim& c) { return c.kind == kind::kIncidenceRate && !c.assumption; }))
        return any_claim(s, [](const Claim& c) { return c.kind == kind::kIncidenceRate && !c.cited; }) ? 3 : 2;
      // "the proportion was 0.51"
      return share || (holds_decimal(lower) && (lower.find("proportion") != std::string::npos ||
                                                lower.find(" fraction of ") != std::string::npos));
    case ValueType::kMean:
      if (any_claim(s,
                    [](const Claim& c) { return (c.kind == kind::kMean || c.kind == kind::kMedian) && !c.assumption; }))
        return 2;
      return holds_digit(s) && holds_any(lower, kMeanWords);
    case ValueType::kAccuracy:
      if (any_claim(s, [](const Claim& claim) { return claim.kind == kind::kDiagnostic && claim.value; }))
        return any_claim(s, [](const Claim& claim) { return claim.kind == kind::kDiagnostic && !claim.cited; }) ? 3 : 2;
      return (share || holds_decimal(lower)) && holds_any(lower, kAccuracyWords);
    case ValueType::kSurvival: {
      const auto tells = [&](const Claim& c, bool cited) {
        return (c.kind == kind::kTimeToEvent || c.kind == kind::kSurvivalRate) && c.value && !c.assumption &&
               c.cited == cited && !other_endpoint(c.outcome, question);
      };
      if (any_claim(s, [&](const Claim& c) { return tells(c, false); })) return 3;
      if (any_claim(s, [&](const Claim& c) { return tells(c, true); })) return 2;
      static constexpr std::array<std::string_view, 6> kLives = {"surviv", "mortality", " died",
                                                                 "death",  "alive",     "life expect"};
      return holds_any(lower, kLives) && speaks_of_death(s) &&
             (share || (number_before(kTime) && lower.find("median") != std::string::npos));
    }
    case ValueType::kSurvivalRate:
      return share && lower.find("surviv") != std::string::npos;
    case ValueType::kDose:
      return number_before(kDose);
    case ValueType::kRatio:
      return (holds_any(lower, kRatioWords) && holds_decimal(lower)) || holds_ratio_sign(lower);
    case ValueType::kDuration:
      if (asked.empty()) return number_before(kTime);
      return number_before(kTime) && lower.find("median") != std::string::npos && holds_any(lower, kSurvivalWords);
  }
  return 0;
}

bool QuestionedDocument::ratio_of_asked(std::size_t s, const UnderstoodQuestion& question) const {
  std::vector<std::string> asked;  // with other words for them
  for (Word& word : words_of(question.shown.subject))
    if (std::any_of(question.terms.begin(), question.terms.end(),
                    [&](const QuestionTerm& term) { return term.stem == word.stem && !term.measure; }))
      asked.push_back(std::move(word.stem));
  const auto is_asked = [&](const std::string& stem) {
    return std::find(asked.begin(), asked.end(), stem) != asked.end();
  };
  std::vector<std::string> others;
  for (const auto& [shorter, longer] : abbreviations_)
    if (std::any_of(longer.begin(), longer.end(), is_asked)) others.push_back(shorter);
  for (const Synonym& synonym : question.synonyms)
    if (std::any_of(synonym.meant.begin(), synonym.meant.end(), is_asked))
      others.insert(others.end(), synonym.words.begin(), synonym.words.end());
  asked.insert(asked.end(), others.begin(), others.end());
  const auto names = [&](std::string_view label) {
    const auto words = words_of(label);
    return std::any_of(words.begin(), words.end(), [&](const Word& word) { return is_asked(word.stem); });
  };
  if (asked.empty() || names(indexed_->document.title)) return true;
  bool any = false;
  const bool fits = any_claim(s, [&](const Claim& claim) {
    if (claim.kind != kind::kEffectEstimate || claim.subject.empty()) return false;
    any = true;
    return names(claim.subject) || names(claim.comparator);
  });
  return fits || !any;
}

bool QuestionedDocument::was_not_tried(const std::vector<std::uint64_t>& of_stem, std::uint64_t naming,
                                       const UnderstoodQuestion& question) const {
  // "added to S", "refractory to S": stems up to four words before "to". ("Adding S", "the addition of S" try S.)
  static constexpr std::array<std::string_view, 6> kTo = {"ad", "add", "addit", "adjunct", "refractori", "resist"};
  // "not controlled with S".
  static constexpr std::array<std::string_view, 3> kControlled = {"inadequ", "insuffici", "uncontrol"};
  const auto one_of = [](const auto& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const auto asked = words_of(question.text);
  if (std::any_of(asked.begin(), asked.end(), [&](const Word& word) { return one_of(kTo, word.stem); })) return false;
  // "iron status", "vitamin D deficiency": what was measured or lacking.
  static constexpr std::array<std::string_view, 12> kState = {"absorpt", "concentr", "defici",    "homeostasi",
                                                              "index",   "indic",    "insuffici", "level",
                                                              "metabol", "overload", "statu",     "store"};
  const auto added_to = [&](std::uint32_t first, std::uint32_t w, std::uint32_t) {
    const auto before = [&](std::uint32_t back) { return w >= first + back ? stem_at(w - back) : std::string_view(); };
    const std::uint32_t joint = before(1) == "stabl" || before(1) == "ongo" || before(1) == "standard" ? 2 : 1;
    if (before(joint) == "despit" || before(1) == "stabl") return true;
    for (std::uint32_t back = joint + 1; back <= joint + 4; ++back) {
      if (before(joint) == "to" && one_of(kTo, before(back))) return true;
      if ((before(joint) == "with" || before(joint) == "on" || before(joint) == "by") && back <= joint + 3 &&
          one_of(kControlled, before(back)))
        return true;
    }
    return false;
  };
  const auto measured = [&](std::uint32_t, std::uint32_t w, std::uint32_t last) {
    if (w + 2 < last && stem_at(w + 1).size() == 1) ++w;  // "vitamin D deficiency"
    return w + 1 < last && one_of(kState, stem_at(w + 1));
  };
  // Whether each place that names it is such; none = it is not named there.
  const auto everywhere = [&](bool title, bool abstract, const auto& is_such) -> std::optional<bool> {
    std::optional<bool> all;
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const Passage& passage = indexed_->document.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)];
      if (!(title && passage.kind == PassageKind::kTitle) && !(abstract && passage.place == Place::kAbstract)) continue;
      const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
      for (std::uint32_t w = first; w < last; ++w)
        if ((of_stem[words_[w]] & naming) != 0) all = all.value_or(true) && is_such(first, w, last);
    }
    return all;
  };
  if (everywhere(true, true, measured).value_or(false)) return true;
  // What the title says decides, else what the abstract does.
  if (const auto in_title = everywhere(true, false, added_to)) return *in_title;
  return everywhere(false, true, added_to).value_or(false);
}

// The sentence, or the one before in its passage, says what is asked of a share or number.
bool QuestionedDocument::says_predicate(std::size_t s, const UnderstoodQuestion& question, bool joined_before) const {
  if (!question.deeds.empty() && !any_stem(s, [&](std::string_view word) {
        return std::find(question.deeds.begin(), question.deeds.end(), word) != question.deeds.end();
      }))
    return false;
  if (question.predicate.empty()) return true;
  // The last word says what: "grade 3 neutropenia"; or another word for it, "TB".
  const std::string& asked = question.predicate.back();
  const auto says = [&](std::string_view word) {
    return word == asked ||
           std::any_of(abbreviations_.begin(), abbreviations_.end(),
                       [&](const auto& form) {
                         return form.first == word &&
                                std::find(form.second.begin(), form.second.end(), asked) != form.second.end();
                       }) ||
           std::any_of(question.synonyms.begin(), question.synonyms.end(), [&](const Synonym& synonym) {
             return synonym.words.size() == 1 && synonym.words.front() == word && synonym.meant.size() == 1 &&
                    synonym.meant.front() == asked;
           });
  };
  // How long something lasts is said with what lasts.
  if (any_stem(s, says)) return true;
  if (!joined_before || question.value == ValueType::kDuration || !any_stem(s - 1, says)) return false;
  // Goes on about it, unless it turns to something else.
  static constexpr std::array<std::string_view, 6> kTurns = {"However, ",  "In contrast", "On the other hand",
                                                             "Moreover, ", "In addition", "Furthermore"};
  const std::string_view text = slice(indexed_->document.text, indexed_->sentences[s].span);
  return std::none_of(kTurns.begin(), kTurns.end(), [&](std::string_view turn) { return text.starts_with(turn); });
}

}  // namespace warrant
