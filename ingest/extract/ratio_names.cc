#include "ingest/extract/ratio_names.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <optional>

#include <re2/re2.h>

#include "ingest/extract/literals.h"
#include "src/base/text.h"
#include "src/model/claim.h"

namespace warrant {
namespace {

bool capital(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The ratio named at token i, or nothing.
std::optional<RatioName> anchor_at(const std::vector<Token>& tokens, std::size_t i, bool adjusted_risk) {
  const Token& t = tokens[i];
  static const WordSet starts = {
      "hazard",   "hazards", "odds",       "odd",   "odd's", "odd’s",  "odds-ratio", "odds-ratios", "hazard-ratio",
      "relative", "risk",    "prevalence", "rate",  "hr",    "hrs",    "ahr",        "ahrs",        "adjhr",
      "hradj",    "mhr",     "hra",        "chr",   "uhr",   "cshr",   "shr",        "sdhr",        "sub-hr",
      "or",       "ors",     "aor",        "aors",  "adjor", "adj-or", "oradj",      "mor",         "cor",
      "uor",      "o",       "rr",         "rrs",   "arr",   "adjrr",  "rradj",      "irr",         "airr",
      "irrs",     "orint",   "hrint",      "rrint", "ormh",  "rrmh"};
  if (!one_of(t, starts)) return std::nullopt;
  const auto is = [&](std::size_t k, std::string_view w) { return k < tokens.size() && tokens[k].is(w); };
  const auto ratio = [&](std::size_t k) {
    return is(k, "ratio") || is(k, "ratios") || is(k, "ration") || is(k, "rations");
  };
  RatioName a{i, i + 1, "", false, ""};
  const std::string word = ascii_lower(t.text);
  if ((word == "hazard" || word == "hazards") && ratio(i + 1)) {
    a.end = i + 2, a.spelled = true;
    a.measure = i > 0 && (is(i - 1, "subdistribution") || is(i - 1, "sub-distribution"))
                    ? measure::kSubdistributionHazardRatio
                    : measure::kHazardRatio;
  } else if ((word == "odds" || word == "odd" || word == "odd's" || word == "odd’s") && ratio(i + 1)) {
    a.end = i + 2, a.spelled = true, a.measure = measure::kOddsRatio;
  } else if (word == "odds-ratio" || word == "odds-ratios") {
    a.spelled = true, a.measure = measure::kOddsRatio;
  } else if (word == "hazard-ratio") {
    a.spelled = true, a.measure = measure::kHazardRatio;
  } else if (word == "relative" &&
             (is(i + 1, "risk") || is(i + 1, "risks") || is(i + 1, "rate") || is(i + 1, "hazard"))) {
    if (is(i + 2, "reduction") || is(i + 2, "reductions") || is(i + 2, "increase")) return std::nullopt;
    a.end = i + 2, a.spelled = true;
    a.measure = is(i + 1, "hazard") ? measure::kHazardRatio : measure::kRiskRatio;
  } else if ((word == "risk" || word == "prevalence") && ratio(i + 1)) {
    if (word == "prevalence") return std::nullopt;
    a.end = i + 2, a.spelled = true, a.measure = measure::kRiskRatio;
  } else if (word == "rate" && ratio(i + 1)) {
    a.end = i + 2, a.spelled = true;
    const bool incidence = i > 0 && (is(i - 1, "incidence") || is(i - 1, "incident"));
    if (incidence) a.first = i - 1;
    a.measure = incidence ? measure::kIncidenceRateRatio : measure::kRateRatio;
  } else if (word.size() > 3 && (word.ends_with("int") || word.ends_with("mh"))) {
    // Of an interaction, or by Mantel and Haenszel.
    if (!capital(t.text.substr(0, 2))) return std::nullopt;
    a.measure = word[0] == 'h' ? measure::kHazardRatio : word[0] == 'o' ? measure::kOddsRatio : measure::kRiskRatio;
  } else if (word == "hr" || word == "hrs") {
    // "hrs" is hours.
    if (word == "hrs" && t.text != "HRs") return std::nullopt;
    if (t.text == "Hr") return std::nullopt;
    a.measure = measure::kHazardRatio;
  } else if (word == "ahr" || word == "ahrs" || word == "adjhr" || word == "hradj" || word == "mhr" || word == "hra") {
    if (word == "mhr" && t.text != "mHR") return std::nullopt;
    a.measure = measure::kHazardRatio, a.analysis = "adjusted";
  } else if (t.text == "cHR" || t.text == "uHR") {
    a.measure = measure::kHazardRatio, a.analysis = "unadjusted";
  } else if (t.text == "csHR") {
    a.measure = measure::kHazardRatio;
  } else if (word == "shr" || word == "sdhr" || word == "sub-hr") {
    a.measure = measure::kSubdistributionHazardRatio;
  } else if (word == "or" || word == "ors") {
    // The word "or" is never in capitals but in headings; those have no numbers after it.
    if (t.text != "OR" && t.text != "ORs") return std::nullopt;
    a.measure = measure::kOddsRatio;
  } else if (t.text == "aOR" || t.text == "AOR" || t.text == "aORs" || t.text == "AORs" || word == "adjor" ||
             word == "adj-or" || t.text == "ORadj" || t.text == "mOR") {
    a.measure = measure::kOddsRatio, a.analysis = "adjusted";
  } else if (t.text == "cOR" || t.text == "COR" || t.text == "uOR") {
    a.measure = measure::kOddsRatio, a.analysis = "unadjusted";
  } else if (word == "o" && i + 3 < tokens.size() && tokens[i + 1].is('.') && is(i + 2, "r") && t.text == "O") {
    a.end = i + 3, a.measure = measure::kOddsRatio;
    if (tokens[a.end].is('.')) ++a.end;
  } else if (word == "rr" || word == "rrs") {
    if (!capital(t.text.substr(0, 2)) || is(i + 1, "interval") || is(i + 1, "intervals")) return std::nullopt;
    a.measure = measure::kRiskRatio;
  } else if (t.text == "aRR" || t.text == "ARR" || word == "adjrr" || t.text == "RRadj") {
    if (t.text == "ARR" && !adjusted_risk) return std::nullopt;
    a.measure = measure::kRiskRatio, a.analysis = "adjusted";
  } else if (t.text == "IRR" || t.text == "aIRR" || t.text == "IRRs" || t.text == "AIRR") {
    a.measure = measure::kIncidenceRateRatio;
    if (t.text == "aIRR" || t.text == "AIRR") a.analysis = "adjusted";
  } else {
    return std::nullopt;
  }
  return a;
}

}  // namespace

RatioMeaning ratio_meaning(const Document& document) {
  static const Guarded hazard(R"((?i)hazards?[ -]rati|proportional hazard|\bcox\b)"), odds(R"((?i)odds|logistic)");
  static const Guarded risk(R"((?i)relative risk|risk ratio|rate ratio|relative rate)");
  // One scan of the text; a pattern runs only where its words stand, and then stops early.
  constexpr std::uint32_t kHazard = 1, kOdds = 2, kRisk = 4, kOther = 8;
  static const Literals words = {{"hazard", kHazard},   {"cox", kHazard, true}, {"odds", kOdds},
                                 {"logistic", kOdds},   {"relative r", kRisk},  {"risk ratio", kRisk},
                                 {"rate ratio", kRisk}, {"heart rate", kOther}, {"high-risk", kOther},
                                 {"high risk", kOther}};
  const std::uint32_t found = words.in(document.text);
  RatioMeaning m;
  m.hazard = (found & kHazard) != 0 && hazard.in(document.text);
  static const Guarded other(
      R"((?i:heart rates?|high[- ]risk)(?i: [a-z]+)? ?[(\[]HRs?\b|\bHR[:=,]? (?i:heart rate|high[- ]risk)|\bHR[ -]HPV)");
  m.other_hazard = (found & kOther) != 0 && !m.hazard && other.in(document.text);
  m.odds = (found & kOdds) != 0 && odds.in(document.text);
  m.risk = (found & kRisk) != 0 && risk.in(document.text);
  static const Guarded adjusted(R"((?i)adjusted (relative risk|(risk|rate) ratio|RR)s?[ ,]*\(?ARRs?\b)");
  m.adjusted_risk = m.risk && adjusted.in(document.text);
  return m;
}

std::vector<RatioName> find_ratios(const std::vector<Token>& tokens, bool adjusted_risk) {
  std::vector<RatioName> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto a = anchor_at(tokens, i, adjusted_risk);
    if (!a) continue;
    // "hazard ratio (HR)", "odds ratio, OR": one name.
    if (!out.empty() && !a->spelled && i <= out.back().end + 1 && i > 0 &&
        (tokens[i - 1].is('(') || tokens[i - 1].is('[') || tokens[i - 1].is(',')) && out.back().spelled) {
      out.back().end = a->end;
      if (!a->analysis.empty()) out.back().analysis = a->analysis;
      i = a->end - 1;
      continue;
    }
    i = a->end - 1;
    out.push_back(*a);
  }
  return out;
}

}  // namespace warrant
