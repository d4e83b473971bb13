// Parts of questions that ask for factors, recommendations or the accuracy of a test.
#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/query/question_parts.h"

namespace warrant {
namespace {

std::string clean(std::string_view part) {
  static const RE2 article(R"((?i)^(?:the|an?) )");
  std::string out(trim(part));
  while (!out.empty() && (out.back() == '?' || out.back() == '.' || out.back() == ',')) out.pop_back();
  RE2::Replace(&out, article, "");
  return out;
}

struct Form {
  const char* pattern;
  std::string QuestionParts::*first;
  std::string QuestionParts::*second;
};

template <std::size_t n>
QuestionParts read(const std::array<Form, n>& forms, std::string_view text) {
  QuestionParts parts;
  const std::string whole = clean(text);
  for (const Form& form : forms) {
    std::string first, second;
    const RE2 pattern(form.pattern);
    if (!RE2::PartialMatch(whole, pattern, &first, &second)) continue;
    // "should antibiotics be given for otitis media": what is given, not who.
    static const RE2 to_whom("(?:for|to|in|as|after|before|during) .*");
    if (form.first == &QuestionParts::population && RE2::FullMatch(second, to_whom)) continue;
    parts.*form.first = clean(first);
    parts.*form.second = clean(second);
    return parts;
  }
  return parts;
}

}  // namespace

QuestionParts frequency_parts_of(std::string_view text) {
  static constexpr std::array<Form, 6> kForms = {{
      {R"((?i)^(?:what (?:is|was|were|are) the )?(?:mean|average|median) (.+?)(?: (?:in|of|among|after|following|during|at|with|for) (.+))?$)",
       &QuestionParts::outcome, &QuestionParts::population},
      {R"((?i)^how (?:often|frequently) (?:do|does|did) ((?:\w+ ){0,2}?(?:patients|people|women|men|children|adults|participants|infants|individuals)(?: with \w+)?) (.+?)(?: (?:in|among|after|following|during|at|with) .+)?$)",
       &QuestionParts::population, &QuestionParts::outcome},
      {R"((?i)^how (?:common|often|frequent|frequently) (?:is|are|was|were|does|do|did) (.+?)(?: occur| happen| develop)?(?: (?:in|among|after|following|during|at|with|for) (.+))?$)",
       &QuestionParts::outcome, &QuestionParts::population},
      {R"((?i)\b(?:prevalence|incidence|the rate|risk|chance|probability|likelihood|frequency) of (.+?)(?: (?:when|if|in|among|after|following|during|at|with|for|on) (.+?))?(?: (?:at|within|after) \w+ (?:days?|weeks?|months?|years?))?$)",
       &QuestionParts::outcome, &QuestionParts::population},
      {R"((?i)^(?:what (?:is|was|are|were) the )?((?:[\w-]+ ){1,3}rates?) (?:of|in|with|for|after|following|among) (.+?)(?: (?:at|within|after) \w+ (?:days?|weeks?|months?|years?))?$)",
       &QuestionParts::outcome, &QuestionParts::population},
      {R"((?i)\bthe ((?:[\w-]+ )?(?:mortality|fatality)(?: rate)?) (?:in|of|among|after|following|from|with|for) (.+?)(?: (?:at|within|after) \w+ (?:days?|weeks?|months?|years?))?$)",
       &QuestionParts::outcome, &QuestionParts::population},
  }};
  return read(kForms, text);
}

QuestionParts share_parts_of(std::string_view text) {
  static constexpr std::array<Form, 2> kForms = {{
      {R"((?i)^(?:how many|(?:what|which) (?:proportion|percentage|share|fraction) of) (.+?) ((?:completed|survived|died|withdrew|discontinued|quit|stopped|relapsed|responded|improved|recovered|conceived|returned|attended|adhered|dropped out)\b.*)$)",
       &QuestionParts::population, &QuestionParts::outcome},
      {R"((?i)^(?:what|which) (?:proportion|percentage|share|fraction) of (.+?) (?:had|have|ha[ds]|achieve[ds]?|developed|experienced|reported|reached|showed|suffered(?: from)?|complained of|were|are|was|is) (.+?)(?: at .+)?$)",
       &QuestionParts::population, &QuestionParts::outcome},
  }};
  QuestionParts parts = read(kForms, text);
  static const RE2 treated(
      R"((?i)^(.+?) (?:on|receiving|treated with|taking|given|(?:assigned|randomi[sz]ed|allocated) to|after|undergoing) (.+)$)");
  std::string who, what;
  if (RE2::FullMatch(parts.population, treated, &who, &what)) {
    parts.population = who;
    parts.subject = what;
  }
  return parts;
}

std::string ratio_outcome_of(std::string_view text) {
  static const RE2 form(
      R"((?i)\b(?:hazard|odds|risk|rate) ratios? for (.+?)(?: (?:with|in|among|after|by|between|when|if|of|on|using|following|under|at) .+)?$)");
  std::string outcome;
  const std::string whole = clean(text);
  return RE2::PartialMatch(whole, form, &outcome) ? clean(outcome) : "";
}

QuestionParts factor_parts_of(std::string_view text) {
  static constexpr std::array<Form, 2> kForms = {{
      {R"((?i)\b(?:predictors|determinants|(?:risk|prognostic|independent|predictive) factors) (?:of|for) (.+?)(?: (?:in|among|after|following|with) (.+?))?(?: (?:is|are) (?:known|reported|described|found)| exist)?$)",
       &QuestionParts::outcome, &QuestionParts::population},
      {R"((?i)\b(?:predicts?|predicted|affects?|influences?|determines?|(?:associated|correlated) with|(?:related|linked) to|(?:increase|raise|reduce|lower) the risk of) (.+?)(?: (?:in|among|after|following) (.+))?$)",
       &QuestionParts::outcome, &QuestionParts::population},
  }};
  return read(kForms, text);
}

QuestionParts recommendation_parts_of(std::string_view text) {
  static constexpr std::array<Form, 5> kForms = {{
      {R"((?i)\bshould .+? (?:receive|undergo|take|use|get|be (?:treated|managed) with|be offered|be given) (.+?) to (?:reduce|improve|gain|increase|prevent|lower|relieve|treat|shorten|prolong|avoid|control|lose|raise) (.+)$)",
       &QuestionParts::subject, &QuestionParts::outcome},
      {R"((?i)\bshould (?:we |i |one |clinicians |doctors )?(?:use|give|offer|prescribe|perform|consider|recommend|add|start|stop) (.+?)(?: (?:for|in|to|after|before|during) (.+))?$)",
       &QuestionParts::subject, &QuestionParts::population},
      {R"((?i)\bshould (.+?) (?:receive|undergo|take|use|have|get|be (?:treated|managed) with|be offered|be given) ([^?]{3,})$)",
       &QuestionParts::population, &QuestionParts::subject},
      {R"((?i)\bshould (.+?) be (?:\w+ed|given)\b(?: (?:for|in|to|after|before|during|as) (.+))?)",
       &QuestionParts::subject, &QuestionParts::population},
      {R"((?i)^(?:is|are) (.+?) (?:recommended|indicated|contraindicated|advised)\b(?: (?:for|in|to|after|before|during|as) (.+))?)",
       &QuestionParts::subject, &QuestionParts::population},
  }};
  return read(kForms, text);
}

std::vector<std::string> deed_of(std::string_view text) {
  static const RE2 form(R"((?i)\bshould .+? (?:be|get) (\w+(?:ed|own|ut))(?: or (\w+(?:ed|own|ut)))?\b)");
  static constexpr std::array<std::string_view, 17> kAny = {
      "administ", "advis",    "avoid",  "consid", "encourag",  "given", "manag", "offer", "perform",
      "prefer",   "prescrib", "provid", "receiv", "recommend", "start", "treat", "us"};
  std::string first, second;
  std::vector<std::string> stems;
  if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), form, &first, &second)) return stems;
  for (const std::string& verb : {first, second})
    for (Word& word : words_of(verb))
      if (std::none_of(kAny.begin(), kAny.end(), [&](std::string_view any) { return word.stem.starts_with(any); }))
        stems.push_back(std::move(word.stem));
  return stems;
}

QuestionParts accuracy_parts_of(std::string_view text) {
  static constexpr std::array<Form, 1> kForms = {{
      {R"((?i)\b(?:sensitivity|specificity|value|index|curve|auc|auroc|accuracy)(?: and [a-z]+)? (?:of|for) (.+?)(?: (?:for|in|to (?:detect|diagnose|identify|predict)|as)(?: (?:the )?(?:diagnos(?:is of|ing)|detecti(?:on of|ng)|predicti(?:on of|ng)|identifying))? (.+))?$)",
       &QuestionParts::subject, &QuestionParts::population},
  }};
  return read(kForms, text);
}

}  // namespace warrant
