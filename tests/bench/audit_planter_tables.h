// Errors in tables for bench_audit_mutations.
#pragma once

#include "tests/bench/audit_planter.h"

namespace planting {

class TablePlanter : public Planter {
 public:
  using Planter::Planter;

  void all() {
    tables();
    intervals();
    p_of_counts();
    for (const warrant::TableGrid& grid : warrant::gather_facts(doc_).tables) {
      exponents(grid);
      statistics(grid);
      pooled(grid);
      ratios(grid);
    }
  }

 private:
  void tables() {
    for (const warrant::TableGrid& grid : warrant::gather_facts(doc_).tables) {
      const warrant::Table& t = *grid.table;
      // n (p) under a header with n = N that fits.
      for (std::int32_t c = 1; c < t.columns; ++c) {
        double size = 0;
        for (std::int32_t r = 0; r < std::max(1, t.header_rows) && r < t.rows; ++r)
          if (const auto s = warrant::find_group_sizes(grid.cell(r, c)); s.size() == 1) size = s[0].value;
        if (size < 10) continue;
        std::vector<std::pair<std::int32_t, warrant::PrintedShare>> fit;
        int seen = 0;
        for (std::int32_t r = 1; r < t.rows; ++r) {
          const auto share = warrant::share_of_cell(grid.cell(r, c));
          if (!share || share->total || !grid.starts(r, c)) continue;
          ++seen;
          if (std::fabs(100 * share->count->value / size - share->percent.value) <=
              0.51 * std::pow(10, -share->percent.decimals))
            fit.emplace_back(r, *share);
        }
        if (fit.size() < 5 || static_cast<int>(fit.size()) * 10 < seen * 8) continue;
        for (const auto& [r, share] : fit) {
          const ByteSpan cell = t.cells[static_cast<std::size_t>(grid.at(r, c))].span;
          const auto piece = [&](ByteSpan s) {
            return re2::StringPiece(d_.text.data() + cell.start + s.start, s.size());
          };
          plant("percent in table", piece(share.percent.span),
                wrong_percent(share.percent.value, share.percent.decimals));
          const double m = std::floor(uniform(0, size));
          if (std::fabs(100 * m / size - share.percent.value) > 1.5)
            plant("count in table", piece(share.count->span), fmt::format("{:.0f}", m));
        }
      }
      totals(grid, false);
      totals(grid, true);
    }
  }

  // A row or column named total whose parts add up.
  void totals(const warrant::TableGrid& grid, bool by_row) {
    static const RE2 total(R"((?i)^\s*(?:total|all|overall|sum)\b)");
    const warrant::Table& t = *grid.table;
    const std::int32_t lines = by_row ? t.columns : t.rows;  // the line that is called total
    const std::int32_t fields = by_row ? t.rows : t.columns;
    const auto value = [&](std::int32_t line, std::int32_t field) -> std::optional<double> {
      const std::int32_t r = by_row ? field : line, c = by_row ? line : field;
      if (!grid.starts(r, c)) return std::nullopt;
      const auto n = warrant::plain_number(grid.cell(r, c));
      if (!n || n->decimals != 0 || n->value < 0) return std::nullopt;
      return n->value;
    };
    for (std::int32_t line = 0; line < lines; ++line) {
      const std::string_view label = by_row ? grid.cell(0, line) : grid.cell(line, 0);
      if (!RE2::PartialMatch(re2::StringPiece(label.data(), label.size()), total)) continue;
      std::vector<std::int32_t> adding;
      for (std::int32_t field = by_row ? std::max(1, t.header_rows) : 1; field < fields; ++field) {
        const auto printed = value(line, field);
        if (!printed || *printed < 3) continue;
        double sum = 0;
        int parts = 0;
        bool complete = true;
        for (std::int32_t other = by_row ? 1 : std::max(1, t.header_rows); other < lines; ++other) {
          if (other == line) continue;
          const auto v = value(other, field);
          if (!v && !(by_row ? grid.cell(field, other) : grid.cell(other, field)).empty()) complete = false;
          if (v) {
            sum += *v;
            ++parts;
          }
        }
        if (complete && parts >= 2 && sum == *printed) adding.push_back(field);
      }
      if (adding.size() < 2) continue;
      for (std::int32_t field : adding) {
        const std::int32_t r = by_row ? field : line, c = by_row ? line : field;
        const ByteSpan cell = t.cells[static_cast<std::size_t>(grid.at(r, c))].span;
        const double printed = *value(line, field);
        std::string with = fmt::format("{:.0f}", std::max(1.0, printed + (pick(0, 1) == 0 ? 1 : -1) * pick(1, 9)));
        if (with != fmt::format("{:.0f}", printed))
          plant(by_row ? "total of a row" : "total of a column",
                re2::StringPiece(d_.text.data() + cell.start, cell.size()), with);
      }
    }
  }

  void intervals() {
    // In tables: "1.5 (1.1–2.0)" under a header that says OR, HR, RR.
    static const RE2 cell_re(
        R"(^\s?(\d{1,3}(?:\.|·)\d{1,3})\s?[(\[]\s?(\d{1,3}(?:\.|·)\d{1,3})\s?(?:-|–|−|to|,|;)\s?(\d{1,3}(?:\.|·)\d{1,3})\s?[)\]])");
    static const RE2 head(R"(\b(?:a?OR|a?HR|a?RR|IRR)s?\b|(?i)odds ratio|hazards? ratio|risk ratio|relative risk)");
    for (const warrant::TableGrid& grid : warrant::gather_facts(doc_).tables)
      for (std::int32_t c = 1; c < grid.table->columns; ++c) {
        bool ratio = false;
        for (std::int32_t r = 0; r < std::max(1, grid.table->header_rows) && r < grid.table->rows; ++r) {
          const std::string_view h = grid.cell(r, c);
          ratio |= RE2::PartialMatch(re2::StringPiece(h.data(), h.size()), head);
        }
        if (!ratio) continue;
        for (std::int32_t r = 1; r < grid.table->rows; ++r) {
          if (!grid.starts(r, c)) continue;
          const std::string_view cell = grid.cell(r, c);
          re2::StringPiece e, l, h;
          if (!RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), cell_re, &e, &l, &h)) continue;
          if (number(l) < number(e) && number(e) < number(h) && number(l) > 0) change_interval(" (table)", e, l, h);
        }
      }
  }

  // The p of a yes/no variable in a table of two groups that the counts give.
  void p_of_counts() {
    static const RE2 p_head(R"(^\s?(?i)p(?:[- ]?values?)?\s?[*†‡§a-d]?\s?$)");
    for (const warrant::TableGrid& grid : warrant::gather_facts(doc_).tables) {
      const warrant::Table& t = *grid.table;
      std::vector<std::pair<std::int32_t, double>> groups;
      std::int32_t p = -1;
      for (std::int32_t c = 1; c < t.columns; ++c)
        for (std::int32_t r = 0; r < std::max(1, t.header_rows) && r < t.rows; ++r) {
          const std::string_view h = grid.cell(r, c);
          if (RE2::PartialMatch(re2::StringPiece(h.data(), h.size()), p_head)) p = c;
          if (const auto s = warrant::find_group_sizes(h); s.size() == 1 && grid.starts(r, c))
            groups.emplace_back(c, s[0].value);
        }
      if (p < 0 || groups.size() != 2) continue;
      for (std::int32_t r = 1; r < t.rows; ++r) {
        const auto a = warrant::share_of_cell(grid.cell(r, groups[0].first)),
                   b = warrant::share_of_cell(grid.cell(r, groups[1].first));
        const auto printed = warrant::plain_number(grid.cell(r, p));
        if (!a || !b || a->total || b->total || !printed || printed->decimals < 2 || printed->value > 1 ||
            !grid.starts(r, p))
          continue;
        const auto fits = [](const warrant::PrintedShare& s, double n) {
          return std::fabs(100 * s.count->value / n - s.percent.value) < 0.51;
        };
        if (!fits(*a, groups[0].second) || !fits(*b, groups[1].second)) continue;
        const double n = groups[0].second, m = groups[1].second;
        const double right =
            warrant::chi_square_of({a->count->value, b->count->value, n - a->count->value, m - b->count->value}, 2).p;
        if (std::isnan(right) || std::fabs(right - printed->value) > 0.02) continue;
        const ByteSpan cell = t.cells[static_cast<std::size_t>(grid.at(r, p))].span;
        const re2::StringPiece where(d_.text.data() + cell.start, cell.size());
        plant("p of counts in table", where,
              right < 0.05 ? print(uniform(0.3, 0.9), 2) : print(uniform(0.001, 0.02), 3));
      }
    }
  }

  re2::StringPiece piece(const warrant::TableGrid& grid, std::int32_t r, std::int32_t c) const {
    const ByteSpan span = grid.span(r, c);
    return {d_.text.data() + span.start, span.size()};
  }

  static bool head_says(const warrant::TableGrid& grid, std::int32_t c, const RE2& re) {
    for (std::int32_t r = 0; r < std::max(1, grid.table->header_rows) && r < grid.table->rows; ++r)
      if (warrant::matches(grid.cell(r, c), re)) return true;
    return false;
  }

  // B and Exp(B) side by side.
  void exponents(const warrant::TableGrid& grid) {
    static const RE2 b_head(R"(^\s?(?:B|β|Beta|Coef(?:ficient)?\.?)\s?$)");
    static const RE2 exp_head(R"((?i)exp\s?\(\s?(?:b|β)\s?\)|^\s?(?:a?HR|a?OR|(?:adjusted )?(?:hazard|odds) ratio)\b)");
    for (std::int32_t b = 1; b < grid.table->columns; ++b) {
      if (!head_says(grid, b, b_head)) continue;
      for (std::int32_t c = b + 1; c < grid.table->columns; ++c) {
        if (!head_says(grid, c, exp_head)) continue;
        std::vector<std::int32_t> fitting;
        for (std::int32_t r = 1; r < grid.table->rows; ++r) {
          const auto &x = grid.number(r, b), &y = grid.number(r, c);
          if (x && y && grid.starts(r, c) && x->decimals >= 2 && y->decimals >= 2 && y->value > 0.05 &&
              std::fabs(std::exp(x->value) - y->value) < 0.01 * y->value + 0.6 * std::pow(10, -y->decimals))
            fitting.push_back(r);
        }
        if (fitting.size() < 3) continue;
        for (std::int32_t r : fitting) {
          const auto& y = grid.number(r, c);
          plant("exponent of a coefficient", piece(grid, r, c),
                print(y->value * (pick(0, 1) == 0 ? uniform(1.2, 3) : uniform(0.3, 0.8)), y->decimals));
        }
        break;
      }
    }
  }

  // t, z or chi-square beside its p.
  void statistics(const warrant::TableGrid& grid) {
    static const RE2 t(R"(^\s?[tT](?:[- ](?:values?|test))?\s?$)"), z(R"(^\s?[zZ](?:[- ](?:values?|test))?\s?$)"),
        chi(R"(^\s?(?:χ2|χ²|χ 2|X2|(?i)chi[- ]?squared?)\s?$)");
    for (std::int32_t c = 1; c + 1 < grid.table->columns; ++c) {
      const int test = head_says(grid, c, t) ? 0 : head_says(grid, c, z) ? 1 : head_says(grid, c, chi) ? 2 : -1;
      if (test < 0 || !grid.heads[static_cast<std::size_t>(c + 1)].p) continue;
      std::vector<std::int32_t> fitting;
      int rows = 0;
      for (std::int32_t r = 1; r < grid.table->rows; ++r) {
        const auto &x = grid.number(r, c), &p = grid.number(r, c + 1);
        if (!x || !p || !grid.starts(r, c + 1) || p->decimals < 2 || p->value <= 0 || p->value > 1) continue;
        ++rows;
        const double value = std::fabs(x->value);
        const double right = test == 0   ? warrant::p_of_t(value, 60)
                             : test == 1 ? warrant::p_of_z(value)
                                         : warrant::p_of_chi_square(value, 1);
        if (std::fabs(right - p->value) < 0.01 + 0.05 * p->value) fitting.push_back(r);
      }
      if (fitting.size() < 5 || static_cast<int>(fitting.size()) * 10 < rows * 9) continue;
      for (std::int32_t r : fitting)
        plant("p of a statistic (table)", piece(grid, r, c + 1),
              grid.number(r, c + 1)->value < 0.05 ? print(uniform(0.3, 0.9), 2) : print(uniform(0.001, 0.01), 3));
    }
  }

  // The mean of all beside those of its groups.
  void pooled(const warrant::TableGrid& grid) {
    std::vector<std::int32_t> parts;
    std::int32_t total = -1;
    double sum = 0;
    for (std::int32_t c = 1; c < grid.table->columns; ++c) {
      const warrant::ColumnHead& head = grid.heads[static_cast<std::size_t>(c)];
      if (head.group <= 0) continue;
      if (head.total) {
        total = c;
      } else {
        parts.push_back(c);
        sum += head.group;
      }
    }
    if (total < 0 || parts.size() < 2 || sum != grid.heads[static_cast<std::size_t>(total)].group) return;
    for (std::int32_t r = 1; r < grid.table->rows; ++r) {
      const auto all = warrant::mean_of_cell(grid.cell(r, total));
      if (!all || !grid.starts(r, total) || all->mean.decimals == 0 ||
          grid.cell(r, total).find("±") == std::string_view::npos)
        continue;
      double mean = 0, low = 1e300, high = -1e300;
      std::size_t seen = 0;
      for (std::int32_t c : parts)
        if (const auto m = warrant::mean_of_cell(grid.cell(r, c))) {
          mean += m->mean.value * grid.heads[static_cast<std::size_t>(c)].group / sum;
          low = std::min(low, m->mean.value);
          high = std::max(high, m->mean.value);
          ++seen;
        }
      const double unit = std::pow(10, -all->mean.decimals);
      if (seen != parts.size() || std::fabs(mean - all->mean.value) > 1.2 * unit) continue;
      const ByteSpan cell = grid.span(r, total);
      const double wrong = pick(0, 1) == 0 ? high + 2 * unit + (high - low) * uniform(0.2, 1)
                                           : low - 2 * unit - (high - low) * uniform(0.2, 1);
      plant("mean of all", {d_.text.data() + cell.start + all->mean.span.start, all->mean.span.size()},
            print(wrong, all->mean.decimals));
    }
  }

  // Crude odds and risk ratios beside the counts of two groups.
  void ratios(const warrant::TableGrid& grid) {
    static const RE2 odds(R"(\bOR\b|(?i)odds ratio)"), risk(R"(\bRR\b|(?i)risk ratio|relative risk)");
    static const RE2 lead(R"(^\s?(\d{1,2}(?:\.|·)\d{1,3})\s?(?:$|[(\[]))");
    std::vector<std::int32_t> groups;
    for (std::int32_t c = 1; c < grid.table->columns; ++c) {
      int shares = 0;
      for (std::int32_t r = 1; r < grid.table->rows; ++r) shares += grid.share(r, c).has_value();
      if (shares >= 4 && !grid.heads[static_cast<std::size_t>(c)].total) groups.push_back(c);
    }
    if (groups.size() != 2) return;
    for (std::int32_t c = groups[1] + 1; c < grid.table->columns; ++c) {
      const bool is_odds = head_says(grid, c, odds), is_risk = head_says(grid, c, risk);
      if (is_odds == is_risk) continue;
      std::vector<re2::StringPiece> fitting;
      int rows = 0;
      for (std::int32_t r = 1; r < grid.table->rows; ++r) {
        const auto &a = grid.share(r, groups[0]), &b = grid.share(r, groups[1]);
        const std::string_view cell = grid.cell(r, c);
        re2::StringPiece digits;
        if (!a || !b || !RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), lead, &digits)) continue;
        const double n = a->total ? a->total->value : grid.heads[static_cast<std::size_t>(groups[0])].group;
        const double m = b->total ? b->total->value : grid.heads[static_cast<std::size_t>(groups[1])].group;
        const double x = a->count->value, y = b->count->value;
        if (x <= 0 || y <= 0 || x >= n || y >= m) continue;
        ++rows;
        const double crude = is_odds ? x / (n - x) / (y / (m - y)) : x / n / (y / m);
        if (std::min(std::fabs(std::log(number(digits) / crude)), std::fabs(std::log(number(digits) * crude))) < 0.02)
          fitting.push_back(digits);
      }
      if (fitting.size() < 4 || static_cast<int>(fitting.size()) * 4 < rows * 3) continue;
      for (re2::StringPiece digits : fitting)
        plant("ratio of counts (table)", digits,
              print(number(digits) * (pick(0, 1) == 0 ? uniform(1.4, 3) : uniform(0.3, 0.7)), decimals(digits)));
    }
  }
};

}  // namespace planting
