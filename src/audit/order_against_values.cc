// order-against-values: "was higher in group A than in group B (12.3 vs 15.6)": a comparison whose two values, in the
// order in which it names the groups, say the opposite. And "decreased from 12.3 to 15.6".
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

#define VALUE R"(((?:-|−|–)?\d{1,6}(?:(?:\.|·)\d{1,4})?))"
// What may stand between a value and what it is set against: its unit, SD, interval or count.
#define TAIL \
  R"((?:\s?(?:%|±\s?\d+(?:\.\d+)?(?:\s[a-zA-Zµμ/²%]{1,12}(?:\s[a-zA-Z]{1,8})?)?|\(\s?[^()]+\)|\[\s?[^\[\]]+\]|[a-zA-Zµμ/²%]{1,12}(?:\s[a-zA-Zµμ/]{1,8}){0,2}))?)"

const std::string_view kRise[] = {"higher", "greater",   "larger", "longer", "more",
                                  "older",  "increased", "rose",   "heavier"};

bool rises(std::string_view word) {
  const std::string folded = fold_case(word);
  return std::find(std::begin(kRise), std::end(kRise), folded) != std::end(kRise);
}

// Sentences of which a number may belong to anything else.
bool unclear(std::string_view text) {
  static const RE2* re = new RE2(
      R"((?i)respectively|\bnot\b|\bno\b|neither|tend|difference of|reduction of|increase of|ratio|odds|hazard|correlat|n\s?=|baseline of|less (?:negative|likely)|decrease in|reduction in|improve|loss|decline|fall|drop|change)");
  return matches(text, *re);
}

void check_groups(const AuditSubject& subject, const Sentence& sentence, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(
      R"(\b(higher|lower|greater|larger|smaller|longer|shorter|older|younger|heavier|lighter) (?:in|for|with|among|at) (?:the )?([^,;:().\d]+?) (?:than|compared (?:with|to)|as compared (?:with|to)|versus|vs\.?) (?:that |those )?(?:in |for |with |among |at |of )?(?:the )?([^,;:().\d]+?)\s?[,:]?\s?[(\[]\s?(?:[a-zA-Z][a-zA-Z ]*[:,=]? )?)" VALUE
          TAIL R"(\s?[,;]?\s(?:vs\.?|versus|v\.?|compared (?:with|to)|and) )" VALUE R"(([^\d.·]|[.·]\D|$))");
  const Document& d = subject.document.document;
  const std::string_view text = slice(d.text, sentence.span);
  re2::StringPiece group[7];
  if (!re->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::UNANCHORED, group, 7)) return;
  if (group[2].size() > 50 || group[3].size() > 50 || group[0].size() > 240) return;  // of too much else
  const auto a = plain_number({group[4].data(), group[4].size()}), b = plain_number({group[5].data(), group[5].size()});
  if (!a || !b) return;
  const std::string_view clause(group[0].data(), group[0].size());
  const auto before = static_cast<std::size_t>(group[0].data() - text.data());
  if (unclear(clause) || unclear(text.substr(before > 24 ? before - 24 : 0, std::min<std::size_t>(before, 24))) ||
      a->value < 0 || b->value < 0)
    return;
  ++subject.checked;
  if (a->value == b->value || (a->value > b->value) == rises({group[1].data(), group[1].size()})) return;
  // "Image quality was rated higher (1.9 vs 3.2)": on some scales 1 is the best.
  static const RE2* graded = new RE2(R"((?i)\brat(?:ed|ings?)\b|quality|\bgrad(?:ed?|es|ings?)\b|\brank)");
  const auto start = sentence.span.start + static_cast<std::uint32_t>(group[0].data() - text.data());
  const auto end = sentence.span.start + static_cast<std::uint32_t>(group[5].data() + group[5].size() - text.data());
  const std::string_view first = trim({group[2].data(), group[2].size()}),
                         second = trim({group[3].data(), group[3].size()});
  report(findings, matches(text, *graded) ? Severity::kNote : Severity::kWarning, {start, end},
         fmt::format("says {} in {} than in {}, but prints {} and {}", std::string(group[1]), first, second,
                     std::string(group[4]), std::string(group[5])),
         fmt::format("{} vs {}", std::string(group[4]), std::string(group[5])),
         fmt::format("{} vs {}, or the other word", std::string(group[5]), std::string(group[4])),
         fmt::format("{} {} {}", std::string(group[4]), a->value > b->value ? ">" : "<", std::string(group[5])));
}

void check_change(const AuditSubject& subject, const Sentence& sentence, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(
      R"(\b(increased|rose|decreased|fell|declined|dropped) (?:significantly |slightly |markedly |further )?from )" VALUE
          TAIL
      R"( (?:at baseline |at pre-?test |at admission |at entry |before treatment |preoperatively |before surgery )?to )" VALUE
      R"(([^\d.·,]|[.·,]\D|[.·,]?$))");
  const Document& d = subject.document.document;
  const std::string_view text = slice(d.text, sentence.span);
  re2::StringPiece input(text.data(), text.size()), group[5];
  std::size_t at = 0;
  while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 5)) {
    at = static_cast<std::size_t>(group[3].data() - text.data()) + group[3].size();
    const auto a = plain_number({group[2].data(), group[2].size()}),
               b = plain_number({group[3].data(), group[3].size()});
    if (!a || !b || a->value < 0 || b->value < 0) continue;
    // "decreased from 26 to 32 weeks": the time in which it did.
    static const RE2* time = new RE2(R"(^[ -]?(?:min|h|hrs?|hours?|days?|d|wks?|weeks?|mo|months?|yrs?|years?)\b)");
    const bool years = a->decimals == 0 && a->value > 1900 && a->value < 2100 && b->value > 1900 && b->value < 2100;
    if (years || matches(text.substr(at), *time)) continue;
    ++subject.checked;
    if (a->value == b->value || (b->value > a->value) == rises({group[1].data(), group[1].size()})) continue;
    report(findings, Severity::kWarning,
           {sentence.span.start + static_cast<std::uint32_t>(group[0].data() - text.data()),
            sentence.span.start + static_cast<std::uint32_t>(at)},
           fmt::format("says {} from {} to {}", std::string(group[1]), std::string(group[2]), std::string(group[3])),
           fmt::format("{} to {}", std::string(group[2]), std::string(group[3])),
           fmt::format("{} to {}, or the other word", std::string(group[3]), std::string(group[2])),
           fmt::format("{} {} {}", std::string(group[2]), a->value > b->value ? ">" : "<", std::string(group[3])));
  }
}

#undef TAIL
#undef VALUE

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    if (!is_running_text(d.passages[static_cast<std::size_t>(sentence.passage)])) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!std::any_of(text.begin(), text.end(), is_ascii_digit)) continue;
    const auto holds = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    if (holds("er ") && (holds(" than ") || holds("compared ") || holds("versus ") || holds(" vs")) &&
        text.find_first_of("([") != std::string_view::npos)
      check_groups(subject, sentence, findings);
    if (holds("ed from ") || holds("fell ") || holds("rose ") || holds("ly from ") || holds("further from "))
      check_change(subject, sentence, findings);
  }
}

}  // namespace

extern const Check order_against_values_check;
const Check order_against_values_check = {
    "order-against-values", Severity::kWarning, "a comparison in words that its two values contradict",
    "\"Higher in A than in B (x vs y)\" needs x > y, \"decreased from x to y\" x > y. Only where the two values follow "
    "the two groups directly in brackets; clauses with negations, changes, ratios or \"respectively\" are left out, "
    "and so are negative numbers; of ratings and grades, whose best may be 1, it is a note. Values printed in the "
    "other order than the groups are what it finds as well.",
    run};

}  // namespace warrant
