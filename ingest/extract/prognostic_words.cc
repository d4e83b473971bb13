#include "ingest/extract/prognostic_words.h"

#include <string>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// Where outcomes of prognosis are named.
const Guarded& prognostic_outcome() {
  static const Guarded pattern(
      "(?i)\\btime to (?:first |tumou?r |disease "
      ")?(?:death|progression|relapse|recurrence)\\b|(?:\\b(?:overall|progression[- ]free|disease[- ]free|(?:[a-z-]+ "
      ")?(?:cancer|disease|cause|event|relapse|recurrence|"
      "metastasis)[- ](?:free|specific)|(?:post(?:operative)? ?)?(?:one|two|three|five|\\d+)[- ]year(?: (?:overall|"
      "postoperative))?|postoperative|long[- ]term|short[- ]term|median|mean|average) )*\\b(?:survival(?: "
      "(?:time|rate|period|"
      "duration|probability|outcomes?|benefits?|prognosis)s?)?|prognos[ei]s|prognostic assessment|mortality(?: "
      "rate)?|death|"
      "(?:clinical |treatment |surgical )?outcomes?|recurrence|relapse|life expectancy|disease progression|disease "
      "course)\\b"
      "(?:-free survival)?|\\b(?:OS|PFS|DFS|RFS|CSS|EFS)\\b");
  return pattern;
}

const Guarded& effect_outcome() {
  static const Guarded pattern(
      "(?i)\\b(?:pain(?: relief| control| score)?|neurologic(?:al)? "
      "(?:function|status|recovery|damage|injury|improvement|"
      "outcome)|nerve function|quality of life|function(?:al status|s)?|stability|instability|skeletal(?:[- ]related)? "
      "events?|"
      "bone[- ]related events|bone destruction|fractures?|complications?|tumou?r growth|systemic disease|local "
      "(?:tumou?r )?"
      "control|efficacy|effectiveness|ability of daily living|ambulatory|symptoms|resistance|treatment "
      "response)\\b");
  return pattern;
}

}  // namespace

std::string_view polarity_of(Sense sense) {
  switch (sense) {
    case Sense::kFavourable:
      return "favourable";
    case Sense::kUnfavourable:
      return "unfavourable";
    case Sense::kNoEffect:
      return "none";
    case Sense::kDisputed:
      return "disputed";
    case Sense::kNone:
      break;
  }
  return "";
}

// Good or bad for the patient, from the words around the outcome.
Sense sense_of(std::string_view words) {
  static const Guarded bad(
      "(?i)\\b(?:worse|worst|worsen\\w*|poor(?:er|est)?|shorter|shorten\\w*|unfavou?rable|less "
      "favou?rable|adverse|inferior|"
      "deteriorat\\w*|impair(?:ed|s|ing)?\\b|impairment (?:of|in)|dismal|risk "
      "factors?|(?:high(?:er|est)?|great(?:er|est)?|elevat\\w*|excess|increas(?:e|es|ed|ing)) (?:[\\w-]+,? "
      "){0,3}(?:mortality|death|risk|recurrence|"
      "relapse|hazard|complications?)|(?:lower|reduc|decreas|declin|diminish)\\w* (?:[\\w-]+,? "
      "){0,4}(?:survival|prognos\\w+|OS|PFS|DFS|"
      "function|quality)|aggressive disease|survival (?:time |rate )?(?:of )?<|irreversible|develop "
      "resistance|no longer an option|"
      "portends? worse)\\b");
  static const Guarded good(
      "(?i)(?:\\b(?:better|best|longer|longest|prolong\\w*|extend\\w*|lengthen\\w*|improv\\w*|favou?rable|superior|"
      "protective|"
      "enhanc\\w*|benefit\\w*|fare better|more likely to "
      "(?:allow|achieve|regain|recover|improve|survive|benefit)|reliev\\w*|alleviat\\w*|preserv\\w*|restor\\w*|"
      "effectively|effective|"
      "(?:high(?:er|est)?|great(?:er|est)?|increas(?:e|es|ed|ing)) (?:[\\w-]+,? "
      "){0,3}(?:survival|OS|PFS|DFS|function|quality|efficacy)|(?:lower|reduc|decreas|prevent|"
      "inhibit|minimi[sz])\\w* (?:[\\w-]+,? "
      "){0,5}(?:mortality|death|risk|odds|rates?|recurrence|relapse|hazard|complications?|pain|events?|fractures?|"
      "damage|incidence|likelihood|destruction)|more accurate|well control\\w*|control(?:s|led|ling)? "
      "(?:tumou?r|systemic|pain)|"
      "superior efficacy|(?:significant|good|better|proven|high) (?:clinical )?efficacy|optimal)\\b|survival (?:time "
      "|rate )?(?:of )?>|\\bpredictor of survival >)");
  // Less of a loss is a gain.
  static const Guarded less_loss(
      "(?i)\\b(?:reduc|slow|prevent|attenuat|minimi[sz]|lessen|delay)\\w* (?:[\\w-]+ "
      "){0,4}(?:decline|loss|deterioration|impact|burden|interference|"
      "impairment|worsening|progression)\\b");
  if (less_loss.in(words)) return Sense::kFavourable;
  re2::StringPiece at_bad, at_good;
  const bool is_bad = bad.find(words, &at_bad, 1);
  const bool is_good = good.find(words, &at_good, 1);
  if (is_bad && is_good) {
    // "less favorable" holds "favorable", "improving worse outcomes"… the first word decides, the longer on a tie.
    if (at_bad.data() <= at_good.data() && at_bad.data() + at_bad.size() >= at_good.data()) return Sense::kUnfavourable;
    return at_bad.data() < at_good.data() ? Sense::kUnfavourable : Sense::kFavourable;
  }
  return is_bad ? Sense::kUnfavourable : is_good ? Sense::kFavourable : Sense::kNone;
}

// A heading that speaks for its list: "Poor Prognostic Indicators".
Sense sense_of_heading(std::string_view title) {
  static const RE2 pattern(
      "(?i)\\b(poor|adverse|unfavou?rable|negative|bad|worse)|\\b(favou?rable|good|positive|better)\\b");
  static const Guarded factors("(?i)prognos|predict|indicator|risk factor|factor");
  if (!factors.in(title)) return Sense::kNone;
  std::string bad, good;
  if (!RE2::PartialMatch(piece(title), pattern, &bad, &good)) return Sense::kNone;
  return bad.empty() ? Sense::kFavourable : Sense::kUnfavourable;
}

std::optional<NamedOutcome> outcome_in(std::string_view text, ByteSpan range, bool prognostic) {
  const std::string_view part = slice(text, range);
  re2::StringPiece match;
  const Guarded& pattern = prognostic ? prognostic_outcome() : effect_outcome();
  if (!pattern.find(part, &match, 1)) return std::nullopt;
  const auto start = range.start + static_cast<std::uint32_t>(match.data() - part.data());
  return NamedOutcome{{start, start + static_cast<std::uint32_t>(match.size())}, prognostic};
}

std::optional<NamedOutcome> outcome_in(std::string_view text, ByteSpan range) {
  const std::optional<NamedOutcome> found = outcome_in(text, range, true);
  return found ? found : outcome_in(text, range, false);
}

bool names_outcome(std::string_view text) {
  // Whole words that match by themselves, and words without which the patterns cannot match.
  constexpr std::uint32_t kSure = 1, kMaybe = 2;
  static const Literals words = {{"survival", kSure, true},
                                 {"prognosis", kSure, true},
                                 {"prognoses", kSure, true},
                                 {"mortality", kSure, true},
                                 {"death", kSure, true},
                                 {"outcome", kSure, true},
                                 {"outcomes", kSure, true},
                                 {"recurrence", kSure, true},
                                 {"relapse", kSure, true},
                                 {"os", kSure, true},
                                 {"pfs", kSure, true},
                                 {"dfs", kSure, true},
                                 {"rfs", kSure, true},
                                 {"css", kSure, true},
                                 {"efs", kSure, true},
                                 {"pain", kSure, true},
                                 {"function", kSure, true},
                                 {"stability", kSure, true},
                                 {"fracture", kSure, true},
                                 {"fractures", kSure, true},
                                 {"complications", kSure, true},
                                 {"efficacy", kSure, true},
                                 {"symptoms", kSure, true},
                                 {"resistance", kSure, true},
                                 {"prognostic assessment", kMaybe},
                                 {"survivals", kMaybe},
                                 {"life expectancy", kMaybe},
                                 {"disease progression", kMaybe},
                                 {"disease course", kMaybe},
                                 {"neurologic", kMaybe},
                                 {"nerve function", kMaybe},
                                 {"quality of life", kMaybe},
                                 {"functional status", kMaybe},
                                 {"functions", kMaybe},
                                 {"instability", kMaybe},
                                 {"skeletal", kMaybe},
                                 {"related events", kMaybe},
                                 {"bone destruction", kMaybe},
                                 {"complication", kMaybe},
                                 {"tumor growth", kMaybe},
                                 {"tumour growth", kMaybe},
                                 {"systemic disease", kMaybe},
                                 {"local control", kMaybe},
                                 {"local tumor control", kMaybe},
                                 {"local tumour control", kMaybe},
                                 {"effectiveness", kMaybe},
                                 {"ability of daily living", kMaybe},
                                 {"ambulatory", kMaybe},
                                 {"treatment response", kMaybe}};
  const std::uint32_t found = words.in(text);
  // The long s and the Kelvin sign also set kMaybe.
  if ((found & kSure) != 0) return true;
  if (found == 0) return false;
  return prognostic_outcome().in(text) || effect_outcome().in(text);
}

}  // namespace warrant
