// Errors in running text and reference lists for bench_audit_mutations.
#pragma once

#include "src/base/text.h"
#include "tests/bench/audit_planter.h"

namespace planting {

class TextPlanter : public Planter {
 public:
  using Planter::Planter;

  void all() {
    shares();
    intervals();
    p_values();
    statistics();
    partitions();
    references();
    twice();
    ratios();
    units();
    exchanged();
    directions();
  }

 private:
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

  void intervals() {
    for (const Interval& i : printed_intervals()) change_interval("", i.estimate, i.low, i.high);
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
  }

  // "(1.1 to 2.0)" with its ends exchanged.
  void exchanged() {
    for (const Interval& i : printed_intervals()) {
      const re2::StringPiece both(i.low.data(), static_cast<std::size_t>(i.high.data() + i.high.size() - i.low.data()));
      const std::string between(i.low.data() + i.low.size(), i.high.data());
      plant("ends of an interval exchanged", both, std::string(i.high) + between + std::string(i.low));
    }
  }

  // "higher in A than in B (12.1 vs 8.3)", "decreased from 8.1 to 5.2": the word for the other direction.
  void directions() {
    static const RE2 groups(
        R"(\b(higher|lower|greater|smaller|longer|shorter) (?:in|for|with|among) [a-z A-Z-]{3,50}? than (?:in |for |with |among )?[a-z A-Z-]{3,50}? \((\d{1,4}(?:\.\d{1,3})?)[^()]{0,20}? (?:vs\.?|versus|and|compared with) (\d{1,4}(?:\.\d{1,3})?)[^\d.])");
    static const RE2 change(
        R"(\b(increased|decreased|rose|fell) (?:significantly )?from (\d{1,4}(?:\.\d{1,3})?)[^.;0-9]{0,12} to (\d{1,4}(?:\.\d{1,3})?)[^\d.])");
    static const std::map<std::string, std::string> other = {
        {"higher", "lower"},   {"lower", "higher"},   {"greater", "smaller"},     {"smaller", "greater"},
        {"longer", "shorter"}, {"shorter", "longer"}, {"increased", "decreased"}, {"decreased", "increased"},
        {"rose", "fell"},      {"fell", "rose"}};
    static const std::set<std::string> up = {"higher", "greater", "longer"};
    each_passage([&](const Passage& passage, std::string_view text) {
      if (passage.kind == warrant::PassageKind::kTableRow) return;
      const re2::StringPiece input(text.data(), text.size());
      for (const RE2* re : {&groups, &change}) {
        re2::StringPiece g[4];
        std::size_t at = 0;
        while (at < text.size() && re->Match(input, at, text.size(), RE2::UNANCHORED, g, 4)) {
          at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
          const std::string word(g[1]);
          const double a = number(g[2]), b = number(g[3]);
          const bool right =
              re == &groups ? (a > b) == up.contains(word) : (b > a) == (word == "increased" || word == "rose");
          if (a != b && right)
            plant(re == &groups ? "direction of a comparison" : "direction of a change", g[1], other.at(word));
        }
      }
    });
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

  // "12/50 (24%) vs 24/50 (48%); RR 0.50": a crude ratio behind its two groups.
  void ratios() {
    static const RE2 ratio(
        R"(\b(OR|RR|[Oo]dds ratio|[Rr]isk ratio|[Rr]elative risk)(?: ?\([A-Z]{2}\))?(?:,| was| of|:|\s?=)?\s?=?\s?(\d{1,2}(?:\.|·)\d{1,3}))");
    static const RE2 modelled(
        R"((?i)adjust|multivari|regression|model|stratif|propensity|weighted|pooled|hazard|interaction|imput|logistic)");
    const auto facts = warrant::gather_facts(doc_);
    for (std::size_t i = 0; i + 1 < facts.shares.size(); ++i) {
      const auto &a = facts.shares[i], &b = facts.shares[i + 1];
      if (a.sentence != b.sentence || !a.share.total || !b.share.total) continue;
      if (i > 0 && facts.shares[i - 1].sentence == a.sentence) continue;
      if (i + 2 < facts.shares.size() && facts.shares[i + 2].sentence == a.sentence) continue;
      const std::string_view text = slice(d_.text, doc_.sentences[static_cast<std::size_t>(a.sentence)].span);
      re2::StringPiece word, digits;
      if (RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), modelled) ||
          !RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), ratio, &word, &digits) ||
          place(digits).start < b.share.span.end)
        continue;
      const double x = a.share.count->value, n = a.share.total->value, y = b.share.count->value,
                   m = b.share.total->value, printed = number(digits);
      if (x <= 0 || y <= 0 || x >= n || y >= m || printed <= 0) continue;
      const double crude = word[0] == 'O' || word[0] == 'o' ? x / (n - x) / (y / (m - y)) : x / n / (y / m);
      if (std::min(std::fabs(std::log(printed / crude)), std::fabs(std::log(printed * crude))) > 0.03) continue;
      plant("ratio of two shares", digits, print(printed * (pick(0, 1) == 0 ? uniform(1.6, 3) : uniform(0.3, 0.6)), 2));
    }
  }

  // One number with its unit in two paragraphs that speak of the same: the unit of one is changed.
  void units() {
    static const RE2 re(
        R"((?:^|[\s(])(\d{1,4}[.·]\d{1,2}|\d{3,4})[\s-](hours|days|weeks|months|years|mg|µg|mcg|ml|mL|mm|cm)(?:$|[\s.,;:)]))");
    static const std::map<std::string, std::string> other = {
        {"hours", "days"},   {"days", "hours"}, {"weeks", "days"}, {"months", "years"},
        {"years", "months"}, {"mg", "g"},       {"µg", "mg"},      {"mcg", "mg"},
        {"ml", "L"},         {"mL", "L"},       {"mm", "cm"},      {"cm", "mm"}};
    struct Place {
      re2::StringPiece unit;
      std::size_t passage;
      std::set<std::string> words;
    };
    std::map<std::string, std::vector<Place>> seen;
    for (std::size_t p = 0; p < d_.passages.size(); ++p) {
      if (!warrant::is_running_text(d_.passages[p])) continue;
      const std::string_view text = slice(d_.text, d_.passages[p].span);
      re2::StringPiece g[3];
      std::size_t at = 0;
      while (at < text.size() &&
             re.Match(re2::StringPiece(text.data(), text.size()), at, text.size(), RE2::UNANCHORED, g, 3)) {
        at = static_cast<std::size_t>(g[2].data() - text.data()) + g[2].size();
        const std::string digits(g[1]);
        if (std::count_if(digits.begin(), digits.end(), warrant::is_ascii_digit) < 3) continue;
        const auto start = static_cast<std::size_t>(g[1].data() - text.data());
        const std::size_t from = text.find(' ', start > 80 ? start - 80 : 0);
        seen[digits + " " + std::string(g[2])].push_back(
            {g[2], p, warrant::content_words(text.substr(std::min(from, start), start - std::min(from, start)))});
      }
    }
    for (const auto& [key, places] : seen)
      for (const Place& a : places)
        for (const Place& b : places)
          if (a.passage != b.passage && warrant::common_words(a.words, b.words) >= 3) {
            plant("unit of a number", a.unit, other.at(std::string(a.unit)));
            break;
          }
  }
};

}  // namespace planting
