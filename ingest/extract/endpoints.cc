// Survival-type endpoints in a token stretch: abbreviations, "…-free survival", "time to …", "duration of response".
#include <algorithm>

#include "ingest/extract/sentence_context.h"

namespace warrant {
namespace {

// Written in capitals only, but for lower-case house styles ("os", "dfs") that print them in small capitals.
const WordSet kSurvivalNames = {
    "os",   "pfs",  "dfs",  "rfs",  "efs",   "css",  "dss", "mfs",  "dmfs",  "lrfs", "lrrfs", "llfs",  "ffs",  "idfs",
    "bfs",  "brfs", "bpfs", "rpfs", "lfs",   "ifs",  "gfs", "cfs",  "bcrfs", "bdfs", "ddfs",  "ccs",   "lpfs", "lcs",
    "fftf", "ffp",  "ffr",  "tfs",  "irpfs", "ffbf", "osr", "pfsr", "dfsr",  "yosr", "ypfsr", "ydfsr", "ffsr"};
const WordSet kTimeNames = {"ttp",  "ttf",  "ttr",  "dor", "ttd",  "tte", "tttf",  "ttnt", "ttsf", "mst",  "mos",
                            "mpfs", "mttp", "mdfs", "mos", "ttft", "dod", "ttnst", "ttdd", "ttlr", "ttpp", "mrfs"};
const WordSet kModifiers = {"overall",     "progression", "disease",          "relapse",       "event",
                            "recurrence",  "metastasis",  "metastases",       "cancer",        "cause",
                            "specific",    "local",       "locoregional",     "loco-regional", "distant",
                            "biochemical", "tumor",       "tumour",           "failure",       "graft",
                            "invasive",    "patient",     "regional",         "actuarial",     "cumulative",
                            "long-term",   "relative",    "post-progression", "intracranial",  "free"};
const WordSet kAfterTimeTo = {"progression",
                              "relapse",
                              "relapsing",
                              "recurrence",
                              "death",
                              "failure",
                              "event",
                              "events",
                              "metastasis",
                              "metastases",
                              "deterioration",
                              "castration",
                              "castration-resistant",
                              "resistance",
                              "treatment",
                              "disease",
                              "tumor",
                              "tumour",
                              "tumor-progression",
                              "psa",
                              "biochemical",
                              "distant",
                              "local",
                              "locoregional",
                              "first",
                              "next",
                              "subsequent",
                              "clinical",
                              "radiographic",
                              "symptomatic",
                              "symptom",
                              "worsening",
                              "discontinuation",
                              "mortality",
                              "exacerbation",
                              "rejection",
                              "dialysis",
                              "any",
                              "disability",
                              "confirmed",
                              "objective",
                              "cns",
                              "hospitalization",
                              "hospitalisation",
                              "aids",
                              "second",
                              "skeletal-related",
                              "neurological"};
// Heads that close a "time to …" phrase; modifiers alone ("time to first dose") do not.
const WordSet kEventHeads = {"progression",
                             "relapse",
                             "relapsing",
                             "recurrence",
                             "death",
                             "failure",
                             "metastasis",
                             "metastases",
                             "deterioration",
                             "resistance",
                             "worsening",
                             "discontinuation",
                             "mortality",
                             "exacerbation",
                             "rejection",
                             "dialysis",
                             "event",
                             "events",
                             "hospitalization",
                             "hospitalisation",
                             "aids",
                             "castration-resistance",
                             "therapy",
                             "chemotherapy",
                             "tumor-progression",
                             "treatment",
                             "relapses"};

bool upper_or_small_capitals(const Token& t) {
  // "Os" is no endpoint, "os" and "OS" and "mPFS" are.
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::size_t capitals = 0;
  for (char c : t.text) capitals += upper(c) ? 1 : 0;
  return capitals == 0 || capitals + 1 >= t.text.size();
}

bool ends_with_free(std::string_view word) {
  const auto tail = [&](std::string_view end) {
    return word.size() > end.size() && equals_folded(word.substr(word.size() - end.size()), end);
  };
  return tail("-free") || tail("-specific") || tail("–free") || tail("-related");
}

// "recurrence-free" of "recurrence-free rate": rates of survival by another name; "stone-free" is none.
bool free_of_event(std::string_view word) {
  static const WordSet events = {"recurrence-free", "relapse-free", "event-free",     "progression-free",
                                 "disease-free",    "failure-free", "metastasis-free"};
  return events.has(word);
}

}  // namespace

std::vector<Endpoint> find_endpoints(const std::vector<Token>& tokens) {
  std::vector<Endpoint> out;
  const std::size_t n = tokens.size();
  const auto is = [&](std::size_t i, std::string_view w) { return i < n && tokens[i].is(w); };
  std::size_t floor = 0;  // tokens before belong to an endpoint already
  for (std::size_t i = 0; i < n; ++i) {
    const Token& t = tokens[i];
    if (!t.is_word()) continue;
    Endpoint e;
    if (one_of(t, kSurvivalNames) && upper_or_small_capitals(t)) {
      e.range = {i, i + 1};
      // Plain "os" in lower case is Latin as often as not ("per os").
      if (t.is("os") && t.text == "os" && i > 0 &&
          (tokens[i - 1].is("per") || tokens[i - 1].is("external") || tokens[i - 1].is("internal") ||
           tokens[i - 1].is("cervical")))
        continue;
    } else if (one_of(t, kTimeNames) && upper_or_small_capitals(t) && t.text[1] != 'o') {
      e.range = {i, i + 1};
      e.time = true;
      e.median = t.is("mst") || t.text[0] == 'm' || t.is("mos") || t.is("mpfs") || t.is("mttp") || t.is("mdfs");
      if (t.text == "mos" || t.text == "Mos") continue;  // months
      // "MOS Patient Adherence Scale", "MOS SF-36": the Medical Outcomes Study.
      if (t.text == "MOS" && i + 1 < n && tokens[i + 1].is_word() && tokens[i + 1].text.size() > 1 &&
          tokens[i + 1].text[0] >= 'A' && tokens[i + 1].text[0] <= 'Z')
        continue;
    } else if (t.is("survival") || t.is("survivals") || t.is("survive") || t.is("survived") || t.is("survivorship")) {
      std::size_t first = i;
      while (first > floor && i - first < 6) {
        const Token& before = tokens[first - 1];
        // "LTP free survival": free of what.
        if (before.is("free") && first >= floor + 2 && tokens[first - 2].is_word() &&
            tokens[first - 2].text.size() > 2 && !tokens[first - 2].is("the")) {
          first -= 2;
        } else if (one_of(before, kModifiers) || (before.is_word() && ends_with_free(before.text))) {
          --first;
        } else if (before.is('-') && first >= 2 && tokens[first - 2].is_word() && !before.space_before) {
          first -= 2;
        } else {
          break;
        }
      }
      // "Survival analysis showed no difference in suicidal acts": a method.
      static const WordSet methods = {"analysis", "analyses", "function", "functions", "model", "models"};
      if (first == i && i + 1 < n && one_of(tokens[i + 1], methods)) continue;
      e.range = {first, i + 1};
      // "overall and progression-free survival": the first half is an endpoint of its own.
      if (first >= floor + 2 && first < i && is(first - 1, "and")) {
        const Token& half = tokens[first - 2];
        if (half.is("overall") ||
            (half.is_word() && half.text.size() > 5 && ends_with_free(half.text) && !half.is("age-related"))) {
          Endpoint shared;
          shared.range = {first - 2, first - 1};
          shared.shared = true;
          out.push_back(shared);
        }
      }
      if (is(i + 1, "time") || is(i + 1, "times") || is(i + 1, "duration")) {
        e.range.end = i + 2;
        e.time = true;
      }
      // "benefit", "analysis", "curve": words about survival, not survival itself.
      if (is(i + 1, "analysis") || is(i + 1, "analyses") || is(i + 1, "curves") || is(i + 1, "curve") ||
          is(i + 1, "function") || is(i + 1, "follow-up"))
        continue;
    } else if ((t.is("time") || t.is("times") || t.is("interval")) && (is(i + 1, "to") || is(i + 1, "until"))) {
      std::size_t j = i + 2;
      bool head = false;
      while (j < n && j < i + 8 && tokens[j].is_word()) {
        if (one_of(tokens[j], kEventHeads)) {
          head = true;
          ++j;
          // "treatment failure", "death from any cause", "progression or death".
          if (j < n && one_of(tokens[j], kEventHeads)) continue;
          break;
        }
        if (one_of(tokens[j], kAfterTimeTo) || is(j, "the") || is(j, "a") || is(j, "of") ||
            ends_with_free(tokens[j].text) || tokens[j].text.find("-resistant") != std::string_view::npos) {
          ++j;
          continue;
        }
        break;
      }
      if (!head) continue;
      e.range = {i, j};
      e.time = true;
    } else if (i > floor && (t.is("rate") || t.is("rates")) && tokens[i - 1].is_word() &&
               free_of_event(tokens[i - 1].text)) {
      e.range = {i - 1, i + 1};
    } else if (t.text.size() > 8 && equals_folded(t.text.substr(0, 8), "time-to-") &&
               (kEventHeads.has(t.text.substr(8)) || kAfterTimeTo.has(t.text.substr(8)))) {
      e.range = {i, i + 1};
      e.time = true;
    } else if ((t.is("duration") || t.is("length")) && is(i + 1, "of")) {
      std::size_t j = i + 2;
      while (j < n && j < i + 5 &&
             (is(j, "the") || is(j, "objective") || is(j, "overall") || is(j, "tumor") || is(j, "tumour") ||
              is(j, "complete") || is(j, "clinical") || is(j, "partial")))
        ++j;
      if (!is(j, "response") && !is(j, "pr") && !is(j, "cr") && !is(j, "remission") && !is(j, "responses") &&
          !is(j, "survival"))
        continue;
      e.range = {i, j + 1};
      e.time = true;
    } else if ((t.is("response") || t.is("remission") || t.is("disease")) && is(i + 1, "duration")) {
      e.range = {i, i + 2};
      e.time = true;
      if (t.is("disease") && !(i > 0 && is(i - 1, "median"))) continue;
    } else if (t.is("life") && is(i + 1, "expectancy") && i > 0 && is(i - 1, "median")) {
      e.range = {i, i + 2};
      e.time = true;
    } else if (t.is("freedom") && is(i + 1, "from")) {
      std::size_t j = i + 2;
      while (j < n && j < i + 6 && tokens[j].is_word() &&
             (one_of(tokens[j], kAfterTimeTo) || one_of(tokens[j], kEventHeads)))
        ++j;
      if (j == i + 2) continue;
      e.range = {i, j};
    } else if (is(i, "local") && is(i + 1, "control")) {
      e.range = {i, i + 2};
    } else if (is(i, "alive")) {
      e.range = {i, i + 1};
    } else {
      continue;
    }
    // "overall survival (OS)": the abbreviation says the same.
    if (!out.empty() && e.range.first == out.back().range.end + 1 && tokens[out.back().range.end].is('(') &&
        e.range.end < n && tokens[e.range.end].is(')') && e.range.end - e.range.first == 1) {
      out.back().median |= e.median;
      out.back().time |= e.time;
      floor = e.range.end + 1;
      continue;
    }
    floor = e.range.end;
    out.push_back(e);
    i = e.range.end - 1;
  }
  return out;
}

}  // namespace warrant
