// Test-only: a Document as a compact tree, for goldens. Lives outside the product because it promises nothing.
#pragma once

#include <string>

#include <fmt/format.h>

#include "src/model/document.h"

namespace warrant::test {

inline std::string dump(const Document& d) {
  std::string out;
  const auto line = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}: {}\n", name, value);
  };
  line("pmcid", d.pmcid);
  line("pmid", d.pmid);
  line("doi", d.doi);
  line("nct", d.nct);
  line("title", d.title);
  if (d.year != 0) line("year", std::to_string(d.year));
  line("journal", d.journal);
  for (const auto& author : d.authors) line("author", author);
  line("kind", name_of(d.kind));
  line("language", d.language);
  line("license", d.license);
  line("study_design", d.study_design);
  line("review_status", d.review_status);
  line("updated", d.updated);
  line("retraction", d.retraction);
  for (const auto& type : d.publication_types) line("type", type);
  for (const auto& keyword : d.keywords) line("keyword", keyword);
  for (const auto& heading : d.mesh) line("mesh", heading);
  for (const auto& c : d.corrections)
    out += fmt::format("correction: {} doi={} pmid={} pmcid={}\n", c.kind, c.doi, c.pmid, c.pmcid);
  line("full_text", d.full_text ? "yes" : "no");
  for (std::size_t i = 0; i < d.sections.size(); ++i)
    out += fmt::format("section {}: [{}] {} (in {}, depth {})\n", i, d.sections[i].role, d.sections[i].title,
                       d.sections[i].parent, d.sections[i].depth);
  for (const Passage& p : d.passages)
    out += fmt::format("{} {}{}{}| {}\n", name_of(p.place), name_of(p.kind),
                       p.section >= 0 ? fmt::format(" s{}", p.section) : "",
                       p.table >= 0 ? fmt::format(" t{}{}", p.table, p.row >= 0 ? fmt::format("r{}", p.row) : "") : "",
                       slice(d.text, p.span));
  for (std::size_t i = 0; i < d.tables.size(); ++i) {
    const Table& t = d.tables[i];
    out += fmt::format("table {}: id={} label={} {}x{} header_rows={}\n", i, t.id, t.label, t.rows, t.columns,
                       t.header_rows);
    for (const TableCell& c : t.cells)
      out +=
          fmt::format("  ({},{}){}{}{} {}\n", c.row, c.column,
                      c.row_span > 1 || c.column_span > 1 ? fmt::format(" {}x{}", c.row_span, c.column_span) : "",
                      c.header ? " th" : "", c.indent > 0 ? fmt::format(" >{}", c.indent) : "", slice(d.text, c.span));
  }
  for (const Reference& r : d.references) {
    out += fmt::format("ref {}{} label={} key={} year={} doi={} pmid={} pmcid={} journal={} vol={} pp={} | {} | ",
                       r.number, r.number_inferred ? "?" : "", r.label, r.key, r.year, r.doi, r.pmid, r.pmcid,
                       r.journal, r.volume, r.pages, r.title);
    for (const auto& author : r.authors) out += author + "; ";
    out += '\n';
  }
  for (const CitationAnchor& a : d.anchors) {
    out += fmt::format("anchor {} ->", slice(d.text, a.span));
    for (const auto& target : a.targets) out += fmt::format(" {}:{}", target.label, target.reference);
    out += '\n';
  }
  for (ByteSpan s : d.superscripts) out += fmt::format("superscript {}\n", slice(d.text, s));
  for (const SkipCount& s : d.skipped) out += fmt::format("skipped {} {}\n", s.what, s.count);
  return out;
}

}  // namespace warrant::test
