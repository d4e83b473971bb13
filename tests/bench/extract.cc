// CPU seconds of the parallel stages of ingest, by stage and by extractor, over real articles; then the milliseconds
// that each extractor takes for a megabyte of hostile text, in sentences as long as they are read and in short ones.
// One thread.
//   bench_extract [--print | --articles | --hostile] [PATH…]     default: the real corpus beside the checkout
// --print: instead of times, everything derived, a line for each value: equal output of two builds is equal text.
// --articles, --hostile: the one or the other alone.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "ingest/extract/coverage.h"
#include "ingest/extract/extractor.h"
#include "ingest/extract/study.h"
#include "ingest/fetch/fetcher.h"
#include "ingest/link/linker.h"
#include "ingest/pipeline/stopwatch.h"
#include "ingest/reader/reader.h"
#include "ingest/segment/segmenter.h"
#include "src/language/abbreviation.h"
#include "src/model/claim_ids.h"
#include "src/model/json.h"

namespace {

namespace fs = std::filesystem;
using namespace warrant;

// Seconds by name, in the order of first use.
class Times {
 public:
  void add(std::string_view name, double seconds) {
    const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const auto& row) { return row.first == name; });
    if (known != rows_.end())
      known->second += seconds;
    else
      rows_.emplace_back(name, seconds);
  }
  void print(std::string_view title, std::string_view unit, double scale) const {
    double sum = 0;
    fmt::print("{}\n", title);
    for (const auto& [name, seconds] : rows_) {
      fmt::print("  {:<22}{:9.3f} {}\n", name, seconds * scale, unit);
      sum += seconds;
    }
    fmt::print("  {:<22}{:9.3f} {}\n", "all", sum * scale, unit);
  }

 private:
  std::vector<std::pair<std::string, double>> rows_;
};

struct Totals {
  Times stages, by_extractor;
  std::size_t documents = 0, sentences = 0, claims = 0, source = 0;
};

// Each extractor by itself; what it is first to ask of the reading counts as its own.
void time_extractors(const Document& document, const std::vector<Sentence>& sentences, Times& times) {
  Stopwatch watch;
  const Reading reading(document, sentences);
  times.add("(tables)", watch.lap());
  std::vector<Claim> claims;
  for (const Extractor& extractor : extractors()) {
    extractor.extract(reading, claims);
    times.add(extractor.name, watch.lap());
  }
}

void print(const IndexedDocument& d) {
  fmt::print("document {} {} {}\n", d.id, d.document.study_design, d.document.sample_size);
  for (const CitationAnchor& a : d.document.anchors) {
    fmt::print("anchor {}-{}", a.span.start, a.span.end);
    for (const CitationAnchor::Target& t : a.targets) fmt::print(" {}>{}", t.label, t.reference);
    fmt::print("\n");
  }
  for (const ShortForm& s : d.document.short_forms) fmt::print("short {} = {}\n", s.short_form, s.long_form);
  for (const SkipCount& s : d.document.skipped) fmt::print("skipped {} {}\n", s.what, s.count);
  for (const Sentence& s : d.sentences) fmt::print("sentence {} {}-{}\n", s.passage, s.span.start, s.span.end);
  for (const Coverage& c : d.coverage) {
    fmt::print("coverage {} {}", c.reason, c.count);
    for (const ByteSpan& e : c.examples) fmt::print(" {}-{}", e.start, e.end);
    fmt::print("\n");
  }
  for (const Claim& claim : d.claims) {
    ClaimRecord record;
    record.claim = claim;
    fmt::print("{} passage {} section {} table {}", to_json(record), claim.passage, claim.section, claim.table);
    for (const ClaimCitation& c : claim.citations)
      fmt::print(" [{} {} {} {}]", c.anchor, c.marker, c.reference, c.basis);
    fmt::print("\n");
  }
}

void derive(Document document, bool printing, const std::string& source, Totals& totals) {
  Stopwatch watch;
  find_anchors(document);
  totals.stages.add("find_anchors", watch.lap());
  recognise_study(document);
  totals.stages.add("recognise_study", watch.lap());
  IndexedDocument d;
  d.sentences = segment(document);
  totals.stages.add("segment", watch.lap());
  count_overlong(document, d.sentences);
  const Reading reading(document, d.sentences);
  d.claims = extract(reading);
  totals.stages.add("extract", watch.lap());
  link(document, d.sentences, d.claims);
  totals.stages.add("link", watch.lap());
  for (const Abbreviation& a : abbreviations(document)) document.short_forms.push_back({a.short_form, a.long_form});
  totals.stages.add("abbreviations", watch.lap());
  d.coverage = coverage_of(reading, d.claims);
  totals.stages.add("coverage", watch.lap());
  d.id = document_id(document, source);
  d.document = std::move(document);
  assign_claim_ids(d);
  totals.stages.add("claim ids", watch.lap());
  ++totals.documents;
  totals.sentences += d.sentences.size();
  totals.claims += d.claims.size();
  if (printing)
    print(d);
  else
    time_extractors(d.document, d.sentences, totals.by_extractor);
}

void read(const Source& source, bool printing, Totals& totals) {
  const SourceView view{source.bytes, source.name};
  totals.source += source.bytes.size();
  Stopwatch watch;
  const Result<const Reader*> reader = reader_for(view);
  if (!reader) return;
  static_cast<void>((*reader)->read(view, [&](Result<Document> document) {
    totals.stages.add("read", watch.lap());
    if (document) derive(std::move(*document), printing, source.name, totals);
    watch.lap();
    return true;
  }));
  totals.stages.add("read", watch.lap());
}

// A megabyte of `unit` in paragraphs of one sentence each, of at most `longest` bytes.
void time_hostile(std::string_view unit, std::size_t longest) {
  constexpr std::size_t kMegabyte = 1'000'000;
  Document document;
  std::vector<Sentence> sentences;
  while (document.text.size() < kMegabyte) {
    Passage passage;
    passage.span.start = static_cast<std::uint32_t>(document.text.size());
    while (document.text.size() - passage.span.start + unit.size() <= longest) document.text += unit;
    passage.span.end = static_cast<std::uint32_t>(document.text.size());
    document.text += '\n';
    document.passages.push_back(passage);
    sentences.push_back({static_cast<std::int32_t>(sentences.size()), passage.span});
  }
  Times times;
  time_extractors(document, sentences, times);
  times = {};
  time_extractors(document, sentences, times);  // patterns are compiled now
  Stopwatch watch;
  const Reading reading(document, sentences);
  std::vector<Claim> claims = extract(reading);
  const std::size_t found = claims.size();
  watch.lap();
  link(document, sentences, claims);
  times.add("link", watch.lap());
  coverage_of(reading, claims);
  times.add("coverage", watch.lap());
  static_cast<void>(abbreviations(document));
  times.add("abbreviations", watch.lap());
  times.print(fmt::format("\"{}\" by {}: {} claims", unit, longest, found), "ms", 1000);
}

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "bench_extract: {}\n", why);
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  bool printing = false, articles = true, hostile = true;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--print")
      printing = true;
    else if (argument == "--hostile")
      articles = false;
    else if (argument == "--articles")
      hostile = false;
    else
      paths.emplace_back(argument);
  }
  if (paths.empty()) {
    const char* shared = std::getenv("WARRANT_SHARED");
    paths.push_back((fs::path(shared != nullptr ? shared : "../shared") / "data/pmc-oa-ccby.tar.gz").string());
  }
  if (articles) {
    Totals totals;
    for (const std::string& path : paths) {
      const auto fetched = fetch(path, {}, [&](Result<Source> source) {
        if (source) read(*source, printing, totals);
        return true;
      });
      if (!fetched) give_up(to_string(fetched.error()));
    }
    if (printing) return 0;
    fmt::print("{} documents, {} sentences, {} claims, {:.1f} MB\n", totals.documents, totals.sentences, totals.claims,
               static_cast<double>(totals.source) / 1e6);
    totals.stages.print("CPU seconds by stage", "s", 1);
    totals.by_extractor.print("CPU seconds by extractor, each by itself", "s", 1);
  }
  if (!hostile) return 0;
  fmt::print("milliseconds for a hostile megabyte\n");
  for (const std::string_view unit :
       {"HR HR HR 1.2 (", "1.2% ", "12 (3%) ", "may 5% ", "5 ± 1 ", "P = 0.03 ", "was associated with survival ",
        "no significant difference in survival ", "patients with ", "should be ", "age, ", "12 patients ", "95% CI ",
        "HR 1.2 (95% CI 1.1-1.3), ", "12.3 months versus 9.1 months, ", "5-year survival was 58% and ", "( ", "[3] "})
    for (const std::size_t longest : {8000u, 160u}) time_hostile(unit, longest);
}
