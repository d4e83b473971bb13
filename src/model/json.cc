#include "src/model/json.h"

#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "src/base/text.h"

namespace warrant {
namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json positive_or_null(std::int64_t number) { return number > 0 ? Json(number) : Json(nullptr); }

// Whole numbers are printed without a fraction: 95, not 95.0.
Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (std::fabs(value) < 9e15 && value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

Json span_json(ByteSpan span) { return {{"start", span.start}, {"end", span.end}}; }

// Matches in a snippet stand between U+0002 and U+0003; in JSON they are written as in Markdown.
std::string marked(std::string_view snippet) {
  std::string out;
  for (char c : snippet) {
    if (c == '\x02' || c == '\x03') {
      out += "**";
    } else {
      out += c;
    }
  }
  return out;
}

Json json_of(const DocumentRef& d) {
  return {{"id", d.id},
          {"pmcid", text_or_null(d.pmcid)},
          {"pmid", text_or_null(d.pmid)},
          {"doi", text_or_null(d.doi)},
          {"title", text_or_null(d.title)},
          {"year", positive_or_null(d.year)},
          {"source", text_or_null(d.source)},
          {"kind", text_or_null(d.kind)},
          {"retraction", text_or_null(d.retraction)}};
}

Json json_of(const CitationRecord& c) {
  Json json = {{"marker", text_or_null(c.marker)},
               {"reference", positive_or_null(c.reference)},
               {"title", text_or_null(c.title)},
               {"doi", text_or_null(c.doi)},
               {"pmid", text_or_null(c.pmid)},
               {"document", text_or_null(c.document)},
               {"verdict", text_or_null(c.verdict)},
               {"reason", text_or_null(c.reason)},
               {"evidence", nullptr}};
  if (c.evidence)
    json["evidence"] = {
        {"document", c.evidence->document}, {"quote", c.evidence->quote}, {"span", span_json(c.evidence->span)}};
  return json;
}

Json json_of(const std::vector<CitationRecord>& citations) {
  Json json = Json::array();
  for (const CitationRecord& citation : citations) json.push_back(json_of(citation));
  return json;
}

Json json_of(const ReviewRecord& r) {
  return {{"status", r.review.status},
          {"by", text_or_null(r.review.by)},
          {"at", text_or_null(r.review.at)},
          {"note", text_or_null(r.review.note)},
          {"state", r.state}};
}

Json json_of(const ClaimRecord& r) {
  const Claim& c = r.claim;
  Json json = {{"schema", 1},
               {"id", c.id},
               {"document", json_of(r.document)},
               {"kind", c.kind},
               {"measure", text_or_null(c.measure)},
               {"value", number(c.value)},
               {"value_text", text_or_null(c.value_text)},
               {"value_op", text_or_null(symbol_of(c.value_op))},
               {"value_high", number(c.value_high)},
               {"not_reached", c.not_reached},
               {"unit", text_or_null(c.unit)},
               {"at", nullptr},
               {"ci_low", number(c.ci_low)},
               {"ci_high", number(c.ci_high)},
               {"ci_level", number(c.ci_level)},
               {"p_op", text_or_null(symbol_of(c.p_op))},
               {"p_value", number(c.p_value)},
               {"outcome", text_or_null(c.outcome)},
               {"subject", text_or_null(c.subject)},
               {"comparator", text_or_null(c.comparator)},
               {"population", text_or_null(c.population)},
               {"n", number(c.n)},
               {"total", number(c.total)},
               {"sd", number(c.sd)},
               {"se", number(c.se)},
               {"q_low", number(c.q_low)},
               {"q_high", number(c.q_high)},
               {"spread", text_or_null(c.spread)},
               {"statistic_name", text_or_null(c.statistic_name)},
               {"statistic", number(c.statistic)},
               {"df", number(c.df)},
               {"df2", number(c.df2)},
               {"analysis", text_or_null(c.analysis)},
               {"direction", text_or_null(c.direction)},
               {"polarity", text_or_null(c.polarity)},
               {"strength", text_or_null(c.strength)},
               {"negated", c.negated},
               {"hedged", c.hedged},
               {"assumption", c.assumption},
               {"place", name_of(c.place)},
               {"section", r.section},
               {"table_id", text_or_null(r.table_id)},
               {"quote", r.quote},
               {"span", span_json(c.span)},
               {"value_span", span_json(c.value_span)},
               {"attribution", c.cited ? "cited" : "own"},
               {"citations", json_of(r.citations)},
               {"extractor", text_or_null(c.extractor)},
               {"review", r.review ? json_of(*r.review) : Json(nullptr)}};
  if (c.at) json["at"] = {{"value", number(c.at->value)}, {"unit", c.at->unit}};
  // Labels with the document's short forms written out; what has none is left out.
  Json expanded = Json::object();
  const auto written_out = [&](const char* name, const std::string& label) {
    if (!label.empty()) expanded[name] = label;
  };
  written_out("outcome", r.long_outcome);
  written_out("subject", r.long_subject);
  written_out("comparator", r.long_comparator);
  written_out("population", r.long_population);
  if (!expanded.empty()) json["expanded"] = std::move(expanded);
  return json;
}

Json json_of(const EvidenceItem& e) {
  Json also = Json::array();
  for (const EvidenceItem::Repeat& place : e.also)
    also.push_back({{"place", name_of(place.place)},
                    {"section", place.section},
                    {"quote", place.quote},
                    {"span", span_json(place.span)}});
  return {{"rank", e.rank},
          {"score", number(e.score)},
          {"document", json_of(e.document)},
          {"place", name_of(e.place)},
          {"section", e.section},
          {"quote", e.quote},
          {"span", span_json(e.span)},
          {"direction", text_or_null(e.direction)},
          {"claim", e.claim ? json_of(*e.claim) : Json(nullptr)},
          {"citations", json_of(e.citations)},
          {"study_design", text_or_null(e.study_design)},
          {"sample_size", positive_or_null(e.sample_size)},
          {"also", std::move(also)}};
}

Json json_of(const Pooled& p) {
  Json estimates = Json::array(), left_out = Json::array();
  for (const Pooled::Estimate& e : p.estimates)
    estimates.push_back(
        {{"method", e.method}, {"value", e.value}, {"low", e.low}, {"high", e.high}, {"tau2", number(e.tau2)}});
  for (const Pooled::LeftOut& l : p.left_out) left_out.push_back({{"rank", l.rank}, {"why", l.why}});
  return {{"measure", text_or_null(p.measure)},
          {"outcome", text_or_null(p.outcome)},
          {"ranks", p.ranks},
          {"estimates", std::move(estimates)},
          {"heterogeneity", {{"q", p.q}, {"df", p.df}, {"p", p.p}, {"i2", p.i2}}},
          {"left_out", std::move(left_out)}};
}

Json json_of(const Interpretation& i) {
  return {{"measure", text_or_null(i.measure)},       {"outcome", text_or_null(i.outcome)},
          {"subject", text_or_null(i.subject)},       {"comparator", text_or_null(i.comparator)},
          {"population", text_or_null(i.population)}, {"terms", i.terms}};
}

}  // namespace

std::string to_json(const DocumentRecord& d) {
  Json json = {{"schema", 1},
               {"id", d.ref.id},
               {"pmcid", text_or_null(d.ref.pmcid)},
               {"pmid", text_or_null(d.ref.pmid)},
               {"doi", text_or_null(d.ref.doi)},
               {"title", text_or_null(d.ref.title)},
               {"year", positive_or_null(d.ref.year)},
               {"journal", text_or_null(d.journal)},
               {"authors", d.authors},
               {"kind", text_or_null(d.ref.kind)},
               {"source", text_or_null(d.ref.source)},
               {"media_type", text_or_null(d.media_type)},
               {"sha256", text_or_null(d.sha256)},
               {"reader", text_or_null(d.reader)},
               {"language", text_or_null(d.language)},
               {"license", text_or_null(d.license)},
               {"study_design", text_or_null(d.study_design)},
               {"sample_size", positive_or_null(d.sample_size)},
               {"review_status", text_or_null(d.review_status)},
               {"updated", text_or_null(d.updated)},
               {"retraction", text_or_null(d.ref.retraction)},
               {"nct", text_or_null(d.nct)},
               {"publication_types", d.publication_types},
               {"keywords", d.keywords},
               {"mesh", d.mesh},
               {"corrections", Json::array()},
               {"sources", Json::array()},
               {"passages", d.passages},
               {"sentences", d.sentences},
               {"claims", d.claims},
               {"references", d.references},
               {"cites_in_store", d.cites_in_store},
               {"cited_by", d.cited_by},
               {"skipped", Json::array()}};
  for (const Correction& c : d.corrections)
    json["corrections"].push_back({{"kind", c.kind},
                                   {"doi", text_or_null(c.doi)},
                                   {"pmid", text_or_null(c.pmid)},
                                   {"pmcid", text_or_null(c.pmcid)},
                                   {"note", text_or_null(c.note)}});
  for (const SourceRecord& s : d.sources)
    json["sources"].push_back(
        {{"source", s.source}, {"media_type", s.media_type}, {"sha256", s.sha256}, {"reader", s.reader}});
  json["versions"] = Json::array();
  for (const PastVersion& v : d.versions)
    json["versions"].push_back({{"replaced_by_run", positive_or_null(v.run)},
                                {"source", v.source},
                                {"sha256", v.sha256},
                                {"title", text_or_null(v.title)},
                                {"text_sha256", v.text_sha256}});
  for (const SkipCount& skip : d.skipped) json["skipped"].push_back({{"what", skip.what}, {"count", skip.count}});
  std::int64_t seen = 0, held = 0;
  Json reasons = Json::array();
  for (const DocumentRecord::Covered& c : d.coverage) {
    seen += c.count;
    if (c.reason == kInClaims) {
      held += c.count;
      continue;
    }
    Json examples = Json::array();
    for (const DocumentRecord::Example& e : c.examples)
      examples.push_back({{"span", span_json(e.span)}, {"quote", e.quote}});
    reasons.push_back({{"reason", c.reason}, {"count", c.count}, {"examples", std::move(examples)}});
  }
  json["coverage"] = {{"seen", seen}, {"in_claims", held}, {"left", seen - held}, {"by_reason", std::move(reasons)}};
  return line(json);
}

std::string to_json(const ClaimRecord& claim) { return line(json_of(claim)); }

std::string to_json(const ReviewRecord& r) {
  return line({{"schema", 1},
               {"claim", text_or_null(r.claim)},
               {"reviewed_claim", r.review.claim},
               {"document", r.document.id.empty() ? Json(nullptr) : json_of(r.document)},
               {"reviewed_document", r.review.document},
               {"review", json_of(r)},
               {"quote", r.review.quote},
               {"span", r.state == "lost" ? Json(nullptr) : span_json(r.span)},
               {"reviewed_span", span_json(r.review.span)}});
}

std::string to_json(const ReferenceRecord& r) {
  const Reference& ref = r.reference;
  return line({{"schema", 1},
               {"document", json_of(r.citing)},
               {"number", ref.number},
               {"number_inferred", ref.number_inferred},
               {"label", text_or_null(ref.label)},
               {"key", text_or_null(ref.key)},
               {"text", text_or_null(r.text)},
               {"span", span_json(ref.span)},
               {"authors", ref.authors},
               {"title", text_or_null(ref.title)},
               {"journal", text_or_null(ref.journal)},
               {"year", positive_or_null(ref.year)},
               {"volume", text_or_null(ref.volume)},
               {"pages", text_or_null(ref.pages)},
               {"doi", text_or_null(ref.doi)},
               {"pmid", text_or_null(ref.pmid)},
               {"pmcid", text_or_null(ref.pmcid)},
               {"resolves_to", text_or_null(r.document)},
               {"basis", text_or_null(r.basis)},
               {"cited_by", r.cited_by > 0 ? Json(r.cited_by) : Json(nullptr)}});
}

std::string to_json(const PassageHit& h) {
  return line({{"schema", 1},
               {"rank", h.rank},
               {"score", number(h.score)},
               {"document", json_of(h.document)},
               {"section", h.section},
               {"place", name_of(h.place)},
               {"quote", h.quote},
               {"span", span_json(h.span)},
               {"snippet", marked(h.snippet)}});
}

std::string to_json(const Answer& a) {
  Json json = {{"schema", 1}};
  if (!a.question.id.empty()) json["id"] = a.question.id;
  json["question"] = a.question.text;
  json["interpretation"] = json_of(a.interpretation);
  json["interpretation"]["design"] = text_or_null(a.question.design);
  json["interpretation"]["year_from"] = positive_or_null(a.question.year_from);
  json["interpretation"]["year_to"] = positive_or_null(a.question.year_to);
  json["status"] = a.status;
  json["summary"] = a.summary;
  json["evidence"] = Json::array();
  for (const EvidenceItem& item : a.evidence) json["evidence"].push_back(json_of(item));
  json["conflicts"] = Json::array();
  for (const Conflict& conflict : a.conflicts)
    json["conflicts"].push_back({{"between", conflict.between}, {"what", conflict.what}, {"differ", conflict.differ}});
  json["nearest_miss"] = nullptr;
  if (a.nearest_miss) {
    json["nearest_miss"] = json_of(a.nearest_miss->evidence);
    json["nearest_miss"]["missing"] = a.nearest_miss->missing;
  }
  if (a.pooled) json["pooled"] = json_of(*a.pooled);
  json["searched"] = {
      {"documents", a.searched.documents}, {"passages", a.searched.passages}, {"claims", a.searched.claims}};
  return line(json);
}

std::string to_json(const Finding& f) {
  Json json = {{"schema", 1},
               {"check", f.check},
               {"severity", name_of(f.severity)},
               {"document", json_of(f.document)},
               {"claim", text_or_null(f.claim)},
               {"where", text_or_null(f.where)},
               {"quote", f.quote},
               {"span", span_json(f.span)},
               {"message", f.message},
               {"printed", text_or_null(f.printed)},
               {"expected", text_or_null(f.expected)},
               {"arithmetic", text_or_null(f.arithmetic)},
               {"related", Json::array()}};
  for (const Finding::Related& r : f.related)
    json["related"].push_back({{"document", r.document}, {"quote", r.quote}, {"span", span_json(r.span)}});
  return line(json);
}

std::string to_json(const QuoteVerdict& v) {
  Json json = {{"schema", 1},
               {"quote", v.quote},
               {"line", positive_or_null(v.line)},
               {"verdict", v.verdict},
               {"reason", text_or_null(v.reason)},
               {"places", Json::array()}};
  for (const QuoteVerdict::Location& place : v.places)
    json["places"].push_back({{"document", json_of(place.document)},
                              {"section", place.section},
                              {"place", name_of(place.place)},
                              {"quote", place.quote},
                              {"span", span_json(place.span)},
                              {"match", place.match}});
  return line(json);
}

namespace {

// Depth is bounded before parsing: nlohmann's parser keeps its own stack, but its values are destroyed recursively.
Result<Json> object_from(std::string_view text) {
  Json json = Json::parse(
      text, [](int depth, Json::parse_event_t, Json&) { return depth < 16; }, false);
  if (json.is_discarded()) return fail(ErrorCode::kInvalidArgument, "not valid JSON");
  if (!json.is_object()) return fail(ErrorCode::kInvalidArgument, "not a JSON object");
  return json;
}

// Absent and null leave `into` as it is.
Result<void> read_text(const Json& json, const char* name, std::string& into) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) return {};
  if (!found->is_string()) return fail(ErrorCode::kInvalidArgument, std::string("\"") + name + "\" is not a string");
  into = found->get<std::string>();
  return {};
}

// The words that limit a question; what is empty is left out.
constexpr std::pair<const char*, std::string Question::*> kQuestionTexts[] = {
    {"question", &Question::text},         {"document", &Question::document}, {"measure", &Question::measure},
    {"outcome", &Question::outcome},       {"subject", &Question::subject},   {"comparator", &Question::comparator},
    {"population", &Question::population}, {"design", &Question::design}};
constexpr std::pair<const char*, std::int32_t Question::*> kQuestionNumbers[] = {
    {"limit", &Question::limit}, {"year_from", &Question::year_from}, {"year_to", &Question::year_to}};

}  // namespace

Result<Question> question_from_json(std::string_view text) {
  WARRANT_TRY(json, object_from(text));
  Question question;
  if (const auto id = json.find("id"); id != json.end() && id->is_number_integer()) {
    question.id = id->dump();
  } else {
    WARRANT_CHECK(read_text(json, "id", question.id));
  }
  for (const auto& [name, member] : kQuestionTexts) WARRANT_CHECK(read_text(json, name, question.*member));
  for (const auto& [name, member] : kQuestionNumbers)
    if (const auto found = json.find(name); found != json.end() && found->is_number_integer())
      question.*member = found->get<std::int32_t>();
  question.pool = json.contains("pool") && json["pool"] == true;
  if (trim(question.text).empty()) return fail(ErrorCode::kInvalidArgument, "no \"question\"");
  return question;
}

std::string question_to_json(const Question& question) {
  Json json = Json::object();
  for (const auto& [name, member] : kQuestionTexts)
    if (!(question.*member).empty()) json[name] = question.*member;
  for (const auto& [name, member] : kQuestionNumbers)
    if (question.*member != 0) json[name] = question.*member;
  if (question.pool) json["pool"] = true;
  return line(json);
}

std::string to_json(const AnswerState& state) {
  Json evidence = Json::array();
  for (const AnswerState::Item& item : state.evidence)
    evidence.push_back({{"document", item.document},
                        {"claim", text_or_null(item.claim)},
                        {"quote", item.quote},
                        {"retraction", text_or_null(item.retraction)}});
  return line({{"status", state.status}, {"summary", state.summary}, {"evidence", std::move(evidence)}});
}

Result<AnswerState> answer_state_from_json(std::string_view text) {
  WARRANT_TRY(json, object_from(text));
  AnswerState state;
  WARRANT_CHECK(read_text(json, "status", state.status));
  WARRANT_CHECK(read_text(json, "summary", state.summary));
  const auto evidence = json.find("evidence");
  if (evidence == json.end() || !evidence->is_array()) return fail(ErrorCode::kInvalidArgument, "no \"evidence\"");
  for (const Json& entry : *evidence) {
    AnswerState::Item& item = state.evidence.emplace_back();
    if (!entry.is_object()) return fail(ErrorCode::kInvalidArgument, "\"evidence\" holds no objects");
    WARRANT_CHECK(read_text(entry, "document", item.document));
    WARRANT_CHECK(read_text(entry, "claim", item.claim));
    WARRANT_CHECK(read_text(entry, "quote", item.quote));
    WARRANT_CHECK(read_text(entry, "retraction", item.retraction));
  }
  return state;
}

Result<Review> review_from_json(std::string_view text) {
  WARRANT_TRY(json, object_from(text));
  Review review;
  WARRANT_CHECK(read_text(json, "reviewed_claim", review.claim));
  if (review.claim.empty()) WARRANT_CHECK(read_text(json, "claim", review.claim));
  const auto nested = json.find("review");
  const Json& said = nested != json.end() && nested->is_object() ? *nested : json;
  WARRANT_CHECK(read_text(said, "status", review.status));
  WARRANT_CHECK(read_text(said, "by", review.by));
  WARRANT_CHECK(read_text(said, "at", review.at));
  WARRANT_CHECK(read_text(said, "note", review.note));
  return review;
}

std::string pretty_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return std::string(text);
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string json_quote(std::string_view text) { return line(Json(text)); }

}  // namespace warrant
