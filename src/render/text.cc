// Terminal output for people: rank, value, quote with the value or match marked, where it stands, whose work it is,
// what it rests on. Nothing from a document reaches the terminal unescaped.
#include <algorithm>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/render/describe.h"
#include "src/render/renderer.h"
#include "src/render/terminal.h"

namespace warrant {
namespace {

constexpr int kIndent = 4;

std::string paragraph(std::string_view text, int indent, const RenderOptions& options) {
  return wrap(safe_marked(text), indent, options);
}

// A line that is styled as a whole: wrapped first, since escape codes must not be counted.
std::string styled_paragraph(std::string_view text, int indent, Style style, const RenderOptions& options) {
  std::string out;
  const std::string wrapped = wrap(terminal_safe(text), indent, options);
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (std::size_t at = 0; at < wrapped.size();) {
    const std::size_t end = wrapped.find('\n', at);
    out += margin +
           styled(std::string_view(wrapped).substr(at + margin.size(), end - at - margin.size()), style, options) +
           '\n';
    at = end + 1;
  }
  return out;
}

std::string heading(std::string_view number, std::string_view text, const RenderOptions& options) {
  std::string body = styled_paragraph(text, kIndent, Style::kBold, options);
  if (body.empty()) body = std::string(kIndent, ' ') + '\n';
  // The number stands in the margin of the first line.
  const std::string margin = fmt::format("{:>{}} ", number, kIndent - 1);
  return body.replace(0, std::min<std::size_t>(kIndent, body.size()), margin);
}

std::string source_lines(const DocumentRef& d, const std::vector<std::string>& section, Place place,
                         const RenderOptions& options) {
  std::string out = styled_paragraph(citation_text(d), kIndent, Style::kCyan, options);
  if (!d.retraction.empty())
    out += styled_paragraph(fmt::format("RETRACTION MARK: {}", d.retraction), kIndent, Style::kRed, options);
  return out + styled_paragraph(place_text(section, place), kIndent, Style::kDim, options);
}

std::string citation_lines(const std::vector<CitationRecord>& citations, const RenderOptions& options) {
  std::string out;
  for (const CitationRecord& citation : citations) {
    out += styled_paragraph(citation.reference == 0
                                ? fmt::format("cites [{}], which its reference list lacks", citation.marker)
                                : "rests on " + citation_text(citation),
                            kIndent, Style::kDim, options);
    // Asked for by id, question or verdict: why, and the source's own words beside it.
    if (!(options.single || options.reasons) || citation.verdict.empty()) continue;
    const Style style = citation.verdict == "supported"      ? Style::kGreen
                        : citation.verdict == "contradicted" ? Style::kRed
                                                             : Style::kYellow;
    out += styled_paragraph(citation.verdict + ": " + citation.reason, kIndent + 2, style, options);
    if (citation.evidence)
      out += paragraph("\u201C" + citation.evidence->quote + "\u201D " + citation.evidence->document, kIndent + 2,
                       options);
  }
  return out;
}

std::string quote_lines(std::string_view quote, ByteSpan marked, const RenderOptions& options) {
  return paragraph("\u201C" + mark(quote, marked) + "\u201D", kIndent, options);
}

ByteSpan value_in_quote(ByteSpan value, ByteSpan quote) {
  if (value.empty() || !quote.contains(value)) return {};
  return {value.start - quote.start, value.end - quote.start};
}

std::string review_line(const ClaimRecord& r, const RenderOptions& options) {
  if (!r.review) return "";
  const std::string& status = r.review->review.status;
  const Style style = status == "approved" ? Style::kGreen : status == "rejected" ? Style::kRed : Style::kYellow;
  return styled_paragraph("review: " + review_text(*r.review), kIndent, style, options);
}

std::string evidence(const EvidenceItem& e, std::string_view number, const RenderOptions& options) {
  std::string title;
  if (e.claim) {
    title = value_text(e.claim->claim);
    if (const std::string about = about_text(e.claim->claim); !about.empty()) title += " \u00B7 " + about;
  }
  if (!e.direction.empty()) title = label_of(e.direction) + (title.empty() ? "" : " \u00B7 " + title);
  std::string out = heading(number, title, options);
  if (title.empty()) out.clear();
  const ByteSpan value = e.claim ? value_in_quote(e.claim->claim.value_span, e.span) : ByteSpan{};
  std::string quote = quote_lines(e.quote, value, options);
  if (title.empty()) quote.replace(0, kIndent, fmt::format("{:>{}} ", number, kIndent - 1));
  out += quote + source_lines(e.document, e.section, e.place, options);
  for (const EvidenceItem::Repeat& also : e.also)
    out += styled_paragraph("also said in " + place_text(also.section, also.place), kIndent, Style::kDim, options);
  std::string study = e.study_design;
  if (e.sample_size > 0) study += fmt::format("{}n = {}", study.empty() ? "" : ", ", e.sample_size);
  out += styled_paragraph(study, kIndent, Style::kDim, options);
  if (e.claim && e.claim->claim.hedged) out += styled_paragraph("said with reserve", kIndent, Style::kYellow, options);
  if (e.claim && e.claim->claim.assumption)
    out += styled_paragraph("a planning assumption, not a result", kIndent, Style::kYellow, options);
  if (e.claim && e.claim->claim.cited)
    out += styled_paragraph("reports the result of another work", kIndent, Style::kYellow, options);
  if (e.claim) out += review_line(*e.claim, options);
  return out + citation_lines(e.citations, options);
}

// "2010 to 2015", "from 2010", "up to 2015"; "" without limits (0).
std::string years_text(std::int32_t from, std::int32_t to) {
  if (from == 0 && to == 0) return "";
  if (from == to) return fmt::format("{}", from);
  if (to == 0) return fmt::format("from {}", from);
  return from == 0 ? fmt::format("up to {}", to) : fmt::format("{} to {}", from, to);
}

std::string understood(const Answer& answer) {
  const Interpretation& i = answer.interpretation;
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}{}: {}", out.empty() ? "" : " \u00B7 ", name, value);
  };
  add("measure", label_of(i.measure));
  add("outcome", i.outcome);
  add("subject", i.subject);
  add("comparator", i.comparator);
  add("population", i.population);
  add("design", answer.question.design);
  add("years", years_text(answer.question.year_from, answer.question.year_to));
  return out;
}

std::string answers(const std::vector<Answer>& answers, const RenderOptions& options) {
  std::string out;
  for (const Answer& a : answers) {
    if (!out.empty()) out += '\n';
    out += styled_paragraph(a.question.text, 0, Style::kBold, options);
    if (const std::string line = understood(a); !line.empty()) out += styled_paragraph(line, 0, Style::kDim, options);
    out += '\n' + paragraph(a.summary, 0, options);
    for (const Conflict& conflict : a.conflicts) {
      std::vector<std::string> ranks;
      for (std::int32_t rank : conflict.between) ranks.push_back(fmt::format("{}", rank));
      out += styled_paragraph(fmt::format("Conflict between {}: {}", fmt::join(ranks, " and "), conflict.what), 0,
                              Style::kRed, options);
      for (const std::string& differ : conflict.differ) out += styled_paragraph(differ, 2, Style::kYellow, options);
    }
    for (const EvidenceItem& e : a.evidence) out += '\n' + evidence(e, fmt::format("{}", e.rank), options);
    if (a.nearest_miss) {
      out += '\n' + styled_paragraph("Nearest, but no answer: " + a.nearest_miss->missing, 0, Style::kYellow, options);
      out += evidence(a.nearest_miss->evidence, "-", options);
    }
    out += '\n' + styled_paragraph(fmt::format("Searched {} documents, {} passages, {} claims.", a.searched.documents,
                                               a.searched.passages, a.searched.claims),
                                   0, Style::kDim, options);
  }
  return out;
}

std::string hits(const std::vector<PassageHit>& hits, const RenderOptions& options) {
  std::string out;
  for (const PassageHit& h : hits) {
    if (!out.empty()) out += '\n';
    std::string quote = paragraph(h.snippet.empty() ? h.quote : h.snippet, kIndent, options);
    if (quote.empty()) quote = std::string(kIndent, ' ') + '\n';
    out += quote.replace(0, kIndent, fmt::format("{:>{}} ", h.rank, kIndent - 1));
    out += source_lines(h.document, h.section, h.place, options);
  }
  return out;
}

std::string claims(const std::vector<ClaimRecord>& claims, const RenderOptions& options) {
  std::string out;
  for (const ClaimRecord& r : claims) {
    if (!out.empty()) out += '\n';
    std::string title = value_text(r.claim);
    if (const std::string about = about_text(r.claim); !about.empty()) title += " \u00B7 " + about;
    out += styled_paragraph(title, 0, Style::kBold, options);
    out += quote_lines(r.quote, value_in_quote(r.claim.value_span, r.claim.span), options);
    out += source_lines(r.document, r.section, r.claim.place, options);
    std::string facts = r.claim.id + " \u00B7 " + (r.claim.cited ? "cited" : "own");
    if (r.claim.assumption) facts += " \u00B7 planning assumption";
    if (r.claim.hedged) facts += " \u00B7 hedged";
    out += styled_paragraph(facts, kIndent, Style::kDim, options) + review_line(r, options) +
           citation_lines(r.citations, options);
  }
  return out;
}

// Numbers seen, in claims and left, by reason, with the places a reader should look at.
std::string coverage_lines(const std::vector<DocumentRecord::Covered>& coverage, const RenderOptions& options) {
  std::int64_t seen = 0, held = 0;
  for (const DocumentRecord::Covered& c : coverage) {
    seen += c.count;
    if (c.reason == kInClaims) held = c.count;
  }
  if (seen == 0) return "";
  std::string out = wrap(fmt::format("numbers: {} seen, {} in claims, {} left", seen, held, seen - held), 2, options);
  for (const DocumentRecord::Covered& c : coverage) {
    if (c.reason == kInClaims) continue;
    std::string reason = c.reason;
    std::replace(reason.begin(), reason.end(), '_', ' ');
    out += wrap(fmt::format("left: {} {}", c.count, terminal_safe(reason)), 2, options);
    for (const DocumentRecord::Example& e : c.examples)
      out += paragraph(fmt::format("at {}-{}: \u201C{}\u201D", e.span.start, e.span.end, e.quote), kIndent, options);
  }
  return out;
}

std::string documents(const std::vector<DocumentRecord>& documents, const RenderOptions& options) {
  std::string out;
  for (const DocumentRecord& d : documents) {
    if (!out.empty()) out += '\n';
    out += styled_paragraph(d.ref.title.empty() ? d.ref.id : d.ref.title, 0, Style::kBold, options);
    if (!d.ref.retraction.empty())
      out += styled_paragraph("RETRACTION MARK: " + d.ref.retraction, 0, Style::kRed, options);
    const auto field = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) out += wrap(fmt::format("{}: {}", name, terminal_safe(value)), 2, options);
    };
    field("id", d.ref.id);
    if (d.ref.pmcid != d.ref.id) field("pmcid", d.ref.pmcid);
    field("pmid", d.ref.pmid);
    field("doi", d.ref.doi);
    field("authors", joined(d.authors, ", "));
    field("journal", d.journal);
    if (d.ref.year > 0) field("year", fmt::format("{}", d.ref.year));
    field("kind", d.ref.kind);
    field("design", d.study_design);
    if (d.sample_size > 0) field("sample size", fmt::format("{}", d.sample_size));
    field("review status", d.review_status);
    field("updated", d.updated);
    field("license", d.license);
    if (!d.publication_types.empty()) field("types", joined(d.publication_types, ", "));
    if (!d.mesh.empty()) field("MeSH", joined(d.mesh, ", "));
    for (const Correction& c : d.corrections) {
      const std::string id = !c.pmid.empty() ? "pmid:" + c.pmid : !c.doi.empty() ? "doi:" + c.doi : c.pmcid;
      field(label_of(c.kind), id + (id.empty() || c.note.empty() ? "" : " ") + c.note);
    }
    field("source", d.ref.source);
    for (std::size_t i = 1; i < d.sources.size(); ++i) field("also from", d.sources[i].source);
    field("sha256", d.sha256);
    for (std::size_t i = 0; i < d.versions.size(); ++i)
      field(fmt::format("older version {}", i + 1),
            fmt::format("{}, until run {}", d.versions[i].source, d.versions[i].run));
    field("holds", fmt::format("{} passages, {} claims, {} references", d.passages, d.claims, d.references));
    field("cited by", fmt::format("{} document{} of the store", d.cited_by, d.cited_by == 1 ? "" : "s"));
    field("cites", fmt::format("{} document{} of the store", d.cites_in_store, d.cites_in_store == 1 ? "" : "s"));
    for (const SkipCount& skip : d.skipped) field("skipped", fmt::format("{} {}", skip.count, skip.what));
    out += coverage_lines(d.coverage, options);
  }
  return out;
}

std::string references(const std::vector<ReferenceRecord>& references, const RenderOptions& options) {
  std::string out;
  for (const ReferenceRecord& r : references) {
    const std::string number = fmt::format("{}{}", r.reference.number, r.reference.number_inferred ? "?" : "");
    std::string entry = paragraph(r.text.empty() ? r.reference.title : r.text, kIndent, options);
    if (trim(entry).empty()) entry = paragraph("(its title is not printed)", kIndent, options);
    out += entry.replace(0, kIndent, fmt::format("{:>{}} ", number, kIndent - 1));
    if (r.cited_by > 0) {
      std::string facts = fmt::format("cited by {} document{}", r.cited_by, r.cited_by == 1 ? "" : "s");
      if (!r.reference.doi.empty()) facts += ", doi:" + r.reference.doi;
      if (!r.reference.pmid.empty()) facts += ", PMID " + r.reference.pmid;
      if (!r.reference.pmcid.empty()) facts += ", " + r.reference.pmcid;
      out += styled_paragraph(facts, kIndent, Style::kDim, options);
    }
    if (!r.document.empty())
      out += styled_paragraph(fmt::format("in the store as {} (by {})", r.document, r.basis), kIndent, Style::kGreen,
                              options);
  }
  return out;
}

Style style_of(Severity severity) {
  return severity == Severity::kError ? Style::kRed : severity == Severity::kWarning ? Style::kYellow : Style::kDim;
}

// What the caret line points at: what is printed wrongly, if it stands in the quote, else the quote, if it is only a
// part of the context.
ByteSpan pointed_at(const Finding& f) {
  const std::uint32_t quote = f.span.start - f.context_span.start;
  if (!f.printed.empty())
    if (const std::size_t at = f.quote.find(f.printed); at != std::string::npos)
      return {quote + static_cast<std::uint32_t>(at), quote + static_cast<std::uint32_t>(at + f.printed.size())};
  if (f.quote.size() < f.context.size()) return {quote, quote + static_cast<std::uint32_t>(f.quote.size())};
  return {};
}

// The context, wrapped, with a line of carets under the bytes of `pointed`. Control characters become one replacement
// character each, so columns are counted on what is shown.
std::string pointed_lines(std::string_view text, ByteSpan pointed, const RenderOptions& options) {
  const auto width = static_cast<std::size_t>(std::max(20, options.width - kIndent));
  const std::string margin(kIndent, ' ');
  std::string out;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start, last_space = 0;
    for (std::size_t at = start; at < text.size();) {
      const std::size_t before = at;
      const char32_t c = next_code_point(text, at);
      if (display_width(terminal_safe(text.substr(start, at - start))) > width) break;
      if (c == U' ') last_space = before;
      end = at;
    }
    if (end < text.size() && last_space > start) end = last_space;
    if (end == start) next_code_point(text, end);  // a column is wider than the terminal
    const std::string_view line = text.substr(start, end - start);
    out += margin + terminal_safe(line) + '\n';
    const std::size_t from = std::max<std::size_t>(pointed.start, start), to = std::min<std::size_t>(pointed.end, end);
    if (from < to)
      out +=
          margin + std::string(display_width(terminal_safe(text.substr(start, from - start))), ' ') +
          styled(std::string(display_width(terminal_safe(text.substr(from, to - from))), '^'), Style::kRed, options) +
          '\n';
    start = end;
    while (start < text.size() && text[start] == ' ') ++start;
  }
  return out;
}

std::string finding_lines(const Finding& f, const RenderOptions& options) {
  std::string out = styled_paragraph(fmt::format("{}: {}: {}", name_of(f.severity), f.check, f.message), 2,
                                     style_of(f.severity), options);
  out += f.context.empty() ? quote_lines(f.quote, {}, options) : pointed_lines(f.context, pointed_at(f), options);
  if (!f.printed.empty() || !f.expected.empty())
    out += paragraph(f.printed.empty()    ? fmt::format("expected {}", f.expected)
                     : f.expected.empty() ? fmt::format("printed {}", f.printed)
                                          : fmt::format("printed {}, expected {}", f.printed, f.expected),
                     kIndent, options);
  if (!f.arithmetic.empty()) out += paragraph(f.arithmetic, kIndent, options);
  // Related places are quoted so far as a reader needs to find them; the first few stand for many.
  std::size_t shown = 0;
  for (const Finding::Related& r : f.related) {
    if (++shown > 5) {
      out += paragraph(fmt::format("and {} more", f.related.size() - 5), kIndent, options);
      break;
    }
    out += paragraph(r.document == f.document.id
                         ? fmt::format("see {}-{}: \u201C{}\u201D", r.span.start, r.span.end, r.quote)
                         : fmt::format("see {} {}-{}: \u201C{}\u201D", r.document, r.span.start, r.span.end, r.quote),
                     kIndent, options);
  }
  return out + styled_paragraph(
                   fmt::format("{}{}bytes {}-{}", f.where, f.where.empty() ? "" : "; ", f.span.start, f.span.end),
                   kIndent, Style::kDim, options);
}

// Grouped by document, in it by severity, errors first.
std::string findings(const std::vector<Finding>& findings, const RenderOptions& options) {
  std::string out;
  for (std::size_t first = 0; first < findings.size();) {
    std::size_t last = first;
    std::size_t count[3] = {};
    while (last < findings.size() && findings[last].document.id == findings[first].document.id)
      ++count[static_cast<std::size_t>(findings[last++].severity)];
    if (first > 0) out += '\n';
    const DocumentRef& d = findings[first].document;
    out += styled_paragraph(citation_text(d), 0, Style::kBold, options);
    if (!d.retraction.empty())
      out += styled_paragraph(fmt::format("RETRACTION MARK: {}", d.retraction), 0, Style::kRed, options);
    out += styled_paragraph(fmt::format("{} error{}, {} warning{}, {} note{}", count[2], count[2] == 1 ? "" : "s",
                                        count[1], count[1] == 1 ? "" : "s", count[0], count[0] == 1 ? "" : "s"),
                            0, Style::kDim, options);
    for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote})
      for (std::size_t i = first; i < last; ++i)
        if (findings[i].severity == severity) out += '\n' + finding_lines(findings[i], options);
    first = last;
  }
  return out;
}

// "28 checked: 17 supported, 6 contradicted, 5 absent"
std::string summary_of(const std::vector<QuoteVerdict>& verdicts) {
  constexpr std::string_view kOrder[] = {"supported", "contradicted",        "misattributed", "stitched",
                                         "absent",    "source-not-in-store", "dangling"};
  std::string out = fmt::format("{} checked", verdicts.size());
  const char* joiner = ": ";
  for (const std::string_view name : kOrder) {
    const auto is_name = [&](const QuoteVerdict& v) { return v.verdict == name; };
    const auto count = std::count_if(verdicts.begin(), verdicts.end(), is_name);
    if (count == 0) continue;
    out += fmt::format("{}{} {}", joiner, count, name);
    joiner = ", ";
  }
  return out;
}

std::string verdicts(const std::vector<QuoteVerdict>& verdicts, const RenderOptions& options) {
  std::string out;
  for (const QuoteVerdict& v : verdicts) {
    if (!out.empty()) out += '\n';
    const Style style = v.verdict == "supported" ? Style::kGreen : Style::kRed;
    const std::string line = v.line > 0 ? fmt::format("line {}: ", v.line) : "";
    out += styled_paragraph(fmt::format("{}{}: {}", line, v.verdict, v.quote), 0, style, options);
    if (!v.reason.empty()) out += paragraph(v.reason, 2, options);
    for (const QuoteVerdict::Location& place : v.places) {
      out += quote_lines(place.quote, {}, options);
      out += source_lines(place.document, place.section, place.place, options);
      out += styled_paragraph(fmt::format("{}, bytes {}-{}", place.match, place.span.start, place.span.end), kIndent,
                              Style::kDim, options);
    }
  }
  return verdicts.size() < 2 ? out : out + '\n' + styled_paragraph(summary_of(verdicts), 0, Style::kBold, options);
}

}  // namespace

extern const Renderer text_renderer;
const Renderer text_renderer = {"text", "text/plain", answers, hits, claims, documents, references, findings, verdicts};

}  // namespace warrant
