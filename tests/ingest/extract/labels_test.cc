// Labels that other sentences of the paragraph give: arms named before, what "this treatment" was.
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/extract/extractor.h"

namespace warrant {
namespace {

struct Case {
  std::string_view sentences;  // of one paragraph, " // " between them
  std::string_view labels;     // "value outcome: subject vs comparator", one a line, by place
};

std::string labels_of(const Extractor& extractor, std::string_view sentences) {
  Document d;
  std::vector<Sentence> spans;
  for (std::size_t at = 0; at <= sentences.size();) {
    const std::size_t end = std::min(sentences.find(" // ", at), sentences.size());
    if (!d.text.empty()) d.text += ' ';
    const auto start = static_cast<std::uint32_t>(d.text.size());
    d.text += sentences.substr(at, end - at);
    spans.push_back({0, {start, static_cast<std::uint32_t>(d.text.size())}});
    at = end + 4;
  }
  Passage p;
  p.kind = PassageKind::kParagraph;
  p.place = Place::kBody;
  p.span = {0, static_cast<std::uint32_t>(d.text.size())};
  d.passages.push_back(p);
  d.text += '\n';
  std::vector<Claim> claims;
  extractor.extract({d, spans}, claims);
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.value_span < b.value_span; });
  std::string out;
  for (const Claim& c : claims) {
    out += fmt::format("{} {}: {}", c.value_text, c.outcome, c.subject);
    if (!c.comparator.empty()) out += " vs " + c.comparator;
    out += '\n';
  }
  return out;
}

class Labels : public testing::TestWithParam<Case> {};

TEST_P(Labels, ComeFromTheParagraph) {
  std::string found;
  for (const Extractor& e : extractors())
    if (e.name == "effect_estimate" || e.name == "time_to_event" || e.name == "survival_rate")
      found += labels_of(e, GetParam().sentences);
  EXPECT_EQ(found, GetParam().labels);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Labels,
    testing::Values(
        Case{"Girls were more likely to read (OR 1.50, 95% CI 1.20–1.88) than boys. // Boys were less likely to fall "
             "(0.64, "
             "95% CI 0.59–0.70) than girls. // Mean height rose (0.64, 95% CI 0.59–0.70) with age.",
             "1.50 read: Girls vs boys\n"
             "0.64 fall: Boys vs girls\n"},
        Case{"A 5-year survival after resection was 43% compared to 23% after ablation.",
             "43 survival: resection\n23 survival: ablation\n"},
        Case{"The series showed a 4-year survival following resection of 65%.", "65 survival: resection\n"},
        Case{"For these patients, the mean and median survival was 31.06 and 17.76 months with the drug.",
             "31.06 survival: these patients\n17.76 survival: drug, these patients\n"},
        Case{"The four-drug regimen has been reported to be superior to a one-drug course in such patients. // This "
             "regimen achieved less loss of sleep (31% versus 66%) and a better median progression-free survival (6.4 "
             "versus 3.3 months).",
             "6.4 progression-free survival: four-drug regimen vs one-drug course\n"
             "3.3 progression-free survival: one-drug course\n"},
        Case{"The walk group, the walk group and the walk+ group. // The walk+ group and the walk+ group; the swim "
             "group, "
             "the swim group, the swim group and the walk group. // Both walk+ (OR, 1.72; 95% CI, 1.04–2.85) and swim "
             "(OR, 1.96; 95% CI, 1.20–3.23) did better in the recovery of sleep than walk.",
             "1.72 recovery: walk+ vs walk\n"
             "1.96 recovery: swim vs walk\n"},
        Case{"The walk group, the walk group and the walk+ group. // The walk+ group and the walk+ group; the swim "
             "group, "
             "the swim group, the swim group and the walk group. // As compared to walk, walk+ and swim produced "
             "significant increases in fitness for weeks 5–10 (OR, 1.52; 95% CI, 1.00–2.30 and OR, 1.58; 95% CI, "
             "1.04–2.39, respectively).",
             "1.52 fitness for weeks 5–10: walk+ vs walk\n"
             "1.58 fitness for weeks 5–10: swim vs walk\n"},
        // What was counted, compared or listed names the outcome.
        Case{"In the walk group, 19 out of 70 (27%) people who completed the 7-day course had sore feet as compared to "
             "1 out of 88 in the swim group (OR 0.03, 95% CI 0.004–0.24).",
             "0.03 sore feet: walk group vs swim group\n"},
        Case{"A drop in height >2 cm, before to after, was experienced by 16% of those with kites (RR "
             "0.79, 95% CI 0.62–1.02).",
             "0.79 drop in height >2 cm: kites\n"},
        Case{"There were no differences between the groups for loss of keys (RR 0.79, 95% CI 0.62–1.02).",
             "0.79 loss of keys: \n"},
        Case{
            "Independent risk factors identified were tea (OR 3.08, 95% CI 2.23–4.22), diabetes mellitus (OR 1.87, 95% "
            "CI 1.34–2.60) and height (OR 2.67, 95% CI 1.91–3.78).",
            "3.08 : tea\n1.87 : diabetes mellitus\n2.67 : height\n"},
        Case{"When covariates for sex, height and tobacco use were included, the HR for death or relapse was 0.73 (95% "
             "CI 0.55–0.98).",
             "0.73 death or relapse: \n"},
        Case{"People given tea had a RR of 0.53 (95% CI 0.35–0.81) for waking at night.",
             "0.53 waking at night: People given tea\n"},
        Case{"A lower proportion of women in the tea arm had low scores compared with the milk arm (OR 0.50, 95% CI "
             "0.30–0.90).",
             "0.50 low scores: tea arm vs milk arm\n"},
        // The group before "versus", "for"; who was much more likely.
        Case{
            "The relative risk of sunburn for those who swam was 0.14 (95% CI 0.07–0.26) relative to those who walked.",
            "0.14 sunburn: those who swam vs who walked\n"},
        Case{"Girls with a kite were much more likely to run (OR 2.83, 95% CI 1.44–5.54).",
             "2.83 run: Girls with a kite\n"},
        Case{"A short walk was the only factor associated with sunburn (OR 5.63, 95% CI 1.62–19.49).",
             "5.63 sunburn: short walk\n"},
        Case{"Falls were less frequent after swimming (RR 0.44, 95% CI 0.21–0.92).", "0.44 Falls: swimming\n"}));

}  // namespace
}  // namespace warrant
