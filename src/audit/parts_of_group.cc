// parts-of-group: "Of the 23 patients …, 8 …, 8 …, 7 … and 2 …": parts that are larger than their group, or that add up
// to more than it.
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

double count_of(re2::StringPiece digits) {
  std::string plain(digits);
  std::erase(plain, ',');
  return std::stod(plain);
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* group = new RE2(
      R"((?:^|[(;:] ?|, )(?:Of|Among|of|among|In|Out of) (?:the|these|those|our|all|all the)? ?(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:[a-z-]+ ){0,3}?(?:patients|cases|women|men|children|participants|subjects|adults|infants|individuals))");
  static const RE2* part = new RE2(
      R"((?:, | and |; |\) |: )(\d{1,3}(?:,\d{3})+|\d{1,6}) (?:(?:patients|cases|participants|subjects|women|men|children) )?(?:had|were|was|died|did|did not|recovered|maintained|improved|worsened|survived|received|underwent|developed|completed|withdrew|remained|achieved|showed|relapsed|discontinued|experienced|responded|progressed)\b)");
  static const RE2* overlapping = new RE2(
      R"((?i)\b(?:also|at least|both|respectively|more than one|or more|one or|multiple|including|most common|arm|group|vs\.?|versus|compared (?:with|to) (?:the |a )?(?:\d|control|placebo|those|patients))\b)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_evidence(passage.place) || passage.kind == PassageKind::kTableRow) continue;
    const std::string_view text = slice(d.text, sentence.span);
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece found[2];
    if (!group->Match(input, 0, text.size(), RE2::UNANCHORED, found, 2)) continue;
    const double total = count_of(found[1]);
    std::size_t at = static_cast<std::size_t>(found[0].data() - text.data()) + found[0].size();
    // A second group in the sentence starts its own parts.
    re2::StringPiece next[2];
    if (group->Match(input, at, text.size(), RE2::UNANCHORED, next, 2)) continue;
    double sum = 0;
    int parts = 0;
    std::string arithmetic;
    double largest = 0;
    re2::StringPiece piece[2];
    while (at < text.size() && part->Match(input, at, text.size(), RE2::UNANCHORED, piece, 2)) {
      const double count = count_of(piece[1]);
      sum += count;
      ++parts;
      largest = std::max(largest, count);
      arithmetic += fmt::format("{}{}", arithmetic.empty() ? "" : " + ", count);
      at = static_cast<std::size_t>(piece[1].data() - text.data()) + piece[1].size();
    }
    if (parts == 0) continue;
    ++subject.checked;
    if (largest > total) {
      report(findings, Severity::kWarning, sentence.span, fmt::format("{} of a group of {}", largest, total),
             fmt::format("{}", largest), fmt::format("at most {}", total), fmt::format("{} > {}", largest, total));
    } else if (parts >= 3 && sum > total && !RE2::PartialMatch(input, *overlapping)) {
      report(findings, Severity::kWarning, sentence.span,
             fmt::format("the parts named add up to {}, more than the group of {}", sum, total), fmt::format("{}", sum),
             fmt::format("{}", total), fmt::format("{} = {}, not {}", arithmetic, sum, total));
    }
  }
}

}  // namespace

extern const Check parts_of_group_check;
const Check parts_of_group_check = {"parts-of-group", Severity::kWarning,
                                    "parts that exceed the group they are taken from",
                                    "Reads sentences of the form \"Of the N patients, a had …, b were … and c …\": a "
                                    "part above N, or three or more parts "
                                    "that sum to more than N. Sentences that say the parts overlap (also, at least, "
                                    "both…) are left out. Parts that sum to "
                                    "less than N are never reported.",
                                    run};

}  // namespace warrant
