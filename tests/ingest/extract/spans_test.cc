// Every extractor reads its tests/spans/NAME.txt. A case is a sentence with [[…]] around the value_span of each claim,
// in order, and below it one line a claim: "- field: value; field: value". A field not named is not compared. "= Title"
// above a case puts it under a section of that title, "* " before the sentence makes it a list item, "(kind)" after
// "= " the kind of document; "[12]" is a citation mark. A sentence without [[ ]] must give no claim. '#' begins a
// remark.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/sentence_context.h"
#include "src/base/text.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

struct SpanCase {
  int line = 0;
  std::string title, marked;
  bool item = false;
  DocumentKind kind = DocumentKind::kArticle;
  std::vector<std::string> expected;
};

std::vector<SpanCase> read_cases(const std::filesystem::path& path) {
  std::vector<SpanCase> cases;
  const std::string file = test::read_file(path);
  std::string title;
  DocumentKind kind = DocumentKind::kArticle;
  int number = 0;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    std::string_view line = trim(std::string_view(file).substr(at, end - at));
    at = end + 1;
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (line.substr(0, 2) == "= ") {
      title = line.substr(2);
      kind = DocumentKind::kArticle;
      if (title[0] == '(') {
        kind = *document_kind_from(title.substr(1, title.find(')') - 1));
        title = trim(std::string_view(title).substr(title.find(')') + 1));
      }
    } else if (line.substr(0, 2) == "- ") {
      cases.back().expected.emplace_back(line.substr(2));
    } else {
      SpanCase c;
      c.line = number;
      c.title = title;
      c.kind = kind;
      c.item = line.substr(0, 2) == "* ";
      c.marked = c.item ? line.substr(2) : line;
      cases.push_back(std::move(c));
    }
  }
  return cases;
}

std::string field(const Claim& claim, std::string_view name) {
  const auto number = [](const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
  };
  const std::map<std::string_view, std::string> fields = {
      {"kind", claim.kind},
      {"measure", claim.measure},
      {"subject", claim.subject},
      {"outcome", claim.outcome},
      {"comparator", claim.comparator},
      {"population", claim.population},
      {"direction", claim.direction},
      {"polarity", claim.polarity},
      {"strength", claim.strength},
      {"analysis", claim.analysis},
      {"unit", claim.unit},
      {"value", number(claim.value)},
      {"high", number(claim.value_high)},
      {"n", number(claim.n)},
      {"total", number(claim.total)},
      {"sd", number(claim.sd)},
      {"se", number(claim.se)},
      {"low", number(claim.ci_low)},
      {"level", number(claim.ci_level)},
      {"at", claim.at ? fmt::format("{} {}", claim.at->value, claim.at->unit) : ""},
      {"assumption", claim.assumption ? "yes" : "no"},
      {"reached", claim.not_reached ? "no" : "yes"},
      {"up", number(claim.ci_high)},
      {"q_low", number(claim.q_low)},
      {"q_high", number(claim.q_high)},
      {"statistic", number(claim.statistic)},
      {"statistic_name", claim.statistic_name},
      {"df", number(claim.df)},
      {"df2", number(claim.df2)},
      {"p", std::string(symbol_of(claim.p_op)) + number(claim.p_value)},
      {"op", std::string(symbol_of(claim.value_op))},
      {"hedged", claim.hedged ? "yes" : "no"},
      {"negated", claim.negated ? "yes" : "no"},
  };
  const auto at = fields.find(name);
  return at == fields.end() ? "no such field" : at->second;
}

Document document_of(const SpanCase& c, const std::string& text) {
  Document d;
  d.kind = c.kind;
  const auto add = [&](PassageKind kind, std::string_view words) {
    Passage p;
    p.kind = kind;
    p.section = d.sections.empty() ? -1 : 0;
    p.span.start = static_cast<std::uint32_t>(d.text.size());
    d.text += words;
    p.span.end = static_cast<std::uint32_t>(d.text.size());
    d.text += '\n';
    d.passages.push_back(p);
  };
  if (!c.title.empty()) {
    Section section;
    section.title = c.title;
    section.role = c.title == "Methods" ? "methods" : c.title == "Results" ? "results" : "";
    d.sections.push_back(section);
    add(PassageKind::kHeading, c.title);
  }
  const std::size_t start = d.text.size();
  add(c.item ? PassageKind::kListItem : PassageKind::kParagraph, text);
  // "[12]" is a citation mark.
  for (std::size_t open = d.text.find('[', start); open != std::string::npos; open = d.text.find('[', open + 1)) {
    const std::size_t end = d.text.find_first_not_of("0123456789", open + 1);
    if (end == std::string::npos || end == open + 1 || d.text[end] != ']') continue;
    CitationAnchor anchor;
    anchor.span = {static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(end + 1)};
    anchor.targets.push_back({d.text.substr(open + 1, end - open - 1), 0});
    d.references.resize(1);
    d.anchors.push_back(std::move(anchor));
  }
  return d;
}

void run(const Extractor& extractor, const SpanCase& c) {
  std::string text;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < c.marked.size(); ++i) {
    if (c.marked.compare(i, 2, "[[") == 0) {
      const std::size_t end = c.marked.find("]]", i);
      ASSERT_NE(end, std::string::npos) << "line " << c.line;
      values.push_back(c.marked.substr(i + 2, end - i - 2));
      text += values.back();
      i = end + 1;
    } else {
      text += c.marked[i];
    }
  }
  const Document document = document_of(c, text);
  ASSERT_EQ(defect_of(document), "") << "line " << c.line;
  std::vector<Sentence> sentences;
  for (std::size_t p = 0; p < document.passages.size(); ++p)
    sentences.push_back({static_cast<std::int32_t>(p), document.passages[p].span});
  std::vector<Claim> claims;
  extractor.extract({document, sentences}, claims);
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.value_span < b.value_span; });
  std::vector<std::string> found;
  for (const Claim& claim : claims) found.emplace_back(slice(document.text, claim.value_span));
  EXPECT_EQ(found, values) << "line " << c.line << ": " << text;
  if (found != values) return;
  ASSERT_LE(c.expected.size(), claims.size()) << "line " << c.line;
  for (std::size_t i = 0; i < c.expected.size(); ++i) {
    std::string_view rest = c.expected[i];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t colon = pair.find(':');
      ASSERT_NE(colon, std::string_view::npos) << "line " << c.line;
      EXPECT_EQ(field(claims[i], trim(pair.substr(0, colon))), trim(pair.substr(colon + 1)))
          << "line " << c.line << ", " << pair.substr(0, colon) << ": " << text;
    }
  }
}

TEST(Extractors, ReadTheirMarkedSentences) {
  std::size_t cases = 0;
  for (const Extractor& extractor : extractors()) {
    const auto path = test::source_dir() / "tests/spans" / (std::string(extractor.name) + ".txt");
    SCOPED_TRACE(path.filename().string());
    // An extractor without marked sentences is an extractor without tests.
    EXPECT_TRUE(std::filesystem::exists(path)) << path << " is missing";
    for (const SpanCase& c : read_cases(path)) {
      run(extractor, c);
      ++cases;
    }
  }
  EXPECT_GT(cases, 0u);
}

TEST(Extractors, StaySoundOnRepeats) {
  for (const std::string unit :
       {"HR HR HR 1.2 (", "1.2% ", "12 (3%) ", "may 5% ", "5 ± 1 ", "P = 0.03 ", "was associated with survival ",
        "survival ", "patients with ", "should be ", "age, ", "no significant difference in survival ", "and ", "(",
        "depends on survival ", "12 patients ", "95% CI "}) {
    std::string text;
    while (text.size() < 60'000) text += unit;
    Document document;
    document.text = text + "\n";
    Passage passage;
    passage.span = {0, static_cast<std::uint32_t>(text.size())};
    document.passages.push_back(passage);
    const std::vector<Sentence> sentences{{0, passage.span}};
    for (const Extractor& extractor : extractors()) {
      std::vector<Claim> claims;
      extractor.extract({document, sentences}, claims);
      for (const Claim& claim : claims)
        ASSERT_TRUE(claim.span.contains(claim.value_span)) << extractor.name << " " << unit;
    }
  }
}

// All extractors together: every number is told once, with all that is known of it.
std::string told(const std::string& text) {
  SpanCase c;
  c.title = "Results";
  const Document document = document_of(c, text);
  std::vector<Sentence> sentences;
  for (std::size_t p = 0; p < document.passages.size(); ++p)
    sentences.push_back({static_cast<std::int32_t>(p), document.passages[p].span});
  std::string out;
  for (const Claim& claim : extract({document, sentences}))
    out += fmt::format("{} {} {}/{} {}\n", claim.kind, field(claim, "value"), field(claim, "n"), field(claim, "total"),
                       claim.subject);
  return out;
}

TEST(Extractors, TellANumberOnce) {
  EXPECT_EQ(
      told("The 2-year relapse-free rate was 60% (12 of 20) in the drug arm and 40% (8 of 20) in the placebo arm."),
      "survival_rate 60 12/20 drug arm\nsurvival_rate 40 8/20 placebo arm\n");
  // A percentage printed without its sign is no count.
  EXPECT_EQ(told("A survey of 190 patients found rates of local control (LC), overall survival (OS) and disease-free "
                 "survival (DFS) to be 97, 88 and 81 % respectively at 3 years.")
                .find("/190"),
            std::string::npos);
}

TEST(OnlyPlans, ATrialProtocolUnlessItHasResults) {
  Document d;
  d.text = "Twelve of 40 walkers fell.\n";
  d.study_design = "trial protocol";
  Passage abstract;
  abstract.place = Place::kAbstract;
  abstract.span = {0, 26};
  d.passages = {abstract};
  const Sentence sentence{0, abstract.span};
  EXPECT_TRUE(only_plans(d, sentence));
  // "A trial of a new protocol for a ward" is none.
  d.sections.resize(1);
  d.sections[0].role = "results";
  EXPECT_FALSE(only_plans(d, sentence));
  d.sections[0].role = "methods";
  EXPECT_TRUE(only_plans(d, sentence));
  d.sections[0].role = "introduction";
  d.passages[0].section = 0;
  EXPECT_FALSE(only_plans(d, sentence));
  d.passages[0].section = -1;
  d.study_design = "randomised trial";
  EXPECT_FALSE(only_plans(d, sentence));
}

}  // namespace
}  // namespace warrant
