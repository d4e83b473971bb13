// author-against-list: "Yan et al. (23)" against the authors of reference 23. A wrong number, or a name printed the
// wrong way round.
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"
#include "src/language/fold.h"

namespace warrant {
namespace {

// The words of a name, folded: "van der Linden YM" -> van, der, linden, ym.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (char c : folded(name)) {
    if ((c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) >= 0x80)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// "Muecke" and "Mücke", which is folded to "mucke", are one name.
std::string without_umlauts(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (out.empty() || word[i] != 'e' || (out.back() != 'a' && out.back() != 'o' && out.back() != 'u')) out += word[i];
  return out;
}

bool has_name(std::string_view author, const std::string& name) {
  std::string joined;
  for (const std::string& word : words_of(author)) {
    if (word == name || (word.size() > 3 && without_umlauts(word) == without_umlauts(name))) return true;
    joined += word;
  }
  return name.size() >= 4 && joined.find(name) != std::string::npos;  // "MacDonald", "O'Brien", "Ben-Ami"
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  // Latin letters only: \p{L} would take longer to compile than an article to check.
#define NAME R"(([A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'’‐-]+))"
  static const RE2* before = new RE2(
      "(?:" NAME " )?" NAME R"((?:,? (?:and|&) )" NAME
      R"(|,? et al\.?,?| and (?:colleagues|co-?workers|associates|others))(?:['’]s?)?(?:,? (?:in )?\(?(?:19|20)\d\d\)?)?\s?[\[(]?\s?$)");
#undef NAME
  static const RE2* number = new RE2(R"(\d{1,3})");  // four digits are a year
  const Document& d = subject.document.document;
  std::size_t p = 0;
  for (const CitationAnchor& anchor : d.anchors) {
    while (p < d.passages.size() && d.passages[p].span.end <= anchor.span.start) ++p;
    if (p == d.passages.size()) break;
    if (anchor.targets.size() != 1 || anchor.targets[0].reference < 0 ||
        !RE2::FullMatch(anchor.targets[0].label, *number))
      continue;
    if (!is_evidence(d.passages[p].place)) continue;
    const std::uint32_t from = std::max(d.passages[p].span.start, anchor.span.start < 90 ? 0 : anchor.span.start - 90);
    std::uint32_t start = from;
    while (start < anchor.span.start && (static_cast<unsigned char>(d.text[start]) & 0xC0) == 0x80) ++start;
    const std::string_view lead = slice(d.text, {start, anchor.span.start});
    if (lead.find(" et al") == std::string_view::npos && lead.find(" and ") == std::string_view::npos &&
        lead.find(" & ") == std::string_view::npos)
      continue;
    re2::StringPiece given, first, pair;
    if (!RE2::PartialMatch(re2::StringPiece(lead.data(), lead.size()), *before, &given, &first, &pair)) continue;
    const Reference& reference = d.references[static_cast<std::size_t>(anchor.targets[0].reference)];
    if (reference.authors.empty()) continue;
    std::vector<std::string> words = words_of({first.data(), first.size()});
    if (words.empty() || std::none_of(first.begin() + 1, first.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      continue;  // "TB and HIV"
    ++subject.checked;
    const auto listed = [&](std::string_view author) {
      for (const std::string& word : words)
        if (has_name(author, word)) return true;
      for (const std::string& word : words_of({given.data(), given.size()}))  // "Van Dam et al.", "Nancy Crum et al."
        if (word.size() > 2 && has_name(author, word)) return true;
      return false;
    };
    if (listed(reference.authors[0])) continue;
    // "our rejoinder to Swigris [25]": the work of somebody else about theirs.
    static const RE2* about = new RE2(
        R"((?i)(?:reply|replies|rejoinder|response|respon[ds]e?d?|comments?|letter|editorial|answer) (?:to|on|by|of)(?: the)? $)");
    const auto name_at = static_cast<std::uint32_t>(first.data() - d.text.data());
    if (matches(slice(d.text, {name_at > 30 ? name_at - 30 : 0, name_at}), *about)) continue;
    // "Swigris and Fairclough [25]" may be two works, each by one of them.
    if (!pair.empty())
      if (const std::vector<std::string> second = words_of({pair.data(), pair.size()});
          !second.empty() && has_name(reference.authors[0], second.back()))
        continue;
    // "adapted by Shin and Park [21,22]": the marks beside it are for the same names.
    std::uint32_t beside = anchor.span.end;  // "[25], 33, 34": as far as no word begins
    while (beside < d.text.size() && beside < anchor.span.end + 24 && !is_ascii_alpha(d.text[beside]) &&
           d.text[beside] != '\n')
      ++beside;
    const auto theirs =
        marks_in(d, {anchor.span.start > 4 ? anchor.span.start - 4 : 0, std::max(beside, anchor.span.end + 4)});
    if (std::any_of(theirs.begin(), theirs.end(), [&](const CitationAnchor& mark) {
          return std::any_of(mark.targets.begin(), mark.targets.end(), [&](const CitationAnchor::Target& target) {
            return target.reference >= 0 && !d.references[static_cast<std::size_t>(target.reference)].authors.empty() &&
                   listed(d.references[static_cast<std::size_t>(target.reference)].authors[0]);
          });
        }))
      continue;
    std::size_t rank = 0;
    for (std::size_t i = 1; i < reference.authors.size() && rank == 0; ++i)
      if (listed(reference.authors[i])) rank = i + 1;
    // The list may hold fewer authors than the work has; the whole entry settles it.
    const std::string entry = folded(slice(d.text, reference.span));
    const bool in_entry = entry.find(words.back()) != std::string::npos;
    const auto at = static_cast<std::uint32_t>(first.data() - d.text.data());
    const ByteSpan span{at, anchor.span.end};
    // "Bingshan Y" in the list for Yan Bingshan: the initial is that of the name in the text.
    const std::vector<std::string> lead_author = words_of(reference.authors[0]);
    const bool all_one = std::all_of(reference.authors.begin(), reference.authors.end(), [](const std::string& author) {
      const std::vector<std::string> parts = words_of(author);
      return parts.size() == 2 && parts[1].size() == 1 && parts[0].size() > 3;
    });
    const bool inverted = all_one && reference.authors.size() >= 3 && lead_author[1][0] == words[0][0];
    std::int32_t other_by = -1;
    for (const Reference& other : d.references)
      if (other_by < 0 && !other.authors.empty() && &other != &reference && words_of(other.authors[0]).size() <= 4 &&
          listed(other.authors[0]))
        other_by = static_cast<std::int32_t>(&other - d.references.data());
    std::string message;
    Severity severity = Severity::kNote;
    if (inverted) {
      message = fmt::format("reference {} is listed under \"{}\": given and family name seem exchanged",
                            reference.number, reference.authors[0]);
    } else if (!pair.empty() && other_by < 0) {
      continue;  // "Uganda and Ghana [11]": nothing says that these are authors
    } else if (rank > 0 || in_entry) {
      message = fmt::format("{} is not the first author of reference {} ({})", std::string(first), reference.number,
                            reference.authors[0]);
    } else {
      // A name that heads another entry of the list is an author's, and the number probably wrong; else the entry may
      // be spelt otherwise, or name its first authors only.
      severity = other_by >= 0 ? Severity::kWarning : Severity::kNote;
      message =
          fmt::format("reference {} is by {}, not by {}", reference.number, reference.authors[0], std::string(first));
      if (other_by >= 0) {
        const Reference& other = d.references[static_cast<std::size_t>(other_by)];
        message += fmt::format("; reference {} is by {}", other.number, other.authors[0]);
      }
    }
    Finding& finding = report(findings, severity, span, message, std::string(first), reference.authors[0]);
    finding.related.push_back({subject.document.id, std::string(slice(d.text, reference.span)), reference.span});
  }
}

}  // namespace

extern const Check author_against_list_check;
const Check author_against_list_check = {
    "author-against-list", Severity::kWarning, "a named author who did not write the reference marked",
    "\"Yan et al. (23)\", \"Lei and Miao [24]\": the name before a numeric mark against the authors of that entry, "
    "letter case and accents folded. A warning where the name heads another entry of the list; another author of the "
    "entry, given and family name exchanged, or a name that is nowhere in the list, is a note.",
    run};

}  // namespace warrant
