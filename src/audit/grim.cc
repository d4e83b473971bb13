// grim: a mean of whole numbers that no sum of whole numbers can give.
//
// The sum of n whole numbers is whole, so a mean printed with d decimals must be k / n for some whole k, rounded; it
// tells anything only where n < 10^d (Brown & Heathers 2017, Soc Psychol Personal Sci 8:363). That the values are whole
// is taken from words (number of …, count, age in years at last birthday is not) and from the row's other means.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

bool possible(const PrintedNumber& mean, double n) {
  const double half = half_unit(mean) * (1 + 1e-6);
  const double low = std::ceil((mean.value - half) * n - 1e-9), high = std::floor((mean.value + half) * n + 1e-9);
  return low <= high;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  static const RE2* whole = new RE2(
      R"((?i)\bnumber of (?:children|visits|days|patients|episodes|teeth|lymph|nodes|cycles|sessions|falls|attacks|embryos|oocytes|pregnancies|seizures|levels|lesions|exacerbations|hospitali[sz]ations|relapses|injections|implants|follicles|attempts|eggs|medications|drugs|comorbidities)|\bno\. of (?:children|visits|days|episodes|oocytes|embryos)|\bparity\b|\bgravidity\b|\b(?:apgar|glasgow coma|GCS|NRS|numeric(?:al)? rating|aldrete|ramsay)\b)");
  static const RE2* no_mean =
      new RE2(R"((?i)median|IQR|%|\bper\b|/|rate|change|adjust|least.squares|average of|daily|weekly|log)");
  for (const TableGrid& grid : subject.facts.tables) {
    const Table& table = *grid.table;
    for (std::int32_t r = 1; r < table.rows; ++r) {
      const std::string_view label = grid.cell(r, 0);
      if (label.size() > 120 || !matches(label, *whole) || matches(label, *no_mean)) continue;
      struct Mean {
        std::int32_t column;
        double n;
        PrintedNumber mean;
        bool possible;
      };
      std::vector<Mean> means;
      for (std::int32_t c = 1; c < table.columns; ++c) {
        const double n = grid.heads[static_cast<std::size_t>(c)].group;
        if (n < 3 || !grid.starts(r, c)) continue;
        const auto mean = mean_of_cell(grid.cell(r, c));
        if (!mean || mean->mean.decimals == 0 || mean->mean.value <= 0 || 2 * n > std::pow(10.0, mean->mean.decimals))
          continue;
        means.push_back({c, n, mean->mean, possible(mean->mean, n)});
      }
      subject.checked += static_cast<std::int64_t>(means.size());
      // All impossible: the values are not whole, or some are missing.
      const auto right = std::count_if(means.begin(), means.end(), [](const Mean& m) { return m.possible; });
      if (right * 2 < static_cast<std::ptrdiff_t>(means.size()) || right == 0) continue;
      for (const Mean& m : means) {
        if (m.possible) continue;
        const double below = std::floor(m.mean.value * m.n);
        report(findings, Severity::kNote, grid.span(r, m.column),
               fmt::format("{:.{}f} cannot be the mean of {:.0f} whole numbers", m.mean.value, m.mean.decimals, m.n),
               fmt::format("{:.{}f}", m.mean.value, m.mean.decimals),
               fmt::format("{:.{}f} or {:.{}f}", below / m.n, m.mean.decimals, (below + 1) / m.n, m.mean.decimals),
               fmt::format("{:.0f} / {:.0f} = {:.{}f}, {:.0f} / {:.0f} = {:.{}f}", below, m.n, below / m.n,
                           m.mean.decimals + 1, below + 1, m.n, (below + 1) / m.n, m.mean.decimals + 1));
      }
    }
  }
}

}  // namespace

extern const Check grim_check;
const Check grim_check = {
    "grim", Severity::kNote, "a mean that whole numbers cannot give",
    "GRIM (Brown & Heathers 2017): a mean of n whole numbers is k / n. Rows of tables whose label names something "
    "counted in whole numbers (number of children, visits, Apgar, numeric rating…), columns with their n, and n at "
    "most "
    "half of 10^decimals, since more says nothing. Where most means of the row are impossible too the values are not "
    "whole, and nothing is said. A note: single values may be missing.",
    run};

}  // namespace warrant
