// The canonical dump: what is in the store as sorted NDJSON, the same bytes for the same inputs in any order. Row
// numbers, times and paths are left out; everything else that was put is in.
#include <fmt/format.h>

#include "sql.gen.h"
#include "src/base/digest.h"
#include "src/store/impl.h"
#include "src/store/pack.h"

namespace warrant {
namespace {

// One JSON object on one line. Absent values are left out.
class Line {
 public:
  explicit Line(std::string_view record) { text("record", record); }
  Line& text(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    key(name);
    append_json_string(out_, value);
    return *this;
  }
  Line& number(std::string_view name, std::int64_t value) {
    key(name);
    out_ += fmt::format("{}", value);
    return *this;
  }
  Line& index(std::string_view name, std::int32_t value) { return value < 0 ? *this : number(name, value); }
  Line& real(std::string_view name, const std::optional<double>& value) {
    if (!value) return *this;
    key(name);
    out_ += fmt::format("{}", *value);
    return *this;
  }
  Line& flag(std::string_view name, bool value) {
    if (value) raw(name, "true");
    return *this;
  }
  Line& strings(std::string_view name, const std::vector<std::string>& values) {
    return values.empty() ? *this : raw(name, pack_strings(values));
  }
  Line& span(std::string_view name, ByteSpan value) {
    key(name);
    out_ += fmt::format("[{},{}]", value.start, value.end);
    return *this;
  }
  template <typename List, typename Each>
  Line& list(std::string_view name, const List& values, Each each) {
    if (values.empty()) return *this;
    key(name);
    out_ += '[';
    bool first = true;
    for (const auto& value : values) {
      if (!first) out_ += ',';
      first = false;
      each(out_, value);
    }
    out_ += ']';
    return *this;
  }
  Line& raw(std::string_view name, std::string_view json) {
    key(name);
    out_ += json;
    return *this;
  }
  std::string_view finish() {
    out_ += '}';
    return out_;
  }

 private:
  void key(std::string_view name) {
    out_ += out_.empty() ? '{' : ',';
    append_json_string(out_, name);
    out_ += ':';
  }
  std::string out_;
};

void append_span(std::string& out, ByteSpan span) { out += fmt::format("[{},{}]", span.start, span.end); }

void append_index(std::string& out, std::int32_t index) { out += fmt::format("{}", index); }

std::string document_line(const IndexedDocument& d) {
  const Document& document = d.document;
  return std::string(Line("document")
                         .text("id", d.id)
                         .text("media_type", d.media_type)
                         .text("sha256", d.sha256)
                         .number("source_bytes", static_cast<std::int64_t>(d.source_bytes))
                         .text("reader", d.reader)
                         .text("pmcid", document.pmcid)
                         .text("pmid", document.pmid)
                         .text("doi", document.doi)
                         .text("nct", document.nct)
                         .text("title", document.title)
                         .number("year", document.year)
                         .text("journal", document.journal)
                         .strings("authors", document.authors)
                         .text("kind", name_of(document.kind))
                         .text("language", document.language)
                         .text("license", document.license)
                         .text("study_design", document.study_design)
                         .number("sample_size", document.sample_size)
                         .text("review_status", document.review_status)
                         .text("updated", document.updated)
                         .text("retraction", document.retraction)
                         .strings("publication_types", document.publication_types)
                         .strings("keywords", document.keywords)
                         .strings("mesh", document.mesh)
                         .flag("full_text", document.full_text)
                         .list("corrections", document.corrections,
                               [](std::string& out, const Correction& c) {
                                 out += pack_strings({c.kind, c.doi, c.pmid, c.pmcid, c.note});
                               })
                         .list("skipped", document.skipped,
                               [](std::string& out, const SkipCount& s) {
                                 out += '[';
                                 append_json_string(out, s.what);
                                 out += fmt::format(",{}]", s.count);
                               })
                         .list("short_forms", document.short_forms,
                               [](std::string& out, const ShortForm& s) {
                                 out += pack_strings({s.short_form, s.long_form});
                               })
                         .list("coverage", d.coverage,
                               [](std::string& out, const Coverage& c) {
                                 out += '[';
                                 append_json_string(out, c.reason);
                                 out += fmt::format(",{}", c.count);
                                 for (const ByteSpan span : c.examples) {
                                   out += ',';
                                   append_span(out, span);
                                 }
                                 out += ']';
                               })
                         .list("anchors", document.anchors,
                               [](std::string& out, const CitationAnchor& a) {
                                 out += '[';
                                 append_span(out, a.span);
                                 for (const auto& target : a.targets) {
                                   out += ",[";
                                   append_json_string(out, target.label);
                                   out += fmt::format(",{}]", target.reference);
                                 }
                                 out += ']';
                               })
                         .list("superscripts", document.superscripts, append_span)
                         .list("source_runs", document.source_runs,
                               [](std::string& out, const SourceRun& run) {
                                 out += fmt::format("[{},{},{}]", run.text_start, run.source_start, run.length);
                               })
                         .finish());
}

std::string table_line(const IndexedDocument& d, std::int32_t ordinal, const Table& table) {
  return std::string(Line("table")
                         .text("document", d.id)
                         .number("ordinal", ordinal)
                         .text("id", table.id)
                         .text("label", table.label)
                         .number("rows", table.rows)
                         .number("columns", table.columns)
                         .number("header_rows", table.header_rows)
                         .list("captions", table.captions, append_index)
                         .list("notes", table.notes, append_index)
                         .list("row_passages", table.row_passages, append_index)
                         .list("cells", table.cells,
                               [](std::string& out, const TableCell& c) {
                                 out +=
                                     fmt::format("[{},{},{},{},{},{},{},{}]", c.row, c.column, c.row_span,
                                                 c.column_span, c.header ? 1 : 0, c.indent, c.span.start, c.span.end);
                               })
                         .finish());
}

std::string claim_line(const IndexedDocument& d, const Claim& c) {
  return std::string(Line("claim")
                         .text("document", d.id)
                         .text("id", c.id)
                         .text("kind", c.kind)
                         .text("measure", c.measure)
                         .real("value", c.value)
                         .text("value_text", c.value_text)
                         .text("value_op", symbol_of(c.value_op))
                         .real("value_high", c.value_high)
                         .flag("not_reached", c.not_reached)
                         .text("unit", c.unit)
                         .real("at_value", c.at ? std::optional<double>(c.at->value) : std::nullopt)
                         .text("at_unit", c.at ? std::string_view(c.at->unit) : std::string_view())
                         .real("ci_low", c.ci_low)
                         .real("ci_high", c.ci_high)
                         .real("ci_level", c.ci_level)
                         .text("p_op", symbol_of(c.p_op))
                         .real("p_value", c.p_value)
                         .real("sd", c.sd)
                         .real("se", c.se)
                         .real("q_low", c.q_low)
                         .real("q_high", c.q_high)
                         .text("spread", c.spread)
                         .real("n", c.n)
                         .real("total", c.total)
                         .real("statistic", c.statistic)
                         .real("df", c.df)
                         .real("df2", c.df2)
                         .text("statistic_name", c.statistic_name)
                         .text("outcome", c.outcome)
                         .text("subject", c.subject)
                         .text("comparator", c.comparator)
                         .text("population", c.population)
                         .text("analysis", c.analysis)
                         .text("direction", c.direction)
                         .text("polarity", c.polarity)
                         .text("strength", c.strength)
                         .flag("negated", c.negated)
                         .flag("hedged", c.hedged)
                         .flag("assumption", c.assumption)
                         .text("place", name_of(c.place))
                         .index("section", c.section)
                         .index("passage", c.passage)
                         .index("table", c.table)
                         .span("span", c.span)
                         .span("value_span", c.value_span)
                         .flag("cited", c.cited)
                         .list("citations", c.citations,
                               [](std::string& out, const ClaimCitation& citation) {
                                 out += '[';
                                 out += fmt::format("{},", citation.anchor);
                                 append_json_string(out, citation.marker);
                                 out += fmt::format(",{},", citation.reference);
                                 append_json_string(out, citation.basis);
                                 out += ']';
                               })
                         .text("extractor", c.extractor)
                         .finish());
}

std::string reference_line(const IndexedDocument& d, const Reference& r) {
  return std::string(Line("reference")
                         .text("document", d.id)
                         .number("number", r.number)
                         .flag("number_inferred", r.number_inferred)
                         .text("key", r.key)
                         .text("label", r.label)
                         .span("span", r.span)
                         .strings("authors", r.authors)
                         .text("title", r.title)
                         .text("journal", r.journal)
                         .number("year", r.year)
                         .text("volume", r.volume)
                         .text("pages", r.pages)
                         .text("doi", r.doi)
                         .text("pmid", r.pmid)
                         .text("pmcid", r.pmcid)
                         .finish());
}

}  // namespace

void Store::Impl::dump_document(const IndexedDocument& d, const std::function<void(std::string_view)>& line) {
  const Document& document = d.document;
  line(document_line(d));
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& s = document.sections[i];
    line(Line("section")
             .text("document", d.id)
             .number("ordinal", static_cast<std::int64_t>(i))
             .text("title", s.title)
             .text("role", s.role)
             .index("parent", s.parent)
             .number("depth", s.depth)
             .finish());
  }
  std::size_t sentence = 0;
  for (std::size_t i = 0; i < document.passages.size(); ++i) {
    const Passage& p = document.passages[i];
    Line out("passage");
    out.text("document", d.id)
        .number("ordinal", static_cast<std::int64_t>(i))
        .text("kind", name_of(p.kind))
        .text("place", name_of(p.place))
        .index("section", p.section)
        .index("table", p.table)
        .index("row", p.row)
        .span("span", p.span)
        .text("text", slice(document.text, p.span));
    std::vector<ByteSpan> sentences;
    for (; sentence < d.sentences.size() && d.sentences[sentence].passage == static_cast<std::int32_t>(i); ++sentence)
      sentences.push_back(d.sentences[sentence].span);
    out.list("sentences", sentences, append_span);
    line(out.finish());
  }
  for (std::size_t i = 0; i < document.tables.size(); ++i)
    line(table_line(d, static_cast<std::int32_t>(i), document.tables[i]));
  for (const Reference& r : document.references) line(reference_line(d, r));
  for (const Claim& c : d.claims) line(claim_line(d, c));
}

Result<void> Store::dump(const std::function<bool(std::string_view line)>& sink) const {
  Database& database = impl_->database;
  WARRANT_TRY(ids, document_ids());
  bool more = true;
  for (const std::string& id : ids) {
    if (!more) return {};
    WARRANT_TRY(nr, database.integer(sql::read::document_by_id, id));
    WARRANT_TRY(document, impl_->load(nr));
    Impl::dump_document(document, [&](std::string_view line) { more = more && sink(line); });
    WARRANT_TRY(source, database.prepare(sql::read::work_sources));
    source.bind(nr);
    while (more) {
      WARRANT_TRY(found, source.step());
      if (!found) break;
      more = sink(Line("source")
                      .text("document", id)
                      .number("ordinal", source.integer(0))
                      .text("id", source.text(1))
                      .text("media_type", source.text(3))
                      .text("sha256", source.text(4))
                      .text("reader", source.text(5))
                      .text("packed_sha256", sha256_hex(source.blob(7)))
                      .finish());
    }
  }
  WARRANT_TRY(review, database.prepare(sql::read::all_review));
  while (more) {
    WARRANT_TRY(found, review.step());
    if (!found) break;
    more = sink(Line("review")
                    .text("claim", review.text(0))
                    .text("document", review.text(1))
                    .text("status", review.text(2))
                    .text("by", review.text(3))
                    .text("at", review.text(4))
                    .text("note", review.text(5))
                    .text("quote", review.text(6))
                    .span("span", {review.uint32(7), review.uint32(8)})
                    .finish());
  }
  WARRANT_TRY(questions, saved_questions());
  for (const SavedQuestion& q : questions)
    more = more && sink(Line("saved_question").text("name", q.name).raw("question", q.question).finish());
  WARRANT_TRY(row, database.prepare(sql::read::tombstones));
  while (more) {
    WARRANT_TRY(found, row.step());
    if (!found) break;
    more = sink(Line("tombstone").text("id", row.text(0)).finish());
  }
  return {};
}

}  // namespace warrant
