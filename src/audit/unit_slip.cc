// unit-slip: one number of one thing printed with two units of the same kind: 16.8 months here, 16.8 years there.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Printed {
  std::string unit;
  ByteSpan span;
  std::int32_t passage;
  std::set<std::string> words;  // of the sentence up to it
};

// Units that are taken for one another, by kind.
const std::map<std::string, int, std::less<>>& kinds() {
  static const std::map<std::string, int, std::less<>> table = {
      {"hour", 1}, {"day", 1}, {"week", 1}, {"month", 1}, {"year", 1}, {"mg", 2}, {"µg", 2},
      {"μg", 2},   {"mcg", 2}, {"g", 2},    {"kg", 2},    {"ml", 3},   {"mL", 3}, {"l", 3},
      {"L", 3},    {"dl", 3},  {"dL", 3},   {"mm", 4},    {"cm", 4},   {"m", 4}};
  return table;
}

std::string canonical(std::string unit) {
  if (unit == "yr" || unit == "yrs") return "year";
  if (unit == "hr" || unit == "hrs" || unit == "h") return "hour";
  if (unit == "mL") return "ml";
  if (unit == "L") return "l";
  if (unit == "dL") return "dl";
  if (unit == "μg" || unit == "mcg") return "µg";
  if (unit.size() > 3 && unit.back() == 's') unit.pop_back();
  return unit;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  // At least three digits: round numbers meet by chance.
  static const RE2* re = new RE2(
      R"((?:^|[\s(\[=~])(\d{1,4}[.·]\d{1,2}|\d{3,4})(?:\s?±\s?\d+(?:\.\d+)?|\s\(\s?±?\s?\d+(?:\.\d+)?\))?[\s-](hours?|hrs?|days?|weeks?|months?|years?|yrs?|mg|µg|μg|mcg|g|kg|ml|mL|l|L|dl|dL|mm|cm)(?:$|[\s.,;:)\]]))");
  const Document& d = subject.document.document;
  std::map<std::string, std::vector<Printed>> seen;  // by digits and kind of unit
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (!std::any_of(text.begin(), text.end(), is_ascii_digit)) continue;
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece group[3];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 3)) {
      at = static_cast<std::size_t>(group[2].data() - text.data()) + group[2].size();
      const std::string digits(group[1]);
      if (std::count_if(digits.begin(), digits.end(), is_ascii_digit) < 3) continue;
      const std::string unit = canonical(std::string(group[2]));
      const auto kind = kinds().find(unit);
      if (kind == kinds().end()) continue;
      const auto start = static_cast<std::uint32_t>(group[1].data() - text.data());
      std::uint32_t from = start > 80 ? start - 80 : 0;
      while (from > 0 && text[from] != ' ') --from;
      Printed printed{unit,
                      {sentence.span.start + start, sentence.span.start + static_cast<std::uint32_t>(at)},
                      sentence.passage,
                      content_words(text.substr(from, start - from))};
      auto& others = seen[fmt::format("{} {}", digits, kind->second)];
      ++subject.checked;
      for (const Printed& other : others) {
        // One sentence that prints both means both: "100 μg of one = 100 mg of the other".
        if (other.unit == unit || sentence.span.contains(other.span) || common_words(other.words, printed.words) < 2)
          continue;
        Finding& finding =
            report(findings, Severity::kWarning, printed.span, "the same digits with another unit in another place",
                   std::string(slice(d.text, printed.span)), std::string(slice(d.text, other.span)));
        finding.related.push_back({subject.document.id, std::string(slice(d.text, other.span)), other.span});
        break;
      }
      others.push_back(std::move(printed));
    }
  }
}

}  // namespace

extern const Check unit_slip_check;
const Check unit_slip_check = {"unit-slip", Severity::kWarning, "one number with two units of the same kind",
                               "Numbers of at least three digits with a unit of time, mass, volume or length in "
                               "running text: the same digits with "
                               "another unit of that kind, and two words before them in common. Conversions have other "
                               "digits and are not touched.",
                               run};

}  // namespace warrant
