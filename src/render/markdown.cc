// Markdown (GitHub's tables) for guideline texts: values in a table, quotes below it with their sources.
#include <fmt/format.h>

#include "src/base/text.h"
#include "src/render/describe.h"
#include "src/render/renderer.h"
#include "src/render/terminal.h"

namespace warrant {
namespace {

std::string document_line(const DocumentRef& d) {
  std::string out = markdown_escaped(citation_text(d));
  if (!d.retraction.empty()) out += fmt::format(" **Retraction mark: {}**", markdown_escaped(d.retraction));
  return out;
}

std::string citations(const std::vector<CitationRecord>& list) {
  std::string out;
  for (const CitationRecord& c : list) out += (out.empty() ? " Rests on " : "; ") + markdown_escaped(citation_text(c));
  return out;
}

std::string reviewed(const ClaimRecord& r) {
  return r.review ? " **Review: " + markdown_escaped(review_text(*r.review)) + "**" : "";
}

std::string claim_cells(const Claim& c) {
  return fmt::format("{} | {} | {}", markdown_escaped(value_text(c)), markdown_escaped(about_text(c)),
                     c.cited ? "cited" : "own");
}

ByteSpan inside(ByteSpan value, ByteSpan quote) {
  if (value.empty() || !quote.contains(value)) return {};
  return {value.start - quote.start, value.end - quote.start};
}

std::string answers(const std::vector<Answer>& answers, const RenderOptions&) {
  std::string out;
  for (const Answer& a : answers) {
    if (!out.empty()) out += '\n';
    out += fmt::format("## {}\n\n{}\n", markdown_escaped(a.question.text), markdown_escaped(a.summary));
    for (const Conflict& c : a.conflicts)
      out += fmt::format("\n**Conflict** between {}: {}\n", fmt::join(c.between, " and "), markdown_escaped(c.what));
    for (const EvidenceItem& e : a.evidence) {
      out += fmt::format("\n{}. ", e.rank);
      if (e.claim)
        out += fmt::format("**{}** {}  \n   ", markdown_escaped(value_text(e.claim->claim)),
                           markdown_escaped(about_text(e.claim->claim)));
      const ByteSpan value = e.claim ? inside(e.claim->claim.value_span, e.span) : ByteSpan{};
      out += fmt::format("\u201C{}\u201D  \n   {} {}{}\n", markdown_escaped(mark(e.quote, value)),
                         document_line(e.document), markdown_escaped(place_text(e.section, e.place)),
                         citations(e.citations) + (e.claim ? reviewed(*e.claim) : ""));
    }
    if (a.nearest_miss)
      out += fmt::format("\nNearest, but no answer ({}): \u201C{}\u201D {}\n",
                         markdown_escaped(a.nearest_miss->missing), markdown_escaped(a.nearest_miss->evidence.quote),
                         document_line(a.nearest_miss->evidence.document));
    out += fmt::format("\nSearched {} documents, {} passages, {} claims.\n", a.searched.documents, a.searched.passages,
                       a.searched.claims);
  }
  return out;
}

std::string hits(const std::vector<PassageHit>& hits, const RenderOptions&) {
  std::string out;
  for (const PassageHit& h : hits)
    out += fmt::format("{}. {}  \n   {} {}\n", h.rank, markdown_escaped(h.snippet.empty() ? h.quote : h.snippet),
                       document_line(h.document), markdown_escaped(place_text(h.section, h.place)));
  return out;
}

std::string claims(const std::vector<ClaimRecord>& claims, const RenderOptions&) {
  std::string out = "| value | about | | quote | source |\n|---|---|---|---|---|\n";
  for (const ClaimRecord& r : claims)
    out += fmt::format("| {} | \u201C{}\u201D | {} {}{} |\n", claim_cells(r.claim),
                       markdown_escaped(mark(r.quote, inside(r.claim.value_span, r.claim.span))),
                       document_line(r.document), markdown_escaped(place_text(r.section, r.claim.place)),
                       citations(r.citations) + reviewed(r));
  return out;
}

std::string documents(const std::vector<DocumentRecord>& documents, const RenderOptions&) {
  std::string out =
      "| document | journal | kind | design | passages | claims | references |\n|---|---|---|---|---|---|---|\n";
  for (const DocumentRecord& d : documents)
    out +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", document_line(d.ref), markdown_escaped(d.journal),
                    markdown_escaped(d.ref.kind), markdown_escaped(d.study_design), d.passages, d.claims, d.references);
  return out;
}

std::string references(const std::vector<ReferenceRecord>& references, const RenderOptions&) {
  std::string out;
  for (const ReferenceRecord& r : references)
    out += fmt::format("{}. {}{}\n", r.reference.number, markdown_escaped(r.text.empty() ? r.reference.title : r.text),
                       r.document.empty() ? "" : " (in the store: " + markdown_escaped(r.document) + ")");
  return out;
}

// At most `bytes` of it, cut at a space.
std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  const std::size_t space = text.rfind(' ', bytes);
  std::size_t end = space == std::string_view::npos ? bytes : space;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "\u2026";
}

std::string findings(const std::vector<Finding>& findings, const RenderOptions&) {
  // A table for each document, errors first, as in the terminal.
  std::string out;
  for (std::size_t first = 0; first < findings.size();) {
    std::size_t last = first;
    while (last < findings.size() && findings[last].document.id == findings[first].document.id) ++last;
    out += fmt::format("{}### {}\n\n| severity | check | where | message | quote |\n|---|---|---|---|---|\n",
                       first == 0 ? "" : "\n", document_line(findings[first].document));
    for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote})
      for (std::size_t i = first; i < last; ++i) {
        const Finding& f = findings[i];
        if (f.severity != severity) continue;
        out += fmt::format("| {} | {} | {} | {}{}{} | \u201C{}\u201D |\n", name_of(f.severity),
                           markdown_escaped(f.check), markdown_escaped(f.where), markdown_escaped(f.message),
                           f.expected.empty() ? "" : "; expected " + markdown_escaped(f.expected),
                           f.arithmetic.empty() ? "" : ": " + markdown_escaped(f.arithmetic),
                           markdown_escaped(shortened(f.quote, 240)));
      }
    first = last;
  }
  return out;
}

std::string verdicts(const std::vector<QuoteVerdict>& verdicts, const RenderOptions&) {
  std::string out;
  for (const QuoteVerdict& v : verdicts) {
    out += fmt::format("- **{}**: \u201C{}\u201D{}\n", markdown_escaped(v.verdict), markdown_escaped(v.quote),
                       v.reason.empty() ? "" : " (" + markdown_escaped(v.reason) + ")");
    for (const QuoteVerdict::Location& place : v.places)
      out += fmt::format("  - {}, {}: \u201C{}\u201D\n", document_line(place.document), markdown_escaped(place.match),
                         markdown_escaped(place.quote));
  }
  return out;
}

}  // namespace

extern const Renderer markdown_renderer;
const Renderer markdown_renderer = {"markdown", "text/markdown", answers,  hits,    claims,
                                    documents,  references,      findings, verdicts};

}  // namespace warrant
