#include "ingest/reader/markdown_front.h"

#include <algorithm>
#include <iterator>

#include "ingest/reader/markdown_inline.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Longer before shorter where one begins with the other.
constexpr std::string_view kLabels[] = {
    "Background and objectives",
    "Background and aims",
    "Background",
    "Objectives",
    "Objective",
    "Aims",
    "Aim",
    "Purpose",
    "Introduction",
    "Context",
    "Importance",
    "Rationale",
    "Materials and methods",
    "Material and methods",
    "Patients and methods",
    "Methods and results",
    "Methods and findings",
    "Methods",
    "Method",
    "Methodology",
    "Study design",
    "Design",
    "Setting",
    "Participants",
    "Patients",
    "Interventions",
    "Intervention",
    "Main outcome measures",
    "Main outcomes",
    "Outcome measures",
    "Measurements",
    "Main results",
    "Results",
    "Findings",
    "Conclusions",
    "Conclusion",
    "Interpretation",
    "Discussion",
    "Significance",
    "Limitations",
    "Trial registration",
    "Registration",
    "Funding",
};

bool same_word(std::string_view text, std::string_view label) {
  if (text.size() < label.size() || text[0] != label[0]) return false;  // a label has its capital
  for (std::size_t i = 1; i < label.size(); ++i)
    if ((text[i] | 0x20) != (label[i] | 0x20)) return false;
  return true;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_affiliation(std::string_view text) {
  constexpr std::string_view kWords[] = {"University", "Hospital",   "Department", "Institute", "School",
                                         "Center",     "Centre",     "College",    "Faculty",   "Clinic",
                                         "Division",   "Laboratory", "@",          "Academy"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "Ada de Wit" -> "de Wit Ada"; "" when this is no name.
std::string family_first(std::string_view name) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    if (end > at) words.push_back(name.substr(at, end - at));
    at = end + 1;
  }
  if (words.size() < 2 || words.size() > 6) return "";
  for (std::string_view word : words)
    if (is_ascii_digit(word[0]) || (is_lower(word[0]) && word.size() > 4)) return "";
  if (is_lower(words.back()[0])) return "";
  std::size_t family = words.size() - 1;
  while (family > 1 && is_lower(words[family - 1][0])) --family;  // de, van der
  std::string out(name.substr(static_cast<std::size_t>(words[family].data() - name.data())));
  out += ' ';
  out += name.substr(0, static_cast<std::size_t>(words[family - 1].data() + words[family - 1].size() - name.data()));
  return out;
}

}  // namespace

std::vector<AbstractLabel> abstract_labels(std::string_view markdown) {
  std::vector<AbstractLabel> labels;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    if (!is_upper(markdown[i])) continue;
    const char before = i == 0 ? '\n' : markdown[i - 1];
    if (is_ascii_alpha(before) || before == ',' || before == '-') continue;
    for (std::string_view label : kLabels) {
      if (!same_word(markdown.substr(i), label)) continue;
      std::size_t start = i, end = i + label.size();
      while (start > 0 && (markdown[start - 1] == '*' || markdown[start - 1] == '_')) --start;
      const bool marked = start < i;
      bool colon = false, closed = false;
      for (; end < markdown.size(); ++end) {
        const char c = markdown[end];
        if (c == ':' && !colon)
          colon = true;
        else if (c == '*' || c == '_')
          closed = true;
        else if (c != '.' || colon || !marked)
          break;
      }
      // Bold or italic alone is enough; a plain label needs its colon and the start of a sentence.
      std::size_t back = start;
      while (back > 0 && is_ascii_space(markdown[back - 1])) --back;
      const bool starts_sentence = back == 0 || markdown[back - 1] == '.' || markdown[back - 1] == '>' ||
                                   markdown[back - 1] == ')' || markdown[back - 1] == '\n';
      if ((marked && closed) || (colon && starts_sentence)) {
        AbstractLabel found;
        found.start = start;
        found.end = end;
        found.title = markdown.substr(i, label.size());
        labels.push_back(std::move(found));
        i = end - 1;
      }
      break;
    }
  }
  if (labels.size() < 2) labels.clear();
  return labels;
}

std::vector<std::string> author_names(std::string_view markdown) {
  // Raised marks end a name; two in a row end the list ("Ke Chen<sup>1*</sup><sup>1</sup>Department…").
  std::vector<std::string> names;
  std::size_t at = 0;
  bool first = true;
  while (at < markdown.size()) {
    std::size_t sup = markdown.find("<sup>", at);
    if (sup == std::string_view::npos) sup = markdown.size();
    std::string segment = plain_markdown(markdown.substr(at, sup - at));
    const std::size_t close = markdown.find("</sup>", sup);
    at = close == std::string_view::npos ? markdown.size() : close + 6;
    if (is_affiliation(segment)) break;
    if (!first && trim(segment).empty()) break;
    first = false;
    for (std::size_t and_at; (and_at = segment.find(" and ")) != std::string::npos;) segment.replace(and_at, 5, ", ");
    if (segment.compare(0, 4, "and ") == 0) segment.erase(0, 4);
    std::string_view rest = segment;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find_first_of(",;&"), rest.size());
      std::string_view name = trim(rest.substr(0, comma));
      while (!name.empty() && (is_ascii_digit(name.back()) || name.back() == '*'))
        name = trim(name.substr(0, name.size() - 1));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      if (name.empty()) continue;
      std::string family = family_first(name);
      if (family.empty()) {
        if (name.size() <= 5) continue;  // "MD", "PhD"
        return names.size() >= 2 ? names : std::vector<std::string>();
      }
      names.push_back(std::move(family));
    }
  }
  return names;
}

}  // namespace warrant
