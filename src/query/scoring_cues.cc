// The features of a sentence that do not depend on the question: signs of a result, and where it stands.
#include <algorithm>

#include "src/base/text.h"
#include "src/query/scoring.h"

namespace warrant {
namespace {

double& at(Features& features, Feature feature) { return features[static_cast<std::size_t>(feature)]; }

template <std::size_t n>
bool holds_any(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "p < 0.05", "P=.03", "p-value": a p that stands alone before an operator.
bool has_p_value(std::string_view lower) {
  for (std::size_t p = lower.find('p'); p != std::string_view::npos; p = lower.find('p', p + 1)) {
    if (p > 0 && is_ascii_alpha(lower[p - 1])) continue;
    std::size_t next = p + 1;
    while (next < lower.size() && (lower[next] == ' ' || lower[next] == '-')) ++next;
    if (lower.substr(next, 5) == "value") return true;
    if (next < lower.size() && (lower[next] == '<' || lower[next] == '=' || lower[next] == '>')) return true;
    const std::string_view sign = lower.substr(next, 3);
    if (sign == "\u2264" || sign == "\u2265" || sign == "\u2009" || sign == "\u2A7D") return true;
  }
  return false;
}

constexpr std::array<std::string_view, 9> kInterval = {"confidence interval", "% ci",       "%ci", " ci:", "(ci ",
                                                       "hazard ratio",        "odds ratio", "(hr", "(or ="};
constexpr std::array<std::string_view, 13> kComparison = {
    " than ",      "compared with", "compared to", " versus ", " vs",           "between the", "between group",
    "both groups", "respectively",  "control",     "placebo",  "between treat", "two groups"};
constexpr std::array<std::string_view, 26> kEffect = {
    "increas",  "decreas", "reduc",   "improv",  "higher", "lower", "greater", "differ", "similar",
    "associat", "effect",  "longer",  "shorter", "fewer",  "less ", "better",  "worse",  "superior",
    "inferior", "compara", "prolong", "declin",  "rose ",  "fell ", "smaller", "larger"};
constexpr std::array<std::string_view, 12> kNoDifference = {
    "no significant", "not significant", "no difference",   "not differ", "no statistical", "not statistical",
    "no effect",      "nonsignificant",  "non-significant", "unchanged",  "no change",      "not affect"};
constexpr std::array<std::string_view, 5> kTableMention = {"(table", "(fig", "table ", "figure ", "fig."};
constexpr std::array<std::string_view, 8> kOwnFinding = {"we found",        "our results", "our findings",
                                                         "this study show", "we observed", "our data",
                                                         "results show",    "there was"};
constexpr std::array<std::string_view, 14> kAim = {
    "aim",        "hypothes", "to evaluate", "to investigate", "to assess", "to determine", "to compare",
    "to examine", "purpose",  "objective",   "will be",        "whether",   "to test",      "we sought"};
constexpr std::array<std::string_view, 15> kMeasured = {
    "was measured", "were measured",  "was assessed",    "were assessed",     "was defined",
    "were defined", "was calculated", "randomized to",   "randomised to",     "were randomly",
    "was used to",  "were used to",   "primary outcome", "secondary outcome", "sample size"};

const Section* section_at(const Document& document, std::int32_t index) {
  return index >= 0 && static_cast<std::size_t>(index) < document.sections.size()
             ? &document.sections[static_cast<std::size_t>(index)]
             : nullptr;
}

// The nearest known role on the way up.
std::string_view role_of(const Document& document, std::int32_t section) {
  for (const Section* here = section_at(document, section); here != nullptr; here = section_at(document, here->parent))
    if (!here->role.empty() && here->role != "abstract") return here->role;
  return "";
}

}  // namespace

Features QuestionedDocument::cues_of(std::size_t s) const {
  const Document& d = indexed_->document;
  const Sentence& sentence = indexed_->sentences[s];
  const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
  const std::string_view text = slice(d.text, sentence.span);
  const std::string lower = ascii_lower(text);
  Features f{};
  at(f, Feature::kPValue) = has_p_value(lower);
  at(f, Feature::kInterval) = holds_any(lower, kInterval);
  at(f, Feature::kComparison) = holds_any(lower, kComparison);
  at(f, Feature::kEffect) = holds_any(lower, kEffect);
  at(f, Feature::kSignificance) = lower.find("significan") != std::string::npos;
  at(f, Feature::kNoDifference) = holds_any(lower, kNoDifference);
  at(f, Feature::kTableMention) = holds_any(lower, kTableMention);
  at(f, Feature::kOwnFinding) = holds_any(lower, kOwnFinding);
  at(f, Feature::kAim) = holds_any(lower, kAim);
  at(f, Feature::kMeasured) = holds_any(lower, kMeasured);
  int numbers = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    numbers += is_ascii_digit(text[i]) && (i == 0 || (!is_ascii_digit(text[i - 1]) && text[i - 1] != '.'));
  at(f, Feature::kNumbers) = std::min(numbers, 6) / 6.0;
  const auto anchor =
      std::lower_bound(d.anchors.begin(), d.anchors.end(), sentence.span.start,
                       [](const CitationAnchor& a, std::uint32_t start) { return a.span.start < start; });
  at(f, Feature::kCites) = anchor != d.anchors.end() && sentence.span.contains(anchor->span);

  const std::string_view role = role_of(d, passage.section);
  const bool abstract = passage.place == Place::kAbstract;
  at(f, Feature::kAbstract) = abstract;
  at(f, Feature::kAbstractResults) = abstract && (role == "results" || role == "conclusions");
  if (abstract && role.empty())
    at(f, Feature::kAbstractLate) =
        static_cast<double>(sentence.span.end - passage.span.start) / std::max(passage.span.size(), 1u);
  if (!abstract) {
    at(f, Feature::kResults) = role == "results";
    at(f, Feature::kMethods) = role == "methods" || role == "materials";
    at(f, Feature::kIntroduction) = role == "introduction" || role == "background" || role == "objective";
    at(f, Feature::kDiscussion) = role == "discussion";
    at(f, Feature::kConclusion) = role == "conclusions";
  }
  at(f, Feature::kTableRow) = passage.kind == PassageKind::kTableRow;
  at(f, Feature::kCaption) = passage.kind == PassageKind::kCaption;
  at(f, Feature::kTableNote) = passage.kind == PassageKind::kTableNote;
  const double words = sentences_[s].words;
  at(f, Feature::kShort) = words < 6;
  at(f, Feature::kLength) = std::min(words, 60.0) / 60;
  return f;
}

namespace {

bool is_tested(const Features& cues) {
  const auto has = [&](Feature feature) { return cues[static_cast<std::size_t>(feature)] > 0; };
  return has(Feature::kPValue) || has(Feature::kInterval) || has(Feature::kSignificance);
}

}  // namespace

bool QuestionedDocument::tells_plan(const Features& cues) {
  const auto has = [&](Feature feature) { return cues[static_cast<std::size_t>(feature)] > 0; };
  // "Secondary outcomes that improved were …", among the results.
  const bool found =
      (has(Feature::kResults) || has(Feature::kAbstractResults)) && (has(Feature::kEffect) || has(Feature::kNumbers));
  return (has(Feature::kAim) || (has(Feature::kMeasured) && !found) || has(Feature::kCaption)) && !is_tested(cues) &&
         !has(Feature::kNoDifference);
}

bool QuestionedDocument::is_header(std::size_t s) const {
  const Document& d = indexed_->document;
  const Passage& passage = d.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)];
  return passage.kind == PassageKind::kTableRow && passage.table >= 0 &&
         passage.row < d.tables[static_cast<std::size_t>(passage.table)].header_rows;
}

bool QuestionedDocument::tells_background(std::size_t s, const Features& cues) const {
  const auto has = [&](Feature feature) { return cues[static_cast<std::size_t>(feature)] > 0; };
  if (has(Feature::kIntroduction)) return true;
  const Document& d = indexed_->document;
  const Sentence& sentence = indexed_->sentences[s];
  const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
  const std::string_view role = role_of(d, passage.section);
  if (passage.place == Place::kAbstract && !is_tested(cues) &&
      (role == "background" || role == "introduction" || role == "objective" || role == "methods" ||
       role == "materials"))
    return true;
  // The groups were of one age and sex.
  const std::string lower = ascii_lower(slice(d.text, sentence.span));
  return has(Feature::kNoDifference) &&
         (lower.find("age,") != std::string::npos || lower.find("age and") != std::string::npos) &&
         (lower.find("sex") != std::string::npos || lower.find("gender") != std::string::npos ||
          lower.find("bmi") != std::string::npos || lower.find("body mass index") != std::string::npos);
}

bool QuestionedDocument::tells_result(std::size_t s, const Features& cues) const {
  const auto has = [&](Feature feature) { return cues[static_cast<std::size_t>(feature)] > 0; };
  const bool tested = is_tested(cues);
  if (tells_plan(cues) || is_header(s) || (has(Feature::kTableNote) && !tested)) return false;
  // A row of a table without numbers holds words.
  constexpr double kTwoNumbers = 2 / 6.0;
  if (has(Feature::kTableRow) && cues[static_cast<std::size_t>(Feature::kNumbers)] < kTwoNumbers) return false;
  bool sign = has(Feature::kTableRow) || tested;
  for (Feature feature : {Feature::kComparison, Feature::kEffect, Feature::kNoDifference, Feature::kNumbers})
    sign = sign || has(feature);
  if (!sign || tells_background(s, cues)) return false;
  const Document& d = indexed_->document;
  const Sentence& sentence = indexed_->sentences[s];
  const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
  // "Outcome measures" among the results tells results, too.
  bool under_results = false;
  for (const Section* here = section_at(d, passage.section); here != nullptr; here = section_at(d, here->parent))
    under_results = under_results || here->role == "results";
  if (has(Feature::kMethods) && !under_results && !tested && !has(Feature::kNoDifference)) return false;
  // Of the groups before anything was done.
  static constexpr std::array<std::string_view, 8> kBefore = {
      "at baseline,",          "at baseline the",          "before the treatment",
      "before treatment,",     "before the intervention",  "before intervention,",
      "prior to intervention", "prior to the intervention"};
  const std::string start = ascii_lower(slice(d.text, sentence.span).substr(0, 40));
  return std::none_of(kBefore.begin(), kBefore.end(), [&](std::string_view words) { return start.starts_with(words); });
}

}  // namespace warrant
