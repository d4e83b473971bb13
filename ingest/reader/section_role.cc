#include "ingest/reader/section_role.h"

#include <algorithm>
#include <iterator>

#include "src/base/text.h"

namespace warrant {
namespace {

struct Role {
  std::string_view words;  // the whole title, or its beginning when `prefix`
  std::string_view role;
  bool prefix = false;
};

// In this order; the first that fits. Titles are lower case, letters and single spaces only.
constexpr Role kRoles[] = {
    {"intro", "introduction"},
    {"introduction", "introduction", true},
    {"background", "background", true},
    {"context", "background"},
    {"importance", "background"},
    {"rationale", "background", true},
    {"aim", "objective", true},
    {"objective", "objective", true},
    {"purpose", "objective", true},
    {"hypothesis", "objective"},
    {"results and discussion", "results"},
    {"result", "results", true},
    {"finding", "results", true},
    {"main result", "results", true},
    {"principal findings", "results", true},
    {"main outcome", "methods", true},
    {"outcome measure", "methods", true},
    {"primary outcome", "methods", true},
    {"secondary outcome", "methods", true},
    {"statistical analys", "methods", true},
    {"statistical method", "methods", true},
    {"materials and method", "methods", true},
    {"material and method", "methods", true},
    {"materials methods", "methods", true},
    {"materialsandmethods", "methods"},
    {"patients and method", "methods", true},
    {"subjects and method", "methods", true},
    {"participants and method", "methods", true},
    {"patients", "methods"},
    {"participants", "methods"},
    {"subjects", "methods"},
    {"setting", "methods", true},
    {"design", "methods", true},
    {"study design", "methods", true},
    {"trial design", "methods", true},
    {"interventions", "methods"},
    {"intervention", "methods"},
    {"measurements", "methods", true},
    {"data sources", "methods", true},
    {"study selection", "methods", true},
    {"methodology", "methods"},
    {"method", "methods", true},
    {"experimental", "methods", true},
    {"search strategy", "methods", true},
    {"discussion", "discussion", true},
    {"comment", "discussion"},
    {"interpretation", "conclusions"},
    {"conclu", "conclusions", true},
    {"summary", "conclusions"},
    {"implications", "conclusions", true},
    {"clinical implications", "conclusions", true},
    {"significance", "conclusions"},
    {"strengths and limitations", "limitations", true},
    {"limitation", "limitations", true},
    {"study limitations", "limitations"},
    {"abstract", "abstract"},
    {"case", "case", true},
    {"cases", "case", true},
    {"recommendation", "recommendations", true},
    {"acknowledg", "acknowledgements", true},
    {"ack", "acknowledgements"},
    {"fund", "funding", true},
    {"source of funding", "funding", true},
    {"financial", "funding", true},
    {"role of the funding", "funding", true},
    {"competing interest", "conflict", true},
    {"conflict", "conflict", true},
    {"declaration of interest", "conflict", true},
    {"declaration of conflict", "conflict", true},
    {"coi statement", "conflict"},
    {"disclosure", "conflict", true},
    {"ethic", "ethics", true},
    {"informed consent", "ethics", true},
    {"consent", "ethics", true},
    {"trial registration", "registration", true},
    {"registration", "registration", true},
    {"trialreg", "registration"},
    {"clinical trial registration", "registration", true},
    {"supplement", "supplementary", true},
    {"supporting information", "supplementary", true},
    {"additional file", "supplementary", true},
    {"appendi", "supplementary", true},
    {"display objects", "supplementary"},
    {"abbreviation", "abbreviations", true},
    {"list of abbreviation", "abbreviations", true},
    {"glossary", "abbreviations"},
    {"author contribution", "contributions", true},
    {"authors contribution", "contributions", true},
    {"contributors", "contributions"},
    {"reference", "references", true},
    {"literature cited", "references"},
    {"bibliography", "references"},
    {"pre publication history", "history"},
};

// Lower case letters with single spaces; what is no letter separates, an apostrophe vanishes.
std::string words_of(std::string_view title) {
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < title.size();) {
    const char32_t c = next_code_point(title, i);
    if (c == '\'' || c == 0x2019) continue;
    const bool letter = c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) : c >= 0xC0 && (c < 0x2000 || c > 0x2BFF);
    if (!letter) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    append_utf8(out, c < 0x80 ? static_cast<char32_t>(c | 0x20) : c);
    if (out.size() > 80) break;
  }
  return out;
}

std::string_view role_of_words(std::string_view words) {
  if (words.empty()) return "";
  const auto* at = std::find_if(std::begin(kRoles), std::end(kRoles), [&](const Role& role) {
    return role.prefix ? words.starts_with(role.words) : words == role.words;
  });
  return at == std::end(kRoles) ? std::string_view() : at->role;
}

}  // namespace

std::string section_role(std::string_view type, std::string_view title) {
  const std::string_view by_type = role_of_words(words_of(type));
  return std::string(by_type.empty() ? role_of_words(words_of(title)) : by_type);
}

}  // namespace warrant
