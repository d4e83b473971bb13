// instrument-definition: the items a page lists for a score, and what it says a high total means, against the published
// instrument (src/language/instruments.tsv, which names the source of each).
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"
#include "src/language/instrument.h"

namespace warrant {
namespace {

std::set<std::string> stems_of(std::string_view text) {
  std::set<std::string> stems;
  for (const std::string& word : content_words(text)) stems.insert(word.substr(0, 6));
  return stems;
}

bool names_item(std::string_view text, const InstrumentItem& item) {
  const auto words = stems_of(text);
  for (std::string_view name : item.names) {
    const auto wanted = stems_of(name);
    const std::size_t common = common_words(words, wanted);
    if (!wanted.empty() && (common == wanted.size() || common * 3 >= 2 * std::max(words.size(), wanted.size())))
      return true;
  }
  return false;
}

void check_items(const AuditSubject& subject, std::size_t at, const Instrument& instrument,
                 std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  std::vector<std::size_t> list;
  for (std::size_t p = at + 1; p < d.passages.size() && d.passages[p].kind == PassageKind::kListItem; ++p)
    list.push_back(p);
  if (list.size() < 2 || instrument.items.size() < 2) return;
  ++subject.checked;
  std::string foreign, missing;
  std::vector<char> named(instrument.items.size(), 0);
  std::size_t strange = 0;
  for (std::size_t p : list) {
    const std::string_view text = slice(d.text, d.passages[p].span);
    bool known = false;
    for (std::size_t i = 0; i < instrument.items.size(); ++i)
      if (names_item(text, instrument.items[i])) {
        named[i] = 1;
        known = true;
      }
    if (known) continue;
    ++strange;
    foreign += fmt::format("{}{}", foreign.empty() ? "" : "; ", text.substr(0, 60));
  }
  std::size_t lacking = 0;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named[i] != 0) continue;
    ++lacking;
    missing += fmt::format("{}{}", missing.empty() ? "" : "; ", instrument.items[i].names[0]);
  }
  // The same number of items in other words says nothing.
  if (strange == 0 || lacking == 0 || (list.size() == instrument.items.size() && strange < 2)) return;
  Finding& finding = report(
      findings, Severity::kNote, d.passages[at].span,
      fmt::format("the items listed are not those of the {}: it has no \"{}\", and lacks here: {}",
                  instrument.full_name, foreign, missing),
      fmt::format("{} items", list.size()), fmt::format("{} items ({})", instrument.items.size(), instrument.source));
  for (std::size_t p : list)
    finding.related.push_back(
        {subject.document.id, std::string(slice(d.text, d.passages[p].span)), d.passages[p].span});
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* higher = new RE2(
      R"((?i)\bhigher (?:total )?scores? (?:indicat|suggest|mean|reflect|predict|denot|signif|correspond|are associated|is associated)\w*\b([^.;]*))");
  static const RE2* good = new RE2(
      R"((?i)\b(?:better|longer|favou?rable|good|improved) (?:\w+ ){0,2}(?:survival|prognos\w+|outcomes?)|more aggressive (?:surg|interven|treat|resec)|more favou?rable)");
  static const RE2* bad = new RE2(
      R"((?i)\b(?:worse|shorter|poorer?|unfavou?rable) (?:\w+ ){0,2}(?:survival|prognos\w+|outcomes?)|less aggressive|palliati)");
  static const RE2* lists = new RE2(R"(:\s?$)");
  const Document& d = subject.document.document;
  const Instrument* current = nullptr;  // of the section
  for (std::size_t p = 0; p < d.passages.size(); ++p) {
    const Passage& passage = d.passages[p];
    const bool heading = passage.kind == PassageKind::kHeading;
    if (!is_evidence(passage.place) || passage.table >= 0) continue;
    if (heading) current = nullptr;
    if (!heading && !is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, passage.span);
    if (const auto found = instruments_in(text); !found.empty() && passage.kind != PassageKind::kListItem) {
      // A passage about several scores is about none of them.
      current = found[0].meant;
      for (const InstrumentMention& mention : found)
        if (mention.meant != current) current = nullptr;
      if (current != nullptr && !heading && matches(text, *lists)) check_items(subject, p, *current, findings);
    }
    if (current == nullptr || current->high_means.find("survival is") == std::string_view::npos) continue;
    re2::StringPiece meaning;
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *higher, &meaning)) continue;
    ++subject.checked;
    const std::string_view said{meaning.data(), meaning.size()};
    const bool says_good = matches(said, *good), says_bad = matches(said, *bad);
    if (says_good == says_bad || says_good == current->high_is_better) continue;
    const auto start = static_cast<std::uint32_t>(text.data() - d.text.data() + (said.data() - text.data()));
    report(findings, Severity::kWarning, {start, start + static_cast<std::uint32_t>(said.size())},
           fmt::format("a high total of the {} means: {}", current->full_name, current->high_means),
           std::string(trim(said)), std::string(current->high_means), std::string(current->source));
  }
}

}  // namespace

extern const Check instrument_definition_check;
const Check instrument_definition_check = {
    "instrument-definition", Severity::kWarning, "a score described otherwise than it was published",
    "Pages that describe a score of src/language/instruments.tsv: the items listed after a sentence that names it (a "
    "note: items under other names look foreign) and what a high total is said to mean for survival (a warning). The "
    "finding names the published source.",
    run};

}  // namespace warrant
