// The features of a sentence that do not depend on the question: signs of a result, and where it stands.
#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/query/scoring.h"

namespace warrant {
namespace {

double& at(Features& features, Feature feature) { return features[static_cast<std::size_t>(feature)]; }

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

// Features that words stand for.
constexpr std::uint32_t bit(Feature feature) { return std::uint32_t{1} << static_cast<std::size_t>(feature); }
constexpr Feature kOfWords[] = {Feature::kInterval,     Feature::kComparison,   Feature::kEffect,
                                Feature::kSignificance, Feature::kNoDifference, Feature::kTableMention,
                                Feature::kOwnFinding,   Feature::kAim,          Feature::kMeasured};

// Looks for all words of all features in one pass, by their first two bytes.
class CueWords {
 public:
  using Words = std::initializer_list<std::string_view>;  // lower case, two bytes or more

  CueWords(std::initializer_list<std::pair<std::uint32_t, Words>> cues) {
    for (const auto& [bits, words] : cues)
      for (const std::string_view word : words) lists_[key(word, 0)].push_back({word, bits});
  }
  std::uint32_t in(std::string_view lower) const {
    std::uint32_t found = 0;
    for (std::size_t i = 0; i + 1 < lower.size(); ++i)
      for (const auto& [word, bits] : lists_[key(lower, i)])
        if (lower.substr(i, word.size()) == word) found |= bits;
    return found;
  }

 private:
  static std::size_t key(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(text[at] & 31) << 5 | static_cast<std::size_t>(text[at + 1] & 31);
  }
  std::array<std::vector<std::pair<std::string_view, std::uint32_t>>, 1024> lists_;
};

// The features whose words stand in a text.
std::uint32_t words_in(std::string_view lower) {
  static const CueWords kCues({
      {bit(Feature::kInterval),
       {"confidence interval", "% ci", "%ci", " ci:", "(ci ", "hazard ratio", "odds ratio", "(hr", "(or ="}},
      {bit(Feature::kComparison),
       {" than ", "compared with", "compared to", " versus ", " vs", "between the", "between group", "both groups",
        "respectively", "control", "placebo", "between treat", "two groups"}},
      {bit(Feature::kEffect),
       {"increas",  "decreas", "reduc",   "improv",  "higher", "lower", "greater", "differ", "similar",
        "associat", "effect",  "longer",  "shorter", "fewer",  "less ", "better",  "worse",  "superior",
        "inferior", "compara", "prolong", "declin",  "rose ",  "fell ", "smaller", "larger"}},
      {bit(Feature::kSignificance), {"significan"}},
      {bit(Feature::kNoDifference),
       {"no significant", "not significant", "no difference", "not differ", "no statistical", "not statistical",
        "no effect", "nonsignificant", "non-significant", "unchanged", "no change", "not affect"}},
      {bit(Feature::kTableMention), {"(table", "(fig", "table ", "figure ", "fig."}},
      {bit(Feature::kOwnFinding),
       {"we found", "our results", "our findings", "this study show", "we observed", "our data", "results show",
        "there was"}},
      {bit(Feature::kAim),
       {"aim", "hypothes", "to evaluate", "to investigate", "to assess", "to determine", "to compare", "to examine",
        "purpose", "objective", "will be", "will also be", "whether", "to test", "we sought", "investigated how",
        "examined how"}},
      {bit(Feature::kMeasured),
       {"was measured", "were measured", "was assessed", "were assessed", "was defined", "were defined",
        "was calculated", "randomized to", "randomised to", "were randomly", "was used to", "were used to",
        "primary outcome", "secondary outcome", "sample size"}},
  });
  return kCues.in(lower);
}

// "Larger trials with vitamin D investigating fractures are needed": the subject, up to its first preposition, is a
// study. ("Two doses in this trial are needed" is a finding.)
bool needs_studies(std::string_view lower) {
  static const CueWords kParts({{1u, {"trial", "stud", "research", "investigation", "elucidation", "data", "evidence"}},
                                {2u,
                                 {" are needed", " is needed", " also needed", " are required", " is required",
                                  " are necessary", " is necessary", " is desirable", " are desirable"}}});
  if (kParts.in(lower) != 3u) return false;
  static const RE2 needed(
      R"((?:^|[,;:] )(?:(?:however|therefore|thus|hence|furthermore|and|a|an|the|more|larger|large|long-term|longer|better|additional|other|such|well-designed|controlled|randomi[sz]ed|clinical|prospective|multicent\w+|\w+(?:er|al|ive|ed|ent)),? ?){0,6}(?:trials?|stud(?:y|ies)|research|investigations?|elucidation|data|evidence)\b(?: (?:of|with|in|on|to|that|investigating|evaluating|comparing|using|examining)\b[^;.]*)? (?:is|are) (?:also |still |clearly |urgently )?(?:needed|required|necessary|desirable)\b)");
  return RE2::PartialMatch(re2::StringPiece(lower.data(), lower.size()), needed);
}

// Asks for studies, or says that nobody looked: no finding.
bool asks_for_studies(std::string_view lower) {
  static const CueWords kWishes({{1u,
                                  {"studies are needed",
                                   "study is needed",
                                   "trials are needed",
                                   "research is needed",
                                   "are needed to",
                                   "is needed to",
                                   "are warranted",
                                   "deserve",
                                   "merits further",
                                   "merit further",
                                   "is warranted",
                                   "are required to",
                                   "further stud",
                                   "further research",
                                   "further trial",
                                   "further investigation",
                                   "future stud",
                                   "future research",
                                   "future trial",
                                   "more research",
                                   "remains to be",
                                   "needs to be studied",
                                   "need to be studied",
                                   "needs to be investigated",
                                   "need to be investigated",
                                   "needs to be confirmed",
                                   "need to be confirmed",
                                   "needs to be evaluated",
                                   "need to be evaluated",
                                   "did not evaluate",
                                   "did not assess",
                                   "did not measure",
                                   "did not examine",
                                   "did not investigate",
                                   "not powered",
                                   "was not assessed",
                                   "were not assessed",
                                   "was not evaluated",
                                   "were not evaluated",
                                   "was not measured",
                                   "were not measured"}}});
  return kWishes.in(lower) != 0 || needs_studies(lower);
}

// "Were evaluated at 2 and 8 h", "age and weight are shown in Table 2", "is expected to reduce": what was done, where a
// number stands or what is hoped for.
bool tells_doing(std::string_view lower) {
  static const CueWords kDoing(
      {{1u,
        {"evaluated", "assessed", "recorded", "measured", "compared", "analysed", "analyzed", "collected",
         "monitored"}},
       {2u,
        {"presented", "shown", "summari", "listed", "given", "reported", "displayed", "depicted", "illustrated",
         "provided", "detailed", "table", "fig"}},
       {4u, {"expected to", "in order to detect", "to detect a", " will ", " needed", " required"}}});
  const std::uint32_t found = kDoing.in(lower);
  const re2::StringPiece text(lower.data(), lower.size());
  static const RE2 done(
      R"(\b((?:were|was) (?:also |then |all )?(?:evaluated|assessed|recorded|measured|compared|analy[sz]ed|collected|monitored) (?:at|before|every|using|by|for|as|immediately|separately|twice|daily|weekly|preoperatively|postoperatively))\b)");
  static const RE2 elsewhere(
      R"(\b(?:are|were|is|was) (?:\w+ )?(?:presented|shown|summari[sz]ed|listed|given|reported|displayed|depicted|illustrated|provided|detailed) in (?:the )?(?:supplement\w* |online |additional )?(?:table|fig|file|appendi|material)|\b(?:table|figure|fig\.) \w+ (?:presents|shows|lists|summari[sz]es|gives|reports|displays|provides)\b)");
  static const RE2 hoped(
      R"(\b(?:is|are|was|were) expected to|\bin order to detect|\bto detect an? |\b(?:are|were|is|was) (?:needed|required) (?:per|in each|for each|to detect|to show|to achieve a power|for a power)\b|\bwill (?:describe|assess|examine|investigate|evaluate|compare|determine|explore|provide))");
  re2::StringPiece doing;  // a share behind it was found: "were recorded daily in 12%"
  const bool does = (found & 1u) != 0 && RE2::PartialMatch(text, done, &doing) &&
                    lower.find('%', static_cast<std::size_t>(doing.data() - lower.data())) == std::string_view::npos;
  return does || ((found & 2u) != 0 && RE2::PartialMatch(text, elsewhere)) ||
         ((found & 4u) != 0 && RE2::PartialMatch(text, hoped));
}

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

Features QuestionedDocument::cues_of(std::size_t s, const std::string& lower) const {
  const Document& d = indexed_->document;
  const Sentence& sentence = indexed_->sentences[s];
  const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
  const std::string_view text = slice(d.text, sentence.span);
  Features f{};
  at(f, Feature::kPValue) = has_p_value(lower);
  const std::uint32_t words_found = words_in(lower);
  for (Feature feature : kOfWords) at(f, feature) = (words_found & bit(feature)) != 0;
  // "Blood loss and complications were noted.": what was looked at, not what was found.
  for (std::string_view looked : {" noted.", " recorded.", " compared.", " evaluated.", " analysed.", " analyzed."})
    if (lower.ends_with(looked) && at(f, Feature::kEffect) == 0 && !lower.starts_with("no ") &&
        lower.find(" no ") == std::string::npos && lower.find(" not ") == std::string::npos)
      at(f, Feature::kMeasured) = 1;
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

bool QuestionedDocument::tells_plan(const Features& cues, const std::string& lower) {
  const auto has = [&](Feature feature) { return cues[static_cast<std::size_t>(feature)] > 0; };
  // "Secondary outcomes that improved were …", among the results.
  const bool found =
      (has(Feature::kResults) || has(Feature::kAbstractResults)) && (has(Feature::kEffect) || has(Feature::kNumbers));
  // "To detect this difference as significant with a power of 90%, 150 are needed": words of a test, and none.
  static const RE2 power(R"(\bto detect (?:an?|this|the|such) |\bpower of (?:0?[.·]?\d|\d)|\d ?% power\b)");
  if ((lower.find("to detect ") != std::string::npos || lower.find("power") != std::string::npos) &&
      RE2::PartialMatch(lower, power))
    return true;
  if (is_tested(cues) || has(Feature::kNoDifference)) return false;
  return has(Feature::kAim) || (has(Feature::kMeasured) && !found) || has(Feature::kCaption) ||
         (!has(Feature::kComparison) && !has(Feature::kTableRow) && tells_doing(lower));
}

bool QuestionedDocument::tells_wish(const Features& cues, const std::string& lower) {
  return !is_tested(cues) && asks_for_studies(lower);
}

bool QuestionedDocument::is_header(std::size_t s) const {
  const Document& d = indexed_->document;
  const Passage& passage = d.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)];
  return passage.kind == PassageKind::kTableRow && passage.table >= 0 &&
         passage.row < d.tables[static_cast<std::size_t>(passage.table)].header_rows;
}

bool QuestionedDocument::tells_background(std::size_t s, const Features& cues, const std::string& lower) const {
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
  // What was adjusted for.
  if (lower.find("covariate") != std::string::npos) return true;
  // "Tranexamic acid is an agent which decreases bleeding": what everybody knows.
  // (RE2 takes long to build counted repetitions.)
  static const RE2 defines(R"(^((?:the )?[\w ,()-]+? (?:is|are) (?:an?|the) [^.;:]+? (?:which|that|used|known))\b)");
  constexpr std::size_t kLongest = 150;  // bytes of a definition's beginning
  static const CueWords kDefining(
      {{1u, {" is a", " are a", " is the ", " are the "}}, {2u, {" which", " that", " used", " known"}}});
  if (!is_tested(cues) && !has(Feature::kNumbers) && kDefining.in(lower) == 3u) {
    re2::StringPiece beginning;
    if (RE2::PartialMatch(lower, defines, &beginning) && beginning.size() <= kLongest) return true;
  }
  // "was greater in the training group at baseline than in the other"
  static const RE2 differed(
      R"(\b(?:higher|lower|greater|larger|smaller|longer|shorter|more|fewer|older|younger)\b[^,;]*\bat (?:the )?baseline\b)");
  static const RE2 later(
      R"(\b(?:from|than|with|to|and) (?:the )?baseline\b|\b(?:after|follow|change|post|end|final)|\b(?:\d+|one|two|three|four|six|twelve)[- ](?:days?|weeks?|months?|years?)\b)");
  if (lower.find("baseline") != std::string::npos && RE2::PartialMatch(lower, differed) &&
      !RE2::PartialMatch(lower, later))
    return true;
  // The groups were of one age and sex.
  if (!has(Feature::kNoDifference)) return false;
  // Nor did they differ at the start; what is compared with the start differs.
  static const RE2 at_start(
      R"(\b(?:differ\w*|similar|comparable|equal|balanced)\b.{0,60}\b(?:in|at|of|for) (?:the |their )?baseline\b)");
  static const RE2 since(
      R"(\b(?:from|than|with|to|and) (?:the )?baseline\b|\b(?:after|follow|change|post)|\b\d+[- ](?:weeks?|months?|years?)\b)");
  if (lower.find("baseline") != std::string::npos && RE2::PartialMatch(lower, at_start) &&
      !RE2::PartialMatch(lower, since))
    return true;
  return (lower.find("age,") != std::string::npos || lower.find("age and") != std::string::npos) &&
         (lower.find("sex") != std::string::npos || lower.find("gender") != std::string::npos ||
          lower.find("bmi") != std::string::npos || lower.find("body mass index") != std::string::npos);
}

bool QuestionedDocument::tells_result(std::size_t s, const Features& cues, bool plan, const std::string& lower) const {
  const auto has = [&](Feature feature) { return cues[static_cast<std::size_t>(feature)] > 0; };
  const bool tested = is_tested(cues);
  if (plan || is_header(s) || (has(Feature::kTableNote) && !tested)) return false;
  // A row of a table without numbers holds words.
  constexpr double kTwoNumbers = 2 / 6.0;
  if (has(Feature::kTableRow) && cues[static_cast<std::size_t>(Feature::kNumbers)] < kTwoNumbers) return false;
  bool sign = has(Feature::kTableRow) || tested;
  for (Feature feature : {Feature::kComparison, Feature::kEffect, Feature::kNoDifference}) sign = sign || has(feature);
  sign = sign || (has(Feature::kNumbers) && holds_digit(s));  // not that of a citation mark
  static const CueWords kNoHarm({{1u,
                                  {"no adverse", "no serious adverse", "no side effect", "no complication", "no harm",
                                   "no serious", "no toxic", "no death", "without complication", "without adverse",
                                   "without side effect", "without any side effect", "well tolerated"}}});
  sign = sign || kNoHarm.in(lower) != 0;
  if (!sign || tells_background(s, cues, lower)) return false;
  const Document& d = indexed_->document;
  const Sentence& sentence = indexed_->sentences[s];
  const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
  // "Outcome measures" among the results tells results, too.
  bool under_results = false;
  for (const Section* here = section_at(d, passage.section); here != nullptr; here = section_at(d, here->parent))
    under_results = under_results || here->role == "results";
  if (has(Feature::kMethods) && !under_results && !tested && !has(Feature::kNoDifference)) return false;
  // Of the groups before anything was done.
  static constexpr std::array<std::string_view, 20> kBefore = {"at admission",
                                                               "on admission",
                                                               "at inclusion",
                                                               "at enrolment",
                                                               "at enrollment",
                                                               "at randomisation",
                                                               "at randomization",
                                                               "at presentation",
                                                               "before the treatment",
                                                               "before treatment,",
                                                               "before the intervention",
                                                               "before intervention,",
                                                               "before the study",
                                                               "before study",
                                                               "before the trial",
                                                               "prior to intervention",
                                                               "prior to the intervention",
                                                               "prior to the study",
                                                               "at the beginning of the study",
                                                               "at study entry"};
  const std::string start = lower.substr(0, 44);
  // "At the time of the baseline survey, …"; not "At 12 weeks, compared with baseline, …".
  if (const std::size_t baseline = start.find("baseline");
      start.starts_with("at ") && baseline != std::string::npos &&
      std::string_view(start).substr(0, baseline).find(',') == std::string_view::npos)
    return false;
  return std::none_of(kBefore.begin(), kBefore.end(), [&](std::string_view words) { return start.starts_with(words); });
}

}  // namespace warrant
