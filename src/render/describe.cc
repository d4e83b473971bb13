#include "src/render/describe.h"

#include <fmt/format.h>

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

}  // namespace warrant
