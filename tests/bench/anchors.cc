// Citation marks from text alone: reads JATS files named on standard input, forgets the anchors that their xref tags
// gave, runs find_anchors() with the reference list known, and compares the links (mark, reference) with the tags.
// Prints link precision, recall and F1 by style. usage: bench_anchors [--plain] [--misses N] [--worst] < files
//   --plain also forgets what was raised, so that superscript marks are digits glued to words.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "ingest/link/linker.h"
#include "ingest/reader/reader.h"

namespace {

using warrant::CitationAnchor;
using warrant::Document;
using warrant::slice;

std::string style_of(const Document& d) {
  std::map<std::string, int> votes;
  for (const CitationAnchor& a : d.anchors) {
    const std::string_view mark = slice(d.text, a.span);
    const bool letters =
        std::count_if(mark.begin(), mark.end(), [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }) > 2;
    const bool raised =
        std::any_of(d.superscripts.begin(), d.superscripts.end(), [&](auto s) { return s.overlaps(a.span); });
    const auto around = [&](char open) {
      return mark.find(open) != std::string_view::npos ||
             d.text.substr(a.span.start > 30 ? a.span.start - 30 : 0, std::min<std::uint32_t>(a.span.start, 30))
                     .rfind(open) != std::string::npos;
    };
    const bool year =
        mark.size() >= 4 && mark.size() <= 7 &&
        (mark.starts_with("19") || mark.starts_with("20") || mark.starts_with("(19") || mark.starts_with("(20"));
    ++votes[letters || year ? "author-year" : raised ? "superscript" : around('[') ? "bracket" : "paren"];
  }
  return std::max_element(votes.begin(), votes.end(), [](auto& a, auto& b) { return a.second < b.second; })->first;
}

struct Tally {
  double right = 0, found = 0, tagged = 0;
  int articles = 0;
};

}  // namespace

int main(int argc, char** argv) {
  bool plain = false, worst = false;
  long misses = 0;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--plain")) plain = true;
    if (!std::strcmp(argv[i], "--worst")) worst = true;
    if (!std::strcmp(argv[i], "--misses") && i + 1 < argc) misses = std::atol(argv[i + 1]);
  }
  std::map<std::string, Tally> tallies;
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto reader = warrant::reader_for({bytes, path});
    if (!reader || (*reader)->name != "jats") continue;
    auto documents = warrant::read_all(**reader, {bytes, path});
    if (!documents) continue;
    for (Document& d : *documents) {
      if (d.anchors.size() < 5 || d.references.size() < 5) continue;
      const std::string style = style_of(d);
      std::vector<CitationAnchor> tagged;
      std::swap(tagged, d.anchors);
      if (plain) d.superscripts.clear();
      warrant::find_anchors(d);
      Tally one;
      std::vector<std::vector<char>> hit;
      for (const CitationAnchor& a : tagged) hit.emplace_back(a.targets.size(), 0);
      const auto show = [&](const char* what, warrant::ByteSpan span, std::int32_t reference) {
        if (misses-- <= 0) return;
        const std::uint32_t from = span.start > 60 ? span.start - 60 : 0;
        const auto to = std::min<std::uint32_t>(span.end + 40, static_cast<std::uint32_t>(d.text.size()));
        std::string context(slice(d.text, {from, to}));
        std::replace(context.begin(), context.end(), '\n', '/');
        std::cout << fmt::format("{} {} {} ref {} «{}» in …{}…\n", path.substr(path.rfind('/') + 1), style, what,
                                 reference + 1, slice(d.text, span), context);
      };
      for (const CitationAnchor& a : d.anchors)
        for (const auto& target : a.targets) {
          if (target.reference < 0) continue;
          bool ok = false;
          for (std::size_t t = 0; t < tagged.size(); ++t) {
            if (!(tagged[t].span.start <= a.span.end && a.span.start <= tagged[t].span.end)) continue;
            for (std::size_t k = 0; k < tagged[t].targets.size(); ++k)
              if (tagged[t].targets[k].reference == target.reference) {
                if (!hit[t][k]) one.right += 1;
                hit[t][k] = 1;
                ok = true;
              }
          }
          if (!ok) {
            one.found += 1;
            show("EXTRA", a.span, target.reference);
          }
        }
      for (std::size_t t = 0; t < tagged.size(); ++t)
        for (std::size_t k = 0; k < tagged[t].targets.size(); ++k)
          if (tagged[t].targets[k].reference >= 0) {
            one.tagged += 1;
            if (!hit[t][k]) show("MISSED", tagged[t].span, tagged[t].targets[k].reference);
          }
      one.found += one.right;
      const double f1 = 2 * one.right / std::max(1.0, one.found + one.tagged);
      if (worst && f1 < 0.9)
        std::cout << fmt::format("{} {} right {} found {} tagged {} refs {}\n", path.substr(path.rfind('/') + 1), style,
                                 one.right, one.found, one.tagged, d.references.size());
      for (const std::string& name :
           {style, std::string(style == "author-year" ? "author-year (all)" : "numeric (all)")}) {
        Tally& sum = tallies[name];
        sum.right += one.right;
        sum.found += one.found;
        sum.tagged += one.tagged;
        ++sum.articles;
      }
    }
  }
  for (const auto& [style, t] : tallies)
    std::cout << fmt::format("{:18} {:5} articles {:7} links  precision {:.4f}  recall {:.4f}  F1 {:.4f}\n", style,
                             t.articles, t.tagged, t.right / std::max(1.0, t.found), t.right / std::max(1.0, t.tagged),
                             2 * t.right / std::max(1.0, t.found + t.tagged));
}
