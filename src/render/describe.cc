#include "src/render/describe.h"

#include <fmt/format.h>

#include "src/render/terminal.h"

namespace warrant {
namespace {

std::string comparison(Operator op, std::string_view number) {
  if (op == Operator::kNone || op == Operator::kEqual) return fmt::format("= {}", number);
  return fmt::format("{} {}", symbol_of(op), number);
}

std::string short_measure(std::string_view name) {
  if (name == measure::kHazardRatio) return "HR";
  if (name == measure::kSubdistributionHazardRatio) return "sHR";
  if (name == measure::kOddsRatio) return "OR";
  if (name == measure::kRiskRatio) return "RR";
  return label_of(name);
}

void append(std::string& out, std::string_view separator, std::string_view part) {
  if (part.empty()) return;
  if (!out.empty()) out += separator;
  out += part;
}

}  // namespace

std::string number_text(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; }

std::string label_of(std::string_view name) {
  std::string label(name);
  for (char& c : label)
    if (c == '_') c = ' ';
  return label;
}

std::string value_text(const Claim& c) {
  std::string out = short_measure(c.measure.empty() ? c.kind : c.measure);
  if (c.not_reached) {
    out += " not reached";
  } else if (c.value) {
    const std::string number = c.value_text.empty() ? number_text(c.value) : c.value_text;
    out += ' ';
    if (c.value_op != Operator::kNone && c.value_op != Operator::kEqual)
      out += fmt::format("{} ", symbol_of(c.value_op));
    out += number;
    // The printed form may hold the whole range already ("3.5-7").
    if (c.value_high && number == number_text(c.value)) out += fmt::format("\u2013{}", *c.value_high);
    if (c.unit == "%") {
      if (out.back() != '%') out += '%';
    } else if (!c.unit.empty()) {
      out += ' ' + c.unit;
    }
  } else if (!c.strength.empty()) {
    out += ": " + c.strength;
  }
  if (c.at) out += fmt::format(" at {} {}", c.at->value, c.at->unit);
  if (c.ci_low || c.ci_high)
    out += fmt::format(" ({}CI {} to {})", c.ci_level ? fmt::format("{}% ", *c.ci_level) : "", number_text(c.ci_low),
                       number_text(c.ci_high));
  if (c.n && c.total) out += fmt::format(", {}/{}", *c.n, *c.total);
  if (c.p_op == Operator::kNotSignificant) {
    out += ", p not significant";
  } else if (c.p_value) {
    out += ", p " + comparison(c.p_op, number_text(c.p_value));
  }
  return out;
}

std::string about_text(const Claim& c) {
  std::string out = c.outcome;
  std::string groups = c.subject;
  if (!c.comparator.empty()) append(groups, " vs ", c.comparator);
  append(out, ", ", groups);
  if (!c.population.empty()) append(out, ", ", "in " + c.population);
  if (!c.analysis.empty()) append(out, ", ", c.analysis);
  return out;
}

std::string citation_text(const DocumentRef& d) {
  std::string out = d.title.empty() ? d.source : d.title;
  if (d.year > 0) out += fmt::format(" ({})", d.year);
  if (!out.empty() && out.back() != '.' && out.back() != '?') out += '.';
  append(out, " ", d.id);
  if (!d.doi.empty() && d.id != "doi:" + d.doi) out += ", doi:" + d.doi;
  return out;
}

std::string place_text(const std::vector<std::string>& section, Place place) {
  std::string out;
  for (const std::string& title : section) append(out, " > ", title);
  append(out, " \u00B7 ", name_of(place));
  return out;
}

std::string citation_text(const CitationRecord& c) {
  std::string out = fmt::format("[{}]", c.marker);
  append(out, " ", c.reference == 0 ? "no such reference" : c.title);
  if (!c.document.empty()) {
    append(out, " ", fmt::format("({}, in the store)", c.document));
  } else if (!c.doi.empty()) {
    append(out, " ", "doi:" + c.doi);
  } else if (!c.pmid.empty()) {
    append(out, " ", "pmid:" + c.pmid);
  }
  if (!c.verdict.empty()) append(out, " \u2014 ", c.verdict);
  return out;
}

std::string review_text(const ReviewRecord& r) {
  std::string out = label_of(r.review.status);
  append(out, " by ", r.review.by);
  append(out, ", ", std::string_view(r.review.at).substr(0, 10));
  append(out, ": ", r.review.note);
  if (r.state == "moved") out += " (its words have moved since)";
  if (r.state == "lost") out += " (its words are lost)";
  return out;
}

std::string csv_cell(std::string_view text) {
  const auto control = [](char c) { return (c >= 0 && c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7F; };
  std::string cell;
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) cell = "'";
  for (const char c : text) cell += control(c) ? std::string("\uFFFD") : std::string(1, c);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string markdown_escaped(std::string_view text) {
  std::string out;
  for (char c : safe_marked(text)) {
    if (c == kMarkStart || c == kMarkEnd) {
      out += "**";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_[]|#~").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace warrant
