// undefined-variable: a variable in a list of tested variables that the document mentions nowhere else: neither defined
// in the methods nor described in the results.
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* tested = new RE2(
      R"((?i)\bno (?:statistically )?significant (?:differences?|effects?|associations?)|not (?:statistically )?(?:significant|associated)|P\s?>\s?0?\.05)");
  const Document& d = subject.document.document;
  if (!d.full_text) return;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (passage.place != Place::kBody || !is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (std::count(text.begin(), text.end(), ',') < 10 || !matches(text, *tested)) continue;
    if (!marks_in(d, sentence.span).empty()) continue;
    // Words of every other passage but the reference list.
    std::set<std::string> elsewhere;
    for (std::size_t p = 0; p < d.passages.size(); ++p)
      if (d.passages[p].place != Place::kReference && static_cast<std::int32_t>(p) != sentence.passage)
        elsewhere.merge(content_words(slice(d.text, d.passages[p].span)));
    std::set<std::string> named;
    std::size_t start = 0;
    while (start < text.size()) {
      const std::size_t end = std::min(text.find(',', start), text.size());
      const std::string_view item = text.substr(start, end - start);
      start = end + 1;
      if (item.size() > 60) continue;
      ++subject.checked;
      for (const std::string& word : content_words(item)) {
        if (word.size() < 6) continue;
        // "modification" is there when "modifying" is.
        const auto like = elsewhere.lower_bound(word.substr(0, 5));
        if (like != elsewhere.end() && like->compare(0, 5, word, 0, 5) == 0) continue;
        if (!named.insert(word).second) continue;
        const auto at = static_cast<std::uint32_t>(item.data() - d.text.data());
        const std::size_t lead = item.find_first_not_of(' ');
        report(findings, Severity::kNote,
               {at + static_cast<std::uint32_t>(lead), at + static_cast<std::uint32_t>(item.size())},
               fmt::format("tested here, but \"{}\" is neither defined nor described anywhere else", word));
      }
    }
  }
}

}  // namespace

extern const Check undefined_variable_check;
const Check undefined_variable_check = {
    "undefined-variable", Severity::kNote, "a tested variable that the document mentions nowhere else",
    "Lists of ten or more variables that were found not significant: an item with a word that no other passage of the "
    "document has. Such a variable was neither defined in the methods nor described in the results.",
    run};

}  // namespace warrant
