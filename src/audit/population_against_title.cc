// population-against-title: a sentence about one population that cites a work whose title names another, or a wider
// one.
#include <array>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

struct Organ {
  const char* name;
  const char* words;
};

// Primary tumours by organ; what a title says about them limits what the work can show.
constexpr Organ kOrgans[] = {
    {"breast", R"((?i)\bbreast\b)"},
    {"lung", R"((?i)\blung\b|\bpulmonary (?:cancer|carcinoma|adenocarcinoma)|\bNSCLC\b|\bSCLC\b)"},
    {"kidney", R"((?i)\brenal (?:cell|cancer|carcinoma)|\bkidney cancer)"},
    {"prostate", R"((?i)\bprostat(?:e|ic)\b)"},
    {"colon", R"((?i)\bcolorectal|\bcolon (?:cancer|carcinoma)|\brectal (?:cancer|carcinoma))"},
    {"liver", R"((?i)\bhepatocellular|\bliver cancer)"},
    {"stomach", R"((?i)\bgastric (?:cancer|carcinoma|adenocarcinoma)|\bstomach cancer)"},
    {"pancreas", R"((?i)\bpancreatic (?:cancer|carcinoma|adenocarcinoma|ductal))"},
    {"ovary", R"((?i)\bovarian (?:cancer|carcinoma))"},
    {"thyroid", R"((?i)\bthyroid (?:cancer|carcinoma))"},
    {"melanoma", R"((?i)\bmelanoma)"},
    {"myeloma", R"((?i)\bmyeloma)"},
    {"bladder", R"((?i)\bbladder (?:cancer|carcinoma)|\burothelial)"},
};

std::uint32_t organs_of(std::string_view text) {
  static const auto* compiled = [] {
    auto* list = new std::vector<const RE2*>;
    for (const Organ& organ : kOrgans) list->push_back(new RE2(organ.words));
    return list;
  }();
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < compiled->size(); ++i)
    if (matches(text, *(*compiled)[i])) found |= 1U << i;
  return found;
}

std::string names_of(std::uint32_t organs) {
  std::string names;
  for (std::size_t i = 0; i < std::size(kOrgans); ++i)
    if ((organs >> i & 1U) != 0) names += fmt::format("{}{}", names.empty() ? "" : ", ", kOrgans[i].name);
  return names;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* metastases = new RE2(R"((?i)metasta)");
  static const RE2* patients = new RE2(
      R"((?i)\bet al\b|\bpatients\b|\bcases\b|\bstudy of\b|\bbelieved\b|\bfound that\b|\bshowed\b|\breported\b)");
  static const RE2* spine = new RE2(R"((?i)\bspin(?:e|al)\b|\bvertebra)");
  static const RE2* bone = new RE2(R"((?i)\b(?:bone|skeletal|osseous) )");
  static const RE2* share = new RE2(R"(\d\s?%)");
  const Document& d = subject.document.document;
  if (d.references.empty() || !matches(d.text, *metastases)) return;
  const std::uint32_t own = organs_of(d.title);
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!matches(text, *metastases)) continue;
    const auto marks = marks_in(d, sentence.span);
    if (marks.size() != 1) continue;
    std::vector<std::int32_t> cited;
    for (const auto& target : marks[0].targets)
      if (target.reference >= 0) cited.push_back(target.reference);
    if (cited.empty() || cited.size() > 2) continue;
    ++subject.checked;
    const std::uint32_t named = organs_of(text);
    std::uint32_t limited = ~0U;  // organs that every cited title names
    bool all_bone = true;
    for (std::int32_t i : cited) {
      const Reference& reference = d.references[static_cast<std::size_t>(i)];
      const std::string_view entry = reference.title.empty() ? slice(d.text, reference.span) : reference.title;
      limited &= organs_of(entry);
      all_bone = all_bone && matches(entry, *bone) && !matches(entry, *spine);
    }
    const Reference& reference = d.references[static_cast<std::size_t>(cited[0])];
    std::string message;
    if (limited != 0 && (limited & (named | own)) == 0 && matches(text, *patients)) {
      message =
          fmt::format("speaks of {}, the title of reference {} of {} only",
                      named == 0 ? "metastases in general" : names_of(named), reference.number, names_of(limited));
    } else if (all_bone && matches(text, *spine) && !matches(text, *bone) && matches(text, *share)) {
      message = fmt::format("a share of spinal metastases, cited from a work about bone metastases (reference {})",
                            reference.number);
    }
    if (message.empty()) continue;
    Finding& finding = report(findings, Severity::kNote, sentence.span, message);
    for (std::int32_t i : cited) {
      const ByteSpan entry = d.references[static_cast<std::size_t>(i)].span;
      finding.related.push_back({subject.document.id, std::string(slice(d.text, entry)), entry});
    }
  }
}

}  // namespace

extern const Check population_against_title_check;
const Check population_against_title_check = {
    "population-against-title", Severity::kNote, "a cited work about another population than the sentence",
    "For sentences about metastases with one citation mark: the primary tumour in the cited titles against those that "
    "the sentence and the document's own title name, and spine against bone. Titles of other fields are not judged.",
    run};

}  // namespace warrant
