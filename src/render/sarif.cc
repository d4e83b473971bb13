// SARIF 2.1.0 (OASIS standard, 27 March 2020) for findings, so that editors and CI show them; all other records are
// JSON.
//
// The artifact is the source as ingested. A region is given only where the source's own bytes hold the quote unchanged
// (plain text, Markdown); everywhere else the place is a logical location "ID@start-end", bytes of the canonical text
// that `warrant text ID` prints.
#include <map>

#include <fmt/format.h>

#include "src/model/json.h"
#include "src/render/renderer.h"

namespace warrant {
namespace {

const Renderer& json() { return *renderer_named("json"); }

// A path as a URI reference (RFC 3986): everything but unreserved characters and '/' percent-encoded.
std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

std::string message_of(const Finding& f) {
  std::string text = f.message;
  if (!f.printed.empty()) text += fmt::format("; printed {}", f.printed);
  if (!f.expected.empty()) text += fmt::format("; expected {}", f.expected);
  if (!f.arithmetic.empty()) text += fmt::format("; {}", f.arithmetic);
  return fmt::format(R"({{"text":{}}})", json_quote(text));
}

std::string logical(std::string_view document, ByteSpan span) {
  return fmt::format(R"("logicalLocations":[{{"fullyQualifiedName":{}}}])",
                     json_quote(fmt::format("{}@{}-{}", document, span.start, span.end)));
}

std::string location_of(const Finding& f) {
  const std::string snippet = fmt::format(R"("snippet":{{"text":{}}})", json_quote(f.quote));
  const std::string region = f.source_span ? fmt::format(R"(,"region":{{"byteOffset":{},"byteLength":{},{}}})",
                                                         f.source_span->start, f.source_span->size(), snippet)
                                           : "";
  const std::string physical = f.document.source.empty()
                                   ? ""
                                   : fmt::format(R"("physicalLocation":{{"artifactLocation":{{"uri":{}}}{}}},)",
                                                 json_quote(uri_of(f.document.source)), region);
  return fmt::format("{{{}{}}}", physical, logical(f.document.id, f.span));
}

std::string findings(const std::vector<Finding>& findings, const RenderOptions&) {
  std::map<std::string, std::size_t> rules;
  std::map<std::string, std::string> abouts;
  for (const Finding& f : findings) {
    rules.emplace(f.check, 0);
    abouts.emplace(f.check, f.about);
  }
  std::string rule_list;
  std::size_t next = 0;
  for (auto& [check, index] : rules) {
    index = next++;
    const std::string& about = abouts[check];
    rule_list +=
        fmt::format(R"({}{{"id":{}{}}})", rule_list.empty() ? "" : ",", json_quote(check),
                    about.empty() ? "" : fmt::format(R"(,"shortDescription":{{"text":{}}})", json_quote(about)));
  }
  std::string results;
  for (const Finding& f : findings) {
    std::string related;
    for (std::size_t i = 0; i < f.related.size(); ++i)
      related += fmt::format(R"({}{{"id":{},"message":{{"text":{}}},{}}})", related.empty() ? "" : ",", i,
                             json_quote(f.related[i].quote), logical(f.related[i].document, f.related[i].span));
    results += fmt::format(
        R"({}{{"ruleId":{},"ruleIndex":{},"level":"{}","message":{},"locations":[{}]{},"properties":{{"document":{},"quote":{},"start":{},"end":{}}}}})",
        results.empty() ? "" : ",", json_quote(f.check), rules[f.check], name_of(f.severity), message_of(f),
        location_of(f), related.empty() ? "" : fmt::format(R"(,"relatedLocations":[{}])", related),
        json_quote(f.document.id), json_quote(f.quote), f.span.start, f.span.end);
  }
  return pretty_json(fmt::format(
             R"({{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"warrant","rules":[{}]}}}},"results":[{}]}}]}})",
             rule_list, results)) +
         '\n';
}

std::string answers(const std::vector<Answer>& a, const RenderOptions& o) { return json().answers(a, o); }
std::string hits(const std::vector<PassageHit>& h, const RenderOptions& o) { return json().hits(h, o); }
std::string claims(const std::vector<ClaimRecord>& c, const RenderOptions& o) { return json().claims(c, o); }
std::string documents(const std::vector<DocumentRecord>& d, const RenderOptions& o) { return json().documents(d, o); }
std::string references(const std::vector<ReferenceRecord>& r, const RenderOptions& o) {
  return json().references(r, o);
}
std::string verdicts(const std::vector<QuoteVerdict>& v, const RenderOptions& o) { return json().verdicts(v, o); }

}  // namespace

extern const Renderer sarif_renderer;
const Renderer sarif_renderer = {
    "sarif", "application/sarif+json", answers, hits, claims, documents, references, findings, verdicts};

}  // namespace warrant
