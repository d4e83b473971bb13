// Claims against articles annotated by hand: measure, place and value decide whether a claim was found, then interval,
// p value, unit and time point must all agree (the rules of the shared scorer). Floors are what was reached; they only
// go up. Runs where the real data stands beside the checkout.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ingest/fetch/fetcher.h"
#include "ingest/pipeline/pipeline.h"
#include "src/base/text.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

using nlohmann::json;
using Key = std::tuple<std::string, std::string, double>;  // measure, place, value

double rounded(double x) { return std::round(x * 1e6) / 1e6; }

std::optional<double> number(const json& record, const char* name) {
  return record.contains(name) && record[name].is_number() ? std::optional(rounded(record[name].get<double>()))
                                                           : std::nullopt;
}

std::string words_of(const json& record, const char* name) {
  return record.contains(name) && record[name].is_string() ? record[name].get<std::string>() : "";
}

std::string scored_measure(std::string_view measure) {
  if (measure == measure::kRateRatio || measure == measure::kIncidenceRateRatio)
    return std::string(measure::kRiskRatio);
  if (measure == measure::kSubdistributionHazardRatio) return std::string(measure::kHazardRatio);
  return std::string(measure);
}

double months(double value, std::string_view unit) {
  return unit.substr(0, 4) == "year"   ? 12 * value
         : unit.substr(0, 4) == "week" ? value / 4.345
         : unit.substr(0, 3) == "day"  ? value / 30.44
                                       : value;
}

std::string_view singular(std::string_view unit) {
  return !unit.empty() && unit.back() == 's' ? unit.substr(0, unit.size() - 1) : unit;
}

bool same_numbers(const json& gold, const Claim& c) {
  const auto same = [](std::optional<double> a, std::optional<double> b) {
    return a.has_value() == b.has_value() && (!a || *a == rounded(*b));
  };
  if (!same(number(gold, "ci_low"), c.ci_low) || !same(number(gold, "ci_high"), c.ci_high) ||
      !same(number(gold, "p_value"), c.p_value))
    return false;
  if (number(gold, "p_value") && words_of(gold, "p_op") != symbol_of(c.p_op)) return false;
  if (c.measure == measure::kMedianSurvival && singular(words_of(gold, "unit")) != singular(c.unit)) return false;
  if (c.measure == measure::kSurvivalRate && gold.contains("at") && gold["at"].is_object()) {
    if (!c.at) return false;
    const double wanted = months(gold["at"]["value"].get<double>(), words_of(gold["at"], "unit"));
    return std::fabs(wanted - months(c.at->value, c.at->unit)) < 0.05 * std::max(wanted, 1.0);
  }
  return true;
}

// F1 of the words of two labels, common abbreviations of endpoints spelled out.
double likeness(const std::string& a, const std::string& b) {
  static const std::map<std::string, std::string> spelled = {
      {"os", "overall survival"},       {"pfs", "progression free survival"}, {"dfs", "disease free survival"},
      {"rfs", "relapse free survival"}, {"efs", "event free survival"},       {"ttp", "time to progression"},
      {"dor", "duration of response"},  {"css", "cancer specific survival"},  {"mfs", "metastasis free survival"}};
  const auto words = [&](const std::string& text) {
    std::multiset<std::string> out;
    std::string word;
    const auto flush = [&] {
      if (word.empty()) return;
      const auto it = spelled.find(word);
      std::string rest = it == spelled.end() ? word : it->second;
      word.clear();
      for (std::size_t at = 0; at <= rest.size();) {
        const std::size_t end = std::min(rest.find(' ', at), rest.size());
        out.insert(rest.substr(at, end - at));
        at = end + 1;
      }
    };
    for (char c : ascii_lower(text)) {
      if (is_ascii_alpha(c) || is_ascii_digit(c))
        word += c;
      else
        flush();
    }
    flush();
    return out;
  };
  const auto x = words(a), y = words(b);
  std::multiset<std::string> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::inserter(both, both.begin()));
  return x.size() + y.size() == 0 ? 0
                                  : 2.0 * static_cast<double>(both.size()) / static_cast<double>(x.size() + y.size());
}

struct Score {
  double gold = 0, hit = 0, extra = 0, full = 0, outcome = 0, subject = 0, own = 0, traps = 0;

  double f1(double good) const {
    const double precision = hit + extra > 0 ? good / (hit + extra) : 1, recall = gold > 0 ? good / gold : 1;
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  }
};

void score(const json& article, const IndexedDocument& indexed, Score& s) {
  static const std::set<std::string> scored = {"hazard_ratio", "odds_ratio", "risk_ratio", "median_survival",
                                               "survival_rate"};
  std::map<Key, std::vector<const Claim*>> pool;
  for (const Claim& c : indexed.claims)
    if (const std::string m = scored_measure(c.measure); scored.count(m) > 0 && c.value && !c.assumption)
      pool[{m, std::string(name_of(c.place)), rounded(*c.value)}].push_back(&c);
  std::set<Key> golden;
  std::set<std::pair<std::string, double>> traps;
  for (const json& g : article["claims"]) {
    const std::string m = scored_measure(words_of(g, "measure"));
    const double value = *number(g, "value");
    if (g.value("assumption", false)) {
      traps.emplace(m, value);
      continue;
    }
    const Key key{m, words_of(g, "place"), value};
    golden.insert(key);
    s.gold += 1;
    auto& here = pool[key];
    if (here.empty()) continue;
    const auto rank = [&](const Claim* c) {
      return (same_numbers(g, *c) ? 2.0 : 0.0) + likeness(words_of(g, "subject"), c->subject);
    };
    const auto best =
        std::max_element(here.begin(), here.end(), [&](const Claim* a, const Claim* b) { return rank(a) < rank(b); });
    s.hit += 1;
    s.full += same_numbers(g, **best) ? 1 : 0;
    s.outcome += likeness(words_of(g, "outcome"), (*best)->outcome) >= 0.5 ? 1 : 0;
    s.subject += likeness(words_of(g, "subject"), (*best)->subject) >= 0.5 ? 1 : 0;
    s.own += g.value("own", true) != (*best)->cited ? 1 : 0;
    here.erase(best);
  }
  for (const auto& [key, left] : pool)
    if (golden.count(key) == 0) {
      s.extra += static_cast<double>(left.size());
      if (traps.count({std::get<0>(key), std::get<2>(key)}) > 0) s.traps += static_cast<double>(left.size());
    }
}

// The articles of the corpus that `names` asks for, indexed.
std::map<std::string, IndexedDocument> index_articles(const std::set<std::string>& names) {
  std::map<std::string, IndexedDocument> out;
  const auto archive = test::shared_dir() / "data" / "pmc-oa-ccby.tar.gz";
  const Result<void> read = fetch(archive.string(), {}, [&](Result<Source> source) {
    if (!source) return true;
    const std::string stem = std::filesystem::path(source->name.substr(source->name.find('!') + 1)).stem().string();
    if (names.count(stem) == 0) return true;
    StageSeconds seconds;
    for (auto& document : index_source(*source, "0", seconds))
      if (document) out.emplace(stem, std::move(*document));
    return out.size() < names.size();
  });
  EXPECT_TRUE(read.has_value());
  return out;
}

Score score_folder(const std::filesystem::path& folder) {
  std::map<std::string, json> gold;
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    gold[entry.path().stem().string()] = json::parse(test::read_file(entry.path()));
    names.insert(entry.path().stem().string());
  }
  const auto articles = index_articles(names);
  EXPECT_EQ(articles.size(), names.size());
  Score s;
  for (const auto& [name, indexed] : articles) {
    const json& article = gold[name];
    score(article, indexed, s);
    // Where the annotation gives offsets into the canonical text, its value must stand there. A reader that keeps more
    // or less white space moves it a little; half a kilobyte is let pass.
    constexpr std::uint32_t kDrift = 512;
    const std::string_view text = indexed.document.text;
    for (const json& g : article["claims"])
      if (g.contains("start")) {
        const auto start = g["start"].get<std::uint32_t>();
        const std::size_t from = std::min<std::size_t>(start > kDrift ? start - kDrift : 0, text.size());
        EXPECT_NE(text.substr(from, 2 * kDrift).find(words_of(g, "printed")), std::string_view::npos)
            << name << " at " << start << ": " << words_of(g, "printed");
      }
  }
  fmt::print(
      "{}: {} claims, detection F1 {:.3f}, all numbers {:.3f}; of the hits outcome {:.3f}, subject {:.3f}, own {:.3f}; "
      "assumptions as results {}\n",
      folder.filename().string(), s.gold, s.f1(s.hit), s.f1(s.full), s.outcome / s.hit, s.subject / s.hit,
      s.own / s.hit, s.traps);
  return s;
}

// What a set of annotated articles must reach: F1 of detection, of detection with every number right; of the hits, the
// shares whose outcome, subject and own-or-cited are right. No planning figure may be taken for a result.
struct Floor {
  std::string_view set;  // "dev" of the shared data, else tests/golden/claims_SET
  double detection, numbers, outcome, subject, own;
};

class Gold : public testing::TestWithParam<Floor> {};

TEST_P(Gold, Holds) {
  WARRANT_NEEDS_SHARED();
  const Floor& floor = GetParam();
  const Score s =
      score_folder(floor.set == "dev" ? test::shared_dir() / "gold" / "dev"
                                      : test::source_dir() / "tests" / "golden" / fmt::format("claims_{}", floor.set));
  EXPECT_GE(s.f1(s.hit), floor.detection);
  EXPECT_GE(s.f1(s.full), floor.numbers);
  EXPECT_GE(s.outcome, floor.outcome * s.hit);
  EXPECT_GE(s.subject, floor.subject * s.hit);
  EXPECT_GE(s.own, floor.own * s.hit);
  EXPECT_EQ(s.traps, 0);
}

constexpr Floor kFloors[] = {
    // Ten articles annotated by hand, with the gold guide.
    {"dev", 0.99, 0.99, 0.94, 0.85, 0.97},
    // Twelve articles drawn by lot (seed 20261123) among those with risk results, annotated before the program was run
    // on
    // them. First run: detection 0.768, all numbers 0.683 (ARCHITECTURE.md, Decisions).
    {"second", 0.99, 0.95, 0.74, 0.76, 0.97},
    // Ten more, drawn by lot (seed 20261123) by strata like those of gold/dev: ratios with medians, ratios alone,
    // medians
    // and rates, tables of risks, none. First run: detection 0.946, all numbers 0.897, outcome 0.71, subject 0.32.
    {"third", 0.97, 0.97, 0.88, 0.75, 0.97},
    // Eight more by the same lot, annotated after the misses of the third set were mended. First run: detection 0.919,
    // all
    // numbers 0.888, outcome 0.735, subject 0.469.
    {"fourth", 0.96, 0.96, 0.82, 0.62, 0.96},
    // Six more, annotated after the misses of the fourth set were mended. First run: detection 0.955, all numbers
    // 0.943,
    // outcome 0.893, subject 0.813, own 0.947, two planning figures taken for results.
    {"fifth", 0.99, 0.99, 0.92, 0.84, 0.94},
    // Fourteen drawn by lot (seed 20261130) from the same strata, read before the first run (in twelve without the
    // paragraphs that hold neither digit nor cue): five tell no such result. First run: detection 0.788, all numbers
    // 0.704,
    // outcome 0.906, subject 0.664, one planning figure as a result.
    {"sixth", 0.99, 0.99, 0.94, 0.78, 0.97},
    // Twelve drawn by lot (seed 20261207) from the same strata, read before the first run without the paragraphs that
    // hold
    // neither digit nor cue: two tell no such result, one table has 220 of the 350. First run: detection 0.932, all
    // numbers
    // 0.758, outcome 0.160, subject 0.203, own 0.997; without that table's article 0.806, 0.806, 0.566, 0.723, 1.000.
    {"seventh", 0.98, 0.98, 0.74, 0.92, 0.98},
    // Ten drawn by lot (seed 20261130) from the same strata, every paragraph and table read before the first run: three
    // tell no such result. First run: detection 0.962, all numbers 0.947, outcome 0.669, subject 0.677, own 1.000.
    // Later
    // three rates of a section that computes a sample size were marked as assumptions, as the other sets have it.
    {"eighth", 0.99, 0.98, 0.90, 0.83, 0.98},
    // Eight drawn by lot (seed 91130) from the same strata, every paragraph and table read before the first run: two
    // tell
    // no such result, one has 45 of the 138 in its tables. First run: detection 0.963, all numbers 0.948, outcome
    // 0.326,
    // subject 0.512, own 0.992.
    {"ninth", 0.98, 0.98, 0.91, 0.89, 0.98},
    // Seven drawn by lot (seed 91131) among articles of which no label had been looked at, after the ninth set's misses
    // were mended, read without the paragraphs that hold neither digit nor cue: 36 results, 18 of them of one article.
    // First run: detection 0.895, all numbers 0.746, outcome 0.533, subject 0.767, own 1.000, one planning figure as a
    // result.
    {"tenth", 0.99, 0.99, 0.83, 0.97, 0.98},
    // Nine drawn by lot (seed 101112) among 51 articles with several printed ratios or times that no set holds, every
    // paragraph with a number and every table read before the first run: two tell no such result. First run: detection
    // 0.996, all numbers 0.950, outcome 0.385, subject 0.592, own 1.000.
    {"eleventh", 0.99, 0.99, 0.87, 0.93, 0.98},
    // Nine drawn by lot (seed 121201) from the same kind after the eleventh set's misses were mended, annotated before
    // the
    // first run (six claims of one article whose paragraphs had been overlooked were added after it). First run:
    // detection
    // 0.918, all numbers 0.913, outcome 0.870, subject 0.773, own 0.995; without the six 0.902, 0.897, 0.899, 0.799,
    // 0.994.
    {"twelfth", 0.98, 0.98, 0.91, 0.84, 0.98},
    // Six drawn by lot (seed 131301) from the same kind after the twelfth set's misses were mended, annotated before
    // the
    // first run (four cited ratios of a long paragraph were added after it). First run: detection 0.903, all numbers
    // 0.903,
    // outcome 0.875, subject 0.732, own 1.000; without the four 0.867, 0.867, 0.942, 0.769, 1.000.
    {"thirteenth", 0.98, 0.98, 0.87, 0.74, 0.98},
    // Twice seven drawn by lot (seeds 140114, 140115) and annotated by somebody who knew nothing of the program; one of
    // each seven tells no such result. First run of the fourteenth, 68 results: detection 0.962, all numbers 0.931,
    // outcome 0.556, subject 0.698, own 1.000. Of the fifteenth, 72, of which 49 are of one article (its table has a
    // column "P (P trend)" and names its outcome by a group): 1.000, 0.722, 0.139, 0.861, 1.000. P columns and
    // headers across the table were mended after.
    {"fourteenth", 0.96, 0.93, 0.55, 0.69, 0.98},
    {"fifteenth", 0.99, 0.98, 0.24, 0.86, 0.98},
    // Five drawn by lot (seeds 20261201, 7 and 8) from the 82 articles left that print six to forty ratios or survival
    // times, 8, 8, 8, 8 and 10 of them, annotated by five who knew nothing of the program; two tell no such result.
    // First run (detection, all numbers, outcome, subject, own): sixteenth, 178 results, 0.956 0.956 0.706 0.797 1.000;
    // seventeenth, 399, 0.972 0.933 0.392 0.587 1.000; eighteenth, 356, 0.677 0.662 0.632 0.632 0.995 (one table of three
    // panels holds 168 of them); nineteenth, 161, 0.988 0.956 0.627 0.734 1.000; twentieth, 479, 0.982 0.980 0.361 0.885
    // 1.000. What they showed was mended, mostly labels of tables; the twentieth was scored once between, after the first
    // four had been read: outcome 0.758, subject 0.890.
    {"sixteenth", 0.97, 0.97, 0.77, 0.83, 0.98},
    {"seventeenth", 0.98, 0.97, 0.84, 0.90, 0.98},
    {"eighteenth", 0.99, 0.98, 0.88, 0.88, 0.98},
    {"nineteenth", 0.98, 0.96, 0.83, 0.73, 0.98},
    {"twentieth", 0.98, 0.97, 0.75, 0.88, 0.98},
    // Ten more of these (seed 9), after the last mending and looked at by nobody before: 328 results, detection 0.828 (two
    // tables call their ratios "treatment effect" and "effect size"; the notes tell), all numbers 0.828 (0.672 with the
    // program of before), outcome 0.647 (0.655), subject 0.830 (0.766), own 1.000.
    {"twentyfirst", 0.82, 0.82, 0.64, 0.82, 0.98},
};

INSTANTIATE_TEST_SUITE_P(Sets, Gold, testing::ValuesIn(kFloors),
                         [](const auto& floor) { return std::string(floor.param.set); });

}  // namespace
}  // namespace warrant
