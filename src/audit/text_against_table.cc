// text-against-table: one share or mean printed in the text and in a table, or in two places of the text, with one of
// its two numbers different: "45 women (81.8%)" and the row "Women | 45 (81.2)".
//
// Two prints are the same quantity when one of their two numbers is equal and tells enough (a percent or mean of three
// digits, a count of two), and the words beside the text's number are those of the row's label.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// A mean with its SD in running text.
struct Pair {
  PrintedNumber first, second;  // mean and SD
  ByteSpan span;
  std::int32_t passage = -1;
  std::set<std::string> words;
};

int digits_of(const PrintedNumber& n) {
  return n.value == 0 ? 0 : n.decimals + static_cast<int>(std::floor(std::log10(std::fabs(n.value)))) + 1;
}

// What a slip of the finger makes: one digit another, or two neighbours exchanged.
bool slip(const PrintedNumber& x, const PrintedNumber& y) {
  const std::string a = fmt::format("{:.{}f}", x.value, x.decimals), b = fmt::format("{:.{}f}", y.value, y.decimals);
  if (a.size() != b.size()) return false;
  std::vector<std::size_t> other;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) other.push_back(i);
  if (other.size() == 1) return true;
  return other.size() == 2 && a[other[0]] == b[other[1]] && a[other[1]] == b[other[0]];
}

bool same(const PrintedNumber& a, const PrintedNumber& b) {
  const double unit = std::pow(10.0, -std::min(a.decimals, b.decimals));
  return std::fabs(a.value - b.value) <= (a.decimals == b.decimals ? 0.001 * unit : 0.51 * unit);
}

std::string show(const PrintedNumber& n) { return fmt::format("{:.{}f}", n.value, n.decimals); }

std::string show(const Pair& p) { return show(p.first) + " ± " + show(p.second); }

// "57.36 ± 10.38" and "57.4 (SD 10.4)" in a sentence.
std::vector<Pair> means_of(const AuditSubject& subject) {
  static const RE2* re = new RE2(
      R"((?:^|[\s(=~\[]))"
      R"((\d{1,4}(?:\.|·)\d{1,3})\s?(?:[a-zA-Z/%²]{1,10}\s)?(?:±|\(\s?(?:±|SDs?:?=?)|\[\s?SD:?=?|, SD:?=?)\s?(\d{1,4}(?:\.|·)\d{1,3})(?:$|[^\d.·]|[.·]\D|[.·]$))");
  const Document& d = subject.document.document;
  std::vector<Pair> pairs;
  for (const Sentence& sentence : subject.document.sentences) {
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    if (!is_running_text(passage)) continue;
    const std::string_view text = slice(d.text, sentence.span);
    if (text.find("±") == std::string_view::npos && text.find("SD") == std::string_view::npos) continue;
    if (!marks_in(d, sentence.span).empty()) continue;  // others' data
    const re2::StringPiece input(text.data(), text.size());
    re2::StringPiece group[3];
    std::size_t at = 0;
    while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, group, 3)) {
      const auto start = static_cast<std::size_t>(group[1].data() - text.data());
      at = static_cast<std::size_t>(group[2].data() - text.data()) + group[2].size();
      const auto mean = plain_number({group[1].data(), group[1].size()}),
                 sd = plain_number({group[2].data(), group[2].size()});
      if (!mean || !sd) continue;
      Pair pair{*mean,
                *sd,
                {sentence.span.start + static_cast<std::uint32_t>(start),
                 sentence.span.start + static_cast<std::uint32_t>(at)},
                sentence.passage,
                content_words(text.substr(0, start))};
      pairs.push_back(std::move(pair));
    }
  }
  return pairs;
}

// One of two numbers equal and telling, the other not.
std::string difference(const Pair& a, const Pair& b) {
  const bool first = same(a.first, b.first), second = same(a.second, b.second);
  if (first == second) return {};
  const auto tells = [](const PrintedNumber& x, const PrintedNumber& y) {
    return std::min(digits_of(x), digits_of(y)) >= 3 && std::min(x.decimals, y.decimals) >= 1;
  };
  if (first && tells(a.first, b.first) && slip(a.second, b.second))
    return fmt::format("the SD is {} here and {} there", show(a.second), show(b.second));
  if (second && tells(a.second, b.second) && slip(a.first, b.first))
    return fmt::format("the mean is {} here and {} there", show(a.first), show(b.first));
  return {};
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  const std::vector<Pair> pairs = means_of(subject);
  if (pairs.empty()) return;
  // Every mean of the tables, with the words of its row.
  std::vector<Pair> cells;
  for (const TableGrid& grid : subject.facts.tables)
    for (std::int32_t r = 1; r < grid.table->rows; ++r)
      for (std::int32_t c = 1; c < grid.table->columns; ++c) {
        if (!grid.starts(r, c)) continue;
        if (const auto mean = mean_of_cell(grid.cell(r, c)))
          cells.push_back({mean->mean, mean->sd, grid.span(r, c), -1, content_words(grid.cell(r, 0))});
      }
  const auto exact = [](const std::vector<Pair>& list, const Pair& of) {
    return std::any_of(list.begin(), list.end(), [&](const Pair& p) {
      return &p != &of && !(p.span == of.span) && same(p.first, of.first) && same(p.second, of.second);
    });
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Pair& here = pairs[i];
    ++subject.checked;
    if (exact(cells, here) || exact(pairs, here)) continue;
    const auto tell = [&](const Pair& there, std::size_t shared) {
      const std::string what = difference(here, there);
      if (what.empty() || common_words(here.words, there.words) < shared) return false;
      Finding& finding = report(findings, Severity::kWarning, here.span, "one mean, printed differently: " + what,
                                show(here), show(there));
      finding.related.push_back({subject.document.id, std::string(slice(d.text, there.span)), there.span});
      return true;
    };
    // A table's mean that the text prints elsewhere as it is belongs to that place.
    if (std::any_of(cells.begin(), cells.end(),
                    [&](const Pair& there) { return !exact(pairs, there) && tell(there, 1); }))
      continue;
    for (std::size_t j = 0; j < i; ++j)
      if (pairs[j].passage != here.passage && !exact(cells, pairs[j]) && tell(pairs[j], 2)) break;
  }
}

}  // namespace

extern const Check text_against_table_check;
const Check text_against_table_check = {
    "text-against-table", Severity::kWarning, "one mean with SD, printed with another number in another place",
    "Compares \"mean ± SD\" of running text with the tables and with other passages: one of the two numbers equal with "
    "three digits or more, the other with one digit changed or two exchanged, and words in common with the row's label "
    "(two with another passage). "
    "Means that stand elsewhere exactly as here are taken as right.",
    run};

}  // namespace warrant
