// cohort-against-title: "Chan et al. (21) operated on 49 patients" against a cited title that says "a review of 87
// patients".
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

#define PEOPLE \
  R"((?:[a-z-]+ ){0,3}?(?:patients|cases|women|men|children|participants|subjects|adults|infants|individuals))"

// Head counts named in a text: "87 patients", "577 cases", "49 adult patients".
std::vector<std::pair<double, ByteSpan>> head_counts(std::string_view text) {
  static const RE2* re = new RE2(R"((?:^|[^\dA-Za-z.,·-])(\d{1,3}(?:,\d{3})+|\d{2,6}) (?i))" PEOPLE R"(\b)");
  std::vector<std::pair<double, ByteSpan>> counts;
  re2::StringPiece input(text.data(), text.size()), group[2];
  std::size_t at = 0;
  while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
    std::string digits(group[1]);
    std::erase(digits, ',');
    const auto start = static_cast<std::uint32_t>(group[1].data() - text.data());
    counts.emplace_back(std::stod(digits), ByteSpan{start, start + static_cast<std::uint32_t>(group[1].size())});
    at = static_cast<std::size_t>(group[0].data() - text.data()) + group[0].size();
  }
  return counts;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  // The cohort of a study named by author and mark: "Shehadi et al (22) conducted a study on 133 patients".
  static const RE2* named = new RE2(R"(\bet al\b)");
  std::size_t anchor = 0;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    while (anchor < d.anchors.size() && d.anchors[anchor].span.end <= sentence.span.start) ++anchor;
    if (passage.place != Place::kBody) continue;
    std::vector<const CitationAnchor*> marks;
    for (std::size_t i = anchor; i < d.anchors.size() && d.anchors[i].span.start < sentence.span.end; ++i)
      marks.push_back(&d.anchors[i]);
    if (marks.size() != 1 || marks[0]->targets.size() != 1 || marks[0]->targets[0].reference < 0) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *named)) continue;
    const auto in_text = head_counts(text);
    if (in_text.size() != 1) continue;
    const Reference& reference = d.references[static_cast<std::size_t>(marks[0]->targets[0].reference)];
    const std::string_view entry = slice(d.text, reference.span);
    const auto in_title = head_counts(reference.title.empty() ? entry : std::string_view(reference.title));
    if (in_title.size() != 1) continue;
    ++subject.checked;
    if (in_title[0].first == in_text[0].first) continue;
    const ByteSpan span{sentence.span.start + in_text[0].second.start, sentence.span.start + in_text[0].second.end};
    Finding& finding = report(findings, Severity::kWarning, {sentence.span.start, sentence.span.end},
                              fmt::format("speaks of {} people, the title of reference {} of {}", in_text[0].first,
                                          reference.number, in_title[0].first),
                              std::string(slice(d.text, span)), fmt::format("{}", in_title[0].first));
    finding.related.push_back({subject.document.id, std::string(entry), reference.span});
  }
}

#undef PEOPLE

}  // namespace

extern const Check cohort_against_title_check;
const Check cohort_against_title_check = {"cohort-against-title", Severity::kWarning,
                                          "a cited cohort's size that the cited title contradicts",
                                          "Compares the one head count of a sentence that names a study (\"et al.\") "
                                          "and cites one reference with the one head "
                                          "count in that reference's title.",
                                          run};

}  // namespace warrant
