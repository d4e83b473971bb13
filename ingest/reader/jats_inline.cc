// Text inside passages: formatting, superscripts, citation marks, formulas.
#include <algorithm>
#include <charconv>
#include <optional>

#include "ingest/reader/jats.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x207B; }

// The numbers of a mark as printed: "3–5" -> 3 4 5, "[2,4]" -> 2 4. Empty when it is anything else.
std::vector<std::string> printed_numbers(std::string_view text) {
  std::vector<std::string> numbers;
  int range_from = -1;
  for (std::size_t i = 0; i < text.size();) {
    if (is_ascii_digit(text[i])) {
      int value = 0;
      const char* const from = text.data() + i;
      const auto [end, error] = std::from_chars(from, text.data() + text.size(), value);
      if (error != std::errc() || value > 99999) return {};
      if (range_from >= 0 && value > range_from && value - range_from <= 500)
        for (int n = range_from + 1; n < value; ++n) numbers.push_back(std::to_string(n));
      range_from = -1;
      numbers.emplace_back(from, end);
      i += static_cast<std::size_t>(end - from);
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (is_dash(c)) {
      if (numbers.empty()) return {};
      int value = 0;
      std::from_chars(numbers.back().data(), numbers.back().data() + numbers.back().size(), value);
      range_from = value;
    } else if (c == ',' || c == ';') {
      range_from = -1;
    } else if (c != ' ' && c != '[' && c != ']' && c != '(' && c != ')' && c != '.' && c != 0xA0 && c != 0x2009) {
      return {};
    }
  }
  return numbers;
}

std::optional<int> number_of(std::string_view label) {
  int value = 0;
  const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), value);
  if (error != std::errc() || end != label.data() + label.size()) return std::nullopt;
  return value;
}

// What stands between two marks that are the ends of one printed range: one dash, brackets and spaces aside.
bool is_range_gap(std::string_view gap) {
  if (gap.size() > 12) return false;
  int dashes = 0;
  for (std::size_t i = 0; i < gap.size();) {
    const char32_t c = next_code_point(gap, i);
    if (is_dash(c)) {
      ++dashes;
    } else if (c != ' ' && c != '[' && c != ']' && c != '(' && c != ')') {
      return false;
    }
  }
  return dashes == 1;
}

// Of several forms of one thing, the one that reads best as text.
int rank_of(pugi::xml_node node) {
  if (node.type() != pugi::node_element) return -1;
  const std::string_view name = local_name(node);
  if (name == "math" || name == "table" || name == "mixed-citation") return 5;
  if (name == "tex-math" || name == "element-citation") return 4;
  if (name == "textual-form") return 3;
  const Tag tag = tag_of(node);
  return tag == Tag::kGraphic || tag == Tag::kMedia || tag == Tag::kDropped ? 0 : 1;
}

}  // namespace

pugi::xml_node best_alternative(pugi::xml_node node) {
  pugi::xml_node best;
  int best_rank = -1;
  for (const pugi::xml_node child : node.children())
    if (const int rank = rank_of(child); rank > best_rank) {
      best = child;
      best_rank = rank;
    }
  return best;
}

void Inline::reset() {
  xrefs_.clear();
  picks_.clear();
  superscripts_ = 0;
  last_anchor_ = -1;
}

void Inline::text(pugi::xml_node node) { article_.builder.append(nfc_view(node.value(), buffer_)); }

void Inline::append(pugi::xml_node node) { walk(node, *this); }

bool Inline::enter(pugi::xml_node node, Tag tag) {
  TextBuilder& builder = article_.builder;
  if (!picks_.empty() && node.parent() == picks_.back().parent && node != picks_.back().child) {
    return false;  // another form of what is read
  }
  switch (tag) {
    case Tag::kOther:
    case Tag::kMetadata:
      return true;
    case Tag::kNamePart:  // "<surname>Doe</surname><given-names>J</given-names>": nothing printed between the two
      if (const pugi::xml_node before = node.previous_sibling(); before && before.type() == pugi::node_element)
        builder.append(" ");
      return true;
    case Tag::kPublicationId: {
      const std::string_view type = node.attribute("pub-id-type").value();
      const std::string_view lead = type == "pmid" ? "PMID:" : type == "doi" ? "doi:" : type == "pmcid" ? "PMCID:" : "";
      const std::string said = ascii_lower(
          builder.current().substr(builder.current().size() - std::min<std::size_t>(8, builder.current().size())));
      const std::string word = ascii_lower(lead.substr(0, lead.empty() ? 0 : lead.size() - 1));
      if (!lead.empty() && said.find(word) == std::string::npos) {
        builder.append(" ");
        builder.append(lead);
      }
      return true;
    }
    case Tag::kSup:
      if (superscripts_++ == 0) builder.begin_superscript();
      return true;
    case Tag::kSub:
      if (superscripts_ == 0 && xrefs_.empty()) builder.begin_mark(true);
      return true;
    case Tag::kXref: {
      const std::string_view type = node.attribute("ref-type").value();
      OpenXref open{node, builder.mark(), type == "bibr" && xrefs_.empty(), false};
      if (!open.citation && xrefs_.empty() && type != "fig" && type != "table" && type != "sec") {
        const std::string_view rid = node.attribute("rid").value();
        open.citation = !rid.empty() && article_.by_id.contains(std::string(rid.substr(0, rid.find(' '))));
      }
      // A mark that follows a digit would lengthen the number: "12.5<xref>3</xref>".
      if (superscripts_ == 0 && xrefs_.empty() && (open.citation || type == "table-fn" || type == "fn")) {
        open.marked = true;
        builder.begin_mark();
      }
      xrefs_.push_back(open);
      return true;
    }
    case Tag::kFormula:
    case Tag::kDisplayFormula:
    case Tag::kAlternatives:
      if (tag == Tag::kDisplayFormula) builder.append(" ");
      // Formulas may hold several forms without `alternatives` around them.
      if (const pugi::xml_node best = best_alternative(node); rank_of(best) > 1 || tag == Tag::kAlternatives)
        picks_.push_back({node, best});
      return true;
    case Tag::kMath:
      builder.append(nfc_view(mathml_text(node), buffer_));
      return false;
    case Tag::kTexMath:
      builder.append(nfc_view(tex_text(text_of(node)), buffer_));
      return false;
    case Tag::kGraphic:
    case Tag::kDropped:
      builder.skipped().add("element:" + std::string(local_name(node)));
      return false;
    default:
      builder.append(" ");
      return true;
  }
}

void Inline::leave(pugi::xml_node node, Tag tag) {
  TextBuilder& builder = article_.builder;
  // A block inside may have ended the passage (broken markup).
  const auto space = [&] {
    if (builder.open()) builder.append(" ");
  };
  switch (tag) {
    case Tag::kOther:
    case Tag::kMetadata:
    case Tag::kNamePart:
    case Tag::kPublicationId:
      return;
    case Tag::kSup:
      if (superscripts_ > 0 && --superscripts_ == 0) builder.end_superscript();
      return;
    case Tag::kSub:
      if (superscripts_ == 0 && xrefs_.empty()) builder.end_mark();
      return;
    case Tag::kXref: {
      if (xrefs_.empty() || xrefs_.back().node != node) return;
      const OpenXref open = xrefs_.back();
      xrefs_.pop_back();
      if (open.marked) builder.end_mark();
      if (open.marked && !open.citation) builder.note_raised(open.mark);
      if (open.citation) add_anchor(open);
      return;
    }
    case Tag::kFormula:
    case Tag::kDisplayFormula:
    case Tag::kAlternatives:
      if (!picks_.empty() && picks_.back().parent == node) picks_.pop_back();
      if (tag == Tag::kDisplayFormula) space();
      return;
    default:
      space();
      return;
  }
}

std::vector<CitationAnchor::Target> Inline::targets_of(pugi::xml_node xref, const std::string& text) const {
  std::vector<std::string> ids;
  std::string_view rid = xref.attribute("rid").value();
  while (!(rid = trim(rid)).empty()) {
    const std::size_t n = std::min(rid.find_first_of(" ,;"), rid.size());
    if (n > 0) ids.emplace_back(rid.substr(0, n));
    rid.remove_prefix(std::min(n + 1, rid.size()));
  }
  std::vector<CitationAnchor::Target> targets;
  const auto add = [&](const auto& map, const std::string& key, const std::string& label) {
    const auto at = map.find(key);
    if (at == map.end()) {
      targets.push_back({label, -1});
      return;
    }
    for (std::int32_t reference : at->second) {
      const Reference& found = article_.document.references[static_cast<std::size_t>(reference)];
      targets.push_back(
          {label.empty() ? found.label.empty() ? std::to_string(found.number) : found.label : label, reference});
    }
  };
  std::vector<std::string> numbers = printed_numbers(text);
  // Years are no numbers of a list ("2016, 2017").
  const auto is_label = [&](const std::string& number) { return article_.by_label.contains(number); };
  if (numbers.size() > 1 && !ids.empty() && std::none_of(numbers.begin(), numbers.end(), is_label)) numbers.clear();
  if (numbers.size() > 1) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (ids.size() == numbers.size()) {
        add(article_.by_id, ids[i], numbers[i]);
      } else {
        add(article_.by_label, numbers[i], numbers[i]);
      }
    }
  } else if (ids.empty()) {
    if (!numbers.empty()) add(article_.by_label, numbers[0], numbers[0]);
  } else if (ids.size() == 1) {
    add(article_.by_id, ids[0], numbers.empty() ? text : numbers[0]);
  } else {
    for (const std::string& id : ids) add(article_.by_id, id, "");
  }
  return targets;
}

void Inline::add_anchor(const OpenXref& open) {
  TextBuilder& builder = article_.builder;
  std::vector<CitationAnchor>& anchors = article_.document.anchors;
  const std::uint32_t passage = static_cast<std::uint32_t>(article_.document.text.size() - builder.current().size());
  if (!builder.open() || open.mark < passage) return;
  const std::string text = text_of(open.node);
  CitationAnchor anchor{builder.since(open.mark), targets_of(open.node, text)};
  if (anchor.span.empty()) {
    // A mark without text stands for a reference inside a printed range: "<xref>3</xref><xref/>–<xref>5</xref>".
    if (last_anchor_ < 0) return;
    CitationAnchor& last = anchors[static_cast<std::size_t>(last_anchor_)];
    if (anchor.span.start > last.span.end + 4) return;
    for (const auto& target : anchor.targets)
      if (std::find(last.targets.begin(), last.targets.end(), target) == last.targets.end())
        last.targets.push_back(target);
    return;
  }
  if (last_anchor_ >= 0 && join_range(anchors[static_cast<std::size_t>(last_anchor_)], anchor)) return;
  anchors.push_back(std::move(anchor));
  last_anchor_ = static_cast<std::int32_t>(anchors.size()) - 1;
}

void complete_ranges(Article& article) {
  Document& d = article.document;
  std::size_t raised = 0;
  for (CitationAnchor& anchor : d.anchors) {
    if (anchor.targets.size() != 1) continue;
    const auto from = number_of(anchor.targets[0].label);
    std::size_t at = anchor.span.end;
    if (!from || at >= d.text.size() || !is_dash(next_code_point(d.text, at))) continue;
    const std::size_t digits = at;
    while (at < d.text.size() && is_ascii_digit(d.text[at])) ++at;
    const auto to = number_of(std::string_view(d.text).substr(digits, at - digits));
    if (!to || *to <= *from || *to - *from > 50 || !article.by_label.contains(std::to_string(*to))) continue;
    while (raised < d.superscripts.size() && d.superscripts[raised].end <= anchor.span.start) ++raised;
    const ByteSpan whole{anchor.span.start, static_cast<std::uint32_t>(at)};
    const bool in_superscript = raised < d.superscripts.size() && d.superscripts[raised].contains(whole);
    const bool in_brackets = at < d.text.size() && (d.text[at] == ')' || d.text[at] == ']');
    if (!in_superscript && !in_brackets) continue;
    anchor.span = whole;
    for (int n = *from + 1; n <= *to; ++n) {
      const auto found = article.by_label.find(std::to_string(n));
      if (found == article.by_label.end()) {
        anchor.targets.push_back({std::to_string(n), -1});
      } else {
        for (std::int32_t reference : found->second) anchor.targets.push_back({std::to_string(n), reference});
      }
    }
  }
}

bool Inline::join_range(CitationAnchor& begin, const CitationAnchor& end) const {
  if (begin.targets.empty() || end.targets.empty() || end.span.start < begin.span.end) return false;
  if (!is_range_gap(slice(article_.document.text, {begin.span.end, end.span.start}))) return false;
  const auto from = number_of(begin.targets.back().label);
  const auto to = number_of(end.targets.front().label);
  if (!from || !to || *from >= *to || *to - *from > 500) return false;
  for (int n = *from + 1; n < *to; ++n) {
    const std::string label = std::to_string(n);
    const auto at = article_.by_label.find(label);
    if (at == article_.by_label.end()) {
      begin.targets.push_back({label, -1});
    } else {
      for (std::int32_t reference : at->second) begin.targets.push_back({label, reference});
    }
  }
  begin.targets.insert(begin.targets.end(), end.targets.begin(), end.targets.end());
  begin.span.end = end.span.end;
  return true;
}

}  // namespace warrant::jats
