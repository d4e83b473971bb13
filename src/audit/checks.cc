#include <algorithm>
#include <tuple>

#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {

#define WARRANT_CHECK_ENTRY(name) extern const Check name##_check;
#include "src/audit/checks.def"
#undef WARRANT_CHECK_ENTRY

std::span<const Check> checks() {
  static const std::vector<Check> table = {
#define WARRANT_CHECK_ENTRY(name) name##_check,
#include "src/audit/checks.def"
#undef WARRANT_CHECK_ENTRY
  };
  return table;
}

Finding& report(std::vector<Finding>& findings, Severity severity, ByteSpan span, std::string message,
                std::string printed, std::string expected, std::string arithmetic) {
  Finding& finding = findings.emplace_back();
  finding.severity = severity;
  finding.span = span;
  finding.message = std::move(message);
  finding.printed = std::move(printed);
  finding.expected = std::move(expected);
  finding.arithmetic = std::move(arithmetic);
  return finding;
}

void fold(const AuditSubject& subject, std::vector<Finding>& findings, const std::vector<std::size_t>& same,
          Severity severity, std::string message) {
  Finding& first = findings[same.front()];
  first.severity = severity;
  first.message = std::move(message);
  for (auto i = same.begin() + 1; i != same.end(); ++i) {
    drop(findings[*i]);
    if (const ByteSpan span = findings[*i].span; span != first.span)
      first.related.push_back({subject.document.id, std::string(slice(subject.document.document.text, span)), span});
  }
}

namespace {

// Where a place of the canonical text stands in the source, if its bytes are there unchanged.
std::optional<ByteSpan> in_source(const Document& document, ByteSpan span) {
  for (const SourceRun& run : document.source_runs)
    if (run.text_start <= span.start && span.end <= run.text_start + run.length)
      return ByteSpan{span.start - run.text_start + run.source_start, span.end - run.text_start + run.source_start};
  return std::nullopt;
}

// "Results > Survival, Table 2": headings from the outermost, and the table by its label.
std::string where_is(const Document& d, ByteSpan span) {
  const auto after = std::partition_point(d.passages.begin(), d.passages.end(),
                                          [&](const Passage& p) { return p.span.end <= span.start; });
  if (after == d.passages.end()) return {};
  std::string path;
  for (std::int32_t s = after->section; s >= 0; s = d.sections[static_cast<std::size_t>(s)].parent)
    if (const std::string& title = d.sections[static_cast<std::size_t>(s)].title; !title.empty())
      path = path.empty() ? title : title + " > " + path;
  if (after->table < 0) return path;
  const Table& table = d.tables[static_cast<std::size_t>(after->table)];
  std::string label = table.label;
  static const RE2* first = new RE2(R"(^((?i)table\s?[A-Z]?\d{1,3}[a-z]?))");
  if (label.empty() && !table.captions.empty()) {
    const std::string_view caption = slice(d.text, d.passages[static_cast<std::size_t>(table.captions[0])].span);
    RE2::PartialMatch(re2::StringPiece(caption.data(), caption.size()), *first, &label);
  }
  if (label.empty()) label = "a table";
  return path.empty() ? label : path + ", " + label;
}

void add_context(const IndexedDocument& document, Finding& finding) {
  finding.where = where_is(document.document, finding.span);
  const auto& sentences = document.sentences;
  const auto after = std::partition_point(sentences.begin(), sentences.end(),
                                          [&](const Sentence& s) { return s.span.end <= finding.span.start; });
  finding.context_span = after != sentences.end() && after->span.contains(finding.span) ? after->span : finding.span;
  finding.context = slice(document.document.text, finding.context_span);
  finding.source_span = in_source(document.document, finding.span);
}

}  // namespace

AuditReport audit(const Store& store, const IndexedDocument& document, const std::vector<std::string>& names) {
  const AuditFacts facts = gather_facts(document);
  AuditReport report;
  std::vector<Finding>& findings = report.findings;
  for (const Check& check : checks()) {
    if (!names.empty() && std::find(names.begin(), names.end(), check.name) == names.end()) continue;
    const std::size_t first = findings.size();
    std::int64_t checked = 0;
    check.run({store, document, facts, checked}, findings);
    if (checked > 0) report.checked[check.name] = checked;
    findings.erase(std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(first), findings.end(),
                                  [](const Finding& f) { return f.message.empty(); }),
                   findings.end());
    for (std::size_t i = first; i < findings.size(); ++i) {
      findings[i].check = check.name;
      findings[i].about = check.summary;
      findings[i].quote = slice(document.document.text, findings[i].span);
      add_context(document, findings[i]);
    }
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.span, a.check) < std::tie(b.span, b.check);
  });
  return report;
}

Result<AuditReport> audit(const Store& store, std::string_view document_id, const std::vector<std::string>& names) {
  WARRANT_TRY(document, store.load(document_id));
  const auto brief = brief_of(store, document.id);
  AuditReport report = audit(store, document, names);
  if (brief)
    for (Finding& finding : report.findings) finding.document = *brief;
  return report;
}

}  // namespace warrant
