#include "src/language/variants.h"

#include <algorithm>
#include <array>
#include <utility>

#include "src/base/text.h"

namespace warrant {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// British, American. Pieces of words, each long enough to mean the same wherever it stands; '^' = only at the start.
constexpr std::array<Pair, 59> kSpellings = {{
    {"tumour", "tumor"},
    {"oedema", "edema"},
    {"haem", "hem"},
    {"anaemi", "anemi"},
    {"leukaemi", "leukemi"},
    {"^oestr", "estr"},
    {"oesophag", "esophag"},
    {"paediatr", "pediatr"},
    {"orthopaed", "orthoped"},
    {"aetiolog", "etiolog"},
    {"rrhoea", "rrhea"},
    {"^foet", "fet"},
    {"gynaec", "gynec"},
    {"ischaemi", "ischemi"},
    {"anaesth", "anesth"},
    {"caesarean", "cesarean"},
    {"faecal", "fecal"},
    {"faeces", "feces"},
    {"glycaemi", "glycemi"},
    {"uraemi", "uremi"},
    {"bacteraemi", "bacteremi"},
    {"lipidaemi", "lipidemi"},
    {"kalaemi", "kalemi"},
    {"natraemi", "natremi"},
    {"icaemi", "icemi"},
    {"volaemi", "volemi"},
    {"oxaemi", "oxemi"},
    {"sterolaemi", "sterolemi"},
    {"coeliac", "celiac"},
    {"spnoea", "spnea"},
    {"apnoea", "apnea"},
    {"opnoea", "opnea"},
    {"ypnoea", "ypnea"},
    {"manoeuv", "maneuv"},
    {"isation", "ization"},
    {"randomis", "randomiz"},
    {"hospitalis", "hospitaliz"},
    {"characteris", "characteriz"},
    {"standardis", "standardiz"},
    {"minimis", "minimiz"},
    {"optimis", "optimiz"},
    {"analyse", "analyze"},
    {"centre", "center"},
    {"fibre", "fiber"},
    {"litre", "liter"},
    {"labour", "labor"},
    {"behaviour", "behavior"},
    {"colour", "color"},
    {"counsell", "counsel"},
    {"sulph", "sulf"},
    {"ageing", "aging"},
    {"odour", "odor"},
    {"programme", "program"},
    {"catheteris", "catheteriz"},
    {"mobilis", "mobiliz"},
    {"immunis", "immuniz"},
    {"stabilis", "stabiliz"},
    {"leucocyt", "leukocyt"},
    {"homoeopath", "homeopath"},
}};

// Endings of one word: noun, its plural, its adjective.
constexpr std::array<std::array<std::string_view, 3>, 6> kEndings = {{
    {"aemia", "emia", "emic"},
    {"stasis", "stases", "static"},
    {"gnosis", "gnoses", "gnostic"},
    {"alysis", "alyses", "alytic"},
    {"osis", "oses", "otic"},
    {"oma", "omas", "omata"},
}};

// Beginnings that some write apart: "psychoeducation", "psycho-education".
constexpr std::array<std::string_view, 20> kBeginnings = {
    "psycho", "neuro", "cardio", "electro", "immuno", "radio", "chemo", "photo", "socio", "multi",
    "micro",  "tele",  "hydro",  "thermo",  "intra",  "inter", "post",  "anti",  "hyper", "chrono"};

constexpr std::array<std::string_view, 4> kMutant = {"mutant", "mutated", "mutation", "mutations"};

constexpr std::array<Pair, 14> kGreek = {{{"\u03B1", "alpha"},
                                          {"\u03B2", "beta"},
                                          {"\u03B3", "gamma"},
                                          {"\u03B4", "delta"},
                                          {"\u03B5", "epsilon"},
                                          {"\u03B6", "zeta"},
                                          {"\u03B8", "theta"},
                                          {"\u03BA", "kappa"},
                                          {"\u03BB", "lambda"},
                                          {"\u03BC", "mu"},
                                          {"\u03C3", "sigma"},
                                          {"\u03C4", "tau"},
                                          {"\u03C6", "phi"},
                                          {"\u03C9", "omega"}}};

constexpr std::size_t kLongest = 60;  // bytes of a word

bool ends_with(std::string_view word, std::string_view ending) {
  return word.size() >= ending.size() && word.substr(word.size() - ending.size()) == ending;
}

void add(std::vector<std::string>& forms, std::string_view word, std::string form) {
  if (form != word && !form.empty() && std::find(forms.begin(), forms.end(), form) == forms.end())
    forms.push_back(std::move(form));
}

// The word with the first `from` written `to`; "" when it is not in it.
std::string written(std::string_view word, std::string_view from, std::string_view to, bool at_start) {
  const std::size_t at = word.find(from);
  if (at == std::string_view::npos || (at_start && at > 0)) return "";
  std::string form(word.substr(0, at));
  form += to;
  form += word.substr(at + from.size());
  return form;
}

// "il6" -> "il 6": where letters and digits meet, once.
std::string parted(std::string_view word) {
  std::size_t cut = 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (!is_ascii_alpha(word[i - 1]) || !is_ascii_digit(word[i])) continue;
    if (cut > 0) return "";
    cut = i;
  }
  if (cut < 2) return "";
  return std::string(word.substr(0, cut)) + " " + std::string(word.substr(cut));
}

}  // namespace

std::vector<std::string> spellings(std::string_view given) {
  std::vector<std::string> forms;
  if (given.size() < 2 || given.size() > kLongest) return forms;
  const std::string word = fold_case(given);
  for (const auto& [british, american] : kSpellings) {
    const bool at_start = british.front() == '^';
    const std::string_view from = at_start ? british.substr(1) : british;
    if (std::string form = written(word, from, american, at_start); !form.empty()) {
      add(forms, word, std::move(form));
      break;
    }
    // The American piece may be part of another word ("hem" in "scheme"): only longer ones lead back.
    if (american.size() < 5) continue;
    if (std::string form = written(word, american, from, at_start); !form.empty()) {
      add(forms, word, std::move(form));
      break;
    }
  }
  for (const auto& [letter, name] : kGreek) {
    if (std::string form = written(word, letter, name, false); !form.empty()) add(forms, word, std::move(form));
    const std::size_t at = word.find(name);
    if (at == std::string::npos) continue;
    const std::size_t end = at + name.size();
    const bool alone = (at == 0 || !is_ascii_alpha(word[at - 1])) && (end == word.size() || !is_ascii_alpha(word[end]));
    if (alone) add(forms, word, written(word, name, letter, false));
  }
  if (const std::size_t hyphen = word.find('-');
      hyphen != std::string::npos && hyphen > 0 && hyphen + 1 < word.size()) {
    std::string joined = word;
    std::erase(joined, '-');
    add(forms, word, std::move(joined));
  } else {
    add(forms, word, parted(word));
    constexpr std::size_t kLongEnough = 5;  // of what follows
    for (std::string_view beginning : kBeginnings)
      if (word.starts_with(beginning) && word.size() >= beginning.size() + kLongEnough)
        add(forms, word, std::string(beginning) + " " + word.substr(beginning.size()));
  }
  return forms;
}

std::vector<std::string> variants(std::string_view given) {
  std::vector<std::string> forms = spellings(given);
  if (given.size() < 2 || given.size() > kLongest) return forms;
  const std::string word = fold_case(given);
  for (const auto& endings : kEndings) {
    const auto found = std::find_if(endings.begin(), endings.end(), [&](std::string_view ending) {
      return word.size() > ending.size() + 2 && ends_with(word, ending);
    });
    if (found == endings.end()) continue;
    const std::string base = word.substr(0, word.size() - found->size());
    for (std::string_view ending : endings) add(forms, word, base + std::string(ending));
    break;
  }
  for (std::string_view form : kMutant) {
    if (!ends_with(word, form)) continue;
    for (std::string_view other : kMutant)
      add(forms, word, word.substr(0, word.size() - form.size()) + std::string(other));
    break;
  }
  return forms;
}

}  // namespace warrant
