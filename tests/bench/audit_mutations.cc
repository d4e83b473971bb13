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
#include "tests/bench/audit_planter_tables.h"
#include "tests/bench/audit_planter_text.h"

namespace {

using planting::Mutation;
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
    std::vector<Mutation> mutations;
    planting::TextPlanter(twin, random, mutations).all();
    planting::TablePlanter(twin, random, mutations).all();
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
      // Citations are everywhere, and would be half of all.
      if (of_kind[m.kind] >= 2 || (m.label != 0 && counts[m.kind].planted >= wanted / 12)) continue;
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
      if (!loud && misses > 0) {
        --misses;
        std::cout << fmt::format(
            "{} {} | {} | {} -> {} | {}\n", found ? "NOTE" : "MISS", m.kind, path.substr(path.rfind('/') + 1),
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
