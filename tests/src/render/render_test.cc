// Every renderer over the same records; goldens in tests/golden/render/<name>/expected.txt.
#include "src/render/renderer.h"

#include <gtest/gtest.h>

#include "tests/support/golden.h"

namespace warrant {
namespace {

DocumentRef document() {
  DocumentRef d;
  d.id = d.pmcid = "PMC1";
  d.pmid = "11";
  d.doi = "10.1/a";
  d.title = "Spinal surgery for metastases: a \"cohort\", | pipes | and <b>tags</b>";
  d.source = "articles/one.nxml";
  d.year = 2019;
  d.kind = "article";
  return d;
}

ClaimRecord claim() {
  ClaimRecord r;
  r.document = document();
  r.quote = "Median OS was 16.83 months (95% CI 9.88 to 23.78; P = 0.03) [21].";
  Claim& c = r.claim;
  c.id = "c:0123456789abcdef";
  c.kind = kind::kTimeToEvent;
  c.measure = measure::kMedianSurvival;
  c.value = 16.83;
  c.value_text = "16.83";
  c.value_op = Operator::kEqual;
  c.unit = "months";
  c.ci_low = 9.88;
  c.ci_high = 23.78;
  c.ci_level = 95;
  c.p_op = Operator::kEqual;
  c.p_value = 0.03;
  c.n = 55;
  c.outcome = "OS";
  c.subject = "surgery";
  c.comparator = "=cmd|' /C calc'!A0";  // what a spreadsheet would run
  c.span = {100, 165};
  c.value_span = {114, 119};
  c.extractor = "time_to_event@1";
  r.section = {"Results", "Survival"};
  CitationRecord cited;
  cited.marker = "21";
  cited.reference = 21;
  cited.title = "Earlier cohort";
  cited.document = "PMC2";
  r.citations.push_back(cited);
  CitationRecord dangling;
  dangling.marker = "99";
  dangling.verdict = "dangling";
  r.citations.push_back(dangling);
  return r;
}

Answer answer() {
  Answer a;
  a.question.id = "q1";
  a.question.text = "What is the median survival after spinal surgery?";
  a.interpretation.measure = "median_survival";
  a.interpretation.outcome = "OS";
  a.interpretation.terms = {"spinal", "surgery"};
  a.status = "conflicting";
  a.summary = "2 documents report median survival: 16.83 and 3.5 months.";
  EvidenceItem first;
  first.rank = 1;
  first.score = 7.25;
  first.document = document();
  first.section = {"Results", "Survival"};
  first.quote = claim().quote;
  first.span = {100, 165};
  first.claim = claim();
  first.citations = claim().citations;
  a.evidence.push_back(first);
  EvidenceItem second;
  second.rank = 2;
  second.score = 3;
  second.document.id = "sha256:0123456789ab";
  second.document.source = "page.txt";
  second.document.retraction = "retracted";
  second.place = Place::kTable;
  second.quote = "Hostile \x1b[31mred\x1b[0m text, 3.5 months.";
  second.span = {5, 40};
  second.direction = "decreased";
  a.evidence.push_back(second);
  a.conflicts.push_back({{1, 2}, "16.83 against 3.5 months"});
  a.searched = {2, 40, 12};
  return a;
}

Answer nothing() {
  Answer a;
  a.question.text = "Target haemoglobin?";
  a.status = "no_evidence";
  a.summary = "No evidence found.";
  EvidenceItem miss;
  miss.document = document();
  miss.quote = "Haemoglobin was measured.";
  miss.span = {1, 26};
  a.nearest_miss = NearestMiss{miss, "no target value"};
  a.searched = {2, 40, 12};
  return a;
}

PassageHit hit() {
  PassageHit h;
  h.rank = 1;
  h.score = 2.5;
  h.document = document();
  h.section = {"Results"};
  h.quote = "Median survival was longer after surgery.";
  h.span = {10, 51};
  h.snippet = "Median \x02survival\x03 was longer after \x02surgery\x03.";
  return h;
}

DocumentRecord record() {
  DocumentRecord d;
  d.ref = document();
  d.journal = "J Test";
  d.authors = {"Doe J", "Roe R"};
  d.media_type = "application/jats+xml";
  d.sha256 = "ab";
  d.license = "CC BY";
  d.sample_size = 55;
  d.passages = 40;
  d.claims = 12;
  d.references = 2;
  d.skipped = {{"element:graphic", 3}};
  return d;
}

ReferenceRecord reference() {
  ReferenceRecord r;
  r.citing = document();
  r.reference.number = 2;
  r.reference.label = "2";
  r.reference.authors = {"Smith A"};
  r.reference.title = "Earlier cohort";
  r.reference.year = 2010;
  r.reference.doi = "10.1/b";
  r.text = "Smith A. Earlier cohort. J Test 2010.";
  r.document = "PMC2";
  r.basis = "doi";
  return r;
}

Finding finding() {
  Finding f;
  f.check = "estimate-outside-interval";
  f.severity = Severity::kError;
  f.document = document();
  f.claim = "c:0123456789abcdef";
  f.quote = "HR 2.0 (0.5 to 1.5)";
  f.span = {3, 22};
  f.where = "Results > Survival, Table 2";
  f.about = "an estimate lies outside its own interval";
  f.message = "the estimate lies outside its own confidence interval";
  f.printed = "2 (0.5 to 1.5)";
  f.expected = "a value from 0.5 to 1.5";
  f.arithmetic = "2 > 1.5";
  f.related = {{"PMC1", "HR 1.0", {50, 56}}};
  return f;
}

QuoteVerdict verdict() {
  QuoteVerdict v;
  v.quote = "16.83 months";
  v.verdict = "supported";
  v.reason = "stands there word for word";
  v.places.push_back({document(), {"Results"}, Place::kBody, "16.83 months", {114, 126}, "verbatim"});
  return v;
}

std::string everything(const Renderer& renderer, const RenderOptions& options) {
  std::string out;
  const auto part = [&](std::string_view name, const std::string& text) {
    out += "=== " + std::string(name) + "\n" + text;
  };
  part("answers", renderer.answers({answer(), nothing()}, options));
  part("hits", renderer.hits({hit()}, options));
  part("claims", renderer.claims({claim()}, options));
  part("documents", renderer.documents({record()}, options));
  part("references", renderer.references({reference()}, options));
  part("findings", renderer.findings({finding()}, options));
  part("verdicts", renderer.verdicts({verdict()}, options));
  part("nothing", renderer.hits({}, options) + renderer.claims({}, options));
  return out;
}

class Renders : public testing::TestWithParam<const Renderer*> {};

TEST_P(Renders, EveryRecord) {
  const Renderer& renderer = *GetParam();
  const auto folder = test::source_dir() / "tests/golden/render" / std::string(renderer.name);
  test::expect_golden(folder / "expected.txt", everything(renderer, {}));
}

TEST_P(Renders, NothingHostile) {
  const std::string out = everything(*GetParam(), {});
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_EQ(out.find('\x02'), std::string::npos);
}

std::vector<const Renderer*> all() {
  std::vector<const Renderer*> list;
  for (const Renderer& renderer : renderers()) list.push_back(&renderer);
  return list;
}

INSTANTIATE_TEST_SUITE_P(Format, Renders, testing::ValuesIn(all()),
                         [](const auto& r) { return std::string(r.param->name); });

TEST(TextRenderer, ColoursEndOnEveryLine) {
  RenderOptions options;
  options.color = true;
  options.width = 40;
  const std::string out = renderer_named("text")->answers({answer()}, options);
  EXPECT_NE(out.find("\x1b[1;31m"), std::string::npos) << "a retraction is red";
  int open = 0;
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (out.compare(at, 4, "\x1b[0m") == 0) {
      open = 0;
    } else if (out[at] == '\x1b') {
      open = 1;
    }
    if (out[at] == '\n') {
      EXPECT_EQ(open, 0) << "at byte " << at;
    }
  }
}

TEST(CsvRenderer, EveryRowHasEveryColumn) {
  const std::string out = renderer_named("csv")->answers({answer(), nothing()}, {});
  std::size_t columns = 0, cells = 1;
  bool quoted = false;
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (out[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (out[at] == ',') ++cells;
    if (out[at] == '\n') {
      if (columns == 0) columns = cells;
      EXPECT_EQ(cells, columns) << "before byte " << at;
      cells = 1;
    }
  }
}

}  // namespace
}  // namespace warrant
