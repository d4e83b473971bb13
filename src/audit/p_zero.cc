// p-zero: a p value printed as 0.000. No test gives p = 0; it should read "< 0.001" (AMA Manual of Style, 11th ed.,
// 19.5; ICMJE recommendations).
#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* re = new RE2(R"((?:^|[^A-Za-z])(([Pp](?:[- ]?values?)?)\s?[=<>≤≥]\s?([01]?[.·]\d+)))");
  static const RE2* nothing = new RE2(R"(=\s?0?[.·]0{2,}$)");
  const Document& d = subject.document.document;
  for (const Sentence& sentence : subject.document.sentences) {
    if (!is_evidence(d.passages[static_cast<std::size_t>(sentence.passage)].place)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    re2::StringPiece input(text.data(), text.size()), group[4];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 4)) {
      const auto start = sentence.span.start + static_cast<std::uint32_t>(group[1].data() - text.data());
      at = start - sentence.span.start + group[1].size();
      ++subject.checked;
      if (RE2::PartialMatch(group[1], *nothing))
        report(findings, Severity::kNote, {start, start + static_cast<std::uint32_t>(group[1].size())},
               "a p value cannot be zero", std::string(group[3]), "< 0.001 (or the bound of the digits printed)");
    }
  }
  static const RE2* zero = new RE2(R"(^\s?=?\s?0?[.·]0{2,}\s?[*a-z†‡]*\s?$)");
  for (const TableGrid& grid : subject.facts.tables)
    for (std::int32_t c = 0; c < grid.table->columns; ++c) {
      if (!grid.heads[static_cast<std::size_t>(c)].p) continue;
      for (std::int32_t r = 1; r < grid.table->rows; ++r) {
        if (!grid.starts(r, c)) continue;
        const std::string_view cell = grid.cell(r, c);
        if (!cell.empty()) ++subject.checked;
        if (RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *zero))
          report(findings, Severity::kNote, grid.table->cells[static_cast<std::size_t>(grid.at(r, c))].span,
                 "a p value cannot be zero", std::string(cell), "< 0.001 (or the bound of the digits printed)");
      }
    }
}

}  // namespace

extern const Check p_zero_check;
const Check p_zero_check = {
    "p-zero", Severity::kNote, "a p value printed as zero",
    "No test gives p = 0: software prints 0.000 for a value below 0.0005. The AMA Manual of Style "
    "(11th ed., 19.5) asks for \"< .001\". Reads text and table columns headed P.",
    run};

}  // namespace warrant
