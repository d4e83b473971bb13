// What bench_audit_mutations plants errors with: places in an article where a check should see a changed number.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/cells.h"
#include "src/audit/check.h"
#include "src/audit/reading.h"
#include "src/base/statistics.h"

namespace planting {

using warrant::ByteSpan;
using warrant::Document;
using warrant::IndexedDocument;
using warrant::Passage;
using warrant::slice;

struct Mutation {
  std::string kind;
  ByteSpan span;  // in the unchanged text
  std::string with;
  std::int32_t label = 0;  // reference numbers: the new label
};

class Planter {
 public:
  Planter(const IndexedDocument& document, std::mt19937& random, std::vector<Mutation>& out)
      : doc_(document), d_(document.document), random_(random), out_(out) {}

 protected:
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

  void change_interval(const char* suffix, re2::StringPiece estimate, re2::StringPiece low, re2::StringPiece high) {
    const double e = number(estimate), l = number(low), h = number(high);
    const int places = decimals(low);
    const std::string s = suffix;
    plant(("low bound above estimate" + s).c_str(), low, print(e * uniform(1.05, 1.6) + std::pow(10, -places), places));
    const double below = e * uniform(0.3, 0.95);
    if (below < e - 1.5 * std::pow(10, -places))
      plant(("high bound below estimate" + s).c_str(), high, print(below, places));
    plant(("estimate outside" + s).c_str(), estimate,
          print(pick(0, 1) == 0 ? h * uniform(1.1, 2) + std::pow(10, -places) : h + std::pow(10, -places) * pick(2, 90),
                decimals(estimate)));
    // A bound with a slip of the point or a digit: provable by symmetry only when it is gross.
    plant(("high bound tenfold" + s).c_str(), high, print(h * 10, places));
    if (l >= 0.3) plant(("low bound a tenth" + s).c_str(), low, print(l / 10, std::max(2, places)));
  }

  const IndexedDocument& doc_;
  const Document& d_;
  std::mt19937& random_;
  std::vector<Mutation>& out_;
};

}  // namespace planting
