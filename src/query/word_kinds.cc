#include "src/query/word_kinds.h"

#include <algorithm>
#include <array>

namespace warrant {

bool is_condition_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 40> kOthers = {
      "acut",   "adolesc", "adult", "ag",      "babi",  "boi",     "case",    "child",    "children", "chronic",
      "cohort", "elderli", "femal", "girl",    "group", "healthi", "high",    "individu", "infant",   "low",
      "male",   "man",     "men",   "mild",    "moder", "newborn", "old",     "older",    "particip", "patient",
      "peopl",  "person",  "popul", "preterm", "sever", "studi",   "subject", "trial",    "women",    "young"};
  return !std::binary_search(kOthers.begin(), kOthers.end(), stem);
}

std::vector<std::string_view> same_age(std::string_view stem) {
  using Stems = std::vector<std::string_view>;
  struct Age {
    Stems asked, said;  // who asks for infants means newborns, too; not the other way round
  };
  static const std::vector<Age> kAges = {
      {{"babi", "infanc", "infant"}, {"babi", "infanc", "infant", "neonat", "newborn", "prematur", "preterm"}},
      {{"neonat", "newborn"}, {"neonat", "newborn", "prematur", "preterm"}},
      {{"prematur", "preterm"}, {"prematur", "preterm"}},
      {{"child", "childhood", "children", "kid", "paediatr", "pediatr"},
       {"boi", "child", "childhood", "children", "girl", "kid", "paediatr", "pediatr", "preschool", "schoolchildren",
        "toddler"}},
      {{"boi"}, {"boi"}},
      {{"girl"}, {"girl"}},
      {{"toddler"}, {"toddler"}},
      {{"adolesc", "teen", "teenag", "youth"}, {"adolesc", "teen", "teenag", "youth"}},
      {{"antenat", "gestat", "gravid", "obstetr", "pregnanc", "pregnant"},
       {"antenat", "gestat", "gravid", "obstetr", "pregnanc", "pregnant"}},
      {{"aged", "elder", "elderli", "geriatr", "older", "senior"},
       {"aged", "elder", "elderli", "geriatr", "older", "senior"}},
  };
  for (const Age& age : kAges)
    if (std::find(age.asked.begin(), age.asked.end(), stem) != age.asked.end()) return age.said;
  return {};
}

bool is_control_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 14> kControl = {"alon",     "baselin",   "befor",   "care",   "control",
                                                                "convent",  "noth",      "placebo", "routin", "sham",
                                                                "standard", "treatment", "untreat", "usual"};
  return std::binary_search(kControl.begin(), kControl.end(), stem);
}

bool is_amount_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 22> kAmounts = {
      "amount", "concentr", "consumpt", "degre", "durat",  "extent", "frequenc", "incid", "intens", "level", "need",
      "number", "occurr",   "preval",   "rate",  "requir", "risk",   "score",    "sever", "us",     "usag",  "valu"};
  return std::binary_search(kAmounts.begin(), kAmounts.end(), stem);
}

bool is_change_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 9> kChanges = {"chang",  "declin",  "decreas", "drop", "fall",
                                                               "improv", "increas", "reduct",  "rise"};
  return std::binary_search(kChanges.begin(), kChanges.end(), stem);
}

bool is_treatment_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 26> kTreatments = {
      "administr", "approach",   "care",    "combin", "daili",    "dose",    "exercis",  "group",    "intervent",
      "intraven",  "manag",      "method",  "oral",   "procedur", "program", "programm", "regimen",  "session",
      "studi",     "supplement", "surgeri", "system", "techniqu", "therapi", "train",    "treatment"};
  return std::binary_search(kTreatments.begin(), kTreatments.end(), stem);
}

bool is_asking_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 38> kAsking = {
      "advis",     "affect",   "associ", "best",      "characterist", "consid",   "correl",    "determin",
      "factor",    "first",    "given",  "guidelin",  "import",       "independ", "indic",     "influenc",
      "initi",     "line",     "main",   "offer",     "perform",      "predict",  "predictor", "prefer",
      "prescrib",  "prognost", "receiv", "recommend", "relat",        "risk",     "routin",    "start",
      "strongest", "take",     "treat",  "undergo",   "us",           "variabl"};
  return std::binary_search(kAsking.begin(), kAsking.end(), stem);
}

bool is_frequency_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 6> kOften = {"biweekli", "daili",   "fortnightli",
                                                             "monthli",  "nightli", "weekli"};
  return std::binary_search(kOften.begin(), kOften.end(), stem);
}

}  // namespace warrant
