// CSV (RFC 4180: CRLF, quotes doubled), one row a record, a header row first. A text cell that a spreadsheet would run
// as a formula is prefixed with an apostrophe (OWASP, CSV injection); numbers are left as they are.
#include <algorithm>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/render/describe.h"
#include "src/render/renderer.h"

namespace warrant {
namespace {

class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}
  ~Row() { out_ += "\r\n"; }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  Row& text(std::string_view cell) { return raw(csv_cell(cell)); }
  Row& word(std::string_view cell) { return raw(cell); }  // one of our own words or operators
  Row& number(const std::optional<double>& value) { return raw(number_text(value)); }
  Row& number(std::int64_t value) { return raw(fmt::format("{}", value)); }
  Row& year(std::int32_t value) { return raw(value > 0 ? fmt::format("{}", value) : ""); }
  Row& span(ByteSpan span) { return number(std::int64_t{span.start}).number(std::int64_t{span.end}); }
  Row& document(const DocumentRef& d) {
    return text(d.id).text(d.pmid).text(d.doi).text(d.title).year(d.year).text(d.retraction);
  }
  // Empty cells up to the columns of `header`.
  void pad(std::string_view header) {
    const auto columns = 1 + std::count(header.begin(), header.end(), ',');
    while (cells_ < columns) raw("");
  }

 private:
  Row& raw(std::string_view cell) {
    if (cells_++ > 0) out_ += ',';
    out_ += cell;
    return *this;
  }

  std::string& out_;
  std::ptrdiff_t cells_ = 0;
};

constexpr std::string_view kDocumentColumns = "document,pmid,doi,title,year,retraction";
constexpr std::string_view kClaimColumns =
    "claim,kind,measure,value_op,value,value_high,unit,at,at_unit,ci_low,ci_high,ci_level,p_op,p_value,outcome,subject,"
    "comparator,population,n,analysis,direction,polarity,attribution,assumption";

std::string cited(const std::vector<CitationRecord>& citations) {
  std::vector<std::string> parts;
  for (const CitationRecord& citation : citations) parts.push_back(citation_text(citation));
  return joined(parts, "; ");
}

void claim_cells(Row& row, const Claim* c) {
  if (c == nullptr) {
    for (int i = 0; i < 24; ++i) row.text("");
    return;
  }
  row.text(c->id).text(c->kind).text(c->measure);
  row.word(symbol_of(c->value_op)).number(c->value).number(c->value_high).text(c->unit);
  row.number(c->at ? std::optional(c->at->value) : std::nullopt).text(c->at ? c->at->unit : "");
  row.number(c->ci_low).number(c->ci_high).number(c->ci_level).word(symbol_of(c->p_op)).number(c->p_value);
  row.text(c->outcome).text(c->subject).text(c->comparator).text(c->population).number(c->n).text(c->analysis);
  row.text(c->direction).text(c->polarity).text(c->cited ? "cited" : "own").text(c->assumption ? "yes" : "no");
}

std::string answers(const std::vector<Answer>& answers, const RenderOptions&) {
  const std::string header =
      fmt::format("id,question,status,rank,score,{},place,section,quote,start,end,{},citations,review",
                  kDocumentColumns, kClaimColumns);
  std::string out = header + "\r\n";
  for (const Answer& a : answers) {
    if (a.evidence.empty()) Row(out).text(a.question.id).text(a.question.text).text(a.status).pad(header);
    for (const EvidenceItem& e : a.evidence) {
      Row row(out);
      row.text(a.question.id).text(a.question.text).text(a.status).number(std::int64_t{e.rank});
      row.number(std::optional(e.score)).document(e.document).text(name_of(e.place)).text(joined(e.section, " > "));
      row.text(e.quote).span(e.span);
      claim_cells(row, e.claim ? &e.claim->claim : nullptr);
      row.text(cited(e.citations)).text(e.claim && e.claim->review ? review_text(*e.claim->review) : "");
    }
  }
  return out;
}

std::string hits(const std::vector<PassageHit>& hits, const RenderOptions&) {
  std::string out = fmt::format("rank,score,{},place,section,quote,start,end\r\n", kDocumentColumns);
  for (const PassageHit& h : hits)
    Row(out)
        .number(std::int64_t{h.rank})
        .number(std::optional(h.score))
        .document(h.document)
        .text(name_of(h.place))
        .text(joined(h.section, " > "))
        .text(h.quote)
        .span(h.span);
  return out;
}

std::string claims(const std::vector<ClaimRecord>& claims, const RenderOptions&) {
  std::string out =
      fmt::format("{},{},place,section,table,quote,start,end,citations,review\r\n", kDocumentColumns, kClaimColumns);
  for (const ClaimRecord& r : claims) {
    Row row(out);
    row.document(r.document);
    claim_cells(row, &r.claim);
    row.text(name_of(r.claim.place)).text(joined(r.section, " > ")).text(r.table_id).text(r.quote).span(r.claim.span);
    row.text(cited(r.citations)).text(r.review ? review_text(*r.review) : "");
  }
  return out;
}

std::string documents(const std::vector<DocumentRecord>& documents, const RenderOptions&) {
  std::string out = fmt::format(
      "{},journal,kind,authors,study_design,sample_size,license,review_status,source,sha256,passages,claims,"
      "references\r\n",
      kDocumentColumns);
  for (const DocumentRecord& d : documents)
    Row(out)
        .document(d.ref)
        .text(d.journal)
        .text(d.ref.kind)
        .text(joined(d.authors, "; "))
        .text(d.study_design)
        .year(d.sample_size)
        .text(d.license)
        .text(d.review_status)
        .text(d.ref.source)
        .text(d.sha256)
        .number(d.passages)
        .number(d.claims)
        .number(d.references);
  return out;
}

std::string references(const std::vector<ReferenceRecord>& references, const RenderOptions&) {
  std::string out =
      "citing,number,label,authors,title,journal,year,volume,pages,doi,pmid,pmcid,in_store,text,cited_by\r\n";
  for (const ReferenceRecord& r : references) {
    const Reference& ref = r.reference;
    Row(out)
        .text(r.citing.id)
        .number(std::int64_t{ref.number})
        .text(ref.label)
        .text(joined(ref.authors, "; "))
        .text(ref.title)
        .text(ref.journal)
        .year(ref.year)
        .text(ref.volume)
        .text(ref.pages)
        .text(ref.doi)
        .text(ref.pmid)
        .text(ref.pmcid)
        .text(r.document)
        .text(r.text)
        .word(r.cited_by > 0 ? fmt::format("{}", r.cited_by) : "");
  }
  return out;
}

std::string findings(const std::vector<Finding>& findings, const RenderOptions&) {
  std::string out = fmt::format("check,severity,{},claim,where,quote,start,end,message,printed,expected,arithmetic\r\n",
                                kDocumentColumns);
  for (const Finding& f : findings)
    Row(out)
        .text(f.check)
        .text(name_of(f.severity))
        .document(f.document)
        .text(f.claim)
        .text(f.where)
        .text(f.quote)
        .span(f.span)
        .text(f.message)
        .text(f.printed)
        .text(f.expected)
        .text(f.arithmetic);
  return out;
}

std::string verdicts(const std::vector<QuoteVerdict>& verdicts, const RenderOptions&) {
  const std::string header = fmt::format("given,verdict,reason,{},place,match,quote,start,end", kDocumentColumns);
  std::string out = header + "\r\n";
  for (const QuoteVerdict& v : verdicts) {
    if (v.places.empty()) Row(out).text(v.quote).text(v.verdict).text(v.reason).pad(header);
    for (const QuoteVerdict::Location& place : v.places)
      Row(out)
          .text(v.quote)
          .text(v.verdict)
          .text(v.reason)
          .document(place.document)
          .text(name_of(place.place))
          .text(place.match)
          .text(place.quote)
          .span(place.span);
  }
  return out;
}

}  // namespace

extern const Renderer csv_renderer;
const Renderer csv_renderer = {"csv", "text/csv", answers, hits, claims, documents, references, findings, verdicts};

}  // namespace warrant
