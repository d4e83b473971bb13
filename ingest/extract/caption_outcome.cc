#include "ingest/extract/caption_outcome.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/sentence_context.h"
#include "ingest/extract/table_columns.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// "ratios–relative to no culling–for relapse", "intervals (in brackets)": without the aside.
std::string without_asides(const std::string& caption) {
  static const Guarded glued(R"(([a-z)])\s?[–—]\s?(for|of|relative|among|adjusted|compared|according)\b)"),
      aside(R"(\s[–—]\s[^–—]{4,90}\s[–—]\s(for|of|in)\b)"),
      printed(R"((?i)\s*\((?:in|within) (?:parenthes[ei]s|brackets)\))");
  std::string out = caption;
  if (printed.in(out)) RE2::GlobalReplace(&out, printed.pattern(), "");
  if (!glued.in(out)) return out;
  RE2::GlobalReplace(&out, glued.pattern(), "\\1 – \\2");
  RE2::GlobalReplace(&out, aside.pattern(), " \\1");
  return out;
}

// Up to the word that says in whom, when or how; "more than 2000 IU/ml" goes on.
std::string noun_phrase(std::string found) {
  static const RE2 start(R"((?i)^(?:the )?(?:development|onset|occurrence|presence) of (?:an? |the )?(.{4,})$)");
  if (std::string rest; RE2::FullMatch(found, start, &rest)) found = rest;
  // "need for a second operation": of what.
  static const RE2 need(R"((?i)^((?:the )?needs? (?:for|of) (?:an? |the )?)(.+)$)");
  if (std::string lead, rest; RE2::FullMatch(found, need, &lead, &rest)) return lead + noun_phrase(rest);
  static const RE2 stop(
      R"((?i)^(.*?)\s+(?:in|among|by|according|with|between|at|during|from|after|using|stratified|adjusted|for|based|across|comparing|compared|versus|vs|within|on|over|and their|as|per|of|through|when|whose|among|adjusting|controlling|study|trial|arm|group)\b.*$)");
  static const RE2 than(R"((?i)^(?:.* )?(\w+)( than\b.*)$)");
  std::string cut;
  if (RE2::FullMatch(found, stop, &cut) && !cut.empty()) {
    // "stunting at 18 months": when it was looked at is a part of it.
    static const RE2 when(R"((?i)^(\s+(?:at|within) \d+ ?(?:months?|weeks?|days?|years?|hours?)(?: of age)?)\b.*$)");
    std::string time;
    RE2::FullMatch(re2::StringPiece(found).substr(cut.size()), when, &time);
    found = cut + time;
  }
  static const WordSet limits = {"more", "less", "greater", "fewer", "lower", "higher", "other", "rather"};
  if (std::string before, rest; RE2::FullMatch(found, than, &before, &rest) && !limits.has(before))
    found.resize(found.size() - rest.size());
  return std::string(trim(found));
}

// What is compared or analysed is no outcome.
bool names_no_outcome(std::string_view words) {
  static const Guarded none(
      R"((?i)^(each|all|any|study|patients?|participants|women|men|subjects|outcomes?|events?|bias|age|sex|time|type|both|numbers?|primary|secondary)\b|\b(outcomes?|end ?-?points?)$|\b(sets?|cohorts?|patients|groups?|arms?|variables?|factors?|characteristics|data|subgroups?|parameters|results?|baseline|models?|regression|variates?|treatments?|compari\w+|effects?|interactions?|associations?|predictors?|versus|vs)\b)");
  return words.size() < 3 || none.in(words);
}

// "Odds ratios and 95% confidence intervals for X in …": what the ratios are of.
std::string outcome_of_ratios(const std::string& caption) {
  static const Guarded cue(
      R"((?i)(?:ratios?|\b(?:HR|OR|RR|IRR)s?|relative risks?)(?:,? ?\([^)]{1,24}\))?(?:,? ?(?:and|with|&) (?:the |their |corresponding )?(?:\(?9\d ?%\)? ?)?(?:(?:confidence|credible) intervals?|CIs?)(?: \([^)]{1,24}\))*)? (?:for|of|predicting|on) (?:the |an? |having |developing )?((?:[\w/'’–-]+ ?){1,8}))");
  std::string found;
  if (!cue.possible(caption) || !RE2::PartialMatch(caption, cue.pattern(), &found)) return {};
  found = noun_phrase(found);
  return names_no_outcome(found) ? "" : found;
}

// "change", "likelihood": of what, the words behind say.
bool generic(std::string_view words) {
  static const Guarded noun(R"((?i)^(\w+ )?(likelihood|probability|changes?|levels?|presence|occurrence|results?)$)");
  return noun.is(words);
}

// "Factors associated with X", "predictors of X", "correlates of X".
std::string outcome_of_factors(const std::string& caption) {
  static const Guarded cue(
      R"((?i)\b(?:(?:factors?|predictors?|variables|characteristics|determinants|correlates|features|markers)(?: [\w-]+){0,3}? (?:associated with|related to|predictive of|predicting|affecting|influencing)|(?:factors?|predictors?|determinants|correlates)(?: [\w-]+){0,3}? (?:of|for)) (?:the |an? )?((?:[\w/'’‘“”–-]+ ?){1,8}))");
  std::string words;
  if (!cue.possible(caption) || !RE2::PartialMatch(caption, cue.pattern(), &words)) return {};
  std::string found = noun_phrase(words);
  // "diagnosis of X", "cessation of drug use": one noun and of what.
  if (const std::string of = found + " of "; found.find(' ') == std::string::npos && words.starts_with(of))
    found = of + noun_phrase(words.substr(of.size()));
  // "prompt and appropriate treatment" is an outcome here, "treatment" alone and "other variables" are none.
  static const Guarded treated(R"((?i)^[a-z]\S* .*\btreatments?$)");
  return generic(found) || (names_no_outcome(found) && !treated.in(found)) ? "" : found;
}

// "Association of X with Y", "between X and Y": what happens, on whichever side it stands; of two events the second.
std::string outcome_of_association(const std::string& caption, bool prose) {
  if (prose) {
    static const RE2 first(R"((?i)\bassociations? (?:of|between) (.{3,60}?) (?:with|and) )");
    std::string left;
    return RE2::PartialMatch(caption, first, &left) ? event_in(left) : std::string();
  }
  static const Guarded cue(
      R"((?i)\bassociations? (?:of (.{3,120}) with|between (.{3,120}) and|with) (?:the |an? |risk of )?((?:[\w/'’‘“”–-]+ ?){1,8}))");
  re2::StringPiece groups[4];
  if (!cue.find(caption, groups, 4)) return {};
  const std::string left = groups[groups[1].empty() ? 2 : 1].as_string(), right = noun_phrase(groups[3].as_string());
  static const Guarded outcome(R"((?i)\boutcomes?\b|\bevents?\b)"),
      other_cue(R"((?i)\b(incidence|risk|odds|prevalence)\b)");
  if (!event_in(right).empty()) return right;
  if (std::string e = event_in(left); !e.empty()) return e;
  if (outcome.in(left)) return noun_phrase(left);
  return names_no_outcome(right) || generic(right) || other_cue.in(left) ? "" : right;
}

// "… in Iganga-Mayuge DSS", "Outcome at Site OS": initials behind a name are a place's.
bool names_place(const std::string& caption, const std::string& initials) {
  static const RE2 place(R"(\b(?:in|at|from) (?:the )?(?:[A-Z][\w-]+ )+([A-Z]{2,6})\b)");
  std::string found;
  re2::StringPiece rest(caption);
  while (RE2::FindAndConsume(&rest, place, &found))
    if (found == initials) return true;
  return false;
}

}  // namespace

std::string counted_in(std::string_view words) {
  static const Guarded people(
      R"((?i)\b(?:percentage|proportion|number|share|rate)s? of (?:[\w-]+ ){0,3}?(?:patients|participants|women|men|subjects|children|individuals|people|persons|infants|cases|households|pregnancies|eyes|adults|pupils|students)(?: who| that| with| having| reporting)? ((?:[\w/'’≥≤<>%–-]+ ?){1,11}))");
  // "Percentage choosing the best option"
  static const Guarded doing(
      R"((?i)^\W*(?:table \w+\W+)?(?:percentage|proportion|percent)s? ((?:correctly |incorrectly )?[a-z]{3,}ing (?:that )?(?:[\w/'’–-]+ ?){1,6}))");
  re2::StringPiece groups[2];
  if (!people.find(words, groups, 2) && !doing.find(words, groups, 2)) return {};
  static const RE2 lead(R"((?i)^(?:(?:were|was|had|have|has|the|an?|in|by|at|from) )+)");
  static const RE2 stop(
      R"((?i)^(.*?)\s+(?:among|according|between|during|using|stratified|adjusted|based|across|comparing|compared|versus|vs|when|of|were|was|is|are|increased|decreased|rose|fell|improved|declined|changed|remained|did|does|and their)\b.*$)");
  std::string found = groups[1].as_string(), cut;
  static const Guarded no_deed(
      R"((?i)^(in|by|at|from|according|per|and|or|included|randomi[sz]ed|analy[sz]ed|with data|was|were)\b)");
  if (no_deed.in(found)) return {};
  RE2::Replace(&found, lead, "");
  if (RE2::FullMatch(found, stop, &cut) && !cut.empty()) found = cut;
  // "pruritus in the first arm", "a result for whom": of whom is no part of it.
  static const RE2 whose(
      R"((?i)^(.*?)\s+(?:in (?:the |both |either |treatment )?(?:[\w-]+ ){0,2}(?:arms?|groups?)|for whom|from baseline)\b.*$)");
  if (RE2::FullMatch(found, whose, &cut) && !cut.empty()) found = cut;
  static const RE2 open_end(R"((?i)(?:\s+(?:and|or|the|an?|in|of|for|to|with|at|by|on))+\s*$)");
  RE2::Replace(&found, open_end, "");
  return std::string(trim(found));
}

std::string outcome_in_caption(const std::string& printed, bool prose) {
  const std::string caption = without_asides(printed);
  if (std::string e = endpoint_in(caption); !e.empty()) {
    // "Factors associated with non-adherence in … DSS": a place's initials.
    const bool initials = std::all_of(e.begin(), e.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!initials) return e;
    const std::string of = outcome_of_factors(caption);
    if (!names_place(caption, e)) return of.empty() || of.find(e) != std::string::npos ? e : of;
    if (!of.empty()) return of;
  }
  if (std::string of = outcome_of_ratios(caption); !of.empty()) return of;
  if (std::string of = outcome_of_association(caption, prose); !of.empty()) return of;
  // "cessation of drug use" is more than the first noun of it; an event before the cue is another.
  if (const std::string of = prose ? "" : outcome_of_factors(caption); !of.empty())
    if (const std::string e = event_in(caption); e.empty() || of.starts_with(e) || caption.find(e) < caption.find(of))
      return of;
  // "Weight gain in pregnancy and risk for small size": what the risk is of, not the nearest event.
  static const RE2 risk(
      R"((?i)\b(?:(?:risk|odds|likelihood|incidence|predictors?) (?:for|of)|to predict|predicting) (?:the |an? |developing |having )?((?:[\w/'’–-]+ ?){1,7}))"),
      risk_end(R"((?i)^(.*?)\s+(?:associated|and|or)\b.*$)");
  // "odds of agreement to participate in a survey by …": the deed with its object.
  static const RE2 deed(
      R"((?i)\b(?:risk|odds|likelihood) (?:for|of) ((?:[\w'’–-]+ ){0,2}to [a-z]+ in (?:an? |the )?(?:[\w'’–-]+ ?){1,4}))"),
      deed_end(R"((?i)^(.* in .*?)\s+(?:in|among|by|with|at|during|from|after|for|and|or|as|of|on)\b.*$)");
  if (std::string found, cut; RE2::PartialMatch(caption, deed, &found)) {
    if (RE2::FullMatch(found, deed_end, &cut)) found = cut;
    return std::string(trim(found));
  }
  if (std::string found, cut; RE2::PartialMatch(caption, risk, &found)) {
    found = noun_phrase(found);
    if (RE2::FullMatch(found, risk_end, &cut) && !cut.empty()) found = cut;
    static const Guarded unnamed(
        R"((?i)^(each|all|any|study|patients?|participants|women|men|subjects|outcomes?|events?|bias|primary|secondary)\b)");
    if (found.size() > 2 && !unnamed.in(found)) return found;
  }
  if (std::string e = event_in(caption); !e.empty()) return e;
  static const RE2 cue(
      R"((?i)(?:for predicting|to predict|associated with|associations? (?:with|of .* with)|predict(?:ing|ors? of|ors? for|ive of|ion of)|risk factors? (?:for|of)|(?:risk|odds|likelihood|probability|hazard|incidence|rates?) of|determinants of|effects? (?:on|of .* on)|(?:regression|model|analys[ei]s|ratios?|\b(?:HR|OR|RR|IRR)s?)(?: \([^)]*\))?(?: results)? (?:for|of|predicting|on)|related to|factors (?:for|affecting|influencing)) (?:the |an? )?((?:(?:[\w/'’–-]+|\([A-Z]+\)) ?){1,7}))");
  std::string found;
  re2::StringPiece rest(caption);
  std::string best;
  while (RE2::FindAndConsume(&rest, cue, &found)) {
    static const RE2 count(
        R"((?i)^(?:the )?(?:number|proportion|percentage|rate|change|changes|mean|level|levels)s? (?:of|in) (?:the )?)");
    RE2::Replace(&found, count, "");
    found = noun_phrase(found);
    static const RE2 open_end(R"((?i)\s+(and|or|the|a|an)\s*$)");
    RE2::Replace(&found, open_end, "");
    static const Guarded no_outcome(
        R"((?i)\b(sets?|cohorts?|patients|groups?|variables?|factors?|characteristics|data|subgroups?|parameters|results?|baseline|models?|regression|variates?|treatments?|associations?|correlations?)\b|^(time|type)$)");
    if (no_outcome.in(found)) continue;
    best = std::string(trim(found));
    static const Guarded weak(
        R"((?i)^(regression|variables?|factors?|model|multivaria\w+|univaria\w+|cox|logistic|the|association).*)");
    if (!weak.is(best)) return best;
  }
  return best;
}

}  // namespace warrant
