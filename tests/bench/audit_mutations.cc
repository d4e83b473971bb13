// Planted errors: changes one number of a real article in a place where a check should see it, reads, extracts and
// audits the changed article, and counts the changes that an audit finding names (its span in the changed sentence, row
// or table) where the unchanged twin has none of that check. Prints recall by kind of change.
// usage: bench_audit_mutations MUTATIONS SEED [--misses N] < files (JATS, one path a line)
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <re2/re2.h>

#include "ingest/pipeline/pipeline.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"

namespace {

using warrant::ByteSpan;
using warrant::Document;
using warrant::IndexedDocument;
using warrant::Passage;
using warrant::slice;

const Document* current = nullptr;  // what the reader below hands on

warrant::Result<void> hand_on(const warrant::SourceView&, const warrant::DocumentSink& sink) {
  sink(*current);
  return {};
}

const warrant::Reader changed_reader = {"changed", 1, "text/plain", nullptr, hand_on};

// Puts `with` in the place of `span` and moves every place behind it.
void replace(Document& d, ByteSpan span, const std::string& with) {
  const auto shift = static_cast<std::int64_t>(with.size()) - static_cast<std::int64_t>(span.size());
  d.text.replace(span.start, span.size(), with);
  const auto start = [&](std::uint32_t& at) {
    if (at >= span.end && at > span.start) at = static_cast<std::uint32_t>(at + shift);
  };
  const auto end = [&](std::uint32_t& at) {
    if (at >= span.end) at = static_cast<std::uint32_t>(at + shift);
  };
  const auto move = [&](ByteSpan& s) {
    start(s.start);
    end(s.end);
  };
  for (auto& p : d.passages) move(p.span);
  for (auto& t : d.tables)
    for (auto& c : t.cells) move(c.span);
  for (auto& r : d.references) move(r.span);
  for (auto& a : d.anchors) move(a.span);
  for (auto& s : d.superscripts) move(s);
  d.source_runs.clear();
}

struct Mutation {
  std::string kind;
  ByteSpan span;  // in the unchanged text
  std::string with;
  std::int32_t label = 0;  // reference numbers: the new label
};

class Planter {
 public:
  Planter(const IndexedDocument& document, std::mt19937& random)
      : doc_(document), d_(document.document), random_(random) {}

  std::vector<Mutation> all() {
    shares();
    tables();
    intervals();
    p_values();
    statistics();
    p_of_counts();
    partitions();
    references();
    twice();
    return std::move(out_);
  }

 private:
  double number(re2::StringPiece s) {
    std::string digits;
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s[i] == '\xC2') continue;
      digits += s[i] == '\xB7' ? '.' : s[i];
    }
    std::erase(digits, ',');
    return std::strtod(digits.c_str(), nullptr);
  }
  static int decimals(re2::StringPiece s) {
    const std::string t(s);
    std::size_t dot = t.find('.');
    std::size_t skip = 1;
    if (dot == std::string::npos) {
      dot = t.find("\xC2\xB7");
      skip = 2;
    }
    return dot == std::string::npos ? 0 : static_cast<int>(t.size() - dot - skip);
  }
  ByteSpan place(re2::StringPiece s) const {
    const auto at = static_cast<std::uint32_t>(s.data() - d_.text.data());
    return {at, at + static_cast<std::uint32_t>(s.size())};
  }
  double uniform(double a, double b) { return std::uniform_real_distribution<double>(a, b)(random_); }
  int pick(int a, int b) { return std::uniform_int_distribution<int>(a, b)(random_); }
  static std::string print(double value, int decimals) { return fmt::format("{:.{}f}", value, decimals); }

  void plant(const char* kind, re2::StringPiece where, std::string with) {
    if (std::string(where) != with) out_.push_back({kind, place(where), std::move(with), 0});
  }

  // A wrong percent, the ways typists make them: another digit, digits exchanged, a unit off, a shifted point.
  std::string wrong_percent(double right, int decimals) {
    for (int i = 0; i < 50; ++i) {
      double value = right;
      const int way = pick(0, 3);
      const double scaled = std::round(right * std::pow(10, decimals));
      std::string digits = fmt::format("{:.0f}", scaled);
      if (way == 0) {
        digits[static_cast<std::size_t>(pick(0, static_cast<int>(digits.size()) - 1))] =
            static_cast<char>('0' + pick(0, 9));
        value = std::stod(digits) / std::pow(10, decimals);
      } else if (way == 1 && digits.size() >= 2) {
        const auto at = static_cast<std::size_t>(pick(0, static_cast<int>(digits.size()) - 2));
        std::swap(digits[at], digits[at + 1]);
        value = std::stod(digits) / std::pow(10, decimals);
      } else if (way == 2) {
        value = right + (pick(0, 1) == 0 ? 1 : -1) * uniform(2, 20);
      } else {
        value = uniform(1, 99);
      }
      // Far enough that rounding cannot explain it.
      if (value > 0 && value < 100 && std::fabs(value - right) >= std::max(2.0 * std::pow(10, -decimals), 0.5))
        return print(value, decimals);
    }
    return print(right > 50 ? right - 11 : right + 11, decimals);
  }

  template <class F>
  void each_passage(F f) {
    for (std::size_t p = 0; p < d_.passages.size(); ++p) {
      const Passage& passage = d_.passages[p];
      if (warrant::is_evidence(passage.place) && passage.kind != warrant::PassageKind::kHeading)
        f(passage, slice(d_.text, passage.span));
    }
  }

  void shares() {
#define N R"((\d{1,3}(?:,\d{3})+|\d{1,6}))"
#define P R"((\d{1,3}(?:(?:\.|·)\d{1,2})?))"
    static const RE2 forms[] = {
        RE2(R"((?:^|[\s(\[]))" N R"(\s?(?:/|of|of the|out of)\s?)" N R"((?: [a-z]+){0,2}\s?[,;]?\s?[(\[]\s?)" P
            R"(\s?%)"),
        RE2(R"((?:^|[\s(\[]))" P R"(\s?%\s?[(\[]\s?(?:n\s?=\s?)?)" N R"(\s?(?:/|of|out of)\s?)" N R"(\s?[)\]])"),
        RE2(R"((?:^|[\s(\[]))" N R"(\s?(?:/)\s?)" N R"(\s?[,;=]\s?)" P R"(\s?%)"),
        RE2(R"((?:^|[\s(\[]))" P R"(\s?%\s?[,;]\s?)" N R"(\s?/\s?)" N R"()"),
    };
    static const RE2 alone(R"((?:^|[\s(\[]))" N R"((?: [a-z-]+){0,3}\s?[(\[]\s?)" P R"(\s?%\s?[)\],;])");
#undef N
#undef P
    static const RE2 estimates(
        R"((?i)kaplan|actuarial|cumulative|weighted|adjusted|estimated|standardi[sz]ed|CI\b|confidence)");
    std::set<double> sizes;
    each_passage([&](const Passage&, std::string_view text) {
      for (const auto& n : warrant::find_group_sizes(text)) sizes.insert(n.value);
    });
    each_passage([&](const Passage& passage, std::string_view text) {
      if (passage.kind == warrant::PassageKind::kTableRow) return;
      const re2::StringPiece input(text.data(), text.size());
      for (int form = 0; form < 4; ++form) {
        re2::StringPiece g[4];
        std::size_t at = 0;
        while (at < text.size() && forms[form].Match(input, at, text.size(), RE2::UNANCHORED, g, 4)) {
          at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
          const re2::StringPiece n = form % 2 == 0 ? g[1] : g[2], total = form % 2 == 0 ? g[2] : g[3],
                                 p = form % 2 == 0 ? g[3] : g[1];
          const double a = number(n), b = number(total), percent = number(p);
          const int places = decimals(p);
          if (b < 5 || a > b || std::fabs(100 * a / b - percent) > 0.6 * std::pow(10, -places)) continue;
          plant("percent of n/N", p, wrong_percent(percent, places));
          // A count moved so that the percent no longer fits.
          double m = a;
          for (int i = 0; i < 30; ++i) {
            m = std::floor(uniform(0, b + 0.99));
            if (std::fabs(100 * m / b - percent) > 1.5 * std::pow(10, -places) + 0.5) break;
          }
          if (std::fabs(100 * m / b - percent) > 1.5 * std::pow(10, -places) + 0.5)
            plant("n of n/N", n, fmt::format("{:.0f}", m));
          const double w = std::floor(std::max(a, b * uniform(0.4, 1.8)));
          if (w > 0 && a > 0 && std::fabs(100 * a / w - percent) > 1.5 * std::pow(10, -places) + 0.5)
            plant("N of n/N", total, fmt::format("{:.0f}", w));
          plant("percent > 100", p, print(percent + 100 + pick(0, 80), places));
        }
      }
      if (RE2::PartialMatch(input, estimates)) return;
      re2::StringPiece g[3];
      std::size_t at = 0;
      std::vector<std::pair<re2::StringPiece, re2::StringPiece>> found;
      while (at < text.size() && alone.Match(input, at, text.size(), RE2::UNANCHORED, g, 3)) {
        at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
        found.emplace_back(g[1], g[2]);
      }
      // The group must be provable: a size the document prints that two shares of the passage fit.
      for (const auto& [n, p] : found)
        for (double size : sizes) {
          const auto fits = [&](re2::StringPiece x, re2::StringPiece y) {
            return std::fabs(100 * number(x) / size - number(y)) <= 0.51 * std::pow(10, -decimals(y));
          };
          const auto agreeing =
              std::count_if(found.begin(), found.end(), [&](const auto& f) { return fits(f.first, f.second); });
          if (size < 20 || number(n) < 3 || !fits(n, p) || agreeing < 2) continue;
          plant("percent of n (p%)", p, wrong_percent(number(p), decimals(p)));
          break;
        }
    });
  }

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

  struct Interval {
    re2::StringPiece estimate, low, high;
    bool ratio;
    std::size_t end;
    std::string_view text;
  };

  // Intervals as printed in running text: "OR 1.5 (95% CI 1.1–2.0)", "(HR = 0.54; 95% CI, 0.30 to 0.90; P = 0.02)".
  std::vector<Interval> printed_intervals() {
#define D R"((\d{1,3}(?:\.|·)\d{1,3}))"
    static const RE2 re(
        R"(\b(a?OR|a?HR|a?RR|IRR|[Oo]dds ratios?|[Hh]azards? ratios?|[Rr]isk ratios?|[Rr]elative risks?)(?: ?\([A-Z]{2,3}\)|\s?\[[A-Z]{2,3}\])?(?:,| was| of|:|;|\s?=)?\s?=?\s?)" D
        R"(\s?[,;]?\s?[(\[]?\s?(?:95\s?%\s?)?(?:C\.?I\.?|[Cc]onfidence [Ii]nterval(?: \[CI\]| \(CI\))?)\s?[,:;=]?\s?[(\[]?\s?)" D
        R"(\s?(?:-|–|−|to|,|;)\s?)" D);
#undef D
    std::vector<Interval> found;
    each_passage([&](const Passage& passage, std::string_view text) {
      if (passage.kind == warrant::PassageKind::kTableRow) return;
      const re2::StringPiece input(text.data(), text.size());
      re2::StringPiece g[5];
      std::size_t at = 0;
      while (at < text.size() && re.Match(input, at, text.size(), RE2::UNANCHORED, g, 5)) {
        at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
        const double e = number(g[2]), l = number(g[3]), h = number(g[4]);
        if (l < e && e < h && l > 0) found.push_back({g[2], g[3], g[4], true, at, text});
      }
    });
    return found;
  }

  void intervals() {
    const auto place_all = [&](const char* suffix, re2::StringPiece estimate, re2::StringPiece low,
                               re2::StringPiece high) {
      const double e = number(estimate), l = number(low), h = number(high);
      const int places = decimals(low);
      const std::string s = suffix;
      plant(("low bound above estimate" + s).c_str(), low,
            print(e * uniform(1.05, 1.6) + std::pow(10, -places), places));
      const double below = e * uniform(0.3, 0.95);
      if (below < e - 1.5 * std::pow(10, -places))
        plant(("high bound below estimate" + s).c_str(), high, print(below, places));
      plant(
          ("estimate outside" + s).c_str(), estimate,
          print(pick(0, 1) == 0 ? h * uniform(1.1, 2) + std::pow(10, -places) : h + std::pow(10, -places) * pick(2, 90),
                decimals(estimate)));
      // A bound with a slip of the point or a digit: provable by symmetry only when it is gross.
      plant(("high bound tenfold" + s).c_str(), high, print(h * 10, places));
      if (l >= 0.3) plant(("low bound a tenth" + s).c_str(), low, print(l / 10, std::max(2, places)));
    };
    for (const Interval& i : printed_intervals()) place_all("", i.estimate, i.low, i.high);
    // Any other estimate: "45.2% (95% CI 40.1–50.3)", "mean difference −1.2 (95% CI −2.0 to −0.4)".
    static const RE2 any(
        R"((?:^|[\s(=])((?:-|−|–)?\d{1,3}(?:\.|·)\d{1,3})\s?%?[a-z ]{0,14}[,;]?\s?[(\[]\s?(?:95\s?%\s?)?C\.?I\.?\s?[,:;=]?\s?((?:-|−|–)?\d{1,3}(?:\.|·)\d{1,3})\s?%?\s?(?:-|–|−|to|,)\s?((?:-|−|–)?\d{1,3}(?:\.|·)\d{1,3}))");
    static const RE2 ratio_before(R"((?i)(?:\b(?:a?or|a?hr|a?rr|irr)|ratio|risk)\b[^.;]{0,30}$)");
    each_passage([&](const Passage& passage, std::string_view text) {
      if (passage.kind == warrant::PassageKind::kTableRow) return;
      const re2::StringPiece input(text.data(), text.size());
      re2::StringPiece g[4];
      std::size_t at = 0;
      while (at < text.size() && any.Match(input, at, text.size(), RE2::UNANCHORED, g, 4)) {
        at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
        const auto before = static_cast<std::size_t>(g[1].data() - text.data());
        if (RE2::PartialMatch(input.substr(0, before), ratio_before)) continue;
        const double e = number(g[1]), l = number(g[2]), h = number(g[3]);
        if (g[1][0] < '0' || g[1][0] > '9' || g[2][0] < '0' || g[2][0] > '9' || !(l < e && e < h)) continue;
        plant("other estimate outside", g[1], print(h * uniform(1.1, 2) + 0.1, decimals(g[1])));
        plant("other low bound above", g[2],
              print(e + (h - e) * uniform(0.3, 0.9) + std::pow(10, -decimals(g[2])), decimals(g[2])));
      }
    });
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
          if (number(l) < number(e) && number(e) < number(h) && number(l) > 0) place_all(" (table)", e, l, h);
        }
      }
  }

  void p_values() {
    static const RE2 p(R"(^\s?[)\]]?\s?[,;]?\s?\(?[Pp](?:[- ]?value)?\s?=\s?((?:0)?(?:\.|·)\d{2,4}))");
    for (const Interval& i : printed_intervals()) {
      const std::string_view rest = i.text.substr(i.end);
      re2::StringPiece value;
      if (!RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), p, &value)) continue;
      const double printed = number(value);
      const bool excludes = number(i.low) > 1.02 || number(i.high) < 0.98;
      const bool includes = number(i.low) < 0.97 && number(i.high) > 1.03;
      if (excludes && printed < 0.05) plant("p against interval", value, print(uniform(0.2, 0.95), 2));
      if (includes && printed > 0.05) plant("p against interval", value, print(uniform(0.001, 0.01), 3));
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

  // "98 patients (49 men and 49 women)": a total and its two parts.
  void partitions() {
    static const RE2 re(
        R"((?:^|[\s(])(\d{2,5}) (?:[a-z]+ ){0,3}?(?:patients|participants|subjects|children|adults|women|men|people|individuals|cases)[,:]?\s?\(?(\d{1,5}) (?:were )?(men|males?|boys|women|females?|girls)(?: \([\d.]+\s?%\))?(?:,| and|;|,? and) (\d{1,5}) (?:were )?(women|females?|girls|men|males?|boys))");
    each_passage([&](const Passage& passage, std::string_view text) {
      if (passage.kind == warrant::PassageKind::kTableRow) return;
      if (text.find("men") == std::string_view::npos && text.find("ale") == std::string_view::npos &&
          text.find("girls") == std::string_view::npos)
        return;
      re2::StringPiece g[6];
      if (!re.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::UNANCHORED, g, 6)) return;
      if (number(g[1]) != number(g[2]) + number(g[4])) return;
      plant("total of two parts", g[1], fmt::format("{:.0f}", number(g[1]) + pick(1, 9)));
      plant("part of a total", g[2], fmt::format("{:.0f}", number(g[2]) + pick(1, 9)));
    });
  }

  void statistics() {
    static const RE2 tests[] = {
        RE2(R"((?:χ2|χ²|X2)\s?(?:[(\[]\s?(?:df\s?=\s?)?\d{1,3}\s?[)\]])?\s?=\s?(\d{1,4}\.\d{1,3})(?:[;,]\s?df\s?=\s?\d{1,3})?[;,]?\s?(?:and )?[Pp]\s?=\s?((?:0)?\.\d{2,4}))"),
        RE2(R"((?:^|[^A-Za-z])t\s?[(\[]\s?(?:df\s?=\s?)?\d{1,5}(?:\.\d+)?\s?[)\]]\s?=\s?[-−–]?(\d{1,3}\.\d{1,3})[;,]\s?[Pp]\s?=\s?((?:0)?\.\d{2,4}))"),
        RE2(R"((?:^|[^A-Za-z])F\s?[(\[]\s?\d{1,4}\s?[,;]\s?\d{1,6}(?:\.\d+)?\s?[)\]]\s?=\s?(\d{1,4}\.\d{1,3})[;,]\s?[Pp]\s?=\s?((?:0)?\.\d{2,4}))"),
        RE2(R"((?:^|[^A-Za-z-])[Zz]\s?=\s?[-−–]?(\d{1,2}\.\d{1,3})[;,]\s?[Pp]\s?=\s?((?:0)?\.\d{2,4}))"),
    };
    each_passage([&](const Passage& passage, std::string_view text) {
      if (passage.kind == warrant::PassageKind::kTableRow) return;
      const re2::StringPiece input(text.data(), text.size());
      for (const RE2& test : tests) {
        re2::StringPiece g[3];
        std::size_t at = 0;
        while (at < text.size() && test.Match(input, at, text.size(), RE2::UNANCHORED, g, 3)) {
          at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
          const double statistic = number(g[1]), p = number(g[2]);
          const bool df = text.substr(static_cast<std::size_t>(g[0].data() - text.data()), 14).find_first_of("([") !=
                              std::string_view::npos ||
                          &test == &tests[3];
          // Smaller p than the statistic can give; larger only where the degrees of freedom are printed.
          if (p > 0.02) plant("p of a statistic", g[2], print(p / uniform(5, 20), 4));
          if (df && p < 0.3) plant("p of a statistic", g[2], print(std::min(0.99, p + uniform(0.3, 0.6)), 2));
          if (statistic > 0.5) plant("statistic of a p", g[1], print(statistic * uniform(0.05, 0.4), 2));
        }
      }
    });
  }

  void references() {
    const auto size = static_cast<std::int32_t>(d_.references.size());
    if (size < 5) return;
    for (const warrant::CitationAnchor& anchor : d_.anchors) {
      if (anchor.targets.size() != 1 || anchor.targets[0].reference < 0) continue;
      const std::string& label = anchor.targets[0].label;
      if (label.empty() || label.find_first_not_of("0123456789") != std::string::npos || label.size() > 3) continue;
      const std::size_t at = d_.text.find(label, anchor.span.start);
      if (at == std::string::npos || at + label.size() > anchor.span.end) continue;
      const std::int32_t beyond = size + pick(1, 40);
      out_.push_back({"reference beyond the list",
                      {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + label.size())},
                      fmt::format("{}", beyond),
                      beyond});
    }
  }

  // An estimate with its interval that stands in two passages: change one of the three numbers.
  void twice() {
    const auto all = printed_intervals();
    for (const Interval& a : all)
      for (const Interval& b : all) {
        if (a.text.data() == b.text.data() || a.estimate != b.estimate || a.low != b.low || a.high != b.high) continue;
        const double l = number(a.low), e = number(a.estimate);
        if (e - l < 0.1) continue;
        plant("abstract against body", a.low, print(l + (e - l) * uniform(0.2, 0.35), decimals(a.low)));
        break;
      }
  }

  const IndexedDocument& doc_;
  const Document& d_;
  std::mt19937& random_;
  std::vector<Mutation> out_;
};

bool pick_dangling(std::mt19937& random) { return random() % 2 == 0; }

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The passage (sentence, row) of a place, or its whole table.
ByteSpan around(const Document& d, std::uint32_t at) {
  for (const Passage& p : d.passages)
    if (p.span.start <= at && at < p.span.end) return p.span;
  return {at, at + 1};
}

}  // namespace

int main(int argc, char** argv) {
  const int wanted = argc > 1 ? std::atoi(argv[1]) : 2000;
  const auto seed = static_cast<unsigned>(argc > 2 ? std::atoi(argv[2]) : 1);
  int misses = argc > 4 && std::string(argv[3]) == "--misses" ? std::atoi(argv[4]) : 0;
  std::mt19937 random(seed);
  std::vector<std::string> paths;
  for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
  std::shuffle(paths.begin(), paths.end(), random);
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("audit_mutations_{}", seed);
  std::filesystem::create_directories(folder);
  auto store = warrant::Store::open((folder / "empty.db").string(), warrant::Store::Mode::kWrite);
  if (!store) return 1;
  // Checks that need other documents have nothing to say here.
  std::vector<std::string> names;
  for (const warrant::Check& check : warrant::checks())
    if (check.name != "across-documents" && check.name != "citation-verdict" && check.name != "retracted-citation")
      names.emplace_back(check.name);

  struct Count {
    int planted = 0, found = 0, loud = 0;
    std::map<std::string, int> by;
  };
  std::map<std::string, Count> counts;
  int planted = 0, articles = 0;
  for (const std::string& path : paths) {
    if (planted >= wanted) break;
    warrant::StageSeconds seconds;
    auto indexed = warrant::index_source({path, read_file(path)}, "0", seconds);
    if (indexed.size() != 1 || !indexed[0]) continue;
    const IndexedDocument& twin = *indexed[0];
    std::vector<Mutation> mutations = Planter(twin, random).all();
    if (mutations.empty()) continue;
    ++articles;
    const auto before = warrant::audit(*store, twin, names);
    // A few of each article, rare kinds first, so that no article and no kind rules.
    std::shuffle(mutations.begin(), mutations.end(), random);
    std::stable_sort(mutations.begin(), mutations.end(), [&](const Mutation& a, const Mutation& b) {
      return counts[a.kind].planted < counts[b.kind].planted;
    });
    std::map<std::string, int> of_kind;
    int of_article = 0;
    for (const Mutation& m : mutations) {
      if (planted >= wanted || of_article >= 8) break;
      if (of_kind[m.kind] >= 2) continue;
      // A place that is faulty already tells nothing.
      if (std::any_of(before.findings.begin(), before.findings.end(), [&](const warrant::Finding& f) {
            return f.span.overlaps(around(twin.document, m.span.start)) && f.severity != warrant::Severity::kNote;
          }))
        continue;
      ++of_kind[m.kind];
      ++of_article;
      Document d = twin.document;
      replace(d, m.span, m.with);
      if (m.label != 0)
        for (auto& anchor : d.anchors)
          if (anchor.span.start <= m.span.start && m.span.start < anchor.span.end) {
            anchor.targets[0].label = m.with;
            if (pick_dangling(random)) anchor.targets[0].reference = -1;
          }
      current = &d;
      auto changed = warrant::index_piece(changed_reader, {"", path}, "0", 0, seconds);
      if (changed.size() != 1 || !changed[0]) continue;
      const auto after = warrant::audit(*store, *changed[0], names);
      const ByteSpan place = around(changed[0]->document, m.span.start);
      std::int32_t table = -1;
      for (const Passage& p : changed[0]->document.passages)
        if (p.span == place) table = p.table;
      const std::string& doc_id = changed[0]->id;
      const auto covers = [&](const Document& doc, const warrant::Finding& f) {
        if (f.span.overlaps(place)) return true;
        for (const auto& r : f.related)
          if (r.span.overlaps(place) && r.document == doc_id) return true;
        if (table < 0) return false;
        for (const Passage& p : doc.passages)
          if (p.table == table && p.span.overlaps(f.span)) return true;
        return false;
      };
      // Findings of the twin at the same place, by check.
      std::multiset<std::string> known;
      const ByteSpan twin_place = around(twin.document, m.span.start);
      for (const auto& f : before.findings) {
        bool there = f.span.overlaps(twin_place);
        for (const Passage& p : twin.document.passages)
          there = there || (table >= 0 && p.table == table && p.span.overlaps(f.span));
        if (there) known.insert(f.check);
      }
      Count& count = counts[m.kind];
      ++count.planted;
      ++planted;
      bool found = false, loud = false;
      for (const auto& f : after.findings) {
        if (!covers(changed[0]->document, f)) continue;
        if (const auto at = known.find(f.check); at != known.end()) {
          known.erase(at);
          continue;
        }
        if (!found) ++count.by[f.check];
        found = true;
        loud = loud || f.severity != warrant::Severity::kNote;
      }
      count.found += found;
      count.loud += loud;
      if (!found && misses > 0) {
        --misses;
        std::cout << fmt::format(
            "MISS {} | {} | {} -> {} | {}\n", m.kind, path.substr(path.rfind('/') + 1),
            slice(twin.document.text, m.span), m.with,
            std::string(slice(changed[0]->document.text, place))
                .substr(std::max<std::int64_t>(0, static_cast<std::int64_t>(m.span.start) - place.start - 150), 300));
      }
    }
  }
  int found = 0, loud = 0;
  for (const auto& [kind, c] : counts) {
    if (c.planted == 0) continue;
    std::string by;
    for (const auto& [check, n] : c.by) by += fmt::format(" {} {}", check, n);
    std::cout << fmt::format("{:32} {:5} planted {:.3f} found {:.3f} at least a warning | {}\n", kind, c.planted,
                             static_cast<double>(c.found) / c.planted, static_cast<double>(c.loud) / c.planted, by);
    found += c.found;
    loud += c.loud;
  }
  std::cout << fmt::format("{:32} {:5} planted {:.3f} found {:.3f} at least a warning; {} articles\n", "all", planted,
                           static_cast<double>(found) / planted, static_cast<double>(loud) / planted, articles);
  std::filesystem::remove_all(folder);
  return 0;
}
