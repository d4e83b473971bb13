#include "ingest/extract/coverage.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/extract/word_list.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kMostExamples = 5;

bool is_word_byte(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || (c & '\x80') != 0; }

// A number in digits: [start, end) and its value.
struct Printed {
  ByteSpan span;
  double value = 0;
};

// The numbers of text[range], with the decimal points U+00B7 and ',' as printed.
class Digits {
 public:
  Digits(std::string_view text, ByteSpan range) : text_(text), at_(range.start), end_(range.end) {}

  std::optional<Printed> next() {
    std::uint32_t at = at_;
    while (at < end_ && !is_ascii_digit(text_[at])) ++at;
    at_ = at;
    if (at_ >= end_) return std::nullopt;
    Printed number;
    number.span.start = at_;
    std::string digits;
    while (at_ < end_) {
      const char c = text_[at_];
      const bool raised = c == '\xC2' && at_ + 2 < end_ && text_[at_ + 1] == '\xB7' && is_ascii_digit(text_[at_ + 2]);
      const bool point = (c == '.' || c == ',') && at_ + 1 < end_ && is_ascii_digit(text_[at_ + 1]);
      if (is_ascii_digit(c)) {
        digits += c;
      } else if (raised) {
        digits += '.';
        ++at_;
      } else if (point) {
        if (c == '.') digits += c;  // a comma groups thousands
      } else {
        break;
      }
      ++at_;
    }
    number.span.end = at_;
    std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
    return number;
  }

 private:
  std::string_view text_;
  std::uint32_t at_, end_;
};

// The word that ends before `at` (blanks, brackets and '.' between), and the one that begins behind it.
std::string_view word_before(std::string_view text, std::uint32_t from, std::uint32_t at) {
  while (at > from && !is_word_byte(text[at - 1]) && text[at - 1] != ';' && text[at - 1] != ',') --at;
  std::uint32_t start = at;
  while (start > from && is_word_byte(text[start - 1])) --start;
  return text.substr(start, at - start);
}

std::string_view word_after(std::string_view text, std::uint32_t at, std::uint32_t to) {
  while (at < to && (text[at] == ' ' || text[at] == '-')) ++at;
  std::uint32_t end = at;
  while (end < to && (is_word_byte(text[end]) || text[end] == '%' || text[end] == '/')) ++end;
  return text.substr(at, end - at);
}

bool is_month(std::string_view word) {
  static const WordList words(
      "january february march april may june july august september october november december jan feb mar apr jun jul "
      "aug "
      "sep sept oct nov dec");
  return words.has(word);
}

bool is_label(std::string_view word) {
  static const WordList words(
      "table tables fig figs figure figures section appendix eq equation panel step stage chapter no nos item items "
      "file "
      "supplementary box study studies group groups phase grade type level class part question criterion aim model "
      "experiment "
      "trial case visit day arm cohort period session scenario stratum category domain week month patient subject");
  return words.has(word);
}

bool is_unit(std::string_view word) {
  static const WordList words(
      "mg g kg ng pg ug mcg ml l dl ul mmol mol nmol pmol iu u mm mol/l mmol/l mg/dl mg/kg mg/day g/l g/dl ng/ml pg/ml "
      "ug/ml mg/ml "
      "ml/min mg/l kg/m ml/kg gy cgy mbq mci c rpm hz khz kda bp nm cm m km kcal kj w v ma mv mmhg units unit tablets "
      "tablet capsules "
      "doses dose drops grams milligrams fold \u00b5g \u03bcg \u00b5l \u03bcl \u00b5m \u03bcm \u00b5mol \u03bcmol");
  return words.has(word);
}

bool is_time(std::string_view word) {
  static const WordList words(
      "day days week weeks month months year years yr yrs hour hours h hr hrs min mins minute minutes s sec second "
      "seconds "
      "d wk wks mo am pm o'clock aged age times x");
  return words.has(word);
}

bool is_identifier(std::string_view word) {
  static const WordList words(
      "nct isrctn actrn ethics approval protocol registration number reference version v spss sas stata windows doi "
      "pmid release "
      "catalog catalogue cat lot model grant code codes icd dsm");
  return words.has(word);
}

// All numbers a claim holds.
bool holds(const Claim& c, double value) {
  const std::array<std::optional<double>, 16> held = {
      c.value,     c.value_high, c.ci_low, c.ci_high,
      c.ci_level,  c.p_value,    c.sd,     c.se,
      c.q_low,     c.q_high,     c.n,      c.total,
      c.statistic, c.df,         c.df2,    c.at ? std::optional<double>(c.at->value) : std::nullopt};
  return std::any_of(held.begin(), held.end(), [&](const std::optional<double>& x) {
    return x && std::fabs(std::fabs(*x) - value) <= 1e-9 * std::max(1.0, value);
  });
}

class Counter {
 public:
  Counter(const Reading& reading, const std::vector<Claim>& claims)
      : document_(reading.document), text_(reading.document.text) {
    by_passage_.resize(document_.passages.size());
    for (const Claim& claim : claims)
      if (claim.passage >= 0)
        by_passage_[static_cast<std::size_t>(claim.passage)].push_back({claim.value_span, claim.span, &claim});
    methods_.reserve(document_.sections.size());
    for (const Section& section : document_.sections) {
      const bool inherits = section.parent >= 0 && static_cast<std::size_t>(section.parent) < methods_.size() &&
                            methods_[static_cast<std::size_t>(section.parent)];
      methods_.push_back(section.role == "methods" || (inherits && section.role.empty()));
    }
  }

  std::vector<Coverage> count() {
    for (std::size_t p = 0; p < document_.passages.size(); ++p) {
      Digits digits(text_, document_.passages[p].span);
      while (const std::optional<Printed> number = digits.next()) {
        const std::string_view reason = reason_of(p, *number);
        if (reason.empty()) continue;
        Coverage& coverage = found_[reason];
        ++coverage.count;
        const bool looked_at = reason == "not_understood" || reason == "table_cell" || reason == "methods";
        if (looked_at && coverage.examples.size() < kMostExamples) coverage.examples.push_back(number->span);
      }
    }
    std::vector<Coverage> out;
    for (auto& [reason, coverage] : found_) {
      coverage.reason = reason;
      out.push_back(std::move(coverage));
    }
    return out;
  }

 private:
  // "" for digits that are no number.
  std::string_view reason_of(std::size_t p, const Printed& number) {
    const Passage& passage = document_.passages[p];
    const ByteSpan span = number.span;
    for (const Held& held : by_passage_[p])
      if (held.value.contains(span) || (held.span.contains(span) && holds(*held.claim, number.value))) return kInClaims;
    if (passage.place == Place::kReference) return "reference_list";
    if (passage.place == Place::kBoilerplate) return "boilerplate";
    if (passage.place == Place::kFront || passage.place == Place::kBack) return "front_matter";
    while (anchor_ < document_.anchors.size() && document_.anchors[anchor_].span.end <= span.start) ++anchor_;
    if (anchor_ < document_.anchors.size() && document_.anchors[anchor_].span.overlaps(span)) return "citation";
    while (raised_ < document_.superscripts.size() && document_.superscripts[raised_].end <= span.start) ++raised_;
    if (raised_ < document_.superscripts.size() && document_.superscripts[raised_].overlaps(span)) return "citation";

    const std::uint32_t from = passage.span.start, to = passage.span.end;
    const char before = span.start > from ? text_[span.start - 1] : ' ';
    const char after = span.end < to ? text_[span.end] : ' ';
    const std::string_view left = word_before(text_, from, span.start), right = word_after(text_, span.end, to);
    // "CD4", "IL-6", "5q": part of a name.
    if (is_ascii_alpha(before)) return "";
    if (before == '-' && span.start > from + 1 && is_ascii_alpha(text_[span.start - 2])) return "";
    if (is_ascii_alpha(after) && !is_unit(right) && !is_time(right) && !is_ascii_digit(before)) return "";
    const bool whole = number.value == std::floor(number.value);
    if (whole && span.size() == 4 && number.value >= 1800 && number.value <= 2100 && right != "%" && !is_unit(right) &&
        passage.place != Place::kTable)
      return "date";
    if (whole && (is_month(left) || (number.value <= 31 && is_month(right)))) return "date";
    if (is_label(left) && whole) return "label";
    if (span.start == from && (after == '.' || after == ')') && passage.place != Place::kTable) return "label";
    if (before == '(' && after == ')' && whole && number.value < 20 && span.size() <= 2) return "label";
    if (is_identifier(left) || (whole && span.size() >= 7 && passage.place != Place::kTable)) return "identifier";
    if (right == "%" && number.value >= 90 && number.value < 100) {
      const std::string_view next = word_after(text_, static_cast<std::uint32_t>(right.data() - text_.data()) + 1, to);
      if (next == "CI" || next == "confidence" || next == "CIs" || next == "limits") return "level";
    }
    if (is_unit(right)) return "dose";
    if (is_time(right) || left == "aged" || left == "age" || left == "Age") return "time";
    if (passage.place == Place::kTable) {
      if (passage.table < 0) return "table_cell";
      return passage.row >= 0 && passage.row < document_.tables[static_cast<std::size_t>(passage.table)].header_rows
                 ? "table_header"
                 : "table_cell";
    }
    if (passage.section >= 0 && methods_[static_cast<std::size_t>(passage.section)]) return "methods";
    return "not_understood";
  }

  const Document& document_;
  std::string_view text_;
  // Claims are large: their places are looked through by themselves.
  struct Held {
    ByteSpan value, span;
    const Claim* claim;
  };
  std::vector<std::vector<Held>> by_passage_;
  std::vector<bool> methods_;
  std::map<std::string_view, Coverage> found_;
  std::size_t anchor_ = 0, raised_ = 0;
};

}  // namespace

std::vector<Coverage> coverage_of(const Reading& reading, const std::vector<Claim>& claims) {
  return Counter(reading, claims).count();
}

}  // namespace warrant
