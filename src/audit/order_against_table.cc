// order-against-table: two numbers of a sentence that a table prints in each other's columns: "with drug and placebo
// (12.31 vs 8.34)" and the row "Score | 8.34 | 12.31" below "Drug | Placebo".
//
// A number of three digits or more with a decimal point that stands in one cell of the document's tables is that cell.
// Two such numbers of one row in a sentence that names the heads of their two columns once each: the first name owns
// the first number, in "A 1, B 2" as in "1 with A, 2 with B" and "A and B: 1 vs 2".
#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

struct Cell {
  std::size_t grid;
  std::int32_t row, column;
};

struct Printed {
  std::string digits;
  std::size_t at;
};

// "12.31", "105.2": numbers that tell their cell.
std::vector<Printed> telling_numbers(std::string_view text) {
  static const RE2* re = new RE2(R"((?:^|[^\d.,·])(\d{1,4}\.\d{1,3})(?:$|[^\d.·]|\.(?:$|[^\d])))");
  std::vector<Printed> numbers;
  re2::StringPiece input(text.data(), text.size()), group[2];
  std::size_t at = 0;
  while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 2)) {
    const auto start = static_cast<std::size_t>(group[1].data() - text.data());
    at = start + group[1].size();
    if (group[1].size() >= 4) numbers.push_back({std::string(group[1]), start});
  }
  return numbers;
}

// What a column is called: its lowest head, without the size of its group.
std::string name_of(const TableGrid& grid, std::int32_t column) {
  static const RE2* size = new RE2(R"(\s?[(\[,]?\s?[nN]\s?=.*$)");
  static const RE2* extra = new RE2(R"(\s?(?:\(.*|\bgroup\b.*|[*†‡§]+)$)");
  for (std::int32_t r = std::min(std::max(1, grid.table->header_rows), grid.table->rows) - 1; r >= 0; --r) {
    if (!grid.starts(r, column)) continue;
    std::string name(grid.cell(r, column));
    RE2::Replace(&name, *size, "");
    RE2::Replace(&name, *extra, "");
    name = std::string(trim(name));
    if (std::count_if(name.begin(), name.end(), [](char c) { return is_ascii_alpha(c); }) >= 3) return fold_case(name);
  }
  return {};
}

// Where `name` stands in the folded sentence as a word; npos when it does not or more than once.
std::size_t only_place(const std::string& sentence, const std::string& name) {
  const auto inside_word = [&](std::size_t at) {
    return at < sentence.size() && (is_ascii_alpha(sentence[at]) || is_ascii_digit(sentence[at]));
  };
  std::size_t place = std::string::npos;
  for (std::size_t at = sentence.find(name); at != std::string::npos; at = sentence.find(name, at + 1)) {
    if ((at > 0 && inside_word(at - 1)) || inside_word(at + name.size())) continue;
    if (place != std::string::npos) return std::string::npos;
    place = at;
  }
  return place;
}

void judge(const AuditSubject& subject, const Sentence& sentence, const Cell& first, const Cell& second,
           const Printed& a, const Printed& b, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const TableGrid& grid = subject.facts.tables[first.grid];
  const std::string name_a = name_of(grid, first.column), name_b = name_of(grid, second.column);
  if (name_a.empty() || name_b.empty() || name_a.find(name_b) != std::string::npos ||
      name_b.find(name_a) != std::string::npos)
    return;
  const std::string_view text = slice(d.text, sentence.span);
  const std::string folded = fold_case(text);
  if (folded.size() != text.size()) return;  // places must stay
  const std::size_t at_a = only_place(folded, name_a), at_b = only_place(folded, name_b);
  if (at_a == std::string::npos || at_b == std::string::npos) return;
  if (common_words(content_words(grid.cell(first.row, 0)), content_words(text)) == 0) return;
  ++subject.checked;
  if (at_a < at_b) return;
  // "Compared with placebo, the drug …", "higher with B than A (…)": the names stand in another order than the values.
  static const RE2* turned = new RE2(R"((?i)(?:compar|versus|\bvs\b|\bthan\b|relative|against|\bover\b|unlike))");
  if (matches(text.substr(0, at_a), *turned)) return;
  Finding& finding =
      report(findings, Severity::kWarning,
             {sentence.span.start + static_cast<std::uint32_t>(a.at),
              sentence.span.start + static_cast<std::uint32_t>(b.at + b.digits.size())},
             fmt::format("the table has {} for \"{}\" and {} for \"{}\", the sentence names them in the other order",
                         a.digits, name_a, b.digits, name_b),
             fmt::format("{}, {}", a.digits, b.digits), fmt::format("{}, {}", b.digits, a.digits));
  const ByteSpan row{grid.span(first.row, first.column).start, grid.span(second.row, second.column).end};
  const ByteSpan cells = row.start < row.end ? row : grid.span(first.row, first.column);
  finding.related.push_back({subject.document.id, std::string(slice(d.text, cells)), cells});
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  std::map<std::string, Cell> cells;
  std::map<std::string, int> seen;
  for (std::size_t g = 0; g < subject.facts.tables.size(); ++g) {
    const TableGrid& grid = subject.facts.tables[g];
    for (std::int32_t r = std::max(1, grid.table->header_rows); r < grid.table->rows; ++r)
      for (std::int32_t c = 1; c < grid.table->columns; ++c) {
        if (!grid.starts(r, c) || grid.cell(r, c).size() > 60) continue;
        for (const Printed& number : telling_numbers(grid.cell(r, c))) {
          ++seen[number.digits];
          cells[number.digits] = {g, r, c};
        }
      }
  }
  if (cells.empty()) return;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage) || !marks_in(d, sentence.span).empty()) continue;
    std::vector<std::pair<Printed, Cell>> hits;  // the first number of each cell
    for (Printed& number : telling_numbers(slice(d.text, sentence.span))) {
      const auto cell = cells.find(number.digits);
      if (cell == cells.end() || seen[number.digits] != 1) continue;
      const Cell& of = cell->second;
      if (std::none_of(hits.begin(), hits.end(), [&](const auto& hit) {
            return hit.second.grid == of.grid && hit.second.row == of.row && hit.second.column == of.column;
          }))
        hits.emplace_back(std::move(number), of);
    }
    if (hits.size() != 2) continue;
    const auto& [a, first] = hits[0];
    const auto& [b, second] = hits[1];
    if (first.grid == second.grid && first.row == second.row) judge(subject, sentence, first, second, a, b, findings);
  }
}

}  // namespace

extern const Check order_against_table_check;
const Check order_against_table_check = {
    "order-against-table", Severity::kWarning, "two values of a sentence that a table prints in each other's columns",
    "Takes sentences with exactly two numbers of three digits or more that each stand in one cell of the document's "
    "tables, in the same row, and that name the heads of these two columns once each and a word of the row's label. "
    "The first name must own the first number. Sentences in which the first name is set against something (\"compared "
    "with placebo, …\") are not judged.",
    run};

}  // namespace warrant
