// What a study says of itself: design, number of people, follow-up, eligibility by expected survival.
#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/study.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

// A number with its unit, found by a pattern whose groups are: 1 words that say what, 2 comparison or "", 3 number, 4
// unit.
template <class Pattern>
void read_threshold(const Document& document, const Sentence& sentence, const Pattern& pattern,
                    std::string_view measure, std::vector<Claim>& claims) {
  const std::string_view text = slice(document.text, sentence.span);
  re2::StringPiece groups[5];
  if (!pattern.find(text, groups, 5)) return;
  Claim claim = claim_of(document, sentence, kind::kStudyFact);
  claim.measure = measure;
  claim.subject = std::string(groups[1]);
  claim.value_text = std::string(groups[3]);
  const std::vector<Token> number = lex(claim.value_text);
  if (number.empty() || !number[0].is_number()) return;
  claim.value = number[0].number.value;
  const std::string op(groups[2]);
  claim.value_op = op == "more than" || op == "over" || op == ">" || op == "older than" ? Operator::kGreater
                   : op == "at least" || op == "≥"                                      ? Operator::kGreaterEqual
                   : op == "less than" || op == "<"                                     ? Operator::kLess
                   : op == "≤"                                                          ? Operator::kLessEqual
                                                                                        : Operator::kEqual;
  claim.unit = std::string(groups[4]);
  if (!claim.unit.empty() && is_ascii_alpha(claim.unit.back()) && claim.unit.back() != 's') claim.unit += 's';
  const auto start = sentence.span.start + static_cast<std::uint32_t>(groups[3].data() - text.data());
  claim.value_span = {start, start + static_cast<std::uint32_t>(groups[3].size())};
  claims.push_back(std::move(claim));
}

// Whether "3 years", "six-month"… stands in it: the counted time that thresholds of time end in.
bool counts_time(std::string_view text) {
  const auto lower = [&](std::size_t i) { return i < text.size() ? static_cast<char>(text[i] | 0x20) : '\0'; };
  const auto stands = [&](std::size_t at, std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i)
      if (lower(at + i) != word[i]) return false;
    return true;
  };
  for (std::size_t i = 1; i + 3 < text.size(); ++i) {
    if ((text[i] != ' ' && text[i] != '-') ||
        !(stands(i + 1, "year") || stands(i + 1, "month") || stands(i + 1, "wee") || stands(i + 1, "day")))
      continue;
    if (is_ascii_digit(text[i - 1])) return true;
    for (std::string_view word :
         {"one", "two", "three", "four", "five", "ix", "even", "eight", "nine", "ten", "twelve"})
      if (i >= word.size() && stands(i - word.size(), word)) return true;
  }
  return false;
}

// Whether a number like ".05" is the last thing with a point before some "significan", as in the pattern of a level.
bool level_before_word(std::string_view text) {
  std::size_t point = std::string_view::npos;  // the last one so far; looked for once, so the text is read once
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' || text[i] == ';') point = i;
    if ((text[i] != 'i' && text[i] != 'I') || !equals_folded(text.substr(i, 9), "ignifican")) continue;
    if (point != std::string_view::npos && text[point] == '.' && text[point + 1] == '0') return true;
  }
  return false;
}

#define WARRANT_OP "(at least|more than|less than|older than|over|>|≥|<|≤|of|was|for|to)?"
#define WARRANT_COUNT \
  "(\\d+(?:\\.\\d+)?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]welve)"

void read_thresholds(const Document& document, const Sentence& sentence, bool own, std::vector<Claim>& claims) {
  static const Guarded follow_up("(?i)\\b(follow(?:ed)?[- ]?up)\\b[^.;]{0,60}?" WARRANT_OP "\\s*" WARRANT_COUNT
                                 "[- ](years?|months?|weeks?|days?)\\b");
  static const Guarded expected(
      "(?i)\\b((?:expected|predicted|anticipated|estimated) (?:survival|life expectancy)|life "
      "expectancy)\\b[^.;]{0,40}?" WARRANT_OP "\\s*" WARRANT_COUNT "[- ](years?|months?|weeks?)\\b");
  static const Guarded decision(
      "(?i)()()\\b" WARRANT_COUNT
      "[- ](months?|weeks?|years?)'? (?:of )?survival (?:serves?|is used|was used|is the|as) [^.]{0,40}"
      "(?:decision|threshold|cut[- ]?off)");
  // Limits of age, not the mean age of those studied.
  static const Guarded age("(?i)\\b(aged|age of|age range|age)(?: was| were| is|:|,)? " WARRANT_OP "\\s*" WARRANT_COUNT
                           "(?: ?(?:-|–|to|and) ?\\d+)?[- ]?(years?)\\b");
  static const Guarded mean_age(
      "(?i)\\b(?:mean|median|average)\\b[^.;]{0,25}\\bage|\\bage[^.;]{0,40}(?:±|SD\\b|mean|median)");
  static const Guarded performance(
      "\\b(KPS|Karnofsky[^.;()]{0,30}?|ECOG[^.;()]{0,20}?)\\s*(>|≥|<|≤)\\s*(\\d+)\\s*(%?)");
  static const Guarded significance(
      "(?i)\\b(p)(?:[- ]?values?)?\\s*(?:of )?(?:less than "
      ")?(<|≤|=)?\\s*(0?\\.0\\d+)()\\b[^.;()]{0,30}?\\b(?:considered|"
      "regarded|taken|defined|deemed|set|accepted|judged|indicated|denoted)\\b");
  static const Guarded parts(
      "(?i)\\b(?:considers?|includes?|comprises|consists of|based on|uses) (?:only )?(()" WARRANT_COUNT
      " (?:clinical |key )?(factors|items|parameters|"
      "variables|components|criteria)())\\b");
  static const Guarded groups(
      "(?i)\\b(?:classif(?:y|ied|ies)|divid(?:e|ed|es)|stratif(?:y|ied|ies)) (?:patients )?(?:as |into "
      ")(()" WARRANT_COUNT " (?:risk |prognostic )?(groups|classes|categories|strata)())\\b");
  const auto parts_of = [&](const Guarded& pattern, std::string_view measure) {
    re2::StringPiece found[5];
    if (!pattern.find(slice(document.text, sentence.span), found, 5)) return;
    read_threshold(document, sentence, pattern, measure, claims);
    if (!claims.empty()) claims.back().subject = std::string(found[4]), claims.back().unit.clear();
  };
  // A word that each pattern needs, looked for first: most sentences hold none.
  constexpr std::uint32_t kFollow = 1, kAge = 2, kSignificant = 4, kSurvival = 8, kPerformance = 16, kParts = 32,
                          kGroups = 64, kYear = 128, kTime = 256, kLists = 512, kExpected = 1024, kDecision = 2048;
  static const Literals words = {{"follow", kFollow},      {"age", kAge, true},
                                 {"aged", kAge, true},     {"significan", kSignificant},
                                 {"survival", kSurvival},  {"life expectancy", kSurvival},
                                 {"kps", kPerformance},    {"karnofsky", kPerformance},
                                 {"ecog", kPerformance},   {"factors", kParts},
                                 {"items", kParts},        {"parameters", kParts},
                                 {"variables", kParts},    {"components", kParts},
                                 {"criteria", kParts},     {"classif", kGroups},
                                 {"divid", kGroups},       {"stratif", kGroups},
                                 {"year", kYear | kTime},  {"month", kTime},
                                 {"wee", kTime},           {"day", kTime},
                                 {"consider", kLists},     {"include", kLists},
                                 {"comprises", kLists},    {"consists of", kLists},
                                 {"based on", kLists},     {"uses", kLists},
                                 {"expect", kExpected},    {"predict", kExpected},
                                 {"anticipat", kExpected}, {"estimat", kExpected},
                                 {"decision", kDecision},  {"threshold", kDecision},
                                 {"cut", kDecision}};
  const std::string_view text = slice(document.text, sentence.span);
  std::uint32_t found = words.in(text);
  if ((found & kTime) != 0 && (found & (kFollow | kAge | kSurvival)) != 0 && !counts_time(text))
    found &= ~(kTime | kYear);
  const auto has = [&](std::uint32_t all) { return (found & all) == all; };
  if (own && has(kFollow | kTime)) read_threshold(document, sentence, follow_up, "follow_up", claims);
  if (own && has(kAge | kYear) && !mean_age.in(text)) read_threshold(document, sentence, age, "age_limit", claims);
  if (own && has(kSignificant) && level_before_word(text))
    read_threshold(document, sentence, significance, "significance_level", claims);
  if (has(kSurvival | kTime)) {
    if (has(kExpected)) read_threshold(document, sentence, expected, "expected_survival", claims);
    if (has(kDecision)) read_threshold(document, sentence, decision, "expected_survival", claims);
  }
  if (has(kPerformance)) read_threshold(document, sentence, performance, "performance_status", claims);
  const std::size_t before = claims.size();
  if (has(kParts | kLists)) parts_of(parts, "number_of_factors");
  if (claims.size() == before && has(kGroups)) parts_of(groups, "number_of_groups");
}

#undef WARRANT_OP
#undef WARRANT_COUNT

// "This was a randomised trial", "we conducted a cohort study", "Design: …", not "data of a phase III trial".
bool says_own_design(std::string_view text, const StatedDesign& design) {
  static const Guarded before(
      "(?i)(?:\\b(?:this|our|the present|the current)(?: [\\w,-]+){0,4}(?: (?:was|is|has been|will be)(?: \\w+){0,4} "
      "an?| reports?| describes?|)"
      "(?: [\\w,-]+){0,5}|\\bwe (?:\\w+ )?(?:conducted|performed|carried "
      "out|undertook|designed|did|report|used|present|describe|completed|"
      "initiated)(?: an?| the| our)?(?: [\\w,-]+){0,6}|(?:^|: )(?:an? |the )?(?:[\\w-]+,? ){0,6})[\\s(]*$");
  static const Guarded after(
      "(?i)^[^.;]{0,60}\\b(?:was|were) (?:\\w+ )?(?:conducted|performed|carried out|undertaken|used|designed)\\b");
  static const Guarded vague("guideline|trial protocol|review");
  static const Guarded own_text(
      "(?i)\\bthis (?:[\\w-]+ ){0,3}(?:review|meta-?analysis|protocol (?:describes|reports|paper|article))|"
      "\\bthese guidelines\\b|\\bwe (?:\\w+ )?(?:performed|conducted|carried out|undertook) a (?:[\\w-]+ ){0,3}review");
  if (vague.in(design.design)) return own_text.in(text);
  const std::string_view left = text.substr(0, design.span.start);
  return before.in(left.substr(left.size() > 120 ? left.size() - 120 : 0)) || after.in(text.substr(design.span.end));
}

void read_sentence(const Document& document, const Sentence& sentence, std::vector<Claim>& claims) {
  const std::string_view text = slice(document.text, sentence.span);
  const auto in_document = [&](ByteSpan span) {
    return ByteSpan{sentence.span.start + span.start, sentence.span.start + span.end};
  };
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  const bool own_words = speaks_of_itself(document, passage);
  read_thresholds(document, sentence, own_words, claims);
  if (!own_words) return;
  static const Guarded own("(?i)\\b(?:this|our|the present|the current|present|we)\\b");
  static const Guarded some_design(
      "(?i)meta-?\\s?analy|review|trial|randomi|cohort|case|cross|retrospec|prospec|observational|guideline|"
      "longitudinal|registry|"
      "nationwide|population-based|consensus|protocol");
  const bool own_design = may_state_design(text) && own.in(text) && some_design.in(text);
  if (const StatedDesign design = own_design ? stated_design(text) : StatedDesign();
      !design.design.empty() && says_own_design(text, design)) {
    Claim claim = claim_of(document, sentence, kind::kStudyFact);
    claim.measure = "study_design";
    claim.subject = design.design;
    claim.value_span = in_document(design.span);
    claims.push_back(std::move(claim));
  }
  if (const StatedSize size = stated_size(text); size.people > 0) {
    Claim claim = claim_of(document, sentence, kind::kStudyFact);
    claim.measure = "sample_size";
    claim.value = size.people;
    claim.value_op = Operator::kEqual;
    claim.value_text = slice(text, size.span);
    claim.value_span = in_document(size.span);
    claim.population = slice(text, size.who);
    claims.push_back(std::move(claim));
  }
}

void extract_study_facts(const Reading& reading, std::vector<Claim>& claims) {
  for (const Sentence& sentence : reading.sentences)
    if (is_running_text(reading.document, sentence)) read_sentence(reading.document, sentence, claims);
}

}  // namespace

extern const Extractor study_fact_extractor;
const Extractor study_fact_extractor{"study_fact", 7, extract_study_facts};

}  // namespace warrant
