#include "ingest/extract/label_phrase.h"

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// `words` becomes what the first group of `form` holds when it is all of it.
bool keep(std::string& words, const Guarded& form) {
  re2::StringPiece groups[2];
  if (!form.is(words, groups, 2)) return false;
  words = std::string(trim(groups[1].as_string()));
  return true;
}

// Up to the verb of a clause: "recurrence of prolapse | showed no difference"; a relative clause is part of the name.
void cut_at_verb(std::string& words) {
  static const Guarded verb(
      R"(^(\S.*?),?(?: also| however)? (?:(?:and |but |however )(?:was|were|had|did|has|have)|shows?|showed|was|were|is|are|did|does|has|remained|became|appeared|persisted|reached|(?:increases|decreases) \d.*)(?: .*)?$)"),
      relative(R"((?i)(?:\b(?:who|that|which|whose|whom|where|when|whether|how|if|it|they|not)\b|‘|“|").*)");
  re2::StringPiece groups[2];
  if (!verb.is(words, groups, 2)) return;
  if (relative.in(groups[1].as_string())) return;
  words = groups[1].as_string();
}

// A preposition, article or joint left over at the end.
void drop_tail(std::string& words) {
  static const Guarded tail(
      R"(^(.*\S)(?:[,;:—–]|,? (?:of|in|for|with|to|the|an?|and|or|by|at|on|from|than|as|however|respectively|who|that|which))$)");
  while (keep(words, tail)) {
  }
}

}  // namespace

std::string outcome_phrase(std::string words) {
  static const Guarded told(
      R"((?i)^(?:the |our |these )?(?:results?|findings?|data|analys[ei]s|review)\b.* (?:suggest|show|indicate|reveal|demonstrate)(?:s|ed)? (?:that )?(.{3,})$)"),
      turned(
          R"((?i)^(.{3,}?),? (?:(?:but|although|whereas|comparing|as compared|compared) .*|with an? (?:\w+ )?(?:relative risk|(?:odds|hazard|risk|rate) ratio|[HOR]R|p value)\b.*)$)"),
      chance(
          R"((?i)^(?:an? |the |their )?(?:(?:marginally|significantly|slightly|statistically|estimated|overall|adjusted|unadjusted|crude|increased|decreased|reduced|higher|lower|greater|larger|elevated) |[\w-]+ adjusted )*(?:odds|risks?|likelihood|hazards?|probability|chances?|(?:OR|RR|HR)s?(?: estimates)?)(?: reduction)? (?:of|for|on) (?:the |an? )?(.{3,})$)"),
      share(
          R"((?i)^(?:an? )?\d+(?:\.\d+)? ?% (?:relative )?(?:reduction|increase|decrease|improvement|rise|decline) in (?:the )?(.{3,})$)"),
      onset(
          R"((?i)^(?:developing|fewer|the occurrence of|the development of|effects? on|impact on|(?:found|observed|seen|noted|detected) (?:on|in|for)|experiencing) (?:the |an? )?(.{3,})$)"),
      group(
          R"((?i)^(.{3,}?) (?:in|for|among|between|within) (?:the |both |either |all |our |this )*(?:[\w/+-]+ ){0,3}(?:groups?|arms?|trials?|stud(?:y|ies)|cohorts?|subgroups?|analys[ei]s|models?)(?: only)?(?: \([\d.% ]+\))?$)");
  // What is left of a sentence: a count, a time, a lead-in, a word of statistics, people.
  static const Guarded nothing(
      R"((?i)^(?:)"
      R"(\d[\d,]* (?:out )?of .*)"
      R"(|(?:day|week|month|year|T|stage) ?\d+(?: \w+)?|\d+[- ](?:days?|weeks?|months?|years?)(?: (?:trial|study|period|follow-?up))?)"
      R"(|\d+(?:\.\d+)? ?(?:mg|g|ml|kg)|.* \d+(?:\.\d+)? ?mg)"
      R"(|at (?:\d|the |an? ).*|(?:by|than|not|but|also|despite|and|when|with|from|after|before|during|if|it|its|whether|while|because|between|since|until|within|without|determined|considered|according|applying|including|suggesting|seen|this|these|those|there|their|his|her|randomi[sz]ed|allocation|allocated|assigned|comparison|dichotomi[sz]ed|rerun|superiority|inferiority)(?: .*)?)"
      R"(|(?:men|women|patients|children|participants|people|subjects|controls?|men’s|women’s|months?|weeks?|days?|years?|again|outside|missed|significantly|significant|use|combination|treatment|interaction|recorded|reliable|overall|outcomes|(?:both|all|these) (?:outcomes|groups)|equal|complete|different|comparable|only .*|median|excluded|individuals|follow-?up(?: periods?)?|sample size|heterogeneity|odds|hazards?))"
      R"(|.*\b(?:statistical|statistically) significan(?:ce|t).*|.*\b(?:groups?|arms?|analys[ei]s|subgroups?|interaction)(?: (?:more|participants|from) .*)?)"
      R"(|(?:relative|mean|rate|risk) (?:changes?|differences?|reductions?)|(?:similar|same) results?|(?:reduced|increased|higher|lower) (?:risks?|odds|rates?)|intervention effects?)"
      R"()$)");
  words = std::string(trim(words));
  keep(words, told);
  cut_at_verb(words);
  keep(words, turned);
  keep(words, share);
  keep(words, chance);
  keep(words, onset);
  keep(words, group);
  drop_tail(words);
  return nothing.is(words) ? std::string() : words;
}

std::string group_phrase(std::string words) {
  static const Guarded doing(
      R"((?i)^(?:.* but |(?:(?:with|than|to|in) (?:the |those )?|favou?r of (?:the )?))(.{3,})$)"),
      following(R"((?i)^(?:following|after|in) (?:\w+ ){0,2}(?:adjustment|analys[ei]s),? (.{3,})$)");
  static const Guarded nothing(
      R"((?i)^(?:)"
      R"(\d[\d,]* (?:out )?of .*|(?:much|than|seen|likely|have|had|return|induced|disparate|group|groups|following|successive|short-?|excluded|P|earn|hand|almost unchanged|unadjusted|adjusted|according|changes|insignificant|non-significant|nonsignificant|only factor|only variable|following variables|colleagues)(?: (?:than|however|despite|after|for) .*)?)"
      R"(|(?:\d+|two|three|four|\w+ly twice|twice|nearly|almost|half)(?: times)? the .*)"
      R"(|(?:not \w*(?:ly|t|ed)|nor|neither|despite|likely|latter|suggests?|participated|such|moving) .*|these (?:proportions|differences|rates|results)|.*\bodds-? ?ratios?\b.*)"
      R"(|(?:existing|previous) (?:trials|studies)|(?:inferiority|superiority|difference|shortfall) (?:of|between) .*|.*\bdifferences? between .*|[a-z]{0,2}(?:ORR|DCR|CBR|QoL)|same time period|.*\banalys[ei]s|follow-?up.*|baseline assessment|to report|.* however)"
      R"()$)");
  static const Guarded counted(
      R"((?i)^\d[\d,]* (?:out )?of (?:the )?\d[\d,]*(?: \([^)]*\))? (?:[\w-]+ )?(?:in|among|from|on|of) (?:the )?(\D.{2,})$)");
  words = std::string(trim(words));
  keep(words, counted);
  static const Guarded when(
      R"((?i)^(?:after|when|before|once) (?:the |an? )?\w+ (?:was|were) .*$)");  // "the lights were cut"
  static const Guarded told(
      R"(^(?:\w+ ){0,2}(?:studies|trials|results|analys[ei]s|authors) (?:showed|show|suggest(?:ed)?|found|reported) (?:that )?(?:the )?(.{3,})$)");
  keep(words, told);
  if (!when.is(words)) cut_at_verb(words);
  keep(words, following);
  keep(words, doing);
  drop_tail(words);
  return nothing.is(words) ? std::string() : words;
}

void name_groups(std::string& subject, std::string& comparator) {
  // "9.9 months under FUFOX": whose time it is. "Table 3", "1.2 mmol/L", "there": nobody.
  static const Guarded timed(
      R"((?i)^\d[\d.]* ?(?:months?|weeks?|days?|years?|%) (?:under|with|in|for|after|on|among) (?:the )?(.{2,})$)"),
      no_name(
          R"((?i)^(?:(?:table|figure|fig\.?|supplementary|section|model|step)\b.*|[\d.,·]+ ?[a-zµ/%²0-9]*|their|its|his|her|from|which .*|that .*|\d+(?:\.\d+)? ?% .*|(?:the )?results?|.*\brandom factors?|.*\brelative risk\b.*|.*\btrend tests?|there|[\w-]+-analysis|(?:crude|adjusted|unadjusted) [\w-]*-?analysis|clinical|median|overall|respectively|including .*|about .*|prematurely .*|(?:increased |decreased |reduced |higher |lower |greater )?(?:risk|odds) of .*|.* due|whose .*|other|another|one|both|these|this|such|same|but|and|or|while|whereas|however)$)");
  // "rate in the study group": the group.
  static const Guarded measured(
      R"((?i)^(?:rates?|proportions?|percentages?|numbers?|incidence|risks?|mortality|prevalence|odds) (?:in|among|of|for) (?:the )?(.*\b(?:groups?|arms?|patients|participants|women|men|children|infants|subjects))$)");
  // "patients who received chemotherapy": the treatment.
  static const Guarded given(
      R"((?i)^(?:all |the |those )?(?:patients|women|men|participants|subjects|children|people|those)? ?(?:who (?:had |have )?(?:received|were (?:treated with|given|randomi[sz]ed to|assigned to|allocated to))|receiving|treated with|randomi[sz]ed to|assigned to|allocated to) (?:the |receive )?(.{3,})$)");
  // "In multivariate analyses having six visits", "Conversely, eyes with fluid": without what leads in.
  static const Guarded leading(
      R"((?i)^(?:(?:in|on|by|using|at|from) (?:the |a |this |an )?(?:[\w-]+ ){0,3}?(?:analys[ei]s|regression|models?)(?: analys[ei]s)?,? (?:having |that |the )?|(?:conversely|however|similarly|moreover|furthermore|additionally|likewise|finally|overall|indeed|interestingly), |(?:as |the |important |significant |independent |possible |main )*(?:risk|prognostic|protective) factors?,? )(.{3,})$)");
  // "in the A arm", "for patients in the A group": the group.
  static const Guarded led(
      R"((?i)^(?:(?:in|for|among|within|between) (?:the |both |either )?|(?:n?either|both) the )(\D.{2,})$)"),
      members(
          R"((?i)^(?:the |all |those |other )?(?:patients|women|men|participants|subjects|children|people|those|infants|individuals) (?:in|from|of|on|within) (?:the )?([^,]*\b(?:group|arm|cohort|condition|[A-Z]{2,4})s?)$)");
  // "no significant effect of treatment", "treatment effect of X": what has it.
  static const Guarded effect(R"((?i)^(?:no |the |a )?(?:significant )?(?:\w+ )?effects? of (?:the )?(.{3,})$)");
  if (std::string rest; effect.possible(subject) && RE2::FullMatch(subject, effect.pattern(), &rest)) subject = rest;
  // "previous trials of X in children", "analyses of data measuring the impact of X": what was tried.
  static const Guarded tried(
      R"((?i)^(?:previous |other |several |many |the |an? )*(?:[\w-]+ ){0,2}(?:trials?|stud(?:y|ies)|analyses of data|meta-?analys[ei]s) (?:of|(?:measuring|on) the (?:impact|effects?) of) (?:the )?(.{3,}?)(?: in .*)?$)");
  if (std::string rest; tried.possible(subject) && RE2::FullMatch(subject, tried.pattern(), &rest)) subject = rest;
  // "significantly more drinkers of tea": who they are.
  static const Guarded more(R"((?i)^(?:significantly )?(?:more|fewer) (\w.{2,})$)");
  if (std::string rest;
      more.possible(subject) && RE2::FullMatch(subject, more.pattern(), &rest) && !rest.starts_with("than"))
    subject = rest;
  // "those with high as compared to low tea use": both are of the use.
  static const Guarded level(R"((?i)\b(?:high|low|higher|lower|positive|negative|strong|weak) as$)"),
      leveled(R"((?i)^(?:high|low|higher|lower|positive|negative|strong|weak) (.+)$)");
  if (std::string rest; level.in(subject) && RE2::FullMatch(comparator, leveled.pattern(), &rest))
    subject.replace(subject.size() - 2, 2, rest);
  for (std::string* name : {&subject, &comparator}) {
    std::string rest;
    if (led.possible(*name) && RE2::FullMatch(*name, led.pattern(), &rest)) *name = rest;
    if (members.possible(*name) && RE2::FullMatch(*name, members.pattern(), &rest)) *name = rest;
    if (leading.possible(*name) && RE2::FullMatch(*name, leading.pattern(), &rest)) *name = rest;
    if (measured.possible(*name) && RE2::FullMatch(*name, measured.pattern(), &rest)) *name = rest;
    if (given.possible(*name) && RE2::FullMatch(*name, given.pattern(), &rest)) *name = rest;
    if (timed.possible(*name) && RE2::FullMatch(*name, timed.pattern(), &rest)) *name = rest;
    if (no_name.is(*name)) name->clear();
    *name = group_phrase(*name);
  }
}

}  // namespace warrant
