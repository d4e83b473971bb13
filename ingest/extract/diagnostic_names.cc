#include "ingest/extract/diagnostic_names.h"

#include <re2/re2.h>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::string_view kAuc = "auc", kConcordance = "c_index";

bool is_likelihood(std::string_view measure) {
  return measure == "positive_likelihood_ratio" || measure == "negative_likelihood_ratio";
}

std::optional<DiagnosticName> name_at(const std::vector<Token>& tokens, std::size_t i) {
  const auto is = [&](std::size_t k, std::string_view w) { return k < tokens.size() && tokens[k].is(w); };
  const Token& t = tokens[i];
  DiagnosticName name{i, i + 1, ""};
  if (t.is("sensitivity") || t.is("sensitivities") || t.is("specificity") || t.is("specificities")) {
    // What can be sensitive without being a test.
    static const WordSet others = {"insulin",    "tooth",         "dentin",     "dentine",  "dentinal",     "pain",
                                   "baroreflex", "contrast",      "antibiotic", "drug",     "glucose",      "light",
                                   "cold",       "sensory",       "pressure",   "skin",     "salt",         "leptin",
                                   "cultural",   "gluten",        "thermal",    "photo",    "airway",       "reward",
                                   "anxiety",    "interpersonal", "chemo",      "platinum", "chemotherapy", "radiation",
                                   "peripheral", "hepatic",       "muscle",     "touch",    "tactile",      "assay",
                                   "dose",       "rejection",     "social",     "maternal", "binding",      "antigen"};
    if (i > 0 && one_of(tokens[i - 1], others)) return std::nullopt;
    if (i > 1 && tokens[i - 1].is('-') && one_of(tokens[i - 2], others)) return std::nullopt;
    // "a high sensitivity enzyme immunoassay": a kind of assay.
    static const WordSet goes_on = {"and", "of",  "for",  "in", "was",  "were", "is",
                                    "are", "but", "with", "at", "when", "as",   "or"};
    if (i > 0 && (tokens[i - 1].is("high") || tokens[i - 1].is("ultra-high")) && i + 1 < tokens.size() &&
        tokens[i + 1].is_word() && !one_of(tokens[i + 1], goes_on))
      return std::nullopt;
    static const WordSet behind = {"analysis", "analyses", "index",    "indices", "to",    "check",     "test",
                                   "tests",    "testing",  "training", "scores",  "score", "parameter", "level"};
    if (i + 1 < tokens.size() && one_of(tokens[i + 1], behind)) return std::nullopt;
    name.measure = t.is("sensitivity") || t.is("sensitivities") ? "sensitivity" : "specificity";
  } else if ((t.is("positive") || t.is("negative")) && is(i + 1, "predictive") &&
             (is(i + 2, "value") || is(i + 2, "values"))) {
    name.end = i + 3;
    name.measure = t.is("positive") ? "positive_predictive_value" : "negative_predictive_value";
  } else if (t.text == "PPV" || t.text == "NPV") {
    name.measure = t.text == "PPV" ? "positive_predictive_value" : "negative_predictive_value";
  } else if ((t.is("positive") || t.is("negative")) && is(i + 1, "likelihood") &&
             (is(i + 2, "ratio") || is(i + 2, "ratios"))) {
    name.end = i + 3;
    name.measure = t.is("positive") ? "positive_likelihood_ratio" : "negative_likelihood_ratio";
  } else if (t.is("accuracy")) {
    name.measure = "accuracy";
  } else if (t.text == "AUC" || t.text == "AUROC" || t.text == "AUCs" || t.text == "AUROCs" || t.text == "ROC-AUC" ||
             t.text == "AUC-ROC" || t.text == "AROC") {
    name.measure = kAuc;
  } else if (t.is("area") || t.is("areas")) {
    if (!is(i + 1, "under")) return std::nullopt;
    std::size_t k = i + 2;
    bool curve = false;
    for (; k < tokens.size() && k < i + 10; ++k) {
      if (tokens[k].is("curve") || tokens[k].is("curves")) {
        curve = true;
        break;
      }
      if (tokens[k].is_number() || tokens[k].is(';')) break;
    }
    if (!curve) return std::nullopt;
    name.end = k + 1;
    name.measure = kAuc;  // of which curve, the value and the sentence say
  } else if (t.is("c-index") || t.is("c-statistic") || t.is("c-statistics")) {
    name.measure = kConcordance;
  } else if ((t.text == "C" || t.text == "c") && (is(i + 1, "index") || is(i + 1, "statistic"))) {
    name.end = i + 2, name.measure = kConcordance;
  } else if (t.is("concordance") && (is(i + 1, "index") || is(i + 1, "statistic"))) {
    name.end = i + 2, name.measure = kConcordance;
  } else {
    return std::nullopt;
  }
  return name;
}

}  // namespace

std::vector<DiagnosticName> find_diagnostics(const std::vector<Token>& tokens) {
  std::vector<DiagnosticName> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto name = name_at(tokens, i);
    if (!name) continue;
    // "positive predictive value (PPV)": one name.
    if (!out.empty() && out.back().measure == name->measure && i <= out.back().end + 1 && i > 0 &&
        (tokens[i - 1].is('(') || tokens[i - 1].is('['))) {
      out.back().end = name->end < tokens.size() && tokens[name->end].is(')') ? name->end + 1 : name->end;
      i = out.back().end - 1;
      continue;
    }
    i = name->end - 1;
    out.push_back(*name);
  }
  return out;
}

std::string_view diagnostic_label(std::string_view words) {
  constexpr std::size_t kLongest = 90;
  if (words.size() > kLongest) return {};
  static const RE2 label(
      R"((?i)^\W*(?:overall |diagnostic |clinical |test |mean )?(sensitivity|sens\.?|specificity|spec\.?|positive predictive values?|PPV|negative predictive values?|NPV|accuracy|AUC|AUROC|area under (?:the )?(?:ROC |receiver[ -]operating[ -]characteristics? )?curve|c[- ]?(?:index|statistic)|concordance index|positive likelihood ratio|LR ?\+|negative likelihood ratio|LR ?[-−–])(?: \((?:PPV|NPV|AUC|AUROC|LR ?[-+−–])\))?\W*(?:%|(?:\d+ ?% ?)?(?:C\.?I\.?|confidence interval)s?|value|\W)*$)");
  std::string found;
  if (!RE2::FullMatch(re2::StringPiece(words.data(), words.size()), label, &found)) return {};
  found = ascii_lower(found);
  if (found.substr(0, 4) == "sens") return "sensitivity";
  if (found.substr(0, 4) == "spec") return "specificity";
  if (found.substr(0, 17) == "positive predicti" || found == "ppv") return "positive_predictive_value";
  if (found.substr(0, 17) == "negative predicti" || found == "npv") return "negative_predictive_value";
  if (found == "accuracy") return "accuracy";
  if (found[0] == 'a') return kAuc;
  if (found[0] == 'c') return kConcordance;
  return found[0] == 'p' || found.find('+') != std::string::npos ? "positive_likelihood_ratio"
                                                                 : "negative_likelihood_ratio";
}

bool plausible_diagnostic(std::string_view measure, double value, bool percent, int decimals) {
  if (is_likelihood(measure)) return !percent && value > 0 && value < 1000;
  if (measure == kAuc || measure == kConcordance)
    return percent ? value >= 40 && value <= 100 : value >= 0.4 && value <= 1 && decimals >= 1;
  return percent ? value >= 0 && value <= 100 : value > 0 && value <= 1 && decimals > 0;
}

}  // namespace warrant
